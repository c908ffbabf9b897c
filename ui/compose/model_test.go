package compose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/sms"
)

func config(links ...string) gateway.Config {
	var c gateway.Config
	for _, name := range links {
		l := gateway.NewClient()
		l.Name, l.Host, l.SystemID, l.Password = name, "smpp.example.com", "acme", "secret"
		if name == "loopback" {
			l.Host = gateway.SimulatorName
		}
		c.Clients = append(c.Clients, l)
	}
	return c
}

func TestLook(t *testing.T) {
	for _, c := range []struct {
		name  string
		draft Draft
		cfg   gateway.Config
		want  func(State) bool
	}{
		{"empty", Draft{}, config("a"), func(s State) bool { return !s.CanSend && s.Why == "Enter a number." && s.Link == "a" }},
		{"no text", Draft{To: "+36301234567"}, config("a"), func(s State) bool { return !s.CanSend && s.Why == "Write a text." }},
		{"one", Draft{To: "+36301234567", Text: "hi"}, config("a"), func(s State) bool {
			return s.CanSend && s.Send == "Send" && s.Good == 1 && s.Left == "1 part · 158 left" && s.Line == "GSM-7 · 2 / 160"
		}},
		{"the same number twice", Draft{To: "+36 30 123 4567, +36301234567", Text: "hi"}, config("a"), func(s State) bool { return s.Good == 1 && s.Send == "Send" }},
		{"two, of two parts", Draft{To: "+36301234567; +36301234568", Text: strings.Repeat("x", 200)}, config("a"), func(s State) bool { return s.Send == "Send 4 parts" && s.ToLine == "2 recipients, all valid" }},
		{"one is wrong", Draft{To: "+36301234567, 12ab", Text: "hi"}, config("a"), func(s State) bool { return !s.CanSend && s.ToLine == "1 of 2 is wrong" && s.ToProblem != "" }},
		{"a sign forces Unicode", Draft{To: "+36301234567", Text: "a – b"}, config("a"), func(s State) bool {
			return strings.Contains(s.Forced, "forces Unicode") && s.Replace == "a - b" && strings.HasPrefix(s.Line, "Unicode")
		}},
		{"a language does", Draft{To: "+36301234567", Text: "Привет"}, config("a"), func(s State) bool { return s.Forced != "" && s.Replace == "" }},
		{"the only link is the simulator's", Draft{To: "+99912345673", Text: "hi"}, config("loopback"), func(s State) bool {
			return s.Simulated && s.CanSend && s.TestHint == "Test number, last digit 3: undeliverable"
		}},
		{"a test number over a real link", Draft{To: "+99912345673", Text: "hi"}, config("a"), func(s State) bool { return !s.CanSend && !s.Simulated }},
		{"two links and no choice", Draft{To: "+36301234567", Text: "hi"}, config("a", "b"), func(s State) bool { return s.Link == "" && s.CanSend }},
		{"chosen", Draft{To: "+36301234567", Text: "hi", Link: "b"}, config("a", "b"), func(s State) bool { return s.Link == "b" }},
		{"a sender that is too long", Draft{To: "+36301234567", From: "TwelveLetters", Text: "hi"}, config("a"), func(s State) bool { return s.FromBad && !s.CanSend }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s := Look(c.draft, c.cfg, nil, time.Now()); !c.want(s) {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestDrafts(t *testing.T) {
	d := Draft{To: "+36301234567, +36301234568", From: "Shop", Link: Automatic, Text: "hi", Coding: "ucs2", Valid: "6h", Flash: true, NoReceipt: true}
	list := Drafts(d, Look(d, config("a"), nil, time.Now()))
	if len(list) != 2 || list[0].Link != "" || list[1].To != "+36301234568" || list[0].Valid.Hours() != 6 || !list[0].Flash || !list[0].NoReceipt || list[0].Coding.String() != "ucs2" {
		t.Errorf("%+v", list)
	}
}

// The preview follows the connection's own way.
func TestLookFollowsTheConnection(t *testing.T) {
	turkish := "Şubemiz bugün açık değil, işlem için lütfen yarın gelin. İyi günler dileriz, Şube Müdürü"
	with := func(change func(*gateway.ClientConfig)) gateway.Config {
		c := config("a")
		change(&c.Clients[0])
		return c
	}
	for _, c := range []struct {
		name string
		text string
		d    Draft
		cfg  gateway.Config
		want func(State) bool
	}{
		{"no national tables", turkish, Draft{}, config("a"), func(s State) bool {
			return strings.HasPrefix(s.Line, "Unicode") && s.Segments.Messages == 2 && len(s.Way) == 0 && strings.HasSuffix(s.Forced, "parts hold 67, not 153")
		}},
		{"national tables", turkish, Draft{}, with(func(c *gateway.ClientConfig) { c.National = true }), func(s State) bool {
			return s.Line == "GSM-7 · 97 / 155" && s.Way[0] == "GSM-7 with the Turkish table" && s.Forced == ""
		}},
		{"Latin-1 and a payload", strings.Repeat("é", 155), Draft{}, with(func(c *gateway.ClientConfig) { c.Alphabet, c.Long = gateway.AlphabetLatin1, "payload" }), func(s State) bool {
			return s.Line == "Latin-1 · 155 / 268" && s.Send == "Send 2 parts" && len(s.Segments.Parts) == 1 && len(s.Way) == 2
		}},
		{"16-bit references", strings.Repeat("x", 153*2), Draft{}, with(func(c *gateway.ClientConfig) { c.Long = "udh16" }), func(s State) bool { return s.Send == "Send 3 parts" }},
		{"SAR", strings.Repeat("x", 170), Draft{}, with(func(c *gateway.ClientConfig) { c.Long = "sar" }), func(s State) bool {
			return s.Send == "Send 2 parts" && strings.Contains(s.Way[0], "sar_")
		}},
		{"a part is full by half", strings.Repeat("x", 80), Draft{}, config("a"), func(s State) bool { return s.Fill == 0.5 }},
		{"Unicode in one part", "a – b", Draft{}, config("a"), func(s State) bool { return strings.HasSuffix(s.Forced, "a part holds 70, not 160") }},
		{"Cyrillic", "Привет", Draft{Coding: "cyrillic"}, config("a"), func(s State) bool { return s.CanSend && s.Line == "Cyrillic · 6 / 140" }},
		{"not in Hebrew", "Привет", Draft{Coding: "hebrew"}, config("a"), func(s State) bool {
			return !s.CanSend && strings.Contains(s.Why, "is not in Hebrew")
		}},
		{"binary", "hi", Draft{Coding: "binary"}, config("a"), func(s State) bool { return s.CanSend && len(s.Way) == 1 }},
	} {
		c.d.To, c.d.Text = "+36301234567", c.text
		if s := Look(c.d, c.cfg, nil, time.Now()); !c.want(s) {
			t.Errorf("%s: line %q, way %q, forced %q, send %q, why %q, fill %v", c.name, s.Line, s.Way, s.Forced, s.Send, s.Why, s.Fill)
		}
	}
}

func TestMulti(t *testing.T) {
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "+3630%07d ", 1000000+i)
		}
		return b.String()
	}
	for _, c := range []struct {
		to, text, want string
	}{
		{many(1), "hi", ""},
		{many(2), "hi", "One PDU for both numbers, with one id at the provider. It takes up to 254."},
		{many(3), "hi", "One PDU for all 3 numbers, with one id at the provider. It takes up to 254."},
		{many(255), "hi", "2 PDUs in all, each for up to 254 numbers and with one id at the provider."},
		{many(2), strings.Repeat("x", 200), "2 PDUs in all, each for up to 254 numbers and with one id at the provider."},
	} {
		d := Draft{To: c.to, Text: c.text, Multi: true}
		s := Look(d, config("a"), nil, time.Now())
		if s.Multi != c.want {
			t.Errorf("%d numbers: %q", s.Good, s.Multi)
		}
		for _, x := range Drafts(d, s) {
			if x.Multi != (c.want != "") {
				t.Errorf("%d numbers: multi is %v", s.Good, x.Multi)
			}
		}
	}
}

// Every coding on offer is one that the panel can name, read and write.
func TestCodings(t *testing.T) {
	names := map[string]bool{}
	for _, c := range codings() {
		if names[c.label] || codingOf(c.label) != c.coding || codingOf(c.coding.String()) != c.coding || CodingName(c.coding) != c.label {
			t.Errorf("%q is not what it says", c.label)
		}
		names[c.label] = true
	}
	for c := sms.Auto; c <= sms.EUCKR; c++ {
		if c != sms.UTF8 && c != sms.UCS2LE && !names[CodingName(c)] {
			t.Errorf("%s can't be chosen", c)
		}
	}
}

func TestNotSent(t *testing.T) {
	for _, c := range []struct {
		failed, all int
		want        string
	}{{1, 1, "Not sent: why"}, {0, 3, "Not sent: why"}, {2, 5, "2 of 5 not sent: why"}} {
		if got := NotSent(c.failed, c.all, "why"); got != c.want {
			t.Errorf("%q", got)
		}
	}
}
