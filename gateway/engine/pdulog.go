package engine

import (
	"context"
	"sync"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

const (
	ringSize  = 1 << 14 // records in memory
	slabSize  = 64 << 10
	logBatch  = 512                    // records in one hand-over to the store
	logPeriod = 250 * time.Millisecond // at the latest
)

// pduLog numbers every PDU, keeps the newest in a ring and hands copies to the
// store in batches. A session's tap only copies octets and never waits: when
// the store is behind, whole batches are dropped and counted.
type pduLog struct {
	store Store
	feed  *feed

	mu      sync.Mutex
	ring    []gateway.PDURecord
	next    uint64 // number of the next record
	first   uint64 // lowest number given by this process
	slab    []byte
	pending []gateway.PDURecord
	lost    uint64
	full    chan struct{} // a batch is waiting
}

func newPDULog(s Store, f *feed, last uint64) *pduLog {
	return &pduLog{store: s, feed: f, ring: make([]gateway.PDURecord, ringSize), next: last + 1, first: last + 1, full: make(chan struct{}, 1)}
}

// add copies one frame. The record's Number, Time and Frame are set here; the
// password of a bind is masked before the record is visible.
func (l *pduLog) add(r gateway.PDURecord, frame []byte) {
	l.mu.Lock()
	if cap(l.slab)-len(l.slab) < len(frame) {
		l.slab = make([]byte, 0, max(slabSize, len(frame)))
	}
	at := len(l.slab)
	l.slab = append(l.slab, frame...)
	r.Frame = l.slab[at:len(l.slab):len(l.slab)]
	smpp.Mask(r.Frame)
	r.Number = l.next
	r.Time = time.Now()
	l.next++
	l.ring[r.Number%ringSize] = r
	l.pending = append(l.pending, r)
	wake := len(l.pending) >= logBatch
	l.mu.Unlock()
	l.feed.publish(gateway.Update{LastPDU: r.Number})
	if wake {
		select {
		case l.full <- struct{}{}:
		default:
		}
	}
}

// read returns records after a number, oldest first.
func (l *pduLog) read(after uint64, limit int) (out []gateway.PDURecord, oldest uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	oldest = l.first
	if l.next > ringSize && l.next-ringSize > oldest {
		oldest = l.next - ringSize
	}
	from := max(after+1, oldest)
	for n := from; n < l.next && len(out) < limit; n++ {
		out = append(out, l.ring[n%ringSize])
	}
	return out, oldest
}

func (l *pduLog) counters() (last, lost uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.next - 1, l.lost
}

func (l *pduLog) flush() {
	l.mu.Lock()
	batch := l.pending
	l.pending = nil
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
