package leaks

import (
	"math"
	"runtime"
	"runtime/metrics"
)

// Heap is the octets that collections find in use: the least of three, since what
// comes and goes during one counts as used.
func Heap() int64 {
	least := uint64(math.MaxInt64)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	for range 3 {
		runtime.GC()
		metrics.Read(live)
		least = min(least, live[0].Value.Uint64())
	}
	return int64(least)
}
