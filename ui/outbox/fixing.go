package outbox

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// manyFailures is how many of the newest failures are looked through for the same
// cause.
const manyFailures = 2000

// fixes shows what is likely to help a message that failed: each with its reason,
// and the likeliest for all that failed alike.
func (d *details) fixes(m gateway.Message) fyne.CanvasObject {
	list := Fixes(m, d.deps.Engine.Config())
	if len(list) == 0 {
		return nil
	}
	box := widgets.VBox(8, section(words.T("What to do")))
	for i, f := range list {
		look := widgets.Plain
		if i == 0 {
			look = widgets.Strong
		}
		button := widgets.NewButton(f.Label, nil, look, func() { d.fix(f, []gateway.Message{m}) })
		if wide := float32(fixWidth); d.roomy() && button.MinSize().Width <= theme.Px(wide) {
			why := widgets.NewWrapped(f.Why, d.inside-wide-12).Muted()
			box.Add(widgets.Cols(12, []float32{wide, 0}, widgets.VMid(button), widgets.VMid(why)))
			continue
		}
		box.Add(widgets.VBox(3, widgets.HBox(0, button, widgets.Spacer()), widgets.NewWrapped(f.Why, d.inside).Muted()))
	}
	return box
}

// fixWidth is the width of the buttons of fixes where their reasons stand beside.
const fixWidth = 176

// sameCause offers the likeliest fix for all that failed alike; nil for one alone.
func (d *details) sameCause(m gateway.Message) fyne.CanvasObject {
	list := Fixes(m, d.deps.Engine.Config())
	if len(list) == 0 || !list[0].Many() {
		return nil
	}
	same := Same(m, d.failures)
	if len(same) < 2 {
		return nil
	}
	fix := widgets.NewButton(words.T("Fix all %s", words.Number(int64(len(same)))), nil, widgets.Plain, func() { d.fixAll(list[0], same) })
	text := words.T("%[1]s of %[2]s failures have this cause.", words.Number(int64(len(same))), words.Number(int64(len(d.failures))))
	return widgets.Border(nil, nil, nil, widgets.VMid(fix), widgets.VMid(widgets.NewWrapped(text, d.inside-120).Muted()))
}

// fixAll asks, then does one fix to many messages.
func (d deeds) fixAll(f Fix, list []gateway.Message) {
	n := int64(len(list))
	d.deps.Shell.Confirm(words.N(n, "Fix %s message?", "Fix %s messages?"), f.Label+". "+f.Why, words.T("Fix all %s", words.Number(n)), false, func() { d.fix(f, list) })
}

// fix does a fix.
func (d deeds) fix(f Fix, list []gateway.Message) {
	switch f.Kind {
	case FixAgain:
		d.resend(those(list, CanResend))
	case FixSender:
		drafts := make([]gateway.Draft, len(list))
		for i, m := range list {
			drafts[i] = Anew(m, f.From, time.Now())
		}
		d.sendAnew(drafts)
	case FixEdit:
		d.seat.duplicate(list[0])
	case FixScreen:
		d.deps.Shell.Open(f.Screen)
	}
}

func (d deeds) sendAnew(drafts []gateway.Draft) {
	d.deps.Shell.Go(func() func() {
		sent, err := d.deps.Engine.SendMany(context.Background(), drafts)
		queued := int64(0)
		for _, s := range sent {
			if s.Err == nil {
				queued++
			} else if err == nil {
				err = s.Err
			}
		}
		return func() {
			if err != nil {
				d.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Not sent: %s", words.Error(err))})
			}
			if queued > 0 {
				d.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.N(queued, "%s message queued anew.", "%s messages queued anew.")})
			}
		}
	})
}
