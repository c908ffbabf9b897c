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

// Toast shows a notice and remembers it. What is severe stays until it is
// closed.
func (s *Shell) Toast(e gateway.Event) {
	now := time.Now()
	if e.At.IsZero() {
		e.At = now
	}
	s.events = append(s.events, e)
	if len(s.events) > maxEvents {
		s.events = s.events[len(s.events)-maxEvents:]
	}
	if e.Severity == gateway.Severe {
		s.numbers.errors++
	}
	text := words.Said(e.Text)
	if e.Link != "" && !strings.Contains(text, e.Link) {
		text = e.Link + ": " + text
	}
	s.toasts.Add(gateway.Clean(text), gateway.Clean(words.Said(e.Advice)), theme.Grade(e.Severity), e.Severity == gateway.Severe, now)
}

// Events are the notices since the start, oldest first.
func (s *Shell) Events() []gateway.Event { return s.events }

// ShowHistory lists the notices since the start, newest first.
func (s *Shell) ShowHistory() {
	s.numbers.errors = 0
	s.status.show(s.numbers, time.Now())
	list := widgets.VBox(8)
	for i := len(s.events) - 1; i >= 0; i-- {
		e := s.events[i]
		lines := widgets.VBox(0, widgets.NewParagraph(words.Said(e.Text)))
		if e.Advice != "" {
			lines.Add(widgets.NewQuiet(words.Said(e.Advice)))
		}
		name := e.Link
		if name == "" {
			name = "Relay"
		}
		list.Add(widgets.Cols(10, []float32{64, 8, 110, 0}, widgets.NewText(e.At.Local().Format("15:04:05"), theme.Muted, 11.5).Mono(),
			widgets.NewDot(theme.Grade(e.Severity)).Object(), widgets.Body(name).Elide(), lines))
	}
	var body fyne.CanvasObject = container.NewVScroll(list)
	if len(s.events) == 0 {
		body = widgets.Centered(widgets.Small(words.T("Nothing has happened since Relay was started.")))
	}
	widgets.Tell(s.Canvas(), words.T("What happened"), 680, 480, body)
}
