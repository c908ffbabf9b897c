package addressbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"relay/gateway"
	"relay/gateway/number"
)

// Options say how rows become contacts.
type Options struct {
	Country string // ISO 3166, for numbers as at home
	Plus    bool   // numbers without + begin with their country all the same
}

// Row is a contact of a file, or what is wrong with it.
type Row struct {
	Line    int
	Contact gateway.Contact // OptedOut where the file says so
	Problem string          // "" when it can be taken
	Repeats int             // line of an earlier row with the same number; 0 for none
}

// Rows are a file's contacts in order.
type Rows []Row

// Good are the contacts that can be taken.
func (r Rows) Good() []gateway.Contact {
	var out []gateway.Contact
	for _, x := range r {
		if x.Problem == "" {
			out = append(out, x.Contact)
		}
	}
	return out
}

// Counts are the rows that can be taken, those that can't, and those that repeat
// the number of an earlier one.
func (r Rows) Counts() (good, bad, repeated int) {
	for _, x := range r {
		switch {
		case x.Problem != "":
			bad++
		case x.Repeats > 0:
			repeated++
			good++
		default:
			good++
		}
	}
	return good, bad, repeated
}

// Contacts makes contacts of a table's rows.
func (t Table) Contacts(uses []Use, o Options) Rows {
	out := make(Rows, 0, len(t.Rows))
	for _, line := range t.Rows {
		var c gateway.Contact
		var first, last string
		for i, cell := range line.Cells {
			if i >= len(uses) {
				break
			}
			switch cell = unquote(cell); uses[i].Kind {
			case Name:
				c.Name = cell
			case FirstName:
				first = cell
			case LastName:
				last = cell
			case Number:
				if c.Number == "" {
					c.Number = cell
				}
			case Note:
				c.Note = strings.TrimSpace(c.Note + "\n" + cell)
			case Groups:
				c.Groups = append(c.Groups, splitGroups(cell)...)
			case OptedOut:
				c.OptedOut = yes(cell)
			case Extra:
				if strings.TrimSpace(cell) != "" {
					c.Fields = append(c.Fields, gateway.Field{Key: uses[i].Key, Value: cell})
				}
			}
		}
		if c.Name == "" {
			c.Name = strings.TrimSpace(first + " " + last)
		}
		out = append(out, Row{Line: line.Number, Contact: c})
	}
	return out.check(o)
}

// yes tells whether a cell says yes: it is not empty and none of the words for
// no.
func yes(cell string) bool {
	return !slices.Contains([]string{"", "0", "no", "n", "false", "nem", "nein", "non", "nej", "-"}, strings.ToLower(cell))
}

// check makes numbers international and finds what is wrong with each row.
func (r Rows) check(o Options) Rows {
	first := map[string]int{}
	for i := range r {
		x := &r[i]
		x.Contact = x.Contact.Tidy()
		x.Problem = x.read(o)
		if x.Problem != "" {
			continue
		}
		digits := gateway.CompareForm(x.Contact.Number)
		if at, ok := first[digits]; ok {
			x.Repeats = at
		} else {
			first[digits] = x.Line
		}
	}
	return r
}

// rounded is what a spreadsheet makes of a long number.
var rounded = regexp.MustCompile(`(?i)^\d([.,]\d+)?E\+\d+$`)

// read puts the number into its form and says what is wrong.
func (x *Row) read(o Options) string {
	typed := x.Contact.Number
	if typed == "" {
		if x.Contact.Name != "" {
			return fmt.Sprintf("%s has no number", x.Contact.Name)
		}
		return "it has no number"
	}
	if rounded.MatchString(typed) {
		return fmt.Sprintf("%q was rounded by a spreadsheet: make its column text there and save it again", typed)
	}
	if o.Plus {
		typed = number.WithPlus(typed)
	}
	a, p := number.To(typed, o.Country, true)
	if p != nil {
		return p.String()
	}
	x.Contact.Number = a.Show()
	if p := x.Contact.Check(); len(p) > 0 {
		return strings.TrimPrefix(p[0].Path, "contact.") + ": " + p[0].String()
	}
	return ""
}

// unquote takes away what spreadsheets put before a number so that it stays
// text: an apostrophe, or ="…".
func unquote(cell string) string {
	cell = strings.TrimSpace(cell)
	if s, ok := strings.CutPrefix(cell, `="`); ok && strings.HasSuffix(s, `"`) {
		return strings.TrimSuffix(s, `"`)
	}
	if s, ok := strings.CutPrefix(cell, "'"); ok && s != "" && strings.ContainsRune("=+-@0123456789", rune(s[0])) {
		return s
	}
	return cell
}

func splitGroups(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == ',' || r == '|' || r == '\n' })
}

// Problems are the rows that can't be taken, a line each.
func (r Rows) Problems() string {
	var b strings.Builder
	for _, x := range r {
		if x.Problem != "" {
			fmt.Fprintf(&b, "line %d: %s\n", x.Line, x.Problem)
		}
	}
	return b.String()
}
