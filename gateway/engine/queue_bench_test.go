package engine_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/storage"
)

// firstSubmit is a provider that tells when the first message reaches it, and
// answers none.
type firstSubmit struct {
	receiptCounter
	came chan struct{}
}

func (f *firstSubmit) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "up", PeerWindow: 10}
}

func (f *firstSubmit) Request(_ *session.Session, p *smpp.PDU) {
	if p.ID == smpp.SubmitSM {
		select {
		case f.came <- struct{}{}:
		default:
		}
	}
}

// BenchmarkStart is the time from nothing to the first submit_sm at the provider
// with a million messages queued, and what the running gateway then has more, for
// each of them, than one with a single message: of live heap, and of memory that
// is the process's own, with SQLite's caches. Bars: 2 s, and 400 octets a
// message. The limit of the same run is the start with one message (empty-ms).
func BenchmarkStart(b *testing.B) {
	const queued = 1_000_000
	one, many := newQueue(b, 1), newQueue(b, queued)
	one.start(b, false)
	empty, without := one.start(b, false)
	var starts []time.Duration
	var with footprint
	b.StartTimer()
	for b.Loop() {
		var took time.Duration
		took, with = many.start(b, true)
		starts = append(starts, took)
	}
	slices.Sort(starts)
	b.ReportMetric(float64(empty.Microseconds())/1e3, "empty-ms")
	b.ReportMetric(float64(starts[len(starts)/2].Microseconds())/1e3, "first-submit-ms")
	b.ReportMetric(float64(with.heap-without.heap)/queued, "heap-B/queued")
	b.ReportMetric(float64(with.own-without.own)/queued, "rss-B/queued")
}

// queue is a gateway that stands still, with messages that wait for a provider
// which is there.
type queue struct {
	folder   string
	provider *firstSubmit
}

func newQueue(b *testing.B, n int) *queue {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(func() { cancel(); _ = l.Close() })
	q := &queue{b.TempDir(), &firstSubmit{came: make(chan struct{}, 1)}}
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			s := session.New(conn, session.Config{Role: smpp.MC, Version: smpp.V34, Window: 10, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: q.provider})
			go func() { _ = s.Run(ctx) }()
		}
	}()
	db, e := q.boot(b)
	c := e.Config()
	up := gateway.NewClient()
	up.Name, up.Host, up.Port, up.SystemID, up.Password = "up", "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "x", "y"
	c.Clients = []gateway.ClientConfig{up}
	if err := e.Apply(b.Context(), c); err != nil { // it does not run yet: nothing leaves
		b.Fatal(err)
	}
	text := strings.Repeat("a", 140)
	for left := n; left > 0; {
		drafts := make([]gateway.Draft, min(left, 1000))
		for i := range drafts {
			drafts[i] = gateway.Draft{Link: "up", From: "Shop", To: "+36301234567", Text: text}
		}
		if _, err := e.SendMany(b.Context(), drafts); err != nil {
			b.Fatal(err)
		}
		left -= len(drafts)
	}
	halt(b, db, e)
	return q
}

func (q *queue) boot(b *testing.B) (*storage.DB, *engine.Engine) {
	log := logrus.New()
	log.SetOutput(io.Discard)
	db, err := storage.Open(b.Context(), storage.Config{Folder: q.folder, NoKeyring: true})
	if err != nil {
		b.Fatal(err)
	}
	e, err := engine.New(b.Context(), engine.Config{Store: store{db}, Log: log})
	if err != nil {
		b.Fatal(err)
	}
	return db, e
}

func halt(b *testing.B, db *storage.DB, e *engine.Engine) {
	stop, done := context.WithTimeout(context.Background(), time.Second)
	defer done()
	_ = e.Stop(stop)
	if err := db.Close(); err != nil {
		b.Error(err)
	}
}

// start starts the gateway and stops it when the provider has a message; timed:
// the benchmark's timer runs from the one to the other, and is left running.
func (q *queue) start(b *testing.B, timed bool) (took time.Duration, used footprint) {
	b.StopTimer()
	debug.FreeOSMemory()
	if timed {
		b.StartTimer()
	}
	began := time.Now()
	db, e := q.boot(b)
	if err := e.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	select {
	case <-q.provider.came:
		took = time.Since(began)
	case <-time.After(time.Minute):
		b.Fatal("nothing was submitted")
	}
	b.StopTimer()
	used = footprintNow(b)
	halt(b, db, e)
	select {
	case <-q.provider.came: // another part of the same start
	default:
	}
	if timed {
		b.StartTimer()
	}
	return took, used
}

// footprint is memory of this process, in octets.
type footprint struct {
	heap int64 // of live values
	own  int64 // resident, of no file
}

func footprintNow(b *testing.B) (f footprint) {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	f.heap, f.own = int64(m.HeapAlloc), int64(m.Sys-m.HeapReleased)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil { // not Linux: what Go has, without SQLite's caches
		return f
	}
	_, rest, _ := strings.Cut(string(status), "RssAnon:")
	if _, err := fmt.Sscan(rest, &f.own); err != nil {
		b.Fatal(err)
	}
	f.own <<= 10
	return f
}
