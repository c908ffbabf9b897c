package engine_test

import (
	"fmt"
	"net"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Every setting that dresses a message is on the wire, and a message of an
// account passes without them.
func TestLinkSettingsDressMessages(t *testing.T) {
	h, v := office(t, nil), newProvider(t, nil)
	h.link(v, func(l *gateway.ClientConfig) {
		l.ServiceType, l.ProtocolID, l.Priority, l.SourceTON, l.DestNPI, l.Receipts, l.Validity = "CMT", 65, 2, 0, 9, "failure", "absolute"
		l.TLVs, l.Rewrite, l.DefaultValidity = []string{"user_message_reference=0007", `0x1400="x"`}, []string{"06>+36"}, time.Hour
	})
	h.send(gateway.Draft{Link: "provider", From: "Shop", To: "06301234567", Text: "dressed"})
	p := v.next()
	ref, _ := p.TLVInt(smpp.TagUserMessageReference)
	vendor, _ := p.TLV(0x1400)
	got := fmt.Sprintf("%s %d %d %d/%d %d/%d %s %d %d %q", p.Str(smpp.FieldServiceType), p.Int(smpp.FieldProtocolID), p.Int(smpp.FieldPriorityFlag),
		p.Int(smpp.FieldSourceAddrTON), p.Int(smpp.FieldSourceAddrNPI), p.Int(smpp.FieldDestAddrTON), p.Int(smpp.FieldDestAddrNPI), p.Str(smpp.FieldDestinationAddr),
		p.Int(smpp.FieldRegisteredDelivery), ref, vendor)
	if want := `CMT 65 2 0/0 1/9 36301234567 2 7 "x"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if at, relative, err := smpp.ParseTime(p.Str(smpp.FieldValidityPeriod), time.Now()); err != nil || relative || time.Until(at) > time.Hour {
		t.Errorf("validity_period %q", p.Str(smpp.FieldValidityPeriod))
	}
	h.apply(func(c *gateway.Config) { c.Routes = []gateway.Route{{Account: "*", Links: []string{"provider"}}} })
	h.bind(0, smpp.V34).accepted(submit("Shop", "36301234567", "as it is"))
	if p := v.next(); p.Str(smpp.FieldServiceType) != "" || p.Int(smpp.FieldSourceAddrTON) != 5 || p.Int(smpp.FieldDestAddrNPI) != 1 {
		t.Errorf("an account's message was dressed: %q %d %d", p.Str(smpp.FieldServiceType), p.Int(smpp.FieldSourceAddrTON), p.Int(smpp.FieldDestAddrNPI))
	}
}

// When the first host can't be reached, the next one is, and several sessions
// are bound at once.
func TestBackupHostsAndSessions(t *testing.T) {
	h, v := newHouse(t), newProvider(t, nil)
	h.apply(func(c *gateway.Config) {
		l := gateway.NewClient()
		l.Name, l.Host, l.Port, l.SystemID, l.Password = "provider", "127.0.0.1", 1, "acme", "secret"
		l.BackupHosts, l.Sessions, l.ReconnectFirst = []string{fmt.Sprintf("127.0.0.1:%d", v.l.Addr().(*net.TCPAddr).Port)}, 3, 100*time.Millisecond
		c.Clients = append(c.Clients, l)
	})
	for range 3 {
		v.client(t)
	}
	h.until("three sessions", func() bool { l, _ := h.Status().Link("provider"); return len(l.Sessions) == 3 && l.Window == 30 })
	id := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "over any"})
	h.untilState(id, gateway.Accepted)
}

// A message that can not leave within the link's longest wait expires.
func TestLongestWait(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Enabled, l.MaxQueueAge = false, 50*time.Millisecond
		c.Clients = append(c.Clients, l)
	})
	id := h.send(gateway.Draft{Link: "loopback", From: "Shop", To: "+36301234567", Text: "waits"})
	if m := h.untilState(id, gateway.Expired); m.Error == nil {
		t.Error("it does not say why")
	}
}

// A passing error is met so often as the link says, and no more.
func TestTriesEnd(t *testing.T) {
	h := newHouse(t)
	v := newProvider(t, func(p *smpp.PDU) *smpp.PDU { return p.Resp(smpp.RSYSERR) })
	h.link(v, func(l *gateway.ClientConfig) {
		l.RetryTries, l.RetryFirst, l.RetryMax = 3, 100*time.Millisecond, time.Second
	})
	id := h.send(gateway.Draft{From: "Shop", To: "+36301234567", Text: "again and again"})
	m := h.untilState(id, gateway.Failed)
	if m.PartList[0].Attempts != 3 || m.Error == nil || m.Error.Status != smpp.RSYSERR {
		t.Errorf("%d attempts, %+v", m.PartList[0].Attempts, m.Error)
	}
}

// What is urgent overtakes what waits, within a priority the order stays, and
// an application's priority counts too.
func TestUrgentLeavesFirst(t *testing.T) {
	h, v := office(t, nil), newProvider(t, nil)
	h.apply(func(c *gateway.Config) {
		l := gateway.NewClient()
		l.Name, l.Host, l.Port, l.SystemID, l.Password, l.Rate, l.Enabled = "provider", "127.0.0.1", v.l.Addr().(*net.TCPAddr).Port, "acme", "secret", 0, false
		c.Clients, c.Routes = append(c.Clients, l), []gateway.Route{{Account: "*", Links: []string{"provider"}}}
	})
	for _, d := range []struct {
		text     string
		priority int
	}{{"later 1", 0}, {"soon 1", 1}, {"later 2", 0}, {"now", 3}, {"soon 2", 1}} {
		h.send(gateway.Draft{Link: "provider", From: "Shop", To: "+36301234567", Text: d.text, Priority: d.priority})
	}
	h.bind(0, smpp.V34).accepted(submit("Shop", "36301234567", "from the shop").SetInt(smpp.FieldPriorityFlag, 2))
	if err := h.Connect(t.Context(), "provider"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"now 3", "from the shop 2", "soon 1 1", "soon 2 1", "later 1 0", "later 2 0"} {
		p := v.next()
		if got := fmt.Sprintf("%s %d", p.Octets(smpp.FieldShortMessage), p.Int(smpp.FieldPriorityFlag)); got != want {
			t.Errorf("%s leaves, want %s", got, want)
		}
	}
	if _, err := h.Send(t.Context(), gateway.Draft{Link: "provider", From: "Shop", To: "+36301234567", Text: "x", Priority: 4}); err == nil {
		t.Error("a priority of 4 is taken")
	}
}

// A session whose window is full leaves what comes to one that has places.
func TestAFullSessionLeavesWorkToTheOthers(t *testing.T) {
	h := newHouse(t)
	v := newProvider(t, nil)
	v.answers(func(p *smpp.PDU) *smpp.PDU {
		if p.Str(smpp.FieldShortMessage) == "mute" {
			return nil
		}
		return v.ok(p)
	})
	h.link(v, func(c *gateway.ClientConfig) { c.Sessions, c.Window, c.ResponseTimeout = 3, 1, 50*time.Second })
	for range 2 {
		v.client(t) // the others
	}
	for range 2 {
		h.send(gateway.Draft{To: "+4917012345678", Text: "mute"})
		v.next()
	}
	for range 20 {
		id := h.send(gateway.Draft{To: "+4917012345678", Text: "go on"})
		v.next()
		h.untilState(id, gateway.Accepted)
	}
}

// What a provider was seen to take is remembered over a restart, until the rate
// is set anew.
func TestTheProvidersLimitIsRemembered(t *testing.T) {
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	v := newProvider(t, nil)
	n := 0
	v.answers(func(p *smpp.PDU) *smpp.PDU {
		if n++; n == 21 {
			return p.Resp(smpp.RTHROTTLED)
		}
		return v.ok(p)
	})
	h.link(v, func(c *gateway.ClientConfig) { c.Window = 1 })
	for range 21 {
		h.send(gateway.Draft{To: "+4917012345678", Text: "on and on"})
	}
	limit := func() float64 {
		st, _ := h.Status().Link("provider")
		return st.Limit
	}
	h.until("a limit is seen", func() bool { return limit() > 0 })
	was := limit()
	if was > 20 {
		t.Errorf("20 were taken, the limit is %g a second", was)
	}
	h.close()
	h = openHouse(t, folder, true)
	if limit() != was {
		t.Errorf("after a restart the limit is %g, it was %g", limit(), was)
	}
	h.apply(func(c *gateway.Config) { c.Clients[0].Rate = 500 })
	if limit() != 0 {
		t.Errorf("with a new rate the limit is still %g", limit())
	}
	h.close()
	h = openHouse(t, folder, true)
	if limit() != 0 {
		t.Errorf("after another restart the limit is %g again", limit())
	}
}
