package sms

import (
	"fmt"
	"strings"
)

// Coding is a way to read or write the octets of a text.
type Coding uint8

const (
	Auto       Coding = iota // GSM7 when every character fits, else UCS2
	GSM7                     // 3GPP 23.038 default alphabet, one septet an octet
	Latin1                   // ISO 8859-1
	UCS2                     // UTF-16 big-endian
	Binary                   // octets that are no text
	GSM7Packed               // the default alphabet, eight septets in seven octets
	ASCII                    // IA5, one character an octet
	UTF8                     // never on the air; some message centres take it as their default alphabet
	UCS2LE                   // UTF-16 with its octets swapped: a fault of the sender; only for reading
	Cyrillic                 // ISO 8859-5
	Hebrew                   // ISO 8859-8, letters in the order of speech
	ShiftJIS                 // what is found under "JIS X 0208", data_coding 5
	ISO2022JP                // JIS with escapes between its character sets, data_coding 10
	EUCJP                    // JIS X 0208 and X 0212 together, data_coding 13
	EUCKR                    // KS C 5601, data_coding 14
	codingCount
)

var codingNames = [...]string{"auto", "gsm7", "latin1", "ucs2", "binary", "gsm7-packed", "ascii", "utf8", "ucs2-le", "cyrillic", "hebrew",
	"shift-jis", "iso-2022-jp", "euc-jp", "euc-kr"}

// codingAliases are other words for a coding, as the specification and other
// programs have them.
var codingAliases = [...]struct {
	word   string
	coding Coding
}{
	{"iso-8859-1", Latin1}, {"iso-8859-5", Cyrillic}, {"iso-8859-8", Hebrew}, {"ia5", ASCII}, {"utf-16be", UCS2},
	{"jis", ShiftJIS}, {"sjis", ShiftJIS}, {"iso2022-jp", ISO2022JP}, {"ks-c-5601", EUCKR}, {"ksc5601", EUCKR},
}

// String returns the coding's word: "gsm7", "latin1", "ucs2", "gsm7-packed".
func (c Coding) String() string {
	if int(c) < len(codingNames) {
		return codingNames[c]
	}
	return fmt.Sprintf("coding(%d)", uint8(c))
}

// ParseCoding is the reverse of String; it also knows a few other words.
func ParseCoding(word string) (Coding, error) {
	for i, n := range codingNames {
		if n == word {
			return Coding(i), nil
		}
	}
	for _, a := range codingAliases {
		if a.word == word {
			return a.coding, nil
		}
	}
	return Auto, fmt.Errorf("%q is no coding: use %s", word, CodingWords())
}

// CodingWords lists the codings that a text can be written in, for help and
// errors: "auto, gsm7, … or binary".
func CodingWords() string {
	var b strings.Builder
	for _, c := range [...]Coding{Auto, GSM7, GSM7Packed, ASCII, Latin1, Cyrillic, Hebrew, UCS2, ShiftJIS, ISO2022JP, EUCJP, EUCKR} {
		b.WriteString(c.String() + ", ")
	}
	return strings.TrimSuffix(b.String(), ", ") + " or " + Binary.String()
}

// Unit returns what the lengths of a coding count: "septets", "octets" or
// "16-bit units".
func (c Coding) Unit() string {
	switch c {
	case GSM7, GSM7Packed:
		return "septets"
	case UCS2, UCS2LE:
		return "16-bit units"
	}
	return "octets"
}

// onlyForReading are codings that peers send although no data_coding announces
// them.
func (c Coding) onlyForReading() bool { return c == UCS2LE || c >= codingCount }

// DataCoding returns the data_coding that announces the coding (SMPP 3.4
// 5.2.19). Both forms of GSM7 are 0, the message centre's default alphabet;
// so are codings that have no value of their own.
func (c Coding) DataCoding() byte {
	switch c {
	case ASCII:
		return 0x01
	case Latin1:
		return 0x03
	case Binary:
		return 0x04
	case ShiftJIS:
		return 0x05
	case Cyrillic:
		return 0x06
	case Hebrew:
		return 0x07
	case UCS2, UCS2LE:
		return 0x08
	case ISO2022JP:
		return 0x0A
	case EUCJP:
		return 0x0D
	case EUCKR:
		return 0x0E
	}
	return 0x00
}

// CodingOf tells how to read octets under a received data_coding. 0 and the
// GSM groups that mean the default alphabet give GSM7, which a caller replaces
// where a link's default alphabet is another. ok is false for reserved values,
// compressed text and alphabets that are not known here; the octets are then
// shown as Binary.
func CodingOf(dataCoding byte) (c Coding, ok bool) {
	switch dataCoding {
	case 0x00:
		return GSM7, true
	case 0x01:
		return ASCII, true
	case 0x02, 0x04:
		return Binary, true
	case 0x03:
		return Latin1, true
	case 0x05:
		return ShiftJIS, true
	case 0x06:
		return Cyrillic, true
	case 0x07:
		return Hebrew, true
	case 0x08:
		return UCS2, true
	case 0x0A:
		return ISO2022JP, true
	case 0x0D:
		return EUCJP, true
	case 0x0E:
		return EUCKR, true
	}
	switch dataCoding >> 4 {
	case 0x1, 0x4, 0x5: // 3GPP 23.038 general coding with a class; 4 and 5: automatic deletion
		switch dataCoding & 0x0C {
		case 0x00:
			return GSM7, true
		case 0x04:
			return Binary, true
		case 0x08:
			return UCS2, true
		}
	case 0xC, 0xD: // message waiting
		return GSM7, true
	case 0xE: // message waiting, stored, in UCS-2
		return UCS2, true
	case 0xF: // message class; bit 2 makes it 8-bit
		if dataCoding&0x04 != 0 {
			return Binary, true
		}
		return GSM7, true
	}
	return Binary, false
}

// IsDefaultAlphabet tells whether a data_coding announces the default
// alphabet, whose meaning a link may set otherwise.
func IsDefaultAlphabet(dataCoding byte) bool {
	c, _ := CodingOf(dataCoding)
	return c == GSM7
}
