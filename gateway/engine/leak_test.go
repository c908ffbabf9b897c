package engine_test

import (
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// watched are the tests under watch, by name.
var watched sync.Map

// leakFree fails a test that ends with more goroutines than it began with. Tests
// in a bubble of synctest need no such watch: a bubble waits for all of its own.
func leakFree(tb testing.TB) {
	if _, on := watched.LoadOrStore(tb.Name(), true); on {
		return // since its first connection
	}
	before := goleak.IgnoreCurrent()
	tb.Cleanup(func() {
		watched.Delete(tb.Name())
		goleak.VerifyNone(tb, before)
	})
}
