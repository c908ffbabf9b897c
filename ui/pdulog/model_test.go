package pdulog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/pduview"
)

// script writes a session's records: each line is a direction, a command, a
// sequence number, a status for an answer, and the milliseconds since the line
// before.
func script(t testing.TB, lines ...string) (out []gateway.PDURecord) {
	t.Helper()
	at := time.Date(2026, 11, 26, 10, 0, 0, 0, time.Local)
	for i, l := range lines {
		var dir, name string
		var seq, status, wait int
		if _, err := fmt.Sscan(l, &dir, &name, &seq, &status, &wait); err != nil {
			t.Fatalf("%q: %v", l, err)
		}
		var id smpp.CommandID
		for c := range smpp.Commands() {
			if c.Name == name {
				id = c.ID
			}
		}
		p := smpp.New(id)
		p.Sequence, p.Status = uint32(seq), smpp.Status(status)
		frame, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Duration(wait) * time.Millisecond)
		out = append(out, gateway.PDURecord{Number: uint64(i + 1), Time: at, Link: "nordic-a", Session: 12, Out: dir == ">", Version: byte(smpp.V34), Frame: frame})
	}
	return out
}

// short names the steps: their kind, and what they show.
func short(list []Step) string {
	var s []string
	for _, x := range list {
		switch x.Kind {
		case Arrow:
			w := x.Row.Arrow + x.Row.Name
			if x.Paired {
				w += "+"
			}
			s = append(s, w)
		default:
			s = append(s, "["+x.Words+"]")
		}
	}
	return strings.Join(s, " ")
}

func TestSteps(t *testing.T) {
	bind := []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 27"}
	var busy []string
	for i := 2; i < 12; i++ {
		busy = append(busy, fmt.Sprintf("> submit_sm %d 0 1", i), fmt.Sprintf("< submit_sm_resp %d 0 19", i))
	}
	pings := []string{"> enquire_link 50 0 2000", "< enquire_link_resp 50 0 4", "> enquire_link 51 0 2000", "< enquire_link_resp 51 0 4"}
	for name, c := range map[string]struct {
		s     Session
		lines []string
		want  string
	}{
		"refused":   {Session{}, []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 13 20"}, "→bind_transceiver ←bind_transceiver_resp+ [Closed after the refused bind.]"},
		"in order":  {Session{}, append(bind[:2:2], "< unbind 9 0 10", "> unbind_resp 9 0 1"), "→bind_transceiver ←bind_transceiver_resp+ ←unbind →unbind_resp+ [Ended in order: the peer asked to unbind.]"},
		"live":      {Session{Live: true}, bind, "→bind_transceiver ←bind_transceiver_resp+ [Still connected.]"},
		"cut":       {Session{}, append(bind[:2:2], "> submit_sm 2 0 5000"), "→bind_transceiver ←bind_transceiver_resp+ [5.0 s quiet] →submit_sm [The connection was cut here: nobody asked to unbind.]"},
		"folded":    {Session{Live: true}, append(bind[:2:2], busy...), "→bind_transceiver ←bind_transceiver_resp+ [20 PDUs without anything to note, 10:00:00 to 10:00:00, answers after 19 ms] [Still connected.]"},
		"throttled": {Session{Live: true}, append(bind[:2:2], "> submit_sm 2 0 1", "< submit_sm_resp 2 88 19"), "→bind_transceiver ←bind_transceiver_resp+ →submit_sm ←submit_sm_resp+ [Still connected.]"},
		"no pings":  {Session{Live: true}, append(bind[:2:2], pings...), "→bind_transceiver ←bind_transceiver_resp+ [Still connected.]"},
		"pings":     {Session{Live: true, Pings: true}, append(bind[:2:2], pings[:2]...), "→bind_transceiver ←bind_transceiver_resp+ →enquire_link ←enquire_link_resp+ [Still connected.]"},
		"missing":   {Session{Live: true, Missing: 7000, MissAt: 3}, append(bind[:2:2], "> submit_sm 2 0 1"), "→bind_transceiver ←bind_transceiver_resp+ [Up to 7,000 PDUs between are not drawn: the list has them] →submit_sm [Still connected.]"},
		"full":      {Session{Live: true, Full: true}, bind, "→bind_transceiver ←bind_transceiver_resp+ [It goes on: the list has the rest.]"},
		"empty":     {Session{}, nil, ""},
	} {
		c.s.Records = script(t, c.lines...)
		if got := short(c.s.Steps()); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
	whole := Session{Whole: true, Live: true, Records: script(t, append(bind[:2:2], busy...)...)}
	if n := len(whole.Steps()); n != 23 {
		t.Errorf("unfolded it has %d lines", n)
	}
}

func TestFacts(t *testing.T) {
	s := Session{Records: script(t, "> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 20", "> submit_sm 2 0 1", "< submit_sm_resp 2 88 19", "> submit_sm 3 0 1", "< submit_sm_resp 3 0 900", "> submit_sm 4 0 1")}
	got := map[string]Fact{}
	for _, f := range s.Facts() {
		got[f.Name] = f
	}
	for name, want := range map[string]Fact{
		"Began": {"Began", "2026-11-26 10:00:00", pduview.Quiet}, "Lasted": {"Lasted", "942 ms", pduview.Quiet}, "PDUs": {"PDUs", "4 out, 3 in", pduview.Quiet},
		"Answers": {"Answers", "half within 20 ms", pduview.Quiet}, "": {"", "95 % within 900 ms", pduview.Quiet}, "Refused": {"Refused", "1", pduview.Bad}, "Slow": {"Slow", "1", pduview.Late},
		"No answer": {"No answer", "1", pduview.Bad},
	} {
		if got[name] != want {
			t.Errorf("%s: %+v, want %+v", name, got[name], want)
		}
	}
	if (&Session{}).Facts() != nil {
		t.Error("an empty session has facts")
	}
}

func BenchmarkSteps(b *testing.B) {
	var lines []string
	for i := 1; i <= mostRecords/2; i++ {
		lines = append(lines, fmt.Sprintf("> submit_sm %d 0 1", i), fmt.Sprintf("< submit_sm_resp %d 0 1", i))
	}
	s := Session{Live: true, Records: script(b, lines...)}
	s.Steps()
	for b.Loop() {
		s.Steps()
		s.Facts()
	}
}
