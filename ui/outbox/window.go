package outbox

import (
	"context"
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

// Window is the details of one message in a window of their own. It follows what
// becomes of the message, whichever screen the main window shows.
type Window struct {
	deeds
	v       *View // which opened it: the composer and the list of PDUs are there
	id      int64
	win     fyne.Window
	toasts  *widgets.Toasts
	details *details
	read    gateway.Message // as it was read last
	reading bool
	again   bool
	gone    *fyne.Container // says that the message is no longer kept
	object  fyne.CanvasObject
}

// NewWindow makes what a window shows of a message.
func NewWindow(v *View, win fyne.Window, id int64) *Window {
	w := &Window{v: v, id: id, win: win, toasts: widgets.NewToasts(), gone: container.NewStack()}
	d := v.deps
	d.Shell = &desk{Shell: d.Shell, w: w}
	w.deeds = deeds{deps: d, seat: w}
	w.details = newDetails(w.deeds, widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, win.Close))
	w.gone.Hide()
	w.object = container.NewStack(container.New(&fitting{w.details}, w.details.object), w.gone, w.toasts)
	w.details.load(id)
	return w
}

// Object is what the window shows.
func (w *Window) Object() fyne.CanvasObject { return w.object }

// Update reads the message again after something has become of messages, one
// reading at a time, and shows it if it has changed.
func (w *Window) Update(u gateway.Update) {
	switch {
	case !u.Messages:
	case w.reading:
		w.again = true
	default:
		w.look()
	}
}

func (w *Window) look() {
	w.reading = true
	w.deps.Shell.Go(func() func() {
		list, err := w.deps.Archive.Messages(context.Background(), gateway.MessageQuery{Box: gateway.Outbox, IDs: []int64{w.id}, Limit: 1})
		return func() {
			w.reading = false
			switch {
			case err != nil: // what is shown stays; the next news reads again
			case len(list) == 0:
				w.lose()
			case changed(w.read, list[0]):
				w.details.load(w.id)
			}
			if w.again {
				w.again = false
				w.look()
			}
		}
	})
}

// lose says that the message has been deleted, by its age or with its number.
func (w *Window) lose() {
	w.gone.Objects = []fyne.CanvasObject{widgets.NewSurface(theme.Surface, widgets.NewEmpty(fyneTheme.DeleteIcon(), words.T("No longer kept"), words.T("This message has been deleted."),
		widgets.NewButton(words.T("Close"), nil, widgets.Plain, w.win.Close)))}
	w.gone.Show()
	w.gone.Refresh()
}

// Refresh shows the message anew, in another size of the letters.
func (w *Window) Refresh() {
	if w.details.m.ID != 0 {
		w.details.show(w.details.m)
	}
	w.object.Refresh()
}

// Tick moves what the clock moves.
func (w *Window) Tick(now time.Time) { w.toasts.Tick(now) }

// Escape ends what is being written; false: there is nothing, and the window can
// close.
func (w *Window) Escape() bool {
	if w.details.edit == nil {
		return false
	}
	w.details.endReplace()
	return true
}

// Resend queues the message again, if that is possible.
func (w *Window) Resend() {
	if m := w.details.m; m.ID != 0 && CanResend(m) {
		w.resend([]int64{m.ID})
	}
}

func (w *Window) told(m gateway.Message) {
	w.read = m
	w.win.SetTitle(words.T("Message to %s", sms.Clean(m.To.Show())))
}

func (w *Window) menu(_ int64, at fyne.Position) {
	w.choices([]gateway.Message{w.details.m}, at)
}

func (w *Window) replace(m gateway.Message) { w.details.startReplace(m) }

// What needs the composer or the list of PDUs goes to the main window.

func (w *Window) duplicate(m gateway.Message) { w.toMain(); w.v.duplicate(m) }
func (w *Window) showPDUs(m gateway.Message)  { w.toMain(); w.v.showPDUs(m) }
func (w *Window) showInLog(r gateway.PDURecord) {
	w.toMain()
	w.v.showInLog(r)
}

func (w *Window) toMain() { w.deps.Shell.Open("outbox") }

// desk is the shell as a window of its own has it: what is said and asked stands
// there, and what opens a screen brings the main window to the front.
type desk struct {
	Shell
	w *Window
}

func (d *desk) Canvas() fyne.Canvas { return d.w.win.Canvas() }

func (d *desk) Toast(e gateway.Event) {
	text, advice := d.Remember(e)
	d.w.toasts.Add(text, advice, theme.Grade(e.Severity), e.Severity == gateway.Severe, time.Now())
}

func (d *desk) Open(screen string) {
	d.Front()
	d.Shell.Open(screen)
}

func (d *desk) Confirm(title, text, verb string, danger bool, yes func()) {
	widgets.Confirm(d.Canvas(), title, text, verb, danger, yes)
}

// fitting tells the details how wide they are.
type fitting struct{ details *details }

func (f *fitting) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(overWidth), theme.Px(320))
}

func (f *fitting) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(s)
	f.details.fit(s.Width / theme.Px(1))
}
