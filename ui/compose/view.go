package compose

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the composer needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Confirm(title, text, verb string, danger bool, yes func())
}

// Deps is what the composer works with.
type Deps struct {
	Engine gateway.Engine
	Office gateway.Office
	Shell  Shell
	// Sent is told the ids of what was queued.
	Sent func(ids []int64)
}

const (
	draftKey = "draft.compose"
	realKey  = "compose.real-confirmed"
)

// View is the panel.
type View struct {
	deps  Deps
	draft Draft
	state State

	to, from, text        *widgets.Field
	link, valid, coding   *widgets.Select
	toLine                *widgets.Text
	fromLine              *widgets.Lines
	line, left, hint      *widgets.Text
	forced                *widgets.Lines
	why                   *widgets.Lines
	bar                   *widgets.Segments
	replace, send         *widgets.Button
	simTag                *widgets.Surface
	flash, receipt, multi *widgets.Check
	multiLine             *widgets.Quiet
	multiBox              *fyne.Container
	toShown               *widgets.Lines
	flashLine             *widgets.Text
	borders               *widgets.Lines // where the text is cut
	way                   [2]*widgets.Text
	ways                  *fyne.Container
	fold                  *fyne.Container
	more                  *widgets.Button
	forcedRow             *fyne.Container
	object                fyne.CanvasObject
	saver                 *widgets.Later[keptDraft]
	key                   string // of the stored draft
	loading               bool
	extra                 *extras
	optedOut              map[string]bool // numbers that are known to be on the list
	asked                 string          // the recipients that were asked about
	reply                 *widgets.Text   // says how an answer leaves; nil: this is the whole composer
	busy                  bool            // a message is being queued: a second Enter must not send it twice
}

// New makes the panel and restores the stored draft.
func New(d Deps) *View {
	v := newView(d)
	v.key = draftKey
	v.build()
	v.Prefill(Draft{})
	v.restore()
	return v
}

// newView makes the parts.
func newView(d Deps) *View {
	v := &View{deps: d}
	v.saver = widgets.NewLater(saveDelay, func(k keptDraft) { _ = d.Office.Save(context.Background(), k.key, k.draft) })
	v.to, v.from, v.text = widgets.NewField("+36301234567, ..."), widgets.NewField(words.T("name or number")), widgets.NewTextArea("").Lines(6)
	v.link = widgets.NewSelect([]string{words.T("Automatic")}, func(s string) {
		if v.draft.Link = s; s == words.T("Automatic") {
			v.draft.Link = Automatic
		}
		v.changed()
	})
	v.valid = widgets.NewSelect(ValidChoices(), func(s string) {
		if v.draft.Valid = s; s == ValidChoices()[0] {
			v.draft.Valid = ""
		}
		v.changed()
	})
	v.coding = widgets.NewSelect(Codings(), func(s string) { v.draft.Coding = codingOf(s).String(); v.changed() })
	v.to.OnChanged(func(s string) { v.draft.To = s; v.changed() })
	v.from.OnChanged(func(s string) { v.draft.From = s; v.changed() })
	v.text.OnChanged(func(s string) { v.draft.Text = s; v.changed() })
	for _, f := range []*widgets.Field{v.to, v.from, v.text} {
		f.OnShortcut(v.shortcut)
	}
	v.toLine, v.fromLine = widgets.Small("").Elide(), widgets.NewLines("", theme.Muted, 11.5, 2)
	v.line, v.left = widgets.NewText("", theme.Text, 12).Mono(), widgets.Small("")
	v.forced, v.hint = widgets.NewLines("", theme.Warn, 11.5, 2), widgets.NewText("", theme.Control, 11.5).Elide()
	v.bar = widgets.NewSegments()
	v.replace = widgets.NewButton(words.T("Replace"), nil, widgets.Plain, func() { v.text.SetText(v.state.Replace) })
	v.send = widgets.NewButton(words.T("Send"), fyneTheme.MailSendIcon(), widgets.Strong, v.Send)
	v.why = widgets.NewLines("", theme.Muted, 11.5, 3)
	v.simTag = widgets.NewTag(words.T("SIMULATOR"), theme.Control)
	v.toShown = widgets.NewLines("", theme.Muted, 11.5, 3)
	v.flashLine = widgets.Small(words.T("Flash: shown at once, not kept on the phone.")).Elide()
	v.flash = widgets.NewCheck(words.T("Flash"), func(on bool) { v.draft.Flash = on; v.changed() })
	v.receipt = widgets.NewCheck(words.T("Delivery report"), func(on bool) { v.draft.NoReceipt = !on; v.changed() })
	v.multi = widgets.NewCheck(words.T("All in one submit_multi (expert)"), func(on bool) { v.draft.Multi = on; v.changed() })
	v.multiLine = widgets.NewQuiet("")
	v.multiBox = widgets.VBox(0, v.multi, v.multiLine)
	v.way = [2]*widgets.Text{widgets.Small("").Elide(), widgets.Small("").Elide()}
	v.borders = widgets.NewLines("", theme.Muted, 11.5, maxBorders+1)
	v.ways = widgets.VBox(2, v.way[0], v.way[1])
	v.extra = newExtras(v)
	v.fold = widgets.VBox(8, widgets.VBox(3, widgets.Small(words.T("Coding")), v.coding), v.multiBox, v.extra.object)
	v.fold.Hide()
	v.more = widgets.NewButton(words.T("More"), fyneTheme.MenuDropDownIcon(), widgets.Ghost, func() {
		if v.fold.Visible() {
			v.fold.Hide()
		} else {
			v.fold.Show()
		}
		v.object.Refresh()
	})
	return v
}

