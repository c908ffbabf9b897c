package addressbook

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Kind is what a column holds.
type Kind uint8

const (
	LeaveOut Kind = iota
	Name
	FirstName
	LastName
	Number
	Note
	Groups
	OptedOut // yes, or anything but no
	Extra    // a field of its own
)

// Use is what a column is taken for; Key names the field of Extra.
type Use struct {
	Kind Kind
	Key  string
}

// kinds are the words for what a column may hold, in the order of a pick list.
var kinds = [...]struct {
	kind  Kind
	words string
	heads []string // titles that mean it, without blanks and signs
}{
	{Number, "Number", []string{"number", "phone", "phonenumber", "mobile", "mobilenumber", "mobilephone", "cell", "cellphone", "tel", "telephone", "msisdn", "to", "recipient", "sms", "primaryphone", "phone1value",
		"telefon", "telefonnummer", "telefonszam", "mobil", "mobiltelefon", "handy", "handynummer", "rufnummer", "nummer", "szam", "telefono", "movil", "numero", "telephonemobile", "portable", "mobilnummer", "telefonnumber"}},
	{Name, "Name", []string{"name", "fullname", "displayname", "contact", "contactname", "customer", "nev", "teljesnev", "nom", "nombre", "namn", "navn", "nome", "kunde"}},
	{FirstName, "First name", []string{"firstname", "first", "given", "givenname", "forename", "vorname", "keresztnev", "utonev", "prenom", "fornamn", "fornavn"}},
	{LastName, "Last name", []string{"lastname", "last", "surname", "family", "familyname", "nachname", "vezeteknev", "csaladnev", "apellido", "apellidos", "efternamn", "etternavn"}},
	{Note, "Note", []string{"note", "notes", "comment", "comments", "remark", "notiz", "bemerkung", "megjegyzes", "notas", "anteckning"}},
	{Groups, "Groups", []string{"group", "groups", "list", "lists", "tag", "tags", "category", "categories", "gruppe", "gruppen", "csoport", "csoportok", "groupmembership", "labels"}},
	{OptedOut, "Opted out", []string{"optedout", "optout", "unsubscribed", "stop"}},
	{LeaveOut, "Leave out", nil},
}

// extraWords begin the words of a field of its own.
const extraWords = "Field "

// Words is a use as a pick list shows it.
func (u Use) Words() string {
	if u.Kind == Extra {
		return fmt.Sprintf("%s%q", extraWords, u.Key)
	}
	for _, k := range kinds {
		if k.kind == u.Kind {
			return k.words
		}
	}
	return ""
}

// Uses are what a column with a title may be taken for, in order.
func Uses(title string) []Use {
	out := []Use{}
	for _, k := range kinds {
		out = append(out, Use{Kind: k.kind})
	}
	if key := KeyOf(title); key != "" {
		out = slices.Insert(out, len(out)-1, Use{Extra, key})
	}
	return out
}

// KeyOf is a title as the name of a field.
func KeyOf(title string) string {
	key := strings.Map(func(r rune) rune {
		if strings.ContainsRune("{}|", r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.TrimSpace(title))
	if r := []rune(key); len(r) > 40 {
		key = string(r[:40])
	}
	return strings.TrimSpace(key)
}

// bare is a title without case, accents of Latin letters, blanks and signs.
func bare(title string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if i := strings.IndexRune("áàâäãåéèêëíìîïóòôöõőøúùûüűñç", r); i >= 0 {
			return []rune("aaaaaaeeeeiiiiooooooouuuuunc")[len([]rune("áàâäãåéèêëíìîïóòôöõőøúùûüűñç"[:i]))]
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, title)
}

// Guess says what each column of a table holds: by its title, and the number,
// where no title says so, by its cells. What nobody knows becomes a field.
func Guess(t Table) []Use {
	out := make([]Use, len(t.Columns))
	taken := map[Kind]bool{}
	for i, title := range t.Columns {
		head := bare(title)
		for _, k := range kinds {
			if slices.Contains(k.heads, head) && !taken[k.kind] {
				out[i], taken[k.kind] = Use{Kind: k.kind}, true
			}
		}
	}
	if taken[FirstName] || taken[LastName] {
		for i := range out {
			if out[i].Kind == Name {
				// The parts are better than the whole only when both are there.
				if taken[FirstName] && taken[LastName] {
					out[i] = Use{}
				}
			}
		}
		if taken[Name] && !(taken[FirstName] && taken[LastName]) {
			for i := range out {
				if out[i].Kind == FirstName || out[i].Kind == LastName {
					out[i] = Use{}
				}
			}
		}
	}
	if !taken[Number] {
		best, most := -1, 0
		for i := range out {
			if n := t.numbers(i); out[i].Kind == LeaveOut && n > most {
				best, most = i, n
			}
		}
		if best >= 0 {
			out[best] = Use{Kind: Number}
		}
	}
	untitled := func(i int) bool { return t.Columns[i] == fmt.Sprintf("Column %d", i+1) }
	if !taken[Name] && !taken[FirstName] && !taken[LastName] {
		for i := range out {
			if out[i].Kind == LeaveOut && untitled(i) && t.Sample(i) != "" {
				out[i], taken[Name] = Use{Kind: Name}, true
				break
			}
		}
	}
	seen := map[string]bool{}
	for i := range out {
		key := KeyOf(t.Columns[i])
		if out[i].Kind == LeaveOut && !untitled(i) && key != "" && !seen[strings.ToLower(key)] && t.Sample(i) != "" && !slices.Contains(nameHeads(), bare(key)) {
			out[i], seen[strings.ToLower(key)] = Use{Extra, key}, true
		}
	}
	return out
}

// nameHeads are the titles of names, which are left out rather than made fields.
func nameHeads() (out []string) {
	for _, k := range kinds {
		if k.kind == Name || k.kind == FirstName || k.kind == LastName {
			out = append(out, k.heads...)
		}
	}
	return out
}

// numbers counts the first cells of a column that look like phone numbers.
func (t Table) numbers(column int) (n int) {
	for _, r := range t.Rows[:min(len(t.Rows), 50)] {
		if column < len(r.Cells) && holdsNumber(r.Cells[column:column+1]) {
			n++
		}
	}
	return n
}
