package campaigns

import (
	"path/filepath"
	"strings"

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
		switch {
		case w.Draft.Group != "":
			w.Draft.Name = w.Draft.Group
		case w.Draft.Path != "":
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
		if w.Draft.Plus {
			typed = number.WithPlus(typed)
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

// Line is what a step's entry says below its name.
func (w *Wizard) Line(s Step) string {
	switch s {
	case StepSource:
		if w.Read {
			return words.N(len(w.Table.Rows), "%s row", "%s rows")
		}
		return words.T("file, rows or group")
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
			return words.T("Choose a file or a group, or paste rows.")
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