func (v *View) build() {
	v.forcedRow = widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(v.replace)), widgets.VMid(v.forced))
	// Links stand in the lines above the fields, and Tab goes from the number to the
	// text without them.
	toHead := widgets.Border(nil, nil, widgets.PadAll(0, 5, 0, 0, widgets.VMid(widgets.Small(words.T("To")))), v.extra.people, widgets.VMid(v.toLine))
	textHead := widgets.Border(nil, nil, nil, v.extra.templates, widgets.VMid(widgets.Small(words.T("Message"))))
	sender := widgets.Cols(8, []float32{0, 0}, widgets.VBox(3, widgets.Small(words.T("From")), v.from), widgets.VBox(3, widgets.Small(words.T("Connection")), v.link))
	fields := widgets.Ordered(1, []int{1, 4, 7, 0, 6, 2, 3, 5},
		v.to, widgets.PadAll(8, 0, 0, 0, sender), v.text,
		toHead, widgets.PadAll(6, 0, 0, 0, textHead), v.toShown, v.hint, widgets.PadAll(6, 0, 0, 0, v.fromLine))
	body := widgets.VBox(10,
		fields,
		v.bar,
		widgets.HBox(8, v.line, widgets.Spacer(), v.left),
		v.ways,
		v.borders,
		v.forcedRow,
		widgets.Cols(8, []float32{0, 0}, widgets.VBox(3, widgets.Small(words.T("Valid for")), v.valid), widgets.VBox(3, widgets.Small(words.T("Priority")), v.extra.priority)),
		widgets.HBox(8, v.receipt, v.flash),
		v.flashLine,
		widgets.HBox(0, v.more, widgets.Spacer()),
		v.fold,
	)
	scroll := container.NewVScroll(widgets.PadXY(14, 4, body))
	head := widgets.Fixed(0, 40, widgets.PadXY(14, 0, widgets.VMid(widgets.HBox(8, widgets.NewText(words.T("New message"), theme.Text, 15).Bold(), widgets.Spacer(), v.simTag, widgets.Centered(widgets.Small(words.T("Ctrl+Enter")))))))
	foot := widgets.VBox(0, widgets.HLine(), widgets.PadXY(14, 8, widgets.VBox(6, v.extra.laterRow, v.why, widgets.HBox(6, widgets.VMid(v.extra.cost), widgets.Spacer(), v.extra.laterBtn, v.send))))
	v.object = widgets.NewSurface(theme.Surface, widgets.Border(head, foot, nil, nil, scroll))
}

