package engine_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/storage"
)

// BenchmarkDurable is the whole way of a message with every state on the disk
// (WAL, synchronous=FULL): an application submits over TCP, Relay stores and
// answers, a provider over TCP accepts it and sends its receipt, Relay stores
// that and relays it, and the application has it. At most 2,000 messages are on
// that way at once; windows are 500. All three programs share this process and
// its processors (metric cpu-us/msg, which has the peers in it). The limits of
// the same run stand before: the octets of all that over loopback with nothing
// parsed, and three bare states of one table in batches of 100. The bar is 14,000
// messages a second, and half of the bare states (metric x-states).
//
// The bare states are no gateway: no part, receipt or delivery is stored apart
// from the message, nothing waits for a peer, and no PDU is logged. A message
// through Relay has three rows, a delivery that comes and goes, eight log records
// and at least four commits one after the other.
func BenchmarkDurable(b *testing.B) {
	b.Run("raw", benchmarkLoopback)
	var limit float64
	b.Run("states", func(b *testing.B) {
		benchmarkStates(b)
		limit = perSecond(b)
	})
	b.Run("gateway", func(b *testing.B) {
		benchmarkGateway(b)
		if limit > 0 {
			b.ReportMetric(perSecond(b)/limit, "x-states")
		}
	})
}

func perSecond(b *testing.B) float64 { return float64(b.N) / b.Elapsed().Seconds() }

// benchmarkLoopback sends requests of 234 octets and answers of 27, a hundred in
// a write.
func benchmarkLoopback(b *testing.B) {
	const window, request, answer = 100, 234, 27
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		in, out := make([]byte, window*request), make([]byte, window*answer)
		for {
			if _, err := io.ReadFull(conn, in); err != nil {
				return
			}
			if _, err := conn.Write(out); err != nil {
				return
			}
		}
	}()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	out, in := make([]byte, window*request), make([]byte, window*answer)
	b.ResetTimer()
	for n := 0; n < b.N; n += window {
		if _, err := conn.Write(out); err != nil {
			b.Fatal(err)
		}
		if _, err := io.ReadFull(conn, in); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(perSecond(b), "msg/s")
}

// providerID is the id of message n: scattered over the index, as those of
// providers are, in both benchmarks.
func providerID(n int) string { return fmt.Sprintf("%08X", uint32(n)*2654435761) }

