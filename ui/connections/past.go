package connections

import (
	"math"
	"strings"
	"time"

	"relay/gateway"
	"relay/ui/words"
)

const (
	pastLong  = 24 * time.Hour
	pastTicks = 48 // of half an hour each
	quickLong = 15 * time.Minute
	quickStep = 30 * time.Second
)

// Tick is how a link was in half an hour.
type Tick uint8

const (
	Nothing Tick = iota // not known: Relay was not there, or had no such link
	Well                // up all the time
	Partly              // up for a part of it
	Badly               // down, or refused, all the time
	Off                 // turned off, or Relay did not run
)

// Stretch is what became of a link in half an hour.
type Stretch struct {
	From          time.Time
	Up, Down, Off time.Duration // down is also refused; what is missing is not known
	Passed, Bad   int64         // requests answered, and of them refused
}

// trifle is a time down that does not change the colour: a link that binds again.
const trifle = 5 * time.Second

// Tick is the stretch as one mark.
func (s Stretch) Tick() Tick {
	switch {
	case s.Up > 0 && s.Down < trifle:
		return Well
	case s.Up > 0:
		return Partly
	case s.Down > 0:
		return Badly
	case s.Off > 0:
		return Off
	}
	return Nothing
}

// Words says what became of it.
func (s Stretch) Words() string {
	var parts []string
	for _, x := range []struct {
		of   time.Duration
		full string
		part func(string) string
	}{
		{s.Up, words.T("up"), func(d string) string { return words.T("up %s", d) }},
		{s.Down, words.T("down"), func(d string) string { return words.T("down %s", d) }},
		{s.Off, words.T("off"), func(d string) string { return words.T("off %s", d) }},
	} {
		switch {
		case x.of >= pastLong/pastTicks-time.Second:
			parts = append(parts, x.full)
		case x.of > 0:
			parts = append(parts, x.part(words.Span(x.of)))
		}
	}
	if len(parts) == 0 {
		parts = append(parts, words.T("not known"))
	}
	if s.Passed > 0 {
		parts = append(parts, words.N(s.Passed, "%s answered", "%s answered"))
	}
	if s.Bad > 0 {
		parts = append(parts, words.N(s.Bad, "%s refused", "%s refused"))
	}
	return strings.Join(parts, " · ")
}

// Clock is when it was.
func (s Stretch) Clock() string {
	return s.From.Local().Format("15:04") + "–" + s.From.Add(pastLong/pastTicks).Local().Format("15:04")
}

// Past is what a link's card shows of the time before now.
type Past struct {
	Stretches []Stretch // oldest first
	Answer    []float64 // how long answers took, p95 in seconds, by half minutes
	Passed    int64     // requests answered in that day
	Bad       int64     // of them refused
	Up, Down  time.Duration
}

// PastOf reads a link's day out of the slots and the changes of all links.
func PastOf(slots []gateway.Traffic, changes []gateway.LinkChange, link string, now time.Time) Past {
	const each = pastLong / pastTicks
	p := Past{Stretches: make([]Stretch, pastTicks), Answer: make([]float64, int(quickLong/quickStep))}
	begin := now.Add(-pastLong)
	for i := range p.Stretches {
		p.Stretches[i].From = begin.Add(time.Duration(i) * each)
	}
	quick := make([]gateway.AnswerTimes, len(p.Answer))
	for _, s := range slots {
		ago := now.Sub(s.At)
		if s.Link != link || ago < 0 || ago > pastLong {
			continue
		}
		x := &p.Stretches[min(int(s.At.Sub(begin)/each), pastTicks-1)]
		x.Passed += s.Submitted + s.Refused
		x.Bad += s.Refused
		p.Passed += s.Submitted + s.Refused
		p.Bad += s.Refused
		if ago < quickLong {
			quick[len(quick)-1-int(ago/quickStep)].Merge(s.Times)
		}
	}
	for i, q := range quick {
		p.Answer[i] = q.Quantile(0.95).Seconds()
	}
	var own []gateway.LinkChange
	for _, c := range changes {
		if c.Link == link && c.At.Before(now) {
			own = append(own, c)
		}
	}
	for i, c := range own {
		until := now
		if i+1 < len(own) {
			until = own[i+1].At
		}
		p.add(c.Reach, c.At, until)
	}
	return p
}

// add puts a time in which a link was up, down or off into the stretches that it
// touches.
func (p *Past) add(r gateway.Reach, from, until time.Time) {
	for i := range p.Stretches {
		s := &p.Stretches[i]
		a, b := s.From, s.From.Add(pastLong/pastTicks)
		if from.After(a) {
			a = from
		}
		if until.Before(b) {
			b = until
		}
		d := b.Sub(a)
		if d <= 0 {
			continue
		}
		switch r {
		case gateway.ReachUp:
			s.Up += d
			p.Up += d
		case gateway.ReachOff, gateway.ReachAway:
			s.Off += d
		default:
			s.Down += d
			p.Down += d
		}
	}
}

// Words says what the strip shows.
func (p Past) Words() string {
	up := ""
	if all := p.Up + p.Down; all > 0 {
		share := "100"
		if p.Down > 0 { // rounded down: a link that was down is never up for all of the time
			share = words.Decimal(math.Floor(1000*float64(p.Up)/float64(all))/10, 1)
		}
		up = words.T("%s %% up", share)
	}
	passed := ""
	if p.Passed > 0 {
		passed = words.N(p.Passed, "%s answered", "%s answered")
	}
	bad := ""
	if p.Bad > 0 {
		bad = words.N(p.Bad, "%s refused", "%s refused")
	}
	if s := join(up, passed, bad); s != "" {
		return s
	}
	if last := p.Stretches[len(p.Stretches)-1]; last.Off > 0 {
		return words.T("off")
	}
	return words.T("not known yet")
}

// LastEvent is the newest notice about a link, "" when there is none since the
// start.
func LastEvent(events []gateway.Event, link string) (text string, at time.Time) {
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Link == link {
			return words.Said(events[i].Text), events[i].At
		}
	}
	return "", time.Time{}
}
