package sms

import (
	"errors"
	"fmt"
)

// Part is one message's worth of a text.
type Part struct {
	Octets  []byte // short_message, or message_payload: header and text
	UDH     []byte // the header at the start of Octets, nil if there is none
	Payload bool   // Octets go into message_payload and short_message stays empty
	SAR     *SAR   // what the sar_* TLVs say; nil: they are not sent
	Units   int    // septets, octets or 16-bit units of text, without the header
	Limit   int    // units that fit beside the header
	Text    string // what this part says; empty for binary
}

// SAR numbers a part in TLVs: sar_msg_ref_num, sar_total_segments and
// sar_segment_seqnum (SMPP 3.4 5.3.2.22 to 24).
type SAR struct {
	Ref           uint16
	Total, Number byte // Number is from 1
}

// Segments is a text cut into the messages that carry it.
type Segments struct {
	Coding     Coding // never Auto
	DataCoding byte
	ESMClass   byte // 0x40 when the parts have a header, else 0
	Parts      []Part
	Messages   int // that a phone gets: the parts, or what the message centre makes of a payload
	Units      int // of the whole text
	Limit      int // units that this number of messages can hold
	Remaining  int // units that still fit before another message is needed
	// Locking and Single are the national tables in use.
	Locking, Single Language
	// Forced names the characters that are not in the GSM alphabet and so made
	// Auto choose UCS2, each once, in the order of the text, at most 1,000. It is
	// also filled when a forced coding failed because of them.
	Forced []Forced
}

// ErrTooLong says that a text needs more parts than there may be.
var ErrTooLong = errors.New("the text is too long for one message")

// tooLong says by how much, if known, and what to do.
func tooLong(most int) error {
	return fmt.Errorf("%w of %d parts: shorten it or send it as several messages", ErrTooLong, most)
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

// Segment cuts a text into parts that are joined by the reader through a header
// with an 8-bit reference, ref: SegmentWith with nothing but a coding chosen.
func Segment(text string, c Coding, ref byte) (Segments, error) {
	return SegmentWith(text, Options{Coding: c, Ref: uint16(ref)})
}

// SegmentBinary cuts octets that are no text into parts of 140, or 134 with a
// header.
func SegmentBinary(b []byte, ref byte) (Segments, error) {
	return SegmentWith(string(b), Options{Coding: Binary, Ref: uint16(ref)})
}

// SegmentWith cuts a text into parts. An escape and its septet, the halves of a
// surrogate pair and the octets of one character stay together; what belongs to
// one visible character does too where that needs no further part. An empty text
// is one empty part. Each part of ISO2022JP begins and ends in ASCII, so that it
// can be read alone.
//
// With GSM7Packed the parts are packed septets, counted as septets; with Binary
// the text's own octets are sent. The error is *CodingError when a character
// does not fit a coding other than Auto, or wraps ErrTooLong; Coding, Units and
// Forced are then filled, Parts is not.
func SegmentWith(text string, o Options) (Segments, error) {
	c := o.Coding
	if c == Auto {
		c = Choose(text)
	}
	w, err := newWriter(text, c, defaultAlphabet)
	h := header{o: o}
	if o.National && o.Long.hasHeader() && (c == GSM7 || c == GSM7Packed || o.Coding == Auto) {
		best := maxParts + 1
		if err == nil {
			best = w.messages(h)
		}
		if nw, nh, ok := nationalWriter(text, c, o, best); ok {
			w, h, err = nw, nh, nil
		}
	}
	s := Segments{Coding: w.coding, DataCoding: DataCodingWith(w.coding, o.Class), Locking: h.locking, Single: h.single}
	switch {
	case err != nil:
		s.Forced = forced(text, w.fits)
		e := &CodingError{Coding: o.Coding}
		if len(s.Forced) > 0 {
			e.Forced = s.Forced[0]
		}
		return s, e
	case o.Coding == Auto && w.coding == UCS2:
		s.Forced = forced(text, FitsGSM7)
	}
	return w.segments(s, h)
}

// nationalWriter is the writer with the national tables that need fewer than
// best parts; ok is false when there are none.
func nationalWriter(text string, c Coding, o Options, best int) (w *writer, h header, ok bool) {
	if c != GSM7Packed {
		c = GSM7
	}
	locking, single, ok := national(text, best, func(locking, single Language, septets int) int {
		h := header{o: o, locking: locking, single: single}
		if septets <= Room(c, h.length(false)) {
			return 1
		}
		room := Room(c, h.length(true))
		if least := (septets + room - 1) / room; least >= best {
			return least
		}
		w, err := newWriter(text, c, NationalAlphabet(locking, single))
		if err != nil {
			return best
		}
		return w.messages(h)
	})
	if !ok {
		return nil, header{}, false
	}
	w, err := newWriter(text, c, NationalAlphabet(locking, single))
	return w, header{o: o, locking: locking, single: single}, err == nil
}

// header is what stands before the text of each part.
type header struct {
	o               Options
	locking, single Language
}

// elements are a header's elements, with a place for the number of the part
// where there are several.
func (h header) elements(several bool, c Concat) []Element {
	var list []Element
	if h.o.Ports != nil {
		list = append(list, h.o.Ports.Element())
	}
	if several {
		list = append(list, c.Element())
	}
	return append(list, shiftElements(h.locking, h.single)...)
}

// length is the header's length in octets as it counts on the air, whoever
// writes it.
func (h header) length(several bool) int {
	return headerLength(h.elements(several, h.o.concat(1, 1)))
}

// octets writes the header of a part, nil when it has none of ours.
func (h header) octets(several bool, c Concat) []byte {
	if !h.o.Long.hasHeader() {
		return nil
	}
	return appendHeader(nil, h.elements(several, c)...)
}
