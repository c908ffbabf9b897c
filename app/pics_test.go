package app

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"relay/gateway/pics"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

const statementFile = "../gateway/PICS.md"

// The statement that is checked in is the one that the program prints.
func TestStatementIsCurrent(t *testing.T) {
	want := pics.Statement()
	code, out, errs := run(t, "", "pics")
	if code != 0 || out != want {
		t.Errorf("relay pics: exit %d, %s", code, errs)
	}
	have, err := os.ReadFile(statementFile)
	if err != nil || string(have) != want {
		t.Errorf("%s is not what the program says (%v): write it anew with relay pics > gateway/PICS.md", statementFile, err)
	}
}

// Every test that the statement names is there.
func TestStatementNamesItsTests(t *testing.T) {
	there := map[string]bool{}
	form := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !regexp.MustCompile(`_test\.go$`).MatchString(path) {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range form.FindAllSubmatch(b, -1) {
			there[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range pics.Rows() {
		for _, name := range r.Tests {
			if !there[name] {
				t.Errorf("%s: there is no %s", r.Name(), name)
			}
		}
		sends := func(d pics.Does) bool { return d == pics.Sends }
		if (sends(r.Client) || sends(r.Server)) && len(r.Tests) == 0 {
			t.Errorf("%s is sent, and no test is named for it", r.Name())
		}
	}
}

// side is a session of the test's with Relay.
type side struct{}

func (s *side) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{SystemID: "test"}
}
func (s *side) Bound(*session.Session) {}
func (s *side) Batch(*session.Session) {}
func (s *side) Request(c *session.Session, p *smpp.PDU) {
	if p.ID.HasResponse() {
		_ = c.Reply(p.Resp(smpp.ROK))
	}
}

func sessionConfig(role smpp.Role, v smpp.Version) session.Config {
	return session.Config{Role: role, Version: v, Window: 10, ResponseTimeout: 10 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: &side{}}
}

// askFor is a request that is complete enough to be judged on its merits.
func askFor(id smpp.CommandID) *smpp.PDU {
	p := smpp.New(id).SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, "Shop").
		SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).SetStr(smpp.FieldDestinationAddr, "99912345670").
		SetStr(smpp.FieldShortMessage, "hello").SetInt(smpp.FieldNumMessages, 1).SetStr(smpp.FieldParamName, "version")
	switch id {
	case smpp.QuerySM, smpp.CancelSM, smpp.ReplaceSM, smpp.QueryBroadcastSM, smpp.CancelBroadcastSM, smpp.QueryMsgDetails:
		p.SetStr(smpp.FieldMessageID, "1")
	case smpp.SubmitMulti:
		p.SetDestinations([]smpp.Destination{{Flag: 1, Address: smpp.Address{TON: 1, NPI: 1, Addr: "99912345670"}}})
	case smpp.DataSM:
		p.AddTLV(smpp.TagMessagePayload, []byte("hello"))
	case smpp.BroadcastSM:
		p.AddTLV(smpp.TagBroadcastAreaIdentifier, []byte{0, 'a'}).AddTLV(smpp.TagBroadcastContentType, []byte{0, 0, 1}).
			AddTLVInt(smpp.TagBroadcastRepNum, 1).AddTLV(smpp.TagBroadcastFrequencyInterval, []byte{8, 0, 1})
	}
	return p
}

// measure sends a request and says what the other side does with it.
func measure(t *testing.T, s *session.Session, p *smpp.PDU) pics.Does {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	if !p.ID.HasResponse() {
		if err := s.Send(p, nil); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		return pics.Takes // no answer is the answer; a generic_nack would fail the next request's count
	}
	resp, err := s.Do(ctx, p)
	switch {
	case err != nil:
		t.Errorf("%s: %v", p.ID, err)
		return pics.Nothing
	case resp.ID != p.ID.Response():
		t.Errorf("%s is answered with %s", p.ID, resp.ID)
	case resp.Status == smpp.RINVCMDID:
		return pics.Refuses
	}
	return pics.Answers
}

