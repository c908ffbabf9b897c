package connections

import (
	"context"
	"fmt"
	"html"
	"io"
	"net"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/widgets"
	"relay/ui/words"
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
				note = words.T("only from this computer; listen on 0.0.0.0 for others")
			case ip == nil && host == "", ip != nil && ip.IsUnspecified():
				note = words.T("put this computer's address in place of %s", host)
			}
		}
		add(words.T("Host and port"), address, note)
		if s.TLSCert != "" {
			version, demand := words.T("1.2 or 1.3, from the first octet"), ""
			if s.TLSMin == "1.3" {
				version = words.T("1.3, from the first octet")
			}
			if s.TLSClientCA != "" {
				demand = words.T("with a client certificate, which you get from us")
			}
			add("TLS", version, demand)
		} else {
			add("TLS", words.T("none##TLS"), "")
		}
	}
	add("system_id", a.SystemID, "")
	add("password", words.T("as you were told"), words.T("at most 8 characters unless a longer one was agreed"))
	add("system_type", words.T("any##system_type"), "")
	add(words.T("Bind as"), strings.Join(a.Binds, ", "), words.T("SMPP 3.3 (no transceiver), 3.4 or 5.0"))
	add(words.T("Sessions"), fmt.Sprint(a.MaxBinds), words.T("at the same time; more are answered with ESME_RALYBND"))
	from := words.T("this computer only")
	if len(a.AllowFrom) > 0 {
		from = strings.Join(a.AllowFrom, ", ")
	}
	add(words.T("Connect from"), from, words.T("other addresses are answered with ESME_RBINDFAIL"))
	add(words.T("Window##of unanswered requests"), words.N(a.Window, "%s unanswered request", "%s unanswered requests"), words.T("at that many Relay reads on when answers have left"))
	rate := words.T("no limit")
	if a.Rate > 0 {
		rate = words.T("%s a second", words.Decimal(a.Rate, -1))
	}
	add(words.T("Rate"), rate, words.T("more is answered with ESME_RTHROTTLED: wait and send again"))
	if a.Daily > 0 || a.Monthly > 0 {
		add(words.T("Quota"), quota(a.Daily, a.Monthly), words.T("by UTC"))
	}
	if a.Hours != "" {
		add(words.T("Hours"), a.Hours, words.T("outside them ESME_RTHROTTLED"))
	}
	if len(a.Senders) > 0 {
		add(words.T("Senders"), strings.Join(a.Senders, ", "), words.T("others are answered with ESME_RINVSRCADR"))
	}
	if len(a.Destinations) > 0 {
		add(words.T("Destinations"), strings.Join(a.Destinations, ", "), words.T("others are answered with ESME_RINVDSTADR"))
	}
	add(words.T("Numbers"), "TON 1, NPI 1", words.T("international, without +; a name as sender: TON 5, NPI 0"))
	add("enquire_link", words.T("every 30 s to 60 s of silence"), words.T("Relay asks too, and closes a session that does not answer"))
	add("message_id", a.IDStyle, words.T("an opaque text; SMPP 3.3 always gets 8 hexadecimal digits"))
	add(words.T("Receipts"), a.ReceiptPDU, words.T("when registered_delivery asks for them; kept until a receiver is bound; dates in UTC"))
	add(words.T("Long texts"), words.T("parts with a user data header, SAR TLVs or message_payload"), "")
	return out
}

func quota(daily, monthly int) string {
	day, month := "", ""
	if daily > 0 {
		day = words.T("%s a day", words.Number(int64(daily)))
	}
	if monthly > 0 {
		month = words.T("%s a month", words.Number(int64(monthly)))
	}
	return join(day, month)
}

// SheetText and SheetHTML write the sheet, in the language of the window.
func SheetText(account string, lines []Line) string {
	width := 14
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.Name))
	}
	width += 2
	var b strings.Builder
	b.WriteString(words.T("SMPP account %s", account) + "\n\n")
	for _, l := range lines {
		fmt.Fprintf(&b, "%-*s%s\n", width, l.Name, l.Value)
		if l.Note != "" {
			fmt.Fprintf(&b, "%-*s(%s)\n", width, "", l.Note)
		}
	}
	return b.String()
}

const (
	sheetHead  = "<!doctype html>\n<meta charset=\"utf-8\">\n"
	sheetStyle = "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:46em;color:#1b2430}" +
		"td{padding:.4em 1em .4em 0;vertical-align:top;border-bottom:1px solid #e1e6ec}code{font:14px ui-monospace,monospace}small{color:#5d6b7c}"
)

func SheetHTML(account string, lines []Line) string {
	var b strings.Builder
	title := html.EscapeString(words.T("SMPP account %s", "\x00"))
	name := html.EscapeString(account)
	fmt.Fprintf(&b, sheetHead+"<title>%s</title>\n<style>%s</style>\n<h1>%s</h1>\n<table>\n",
		strings.ReplaceAll(title, "\x00", name), sheetStyle, strings.ReplaceAll(title, "\x00", "<code>"+name+"</code>"))
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

// handOver shows the sheet of an account over the window.
func (v *View) handOver(a gateway.Account) {
	widgets.Tell(v.deps.Shell.Canvas(), words.T("How %s connects", a.SystemID), 680, 560, v.sheet(a, 680-3*14))
}

// sheet is how an account connects, to copy or to save, with a program for each
// language beside it, in a width.
func (v *View) sheet(a gateway.Account, width float32) fyne.CanvasObject {
	lines := HandOver(v.deps.Engine.Config(), v.deps.Engine.Status(), a)
	rows := widgets.VBox(7)
	for _, l := range lines {
		const copied = 30 // width of the button
		room := width - 120 - 2*10 - copied - 2
		cell := widgets.VBox(1, widgets.NewWrapped(l.Value, room))
		if l.Note != "" {
			cell.Add(widgets.NewWrapped(l.Note, room).Muted())
		}
		one := widgets.NewButton("", fyneTheme.ContentCopyIcon(), widgets.Link, func() {
			v.deps.Shell.Copy(l.Value)
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
		})
		rows.Add(widgets.Cols(10, []float32{120, 0, copied}, widgets.VBox(0, widgets.Small(l.Name).Elide()), cell, widgets.VBox(0, one)))
	}
	save := func() {
		ask := widgets.FileAsk{Title: words.T("Save the sheet"), Name: "smpp-" + a.SystemID + ".html", Extensions: []string{".html"}}
		saving.File(v.deps.Shell, ask, func(_ context.Context, w io.Writer, name string) (saving.Told, error) {
			_, err := io.WriteString(w, SheetHTML(a.SystemID, lines))
			return saving.Told{Text: words.T("Written to %s.", name)}, err
		})
	}
	foot := widgets.PadAll(10, 0, 0, 0, widgets.HBox(8, widgets.Spacer(), widgets.NewButton(words.T("Copy as text"), nil, widgets.Plain, func() {
		v.deps.Shell.Copy(SheetText(a.SystemID, lines))
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Copied.")})
	}), widgets.NewButton(words.T("Save as HTML…"), nil, widgets.Plain, save)))
	return v.sampleTabs(a, widgets.Border(nil, foot, nil, nil, container.NewVScroll(rows)))
}
