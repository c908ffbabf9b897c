package sms

import (
	"fmt"
)

// LongMode is how a text that needs more than one message is sent (SMPP 3.4
// 5.2.12, 5.3.2.22 to 24, 5.3.2.32). A text that fits into one is sent alike in
// all of them.
type LongMode uint8

const (
	LongUDH8    LongMode = iota // a header with an 8-bit reference in each part
	LongUDH16                   // with a 16-bit reference
	LongSAR                     // sar_msg_ref_num, sar_total_segments, sar_segment_seqnum beside each part
	LongPayload                 // one message with everything in message_payload: the message centre cuts
)

var longWords = [...]string{"udh8", "udh16", "sar", "payload"}

// String returns the mode's word: "udh8", "udh16", "sar", "payload".
func (m LongMode) String() string {
	if int(m) < len(longWords) {
		return longWords[m]
	}
	return fmt.Sprintf("long(%d)", uint8(m))
}

// ParseLongMode is the reverse of String.
func ParseLongMode(word string) (LongMode, error) {
	for i, w := range longWords {
		if w == word {
			return LongMode(i), nil
		}
	}
	return LongUDH8, fmt.Errorf("%q is no way to send a long text: use udh8, udh16, sar or payload", word)
}

// hasHeader tells whether we write the header; else the message centre does.
func (m LongMode) hasHeader() bool { return m != LongSAR && m != LongPayload }

// Options say how SegmentWith writes a text. The zero value is ready: it is what
// Segment does with reference 0.
type Options struct {
	Coding Coding
	// Ref is the same in all parts. LongUDH8 and LongSAR use its lower octet: a
	// message centre may make an 8-bit reference of a SAR one.
	Ref  uint16
	Long LongMode
	// National lets Auto, GSM7 and GSM7Packed put national tables in the place of
	// the default ones where that saves parts. The message centre has to know
	// them. It needs a header, so it does nothing for LongSAR and LongPayload.
	National bool
	Class    Class
	// Ports names the applications. In LongSAR and LongPayload they take no place
	// in the octets, only in the count: the caller adds the port TLVs, since a
	// header must not stand beside such TLVs.
	Ports    *Ports
	MaxParts int // 0, or more than 255: 255
}

func (o Options) maxParts() int {
	if o.MaxParts <= 0 || o.MaxParts > maxParts {
		return maxParts
	}
	return o.MaxParts
}

// concat numbers a part; of the message centre's header only the length counts.
func (o Options) concat(total, number int) Concat {
	c := Concat{Ref: o.Ref, Wide: o.Long == LongUDH16, Total: byte(total), Number: byte(number)}
	if !c.Wide {
		c.Ref &= 0xFF
	}
	return c
}
