package campaigns

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/number"
	"relay/gateway/sms"
)

// Step is one page of the wizard.
type Step int

// The steps in order.
const (
	StepSource Step = iota
	StepColumns
	StepMessage
	StepCheck
	StepSend
	steps
)

// String is the step's name.
func (s Step) String() string {
	return [...]string{"Source", "Columns", "Message", "Check", "Send"}[s]
}

// Words of the wizard's choices.
const (
	Automatic = "Automatic (routes)"
	Now       = "Now"
	AtATime   = "At a time"
	LocalZone = "This computer's"
	ASecond   = "a second"
	AMinute   = "a minute"
	Usual     = "20" // the pace of a new campaign
)

// Draft is what a person has put into the wizard; it is stored as it is, so that
// they can leave and come back. The rows are read again from the file.
type Draft struct {
	Path, Pasted string // of the table: one of the two
	Header       string // "yes", "no", "" as it looks
	Number       string // name of the column; "" as it looks
	Name, Text   string
	Link, From   string
	Simplify     bool
	Valid        string // "6h"; "": as the provider
	Flash        bool
	When         string
	Date, Time   string // 2026-11-23, 09:00
	Zone         string
	Hours        string
	Pace, Unit   string
	Step         Step
}

// Empty tells whether nothing was put in that would be lost.
func (d Draft) Empty() bool { return d.Path == "" && d.Pasted == "" && d.Text == "" && d.Name == "" }

// NewDraft is a wizard before anything is put in.
func NewDraft() Draft { return Draft{When: Now, Unit: ASecond, Pace: Usual, Zone: LocalZone} }

// Wizard is the draft with what is known of it.
type Wizard struct {
	Draft   Draft
	Table   campaign.Table
	Read    bool // Table is the draft's
	Result  campaign.Result
	Checked bool // Result is the draft's
	Broken  string
	Config  gateway.Config
}

// SetTable takes a table that was read.
func (w *Wizard) SetTable(t campaign.Table) {
	w.Table, w.Read, w.Checked, w.Broken = t, true, false, ""
	if w.Draft.Header != "" {
		w.SetHeader(w.Draft.Header == "yes")
	}
	if w.Draft.Name == "" {
		w.Draft.Name = "Campaign"
		if w.Draft.Path != "" {
			base := filepath.Base(w.Draft.Path)
			w.Draft.Name = strings.TrimSuffix(base, filepath.Ext(base))
		}
	}
}

// SetHeader says whether the first row names the columns.
func (w *Wizard) SetHeader(on bool) {
	w.Table.SetNamed(on)
	w.Draft.Header = map[bool]string{true: "yes", false: "no"}[on]
	w.Checked = false
}

// Column is the column of the numbers, -1 for none.
func (w *Wizard) Column() int {
	for i, h := range w.Table.Header {
		if h == w.Draft.Number {
			return i
		}
	}
	return campaign.GuessNumber(w.Table.Header, w.Table.Rows)
}

// Sample is how many of the first rows are looked at for a word about a column.
const sampleRows = 200

// ColumnWords says what the first rows have in the column of the numbers.
func (w *Wizard) ColumnWords() (words string, bad bool) {
	i := w.Column()
	if i < 0 {
		return "No column holds phone numbers. Choose the one that should.", true
	}
	n, good, first := 0, 0, ""
	for k, r := range w.Table.Rows[:min(sampleRows, len(w.Table.Rows))] {
		n++
		typed := ""
		if i < len(r) {
			typed = r[i]
		}
		if _, why := campaign.Recipient(typed, w.Config.General.Country, true); why == "" {
			good++
		} else if first == "" {
			first = fmt.Sprintf("Row %d: %s.", w.Table.Number(k), why)
		}
	}
	words = fmt.Sprintf("%d of the first %d rows have a number that can be reached.", good, n)
	if first != "" {
		words += " " + sms.Clean(first)
	}
	return words, good == 0
}

// Source names where the rows come from.
func (d Draft) Source() string {
	switch {
	case d.Path != "":
		return filepath.Base(d.Path)
	case d.Pasted != "":
		return "pasted rows"
	}
	return ""
}

// Line is what a step's entry says below its name.
func (w *Wizard) Line(s Step) string {
	switch s {
	case StepSource:
		if w.Read {
			return plural(int64(len(w.Table.Rows)), "row")
		}
		return "file or pasted rows"
	case StepColumns:
		if w.Read && w.Column() >= 0 {
			return "numbers in " + w.Table.Header[w.Column()]
		}
		return "where numbers are"
	case StepMessage:
		if w.Draft.Text != "" {
			return w.Draft.Name
		}
		return "one text for all"
	case StepCheck:
		if w.Checked {
			if left := len(w.Result.Rows) - w.Result.Ready; left > 0 {
				return plural(int64(left), "row") + " left out"
			}
			return "every row goes out"
		}
		return "what goes out"
	}
	return "schedule and pace"
}

// Trouble is why a step is not done yet; "" when it is.
func (w *Wizard) Trouble(s Step) string {
	switch s {
	case StepSource:
		switch {
		case w.Broken != "":
			return w.Broken
		case !w.Read:
			return "Choose a file or paste rows."
		}
	case StepColumns:
		if w.Column() < 0 {
			return "Choose the column that holds the numbers."
		}
	case StepMessage:
		if p := w.TextProblem(); p != "" {
			return p
		}
		if p := w.problems().At("campaign.name"); len(p) > 0 {
			return p[0].String()
		}
		if p := w.FromProblem(); p != "" {
			return p
		}
		if p := w.problems().At("campaign.link"); len(p) > 0 {
			return p[0].String()
		}
	case StepCheck:
		switch {
		case !w.Checked:
			return "The rows are not checked yet."
		case w.Result.Ready == 0:
			return "No row can go out: see why, and change the table or the text."
		}
	case StepSend:
		for _, k := range []string{"date", "time", "zone", "hours", "pace"} {
			if p := w.problems().At("campaign." + k); len(p) > 0 {
				return p[0].String()
			}
		}
	}
	return ""
}

