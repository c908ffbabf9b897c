package simulator

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// live is the lower part of the screen: who is bound, and what happened.
type live struct {
	v        *View
	sessions []gateway.SimulatorSession
	events   []gateway.SimulatorEvent
	chips    [2]*widgets.Chip
	who      *widgets.Grid
	log      *widgets.Grid
	drop     *widgets.Button
	none     *widgets.Text
	stack    *fyne.Container
	logs     bool // the log is shown
	object   fyne.CanvasObject
}

func newLive(v *View) *live {
	l := &live{v: v, none: widgets.Small("")}
	l.who = widgets.NewGrid([]widgets.Column{
		{Key: "id", Title: "#", Width: 52, Mono: true, Right: true},
		{Key: "who", Title: words.T("Who"), Width: 110, Mono: true},
		{Key: "from", Title: words.T("From"), Width: 140, Mono: true, Flex: true, Drop: 1},
		{Key: "bind", Title: words.T("Bound as"), Width: 130, Pill: true},
		{Key: "version", Title: words.T("Version"), Width: 74, Mono: true, Drop: 2},
		{Key: "up", Title: words.T("Up"), Width: 84},
		{Key: "accepted", Title: words.T("Accepted"), Width: 90, Mono: true, Right: true},
		{Key: "refused", Title: words.T("Refused"), Width: 84, Mono: true, Right: true},
		{Key: "waiting", Title: words.T("On their way"), Width: 104, Mono: true, Right: true, Drop: 3},
	}, sessionSource{l}, false)
	l.who.OnSelect = func(int64) { l.judge(); v.sendIn.show() }
	l.who.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyDelete {
			l.cut()
			return true
		}
		return false
	}
	l.log = widgets.NewGrid([]widgets.Column{
		{Key: "time", Title: words.T("Time"), Width: 84, Mono: true},
		{Key: "session", Title: "#", Width: 52, Mono: true, Right: true},
		{Key: "what", Title: words.T("What##happened"), Width: 130, Pill: true},
		{Key: "count", Title: words.T("Times"), Width: 66, Mono: true, Right: true},
		{Key: "party", Title: words.T("Who"), Width: 140, Mono: true},
		{Key: "detail", Title: words.T("Details"), Width: 160, Flex: true},
	}, eventSource{l}, true)
	v.deps.Shell.Columns("simulator.sessions", l.who)
	v.deps.Shell.Columns("simulator.log", l.log)
	l.chips[0] = widgets.NewChip(words.T("Sessions"), theme.Muted, func() { l.turn(false) })
	l.chips[1] = widgets.NewChip(words.T("Log"), theme.Muted, func() { l.turn(true) })
	l.chips[0].SetOn(true)
	l.drop = widgets.NewButton(words.T("Drop##session"), fyneTheme.CancelIcon(), widgets.Danger, l.cut)
	l.stack = container.NewStack(l.who, widgets.Centered(l.none))
	head := widgets.PadXY(16, 7, widgets.HBox(6, widgets.VMid(l.chips[0]), widgets.VMid(l.chips[1]), widgets.Spacer(), l.drop))
	l.object = widgets.NewSurface(theme.Surface, widgets.Border(head, nil, nil, nil, l.stack))
	l.draw()
	return l
}

// turn shows the log or the sessions.
func (l *live) turn(logs bool) {
	l.logs = logs
	l.chips[0].SetOn(!logs)
	l.chips[1].SetOn(logs)
	l.stack.Objects[0] = l.who
	if logs {
		l.stack.Objects[0] = l.log
	}
	l.draw()
	l.stack.Refresh()
}

// show reads what there is, and draws it when something is new.
func (l *live) show() {
	sessions, events := l.v.deps.Simulator.Sessions(), l.v.deps.Simulator.Log()
	same := slices.Equal(sessions, l.sessions) && slices.Equal(events, l.events)
	l.sessions, l.events = sessions, events
	if !same || len(sessions) > 0 && !l.logs { // the sessions' times go on
		l.draw()
	}
}

