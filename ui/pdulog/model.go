package pdulog

import (
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/pduview"
	"relay/ui/words"
)

// Kind is what a step of a session is drawn as.
type Kind uint8

const (
	Arrow Kind = iota // a PDU
	Run               // many ordinary pairs, folded into a box
	Calm              // a time in which nothing passed
	Lost              // records that are not loaded
	End               // how it ended
	After             // the session that followed
)

// Step is one line of the ladder of a session.
type Step struct {
	Kind   Kind
	At     string // time of day
	Row    pduview.Row
	Words  string
	Tone   pduview.Tone
	Answer bool // it answers a request
	Paired bool // that stands in the line above
	Asks   bool // its answer stands in the line below
	Cut    bool // of End: nobody asked for it
}

// Session is the life of one connection, from its bind to its end.
type Session struct {
	Number  uint64
	Link    string
	Records []gateway.PDURecord
	Missing uint64               // records between the first and the last that are not loaded
	MissAt  uint64               // number before which they are missing
	Live    bool                 // it is bound now
	Pings   bool                 // enquire_link and its answers are shown
	Whole   bool                 // runs of ordinary pairs are not folded
	Full    bool                 // it is longer than is drawn
	Scope   Scope                // which PDUs are drawn
	Cut     Cut                  // what was said at its end
	Next    Next                 // the session that followed
	Before  []gateway.SessionEnd // how those before it ended, the newest first
	told    bool                 // Cut is what was stored of its end

	list   *pduview.Model
	listed int // records that it has
}

const (
	calmAfter = 3 * time.Second // silence that is worth a line
	runFrom   = 16              // ordinary PDUs in a row that are folded
)

// ordinary commands say little as long as they are answered well and in time.
func ordinary(r pduview.Row) bool {
	switch r.Name {
	case "submit_sm", "submit_sm_resp", "deliver_sm", "deliver_sm_resp", "data_sm", "data_sm_resp", "enquire_link", "enquire_link_resp":
		return r.Status == "OK" && r.TookTone == pduview.Quiet
	}
	return false
}

func ping(r pduview.Row) bool { return r.Name == "enquire_link" || r.Name == "enquire_link_resp" }

// model lists the session's rows with their pairs. What has no answer at the end
// of a session gets none.
func (s *Session) model() *pduview.Model {
	if s.list == nil {
		s.list = pduview.NewModel()
	}
	m := s.list
	m.Add(s.Records[s.listed:]) // what is listed keeps its words
	s.listed = len(s.Records)
	m.Now = time.Now()
	if n := len(s.Records); n > 0 && !s.Live {
		m.Now = s.Records[n-1].Time.Add(24 * time.Hour)
	}
	return m
}

// Steps are the lines of the ladder, oldest first.
func (s *Session) Steps() (out []Step) {
	m := s.model()
	var last time.Time
	var run []pduview.Row
	var from, to pduview.Row
	left := 0 // rows from and to that the scope leaves out
	flush := func() {
		if left > 0 {
			out = append(out, leftStep(from, to, left))
			left = 0
		}
		if len(run) >= runFrom && !s.Whole {
			out = append(out, runStep(run))
		} else {
			for _, r := range run {
				out = append(out, s.arrow(m, out, r))
			}
		}
		run = nil
	}
	for i := range m.Len() {
		r := m.Row(i)
		at := r.Record().Time
		if s.Missing > 0 && r.Number >= s.MissAt && last.Before(at) && !slices.ContainsFunc(out, func(x Step) bool { return x.Kind == Lost }) {
			flush()
			out = append(out, Step{Kind: Lost, Words: words.N(int64(s.Missing), "Up to %s PDU between is not drawn: the list has it", "Up to %s PDUs between are not drawn: the list has them")})
			last = at
		}
		if !s.fits(m, i, r) {
			if left == 0 {
				flush()
				from = r
			}
			left, to, last = left+1, r, at
			continue
		}
		if ping(r) && !s.Pings && s.Scope == Everything {
			continue
		}
		if d := at.Sub(last); !last.IsZero() && d >= calmAfter {
			flush()
			out = append(out, Step{Kind: Calm, Words: words.T("%s quiet", duration(d))})
		}
		last = at
		if ordinary(r) && s.Scope == Everything {
			run = append(run, r)
			continue
		}
		flush()
		out = append(out, s.arrow(m, out, r))
	}
	flush()
	for i := range out {
		out[i].Asks = i+1 < len(out) && out[i+1].Paired
	}
	if len(out) > 0 {
		end := s.end(m)
		last = s.Records[len(s.Records)-1].Time // an enquire_link, shown or not
		if d := s.Cut.At.Sub(last); end.Cut && d >= calmAfter {
			out = append(out, Step{Kind: Calm, Words: words.T("%s quiet", duration(d)), Tone: pduview.Bad})
		}
		out = append(out, end)
		if s.Next.Session > 0 && !s.Live && !s.Full {
			said, tone := s.nextWords(last)
			out = append(out, Step{Kind: After, Words: words.T("Next, session %d: %s", s.Next.Session, said), Tone: tone})
		}
	}
	return out
}

func (s *Session) arrow(m *pduview.Model, before []Step, r pduview.Row) Step {
	x := Step{Kind: Arrow, At: r.Time, Row: r, Tone: r.Tone}
	partner := m.Partner(r.Number)
	x.Answer = partner > 0 && partner < r.Number
	if n := len(before); n > 0 && before[n-1].Kind == Arrow {
		x.Paired = partner == before[n-1].Row.Number
	}
	return x
}

