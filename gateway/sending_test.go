package gateway

import (
	"net/netip"
	"testing"
	"time"

	"relay/gateway/smpp"
)

func TestRewriteTakesTheFirstThatFits(t *testing.T) {
	rules := []string{"0036>+36", "06 > +36", "00>+", "0>+49"}
	for typed, want := range map[string]string{
		"06301234567": "+36301234567", "0036301234567": "+36301234567", "004930123": "+4930123", "030123": "+4930123", "+36301234567": "+36301234567", " 0630": "+3630",
	} {
		if got, _ := Rewrite(rules, typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
	if _, rule := Rewrite(rules, "0699"); rule != "06 > +36" {
		t.Errorf("the rule is %q", rule)
	}
}

func TestParseTLV(t *testing.T) {
	for text, want := range map[string]struct {
		tag   smpp.Tag
		value string
	}{
		"user_message_reference=0007": {smpp.TagUserMessageReference, "\x00\x07"}, `0x1400="text"`: {0x1400, "text"}, "1401 = 01 ab": {0x1401, "\x01\xab"}, "0x1402=": {0x1402, ""},
	} {
		tag, value, err := ParseTLV(text)
		if err != nil || tag != want.tag || string(value) != want.value {
			t.Errorf("%s: %s %q %v", text, tag, value, err)
		}
	}
	for _, bad := range []string{"", "nothing", "nothing=00", "0x1400=0", "0x1400=zz", "0x10000=00"} {
		if _, _, err := ParseTLV(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestQueueUntil(t *testing.T) {
	start := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	c := NewClient()
	if got := c.QueueUntil(start, time.Time{}); !got.IsZero() {
		t.Errorf("nothing is set, yet it ends %s", got)
	}
	c.MaxQueueAge = time.Hour
	for valid, want := range map[time.Duration]time.Duration{0: time.Hour, time.Minute: time.Minute, 2 * time.Hour: time.Hour} {
		var until time.Time
		if valid > 0 {
			until = start.Add(valid)
		}
		if got := c.QueueUntil(start, until); !got.Equal(start.Add(want)) {
			t.Errorf("valid for %s: it ends %s", valid, got)
		}
	}
}

func TestSendingSettingsAreChecked(t *testing.T) {
	c := NewClient()
	c.Name, c.Host, c.SystemID, c.Password = "a", "h", "s", "p"
	c.BackupHosts, c.TLVs, c.Rewrite, c.LocalAddress, c.RetryMax = []string{"nowhere"}, []string{"x"}, []string{"06"}, "here", c.RetryFirst-1
	var paths []string
	for _, p := range (Config{Clients: []ClientConfig{c}}).Validate() {
		paths = append(paths, p.Path)
	}
	want := []string{"client[a].retry_max", "client[a].backup_hosts", "client[a].tlvs", "client[a].rewrite", "client[a].local_address", "client[a].retry_max"}
	for _, w := range want {
		found := false
		for _, p := range paths {
			found = found || p == w
		}
		if !found {
			t.Errorf("nothing about %s in %v", w, paths)
		}
	}
	if c.RateUnit, c.Rate = "minute", 90; c.PerSecond() != 1.5 {
		t.Errorf("90 a minute are %v a second", c.PerSecond())
	}
}

// What is left to Relay is a word for people, in the form and in the file.
func TestAutomaticIsAWord(t *testing.T) {
	for _, s := range ClientSettings() {
		c := NewClient()
		switch s.Key {
		case "source_ton", "dest_npi":
			if got := s.Format(&c); got != "auto" {
				t.Errorf("%s is shown as %q", s.Key, got)
			}
			for text, want := range map[string]int{"Auto": Automatic, "5": 5} {
				if err := s.Parse(&c, text); err != nil || s.Get(&c) != want {
					t.Errorf("%s %q: %v, %v", s.Key, text, s.Get(&c), err)
				}
			}
			if err := s.Set(&c, "auto"); err != nil || s.Get(&c) != Automatic {
				t.Errorf("%s from a file: %v, %v", s.Key, s.Get(&c), err)
			}
		case "window":
			if err := s.Parse(&c, "auto"); err == nil {
				t.Error("the window can not be automatic")
			}
		}
	}
}

func TestParsePin(t *testing.T) {
	const hexed = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	want, err := ParsePin(hexed)
	if err != nil || want[0] != 0x9f {
		t.Fatal(err)
	}
	for _, same := range []string{"9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:08", " sha256/n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="} {
		if got, err := ParsePin(same); err != nil || got != want {
			t.Errorf("%s: %x %v", same, got, err)
		}
	}
	for _, bad := range []string{"", "sha256/", "00", hexed + "00", "sha256/AAAA", "zz" + hexed[2:]} {
		if _, err := ParsePin(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestTakesOutbind(t *testing.T) {
	hosts := []netip.Addr{netip.MustParseAddr("198.51.100.7")}
	for _, c := range []struct {
		list []string
		from string
		ok   bool
	}{
		{nil, "198.51.100.7", true},
		{nil, "::ffff:198.51.100.7", true},
		{nil, "127.0.0.1", true},
		{nil, "198.51.100.8", false},
		{[]string{"203.0.113.0/24"}, "203.0.113.9", true},
		{[]string{"203.0.113.0/24"}, "198.51.100.7", false},
		{[]string{"203.0.113.0/24", "::1"}, "::1", true},
	} {
		x := ClientConfig{OutbindFrom: c.list}
		if got := x.TakesOutbind(netip.MustParseAddr(c.from), hosts); got != c.ok {
			t.Errorf("%v from %s: %v", c.list, c.from, got)
		}
	}
}
