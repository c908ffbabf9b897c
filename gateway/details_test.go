package gateway_test

import (
	"testing"

	"relay/gateway"
)

// A provider's letter gives its settings whatever it calls them, and nothing that
// stands around them.
func TestReadDetails(t *testing.T) {
	for name, x := range map[string]struct {
		text string
		want map[string]string
	}{
		"a list": {"Dear customer,\n\nyour SMPP account is ready: enjoy.\n\nSMPP Host: smpp.nordic.example\nSMPP Port: 2775\nSystem ID: acme_01\nPassword: S3cr:t!x\nSystem type: (empty)\nThroughput: 50 TPS\nMax binds: 2\nWindow size: 10\nBind type: Transceiver (TRX)\nSMPP version: v3.4\nEnquire link interval: 30 seconds\n\nKind regards\nSupport: help@nordic.example",
			map[string]string{"host": "smpp.nordic.example", "port": "2775", "system_id": "acme_01", "password": "S3cr:t!x", "rate": "50", "sessions": "2", "window": "10", "bind": "transceiver", "version": "3.4", "enquire_link": "30s"}},
		"a table":                {"| Server | 192.0.2.10 |\n| TLS port | 3550 |\n| Username | acme |\n| Pass | pw |", map[string]string{"host": "192.0.2.10", "tls": "true", "port": "3550", "system_id": "acme", "password": "pw"}},
		"one line with the port": {"> host = smpp.example.com:2776\nuser\tacme\n", map[string]string{"host": "smpp.example.com", "port": "2776", "system_id": "acme"}},
		"two kinds":              {"Bind mode: TX and RX\nsource_addr_ton: 5\nsource_addr_npi: 0", map[string]string{"bind": "pair", "source_ton": "5", "source_npi": "0"}},
		"the first counts":       {"Port: 2775\nPort: 9999", map[string]string{"port": "2775"}},
		"what no setting takes":  {"Port: 99999\nHost: please ask\nAddress: 12 Harbour Street\nRate: as agreed", nil},
		"nothing":                {"Good morning, how are you? See you at 10:30.", nil},
	} {
		got := gateway.ReadDetails(x.text)
		if len(got) != len(x.want) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for _, d := range got {
			if x.want[d.Key] != d.Value {
				t.Errorf("%s: %s is %q, want %q", name, d.Key, d.Value, x.want[d.Key])
			}
		}
	}
}

func FuzzReadDetails(f *testing.F) {
	f.Add("Host: a.example\nPort: 1")
	f.Fuzz(func(t *testing.T, text string) {
		var c gateway.ClientConfig
		for _, d := range gateway.ReadDetails(text) {
			for _, row := range gateway.ClientSettings() {
				if row.Key == d.Key && row.Parse(&c, d.Value) != nil {
					t.Errorf("%s does not take %q", d.Key, d.Value)
				}
			}
		}
	})
}
