package engine_test

import (
	"context"
	"io"
	"net"
	"runtime"
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

// BenchmarkStart queues b.N messages (-benchtime 1000000x), stops, and times the
// start until the provider has the first one; B/queued is what the heap of the
// running gateway has more for each that waits. Bars: 2 s, 400 octets. The limit
// of the same run is a gateway that has nothing waiting.
func BenchmarkStart(b *testing.B) {
	empty, none := benchmarkStart(b, 1)
	took, heap := benchmarkStart(b, b.N)
	b.ReportMetric(float64(empty.Microseconds())/1e3, "empty-ms")
	b.ReportMetric(float64(took.Microseconds())/1e3, "first-submit-ms")
	b.ReportMetric(float64(max(int64(heap)-int64(none), 0))/float64(b.N), "B/queued")
}

func benchmarkStart(b *testing.B, n int) (took time.Duration, inUse uint64) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	provider := &firstSubmit{came: make(chan struct{}, 1)}
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			s := session.New(conn, session.Config{Role: smpp.MC, Version: smpp.V34, Window: 10, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: provider})
			go func() { _ = s.Run(ctx) }()
		}
	}()
	folder := b.TempDir()
	log := logrus.New()
	log.SetOutput(io.Discard)
	boot := func() (*storage.DB, *engine.Engine) {
		db, err := storage.Open(b.Context(), storage.Config{Folder: folder, NoKeyring: true})
		if err != nil {
			b.Fatal(err)
		}
		e, err := engine.New(b.Context(), engine.Config{Store: store{db}, Log: log})
		if err != nil {
			b.Fatal(err)
		}
		return db, e
	}
	halt := func(db *storage.DB, e *engine.Engine) {
		stop, done := context.WithTimeout(context.Background(), time.Second)
		defer done()
		_ = e.Stop(stop)
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}
	db, e := boot()
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
	halt(db, e)
	began := time.Now()
	db, e = boot()
	if err := e.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	select {
	case <-provider.came:
		took = time.Since(began)
	case <-time.After(time.Minute):
		b.Fatal("nothing was submitted")
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	halt(db, e)
	return took, m.HeapInuse
}
