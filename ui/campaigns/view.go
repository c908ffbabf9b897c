package campaigns

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Confirm(title, text, verb string, danger bool, yes func())
	Copy(text string)
	Open(screen string)
	OpenMessage(id int64) // in the outbox
	widgets.Desk
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Office  gateway.Office
	Shell   Shell
	// OptedOut tells which of some numbers want no messages; nil: nobody is asked.
	OptedOut func(ctx context.Context, numbers []string) (map[string]bool, error)
}

// foldBelow is the width of the screen, in units, below which it folds: at 200 %
// zoom, or in a small window.
const foldBelow = 860

// page is one of the screen's pages.
type page interface {
	Object() fyne.CanvasObject
	Update(gateway.Update)
	Shown()
	Escape()
}

// View is the screen: the list, the wizard, or one campaign.
type View struct {
	deps   Deps
	list   *listPage
	wizard *wizardPage // kept while it is closed: nothing typed is lost
	now    page
	object *fyne.Container
	width  float32
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, object: container.NewStack()}
	v.list = newListPage(v)
	v.wizard = newWizardPage(v)
	v.show(v.list)
	v.wizard.restore()
	return v
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads what is there.
func (v *View) Shown() { v.now.Shown() }

// Hidden has nothing to stop: what is being read or stored goes on.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) { v.now.Update(u) }

// Escape goes back.
func (v *View) Escape() { v.now.Escape() }

// Resized folds for narrow windows.
func (v *View) Resized(width float32) {
	v.width = width / theme.Px(1)
	if r, ok := v.now.(interface{ Resized(float32) }); ok {
		r.Resized(v.width)
	}
}

func (v *View) show(p page) {
	v.now = p
	v.object.Objects = []fyne.CanvasObject{p.Object()}
	if r, ok := p.(interface{ Resized(float32) }); ok && v.width > 0 {
		r.Resized(v.width)
	}
	v.object.Refresh()
}

// Back shows the list.
func (v *View) Back() {
	v.show(v.list)
	v.list.Shown()
}

// NewCampaign opens the wizard where it was left.
func (v *View) NewCampaign() {
	v.show(v.wizard)
	v.wizard.Shown()
}

// TakeFile begins a campaign with a table that was dropped on the window. What
// was put in before is asked for first.
func (v *View) TakeFile(path string) {
	take := func() {
		v.NewCampaign()
		v.wizard.open(StepSource)
		v.wizard.bodies[StepSource].(*sourceStep).takeFile(path)
	}
	if d := v.wizard.w.Draft; d.Source() == "" || d.Path == path {
		take()
		return
	}
	v.deps.Shell.Confirm(words.T("Use this table?"), words.T("The campaign that you have begun takes its rows from %s then. Its text stays.", filepath.Base(path)), words.T("Use it"), false, take)
}

// ImportFile asks for a table and begins a campaign with it.
func (v *View) ImportFile() {
	ask := widgets.FileAsk{Title: words.T("Recipients of a campaign"), Extensions: tables()}
	widgets.OpenFile(v.deps.Shell, ask, func(f *os.File) {
		_ = f.Close() // it is read anew, at each change of how
		v.TakeFile(f.Name())
	})
}

// OpenCampaign shows one campaign.
func (v *View) OpenCampaign(id int64) {
	p := newReportPage(v, id)
	v.show(p)
	p.Shown()
}

// command runs one of the engine's commands and tells what went wrong.
func (v *View) command(what string, do func(context.Context) error, done func()) {
	v.deps.Shell.Go(func() func() {
		err := do(context.Background())
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("%s: %s", what, Problem(err))})
				return
			}
			done()
		}
	})
}

// save asks for a file and writes it beside the window.
func (v *View) save(name string, write func(context.Context, io.Writer) error) {
	ask := widgets.FileAsk{Title: words.T("Save the report"), Name: name, Extensions: []string{".csv"}}
	saving.File(v.deps.Shell, ask, func(ctx context.Context, w io.Writer, name string) (saving.Told, error) {
		return saving.Told{Text: words.T("Written to %s.", name)}, write(ctx, w)
	})
}

