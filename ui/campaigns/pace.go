package campaigns

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// paceControl sets a pace: by a slider for who wants a usual one, by a field and
// its unit for who wants another.
type paceControl struct {
	slider  *widgets.Slider
	field   *widgets.Field
	unit    *widgets.Select
	most    *widgets.Text // what the connection takes
	limit   float64       // the same in parts a second; 0: not known
	stops   []float64
	filling bool
	object  fyne.CanvasObject
}

// paceFolds is the width, in units, below which the slider stands above the field.
const paceFolds = 400

// newPaceControl makes one; changed is told of each change, done when the slider
// was let go of or Enter was pressed in the field.
func newPaceControl(changed, done func()) *paceControl {
	x := &paceControl{field: widgets.NewField(words.T("no limit")).Mono(), most: widgets.Small("").Elide(), stops: PaceStops(false, 0)}
	x.slider = widgets.NewSlider(len(x.stops)-1, func(stop int) { x.field.SetText(paceText(x.stops[stop])) }).OnEnd(func(int) { done() })
	edit := func(string) {
		if !x.filling {
			x.slide()
			changed()
		}
	}
	x.unit = widgets.NewSelect(choices(ASecond, AMinute), edit)
	x.field.OnChanged(edit)
	x.field.OnSubmit(done)
	x.object = widgets.Beside(paceFolds, x.slider, widgets.PadAll(0, 0, 0, 10, widgets.HBox(8, widgets.Fixed(90, 0, x.field), widgets.VMid(widgets.Small(words.T("messages"))), widgets.Fixed(116, 0, x.unit))))
	return x
}

// set shows a pace as it was typed and its unit, without telling anybody.
func (x *paceControl) set(text, unit string) {
	x.filling = true
	x.field.SetText(text)
	x.unit.SetSelected(ChoiceWords(unit))
	x.filling = false
	x.slide()
}

// bound takes the connection's limit.
func (x *paceControl) bound(link gateway.ClientConfig) {
	x.limit = link.PerSecond()
	x.most.Set(LinkLimit(link))
	widgets.SetVisible(x.most, x.limit > 0)
	x.slide()
}

// slide brings the slider to what the field says.
func (x *paceControl) slide() {
	p, ok := x.pace()
	x.stops = PaceStops(p.Minute, x.limit)
	x.slider.SetLast(len(x.stops) - 1)
	if ok {
		x.slider.SetStop(PaceStop(x.stops, p.Messages))
	}
}

// pace is what is set; false when it is no pace.
func (x *paceControl) pace() (gateway.CampaignPace, bool) {
	out := gateway.CampaignPace{Minute: choiceOf(x.unit.Selected(), ASecond, AMinute) == AMinute}
	s := strings.ReplaceAll(strings.TrimSpace(x.field.Text()), ",", ".")
	if s == "" {
		return out, true
	}
	n, err := strconv.ParseFloat(s, 64)
	out.Messages = n
	return out, err == nil && n >= 0 && n <= 1e6
}

// row is the control with its name, as a line of the page.
func (x *paceControl) row(name string, end fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Border(nil, nil, widgets.PadAll(0, 12, 0, 0, widgets.VMid(widgets.NewText(name, theme.Text, 13))), widgets.PadAll(0, 0, 0, 8, end), x.object)
}
