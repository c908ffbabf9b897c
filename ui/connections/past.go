package connections

import (
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

// Tick is what passed a link in half an hour.
type Tick uint8

const (
	Nothing Tick = iota
	Well         // every answer was ESME_ROK
	Partly       // some were refused
	Badly        // more were refused than taken
)

// Past is what a link's card shows of the time before now.
type Past struct {
	Ticks  []Tick
	Answer []float64 // how long answers took, p95 in seconds, by half minutes
	Passed int64     // requests answered in that day
	Bad    int64     // of them refused
}

// PastOf reads a link's day out of the slots of all links.
func PastOf(slots []gateway.Traffic, link string, now time.Time) Past {
	p := Past{Ticks: make([]Tick, pastTicks), Answer: make([]float64, int(quickLong/quickStep))}
	var sums [pastTicks]gateway.Traffic
	quick := make([]gateway.AnswerTimes, len(p.Answer))
	for _, s := range slots {
		ago := now.Sub(s.At)
		if s.Link != link || ago < 0 || ago >= pastLong {
			continue
		}
		sums[pastTicks-1-int(ago/(pastLong/pastTicks))].Add(s)
		if ago < quickLong {
			quick[len(quick)-1-int(ago/quickStep)].Merge(s.Times)
		}
	}
	for i, s := range sums {
		p.Passed += s.Submitted + s.Refused
		p.Bad += s.Refused
		switch {
		case s.Refused > s.Submitted:
			p.Ticks[i] = Badly
		case s.Refused > 0:
			p.Ticks[i] = Partly
		case s.Submitted+s.Received+s.Delivered > 0:
			p.Ticks[i] = Well
		}
	}
	for i, q := range quick {
		p.Answer[i] = q.Quantile(0.95).Seconds()
	}
	return p
}

// Words says what the strip shows.
func (p Past) Words() string {
	switch {
	case p.Passed == 0:
		return words.T("no request was answered")
	case p.Bad == 0:
		return words.N(p.Passed, "%s request answered, none refused", "%s requests answered, none refused")
	}
	return words.N(p.Passed, "%s request answered, %s refused", "%s requests answered, %s refused", words.Number(p.Bad))
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
