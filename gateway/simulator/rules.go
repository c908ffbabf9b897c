package simulator

import (
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// rules are what a mix of scenarios means, as plain values. The zero value is
// the scenario "normal".
type rules struct {
	mix gateway.Mix

	answerAfter time.Duration
	receiptLate time.Duration
	jitter      time.Duration
	pace        int         // messages a second; 0: any
	capacity    int         // messages on their way; 0: any
	refuse      smpp.Status // of every message
	refused     []refusal   // of some
	reverse     bool        // answers leave in reverse

	silent bool
	early  bool
	states []outcome
	style  receiptStyle

	faults [faultKinds]time.Duration // after a bind; 0: never
	slow   int                       // octets a second that are read; 0: any
	mute   bool
	bind   smpp.Status // of every bind

	echo      bool
	script    []gateway.Line
	every     time.Duration // between two messages from phones; 0: none
	everyLong time.Duration
	shuffled  bool
	missing   bool
	partLate  time.Duration // of the last part; 0: it comes with the others
}

// refusal is a status for some per cent of the messages; none: their answer is
// lost.
type refusal struct {
	percent int
	status  smpp.Status
	none    bool
}

// outcome is a final state for some per cent of the messages; none: without a
// receipt.
type outcome struct {
	percent int
	state   sms.MessageState
	none    bool
}

// receiptStyle is how receipts look and travel.
type receiptStyle struct {
	twice    bool
	hexID    bool // the answer names the id in hexadecimal
	hex      bool // the receipt does
	padded   bool
	bare     bool // id and stat only
	tlvsOnly bool
	dataSM   bool
}

// rulesOf reads a mix; second is how long a second of the scenarios is.
func rulesOf(m gateway.Mix, second time.Duration) rules {
	r := rules{mix: m, pace: m.Number("busy"), capacity: m.Number("queue full"), reverse: m.Has("answers out of order"),
		silent: m.Has("silent"), early: m.Has("receipts first"),
		style: receiptStyle{twice: m.Has("receipts twice"), hexID: m.Has("ids in hex"), hex: m.Has("receipts in hex"), padded: m.Has("receipts padded"),
			bare: m.Has("receipts without fields"), tlvsOnly: m.Has("receipts in TLVs"), dataSM: m.Has("receipts by data_sm")},
		slow: m.Number("slow reader"), mute: m.Has("mute enquire_link"),
		echo: m.Has("echo"), shuffled: m.Has("parts shuffled"), missing: m.Has("part missing"),
	}
	seconds := func(name string) time.Duration { return time.Duration(m.Number(name)) * second }
	r.answerAfter, r.jitter = seconds("answers late")/1000, seconds("jitter")/1000
	r.receiptLate, r.every, r.everyLong = seconds("receipts late"), seconds("phones write"), seconds("phones write long")
	r.partLate = seconds("part late")
	if m.Has("slow") {
		r.answerAfter, r.receiptLate = r.answerAfter+second/2, r.receiptLate+9*second // ten with the usual one
	}
	r.refuse, _ = gateway.StatusOf(m.Value("refusing"))
	r.bind, _ = gateway.StatusOf(m.Value("bind refused"))
	if m.Has("some refused") {
		r.refused = refusals(m.Value("some refused"))
	}
	if m.Has("some fail") {
		r.states = outcomes(m.Value("some fail"))
	}
	if m.Has("script") {
		r.script, _ = gateway.ParseScript(m.Value("script"))
	}
	for kind := range faultKinds {
		r.faults[kind] = seconds(kind.String())
	}
	return r
}

func refusals(value string) (out []refusal) {
	shares, _ := gateway.ParseShares(value, nil)
	for _, s := range shares {
		st, ok := gateway.StatusOf(s.Word)
		out = append(out, refusal{s.Percent, st, !ok})
	}
	return out
}

func outcomes(value string) (out []outcome) {
	shares, _ := gateway.ParseShares(value, nil)
	for _, s := range shares {
		st, ok := sms.StateOfWord(s.Word)
		out = append(out, outcome{s.Percent, st, !ok})
	}
	return out
}

// replies are what phones say to a text that went to them.
func (r rules) replies(text string) (out []string) {
	if len(text) > len(replyWord) && strings.EqualFold(text[:len(replyWord)], replyWord) {
		out = append(out, text[len(replyWord):])
	}
	if r.echo && text != "" {
		out = append(out, text)
	}
	for _, l := range r.script {
		if l.Word == "*" || strings.Contains(strings.ToLower(text), strings.ToLower(l.Word)) {
			return append(out, l.Reply) // the first line that fits
		}
	}
	return out
}
