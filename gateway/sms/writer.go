package sms

import (
	"errors"
	"unicode/utf16"
)

// writer holds a text as units of its coding: septets with their escapes,
// octets or UTF-16.
type writer struct {
	coding Coding
	units  []uint16
	count  []uint16 // parts needed from each unit on; made when first asked for
}

func (w *writer) fits(r rune) bool {
	switch w.coding {
	case GSM7, GSM7Packed:
		return FitsGSM7(r)
	case Latin1:
		return r <= 0xFF
	case ASCII:
		return r <= 0x7F
	case UCS2:
		return true
	}
	return false
}

var errDoesNotFit = errors.New("a character does not fit the coding")

func newWriter(text string, c Coding) (*writer, error) {
	w := &writer{coding: c}
	if c == UTF8 || c == UCS2LE || c == Cyrillic || c == Hebrew || int(c) >= len(codingNames) {
		return w, errDoesNotFit
	}
	w.units = make([]uint16, 0, len(text)+8)
	for _, r := range text {
		switch {
		case c == UCS2 && r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			w.units = append(w.units, uint16(hi), uint16(lo))
		case c == GSM7 || c == GSM7Packed:
			code, ok := defaultAlphabet.code(r)
			if !ok {
				return w, errDoesNotFit
			}
			if code >= escaped {
				w.units = append(w.units, escape)
			}
			w.units = append(w.units, code&0x7F)
		case !w.fits(r):
			return w, errDoesNotFit
		default:
			w.units = append(w.units, uint16(r))
		}
	}
	return w, nil
}

func (w *writer) segments(s Segments, text string, ref byte) (Segments, error) {
	s.Units = len(w.units)
	if limit := Room(w.coding, 0); len(w.units) <= limit {
		s.Parts = []Part{{Octets: w.octets(nil, 0, len(w.units)), Units: s.Units, Limit: limit, Text: text}}
		s.Limit, s.Remaining = limit, limit-s.Units
		return s, nil
	}
	limit := Room(w.coding, concat8Header)
	if len(w.units) > maxParts*limit {
		return s, ErrTooLong
	}
	cuts := w.cuts(limit)
	if len(cuts) > maxParts {
		return s, ErrTooLong
	}
	s.ESMClass = 0x40
	s.Parts = make([]Part, len(cuts))
	from := 0
	for i, to := range cuts {
		head := Concat{Ref: uint16(ref), Total: byte(len(cuts)), Number: byte(i + 1)}.Header()
		octets := w.octets(head, from, to)
		p := Part{Octets: octets, UDH: octets[:len(head):len(head)], Units: to - from, Limit: limit}
		if text != "" {
			n := w.textLength(text, p.Units)
			p.Text, text = text[:n], text[n:]
		}
		s.Parts[i] = p
		from = to
	}
	s.Limit = limit * len(cuts)
	s.Remaining = limit - s.Parts[len(cuts)-1].Units
	return s, nil
}

// textLength returns how many octets of UTF-8 make so many units.
func (w *writer) textLength(text string, units int) int {
	for i, r := range text {
		if units <= 0 {
			return i
		}
		switch w.coding {
		case GSM7, GSM7Packed:
			units -= defaultAlphabet.Cost(r)
		case UCS2:
			units -= utf16.RuneLen(r)
		default:
			units--
		}
	}
	return len(text)
}

// octets writes the units behind a header.
func (w *writer) octets(head []byte, from, to int) []byte {
	units := w.units[from:to]
	out := make([]byte, 0, len(head)+2*len(units))
	out = append(out, head...)
	switch w.coding {
	case UCS2:
		for _, u := range units {
			out = append(out, byte(u>>8), byte(u))
		}
	case GSM7Packed:
		septets := make([]byte, len(units))
		for i, u := range units {
			septets[i] = byte(u)
		}
		out = append(out, PackGSM7(septets, FillBits(len(head)))...)
		// The second carriage return is a help to the reader; it never makes a
		// message longer than the network carries.
		out = out[:min(len(out), maxUserData)]
	default:
		for _, u := range units {
			out = append(out, byte(u))
		}
	}
	return out
}

// cuts returns where each part ends.
func (w *writer) cuts(limit int) []int {
	var cuts []int
	for from := 0; from < len(w.units); {
		from = w.softCut(from, limit)
		cuts = append(cuts, from)
	}
	return cuts
}

// hardCut returns the last place at most limit units on at which a part may
// end without breaking a character's octets.
func (w *writer) hardCut(from, limit int) int {
	end := from + limit
	if end >= len(w.units) {
		return len(w.units)
	}
	switch w.coding {
	case GSM7, GSM7Packed:
		if w.units[end-1] == escape {
			end--
		}
	case UCS2:
		if isLow(w.units[end]) && isHigh(w.units[end-1]) {
			end--
		}
	}
	return end
}

// softCut goes back from the hard cut to the border of a visible character,
// unless that is far away or would cost a further part.
func (w *writer) softCut(from, limit int) int {
	hard := w.hardCut(from, limit)
	if hard == len(w.units) || w.coding == Binary {
		return hard
	}
	for at := hard; at > from+limit/2; at-- {
		if clusterBorder(w.units[from:], at-from) {
			if at == hard || w.parts(at, limit) <= w.parts(hard, limit) {
				return at
			}
			break
		}
	}
	return hard
}

// parts returns how many parts the units from here on need at least.
func (w *writer) parts(from, limit int) uint16 {
	if w.count == nil {
		w.count = make([]uint16, len(w.units)+1)
		for i := len(w.units) - 1; i >= 0; i-- {
			w.count[i] = 1 + w.count[w.hardCut(i, limit)]
		}
	}
	return w.count[from]
}

func isHigh(u uint16) bool { return u&0xFC00 == 0xD800 }
func isLow(u uint16) bool  { return u&0xFC00 == 0xDC00 }
