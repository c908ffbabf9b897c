package engine

import (
	"context"
	"net"
	"time"

	"relay/gateway"
)

// HoldHashing keeps passwords from being looked at until release.
func (e *Engine) HoldHashing() (release func()) {
	for range maxHashing {
		e.verify.slots <- struct{}{}
	}
	return func() {
		for range maxHashing {
			<-e.verify.slots
		}
	}
}

// ServeOver has a server link serve a connection that no listener accepted, so
// that a story needs no network.
func (e *Engine) ServeOver(link string, conn net.Conn) {
	e.mu.Lock()
	v := e.servers[link]
	e.mu.Unlock()
	v.wg.Go(func() { v.serve(e.sessions, conn, nil) })
}

// StartClient and StopClient run a client link without storing it, so that a test
// can do so many times.
func (e *Engine) StartClient(c gateway.ClientConfig)          { e.startClient(c) }
func (e *Engine) StopClient(ctx context.Context, name string) { e.stopClient(ctx, name) }

// LookAtCertificates does now what is done every minute.
func (e *Engine) LookAtCertificates() { e.lookAtCertificates(time.Now()) }