// agrees tells whether a measured reaction is the stated one.
func agrees(stated, measured pics.Does) bool {
	return stated == measured || stated == pics.Both && measured == pics.Answers
}

// TestStatementIsMeasured sends every request that a side may send to the
// program's server link, simulator and client link, in every version.
func TestStatementIsMeasured(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, v := range smpp.Versions() {
		folder, port, sim := t.TempDir(), freePort(t), freePort(t)
		provider := fmt.Sprintf("[[client]]\nname = \"provider\"\nhost = \"127.0.0.1\"\nport = %d\nsystem_id = \"acme\"\npassword = \"secret\"\nversion = %q\nbind = \"receiver\"\n", l.Addr().(*net.TCPAddr).Port, v)
		p := serving(t, folder, "--config", write(t, officeConfig(port)+provider+fmt.Sprintf("[simulator]\nenabled = true\nlisten = \"127.0.0.1:%d\"\n", sim)))
		t.Run("server link "+v.String(), func(t *testing.T) {
			measureServer(t, v, port, "shop", "s3cret", func(r pics.Row) pics.Does { return r.Server })
		})
		t.Run("simulator "+v.String(), func(t *testing.T) {
			measureServer(t, v, sim, "relay", "relay", func(r pics.Row) pics.Does { return r.Simulator })
		})
		t.Run("client link "+v.String(), func(t *testing.T) { measureClient(t, v, l) })
		p.terminate()
	}
}

func measureServer(t *testing.T, v smpp.Version, port int, systemID, password string, stated func(pics.Row) pics.Does) {
	bound := func(kind session.BindType) *session.Session {
		t.Helper()
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			t.Fatal(err)
		}
		s := session.New(conn, sessionConfig(smpp.ESME, v))
		ended := make(chan struct{})
		go func() { defer close(ended); _ = s.Run(context.Background()) }()
		t.Cleanup(func() { s.Close("the test is over"); <-ended })
		if _, err := s.Bind(t.Context(), session.BindRequest{Type: kind, SystemID: systemID, Password: password, InterfaceVersion: byte(v)}); err != nil {
			t.Fatalf("bind as %s: %v", kind, err)
		}
		return s
	}
	kinds := []session.BindType{session.Transmitter, session.Receiver}
	if v > smpp.V33 {
		kinds = append(kinds, session.Transceiver)
	}
	for _, kind := range kinds {
		s := bound(kind)
		for _, r := range pics.Rows() {
			if !r.In(v) || r.Command == smpp.Unbind || !smpp.Legal(r.Command, v, s.State(), smpp.ESME) || r.Name() == smpp.GenericNack.String() {
				continue
			}
			if got := measure(t, s, askFor(r.Command)); !agrees(stated(r), got) {
				t.Errorf("%s as %s: it %s, and the statement says %s", r.Name(), kind, got, stated(r))
			}
		}
		if err := s.Unbind(t.Context()); err != nil {
			t.Errorf("unbind: %v", err)
		}
	}
}

func measureClient(t *testing.T, v smpp.Version, l net.Listener) {
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	s := session.New(conn, sessionConfig(smpp.MC, v))
	ended := make(chan struct{})
	go func() { defer close(ended); _ = s.Run(context.Background()) }()
	defer func() { s.Close("the test is over"); <-ended }()
	waitFor(t, "the client link binds", func() bool { return s.State().Bound() })
	for _, r := range pics.Rows() {
		if !r.In(v) || r.Command == smpp.Unbind || !smpp.Legal(r.Command, v, s.State(), smpp.MC) || r.Name() == smpp.GenericNack.String() {
			continue
		}
		if got := measure(t, s, askFor(r.Command)); !agrees(r.Client, got) {
			t.Errorf("%s: it %s, and the statement says %s", r.Name(), got, r.Client)
		}
	}
	if err := s.Unbind(t.Context()); err != nil {
		t.Errorf("unbind: %v", err)
	}
}
