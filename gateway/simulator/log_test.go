package simulator

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// told is the log in short; ids are left out.
func told(s *Simulator) (out []string) {
	for _, e := range s.Log() {
		detail := e.Detail
		if e.Kind == gateway.SimulatorAccepted {
			detail = "id"
		}
		out = append(out, fmt.Sprintf("%d %s %d %s %s", e.Session, e.Kind, e.Count, e.Party, detail))
	}
	return out
}

func TestTheLogAndTheSessions(t *testing.T) {
	s, at := serve(t, never)
	conn, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	stranger := connect(t, conn, smpp.V34)
	if _, err := stranger.Session.Bind(t.Context(), session.BindRequest{Type: session.Transmitter, SystemID: "shop", Password: "wrong", InterfaceVersion: 0x34}); err == nil {
		t.Fatal("a wrong password binds")
	}
	if len(s.Sessions()) != 0 {
		t.Errorf("%+v", s.Sessions())
	}
	a := bind(t, at, session.Transceiver, smpp.V34)
	a.id(submit("36301234567", "one"))
	a.ask(submit("99900000005", "refused"))
	last := a.id(submit("36301234568", "two"))
	inside, err := s.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := bindOver(t, inside, session.Receiver, smpp.V50)
	list := s.Sessions()
	if len(list) != 2 || list[0].ID != 2 || list[0].Remote != a.Local().String() || list[0].Bind != "transceiver" || list[0].Version != "3.4" || list[0].Accepted != 2 || list[0].Refused != 1 || list[0].Waiting != 2 ||
		list[1].Remote != "" || list[1].Version != "5.0" || list[1].SystemID != gateway.SimulatorSystemID || time.Since(list[1].Since) > time.Minute {
		t.Fatalf("%+v", list)
	}
	a.ask(about(smpp.CancelSM, last))
	if got := s.Sessions()[0].Waiting; got != 1 {
		t.Errorf("%d wait", got)
	}
	if err := s.Inject(t.Context(), "+999123456", "1234", "hello"); err != nil {
		t.Fatal(err)
	}
	if err := s.SetScenario("busy=9"); err != nil {
		t.Fatal(err)
	}
	want := []string{"1 Bind refused 1 shop ESME_RBINDFAIL", "2 Bound 1 relay transceiver 3.4", "2 Accepted 2 +36301234568 id", "2 Refused 1 +99900000005 ESME_RINVDSTADR", "3 Bound 1 relay receiver 5.0",
		"2 Receipt 1 +36301234568 DELETED", "0 Incoming 1 +999123456 ", "0 Scenario 1  busy=9"}
	if got := told(s); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	b.Close("the test is over")
}

func TestASessionIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Config{})
		inside, err := s.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		a := bindOver(t, inside, session.Transceiver, smpp.V34)
		if err := s.Drop(s.Sessions()[0].ID); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		var cut *session.Closed
		if err := <-a.why; !errors.As(err, &cut) || cut.By == "us" {
			t.Errorf("%v", err)
		}
		if err := s.Drop(1); err == nil || len(s.Sessions()) > 0 {
			t.Error("it is still there")
		}
		if got := told(s); len(got) != 2 || got[1] != "1 Ended 1 relay dropped by hand" {
			t.Errorf("%q", got)
		}
	})
}

func TestTheLogIsBounded(t *testing.T) {
	var j journal
	for i := range 3 * logLines {
		j.add(gateway.SimulatorEvent{Session: uint64(i), Kind: gateway.SimulatorBound})
	}
	if n := len(j.lines); n > logLines || n < logLines/2 || j.lines[n-1].Number != 3*logLines {
		t.Errorf("%d lines, the last is %+v", n, j.lines[n-1])
	}
}
