package overview

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// Span is a length of time that the chart can show.
type Span struct {
	Name   string
	Legend string // of the chart over it
	Long   time.Duration
	Step   time.Duration
}

// Spans are the choices.
func Spans() []Span {
	return []Span{
		{words.T("15 min"), words.T("accepted by providers · last 15 min"), 15 * time.Minute, 10 * time.Second},
		{words.T("1 hour"), words.T("accepted by providers · last 1 hour"), time.Hour, time.Minute},
		{words.T("24 hours"), words.T("accepted by providers · last 24 hours"), 24 * time.Hour, 10 * time.Minute},
	}
}

// short is the time of the figures.
const short = 15 * time.Minute

// Read is everything that the page shows, as it was read.
type Read struct {
	Now    time.Time
	Span   Span
	Chart  []gateway.Traffic // of the span, by its steps
	Slots  []gateway.Traffic // of the last quarter of an hour, by link
	Today  gateway.Traffic   // since midnight
	Counts gateway.Counts
	Status gateway.Status
	Config gateway.Config
}

// Figure is one of the four cards.
type Figure struct {
	Name, Value, More string
	Curve             []float64
}

// Figures are the four cards.
func (r Read) Figures() []Figure {
	rate := 0.0
	for _, l := range r.Status.Links {
		if !l.Server {
			rate += l.Rate
		}
	}
	slots := r.quarter()
	var sent, queued, p95, delivered []float64
	peak := 0.0
	var times gateway.AnswerTimes
	for _, s := range slots {
		n := perSecond(s.Submitted, gateway.TrafficSlot)
		peak = max(peak, n)
		sent, queued = append(sent, n), append(queued, float64(s.Queued))
		p95 = append(p95, s.Times.Quantile(0.95).Seconds())
		delivered = append(delivered, share(s.Delivered, s.Delivered+s.Failed))
		times.Merge(s.Times)
	}
	out := []Figure{{Name: words.T("Throughput"), Value: words.T("%s msg/s", number(rate)), More: words.T("peak %s in 15 min", number(peak)), Curve: sent}}
	ended := r.Today.Delivered + r.Today.Failed
	f := Figure{Name: words.T("Delivered today"), Value: "–", More: words.T("none has ended yet"), Curve: delivered}
	if ended > 0 {
		f.Value = words.T("%s %%", words.Decimal(100*share(r.Today.Delivered, ended), 1))
		f.More = words.T("%s of %s ended", words.Number(r.Today.Delivered), words.Number(ended))
	}
	out = append(out, f)
	f = Figure{Name: words.T("Answer time p95"), Value: "–", More: words.T("none in 15 min"), Curve: p95}
	if times.Count() > 0 {
		f.Value, f.More = millis(times.Quantile(0.95)), words.T("p50 %s in 15 min", millis(times.Quantile(0.5)))
	}
	out = append(out, f)
	f = Figure{Name: words.T("Queue"), Value: words.Number(r.Status.Queued), More: words.T("nothing waits"), Curve: queued}
	switch {
	case r.Counts.Scheduled > 0 && r.Counts.Scheduled >= r.Status.Queued:
		f.More = words.T("all for later")
	case r.Status.Queued > 0 && rate >= 0.1:
		f.More = words.T("empty in a moment")
		if left := time.Duration(float64(r.Status.Queued) / rate * float64(time.Second)); left >= time.Second {
			f.More = words.T("empty in about %s", words.Span(left))
		}
	case r.Status.Queued > 0:
		f.More = words.T("nothing leaves now")
	}
	return append(out, f)
}

// quarter is the last quarter of an hour by slots, all links together, the empty
// ones among them.
func (r Read) quarter() []gateway.Traffic {
	n := int(short / gateway.TrafficSlot)
	end := r.Now.Truncate(gateway.TrafficSlot)
	out := make([]gateway.Traffic, n)
	for _, s := range r.Slots {
		if i := n - int(end.Sub(s.At)/gateway.TrafficSlot); i >= 0 && i < n {
			queued := out[i].Queued
			out[i].Add(s)
			out[i].Queued = queued + s.Queued // of links beside each other
		}
	}
	return out
}

// Curve is the chart: answered messages a second by steps of the span, with five
// moments below.
func (r Read) Curve() (values []float64, below []string) {
	n := int(r.Span.Long / r.Span.Step)
	values = make([]float64, n)
	end := r.Now.Truncate(r.Span.Step)
	for _, s := range r.Chart {
		if i := n - int(end.Sub(s.At)/r.Span.Step); i >= 0 && i < n {
			values[i] = perSecond(s.Submitted, r.Span.Step)
		}
	}
	const marks = 5
	for i := range marks {
		at := r.Now.Add(-r.Span.Long * time.Duration(marks-1-i) / (marks - 1))
		below = append(below, at.Local().Format("15:04"))
	}
	below[marks-1] = words.T("now")
	return values, below
}

// Link is a row of the connections.
type Link struct {
	Name, Line, State string
	Up                bool
	Off               bool
	Load              float64 // of the window or the rate, 0 to 1
}

