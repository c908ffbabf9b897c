package connections_test

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/uitest"
)

func TestSealed(t *testing.T) {
	for want, s := range map[string]gateway.SessionStatus{
		"TLS 1.3|AES_128_GCM_SHA256": {Account: "shop", TLS: "TLS 1.3", Cipher: "TLS_AES_128_GCM_SHA256"},
		"TLS 1.2|AES_256_GCM_SHA384": {Account: "shop", TLS: "TLS 1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
		"plain|":                     {Account: "shop"},
		"|":                          {},
	} {
		version, cipher := connections.Sealed(s)
		if got := version + "|" + cipher; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestCertificateInWords(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for _, c := range []struct {
		left  time.Duration
		words string
		short string
		grade gateway.Severity
	}{
		{90*day + time.Hour, "90 days left", "", gateway.Info},
		{21 * day, "21 days left", "certificate: 21 days left", gateway.Warning},
		{day + time.Minute, "1 day left", "certificate: 1 day left", gateway.Warning},
		{day - time.Minute, "less than a day", "certificate ends today", gateway.Warning},
		{0, "has ended", "certificate ended", gateway.Severe},
		{-day, "has ended on 28 Feb 2026", "certificate ended", gateway.Severe},
	} {
		text, grade := connections.CertWords(now.Add(c.left), now)
		if !strings.Contains(text, c.words) || grade != c.grade {
			t.Errorf("%s: %q, %v", c.left, text, grade)
		}
		if got := connections.CertLeft(now.Add(c.left), now); got != c.short {
			t.Errorf("%s: %q", c.left, got)
		}
	}
	if connections.CertLeft(time.Time{}, now) != "" {
		t.Error("without TLS there is a certificate")
	}
}

// A listener says how its sessions are sealed and how long its certificate is
// valid, on its card and on the page of the accounts.
func TestAListenerTellsOfItsTLS(t *testing.T) {
	h, d, v := accounts(t, 1236)
	h.Cfg.Servers[0].TLSCert, h.Cfg.Version = "office.pem", h.Cfg.Version+1
	l := &h.Stat.Links[0]
	l.CertUntil = time.Now().Add(12*24*time.Hour + time.Hour)
	l.Sessions[0].TLS, l.Sessions[0].Cipher = "TLS 1.3", "TLS_CHACHA20_POLY1305_SHA256"
	v.Update(gateway.Update{Config: true})
	for _, want := range []string{"TLS 1.3", "CHACHA20_POLY1305_SHA256", "plain", "12 days left."} {
		if !uitest.Shows(v.Object(), want) && !drawn(v.Object(), want) {
			t.Errorf("the card: %q is not shown", want)
		}
	}
	v.ShowAccounts("shop")
	d.Show(v.Object())
	for _, want := range []string{"TLS 1.3", "CHACHA20_POLY1305_SHA256", "certificate: 12 days left"} {
		if !uitest.Shows(v.Object(), want) && !drawn(v.Object(), want) {
			t.Errorf("the page: %q is not shown", want)
		}
	}
}
