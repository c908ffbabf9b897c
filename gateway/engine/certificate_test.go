package engine_test

import (
	"crypto/tls"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// A session says how it is sealed, once it is bound; one in clear says nothing.
func TestSessionsTellTheirTLS(t *testing.T) {
	f := tlsFort(t, nil)
	f.apply(func(c *gateway.Config) {
		open := gateway.NewServer()
		open.Name, open.Listen = "open", "127.0.0.1:0"
		c.Servers = append(c.Servers, open)
	})
	sealedBy := func(link string) []string {
		st, _ := f.Status().Link(link)
		var out []string
		for _, s := range st.Sessions {
			out = append(out, s.TLS+" "+s.Cipher)
		}
		return out
	}
	conn := tls.Client(f.dial("127.0.0.50"), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}})
	if err := conn.Handshake(); err != nil {
		t.Fatal(err)
	}
	f.until("the connection is seen", func() bool { return len(sealedBy("gate")) == 1 })
	if got := sealedBy("gate"); got[0] != " " {
		t.Errorf("before its bind: %q", got)
	}
	e := f.bindOver(conn, "shop", session.Transceiver, smpp.V34)
	defer e.Close("done")
	if got := sealedBy("gate"); !slices.Equal(got, []string{"TLS 1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}) {
		t.Errorf("sealed: %q", got)
	}
	gate := f.addr
	st, _ := f.Status().Link("open")
	f.addr = st.Address
	plain := f.bindOver(f.dial("127.0.0.51"), "shop", session.Transceiver, smpp.V34)
	defer plain.Close("done")
	if got := sealedBy("open"); !slices.Equal(got, []string{" "}) {
		t.Errorf("in clear: %q", got)
	}

	// A client link tells it of its own session.
	f.addr = gate
	f.apply(func(c *gateway.Config) {
		l := gateway.NewClient()
		at, err := netip.ParseAddrPort(gate)
		if err != nil {
			t.Fatal(err)
		}
		l.Name, l.Host, l.Port, l.SystemID, l.Password, l.TLS, l.TLSInsecure = "up", at.Addr().String(), int(at.Port()), "clean", "s3cret", true, true
		c.Clients = append(c.Clients, l)
	})
	f.until("the link is up", func() bool { st, _ := f.Status().Link("up"); return st.State.Up() && len(st.Sessions) == 1 })
	if got := sealedBy("up"); !strings.HasPrefix(got[0], "TLS 1.3 TLS_") {
		t.Errorf("the link: %q", got)
	}
}

// A certificate that ends soon is told of when its listener opens, and as long as
// it is in force.
func TestCertificateEnds(t *testing.T) {
	for _, c := range []struct {
		left     time.Duration
		says     string
		severity gateway.Severity
	}{{90 * 24 * time.Hour, "", 0}, {10 * 24 * time.Hour, "ends on", gateway.Warning}, {30 * time.Hour, "ends on", gateway.Warning}, {-time.Hour, "has ended on", gateway.Severe}} {
		until := time.Now().Add(c.left).Truncate(time.Second)
		f := tlsFortUntil(t, until, nil)
		st := f.Status()
		if l, _ := st.Link("gate"); !l.CertUntil.Equal(until) {
			t.Errorf("valid until %s, told %s", until, l.CertUntil)
		}
		var told []gateway.Event
		for len(f.updates) > 0 {
			for _, e := range (<-f.updates).Events {
				if strings.Contains(e.Text, "certificate") {
					told = append(told, e)
				}
			}
		}
		if c.says == "" {
			if len(st.Warnings)+len(told) > 0 {
				t.Errorf("%s left: %q %v", c.left, st.Warnings, told)
			}
			continue
		}
		want := c.says + " " + until.Local().Format(time.DateOnly)
		if len(st.Warnings) != 1 || !strings.Contains(st.Warnings[0], want) {
			t.Errorf("%s left: warnings %q", c.left, st.Warnings)
		}
		if len(told) != 1 || !strings.Contains(told[0].Text, want) || told[0].Severity != c.severity || told[0].Link != "gate" {
			t.Errorf("%s left: told %+v", c.left, told)
		}
		if err := f.Disconnect(t.Context(), "gate"); err != nil {
			t.Fatal(err)
		}
		if st := f.Status(); len(st.Warnings) != 0 {
			t.Errorf("closed, and still %q", st.Warnings)
		}
	}
}

// A certificate that is put in the place of a listener's is shown from then on,
// without a stop: sessions stay. One whose key is not there yet waits.
func TestCertificateIsRenewed(t *testing.T) {
	first, second := time.Now().Add(10*24*time.Hour).Truncate(time.Second), time.Now().Add(90*24*time.Hour).Truncate(time.Second)
	f := tlsFortUntil(t, first, nil)
	shown := func() time.Time {
		conn := tls.Client(f.dial("127.0.0.52"), &tls.Config{InsecureSkipVerify: true})
		defer conn.Close()
		if err := conn.Handshake(); err != nil {
			t.Fatal(err)
		}
		return conn.ConnectionState().PeerCertificates[0].NotAfter
	}
	var told []string
	hear := func() {
		for len(f.updates) > 0 {
			for _, e := range (<-f.updates).Events {
				if strings.Contains(e.Text, "new certificate") {
					told = append(told, e.Text)
				}
			}
		}
	}
	look := func(until time.Time, warnings, events int, says string) {
		t.Helper()
		f.LookAtCertificates()
		hear()
		st := f.Status()
		if l, _ := st.Link("gate"); !l.CertUntil.Equal(until) || len(st.Warnings) != warnings {
			t.Errorf("told until %s, want %s; warnings %q", l.CertUntil, until, st.Warnings)
		}
		if got := shown(); !got.Equal(until) {
			t.Errorf("shown until %s, want %s", got, until)
		}
		if len(told) != events || events > 0 && !strings.Contains(told[events-1], says) {
			t.Errorf("told %q", told)
		}
	}
	conn := tls.Client(f.dial("127.0.0.53"), &tls.Config{InsecureSkipVerify: true})
	e := f.bindOver(conn, "shop", session.Transceiver, smpp.V34)
	go e.listen()
	look(first, 1, 0, "")
	cert, key := f.Config().Servers[0].TLSCert, f.Config().Servers[0].TLSKey
	der, secret := newPair(t, second)
	writePEM(t, cert, "CERTIFICATE", der)
	look(first, 1, 1, "is not in use")
	look(first, 1, 1, "is not in use") // told once
	writePEM(t, key, "RSA PRIVATE KEY", secret)
	look(second, 0, 2, "uses its new certificate, which is valid until "+second.Local().Format(time.DateOnly))
	look(second, 0, 2, "")
	e.accepted(submit("Shop", "+36301234567", "over the session from before"))
}
