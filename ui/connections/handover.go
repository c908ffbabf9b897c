package connections

import (
	"fmt"
	"html"
	"net"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Line is a line of the sheet: what it is, its value, and what to know of it.
type Line struct{ Name, Value, Note string }

// HandOver is what an application's developer has to know to connect: the sheet
// of an account. Its password is not in it: Relay keeps only a hash.
func HandOver(c gateway.Config, st gateway.Status, a gateway.Account) []Line {
	var out []Line
	add := func(name, value, note string) { out = append(out, Line{name, value, note}) }
	for _, s := range c.Servers {
		if len(a.Servers) > 0 && !slices.Contains(a.Servers, s.Name) {
			continue
		}
		address := s.Listen
		if l, ok := st.Link(s.Name); ok && l.State.Up() {
			address = l.Address
		}
		note := ""
		if host, _, err := net.SplitHostPort(address); err == nil {
			switch ip := net.ParseIP(host); {
			case ip != nil && ip.IsLoopback():
				note = "only from this computer; listen on 0.0.0.0 for others"
			case ip == nil && host == "", ip != nil && ip.IsUnspecified():
				note = "put this computer's address in place of " + host
			}
		}
		add("Host and port", address, note)
		if s.TLSCert != "" {
			add("TLS", "1.2 or 1.3, from the first octet", "")
		} else {
			add("TLS", "none", "")
		}
	}
	add("system_id", a.SystemID, "")
	add("password", "as you were told", "at most 8 characters unless a longer one was agreed")
	add("system_type", "any", "")
	add("Bind as", strings.Join(a.Binds, ", "), "SMPP 3.3 (no transceiver), 3.4 or 5.0")
	add("Sessions", fmt.Sprint(a.MaxBinds), "at the same time; more are answered with ESME_RALYBND")
	from := "this computer only"
	if len(a.AllowFrom) > 0 {
		from = strings.Join(a.AllowFrom, ", ")
	}
	add("Connect from", from, "other addresses are answered with ESME_RBINDFAIL")
	add("Window", fmt.Sprintf("%d unanswered requests", a.Window), "at that many Relay reads on when answers have left")
	rate := "no limit"
	if a.Rate > 0 {
		rate = fmt.Sprintf("%g a second", a.Rate)
	}
	add("Rate", rate, "more is answered with ESME_RTHROTTLED: wait and send again")
	if a.Daily > 0 || a.Monthly > 0 {
		add("Quota", join(quota(a.Daily, "a day"), quota(a.Monthly, "a month")), "by UTC")
	}
	if a.Hours != "" {
		add("Hours", a.Hours, "outside them ESME_RTHROTTLED")
	}
	if len(a.Senders) > 0 {
		add("Senders", strings.Join(a.Senders, ", "), "others are answered with ESME_RINVSRCADR")
	}
	if len(a.Destinations) > 0 {
		add("Destinations", strings.Join(a.Destinations, ", "), "others are answered with ESME_RINVDSTADR")
	}
	add("enquire_link", "every 30 s to 60 s of silence", "Relay asks too, and closes a session that does not answer")
	add("message_id", a.IDStyle, "an opaque text; SMPP 3.3 always gets 8 hexadecimal digits")
	add("Receipts", a.ReceiptPDU, "when registered_delivery asks for them; kept until a receiver is bound; dates in UTC")
	add("Long texts", "parts with a user data header, SAR TLVs or message_payload", "")
	return out
}

func quota(n int, of string) string {
	if n == 0 {
		return ""
	}
	return gateway.Thousands(int64(n)) + " " + of
}

// SheetText and SheetHTML write the sheet.
func SheetText(account string, lines []Line) string {
	var b strings.Builder
	fmt.Fprintf(&b, "SMPP account %s\n\n", account)
	for _, l := range lines {
		fmt.Fprintf(&b, "%-16s%s\n", l.Name, l.Value)
		if l.Note != "" {
			fmt.Fprintf(&b, "%-16s(%s)\n", "", l.Note)
		}
	}
	return b.String()
}

func SheetHTML(account string, lines []Line) string {
	var b strings.Builder
	name := html.EscapeString(account)
	fmt.Fprintf(&b, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>SMPP account %s</title>\n<style>body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:46em;color:#1b2430}"+
		"td{padding:.4em 1em .4em 0;vertical-align:top;border-bottom:1px solid #e1e6ec}code{font:14px ui-monospace,monospace}small{color:#5d6b7c}</style>\n<h1>SMPP account <code>%s</code></h1>\n<table>\n", name, name)
	for _, l := range lines {
		fmt.Fprintf(&b, "<tr><td>%s<td><code>%s</code>", html.EscapeString(l.Name), html.EscapeString(l.Value))
		if l.Note != "" {
			fmt.Fprintf(&b, "<br><small>%s</small>", html.EscapeString(l.Note))
		}
		b.WriteString("\n")
	}
	b.WriteString("</table>\n")
	return b.String()
}

// handOver shows the sheet of an account, to copy or to save.
func (v *View) handOver(a gateway.Account) {
	lines := HandOver(v.deps.Engine.Config(), v.deps.Engine.Status(), a)
	rows := widgets.VBox(7)
	for _, l := range lines {
		cell := widgets.VBox(1, widgets.NewText(l.Value, theme.Text, 12).Mono().Elide())
		if l.Note != "" {
			cell.Add(widgets.Small(l.Note).Elide())
		}
		rows.Add(widgets.Cols(10, []float32{120, 0}, widgets.Small(l.Name), cell))
	}
	save := func() {
		d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
			if err != nil || w == nil {
				return
			}
			v.deps.Shell.Go(func() func() {
				_, err := w.Write([]byte(SheetHTML(a.SystemID, lines)))
				if cerr := w.Close(); err == nil {
					err = cerr
				}
				return func() {
					if err != nil {
						v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "The sheet was not saved: " + err.Error()})
						return
					}
					v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: "Saved " + w.URI().Name() + "."})
				}
			})
		}, v.deps.Shell.Window())
		d.SetFileName("smpp-" + a.SystemID + ".html")
		d.Resize(fyne.NewSize(900, 600))
		d.Show()
	}
	foot := widgets.PadAll(10, 0, 0, 0, widgets.HBox(8, widgets.Spacer(), widgets.NewButton("Copy as text", nil, widgets.Plain, func() {
		v.deps.Shell.Copy(SheetText(a.SystemID, lines))
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: "Copied."})
	}), widgets.NewButton("Save as HTML…", nil, widgets.Plain, save)))
	d := dialog.NewCustom("How "+a.SystemID+" connects", "Close", widgets.Border(nil, foot, nil, nil, container.NewVScroll(rows)), v.deps.Shell.Window())
	d.Resize(fyne.NewSize(theme.Px(620), theme.Px(520)))
	d.Show()
}
