package pduview

import (
	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/words"
)

// Heights from which the inspector has all its parts: the words at its foot, and
// tree and octets one above the other.
const (
	noteFrom = 230
	bothFrom = 130
	leastOf  = 60 // of what it explains
)

// room lays the inspector out: its head, then tree and octets, then the words at
// its foot. Where it is too low for that the words go, and then tree and octets
// take turns.
type room struct {
	n       *inspector
	stacked bool // the octets are below the tree, not beside it
	one     bool // there is room for one of them
	hex     bool // which is the octets
}

// Objects of the layout, in order.
const (
	roomHead = iota
	roomBody
	roomNote
)

// MinSize implements fyne.Layout.
func (r *room) MinSize(o []fyne.CanvasObject) fyne.Size {
	head, body := o[roomHead].MinSize(), o[roomBody].MinSize()
	return fyne.NewSize(max(head.Width, body.Width), head.Height+theme.Px(leastOf))
}

// Layout implements fyne.Layout.
func (r *room) Layout(o []fyne.CanvasObject, s fyne.Size) {
	head, note := o[roomHead].MinSize().Height, float32(0)
	if s.Height >= theme.Px(noteFrom) {
		note = o[roomNote].MinSize().Height
	}
	shown(o[roomNote], note > 0)
	body := max(0, s.Height-head-note)
	r.take(r.stacked && body < theme.Px(bothFrom))
	place := func(i int, y, height float32) {
		o[i].Move(fyne.NewPos(0, y))
		o[i].Resize(fyne.NewSize(s.Width, height))
	}
	place(roomHead, 0, head)
	place(roomBody, head, body)
	place(roomNote, head+body, note)
}

// take shows both tree and octets, or one of them.
func (r *room) take(one bool) {
	if r.one == one {
		return
	}
	r.one = one
	r.show()
}

func (r *room) show() {
	n := r.n
	shown(n.fields, !r.one || !r.hex)
	shown(n.octets, !r.one || r.hex)
	shown(n.swap, r.one)
	word := words.T("Octets")
	if r.hex {
		word = words.T("Fields")
	}
	n.swap.SetLabel(word)
	n.split.Refresh()
}

func shown(o fyne.CanvasObject, on bool) {
	switch {
	case o.Visible() == on:
	case on:
		o.Show()
	default:
		o.Hide()
	}
}

// turn shows the octets in place of the tree, or the tree again.
func (n *inspector) turn() {
	n.room.hex = !n.room.hex
	n.room.show()
	n.object.Refresh()
}

// sideBySide puts the octets beside the tree, or below it.
func (n *inspector) sideBySide(on bool) {
	n.room.stacked = !on
	n.split.SetVertical(!on)
	n.object.Refresh()
}
