package compose

import (
	"strings"
	"testing"

	"relay/gateway"
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
		{"one is wrong", Draft{To: "+36301234567, 12ab", Text: "hi"}, config("a"), func(s State) bool { return !s.CanSend && s.ToLine == "1 of 2 are wrong" && s.ToProblem != "" }},
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
			if s := Look(c.draft, c.cfg); !c.want(s) {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestDrafts(t *testing.T) {
	d := Draft{To: "+36301234567, +36301234568", From: "Shop", Link: Automatic, Text: "hi", Coding: "ucs2", Valid: "6h", Flash: true, NoReceipt: true}
	list := Drafts(d, Look(d, config("a")))
	if len(list) != 2 || list[0].Link != "" || list[1].To != "+36301234568" || list[0].Valid.Hours() != 6 || !list[0].Flash || !list[0].NoReceipt || list[0].Coding.String() != "ucs2" {
		t.Errorf("%+v", list)
	}
}
