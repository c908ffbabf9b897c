package app

import (
	"encoding/binary"
	"slices"
	"time"

	"relay/gateway/smpp"
)

// longestPDU is the longest that is looked for in a capture, in octets.
const longestPDU = 128 << 10

// tcpSegment is the content of one TCP segment.
type tcpSegment struct {
	seq     uint32
	payload []byte
	packet  int
	time    time.Time
}

// stretch is part of a stream without gaps. marks tell which packet brought
// its octets.
type stretch struct {
	octets []byte
	marks  []arrival
}

type arrival struct {
	upTo   int // octets of the stretch, exclusive
	packet int
	time   time.Time
}

// stretches puts the segments into order: what came early waits, what came twice
// counts once, and a gap that the capture never fills ends a stretch.
func (f *tcpFlow) stretches() []stretch {
	if len(f.segments) == 0 {
		return nil
	}
	base := f.segments[0].seq
	if f.hasISN {
		base = f.isn + 1
	}
	at := func(s tcpSegment) int64 { return int64(int32(s.seq - base)) } // across the wrap of 32 bits
	order := slices.Clone(f.segments)
	slices.SortStableFunc(order, func(a, b tcpSegment) int { return int(at(a) - at(b)) })
	var out []stretch
	next := at(order[0]) // of the stream
	out = append(out, stretch{})
	latest := arrival{}
	for _, s := range order {
		begin, end := at(s), at(s)+int64(len(s.payload))
		if end <= next {
			continue // all of it came before
		}
		if begin > next {
			out = append(out, stretch{})
			next, latest = begin, arrival{}
		}
		p := &out[len(out)-1]
		p.octets = append(p.octets, s.payload[next-begin:]...)
		next = end
		// Octets behind a late segment were usable only when it had come.
		if s.packet > latest.packet {
			latest = arrival{packet: s.packet, time: s.time}
		}
		latest.upTo = len(p.octets)
		p.marks = append(p.marks, latest)
	}
	return out
}

// pdus cuts the stream into PDUs; one without a length that can be is given as
// it stands. lost counts octets that belong to none: what precedes the first
// whole PDU of a stretch and what follows the last. A stream none of whose
// stretches has a header that reads as SMPP gives nothing.
func (f *tcpFlow) pdus() (found []capturedPDU, lost int) {
	for _, p := range f.stretches() {
		b := p.octets
		begin := 0
		if _, ok := smppHeader(b); !ok {
			if begin = nextHeader(b); begin < 0 {
				begin = len(b)
			}
		}
		lost += begin
		for begin < len(b) {
			n := pduLength(b[begin:])
			if n == 0 {
				lost += len(b) - begin
				break
			}
			m := p.marks[slices.IndexFunc(p.marks, func(m arrival) bool { return m.upTo >= begin+n })]
			found = append(found, capturedPDU{Packet: m.packet, Time: m.time, From: f.from, To: f.to, Frame: b[begin : begin+n]})
			begin += n
		}
	}
	return found, lost
}

// pduLength is how many octets the PDU at the start of a stream takes: what its
// command_length says, or, where that can not be, all up to the next PDU. It is
// 0 for a PDU that is not all there.
func pduLength(b []byte) int {
	if len(b) < 4 {
		return 0
	}
	n := int64(binary.BigEndian.Uint32(b))
	switch {
	case n < 16 || n > longestPDU:
		if rest := nextHeader(b[1:]); rest >= 0 {
			return rest + 1
		}
		return len(b)
	case n > int64(len(b)):
		return 0
	}
	return int(n)
}

// nextHeader is where the next header that reads as SMPP begins, -1 for nowhere.
func nextHeader(b []byte) int {
	for i := range b {
		if readsAsSMPP(b[i:]) {
			return i
		}
	}
	return -1
}

// readsAsSMPP tells whether a header that reads as SMPP begins here, and after its
// PDU another or nothing.
func readsAsSMPP(b []byte) bool {
	n, ok := smppHeader(b)
	if !ok || n >= len(b) {
		return ok
	}
	if len(b) < n+16 {
		return true
	}
	_, ok = smppHeader(b[n:])
	return ok
}

// smppHeader tells whether 16 octets are a header that SMPP can have, and the
// length that it gives. A response has a status, a request has none.
func smppHeader(b []byte) (n int, ok bool) {
	if len(b) < 16 {
		return 0, false
	}
	length := binary.BigEndian.Uint32(b)
	id := smpp.CommandID(binary.BigEndian.Uint32(b[4:]))
	if length < 16 || length > longestPDU {
		return 0, false
	}
	// Vendors have a range of their own (SMPP 3.4 5.1.2.1).
	vendor := id.Request() >= 0x00010200 && id.Request() <= 0x000102FF
	return int(length), knownCommand(id) || vendor
}
