package connections_test

import (
	"strings"
	"testing"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/uitest"
)

func TestSamples(t *testing.T) {
	s, a := gateway.NewServer(), gateway.NewAccount()
	s.Name, s.Listen = "office", "0.0.0.0:2799"
	a.SystemID, a.Binds, a.Senders = `sh"$op\`, []string{"transmitter"}, []string{"Info*", "Office"}
	list := connections.Samples(gateway.Config{Servers: []gateway.ServerConfig{s}}, gateway.Status{}, a)
	if len(list) != 6 {
		t.Fatalf("%d languages", len(list))
	}
	for _, x := range list {
		id := `"sh\"$op\\"`
		if x.Language == "PHP" {
			id = `"sh\"\$op\\"`
		}
		for _, want := range []string{id, "127.0.0.1", "2799", `"Office"`, "RELAY_PASSWORD"} {
			if !strings.Contains(x.Code, want) {
				t.Errorf("%s: %s is not in it", x.Language, want)
			}
		}
		if strings.Contains(x.Code, "@") {
			t.Errorf("%s: a place is not filled:\n%s", x.Language, x.Code)
		}
		for line := range strings.SplitSeq(x.Code, "\n") {
			if len(line) > 80 {
				t.Errorf("%s: a line of %d columns: %s", x.Language, len(line), line)
			}
		}
	}
}

// A tab for each language stands beside the sheet.
func TestSamplesAreShown(t *testing.T) {
	_, d, v := open(t)
	uitest.Tap(t, v.Object(), "Hand over…")
	if !uitest.Shows(box(d), "system_id") {
		t.Error("the sheet is not first")
	}
}
