package ui

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	facts     [facts]*tapText
	tag       *tapText // traffic that is not real can pass
	warning   *tapText
	errors    *tapText
	disk      *tapText
	clock     *widgets.Text
	says      []string // what its texts are
	spark     *widgets.Area
	rates     []float64 // messages a second, once a second
	object    fyne.CanvasObject
}

func newStatusBar(s *Shell) *statusBar {
	to := func(screen string) *tapText { return newTapText(widgets.Small(""), func() { s.Open(screen) }) }
	b := &statusBar{dot: widgets.NewDot(theme.Muted), connected: to(Connections), tag: &tapText{body: widgets.Centered(widgets.NewTag(words.T("SIMULATOR"), theme.Control)), tapped: func() { s.Open(Simulator) }},
		warning: newTapText(widgets.NewText("", theme.Warn, 11.5).Elide(), s.ShowHistory), errors: newTapText(widgets.NewText("", theme.Bad, 11.5), s.ShowHistory), disk: to(Settings), clock: widgets.Small("")}
	for i := range b.facts {
		b.facts[i] = to(fact(i).screen())
	}
	b.tag.ExtendBaseWidget(b.tag)
	b.tag.Hide()
	b.spark, b.rates = widgets.NewSpark(theme.Info, 110, 14), make([]float64, sparkSeconds)
	left := widgets.HBox(7, b.dot.Object(), b.connected, b.tag)
	line := container.New(&barLayout{b}, left, b.spark, b.warning, b.errors, b.disk, widgets.VMid(b.clock))
	for _, f := range b.facts {
		line.Add(f)
	}
	b.object = widgets.NewSurface(theme.Sunken, widgets.Border(widgets.HLine(), nil, nil, nil, widgets.PadXY(12, 0, line)))
	return b
}

// sparkSeconds is the time that the small curve shows.
const sparkSeconds = 60

// passed moves the curve by a second. One that stays as it is draws nothing.
func (b *statusBar) passed(perSecond float64) {
	rates := append(b.rates[1:len(b.rates):len(b.rates)], perSecond)
	b.rates = rates
	b.spark.Set(rates, nil)
}

func (b *statusBar) show(n numbers, now time.Time) {
	text, color := n.connected()
	b.dot.SetFill(color)
	warning, errors, disk := "", "", ""
	if w := n.status.Warnings; len(w) > 0 {
		warning = words.Said(w[0])
		if len(w) > 1 {
			warning = words.T("%s (and %d more)", words.Said(w[0]), len(w)-1)
		}
	}
	if n.status.LostPDUs > 0 {
		warning = words.T("%s PDUs not logged: too many for the disk, or from strangers", words.Number(int64(n.status.LostPDUs)))
	}
	if n.errors > 0 {
		errors = words.N(n.errors, "%s error", "%s errors")
	}
	if n.storage.File != "" { // else it was not measured yet
		disk = fmt.Sprintf("%s %s", filepath.Base(n.storage.File), size(n.storage.Bytes))
	}
	// A clock with seconds would have the whole window painted each second, all
	// day long.
	says := []string{text, warning, errors, disk, now.Format("15:04 MST")}
	texts := []*widgets.Text{b.connected.text, b.warning.text, b.errors.text, b.disk.text, b.clock}
	for i, f := range n.facts() {
		says, texts = append(says, f), append(texts, b.facts[i].text)
	}
	if sim := n.simulated(); slices.Equal(says, b.says) && sim == b.tag.Visible() {
		return
	}
	b.says = says
	for i, t := range texts {
		t.Set(says[i])
	}
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
	body   fyne.CanvasObject
	tapped func()
}

func newTapText(t *widgets.Text, tapped func()) *tapText {
	x := &tapText{text: t, body: widgets.VMid(t), tapped: tapped}
	x.ExtendBaseWidget(x)
	return x
}

func (t *tapText) Tapped(*fyne.PointEvent) { t.tapped() }
func (t *tapText) Cursor() desktop.Cursor  { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (t *tapText) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(t.body)
}
