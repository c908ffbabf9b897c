package campaigns

import (
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/number"
	"relay/gateway/sms"
	"relay/ui/words"
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
	return [...]string{words.T("Source"), words.T("Columns"), words.T("Message"), words.T("Check"), words.T("Send")}[s]
}

// The wizard's choices, as a draft has them.
const (
	Automatic = "Automatic (routes)"
	Now       = "Now"
	AtATime   = "At a time"
	LocalZone = "This computer's"
	ASecond   = "a second"
	AMinute   = "a minute"
	Usual     = "20" // the pace of a new campaign
)

// ChoiceWords is a choice as people read it; what is no choice stays.
func ChoiceWords(value string) string {
	switch value {
	case Automatic:
		return words.T("Automatic (routes)")
	case Now:
		return words.T("Now")
	case AtATime:
		return words.T("At a time")
	case LocalZone:
		return words.T("This computer's")
	case ASecond:
		return words.T("a second")
	case AMinute:
		return words.T("a minute")
	}
	return value
}

// choices are several as people read them, for a pick list.
func choices(values ...string) (out []string) {
	for _, v := range values {
		out = append(out, ChoiceWords(v))
	}
	return out
}

// choiceOf is the one of some choices that is shown so; what is none of them
// stays.
func choiceOf(shown string, values ...string) string {
	for _, v := range values {
		if ChoiceWords(v) == shown {
			return v
		}
	}
	return shown
}

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
		w.Draft.Name = words.T("Campaign")
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
func (w *Wizard) ColumnWords() (line string, bad bool) {
	i := w.Column()
	if i < 0 {
		return words.T("No column holds phone numbers. Choose the one that should."), true
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
			first = words.T("Row %d: %s.", w.Table.Number(k), words.Said(why))
		}
	}
	line = words.N(n, "%[2]s of the first %[1]s row has a number that can be reached.", "%[2]s of the first %[1]s rows have a number that can be reached.", words.Number(int64(good)))
	if first != "" {
		line += " " + sms.Clean(first)
	}
	return line, good == 0
}

// Source names where the rows come from, as it is stored.
func (d Draft) Source() string {
	switch {
	case d.Path != "":
		return filepath.Base(d.Path)
	case d.Pasted != "":
		return words.T("pasted rows")
	}
	return ""
}

// SourceWords is the same as people read it.
func (d Draft) SourceWords() string {
	if d.Path == "" && d.Pasted != "" {
		return words.T("pasted rows")
	}
	return d.Source()
}

// foundWords says what a file is: the kind, what stands between its cells and the
// encoding, of which only the second is a word.
func foundWords(found string) string {
	parts := strings.Split(found, ", ")
	for i, p := range parts {
		switch p {
		case "one column":
			parts[i] = words.T("one column")
		case "commas":
			parts[i] = words.T("commas")
		case "semicolons":
			parts[i] = words.T("semicolons")
		case "tabs":
			parts[i] = words.T("tabs")
		case "bars":
			parts[i] = words.T("bars")
		}
		if name, ok := strings.CutPrefix(p, "sheet "); ok {
			parts[i] = words.T("sheet %s", name)
		}
		if mark, ok := strings.CutSuffix(p, " between cells"); ok {
			parts[i] = words.T("%s between cells", mark)
		}
	}
	return strings.Join(parts, ", ")
}

// Line is what a step's entry says below its name.
func (w *Wizard) Line(s Step) string {
	switch s {
	case StepSource:
		if w.Read {
			return words.N(len(w.Table.Rows), "%s row", "%s rows")
		}
		return words.T("file or pasted rows")
	case StepColumns:
		if w.Read && w.Column() >= 0 {
			return words.T("numbers in %s", w.Table.Header[w.Column()])
		}
		return words.T("where numbers are")
	case StepMessage:
		if w.Draft.Text != "" {
			return w.Draft.Name
		}
		return words.T("one text for all")
	case StepCheck:
		if w.Checked {
			if left := len(w.Result.Rows) - w.Result.Ready; left > 0 {
				return words.N(left, "%s row left out", "%s rows left out")
			}
			return words.T("every row goes out")
		}
		return words.T("what goes out")
	}
	return words.T("schedule and pace")
}

