package ui

import (
	"fmt"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// statusBar is the line at the bottom: only what is true now.
type statusBar struct {
	dot       *widgets.Dot
	connected *tapText
	facts     *tapText
	tag       *widgets.Surface
	warning   *tapText
	errors    *tapText
	disk      *tapText
	clock     *widgets.Text
	object    fyne.CanvasObject
}

func newStatusBar(s *Shell) *statusBar {
	to := func(t *widgets.Text, screen string) *tapText { return newTapText(t, func() { s.Open(screen) }) }
	b := &statusBar{dot: widgets.NewDot(theme.Muted), connected: to(widgets.Small(""), Connections), facts: to(widgets.Small("").Elide(), Overview), tag: widgets.NewTag(words.T("SIMULATOR"), theme.Control),
		warning: newTapText(widgets.NewText("", theme.Warn, 11.5), s.ShowHistory), errors: newTapText(widgets.NewText("", theme.Bad, 11.5), s.ShowHistory), disk: to(widgets.Small(""), Settings), clock: widgets.Small("")}
	b.tag.Hide()
	left := widgets.HBox(7, b.dot.Object(), b.connected, widgets.Centered(b.tag))
	right := widgets.HBox(16, b.warning, b.errors, b.disk, widgets.VMid(b.clock))
	line := widgets.Border(nil, nil, left, right, widgets.PadXY(16, 0, b.facts))
	b.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.HLine(), nil, nil, nil, widgets.PadXY(12, 0, line)))
	return b
}

func (b *statusBar) show(n numbers, now time.Time) {
	text, color := n.connected()
	b.dot.SetFill(color)
	b.connected.text.Set(text)
	b.facts.text.Set(n.facts())
	b.warning.text.Set("")
	if w := n.status.Warnings; len(w) > 0 {
		b.warning.text.Set(words.Said(w[0]))
		if len(w) > 1 {
			b.warning.text.Set(words.T("%s (and %d more)", words.Said(w[0]), len(w)-1))
		}
	}
	if n.status.LostPDUs > 0 {
		b.warning.text.Set(words.T("%s PDUs not logged: too many for the disk, or from strangers", words.Number(int64(n.status.LostPDUs))))
	}
	b.errors.text.Set("")
	if n.errors > 0 {
		b.errors.text.Set(words.N(n.errors, "%s error", "%s errors"))
	}
	b.disk.text.Set(fmt.Sprintf("%s %s", filepath.Base(n.storage.File), size(n.storage.Bytes)))
	b.clock.Set(now.Format("15:04:05 MST"))
	if sim := n.simulated(); sim != b.tag.Visible() {
		if sim {
			b.tag.Show()
		} else {
			b.tag.Hide()
		}
	}
	b.object.Refresh()
}

// tapText is a text that can be tapped.
type tapText struct {
	widget.BaseWidget
	text   *widgets.Text
	tapped func()
}

func newTapText(t *widgets.Text, tapped func()) *tapText {
	x := &tapText{text: t, tapped: tapped}
	x.ExtendBaseWidget(x)
	return x
}

func (t *tapText) Tapped(*fyne.PointEvent) { t.tapped() }
func (t *tapText) Cursor() desktop.Cursor  { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (t *tapText) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(widgets.VMid(t.text))
}