// shortcut sends with Ctrl+Enter while a field has the focus.
func (v *View) shortcut(s fyne.Shortcut) bool {
	k, ok := s.(interface {
		Key() fyne.KeyName
		Mod() fyne.KeyModifier
	})
	if ok && k.Mod() == fyne.KeyModifierControl && (k.Key() == fyne.KeyReturn || k.Key() == fyne.KeyEnter) {
		v.Send()
		return true
	}
	return false
}

// narrowest is the least room between the panel's edges.
const narrowest = 320

// width is the room between the panel's edges, also before anything is laid out.
func (v *View) width() float32 { return max(v.text.Size().Width, theme.Px(narrowest)) }

// Object is the panel.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Draft is what is in it.
func (v *View) Draft() Draft { return v.draft }

// Focus puts the cursor into the recipients.
func (v *View) Focus(c fyne.Canvas) { c.Focus(v.to.Entry) }

// Prefill puts a draft into the panel.
func (v *View) Prefill(d Draft) {
	v.loading = true
	v.draft = d
	v.to.SetText(d.To)
	v.from.SetText(d.From)
	v.text.SetText(d.Text)
	v.refreshLinks()
	if d.Link == "" {
		d.Link = Automatic
	}
	if v.link.SetSelected(d.Link); d.Link == Automatic {
		v.link.SetSelected(words.T("Automatic"))
	}
	if v.valid.SetSelected(d.Valid); !slices.Contains(ValidChoices()[1:], d.Valid) {
		d.Valid = ""
		v.valid.SetSelected(ValidChoices()[0])
	}
	v.coding.SetSelected(CodingName(codingOf(d.Coding)))
	v.flash.SetChecked(d.Flash)
	v.receipt.SetChecked(!d.NoReceipt)
	v.multi.SetChecked(d.Multi)
	v.extra.prefill(d)
	v.draft = d
	v.loading = false
	v.changed()
}

// restore reads the stored draft. Until then nothing is stored over it.
func (v *View) restore() {
	v.saver.Drop()
	key := v.key
	v.deps.Shell.Go(func() func() {
		var d Draft
		ok, err := v.deps.Office.Load(context.Background(), key, &d)
		if err != nil || !ok {
			return nil
		}
		return func() {
			switch {
			case v.key != key || v.draft.Text != "":
			case v.reply != nil:
				v.text.SetText(d.Text)
			case v.draft.To == "":
				v.Prefill(d)
			}
		}
	})
}

// refreshLinks offers the connections there are.
func (v *View) refreshLinks() {
	options := []string{words.T("Automatic")}
	for _, c := range v.deps.Engine.Config().Clients {
		options = append(options, c.Name)
	}
	v.link.SetOptions(options)
}

// Update follows a change of the configuration.
func (v *View) Update(u gateway.Update) {
	if u.Config {
		v.refreshLinks()
		v.show()
	}
}

func (v *View) changed() {
	if v.loading {
		return
	}
	v.show()
	v.saver.Put(keptDraft{v.key, v.draft})
}

// keptDraft is a draft with the key under which it is stored.
type keptDraft struct {
	key   string
	draft Draft
}

// Keep stores the draft now: the window closes.
func (v *View) Keep() { v.saver.Now() }

