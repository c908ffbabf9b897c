package gateway

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Field is a fact about a contact beyond name and number, for templates.
type Field struct {
	Key, Value string
}

// Contact is a person or machine with one number.
type Contact struct {
	ID       int64
	Name     string
	Number   string // as it is shown: international with "+", or a short code
	Note     string
	Fields   []Field
	Groups   []string // names, in order
	OptedOut bool     // read only: the number is on the opt-out list
	Changed  time.Time
}

// Bounds of what a contact holds.
const (
	MaxContactName  = 100 // characters
	MaxContactNote  = 1000
	MaxContactField = 500
	MaxContactKey   = 40
	MaxGroupName    = 60
)

// Show is what a contact is called where there is room for one word: its name,
// else its number.
func (c Contact) Show() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Number
}

// Value is the value of an extra field by its key, in any case.
func (c Contact) Value(key string) string {
	for _, f := range c.Fields {
		if strings.EqualFold(f.Key, key) {
			return f.Value
		}
	}
	return ""
}

// Tidy trims what was typed, drops empty fields and groups, and puts groups in
// order, each once.
func (c Contact) Tidy() Contact {
	c.Name, c.Number, c.Note = strings.TrimSpace(c.Name), strings.TrimSpace(c.Number), strings.TrimSpace(c.Note)
	var fields []Field
	for _, f := range c.Fields {
		f.Key, f.Value = strings.TrimSpace(f.Key), strings.TrimSpace(f.Value)
		if f.Key != "" || f.Value != "" {
			fields = append(fields, f)
		}
	}
	c.Fields = fields
	var groups []string
	for _, g := range c.Groups {
		if g = strings.TrimSpace(g); g != "" && !slices.ContainsFunc(groups, func(x string) bool { return strings.EqualFold(x, g) }) {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	c.Groups = groups
	return c
}

// Check finds what is wrong with a tidy contact, at "contact.name",
// "contact.number", "contact.note", "contact.fields" and "contact.groups". That
// its number is one of a country is checked where it is typed.
func (c Contact) Check() Problems {
	var out Problems
	add := func(field, key string, args ...any) {
		out = append(out, Problem{Path: "contact." + field, Key: key, Args: args})
	}
	long := func(field, text string, most int) {
		if n := utf8.RuneCountInString(text); n > most {
			add(field, "too long: at most %d characters, and this has %d", most, n)
		}
		if strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
			add(field, "this holds characters that are no text: remove them")
		}
	}
	long("name", c.Name, MaxContactName)
	long("note", c.Note, MaxContactNote)
	if d := CompareForm(c.Number); c.Number == "" {
		add("number", "enter a number")
	} else if d == "" || strings.Trim(d, "0123456789") != "" || len(d) > 20 {
		add("number", "%q is no phone number: write it as +36301234567", c.Number)
	}
	seen := map[string]bool{}
	for _, f := range c.Fields {
		key := strings.ToLower(f.Key)
		switch {
		case f.Key == "":
			add("fields", "the value %q has no name: give it one, or remove it", f.Value)
		case strings.ContainsAny(f.Key, "{}|"):
			add("fields", "%q can't be the name of a field: leave out { } and |", f.Key)
		case seen[key]:
			add("fields", "there are two fields %q: keep one", f.Key)
		}
		seen[key] = true
		long("fields", f.Key, MaxContactKey)
		long("fields", f.Value, MaxContactField)
	}
	for _, g := range c.Groups {
		long("groups", g, MaxGroupName)
	}
	return out
}

// Group is a set of contacts.
type Group struct {
	ID      int64
	Name    string
	Members int64 // read only
}

// OptOut is a number that must not be written to any more.
type OptOut struct {
	Number  string // as it is shown
	Since   time.Time
	Keyword string // what its owner sent; "" when it was put on the list by hand
	Note    string // why, by hand
	Link    string // by which the keyword came
	Name    string // read only: of the contact with that number
}

// Why says in words how the number came onto the list.
func (o OptOut) Why() string {
	switch {
	case o.Keyword != "":
		return fmt.Sprintf("sent %q", o.Keyword)
	case o.Note != "":
		return o.Note
	}
	return "by hand"
}

// ContactSort is an order of contacts.
type ContactSort uint8

const (
	ByName ContactSort = iota // those without a name last
	ByNumber
	ByChanged
)

// ContactQuery chooses a page of contacts.
type ContactQuery struct {
	Search string // each word in name, note or an extra field, or beginning the number
	Group  int64  // 0: all
	Lone   bool   // only those in no group
	Sort   ContactSort
	Desc   bool
	After  *Contact // keyset: the last one of the page before; nil: from the first
	Limit  int      // 0: all
	IDs    []int64
}

// OptOutQuery chooses a page of the opt-out list, newest first.
type OptOutQuery struct {
	Search string  // in number, name and reason
	After  *OptOut // keyset: the last one of the page before
	Limit  int     // 0: all
}

// Merged counts what an import did.
type Merged struct {
	Added, Changed, Same int

	Erased int // left out: their data was erased on request
}

// Expansion is who a message to groups goes to.
type Expansion struct {
	Contacts []Contact // each once, by name
	OptedOut int       // left out
}

// PeopleCounts are the numbers that a list shows.
type PeopleCounts struct {
	Contacts, Lone, OptedOut int64
}

// People are the contacts, groups and the opt-out list of an Office.
type People interface {
	// Contacts returns a page; CountContacts how many fit the query.
	Contacts(ctx context.Context, q ContactQuery) ([]Contact, error)
	CountContacts(ctx context.Context, q ContactQuery) (int64, error)
	// PeopleCounts returns the numbers of all.
	PeopleCounts(ctx context.Context) (PeopleCounts, error)
	// SaveContact adds a contact (ID 0) or changes one, and returns its id.
	// Groups that are not there are made. What is wrong is a Problems error.
	SaveContact(ctx context.Context, c Contact) (int64, error)
	// MergeContacts adds contacts whose numbers are new and changes the others:
	// what is given replaces what is stored, fields and groups are added.
	MergeContacts(ctx context.Context, list []Contact) (Merged, error)
	DeleteContacts(ctx context.Context, ids ...int64) error
	// FindContacts returns contacts whose name, or a word of it, or number
	// begins with what was typed, at most limit.
	FindContacts(ctx context.Context, typed string, limit int) ([]Contact, error)
	// ContactOf returns the contact with a number in any spelling; its ID is 0 when
	// there is none.
	ContactOf(ctx context.Context, number string) (Contact, error)

	// Groups returns all groups by name.
	Groups(ctx context.Context) ([]Group, error)
	// SaveGroup adds a group (ID 0) or renames one, and returns its id.
	SaveGroup(ctx context.Context, g Group) (int64, error)
	// DeleteGroup removes a group; its members stay contacts.
	DeleteGroup(ctx context.Context, id int64) error
	// SetMembers puts contacts into a group, or takes them out.
	SetMembers(ctx context.Context, group int64, in bool, contacts ...int64) error
	// ExpandGroups returns the members of groups without those who opted out.
	ExpandGroups(ctx context.Context, groups ...int64) (Expansion, error)

	// OptedOut tells which of many numbers are on the opt-out list.
	OptedOut(ctx context.Context, numbers []string) (map[string]bool, error)
	// OptOuts returns a page of the opt-out list.
	OptOuts(ctx context.Context, q OptOutQuery) ([]OptOut, error)
	// AddOptOuts puts numbers on the list; those that are there stay as they
	// are. It returns how many are new.
	AddOptOuts(ctx context.Context, list ...OptOut) (int, error)
	// RemoveOptOuts takes numbers off the list.
	RemoveOptOuts(ctx context.Context, numbers ...string) error

	// RuleHits returns how often each rule acted, by its internal id.
	RuleHits(ctx context.Context) (map[int64]RuleHits, error)
}
