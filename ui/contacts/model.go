package contacts

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/ui/words"
)

// Kind is what the list shows.
type Kind uint8

const (
	Everybody Kind = iota
	Lone           // those in no group
	InGroup
	OptedOut
)

// Place is one entry of the column at the left.
type Place struct {
	Kind  Kind
	Group gateway.Group // of InGroup
}

// Words is the place's name.
func (p Place) Words() string {
	return [...]string{Everybody: words.T("Everybody"), Lone: words.T("In no group"), InGroup: p.Group.Name, OptedOut: words.T("Opted out")}[p.Kind]
}

// Query is the page of contacts that a place shows.
func (p Place) Query(search, sort string, desc bool) gateway.ContactQuery {
	q := gateway.ContactQuery{Search: search, Lone: p.Kind == Lone, Group: p.Group.ID, Desc: desc}
	switch sort {
	case "number":
		q.Sort = gateway.ByNumber
	case "changed":
		q.Sort = gateway.ByChanged
	}
	return q
}

// Edit is a contact in the form: what is stored, and what is typed.
type Edit struct {
	Saved gateway.Contact
	Now   gateway.Contact
}

// NewEdit begins with what is stored; ID 0 is a new contact.
func NewEdit(c gateway.Contact) Edit {
	now := c
	now.Groups, now.Fields = slices.Clone(c.Groups), slices.Clone(c.Fields)
	return Edit{Saved: c, Now: now}
}

// State is everything that the form shows of an edit.
type State struct {
	Contact gateway.Contact // as it would be stored
	Why     map[string]string
	Hint    string // how the number will be written
	Changed bool
	CanSave bool
}

// Look works out what to show of an edit. Problems are by field: "name",
// "number", "note", "fields", "groups". An empty new form is not wrong yet.
func Look(e Edit, country string) State {
	s := State{Contact: e.Now.Tidy(), Why: map[string]string{}}
	before := e.Saved.Tidy()
	s.Changed = s.Contact.Name != before.Name || s.Contact.Number != before.Number || s.Contact.Note != before.Note ||
		!reflect.DeepEqual(s.Contact.Fields, before.Fields) || !reflect.DeepEqual(s.Contact.Groups, before.Groups)
	if !s.Changed {
		return s
	}
	if typed := s.Contact.Number; typed != "" {
		a, p := number.To(typed, country, true)
		if p != nil {
			s.Why["number"] = words.Problem(*p)
		} else if s.Contact.Number = a.Show(); s.Contact.Number != typed {
			s.Hint = words.T("Kept as %s", s.Contact.Number)
		}
	}
	for _, p := range s.Contact.Check() {
		s.add(p)
	}
	s.CanSave = len(s.Why) == 0
	return s
}

// add puts a problem at its field, the first one of each.
func (s *State) add(p gateway.Problem) (own bool) {
	field, ok := strings.CutPrefix(p.Path, "contact.")
	if ok && s.Why[field] == "" {
		s.Why[field] = words.Problem(p)
	}
	return ok
}

// Others are the groups that a contact is not in.
func Others(all []gateway.Group, in []string) (out []string) {
	for _, g := range all {
		if !slices.ContainsFunc(in, func(n string) bool { return strings.EqualFold(n, g.Name) }) {
			out = append(out, g.Name)
		}
	}
	return out
}

// MaxMessage is how many contacts go into the composer at once.
const MaxMessage = 500

// Recipients are the numbers for the composer, and a sentence about who was left
// out; "" when nobody was.
func Recipients(list []gateway.Contact) (to, left string) {
	var numbers []string
	off := 0
	for _, c := range list {
		if c.OptedOut {
			off++
		} else {
			numbers = append(numbers, c.Number)
		}
	}
	var said []string
	if off > 0 {
		said = append(said, words.N(off, "%s contact left out: opted out.", "%s contacts left out: opted out."))
	}
	if n := len(numbers) - MaxMessage; n > 0 {
		numbers = numbers[:MaxMessage]
		said = append(said, words.N(n, "%s contact left out: the composer takes %d at once.", "%s contacts left out: the composer takes %d at once.", MaxMessage))
	}
	return strings.Join(numbers, ", "), strings.Join(said, " ")
}

// Keywords is the form of the opt-out keywords.
type Keywords struct {
	Stop, Start, StopReply, StartReply string
}

// KeywordsOf shows a configuration.
func KeywordsOf(o gateway.OptOutConfig) Keywords {
	return Keywords{strings.Join(o.Stop, ", "), strings.Join(o.Start, ", "), o.StopReply, o.StartReply}
}

// Config is the reverse.
func (k Keywords) Config() gateway.OptOutConfig {
	split := func(s string) []string {
		out := []string{}
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
			if w = strings.TrimSpace(w); w != "" {
				out = append(out, w)
			}
		}
		return out
	}
	return gateway.OptOutConfig{Stop: split(k.Stop), Start: split(k.Start), StopReply: strings.TrimSpace(k.StopReply), StartReply: strings.TrimSpace(k.StartReply)}
}

// When is a date for the list.
func When(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t, now = t.Local(), now.Local()
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("2006-01-02")
}
