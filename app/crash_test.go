package app

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway/smpp"
)

// crashes is how many times each crash test kills the gateway.
var (
	crashes   = flag.Int("crashes", 5, "how many times each crash test kills the gateway")
	crashSeed = flag.Uint64("crashseed", 0, "seed of the moments; 0 draws one")
)

// waitFor runs a look until it is content, once for each message that the
// gateway's process list shows; it is bounded.
func waitFor(t testing.TB, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(limit)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", limit, what)
		}
		<-tick.C
	}
}

// moments draws when each round is killed, from a seed that the log names.
func moments(t *testing.T) *rand.Rand {
	t.Helper()
	if *crashSeed == 0 {
		*crashSeed = uint64(time.Now().UnixNano())
	}
	t.Logf("-crashseed %d", *crashSeed)
	return rand.New(rand.NewPCG(*crashSeed, 0))
}

// pass lets a random time pass that the kill waits for.
func pass(d time.Duration) { <-time.After(d) }

// TestCrashWhileSending kills the gateway again and again while its messages
// are on their way to a provider, which records each before it answers. Nothing
// that was queued is lost; what came twice is flagged, and is no more than the
// window for each kill.
func TestCrashWhileSending(t *testing.T) {
	const window, each = 20, 150
	v := newRecorder(t)
	random := moments(t)
	folder := t.TempDir()
	queued, twice, more := map[string]bool{}, 0, []string{"--config", write(t, providerConfig(v.port, "relay", "relay", fmt.Sprintf("window = %d", window)))}
	for round := range *crashes {
		p := serving(t, folder, more...)
		more = nil
		var in strings.Builder
		for i := range each {
			fmt.Fprintf(&in, "{\"key\":\"r%d-%d\",\"from\":\"A\",\"to\":\"+3630123%04d\",\"text\":\"r%d-%d\"}\n", round, i, i, round, i)
		}
		code, out, errs := run(t, in.String(), append(flags(folder), "send", "--link", "provider", "--jsonl", "-", "--wait", "queued")...)
		if code != 0 {
			t.Fatalf("send: exit %d\n%s%s", code, out, errs)
		}
		for line := range strings.Lines(out) {
			var l struct {
				Key    string `json:"key"`
				Queued bool   `json:"queued"`
			}
			if json.Unmarshal([]byte(line), &l) == nil && l.Queued {
				queued[l.Key] = true
			}
		}
		pass(time.Duration(random.IntN(120)) * time.Millisecond)
		p.kill()
		if n := v.repeated(); n-twice > window {
			t.Errorf("round %d: %d came twice, the window is %d", round, n-twice, window)
		} else {
			twice = n
		}
	}
	if len(queued) != *crashes*each {
		t.Errorf("%d of %d queued", len(queued), *crashes*each)
	}
	p := serving(t, folder)
	waitFor(t, "the provider has all", func() bool { return len(listed(t, folder, "--state", "accepted")) == len(queued) })
	seen, flagged := v.counts(), 0
	for _, m := range listed(t, folder) {
		if !queued[m.Key] {
			t.Errorf("%q came from nowhere", m.Key)
		}
		if m.PossibleDuplicate {
			flagged++
		} else if seen[m.Key] > 1 {
			t.Errorf("%s came %d times and is not flagged", m.Key, seen[m.Key])
		}
	}
	for key := range queued {
		if seen[key] == 0 {
			t.Errorf("%s is lost", key)
		}
	}
	t.Logf("%d kills, %d queued, %d came twice, %d flagged", *crashes, len(queued), v.repeated(), flagged)
	p.terminate()
}

