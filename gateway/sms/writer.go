package sms

import (
	"errors"
	"math"
	"unicode/utf16"
	"unicode/utf8"
)

// writer holds a text as units of its coding: septets with their escapes,
// octets or UTF-16.
type writer struct {
	coding   Coding
	alphabet *Alphabet // of septets
	text     string
	units    []uint16
	at       []int32        // where in the text each unit's character begins; nil for octets that are no text
	charset  *charsetWriter // of a coding with a table
	sets     []byte         // of ISO2022JP: the character set of each unit; its escapes are not among the units
	count    []uint16       // parts needed from each unit on; made when first asked for
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
	if w.charset == nil {
		return false
	}
	_, _, ok := w.charset.char(r)
	return ok
}

var errDoesNotFit = errors.New("a character does not fit the coding")

func newWriter(text string, c Coding, a *Alphabet) (*writer, error) {
	w := &writer{coding: c, alphabet: a, text: text}
	if c.onlyForReading() {
		return w, errDoesNotFit
	}
	w.units = make([]uint16, 0, len(text)+8)
	if c == Binary {
		for _, b := range []byte(text) {
			w.units = append(w.units, uint16(b))
		}
		w.text = ""
		return w, nil
	}
	w.at = make([]int32, 0, len(text)+8)
	var err error
	if charsetOf(c) != nil {
		w.charset = newCharsetWriter(c)
		err = w.putCharset(text)
	} else {
		err = w.put(text)
	}
	w.at = append(w.at, place(len(text)))
	return w, err
}

// place keeps an offset in 32 bits. A text that goes beyond needs far more than
// 255 parts and is never cut.
func place(i int) int32 { return int32(min(i, math.MaxInt32)) }

func (w *writer) put(text string) error {
	for i, r := range text {
		switch {
		case w.coding == UCS2 && r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			w.units = append(w.units, uint16(hi), uint16(lo))
			w.at = append(w.at, place(i), place(i))
			continue
		case w.coding == GSM7 || w.coding == GSM7Packed:
			code, ok := w.alphabet.code(r)
			if !ok {
				return errDoesNotFit
			}
			if code >= escaped {
				w.units = append(w.units, escape)
				w.at = append(w.at, place(i))
			}
			w.units = append(w.units, code&0x7F)
		case !w.fits(r):
			return errDoesNotFit
		default:
			w.units = append(w.units, uint16(r))
		}
		w.at = append(w.at, place(i))
	}
	return nil
}

func (w *writer) putCharset(text string) error {
	for i, r := range text {
		octets, set, ok := w.charset.char(r)
		if !ok {
			return errDoesNotFit
		}
		for _, b := range octets {
			w.units = append(w.units, uint16(b))
			w.at = append(w.at, place(i))
			if w.coding == ISO2022JP {
				w.sets = append(w.sets, set)
			}
		}
	}
	return nil
}

// segments cuts the text and writes its parts.
func (w *writer) segments(s Segments, h header) (Segments, error) {
	s.Units = w.size(0, len(w.units))
	if limit := Room(w.coding, h.length(false)); s.Units <= limit {
		head := h.octets(false, Concat{})
		s.ESMClass = udhi(head)
		s.Parts = []Part{w.part(head, 0, len(w.units), limit)}
		s.Messages, s.Limit, s.Remaining = 1, limit, limit-s.Units
		return s, nil
	}
	limit, most := Room(w.coding, h.length(true)), h.o.maxParts()
	if len(w.units) > most*limit {
		return s, tooLong(most)
	}
	cuts := w.cuts(limit)
	n := len(cuts)
	if n > most {
		return s, tooLong(most)
	}
	s.Messages, s.Limit = n, limit*n
	if h.o.Long == LongPayload {
		from := 0
		if n > 1 {
			from = cuts[n-2]
		}
		s.Remaining = limit - w.size(from, len(w.units))
		s.Parts = []Part{w.part(nil, 0, len(w.units), s.Limit)}
		s.Parts[0].Payload = true
		return s, nil
	}
	s.Parts = make([]Part, n)
	s.Units = 0
	from := 0
	for i, to := range cuts {
		c := h.o.concat(n, i+1)
		head := h.octets(true, c)
		s.ESMClass = udhi(head)
		s.Parts[i] = w.part(head, from, to, limit)
		s.Units += s.Parts[i].Units
		if h.o.Long == LongSAR {
			s.Parts[i].SAR = &SAR{Ref: c.Ref, Total: c.Total, Number: c.Number}
		}
		from = to
	}
	s.Remaining = limit - s.Parts[n-1].Units
	return s, nil
}

