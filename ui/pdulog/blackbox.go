package pdulog

import (
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/pduview"
	"relay/ui/words"
)

// Cut is what Relay said when a session ended that nobody had asked to end.
type Cut struct {
	At     time.Time // zero: it is not known any more
	By     string    // "us", "peer" or "network"; "" when it is not known
	Why    string
	Advice string
}

// Next is the session that followed one, of the same link and account.
type Next struct {
	Session uint64 // 0: none yet
	At      time.Time
	Status  smpp.Status // of its bind
	Answer  bool        // the bind was answered
}

// Box tells how a session ended that did not end in order.
type Box struct {
	Headline, Why, Advice string
	Facts                 []Fact
	Ask                   time.Duration // silence after which Relay should ask; 0: that is not the cause
}

// longSilence is from when a firewall or a message centre may end a connection
// because it is silent.
const longSilence = 25 * time.Second

// quietMost is how long a connection may have been silent before its end was
// noticed.
const quietMost = time.Hour

// cutOf finds what was said of a link when its session ended: after its last PDU,
// and before the next session.
func cutOf(events []gateway.Event, link string, last, next time.Time) Cut {
	for _, e := range events {
		if e.Link == link && e.Severity >= gateway.Warning && !e.At.Before(last) && e.At.Sub(last) < quietMost && (next.IsZero() || e.At.Before(next)) {
			return Cut{At: e.At, Why: e.Text, Advice: e.Advice}
		}
	}
	return Cut{}
}

// ended takes what is stored of the session's end. What is of an earlier session
// with its number, none of which was in the log, is not meant.
func (s *Session) ended(e gateway.SessionEnd, known bool) {
	if known && !s.Live && (len(s.Records) == 0 || !e.At.Before(s.Records[0].Time)) {
		s.Cut, s.told = Cut{e.At, e.By, e.Why, e.Advice}, true
	}
}

// settled tells whether nothing more can become known of the session's end.
func (s *Session) settled() bool { return s.told && s.Next.Session > 0 }

// nextOf finds in records that come after a session the first bind of another one.
func nextOf(records []gateway.PDURecord, session uint64, account string) (n Next) {
	for _, r := range records {
		p := decoded(r)
		switch {
		case n.Session > 0 && r.Session == n.Session && p.ID.IsResponse():
			n.Status, n.Answer = p.Status, true
			return n
		case n.Session > 0 || r.Session == session || r.Account != account:
		case p.ID == smpp.BindTransceiver || p.ID == smpp.BindTransmitter || p.ID == smpp.BindReceiver:
			n.Session, n.At = r.Session, r.Time
		}
	}
	return n
}

