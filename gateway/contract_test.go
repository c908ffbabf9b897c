package gateway

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestFold(t *testing.T) {
	parts := func(s ...MessageState) (out []Part) {
		for _, x := range s {
			out = append(out, Part{State: x})
		}
		return out
	}
	for _, c := range []struct {
		parts []Part
		want  MessageState
	}{
		{nil, Queued},
		{parts(Queued, Queued), Queued},
		{parts(Accepted, Queued), Sending},
		{parts(Sending, Queued), Sending},
		{parts(Accepted, Accepted), Accepted},
		{parts(Accepted, Delivered), Accepted},
		{parts(Accepted, Unknown), Unknown},
		{parts(Delivered, Delivered), Delivered},
		{parts(Delivered, Failed), Failed},
		{parts(Delivered, Expired), Expired},
		{parts(Cancelled, Cancelled), Cancelled},
	} {
		if got := Fold(c.parts); got != c.want {
			t.Errorf("%v: %s, want %s", c.parts, got, c.want)
		}
	}
}

// No state but unknown and those before an answer ever leads back, and nothing
// follows a final one.
func TestStatesGoForward(t *testing.T) {
	for _, from := range States() {
		for _, to := range States() {
			can := from.CanBecome(to)
			if from.Final() && can {
				t.Errorf("%s became %s", from, to)
			}
			if can && to == Queued && from != Sending && from != Unknown {
				t.Errorf("%s went back to queued", from)
			}
		}
	}
}

func TestMatchPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, value string
		want           bool
	}{
		{"", "x", true}, {"*", "+36", true}, {"+36*", "36301234567", true}, {"36*", "+36301234567", true}, {"+36301234567", "0036301234567", true},
		{"+44*", "36301234567", false}, {"Shop", "Shop", true}, {"Shop*", "Shop-1", true}, {"Shop", "shop", false}, {"+36 30*", "36301", true},
	} {
		if got := MatchPattern(c.pattern, c.value); got != c.want {
			t.Errorf("%q fits %q: %v", c.pattern, c.value, got)
		}
	}
}

func TestSecretNeverPrints(t *testing.T) {
	c := NewClient()
	c.Password = "hunter2"
	a := NewAccount()
	a.Password = "hunter2"
	for _, v := range []any{c, &c, a, []ClientConfig{c}, Config{Clients: []ClientConfig{c}, Accounts: []Account{a}}, c.Password} {
		for _, f := range []string{"%v", "%+v", "%#v", "%s"} {
			if s := fmt.Sprintf(f, v); strings.Contains(s, "hunter2") {
				t.Errorf("%s prints the password: %s", f, s)
			}
		}
	}
	if b, err := c.Password.MarshalJSON(); err != nil || strings.Contains(string(b), "hunter2") {
		t.Error("JSON has the password")
	}
}

// Every row reads and writes its own field, and every default passes its own
// bounds.
func TestSettings(t *testing.T) {
	checkSettings(t, NewClient(), ClientSettings())
	checkSettings(t, NewServer(), ServerSettings())
	checkSettings(t, NewAccount(), AccountSettings())
	checkSettings(t, NewRule(), RuleSettings())
}

func checkSettings[T any](t *testing.T, fresh T, rows []Setting[T]) {
	t.Helper()
	keys := map[string]bool{}
	for _, s := range rows {
		if keys[s.Key] {
			t.Errorf("two rows %s", s.Key)
		}
		keys[s.Key] = true
		if s.Help == "" || s.Label == "" || s.Group == "" {
			t.Errorf("%s has no help, label or group", s.Key)
		}
		v := fresh
		text := s.Format(&v)
		if s.Kind != KindSecret {
			if err := s.Parse(&v, text); err != nil {
				t.Errorf("%s does not read back %q: %v", s.Key, text, err)
			}
		}
		if s.Format(&v) != text {
			t.Errorf("%s: %q became %q", s.Key, text, s.Format(&v))
		}
	}
	for _, p := range checkRows("x", &fresh, rows) {
		if !strings.Contains(p.Key, "empty") {
			t.Errorf("a default breaks its own rule: %s %s", p.Path, p)
		}
	}
}

func TestPlan(t *testing.T) {
	old := Config{Clients: []ClientConfig{NewClient()}, Servers: []ServerConfig{NewServer()}}
	old.Clients[0].ID, old.Clients[0].Name, old.Servers[0].ID, old.Servers[0].Name = 1, "a", 2, "s"
	try := func(change func(*Config)) []Step {
		n := old.Clone()
		change(&n)
		return Plan(old, n)
	}
	kind := func(want StepKind, steps []Step) {
		t.Helper()
		if len(steps) != 1 || steps[0].Kind != want {
			t.Errorf("%+v, want kind %d", steps, want)
		}
	}
	if s := try(func(*Config) {}); len(s) != 0 {
		t.Errorf("no change gives %v", s)
	}
	kind(StepLive, try(func(c *Config) { c.Clients[0].Rate = 5 }))
	kind(StepRebind, try(func(c *Config) { c.Clients[0].Host = "h" }))
	kind(StepRebind, try(func(c *Config) { c.Clients[0].Name = "b" })) // what waits goes with it
	kind(StepLive, try(func(c *Config) { c.Servers[0].Name = "b" }))
	kind(StepStop, try(func(c *Config) { c.Clients[0].Enabled = false }))
	kind(StepRemove, try(func(c *Config) { c.Clients = nil }))
	kind(StepAdd, try(func(c *Config) { c.Clients = append(c.Clients, ClientConfig{Name: "b"}) }))
	kind(StepAdd, try(func(c *Config) { c.Accounts = append(c.Accounts, Account{SystemID: "shop"}) }))
	kind(StepRelisten, try(func(c *Config) { c.Servers[0].Listen = "127.0.0.1:1" }))
	kind(StepLive, try(func(c *Config) { c.Servers[0].MaxSessions = 5 }))
	kind(StepLive, try(func(c *Config) { c.Routes = []Route{{To: "*", Links: []string{"a"}}} }))
}

func TestUpdateMerge(t *testing.T) {
	a := Update{Messages: true, MessageIDs: []int64{1}, LastPDU: 5}
	b := Update{Messages: true, MessageIDs: []int64{2}, Links: true, LastPDU: 3, Events: []Event{{Text: "x"}}}
	m := a.Merge(b)
	if len(m.MessageIDs) != 2 || !m.Links || m.LastPDU != 5 || len(m.Events) != 1 {
		t.Errorf("%+v", m)
	}
	if m = m.Merge(Update{People: true}); !m.People || (Update{People: true}).Empty() {
		t.Errorf("people were lost: %+v", m)
	}
	if m = m.Merge(Update{Messages: true}); m.MessageIDs != nil || !m.Messages {
		t.Errorf("ids after an update that names none: %v", m.MessageIDs)
	}
	if m = (Update{}).Merge(b); len(m.MessageIDs) != 1 {
		t.Errorf("ids were lost: %+v", m)
	}
}

func TestFormatDuration(t *testing.T) {
	for in, want := range map[time.Duration]string{0: "0s", 30 * time.Second: "30s", 5 * time.Minute: "5m", 2 * time.Hour: "2h", 90 * time.Second: "1m30s"} {
		if got := FormatDuration(in); got != want {
			t.Errorf("%v: %s", in, got)
		}
		if back, err := ParseDuration(want); err != nil || back != in {
			t.Errorf("%s: %v %v", want, back, err)
		}
	}
}