// Trouble is why a step is not done yet; "" when it is.
func (w *Wizard) Trouble(s Step) string {
	switch s {
	case StepSource:
		switch {
		case w.Broken != "":
			return w.Broken
		case !w.Read:
			return words.T("Choose a file or paste rows.")
		}
	case StepColumns:
		if w.Column() < 0 {
			return words.T("Choose the column that holds the numbers.")
		}
	case StepMessage:
		if p := w.TextProblem(); p != "" {
			return p
		}
		if p := w.problems().At("campaign.name"); len(p) > 0 {
			return words.Problem(p[0])
		}
		if p := w.FromProblem(); p != "" {
			return p
		}
		if p := w.problems().At("campaign.link"); len(p) > 0 {
			return words.Problem(p[0])
		}
	case StepCheck:
		switch {
		case !w.Checked:
			return words.T("The rows are not checked yet.")
		case w.Result.Ready == 0:
			return words.T("No row can go out: see why, and change the table or the text.")
		}
	case StepSend:
		for _, k := range []string{"date", "time", "zone", "hours", "pace"} {
			if p := w.problems().At("campaign." + k); len(p) > 0 {
				return words.Problem(p[0])
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
		return words.T("Write a text.")
	}
	t, err := campaign.ParseTemplate(w.Draft.Text)
	if err != nil {
		return words.Error(err)
	}
	for _, f := range t.Fields() {
		known := false
		for _, h := range w.Table.Header {
			known = known || strings.EqualFold(h, f)
		}
		if !known {
			return words.T("There is no column %q: use one of the fields below.", f)
		}
	}
	return ""
}

// FromProblem is what is wrong with the sender.
func (w *Wizard) FromProblem() string {
	if _, _, p := number.From(w.Draft.From, w.Config.General.Country); p != nil {
		return words.Problem(*p)
	}
	return ""
}

// Plan is the draft as a plan; problems by path.
func (w *Wizard) Plan() (gateway.CampaignPlan, gateway.Problems) {
	d := w.Draft
	p := gateway.CampaignPlan{Name: strings.TrimSpace(d.Name), Source: d.Source(), Text: d.Text, From: strings.TrimSpace(d.From), Hours: strings.TrimSpace(d.Hours)}
	var out gateway.Problems
	add := func(field, text string) {
		out = append(out, gateway.Problem{Path: "campaign." + field, Key: "%s", Args: []any{text}})
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
			add("pace", words.T("%q is no number: write messages a second or minute, or nothing for as fast as it goes", s))
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
			add("date", words.T("%q is no day: write it as 2026-11-23", d.Date))
		}
		clock, err := time.Parse("15:04", strings.TrimSpace(d.Time))
		if err != nil {
			add("time", words.T("%q is no time: write it as 09:00", d.Time))
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
	rate, by, most := p.Pace.PerSecond(), "", ""
	for _, c := range w.Result.Costs {
		link, ok := w.Config.Client(c.Link)
		if !ok || link.PerSecond() <= 0 {
			continue
		}
		parts := float64(w.Result.Parts) / float64(w.Result.Ready)
		if limit := link.PerSecond() / parts; rate == 0 || limit < rate {
			rate, by, most = limit, c.Link, words.Decimal(link.PerSecond(), -1)
		}
	}
	if rate <= 0 {
		return words.T("It takes as long as the connection needs: no limit is set.")
	}
	d := time.Duration(float64(w.Result.Ready) / rate * float64(time.Second))
	start := now
	if p.Start.After(now) {
		start = p.Start
	}
	long, end := Span(max(d, time.Second)), words.Time(p.In(start.Add(d)), "Mon 2 Jan 15:04")
	switch {
	case by == "" && p.Hours != "":
		return words.T("It takes about %s at the pace you set, within its hours.", long)
	case by == "":
		return words.T("It takes about %s at the pace you set, and ends about %s.", long, end)
	case p.Hours != "":
		return words.T("It takes about %s at the limit of %s, %s parts a second, within its hours.", long, by, most)
	}
	return words.T("It takes about %s at the limit of %s, %s parts a second, and ends about %s.", long, by, most, end)
}

// Past says so when the time is over already.
func (w *Wizard) Past(now time.Time) string {
	if p, _ := w.Plan(); w.Draft.When == AtATime && !p.Start.IsZero() && p.Start.Before(now) {
		return words.T("That time is over: it would start at once.")
	}
	return ""
}

// Problem is an error in words for a person.
func Problem(err error) string {
	return words.Error(err)
}
