package sms

import "fmt"

// WaitingKind is what a message waiting indication tells of (3GPP 23.038
// section 4).
type WaitingKind byte

const (
	WaitingVoice WaitingKind = iota
	WaitingFax
	WaitingEmail
	WaitingOther
	WaitingVideo // only in a header
)

// String returns the kind's word: "voice mail".
func (k WaitingKind) String() string {
	return pick(byte(k), "voice mail", "fax", "e-mail", "another message", "video message")
}

// Waiting is a message waiting indication in data_coding: it switches a sign on
// the phone on or off.
type Waiting struct {
	Kind   WaitingKind
	Active bool // the sign is switched on
	Store  bool // the phone keeps the message's text; else it may discard it
	UCS2   bool // the text is UCS-2, which only a stored one can be
}

// DataCoding returns the data_coding of an indication: 0xC0, 0xD0 or 0xE0 with
// bit 3 for active and two bits for the kind. WaitingVideo has none of its own
// and counts as WaitingOther.
func (w Waiting) DataCoding() byte {
	dc := byte(0xC0)
	switch {
	case w.UCS2:
		dc = 0xE0
	case w.Store:
		dc = 0xD0
	}
	if w.Active {
		dc |= 0x08
	}
	return dc | byte(min(w.Kind, WaitingOther))
}

// WaitingOf reads an indication back; ok is false for a data_coding that is
// none.
func WaitingOf(dataCoding byte) (w Waiting, ok bool) {
	group := dataCoding & 0xF0
	if group < 0xC0 || group > 0xE0 {
		return Waiting{}, false
	}
	return Waiting{
		Kind: WaitingKind(dataCoding & 0x03), Active: dataCoding&0x08 != 0,
		Store: group != 0xC0, UCS2: group == 0xE0,
	}, true
}

// String says it in words: "voice mail waiting, the text is stored".
func (w Waiting) String() string {
	s := w.Kind.String()
	if w.Active {
		s += " waiting"
	} else {
		s = "no " + s + " waiting any more"
	}
	switch {
	case w.UCS2:
		return s + ", the text is stored (UCS-2)"
	case w.Store:
		return s + ", the text is stored"
	}
	return s + ", the text may be discarded"
}

// Indication is a special message indication in a header (3GPP 23.040
// 9.2.3.24.2), which also counts. A header may hold several, one a kind.
type Indication struct {
	Kind    WaitingKind
	Store   bool
	Profile byte // 1 to 4, of a subscriber with several
	Count   byte // 0 switches the sign off; 255 is 255 or more
}

// Element returns the indication as an element of a header.
func (i Indication) Element() Element {
	b := byte(min(i.Kind, WaitingOther))
	if i.Kind == WaitingVideo {
		b |= 1 << 2 // an extended kind of "other"
	}
	if i.Profile > 1 {
		b |= (i.Profile - 1) & 3 << 5
	}
	if i.Store {
		b |= 0x80
	}
	return Element{ID: ElementIndication, Data: []byte{b, i.Count}}
}

func indicationOf(b, count byte) Indication {
	i := Indication{Kind: WaitingKind(b & 3), Store: b&0x80 != 0, Profile: b>>5&3 + 1, Count: count}
	if i.Kind == WaitingOther && b>>2&7 == 1 {
		i.Kind = WaitingVideo
	}
	return i
}

// String says it in words: "3 x voice mail waiting, the text may be discarded".
func (i Indication) String() string {
	s := fmt.Sprintf("%d x %s waiting", i.Count, i.Kind)
	switch i.Count {
	case 0:
		s = fmt.Sprintf("no %s waiting any more", i.Kind)
	case 255:
		s = fmt.Sprintf("255 or more x %s waiting", i.Kind)
	}
	if i.Profile > 1 {
		s += fmt.Sprintf(" for profile %d", i.Profile)
	}
	if i.Store {
		return s + ", the text is stored"
	}
	return s + ", the text may be discarded"
}
