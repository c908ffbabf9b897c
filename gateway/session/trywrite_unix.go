//go:build unix

package session

import (
	"net"
	"syscall"
)

// rawWriter writes to a socket without waiting. It is not safe for concurrent
// use.
type rawWriter struct {
	conn syscall.RawConn
	call func(fd uintptr) bool // made once
	buf  []byte
	n    int
	err  error
}

// tryWriterOf returns nil for what is no plain socket, such as TLS.
func tryWriterOf(c net.Conn) tryWriter {
	sc, ok := c.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return nil
	}
	w := &rawWriter{conn: raw}
	w.call = func(fd uintptr) bool {
		for {
			if w.n, w.err = syscall.Write(int(fd), w.buf); w.err != syscall.EINTR {
				return true // whatever it took: we do not wait
			}
		}
	}
	return w
}

func (w *rawWriter) tryWrite(b []byte) (int, error) {
	w.buf = b
	err := w.conn.Write(w.call)
	w.buf = nil
	switch {
	case err != nil:
		return 0, err
	case w.err == syscall.EAGAIN:
		return 0, nil
	case w.err != nil:
		return 0, w.err
	}
	return max(w.n, 0), nil
}
