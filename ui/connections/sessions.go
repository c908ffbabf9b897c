package connections

import (
	"context"
	"errors"
	"net"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/number"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// maxRows is how many sessions, and addresses that may not bind, a card shows.
const maxRows = 20

func firstOf[T any](list []T) []T { return list[:min(len(list), maxRows)] }

// sessionRow is one connection of an application, with what can be done to it;
// name stands before it, and live gets what keeps its figures up to date.
func (v *View) sessionRow(server, name string, x gateway.SessionStatus, live *[]func(gateway.Status, time.Time)) fyne.CanvasObject {
	figures := widgets.Small("").Elide()
	*live = append(*live, func(st gateway.Status, now time.Time) {
		l, _ := st.Link(server)
		for _, s := range l.Sessions {
			if s.ID == x.ID {
				figures.Set(SessionFigures(s, now))
			}
		}
	})
	color := theme.Good
	if x.Account == "" {
		name, color = words.T("not bound"), theme.Warn
	}
	send := widgets.NewButton(words.T("Send to it…"), fyneTheme.MailComposeIcon(), widgets.Ghost, func() { v.sendTo(x.Account) })
	send.SetDisabled(x.Account == "" || x.Bind == "transmitter")
	buttons := widgets.HBox(0, widgets.NewButton(words.T("PDUs"), fyneTheme.FileTextIcon(), widgets.Ghost, func() { v.deps.Shell.ShowSession(x.ID, server) }), send,
		widgets.NewButton(words.T("Drop##session"), fyneTheme.LogoutIcon(), widgets.Ghost, func() { v.dropSession(x) }),
		widgets.NewButton(words.T("Ban…"), fyneTheme.CancelIcon(), widgets.Ghost, func() { v.ban(server, x) }))
	who := widgets.HBox(8, widgets.VMid(widgets.NewDot(color).Object()), widgets.Fixed(96, 0, widgets.VMid(widgets.NewText(name, theme.Text, 12).Mono().Elide())))
	facts := widgets.VBox(1, widgets.NewText(SessionFacts(x), theme.Text, 12).Elide(), figures)
	return widgets.Beside(740, widgets.Border(nil, nil, who, nil, widgets.PadXY(8, 3, widgets.Cols(10, []float32{0, 122}, widgets.VMid(facts), sealedCell(x)))), buttons)
}

// SessionFacts is what a session is, in one line.
func SessionFacts(s gateway.SessionStatus) string {
	bind := words.Of(s.Bind)
	if bind == "" {
		bind = words.T("no bind yet")
	}
	return join(words.T("no. %d", s.ID), bind, "SMPP "+s.Version.String(), s.Remote)
}

// SessionFigures is how it goes, in one line.
func SessionFigures(s gateway.SessionStatus, now time.Time) string {
	rtt := ""
	if s.RTT > 0 {
		rtt = words.T("answers in %s", words.AnswerTime(s.RTT))
	}
	return join(words.T("for %s", Span(now.Sub(s.Since), s.Since.IsZero())), words.T("%s received, %s sent, %s open", words.Number(int64(s.Recv)), words.Number(int64(s.Sent)), words.Number(int64(s.Open))), rtt)
}

// shutRow is an address that may not bind for a time.
func (v *View) shutRow(server string, x gateway.ShutOut) fyne.CanvasObject {
	lift := widgets.NewButton(words.T("Let it in"), nil, widgets.Ghost, func() {
		v.run(words.T("Let it in"), func(ctx context.Context) error { return v.deps.Engine.Ban(ctx, server, x.Source, 0) })
	})
	text := words.T("may not bind until %s", x.Until.Local().Format("15:04:05"))
	who := widgets.HBox(8, widgets.VMid(widgets.NewDot(theme.Bad).Object()), widgets.Fixed(110, 0, widgets.VMid(widgets.NewText(x.Source, theme.Text, 12).Mono().Elide())))
	return widgets.Border(nil, nil, who, lift, widgets.PadXY(8, 0, widgets.VMid(widgets.Small(text).Elide())))
}

// run runs a command that is about no link of its own.
func (v *View) run(name string, do func(context.Context) error) {
	v.command("", name, func(ctx context.Context, _ string) error { return do(ctx) })
}

func (v *View) dropSession(x gateway.SessionStatus) {
	v.run(words.T("Drop##session"), func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, askTime)
		defer cancel()
		return v.deps.Engine.Drop(ctx, x.ID)
	})
}

// ban asks for how long an address may not bind.
func (v *View) ban(server string, x gateway.SessionStatus) {
	source := x.Remote
	if host, _, err := net.SplitHostPort(x.Remote); err == nil {
		source = host
	}
	field := widgets.NewField("1h")
	field.SetText("1h")
	v.question(words.T("Ban %s", source), words.T("Ends every session from %s at %s and refuses its binds for a time. It can be let in again sooner.", source, server), words.T("Ban it"),
		[]labelled{{words.T("For how long, such as 30m or 12h"), field}},
		func(ctx context.Context) error {
			d, err := gateway.ParseDuration(field.Text())
			if err != nil {
				return err
			}
			if d <= 0 {
				return errors.New(words.T("give a time such as 30m or 12h"))
			}
			return v.deps.Engine.Ban(ctx, server, source, d)
		},
		func() string { return words.T("%s may not bind to %s for %s.", source, server, field.Text()) })
}

// sendTo asks for a message that an application is to get, as if a phone had
// sent it.
func (v *View) sendTo(account string) {
	from, to, text := widgets.NewField("+36301234567"), widgets.NewField("+36301234568"), widgets.NewField(words.T("Hello"))
	v.question(words.T("Send to %s", account), words.T("%s gets this as an incoming message (deliver_sm), as if a phone had sent it.", account), words.T("Send"),
		[]labelled{{words.T("From"), from}, {words.T("To"), to}, {words.T("Text"), text}},
		func(ctx context.Context) error {
			country := v.deps.Engine.Config().General.Country
			if _, p := number.To(from.Text(), country, true); p != nil {
				return gateway.Problems{*p}
			}
			_, err := v.deps.Engine.Send(ctx, gateway.Draft{Link: gateway.AccountTarget(account), From: from.Text(), To: to.Text(), Text: text.Text()})
			return err
		},
		func() string { return words.T("The message is on its way to %s.", account) })
}
