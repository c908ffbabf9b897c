package connections

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/number"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	askTime       = 20 * time.Second // that a command may take
	questionWidth = 420
)

// question is a box over the window with a few fields and one verb. What goes
// wrong stands in it, and what was typed stays.
type question struct {
	v      *View
	fields []*widgets.Field
	why    *widgets.Prose
	wrong  *widgets.Surface // holds why
	verb   *widgets.Button
	do     func(context.Context) error
	done   func() string // said when it worked
	busy   bool
	body   *fyne.Container
	dialog *widgets.Dialog
}

// labelled is a field with the word above it.
type labelled struct {
	label string
	field *widgets.Field
}

func (v *View) question(title, text, verb string, rows []labelled, do func(context.Context) error, done func() string) *question {
	q := &question{v: v, why: widgets.NewParagraph(""), do: do, done: done}
	q.wrong = widgets.NewSurface(theme.Bad, q.why).Soft(0x18).Rounded(6)
	q.wrong.Hide()
	q.verb = widgets.NewButton(verb, nil, widgets.Strong, q.run)
	q.body = widgets.VBox(10, widgets.NewWrapped(text, questionWidth-2*16))
	for _, r := range rows {
		r.field.OnSubmit(q.run)
		r.field.OnChanged(func(string) { q.tell("") })
		q.fields = append(q.fields, r.field)
		q.body.Add(widgets.VBox(3, widgets.Small(r.label), r.field))
	}
	q.body.Add(q.wrong)
	q.dialog = widgets.NewDialog(v.deps.Shell.Canvas(), title, q.body).Sized(questionWidth, 0)
	q.dialog.Buttons(widgets.NewButton(words.T("Close"), nil, widgets.Plain, q.dialog.Close), q.verb).First(q.fields[0].Entry).Show()
	return q
}

// tell shows what is wrong; "" hides it.
func (q *question) tell(why string) {
	if q.why.Text() == why {
		return
	}
	q.why.SetText(why)
	if why == "" {
		q.wrong.Hide()
	} else {
		q.wrong.Show()
	}
	q.dialog.Refit()
}

func (q *question) run() {
	if q.busy {
		return
	}
	q.busy = true
	q.verb.SetDisabled(true)
	q.tell("")
	q.v.deps.Shell.Go(func() func() {
		ctx, cancel := context.WithTimeout(context.Background(), askTime)
		defer cancel()
		err := q.do(ctx)
		return func() {
			q.busy = false
			q.verb.SetDisabled(false)
			if err != nil {
				q.tell(words.Error(err))
				return
			}
			q.dialog.Close()
			q.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: q.done()})
		}
	})
}

// phoneIsBack asks for the number of a phone and tells an account that it can be
// reached again.
func (v *View) phoneIsBack(account string) {
	field := widgets.NewField("+36301234567")
	v.question(words.T("A phone is back"), words.T("Tells %s that a phone can be reached again (alert_notification), so that it may send what waits for it.", account), words.T("Tell %s", account),
		[]labelled{{words.T("Number of the phone"), field}},
		func(ctx context.Context) error {
			to, p := number.To(field.Text(), v.deps.Engine.Config().General.Country, true)
			if p != nil {
				return gateway.Problems{*p}
			}
			return v.deps.Engine.Alert(ctx, account, to.Show())
		},
		func() string {
			return words.T("%s knows that %s can be reached again.", account, strings.TrimSpace(field.Text()))
		})
}

// askToBind asks for an application's address and asks it to bind.
func (v *View) askToBind(server string) {
	address, password := widgets.NewField("192.168.1.7:2780"), widgets.NewPassword()
	v.question(words.T("Ask an application to bind"), words.T("Relay connects to an application that listens and asks it to bind to %s (outbind). It binds with its own account.", server), words.T("Ask it"),
		[]labelled{{words.T("Address and port where it listens"), address}, {words.T("Password that it expects of Relay; may be empty"), password}},
		func(ctx context.Context) error {
			return v.deps.Engine.Outbind(ctx, server, strings.TrimSpace(address.Text()), gateway.Secret(password.Text()))
		},
		func() string {
			return words.T("%s was asked to bind. When it does, its session stands at %s.", strings.TrimSpace(address.Text()), server)
		})
}
