package campaigns

import (
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Span is a length of time in one or two units.
func Span(d time.Duration) string {
	d = d.Round(time.Second)
	days, hours, minutes, seconds := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case days > 0 && hours == 0:
		return words.T("%d d", days)
	case days > 0:
		return words.T("%d d %d h", days, hours)
	case hours > 0 && minutes == 0:
		return words.T("%d h", hours)
	case hours > 0:
		return words.T("%d h %d min", hours, minutes)
	case minutes > 0 && seconds == 0:
		return words.T("%d min", minutes)
	case minutes > 0:
		return words.T("%d min %d s", minutes, seconds)
	}
	return words.T("%d s", seconds)
}

// When is a time for people: the clock today, else the day too.
func When(t, now time.Time) string {
	if t.IsZero() {
		return "–"
	}
	t, now = t.Local(), now.Local()
	switch {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return t.Format("15:04:05")
	case t.Year() == now.Year():
		return words.Time(t, "2 Jan 15:04")
	}
	return words.Time(t, "2 Jan 2006 15:04")
}

// StateWord is a campaign's state as people read it.
func StateWord(c gateway.Campaign, now time.Time) string {
	switch c.State {
	case gateway.CampaignFilling:
		return words.T("Filling##campaign")
	case gateway.CampaignPaused:
		return words.T("Paused##campaign")
	case gateway.CampaignStopped:
		return words.T("Stopped##campaign")
	case gateway.CampaignFinished:
		return words.T("Finished##campaign")
	}
	switch {
	case now.Before(c.Plan.Start):
		return words.T("Scheduled##campaign")
	case !open(c, now):
		return words.T("Outside hours")
	}
	return words.T("Running##campaign")
}

func open(c gateway.Campaign, now time.Time) bool {
	h, err := gateway.ParseHours(c.Plan.Hours)
	return err != nil || c.Waiting == 0 || h.Open(c.Plan.In(now))
}

// Share is how much of a campaign has left, 0 to 1.
func Share(c gateway.Campaign) float64 {
	if g := c.Going(); g > 0 {
		return float64(c.Left()) / float64(g)
	}
	return 0
}

// PaceWords says how fast a campaign may go.
func PaceWords(p gateway.CampaignPace) string {
	switch {
	case p.Messages <= 0:
		return words.T("as fast as the connection takes them")
	case p.Minute:
		return words.T("%s a minute", words.Decimal(p.Messages, -1))
	}
	return words.T("%s a second", words.Decimal(p.Messages, -1))
}

func trim(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// rowState is what became of a row, as files have it.
func rowState(r gateway.CampaignRow) string {
	switch {
	case r.State == gateway.RowMessage && r.Message == gateway.Unknown:
		return "held"
	case r.State == gateway.RowMessage:
		return r.Message.String()
	}
	return r.State.String()
}

// RowWord is what became of a row, as people read it.
func RowWord(r gateway.CampaignRow) string {
	switch r.State {
	case gateway.RowInvalid:
		return words.T("Invalid")
	case gateway.RowDuplicate:
		return words.T("Duplicate")
	case gateway.RowOptedOut:
		return words.T("Opted out")
	case gateway.RowRefused:
		return words.T("Refused##message")
	case gateway.RowStopped:
		return words.T("Stopped##message")
	case gateway.RowMessage:
		return messageWord(r.Message)
	}
	return words.T("Waiting##message")
}

// messageWord is a message's state.
func messageWord(s gateway.MessageState) string {
	switch s {
	case gateway.Queued:
		return words.T("Queued")
	case gateway.Sending:
		return words.T("Sending")
	case gateway.Accepted:
		return words.T("Accepted")
	case gateway.Delivered:
		return words.T("Delivered")
	case gateway.Failed:
		return words.T("Failed")
	case gateway.Expired:
		return words.T("Expired")
	case gateway.Cancelled:
		return words.T("Cancelled")
	case gateway.Received:
		return words.T("Received")
	}
	return words.T("Held")
}

// ReportHead and ReportLine are a campaign's report as CSV.
func ReportHead() string {
	return gateway.CSVLine("row", "to", "state", "reason", "text", "message", "sent_at", "link", "parts", "cost", "currency")
}

// ReportLine is one row of it; what it cost stands there once it was charged for.
func ReportLine(r gateway.CampaignRow, c gateway.Campaign, cfg gateway.Config) string {
	id := ""
	if r.MessageID != 0 {
		id = strconv.FormatInt(r.MessageID, 10)
	}
	at := ""
	if !r.At.IsZero() {
		at = r.At.Local().Format("2006-01-02 15:04:05")
	}
	parts := ""
	if r.Parts > 0 {
		parts = strconv.Itoa(r.Parts)
	}
	cost, currency := rowCost(r, c, cfg)
	return gateway.CSVLine(strconv.FormatInt(r.Number, 10), r.To, rowState(r), r.Reason, r.Text, id, at, r.Link, parts, cost, currency)
}

// ReportName is a file name for a campaign's report.
func ReportName(c gateway.Campaign) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < 0x20 {
			return '-'
		}
		return r
	}, sms.Clean(c.Plan.Name))
	return strings.TrimSpace(name) + " report.csv"
}

// Cause is a reason why rows did not arrive, with how many there are.
type Cause struct {
	Rows   int64
	Title  string
	Text   string
	Reason string // by which the rows are found; "" for those left out
	Bad    bool   // it failed; else it was left out on purpose
}

// cutTitle takes what stands before the first full stop, else the first colon, of
// a reason; Chinese has its own marks, without a space.
func cutTitle(text string) (title, rest string) {
	for _, mark := range []string{". ", "。", ": ", ":"} {
		if a, b, ok := strings.Cut(text, mark); ok && b != "" {
			title, rest = a, b
			break
		}
	}
	if title == "" {
		title = text
	}
	return strings.TrimRight(title, ".。 \u00a0\u202f"), rest
}

// Causes are the reasons why rows of a campaign did not arrive.
func Causes(c gateway.Campaign, reasons []gateway.CampaignReason) []Cause {
	var out []Cause
	for _, r := range reasons {
		text := words.Said(r.Text)
		if text == "" {
			text = words.T("No reason was given.")
		}
		title, rest := cutTitle(text)
		if r.Name != "" {
			rest = strings.TrimSpace(rest + " (" + r.Name + ")")
		}
		out = append(out, Cause{Rows: r.Rows, Title: title, Text: rest, Reason: r.Text, Bad: true})
	}
	for _, x := range []Cause{
		{Rows: c.LeftOut[gateway.RowInvalid], Title: words.T("Invalid"), Text: words.T("no number that can be reached, or a field is empty")},
		{Rows: c.LeftOut[gateway.RowDuplicate], Title: words.T("Duplicate"), Text: words.T("the number stands in an earlier row")},
		{Rows: c.LeftOut[gateway.RowOptedOut], Title: words.T("Opted out"), Text: words.T("these people want no messages")},
		{Rows: c.LeftOut[gateway.RowStopped], Title: words.T("Stopped"), Text: words.T("the campaign ended before their turn")},
		{Rows: c.Out[gateway.Cancelled], Title: words.T("Cancelled"), Text: words.T("taken back before they had left")},
	} {
		if x.Rows > 0 {
			out = append(out, x)
		}
	}
	return out
}
