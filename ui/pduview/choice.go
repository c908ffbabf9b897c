package pduview

import (
	"relay/gateway"
)

// placePair finds where the chosen row and its other half stand.
func (v *View) placePair() {
	v.chosenRow, v.partnerRow = -1, -1
	v.partner = v.model.Partner(v.chosen)
	if i, ok := v.model.Index(v.chosen); ok && v.chosen > 0 {
		v.chosenRow = i
	}
	if i, ok := v.model.Index(v.partner); ok && v.partner > 0 {
		v.partnerRow = i
	}
}

// choose shows a row in the inspector.
func (v *View) choose(id int64) {
	r, ok := v.model.Get(uint64(id))
	if !ok {
		return
	}
	v.chosen = r.Number
	v.placePair()
	v.inspector.show(r.record, v.partner)
	v.grid.Reload()
	if v.OnState != nil {
		v.OnState()
	}
}

// Show explains a record in the inspector.
func (v *View) Show(r gateway.PDURecord) {
	v.chosen = r.Number
	v.placePair()
	v.inspector.show(r, v.partner)
}

// Chosen is the row with the cursor; ok is false when there is none.
func (v *View) Chosen() (Row, bool) { return v.model.Get(v.chosen) }

// GoTo chooses a row by its number and scrolls to it, as soon as it is listed.
func (v *View) GoTo(number uint64) {
	if _, listed := v.model.Index(number); listed && number > 0 {
		v.coming = 0
		v.grid.Reveal(int64(number))
	} else if v.model.Judging() || v.started && !v.restored {
		v.coming = number
	}
}

// GoToPartner chooses the answer of a request, or the request of an answer.
func (v *View) GoToPartner() {
	if r, ok := v.model.Get(v.partner); ok && v.partnerRow < 0 {
		v.choose(int64(r.Number)) // the filter leaves it out of the list
		return
	}
	v.GoTo(v.partner)
}

// Escape closes what lies over the list; it tells whether there was anything.
func (v *View) Escape() bool {
	switch {
	case v.bar.picks.Visible():
		v.bar.picks.Hide()
		v.bar.judge()
	case v.card.Visible():
		v.card.hide()
	default:
		return false
	}
	return true
}
