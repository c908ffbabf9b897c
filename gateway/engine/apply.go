package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"relay/gateway"
	"relay/gateway/diagnose"
)

// stopTime is how long a link that is stopped for a change may wait for answers
// and its unbind.
const stopTime = 5 * time.Second

// Apply validates, stores and puts a configuration into force.
func (e *Engine) Apply(ctx context.Context, c gateway.Config) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	return e.apply(ctx, c.Clone())
}

func (e *Engine) apply(ctx context.Context, c gateway.Config) error {
	if p := c.Validate(); len(p) > 0 {
		return p
	}
	for i := range c.Accounts {
		a := &c.Accounts[i]
		if a.Password == "" {
			continue
		}
		hash, err := HashPassword(a.Password.Reveal())
		if err != nil {
			return err
		}
		a.PasswordHash, a.Password = hash, ""
	}
	old := e.config()
	names := renamesOf(old, c)
	e.endUnder(ctx, names)
	saved, err := e.store.SaveConfigWith(context.WithoutCancel(ctx), c, func(tx Tx) error { return e.storeNames(tx, names) })
	if err != nil {
		e.goOnUnder(names, old)
		return fmt.Errorf("store the configuration: %w", err)
	}
	e.install(ctx, old, saved)
	return nil
}

// install puts a configuration that is stored into force.
func (e *Engine) install(ctx context.Context, old, saved gateway.Config) {
	e.setConfig(&saved)
	e.renaming.Store(nil)
	e.unwarn()
	if old.General != saved.General {
		select {
		case e.retainNow <- struct{}{}:
		default:
		}
	}
	e.perform(ctx, old, saved)
	e.feed.publish(gateway.Update{Config: true, Links: true, Messages: true})
}

// perform carries out what Plan says. A step that fails leaves the others and
// shows as its link's error. What goes makes way for what gets its name, and that
// for what is new.
func (e *Engine) perform(ctx context.Context, old, cfg gateway.Config) {
	plan, names := gateway.Plan(old, cfg), renamesOf(old, cfg)
	for _, st := range plan {
		if st.Kind == gateway.StepRemove {
			e.stopClient(ctx, st.Link)
			e.stopServer(ctx, st.Link)
		}
	}
	e.beginUnder(ctx, names, cfg)
	for _, st := range plan {
		switch {
		case st.Account != "":
			if _, renamed := names.accounts[st.Account]; st.Kind == gateway.StepDrop && !renamed {
				e.accounts.drop(ctx, st.Account, "the account was changed")
			}
		case st.Link == gateway.SimulatorName:
			e.startSimulator(cfg.Simulator)
		case st.Link == "", st.Kind == gateway.StepRemove:
		case st.Kind != gateway.StepAdd && names.has(st.Link):
		default:
			e.step(ctx, st, cfg)
		}
	}
}

// step changes one link that keeps its name, or adds it.
func (e *Engine) step(ctx context.Context, st gateway.Step, cfg gateway.Config) {
	if c, ok := cfg.Client(st.Link); ok {
		if running := e.client(c.Name); running != nil && st.Kind == gateway.StepLive {
			running.apply(c)
			return
		}
		e.stopClient(ctx, c.Name)
		e.startClient(c)
		return
	}
	if s, ok := cfg.Server(st.Link); ok {
		if v := e.serverOf(s.Name); v != nil && st.Kind == gateway.StepLive {
			v.apply(s)
			return
		}
		e.stopServer(ctx, s.Name)
		_ = e.startServer(s) // a failure is the link's status
	}
}

func (e *Engine) serverOf(name string) *server {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.servers[name]
}

// Connect enables a link.
func (e *Engine) Connect(ctx context.Context, link string) error { return e.enable(ctx, link, true) }

// Disconnect disables a link.
func (e *Engine) Disconnect(ctx context.Context, link string) error {
	return e.enable(ctx, link, false)
}

func (e *Engine) enable(ctx context.Context, link string, on bool) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	c := e.config().Clone()
	found := false
	for i := range c.Clients {
		if c.Clients[i].Name == link {
			c.Clients[i].Enabled, found = on, true
		}
	}
	for i := range c.Servers {
		if c.Servers[i].Name == link {
			c.Servers[i].Enabled, found = on, true
		}
	}
	if !found {
		return gateway.Problems{{Path: "link", Key: "there is no connection %q", Args: []any{link}}}
	}
	return e.apply(ctx, c)
}

// RetryNow ends a link's wait.
func (e *Engine) RetryNow(link string) {
	if c := e.client(link); c != nil {
		c.retryNow()
		return
	}
	e.background(func(ctx context.Context) {
		e.applying.Lock()
		defer e.applying.Unlock()
		if v := e.serverOf(link); v != nil && v.config().Enabled {
			cfg := v.config()
			e.stopServer(ctx, link)
			_ = e.startServer(cfg)
		}
	})
}

// startSimulator brings the simulator's listener and scenario to what the
// configuration says. A taken port is not an error: the next free one serves.
func (e *Engine) startSimulator(c gateway.SimulatorConfig) {
	if e.simulator == nil {
		return
	}
	scenario := c.Scenario
	if scenario == "" {
		scenario = gateway.Scenarios()[0].Name
	}
	if err := e.simulator.SetScenario(scenario); err != nil {
		e.log.Warnf("simulator: %v", err)
	}
	e.mu.Lock()
	same := e.simStop != nil && c.Enabled && c.Listen == e.simListen
	e.simListen = c.Listen
	e.mu.Unlock()
	if same {
		return // only the scenario has changed: who is bound stays
	}
	e.mu.Lock()
	stop := e.simStop
	e.simStop, e.simAddr, e.simFault = nil, "", ""
	e.mu.Unlock()
	if stop != nil {
		stop()
	}
	if !c.Enabled || !e.running {
		return
	}
	l, err := listenNear(c.Listen)
	if err != nil {
		e.mu.Lock()
		e.simFault = err.Error()
		e.mu.Unlock()
		e.log.Errorf("the simulator can not listen: %v", err)
		e.feed.event(gateway.Warning, gateway.SimulatorName, "The simulator can not listen: "+err.Error(), "Choose another address under Simulator.")
		return
	}
	ctx, cancel := context.WithCancel(e.ctx)
	e.mu.Lock()
	e.simStop, e.simAddr = cancel, l.Addr().String()
	e.mu.Unlock()
	e.background(func(context.Context) {
		if err := e.simulator.Serve(ctx, l); err != nil && ctx.Err() == nil {
			e.log.Errorf("simulator: %v", err)
		}
	})
	e.feed.links()
}

// listenNear listens on address, or on one of the next ports when it is taken.
func listenNear(address string) (net.Listener, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, err
	}
	var first error
	for i := range 20 {
		p := port
		if port != 0 {
			p = port + i
		}
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
		if p > 65534 {
			break
		}
	}
	return nil, first
}

// Diagnose tests a client link step by step beside the running one.
func (e *Engine) Diagnose(ctx context.Context, c gateway.ClientConfig, report func(gateway.DiagnosisStep)) error {
	if p := (gateway.Config{Clients: []gateway.ClientConfig{c}}).Validate(); len(p) > 0 {
		return p
	}
	if c.Password == "" {
		for _, k := range e.config().Clients {
			if k.ID == c.ID && c.ID != 0 || k.Name == c.Name {
				c.Password = k.Password
			}
		}
	}
	err := diagnose.Run(ctx, diagnose.Config{Client: c, Dial: e.dial}, report)
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
