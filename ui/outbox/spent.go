package outbox

import (
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Leg is a stretch of a message's way.
type Leg uint8

const (
	InRelay   Leg = iota // from written, or from when it was due, to the socket
	ForAnswer            // until the provider took it
	ToHandset            // until the receipt said that it is delivered
)

// Spent is where the time of a message went, leg by leg; those that it has not
// finished are left out.
type Spent struct {
	Legs  []time.Duration // by Leg
	Total time.Duration
}

// SpentOf reads it from a message's times. Nothing is told of a message whose
// times contradict each other, as after the clock was set.
func SpentOf(m gateway.Message) (s Spent) {
	from := m.CreatedAt
	if m.ScheduledAt.After(from) {
		from = m.ScheduledAt
	}
	ends := []time.Time{m.SubmittedAt, m.AcceptedAt}
	if m.State == gateway.Delivered {
		ends = append(ends, m.DoneAt)
	}
	for _, end := range ends {
		if end.IsZero() {
			return s
		}
		took := end.Sub(from)
		if took < 0 {
			return Spent{}
		}
		s.Legs = append(s.Legs, took)
		s.Total += took
		from = end
	}
	return s
}

// Longest is the leg that took most.
func (s Spent) Longest() (longest Leg) {
	for i, d := range s.Legs {
		if d > s.Legs[longest] {
			longest = Leg(i)
		}
	}
	return longest
}

// Words is the whole in a line.
func (s Spent) Words() string {
	if len(s.Legs) > int(ToHandset) {
		return words.T("%s from here to the handset", timeWords(s.Total))
	}
	return words.T("%s until it was accepted", timeWords(s.Total))
}

// LegWords is a leg with how long it took.
func (s Spent) LegWords(l Leg) string {
	took := timeWords(s.Legs[l])
	switch l {
	case InRelay:
		return words.T("in Relay %s", took)
	case ForAnswer:
		return words.T("answer %s", took)
	}
	return words.T("handset %s", took)
}

// Shares are how wide each leg is drawn: by its time, but a short one stays wide
// enough to be seen, so the figures stand below.
func (s Spent) Shares() []float64 {
	const least = 0.06
	out, sum := make([]float64, len(s.Legs)), 0.0
	for i, d := range s.Legs {
		out[i] = least
		if s.Total > 0 {
			out[i] = max(least, d.Seconds()/s.Total.Seconds())
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// timeWords is a length of time as the times of messages tell it, which are whole
// milliseconds.
func timeWords(d time.Duration) string {
	switch {
	case d >= time.Minute:
		return words.Span(d)
	case d >= time.Second:
		return words.T("%s s", words.Decimal(d.Seconds(), 1))
	case d < time.Millisecond:
		return words.T("%s ms", "<1")
	}
	return words.T("%s ms", words.Number(d.Milliseconds()))
}

// spentBar is where the time of a message went, what took longest in bold; nil
// while nothing is known.
func (d *details) spentBar(m gateway.Message) fyne.CanvasObject {
	s := SpentOf(m)
	if len(s.Legs) < 2 {
		return nil
	}
	colors := [...]fyne.ThemeColorName{theme.Muted, theme.Info, theme.Good}
	bar, legend := widgets.NewStackBar(5), []fyne.CanvasObject{}
	var slices []widgets.Slice
	for i, share := range s.Shares() {
		slices = append(slices, widgets.Slice{Value: share, Color: colors[i]})
		text := widgets.Small(s.LegWords(Leg(i)))
		if Leg(i) == s.Longest() {
			text = widgets.NewText(s.LegWords(Leg(i)), theme.Text, 11.5).Bold()
		}
		legend = append(legend, widgets.HBox(5, widgets.NewDot(colors[i]).Object(), text))
	}
	bar.Set(1, slices...)
	return widgets.VBox(5, widgets.NewText(s.Words(), theme.Text, 12).Elide(), bar, widgets.Lined(d.inside, 12, legend...))
}
