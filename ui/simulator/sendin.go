package simulator

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// sendIn is the card from which something is sent to whoever is bound: a text of a
// phone, a receipt, or octets as they are.
type sendIn struct {
	v        *View
	kinds    [3]*widgets.Chip
	kind     int
	body     [3]fyne.CanvasObject
	inside   *fyne.Container
	numbers  fyne.CanvasObject
	from, to *widgets.Field
	text     *widgets.Field
	parts    *widgets.Text

	id      *widget.SelectEntry
	state   *widgets.Select
	code    *widgets.Field
	about   *widgets.Quiet
	offered []string

	hex    *widgets.Field
	read   *widgets.Prose
	odd    *widgets.Prose
	target *widgets.Text
	judged Judged
	send   *widgets.Button
	object fyne.CanvasObject

	again   *widgets.Check
	told    *widgets.Text // how often it went
	times   int
	callOff func() // the next time; nil: nothing is repeated
}

// repeatEvery is the pause before something is sent in once more.
const repeatEvery = 5 * time.Second

// The kinds of what is sent in.
const (
	sendText = iota
	sendReceipt
	sendOctets
)

func newSendIn(v *View) *sendIn {
	x := &sendIn{v: v, parts: widgets.Small(""), from: widgets.NewField("+36301234567"), to: widgets.NewField(words.T("a number or name of yours")), text: widgets.NewTextArea("").Lines(3), inside: widgets.VBox(10)}
	for i, name := range []string{words.T("Text"), words.T("Receipt"), words.T("Raw octets")} {
		x.kinds[i] = widgets.NewChip(name, theme.Muted, func() { x.turn(i) })
	}
	x.numbers = widgets.VBox(10, widgets.VBox(3, widgets.Small(words.T("From")), x.from), widgets.VBox(3, widgets.Small(words.T("To")), x.to))
	x.body = [3]fyne.CanvasObject{x.textBody(), x.receiptBody(), x.octetsBody()}
	x.send = widgets.NewButton(words.T("Send it in"), nil, widgets.Strong, x.submit)
	x.told = widgets.Small("")
	x.again = widgets.NewCheck(words.T("Repeat every %s s", words.Number(int64(repeatEvery/time.Second))), func(on bool) {
		if !on {
			x.rest()
		}
	})
	x.object = section(words.T("Send something in"), widgets.Wrapped(6, 6, x.kinds[0], x.kinds[1], x.kinds[2]), x.inside)
	x.measure()
	x.turn(sendText)
	return x
}

func (x *sendIn) textBody() fyne.CanvasObject {
	x.text.OnChanged(func(string) { x.measure() })
	samples := widgets.Wrapped(6, 6)
	for _, s := range samplesOf() {
		samples.Add(widgets.NewChip(s.name, theme.Muted, func() { x.text.SetText(s.text) }))
	}
	return widgets.VBox(10, widgets.VBox(3, widgets.Cols(8, []float32{0, 0}, widgets.Small(words.T("Text")), x.parts.Right()), x.text), samples)
}

func (x *sendIn) receiptBody() fyne.CanvasObject {
	x.id = widget.NewSelectEntry(nil)
	x.id.TextStyle.Monospace = true
	x.id.OnChanged = func(s string) {
		if id, _, more := strings.Cut(s, "  "); more { // chosen from the list, where its number stands behind it
			x.id.SetText(id)
			return
		}
		x.about.Set(x.said())
		x.turn(x.kind)
	}
	x.state = widgets.NewSelect(receiptStates(), func(string) {})
	x.state.SetSelected(receiptStates()[0])
	x.code = widgets.NewField("000").Mono()
	x.about = widgets.NewQuiet(x.said())
	return widgets.VBox(10, widgets.VBox(3, widgets.Small(words.T("Id of the message")), widgets.Framed(x.id)), x.about.Flush(),
		widgets.Cols(10, []float32{0, 100}, widgets.VBox(3, widgets.Small(words.T("State")), x.state), widgets.VBox(3, widgets.Small(words.T("Error code")), x.code)))
}

