package compose

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Shell is what the composer needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Confirm(title, text, verb string, danger bool, yes func())
}

// Deps is what the composer works with.
type Deps struct {
	Engine gateway.Engine
	Office gateway.Office
	Shell  Shell
	// Sent is told the ids of what was queued.
	Sent func(ids []int64)
}

const (
	draftKey = "draft.compose"
	realKey  = "compose.real-confirmed"
)

// View is the panel.
type View struct {
	deps  Deps
	draft Draft
	state State

	to, from, text        *widgets.Field
	link, valid, coding   *widgets.Select
	toLine                *widgets.Text
	fromLine              *widgets.Lines
	line, left, hint      *widgets.Text
	forced                *widgets.Lines
	why                   *widgets.Lines
	bar                   *widgets.Segments
	replace, send         *widgets.Button
	simTag                *widgets.Surface
	flash, receipt, multi *widgets.Check
	multiLine             *widgets.Quiet
	multiBox              *fyne.Container
	toShown               *widgets.Lines
	flashLine             *widgets.Text
	borders               *widgets.Lines // where the text is cut
	way                   [2]*widgets.Text
	ways                  *fyne.Container
	fold                  *fyne.Container
	more                  *widgets.Button
	forcedRow             *fyne.Container
	object                fyne.CanvasObject
	saver                 *widgets.Later[keptDraft]
	key                   string // of the stored draft
	loading               bool
	extra                 *extras
	optedOut              map[string]bool // numbers that are known to be on the list
	asked                 string          // the recipients that were asked about
	reply                 *widgets.Text   // says how an answer leaves; nil: this is the whole composer
	busy                  bool            // a message is being queued: a second Enter must not send it twice
}

// New makes the panel and restores the stored draft.
func New(d Deps) *View {
	v := newView(d)
	v.key = draftKey
	v.build()
	v.Prefill(Draft{})
	v.restore()
	return v
}

// shortcut sends with Ctrl+Enter while a field has the focus.
func (v *View) shortcut(s fyne.Shortcut) bool {
	k, ok := s.(interface {
		Key() fyne.KeyName
		Mod() fyne.KeyModifier
	})
	if ok && k.Mod() == fyne.KeyModifierControl && (k.Key() == fyne.KeyReturn || k.Key() == fyne.KeyEnter) {
		v.Send()
		return true
	}
	return false
}

// narrowest is the least room between the panel's edges.
const narrowest = 320

// width is the room between the panel's edges, also before anything is laid out.
func (v *View) width() float32 { return max(v.text.Size().Width, theme.Px(narrowest)) }

// Object is the panel.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Draft is what is in it.
func (v *View) Draft() Draft { return v.draft }

// Focus puts the cursor into the recipients.
func (v *View) Focus(c fyne.Canvas) { c.Focus(v.to.Entry) }

// Update follows a change of the configuration.
func (v *View) Update(u gateway.Update) {
	if u.Config {
		v.refreshLinks()
		v.show()
	}
}
