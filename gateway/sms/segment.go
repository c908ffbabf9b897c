package sms

import "errors"

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
	// Auto choose UCS2, each once, in the order of the text, at most 1,000. It is
	// also filled when a forced coding failed because of them.
	Forced []Forced
}

// ErrTooLong says that a text does not fit into 255 parts.
var ErrTooLong = errors.New("the text is too long for one message of 255 parts: shorten it or send it as several messages")

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
