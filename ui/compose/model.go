package compose

import (
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/sms"
)

// Automatic lets the routes choose the connection.
const Automatic = "Automatic"

// Draft is what is in the panel; it is stored as it is.
type Draft struct {
	To, From, Link, Text string
	Coding               string
	Valid                string
	Flash                bool
	NoReceipt            bool
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
	FromLine   string // how the sender is sent, and why
	FromBad    bool
	Segments   sms.Segments
	Line       string // "GSM-7 · 12 / 160"
	Left       string // "1 part · 148 left"
	Fill       float32
	Forced     string // which character forces Unicode
	Replace    string // the text with it replaced; "" when that does not help
	Simulated  bool
	TestHint   string // what the simulator will do with a test number
	Send       string // the button's label
	CanSend    bool
	Why        string // why not
	Link       string // the connection that will be used, "" when none is known
}

// Look works out what to show of a draft under a configuration. It is pure.
func Look(d Draft, cfg gateway.Config) State {
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
			r.Problem = p.String()
			if bad == 0 {
				s.ToProblem = r.Problem
			}
			bad++
		} else if seen[a.Addr] {
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
		s.ToLine = "numbers, one or many"
	case bad > 0:
		s.ToLine = fmt.Sprintf("%d of %d are wrong", bad, n)
	case n == 1:
		s.ToLine = "1 recipient: " + s.Recipients[0].Show
	default:
		s.ToLine = fmt.Sprintf("%d recipients, all valid", n)
	}
	_, why, p := number.From(d.From, cfg.General.Country)
	s.FromLine = why
	if p != nil {
		s.FromLine, s.FromBad = p.String(), true
	} else if d.From == "" && known && link.DefaultSender != "" {
		s.FromLine = "the connection's default: " + link.DefaultSender
	}
	s.text(d)
	s.button(d, bad)
	return s
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
			return fmt.Sprintf("Test number, last digit %c: %s", t.Digit, t.Help)
		}
	}
	return ""
}

func (s *State) text(d Draft) {
	coding := sms.Auto
	if c, err := sms.ParseCoding(d.Coding); err == nil {
		coding = c
	}
	seg, err := sms.Segment(d.Text, coding, 1)
	s.Segments = seg
	if err != nil {
		s.Why = err.Error()
	}
	name := map[sms.Coding]string{sms.GSM7: "GSM-7", sms.UCS2: "Unicode", sms.Latin1: "Latin-1", sms.Binary: "Binary"}[seg.Coding]
	if name == "" {
		name = seg.Coding.String()
	}
	parts := max(len(seg.Parts), 1)
	s.Line = fmt.Sprintf("%s · %d / %d", name, seg.Units, seg.Limit)
	s.Left = fmt.Sprintf("%d parts · %d left", parts, seg.Remaining)
	if parts == 1 {
		s.Left = fmt.Sprintf("1 part · %d left", seg.Remaining)
	}
	if n := len(seg.Parts); n > 0 {
		last := seg.Parts[n-1]
		if last.Limit > 0 {
			s.Fill = float32(last.Units) / float32(last.Limit)
		}
	}
	if seg.Coding == sms.UCS2 && coding == sms.Auto && len(seg.Forced) > 0 {
		f := seg.Forced[0]
		s.Forced = fmt.Sprintf("%q (%s) forces Unicode: parts hold 67, not 153", string(f.Rune), strings.ToLower(f.Name))
		if n := len(seg.Forced); n > 1 {
			s.Forced = fmt.Sprintf("%q and %d more force Unicode: parts hold 67, not 153", string(f.Rune), n-1)
		}
		if simple := sms.Simplify(d.Text); simple != d.Text && sms.Choose(simple) == sms.GSM7 {
			s.Replace = simple
		}
	}
}

func (s *State) button(d Draft, bad int) {
	total := s.Good * max(len(s.Segments.Parts), 1)
	s.Send = "Send"
	if total > 1 {
		s.Send = fmt.Sprintf("Send %d parts", total)
	}
	switch {
	case s.Why != "":
	case len(s.Recipients) == 0:
		s.Why = "Enter a number."
	case bad > 0:
		s.Why = s.ToProblem
	case d.Text == "":
		s.Why = "Write a text."
	case s.FromBad:
		s.Why = s.FromLine
	default:
		s.CanSend = true
	}
}

// Drafts makes one draft for each recipient.
func Drafts(d Draft, s State) []gateway.Draft {
	coding, err := sms.ParseCoding(d.Coding)
	if err != nil {
		coding = sms.Auto
	}
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
			out = append(out, gateway.Draft{Link: link, From: d.From, To: r.Show, Text: d.Text, Coding: coding, Valid: valid, Flash: d.Flash, NoReceipt: d.NoReceipt})
		}
	}
	return out
}

// ValidChoices are the durations on offer, and Codings the codings, with the
// words the panel shows.
func ValidChoices() []string { return []string{"as the provider", "1h", "6h", "24h", "3d", "7d"} }
func Codings() []string      { return []string{"auto", "gsm7", "ucs2", "latin1"} }

// saveDelay is how long typing rests before a draft is stored.
const saveDelay = time.Second
