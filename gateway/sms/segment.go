package sms

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/runenames"
)

// Part is one message's worth of a text.
type Part struct {
	Octets []byte // short_message: header and text
	UDH    []byte // the header at the start of Octets, nil if there is none
	Units  int    // septets, octets or 16-bit units of text, without the header
	Limit  int    // units that fit beside the header
	Text   string // what this part says; empty for binary
}

// Segments is a text cut into the messages that carry it.
type Segments struct {
	Coding     Coding // never Auto
	DataCoding byte
	ESMClass   byte // 0x40 when the parts have a header, else 0
	Parts      []Part
	Units      int // of the whole text
	Limit      int // units that this number of parts can hold
	Remaining  int // units that still fit before another part is needed
	// Forced names the characters that are not in the GSM alphabet and so made
	// Auto choose UCS2, each once, in the order of the text. It is also filled
	// when a forced coding failed because of them.
	Forced []Forced
}

// Forced is a character that is not in the alphabet.
type Forced struct {
	Rune        rune
	Offset      int    // of its first place, in octets of the text as UTF-8
	Count       int    // how often it stands there
	Name        string // Unicode name, "EM DASH"
	Replacement string // GSM characters that may stand for it; "" when there are none
}

// ErrTooLong says that a text does not fit into 255 parts.
var ErrTooLong = errors.New("the text is too long for one message of 255 parts: shorten it or send it as several messages")

// CodingError says which character cannot be written in the coding that was
// asked for.
type CodingError struct {
	Coding Coding
	Forced // Rune, Offset and Name of the first such character
}

// Error says which character is at fault and what to do.
func (e *CodingError) Error() string {
	if e.Coding == UCS2LE || e.Coding == Cyrillic || e.Coding == Hebrew || e.Coding == UTF8 {
		return fmt.Sprintf("%s is only for reading: choose auto, gsm7, latin1 or ucs2", e.Coding)
	}
	return fmt.Sprintf("%q (%s) cannot be written in %s: replace it, or choose auto or ucs2", e.Rune, e.Name, e.Coding)
}

// Choose returns GSM7 if every character of the text is in the default
// alphabet, else UCS2.
func Choose(text string) Coding {
	for _, r := range text {
		if _, ok := defaultAlphabet.code(r); !ok {
			return UCS2
		}
	}
	return GSM7
}

// Room returns how many units of a coding one message holds beside a header of
// so many octets (with its length octet): septets, octets or 16-bit units.
func Room(c Coding, headerOctets int) int {
	free := maxUserData - headerOctets
	switch c {
	case GSM7, GSM7Packed:
		return free * 8 / 7
	case UCS2:
		return free / 2
	}
	return free
}

// Segment cuts a text into parts. More than one part are joined by the reader
// through a header with an 8-bit reference, ref. An escape and its septet, and
// the halves of a surrogate pair, stay together; what belongs to one visible
// character does too where that needs no further part. An empty text is one
// empty part.
//
// With GSM7Packed the parts are packed septets, counted as septets; with Binary
// the text's own octets are sent. The error is *CodingError when a character
// does not fit a coding other than Auto, or ErrTooLong; Coding, Units and Forced
// are then filled, Parts is not.
func Segment(text string, c Coding, ref byte) (Segments, error) {
	if c == Binary {
		return SegmentBinary([]byte(text), ref)
	}
	s := Segments{Coding: c}
	if c == Auto {
		if s.Coding = Choose(text); s.Coding == UCS2 {
			s.Forced = forced(text, FitsGSM7)
		}
	}
	s.DataCoding = s.Coding.DataCoding()
	w, err := newWriter(text, s.Coding)
	if err != nil {
		s.Forced = forced(text, w.fits)
		e := &CodingError{Coding: c}
		if len(s.Forced) > 0 {
			e.Forced = s.Forced[0]
		}
		return s, e
	}
	return w.segments(s, text, ref)
}

// SegmentBinary cuts octets that are no text into parts of 140, or 134 with a
// header.
func SegmentBinary(b []byte, ref byte) (Segments, error) {
	w := writer{coding: Binary, units: make([]uint16, len(b))}
	for i, o := range b {
		w.units[i] = uint16(o)
	}
	return w.segments(Segments{Coding: Binary, DataCoding: Binary.DataCoding()}, "", ref)
}

// forced lists the characters that do not fit, each once.
func forced(text string, fits func(rune) bool) []Forced {
	var list []Forced
	seen := map[rune]int{}
	last, lastAt := rune(-1), 0
	for i, r := range text {
		if fits(r) {
			continue
		}
		if r == last {
			list[lastAt].Count++
			continue
		}
		at, ok := seen[r]
		if !ok {
			at = len(list)
			seen[r] = at
			list = append(list, Forced{Rune: r, Offset: i, Name: runenames.Name(r), Replacement: Replacement(r)})
		}
		list[at].Count++
		last, lastAt = r, at
	}
	return list
}

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
		if utf16.IsSurrogate(rune(w.units[end])) && isLow(w.units[end]) && isHigh(w.units[end-1]) {
			end--
		}
	}
	return end
}

// softCut goes back from the hard cut to the border of a visible character,
// unless that is far away or would cost a further part.
func (w *writer) softCut(from, limit int) int {
	hard := w.hardCut(from, limit)
	if hard == len(w.units) {
		return hard
	}
	for at := hard; at > from+limit/2; at-- {
		if clusterBorder(w.units, at) {
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
			// Beyond 255 parts the exact number is of no interest.
			w.count[i] = min(1+w.count[w.hardCut(i, limit)], 1<<15)
		}
	}
	return w.count[from]
}

// Join puts the texts of parts together again; for tests and previews.
func (s Segments) Join() string {
	var b strings.Builder
	for _, p := range s.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

func isHigh(u uint16) bool { return u&0xFC00 == 0xD800 }
func isLow(u uint16) bool  { return u&0xFC00 == 0xDC00 }
