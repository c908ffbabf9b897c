package sms

// row is one place of a 7-bit table: the code and the character that stands
// there. A row without a character is a control position.
type row struct {
	code byte
	char rune
}

// gsm7Default is the default alphabet (3GPP 23.038 6.2.1): 128 codes. 0x1B is
// the escape to the extension table and stands for no character.
var gsm7Default = [...]row{
	{0x00, '@'},  // commercial at
	{0x01, '£'},  // pound sign
	{0x02, '$'},  // dollar sign
	{0x03, '¥'},  // yen sign
	{0x04, 'è'},  // latin small letter e with grave
	{0x05, 'é'},  // latin small letter e with acute
	{0x06, 'ù'},  // latin small letter u with grave
	{0x07, 'ì'},  // latin small letter i with grave
	{0x08, 'ò'},  // latin small letter o with grave
	{0x09, 'Ç'},  // latin capital letter c with cedilla
	{0x0A, '\n'}, // line feed
	{0x0B, 'Ø'},  // latin capital letter o with stroke
	{0x0C, 'ø'},  // latin small letter o with stroke
	{0x0D, '\r'}, // carriage return
	{0x0E, 'Å'},  // latin capital letter a with ring above
	{0x0F, 'å'},  // latin small letter a with ring above
	{0x10, 'Δ'},  // greek capital letter delta
	{0x11, '_'},  // low line
	{0x12, 'Φ'},  // greek capital letter phi
	{0x13, 'Γ'},  // greek capital letter gamma
	{0x14, 'Λ'},  // greek capital letter lamda
	{0x15, 'Ω'},  // greek capital letter omega
	{0x16, 'Π'},  // greek capital letter pi
	{0x17, 'Ψ'},  // greek capital letter psi
	{0x18, 'Σ'},  // greek capital letter sigma
	{0x19, 'Θ'},  // greek capital letter theta
	{0x1A, 'Ξ'},  // greek capital letter xi
	{0x1C, 'Æ'},  // latin capital letter ae
	{0x1D, 'æ'},  // latin small letter ae
	{0x1E, 'ß'},  // latin small letter sharp s
	{0x1F, 'É'},  // latin capital letter e with acute
	{0x20, ' '},  // space
	{0x21, '!'},  // exclamation mark
	{0x22, '"'},  // quotation mark
	{0x23, '#'},  // number sign
	{0x24, '¤'},  // currency sign
	{0x25, '%'},  // percent sign
	{0x26, '&'},  // ampersand
	{0x27, '\''}, // apostrophe
	{0x28, '('},  // left parenthesis
	{0x29, ')'},  // right parenthesis
	{0x2A, '*'},  // asterisk
	{0x2B, '+'},  // plus sign
	{0x2C, ','},  // comma
	{0x2D, '-'},  // hyphen-minus
	{0x2E, '.'},  // full stop
	{0x2F, '/'},  // solidus
	{0x30, '0'},  // digit zero
	{0x31, '1'},  // digit one
	{0x32, '2'},  // digit two
	{0x33, '3'},  // digit three
	{0x34, '4'},  // digit four
	{0x35, '5'},  // digit five
	{0x36, '6'},  // digit six
	{0x37, '7'},  // digit seven
	{0x38, '8'},  // digit eight
	{0x39, '9'},  // digit nine
	{0x3A, ':'},  // colon
	{0x3B, ';'},  // semicolon
	{0x3C, '<'},  // less-than sign
	{0x3D, '='},  // equals sign
	{0x3E, '>'},  // greater-than sign
	{0x3F, '?'},  // question mark
	{0x40, '¡'},  // inverted exclamation mark
	{0x41, 'A'},  // latin capital letter a
	{0x42, 'B'},  // latin capital letter b
	{0x43, 'C'},  // latin capital letter c
	{0x44, 'D'},  // latin capital letter d
	{0x45, 'E'},  // latin capital letter e
	{0x46, 'F'},  // latin capital letter f
	{0x47, 'G'},  // latin capital letter g
	{0x48, 'H'},  // latin capital letter h
	{0x49, 'I'},  // latin capital letter i
	{0x4A, 'J'},  // latin capital letter j
	{0x4B, 'K'},  // latin capital letter k
	{0x4C, 'L'},  // latin capital letter l
	{0x4D, 'M'},  // latin capital letter m
	{0x4E, 'N'},  // latin capital letter n
	{0x4F, 'O'},  // latin capital letter o
	{0x50, 'P'},  // latin capital letter p
	{0x51, 'Q'},  // latin capital letter q
	{0x52, 'R'},  // latin capital letter r
	{0x53, 'S'},  // latin capital letter s
	{0x54, 'T'},  // latin capital letter t
	{0x55, 'U'},  // latin capital letter u
	{0x56, 'V'},  // latin capital letter v
	{0x57, 'W'},  // latin capital letter w
	{0x58, 'X'},  // latin capital letter x
	{0x59, 'Y'},  // latin capital letter y
	{0x5A, 'Z'},  // latin capital letter z
	{0x5B, 'Ä'},  // latin capital letter a with diaeresis
	{0x5C, 'Ö'},  // latin capital letter o with diaeresis
	{0x5D, 'Ñ'},  // latin capital letter n with tilde
	{0x5E, 'Ü'},  // latin capital letter u with diaeresis
	{0x5F, '§'},  // section sign
	{0x60, '¿'},  // inverted question mark
	{0x61, 'a'},  // latin small letter a
	{0x62, 'b'},  // latin small letter b
	{0x63, 'c'},  // latin small letter c
	{0x64, 'd'},  // latin small letter d
	{0x65, 'e'},  // latin small letter e
	{0x66, 'f'},  // latin small letter f
	{0x67, 'g'},  // latin small letter g
	{0x68, 'h'},  // latin small letter h
	{0x69, 'i'},  // latin small letter i
	{0x6A, 'j'},  // latin small letter j
	{0x6B, 'k'},  // latin small letter k
	{0x6C, 'l'},  // latin small letter l
	{0x6D, 'm'},  // latin small letter m
	{0x6E, 'n'},  // latin small letter n
	{0x6F, 'o'},  // latin small letter o
	{0x70, 'p'},  // latin small letter p
	{0x71, 'q'},  // latin small letter q
	{0x72, 'r'},  // latin small letter r
	{0x73, 's'},  // latin small letter s
	{0x74, 't'},  // latin small letter t
	{0x75, 'u'},  // latin small letter u
	{0x76, 'v'},  // latin small letter v
	{0x77, 'w'},  // latin small letter w
	{0x78, 'x'},  // latin small letter x
	{0x79, 'y'},  // latin small letter y
	{0x7A, 'z'},  // latin small letter z
	{0x7B, 'ä'},  // latin small letter a with diaeresis
	{0x7C, 'ö'},  // latin small letter o with diaeresis
	{0x7D, 'ñ'},  // latin small letter n with tilde
	{0x7E, 'ü'},  // latin small letter u with diaeresis
	{0x7F, 'à'},  // latin small letter a with grave
}

// gsm7Extension is the table behind the escape (3GPP 23.038 6.2.1.1); each of
// its characters costs two septets. 0x0D is a reserved control and 0x1B the
// place of a further table: receivers show what the default table has at 0x0D
// and a space for 0x1B.
var gsm7Extension = [...]row{
	{0x0A, '\f'}, // form feed (page break)
	{0x14, '^'},  // circumflex accent
	{0x28, '{'},  // left curly bracket
	{0x29, '}'},  // right curly bracket
	{0x2F, '\\'}, // reverse solidus
	{0x3C, '['},  // left square bracket
	{0x3D, '~'},  // tilde
	{0x3E, ']'},  // right square bracket
	{0x40, '|'},  // vertical line
	{0x65, '€'},  // euro sign
}
