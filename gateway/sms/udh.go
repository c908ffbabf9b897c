package sms

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Identifiers of user data header elements (3GPP 23.040 9.2.3.24).
const (
	ElementConcat8      = 0x00 // reference 0-255, total, number
	ElementIndication   = 0x01 // kind of message that waits, count
	ElementPorts8       = 0x04 // destination, source
	ElementPorts16      = 0x05
	ElementConcat16     = 0x08 // reference 0-65535, total, number
	ElementSingleShift  = 0x24 // language code
	ElementLockingShift = 0x25
	maxParts            = 255
	maxUserData         = 140 // octets that one message carries on GSM networks
)

// Element is one information element of a header. Data is borrowed.
type Element struct {
	ID   byte
	Data []byte
}

// Concat says that a message is part Number of Total of a longer one.
type Concat struct {
	Ref           uint16
	Wide          bool // 16-bit reference; 8 and 16-bit references never match
	Total, Number byte // Number is from 1
}

// Ports names the applications a message is for.
type Ports struct {
	Destination, Source uint16
	Wide                bool
}

// UDH is a user data header (3GPP 23.040 9.2.3.24): what stands before the text
// when esm_class has the UDHI bit.
type UDH struct {
	Elements     []Element
	Length       int     // octets, with the length octet; 0: there is none
	Concat       *Concat // nil when absent or when its numbers contradict each other
	Ports        *Ports
	Indications  []Indication
	SingleShift  Language // NoLanguage: none
	LockingShift Language
}

// ErrDamagedUDH says that a header contradicts itself: show its octets, join
// nothing.
var ErrDamagedUDH = errors.New("the user data header is damaged")

// ParseUDH reads the header at the start of a message's octets. Elements that
// are not known are kept and skipped; of an element that may stand only once,
// the last counts. A header that is longer than the octets, or an element
// longer than the header, gives ErrDamagedUDH.
func ParseUDH(octets []byte) (UDH, error) {
	if len(octets) == 0 {
		return UDH{}, fmt.Errorf("%w: the message is empty", ErrDamagedUDH)
	}
	end := int(octets[0]) + 1
	if end > len(octets) {
		return UDH{}, fmt.Errorf("%w: it says %d octets, but only %d are there", ErrDamagedUDH, end, len(octets))
	}
	h := UDH{Length: end}
	for i := 1; i < end; {
		if i+2 > end || i+2+int(octets[i+1]) > end {
			return UDH{}, fmt.Errorf("%w: element 0x%02X at octet %d is cut off", ErrDamagedUDH, octets[i], i)
		}
		e := Element{ID: octets[i], Data: octets[i+2 : i+2+int(octets[i+1])]}
		h.Elements = append(h.Elements, e)
		h.read(e)
		i += 2 + len(e.Data)
	}
	return h, nil
}

// read takes over what Relay understands. An element with another length than
// the standard's is left alone.
func (h *UDH) read(e Element) {
	d := e.Data
	switch {
	case e.ID == ElementConcat8 && len(d) == 3:
		h.Concat = newConcat(uint16(d[0]), false, d[1], d[2])
	case e.ID == ElementConcat16 && len(d) == 4:
		h.Concat = newConcat(binary.BigEndian.Uint16(d), true, d[2], d[3])
	case e.ID == ElementIndication && len(d) == 2:
		h.Indications = append(h.Indications, indicationOf(d[0], d[1]))
	case e.ID == ElementPorts8 && len(d) == 2:
		h.Ports = &Ports{Destination: uint16(d[0]), Source: uint16(d[1])}
	case e.ID == ElementPorts16 && len(d) == 4:
		h.Ports = &Ports{Destination: binary.BigEndian.Uint16(d), Source: binary.BigEndian.Uint16(d[2:]), Wide: true}
	case e.ID == ElementSingleShift && len(d) == 1:
		h.SingleShift = Language(d[0])
	case e.ID == ElementLockingShift && len(d) == 1:
		h.LockingShift = Language(d[0])
	}
}

// newConcat drops a part with number 0 or above its total: it belongs nowhere.
func newConcat(ref uint16, wide bool, total, number byte) *Concat {
	if number == 0 || number > total {
		return nil
	}
	return &Concat{Ref: ref, Wide: wide, Total: total, Number: number}
}

// Element returns the element that says so, with an 8 or a 16-bit reference.
func (c Concat) Element() Element {
	if c.Wide {
		return Element{ElementConcat16, []byte{byte(c.Ref >> 8), byte(c.Ref), c.Total, c.Number}}
	}
	return Element{ElementConcat8, []byte{byte(c.Ref), c.Total, c.Number}}
}

// Header returns the octets of a header that holds nothing but this, with its
// length octet: 6 octets, 7 when wide.
func (c Concat) Header() []byte { return appendHeader(nil, c.Element()) }

// Element returns the element that names the ports, with 16 bits where 8 are not
// enough.
func (p Ports) Element() Element {
	if p.Wide || p.Destination > 0xFF || p.Source > 0xFF {
		return Element{ElementPorts16, []byte{byte(p.Destination >> 8), byte(p.Destination), byte(p.Source >> 8), byte(p.Source)}}
	}
	return Element{ElementPorts8, []byte{byte(p.Destination), byte(p.Source)}}
}

// BuildUDH makes a header of elements, with its length octet; nil for none. The
// error says that they leave no room for a text.
func BuildUDH(elements ...Element) ([]byte, error) {
	if n := headerLength(elements); n >= maxUserData {
		return nil, fmt.Errorf("a header of %d octets leaves no room in a message of %d", n, maxUserData)
	}
	return appendHeader(nil, elements...), nil
}

// headerLength is the length of a header of elements with its length octet.
func headerLength(elements []Element) int {
	if len(elements) == 0 {
		return 0
	}
	n := 1
	for _, e := range elements {
		n += 2 + len(e.Data)
	}
	return n
}

// appendHeader writes a header that is known to be short enough.
func appendHeader(b []byte, elements ...Element) []byte {
	if len(elements) == 0 {
		return b
	}
	b = append(b, byte(headerLength(elements)-1))
	for _, e := range elements {
		b = append(append(b, e.ID, byte(len(e.Data))), e.Data...)
	}
	return b
}
