package campaigns

import (
	"path/filepath"
	"strings"

	"relay/ui/words"
)

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
	Path, Pasted string // of the table: one of these
	Group        string // of contacts, in place of a table
	Header       string // "yes", "no", "" as it looks
	Number       string // name of the column; "" as it looks
	Plus         bool   // numbers without a plus begin with their country
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
func (d Draft) Empty() bool {
	return d.Path == "" && d.Pasted == "" && d.Group == "" && d.Text == "" && d.Name == ""
}

// NewDraft is a wizard before anything is put in.
func NewDraft() Draft { return Draft{When: Now, Unit: ASecond, Pace: Usual, Zone: LocalZone} }

// Source names where the rows come from, as it is stored.
func (d Draft) Source() string {
	switch {
	case d.Path != "":
		return filepath.Base(d.Path)
	case d.Pasted != "":
		return words.T("pasted rows")
	case d.Group != "":
		return words.T("group %s", d.Group)
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
		case "contacts":
			parts[i] = words.T("contacts##of a group")
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
