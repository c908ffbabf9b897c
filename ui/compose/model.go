package compose

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Automatic lets the routes choose the connection: what a draft has for it.
const Automatic = "Automatic"

// Draft is what is in the panel; it is stored as it is.
type Draft struct {
	To, From, Link, Text string
	Coding               string
	Valid                string
	Flash                bool
	NoReceipt            bool
	Multi                bool
	Later                string // when it leaves, as typed
	Priority             int
	TLVs                 string // as typed, separated by semicolons
}

// Recipient is one number of the list.
type Recipient struct {
	Typed   string
	Show    string // as it will be sent
	Problem string
}

// State is everything that the panel shows of a draft.
type State struct {
	Recipients []Recipient
	Good       int
	ToLine     string // "2 recipients, both valid"
	ToProblem  string
	ToLeft     string // who is left out, and why
	ToShown    string // the numbers as they are sent, where that is not how they were typed
	FromLine   string // how the sender is sent, and why
	FromBad    bool
	Segments   sms.Segments
	Line       string   // "GSM-7 · 12 / 160"
	Left       string   // "1 part · 148 left"
	Way        []string // what is special about how the text leaves, at most two lines
	Fill       float32
	Forced     string // which character forces Unicode
	Replace    string // the text with it replaced; "" when that does not help
	Simulated  bool
	Multi      string // what one submit_multi for all means; "" where it makes no sense
	TestHint   string // what the simulator will do with a test number
	Send       string // the button's label
	CanSend    bool
	Why        string // why not
	Link       string // the connection that will be used, "" when none is known
	Cost       string // of all parts, "" when no price is known
	At         time.Time
	LaterLine  string
	LaterBad   bool
	Borders    []string // where the text is cut: the end of a part and the beginning of the next
	TLVs       []string
	TLVLine    string // what is wrong with them, or how to write them
	TLVBad     bool
	Twice      int // numbers that stood there before
	OptedOut   int // numbers whose owners want no messages: left out
}

// Look works out what to show of a draft under a configuration. It is pure.
func Look(d Draft, cfg gateway.Config, optedOut map[string]bool, now time.Time) State {
	var s State
	s.Link = linkOf(d, cfg)
	link, known := cfg.Client(s.Link)
	s.Simulated = known && link.Simulated() || s.Link == gateway.SimulatorName

	seen := map[string]bool{}
	bad := 0
	for _, typed := range number.Split(d.To) {
		a, p := number.To(typed, cfg.General.Country, s.Simulated)
		r := Recipient{Typed: typed, Show: a.Show()}
		if p != nil {
			r.Problem = words.Problem(*p)
			if bad == 0 {
				s.ToProblem = r.Problem
			}
			bad++
		} else if seen[a.Addr] {
			s.Twice++
			continue
		} else if optedOut[a.Show()] {
			seen[a.Addr] = true
			s.OptedOut++
			continue
		} else {
			seen[a.Addr] = true
			s.Good++
			if s.Simulated && s.TestHint == "" {
				s.TestHint = testHint(a.Addr)
			}
		}
		s.Recipients = append(s.Recipients, r)
	}
	switch n := len(s.Recipients); {
	case n == 0:
		s.ToLine = words.T("numbers, one or many")
	case bad > 0:
		s.ToLine = words.N(bad, "%s of %s is wrong", "%s of %s are wrong", words.Number(int64(n)))
	case n == 1:
		s.ToLine = words.T("1 recipient: %s", s.Recipients[0].Show)
	default:
		s.ToLine = words.N(n, "%s recipient, valid", "%s recipients, all valid")
	}
	var out []string
	if s.Twice > 0 {
		out = append(out, words.N(s.Twice, "%s twice", "%s twice"))
	}
	if s.OptedOut > 0 {
		out = append(out, words.N(s.OptedOut, "%s opted out: left out", "%s opted out: left out"))
	}
	s.ToLeft = strings.Join(out, ", ")
	s.ToShown = shown(s.Recipients)
	at, err := ParseLater(d.Later, now)
	if s.At, s.LaterLine = at, LaterWords(at, now); err != nil {
		s.LaterLine, s.LaterBad = words.Error(err), true
	}
	_, why, p := number.From(d.From, cfg.General.Country)
	s.FromLine = words.Said(why)
	if p != nil {
		s.FromLine, s.FromBad = words.Problem(*p), true
	} else if d.From == "" && known && link.DefaultSender != "" {
		s.FromLine = words.T("the connection's default: %s", link.DefaultSender)
	}
	if !known {
		link = gateway.NewClient() // the usual way, until the routes choose one
	}
	s.text(d, link)
	s.tlvs(d, link)
	s.Cost = cost(s.Good*max(s.Segments.Messages, 1), link)
	s.multi()
	s.button(d, bad)
	return s
}