// TestCrashWhileAccepting kills the gateway again and again while an application
// submits as fast as it can: every message that was answered is there and
// reaches the provider, and no id is given twice.
func TestCrashWhileAccepting(t *testing.T) {
	const each = 2000
	random := moments(t)
	folder, port := t.TempDir(), freePort(t)
	v := newRecorder(t)
	config := providerConfig(v.port, "relay", "relay", "window = 50") + strings.NewReplacer(`"simulator"`, `"provider"`, "max_binds = 4", "max_binds = 4\nrate = 0.0").Replace(officeConfig(port))
	answered, more := map[string]bool{}, []string{"--config", write(t, config)}
	var busy time.Duration
	for round := range *crashes {
		p := serving(t, folder, more...)
		more = nil
		c := bindESME(t, port)
		begun := time.Now()
		go func() {
			for i := range each {
				if !c.submit(fmt.Sprintf("99900%03d%04d", round, i)) {
					return
				}
			}
		}()
		// The kill comes in the middle of the work, however fast the machine is: after
		// so many answers, and a little later.
		target, reached, took := 1+random.IntN(each*3/4), make(chan struct{}), make(chan int, 1)
		go func() {
			n := 0
			defer func() {
				if n < target {
					close(reached) // it ended by itself
				}
			}()
			for r := c.read(); r != nil; r = c.read() {
				if r.ID == smpp.SubmitSM.Response() && r.Status == smpp.ROK {
					id := r.Str(smpp.FieldMessageID)
					if answered[id] {
						t.Errorf("%s was given twice", id)
					}
					answered[id] = true
					if n++; n == target {
						close(reached)
					}
					if n == each {
						break
					}
				}
			}
			busy += time.Since(begun)
			took <- n
		}()
		<-reached
		pass(time.Duration(random.IntN(5000)) * time.Microsecond)
		p.kill()
		if n := <-took; n < target {
			t.Errorf("only %d of %d were answered before the kill", n, target)
		}
	}
	t.Logf("%d kills, %d answered, %.0f a second", *crashes, len(answered), float64(len(answered))/busy.Seconds())
	p := serving(t, folder)
	waitFor(t, "all have left", func() bool {
		return len(listed(t, folder, "--state", "queued"))+len(listed(t, folder, "--state", "sending")) == 0
	})
	stored, seen := map[string]bool{}, v.counts()
	for _, m := range listed(t, folder) {
		if m.State != "accepted" || m.AccountMessageID == nil || stored[*m.AccountMessageID] {
			t.Errorf("%+v", m)
			continue
		}
		if n := seen[m.Text]; n == 0 || n > 1 && !m.PossibleDuplicate {
			t.Errorf("%s reached the provider %d times, flagged %v", m.Text, n, m.PossibleDuplicate)
		}
		stored[*m.AccountMessageID] = true
	}
	for id := range answered {
		if !stored[id] {
			t.Errorf("%s was answered and is not there", id)
		}
	}
	p.terminate()
}

// esme is a client of a few lines: it writes requests and reads frames.
type esme struct {
	t      *testing.T
	conn   net.Conn
	frames *smpp.FrameReader
	seq    uint32
}

func dialESME(t *testing.T, port int) *esme {
	t.Helper()
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(limit)); err != nil {
		t.Fatal(err)
	}
	return &esme{t: t, conn: conn, frames: smpp.NewFrameReader(conn, 0)}
}

// request writes one request; false when the connection is gone.
func (c *esme) request(p *smpp.PDU, id smpp.CommandID, fill func(*smpp.PDU)) bool {
	c.seq++
	p.Reset(id)
	p.Sequence = c.seq
	fill(p)
	frame, err := p.Append(nil, smpp.V34)
	if err != nil {
		c.t.Error(err)
		return false
	}
	_, err = c.conn.Write(frame)
	return err == nil
}

// read returns the next PDU, nil when the connection is gone.
func (c *esme) read() *smpp.PDU {
	frame, err := c.frames.Next()
	if err != nil {
		return nil
	}
	p := new(smpp.PDU)
	if err := smpp.Decode(p, bytes.Clone(frame), smpp.V34); err != nil {
		c.t.Error(err)
		return nil
	}
	return p
}
