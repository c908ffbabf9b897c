package sms

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Text is what a message's octets say.
type Text struct {
	String string // what cannot be read is U+FFFD; binary octets are shown by Escape
	Coding Coding // how it was read
	UDH    UDH
	Body   []byte // the octets behind the header; borrowed
	// Damaged: the header contradicts itself. String shows all octets, and the
	// message must not be joined with others.
	Damaged bool
}

// Decode reads the octets of short_message or message_payload. data_coding
// chooses the alphabet, GSM 7-bit unpacked for 0, and a header may put national
// tables in its place; udhi is esm_class 0x40. It never fails.
func Decode(octets []byte, dataCoding byte, udhi bool) Text {
	return DecodeDefault(octets, dataCoding, udhi, GSM7)
}

// DecodeDefault is Decode for a link whose default alphabet (data_coding 0 and
// the GSM groups that mean the same) is def; Auto stands for GSM7.
func DecodeDefault(octets []byte, dataCoding byte, udhi bool, def Coding) Text {
	t := Text{Body: octets}
	t.Coding, _ = CodingOf(dataCoding)
	if t.Coding == GSM7 && def != Auto {
		t.Coding = def
	}
	if udhi {
		h, err := ParseUDH(octets)
		if err != nil {
			t.Damaged, t.Coding, t.String = true, Binary, Escape(octets)
			return t
		}
		t.UDH, t.Body = h, octets[h.Length:]
	}
	if dataCoding == 0x01 && t.Coding == ASCII && looksGSM7(t.Body) {
		t.Coding = GSM7
	}
	t.String = t.decode()
	return t
}

func (t Text) decode() string {
	switch t.Coding {
	case GSM7:
		return t.alphabet().Decode(t.Body)
	case GSM7Packed:
		// Only the last part of a long text ends where its sender chose; in the
		// others a zero at the end is an "@" rather than filling.
		middle := t.UDH.Concat != nil && t.UDH.Concat.Number < t.UDH.Concat.Total
		return t.alphabet().Decode(unpack(t.Body, FillBits(t.UDH.Length), middle))
	}
	return DecodeAs(t.Body, t.Coding)
}

// alphabet is the one that the header's shifts make.
func (t Text) alphabet() *Alphabet {
	return NationalAlphabet(t.UDH.LockingShift, t.UDH.SingleShift)
}

// looksGSM7 tells octets under data_coding 1 that are really the GSM default
// alphabet: its letters below 0x20 are control characters in ASCII, which
// nobody sends on purpose.
func looksGSM7(octets []byte) bool {
	for _, b := range octets {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' {
			return true
		}
	}
	return false
}

// DecodeAs reads octets without a header in a coding chosen by the caller.
// Auto means GSM7. It never fails: what cannot be read is U+FFFD.
func DecodeAs(octets []byte, c Coding) string {
	switch c {
	case Latin1:
		return eachOctet(octets, func(b byte) rune { return rune(b) })
	case ASCII:
		return eachOctet(octets, func(b byte) rune {
			if b > 0x7F {
				return replacement
			}
			return rune(b)
		})
	case UCS2:
		return decodeUTF16(octets, 0)
	case UCS2LE:
		return decodeUTF16(octets, 1)
	case UTF8:
		return strings.ToValidUTF8(string(octets), string(replacement))
	case Binary:
		return Escape(octets)
	case GSM7Packed:
		return DecodeGSM7(UnpackGSM7(octets, 0))
	}
	if cs := charsetOf(c); cs != nil {
		return decodeCharset(octets, cs)
	}
	return DecodeGSM7(octets)
}

func eachOctet(octets []byte, char func(byte) rune) string {
	out := make([]byte, 0, len(octets)+len(octets)/4)
	for _, b := range octets {
		out = utf8.AppendRune(out, char(b))
	}
	return string(out)
}

// decodeUTF16 reads 16-bit units whose upper octet is at index hi of each pair.
// Half a surrogate pair and an odd octet at the end are U+FFFD.
func decodeUTF16(octets []byte, hi int) string {
	units := make([]uint16, len(octets)/2, len(octets)/2+1)
	for i := range units {
		units[i] = uint16(octets[2*i+hi])<<8 | uint16(octets[2*i+1-hi])
	}
	if len(octets)%2 == 1 {
		units = append(units, replacement)
	}
	return string(utf16.Decode(units))
}

// Escape shows octets that are no text: printable ASCII as it is, a backslash
// doubled, everything else as \x and two digits.
func Escape(octets []byte) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, len(octets)*2)
	for _, b := range octets {
		switch {
		case b == '\\':
			out = append(out, '\\', '\\')
		case b >= 0x20 && b < 0x7F:
			out = append(out, b)
		default:
			out = append(out, '\\', 'x', digits[b>>4], digits[b&15])
		}
	}
	return string(out)
}
