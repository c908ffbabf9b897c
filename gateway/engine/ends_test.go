package engine_test

import (
	"net"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/storage"
)

// end is why a session ended, as it is stored.
func (h *house) end(session uint64) gateway.SessionEnd {
	h.t.Helper()
	e, _, err := h.db.SessionEnd(h.t.Context(), session)
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

// sessionOf is the session in which a link logged a command with a status last.
func (h *house) sessionOf(link string, id smpp.CommandID, status smpp.Status) (n uint64) {
	h.t.Helper()
	records, _ := h.PDUs(0, 1000)
	for _, r := range records {
		var p smpp.PDU
		_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
		if r.Link == link && p.ID == id && p.Status == status {
			n = r.Session
		}
	}
	return n
}

// Why a session of a provider ended, by whom and when, is known after a restart:
// one that the provider closed, one that it refused, and one that Relay ended.
func TestEndsOfClientSessionsAreKept(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	began := time.Now()
	h.apply(func(c *gateway.Config) {
		a := gateway.NewClient()
		a.Name, a.Host, a.Port, a.SystemID, a.Password, a.ReconnectFirst = "away", "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "x", "y", 100*time.Millisecond
		c.Clients = append(c.Clients, a, loopback())
	})
	answer := func(status smpp.Status) *raw {
		conn, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
		r := rawOver(t, conn)
		p := r.next()
		r.send(p.Resp(status), p.Sequence)
		return r
	}
	first := answer(smpp.ROK)
	h.until("the link is bound", func() bool { s, _ := h.Status().Link("away"); return s.State == gateway.LinkBound })
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := answer(smpp.RINVPASWD)
	defer second.Close()
	h.until("the second bind is refused", func() bool { s, _ := h.Status().Link("away"); return s.State == gateway.LinkRefused })
	h.until("the simulator's link is bound", func() bool { s, _ := h.Status().Link("loopback"); return s.State == gateway.LinkBound })
	cut, refused, own := h.sessionOf("away", smpp.BindTransceiverResp, smpp.ROK), h.sessionOf("away", smpp.BindTransceiverResp, smpp.RINVPASWD), h.sessionOf("loopback", smpp.BindTransceiverResp, smpp.ROK)
	h.until("the end is stored while Relay runs", func() bool { return h.end(cut).Why != "" })
	h.close()
	h = openHouse(t, folder, false)
	for name, c := range map[string]struct {
		session       uint64
		link, by, why string
	}{
		"cut":     {cut, "away", "peer", "the peer closed the connection"},
		"refused": {refused, "away", "peer", smpp.RINVPASWD.Info().Meaning + " (ESME_RINVPASWD)"},
		"stopped": {own, "loopback", "us", "Relay signed off"},
	} {
		e := h.end(c.session)
		if e.Session == 0 || e.Link != c.link || e.By != c.by || e.Why != c.why || e.At.Before(began.Truncate(time.Microsecond)) || e.At.After(time.Now()) {
			t.Errorf("%s: %+v", name, e)
		}
		if c.link == "away" && e.Remote != l.Addr().String() {
			t.Errorf("%s: the peer was %q", name, e.Remote)
		}
	}
}

// Of an application's session it is known too, and of a refused bind what the
// application was not told.
func TestEndsOfServerSessionsAreKept(t *testing.T) {
	h := office(t, nil)
	app := h.bind(session.Transceiver, smpp.V34)
	bound := h.sessionOf("office", smpp.BindTransceiverResp, smpp.ROK)
	app.Close("the application ends")
	st, _ := h.Status().Link("office")
	conn, err := net.Dial("tcp", st.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	r := rawOver(t, conn)
	r.send(bindAs("shop", "wrong"), 1)
	r.until(1)
	refused := h.sessionOf("office", smpp.BindTransceiverResp, smpp.RBINDFAIL)
	h.until("both ends are stored", func() bool { return h.end(bound).Why != "" && h.end(refused).Why != "" })
	if e := h.end(bound); e.Account != "shop" || e.By != "peer" || e.Why != "the peer closed the connection" || e.Remote == "" {
		t.Errorf("%+v", e)
	}
	if e := h.end(refused); e.By != "us" || e.Why != "the bind was refused: the password is wrong" {
		t.Errorf("%+v", e)
	}
}

// They go with the age of the PDU log.
func TestOldEndsGo(t *testing.T) {
	h := openHouse(t, t.TempDir(), false)
	h.old(500, gateway.Delivered) // goes with them, and an update tells it
	done := make(chan error, 1)
	h.db.Write(func(tx *storage.Tx) error {
		return tx.AddSessionEnds([]gateway.SessionEnd{{Session: 1, At: time.Now().AddDate(0, 0, -8), Why: "old"}, {Session: 2, At: time.Now().AddDate(0, 0, -6), Why: "young"}})
	}, func(err error) { done <- err })
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("the old end goes", func() bool { return h.end(1).Why == "" })
	if h.end(2).Why != "young" {
		t.Error("the young one went too")
	}
}
