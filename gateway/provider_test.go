package gateway

import (
	"strings"
	"testing"
	"time"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// What can not be is told with the setting that it stands in; what can be is taken.
func TestRulesOfAProvider(t *testing.T) {
	for _, c := range []struct {
		key, want string // "": nothing is wrong
		set       func(*ClientConfig)
	}{
		{"status_retry", "write it as", func(l *ClientConfig) { l.StatusRetry = []string{"ESME_RNOSUCH=later"} }},
		{"status_retry", "later, throttle or never", func(l *ClientConfig) { l.StatusRetry = []string{"ESME_RSYSERR=perhaps"} }},
		{"status_retry", "later, throttle or never", func(l *ClientConfig) { l.StatusRetry = []string{"ESME_ROK=later"} }},
		{"status_retry", "", func(l *ClientConfig) {
			l.StatusRetry = []string{" ESME_RSYSERR = never ", "0x0400=later", "1025=throttle"}
		}},
		{"receipt_states", "SENT=DELIVRD", func(l *ClientConfig) { l.ReceiptStates = []string{"SENT=GONE"} }},
		{"receipt_states", "SENT=DELIVRD", func(l *ClientConfig) { l.ReceiptStates = []string{"=DELIVRD"} }},
		{"receipt_states", "", func(l *ClientConfig) { l.ReceiptStates = []string{"sent=delivrd"} }},
		{"receipt_zone", "no time zone", func(l *ClientConfig) { l.ReceiptZone = "two o'clock" }},
		{"receipt_zone", "", func(l *ClientConfig) { l.ReceiptZone = "-03:30" }},
		{"system_type", "two hexadecimal digits", func(l *ClientConfig) { l.SystemType = `a\xZZ` }},
		{"system_type", "two hexadecimal digits", func(l *ClientConfig) { l.SystemType = `a\x00` }},
		{"system_type", "two hexadecimal digits", func(l *ClientConfig) { l.SystemType = `a\x1` }},
		{"system_type", "at most 12", func(l *ClientConfig) { l.SystemType = "1234567890123" }},
		{"system_type", "", func(l *ClientConfig) { l.SystemType = strings.Repeat(`\x41`, 12) }},
		{"allowed_prefixes", "write it as +36", func(l *ClientConfig) { l.AllowedPrefixes = []string{"*"} }},
		{"denied_prefixes", "write it as +36", func(l *ClientConfig) { l.DeniedPrefixes = []string{"+"} }},
		{"receive_host", "write it as", func(l *ClientConfig) { l.Bind, l.ReceiveHost = BindPair, "rx.example.org" }},
		{"receive_host", "only a pair", func(l *ClientConfig) { l.ReceiveHost = "rx.example.org:2775" }},
		{"receive_host", "", func(l *ClientConfig) {
			l.Bind, l.ReceiveHost, l.ReceiveSystemID = BindPair, "rx.example.org:2775", "rx"
		}},
		{"default_sender", "a default one", func(l *ClientConfig) { l.SenderOverride = false }},
	} {
		l := NewClient()
		l.Name, l.Host, l.SystemID, l.Password = "x", "smpp.example.org", "acme", "secret"
		c.set(&l)
		got := (Config{Clients: []ClientConfig{l}, General: NewGeneral(), Simulator: SimulatorConfig{Scenario: Normal}}).Validate()
		said := got.At("client[x]." + c.key)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(said) != 1 || !strings.Contains(said[0].String(), c.want)) {
			t.Errorf("%s: want %q, got %v", c.key, c.want, got)
		}
	}
}

func TestWhatAProviderMeans(t *testing.T) {
	l := NewClient()
	l.StatusRetry = []string{"ESME_RSUBMITFAIL=later"}
	if l.Retry(smpp.RSUBMITFAIL) != smpp.RetryLater || l.Retry(smpp.RTHROTTLED) != smpp.RetryThrottle || l.Retry(smpp.RINVDSTADR) != smpp.RetryPermanent {
		t.Error("the meaning of errors")
	}
	l.AllowedPrefixes, l.DeniedPrefixes = []string{"+36", "0049*"}, []string{"+3690"}
	for number, want := range map[string]bool{"36301234567": true, "+36 30 123": true, "3690123": false, "4930": true, "43": false} {
		if l.MayReach(number) != want {
			t.Errorf("%s: %v", number, !want)
		}
	}
	l.ReceiptStates = []string{"SENT=DELIVRD"}
	if s, ok := l.StateOf("Sent"); !ok || s != sms.StateDelivered {
		t.Error("a word of its own")
	}
	zone, err := ParseZone("+05:45")
	if _, off := time.Unix(0, 0).In(zone).Zone(); err != nil || off != 5*3600+45*60 {
		t.Errorf("%d, %v", off, err)
	}
}
