package app

import (
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"relay/gateway/smpp"
)

// recorder is a provider that notes the text of each message before it answers,
// some milliseconds later, so that a window of them is open.
type recorder struct {
	port int

	mu   sync.Mutex
	seen map[string]int
	last int
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	v := &recorder{port: l.Addr().(*net.TCPAddr).Port, seen: map[string]int{}}
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			go v.serve(conn)
		}
	}()
	return v
}

func (v *recorder) serve(conn net.Conn) {
	defer conn.Close()
	frames := smpp.NewFrameReader(conn, 0)
	for {
		frame, err := frames.Next()
		if err != nil {
			return
		}
		var p smpp.PDU
		if smpp.Decode(&p, frame, smpp.V34) != nil || !p.ID.HasResponse() {
			continue
		}
		resp, wait := p.Resp(smpp.ROK), time.Duration(0)
		switch p.ID {
		case smpp.SubmitSM:
			v.mu.Lock()
			v.last++
			v.seen[string(p.Octets(smpp.FieldShortMessage))]++
			resp.SetStr(smpp.FieldMessageID, fmt.Sprintf("R%07d", v.last))
			wait = time.Duration(v.last%8) * time.Millisecond
			v.mu.Unlock()
		case smpp.BindTransceiver:
			resp.SetStr(smpp.FieldSystemID, "recorder")
		}
		out, err := resp.Append(nil, smpp.V34)
		if err != nil {
			return
		}
		time.AfterFunc(wait, func() { _, _ = conn.Write(out) })
	}
}

// counts are how often each text came.
func (v *recorder) counts() map[string]int {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := make(map[string]int, len(v.seen))
	for k, n := range v.seen {
		out[k] = n
	}
	return out
}

// repeated is how many came beyond the first of each text.
func (v *recorder) repeated() int {
	n := 0
	for _, c := range v.counts() {
		n += c - 1
	}
	return n
}

// bindESME binds as the account shop.
func bindESME(t *testing.T, port int) *esme {
	t.Helper()
	c := dialESME(t, port)
	c.request(&smpp.PDU{}, smpp.BindTransceiver, func(p *smpp.PDU) {
		p.SetStr(smpp.FieldSystemID, "shop").SetStr(smpp.FieldPassword, "s3cret").SetInt(smpp.FieldInterfaceVersion, 0x34)
	})
	if r := c.read(); r == nil || r.Status != smpp.ROK {
		t.Fatalf("bind: %+v", r)
	}
	return c
}

// submit writes a submit_sm whose text is its destination; false when the connection is gone.
func (c *esme) submit(to string) bool {
	return c.request(&smpp.PDU{}, smpp.SubmitSM, func(p *smpp.PDU) {
		p.SetStr(smpp.FieldSourceAddr, "A").SetInt(smpp.FieldSourceAddrTON, 5)
		p.SetStr(smpp.FieldDestinationAddr, to).SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1)
		p.SetOctets(smpp.FieldShortMessage, []byte(to))
	})
}

// submitted writes n submits and returns their answers' statuses and the ids of
// the good ones.
func (c *esme) submitted(n int) (statuses []smpp.Status, ids []string) {
	c.t.Helper()
	for range n {
		if !c.submit("999000000010") {
			c.t.Fatal("the connection is gone")
		}
	}
	for len(statuses) < n {
		r := c.read()
		if r == nil {
			c.t.Fatal("the connection is gone")
		}
		if r.ID != smpp.SubmitSM.Response() {
			continue
		}
		statuses = append(statuses, r.Status)
		if r.Status == smpp.ROK {
			ids = append(ids, r.Str(smpp.FieldMessageID))
		}
	}
	return statuses, ids
}
