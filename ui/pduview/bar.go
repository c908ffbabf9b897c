package pduview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway/filter"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// mostRecent is how many filters are remembered.
const mostRecent = 12

// bar is the line to type a filter in, with its completion and what is wrong
// with it.
type bar struct {
	v       *View
	field   *widgets.Field
	picks   *picks
	verdict *widgets.Text
	wrong   *fyne.Container // holds the verdict's words on an error
	message *widgets.Text
	clear   *widgets.Button
	silent  bool // a text is being put in: nothing to complete
	recent  []string
	// OnRecent is told the filters to remember, the newest first.
	OnRecent func([]string)
}

func newBar(v *View) *bar {
	b := &bar{v: v, field: widgets.NewField(words.T("Filter, e.g. status!=0")), verdict: widgets.Small("").Elide(), message: widgets.NewText("", theme.Bad, 11.5).Elide()}
	b.field.Mono()
	b.clear = widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, func() { b.set("") })
	b.clear.Hide()
	b.picks = newPicks(b.take)
	side := float32(12)
	if v.full {
		side = 16
	}
	b.wrong = widgets.PadAll(0, side, 6, side, b.message)
	b.wrong.Hide()
	b.field.OnChanged(b.changed)
	b.field.OnKey(b.key)
	b.field.OnTab(b.picks.open)
	b.field.OnSubmit(b.done)
	b.field.OnFocus(func(on bool) {
		if !on && !b.picks.over {
			b.picks.Hide()
			b.judge()
			b.remember()
		}
	})
	return b
}

// line is the field with the button that clears it.
func (b *bar) line() fyne.CanvasObject { return widgets.Border(nil, nil, nil, b.clear, b.field) }

// changed filters by what is typed, and lists how it can go on.
func (b *bar) changed(text string) {
	b.v.card.hide()
	b.v.model.SetFilter(text)
	b.v.filtered()
	if b.silent {
		b.picks.Hide()
	} else {
		b.complete()
	}
	b.judge()
}

// judge shows whether the filter is understood. What is only not written to its
// end, or odd, is put in words once nothing more is offered: until then the list
// below does not move.
func (b *bar) judge() {
	text, err, offers := b.field.Text(), b.v.model.Err, b.picks.open()
	b.field.SetInvalid(err != nil && !(offers && unfinished(text, err)))
	b.field.SetValid(err == nil && text != "" && b.v.model.Doubt() == "")
	if widgets.SetVisible(b.clear, text != "") {
		b.v.arrange()
	}
	message, ink := "", theme.Bad
	switch doubt := b.v.model.Doubt(); {
	case err != nil && !(offers && unfinished(text, err)):
		message = wrongWords(text, err)
	case err == nil && doubt != "" && !offers:
		message, ink = words.T("Check this: %s", words.Said(doubt)), theme.Warn
	}
	b.message.SetColored(message, ink)
	if hide := message == ""; hide != b.wrong.Hidden {
		b.wrong.Hidden = hide
		b.v.arrange()
	}
}

// unfinished tells whether a filter is right as far as it goes.
func unfinished(text string, err error) bool {
	e, ok := err.(*filter.Error)
	return ok && (e.At >= len(text) || !strings.ContainsAny(text[e.At:], " =!<>~"))
}

// wrongWords say what is wrong with a filter, and behind which of its words.
func wrongWords(text string, err error) string {
	e, ok := err.(*filter.Error)
	if !ok {
		return words.Error(err)
	}
	if e.At >= len(text) {
		return words.T("Not complete: %s", words.Said(e.Text))
	}
	before, from := text[:e.At], 0
	if n := len([]rune(before)); n > 24 {
		before, from = string([]rune(before)[n-24:]), 1
	}
	dots := [2]string{"", "…"}[from]
	return words.T("At character %d, %s: %s", len([]rune(text[:e.At]))+1, dots+before+"▸"+clip(text[e.At:], 24), words.Said(e.Text))
}

