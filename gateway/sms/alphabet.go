package sms

// Alphabet is a 7-bit alphabet: a table of 128 codes and the table behind the
// escape. The default alphabet is one value; a national language is another,
// made from its locking and single shift tables.
type Alphabet struct{ base, ext *shiftTable }

// shiftTable is one table of 128 codes in both directions. It is written once,
// when it is made.
type shiftTable struct {
	chars [128]rune     // notThere: nothing stands there
	near  [0xE00]byte   // code of a character below U+0E00, which is all but a few
	far   map[rune]byte // codes of the others
}

const (
	escape   = 0x1B
	noCode   = 0xFF   // near: the character is not in the table
	escaped  = 0x1B00 // in a code: preceded by the escape
	notThere = 0      // chars: no character at this code
)

// defaultAlphabet is made once and never written again.
var defaultAlphabet = &Alphabet{base: newTable(gsm7Default[:]), ext: newTable(gsm7Extension[:])}

// DefaultAlphabet returns the GSM default alphabet with its extension table
// (3GPP 23.038 6.2.1).
func DefaultAlphabet() *Alphabet { return defaultAlphabet }

// newTable makes a table of rows. Of a character with two codes the first is
// written.
func newTable(rows []row) *shiftTable {
	t := &shiftTable{far: map[rune]byte{}}
	for i := range t.near {
		t.near[i] = noCode
	}
	for _, r := range rows {
		t.chars[r.code] = r.char
		if _, there := t.code(r.char); there {
			continue
		}
		if r.char < rune(len(t.near)) {
			t.near[r.char] = r.code
		} else {
			t.far[r.char] = r.code
		}
	}
	return t
}

func (t *shiftTable) code(r rune) (byte, bool) {
	if uint32(r) < uint32(len(t.near)) {
		c := t.near[r]
		return c, c != noCode
	}
	c, ok := t.far[r]
	return c, ok
}

// code returns a character's code, with the escape in its upper octet if it
// needs one. A character that stands in both tables gets its shorter code.
func (a *Alphabet) code(r rune) (uint16, bool) {
	if c, ok := a.base.code(r); ok {
		return uint16(c), true
	}
	c, ok := a.ext.code(r)
	return escaped | uint16(c), ok
}

// Cost returns the number of septets a character takes: 1, 2, or 0 when it is
// not in the alphabet.
func (a *Alphabet) Cost(r rune) int {
	c, ok := a.code(r)
	switch {
	case !ok:
		return 0
	case c >= escaped:
		return 2
	}
	return 1
}

// Encode writes a text as septets, one an octet. ok is false when a character
// is not in the alphabet; the octets are then those before it.
func (a *Alphabet) Encode(s string) (octets []byte, ok bool) {
	octets = make([]byte, 0, len(s))
	for _, r := range s {
		c, ok := a.code(r)
		if !ok {
			return octets, false
		}
		if c >= escaped {
			octets = append(octets, escape)
		}
		octets = append(octets, byte(c))
	}
	return octets, true
}

// Decode reads septets, one an octet. An escape before a code that the
// extension table lacks shows the character of the main table; an escape before
// an escape shows a space, and so does an escape at the very end (3GPP 23.038
// 6.2.1.1). Octets above 0x7F are U+FFFD.
func (a *Alphabet) Decode(septets []byte) string {
	out := make([]rune, 0, len(septets))
	for i := 0; i < len(septets); i++ {
		c := septets[i]
		if c != escape {
			out = append(out, a.at(c))
			continue
		}
		i++
		switch {
		case i == len(septets) || septets[i] == escape:
			out = append(out, ' ')
		case septets[i] > 0x7F:
			out = append(out, replacement)
		case a.ext.chars[septets[i]] != notThere:
			out = append(out, a.ext.chars[septets[i]])
		default:
			out = append(out, a.at(septets[i]))
		}
	}
	return string(out)
}

func (a *Alphabet) at(c byte) rune {
	switch {
	case c > 0x7F:
		return replacement
	case a.base.chars[c] == notThere:
		return ' '
	}
	return a.base.chars[c]
}

const replacement = '\uFFFD'

// EncodeGSM7 writes a text in the default alphabet, one septet an octet. ok is
// false when a character is not in it.
func EncodeGSM7(s string) (octets []byte, ok bool) { return defaultAlphabet.Encode(s) }

// DecodeGSM7 reads octets as the default alphabet, one septet an octet.
func DecodeGSM7(octets []byte) string { return defaultAlphabet.Decode(octets) }

// FitsGSM7 tells whether a character is in the default alphabet.
func FitsGSM7(r rune) bool {
	_, ok := defaultAlphabet.code(r)
	return ok
}
