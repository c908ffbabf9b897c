package sms

// nationalLocking are the locking shift tables (3GPP 23.038 A.3), each in the
// place of the default alphabet. 0x1B stays the escape. A code without a row is
// undefined and shows a space. Spanish has no locking table.
//
// Three independent tables of others agree on these rows but for five places,
// where two of three do: Hindi 0x00 to 0x02, Kannada 0x24 and Malayalam 0x2E.
// For Kannada 0x24 the specification itself prints a character that breaks the
// order of the letters.
var nationalLocking = [...]nationalRows{
	{Turkish, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '€'},      // euro sign
		{0x05, 'é'},      // latin small letter e with acute
		{0x06, 'ù'},      // latin small letter u with grave
		{0x07, 'ı'},      // latin small letter dotless i
		{0x08, 'ò'},      // latin small letter o with grave
		{0x09, 'Ç'},      // latin capital letter c with cedilla
		{0x0A, '\n'},     // line feed
		{0x0B, 'Ğ'},      // latin capital letter g with breve
		{0x0C, 'ğ'},      // latin small letter g with breve
		{0x0D, '\r'},     // carriage return
		{0x0E, 'Å'},      // latin capital letter a with ring above
		{0x0F, 'å'},      // latin small letter a with ring above
		{0x10, '\u0394'}, // greek capital letter delta
		{0x11, '_'},      // low line
		{0x12, '\u03A6'}, // greek capital letter phi
		{0x13, '\u0393'}, // greek capital letter gamma
		{0x14, '\u039B'}, // greek capital letter lamda
		{0x15, '\u03A9'}, // greek capital letter omega
		{0x16, '\u03A0'}, // greek capital letter pi
		{0x17, '\u03A8'}, // greek capital letter psi
		{0x18, '\u03A3'}, // greek capital letter sigma
		{0x19, '\u0398'}, // greek capital letter theta
		{0x1A, '\u039E'}, // greek capital letter xi
		{0x1C, 'Ş'},      // latin capital letter s with cedilla
		{0x1D, 'ş'},      // latin small letter s with cedilla
		{0x1E, 'ß'},      // latin small letter sharp s
		{0x1F, 'É'},      // latin capital letter e with acute
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '"'},      // quotation mark
		{0x23, '#'},      // number sign
		{0x24, '¤'},      // currency sign
		{0x25, '%'},      // percent sign
		{0x26, '&'},      // ampersand
		{0x27, '\''},     // apostrophe
		{0x28, '('},      // left parenthesis
		{0x29, ')'},      // right parenthesis
		{0x2A, '*'},      // asterisk
		{0x2B, '+'},      // plus sign
		{0x2C, ','},      // comma
		{0x2D, '-'},      // hyphen-minus
		{0x2E, '.'},      // full stop
		{0x2F, '/'},      // solidus
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3C, '<'},      // less-than sign
		{0x3D, '='},      // equals sign
		{0x3E, '>'},      // greater-than sign
		{0x3F, '?'},      // question mark
		{0x40, 'İ'},      // latin capital letter i with dot above
		{0x41, 'A'},      // latin capital letter a
		{0x42, 'B'},      // latin capital letter b
		{0x43, 'C'},      // latin capital letter c
		{0x44, 'D'},      // latin capital letter d
		{0x45, 'E'},      // latin capital letter e
		{0x46, 'F'},      // latin capital letter f
		{0x47, 'G'},      // latin capital letter g
		{0x48, 'H'},      // latin capital letter h
		{0x49, 'I'},      // latin capital letter i
		{0x4A, 'J'},      // latin capital letter j
		{0x4B, 'K'},      // latin capital letter k
		{0x4C, 'L'},      // latin capital letter l
		{0x4D, 'M'},      // latin capital letter m
		{0x4E, 'N'},      // latin capital letter n
		{0x4F, 'O'},      // latin capital letter o
		{0x50, 'P'},      // latin capital letter p
		{0x51, 'Q'},      // latin capital letter q
		{0x52, 'R'},      // latin capital letter r
		{0x53, 'S'},      // latin capital letter s
		{0x54, 'T'},      // latin capital letter t
		{0x55, 'U'},      // latin capital letter u
		{0x56, 'V'},      // latin capital letter v
		{0x57, 'W'},      // latin capital letter w
		{0x58, 'X'},      // latin capital letter x
		{0x59, 'Y'},      // latin capital letter y
		{0x5A, 'Z'},      // latin capital letter z
		{0x5B, 'Ä'},      // latin capital letter a with diaeresis
		{0x5C, 'Ö'},      // latin capital letter o with diaeresis
		{0x5D, 'Ñ'},      // latin capital letter n with tilde
		{0x5E, 'Ü'},      // latin capital letter u with diaeresis
		{0x5F, '§'},      // section sign
		{0x60, 'ç'},      // latin small letter c with cedilla
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, 'ä'},      // latin small letter a with diaeresis
		{0x7C, 'ö'},      // latin small letter o with diaeresis
		{0x7D, 'ñ'},      // latin small letter n with tilde
		{0x7E, 'ü'},      // latin small letter u with diaeresis
		{0x7F, 'à'},      // latin small letter a with grave
	}},
	{Portuguese, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, 'ê'},      // latin small letter e with circumflex
		{0x05, 'é'},      // latin small letter e with acute
		{0x06, 'ú'},      // latin small letter u with acute
		{0x07, 'í'},      // latin small letter i with acute
		{0x08, 'ó'},      // latin small letter o with acute
		{0x09, 'ç'},      // latin small letter c with cedilla
		{0x0A, '\n'},     // line feed
		{0x0B, 'Ô'},      // latin capital letter o with circumflex
		{0x0C, 'ô'},      // latin small letter o with circumflex
		{0x0D, '\r'},     // carriage return
		{0x0E, 'Á'},      // latin capital letter a with acute
		{0x0F, 'á'},      // latin small letter a with acute
		{0x10, '\u0394'}, // greek capital letter delta
		{0x11, '_'},      // low line
		{0x12, 'ª'},      // feminine ordinal indicator
		{0x13, 'Ç'},      // latin capital letter c with cedilla
		{0x14, 'À'},      // latin capital letter a with grave
		{0x15, '∞'},      // infinity
		{0x16, '^'},      // circumflex accent
		{0x17, '\\'},     // reverse solidus
		{0x18, '€'},      // euro sign
		{0x19, 'Ó'},      // latin capital letter o with acute
		{0x1A, '|'},      // vertical line
		{0x1C, 'Â'},      // latin capital letter a with circumflex
		{0x1D, 'â'},      // latin small letter a with circumflex
		{0x1E, 'Ê'},      // latin capital letter e with circumflex
		{0x1F, 'É'},      // latin capital letter e with acute
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '"'},      // quotation mark
		{0x23, '#'},      // number sign
		{0x24, 'º'},      // masculine ordinal indicator
		{0x25, '%'},      // percent sign
		{0x26, '&'},      // ampersand
		{0x27, '\''},     // apostrophe
		{0x28, '('},      // left parenthesis
		{0x29, ')'},      // right parenthesis
		{0x2A, '*'},      // asterisk
		{0x2B, '+'},      // plus sign
		{0x2C, ','},      // comma
		{0x2D, '-'},      // hyphen-minus
		{0x2E, '.'},      // full stop
		{0x2F, '/'},      // solidus
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3C, '<'},      // less-than sign
		{0x3D, '='},      // equals sign
		{0x3E, '>'},      // greater-than sign
		{0x3F, '?'},      // question mark
		{0x40, 'Í'},      // latin capital letter i with acute
		{0x41, 'A'},      // latin capital letter a
		{0x42, 'B'},      // latin capital letter b
		{0x43, 'C'},      // latin capital letter c
		{0x44, 'D'},      // latin capital letter d
		{0x45, 'E'},      // latin capital letter e
		{0x46, 'F'},      // latin capital letter f
		{0x47, 'G'},      // latin capital letter g
		{0x48, 'H'},      // latin capital letter h
		{0x49, 'I'},      // latin capital letter i
		{0x4A, 'J'},      // latin capital letter j
		{0x4B, 'K'},      // latin capital letter k
		{0x4C, 'L'},      // latin capital letter l
		{0x4D, 'M'},      // latin capital letter m
		{0x4E, 'N'},      // latin capital letter n
		{0x4F, 'O'},      // latin capital letter o
		{0x50, 'P'},      // latin capital letter p
		{0x51, 'Q'},      // latin capital letter q
		{0x52, 'R'},      // latin capital letter r
		{0x53, 'S'},      // latin capital letter s
		{0x54, 'T'},      // latin capital letter t
		{0x55, 'U'},      // latin capital letter u
		{0x56, 'V'},      // latin capital letter v
		{0x57, 'W'},      // latin capital letter w
		{0x58, 'X'},      // latin capital letter x
		{0x59, 'Y'},      // latin capital letter y
		{0x5A, 'Z'},      // latin capital letter z
		{0x5B, 'Ã'},      // latin capital letter a with tilde
		{0x5C, 'Õ'},      // latin capital letter o with tilde
		{0x5D, 'Ú'},      // latin capital letter u with acute
		{0x5E, 'Ü'},      // latin capital letter u with diaeresis
		{0x5F, '§'},      // section sign
		{0x60, '~'},      // tilde
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, 'ã'},      // latin small letter a with tilde
		{0x7C, 'õ'},      // latin small letter o with tilde
		{0x7D, '`'},      // grave accent
		{0x7E, 'ü'},      // latin small letter u with diaeresis
		{0x7F, 'à'},      // latin small letter a with grave
	}},
	{Bengali, []row{
		{0x00, '\u0981'}, // bengali sign candrabindu
		{0x01, '\u0982'}, // bengali sign anusvara
		{0x02, '\u0983'}, // bengali sign visarga
		{0x03, '\u0985'}, // bengali letter a
		{0x04, '\u0986'}, // bengali letter aa
		{0x05, '\u0987'}, // bengali letter i
		{0x06, '\u0988'}, // bengali letter ii
		{0x07, '\u0989'}, // bengali letter u
		{0x08, '\u098A'}, // bengali letter uu
		{0x09, '\u098B'}, // bengali letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u098C'}, // bengali letter vocalic l
		{0x0D, '\r'},     // carriage return
		{0x0F, '\u098F'}, // bengali letter e
		{0x10, '\u0990'}, // bengali letter ai
		{0x13, '\u0993'}, // bengali letter o
		{0x14, '\u0994'}, // bengali letter au
		{0x15, '\u0995'}, // bengali letter ka
		{0x16, '\u0996'}, // bengali letter kha
		{0x17, '\u0997'}, // bengali letter ga
		{0x18, '\u0998'}, // bengali letter gha
		{0x19, '\u0999'}, // bengali letter nga
		{0x1A, '\u099A'}, // bengali letter ca
		{0x1C, '\u099B'}, // bengali letter cha
		{0x1D, '\u099C'}, // bengali letter ja
		{0x1E, '\u099D'}, // bengali letter jha
		{0x1F, '\u099E'}, // bengali letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u099F'}, // bengali letter tta
		{0x23, '\u09A0'}, // bengali letter ttha
		{0x24, '\u09A1'}, // bengali letter dda
		{0x25, '\u09A2'}, // bengali letter ddha
		{0x26, '\u09A3'}, // bengali letter nna
		{0x27, '\u09A4'}, // bengali letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u09A5'}, // bengali letter tha
		{0x2B, '\u09A6'}, // bengali letter da
		{0x2C, ','},      // comma
		{0x2D, '\u09A7'}, // bengali letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u09A8'}, // bengali letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u09AA'}, // bengali letter pa
		{0x3E, '\u09AB'}, // bengali letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u09AC'}, // bengali letter ba
		{0x41, '\u09AD'}, // bengali letter bha
		{0x42, '\u09AE'}, // bengali letter ma
		{0x43, '\u09AF'}, // bengali letter ya
		{0x44, '\u09B0'}, // bengali letter ra
		{0x46, '\u09B2'}, // bengali letter la
		{0x4A, '\u09B6'}, // bengali letter sha
		{0x4B, '\u09B7'}, // bengali letter ssa
		{0x4C, '\u09B8'}, // bengali letter sa
		{0x4D, '\u09B9'}, // bengali letter ha
		{0x4E, '\u09BC'}, // bengali sign nukta
		{0x4F, '\u09BD'}, // bengali sign avagraha
		{0x50, '\u09BE'}, // bengali vowel sign aa
		{0x51, '\u09BF'}, // bengali vowel sign i
		{0x52, '\u09C0'}, // bengali vowel sign ii
		{0x53, '\u09C1'}, // bengali vowel sign u
		{0x54, '\u09C2'}, // bengali vowel sign uu
		{0x55, '\u09C3'}, // bengali vowel sign vocalic r
		{0x56, '\u09C4'}, // bengali vowel sign vocalic rr
		{0x59, '\u09C7'}, // bengali vowel sign e
		{0x5A, '\u09C8'}, // bengali vowel sign ai
		{0x5D, '\u09CB'}, // bengali vowel sign o
		{0x5E, '\u09CC'}, // bengali vowel sign au
		{0x5F, '\u09CD'}, // bengali sign virama
		{0x60, '\u09CE'}, // bengali letter khanda ta
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u09D7'}, // bengali au length mark
		{0x7C, '\u09DC'}, // bengali letter rra
		{0x7D, '\u09DD'}, // bengali letter rha
		{0x7E, '\u09F0'}, // bengali letter ra with middle diagonal
		{0x7F, '\u09F1'}, // bengali letter ra with lower diagonal
	}},
	{Gujarati, []row{
		{0x00, '\u0A81'}, // gujarati sign candrabindu
		{0x01, '\u0A82'}, // gujarati sign anusvara
		{0x02, '\u0A83'}, // gujarati sign visarga
		{0x03, '\u0A85'}, // gujarati letter a
		{0x04, '\u0A86'}, // gujarati letter aa
		{0x05, '\u0A87'}, // gujarati letter i
		{0x06, '\u0A88'}, // gujarati letter ii
		{0x07, '\u0A89'}, // gujarati letter u
		{0x08, '\u0A8A'}, // gujarati letter uu
		{0x09, '\u0A8B'}, // gujarati letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u0A8C'}, // gujarati letter vocalic l
		{0x0C, '\u0A8D'}, // gujarati vowel candra e
		{0x0D, '\r'},     // carriage return
		{0x0F, '\u0A8F'}, // gujarati letter e
		{0x10, '\u0A90'}, // gujarati letter ai
		{0x11, '\u0A91'}, // gujarati vowel candra o
		{0x13, '\u0A93'}, // gujarati letter o
		{0x14, '\u0A94'}, // gujarati letter au
		{0x15, '\u0A95'}, // gujarati letter ka
		{0x16, '\u0A96'}, // gujarati letter kha
		{0x17, '\u0A97'}, // gujarati letter ga
		{0x18, '\u0A98'}, // gujarati letter gha
		{0x19, '\u0A99'}, // gujarati letter nga
		{0x1A, '\u0A9A'}, // gujarati letter ca
		{0x1C, '\u0A9B'}, // gujarati letter cha
		{0x1D, '\u0A9C'}, // gujarati letter ja
		{0x1E, '\u0A9D'}, // gujarati letter jha
		{0x1F, '\u0A9E'}, // gujarati letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0A9F'}, // gujarati letter tta
		{0x23, '\u0AA0'}, // gujarati letter ttha
		{0x24, '\u0AA1'}, // gujarati letter dda
		{0x25, '\u0AA2'}, // gujarati letter ddha
		{0x26, '\u0AA3'}, // gujarati letter nna
		{0x27, '\u0AA4'}, // gujarati letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0AA5'}, // gujarati letter tha
		{0x2B, '\u0AA6'}, // gujarati letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0AA7'}, // gujarati letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0AA8'}, // gujarati letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u0AAA'}, // gujarati letter pa
		{0x3E, '\u0AAB'}, // gujarati letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u0AAC'}, // gujarati letter ba
		{0x41, '\u0AAD'}, // gujarati letter bha
		{0x42, '\u0AAE'}, // gujarati letter ma
		{0x43, '\u0AAF'}, // gujarati letter ya
		{0x44, '\u0AB0'}, // gujarati letter ra
		{0x46, '\u0AB2'}, // gujarati letter la
		{0x47, '\u0AB3'}, // gujarati letter lla
		{0x49, '\u0AB5'}, // gujarati letter va
		{0x4A, '\u0AB6'}, // gujarati letter sha
		{0x4B, '\u0AB7'}, // gujarati letter ssa
		{0x4C, '\u0AB8'}, // gujarati letter sa
		{0x4D, '\u0AB9'}, // gujarati letter ha
		{0x4E, '\u0ABC'}, // gujarati sign nukta
		{0x4F, '\u0ABD'}, // gujarati sign avagraha
		{0x50, '\u0ABE'}, // gujarati vowel sign aa
		{0x51, '\u0ABF'}, // gujarati vowel sign i
		{0x52, '\u0AC0'}, // gujarati vowel sign ii
		{0x53, '\u0AC1'}, // gujarati vowel sign u
		{0x54, '\u0AC2'}, // gujarati vowel sign uu
		{0x55, '\u0AC3'}, // gujarati vowel sign vocalic r
		{0x56, '\u0AC4'}, // gujarati vowel sign vocalic rr
		{0x57, '\u0AC5'}, // gujarati vowel sign candra e
		{0x59, '\u0AC7'}, // gujarati vowel sign e
		{0x5A, '\u0AC8'}, // gujarati vowel sign ai
		{0x5B, '\u0AC9'}, // gujarati vowel sign candra o
		{0x5D, '\u0ACB'}, // gujarati vowel sign o
		{0x5E, '\u0ACC'}, // gujarati vowel sign au
		{0x5F, '\u0ACD'}, // gujarati sign virama
		{0x60, '\u0AD0'}, // gujarati om
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0AE0'}, // gujarati letter vocalic rr
		{0x7C, '\u0AE1'}, // gujarati letter vocalic ll
		{0x7D, '\u0AE2'}, // gujarati vowel sign vocalic l
		{0x7E, '\u0AE3'}, // gujarati vowel sign vocalic ll
		{0x7F, '\u0AF1'}, // gujarati rupee sign
	}},
	{Hindi, []row{
		{0x00, '\u0901'}, // devanagari sign candrabindu
		{0x01, '\u0902'}, // devanagari sign anusvara
		{0x02, '\u0903'}, // devanagari sign visarga
		{0x03, '\u0905'}, // devanagari letter a
		{0x04, '\u0906'}, // devanagari letter aa
		{0x05, '\u0907'}, // devanagari letter i
		{0x06, '\u0908'}, // devanagari letter ii
		{0x07, '\u0909'}, // devanagari letter u
		{0x08, '\u090A'}, // devanagari letter uu
		{0x09, '\u090B'}, // devanagari letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u090C'}, // devanagari letter vocalic l
		{0x0C, '\u090D'}, // devanagari letter candra e
		{0x0D, '\r'},     // carriage return
		{0x0E, '\u090E'}, // devanagari letter short e
		{0x0F, '\u090F'}, // devanagari letter e
		{0x10, '\u0910'}, // devanagari letter ai
		{0x11, '\u0911'}, // devanagari letter candra o
		{0x12, '\u0912'}, // devanagari letter short o
		{0x13, '\u0913'}, // devanagari letter o
		{0x14, '\u0914'}, // devanagari letter au
		{0x15, '\u0915'}, // devanagari letter ka
		{0x16, '\u0916'}, // devanagari letter kha
		{0x17, '\u0917'}, // devanagari letter ga
		{0x18, '\u0918'}, // devanagari letter gha
		{0x19, '\u0919'}, // devanagari letter nga
		{0x1A, '\u091A'}, // devanagari letter ca
		{0x1C, '\u091B'}, // devanagari letter cha
		{0x1D, '\u091C'}, // devanagari letter ja
		{0x1E, '\u091D'}, // devanagari letter jha
		{0x1F, '\u091E'}, // devanagari letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u091F'}, // devanagari letter tta
		{0x23, '\u0920'}, // devanagari letter ttha
		{0x24, '\u0921'}, // devanagari letter dda
		{0x25, '\u0922'}, // devanagari letter ddha
		{0x26, '\u0923'}, // devanagari letter nna
		{0x27, '\u0924'}, // devanagari letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0925'}, // devanagari letter tha
		{0x2B, '\u0926'}, // devanagari letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0927'}, // devanagari letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0928'}, // devanagari letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3C, '\u0929'}, // devanagari letter nnna
		{0x3D, '\u092A'}, // devanagari letter pa
		{0x3E, '\u092B'}, // devanagari letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u092C'}, // devanagari letter ba
		{0x41, '\u092D'}, // devanagari letter bha
		{0x42, '\u092E'}, // devanagari letter ma
		{0x43, '\u092F'}, // devanagari letter ya
		{0x44, '\u0930'}, // devanagari letter ra
		{0x45, '\u0931'}, // devanagari letter rra
		{0x46, '\u0932'}, // devanagari letter la
		{0x47, '\u0933'}, // devanagari letter lla
		{0x48, '\u0934'}, // devanagari letter llla
		{0x49, '\u0935'}, // devanagari letter va
		{0x4A, '\u0936'}, // devanagari letter sha
		{0x4B, '\u0937'}, // devanagari letter ssa
		{0x4C, '\u0938'}, // devanagari letter sa
		{0x4D, '\u0939'}, // devanagari letter ha
		{0x4E, '\u093C'}, // devanagari sign nukta
		{0x4F, '\u093D'}, // devanagari sign avagraha
		{0x50, '\u093E'}, // devanagari vowel sign aa
		{0x51, '\u093F'}, // devanagari vowel sign i
		{0x52, '\u0940'}, // devanagari vowel sign ii
		{0x53, '\u0941'}, // devanagari vowel sign u
		{0x54, '\u0942'}, // devanagari vowel sign uu
		{0x55, '\u0943'}, // devanagari vowel sign vocalic r
		{0x56, '\u0944'}, // devanagari vowel sign vocalic rr
		{0x57, '\u0945'}, // devanagari vowel sign candra e
		{0x58, '\u0946'}, // devanagari vowel sign short e
		{0x59, '\u0947'}, // devanagari vowel sign e
		{0x5A, '\u0948'}, // devanagari vowel sign ai
		{0x5B, '\u0949'}, // devanagari vowel sign candra o
		{0x5C, '\u094A'}, // devanagari vowel sign short o
		{0x5D, '\u094B'}, // devanagari vowel sign o
		{0x5E, '\u094C'}, // devanagari vowel sign au
		{0x5F, '\u094D'}, // devanagari sign virama
		{0x60, '\u0950'}, // devanagari om
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0972'}, // devanagari letter candra a
		{0x7C, '\u097B'}, // devanagari letter gga
		{0x7D, '\u097C'}, // devanagari letter jja
		{0x7E, '\u097E'}, // devanagari letter ddda
		{0x7F, '\u097F'}, // devanagari letter bba
	}},
	{Kannada, []row{
		{0x01, '\u0C82'}, // kannada sign anusvara
		{0x02, '\u0C83'}, // kannada sign visarga
		{0x03, '\u0C85'}, // kannada letter a
		{0x04, '\u0C86'}, // kannada letter aa
		{0x05, '\u0C87'}, // kannada letter i
		{0x06, '\u0C88'}, // kannada letter ii
		{0x07, '\u0C89'}, // kannada letter u
		{0x08, '\u0C8A'}, // kannada letter uu
		{0x09, '\u0C8B'}, // kannada letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u0C8C'}, // kannada letter vocalic l
		{0x0D, '\r'},     // carriage return
		{0x0E, '\u0C8E'}, // kannada letter e
		{0x0F, '\u0C8F'}, // kannada letter ee
		{0x10, '\u0C90'}, // kannada letter ai
		{0x12, '\u0C92'}, // kannada letter o
		{0x13, '\u0C93'}, // kannada letter oo
		{0x14, '\u0C94'}, // kannada letter au
		{0x15, '\u0C95'}, // kannada letter ka
		{0x16, '\u0C96'}, // kannada letter kha
		{0x17, '\u0C97'}, // kannada letter ga
		{0x18, '\u0C98'}, // kannada letter gha
		{0x19, '\u0C99'}, // kannada letter nga
		{0x1A, '\u0C9A'}, // kannada letter ca
		{0x1C, '\u0C9B'}, // kannada letter cha
		{0x1D, '\u0C9C'}, // kannada letter ja
		{0x1E, '\u0C9D'}, // kannada letter jha
		{0x1F, '\u0C9E'}, // kannada letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0C9F'}, // kannada letter tta
		{0x23, '\u0CA0'}, // kannada letter ttha
		{0x24, '\u0CA1'}, // kannada letter dda
		{0x25, '\u0CA2'}, // kannada letter ddha
		{0x26, '\u0CA3'}, // kannada letter nna
		{0x27, '\u0CA4'}, // kannada letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0CA5'}, // kannada letter tha
		{0x2B, '\u0CA6'}, // kannada letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0CA7'}, // kannada letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0CA8'}, // kannada letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u0CAA'}, // kannada letter pa
		{0x3E, '\u0CAB'}, // kannada letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u0CAC'}, // kannada letter ba
		{0x41, '\u0CAD'}, // kannada letter bha
		{0x42, '\u0CAE'}, // kannada letter ma
		{0x43, '\u0CAF'}, // kannada letter ya
		{0x44, '\u0CB0'}, // kannada letter ra
		{0x45, '\u0CB1'}, // kannada letter rra
		{0x46, '\u0CB2'}, // kannada letter la
		{0x47, '\u0CB3'}, // kannada letter lla
		{0x49, '\u0CB5'}, // kannada letter va
		{0x4A, '\u0CB6'}, // kannada letter sha
		{0x4B, '\u0CB7'}, // kannada letter ssa
		{0x4C, '\u0CB8'}, // kannada letter sa
		{0x4D, '\u0CB9'}, // kannada letter ha
		{0x4E, '\u0CBC'}, // kannada sign nukta
		{0x4F, '\u0CBD'}, // kannada sign avagraha
		{0x50, '\u0CBE'}, // kannada vowel sign aa
		{0x51, '\u0CBF'}, // kannada vowel sign i
		{0x52, '\u0CC0'}, // kannada vowel sign ii
		{0x53, '\u0CC1'}, // kannada vowel sign u
		{0x54, '\u0CC2'}, // kannada vowel sign uu
		{0x55, '\u0CC3'}, // kannada vowel sign vocalic r
		{0x56, '\u0CC4'}, // kannada vowel sign vocalic rr
		{0x58, '\u0CC6'}, // kannada vowel sign e
		{0x59, '\u0CC7'}, // kannada vowel sign ee
		{0x5A, '\u0CC8'}, // kannada vowel sign ai
		{0x5C, '\u0CCA'}, // kannada vowel sign o
		{0x5D, '\u0CCB'}, // kannada vowel sign oo
		{0x5E, '\u0CCC'}, // kannada vowel sign au
		{0x5F, '\u0CCD'}, // kannada sign virama
		{0x60, '\u0CD5'}, // kannada length mark
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0CD6'}, // kannada ai length mark
		{0x7C, '\u0CE0'}, // kannada letter vocalic rr
		{0x7D, '\u0CE1'}, // kannada letter vocalic ll
		{0x7E, '\u0CE2'}, // kannada vowel sign vocalic l
		{0x7F, '\u0CE3'}, // kannada vowel sign vocalic ll
	}},
	{Malayalam, []row{
		{0x01, '\u0D02'}, // malayalam sign anusvara
		{0x02, '\u0D03'}, // malayalam sign visarga
		{0x03, '\u0D05'}, // malayalam letter a
		{0x04, '\u0D06'}, // malayalam letter aa
		{0x05, '\u0D07'}, // malayalam letter i
		{0x06, '\u0D08'}, // malayalam letter ii
		{0x07, '\u0D09'}, // malayalam letter u
		{0x08, '\u0D0A'}, // malayalam letter uu
		{0x09, '\u0D0B'}, // malayalam letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u0D0C'}, // malayalam letter vocalic l
		{0x0D, '\r'},     // carriage return
		{0x0E, '\u0D0E'}, // malayalam letter e
		{0x0F, '\u0D0F'}, // malayalam letter ee
		{0x10, '\u0D10'}, // malayalam letter ai
		{0x12, '\u0D12'}, // malayalam letter o
		{0x13, '\u0D13'}, // malayalam letter oo
		{0x14, '\u0D14'}, // malayalam letter au
		{0x15, '\u0D15'}, // malayalam letter ka
		{0x16, '\u0D16'}, // malayalam letter kha
		{0x17, '\u0D17'}, // malayalam letter ga
		{0x18, '\u0D18'}, // malayalam letter gha
		{0x19, '\u0D19'}, // malayalam letter nga
		{0x1A, '\u0D1A'}, // malayalam letter ca
		{0x1C, '\u0D1B'}, // malayalam letter cha
		{0x1D, '\u0D1C'}, // malayalam letter ja
		{0x1E, '\u0D1D'}, // malayalam letter jha
		{0x1F, '\u0D1E'}, // malayalam letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0D1F'}, // malayalam letter tta
		{0x23, '\u0D20'}, // malayalam letter ttha
		{0x24, '\u0D21'}, // malayalam letter dda
		{0x25, '\u0D22'}, // malayalam letter ddha
		{0x26, '\u0D23'}, // malayalam letter nna
		{0x27, '\u0D24'}, // malayalam letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0D25'}, // malayalam letter tha
		{0x2B, '\u0D26'}, // malayalam letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0D27'}, // malayalam letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0D28'}, // malayalam letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u0D2A'}, // malayalam letter pa
		{0x3E, '\u0D2B'}, // malayalam letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u0D2C'}, // malayalam letter ba
		{0x41, '\u0D2D'}, // malayalam letter bha
		{0x42, '\u0D2E'}, // malayalam letter ma
		{0x43, '\u0D2F'}, // malayalam letter ya
		{0x44, '\u0D30'}, // malayalam letter ra
		{0x45, '\u0D31'}, // malayalam letter rra
		{0x46, '\u0D32'}, // malayalam letter la
		{0x47, '\u0D33'}, // malayalam letter lla
		{0x48, '\u0D34'}, // malayalam letter llla
		{0x49, '\u0D35'}, // malayalam letter va
		{0x4A, '\u0D36'}, // malayalam letter sha
		{0x4B, '\u0D37'}, // malayalam letter ssa
		{0x4C, '\u0D38'}, // malayalam letter sa
		{0x4D, '\u0D39'}, // malayalam letter ha
		{0x4F, '\u0D3D'}, // malayalam sign avagraha
		{0x50, '\u0D3E'}, // malayalam vowel sign aa
		{0x51, '\u0D3F'}, // malayalam vowel sign i
		{0x52, '\u0D40'}, // malayalam vowel sign ii
		{0x53, '\u0D41'}, // malayalam vowel sign u
		{0x54, '\u0D42'}, // malayalam vowel sign uu
		{0x55, '\u0D43'}, // malayalam vowel sign vocalic r
		{0x56, '\u0D44'}, // malayalam vowel sign vocalic rr
		{0x58, '\u0D46'}, // malayalam vowel sign e
		{0x59, '\u0D47'}, // malayalam vowel sign ee
		{0x5A, '\u0D48'}, // malayalam vowel sign ai
		{0x5C, '\u0D4A'}, // malayalam vowel sign o
		{0x5D, '\u0D4B'}, // malayalam vowel sign oo
		{0x5E, '\u0D4C'}, // malayalam vowel sign au
		{0x5F, '\u0D4D'}, // malayalam sign virama
		{0x60, '\u0D57'}, // malayalam au length mark
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0D60'}, // malayalam letter vocalic rr
		{0x7C, '\u0D61'}, // malayalam letter vocalic ll
		{0x7D, '\u0D62'}, // malayalam vowel sign vocalic l
		{0x7E, '\u0D63'}, // malayalam vowel sign vocalic ll
		{0x7F, '\u0D79'}, // malayalam date mark
	}},
	{Oriya, []row{
		{0x00, '\u0B01'}, // oriya sign candrabindu
		{0x01, '\u0B02'}, // oriya sign anusvara
		{0x02, '\u0B03'}, // oriya sign visarga
		{0x03, '\u0B05'}, // oriya letter a
		{0x04, '\u0B06'}, // oriya letter aa
		{0x05, '\u0B07'}, // oriya letter i
		{0x06, '\u0B08'}, // oriya letter ii
		{0x07, '\u0B09'}, // oriya letter u
		{0x08, '\u0B0A'}, // oriya letter uu
		{0x09, '\u0B0B'}, // oriya letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u0B0C'}, // oriya letter vocalic l
		{0x0D, '\r'},     // carriage return
		{0x0F, '\u0B0F'}, // oriya letter e
		{0x10, '\u0B10'}, // oriya letter ai
		{0x13, '\u0B13'}, // oriya letter o
		{0x14, '\u0B14'}, // oriya letter au
		{0x15, '\u0B15'}, // oriya letter ka
		{0x16, '\u0B16'}, // oriya letter kha
		{0x17, '\u0B17'}, // oriya letter ga
		{0x18, '\u0B18'}, // oriya letter gha
		{0x19, '\u0B19'}, // oriya letter nga
		{0x1A, '\u0B1A'}, // oriya letter ca
		{0x1C, '\u0B1B'}, // oriya letter cha
		{0x1D, '\u0B1C'}, // oriya letter ja
		{0x1E, '\u0B1D'}, // oriya letter jha
		{0x1F, '\u0B1E'}, // oriya letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0B1F'}, // oriya letter tta
		{0x23, '\u0B20'}, // oriya letter ttha
		{0x24, '\u0B21'}, // oriya letter dda
		{0x25, '\u0B22'}, // oriya letter ddha
		{0x26, '\u0B23'}, // oriya letter nna
		{0x27, '\u0B24'}, // oriya letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0B25'}, // oriya letter tha
		{0x2B, '\u0B26'}, // oriya letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0B27'}, // oriya letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0B28'}, // oriya letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u0B2A'}, // oriya letter pa
		{0x3E, '\u0B2B'}, // oriya letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u0B2C'}, // oriya letter ba
		{0x41, '\u0B2D'}, // oriya letter bha
		{0x42, '\u0B2E'}, // oriya letter ma
		{0x43, '\u0B2F'}, // oriya letter ya
		{0x44, '\u0B30'}, // oriya letter ra
		{0x46, '\u0B32'}, // oriya letter la
		{0x47, '\u0B33'}, // oriya letter lla
		{0x49, '\u0B35'}, // oriya letter va
		{0x4A, '\u0B36'}, // oriya letter sha
		{0x4B, '\u0B37'}, // oriya letter ssa
		{0x4C, '\u0B38'}, // oriya letter sa
		{0x4D, '\u0B39'}, // oriya letter ha
		{0x4E, '\u0B3C'}, // oriya sign nukta
		{0x4F, '\u0B3D'}, // oriya sign avagraha
		{0x50, '\u0B3E'}, // oriya vowel sign aa
		{0x51, '\u0B3F'}, // oriya vowel sign i
		{0x52, '\u0B40'}, // oriya vowel sign ii
		{0x53, '\u0B41'}, // oriya vowel sign u
		{0x54, '\u0B42'}, // oriya vowel sign uu
		{0x55, '\u0B43'}, // oriya vowel sign vocalic r
		{0x56, '\u0B44'}, // oriya vowel sign vocalic rr
		{0x59, '\u0B47'}, // oriya vowel sign e
		{0x5A, '\u0B48'}, // oriya vowel sign ai
		{0x5D, '\u0B4B'}, // oriya vowel sign o
		{0x5E, '\u0B4C'}, // oriya vowel sign au
		{0x5F, '\u0B4D'}, // oriya sign virama
		{0x60, '\u0B56'}, // oriya ai length mark
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0B57'}, // oriya au length mark
		{0x7C, '\u0B60'}, // oriya letter vocalic rr
		{0x7D, '\u0B61'}, // oriya letter vocalic ll
		{0x7E, '\u0B62'}, // oriya vowel sign vocalic l
		{0x7F, '\u0B63'}, // oriya vowel sign vocalic ll
	}},
	{Punjabi, []row{
		{0x00, '\u0A01'}, // gurmukhi sign adak bindi
		{0x01, '\u0A02'}, // gurmukhi sign bindi
		{0x02, '\u0A03'}, // gurmukhi sign visarga
		{0x03, '\u0A05'}, // gurmukhi letter a
		{0x04, '\u0A06'}, // gurmukhi letter aa
		{0x05, '\u0A07'}, // gurmukhi letter i
		{0x06, '\u0A08'}, // gurmukhi letter ii
		{0x07, '\u0A09'}, // gurmukhi letter u
		{0x08, '\u0A0A'}, // gurmukhi letter uu
		{0x0A, '\n'},     // line feed
		{0x0D, '\r'},     // carriage return
		{0x0F, '\u0A0F'}, // gurmukhi letter ee
		{0x10, '\u0A10'}, // gurmukhi letter ai
		{0x13, '\u0A13'}, // gurmukhi letter oo
		{0x14, '\u0A14'}, // gurmukhi letter au
		{0x15, '\u0A15'}, // gurmukhi letter ka
		{0x16, '\u0A16'}, // gurmukhi letter kha
		{0x17, '\u0A17'}, // gurmukhi letter ga
		{0x18, '\u0A18'}, // gurmukhi letter gha
		{0x19, '\u0A19'}, // gurmukhi letter nga
		{0x1A, '\u0A1A'}, // gurmukhi letter ca
		{0x1C, '\u0A1B'}, // gurmukhi letter cha
		{0x1D, '\u0A1C'}, // gurmukhi letter ja
		{0x1E, '\u0A1D'}, // gurmukhi letter jha
		{0x1F, '\u0A1E'}, // gurmukhi letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0A1F'}, // gurmukhi letter tta
		{0x23, '\u0A20'}, // gurmukhi letter ttha
		{0x24, '\u0A21'}, // gurmukhi letter dda
		{0x25, '\u0A22'}, // gurmukhi letter ddha
		{0x26, '\u0A23'}, // gurmukhi letter nna
		{0x27, '\u0A24'}, // gurmukhi letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0A25'}, // gurmukhi letter tha
		{0x2B, '\u0A26'}, // gurmukhi letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0A27'}, // gurmukhi letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0A28'}, // gurmukhi letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u0A2A'}, // gurmukhi letter pa
		{0x3E, '\u0A2B'}, // gurmukhi letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u0A2C'}, // gurmukhi letter ba
		{0x41, '\u0A2D'}, // gurmukhi letter bha
		{0x42, '\u0A2E'}, // gurmukhi letter ma
		{0x43, '\u0A2F'}, // gurmukhi letter ya
		{0x44, '\u0A30'}, // gurmukhi letter ra
		{0x46, '\u0A32'}, // gurmukhi letter la
		{0x47, '\u0A33'}, // gurmukhi letter lla
		{0x49, '\u0A35'}, // gurmukhi letter va
		{0x4A, '\u0A36'}, // gurmukhi letter sha
		{0x4C, '\u0A38'}, // gurmukhi letter sa
		{0x4D, '\u0A39'}, // gurmukhi letter ha
		{0x4E, '\u0A3C'}, // gurmukhi sign nukta
		{0x50, '\u0A3E'}, // gurmukhi vowel sign aa
		{0x51, '\u0A3F'}, // gurmukhi vowel sign i
		{0x52, '\u0A40'}, // gurmukhi vowel sign ii
		{0x53, '\u0A41'}, // gurmukhi vowel sign u
		{0x54, '\u0A42'}, // gurmukhi vowel sign uu
		{0x59, '\u0A47'}, // gurmukhi vowel sign ee
		{0x5A, '\u0A48'}, // gurmukhi vowel sign ai
		{0x5D, '\u0A4B'}, // gurmukhi vowel sign oo
		{0x5E, '\u0A4C'}, // gurmukhi vowel sign au
		{0x5F, '\u0A4D'}, // gurmukhi sign virama
		{0x60, '\u0A51'}, // gurmukhi sign udaat
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0A70'}, // gurmukhi tippi
		{0x7C, '\u0A71'}, // gurmukhi addak
		{0x7D, '\u0A72'}, // gurmukhi iri
		{0x7E, '\u0A73'}, // gurmukhi ura
		{0x7F, '\u0A74'}, // gurmukhi ek onkar
	}},
	{Tamil, []row{
		{0x01, '\u0B82'}, // tamil sign anusvara
		{0x02, '\u0B83'}, // tamil sign visarga
		{0x03, '\u0B85'}, // tamil letter a
		{0x04, '\u0B86'}, // tamil letter aa
		{0x05, '\u0B87'}, // tamil letter i
		{0x06, '\u0B88'}, // tamil letter ii
		{0x07, '\u0B89'}, // tamil letter u
		{0x08, '\u0B8A'}, // tamil letter uu
		{0x0A, '\n'},     // line feed
		{0x0D, '\r'},     // carriage return
		{0x0E, '\u0B8E'}, // tamil letter e
		{0x0F, '\u0B8F'}, // tamil letter ee
		{0x10, '\u0B90'}, // tamil letter ai
		{0x12, '\u0B92'}, // tamil letter o
		{0x13, '\u0B93'}, // tamil letter oo
		{0x14, '\u0B94'}, // tamil letter au
		{0x15, '\u0B95'}, // tamil letter ka
		{0x19, '\u0B99'}, // tamil letter nga
		{0x1A, '\u0B9A'}, // tamil letter ca
		{0x1D, '\u0B9C'}, // tamil letter ja
		{0x1F, '\u0B9E'}, // tamil letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0B9F'}, // tamil letter tta
		{0x26, '\u0BA3'}, // tamil letter nna
		{0x27, '\u0BA4'}, // tamil letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2C, ','},      // comma
		{0x2E, '.'},      // full stop
		{0x2F, '\u0BA8'}, // tamil letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3C, '\u0BA9'}, // tamil letter nnna
		{0x3D, '\u0BAA'}, // tamil letter pa
		{0x3F, '?'},      // question mark
		{0x42, '\u0BAE'}, // tamil letter ma
		{0x43, '\u0BAF'}, // tamil letter ya
		{0x44, '\u0BB0'}, // tamil letter ra
		{0x45, '\u0BB1'}, // tamil letter rra
		{0x46, '\u0BB2'}, // tamil letter la
		{0x47, '\u0BB3'}, // tamil letter lla
		{0x48, '\u0BB4'}, // tamil letter llla
		{0x49, '\u0BB5'}, // tamil letter va
		{0x4A, '\u0BB6'}, // tamil letter sha
		{0x4B, '\u0BB7'}, // tamil letter ssa
		{0x4C, '\u0BB8'}, // tamil letter sa
		{0x4D, '\u0BB9'}, // tamil letter ha
		{0x50, '\u0BBE'}, // tamil vowel sign aa
		{0x51, '\u0BBF'}, // tamil vowel sign i
		{0x52, '\u0BC0'}, // tamil vowel sign ii
		{0x53, '\u0BC1'}, // tamil vowel sign u
		{0x54, '\u0BC2'}, // tamil vowel sign uu
		{0x58, '\u0BC6'}, // tamil vowel sign e
		{0x59, '\u0BC7'}, // tamil vowel sign ee
		{0x5A, '\u0BC8'}, // tamil vowel sign ai
		{0x5C, '\u0BCA'}, // tamil vowel sign o
		{0x5D, '\u0BCB'}, // tamil vowel sign oo
		{0x5E, '\u0BCC'}, // tamil vowel sign au
		{0x5F, '\u0BCD'}, // tamil sign virama
		{0x60, '\u0BD0'}, // tamil om
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0BD7'}, // tamil au length mark
		{0x7C, '\u0BF0'}, // tamil number ten
		{0x7D, '\u0BF1'}, // tamil number one hundred
		{0x7E, '\u0BF2'}, // tamil number one thousand
		{0x7F, '\u0BF9'}, // tamil rupee sign
	}},
	{Telugu, []row{
		{0x00, '\u0C01'}, // telugu sign candrabindu
		{0x01, '\u0C02'}, // telugu sign anusvara
		{0x02, '\u0C03'}, // telugu sign visarga
		{0x03, '\u0C05'}, // telugu letter a
		{0x04, '\u0C06'}, // telugu letter aa
		{0x05, '\u0C07'}, // telugu letter i
		{0x06, '\u0C08'}, // telugu letter ii
		{0x07, '\u0C09'}, // telugu letter u
		{0x08, '\u0C0A'}, // telugu letter uu
		{0x09, '\u0C0B'}, // telugu letter vocalic r
		{0x0A, '\n'},     // line feed
		{0x0B, '\u0C0C'}, // telugu letter vocalic l
		{0x0D, '\r'},     // carriage return
		{0x0E, '\u0C0E'}, // telugu letter e
		{0x0F, '\u0C0F'}, // telugu letter ee
		{0x10, '\u0C10'}, // telugu letter ai
		{0x12, '\u0C12'}, // telugu letter o
		{0x13, '\u0C13'}, // telugu letter oo
		{0x14, '\u0C14'}, // telugu letter au
		{0x15, '\u0C15'}, // telugu letter ka
		{0x16, '\u0C16'}, // telugu letter kha
		{0x17, '\u0C17'}, // telugu letter ga
		{0x18, '\u0C18'}, // telugu letter gha
		{0x19, '\u0C19'}, // telugu letter nga
		{0x1A, '\u0C1A'}, // telugu letter ca
		{0x1C, '\u0C1B'}, // telugu letter cha
		{0x1D, '\u0C1C'}, // telugu letter ja
		{0x1E, '\u0C1D'}, // telugu letter jha
		{0x1F, '\u0C1E'}, // telugu letter nya
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u0C1F'}, // telugu letter tta
		{0x23, '\u0C20'}, // telugu letter ttha
		{0x24, '\u0C21'}, // telugu letter dda
		{0x25, '\u0C22'}, // telugu letter ddha
		{0x26, '\u0C23'}, // telugu letter nna
		{0x27, '\u0C24'}, // telugu letter ta
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0C25'}, // telugu letter tha
		{0x2B, '\u0C26'}, // telugu letter da
		{0x2C, ','},      // comma
		{0x2D, '\u0C27'}, // telugu letter dha
		{0x2E, '.'},      // full stop
		{0x2F, '\u0C28'}, // telugu letter na
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3D, '\u0C2A'}, // telugu letter pa
		{0x3E, '\u0C2B'}, // telugu letter pha
		{0x3F, '?'},      // question mark
		{0x40, '\u0C2C'}, // telugu letter ba
		{0x41, '\u0C2D'}, // telugu letter bha
		{0x42, '\u0C2E'}, // telugu letter ma
		{0x43, '\u0C2F'}, // telugu letter ya
		{0x44, '\u0C30'}, // telugu letter ra
		{0x45, '\u0C31'}, // telugu letter rra
		{0x46, '\u0C32'}, // telugu letter la
		{0x47, '\u0C33'}, // telugu letter lla
		{0x49, '\u0C35'}, // telugu letter va
		{0x4A, '\u0C36'}, // telugu letter sha
		{0x4B, '\u0C37'}, // telugu letter ssa
		{0x4C, '\u0C38'}, // telugu letter sa
		{0x4D, '\u0C39'}, // telugu letter ha
		{0x4F, '\u0C3D'}, // telugu sign avagraha
		{0x50, '\u0C3E'}, // telugu vowel sign aa
		{0x51, '\u0C3F'}, // telugu vowel sign i
		{0x52, '\u0C40'}, // telugu vowel sign ii
		{0x53, '\u0C41'}, // telugu vowel sign u
		{0x54, '\u0C42'}, // telugu vowel sign uu
		{0x55, '\u0C43'}, // telugu vowel sign vocalic r
		{0x56, '\u0C44'}, // telugu vowel sign vocalic rr
		{0x58, '\u0C46'}, // telugu vowel sign e
		{0x59, '\u0C47'}, // telugu vowel sign ee
		{0x5A, '\u0C48'}, // telugu vowel sign ai
		{0x5C, '\u0C4A'}, // telugu vowel sign o
		{0x5D, '\u0C4B'}, // telugu vowel sign oo
		{0x5E, '\u0C4C'}, // telugu vowel sign au
		{0x5F, '\u0C4D'}, // telugu sign virama
		{0x60, '\u0C55'}, // telugu length mark
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0C56'}, // telugu ai length mark
		{0x7C, '\u0C60'}, // telugu letter vocalic rr
		{0x7D, '\u0C61'}, // telugu letter vocalic ll
		{0x7E, '\u0C62'}, // telugu vowel sign vocalic l
		{0x7F, '\u0C63'}, // telugu vowel sign vocalic ll
	}},
	{Urdu, []row{
		{0x00, '\u0627'}, // arabic letter alef
		{0x01, '\u0622'}, // arabic letter alef with madda above
		{0x02, '\u0628'}, // arabic letter beh
		{0x03, '\u067B'}, // arabic letter beeh
		{0x04, '\u0680'}, // arabic letter beheh
		{0x05, '\u067E'}, // arabic letter peh
		{0x06, '\u06A6'}, // arabic letter peheh
		{0x07, '\u062A'}, // arabic letter teh
		{0x08, '\u06C2'}, // arabic letter heh goal with hamza above
		{0x09, '\u067F'}, // arabic letter teheh
		{0x0A, '\n'},     // line feed
		{0x0B, '\u0679'}, // arabic letter tteh
		{0x0C, '\u067D'}, // arabic letter teh with three dots above downwards
		{0x0D, '\r'},     // carriage return
		{0x0E, '\u067A'}, // arabic letter tteheh
		{0x0F, '\u067C'}, // arabic letter teh with ring
		{0x10, '\u062B'}, // arabic letter theh
		{0x11, '\u062C'}, // arabic letter jeem
		{0x12, '\u0681'}, // arabic letter hah with hamza above
		{0x13, '\u0684'}, // arabic letter dyeh
		{0x14, '\u0683'}, // arabic letter nyeh
		{0x15, '\u0685'}, // arabic letter hah with three dots above
		{0x16, '\u0686'}, // arabic letter tcheh
		{0x17, '\u0687'}, // arabic letter tcheheh
		{0x18, '\u062D'}, // arabic letter hah
		{0x19, '\u062E'}, // arabic letter khah
		{0x1A, '\u062F'}, // arabic letter dal
		{0x1C, '\u068C'}, // arabic letter dahal
		{0x1D, '\u0688'}, // arabic letter ddal
		{0x1E, '\u0689'}, // arabic letter dal with ring
		{0x1F, '\u068A'}, // arabic letter dal with dot below
		{0x20, ' '},      // space
		{0x21, '!'},      // exclamation mark
		{0x22, '\u068F'}, // arabic letter dal with three dots above downwards
		{0x23, '\u068D'}, // arabic letter ddahal
		{0x24, '\u0630'}, // arabic letter thal
		{0x25, '\u0631'}, // arabic letter reh
		{0x26, '\u0691'}, // arabic letter rreh
		{0x27, '\u0693'}, // arabic letter reh with ring
		{0x28, ')'},      // right parenthesis
		{0x29, '('},      // left parenthesis
		{0x2A, '\u0699'}, // arabic letter reh with four dots above
		{0x2B, '\u0632'}, // arabic letter zain
		{0x2C, ','},      // comma
		{0x2D, '\u0696'}, // arabic letter reh with dot below and dot above
		{0x2E, '.'},      // full stop
		{0x2F, '\u0698'}, // arabic letter jeh
		{0x30, '0'},      // digit zero
		{0x31, '1'},      // digit one
		{0x32, '2'},      // digit two
		{0x33, '3'},      // digit three
		{0x34, '4'},      // digit four
		{0x35, '5'},      // digit five
		{0x36, '6'},      // digit six
		{0x37, '7'},      // digit seven
		{0x38, '8'},      // digit eight
		{0x39, '9'},      // digit nine
		{0x3A, ':'},      // colon
		{0x3B, ';'},      // semicolon
		{0x3C, '\u069A'}, // arabic letter seen with dot below and dot above
		{0x3D, '\u0633'}, // arabic letter seen
		{0x3E, '\u0634'}, // arabic letter sheen
		{0x3F, '?'},      // question mark
		{0x40, '\u0635'}, // arabic letter sad
		{0x41, '\u0636'}, // arabic letter dad
		{0x42, '\u0637'}, // arabic letter tah
		{0x43, '\u0638'}, // arabic letter zah
		{0x44, '\u0639'}, // arabic letter ain
		{0x45, '\u0641'}, // arabic letter feh
		{0x46, '\u0642'}, // arabic letter qaf
		{0x47, '\u06A9'}, // arabic letter keheh
		{0x48, '\u06AA'}, // arabic letter swash kaf
		{0x49, '\u06AB'}, // arabic letter kaf with ring
		{0x4A, '\u06AF'}, // arabic letter gaf
		{0x4B, '\u06B3'}, // arabic letter gueh
		{0x4C, '\u06B1'}, // arabic letter ngoeh
		{0x4D, '\u0644'}, // arabic letter lam
		{0x4E, '\u0645'}, // arabic letter meem
		{0x4F, '\u0646'}, // arabic letter noon
		{0x50, '\u06BA'}, // arabic letter noon ghunna
		{0x51, '\u06BB'}, // arabic letter rnoon
		{0x52, '\u06BC'}, // arabic letter noon with ring
		{0x53, '\u0648'}, // arabic letter waw
		{0x54, '\u06C4'}, // arabic letter waw with ring
		{0x55, '\u06D5'}, // arabic letter ae
		{0x56, '\u06C1'}, // arabic letter heh goal
		{0x57, '\u06BE'}, // arabic letter heh doachashmee
		{0x58, '\u0621'}, // arabic letter hamza
		{0x59, '\u06CC'}, // arabic letter farsi yeh
		{0x5A, '\u06D0'}, // arabic letter e
		{0x5B, '\u06D2'}, // arabic letter yeh barree
		{0x5C, '\u064D'}, // arabic kasratan
		{0x5D, '\u0650'}, // arabic kasra
		{0x5E, '\u064F'}, // arabic damma
		{0x5F, '\u0657'}, // arabic inverted damma
		{0x60, '\u0654'}, // arabic hamza above
		{0x61, 'a'},      // latin small letter a
		{0x62, 'b'},      // latin small letter b
		{0x63, 'c'},      // latin small letter c
		{0x64, 'd'},      // latin small letter d
		{0x65, 'e'},      // latin small letter e
		{0x66, 'f'},      // latin small letter f
		{0x67, 'g'},      // latin small letter g
		{0x68, 'h'},      // latin small letter h
		{0x69, 'i'},      // latin small letter i
		{0x6A, 'j'},      // latin small letter j
		{0x6B, 'k'},      // latin small letter k
		{0x6C, 'l'},      // latin small letter l
		{0x6D, 'm'},      // latin small letter m
		{0x6E, 'n'},      // latin small letter n
		{0x6F, 'o'},      // latin small letter o
		{0x70, 'p'},      // latin small letter p
		{0x71, 'q'},      // latin small letter q
		{0x72, 'r'},      // latin small letter r
		{0x73, 's'},      // latin small letter s
		{0x74, 't'},      // latin small letter t
		{0x75, 'u'},      // latin small letter u
		{0x76, 'v'},      // latin small letter v
		{0x77, 'w'},      // latin small letter w
		{0x78, 'x'},      // latin small letter x
		{0x79, 'y'},      // latin small letter y
		{0x7A, 'z'},      // latin small letter z
		{0x7B, '\u0655'}, // arabic hamza below
		{0x7C, '\u0651'}, // arabic shadda
		{0x7D, '\u0653'}, // arabic maddah above
		{0x7E, '\u0656'}, // arabic subscript alef
		{0x7F, '\u0670'}, // arabic letter superscript alef
	}},
}
