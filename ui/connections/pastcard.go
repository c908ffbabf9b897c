package connections

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// history is the part of a card that tells of the time before now: the curve of
// answer times, the strip of the last day, and the newest notice.
type history struct {
	link   string
	past   Past
	answer *widgets.Area
	ticks  *widgets.Ticks
	label  *widgets.Text
	line   *widgets.Text
	event  *widgets.Lines
	object fyne.CanvasObject
}

// newHistory makes the part of a client link's card; a listener asks nobody, so it
// has no answer times.
func newHistory(link string, answers bool) *history {
	h := &history{link: link, answer: widgets.NewSpark(theme.Primary, 120, 22), ticks: widgets.NewTicks(pastTicks), label: widgets.Small(words.T("Last 24 hours")), line: widgets.Small("").Elide(), event: widgets.NewLines("", theme.Muted, 11.5, 2)}
	h.ticks.OnOver = h.over
	rows := widgets.VBox(8)
	if answers {
		rows.Add(widgets.Cols(10, []float32{0, 0}, widgets.VMid(widgets.Small(words.T("Answer time, 15 min")).Elide()), widgets.VMid(h.answer)))
	}
	rows.Add(widgets.VBox(3, widgets.Border(nil, nil, widgets.PadAll(0, 8, 0, 0, h.label), nil, h.line.Right()), h.ticks))
	rows.Add(h.event)
	h.object = rows
	return h
}

// over tells of the half hour that the pointer is at; -1 is none.
func (h *history) over(i int) {
	if i < 0 || i >= len(h.past.Stretches) {
		h.label.Set(words.T("Last 24 hours"))
		h.line.Set(h.past.Words())
		return
	}
	s := h.past.Stretches[i]
	h.label.Set(s.Clock())
	h.line.Set(s.Words())
}

func tickColor(t Tick) fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{"", theme.Good, theme.Warn, theme.Bad, theme.Disabled}[t]
}

func (h *history) show(slots []gateway.Traffic, changes []gateway.LinkChange, now time.Time) {
	h.past = PastOf(slots, changes, h.link, now)
	colors := make([]fyne.ThemeColorName, len(h.past.Stretches))
	for i, s := range h.past.Stretches {
		colors[i] = tickColor(s.Tick())
	}
	h.ticks.Set(colors)
	h.answer.Set(h.past.Answer, nil)
	h.over(h.ticks.Over())
}

func (h *history) tell(events []gateway.Event) {
	text, at := LastEvent(events, h.link)
	if text == "" {
		h.event.SetColored(words.T("No news since Relay was started."), theme.Muted)
		return
	}
	h.event.SetColored(at.Local().Format("15:04:05")+"  "+gateway.Clean(text), theme.Text)
}

// recall reads what passed the links in the last day and shows it on the cards.
func (v *View) recall() {
	if v.reading {
		return
	}
	v.reading = true
	v.deps.Shell.Go(func() func() {
		now := time.Now()
		ctx, from := context.Background(), now.Add(-pastLong)
		slots, err := v.deps.Archive.TrafficSlots(ctx, from)
		changes, cerr := v.deps.Archive.LinkStates(ctx, from)
		return func() {
			if v.reading = false; err != nil || cerr != nil {
				return
			}
			v.slots, v.changes = slots, changes
			v.refresh() // since when a link is down stands in its changes
			for _, h := range v.past {
				h.show(slots, changes, now)
			}
		}
	})
}
