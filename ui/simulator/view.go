package simulator

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Copy(text string)
}

// Deps is what the screen works with.
type Deps struct {
	Engine    gateway.Engine
	Simulator gateway.Simulator
	Shell     Shell
}

// View is the screen.
type View struct {
	deps      Deps
	options   []*widgets.Option
	numbers   [5]*widgets.Text
	listen    *widget.Check
	address   *widgets.Field
	state     *widgets.Text
	from, to  *widgets.Field
	text      *widgets.Field
	filling   bool
	object    fyne.CanvasObject
	scenarios []gateway.Scenario
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, scenarios: gateway.Scenarios(), state: widgets.Small("").Elide(), address: widgets.NewField("127.0.0.1:2776"),
		from: widgets.NewField("+36301234567"), to: widgets.NewField("a number or name of yours"), text: widgets.NewTextArea("").Lines(3)}
	choices := widgets.VBox(0)
	for _, s := range v.scenarios {
		o := widgets.NewOption(s.Name, s.Help, func() { v.pick(s.Name) })
		v.options = append(v.options, o)
		choices.Add(o)
	}
	v.listen = widget.NewCheck("Listen for programs on this computer", func(on bool) { v.apply() })
	v.address.OnSubmit(v.apply)
	facts := widgets.HBox(28)
	for i, name := range []string{"Sessions", "Accepted", "Refused", "Receipts sent", "Messages sent in"} {
		v.numbers[i] = widgets.NewText("0", theme.Text, 16).Bold()
		facts.Add(widgets.VBox(2, widgets.Small(name), v.numbers[i]))
	}
	digits := widgets.VBox(5)
	for _, t := range gateway.TestDigits() {
		digits.Add(widgets.Cols(12, []float32{130, 0}, widgets.NewText(fmt.Sprintf("+999 … %c", t.Digit), theme.Text, 12).Mono(), widgets.Body(t.Help).Elide()))
	}
	left := widgets.VBox(14,
		section("Now", facts, widgets.NewQuiet("Messages over a link to the built-in simulator never leave this computer, and cost nothing.")),
		section("How it behaves", choices),
		section("For programs of yours", widgets.NewQuiet("Any SMPP client can bind here with system id relay and password relay."),
			widgets.Cols(12, []float32{0, 200}, v.listen, v.address), v.state))
	send := widgets.NewButton("Send it in", nil, widgets.Strong, v.inject)
	right := widgets.VBox(14,
		section("Test numbers", widgets.Small("In the range +999 the last digit decides what becomes of a message:"), digits),
		section("A message from a phone", widgets.VBox(3, widgets.Small("From"), v.from), widgets.VBox(3, widgets.Small("To"), v.to), widgets.VBox(3, widgets.Small("Text"), v.text), widgets.HBox(0, send, widgets.Spacer())))
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.HBox(8, widgets.Heading("Simulator"), widgets.Centered(widgets.NewTag("NOT REAL TRAFFIC", theme.Control)))))), widgets.HLine())
	v.object = widgets.Border(head, nil, nil, nil, widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(16, widgets.Flow(420, 14, left, right)))))
	return v
}

func section(title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.VBox(10, append([]fyne.CanvasObject{widgets.Title(title)}, o...)...))
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown shows what is in force.
func (v *View) Shown() { v.show() }

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(gateway.Update) { v.show() }

func (v *View) show() {
	v.filling = true
	defer func() { v.filling = false }()
	s := v.deps.Simulator.Status()
	for i, n := range []uint64{uint64(s.Sessions), s.Accepted, s.Refused, s.Receipts, s.Incoming} {
		v.numbers[i].Set(fmt.Sprint(n))
	}
	now := v.deps.Simulator.Scenario()
	for _, o := range v.options {
		o.SetOn(o.Name() == now)
	}
	c := v.deps.Engine.Config().Simulator
	v.listen.SetChecked(c.Enabled)
	if v.address.Text() == "" {
		v.address.SetText(c.Listen)
	}
	st := v.deps.Engine.Status()
	switch {
	case st.SimulatorError != "":
		v.state.SetColored(st.SimulatorError, theme.Bad)
	case st.SimulatorAddress != "":
		v.state.SetColored("Listens on "+st.SimulatorAddress+".", theme.Good)
	default:
		v.state.SetColored("No listener: only Relay's own links reach it.", theme.Muted)
	}
}

func (v *View) pick(scenario string) {
	c := v.deps.Engine.Config()
	c.Simulator.Scenario = scenario
	v.store(c)
}

func (v *View) apply() {
	if v.filling {
		return
	}
	c := v.deps.Engine.Config()
	c.Simulator.Enabled, c.Simulator.Listen = v.listen.Checked, v.address.Text()
	v.store(c)
}

func (v *View) store(c gateway.Config) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), c)
		return func() {
			v.address.SetInvalid(false)
			v.show()
			if p, ok := err.(gateway.Problems); ok && len(p) > 0 {
				v.address.SetInvalid(len(p.At("simulator.listen")) > 0)
				v.state.SetColored(p[0].String(), theme.Bad)
			} else if err != nil {
				v.state.SetColored(err.Error(), theme.Bad)
			}
		}
	})
}

func (v *View) inject() {
	from, to, text := v.from.Text(), v.to.Text(), v.text.Text()
	v.deps.Shell.Go(func() func() {
		err := v.deps.Simulator.Inject(context.Background(), from, to, text)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: "Not sent in: " + err.Error()})
				return
			}
			v.text.SetText("")
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: "Sent in: it is in the inbox."})
			v.show()
		}
	})
}