// udhi is the esm_class of parts with this header.
func udhi(head []byte) byte {
	if len(head) == 0 {
		return 0
	}
	return 0x40
}

func (w *writer) part(head []byte, from, to, limit int) Part {
	p := Part{Octets: w.octets(head, from, to), Units: w.size(from, to), Limit: limit}
	if n := len(head); n > 0 {
		p.UDH = p.Octets[:n:n]
	}
	if w.at != nil {
		p.Text = w.text[w.at[from]:w.at[to]]
	}
	return p
}

// messages returns how many parts the text needs, one more than there may be
// when it is too long.
func (w *writer) messages(h header) int {
	if w.size(0, len(w.units)) <= Room(w.coding, h.length(false)) {
		return 1
	}
	limit := Room(w.coding, h.length(true))
	if len(w.units) > maxParts*limit {
		return maxParts + 1
	}
	n := 0
	for from := 0; from < len(w.units) && n <= maxParts; n++ {
		from = w.hardCut(from, limit)
	}
	return n
}

// size returns how many units of a message a stretch takes.
func (w *writer) size(from, to int) int {
	n, set := to-from, byte(setASCII)
	if w.sets == nil {
		return n
	}
	for _, next := range w.sets[from:to] {
		if next != set {
			n, set = n+setEscapeOctets, next
		}
	}
	if set != setASCII {
		n += setEscapeOctets
	}
	return n
}

// octets writes the units behind a header.
func (w *writer) octets(head []byte, from, to int) []byte {
	units := w.units[from:to]
	out := make([]byte, 0, len(head)+2*len(units))
	out = append(out, head...)
	switch {
	case w.coding == UCS2:
		for _, u := range units {
			out = append(out, byte(u>>8), byte(u))
		}
	case w.coding == GSM7Packed:
		septets := make([]byte, len(units))
		for i, u := range units {
			septets[i] = byte(u)
		}
		out = append(out, PackGSM7(septets, FillBits(len(head)))...)
		// The second carriage return is a help to the reader; it never makes a
		// message longer than the network carries.
		if len(out) == maxUserData+1 {
			out = out[:maxUserData]
		}
	case w.sets != nil:
		set := byte(setASCII)
		for i, u := range units {
			if next := w.sets[from+i]; next != set {
				out, set = append(out, setEscapes[next]...), next
			}
			out = append(out, byte(u))
		}
		if set != setASCII {
			out = append(out, setEscapes[setASCII]...)
		}
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

// begins tells whether a character begins at a unit.
func (w *writer) begins(i int) bool {
	return i <= 0 || i >= len(w.units) || w.at == nil || w.at[i] != w.at[i-1]
}

// hardCut returns the last place at most limit units on at which a part may
// end without breaking a character.
func (w *writer) hardCut(from, limit int) int {
	end := min(from+limit, len(w.units))
	if w.sets != nil {
		return w.setCut(from, end, limit)
	}
	for end > from+1 && !w.begins(end) {
		end--
	}
	return end
}

// setCut is hardCut where a part also holds the escapes between its character
// sets.
func (w *writer) setCut(from, end, limit int) int {
	cut, n, set := from+1, 0, byte(setASCII)
	for i := from; i < end; i++ {
		if next := w.sets[i]; next != set {
			n, set = n+setEscapeOctets, next
		}
		n++
		back := 0
		if set != setASCII {
			back = setEscapeOctets
		}
		if n+back > limit {
			break
		}
		if w.begins(i + 1) {
			cut = i + 1
		}
	}
	return cut
}

// softCut goes back from the hard cut to the border of a visible character,
// unless that is far away or would cost a further part.
func (w *writer) softCut(from, limit int) int {
	hard := w.hardCut(from, limit)
	if hard == len(w.units) || w.at == nil {
		return hard
	}
	for at := hard; at > from+limit/2; at-- {
		if w.begins(at) && w.border(from, at) {
			if at == hard || w.parts(at, limit) <= w.parts(hard, limit) {
				return at
			}
			break
		}
	}
	return hard
}

// border tells whether a visible character ends before a unit. A unit of UCS-2
// is itself what clusterBorder asks for; of others the characters are looked up
// in the text, and none of them needs more than the two beside the cut.
func (w *writer) border(from, at int) bool {
	if w.coding == UCS2 {
		return clusterBorder(w.units[from:], at-from)
	}
	i := w.at[at]
	prev, _ := utf8.DecodeLastRuneInString(w.text[:i])
	next, _ := utf8.DecodeRuneInString(w.text[i:])
	return clusterBorder(utf16.Encode([]rune{prev, next}), 1)
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