// Box is there for a session that ended badly.
func (s *Session) Box() (b Box, ok bool) {
	m := s.model()
	if m.Len() == 0 {
		return b, false
	}
	end := s.end(m)
	if end.Tone != pduview.Bad {
		return b, false
	}
	last := s.Records[len(s.Records)-1].Time
	silence, known := s.Cut.At.Sub(last), !s.Cut.At.IsZero()
	open := s.open(m)
	b.Headline, b.Why, b.Advice = end.Words, capital(words.Said(s.Cut.Why)), words.Said(s.Cut.Advice)
	switch {
	case refusedBind(m):
		p := decoded(m.Row(m.Len() - 1).Record())
		i := p.Status.Info()
		if b.Advice = words.Of(i.Advice); s.Cut.By == "us" {
			b.Advice = "" // it is for the other side; the reason is ours
		} else {
			b.Why = words.Of(i.Meaning)
		}
	case known && silence >= longSilence && open == 0:
		b.Headline = words.T("Cut after %s of silence: nobody asked to unbind.", duration(silence))
		b.Ask = askAfter(silence)
		b.Advice = words.T("Many message centres and firewalls end a connection that is silent. A shorter pause between enquire_link keeps it open.")
	case known && silence >= time.Second:
		b.Headline = words.T("Cut %s after the last PDU: nobody asked to unbind.", duration(silence))
	case end.Cut && s.told:
		b.Why = "" // the headline says it
	}
	add := func(name, value string, tone pduview.Tone) { b.Facts = append(b.Facts, Fact{name, value, tone}) }
	if at, bound := s.boundAt(); bound {
		ended := last
		if known {
			ended = s.Cut.At
		}
		add(words.T("Bound for"), duration(ended.Sub(at)), pduview.Quiet)
	}
	if at, any := s.lastFromPeer(); any {
		add(words.T("Last from the peer"), at.Local().Format("15:04:05.000"), pduview.Quiet)
	}
	switch {
	case open > 0:
		add(words.T("In flight at the cut"), words.N(open, "%s without an answer", "%s without an answer"), pduview.Bad)
	case !refusedBind(m):
		add(words.T("In flight at the cut"), words.T("nothing"), pduview.Good)
	}
	if every := s.asks(); every > 0 {
		add("enquire_link", words.T("every %s", duration(every)), pduview.Quiet)
	}
	if n := len(s.Before); n > 0 && s.told {
		alike := 0
		for _, e := range s.Before {
			if e.Why == s.Cut.Why {
				alike++
			}
		}
		add(words.T("Ended so before"), words.T("%d of the last %d", alike, n), pduview.Quiet)
	}
	text, tone := words.T("none yet"), pduview.Quiet
	if s.Next.Session > 0 {
		text, tone = s.nextWords(last)
	}
	add(words.T("Next session"), text, tone)
	return b, true
}

// askAfter is how long a link may be silent before Relay asks, where it was cut
// after so much silence: half of it, in a round number.
func askAfter(silence time.Duration) time.Duration {
	best := 5 * time.Second
	for _, s := range []int{10, 15, 20, 30, 45, 60, 90, 120, 180, 300} {
		if d := time.Duration(s) * time.Second; d <= silence/2 {
			best = d
		}
	}
	return best
}

// nextWords say how the next session began, so long after a time.
func (s *Session) nextWords(last time.Time) (string, pduview.Tone) {
	later := duration(s.Next.At.Sub(last))
	switch {
	case !s.Next.Answer:
		return words.T("not answered, %s later", later), pduview.Bad
	case s.Next.Status != smpp.ROK:
		return words.T("refused, %s later", later), pduview.Bad
	}
	return words.T("bound, %s later", later), pduview.Good
}

// boundAt is when the session was bound.
func (s *Session) boundAt() (time.Time, bool) {
	for _, r := range s.Records[:min(len(s.Records), 8)] {
		switch p := decoded(r); p.ID {
		case smpp.BindTransceiverResp, smpp.BindTransmitterResp, smpp.BindReceiverResp:
			return r.Time, p.Status == smpp.ROK
		}
	}
	return time.Time{}, false
}

func (s *Session) lastFromPeer() (time.Time, bool) {
	for _, r := range slices.Backward(s.Records) {
		if !r.Out {
			return r.Time, true
		}
	}
	return time.Time{}, false
}

// open is the number of requests whose answers never came.
func (s *Session) open(m *pduview.Model) (n int) {
	for i := range m.Len() {
		if m.Row(i).Overdue {
			n++
		}
	}
	return n
}

// asks is how long Relay waits between two enquire_link, as a rule; 0 when fewer
// than two passed.
func (s *Session) asks() time.Duration {
	var between []time.Duration
	var last time.Time
	for _, r := range s.Records {
		if p := decoded(r); !r.Out || p.ID != smpp.EnquireLink {
			continue
		}
		if !last.IsZero() {
			between = append(between, r.Time.Sub(last))
		}
		last = r.Time
	}
	if len(between) == 0 {
		return 0
	}
	slices.Sort(between)
	return between[len(between)/2].Round(100 * time.Millisecond)
}

// capital begins a sentence.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// decoded is a record's PDU as far as it can be read.
func decoded(r gateway.PDURecord) (p smpp.PDU) {
	_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
	return p
}
