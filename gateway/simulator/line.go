package simulator

import (
	"encoding/binary"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"relay/gateway/smpp"
)

const (
	header    = 16 // octets of a PDU's header
	slowSteps = 10 // reads a second of a slow reader
)

// line is a connection with the faults that need its octets. What it writes is
// whole PDUs, so that something can be left out or put between two of them.
type line struct {
	net.Conn
	second time.Duration
	slow   atomic.Int64 // octets a second that are read; 0: any
	mute   atomic.Bool  // enquire_link_resp is left out
	silent atomic.Bool  // nothing is written, what comes is thrown away
	isCut  *atomic.Bool // of a connection inside the process: it was reset

	once   sync.Once
	closed chan struct{}

	mu   sync.Mutex // of writing
	tail []byte     // the beginning of a PDU whose rest is still to come
}

func newLine(conn net.Conn, second time.Duration) *line {
	return &line{Conn: conn, second: second, isCut: new(atomic.Bool), closed: make(chan struct{})}
}

// Read reads a few octets at a time when the reader is slow. A silent line reads
// on, so that the end of the connection is seen.
func (l *line) Read(b []byte) (int, error) {
	if n := l.slow.Load(); n > 0 {
		t := time.NewTimer(l.second / slowSteps)
		defer t.Stop()
		select {
		case <-t.C:
		case <-l.closed:
			return 0, net.ErrClosed
		}
		b = b[:min(len(b), max(int(n)/slowSteps, 1))]
	}
	for {
		n, err := l.Conn.Read(b)
		if err != nil || !l.silent.Load() {
			return n, err
		}
	}
}

// Write writes the whole PDUs that are there now.
func (l *line) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tail = append(l.tail, b...)
	out := make([]byte, 0, len(l.tail))
	at := 0
	for len(l.tail)-at >= header {
		n := int(binary.BigEndian.Uint32(l.tail[at:]))
		if n < header || n > len(l.tail)-at {
			break
		}
		frame := l.tail[at : at+n]
		if at += n; l.mute.Load() && smpp.CommandID(binary.BigEndian.Uint32(frame[4:])) == smpp.EnquireLinkResp {
			continue
		}
		out = append(out, frame...)
	}
	l.tail = append(l.tail[:0], l.tail[at:]...)
	if len(out) == 0 || l.silent.Load() {
		return len(b), nil
	}
	if _, err := l.Conn.Write(out); err != nil {
		return 0, err
	}
	return len(b), nil
}

// inject writes octets that are no PDU between two that are.
func (l *line) inject(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Conn.Write(b)
}

// Close wakes a slow reader too.
func (l *line) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Conn.Close()
}

// CloseWrite ends our half, where the connection has halves.
func (l *line) CloseWrite() error {
	if half, ok := l.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// reset cuts the connection: by an RST in TCP.
func (l *line) reset() {
	l.isCut.Store(true)
	if tcp, ok := l.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = l.Close()
}

// pipeEnd is the other end of a connection inside the process. A pipe knows no
// reset; who reads or writes gets the error that a socket would give.
type pipeEnd struct {
	net.Conn
	isCut *atomic.Bool
}

func (p pipeEnd) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	return n, p.put("read", err)
}

func (p pipeEnd) Write(b []byte) (int, error) {
	n, err := p.Conn.Write(b)
	return n, p.put("write", err)
}

func (p pipeEnd) put(what string, err error) error {
	if err != nil && p.isCut.Load() {
		return &net.OpError{Op: what, Net: "pipe", Err: syscall.ECONNRESET}
	}
	return err
}