func (l *live) draw() {
	l.chips[0].SetCount(words.Number(int64(len(l.sessions))))
	n := 0
	if l.logs {
		l.log.Reload()
		n = len(l.events)
		l.none.Set(words.T("Nothing has happened yet."))
	} else {
		l.who.Reload()
		n = len(l.sessions)
		l.none.Set(words.T("Nobody is bound."))
	}
	widgets.SetVisible(l.none, n == 0)
	widgets.SetVisible(l.drop, !l.logs)
	l.judge()
}

func (l *live) judge() { l.drop.SetDisabled(l.chosen() == 0) }

// chosen is the session with the cursor, 0 when it has ended.
func (l *live) chosen() uint64 {
	id := uint64(max(0, l.who.Cursor()))
	for _, s := range l.sessions {
		if s.ID == id {
			return id
		}
	}
	return 0
}

// cut drops the session that is chosen.
func (l *live) cut() {
	id := l.chosen()
	if id == 0 {
		return
	}
	if err := l.v.deps.Simulator.Drop(id); err != nil {
		l.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.Error(err)})
	}
	l.show()
}

type sessionSource struct{ l *live }

func (s sessionSource) Len() int         { return len(s.l.sessions) }
func (s sessionSource) ID(row int) int64 { return int64(s.l.sessions[row].ID) }

func (s sessionSource) Cell(row int, column string) widgets.Cell {
	x := s.l.sessions[row]
	switch column {
	case "id":
		return widgets.Cell{Text: fmt.Sprint(x.ID), Color: theme.Muted}
	case "who":
		return widgets.Cell{Text: sms.Clean(x.SystemID)}
	case "from":
		if x.Remote == "" {
			return widgets.Cell{Text: words.T("inside Relay"), Color: theme.Muted}
		}
		return widgets.Cell{Text: x.Remote}
	case "bind":
		return widgets.Cell{Text: words.Of(x.Bind), Color: theme.Good}
	case "version":
		return widgets.Cell{Text: x.Version}
	case "up":
		return widgets.Cell{Text: words.Span(time.Since(x.Since))}
	case "accepted":
		return widgets.Cell{Text: words.Number(int64(x.Accepted))}
	case "refused":
		return count(int64(x.Refused), theme.Warn)
	}
	return count(int64(x.Waiting), theme.Text)
}

func count(n int64, c fyne.ThemeColorName) widgets.Cell {
	if n == 0 {
		c = theme.Muted
	}
	return widgets.Cell{Text: words.Number(n), Color: c}
}

type eventSource struct{ l *live }

func (s eventSource) Len() int         { return len(s.l.events) }
func (s eventSource) ID(row int) int64 { return int64(s.l.events[row].Number) }

func (s eventSource) Cell(row int, column string) widgets.Cell {
	e := s.l.events[row]
	switch column {
	case "time":
		return widgets.Cell{Text: e.At.Local().Format("15:04:05"), Color: theme.Muted}
	case "session":
		if e.Session == 0 {
			return widgets.Cell{}
		}
		return widgets.Cell{Text: fmt.Sprint(e.Session), Color: theme.Muted}
	case "what":
		return widgets.Cell{Text: words.Of(e.Kind.String()), Color: inkOf(e.Kind)}
	case "count":
		if e.Count < 2 {
			return widgets.Cell{}
		}
		return widgets.Cell{Text: words.Number(int64(e.Count))}
	case "party":
		return widgets.Cell{Text: sms.Clean(e.Party)}
	}
	return widgets.Cell{Text: detail(e)}
}

// inkOf is the colour of a kind of event.
func inkOf(k gateway.SimulatorEventKind) fyne.ThemeColorName {
	switch k {
	case gateway.SimulatorBound, gateway.SimulatorAccepted, gateway.SimulatorReceipt:
		return theme.Good
	case gateway.SimulatorBindRefused, gateway.SimulatorRefused, gateway.SimulatorFault:
		return theme.Bad
	case gateway.SimulatorUnanswered:
		return theme.Warn
	case gateway.SimulatorIncoming:
		return theme.Control
	}
	return theme.Muted
}