func (x *sendIn) octetsBody() fyne.CanvasObject {
	x.hex = widgets.NewTextArea("00 00 00 10 00 00 00 15 …").Mono().Lines(4)
	x.hex.OnChanged(func(string) { x.judge() })
	x.read, x.odd, x.target = widgets.NewProse("", theme.Text, 12).Mono(), widgets.NewProse("", theme.Muted, 12), widgets.Small("").Elide()
	samples := widgets.Wrapped(6, 6)
	for _, s := range octetSamples() {
		samples.Add(widgets.NewChip(s.name, theme.Muted, func() { x.hex.SetText(s.hex) }))
	}
	return widgets.VBox(10, widgets.VBox(3, widgets.Small(words.T("Hex")), x.hex), samples, x.read, x.odd, x.target)
}

// turn shows one kind.
func (x *sendIn) turn(kind int) {
	x.kind = kind
	for i, c := range x.kinds {
		c.SetOn(i == kind)
	}
	x.inside.Objects = nil
	_, known := knownID(x.id.Text, x.v.deps.Simulator.Messages())
	if kind == sendText || kind == sendReceipt && !known && x.id.Text != "" {
		x.inside.Add(x.numbers)
	}
	if kind == sendReceipt { // the id first: it says whether numbers are needed
		x.inside.Objects = append([]fyne.CanvasObject{x.body[kind]}, x.inside.Objects...)
	} else {
		x.inside.Add(x.body[kind])
	}
	x.inside.Add(widgets.Wrapped(8, 6, x.send, x.again, widgets.PadAll(7, 0, 0, 0, x.told)))
	x.show()
	x.judge()
	x.inside.Refresh()
	if x.v.upper != nil {
		x.v.upper.Refresh()
	}
}

// show offers the latest messages and says who gets what is sent.
func (x *sendIn) show() {
	var list []string
	for _, m := range x.v.deps.Simulator.Messages() {
		list = append(list, m.ID+"  "+sms.Clean(m.To))
	}
	if !slices.Equal(list, x.offered) {
		x.offered = list
		x.id.SetOptions(list)
	}
	if said := x.said(); said != x.about.Text() {
		x.about.Set(said)
	}
	if s, ok := x.session(); ok {
		x.target.SetColored(words.T("Goes to session %s: %s, %s.", words.Number(int64(s.ID)), sms.Clean(s.SystemID), s.Version), theme.Muted)
	} else {
		x.target.SetColored(words.T("Nobody is bound."), theme.Warn)
	}
}

func (x *sendIn) said() string {
	said, _ := knownID(x.id.Text, x.v.deps.Simulator.Messages())
	return said
}

// session is the one that is chosen below, else the first that takes messages.
func (x *sendIn) session() (gateway.SimulatorSession, bool) {
	list := x.v.deps.Simulator.Sessions()
	if x.v.live != nil {
		if i := slices.IndexFunc(list, func(s gateway.SimulatorSession) bool { return s.ID == x.v.live.chosen() }); i >= 0 {
			return list[i], true
		}
	}
	for _, s := range list {
		if s.Bind != "transmitter" {
			return s, true
		}
	}
	return gateway.SimulatorSession{}, false
}

