package connections_test

import (
	"strings"
	"testing"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/uitest"
)

func TestHandOver(t *testing.T) {
	s, a := gateway.NewServer(), gateway.NewAccount()
	s.Name, s.Listen = "office", "0.0.0.0:2775"
	a.SystemID, a.Rate, a.Daily, a.Hours, a.Senders = "shop<1>", 50, 1000, "Mon-Fri 08:00-18:00", []string{"Shop"}
	other := gateway.NewServer()
	other.Name, other.Listen = "inner", "127.0.0.1:2776"
	a.Servers = []string{"office"}
	lines := connections.HandOver(gateway.Config{Servers: []gateway.ServerConfig{s, other}}, gateway.Status{}, a)
	text, page := connections.SheetText(a.SystemID, lines), connections.SheetHTML(a.SystemID, lines)
	for _, want := range []string{"0.0.0.0:2775", "50 a second", "1,000 a day", "Mon-Fri 08:00-18:00", "Shop", "ESME_RTHROTTLED", "put this computer's address"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the sheet:\n%s", want, text)
		}
	}
	if strings.Contains(text, "2776") || strings.Contains(page, "shop<1>") || !strings.Contains(page, "shop&lt;1&gt;") {
		t.Errorf("another listener's port, or raw HTML:\n%s", page)
	}
}

// The sheet tells which TLS the listener demands.
func TestHandOverTellsOfTLS(t *testing.T) {
	s, a := gateway.NewServer(), gateway.NewAccount()
	s.Name, s.Listen, s.TLSCert, s.TLSKey, a.SystemID = "office", "127.0.0.1:2775", "cert.pem", "key.pem", "shop"
	sheet := func() string {
		return connections.SheetText(a.SystemID, connections.HandOver(gateway.Config{Servers: []gateway.ServerConfig{s}}, gateway.Status{}, a))
	}
	if text := sheet(); !strings.Contains(text, "1.2 or 1.3, from the first octet") || strings.Contains(text, "client certificate") {
		t.Error(text)
	}
	s.TLSMin, s.TLSClientCA = "1.3", "ca.pem"
	if text := sheet(); strings.Contains(text, "1.2") || !strings.Contains(text, "1.3, from the first octet") || !strings.Contains(text, "with a client certificate") {
		t.Error(text)
	}
}

func TestHandOverIsCopied(t *testing.T) {
	_, d, v := open(t)
	uitest.Tap(t, v.Object(), "Hand over…")
	uitest.Tap(t, box(d), "Copy as text")
	if !strings.HasPrefix(d.Copied, "SMPP account shop\n") {
		t.Errorf("copied %q", d.Copied)
	}
}
