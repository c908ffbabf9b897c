package engine_test

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// A link whose password can't be opened here waits for the user, dials nobody
// meanwhile, and binds with the password that is entered again. That of the
// simulator needs none.
func TestALinkWithoutItsPasswordWaitsForTheUser(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	folder := t.TempDir()
	h := openHouse(t, folder, false)
	h.apply(func(c *gateway.Config) {
		a := gateway.NewClient()
		a.Name, a.Host, a.Port, a.SystemID, a.Password, a.ReconnectFirst = "away", "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "x", "old", 100*time.Millisecond
		c.Clients = append(c.Clients, a, loopback())
	})
	h.close()
	if err := os.Remove(filepath.Join(folder, "relay.key")); err != nil {
		t.Fatal(err)
	}
	h = openHouse(t, folder, true)
	status := func() gateway.LinkStatus { s, _ := h.Status().Link("away"); return s }
	h.until("the link waits for its password", func() bool { return status().State == gateway.LinkRefused })
	if s := status(); s.Error != "The stored password can't be opened here: enter it again." || s.Advice == "" || !s.RetryAt.IsZero() {
		t.Errorf("%+v", s)
	}
	h.until("the simulator's link is bound", func() bool { s, _ := h.Status().Link("loopback"); return s.State == gateway.LinkBound })
	h.apply(func(c *gateway.Config) { c.Clients[0].Password = "new" })
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	r := rawOver(t, conn)
	p := r.next()
	if got := p.Str(smpp.FieldPassword); got != "new" {
		t.Errorf("the first bind that came has %q", got)
	}
	r.send(p.Resp(smpp.ROK), p.Sequence)
	h.until("the link is bound", func() bool { return status().State == gateway.LinkBound })
}
