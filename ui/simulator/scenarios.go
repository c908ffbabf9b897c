package simulator

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// row is one scenario: whether it is on, and its value where it has one.
type row struct {
	scenario gateway.Scenario
	tick     *tick
	value    *widgets.Field  // nil without a value
	slider   *widgets.Slider // of a number; nil for others
	mixer    *mixer          // of a mix
	script   *script         // of a script, whose value is in no field
	note     *widgets.Text   // the unit, and what is wrong
	line     fyne.CanvasObject
	shown    string // the value in force
}

func (v *View) newRow(s gateway.Scenario) (*row, fyne.CanvasObject) {
	r := &row{scenario: s}
	usual := s.Param.Default
	if s.Param.Unit != "" {
		usual += " " + words.Of(s.Param.Unit)
	}
	narrow := s.Param.Kind == gateway.NumberParam || s.Param.Kind == gateway.StatusParam
	if !narrow {
		usual = "" // too long for the title's line
	}
	r.tick = newTick(words.Of(s.Name), words.Of(s.Help), usual, func() { v.turn(r) })
	if s.Param.Kind == gateway.NoParam {
		return r, r.tick
	}
	r.value, r.note = widgets.NewField(s.Param.Default).Mono(), widgets.Small(words.Of(s.Param.Unit)).Elide()
	r.value.OnChanged(func(string) { r.judge() })
	r.value.OnSubmit(func() { v.change(r) })
	field := widgets.VBox(3, r.value, r.note)
	use := func() { v.change(r) }
	switch s.Param.Kind {
	case gateway.NumberParam:
		list := steps(s.Param)
		r.slider = widgets.NewSlider(len(list)-1, func(stop int) { r.value.SetText(strconv.Itoa(list[stop])) }).OnEnd(func(int) { use() })
		field = widgets.VBox(3, widgets.Cols(8, []float32{0, 84}, widgets.VMid(r.slider), r.value), r.note)
	case gateway.StatusParam:
		field = widgets.Cols(8, []float32{110, 0}, r.value, widgets.VMid(r.note))
	case gateway.StatusMix, gateway.StateMix:
		r.mixer = newMixer(s.Param.Kind, r.value.SetText, use)
		r.mixer.fill(s.Param.Default)
		field = widgets.VBox(6, r.mixer.box, field)
	case gateway.ScriptParam:
		r.script = newScript(r.judge, use)
		field = widgets.VBox(3, r.script.box, r.note)
	}
	r.line = widgets.PadAll(0, 6, 8, 32, field)
	r.line.Hide()
	return r, widgets.VBox(2, r.tick, r.line)
}

// judge tells what is wrong with what is being typed, or how it comes into
// force.
func (r *row) judge() {
	text, err := r.typed()
	r.value.SetInvalid(err != nil)
	switch {
	case err != nil:
		r.note.SetColored(words.Error(err), theme.Bad)
	case text != r.shown:
		r.note.SetColored(strings.TrimSpace(words.Of(r.scenario.Param.Unit)+"  "+words.T("Press Enter to use it.")), theme.Warn)
	default:
		r.note.SetColored(words.Of(r.scenario.Param.Unit), theme.Muted)
	}
}

// typed is the value as it stands there, and what is wrong with it.
func (r *row) typed() (string, error) {
	if r.script == nil {
		text := strings.TrimSpace(r.value.Text())
		return text, r.scenario.Param.Check(text)
	}
	text, wrong := r.script.value()
	if wrong != "" {
		return text, errors.New(wrong)
	}
	return text, r.scenario.Param.Check(text)
}

// fill shows a value in everything that can change it.
func (r *row) fill(value string) {
	r.value.SetText(value)
	switch {
	case r.slider != nil:
		n, _ := strconv.Atoi(value)
		r.slider.SetStop(stepOf(steps(r.scenario.Param), n))
	case r.mixer != nil:
		r.mixer.fill(value)
	case r.script != nil:
		r.script.fill(value)
	}
}

// show brings the row to what is in force.
func (r *row) show(m gateway.Mix) {
	on := m.Has(r.scenario.Name)
	r.tick.set(on)
	if r.value == nil {
		return
	}
	if now := m.Value(r.scenario.Name); on && now != r.shown {
		r.shown = now
		r.fill(now) // what is being typed elsewhere stays
		r.judge()
	}
	if on {
		r.line.Show()
	} else {
		r.line.Hide()
	}
}

// groups are the cards of the rows.
func (v *View) groups() map[gateway.ScenarioGroup]fyne.CanvasObject {
	boxes := map[gateway.ScenarioGroup]*fyne.Container{}
	out := map[gateway.ScenarioGroup]fyne.CanvasObject{}
	for _, s := range gateway.Scenarios() {
		if s.Group == gateway.NoGroup {
			continue
		}
		r, o := v.newRow(s)
		v.rows = append(v.rows, r)
		box := boxes[s.Group]
		if box == nil {
			box = widgets.VBox(6)
			if s.Group == gateway.LinkScenarios {
				box.Add(widgets.Flush(words.T("The first six break a link as soon as they are switched on, and then so long after each new bind.")))
			}
			boxes[s.Group], out[s.Group] = box, section(words.Of(s.Group.String()), box)
		}
		box.Add(o)
	}
	return out
}

// showScenario shows the mix in force.
func (v *View) showScenario() {
	now := v.deps.Simulator.Scenario()
	if now == v.shown {
		return // updates come often, and this lays the page out anew
	}
	m, err := gateway.ParseMix(now)
	if err != nil {
		return // it was checked when it came into force
	}
	v.shown = now
	for _, r := range v.rows {
		r.show(m)
	}
	v.lesson.show()
	v.clear.SetDisabled(len(m) == 0)
	switch len(m) {
	case 0:
		usual := gateway.Scenarios()[0]
		v.mix.SetColored(words.T("%s: %s", words.Of(usual.Name), words.Of(usual.Help)), theme.Muted)
	case 1:
		v.mix.SetColored(words.T("On: %s", words.Of(m[0].Name)), theme.Warn)
	default:
		var names []string
		for _, c := range m {
			names = append(names, words.Of(c.Name))
		}
		v.mix.SetColored(words.T("%d on: %s", len(m), strings.Join(names, ", ")), theme.Warn)
	}
	v.object.Refresh()
}

// inForce is the mix of the configuration.
func (v *View) inForce() gateway.Mix {
	m, _ := gateway.ParseMix(v.deps.Engine.Config().Simulator.Scenario)
	return m
}

// turn switches a row on or off.
func (v *View) turn(r *row) {
	m := v.inForce()
	if m.Has(r.scenario.Name) {
		v.pick(m.Without(r.scenario.Name))
		return
	}
	v.pick(m.With(r.scenario.Name, ""))
}

// change gives a row the value that was typed.
func (v *View) change(r *row) {
	text, err := r.typed()
	if m := v.inForce(); err == nil && m.Has(r.scenario.Name) {
		v.pick(m.With(r.scenario.Name, text))
	}
}

func (v *View) pick(m gateway.Mix) {
	c := v.deps.Engine.Config()
	c.Simulator.Scenario = m.String()
	v.store(c)
}
