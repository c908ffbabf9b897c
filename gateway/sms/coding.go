package sms

import "fmt"

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
	UTF8                     // never right on the air, but some peers send it
	UCS2LE                   // UTF-16 with its octets swapped: a fault of the sender; only for reading
	Cyrillic                 // ISO 8859-5; only for reading
	Hebrew                   // ISO 8859-8; only for reading
)

var codingNames = [...]string{"auto", "gsm7", "latin1", "ucs2", "binary", "gsm7-packed", "ascii", "utf8", "ucs2-le", "cyrillic", "hebrew"}

// String returns the coding's word: "gsm7", "latin1", "ucs2", "gsm7-packed".
func (c Coding) String() string {
	if int(c) < len(codingNames) {
		return codingNames[c]
	}
	return fmt.Sprintf("coding(%d)", uint8(c))
}

// ParseCoding is the reverse of String.
func ParseCoding(word string) (Coding, error) {
	for i, n := range codingNames {
		if n == word {
			return Coding(i), nil
		}
	}
	return Auto, fmt.Errorf("%q is no coding: use auto, gsm7, gsm7-packed, latin1, ucs2 or binary", word)
}

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
	case Cyrillic:
		return 0x06
	case Hebrew:
		return 0x07
	case UCS2, UCS2LE:
		return 0x08
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
	case 0x06:
		return Cyrillic, true
	case 0x07:
		return Hebrew, true
	case 0x08:
		return UCS2, true
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