// shownMost is how many numbers are shown as they are sent.
const shownMost = 20

// shown are the numbers as they are sent, and of wrong ones what was typed, where
// any is not as it was typed; a single one stands beside the label.
func shown(list []Recipient) string {
	other := false
	var out []string
	for _, r := range list {
		switch {
		case r.Problem != "":
			out = append(out, words.T("%s is wrong", gateway.Clean(r.Typed)))
			other = true
		default:
			out = append(out, r.Show)
			other = other || r.Show != r.Typed
		}
	}
	if len(list) < 2 || !other {
		return ""
	}
	text := strings.Join(out[:min(len(out), shownMost)], ", ")
	if more := len(out) - shownMost; more > 0 {
		text += words.N(more, " and %s more", " and %s more")
	}
	return text
}

func linkOf(d Draft, cfg gateway.Config) string {
	if d.Link != "" && d.Link != Automatic {
		return d.Link
	}
	if len(cfg.Routes) > 0 {
		return "" // the routes know when the numbers are there
	}
	only := ""
	for _, c := range cfg.Clients {
		if c.Enabled {
			if only != "" {
				return ""
			}
			only = c.Name
		}
	}
	return only
}

func testHint(addr string) string {
	if !strings.HasPrefix(addr, gateway.TestRange) {
		return ""
	}
	for _, t := range gateway.TestDigits() {
		if addr[len(addr)-1] == t.Digit {
			return words.T("Test number, last digit %s: %s", string(t.Digit), words.Of(t.Help))
		}
	}
	return ""
}

// text cuts the text as the connection will.
func (s *State) text(d Draft, link gateway.ClientConfig) {
	coding, class := codingOf(d.Coding), sms.NoClass
	if d.Flash {
		class = sms.Class0
	}
	seg, err := link.Segment(d.Text, coding, class, 1)
	s.Segments = seg
	name := CodingName(seg.Coding)
	var unfit *sms.CodingError
	switch {
	case errors.As(err, &unfit):
		s.Why = words.T("%q (%s) is not in %s: leave it out, or choose the coding Automatic or Unicode.", string(unfit.Rune), strings.ToLower(unfit.Name), name)
		s.Line = words.T("%s · can't be written", name)
		return
	case err != nil:
		s.Why = words.Error(err)
	}
	parts := max(seg.Messages, 1)
	s.Line = fmt.Sprintf("%s · %d / %d", name, seg.Units, seg.Limit)
	s.Left = words.N(parts, "%s part · %d left", "%s parts · %d left", seg.Remaining)
	if each := seg.Limit / parts; each > 0 {
		s.Fill = float32(each-min(seg.Remaining, each)) / float32(each)
	}
	s.Borders = borders(seg)
	s.Way = way(seg, coding, link)
	if seg.Coding == sms.UCS2 && coding == sms.Auto && len(seg.Forced) > 0 {
		f := seg.Forced[0]
		forces := words.T("%q (%s) forces Unicode", string(f.Rune), strings.ToLower(f.Name))
		if n := len(seg.Forced); n > 1 {
			forces = words.N(n-1, "%[2]q and %[1]s more force Unicode", "%[2]q and %[1]s more force Unicode", string(f.Rune))
		}
		s.Forced = words.T("%s: %s", forces, holds(parts, link))
		if simple := sms.Simplify(d.Text); simple != d.Text {
			if better, err := link.Segment(simple, sms.Auto, class, 1); err == nil && better.Coding != sms.UCS2 {
				s.Replace = simple
			}
		}
	}
}

// holds compares what a part takes in Unicode and in the connection's alphabet.
func holds(parts int, link gateway.ClientConfig) string {
	own := link.DefaultCoding()
	if parts == 1 {
		return words.T("a part holds %d, not %d", sms.Room(sms.UCS2, 0), sms.Room(own, 0))
	}
	header := 6
	if link.Long == sms.LongUDH16.String() {
		header = 7
	}
	return words.T("parts hold %d, not %d", sms.Room(sms.UCS2, header), sms.Room(own, header))
}