// again lets one reading run at a time, and once more when it was asked for
// meanwhile.
type again struct{ busy, more bool }

func (a *again) begin() bool {
	if a.busy {
		a.more = true
		return false
	}
	a.busy = true
	return true
}

// end tells whether it has to run once more.
func (a *again) end() bool {
	more := a.more
	a.busy, a.more = false, false
	return more
}

// head is the title line of a page.
func head(left, right fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadAll(0, 16, 0, 16, widgets.Border(nil, nil, nil, widgets.VMid(right), widgets.VMid(left)))), widgets.HLine())
}

// anyOf calls for no short cut: every argument is worked out.
func anyOf(list ...bool) bool { return slices.Contains(list, true) }

// stateColor is the colour of a campaign's state.
func stateColor(c gateway.Campaign, now time.Time) fyne.ThemeColorName {
	switch {
	case c.State == gateway.CampaignFinished:
		return theme.Good
	case c.State == gateway.CampaignPaused:
		return theme.Warn
	case c.State == gateway.CampaignStopped:
		return theme.Bad
	case c.State != gateway.CampaignRunning || now.Before(c.Plan.Start):
		return theme.Muted
	case !open(c, now):
		return theme.Warn
	}
	return theme.Primary
}

// rowColor is the colour of what became of a row.
func rowColor(r gateway.CampaignRow) fyne.ThemeColorName {
	switch r.State {
	case gateway.RowInvalid, gateway.RowRefused:
		return theme.Bad
	case gateway.RowOptedOut:
		return theme.Warn
	case gateway.RowMessage:
		switch r.Message {
		case gateway.Delivered, gateway.Received:
			return theme.Good
		case gateway.Accepted, gateway.Sending:
			return theme.Info
		case gateway.Failed, gateway.Expired:
			return theme.Bad
		case gateway.Unknown:
			return theme.Warn
		}
	}
	return theme.Muted
}

// outcome are the slices of a campaign's bar, with their names.
func outcome(c gateway.Campaign) []named {
	n := func(s ...gateway.MessageState) (sum int64) {
		for _, x := range s {
			sum += c.Out[x]
		}
		return sum
	}
	out := []named{
		{words.T("Delivered"), n(gateway.Delivered, gateway.Received), theme.Good},
		{words.T("Accepted"), n(gateway.Accepted), theme.Info},
		{words.T("Held"), n(gateway.Unknown), theme.Warn},
		{words.T("Failed"), c.Failed(), theme.Bad},
		{words.T("Cancelled"), n(gateway.Cancelled) + c.LeftOut[gateway.RowStopped], theme.Muted},
		{words.T("Sending"), n(gateway.Sending), theme.Control},
		{words.T("Queued"), n(gateway.Queued), theme.Disabled},
		{words.T("Waiting"), c.Waiting, ""},
	}
	return out
}

type named struct {
	name  string
	n     int64
	color fyne.ThemeColorName // "": the ground of the bar
}

func barOf(list []named) (out []widgets.Slice) {
	for _, x := range list {
		if x.color != "" {
			out = append(out, widgets.Slice{Value: float64(x.n), Color: x.color})
		}
	}
	return out
}

// tile is one figure of a page.
type tile struct {
	name  *widgets.Text
	value *widgets.Text
	note  *widgets.Text
	words fyne.CanvasObject
}

// card is the tile as it stands on the page.
func (t *tile) card() fyne.CanvasObject {
	return widgets.NewSurface(theme.Surface, t.words).Rounded(8).Stroked(theme.Line)
}

func newTile(name string) *tile {
	t := &tile{name: widgets.Small(name), value: widgets.NewText("–", theme.Text, 20).Bold().Elide(), note: widgets.Small("").Elide()}
	t.words = widgets.PadXY(14, 10, widgets.VBox(2, t.name, t.value, t.note))
	return t
}

func (t *tile) set(value, note string, c fyne.ThemeColorName) {
	t.value.SetColored(value, c)
	t.note.Set(note)
}

func columnName(i int) string { return fmt.Sprintf("c%d", i) }