func (v *View) show() {
	if v.object == nil {
		return
	}
	v.state = Look(v.draft, v.deps.Engine.Config(), v.optedOut, time.Now())
	if v.reply != nil {
		v.answering()
	}
	s := &v.state
	toColor := theme.Muted
	if s.ToProblem != "" {
		toColor = theme.Bad
	}
	v.toLine.SetColored("· "+s.ToLine, toColor)
	v.to.SetInvalid(s.ToProblem != "")
	fromColor := theme.Muted
	if s.FromBad {
		fromColor = theme.Bad
	}
	v.fromLine.SetColored(words.T("Sender: %s", s.FromLine), fromColor)
	v.fromLine.Fit(v.width())
	v.from.SetInvalid(s.FromBad)
	below := strings.Trim(s.ToShown+"\n"+s.ToLeft, "\n")
	v.toShown.SetColored(below, toColor)
	v.toShown.Fit(v.width())
	widgets.SetVisible(v.toShown, below != "")
	widgets.SetVisible(v.flashLine, v.draft.Flash)
	v.hint.Set(s.TestHint)
	widgets.SetVisible(v.hint, s.TestHint != "")
	v.bar.Set(s.Segments.Messages, s.Fill, s.Forced != "")
	v.line.Set(s.Line)
	v.left.Set(s.Left)
	for i, t := range v.way {
		widgets.SetVisible(t, i < len(s.Way))
		if i < len(s.Way) {
			t.Set(s.Way[i])
		}
	}
	widgets.SetVisible(v.ways, len(s.Way) > 0)
	v.borders.SetColored(s.CutLines(), theme.Muted)
	v.borders.Fit(v.width())
	widgets.SetVisible(v.borders, len(s.Borders) > 0)
	v.multiLine.Set(s.Multi)
	widgets.SetVisible(v.multiBox, s.Multi != "")
	v.forced.SetColored(s.Forced, theme.Warn)
	widgets.SetVisible(v.forcedRow, s.Forced != "")
	widgets.SetVisible(v.replace, s.Replace != "")
	widgets.SetVisible(v.simTag, s.Simulated)
	v.send.SetLabel(s.Send)
	v.send.SetDisabled(!s.CanSend || v.busy)
	why := s.Why
	if s.CanSend {
		why = ""
	}
	v.why.SetColored(why, theme.Muted)
	if v.why.Fit(v.width()); v.reply != nil {
		v.why.Fit(max(v.why.Size().Width, theme.Px(220))) // it stands between what is counted and the buttons
	}
	widgets.SetVisible(v.why, why != "")
	v.extra.show(s)
	v.askOptedOut()
	v.object.Refresh()
}

// Send queues the message. The first one over a real connection asks first.
func (v *View) Send() {
	v.show()
	if !v.state.CanSend || v.busy {
		return
	}
	if v.state.Simulated {
		v.queue()
		return
	}
	v.deps.Shell.Go(func() func() {
		var sure bool
		_, err := v.deps.Office.Load(context.Background(), realKey, &sure)
		return func() {
			if sure && err == nil {
				v.queue()
				return
			}
			v.deps.Shell.Confirm(words.T("Send for real?"), words.T("This message leaves Relay over a real connection and may cost money. Relay asks this once."), v.state.Send, false, func() {
				v.deps.Shell.Go(func() func() {
					_ = v.deps.Office.Save(context.Background(), realKey, true)
					return nil
				})
				v.queue()
			})
		}
	})
}

func (v *View) queue() {
	if v.busy {
		return
	}
	v.busy = true
	drafts := Drafts(v.draft, v.state)
	v.send.SetDisabled(true)
	v.deps.Shell.Go(func() func() {
		if err := v.fill(context.Background(), drafts); err != nil {
			return func() { v.queued(nil, err) }
		}
		sent, err := v.deps.Engine.SendMany(context.Background(), drafts)
		return func() { v.queued(sent, err) }
	})
}

func (v *View) queued(sent []gateway.Sent, err error) {
	v.busy = false
	var ids []int64
	failed := 0
	for _, s := range sent {
		if s.Err != nil {
			failed++
			if err == nil {
				err = s.Err
			}
			continue
		}
		ids = append(ids, s.ID)
	}
	if err != nil {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: NotSent(failed, len(sent), words.Error(err))})
	}
	if len(ids) > 0 {
		d := v.draft
		d.Later = ""
		if d.Text = ""; v.reply == nil {
			d.To = ""
		}
		v.Prefill(d)
		if v.deps.Sent != nil {
			v.deps.Sent(ids)
		}
	}
	v.show()
}
