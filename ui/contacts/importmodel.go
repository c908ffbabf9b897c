package contacts

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"relay/gateway"
	"relay/gateway/addressbook"
)

// Step is where an import is.
type Step uint8

const (
	Mapping Step = iota // what the columns hold is chosen
	Storing
	Done
)

// Import is a file on its way into the contacts.
type Import struct {
	Name  string // of the file
	Cards bool   // vCards: there are no columns
	Table addressbook.Table
	Uses  []addressbook.Use
	Opts  addressbook.Options
	Group string // that everybody is put into; "" none
	Off   bool   // the numbers go onto the opt-out list, and no contacts are made
	Rows  addressbook.Rows
	Step  Step
	Sent  int // contacts handed over so far
	Sum   gateway.Merged
	text  string
}

// ReadImport reads a file; its rows are not made yet.
func ReadImport(name string, data []byte, country string) (*Import, error) {
	m := &Import{Name: name, text: addressbook.Text(data), Opts: addressbook.Options{Country: country}}
	if m.Cards = addressbook.IsCards(m.text); m.Cards {
		return m, nil
	}
	var err error
	if m.Table, err = addressbook.ReadTable(m.text); err != nil {
		return nil, err
	}
	m.text = ""
	m.Uses = addressbook.Guess(m.Table)
	return m, nil
}

// Make makes the rows anew. It takes a while for large files.
func (m *Import) Make() (addressbook.Rows, error) {
	if m.Cards {
		return addressbook.ReadCards(m.text, m.Opts)
	}
	return m.Table.Contacts(m.Uses, m.Opts), nil
}

// Missing says what the mapping lacks; "" when it can go on.
func (m *Import) Missing() string {
	if utf8.RuneCountInString(m.Group) > gateway.MaxGroupName {
		return fmt.Sprintf("The group's name is too long: at most %d characters.", gateway.MaxGroupName)
	}
	if m.Cards {
		return ""
	}
	for _, u := range m.Uses {
		if u.Kind == addressbook.Number {
			return ""
		}
	}
	return "Say which column holds the numbers."
}

// Good are the contacts to store, in the group that was chosen.
func (m *Import) Good() []gateway.Contact {
	list := m.Rows.Good()
	if group := strings.TrimSpace(m.Group); group != "" {
		for i := range list {
			list[i].Groups = append(slices.Clone(list[i].Groups), group)
		}
	}
	return list
}

// chunk is how many contacts are stored at once; the page shows how far it is
// after each.
const chunk = 1000

// Next is the next chunk to store; empty when all are.
func (m *Import) Next(good []gateway.Contact) []gateway.Contact {
	return good[m.Sent:min(m.Sent+chunk, len(good))]
}

// Verb is what the button says.
func (m *Import) Verb() string {
	good, _, _ := m.Rows.Counts()
	if m.Off {
		return fmt.Sprintf("Put %s on the list", gateway.Plural(good, "number"))
	}
	return "Import " + gateway.Plural(good, "contact")
}

// OptOuts are those of a chunk that go onto the opt-out list: all, or those of
// whom the file says so.
func (m *Import) OptOuts(list []gateway.Contact) (out []gateway.OptOut) {
	for _, c := range list {
		if m.Off || c.OptedOut {
			out = append(out, gateway.OptOut{Number: c.Number, Note: "imported from " + m.Name})
		}
	}
	return out
}

// Stored counts a chunk that was stored.
func (m *Import) Stored(n int, sum gateway.Merged) {
	m.Sent += n
	m.Sum.Added += sum.Added
	m.Sum.Changed += sum.Changed
	m.Sum.Same += sum.Same
}

// Sentence tells how it stands.
func (m *Import) Sentence() string {
	good, bad, repeated := m.Rows.Counts()
	switch {
	case m.Step == Storing:
		return fmt.Sprintf("Storing %s of %s…", gateway.Thousands(int64(m.Sent)), gateway.Thousands(int64(good)))
	case m.Step == Done:
		were := "they were"
		if m.Sum.Same == 1 {
			were = "it was"
		}
		said := fmt.Sprintf("%s added, %s changed, %s as %s", gateway.Thousands(int64(m.Sum.Added)), gateway.Thousands(int64(m.Sum.Changed)), gateway.Thousands(int64(m.Sum.Same)), were)
		if bad > 0 {
			said += fmt.Sprintf(", %s left out", gateway.Plural(bad, "row"))
		}
		return said + "."
	case m.Missing() != "":
		return m.Missing()
	case bad == 0 && repeated == 0:
		return fmt.Sprintf("All %s can be taken.", gateway.Plural(good, "row"))
	}
	said := fmt.Sprintf("%s of %s can be taken", gateway.Thousands(int64(good)), gateway.Plural(len(m.Rows), "row"))
	if repeated > 0 {
		said += fmt.Sprintf("; %s a number of an earlier one and %s added to it", repeat(repeated), isAre(repeated))
	}
	return said + "."
}

func repeat(n int) string {
	if n == 1 {
		return "1 repeats"
	}
	return gateway.Thousands(int64(n)) + " repeat"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// Remark is what a row of the preview says at its end, and whether the row is
// left out.
func Remark(r addressbook.Row) (words string, bad bool) {
	switch {
	case r.Problem != "":
		return r.Problem, true
	case r.Repeats > 0:
		return fmt.Sprintf("same number as line %d", r.Repeats), false
	}
	return strings.Join(r.Contact.Groups, ", "), false
}