// complete lists how the text can go on at the cursor.
func (b *bar) complete() {
	text := b.field.Text()
	if text == "" && len(b.recent) > 0 {
		var list []filter.Completion
		for _, r := range b.recent {
			list = append(list, filter.Completion{Text: r})
		}
		b.open(words.T("RECENT FILTERS"), list)
		return
	}
	b.open(words.T("GO ON WITH"), filter.Complete(text, b.field.Caret(), b.v.model.Known))
}

func (b *bar) open(title string, list []filter.Completion) {
	b.picks.show(title, b.field.Text(), list)
	b.picks.hint(b.lacks())
	if b.picks.open() {
		at := b.v.place(b.field)
		typed := b.field.Text()[:list[0].From]
		from := fyne.MeasureText(typed, theme.Px(13), fyne.TextStyle{Monospace: true}).Width // under the word that it completes
		from = max(0, min(from, b.v.float.Size().Width-at.X-b.picks.Size().Width-theme.Px(8)))
		b.picks.Move(fyne.NewPos(at.X+from, at.Y+b.field.Size().Height+theme.Px(3)))
	}
}

// take puts a completion in and lists what may follow.
func (b *bar) take(c filter.Completion) {
	text, caret := c.Apply(b.field.Text())
	b.picks.over = false
	if text == b.field.Text() {
		b.picks.Hide()
		b.judge()
		return
	}
	whole := c.From == 0 && slices.Contains(b.recent, c.Text)
	b.silent = true
	b.field.SetText(text)
	b.silent = false
	b.field.SetCaret(caret)
	if c := b.v.canvas(); c != nil {
		c.Focus(b.field.Entry)
	}
	if !whole {
		b.complete()
	}
	b.judge()
}

// key moves in the list of completions.
func (b *bar) key(e *fyne.KeyEvent) bool {
	open := b.picks.open()
	switch e.Name {
	case fyne.KeyDown:
		if open {
			b.picks.move(1)
		} else {
			b.complete()
		}
	case fyne.KeyUp:
		if open {
			b.picks.move(-1)
		}
	case fyne.KeyTab:
		if !open {
			return false
		}
		b.take(b.picks.chosen())
	case fyne.KeyReturn, fyne.KeyEnter:
		if !open || !b.picks.moved && !b.lacks() {
			return false
		}
		b.take(b.picks.chosen())
	case fyne.KeyEscape:
		switch {
		case open:
			b.picks.Hide()
			b.judge()
		case b.field.Text() != "":
			b.field.SetText("")
			b.picks.Hide()
		default:
			return false
		}
	default:
		return false
	}
	b.picks.hint(b.lacks())
	return true
}

// lacks tells whether the filter is of no use as it stands: then Enter takes
// what is offered. Of one that is, Enter takes only what somebody has chosen.
func (b *bar) lacks() bool {
	return b.field.Text() == "" || b.v.model.Err != nil || b.v.model.Doubt() != ""
}

// done leaves the filter for the list.
func (b *bar) done() {
	b.picks.Hide()
	b.judge()
	b.remember()
	if c := b.v.canvas(); c != nil {
		c.Focus(b.v.grid)
	}
}

// remember puts the filter in force at the head of the recent ones.
func (b *bar) remember() {
	text := b.field.Text()
	if text == "" || b.v.model.Err != nil || len(b.recent) > 0 && b.recent[0] == text {
		return
	}
	list := slices.DeleteFunc(slices.Clone(b.recent), func(s string) bool { return s == text })
	b.recent = append([]string{text}, list...)
	b.recent = b.recent[:min(len(b.recent), mostRecent)]
	if b.OnRecent != nil {
		b.OnRecent(slices.Clone(b.recent))
	}
}

// set types a filter without completing it.
func (b *bar) set(text string) {
	b.silent = true
	b.field.SetText(text)
	b.silent = false
}
