package inbox

import (
	"context"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/widgets"
	"relay/ui/words"
)

// numbersOf are the numbers of the other sides.
func numbersOf(list []gateway.Conversation) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.With().Show()
	}
	return out
}

// optOut puts the other side on the opt-out list, after a question.
func (t *thread) optOut() {
	to, _, _ := AnswerTo(t.list)
	if to == "" {
		return
	}
	t.v.deps.Shell.Confirm(words.T("Put %s on the opt-out list?", sms.Clean(to)), words.T("Messages to this number are refused from then on, and what waits to go there is taken back."), words.T("Opt out"), true, func() {
		t.v.deps.Shell.Go(func() func() {
			ctx := context.Background()
			_, err := t.v.deps.Office.AddOptOuts(ctx, gateway.OptOut{Number: to})
			if err == nil {
				_, err = t.v.deps.Engine.TakeBack(ctx, to)
			}
			return func() {
				if err != nil {
					t.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The opt-out list was not changed"), Advice: words.Error(err)})
				}
				t.v.reload()
			}
		})
	})
}

// showOptOut shows whether the other side of the open conversation has opted out.
func (t *thread) showOptOut() {
	to, _, _ := AnswerTo(t.list)
	off := to != "" && t.v.optedOut[to]
	t.out.SetDisabled(off)
	t.out.SetLabel(words.T("Opt out"))
	if off {
		t.out.SetLabel(words.T("opted out"))
	}
}

// marked is a row of the list with the mark of who has opted out.
func (v *View) marked(l Line, c gateway.Conversation) Line {
	if v.optedOut[c.With().Show()] {
		l.Mark, l.Out = words.T("opted out"), true
	}
	return l
}

// outButton is the button of a conversation that opts the other side out.
func (t *thread) outButton() *widgets.Button {
	t.out = widgets.NewButton(words.T("Opt out"), nil, widgets.Ghost, t.optOut)
	return t.out
}
