package outbox

import (
	"fyne.io/fyne/v2"

	"relay/ui/words"
)

func (v *View) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDelete:
		v.Delete()
	case fyne.KeyEscape:
		v.Escape()
	case fyne.KeyF6:
		v.FoldPDUs()
	default:
		return false
	}
	return true
}

// Delete takes the selected messages back. A key is pressed by mistake more
// easily than a button that says so: what the provider has is asked for first.
func (v *View) Delete() {
	list := v.selected()
	v.cancel(those(list, CanCancel))
	ids := those(list, CanTakeBack)
	if len(ids) == 0 {
		return
	}
	text := words.T("The provider has it. It may have left for the phone already; then the provider refuses.")
	title := words.T("Cancel it at the provider?")
	if len(ids) > 1 {
		title = words.N(len(ids), "Cancel %s message at the provider?", "Cancel %s messages at the provider?")
		text = words.T("The provider has them. What has left for the phone already stays.")
	}
	v.deps.Shell.Confirm(title, text, words.T("Cancel at the provider"), true, func() { v.cancel(ids) })
}

// Resend queues the chosen messages again, those that can be.
func (v *View) Resend() {
	if ids := those(v.selected(), CanResend); len(ids) > 0 {
		v.resend(ids)
	}
}

// CopyCSV copies the chosen rows.
func (v *View) CopyCSV() {
	if list := v.selected(); len(list) > 0 {
		v.deps.Shell.Copy(AsCSV(list))
	}
}