// Links are the client links, those in trouble first.
func (r Read) Links() []Link {
	var out []Link
	for _, l := range r.Status.Links {
		x := Link{Name: l.Name, Up: l.State.Up(), Off: l.State == gateway.LinkOff, State: words.Of(l.State.String())}
		parts := []string{l.Address}
		if l.Server {
			if x.Up {
				x.State = words.N(len(l.Sessions), "%s session", "%s sessions")
			}
		} else {
			if l.Window > 0 {
				x.Load = float64(l.Open) / float64(l.Window)
			}
			if c, ok := r.Config.Client(l.Name); ok && c.PerSecond() > 0 {
				x.Load = max(x.Load, l.Rate/c.PerSecond())
			}
			if l.Simulated {
				parts[0] = words.T("built-in simulator")
			}
		}
		if x.Up && !l.Since.IsZero() {
			x.State = words.T("%s %s##state and how long", x.State, words.Span(r.Now.Sub(l.Since)))
		}
		if l.State == gateway.LinkWaiting {
			x.State = words.T("retry in %s", words.Span(l.RetryAt.Sub(r.Now)))
		}
		if l.Rate > 0 {
			parts = append(parts, words.T("%s msg/s", number(l.Rate)))
		}
		x.Line, x.Load = strings.Join(parts, " · "), min(x.Load, 1)
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b Link) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

func rank(l Link) int {
	switch {
	case l.Up:
		return 1
	case l.Off:
		return 2
	}
	return 0
}

// Slowness remembers since when links answer slowly.
type Slowness map[string]time.Time

const (
	slowAnswer  = 500 * time.Millisecond // p95 of the last minute
	slowAnswers = 3                      // at least so many
)

// Note takes over what the last minute says.
func (s Slowness) Note(r Read) map[string]time.Duration {
	slow := map[string]time.Duration{}
	var last []gateway.Traffic
	for _, x := range r.Slots {
		if r.Now.Sub(x.At) <= time.Minute+gateway.TrafficSlot {
			last = append(last, x)
		}
	}
	for name, x := range gateway.SumByLink(last) {
		if p := x.Times.Quantile(0.95); p >= slowAnswer && x.Times.Count() >= slowAnswers {
			slow[name] = p
			if s[name].IsZero() {
				s[name] = r.Now
			}
		}
	}
	for name := range s {
		if _, still := slow[name]; !still {
			delete(s, name)
		}
	}
	return slow
}

// Health is how the gateway is, in a line.
type Health struct {
	Text string
	Bad  bool   // something does not work
	Warn bool   // something is not as it should be
	To   string // the screen where it is put right, "" for none
}

// linksScreen is where connections are put right.
const linksScreen = "connections"

// briefly is how long a link may be down without being told of: it is
// connecting.
const briefly = 5 * time.Second

// Health tells the worst that is to tell.
func (r Read) Health(since Slowness) Health {
	slow := since.Note(r)
	up := 0
	for _, l := range r.Status.Links {
		switch {
		case l.State.Up():
			up++
		case l.State == gateway.LinkOff || l.DownSince.IsZero() && !l.Server:
		case l.State == gateway.LinkRefused:
			return Health{Text: words.T("%s was refused at %s and waits for you: %s", l.Name, clock(l.DownSince), words.Said(l.Error)), Bad: true, To: linksScreen}
		case l.Server:
			return Health{Text: words.T("%s can not listen: %s", l.Name, words.Said(l.Error)), Bad: true, To: linksScreen}
		case r.Now.Sub(l.DownSince) >= briefly:
			return Health{Text: words.T("%s is down since %s: %s", l.Name, clock(l.DownSince), words.Said(l.Error)), Bad: true, To: linksScreen}
		}
	}
	if len(r.Status.Warnings) > 0 {
		return Health{Text: words.Said(r.Status.Warnings[0]), Warn: true}
	}
	names := make([]string, 0, len(slow))
	for name := range slow {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		return Health{Text: words.T("%s slow since %s: it answers in %s", name, clock(since[name]), millis(slow[name])), Warn: true, To: linksScreen}
	}
	waiting := r.Status.Queued - r.Counts.Scheduled
	switch {
	case up == 0 && waiting > 0:
		return Health{Text: words.N(waiting, "%s message waiting, and no connection is up", "%s messages waiting, and no connection is up"), Bad: true, To: linksScreen}
	case up == 0:
		return Health{Text: words.T("No connection is up"), Warn: true, To: linksScreen}
	case waiting > 0:
		return Health{Text: words.T("%s, %s", words.N(up, "%s connection up", "%s connections up"), words.N(waiting, "%s message on the way", "%s messages on the way"))}
	}
	return Health{Text: words.N(up, "All is well: %s connection up, nothing waits", "All is well: %s connections up, nothing waits")}
}

func clock(t time.Time) string { return t.Local().Format("15:04") }

func share(part, of int64) float64 {
	if of == 0 {
		return 0
	}
	return float64(part) / float64(of)
}

func perSecond(n int64, d time.Duration) float64 { return float64(n) / d.Seconds() }

func number(v float64) string {
	if v >= 9.95 || v == math.Trunc(v) {
		return words.Number(int64(math.Round(v)))
	}
	return words.Decimal(v, 1)
}

func millis(d time.Duration) string {
	if d < 10*time.Second {
		return words.AnswerTime(d)
	}
	return words.T("%d s", int(math.Round(d.Seconds())))
}
