package app

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway/smpp"
)

// crashes is how many times each crash test kills the gateway.
var crashes = flag.Int("crashes", 5, "how many times each crash test kills the gateway")

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

// TestKillWhileSending kills the gateway while its messages are on their way to
// a provider: nothing that was queued is lost, and what was in flight is sent
// again with its flag.
func TestKillWhileSending(t *testing.T) {
	port := freePort(t)
	serving(t, t.TempDir(), "--config", write(t, fmt.Sprintf("[simulator]\nenabled = true\nlisten = \"127.0.0.1:%d\"\nscenario = \"slow\"\n", port)))
	for round := range *crashes {
		folder := t.TempDir()
		config := write(t, providerConfig(port, "relay", "relay", "window = 5"))
		p := serving(t, folder, "--config", config)
		const n = 15
		var in strings.Builder
		for i := range n {
			fmt.Fprintf(&in, "{\"key\":\"k%d\",\"from\":\"A\",\"to\":\"+3630123%04d\",\"text\":\"message %d\"}\n", i, i, i)
		}
		code, out, errs := run(t, in.String(), append(flags(folder), "send", "--link", "provider", "--jsonl", "-", "--wait", "queued")...)
		if code != 0 {
			t.Fatalf("send: exit %d\n%s%s", code, out, errs)
		}
		queued := map[string]bool{}
		for line := range strings.Lines(out) {
			var l struct {
				Key    string `json:"key"`
				Queued bool   `json:"queued"`
			}
			if json.Unmarshal([]byte(line), &l) == nil && l.Queued {
				queued[l.Key] = true
			}
		}
		if len(queued) != n {
			t.Fatalf("%d of %d queued", len(queued), n)
		}
		sending := func() int { return len(listed(t, folder, "--state", "sending")) }
		waitFor(t, "some are in flight", func() bool { return sending() > 0 })
		p.kill()
		inFlight := sending()

		p = serving(t, folder)
		waitFor(t, "the provider has all", func() bool {
			return len(listed(t, folder, "--state", "accepted"))+len(listed(t, folder, "--state", "delivered")) == n
		})
		flagged := 0
		for _, m := range listed(t, folder) {
			if !queued[m.Key] {
				t.Errorf("%q came from nowhere", m.Key)
			}
			delete(queued, m.Key)
			if m.PossibleDuplicate {
				flagged++
			}
		}
		if len(queued) > 0 {
			t.Errorf("lost: %v", queued)
		}
		if inFlight == 0 || flagged != inFlight {
			t.Errorf("round %d: %d were in flight, %d are flagged", round, inFlight, flagged)
		}
		p.terminate()
	}
}

// TestKillWhileAccepting kills the gateway while an application submits: every
// message that was answered is there, and is delivered.
func TestKillWhileAccepting(t *testing.T) {
	for range *crashes {
		folder, port := t.TempDir(), freePort(t)
		config := write(t, officeConfig(port))
		p := serving(t, folder, "--config", config)
		c := dialESME(t, port)
		c.request(&smpp.PDU{}, smpp.BindTransceiver, func(p *smpp.PDU) {
			p.SetStr(smpp.FieldSystemID, "shop").SetStr(smpp.FieldPassword, "s3cret").SetInt(smpp.FieldInterfaceVersion, 0x34)
		})
		if r := c.read(); r == nil || r.Status != smpp.ROK {
			t.Fatalf("bind: %+v", r)
		}
		const n = 300
		go func() {
			for i := range n {
				if !c.request(&smpp.PDU{}, smpp.SubmitSM, func(p *smpp.PDU) {
					p.SetStr(smpp.FieldSourceAddr, "A").SetInt(smpp.FieldSourceAddrTON, 5)
					p.SetStr(smpp.FieldDestinationAddr, fmt.Sprintf("99900%05d0", i)).SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1)
					p.SetOctets(smpp.FieldShortMessage, []byte("hello"))
				}) {
					return
				}
			}
		}()
		var answered []string
		for len(answered) < n/3 {
			r := c.read()
			if r == nil {
				t.Fatal("the connection ended early")
			}
			if r.ID == smpp.SubmitSM.Response() && r.Status == smpp.ROK {
				answered = append(answered, r.Str(smpp.FieldMessageID))
			}
		}
		p.kill()
		for r := c.read(); r != nil; r = c.read() {
			if r.ID == smpp.SubmitSM.Response() && r.Status == smpp.ROK {
				answered = append(answered, r.Str(smpp.FieldMessageID))
			}
		}
		p = serving(t, folder)
		waitFor(t, "all are delivered", func() bool { return len(listed(t, folder)) == len(listed(t, folder, "--state", "delivered")) })
		stored := map[string]bool{}
		for _, m := range listed(t, folder) {
			if m.AccountMessageID != nil {
				stored[*m.AccountMessageID] = true
			}
		}
		for _, id := range answered {
			if !stored[id] {
				t.Errorf("%s was answered and is not there", id)
			}
		}
		p.terminate()
	}
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
