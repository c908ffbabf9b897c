package engine

import (
	"context"

	"relay/gateway"
)

func (e *Engine) client(name string) *client {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.clients[name]
}

// startClient runs a client link if it is enabled; otherwise it stands in the
// list, off.
func (e *Engine) startClient(cfg gateway.ClientConfig) {
	c := newClient(e, cfg)
	e.mu.Lock()
	e.clients[cfg.Name] = c
	e.mu.Unlock()
	if cfg.Enabled && e.running {
		c.start(e.ctx)
		c.wakeUp()
	}
	e.feed.links()
}

// stopClient ends a link; however slow its peer is, others have their own time.
func (e *Engine) stopClient(ctx context.Context, name string) {
	e.mu.Lock()
	c := e.clients[name]
	delete(e.clients, name)
	e.mu.Unlock()
	if c != nil {
		ctx, cancel := context.WithTimeout(ctx, stopTime)
		defer cancel()
		c.stop(ctx)
	}
}

func (e *Engine) startServer(cfg gateway.ServerConfig) error {
	s := newServer(e, cfg)
	e.mu.Lock()
	e.servers[cfg.Name] = s
	e.mu.Unlock()
	if !cfg.Enabled || !e.running {
		return nil
	}
	return s.start(e.sessions)
}

func (e *Engine) stopServer(ctx context.Context, name string) {
	e.mu.Lock()
	s := e.servers[name]
	delete(e.servers, name)
	e.mu.Unlock()
	if s != nil {
		ctx, cancel := context.WithTimeout(ctx, stopTime)
		defer cancel()
		s.stop(ctx)
	}
}

// needSimulator starts the built-in link that routes to "simulator" use.
func (e *Engine) needSimulator() {
	if e.client(gateway.SimulatorName) == nil && e.running {
		e.startClient(simulatorLink())
	}
}

// simulatorLink is the built-in link: inside the process, unpaced.
func simulatorLink() gateway.ClientConfig {
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password = gateway.SimulatorName, gateway.SimulatorName, gateway.SimulatorSystemID, gateway.SimulatorPassword
	c.Rate, c.Window, c.Enabled = 0, 100, true
	return c
}

// wakeLink tells a link that something waits for it.
func (e *Engine) wakeLink(name string) {
	if name == gateway.SimulatorName {
		e.mu.Lock()
		missing := e.clients[name] == nil
		e.mu.Unlock()
		if missing {
			// Started from a task of its own: the caller may be the store's writer.
			e.background(func(context.Context) {
				e.applying.Lock()
				defer e.applying.Unlock()
				if e.ctx.Err() == nil {
					e.needSimulator()
				}
			})
			return
		}
	}
	if c := e.client(name); c != nil {
		c.wakeUp()
	}
}
