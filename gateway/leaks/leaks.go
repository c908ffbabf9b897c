// Package leaks fails tests that leave goroutines behind, and measures what they
// leave in memory. Tests alone use it.
package leaks

import (
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// Watch remembers which tests are under watch.
type Watch struct{ tests sync.Map } // by name

// Free fails a test that ends with more goroutines than it began with. Tests in a
// bubble of synctest need no such watch: a bubble waits for all of its own.
func (w *Watch) Free(tb testing.TB) {
	if _, on := w.tests.LoadOrStore(tb.Name(), true); on {
		return // since its first connection
	}
	before := goleak.IgnoreCurrent()
	tb.Cleanup(func() {
		w.tests.Delete(tb.Name())
		goleak.VerifyNone(tb, before)
	})
}
