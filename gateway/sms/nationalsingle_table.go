package sms

// nationalSingle are the single shift tables (3GPP 23.038 A.2), each in the place
// of the default extension table: what stands behind the escape. A code without
// a row shows the character of the main table; 0x0D is a reserved control and
// 0x1B the place of a further table, shown as a space. A few characters have two
// codes: the lower one is written, both are read.
//
// Three independent tables of others agree on these rows but for two places,
// where two of three do: Kannada 0x3C and Telugu 0x65.
var nationalSingle = [...]nationalRows{
	{Turkish, []row{
		{0x0A, '\f'}, // form feed (page break)
		{0x14, '^'},  // circumflex accent
		{0x28, '{'},  // left curly bracket
		{0x29, '}'},  // right curly bracket
		{0x2F, '\\'}, // reverse solidus
		{0x3C, '['},  // left square bracket
		{0x3D, '~'},  // tilde
		{0x3E, ']'},  // right square bracket
		{0x40, '|'},  // vertical line
		{0x47, 'Ğ'},  // latin capital letter g with breve
		{0x49, 'İ'},  // latin capital letter i with dot above
		{0x53, 'Ş'},  // latin capital letter s with cedilla
		{0x63, 'ç'},  // latin small letter c with cedilla
		{0x65, '€'},  // euro sign
		{0x67, 'ğ'},  // latin small letter g with breve
		{0x69, 'ı'},  // latin small letter dotless i
		{0x73, 'ş'},  // latin small letter s with cedilla
	}},
	{Spanish, []row{
		{0x09, 'ç'},  // latin small letter c with cedilla
		{0x0A, '\f'}, // form feed (page break)
		{0x14, '^'},  // circumflex accent
		{0x28, '{'},  // left curly bracket
		{0x29, '}'},  // right curly bracket
		{0x2F, '\\'}, // reverse solidus
		{0x3C, '['},  // left square bracket
		{0x3D, '~'},  // tilde
		{0x3E, ']'},  // right square bracket
		{0x40, '|'},  // vertical line
		{0x41, 'Á'},  // latin capital letter a with acute
		{0x49, 'Í'},  // latin capital letter i with acute
		{0x4F, 'Ó'},  // latin capital letter o with acute
		{0x55, 'Ú'},  // latin capital letter u with acute
		{0x61, 'á'},  // latin small letter a with acute
		{0x65, '€'},  // euro sign
		{0x69, 'í'},  // latin small letter i with acute
		{0x6F, 'ó'},  // latin small letter o with acute
		{0x75, 'ú'},  // latin small letter u with acute
	}},
	{Portuguese, []row{
		{0x05, 'ê'},      // latin small letter e with circumflex
		{0x09, 'ç'},      // latin small letter c with cedilla
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, 'Ô'},      // latin capital letter o with circumflex
		{0x0C, 'ô'},      // latin small letter o with circumflex
		{0x0E, 'Á'},      // latin capital letter a with acute
		{0x0F, 'á'},      // latin small letter a with acute
		{0x12, '\u03A6'}, // greek capital letter phi
		{0x13, '\u0393'}, // greek capital letter gamma
		{0x14, '^'},      // circumflex accent
		{0x15, '\u03A9'}, // greek capital letter omega
		{0x16, '\u03A0'}, // greek capital letter pi
		{0x17, '\u03A8'}, // greek capital letter psi
		{0x18, '\u03A3'}, // greek capital letter sigma
		{0x19, '\u0398'}, // greek capital letter theta
		{0x1F, 'Ê'},      // latin capital letter e with circumflex
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2F, '\\'},     // reverse solidus
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
		{0x41, 'À'},      // latin capital letter a with grave
		{0x49, 'Í'},      // latin capital letter i with acute
		{0x4F, 'Ó'},      // latin capital letter o with acute
		{0x55, 'Ú'},      // latin capital letter u with acute
		{0x5B, 'Ã'},      // latin capital letter a with tilde
		{0x5C, 'Õ'},      // latin capital letter o with tilde
		{0x61, 'Â'},      // latin capital letter a with circumflex
		{0x65, '€'},      // euro sign
		{0x69, 'í'},      // latin small letter i with acute
		{0x6F, 'ó'},      // latin small letter o with acute
		{0x75, 'ú'},      // latin small letter u with acute
		{0x7B, 'ã'},      // latin small letter a with tilde
		{0x7C, 'õ'},      // latin small letter o with tilde
		{0x7F, 'â'},      // latin small letter a with circumflex
	}},
	{Bengali, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u09E6'}, // bengali digit zero
		{0x1A, '\u09E7'}, // bengali digit one
		{0x1C, '\u09E8'}, // bengali digit two
		{0x1D, '\u09E9'}, // bengali digit three
		{0x1E, '\u09EA'}, // bengali digit four
		{0x1F, '\u09EB'}, // bengali digit five
		{0x20, '\u09EC'}, // bengali digit six
		{0x21, '\u09ED'}, // bengali digit seven
		{0x22, '\u09EE'}, // bengali digit eight
		{0x23, '\u09EF'}, // bengali digit nine
		{0x24, '\u09DF'}, // bengali letter yya
		{0x25, '\u09E0'}, // bengali letter vocalic rr
		{0x26, '\u09E1'}, // bengali letter vocalic ll
		{0x27, '\u09E2'}, // bengali vowel sign vocalic l
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u09E3'}, // bengali vowel sign vocalic ll
		{0x2B, '\u09F2'}, // bengali rupee mark
		{0x2C, '\u09F3'}, // bengali rupee sign
		{0x2D, '\u09F4'}, // bengali currency numerator one
		{0x2E, '\u09F5'}, // bengali currency numerator two
		{0x2F, '\\'},     // reverse solidus
		{0x30, '\u09F6'}, // bengali currency numerator three
		{0x31, '\u09F7'}, // bengali currency numerator four
		{0x32, '\u09F8'}, // bengali currency numerator one less than the denominator
		{0x33, '\u09F9'}, // bengali currency denominator sixteen
		{0x34, '\u09FA'}, // bengali isshar
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Gujarati, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0AE6'}, // gujarati digit zero
		{0x1D, '\u0AE7'}, // gujarati digit one
		{0x1E, '\u0AE8'}, // gujarati digit two
		{0x1F, '\u0AE9'}, // gujarati digit three
		{0x20, '\u0AEA'}, // gujarati digit four
		{0x21, '\u0AEB'}, // gujarati digit five
		{0x22, '\u0AEC'}, // gujarati digit six
		{0x23, '\u0AED'}, // gujarati digit seven
		{0x24, '\u0AEE'}, // gujarati digit eight
		{0x25, '\u0AEF'}, // gujarati digit nine
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2F, '\\'},     // reverse solidus
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Hindi, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0966'}, // devanagari digit zero
		{0x1D, '\u0967'}, // devanagari digit one
		{0x1E, '\u0968'}, // devanagari digit two
		{0x1F, '\u0969'}, // devanagari digit three
		{0x20, '\u096A'}, // devanagari digit four
		{0x21, '\u096B'}, // devanagari digit five
		{0x22, '\u096C'}, // devanagari digit six
		{0x23, '\u096D'}, // devanagari digit seven
		{0x24, '\u096E'}, // devanagari digit eight
		{0x25, '\u096F'}, // devanagari digit nine
		{0x26, '\u0951'}, // devanagari stress sign udatta
		{0x27, '\u0952'}, // devanagari stress sign anudatta
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0953'}, // devanagari grave accent
		{0x2B, '\u0954'}, // devanagari acute accent
		{0x2C, '\u0958'}, // devanagari letter qa
		{0x2D, '\u0959'}, // devanagari letter khha
		{0x2E, '\u095A'}, // devanagari letter ghha
		{0x2F, '\\'},     // reverse solidus
		{0x30, '\u095B'}, // devanagari letter za
		{0x31, '\u095C'}, // devanagari letter dddha
		{0x32, '\u095D'}, // devanagari letter rha
		{0x33, '\u095E'}, // devanagari letter fa
		{0x34, '\u095F'}, // devanagari letter yya
		{0x35, '\u0960'}, // devanagari letter vocalic rr
		{0x36, '\u0961'}, // devanagari letter vocalic ll
		{0x37, '\u0962'}, // devanagari vowel sign vocalic l
		{0x38, '\u0963'}, // devanagari vowel sign vocalic ll
		{0x39, '\u0970'}, // devanagari abbreviation sign
		{0x3A, '\u0971'}, // devanagari sign high spacing dot
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Kannada, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0CE6'}, // kannada digit zero
		{0x1D, '\u0CE7'}, // kannada digit one
		{0x1E, '\u0CE8'}, // kannada digit two
		{0x1F, '\u0CE9'}, // kannada digit three
		{0x20, '\u0CEA'}, // kannada digit four
		{0x21, '\u0CEB'}, // kannada digit five
		{0x22, '\u0CEC'}, // kannada digit six
		{0x23, '\u0CED'}, // kannada digit seven
		{0x24, '\u0CEE'}, // kannada digit eight
		{0x25, '\u0CEF'}, // kannada digit nine
		{0x26, '\u0CDE'}, // kannada letter fa
		{0x27, '\u0CF1'}, // kannada sign jihvamuliya
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0CF2'}, // kannada sign upadhmaniya
		{0x2F, '\\'},     // reverse solidus
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Malayalam, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0D66'}, // malayalam digit zero
		{0x1D, '\u0D67'}, // malayalam digit one
		{0x1E, '\u0D68'}, // malayalam digit two
		{0x1F, '\u0D69'}, // malayalam digit three
		{0x20, '\u0D6A'}, // malayalam digit four
		{0x21, '\u0D6B'}, // malayalam digit five
		{0x22, '\u0D6C'}, // malayalam digit six
		{0x23, '\u0D6D'}, // malayalam digit seven
		{0x24, '\u0D6E'}, // malayalam digit eight
		{0x25, '\u0D6F'}, // malayalam digit nine
		{0x26, '\u0D70'}, // malayalam number ten
		{0x27, '\u0D71'}, // malayalam number one hundred
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0D72'}, // malayalam number one thousand
		{0x2B, '\u0D73'}, // malayalam fraction one quarter
		{0x2C, '\u0D74'}, // malayalam fraction one half
		{0x2D, '\u0D75'}, // malayalam fraction three quarters
		{0x2E, '\u0D7A'}, // malayalam letter chillu nn
		{0x2F, '\\'},     // reverse solidus
		{0x30, '\u0D7B'}, // malayalam letter chillu n
		{0x31, '\u0D7C'}, // malayalam letter chillu rr
		{0x32, '\u0D7D'}, // malayalam letter chillu l
		{0x33, '\u0D7E'}, // malayalam letter chillu ll
		{0x34, '\u0D7F'}, // malayalam letter chillu k
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Oriya, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0B66'}, // oriya digit zero
		{0x1D, '\u0B67'}, // oriya digit one
		{0x1E, '\u0B68'}, // oriya digit two
		{0x1F, '\u0B69'}, // oriya digit three
		{0x20, '\u0B6A'}, // oriya digit four
		{0x21, '\u0B6B'}, // oriya digit five
		{0x22, '\u0B6C'}, // oriya digit six
		{0x23, '\u0B6D'}, // oriya digit seven
		{0x24, '\u0B6E'}, // oriya digit eight
		{0x25, '\u0B6F'}, // oriya digit nine
		{0x26, '\u0B5C'}, // oriya letter rra
		{0x27, '\u0B5D'}, // oriya letter rha
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0B5F'}, // oriya letter yya
		{0x2B, '\u0B70'}, // oriya isshar
		{0x2C, '\u0B71'}, // oriya letter wa
		{0x2F, '\\'},     // reverse solidus
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Punjabi, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0A66'}, // gurmukhi digit zero
		{0x1D, '\u0A67'}, // gurmukhi digit one
		{0x1E, '\u0A68'}, // gurmukhi digit two
		{0x1F, '\u0A69'}, // gurmukhi digit three
		{0x20, '\u0A6A'}, // gurmukhi digit four
		{0x21, '\u0A6B'}, // gurmukhi digit five
		{0x22, '\u0A6C'}, // gurmukhi digit six
		{0x23, '\u0A6D'}, // gurmukhi digit seven
		{0x24, '\u0A6E'}, // gurmukhi digit eight
		{0x25, '\u0A6F'}, // gurmukhi digit nine
		{0x26, '\u0A59'}, // gurmukhi letter khha
		{0x27, '\u0A5A'}, // gurmukhi letter ghha
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0A5B'}, // gurmukhi letter za
		{0x2B, '\u0A5C'}, // gurmukhi letter rra
		{0x2C, '\u0A5E'}, // gurmukhi letter fa
		{0x2D, '\u0A75'}, // gurmukhi sign yakash
		{0x2F, '\\'},     // reverse solidus
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Tamil, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0964'}, // devanagari danda
		{0x1A, '\u0965'}, // devanagari double danda
		{0x1C, '\u0BE6'}, // tamil digit zero
		{0x1D, '\u0BE7'}, // tamil digit one
		{0x1E, '\u0BE8'}, // tamil digit two
		{0x1F, '\u0BE9'}, // tamil digit three
		{0x20, '\u0BEA'}, // tamil digit four
		{0x21, '\u0BEB'}, // tamil digit five
		{0x22, '\u0BEC'}, // tamil digit six
		{0x23, '\u0BED'}, // tamil digit seven
		{0x24, '\u0BEE'}, // tamil digit eight
		{0x25, '\u0BEF'}, // tamil digit nine
		{0x26, '\u0BF3'}, // tamil day sign
		{0x27, '\u0BF4'}, // tamil month sign
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0BF5'}, // tamil year sign
		{0x2B, '\u0BF6'}, // tamil debit sign
		{0x2C, '\u0BF7'}, // tamil credit sign
		{0x2D, '\u0BF8'}, // tamil as above sign
		{0x2E, '\u0BFA'}, // tamil number sign
		{0x2F, '\\'},     // reverse solidus
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Telugu, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x1C, '\u0C66'}, // telugu digit zero
		{0x1D, '\u0C67'}, // telugu digit one
		{0x1E, '\u0C68'}, // telugu digit two
		{0x1F, '\u0C69'}, // telugu digit three
		{0x20, '\u0C6A'}, // telugu digit four
		{0x21, '\u0C6B'}, // telugu digit five
		{0x22, '\u0C6C'}, // telugu digit six
		{0x23, '\u0C6D'}, // telugu digit seven
		{0x24, '\u0C6E'}, // telugu digit eight
		{0x25, '\u0C6F'}, // telugu digit nine
		{0x26, '\u0C58'}, // telugu letter tsa
		{0x27, '\u0C59'}, // telugu letter dza
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u0C78'}, // telugu fraction digit zero for odd powers of four
		{0x2B, '\u0C79'}, // telugu fraction digit one for odd powers of four
		{0x2C, '\u0C7A'}, // telugu fraction digit two for odd powers of four
		{0x2D, '\u0C7B'}, // telugu fraction digit three for odd powers of four
		{0x2E, '\u0C7C'}, // telugu fraction digit one for even powers of four
		{0x2F, '\\'},     // reverse solidus
		{0x30, '\u0C7D'}, // telugu fraction digit two for even powers of four
		{0x31, '\u0C7E'}, // telugu fraction digit three for even powers of four
		{0x32, '\u0C7F'}, // telugu sign tuumu
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
	{Urdu, []row{
		{0x00, '@'},      // commercial at
		{0x01, '£'},      // pound sign
		{0x02, '$'},      // dollar sign
		{0x03, '¥'},      // yen sign
		{0x04, '¿'},      // inverted question mark
		{0x05, '"'},      // quotation mark
		{0x06, '¤'},      // currency sign
		{0x07, '%'},      // percent sign
		{0x08, '&'},      // ampersand
		{0x09, '\''},     // apostrophe
		{0x0A, '\f'},     // form feed (page break)
		{0x0B, '*'},      // asterisk
		{0x0C, '+'},      // plus sign
		{0x0E, '-'},      // hyphen-minus
		{0x0F, '/'},      // solidus
		{0x10, '<'},      // less-than sign
		{0x11, '='},      // equals sign
		{0x12, '>'},      // greater-than sign
		{0x13, '¡'},      // inverted exclamation mark
		{0x14, '^'},      // circumflex accent
		{0x15, '¡'},      // inverted exclamation mark
		{0x16, '_'},      // low line
		{0x17, '#'},      // number sign
		{0x18, '*'},      // asterisk
		{0x19, '\u0600'}, // arabic number sign
		{0x1A, '\u0601'}, // arabic sign sanah
		{0x1C, '\u06F0'}, // extended arabic-indic digit zero
		{0x1D, '\u06F1'}, // extended arabic-indic digit one
		{0x1E, '\u06F2'}, // extended arabic-indic digit two
		{0x1F, '\u06F3'}, // extended arabic-indic digit three
		{0x20, '\u06F4'}, // extended arabic-indic digit four
		{0x21, '\u06F5'}, // extended arabic-indic digit five
		{0x22, '\u06F6'}, // extended arabic-indic digit six
		{0x23, '\u06F7'}, // extended arabic-indic digit seven
		{0x24, '\u06F8'}, // extended arabic-indic digit eight
		{0x25, '\u06F9'}, // extended arabic-indic digit nine
		{0x26, '\u060C'}, // arabic comma
		{0x27, '\u060D'}, // arabic date separator
		{0x28, '{'},      // left curly bracket
		{0x29, '}'},      // right curly bracket
		{0x2A, '\u060E'}, // arabic poetic verse sign
		{0x2B, '\u060F'}, // arabic sign misra
		{0x2C, '\u0610'}, // arabic sign sallallahou alayhe wassallam
		{0x2D, '\u0611'}, // arabic sign alayhe assallam
		{0x2E, '\u0612'}, // arabic sign rahmatullah alayhe
		{0x2F, '\\'},     // reverse solidus
		{0x30, '\u0613'}, // arabic sign radi allahou anhu
		{0x31, '\u0614'}, // arabic sign takhallus
		{0x32, '\u061B'}, // arabic semicolon
		{0x33, '\u061F'}, // arabic question mark
		{0x34, '\u0640'}, // arabic tatweel
		{0x35, '\u0652'}, // arabic sukun
		{0x36, '\u0658'}, // arabic mark noon ghunna
		{0x37, '\u066B'}, // arabic decimal separator
		{0x38, '\u066C'}, // arabic thousands separator
		{0x39, '\u0672'}, // arabic letter alef with wavy hamza above
		{0x3A, '\u0673'}, // arabic letter alef with wavy hamza below
		{0x3B, '\u06CD'}, // arabic letter yeh with tail
		{0x3C, '['},      // left square bracket
		{0x3D, '~'},      // tilde
		{0x3E, ']'},      // right square bracket
		{0x3F, '\u06D4'}, // arabic full stop
		{0x40, '|'},      // vertical line
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
		{0x65, '€'},      // euro sign
	}},
}
