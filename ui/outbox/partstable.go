package outbox

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// PartLine is a part as the table shows it.
type PartLine struct {
	Part    string // "1 of 3"
	Octets  int
	ID      string // the provider's
	State   string
	Color   fyne.ThemeColorName
	Receipt string // when it came
	Times   string // when it left, was answered and ended, and how often it was tried
}

// none stands for a value that there is none of.
const none = "–"

// PartLines are the parts of a message.
func PartLines(m gateway.Message) (out []PartLine) {
	for _, p := range m.PartList {
		state := gateway.Message{State: p.State}
		if p.State == gateway.Queued && p.Status != smpp.ROK {
			state.Error = &gateway.MessageError{}
		}
		l := PartLine{Part: words.T("%d of %d", p.Number, m.Parts), ID: sms.Clean(p.ProviderID), State: StateWord(state, time.Time{}), Color: StateColor(state), Receipt: none}
		var pdu smpp.PDU
		_ = smpp.Decode(&pdu, p.PDU, smpp.V50)
		l.Octets = len(pdu.Text())
		if l.ID == "" {
			l.ID = none
		}
		for _, r := range m.Receipts {
			if r.PartID == p.ID {
				l.Receipt = When(r.ReceivedAt, time.Now())
			}
		}
		var times []string
		if p.Attempts != 1 {
			times = append(times, words.N(p.Attempts, "%s try", "%s tries"))
		}
		if !p.SentAt.IsZero() {
			times = append(times, words.T("sent %s", p.SentAt.Local().Format("15:04:05.000")))
		}
		if !p.AnsweredAt.IsZero() && !p.AnsweredAt.Before(p.SentAt) {
			times = append(times, words.T("answer %s", timeWords(p.AnsweredAt.Sub(p.SentAt))))
		}
		if p.State == gateway.Queued && !p.NextAt.IsZero() {
			times = append(times, words.T("next try %s", p.NextAt.Local().Format("15:04:05")))
		}
		if !p.DoneAt.IsZero() {
			times = append(times, words.T("done %s", p.DoneAt.Local().Format("15:04:05")))
		}
		l.Times = strings.Join(times, " · ")
		out = append(out, l)
	}
	return out
}

// parts is the table of parts. What it has no room for is in the line below each.
func (d *details) parts(m gateway.Message) fyne.CanvasObject {
	lines := PartLines(m)
	if len(lines) == 0 {
		return nil
	}
	widths := []float32{46, 44, 0, 104, 62}
	if !d.roomy() {
		widths = []float32{46, 0, 104}
	}
	row := func(part, octets, id, state, receipt fyne.CanvasObject) fyne.CanvasObject {
		if d.roomy() {
			return widgets.Cols(8, widths, part, octets, id, state, receipt)
		}
		return widgets.Cols(8, widths, part, id, state)
	}
	count := widgets.Small("")
	if m.Done > 0 {
		count = widgets.NewText(words.T("%d of %d delivered", m.Done, m.Parts), theme.Good, 11.5)
	}
	table := widgets.VBox(4,
		widgets.Border(nil, nil, nil, widgets.VMid(count), section(words.T("Parts"))),
		row(widgets.Small(words.T("Part")).Elide(), widgets.Small(words.T("Octets")).Right().Elide(), widgets.Small(words.T("Provider's id")).Elide(), widgets.Small(words.T("Status")).Elide(), widgets.Small(words.T("Receipt")).Elide()),
		widgets.HLine())
	mono := func(s string) *widgets.Text { return widgets.NewText(s, theme.Text, 12).Mono().Elide() }
	for _, l := range lines {
		pill := widgets.HBox(0, widgets.NewPill(l.State, l.Color))
		table.Add(row(widgets.VMid(widgets.NewText(l.Part, theme.Text, 12).Elide()), widgets.VMid(mono(fmt.Sprint(l.Octets)).Right()), widgets.VMid(mono(l.ID)), pill, widgets.VMid(mono(l.Receipt))))
		if l.Times != "" {
			times := l.Times
			if !d.roomy() {
				times = words.N(l.Octets, "%s octet", "%s octets") + " · " + times
			}
			table.Add(widgets.NewWrapped(times, d.inside).Muted())
		}
		table.Add(widgets.HLine())
	}
	return table
}
