//go:build unix

package engine_test

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/leaks"
	"relay/gateway/smpp"

	"go.uber.org/goleak"
)

// crowdEnv makes the test binary a crowd of clients, so that their memory and
// descriptors are not ours: the address that they go to.
const crowdEnv = "RELAY_TEST_CROWD"

var watched leaks.Watch

func TestMain(m *testing.M) {
	if address := os.Getenv(crowdEnv); address != "" {
		os.Exit(crowd(address, os.Args[1], os.Args[2]))
	}
	goleak.VerifyTestMain(m)
}

// crowd opens connections, each from an address of its own, all at once: "idle"
// ones say nothing, "bound" ones bind and submit without pause. It says "open"
// when all are there, and at the end of its input how many answers came.
func crowd(address, kind, count string) int {
	n, err := strconv.Atoi(count)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	conns := make([]net.Conn, n)
	var wg sync.WaitGroup
	var failed atomic.Int64
	places := make(chan struct{}, 100)
	for i := range n {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(i/250), byte(1+i%250))}, Timeout: 30 * time.Second}
			conn, err := d.Dial("tcp", address)
			if err != nil {
				failed.Add(1)
				fmt.Fprintln(os.Stderr, err)
				return
			}
			conns[i] = conn
		})
	}
	wg.Wait()
	if failed.Load() > 0 {
		return 1
	}
	if kind == "idle" {
		fmt.Println("open")
		_, _ = io.Copy(io.Discard, os.Stdin)
		return 0
	}
	var stop atomic.Bool
	var answers atomic.Int64
	var talking sync.WaitGroup
	wg.Add(n)
	for _, conn := range conns {
		talking.Go(func() {
			frames := smpp.NewFrameReader(conn, 0)
			ask := func(p *smpp.PDU, number uint32) bool {
				if _, err := conn.Write(frameOf(p, number)); err != nil {
					return false
				}
				for {
					frame, err := frames.Next()
					if err != nil {
						return false
					}
					if binary.BigEndian.Uint32(frame[12:]) == number && frame[4] == 0x80 {
						return binary.BigEndian.Uint32(frame[8:]) == 0
					}
				}
			}
			ok := ask(bindAs("shop", "s3cret").As(smpp.BindTransmitter), 1)
			wg.Done()
			wg.Wait()
			for number := uint32(2); ok && !stop.Load(); number++ {
				if ok = ask(submit("shop", "+4477009000", "one of many").SetInt(smpp.FieldRegisteredDelivery, 0), number); ok {
					answers.Add(1)
				}
			}
			if !ok {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin)
	stop.Store(true)
	talking.Wait()
	fmt.Println(answers.Load(), failed.Load())
	return 0
}

// gathered is a crowd that is there.
type gathered struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.Closer
	lines *bufio.Scanner
}

func (f *fort) gather(kind string, n int) *gathered {
	f.t.Helper()
	g := &gathered{t: f.t, cmd: exec.Command(os.Args[0], kind, strconv.Itoa(n))}
	g.cmd.Env, g.cmd.Stderr = append(os.Environ(), crowdEnv+"="+f.addr), os.Stderr
	in, err := g.cmd.StdinPipe()
	if err != nil {
		f.t.Fatal(err)
	}
	out, err := g.cmd.StdoutPipe()
	if err != nil {
		f.t.Fatal(err)
	}
	if err := g.cmd.Start(); err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { _ = g.cmd.Process.Kill() }) // when the test has failed
	g.in, g.lines = in, bufio.NewScanner(out)
	if !g.lines.Scan() || g.lines.Text() != "open" {
		f.t.Fatalf("the crowd says %q, %v", g.lines.Text(), g.lines.Err())
	}
	return g
}

// leave ends the crowd and returns what it says at last.
func (g *gathered) leave() string {
	g.t.Helper()
	_ = g.in.Close()
	g.lines.Scan()
	last := g.lines.Text()
	if err := g.cmd.Wait(); err != nil {
		g.t.Errorf("the crowd: %v", err)
	}
	return last
}

// descriptors is how many files this process may have open.
func descriptors(t *testing.T) int {
	t.Helper()
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		t.Fatal(err)
	}
	if l.Cur < l.Max {
		l.Cur = l.Max
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
			t.Logf("no more than %d descriptors: %v", l.Cur, err)
		}
	}
	return int(min(l.Cur, 1<<20))
}

// used is the memory of heap and stacks after a collection.
func used() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

// sessions counts those of the gate, and how many of them are bound.
func (f *fort) sessions() (all, bound int) {
	st, _ := f.Status().Link("gate")
	for _, s := range st.Sessions {
		if s.Account != "" {
			bound++
		}
	}
	return len(st.Sessions), bound
}

