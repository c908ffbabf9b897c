package engine

import (
	"time"

	"relay/gateway"
)

// Watch returns merged Updates.
func (e *Engine) Watch() (<-chan gateway.Update, func()) { return e.feed.watch() }

// PDUs reads the live ring.
func (e *Engine) PDUs(after uint64, limit int) ([]gateway.PDURecord, uint64) {
	return e.pdus.read(after, limit)
}

// Status is a snapshot of every link.
func (e *Engine) Status() gateway.Status {
	now := time.Now()
	cfg := e.config()
	e.mu.Lock()
	clients := make(map[string]*client, len(e.clients))
	for k, v := range e.clients {
		clients[k] = v
	}
	servers := make(map[string]*server, len(e.servers))
	for k, v := range e.servers {
		servers[k] = v
	}
	st := gateway.Status{Started: e.started, Warnings: e.warned(now), SimulatorAddress: e.simAddr, SimulatorError: e.simFault}
	e.mu.Unlock()
	st.LastPDU, st.LostPDUs = e.pdus.counters()
	queued := e.waiting.byLink(e.ctx, e.store, now)
	add := func(name string) {
		if c := clients[name]; c != nil {
			l := c.snapshot(now)
			l.Queued = queued[name]
			st.Links = append(st.Links, l)
		}
	}
	for _, c := range cfg.Clients {
		add(c.Name)
	}
	add(gateway.SimulatorName)
	for _, s := range cfg.Servers {
		if v := servers[s.Name]; v != nil {
			st.Links = append(st.Links, v.snapshot(now))
		}
	}
	st.Warnings = append(st.Warnings, certWarnings(st.Links, now)...)
	for _, n := range queued {
		st.Queued += n
	}
	return st
}
