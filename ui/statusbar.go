package ui

import (
	"fmt"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// statusBar is the line at the bottom: only what is true now.
type statusBar struct {
	dot       *widgets.Dot
	connected *widgets.Text
	facts     *widgets.Text
	tag       *widgets.Surface
	warning   *widgets.Text
	errors    *tapText
	disk      *widgets.Text
	clock     *widgets.Text
	object    fyne.CanvasObject
}

func newStatusBar(s *Shell) *statusBar {
	b := &statusBar{dot: widgets.NewDot(theme.Muted), connected: widgets.Small(""), facts: widgets.Small("").Elide(), tag: widgets.NewTag("SIMULATOR", theme.Control),
		warning: widgets.NewText("", theme.Warn, 11.5), errors: newTapText(widgets.NewText("", theme.Bad, 11.5), s.showHistory), disk: widgets.Small(""), clock: widgets.Small("")}
	b.tag.Hide()
	left := widgets.HBox(7, b.dot.Object(), widgets.VMid(b.connected), widgets.Centered(b.tag))
	right := widgets.HBox(16, widgets.VMid(b.warning), b.errors, widgets.VMid(b.disk), widgets.VMid(b.clock))
	line := widgets.Border(nil, nil, left, right, widgets.PadXY(16, 0, widgets.VMid(b.facts)))
	b.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.HLine(), nil, nil, nil, widgets.PadXY(12, 0, line)))
	return b
}

func (b *statusBar) show(n numbers, now time.Time) {
	text, color := n.connected()
	b.dot.SetFill(color)
	b.connected.Set(text)
	b.facts.Set(n.facts())
	b.warning.Set("")
	if w := n.status.Warnings; len(w) > 0 {
		b.warning.Set(w[0])
		if len(w) > 1 {
			b.warning.Set(fmt.Sprintf("%s (and %d more)", w[0], len(w)-1))
		}
	}
	if n.status.LostPDUs > 0 {
		b.warning.Set(fmt.Sprintf("%s PDUs not logged: the disk is too slow", gateway.Thousands(int64(n.status.LostPDUs))))
	}
	switch n.errors {
	case 0:
		b.errors.text.Set("")
	case 1:
		b.errors.text.Set("1 error")
	default:
		b.errors.text.Set(fmt.Sprintf("%d errors", n.errors))
	}
	b.disk.Set(fmt.Sprintf("%s %s", filepath.Base(n.storage.File), size(n.storage.Bytes)))
	b.clock.Set(now.Format("15:04:05"))
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
func (t *tapText) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.text) }
