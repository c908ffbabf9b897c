package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// maxEvents is how many notices the window remembers.
const maxEvents = 500

// historyWidth is that of their list, in units.
const historyWidth = 680

// Toast shows a notice and remembers it. What is severe stays until it is
// closed.
func (s *Shell) Toast(e gateway.Event) {
	text, advice := s.Remember(e)
	s.toasts.Add(text, advice, theme.Grade(e.Severity), e.Severity == gateway.Severe, time.Now())
}

// Remember keeps a notice in the history and puts it in words, for a window that
// shows it itself.
func (s *Shell) Remember(e gateway.Event) (text, advice string) {
	if e.At.IsZero() {
		e.At = time.Now()
	}
	s.events = append(s.events, e)
	if len(s.events) > maxEvents {
		s.events = s.events[len(s.events)-maxEvents:]
	}
	if e.Severity == gateway.Severe {
		s.numbers.errors++
	}
	text = words.Said(e.Text)
	if e.Link != "" && !strings.Contains(text, e.Link) {
		text = e.Link + ": " + text
	}
	return gateway.Clean(text), gateway.Clean(words.Said(e.Advice))
}

// Events are the notices since the start, oldest first.
func (s *Shell) Events() []gateway.Event { return s.events }

// ShowHistory lists the notices since the start, newest first.
func (s *Shell) ShowHistory() {
	s.numbers.errors = 0
	s.status.show(s.numbers, time.Now())
	list, now := widgets.VBox(12), time.Now()
	for i := len(s.events) - 1; i >= 0; i-- {
		e := s.events[i]
		name := e.Link
		if name == "" {
			name = "Relay"
		}
		first := func(o fyne.CanvasObject) fyne.CanvasObject {
			return widgets.VBox(0, widgets.Fixed(0, 16, widgets.VMid(o)))
		} // on the text's first line
		list.Add(widgets.Cols(10, []float32{76, 8, 110, 0}, first(widgets.NewText(clock(e.At, now), theme.Muted, 11.5).Mono()),
			first(widgets.NewDot(theme.Grade(e.Severity)).Object()), first(widgets.NewText(name, theme.Text, 12.5).Elide()),
			widgets.NewNotice(gateway.Clean(words.Said(e.Text)), gateway.Clean(words.Said(e.Advice)), historyWidth-272)))
	}
	var body fyne.CanvasObject = container.NewVScroll(list)
	if len(s.events) == 0 {
		body = widgets.Centered(widgets.Small(words.T("Nothing has happened since Relay was started.")))
	}
	widgets.Tell(s.Canvas(), words.T("What happened"), historyWidth, 480, body)
}

// clock is the time of day, with the date when that is not today's.
func clock(at, now time.Time) string {
	at, now = at.Local(), now.Local()
	if at.YearDay() != now.YearDay() || at.Year() != now.Year() {
		return at.Format("01-02 15:04")
	}
	return at.Format("15:04:05")
}

// tellRestored says after a restore that it is done, and where the former data is:
// nobody else ever takes it away.
func (s *Shell) tellRestored() {
	aside, ok := s.Keeper.Restored()
	if !ok {
		return
	}
	advice := ""
	if aside != "" {
		advice = words.T("The former data is kept as %s in the data folder. Settings, Storage deletes it when you no longer need it.", aside)
	}
	s.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("The back-up is in force."), Advice: advice})
}
