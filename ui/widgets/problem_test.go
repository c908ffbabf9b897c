package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

func window(t *testing.T, o fyne.CanvasObject, w, h float32) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	win := test.NewTempWindow(t, o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
}

func TestAProblemTakesTheRoomItNeeds(t *testing.T) {
	p := NewProblem(200)
	box := VBox(0, p.Lines)
	window(t, box, 200, 200)
	if p.Visible() || box.MinSize().Height != 0 {
		t.Error("silence takes room")
	}
	if !p.Say("short", theme.Bad) || !p.Visible() {
		t.Error("it says nothing")
	}
	one := box.MinSize().Height
	if p.Say("other", theme.Bad) {
		t.Error("another word of one line moves what is below")
	}
	if !p.Say(strings.Repeat("a long sentence ", 6), theme.Bad) || box.MinSize().Height < 2*one {
		t.Errorf("%v after %v", box.MinSize().Height, one)
	}
	box.Refresh()
	shown := 0
	for _, o := range test.WidgetRenderer(p.Lines).Objects() {
		if x := o.(*canvas.Text); x.Text != "" {
			shown++
		}
	}
	if float32(shown)*one != box.MinSize().Height {
		t.Errorf("%d lines in %v", shown, box.MinSize().Height)
	}
	if !p.Say("", theme.Bad) || p.Visible() {
		t.Error("it does not go")
	}
}

func TestLinedWraps(t *testing.T) {
	var list []fyne.CanvasObject
	for range 5 {
		list = append(list, Fixed(60, 20, NewText("x", theme.Text, 12)))
	}
	c := Lined(140, 10, list...)
	window(t, c, 140, 200)
	if h := c.MinSize().Height; h != 3*20+2*10 {
		t.Errorf("five of 60 in 140 are %v high", h)
	}
	if p := list[2].Position(); p.X != 0 || p.Y != 30 {
		t.Errorf("the third stands at %v", p)
	}
	list[1].Hide()
	if h := c.MinSize().Height; h != 2*20+10 {
		t.Errorf("four are %v high", h)
	}
}

type numbers int

func (n numbers) Len() int              { return int(n) }
func (n numbers) ID(row int) int64      { return int64(row + 1) }
func (n numbers) Cell(int, string) Cell { return Cell{Text: "x"} }

func TestATitleSorts(t *testing.T) {
	g := NewGrid([]Column{{Key: "a", Title: "A", Width: 100, Sorts: true}, {Key: "b", Title: "B", Width: 100}, {Key: "c", Title: "C", Width: 100, Sorts: true}}, numbers(3), false)
	window(t, g, 400, 200)
	var said []string
	g.OnSort = func(key string, desc bool) {
		said = append(said, key+map[bool]string{false: " up", true: " down"}[desc])
	}
	all := 0
	g.OnAll = func() { all = len(g.Selected()) }
	tap := func(x float32) { g.head.Tapped(&fyne.PointEvent{Position: fyne.NewPos(x, 10)}) }
	tap(50)
	tap(50)
	tap(50)
	tap(150) // does not sort
	tap(250)
	tap(100) // an edge is for dragging
	if got := strings.Join(said, ", "); got != "a up, a down, a up, c up" {
		t.Error(got)
	}
	if g.title(2) != "C ▲" || g.title(0) != "A" {
		t.Errorf("%q %q", g.title(2), g.title(0))
	}
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if all != 3 {
		t.Errorf("%d selected are told", all)
	}
}

// A menu that is opened near an edge is whole all the same.
func TestAMenuStaysInTheWindow(t *testing.T) {
	content := NewText("content", theme.Text, 12)
	window(t, content, 500, 300)
	canvas := fyne.CurrentApp().Driver().CanvasForObject(content)
	var lines []MenuLine
	for _, name := range []string{"One", "Two", "Three", "Four"} {
		lines = append(lines, MenuLine{Name: name, Do: func() {}})
	}
	ShowMenu(canvas, fyne.NewPos(480, 290), lines)
	pop := canvas.Overlays().Top().(*widget.PopUp)
	at, size := pop.Content.Position(), pop.Content.Size()
	if at.X+size.Width > 500 || at.Y+size.Height > 300 || size.Height < 4*28 {
		t.Errorf("the menu is at %v, %v large", at, size)
	}
}

func TestADrawerSlides(t *testing.T) {
	panel := NewText("panel", theme.Text, 12)
	d := NewDrawer(100, NewText("content", theme.Text, 12), panel)
	window(t, d.Object(), 400, 200)
	if d.Open() || panel.Position().X < 0 || !d.Wide() {
		t.Error("beside the content it is not open, it is there")
	}
	d.Slide(true) // means nothing here
	d.SetWide(false)
	if d.Open() {
		t.Error("it folds open")
	}
	closed := 0
	d.OnClose = func() { closed++ }
	d.Slide(true)
	if !d.Open() {
		t.Error("it does not open")
	}
	d.over.Objects[0].(*Scrim).Tapped(nil)
	if d.Open() || closed != 1 {
		t.Error("a tap beside it does not close it")
	}
}

func TestDownGoesFromASearchToItsRows(t *testing.T) {
	f, rows := NewField(""), numbers(0)
	g := NewGrid([]Column{{Key: "a", Title: "A", Width: 100}}, &rows, false)
	g.Searches(f)
	window(t, Border(f, nil, nil, nil, g), 200, 200)
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	c.Focus(f.Entry)
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if c.Focused() != f.Entry {
		t.Fatal("the focus goes to an empty list")
	}
	rows = 3
	f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if c.Focused() != g || g.Cursor() != 1 {
		t.Errorf("focus on %T, cursor on %d", c.Focused(), g.Cursor())
	}
}
