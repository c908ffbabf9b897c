package engine

import (
	"fmt"
	"runtime"
	"testing"

	"relay/gateway"
	"relay/gateway/leaks"
)

// However long PDUs are, and while the disk takes none of them, the log holds no
// more than the octets that it counts and an eighth: a short answer that is kept
// keeps nothing of the long request before it.
func TestTheLogHoldsWhatItCounts(t *testing.T) {
	for _, long := range []int{65_058, 33_000, 8_193, 8_191, 4_097, 234, 17} {
		t.Run(fmt.Sprint(long), func(t *testing.T) {
			request, answer := make([]byte, long), make([]byte, 16)
			before := leaks.Heap()
			l := newPDULog(takesPDUs{}, newFeed(), 0)
			records := int64(0)
			for passed := 0; passed < 100<<20 && records < 60_000; passed += long {
				l.add(gateway.PDURecord{Link: "up"}, request)
				l.add(gateway.PDURecord{Link: "up", Out: true}, answer)
				records += 2
			}
			l.mu.Lock()
			counted, waits, inRing := int64(l.octets+l.waiting), int64(cap(l.pending)), int64(len(l.ring))
			numbers := make([]uint64, len(l.pending))
			for i, r := range l.pending {
				numbers[i] = r.Number
			}
			lost := l.lost
			l.mu.Unlock()
			const record = 160 // octets, at most
			grown := leaks.Heap() - before
			runtime.KeepAlive(l)
			if most := counted*9/8 + (waits+inRing)*record + 1<<20; grown > most {
				t.Errorf("it holds %d KiB, of which %d KiB are counted", grown>>10, counted>>10)
			}
			if counted > 2*ringMost {
				t.Errorf("%d octets are counted", counted)
			}
			if int64(len(numbers))+int64(lost) != records {
				t.Errorf("%d wait and %d are lost, of %d", len(numbers), lost, records)
			}
			for i, n := range numbers { // whole: what is left out is left out at the end
				if n != uint64(i+1) {
					t.Fatalf("number %d waits at place %d", n, i)
				}
			}
			l.flush()
			l.add(gateway.PDURecord{}, answer)
			if l.mu.Lock(); len(l.pending) != 1 {
				t.Errorf("after a hand-over %d wait", len(l.pending))
			}
			l.mu.Unlock()
		})
	}
}