// way says what is special about how a text leaves: the tables, the alphabet
// and the place of what numbers its parts.
func way(seg sms.Segments, chosen sms.Coding, link gateway.ClientConfig) []string {
	var out []string
	if t := tables(seg); t != "" {
		out = append(out, t)
	}
	switch {
	case seg.Coding == sms.Binary:
		out = append(out, words.T("The text's octets as they are, in no alphabet."))
	case chosen == sms.Auto && seg.Coding != sms.GSM7 && seg.Coding == link.DefaultCoding():
		out = append(out, words.T("%s is this connection's alphabet.", CodingName(seg.Coding)))
	}
	if seg.Messages > 1 {
		switch link.Long {
		case sms.LongSAR.String():
			out = append(out, words.T("The parts are numbered by TLVs (sar_…)."))
		case sms.LongPayload.String():
			out = append(out, words.T("All in one PDU (message_payload): the provider cuts it."))
		}
	}
	return out
}

// tables names the national tables in use: "GSM-7 with the Turkish table".
func tables(seg sms.Segments) string {
	a, b := seg.Locking, seg.Single
	if a == sms.NoLanguage {
		a, b = b, a
	}
	switch {
	case a == sms.NoLanguage:
		return ""
	case b == sms.NoLanguage:
		return words.T("GSM-7 with the %s table", words.Of(a.String()))
	case a == b:
		return words.T("GSM-7 with both %s tables", words.Of(a.String()))
	}
	return words.T("GSM-7 with the %s and %s tables", words.Of(a.String()), words.Of(b.String()))
}

// maxMulti is how many numbers one submit_multi takes (SMPP 5.0 4.2.3.1).
const maxMulti = 254

// multi says what one submit_multi for all would mean.
func (s *State) multi() {
	if s.Good < 2 {
		return
	}
	switch pdus := (s.Good + maxMulti - 1) / maxMulti * max(len(s.Segments.Parts), 1); pdus {
	case 1:
		s.Multi = words.T("One PDU for both numbers, with one id at the provider. It takes up to %d.", maxMulti)
		if s.Good > 2 {
			s.Multi = words.N(s.Good, "One PDU for %s number, with one id at the provider. It takes up to %d.", "One PDU for all %s numbers, with one id at the provider. It takes up to %d.", maxMulti)
		}
	default:
		s.Multi = words.N(pdus, "%s PDU in all, for up to %d numbers and with one id at the provider.", "%s PDUs in all, each for up to %d numbers and with one id at the provider.", maxMulti)
	}
}

func (s *State) button(d Draft, bad int) {
	total := s.Good * max(s.Segments.Messages, 1)
	switch later := !s.At.IsZero(); {
	case later && total > 1:
		s.Send = words.N(total, "Send later: %s part", "Send later: %s parts")
	case later:
		s.Send = words.T("Send later")
	case total > 1:
		s.Send = words.N(total, "Send %s part", "Send %s parts")
	default:
		s.Send = words.T("Send")
	}
	switch {
	case s.Why != "":
	case len(s.Recipients) == 0 && s.OptedOut == 0:
		s.Why = words.T("Enter a number.")
	case bad > 0:
		s.Why = s.ToProblem
	case d.Text == "":
		s.Why = words.T("Write a text.")
	case s.FromBad:
		s.Why = s.FromLine
	case s.LaterBad:
		s.Why = s.LaterLine
	case s.TLVBad:
		s.Why = s.TLVLine
	case s.Good == 0:
		s.Why = words.T("Everybody in the list has opted out.")
	default:
		s.CanSend = true
	}
}

// Drafts makes one draft for each recipient.
func Drafts(d Draft, s State) []gateway.Draft {
	valid, err := gateway.ParseDuration(d.Valid)
	if err != nil {
		valid = 0
	}
	link := d.Link
	if link == Automatic {
		link = ""
	}
	var out []gateway.Draft
	for _, r := range s.Recipients {
		if r.Problem == "" {
			out = append(out, gateway.Draft{Link: link, From: d.From, To: r.Show, Text: d.Text, Coding: codingOf(d.Coding), Valid: valid, Flash: d.Flash, NoReceipt: d.NoReceipt, Multi: d.Multi && s.Multi != "", At: s.At, Priority: d.Priority, TLVs: s.TLVs})
		}
	}
	return out
}

// NotSent says that some of the messages were refused, and why the first one.
func NotSent(failed, all int, why string) string {
	if failed == 0 || all == 1 {
		return words.T("Not sent: %s", why)
	}
	return words.N(failed, "%s of %s not sent: %s", "%s of %s not sent: %s", words.Number(int64(all)), why)
}

// ValidChoices are the durations on offer, with the words the panel shows. The
// first leaves it to the provider; a draft has "" for it.
func ValidChoices() []string {
	return []string{words.T("as the provider"), "1h", "6h", "24h", "3d", "7d"}
}

// saveDelay is how long what is typed may wait before it is stored.
const saveDelay = time.Second
