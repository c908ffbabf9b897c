package pdulog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// sequence is the page that shows one session as a ladder.
type sequence struct {
	v       *View
	session Session
	ladder  *ladder
	title   *widgets.Text
	state   *widgets.Text
	ends    [2]*widgets.Text
	box     *blackBox
	over    *fyne.Container // where the box stands over the ladder
	among   *fyne.Container // where it stands among the facts
	scopes  []*scopeChip
	chips   *fyne.Container
	legend  fyne.CanvasObject
	buttons []*widgets.Button // whose words go where there is no room
	labels  []string
	pings   *widgets.Chip
	whole   *widgets.Chip
	facts   *fyne.Container
	pdu     *fyne.Container
	side    fyne.CanvasObject
	rungs   fyne.CanvasObject // the ladder under the names of its ends
	body    *fyne.Container
	wide    bool
	bad     bool    // the box is there
	tall    float32 // and so high
	steps   []Step
	newest  uint64 // record looked at
	loading bool
	drawn   time.Time
	looked  time.Time // when its end and the next session were last looked for
	object  fyne.CanvasObject
}

func newSequence(v *View) *sequence {
	q := &sequence{v: v, title: widgets.Heading(""), state: widgets.Small("").Elide(), facts: widgets.VBox(4), pdu: widgets.VBox(6)}
	q.ladder = newLadder(q.describe, q.unfold)
	q.box, q.over, q.among = newBlackBox(q), container.NewStack(), container.NewStack()
	chips := widgets.HBox(6)
	q.chips, q.legend = chips, legend()
	q.scopes = newScopeChips(q.setScope)
	for _, c := range q.scopes {
		chips.Add(c.chip)
	}
	q.pings = widgets.NewChip("enquire_link", theme.Muted, func() { q.session.Pings = !q.session.Pings; q.show() })
	q.whole = widgets.NewChip(words.T("Every PDU"), theme.Muted, func() { q.session.Whole = !q.session.Whole; q.show() })
	chips.Add(q.pings)
	chips.Add(q.whole)
	back := widgets.NewButton(words.T("PDU log"), fyneTheme.NavigateBackIcon(), widgets.Ghost, v.closeSequence)
	button := func(label string, icon fyne.Resource, do func()) *widgets.Button {
		b := widgets.NewButton(label, icon, widgets.Ghost, do)
		q.buttons, q.labels = append(q.buttons, b), append(q.labels, label)
		return b
	}
	list := button(words.T("As list"), fyneTheme.ListIcon(), func() {
		v.closeSequence()
		v.pdus.Model().FollowSession(q.session.Number)
		v.pdus.Refilter()
	})
	save := button(words.T("Save"), fyneTheme.DocumentSaveIcon(), func() { v.saveMenu(q.session.Records) })
	copyText := button(words.T("Copy as text"), fyneTheme.ContentCopyIcon(), func() { v.deps.Shell.Copy(q.text()) })
	left := widgets.VMid(widgets.HBox(6, back, q.title))
	right := widgets.VMid(widgets.HBox(2, list, save, copyText))
	q.ends[0], q.ends[1] = widgets.NewText("Relay", theme.Text, 12.5).Bold().Elide().Center(), widgets.NewText("", theme.Text, 12.5).Bold().Elide().Center()
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadAll(0, 12, 0, 4, widgets.Border(nil, nil, left, right, widgets.PadXY(12, 0, widgets.VMid(q.state))))), widgets.HLine(), q.over,
		widgets.Fixed(0, 40, widgets.PadXY(14, 0, widgets.VMid(widgets.Border(nil, nil, chips, q.legend, nil)))))
	q.side = widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(14, widgets.VBox(10, q.among, widgets.NewText(words.T("This session"), theme.Text, 13).Bold(), q.facts, widgets.HLine(), q.pdu))))
	q.rungs = widgets.Border(container.New(endsLayout{}, end(q.ends[0], theme.Primary), end(q.ends[1], theme.Muted)), nil, nil, nil, q.ladder)
	q.body = container.NewStack()
	q.object = widgets.Border(head, nil, nil, nil, q.body)
	q.resized(true)
	return q
}

// legend names the colours of the arrows.
func legend() fyne.CanvasObject {
	box := widgets.HBox(10)
	for _, x := range []struct {
		words string
		color fyne.ThemeColorName
	}{{words.T("control"), theme.Control}, {words.T("request"), theme.Info}, {"OK", theme.Good}, {words.T("failed##answer"), theme.Bad}} {
		box.Add(widgets.HBox(4, widgets.NewDot(x.color).Object(), widgets.Small(x.words)))
	}
	return box
}

// endsLayout puts the names of the two ends over their life lines.
type endsLayout struct{}

func (endsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Px(480), theme.Px(30))
}

func (endsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left, right, _ := lines(s.Width)
	most := 2 * min(s.Width-right-theme.Px(8), (right-left)/2-theme.Px(50)) // in the middle of its line
	for i, x := range []struct{ middle, width float32 }{{left, theme.Px(90)}, {right, min(theme.Px(260), most)}} {
		o[i].Move(fyne.NewPos(x.middle+theme.Px(1)-x.width/2, theme.Px(2)))
		o[i].Resize(fyne.NewSize(x.width, s.Height-theme.Px(4)))
	}
}

// end is the name of one end in its box.
func end(name *widgets.Text, c fyne.ThemeColorName) fyne.CanvasObject {
	return widgets.NewSurface(c, widgets.PadXY(8, 0, widgets.VMid(name))).Soft(0x1C).Rounded(5).Stroked(theme.Line)
}

