package outbox

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// menu offers what can be done with the rows that are selected, each with its key.
// What fits only some of them acts on those and says how many.
func (v *View) menu(id int64, at fyne.Position) {
	list := v.selected()
	lines := []widgets.MenuLine{{Name: words.T("Details"), Key: "Enter", Do: func() { v.Pick(id) }}}
	rule := false
	add := func(label, key string, n int, do func()) {
		if len(list) > 1 {
			label = words.T("%s (%d)", label, n)
		}
		lines = append(lines, widgets.MenuLine{Name: label, Key: key, Rule: rule, Do: do})
		rule = false
	}
	offer := func(label, key string, fits func(gateway.Message) bool, do func([]int64)) {
		if ids := those(list, fits); len(ids) > 0 {
			add(label, key, len(ids), func() { do(ids) })
		}
	}
	offer(words.T("Ask the provider"), "", CanAsk, v.ask)
	if len(list) == 1 && CanReplace(list[0]) {
		add(words.T("Replace text…"), "", 1, func() { v.replace(id) })
	}
	offer(words.T("Send again"), "Ctrl+R", CanResend, v.resend)
	if i := v.list.find(id); i >= 0 {
		m := v.list.rows[i]
		lines = append(lines, widgets.MenuLine{Name: words.T("Duplicate as new"), Do: func() { v.duplicate(id) }})
		lines = append(lines, widgets.MenuLine{Name: words.T("Show in PDU log"), Do: func() { v.showPDUs(m) }})
	}
	rule = true // what can't be undone stands apart
	offer(words.T("Cancel##message"), "Del", CanCancel, v.cancel)
	offer(words.T("Cancel at the provider"), "Del", CanTakeBack, v.cancel)
	rule = true
	add(words.T("Copy as text"), "Ctrl+C", len(list), func() { v.deps.Shell.Copy(AsText(v.selected())) })
	add(words.T("Copy as CSV"), "Ctrl+Shift+C", len(list), func() { v.deps.Shell.Copy(AsCSV(v.selected())) })
	add(words.T("Copy as JSON"), "", len(list), func() { v.deps.Shell.Copy(AsJSON(v.selected())) })
	if i := v.list.find(id); i >= 0 {
		m := v.list.rows[i]
		lines = append(lines, widgets.MenuLine{Name: words.T("Copy number"), Do: func() { v.deps.Shell.Copy(m.To.Show()) }})
	}
	widgets.ShowMenu(v.deps.Shell.Canvas(), at, lines)
}

func (v *View) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDelete:
		v.Delete()
	case fyne.KeyEscape:
		v.Escape()
	case fyne.KeyF6:
		v.FoldPDUs()
	default:
		return false
	}
	return true
}

// Delete takes the selected messages back. A key is pressed by mistake more
// easily than a button that says so: what the provider has is asked for first.
func (v *View) Delete() {
	list := v.selected()
	v.cancel(those(list, CanCancel))
	ids := those(list, CanTakeBack)
	if len(ids) == 0 {
		return
	}
	text := words.T("The provider has it. It may have left for the phone already; then the provider refuses.")
	title := words.T("Cancel it at the provider?")
	if len(ids) > 1 {
		title = words.N(len(ids), "Cancel %s message at the provider?", "Cancel %s messages at the provider?")
		text = words.T("The provider has them. What has left for the phone already stays.")
	}
	v.deps.Shell.Confirm(title, text, words.T("Cancel at the provider"), true, func() { v.cancel(ids) })
}

func (v *View) duplicate(id int64) {
	if i := v.list.find(id); i >= 0 {
		v.Prefill(edited(v.list.rows[i]))
	}
}

func (v *View) resend(ids []int64) {
	v.command(Resends, func(ctx context.Context) error {
		_, err := v.deps.Engine.Resend(ctx, ids...)
		return err
	}, nil)
}

// Resend queues the chosen messages again, those that can be.
func (v *View) Resend() {
	if ids := those(v.selected(), CanResend); len(ids) > 0 {
		v.resend(ids)
	}
}

// CopyCSV copies the chosen rows.
func (v *View) CopyCSV() {
	if list := v.selected(); len(list) > 0 {
		v.deps.Shell.Copy(AsCSV(list))
	}
}

func (v *View) cancel(ids []int64) {
	if len(ids) == 0 {
		return
	}
	v.command(Cancels, func(ctx context.Context) error { return v.deps.Engine.Cancel(ctx, ids...) }, nil)
}

// ask asks the provider about messages and tells what it said.
func (v *View) ask(ids []int64) {
	var said string
	v.command(Asks, func(ctx context.Context) error {
		if err := v.deps.Engine.Query(ctx, ids...); err != nil {
			return err
		}
		list, err := v.deps.Archive.Messages(ctx, gateway.MessageQuery{Box: gateway.Outbox, IDs: ids})
		said = Answer(list)
		return err
	}, func() {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Info, Text: said})
	})
}

// commandTime is how long a provider may take to answer a command.
const commandTime = 30 * time.Second

// command runs one of the engine's commands and tells what went wrong; done may
// be nil.
func (v *View) command(deed Deed, do func(context.Context) error, done func()) {
	v.deps.Shell.Go(func() func() {
		ctx, cancel := context.WithTimeout(context.Background(), commandTime)
		defer cancel()
		err := do(ctx)
		return func() {
			switch {
			case err != nil:
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("%s: %s", deed.String(), Refusal(deed, err))})
			case done != nil:
				done()
			}
		}
	})
}