// benchmarkStates stores, answers and settles rows of one table of twelve columns,
// about 330 octets, with two indexes, by state and by the provider's id: three
// commits for each hundred. It has what speeds it up (64 MB of cache, a long log,
// nothing overwritten that is deleted), so that the limit is not a low one.
func benchmarkStates(b *testing.B) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "states.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-64000)&_pragma=wal_autocheckpoint(4000)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE m (id INTEGER PRIMARY KEY, src TEXT, dst TEXT, body TEXT, state INTEGER, smsc_id TEXT, link TEXT, account TEXT, created TEXT, sent TEXT, done TEXT, err TEXT);
		CREATE INDEX m_state ON m (state, id); CREATE INDEX m_smsc ON m (smsc_id)`); err != nil {
		b.Fatal(err)
	}
	prepare := func(text string) *sql.Stmt {
		s, err := db.Prepare(text)
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	insert := prepare("INSERT INTO m VALUES (?,?,?,?,0,NULL,?,?,?,'','',?)")
	answer := prepare("UPDATE m SET state = 2, smsc_id = ?, sent = ? WHERE id = ?")
	receipt := prepare("UPDATE m SET state = 3, done = ? WHERE smsc_id = ?")
	body, words := strings.Repeat("a", 140), strings.Repeat("b", 40)
	at := time.Now().UTC().Format("2006-01-02T15:04:05.000Z")
	b.ResetTimer()
	for from := 0; from < b.N; from += 100 {
		to := min(from+100, b.N)
		batch := func(each func(tx *sql.Tx, i int) error) {
			tx, err := db.Begin()
			if err != nil {
				b.Fatal(err)
			}
			for i := from; i < to; i++ {
				if err := each(tx, i); err != nil {
					b.Fatal(err)
				}
			}
			if err := tx.Commit(); err != nil {
				b.Fatal(err)
			}
		}
		batch(func(tx *sql.Tx, i int) error {
			_, err := tx.Stmt(insert).Exec(i, "Shop", fmt.Sprint(36301000000+i), body, "provider-a", "shop-account", at, words)
			return err
		})
		batch(func(tx *sql.Tx, i int) error {
			_, err := tx.Stmt(answer).Exec(providerID(i), at, i)
			return err
		})
		batch(func(tx *sql.Tx, i int) error {
			_, err := tx.Stmt(receipt).Exec(at, providerID(i))
			return err
		})
	}
	b.StopTimer()
	b.ReportMetric(perSecond(b), "msg/s")
}

// upstream is a provider that accepts everything and sends the receipt at once.
type upstream struct {
	last     atomic.Int64
	receipts chan *smpp.PDU
}

func (u *upstream) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "up", PeerWindow: 500}
}
func (u *upstream) Batch(*session.Session) {}
func (u *upstream) Bound(s *session.Session) {
	go func() {
		places := make(chan struct{}, 500)
		for {
			select {
			case <-s.Done():
				return
			case p := <-u.receipts:
				places <- struct{}{}
				if s.Send(p, func(session.Result) { <-places }) != nil {
					return
				}
			}
		}
	}()
}

func (u *upstream) Request(s *session.Session, p *smpp.PDU) {
	if p.ID != smpp.SubmitSM {
		_ = s.Reply(p.Resp(smpp.RINVCMDID))
		return
	}
	id := providerID(int(u.last.Add(1)))
	_ = s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, id))
	u.receipts <- smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, p.Str(smpp.FieldDestinationAddr)).SetStr(smpp.FieldDestinationAddr, p.Str(smpp.FieldSourceAddr)).
		SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldShortMessage, "id:"+id+" sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:")
}

// receiptCounter counts the receipts that reach it.
type receiptCounter struct {
	receipts atomic.Int64
	want     int64
	all      chan struct{}
	flight   chan struct{} // messages on their way
}

func (a *receiptCounter) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID}
}
func (a *receiptCounter) Bound(*session.Session) {}
func (a *receiptCounter) Batch(*session.Session) {}
func (a *receiptCounter) Request(s *session.Session, p *smpp.PDU) {
	_ = s.Reply(p.Resp(smpp.ROK))
	<-a.flight
	if a.receipts.Add(1) == a.want {
		close(a.all)
	}
}

// cpuTime is what this process has used of all processors: the gateway and both
// its peers.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func benchmarkGateway(b *testing.B) {
	var sessions sync.WaitGroup
	ctx, cancel := context.WithCancel(b.Context())
	defer sessions.Wait()
	defer cancel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	u := &upstream{receipts: make(chan *smpp.PDU, b.N+1)}
	sessions.Go(func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			s := session.New(conn, session.Config{Role: smpp.MC, Version: smpp.V34, Window: 500, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 1024, Handler: u})
			sessions.Go(func() { _ = s.Run(ctx) })
		}
	})
	db, err := storage.Open(b.Context(), storage.Config{Folder: b.TempDir(), NoKeyring: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	log := logrus.New()
	log.SetOutput(io.Discard)
	e, err := engine.New(b.Context(), engine.Config{Store: store{db}, Log: log})
	if err != nil {
		b.Fatal(err)
	}
	if err := e.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	defer func() {
		stop, done := context.WithTimeout(context.Background(), 5*time.Second)
		defer done()
		_ = e.Stop(stop)
	}()
	c := e.Config()
	up := gateway.NewClient()
	up.Name, up.Host, up.Port, up.SystemID, up.Password, up.Rate, up.Window = "up", "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "x", "y", 0, 500
	v := gateway.NewServer()
	v.Name, v.Listen = "office", "127.0.0.1:0"
	shop := gateway.NewAccount()
	shop.SystemID, shop.Password, shop.Rate, shop.Window = "shop", "s3cret", 0, 500
	c.Clients, c.Servers, c.Accounts = []gateway.ClientConfig{up}, []gateway.ServerConfig{v}, []gateway.Account{shop}
	c.Routes = []gateway.Route{{Account: "*", Links: []string{"up"}}}
	if err := e.Apply(b.Context(), c); err != nil {
		b.Fatal(err)
	}
	office, _ := e.Status().Link("office")
	conn, err := net.Dial("tcp", office.Address)
	if err != nil {
		b.Fatal(err)
	}
	a := &receiptCounter{want: int64(b.N), all: make(chan struct{}), flight: make(chan struct{}, 2000)}
	s := session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 500, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: a})
	sessions.Go(func() { _ = s.Run(ctx) })
	if _, err := s.Bind(ctx, session.BindRequest{Type: session.Transceiver, SystemID: "shop", Password: "s3cret", InterfaceVersion: 0x34}); err != nil {
		b.Fatal(err)
	}
	p := submit("Shop", "36301234567", strings.Repeat("a", 140))
	places := make(chan struct{}, 500)
	var refused atomic.Int64
	before := cpuTime()
	b.ResetTimer()
	for range b.N {
		a.flight <- struct{}{}
		places <- struct{}{}
		if err := s.Send(p, func(r session.Result) {
			<-places
			if r.Err != nil || r.PDU.Status != smpp.ROK {
				refused.Add(1)
			}
		}); err != nil {
			b.Fatal(err)
		}
	}
	select {
	case <-a.all:
	case <-time.After(time.Minute):
		counts, err := db.Counts(b.Context())
		b.Fatalf("only %d of %d receipts came; stored: %+v, %v", a.receipts.Load(), b.N, counts, err)
	}
	b.StopTimer()
	if n := refused.Load(); n > 0 {
		b.Errorf("%d were refused", n)
	}
	b.ReportMetric(float64((cpuTime()-before).Microseconds())/float64(b.N), "cpu-us/msg")
	st := e.Status()
	b.ReportMetric(perSecond(b), "msg/s")
	b.ReportMetric(float64(st.LostPDUs)/float64(b.N), "lost-records/msg")
}
