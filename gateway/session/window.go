package session

import (
	"time"

	"relay/gateway/smpp"
)

// maxSequence is the highest sequence_number; 1 follows it.
const maxSequence = 0x7FFFFFFF

// slotKind is what a request's answer is waited for with.
type slotKind uint8

const (
	inWindow  slotKind = iota // counts against the window
	aside                     // a bind, an unbind, an enquire_link of the caller
	keepAlive                 // our own enquire_link
)

// slot is one of our requests that waits for its answer. It is free while
// sequence is 0.
type slot struct {
	sequence uint32
	id       smpp.CommandID
	kind     slotKind
	done     func(Result)
	at       time.Time
	start    uint64 // place of its first octet in the stream of what we send
}

// pending holds our open requests in a ring by sequence number. It is a pure
// value; the caller guards it.
type pending struct {
	ring []slot // its length is a power of 2, at least twice used
	used int
	last uint32 // the number that was given last
}

const minRing = 16

// next returns a number whose place in the ring is free: one that is still open
// is skipped.
func (w *pending) next() uint32 {
	if 2*(w.used+1) > len(w.ring) {
		w.grow()
	}
	for {
		w.last++
		if w.last > maxSequence {
			w.last = 1
		}
		if w.at(w.last).sequence == 0 {
			return w.last
		}
	}
}

func (w *pending) at(n uint32) *slot { return &w.ring[n&uint32(len(w.ring)-1)] }

// grow doubles the ring; numbers that had different places keep different ones.
func (w *pending) grow() {
	old := w.ring
	w.ring = make([]slot, max(2*len(old), minRing))
	for i := range old {
		if old[i].sequence != 0 {
			*w.at(old[i].sequence) = old[i]
		}
	}
}

func (w *pending) put(x slot) {
	*w.at(x.sequence) = x
	w.used++
}

// find returns the open request with that number, or nil.
func (w *pending) find(n uint32) *slot {
	if n == 0 || w.used == 0 {
		return nil
	}
	if x := w.at(n); x.sequence == n {
		return x
	}
	return nil
}

// take frees a slot and returns what was in it.
func (w *pending) take(x *slot) slot {
	was := *x
	*x = slot{}
	w.used--
	return was
}

// each yields every open request; it may be taken meanwhile.
func (w *pending) each(yield func(*slot) bool) {
	for i := range w.ring {
		if w.ring[i].sequence != 0 && !yield(&w.ring[i]) {
			return
		}
	}
}