// Reaches tells whether a step can be opened: all before it are done.
func (w *Wizard) Reaches(s Step) bool {
	for b := range s {
		if w.Trouble(b) != "" {
			return false
		}
	}
	return true
}

// TextProblem is what is wrong with the text.
func (w *Wizard) TextProblem() string {
	if strings.TrimSpace(w.Draft.Text) == "" {
		return "Write a text."
	}
	t, err := campaign.ParseTemplate(w.Draft.Text)
	if err != nil {
		return err.Error()
	}
	for _, f := range t.Fields() {
		known := false
		for _, h := range w.Table.Header {
			known = known || strings.EqualFold(h, f)
		}
		if !known {
			return fmt.Sprintf("There is no column %q: use one of the fields below.", f)
		}
	}
	return ""
}

// FromProblem is what is wrong with the sender.
func (w *Wizard) FromProblem() string {
	if _, _, p := number.From(w.Draft.From, w.Config.General.Country); p != nil {
		return p.String()
	}
	return ""
}

// Plan is the draft as a plan; problems by path.
func (w *Wizard) Plan() (gateway.CampaignPlan, gateway.Problems) {
	d := w.Draft
	p := gateway.CampaignPlan{Name: strings.TrimSpace(d.Name), Source: d.Source(), Text: d.Text, From: strings.TrimSpace(d.From), Hours: strings.TrimSpace(d.Hours)}
	var out gateway.Problems
	add := func(field, key string, args ...any) {
		out = append(out, gateway.Problem{Path: "campaign." + field, Key: key, Args: args})
	}
	if d.Link != Automatic {
		p.Link = d.Link
	}
	if d.Zone != LocalZone {
		p.Zone = strings.TrimSpace(d.Zone)
	}
	if v, err := gateway.ParseDuration(d.Valid); err == nil && d.Valid != "" {
		p.Valid = v
	}
	p.Flash = d.Flash
	p.Pace.Minute = d.Unit == AMinute
	if s := strings.TrimSpace(d.Pace); s != "" {
		n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			add("pace", "%q is no number: write messages a second or minute, or nothing for as fast as it goes", s)
		}
		p.Pace.Messages = n
	}
	if d.When == AtATime {
		zone := time.Local
		if p.Zone != "" {
			if z, err := time.LoadLocation(p.Zone); err == nil {
				zone = z
			}
		}
		day, err := time.ParseInLocation("2006-01-02", strings.TrimSpace(d.Date), zone)
		if err != nil {
			add("date", "%q is no day: write it as 2026-11-23", d.Date)
		}
		clock, err := time.Parse("15:04", strings.TrimSpace(d.Time))
		if err != nil {
			add("time", "%q is no time: write it as 09:00", d.Time)
		}
		p.Start = time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
	}
	return p, append(out, p.Validate(w.Config)...)
}

func (w *Wizard) problems() gateway.Problems {
	_, p := w.Plan()
	return p
}

// Job is what is to be checked.
func (w *Wizard) Job() campaign.Job {
	p, _ := w.Plan()
	return campaign.Job{Config: w.Config, Plan: p, Table: w.Table, Number: w.Column(), Simplify: w.Draft.Simplify}
}

// Link is the chosen connection's configuration.
func (w *Wizard) Link() (gateway.ClientConfig, bool) { return w.Config.Client(w.Draft.Link) }

// Simulated tells whether all that goes out goes to the simulator.
func (w *Wizard) Simulated() bool {
	return w.Checked && w.Result.Ready > 0 && w.Result.Simulated == w.Result.Ready
}

// Ends says how long sending takes, and what sets the speed.
func (w *Wizard) Ends(now time.Time) string {
	p, problems := w.Plan()
	if len(problems) > 0 || !w.Checked || w.Result.Ready == 0 {
		return ""
	}
	rate, by := p.Pace.PerSecond(), "the pace you set"
	for _, c := range w.Result.Costs {
		link, ok := w.Config.Client(c.Link)
		if !ok || link.PerSecond() <= 0 {
			continue
		}
		parts := float64(w.Result.Parts) / float64(w.Result.Ready)
		if most := link.PerSecond() / parts; rate == 0 || most < rate {
			rate, by = most, fmt.Sprintf("the limit of %s, %s parts a second", c.Link, trim(link.PerSecond()))
		}
	}
	if rate <= 0 {
		return "It takes as long as the connection needs: no limit is set."
	}
	d := time.Duration(float64(w.Result.Ready) / rate * float64(time.Second))
	start := now
	if p.Start.After(now) {
		start = p.Start
	}
	words := fmt.Sprintf("It takes about %s at %s", Span(max(d, time.Second)), by)
	if p.Hours != "" {
		return words + ", within its hours."
	}
	return words + ", and ends about " + p.In(start.Add(d)).Format("Mon 2 Jan 15:04") + "."
}

// Past says so when the time is over already.
func (w *Wizard) Past(now time.Time) string {
	if p, _ := w.Plan(); w.Draft.When == AtATime && !p.Start.IsZero() && p.Start.Before(now) {
		return "That time is over: it would start at once."
	}
	return ""
}

// Problem is an error in words for a person.
func Problem(err error) string {
	var p gateway.Problems
	if errors.As(err, &p) && len(p) > 0 {
		return p[0].String()
	}
	return err.Error()
}
