package inbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, time.Local)
	if err != nil {
		panic(err)
	}
	return t
}

func TestLineOf(t *testing.T) {
	now := at("2026-03-10 12:00")
	in := gateway.Message{Direction: gateway.In, From: gateway.Address{TON: 1, Addr: "36301234567"}, Text: "two\nlines", Link: "nordic-a", CreatedAt: at("2026-03-10 09:05"), Parts: 1}
	got := LineOf(gateway.Conversation{Peer: "36301234567", Last: in, Unread: 2}, "Amira Al Haddad", now)
	if want := (Line{Peer: "36301234567", Name: "Amira Al Haddad", Initials: "AH", Text: "two⏎lines", Below: "+36301234567 · nordic-a", When: "09:05", Unread: 2}); got != want {
		t.Errorf("%+v", got)
	}
	out := gateway.Message{Direction: gateway.Out, To: in.From, Text: "yes", Link: "nordic-a", CreatedAt: at("2026-03-09 23:59")}
	got = LineOf(gateway.Conversation{Peer: "36301234567", Last: out}, "", now)
	if want := (Line{Peer: "36301234567", Name: "+36301234567", Initials: "#", Text: "You: yes", Below: "not in contacts · nordic-a", When: "Yesterday"}); got != want {
		t.Errorf("%+v", got)
	}
	in.Parts, in.Note, in.CreatedAt = 3, "2 of 3 parts", at("2025-12-31 10:00")
	if got = LineOf(gateway.Conversation{Last: in}, "", now); got.Mark != "2 of 3 parts" || !got.Warn || got.When != "2025-12-31" {
		t.Errorf("%+v", got)
	}
}

func TestBubbles(t *testing.T) {
	now := at("2026-03-10 12:00")
	m := func(id int64, d gateway.Direction, when, text string) gateway.Message {
		return gateway.Message{ID: id, Direction: d, CreatedAt: at(when), Text: text, Parts: 1, To: gateway.Address{Addr: "777"}}
	}
	sent := m(3, gateway.Out, "2026-03-09 10:00", "how are you")
	sent.State, sent.DoneAt = gateway.Delivered, at("2026-03-09 10:01")
	half := m(2, gateway.Out, "2026-03-09 09:00", "long")
	half.State, half.Parts, half.Done = gateway.Accepted, 2, 1
	list := []gateway.Message{m(5, gateway.In, "2026-03-10 11:01", "and you?"), m(4, gateway.In, "2026-03-10 11:00", "fine"), sent, half, m(1, gateway.In, "2026-02-01 08:00", "hello")}
	var got []string
	for _, b := range Bubbles(list, 4, now) {
		switch {
		case b.Rule != "":
			got = append(got, "-"+b.Rule)
		default:
			got = append(got, strings.TrimSuffix(b.Message.Text+": "+b.State, ": "))
		}
	}
	want := "-Sunday 1 February|hello|-Yesterday|long: Accepted, 1 of 2 delivered|how are you: Delivered 10:01:00|-Today|-2 new|fine|and you?"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	to, from, link := AnswerTo([]gateway.Message{sent, {Direction: gateway.In, From: gateway.Address{TON: 1, Addr: "361"}, To: gateway.Address{Addr: "777"}, Link: "a"}})
	if to != "+361" || from != "777" || link != "a" {
		t.Error(to, from, link)
	}
}

func TestReadings(t *testing.T) {
	p := smpp.New(smpp.SubmitSM).SetInt(smpp.FieldESMClass, 0x40).SetInt(smpp.FieldDataCoding, 8).SetStr(smpp.FieldShortMessage, "\x05\x00\x03\x01\x01\x01\x00H\x00i")
	b, err := p.Append(nil, smpp.V50)
	if err != nil {
		t.Fatal(err)
	}
	r := Readings(gateway.Message{PartList: []gateway.Part{{PDU: b}}})
	if len(r) != 6 || r[2].Text != "Hi" || r[5].Text != "00 48 00 69" || r[0].Text != "@H@i" {
		t.Error(fmt.Sprintf("%+v", r))
	}
}