func runStep(run []pduview.Row) Step {
	var times []time.Duration
	for i := 1; i < len(run); i++ {
		if run[i].Seq == run[i-1].Seq && run[i].Arrow != run[i-1].Arrow {
			times = append(times, run[i].Record().Time.Sub(run[i-1].Record().Time))
		}
	}
	from, to := run[0].Time[:8], run[len(run)-1].Time[:8]
	said := words.N(len(run), "%s PDU without anything to note, %s to %s", "%s PDUs without anything to note, %s to %s", from, to)
	if len(times) > 0 {
		slices.Sort(times)
		said = words.N(len(run), "%s PDU without anything to note, %s to %s, answers after %s", "%s PDUs without anything to note, %s to %s, answers after %s", from, to, duration(times[len(times)/2]))
	}
	return Step{Kind: Run, At: run[0].Time, Row: run[0], Words: said, Tone: pduview.Quiet}
}

// end says how the session ended, as far as its PDUs tell.
func (s *Session) end(m *pduview.Model) Step {
	last := m.Row(m.Len() - 1)
	x := Step{Kind: End, At: last.Time, Tone: pduview.Quiet}
	switch unbound := s.unbound(m); {
	case s.Full:
		x.Words, x.At = words.T("It goes on: the list has the rest."), ""
	case s.Live:
		x.Words, x.Tone, x.At = words.T("Still connected."), pduview.Good, ""
	case unbound == "→":
		x.Words = words.T("Ended in order: Relay asked to unbind.")
	case unbound != "":
		x.Words = words.T("Ended in order: the peer asked to unbind.")
	case refusedBind(m):
		x.Words, x.Tone = words.T("Closed after the refused bind."), pduview.Bad
	default:
		x.Words, x.Tone, x.Cut = words.T("The connection was cut here: nobody asked to unbind."), pduview.Bad, true
		if s.told {
			x.Words = words.T("Cut here: %s", words.Said(s.Cut.Why))
		}
	}
	if x.Cut && !s.Cut.At.IsZero() {
		x.At = s.Cut.At.Local().Format("15:04:05.000")
	}
	return x
}

// refusedBind tells whether the session came to nothing more than a refused bind.
func refusedBind(m *pduview.Model) bool {
	if m.Len() > 2 {
		return false
	}
	p := decoded(m.Row(m.Len() - 1).Record())
	return p.ID.IsResponse() && p.Status != smpp.ROK
}

// unbound is the direction of the unbind, "" when there was none.
func (s *Session) unbound(m *pduview.Model) string {
	for i := m.Len() - 1; i >= max(0, m.Len()-6); i-- {
		if r := m.Row(i); r.Name == "unbind" {
			return r.Arrow
		}
	}
	return ""
}

// Fact is one line about the session.
type Fact struct {
	Name, Value string
	Tone        pduview.Tone
}

// Facts are what can be counted.
func (s *Session) Facts() (out []Fact) {
	m := s.model()
	if m.Len() == 0 {
		return nil
	}
	sent, got, refused, open, slow := 0, 0, 0, 0, 0
	var times []time.Duration
	for i := range m.Len() {
		r := m.Row(i)
		if r.Arrow == "→" {
			sent++
		} else {
			got++
		}
		answer := r.Tone == pduview.Bad || r.Tone == pduview.Good || r.Tone == pduview.Control && r.Status != "" && m.Partner(r.Number) < r.Number
		if p, ok := m.Get(m.Partner(r.Number)); ok && p.Number < r.Number {
			times = append(times, r.Record().Time.Sub(p.Record().Time))
			answer = true
		}
		switch {
		case r.Overdue:
			open++
		case answer && r.Status != "" && r.Status != "OK":
			refused++
		}
		if answer && (r.TookTone == pduview.Late || r.TookTone == pduview.Bad && !r.Overdue) {
			slow++
		}
	}
	first, last := s.Records[0].Time, s.Records[len(s.Records)-1].Time
	add := func(name, value string, tone pduview.Tone) { out = append(out, Fact{name, value, tone}) }
	add(words.T("Began"), first.Local().Format("2006-01-02 15:04:05"), pduview.Quiet)
	add(words.T("Lasted"), duration(last.Sub(first)), pduview.Quiet)
	add(words.T("PDUs"), words.T("%s out, %s in", words.Number(int64(sent)), words.Number(int64(got))), pduview.Quiet)
	if len(times) > 0 {
		slices.Sort(times)
		add(words.T("Answers"), words.T("half within %s", duration(times[len(times)/2])), pduview.Quiet)
		add("", words.T("95 %% within %s", duration(times[len(times)*95/100])), pduview.Quiet)
	}
	count := func(name string, n int, bad pduview.Tone) {
		if n == 0 {
			bad = pduview.Quiet
		}
		add(name, words.Number(int64(n)), bad)
	}
	count(words.T("Refused##answers"), refused, pduview.Bad)
	count(words.T("Slow##answers"), slow, pduview.Late)
	count(words.T("No answer"), open, pduview.Bad)
	return out
}

// duration is a time span as people write it.
func duration(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return words.AnswerTime(d)
	case d < time.Second:
		return words.T("%d ms", d.Milliseconds())
	case d < time.Minute:
		return words.T("%s s", words.Decimal(d.Seconds(), 1))
	case d < time.Hour:
		return words.T("%d min %02d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return words.T("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}
