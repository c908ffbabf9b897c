package session

import (
	"net"
	"syscall"
)

// quickAck has the kernel acknowledge what was read at once, so that a peer with
// Nagle's algorithm may send its next PDU: together with a delayed
// acknowledgement it would wait some 40 ms after every few. The kernel falls back
// by itself, so it is asked after each read. nil for what is no plain socket.
func quickAck(c net.Conn) func() {
	sc, ok := c.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return nil
	}
	set := func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
	}
	return func() { _ = raw.Control(set) }
}
