package engine

import "net"

// ServeOver has a server link serve a connection that no listener accepted, so
// that a story needs no network.
func (e *Engine) ServeOver(link string, conn net.Conn) {
	e.mu.Lock()
	v := e.servers[link]
	e.mu.Unlock()
	v.wg.Go(func() { v.serve(e.sessions, conn, nil) })
}
