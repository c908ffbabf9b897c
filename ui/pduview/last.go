package pduview

import (
	"fyne.io/fyne/v2"

	"relay/gateway/smpp"
)

// near is how far back Last looks for a PDU that says more than enquire_link.
const near = 20

// Last is the newest PDU of a ring that ends with a number, or the newest that is
// no enquire_link where there is one near.
func Last(ring Ring, number uint64) (Row, bool) {
	m := NewModel()
	records, _ := ring.PDUs(number-min(number, near), near)
	m.Add(records)
	for i := m.Len() - 1; i >= 0; i-- {
		if r := m.Row(i); r.Name != smpp.EnquireLink.String() && r.Name != smpp.EnquireLink.Response().String() {
			return r, true
		}
	}
	if m.Len() == 0 {
		return Row{}, false
	}
	return m.Row(m.Len() - 1), true
}

// Ink is the colour of its kind.
func (r Row) Ink() fyne.ThemeColorName { return toneColor(r.Tone) }

// Line says in a few words what it is about.
func (r Row) Line() string { return join(r.Link, compactInfo(r)) }
