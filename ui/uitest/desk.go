package uitest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/gateway"
)

// Desk stands for the window: what runs beside it runs at once, and what it is
// told is kept.
type Desk struct {
	window fyne.Window
	Toasts []gateway.Event
	Asked  []string // titles of questions; each is answered with yes unless No
	No     bool
	Copied string
	Opened string
	Files  string // folder of the last file
	Past   []gateway.Event
	Held   []func() (apply func()) // work that waits, while Hold
	Hold   bool
	Due    []*func() (apply func()) // work of After
	grids  map[columned]bool        // those whose columns' widths are kept
}

// columned is a grid.
type columned = interface {
	Widths() map[string]float32
	SetWidths(map[string]float32)
	OnWidths(func())
}

// NewDesk makes a desk with a look and a test window of a size; the app ends
// with the test.
func NewDesk(t *testing.T, look fyne.Theme, width, height float32) *Desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look)
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return &Desk{window: w, grids: map[columned]bool{}}
}

// Show puts a screen into the window.
func (d *Desk) Show(o fyne.CanvasObject) {
	size := d.window.Canvas().Size()
	d.window.SetContent(o)
	d.window.Resize(size)
}

// Go runs work and what it returns at once, or keeps it while Hold.
func (d *Desk) Go(work func() (apply func())) {
	if d.Hold {
		d.Held = append(d.Held, work)
		return
	}
	if apply := work(); apply != nil {
		apply()
	}
}

// After keeps work until Elapse.
func (d *Desk) After(_ time.Duration, work func() (apply func())) (callOff func()) {
	it := &work
	d.Due = append(d.Due, it)
	return func() { d.Due = slices.DeleteFunc(d.Due, func(x *func() (apply func())) bool { return x == it }) }
}

// Elapse has the time pass that After was asked for.
func (d *Desk) Elapse() {
	due := d.Due
	d.Due = nil
	for _, work := range due {
		d.Go(*work)
	}
}

// Release runs what was held.
func (d *Desk) Release() {
	d.Hold = false
	for len(d.Held) > 0 {
		work := d.Held[0]
		d.Held = d.Held[1:]
		d.Go(work)
	}
}

// Toast keeps a notice.
func (d *Desk) Toast(e gateway.Event) { d.Toasts = append(d.Toasts, e) }

// Confirm keeps the question and answers it.
func (d *Desk) Confirm(title, _, _ string, _ bool, yes func()) {
	d.Asked = append(d.Asked, title)
	if !d.No {
		yes()
	}
}

// Events are what was prepared; ShowHistory is kept as opened.
func (d *Desk) Events() []gateway.Event { return d.Past }
func (d *Desk) ShowHistory()            { d.Opened = "history" }

// NewConnection and EditConnection are kept as opened.
func (d *Desk) NewConnection()             { d.Opened = "new connection" }
func (d *Desk) EditConnection(link string) { d.Opened = "edit " + link }

// ShowSession is kept as opened.
func (d *Desk) ShowSession(session uint64, link string) {
	d.Opened = fmt.Sprint("session ", session, " of ", link)
}

// AskImport is kept as opened.
func (d *Desk) AskImport(path string) { d.Opened = "import " + path }

// Copy keeps the text.
func (d *Desk) Copy(text string) { d.Copied = text }

// Open keeps the name.
func (d *Desk) Open(screen string) { d.Opened = screen }

// ImportFile is kept as opened.
func (d *Desk) ImportFile() { d.Opened = "import" }

// OpenContact and ShowPDUs are kept as opened.
func (d *Desk) OpenContact(number string) { d.Opened = "contact " + number }
func (d *Desk) ShowPDUs(filter string)    { d.Opened = "pdus " + filter }

// OpenMessage is kept as opened.
func (d *Desk) OpenMessage(id int64) { d.Opened = fmt.Sprint("message ", id) }

// OpenApart is kept as opened, and so is a way back to the main window.
func (d *Desk) OpenApart(id int64) { d.Opened = fmt.Sprint("apart ", id) }
func (d *Desk) Front()             { d.Opened = "front" }

// Remember keeps a notice.
func (d *Desk) Remember(e gateway.Event) (text, advice string) {
	d.Toast(e)
	return e.Text, e.Advice
}

// Folder and KeepFolder are those of file dialogs.
func (d *Desk) Folder() string         { return d.Files }
func (d *Desk) KeepFolder(path string) { d.Files = path }

// Columns remembers that the grid was handed over.
func (d *Desk) Columns(_ string, g columned) { d.grids[g] = true }

// Unkept is how many of the grids in sight lose the widths of their columns when
// Relay ends.
func (d *Desk) Unkept() (n int) {
	Find(d.window.Canvas().Content(), func(o fyne.CanvasObject) bool {
		if g, ok := o.(columned); ok && !d.grids[g] {
			n++
		}
		return false
	})
	return n
}

// Cut is by how much the columns of some grid in sight are wider than it.
func (d *Desk) Cut() (most float32) {
	Find(d.window.Canvas().Content(), func(o fyne.CanvasObject) bool {
		if g, ok := o.(interface{ Cut() float32 }); ok {
			most = max(most, g.Cut())
		}
		return false
	})
	return most
}

// Canvas is the window's.
func (d *Desk) Canvas() fyne.Canvas { return d.window.Canvas() }

// Window is the test window.
func (d *Desk) Window() fyne.Window { return d.window }
