package sms

// Alphabet is a 7-bit alphabet: a table of 128 codes and the table behind the
// escape. The default alphabet is one value; a national language is another,
// made from its locking and single shift tables.
type Alphabet struct {
	base, ext [128]rune       // 0: nothing stands there
	near      [0x400]uint16   // code of a character below U+0400
	far       map[rune]uint16 // codes of the others
}

const (
	escape   = 0x1B
	noCode   = 0xFFFF // near: the character is not in the alphabet
	escaped  = 0x1B00 // in a code: preceded by the escape
	notThere = 0      // base, ext: no character at this code
)

// defaultAlphabet is made once and never written again.
var defaultAlphabet = newAlphabet(gsm7Default[:], gsm7Extension[:])

// DefaultAlphabet returns the GSM default alphabet with its extension table
// (3GPP 23.038 6.2.1).
func DefaultAlphabet() *Alphabet { return defaultAlphabet }

func newAlphabet(base, ext []row) *Alphabet {
	a := &Alphabet{far: map[rune]uint16{}}
	for i := range a.near {
		a.near[i] = noCode
	}
	// The extension goes first, so that a character which stands in both
	// tables gets its shorter code.
	for _, r := range ext {
		a.ext[r.code] = r.char
		a.put(r.char, escaped|uint16(r.code))
	}
	for _, r := range base {
		a.base[r.code] = r.char
		a.put(r.char, uint16(r.code))
	}
	return a
}

func (a *Alphabet) put(r rune, code uint16) {
	if r < rune(len(a.near)) {
		a.near[r] = code
	} else {
		a.far[r] = code
	}
}

// code returns a character's code, with the escape in its upper octet if it
// needs one.
func (a *Alphabet) code(r rune) (uint16, bool) {
	if uint32(r) < uint32(len(a.near)) {
		c := a.near[r]
		return c, c != noCode
	}
	c, ok := a.far[r]
	return c, ok
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
		case a.ext[septets[i]] != notThere:
			out = append(out, a.ext[septets[i]])
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
	case a.base[c] == notThere:
		return ' '
	}
	return a.base[c]
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
