package simulator

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	After(d time.Duration, work func() (apply func())) (callOff func())
	Toast(gateway.Event)
	Copy(text string)
	Columns(name string, g widgets.Columned)
}

// Deps is what the screen works with.
type Deps struct {
	Engine    gateway.Engine
	Simulator gateway.Simulator
	Shell     Shell
}

// View is the screen.
type View struct {
	deps    Deps
	rows    []*row
	mix     *widgets.Text // what is on, in words
	shown   string        // the mix that the page shows
	clear   *widgets.Button
	numbers [5]*widgets.Text
	listen  *widgets.Check
	sheet   *widgets.Button // copies how to bind
	address *widgets.Field
	state   *widgets.Text
	sendIn  *sendIn
	lesson  *lesson
	filling bool
	upper   fyne.CanvasObject // above the sessions
	page    *fyne.Container   // its cards
	cards   [cards]fyne.CanvasObject
	across  int // columns of cards
	live    *live
	object  fyne.CanvasObject
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, mix: widgets.Small("").Elide(), state: widgets.Small("").Elide(), address: widgets.NewField("127.0.0.1:2776")}
	v.clear = widgets.NewButton(words.T("Back to normal"), nil, widgets.Plain, func() { v.pick(nil) })
	groups := v.groups()
	v.listen = widgets.NewCheck(words.T("Listen for programs on this computer"), func(on bool) { v.apply() })
	v.address.OnSubmit(v.apply)
	v.sheet = widgets.NewButton(words.T("Copy settings"), fyneTheme.ContentCopyIcon(), widgets.Ghost, func() {
		v.deps.Shell.Copy(bindSheet(v.deps.Engine.Status().SimulatorAddress))
	})
	facts := widgets.HBox(18)
	for i, name := range []string{words.T("Sessions"), words.T("Accepted"), words.T("Refused"), words.T("Receipts"), words.T("Incoming")} {
		v.numbers[i] = widgets.NewText("0", theme.Text, 16).Bold()
		facts.Add(widgets.VBox(2, widgets.Small(name), v.numbers[i]))
	}
	digits := widgets.VBox(5)
	for _, t := range gateway.TestDigits() {
		digits.Add(widgets.Cols(12, []float32{72, 0}, widgets.NewText(fmt.Sprintf("+999 … %c", t.Digit), theme.Text, 12).Mono(), widgets.Body(words.Of(t.Help)).Elide()))
	}
	v.sendIn, v.lesson = newSendIn(v), newLesson(v)
	v.cards = [cards]fyne.CanvasObject{
		cardNow:     section(words.T("Now"), facts, widgets.Flush(words.T("Messages over a link to the built-in simulator never leave this computer, and cost nothing."))),
		cardDigits:  section(words.T("Test numbers"), widgets.Small(words.T("In the range +999 the last digit decides, in every mix:")), digits),
		cardListen:  section(words.T("For programs of yours"), widgets.Flush(words.T("Any SMPP client can bind here with system id relay and password relay.")), widgets.VBox(6, v.listen, v.address), v.state, widgets.HBox(0, v.sheet, widgets.Spacer())),
		cardLesson:  v.lesson.object,
		cardSend:    v.sendIn.object,
		cardAnswers: groups[gateway.AnswerScenarios], cardReceipts: groups[gateway.ReceiptScenarios], cardLink: groups[gateway.LinkScenarios], cardIncoming: groups[gateway.IncomingScenarios],
	}
	v.page = container.NewStack()
	v.arrange(2)
	title := widgets.HBox(8, widgets.Heading(words.T("Simulator")), widgets.Centered(widgets.NewTag(words.T("NOT REAL TRAFFIC"), theme.Control)))
	line := widgets.Border(nil, nil, widgets.VMid(title), widgets.VMid(v.clear), widgets.PadXY(16, 0, widgets.VMid(v.mix)))
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, line)), widgets.HLine())
	v.live = newLive(v)
	v.upper = widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(16, v.page)))
	v.object = widgets.Border(head, nil, nil, nil, widgets.NewSplit(true, 0.72, v.upper, v.live.object))
	return v
}

// longText is a sample that goes in as several parts.
func longText() string {
	return words.T("This text is longer than one message can be. It is cut into parts, each with a header that says which part of which message it is, "+
		"and whoever reads it puts them together again. Switch on \"%s\" or \"%s\" to see what an application does when they come in another order, or not all of them come.",
		words.Of("parts shuffled"), words.Of("part missing"))
}

func section(title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.VBox(10, append([]fyne.CanvasObject{widgets.Title(title)}, o...)...))
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown shows what is in force.
func (v *View) Shown() { v.show() }

// Tick follows programs that bind to its listener: they are nothing that Relay's
// own links tell of.
func (v *View) Tick() { v.count() }

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(gateway.Update) { v.show() }

func (v *View) show() {
	v.filling = true
	defer func() { v.filling = false }()
	v.count()
	v.showScenario()
	c := v.deps.Engine.Config().Simulator
	v.listen.SetChecked(c.Enabled)
	if v.address.Text() == "" {
		v.address.SetText(c.Listen)
	}
	st := v.deps.Engine.Status()
	v.sheet.SetDisabled(st.SimulatorAddress == "")
	switch {
	case st.SimulatorError != "":
		v.state.SetColored(words.Said(st.SimulatorError), theme.Bad)
	case st.SimulatorAddress != "":
		v.state.SetColored(words.T("Listens on %s.", st.SimulatorAddress), theme.Good)
	default:
		v.state.SetColored(words.T("No listener: only Relay's own links reach it."), theme.Muted)
	}
}

// count shows the numbers, the sessions and the log.
func (v *View) count() {
	s := v.deps.Simulator.Status()
	for i, n := range []uint64{uint64(s.Sessions), s.Accepted, s.Refused, s.Receipts, s.Incoming} {
		v.numbers[i].Set(words.Number(int64(n)))
	}
	v.live.show()
	v.sendIn.show()
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
				v.state.SetColored(words.Problem(p[0]), theme.Bad)
			} else if err != nil {
				v.state.SetColored(words.Error(err), theme.Bad)
			}
		}
	})
}
