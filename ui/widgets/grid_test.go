package widgets

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/ui/theme"
)

// A cut text is the longest that fits, whatever its letters.
func TestCutIsTheLongestThatFits(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("iiilllWWWmmm  .,éő漢字Привет")
	width := func(s string) float32 { return fyne.MeasureText(s, 12.5, fyne.TextStyle{}).Width }
	for range 150 {
		var b strings.Builder
		for range 1 + r.IntN(60) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		s, room := b.String(), float32(r.IntN(220))
		want := s
		if runes := []rune(s); width(s) > room {
			n := len(runes)
			for n > 0 && width(string(runes[:n])+"…") > room {
				n--
			}
			if want = string(runes[:n]) + "…"; n == 0 {
				want = ""
			}
		}
		if got := Cut(s, room, 12.5, fyne.TextStyle{}); got != want {
			t.Fatalf("%q in %v: %q, want %q", s, room, got, want)
		}
	}
}

// flow has rows whose ids begin at top and go down.
type flow struct{ top, n int64 }

func (f *flow) Len() int         { return int(f.n) }
func (f *flow) ID(row int) int64 { return f.top - int64(row) }
func (f *flow) Cell(row int, _ string) Cell {
	return Cell{Text: fmt.Sprint("row ", f.ID(row))}
}

// An object stays with its row when rows come on top or the view scrolls: what
// was drawn is not drawn anew.
func TestObjectsStayWithTheirRows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, 100))
	f := &flow{top: 1000, n: 500}
	g := NewGrid([]Column{{Key: "a", Title: "A", Width: 100, Flex: true}}, f, false)
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(300, 400))
	objects := func() map[int64]*gridRow {
		out := map[int64]*gridRow{}
		first, end := g.InView()
		for _, r := range g.body.rows {
			if r.index < 0 {
				continue
			}
			if r.index < first || r.index >= end || r.id != f.ID(r.index) || r.Position().Y != float32(r.index)*g.RowHeight() || out[r.id] != nil {
				t.Fatalf("row %d of %d to %d: id %d at %v", r.index, first, end, r.id, r.Position())
			}
			if got := r.r.cells[0].text.Text; got != fmt.Sprint("row ", r.id) {
				t.Fatalf("row %d shows %q", r.id, got)
			}
			out[r.id] = r
		}
		if len(out) != end-first {
			t.Fatalf("%d objects for %d to %d", len(out), first, end)
		}
		return out
	}
	same := func(what string, before map[int64]*gridRow, least int) {
		t.Helper()
		kept := 0
		for id, r := range objects() {
			if old := before[id]; old == r {
				kept++
			} else if old != nil {
				t.Errorf("%s: row %d has another object", what, id)
			}
		}
		if kept < least {
			t.Errorf("%s: %d objects were kept, want %d", what, kept, least)
		}
	}
	before := objects()
	f.top, f.n = f.top+3, f.n+3
	g.Reload()
	same("three came on top", before, len(before)-3)
	before = objects()
	g.scroll.ScrollToOffset(fyne.NewPos(0, 5*g.RowHeight()))
	g.scrolled()
	same("scrolled", before, len(before)-5)
	before = objects()
	g.scroll.ScrollToOffset(fyne.NewPos(0, 300*g.RowHeight()))
	g.scrolled()
	same("far away", before, 0)
	f.n = 2
	g.Reload()
	if n := len(objects()); n != 2 {
		t.Errorf("%d objects for two rows", n)
	}
}

// Rows that came, and nothing else, are drawn; a change of the theme draws all.
func TestReloadDrawsOnlyWhatChanged(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(theme.Light, 100))
	f := &flow{top: 1000, n: 500}
	g := NewGrid([]Column{{Key: "a", Title: "A", Width: 100, Flex: true}}, f, false)
	test.NewTempWindow(t, g).Resize(fyne.NewSize(300, 400))
	marked := func() (n int) {
		for _, r := range g.body.rows {
			if r.index >= 0 && r.r.cells[0].text.Text == "as it was" {
				n++
			}
		}
		return n
	}
	mark := func() {
		for _, r := range g.body.rows {
			r.r.cells[0].text.Text = "as it was"
		}
	}
	first, end := g.InView()
	mark()
	g.Reload()
	if n := marked(); n != end-first {
		t.Errorf("nothing changed, and %d of %d rows were left alone", n, end-first)
	}
	f.top, f.n = f.top+3, f.n+3
	g.Reload()
	if n := marked(); n != end-first-3 {
		t.Errorf("three rows came, and %d of %d were left alone", n, end-first)
	}
	mark()
	g.Refresh()
	if n := marked(); n != 0 {
		t.Errorf("after a refresh %d rows are as they were", n)
	}
}
