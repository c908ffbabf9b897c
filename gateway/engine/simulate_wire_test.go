package engine_test

import (
	"io"
	"net"
	"sync/atomic"
)

// wire is one end of a pipe that looks like a connection from this computer and
// can go wrong: break in the middle of a write, or swallow what is written.
type wire struct {
	net.Conn
	peer   *wire        // the other end
	left   atomic.Int64 // octets that may still leave; below 0: any number
	passed atomic.Int64 // octets that the other end has taken
	frozen atomic.Bool
	broke  atomic.Pointer[func()] // called when it breaks
}

// breakAfter has the connection break when n more octets have left.
func (w *wire) breakAfter(n int64, broke func()) {
	w.broke.Store(&broke)
	w.left.Store(n)
}

func newWire(c net.Conn) *wire {
	w := &wire{Conn: c}
	w.left.Store(-1)
	return w
}

func (w *wire) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 2775} }

func (w *wire) Write(b []byte) (int, error) {
	if w.frozen.Load() {
		return len(b), nil // the network takes it and brings it nowhere
	}
	left := w.left.Load()
	if left < 0 || int64(len(b)) <= left {
		if left >= 0 {
			w.left.Add(-int64(len(b)))
		}
		n, err := w.Conn.Write(b)
		w.passed.Add(int64(n))
		return n, err
	}
	n, _ := w.Conn.Write(b[:left])
	w.passed.Add(int64(n))
	if broke := w.broke.Load(); broke != nil {
		(*broke)()
	}
	_ = w.Close()
	return n, io.ErrClosedPipe
}