// judge reads the hex anew.
func (x *sendIn) judge() {
	if x.callOff != nil { // what goes is what it was when that began
		x.send.SetLabel(words.T("Stop"))
		x.send.SetDisabled(false)
		return
	}
	if x.kind != sendOctets {
		x.send.SetLabel(words.T("Send it in"))
		x.send.SetDisabled(false)
		return
	}
	v := smpp.V34
	if s, ok := x.session(); ok {
		if known, err := smpp.ParseVersion(s.Version); err == nil {
			v = known
		}
	}
	x.judged = JudgeHex(x.hex.Text(), v)
	x.hex.SetInvalid(x.judged.Wrong != "" && strings.TrimSpace(x.hex.Text()) != "")
	x.read.SetColored(strings.Join(x.judged.Lines, "\n"), theme.Text)
	label, said, ink := words.T("Send it in"), x.judged.Wrong, theme.Muted
	switch {
	case said != "" && strings.TrimSpace(x.hex.Text()) != "":
		ink = theme.Bad
	case len(x.judged.Odd) > 0:
		label, ink = words.T("Send it all the same"), theme.Warn
		said = strings.Join(append(x.judged.Odd, words.T("It goes as it stands here: look in the PDU log how it is taken.")), "\n")
	}
	x.odd.SetColored(said, ink)
	widgets.SetVisible(x.odd, said != "")
	widgets.SetVisible(x.read, len(x.judged.Lines) > 0)
	x.send.SetLabel(label)
	x.send.SetDisabled(x.judged.Wrong != "")
	x.body[sendOctets].Refresh()
	if x.v.upper != nil {
		x.v.upper.Refresh()
	}
}

// measure tells in how many parts the text goes in.
func (x *sendIn) measure() {
	seg, err := sms.Segment(x.text.Text(), sms.Auto, 0)
	switch n := len(seg.Parts); {
	case err != nil:
		x.parts.Set(words.T("too long"))
	case n > 1:
		x.parts.Set(words.N(n, "%s part", "%s parts"))
	default:
		x.parts.Set(words.N(1, "%s part", "%s parts"))
	}
}

// submit sends what is shown, once or over and over, or ends that.
func (x *sendIn) submit() {
	if x.callOff != nil {
		x.rest()
		return
	}
	send, done := x.shown()
	kind := x.kind
	x.times = 0
	x.told.Set("")
	x.v.deps.Shell.Go(x.sent(send, func() {
		if kind == sendText && !x.again.Checked {
			x.text.SetText("")
		}
		x.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: done})
	}))
}

// shown is what is sent, and what to say of it then.
func (x *sendIn) shown() (send func() error, done string) {
	d, ctx := x.v.deps.Simulator, context.Background()
	from, to, text := x.from.Text(), x.to.Text(), x.text.Text()
	switch x.kind {
	case sendText:
		return func() error { return d.Inject(ctx, from, to, text) }, words.T("Sent in: it is in the inbox.")
	case sendReceipt:
		receipt := gateway.SimulatedReceipt{ID: strings.TrimSpace(x.id.Text), State: x.state.Selected(), Error: strings.TrimSpace(x.code.Text()), From: from, To: to}
		return func() error { return d.Report(ctx, receipt) }, words.T("Sent in: the message's details show what came of it.")
	}
	octets := x.judged.Octets
	s, _ := x.session()
	return func() error { return d.SendOctets(ctx, s.ID, octets) }, words.T("Sent in: the PDU log shows it, and the answer.")
}

// sent is a job that sends, tells of the first time, and has it happen again when
// that is wished: also while another screen is looked at.
func (x *sendIn) sent(send func() error, first func()) func() func() {
	return func() func() {
		err := send()
		return func() {
			if err != nil {
				x.rest()
				x.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("Not sent in: %s", words.Error(err))})
				return
			}
			if x.times++; x.times == 1 {
				first()
			} else if x.callOff == nil {
				return // ended while this one was on its way
			}
			if x.again.Checked {
				x.callOff = x.v.deps.Shell.After(repeatEvery, x.sent(send, first))
				x.told.Set(words.N(x.times, "sent in %s time", "sent in %s times"))
			}
			x.judge()
			x.v.show()
		}
	}
}

// rest ends what is repeated.
func (x *sendIn) rest() {
	if x.callOff == nil {
		return
	}
	x.callOff()
	x.callOff = nil
	x.judge()
}
