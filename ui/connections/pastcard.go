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
	answer *widgets.Area
	ticks  *widgets.Ticks
	line   *widgets.Text
	event  *widgets.Lines
	object fyne.CanvasObject
}

func newHistory(link string) *history {
	h := &history{link: link, answer: widgets.NewSpark(theme.Primary, 120, 22), ticks: widgets.NewTicks(pastTicks), line: widgets.Small("").Elide(), event: widgets.NewLines("", theme.Muted, 11.5, 2)}
	h.object = widgets.VBox(8,
		widgets.Cols(10, []float32{0, 0}, widgets.VMid(widgets.Small(words.T("Answer time, 15 min")).Elide()), widgets.VMid(h.answer)),
		widgets.VBox(3, widgets.Border(nil, nil, widgets.PadAll(0, 8, 0, 0, widgets.Small(words.T("Last 24 hours"))), nil, h.line.Right()), h.ticks),
		h.event)
	return h
}

func tickColor(t Tick) fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{"", theme.Good, theme.Warn, theme.Bad}[t]
}

func (h *history) show(slots []gateway.Traffic, now time.Time) {
	p := PastOf(slots, h.link, now)
	colors := make([]fyne.ThemeColorName, len(p.Ticks))
	for i, t := range p.Ticks {
		colors[i] = tickColor(t)
	}
	h.ticks.Set(colors)
	h.answer.Set(p.Answer, nil)
	h.line.Set(p.Words())
}

func (h *history) tell(events []gateway.Event) {
	text, at := LastEvent(events, h.link)
	if text == "" {
		h.event.SetColored(words.T("Nothing has happened since Relay was started."), theme.Muted)
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
		slots, err := v.deps.Archive.TrafficSlots(context.Background(), now.Add(-pastLong))
		return func() {
			if v.reading = false; err != nil {
				return
			}
			v.slots = slots
			for _, h := range v.past {
				h.show(slots, now)
			}
		}
	})
}
