package outbox

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

func TestStateWord(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		m    gateway.Message
		want string
	}{
		{gateway.Message{State: gateway.Queued}, "Queued"},
		{gateway.Message{State: gateway.Queued, ScheduledAt: now.Add(time.Hour)}, "Scheduled"},
		{gateway.Message{State: gateway.Queued, ScheduledAt: now.Add(-time.Hour)}, "Queued"},
		{gateway.Message{State: gateway.Queued, Error: &gateway.MessageError{}}, "Retrying"},
		{gateway.Message{State: gateway.Unknown}, "Held"},
		{gateway.Message{State: gateway.Accepted, Parts: 3, Done: 2}, "2 of 3 delivered"},
		{gateway.Message{State: gateway.Delivered, Parts: 3, Done: 3}, "Delivered"},
	} {
		if got := StateWord(c.m, now); got != c.want {
			t.Errorf("%+v: %q, want %q", c.m, got, c.want)
		}
	}
}

func TestWhen(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.Local)
	if got := When(now.Add(-time.Hour), now); got != "11:00:00" {
		t.Error(got)
	}
	if got := When(now.AddDate(0, 0, -1), now); got != "2026-05-03" {
		t.Error(got)
	}
}

// What a stranger wrote stays in its cell: a row is a row, whatever an address or
// an id holds.
func TestCopiesKeepTheirRows(t *testing.T) {
	const evil = "a\tb\n=1+1\x1b[2J\",x"
	m := gateway.Message{From: gateway.Address{Addr: evil}, To: gateway.Address{Addr: evil}, Text: evil, MessageIDs: []string{evil}}
	if s := AsText([]gateway.Message{m}); strings.Count(s, "\t") != 4 || strings.Count(s, "\n") != 1 || strings.Contains(s, "\x1b") {
		t.Errorf("%q", s)
	}
	rows, err := csv.NewReader(strings.NewReader(AsCSV([]gateway.Message{m}))).ReadAll()
	if err != nil || len(rows) != 2 || len(rows[1]) != 7 || rows[1][4] != evil {
		t.Errorf("%q, %v", rows, err)
	}
}

func TestChipsCountEveryMessageOnce(t *testing.T) {
	var c gateway.Counts
	for i := range c.Out {
		c.Out[i] = 1 << i
	}
	c.Out[gateway.Received] = 0
	chips := Chips()
	var sum int64
	for _, x := range chips[1:5] {
		sum += x.Count(c)
	}
	if sum != chips[0].Count(c) {
		t.Errorf("the chips count %d of %d", sum, chips[0].Count(c))
	}
}

func TestWhatCanBeDone(t *testing.T) {
	known := []string{"A1"}
	for _, c := range []struct {
		name string
		m    gateway.Message
		want string // the first letters of send again, cancel, ask, take back, replace
	}{
		{"queued", gateway.Message{State: gateway.Queued, Parts: 1}, "cr"},
		{"queued, of two parts", gateway.Message{State: gateway.Queued, Parts: 2}, "c"},
		{"sending", gateway.Message{State: gateway.Sending, Parts: 1}, ""},
		{"accepted", gateway.Message{State: gateway.Accepted, Parts: 1, MessageIDs: known}, "atr"},
		{"accepted, of two parts", gateway.Message{State: gateway.Accepted, Parts: 2, MessageIDs: known}, "at"},
		{"accepted without an id", gateway.Message{State: gateway.Accepted, Parts: 1, MessageIDs: []string{""}}, ""},
		{"accepted, binary", gateway.Message{State: gateway.Accepted, Parts: 1, MessageIDs: known, DataCoding: 4}, "at"},
		{"unknown with an id", gateway.Message{State: gateway.Unknown, Parts: 1, MessageIDs: known}, "scar"},
		{"unknown", gateway.Message{State: gateway.Unknown, Parts: 1}, "sc"},
		{"delivered", gateway.Message{State: gateway.Delivered, Parts: 1, MessageIDs: known}, "s"},
		{"failed", gateway.Message{State: gateway.Failed, Parts: 1}, "s"},
	} {
		got := ""
		for _, x := range []struct {
			letter string
			can    func(gateway.Message) bool
		}{{"s", CanResend}, {"c", CanCancel}, {"a", CanAsk}, {"t", CanTakeBack}, {"r", CanReplace}} {
			if x.can(c.m) {
				got += x.letter
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLookNewText(t *testing.T) {
	gsm, unicode := gateway.Message{Text: "old", Parts: 1}, gateway.Message{Text: "старый", Parts: 1, DataCoding: 8}
	for _, c := range []struct {
		name string
		m    gateway.Message
		text string
		want func(NewText) bool
	}{
		{"the same", gsm, "old", func(n NewText) bool {
			return n.Same && n.Why == "" && n.Line == "GSM-7 · 3 / 160" && n.Left == "157 left"
		}},
		{"another", gsm, "new", func(n NewText) bool { return !n.Same && n.Why == "" && n.Parts == 1 }},
		{"empty", gsm, "", func(n NewText) bool { return n.Why == "Write a text." }},
		{"too long", gsm, strings.Repeat("x", 170), func(n NewText) bool {
			return n.Parts == 2 && n.Left == "10 too many" && strings.HasPrefix(n.Why, "This text needs 2 parts")
		}},
		{"not in the alphabet", gsm, "привет", func(n NewText) bool {
			return strings.Contains(n.Why, "is not in GSM-7, the alphabet of this message")
		}},
		{"in Unicode", unicode, "привет", func(n NewText) bool { return n.Why == "" && n.Line == "Unicode · 6 / 70" }},
	} {
		if n := LookNewText(c.m, c.text); !c.want(n) {
			t.Errorf("%s: %+v", c.name, n)
		}
	}
}

func TestAnswer(t *testing.T) {
	accepted, delivered := gateway.Message{Link: "a", State: gateway.Accepted, Note: "ENROUTE"}, gateway.Message{Link: "a", State: gateway.Delivered}
	for want, list := range map[string][]gateway.Message{
		"a says: still on its way (ENROUTE).":                        {accepted},
		"a says: still on its way.":                                  {{Link: "a", State: gateway.Accepted, Note: "replaced at the provider"}},
		"a says: delivered.":                                         {delivered},
		"Asked about 3 messages: 2 still on their way, 1 delivered.": {accepted, delivered, accepted},
	} {
		if got := Answer(list); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRefusal(t *testing.T) {
	no := func(name string) error {
		return gateway.Problems{{Path: "link", Key: "%s refuses: %s (%s)", Args: []any{"a", "No.", name}}}
	}
	for _, c := range []struct {
		deed Deed
		err  error
		want string
	}{
		{Asks, no("ESME_RQUERYFAIL"), "a refuses: No. (ESME_RQUERYFAIL)"},
		{Asks, no("ESME_RINVCMDID"), "a can't be asked about messages (ESME_RINVCMDID). Wait for its receipt."},
		{Replaces, fmt.Errorf("replace: %w", no("ESME_RINVCMDID")), "a can't replace texts (ESME_RINVCMDID). Send a second message that puts it right."},
		{Cancels, errors.New("the disk is full"), "the disk is full"},
	} {
		if got := Refusal(c.deed, c.err); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
