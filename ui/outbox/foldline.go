package outbox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// foldLine is what is left of the PDUs where they are folded away: how many there
// are and the newest. A tap brings the list back.
type foldLine struct {
	widget.BaseWidget
	v                 *View
	count, name, info *widgets.Text
	newest            uint64
	body              fyne.CanvasObject
}

func newFoldLine(v *View) *foldLine {
	l := &foldLine{v: v, count: widgets.Small(""), name: widgets.NewText("", theme.Info, 11.5).Mono(), info: widgets.Small("").Elide()}
	left := widgets.HBox(8, widgets.VMid(widgets.NewIcon(fyneTheme.MenuDropUpIcon(), theme.Muted, 16)), widgets.VMid(widgets.NewText(words.T("PDU log"), theme.Text, 12.5).Bold()), widgets.VMid(l.count), widgets.PadAll(0, 0, 0, 8, widgets.VMid(l.name)))
	line := widgets.Border(nil, nil, left, widgets.NewKeys("F6"), widgets.PadXY(8, 0, widgets.VMid(l.info)))
	l.body = widgets.Fixed(0, 32, widgets.NewSurface(theme.Sunken, widgets.Border(widgets.HLine(), nil, nil, nil, widgets.PadXY(12, 0, line))))
	l.ExtendBaseWidget(l)
	l.Hide()
	return l
}

// show tells the newest PDU, of this number; 0: none has come.
func (l *foldLine) show(number uint64) {
	if number == 0 || number == l.newest {
		return
	}
	r, ok := pduview.Last(l.v.deps.Engine, number)
	if !ok {
		return
	}
	l.newest = number
	l.count.Set(words.Number(int64(number)))
	l.name.SetColored(r.Arrow+" "+r.Name, r.Ink())
	l.info.Set(r.Line())
	canvas.Refresh(l)
	l.body.Refresh()
}

// Label, Tapped, Cursor and CreateRenderer make it a widget that is found by its
// words.
func (l *foldLine) Label() string           { return l.name.Text() }
func (l *foldLine) Tapped(*fyne.PointEvent) { l.v.FoldPDUs() }
func (l *foldLine) Cursor() desktop.Cursor  { return desktop.PointerCursor }
func (l *foldLine) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(l.body)
}
