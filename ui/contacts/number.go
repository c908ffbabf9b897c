package contacts

import (
	"context"

	"relay/gateway"
	"relay/ui/words"
)

// OpenNumber shows the contact with a number, or the form of a new one with it.
func (v *View) OpenNumber(number string) {
	if v.form.shown && v.form.state.Changed {
		v.leave(0, func() { v.OpenNumber(number) })
		return
	}
	v.Open(Place{Kind: Everybody})
	v.deps.Shell.Go(func() func() {
		c, err := v.deps.Office.ContactOf(context.Background(), number)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The contacts can't be read."), Advice: words.Error(err)})
				return
			}
			if c.ID == 0 {
				c.Number = number
			}
			v.grid.Select(c.ID)
			v.form.Load(c)
			v.setPanel(v.form.object)
			v.drawer.Slide(true)
			if c.ID == 0 {
				v.form.Focus(v.deps.Shell.Canvas())
			}
		}
	})
}
