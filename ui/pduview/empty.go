package pduview

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/widgets"
	"relay/ui/words"
)

// emptyList is what stands where no row is listed.
type emptyList struct {
	v      *View
	none   fyne.CanvasObject // nothing has passed
	unfit  fyne.CanvasObject // nothing of the whole log fits
	so     fyne.CanvasObject // nothing fits as far back as it was looked
	object *fyne.Container
}

func newEmptyList(v *View) *emptyList {
	e := &emptyList{v: v}
	all := func() *widgets.Button {
		return widgets.NewButton(words.T("Show everything"), nil, widgets.Plain, func() { v.Unfollow(); v.bar.set("") })
	}
	e.none = widgets.NewEmpty(fyneTheme.StorageIcon(), words.T("Nothing captured yet"), words.T("Each PDU appears here as it passes a connection, with what it means and its octets."))
	e.unfit = widgets.NewEmpty(fyneTheme.SearchIcon(), words.T("Nothing fits"), words.T("No PDU of the stored log fits, nor one that has come since."), all())
	e.so = widgets.NewEmpty(fyneTheme.SearchIcon(), words.T("Nothing fits so far"), words.T("Of the PDUs looked at, none fits; there are older ones."), widgets.NewButton(words.T("Look further back"), nil, widgets.Plain, v.loadOlder), all())
	e.object = widgets.PadAll(28, 0, 0, 0, e.none)
	e.object.Hide()
	return e
}

// show says why the list is empty, if it is.
func (e *emptyList) show() {
	m := e.v.model
	if m.Len() > 0 || e.v.started && !e.v.restored || e.v.looking() {
		if e.object.Visible() {
			e.object.Hide()
		}
		return
	}
	want := e.none
	switch {
	case !m.Narrowed() || m.Total() == 0 && m.AtStart():
	case m.AtStart() || e.v.archive == nil || m.Reached() <= 1:
		want = e.unfit
	default:
		want = e.so
	}
	if e.object.Visible() && e.object.Objects[0] == want {
		return
	}
	e.object.Objects[0] = want
	e.object.Show()
	e.object.Refresh()
}
