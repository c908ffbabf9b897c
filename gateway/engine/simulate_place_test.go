package engine_test

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/storage"
)

// gate stands between an engine and its database. Once dead nothing passes any
// more: the engine behind it is a process that was killed.
type gate struct {
	*storage.DB
	dead    atomic.Bool
	kill    func()
	turns   atomic.Int64 // turns of the writer until a kill in the middle of one; 0: none
	commits atomic.Int64 // commits until a kill between one and what follows from it; 0: none
	full    atomic.Bool  // the disk takes nothing
}

var errDead = errors.New("this Relay was killed")

// errFull is what a full disk says; it passes.
type errFull struct{}

func (errFull) Error() string   { return "the disk is full" }
func (errFull) Temporary() bool { return true }

func (g *gate) Write(fn func(engine.Tx) error, done func(error)) {
	g.DB.Write(func(tx *storage.Tx) error { return g.turn(tx, fn) }, func(err error) {
		g.committed(err)
		if done != nil {
			done(err)
		}
	})
}

func (g *gate) SaveConfigWith(ctx context.Context, c gateway.Config, with func(engine.Tx) error) (gateway.Config, error) {
	c, err := g.DB.SaveConfigWith(ctx, c, func(tx *storage.Tx) error { return g.turn(tx, with) })
	g.committed(err)
	return c, err
}

// turn is one of the writer's, in the midst of which Relay may die.
func (g *gate) turn(tx *storage.Tx, fn func(engine.Tx) error) error {
	if g.dead.Load() {
		return errDead
	}
	if g.full.Load() {
		return errFull{}
	}
	err := fn(tx)
	if g.turns.Load() > 0 && g.turns.Add(-1) == 0 {
		g.kill()
		return errDead
	}
	return err
}

// committed is called when a turn is over, after which Relay may die too.
func (g *gate) committed(err error) {
	if err == nil && g.commits.Load() > 0 && g.commits.Add(-1) == 0 {
		g.kill()
	}
}

func (g *gate) LogPDUs(r []gateway.PDURecord) bool { return !g.dead.Load() && g.DB.LogPDUs(r) }

// place is a Relay in a world without network: its client links reach accept
// through pipes, and applications come to it through pipes. It can be killed.
type place struct {
	t      *testing.T
	root   string
	runs   int
	late   bool
	gate   *gate
	accept func(far *wire) // takes the far end of a client link's connection
	reach  func() error    // not nil: nobody answers the telephone
	*engine.Engine

	mu    sync.Mutex
	wires []*wire
}

// newPlace opens a Relay; with late, every row is written later than its commit.
func newPlace(t *testing.T, root string, late bool, accept func(far *wire)) *place {
	p := &place{t: t, root: root, late: late, accept: accept}
	p.open(filepath.Join(root, "0"))
	return p
}

// open loads a Relay on the files of a folder; Start is the caller's.
func (p *place) open(folder string) {
	p.t.Helper()
	c := storage.Config{Folder: folder, NoKeyring: true}
	if p.late {
		c.LateFrom = 1
	}
	furnish(p.t, folder)
	db, err := storage.Open(context.Background(), c)
	if err != nil {
		p.t.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	g := &gate{DB: db, kill: func() { p.die() }}
	e, err := engine.New(context.Background(), engine.Config{Store: g, Log: log, Simulator: line{p, g}})
	if err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	p.gate, p.Engine = g, e
	p.mu.Unlock()
}

// db is what a test asks about the stored state.
func (p *place) db() *storage.DB { return p.gate.DB }

func (p *place) set(change func(*gateway.Config)) {
	p.t.Helper()
	c := p.Config()
	change(&c)
	if err := p.Apply(context.Background(), c); err != nil {
		p.t.Fatal(err)
	}
}

// line is what one run of Relay dials through.
type line struct {
	p *place
	g *gate
}

func (l line) Serve(context.Context, net.Listener) error {
	return errors.New("there is no network here")
}
func (l line) SetScenario(string) error { return nil }

func (l line) Dial(context.Context) (net.Conn, error) {
	if l.p.reach != nil {
		if err := l.p.reach(); err != nil {
			return nil, err
		}
	}
	near, far := l.p.pipe(l.g)
	if near == nil {
		return nil, errDead
	}
	l.p.accept(far)
	return near, nil
}

// pipe is a connection of one run; nil when that run is dead.
func (p *place) pipe(g *gate) (near, far *wire) {
	a, b := net.Pipe()
	w, other := newWire(a), newWire(b)
	w.peer, other.peer = other, w
	p.mu.Lock()
	defer p.mu.Unlock()
	if g.dead.Load() || g != p.gate {
		return nil, nil
	}
	p.wires = append(p.wires, w)
	return w, other
}

// visit is an application's connection to a server link; nil while Relay is dead.
func (p *place) visit(link string) *wire {
	p.mu.Lock()
	g, e := p.gate, p.Engine
	p.mu.Unlock()
	near, far := p.pipe(g)
	if near == nil {
		return nil
	}
	e.ServeOver(link, near)
	return far
}

// die is the instant of a kill -9: from now on this run neither writes to its
// database nor to anybody. Callers may be on any goroutine.
func (p *place) die() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gate.dead.Swap(true) {
		return false
	}
	p.cutAll()
	return true
}

func (p *place) cutAll() {
	for _, w := range p.wires {
		_ = w.Close()
	}
	p.wires = nil
}

// reborn opens a new Relay on a copy of the files as they were when the last
// run died. The copy is made in a turn of the writer, when no page is half
// written: what its transaction holds is not in the files yet.
func (p *place) reborn() {
	p.t.Helper()
	p.die()
	p.runs++
	from, to := filepath.Join(p.root, string(rune('0'+(p.runs-1)%10))), filepath.Join(p.root, string(rune('0'+p.runs%10)))
	copied := make(chan error, 1)
	p.db().Write(func(*storage.Tx) error { return copyFolder(from, to) }, func(err error) { copied <- err })
	if err := <-copied; err != nil {
		p.t.Fatal(err)
	}
	p.bury()
	if err := os.RemoveAll(from); err != nil {
		p.t.Fatal(err)
	}
	p.open(to)
}

// bury ends the goroutines of a run; nothing that it still does is seen.
func (p *place) bury() {
	p.die()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = p.Stop(ctx) // what it says is a dead man's word
	if err := p.db().Close(); err != nil && !errors.Is(err, errDead) {
		p.t.Error(err)
	}
}

// restart stops Relay in order and opens it again on the same files. Relay may
// use up its time when a peer owes it an answer.
func (p *place) restart(owed bool) {
	p.t.Helper()
	p.gate.turns.Store(0)
	p.gate.commits.Store(0)
	for _, w := range p.living() {
		w.broke.Store(nil) // it may be cut while it ends, and not be killed
	}
	p.stop(owed)
	p.open(filepath.Join(p.root, string(rune('0'+p.runs%10))))
}

func (p *place) stop(owed bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := p.Stop(ctx); err != nil && !(owed && errors.Is(err, context.DeadlineExceeded)) {
		p.t.Error(err)
	}
	if err := p.db().Close(); err != nil {
		p.t.Error(err)
	}
}

// copyFolder copies what a kill leaves on the disk; the index in shared memory
// dies with its process.
func copyFolder(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.IsDir() || strings.HasSuffix(f.Name(), "-shm") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(from, f.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, f.Name()), b, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
