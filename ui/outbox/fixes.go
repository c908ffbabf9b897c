package outbox

import (
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/compose"
	"relay/ui/words"
)

// FixKind is how a fix is done.
type FixKind uint8

const (
	FixAgain  FixKind = iota // queue it again as it is
	FixSender                // send it anew from another sender
	FixEdit                  // write it anew: the composer opens with it
	FixScreen                // look at another screen
)

// Fix is something that is likely to help a message that failed.
type Fix struct {
	Kind   FixKind
	Label  string // on the button
	Why    string // what speaks for it, or what it does
	From   string // FixSender: the new sender; "" leaves it to the provider
	Screen string // FixScreen
}

// Many tells whether it can be done to many messages at once.
func (f Fix) Many() bool { return f.Kind == FixAgain || f.Kind == FixSender }

// Ill tells whether a message ended in a way that asks for something.
func Ill(m gateway.Message) bool {
	return m.Error != nil && (m.State == gateway.Failed || m.State == gateway.Expired || m.State == gateway.Unknown)
}

// Fixes are what is likely to help, the likeliest first.
func Fixes(m gateway.Message, c gateway.Config) []Fix {
	if !Ill(m) {
		return nil
	}
	again := Fix{Kind: FixAgain, Label: words.T("Send again"), Why: words.T("As it is: what hindered it may be over.")}
	edit := Fix{Kind: FixEdit, Label: words.T("Change and send…"), Why: words.T("Opens it in the composer.")}
	if m.Account != "" || m.TextGone {
		return []Fix{again} // it is the application's message, or its text is no more
	}
	switch m.Error.Status {
	case smpp.RINVSRCADR, smpp.RINVSRCTON, smpp.RINVSRCNPI:
		edit.Label, edit.Why = words.T("Change the sender…"), words.T("The provider tells which senders you may use; a name often has to be registered.")
		return append(senders(m, c), edit)
	case smpp.RINVDSTADR, smpp.RINVDSTTON, smpp.RINVDSTNPI:
		edit.Label, edit.Why = words.T("Correct the number…"), words.T("Write it with its country, as +36301234567.")
		return []Fix{edit, {Kind: FixScreen, Label: words.T("Try the routes"), Screen: "routing", Why: words.T("Another connection may reach this number.")}}
	case smpp.RINVMSGLEN, smpp.RINVDCS, smpp.RINVESMCLASS:
		edit.Label, edit.Why = words.T("Change the text…"), words.T("Shorter, or without the characters that force Unicode.")
		return []Fix{edit, {Kind: FixScreen, Label: words.T("Open the connection"), Screen: "connections", Why: words.T("Under Text: alphabet, and how long texts are cut.")}}
	case smpp.RINVEXPIRY, smpp.RINVSCHED:
		edit.Why = words.T("Choose another time or validity.")
		return []Fix{edit, again}
	case smpp.RINVBNDSTS, smpp.RBINDFAIL, smpp.RINVPASWD, smpp.RINVSYSID, smpp.RINVSERTYP, smpp.RINVSYSTYP:
		return []Fix{{Kind: FixScreen, Label: words.T("Open the connection"), Screen: "connections", Why: words.T("Test it there: each step says what it found.")}, again}
	case smpp.RTHROTTLED, smpp.RMSGQFUL, smpp.RSYSERR, smpp.RSUBMITFAIL, smpp.RUNKNOWNERR:
		return []Fix{again, {Kind: FixScreen, Label: words.T("Open the connection"), Screen: "connections", Why: words.T("A lower rate keeps the provider from refusing.")}}
	}
	if m.State == gateway.Failed && m.Error.Status == smpp.ROK {
		// The provider took it, and its receipt says that the phone can't be reached.
		edit.Label, edit.Why = words.T("Correct the number…"), words.T("Check its digits; a phone that was off can be tried again.")
		return []Fix{edit, again}
	}
	return []Fix{again, edit}
}

// senders are the senders that are likely to be taken in place of a message's.
func senders(m gateway.Message, c gateway.Config) (out []Fix) {
	link, _ := c.Client(m.Link)
	if link.DefaultSender != "" && link.DefaultSender != m.From.Show() && link.DefaultSender != m.From.Addr {
		out = append(out, Fix{Kind: FixSender, From: link.DefaultSender, Label: words.T("Send from %s", link.DefaultSender), Why: words.T("The connection's own sender.")})
	}
	if m.From.Addr != "" && link.DefaultSender == "" {
		out = append(out, Fix{Kind: FixSender, Label: words.T("Send without a sender"), Why: words.T("The provider puts its own.")})
	}
	return out
}

// Cause is what messages that failed for one reason have in common.
func Cause(m gateway.Message) string {
	switch {
	case m.Error == nil:
		return ""
	case m.Error.Name != "":
		return m.Link + "\x00" + m.Error.Name
	}
	return m.Link + "\x00" + m.Error.Text
}

// Same are the messages of a list that failed for the reason of one of them, and
// for which its fix makes sense, it among them.
func Same(m gateway.Message, failures []gateway.Message) (out []gateway.Message) {
	cause := Cause(m)
	for _, x := range failures {
		if x.ID == m.ID || Ill(x) && Cause(x) == cause && (x.Account != "") == (m.Account != "") && !x.TextGone {
			out = append(out, x)
		}
	}
	return out
}

// Anew is a draft that sends a message again from another sender.
func Anew(m gateway.Message, from string, now time.Time) gateway.Draft {
	d := gateway.Draft{Link: m.Link, From: from, To: m.To.Show(), Text: m.Text}
	if m.ScheduledAt.After(now) {
		d.At = m.ScheduledAt
	}
	return d
}

// edited is a message as the composer takes it to be written anew.
func edited(m gateway.Message) compose.Draft {
	return compose.Draft{To: m.To.Show(), From: m.From.Show(), Link: m.Link, Text: m.Text}
}
