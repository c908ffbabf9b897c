package storage

import (
	"fmt"
	"sync"
	"testing"
)

// BenchmarkGroupCommit stores messages of one part from several producers, each
// of which waits for its commit before the next one; WAL, synchronous=FULL.
func BenchmarkGroupCommit(b *testing.B) {
	for _, producers := range []int{1, 10, 100, 1000} {
		b.Run(fmt.Sprintf("producers=%d", producers), func(b *testing.B) {
			db := open(b, b.TempDir())
			insert(b, db, 100)
			m := outgoing("a text of the usual length, which is some words and a number 12345678")
			b.ResetTimer()
			var wg sync.WaitGroup
			for p := range producers {
				n := b.N / producers
				if p < b.N%producers {
					n++
				}
				wg.Go(func() {
					done := make(chan error, 1)
					for range n {
						db.Write(func(tx *Tx) error {
							own := *m
							own.PartList = append(own.PartList[:0:0], m.PartList...)
							return tx.InsertMessage(&own)
						}, func(err error) { done <- err })
						if err := <-done; err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			// A message is two rows, with its part.
			b.ReportMetric(2*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
		})
	}
}