// perConnection is the octets of a connection at most.
const perConnection = 50_000

// A thousand binds at once, all of them with traffic: each is answered, a new
// client need not wait, and a session is small.
func TestThousandBinds(t *testing.T) {
	n := 1000
	if raced {
		n /= 5
	}
	if most := descriptors(t); most < n+500 {
		t.Fatalf("the system allows %d descriptors: raise the limit (ulimit -n)", most)
	}
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) {
		v.MaxSessions, v.SessionInit, a.MaxBinds = 2*n, time.Minute, n
	})
	f.during(2*time.Second, func() {
		heap, rss := used(), resident(t)
		at := time.Now()
		g := f.gather("bound", n)
		took := time.Since(at)
		t.Logf("%d clients are bound after %s", n, took.Round(time.Millisecond))
		if took > 5*time.Second {
			t.Error("that is too long")
		}
		if _, bound := f.sessions(); bound < n {
			t.Fatalf("%d are bound", bound)
		}
		// Traffic on every session: each has its answers.
		f.until("three answers for each", func() bool {
			st, _ := f.Status().Link("gate")
			for _, s := range st.Sessions {
				if s.Account == "shop" && s.Recv < 4 {
					return false
				}
			}
			return true
		})
		grown, grownRSS := (used()-heap)/int64(n), (resident(t)-rss)/int64(n)
		t.Logf("each session: %d octets of heap and stacks, %d of resident memory", grown, grownRSS)
		if grown > perConnection && !raced { // resident is also what the traffic left behind
			t.Errorf("more than %d", perConnection)
		}
		again := f.bindOver(f.cleanConn(), "clean", 0, smpp.V34)
		again.accepted(submit("clean", "+4477009000", "in the crowd"))
		again.Close("done")
		last := g.leave()
		answers, failed, _ := strings.Cut(last, " ")
		if failed != "0" {
			t.Errorf("%s clients failed", failed)
		}
		t.Logf("%s messages were answered", answers)
	})
}

// Ten thousand connections that say nothing, where the settings allow them: they
// are held, a new client need not wait, and each is small.
func TestTenThousandIdleConnections(t *testing.T) {
	n := min(10_000, descriptors(t)-1000)
	if raced {
		n /= 5
	}
	if n < 1000 {
		t.Fatalf("the system allows %d descriptors: raise the limit (ulimit -n)", n+1000)
	}
	f := newFort(t, func(v *gateway.ServerConfig, _ *gateway.Account) {
		v.MaxSessions, v.MaxUnbound, v.SessionInit = 2*n, 0, 5*time.Minute
	})
	f.during(2*time.Second, func() {
		heap, rss := used(), resident(t)
		at := time.Now()
		g := f.gather("idle", n)
		f.held(n)
		t.Logf("%d connections are open after %s", n, time.Since(at).Round(time.Millisecond))
		grown, grownRSS := (used()-heap)/int64(n), (resident(t)-rss)/int64(n)
		t.Logf("each connection: %d octets of heap and stacks, %d of resident memory", grown, grownRSS)
		if (grown > perConnection || grownRSS > perConnection) && !raced {
			t.Errorf("more than %d", perConnection)
		}
		again := f.bindOver(f.cleanConn(), "clean", 0, smpp.V34)
		again.accepted(submit("clean", "+4477009000", "in the crowd"))
		again.Close("done")
		g.leave()
	})
}

// held waits until the gate has at least n sessions; the client that submits all
// the while sees to it that it looks again.
func (f *fort) held(n int) {
	f.t.Helper()
	f.until(fmt.Sprintf("%d connections", n), func() bool { all, _ := f.sessions(); return all >= n })
}

// With the settings as they are by default many more connections than may be
// open come from many addresses: the oldest idle ones make room, nobody who binds
// is kept out, and nothing grows.
func TestIdleConnectionsBeyondTheLimit(t *testing.T) {
	const n = 2000
	if most := descriptors(t); most < n+500 {
		t.Fatalf("the system allows %d descriptors: raise the limit (ulimit -n)", most)
	}
	f := newFort(t, nil)
	limit := gateway.NewServer().MaxSessions
	f.during(2*time.Second, func() {
		heap := used()
		g := f.gather("idle", n)
		again := f.bindOver(f.cleanConn(), "clean", 0, smpp.V34)
		again.accepted(submit("clean", "+4477009000", "in the crowd"))
		if all, _ := f.sessions(); all > limit {
			t.Errorf("%d sessions, at most %d may be", all, limit)
		}
		if grown := used() - heap; grown > int64(limit)*perConnection && !raced {
			t.Errorf("%d octets more", grown)
		}
		again.Close("done")
		g.leave()
	})
}