// resized puts the facts beside the ladder, or below it, and with them what is said
// of a bad end.
func (q *sequence) resized(wide bool) {
	if q.wide == wide && len(q.body.Objects) > 0 {
		return
	}
	q.wide = wide
	if wide { // the colours stand for words that are there too
		q.legend.Show()
	} else {
		q.legend.Hide()
	}
	for i, b := range q.buttons {
		label := q.labels[i]
		if !wide {
			label = ""
		}
		b.SetLabel(label)
	}
	q.over.Objects, q.among.Objects = nil, nil
	if wide {
		q.over.Objects = []fyne.CanvasObject{widgets.PadAll(12, 14, 2, 14, q.box.object)}
		q.body.Objects = []fyne.CanvasObject{widgets.Border(nil, nil, nil, widgets.HBox(0, widgets.VLine(), widgets.Fixed(300, 0, q.side)), q.rungs)}
	} else {
		q.among.Objects = []fyne.CanvasObject{q.box.object} // there is hardly room for the ladder
		q.body.Objects = []fyne.CanvasObject{widgets.Border(nil, widgets.VBox(0, widgets.HLine(), widgets.Fixed(0, 160, q.side)), nil, nil, q.rungs)}
	}
	q.body.Refresh()
}

// refresh draws what has become known, with place and choice kept.
func (q *sequence) refresh() {
	q.steps = q.session.Steps()
	q.ladder.update(q.steps)
	q.showState()
	q.describe(q.ladder.chosen)
}

// show draws the session as it is known.
func (q *sequence) show() {
	q.steps = q.session.Steps()
	q.ladder.show(q.steps)
	q.showState()
	q.describe(-1)
}

// showState says in the head how the session stands.
func (q *sequence) showState() {
	q.showScopes()
	state, tone := words.T("There is no PDU of it in the log any more."), theme.Muted
	if i := slices.IndexFunc(q.steps, func(x Step) bool { return x.Kind == End }); i >= 0 {
		state = q.steps[i].Words
		tone = map[pduview.Tone]fyne.ThemeColorName{pduview.Bad: theme.Bad, pduview.Good: theme.Good}[q.steps[i].Tone]
		if tone == "" {
			tone = theme.Muted
		}
	}
	if q.tell() && q.wide {
		state = "" // the box says it
	}
	q.state.SetColored(state, tone)
}

// tell shows the box of a session that ended badly, and whether there is one.
func (q *sequence) tell() bool {
	bad := q.box.show(&q.session)
	widgets.SetVisible(q.over, bad)
	widgets.SetVisible(q.among, bad)
	if tall := q.over.MinSize().Height; bad != q.bad || tall != q.tall {
		q.bad, q.tall = bad, tall
		q.object.Refresh() // what stands below it moves
	}
	return bad
}

// unfold shows every PDU, and goes to the first that was folded; at the end it
// goes on to the next session.
func (q *sequence) unfold(s Step) {
	if s.Kind == After {
		q.open(q.session.Next.Session, q.session.Link, 0)
		return
	}
	q.session.Whole, q.session.Scope = true, Everything
	q.show()
	q.pick(s.Row.Number)
}

// describe shows the facts of the session and of the chosen PDU.
func (q *sequence) describe(i int) {
	q.facts.Objects = nil
	for _, f := range q.session.Facts() {
		q.facts.Add(factLine(f.Name, f.Value, map[pduview.Tone]fyne.ThemeColorName{pduview.Bad: theme.Bad, pduview.Late: theme.Warn}[f.Tone]))
	}
	q.pdu.Objects = nil
	if i < 0 || i >= len(q.steps) || q.steps[i].Kind != Arrow {
		q.pdu.Add(widgets.NewQuiet(words.T("Choose an arrow to see its PDU.")))
	} else {
		r := q.steps[i].Row
		q.pdu.Add(widgets.NewText(r.Name, theme.Text, 13).Bold().Mono().Elide())
		for _, f := range [][2]string{{words.T("Number"), r.No}, {words.T("Time"), r.Time}, {words.T("Sequence"), r.Seq}, {words.T("Status"), r.Status}, {words.T("Answer after"), r.Took},
			{words.T("From"), r.From}, {words.T("To"), r.To}, {words.T("Octets"), r.Octets}} {
			if f[1] != "" {
				q.pdu.Add(factLine(f[0], f[1], ""))
			}
		}
		if r.Info != "" {
			q.pdu.Add(widgets.NewQuiet(clip(r.Info, 300)))
		}
		q.pdu.Add(widgets.HBox(6, widgets.NewButton(words.T("Show in the log"), nil, widgets.Plain, func() { q.v.showRow(r) })))
	}
	q.side.Refresh()
}

func factLine(name, value string, c fyne.ThemeColorName) fyne.CanvasObject {
	if c == "" {
		c = theme.Text
	}
	return widgets.Cols(8, []float32{84, 0}, widgets.Small(name), widgets.NewText(value, c, 12).Elide())
}

// text is the session as lines of text.
func (q *sequence) text() string {
	var b strings.Builder
	b.WriteString(words.T("Session %d on %s", q.session.Number, clip(q.session.Link, 100)) + "\n")
	for _, x := range q.steps {
		if x.Kind != Arrow {
			fmt.Fprintf(&b, "%-12s    %s\n", x.At, x.Words)
			continue
		}
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("%-12s %s %-22s %10s  %-16s %-9s %s", x.At, x.Row.Arrow, x.Row.Name, x.Row.Seq, x.Row.Status, x.Row.Took, x.Row.Info), " "))
	}
	return b.String()
}

// clip bounds a text.
func clip(s string, n int) string {
	r := []rune(s)
	return string(slices.Clip(r[:min(len(r), n)]))
}
