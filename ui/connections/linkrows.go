package connections

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	rowsFrom  = 12 // client links beyond which rows are offered in the place of cards
	rowsShown = 14 // that are seen without scrolling
	rowsKey   = "connections.rows"
)

// linkRows shows client links as rows, for those who have many: what a card tells in
// a line, and below the lines what can be done to the chosen one.
type linkRows struct {
	v                               *View
	on                              bool // in the place of cards
	list                            []gateway.ClientConfig
	status                          gateway.Status
	now                             time.Time
	grid                            *widgets.Grid
	toggle                          *widgets.Button // cards or rows
	turn, retry, test, edit, remove *widgets.Button
}

func newLinkRows(v *View) *linkRows {
	r := &linkRows{v: v}
	r.grid = widgets.NewGrid([]widgets.Column{
		{Key: "state", Title: words.T("State"), Width: 110, Pill: true},
		{Key: "name", Title: words.T("Name"), Width: 150},
		{Key: "wire", Title: words.T("Host"), Width: 200, Flex: true, Mono: true},
		{Key: "since", Title: words.T("For##how long"), Width: 90, Right: true, Drop: 3},
		{Key: "rate", Title: words.T("Rate"), Width: 84, Right: true},
		{Key: "window", Title: words.T("Window in use"), Width: 100, Right: true, Drop: 4},
		{Key: "answer", Title: words.T("Answer time"), Width: 96, Right: true, Drop: 1},
		{Key: "waiting", Title: words.T("Waiting"), Width: 76, Right: true},
	}, r, false)
	v.deps.Shell.Columns("connections.links", r.grid)
	r.grid.OnOpen = func(int64) { r.do(func(c gateway.ClientConfig) { v.EditClient(c.Name) }) }
	r.grid.OnSelect = func(int64) { r.offer() }
	button := func(label string, icon fyne.Resource, do func(gateway.ClientConfig)) *widgets.Button {
		return widgets.NewButton(label, icon, widgets.Plain, func() { r.do(do) })
	}
	r.turn = button(words.T("Disconnect"), nil, func(c gateway.ClientConfig) { v.turn(c.Name) })
	r.retry = button(words.T("Try now"), nil, func(c gateway.ClientConfig) { v.deps.Engine.RetryNow(c.Name) })
	r.test = button(words.T("Test##verb"), nil, v.test)
	r.edit = button(words.T("Edit"), fyneTheme.DocumentCreateIcon(), func(c gateway.ClientConfig) { v.EditClient(c.Name) })
	r.remove = button(words.T("Delete"), fyneTheme.DeleteIcon(), func(c gateway.ClientConfig) { v.deleteClient(c.Name) })
	r.toggle = widgets.NewButton("", nil, widgets.Link, func() {
		r.on = !r.on
		r.keep()
		v.rebuild()
	})
	return r
}

// recall and keep let the choice last.
func (r *linkRows) recall() {
	if r.v.deps.Office == nil {
		return
	}
	r.v.deps.Shell.Go(func() func() {
		on := false
		_, err := r.v.deps.Office.Load(context.Background(), rowsKey, &on)
		return func() {
			if err == nil && on {
				r.on = true
				r.v.rebuild()
			}
		}
	})
}

func (r *linkRows) keep() {
	if r.v.deps.Office == nil {
		return
	}
	on := r.on
	r.v.deps.Shell.Go(func() func() {
		_ = r.v.deps.Office.Save(context.Background(), rowsKey, on) // it is asked for again otherwise
		return func() {}
	})
}

// wanted tells whether so many links are shown as rows, and names the other way.
func (r *linkRows) wanted(links int) bool {
	label := words.T("Show as rows")
	if r.on {
		label = words.T("Show as cards")
	}
	r.toggle.SetLabel(label)
	return r.on && links > rowsFrom
}

// show is the list of some links.
func (r *linkRows) show(list []gateway.ClientConfig, st gateway.Status, now time.Time) fyne.CanvasObject {
	r.list = list
	r.follow(st, now)
	shown := float32(max(1, min(len(list), rowsShown)))
	foot := widgets.PadXY(12, 8, widgets.Wrapped(8, 6, r.turn, r.retry, r.test, r.edit, r.remove))
	return widgets.NewSurface(theme.Surface, widgets.Pad(1, widgets.VBox(0, widgets.Fixed(0, 28+28*shown+1, r.grid), widgets.HLine(), foot))).Rounded(8).Stroked(theme.Line)
}

// follow shows the links as they are.
func (r *linkRows) follow(st gateway.Status, now time.Time) {
	r.status, r.now = st, now
	r.grid.Reload()
	r.offer()
}

// chosen is the link with the cursor.
func (r *linkRows) chosen() (gateway.ClientConfig, bool) {
	id := r.grid.Cursor()
	for _, c := range r.list {
		if c.ID == id && id != 0 {
			return c, true
		}
	}
	return gateway.ClientConfig{}, false
}

func (r *linkRows) do(f func(gateway.ClientConfig)) {
	if c, ok := r.chosen(); ok {
		f(c)
	}
}

// offer names what can be done to the chosen link.
func (r *linkRows) offer() {
	c, ok := r.chosen()
	l, _ := r.status.Link(c.Name)
	label := words.T("Disconnect")
	if stands(l) {
		label = words.T("Connect")
	}
	r.turn.SetLabel(label)
	for _, b := range []*widgets.Button{r.turn, r.test, r.edit, r.remove} {
		b.SetDisabled(!ok)
	}
	r.retry.SetDisabled(!ok || l.State != gateway.LinkWaiting)
}

// Len, ID and Cell make it the grid's source.
func (r *linkRows) Len() int         { return len(r.list) }
func (r *linkRows) ID(row int) int64 { return r.list[row].ID }

func (r *linkRows) Cell(row int, column string) widgets.Cell {
	c := r.list[row]
	l, _ := r.status.Link(c.Name)
	l = Since(l, r.v.changes)
	facts := ClientFacts(c, l, r.now)
	switch column {
	case "state":
		return widgets.Cell{Text: StateWord(l), Color: StateColor(l.State)}
	case "name":
		return widgets.Cell{Text: c.Name}
	case "wire":
		return widgets.Cell{Text: Wire(c), Color: theme.Muted}
	case "since":
		return widgets.Cell{Text: facts[0].Value}
	case "rate":
		return widgets.Cell{Text: facts[1].Value}
	case "window":
		return widgets.Cell{Text: facts[2].Value}
	case "answer":
		return widgets.Cell{Text: facts[3].Value}
	}
	return widgets.Cell{Text: facts[4].Value}
}
