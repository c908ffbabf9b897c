package engine

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

const (
	ringSize  = 1 << 14 // records in memory
	ringMost  = 8 << 20 // and octets of their PDUs
	slabSize  = 64 << 10
	slabMost  = slabSize / 8           // octets of a PDU that shares a slab with others
	logBatch  = 512                    // records in one hand-over to the store
	logOctets = 1 << 20                // or octets of their PDUs
	logPeriod = 250 * time.Millisecond // at the latest
	logMost   = 20_000                 // records that wait for a hand-over
)

// pduLog numbers every PDU, keeps the newest in a ring and hands copies to the
// store in batches. A session's tap only copies octets and never waits: when
// the store is behind, everything up to the next hand-over is left out and counted.
// Long PDUs make the ring hold fewer, so that nobody fills us with them; they share
// no slab, and what is held are runs, so that a short one that is kept keeps no long
// one that is not.
type pduLog struct {
	store Store
	feed  *feed

	mu      sync.Mutex
	ring    []gateway.PDURecord
	next    uint64 // number of the next record
	oldest  uint64 // lowest number in the ring
	octets  int    // of the PDUs in the ring
	slab    []byte
	pending []gateway.PDURecord
	waiting int  // octets of the PDUs in pending
	behind  bool // pending is full: nothing more until it is handed over
	lost    uint64
	full    chan struct{} // a batch is waiting
}

func newPDULog(s Store, f *feed, last uint64) *pduLog {
	return &pduLog{store: s, feed: f, ring: make([]gateway.PDURecord, ringSize), next: last + 1, oldest: last + 1, full: make(chan struct{}, 1)}
}

// add copies one frame. The record's Number, Time and Frame are set here; the
// password of a bind is masked before the record is visible.
func (l *pduLog) add(r gateway.PDURecord, frame []byte) {
	l.mu.Lock()
	r.Frame = l.copyOf(frame)
	smpp.Mask(r.Frame)
	r.Number = l.next
	r.Time = time.Now()
	for l.next-l.oldest >= ringSize || l.octets+len(frame) > ringMost && l.oldest < l.next {
		old := &l.ring[l.oldest%ringSize]
		l.octets -= len(old.Frame)
		*old = gateway.PDURecord{}
		l.oldest++
	}
	l.next++
	l.ring[r.Number%ringSize] = r
	l.octets += len(frame)
	if l.behind = l.behind || len(l.pending) == logMost || l.waiting+len(frame) > ringMost; !l.behind {
		l.pending = append(l.pending, r)
		l.waiting += len(frame)
	} else {
		l.lost++
	}
	wake := len(l.pending) >= logBatch || l.waiting >= logOctets
	l.mu.Unlock()
	l.feed.publish(gateway.Update{LastPDU: r.Number})
	if wake {
		select {
		case l.full <- struct{}{}:
		default:
		}
	}
}

// copyOf is a frame in a slab, or by itself when it is long.
func (l *pduLog) copyOf(frame []byte) []byte {
	if len(frame) > slabMost {
		return bytes.Clone(frame)
	}
	if cap(l.slab)-len(l.slab) < len(frame) {
		l.slab = make([]byte, 0, slabSize)
	}
	at := len(l.slab)
	l.slab = append(l.slab, frame...)
	return l.slab[at:len(l.slab):len(l.slab)]
}

// leaveOut counts a PDU that is not recorded.
func (l *pduLog) leaveOut() {
	l.mu.Lock()
	l.lost++
	l.mu.Unlock()
}

// read returns records after a number, oldest first.
func (l *pduLog) read(after uint64, limit int) (out []gateway.PDURecord, oldest uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	oldest = l.oldest
	from := max(after+1, oldest)
	for n := from; n < l.next && len(out) < limit; n++ {
		if r := l.ring[n%ringSize]; r.Frame != nil { // else it was forgotten
			out = append(out, r)
		}
	}
	return out, oldest
}

// forget drops the PDUs that hold a number and tells how many the ring had.
func (l *pduLog) forget(s gateway.Subject) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := l.oldest; i < l.next; i++ {
		if r := &l.ring[i%ringSize]; s.In(r.Frame) {
			l.octets -= len(r.Frame)
			*r = gateway.PDURecord{}
			n++
		}
	}
	l.pending = slices.DeleteFunc(l.pending, func(r gateway.PDURecord) bool {
		gone := s.In(r.Frame)
		if gone {
			l.waiting -= len(r.Frame)
		}
		return gone
	})
	return n
}

func (l *pduLog) counters() (last, lost uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next - 1, l.lost
}

func (l *pduLog) flush() {
	l.mu.Lock()
	batch := l.pending
	l.pending, l.waiting, l.behind = nil, 0, false
	l.mu.Unlock()
	if len(batch) == 0 || l.store.LogPDUs(batch) {
		return
	}
	l.mu.Lock()
	l.lost += uint64(len(batch))
	l.mu.Unlock()
}

// run flushes until ctx ends, then once more.
func (l *pduLog) run(ctx context.Context) {
	t := time.NewTicker(logPeriod)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			l.flush()
			return
		case <-t.C:
		case <-l.full:
		}
		l.flush()
	}
}
