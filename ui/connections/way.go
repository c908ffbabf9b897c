package connections

import (
	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// way is the line of states that a client link goes through (SMPP 3.4 section 2.2),
// with the one in which it is, or at which it stays.
type way struct {
	steps  [len(wayStates)]*widgets.Text
	object fyne.CanvasObject
}

var wayStates = [...]gateway.LinkState{gateway.LinkOff, gateway.LinkConnecting, gateway.LinkBinding, gateway.LinkBound}

// wayPlace is the step of a state: one that waits is back at connecting, one that is
// refused stays at its bind.
func wayPlace(s gateway.LinkState) int {
	switch s {
	case gateway.LinkOff:
		return 0
	case gateway.LinkConnecting, gateway.LinkWaiting:
		return 1
	case gateway.LinkBinding, gateway.LinkRefused, gateway.LinkFailed:
		return 2
	}
	return 3
}

func newWay() *way {
	w := &way{}
	var row []fyne.CanvasObject
	for i, s := range wayStates {
		if i > 0 {
			row = append(row, widgets.Small("→"))
		}
		w.steps[i] = widgets.NewText(StateWord(gateway.LinkStatus{State: s}), theme.Disabled, 11.5)
		row = append(row, w.steps[i])
	}
	w.object = widgets.Wrapped(5, 2, row...)
	return w
}

func (w *way) show(l gateway.LinkStatus) {
	at := wayPlace(l.State)
	for i, t := range w.steps {
		switch {
		case i == at:
			t.Bold().SetColored(StateWord(l), StateColor(l.State))
		case i < at:
			t.Regular().SetColored(StateWord(gateway.LinkStatus{State: wayStates[i]}), theme.Muted)
		default:
			t.Regular().SetColored(StateWord(gateway.LinkStatus{State: wayStates[i]}), theme.Disabled)
		}
	}
	w.object.Refresh()
}
