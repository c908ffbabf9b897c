package campaigns

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/sms"
)

// plural writes a number of things.
func plural(n int64, one string) string { return gateway.Plural(int(n), one) }

// Span is a length of time in one or two units.
func Span(d time.Duration) string {
	d = d.Round(time.Second)
	days, hours, minutes, seconds := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60, int(d.Seconds())%60
	two := func(a int, au string, b int, bu string) string {
		if b == 0 {
			return fmt.Sprintf("%d %s", a, au)
		}
		return fmt.Sprintf("%d %s %d %s", a, au, b, bu)
	}
	switch {
	case days > 0:
		return two(days, "d", hours, "h")
	case hours > 0:
		return two(hours, "h", minutes, "min")
	case minutes > 0:
		return two(minutes, "min", seconds, "s")
	}
	return fmt.Sprintf("%d s", seconds)
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
		return t.Format("2 Jan 15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// StateWord is a campaign's state as people read it.
func StateWord(c gateway.Campaign, now time.Time) string {
	switch {
	case c.State == gateway.CampaignRunning && now.Before(c.Plan.Start):
		return "Scheduled"
	case c.State == gateway.CampaignRunning && !open(c, now):
		return "Outside hours"
	}
	w := c.State.String()
	return strings.ToUpper(w[:1]) + w[1:]
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
		return "as fast as the connection takes them"
	case p.Minute:
		return trim(p.Messages) + " a minute"
	}
	return trim(p.Messages) + " a second"
}

func trim(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// RowWord is what became of a row, as people read it.
func RowWord(r gateway.CampaignRow) string {
	w := r.State.String()
	switch {
	case r.State == gateway.RowMessage && r.Message == gateway.Unknown:
		w = "held"
	case r.State == gateway.RowMessage:
		w = r.Message.String()
	}
	return strings.ToUpper(w[:1]) + w[1:]
}

// ReportHead and ReportLine are a campaign's report as CSV.
func ReportHead() string { return gateway.CSVLine("row", "to", "state", "reason", "text", "message") }

// ReportLine is one row of it.
func ReportLine(r gateway.CampaignRow) string {
	id := ""
	if r.MessageID != 0 {
		id = strconv.FormatInt(r.MessageID, 10)
	}
	return gateway.CSVLine(strconv.FormatInt(r.Number, 10), r.To, strings.ToLower(RowWord(r)), r.Reason, r.Text, id)
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

// Causes are the reasons why rows of a campaign did not arrive.
func Causes(c gateway.Campaign, reasons []gateway.CampaignReason) []Cause {
	var out []Cause
	for _, r := range reasons {
		text := r.Text
		if text == "" {
			text = "No reason was given."
		}
		title, rest, cut := strings.Cut(text, ". ")
		if !cut {
			title, rest, _ = strings.Cut(text, ": ")
		}
		if r.Name != "" {
			rest = strings.TrimSpace(rest + " (" + r.Name + ")")
		}
		out = append(out, Cause{Rows: r.Rows, Title: strings.TrimSuffix(title, "."), Text: rest, Reason: r.Text, Bad: true})
	}
	for _, x := range []Cause{
		{Rows: c.LeftOut[gateway.RowInvalid], Title: "Invalid", Text: "no number that can be reached, or a field is empty"},
		{Rows: c.LeftOut[gateway.RowDuplicate], Title: "Duplicate", Text: "the number stands in an earlier row"},
		{Rows: c.LeftOut[gateway.RowOptedOut], Title: "Opted out", Text: "these people want no messages"},
		{Rows: c.LeftOut[gateway.RowStopped], Title: "Stopped", Text: "the campaign ended before their turn"},
		{Rows: c.Out[gateway.Cancelled], Title: "Cancelled", Text: "taken back before they had left"},
	} {
		if x.Rows > 0 {
			out = append(out, x)
		}
	}
	return out
}
