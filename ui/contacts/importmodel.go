package contacts

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"relay/gateway"
	"relay/gateway/addressbook"
	"relay/ui/words"
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
func ReadImport(ctx context.Context, name string, data []byte, country string) (*Import, error) {
	m := &Import{Name: name, Opts: addressbook.Options{Country: country}}
	err := addressbook.Unreadable(data)
	switch {
	case err != nil:
	case addressbook.IsWorkbook(data):
		m.Table, err = addressbook.ReadWorkbook(ctx, data)
	default:
		text := addressbook.Text(data)
		if m.Cards = addressbook.IsCards(text); m.Cards {
			m.text = text
			return m, nil
		}
		m.Table, err = addressbook.ReadTable(text)
	}
	if err != nil {
		return nil, err
	}
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
		return words.T("The group's name is too long: at most %d characters.", gateway.MaxGroupName)
	}
	if m.Cards {
		return ""
	}
	for _, u := range m.Uses {
		if u.Kind == addressbook.Number {
			return ""
		}
	}
	return words.T("Say which column holds the numbers.")
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
		return words.N(good, "Put %s number on the list", "Put %s numbers on the list")
	}
	return words.N(good, "Import %s contact", "Import %s contacts")
}

// importedFrom begins the note of a number that an import put on the list. It is
// stored, so it is English.
const importedFrom = "imported from "

// OptOuts are those of a chunk that go onto the opt-out list: all, or those of
// whom the file says so.
func (m *Import) OptOuts(list []gateway.Contact) (out []gateway.OptOut) {
	for _, c := range list {
		if m.Off || c.OptedOut {
			out = append(out, gateway.OptOut{Number: c.Number, Note: importedFrom + m.Name})
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
	m.Sum.Erased += sum.Erased
}

// Sentence tells how it stands.
func (m *Import) Sentence() string {
	good, bad, repeated := m.Rows.Counts()
	switch {
	case m.Step == Storing:
		return words.T("Storing %s of %s…", words.Number(int64(m.Sent)), words.Number(int64(good)))
	case m.Step == Done:
		said := words.N(m.Sum.Same, "%[2]s added, %[3]s changed, %[1]s as it was", "%[2]s added, %[3]s changed, %[1]s as they were", words.Number(int64(m.Sum.Added)), words.Number(int64(m.Sum.Changed)))
		if m.Sum.Erased > 0 {
			said = words.T("%s, %s", said, words.N(m.Sum.Erased, "%s number left out as its data was erased", "%s numbers left out as their data was erased"))
		}
		if bad > 0 {
			said = words.T("%s, %s", said, words.N(bad, "%s row left out", "%s rows left out"))
		}
		return words.T("%s.", said)
	case m.Missing() != "":
		return m.Missing()
	case bad == 0 && repeated == 0:
		return words.N(good, "All %s row can be taken.", "All %s rows can be taken.")
	}
	said := words.N(len(m.Rows), "%[2]s of %[1]s row can be taken", "%[2]s of %[1]s rows can be taken", words.Number(int64(good)))
	if repeated > 0 {
		said = words.T("%s; %s", said, words.N(repeated, "%s repeats a number of an earlier one and is added to it", "%s repeat a number of an earlier one and are added to it"))
	}
	return words.T("%s.", said)
}

// Remark is what a row of the preview says at its end, and whether the row is
// left out.
func Remark(r addressbook.Row) (remark string, bad bool) {
	switch {
	case r.Problem != "":
		return words.Said(r.Problem), true
	case r.Repeats > 0:
		return words.T("same number as line %d", r.Repeats), false
	}
	return strings.Join(r.Contact.Groups, ", "), false
}
