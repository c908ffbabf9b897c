package connections

import (
	"context"
	"fmt"
	"net"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/number"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// maxRows is how many sessions, and addresses that may not bind, a card shows.
const maxRows = 20

func firstOf[T any](list []T) []T { return list[:min(len(list), maxRows)] }

// sessionRow is one connection of an application, with what can be done to it.
func (v *View) sessionRow(server string, x gateway.SessionStatus) fyne.CanvasObject {
	facts := widgets.Small("").Elide()
	v.live = append(v.live, func(st gateway.Status, now time.Time) {
		l, _ := st.Link(server)
		for _, s := range l.Sessions {
			if s.ID == x.ID {
				facts.Set(SessionFacts(s, now))
			}
		}
	})
	name, color := x.Account, theme.Good
	if name == "" {
		name, color = "not bound", theme.Warn
	}
	send := widgets.NewButton("Send to it…", nil, widgets.Ghost, func() { v.sendTo(x.Account) })
	send.SetDisabled(x.Account == "" || x.Bind == "transmitter")
	buttons := widgets.HBox(0, send,
		widgets.NewButton("Drop", nil, widgets.Ghost, func() { v.dropSession(x) }),
		widgets.NewButton("Ban…", nil, widgets.Ghost, func() { v.ban(server, x) }))
	who := widgets.HBox(8, widgets.VMid(widgets.NewDot(color).Object()), widgets.Fixed(110, 0, widgets.VMid(widgets.NewText(name, theme.Text, 12).Mono().Elide())))
	return widgets.Border(nil, nil, who, buttons, widgets.PadXY(8, 0, widgets.VMid(facts)))
}

// SessionFacts is what is to know of a session, in one line.
func SessionFacts(s gateway.SessionStatus, now time.Time) string {
	bind := s.Bind
	if bind == "" {
		bind = "no bind yet"
	}
	rtt := ""
	if s.RTT > 0 {
		rtt = "answers in " + gateway.AnswerTime(s.RTT)
	}
	return join(bind, "SMPP "+s.Version.String(), s.Remote, "for "+Span(now.Sub(s.Since), s.Since.IsZero()),
		fmt.Sprintf("%d received, %d sent, %d open", s.Recv, s.Sent, s.Open), rtt)
}

// shutRow is an address that may not bind for a time.
func (v *View) shutRow(server string, x gateway.ShutOut) fyne.CanvasObject {
	lift := widgets.NewButton("Let it in", nil, widgets.Ghost, func() {
		v.run("Let it in", func(ctx context.Context) error { return v.deps.Engine.Ban(ctx, server, x.Source, 0) })
	})
	text := fmt.Sprintf("may not bind until %s", x.Until.Local().Format("15:04:05"))
	who := widgets.HBox(8, widgets.VMid(widgets.NewDot(theme.Bad).Object()), widgets.Fixed(110, 0, widgets.VMid(widgets.NewText(x.Source, theme.Text, 12).Mono().Elide())))
	return widgets.Border(nil, nil, who, lift, widgets.PadXY(8, 0, widgets.VMid(widgets.Small(text).Elide())))
}

// run runs a command that is about no link of its own.
func (v *View) run(name string, do func(context.Context) error) {
	v.command("", name, func(ctx context.Context, _ string) error { return do(ctx) })
}

func (v *View) dropSession(x gateway.SessionStatus) {
	v.run("Drop", func(ctx context.Context) error {
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
	v.question("Ban "+source, fmt.Sprintf("Ends every session from %s at %s and refuses its binds for a time. It can be let in again sooner.", source, server), "Ban it",
		[]labelled{{"For how long, such as 30m or 12h", field}},
		func(ctx context.Context) error {
			d, err := gateway.ParseDuration(field.Text())
			if err != nil {
				return err
			}
			if d <= 0 {
				return gateway.Problems{{Path: "duration", Key: "give a time such as 30m or 12h"}}
			}
			return v.deps.Engine.Ban(ctx, server, source, d)
		},
		func() string { return fmt.Sprintf("%s may not bind to %s for %s.", source, server, field.Text()) })
}

// sendTo asks for a message that an application is to get, as if a phone had
// sent it.
func (v *View) sendTo(account string) {
	from, to, text := widgets.NewField("+36301234567"), widgets.NewField("+36301234568"), widgets.NewField("Hello")
	v.question("Send to "+account, fmt.Sprintf("%s gets this as an incoming message (deliver_sm), as if a phone had sent it.", account), "Send",
		[]labelled{{"From", from}, {"To", to}, {"Text", text}},
		func(ctx context.Context) error {
			country := v.deps.Engine.Config().General.Country
			if _, p := number.To(from.Text(), country, true); p != nil {
				return gateway.Problems{*p}
			}
			_, err := v.deps.Engine.Send(ctx, gateway.Draft{Link: gateway.AccountTarget(account), From: from.Text(), To: to.Text(), Text: text.Text()})
			return err
		},
		func() string { return fmt.Sprintf("The message is on its way to %s.", account) })
}
