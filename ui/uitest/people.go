package uitest

import (
	"context"
	"slices"
	"strings"

	"relay/gateway"
)

// Folk are the people of a House, in memory.
type Folk struct {
	Contact []gateway.Contact // in the order of their names
	Circles []gateway.Group
	Off     []gateway.OptOut
	Hits    map[int64]gateway.RuleHits
	lastID  int64
}

// next is an id that tests do not give.
func (f *Folk) next() int64 {
	f.lastID++
	return f.lastID + 1000
}

func (h *House) inGroup(c gateway.Contact, id int64) bool {
	i := slices.IndexFunc(h.Folk.Circles, func(g gateway.Group) bool { return g.ID == id })
	return i >= 0 && slices.Contains(c.Groups, h.Folk.Circles[i].Name)
}

func (h *House) optedOut(number string) bool {
	return slices.ContainsFunc(h.Folk.Off, func(o gateway.OptOut) bool {
		return gateway.CompareForm(o.Number) == gateway.CompareForm(number)
	})
}

// Contacts returns those that fit, by name.
func (h *House) Contacts(_ context.Context, q gateway.ContactQuery) ([]gateway.Contact, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []gateway.Contact
	past := q.After == nil
	for _, c := range h.Folk.Contact {
		if !past {
			past = c.ID == q.After.ID
			continue
		}
		if q.Limit > 0 && len(out) == q.Limit || q.Group != 0 && !h.inGroup(c, q.Group) || q.Lone && len(c.Groups) > 0 || len(q.IDs) > 0 && !slices.Contains(q.IDs, c.ID) ||
			!strings.Contains(strings.ToLower(c.Name+" "+c.Number), strings.ToLower(q.Search)) {
			continue
		}
		c.OptedOut = h.optedOut(c.Number)
		out = append(out, c)
	}
	if q.Desc {
		slices.Reverse(out)
	}
	return out, nil
}

// CountContacts counts those that fit.
func (h *House) CountContacts(ctx context.Context, q gateway.ContactQuery) (int64, error) {
	list, err := h.Contacts(ctx, q)
	return int64(len(list)), err
}

// PeopleCounts counts all.
func (h *House) PeopleCounts(context.Context) (gateway.PeopleCounts, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := gateway.PeopleCounts{Contacts: int64(len(h.Folk.Contact)), OptedOut: int64(len(h.Folk.Off))}
	for _, c := range h.Folk.Contact {
		if len(c.Groups) == 0 {
			n.Lone++
		}
	}
	return n, nil
}

// SaveContact checks as storage does.
func (h *House) SaveContact(_ context.Context, c gateway.Contact) (int64, error) {
	if err := h.did("save contact " + c.Name); err != nil {
		return 0, err
	}
	c = c.Tidy()
	if p := c.Check(); len(p) > 0 {
		return 0, p
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.put(c), nil
}

func (h *House) put(c gateway.Contact) int64 {
	for _, g := range c.Groups {
		if !slices.ContainsFunc(h.Folk.Circles, func(x gateway.Group) bool { return x.Name == g }) {
			h.Folk.Circles = append(h.Folk.Circles, gateway.Group{ID: h.Folk.next(), Name: g})
		}
	}
	i := slices.IndexFunc(h.Folk.Contact, func(x gateway.Contact) bool { return x.ID == c.ID && c.ID != 0 })
	if i >= 0 {
		h.Folk.Contact[i] = c
	} else {
		c.ID = h.Folk.next()
		h.Folk.Contact = append(h.Folk.Contact, c)
	}
	slices.SortStableFunc(h.Folk.Contact, func(a, b gateway.Contact) int { return strings.Compare(a.Name, b.Name) })
	return c.ID
}

// MergeContacts adds those whose numbers are new.
func (h *House) MergeContacts(_ context.Context, list []gateway.Contact) (gateway.Merged, error) {
	if err := h.did("merge"); err != nil {
		return gateway.Merged{}, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	var m gateway.Merged
	for _, c := range list {
		if i := slices.IndexFunc(h.Folk.Contact, func(x gateway.Contact) bool { return x.Number == c.Number }); i >= 0 {
			c.ID = h.Folk.Contact[i].ID
			m.Changed++
		} else {
			m.Added++
		}
		h.put(c.Tidy())
	}
	return m, nil
}

// DeleteContacts removes them.
func (h *House) DeleteContacts(_ context.Context, ids ...int64) error {
	err := h.did("delete contacts")
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Folk.Contact = slices.DeleteFunc(h.Folk.Contact, func(c gateway.Contact) bool { return slices.Contains(ids, c.ID) })
	return err
}

// FindContacts finds by the beginning of the name.
func (h *House) FindContacts(ctx context.Context, typed string, limit int) ([]gateway.Contact, error) {
	return h.Contacts(ctx, gateway.ContactQuery{Search: typed, Limit: limit})
}

// ContactOf finds by the number.
func (h *House) ContactOf(_ context.Context, number string) (gateway.Contact, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.Folk.Contact {
		if gateway.CompareForm(c.Number) == gateway.CompareForm(number) {
			return c, nil
		}
	}
	return gateway.Contact{}, nil
}

// Groups counts the members.
func (h *House) Groups(context.Context) ([]gateway.Group, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := slices.Clone(h.Folk.Circles)
	for i := range out {
		for _, c := range h.Folk.Contact {
			if h.inGroup(c, out[i].ID) {
				out[i].Members++
			}
		}
	}
	return out, nil
}

// SaveGroup adds or renames.
func (h *House) SaveGroup(_ context.Context, g gateway.Group) (int64, error) {
	if err := h.did("save group " + g.Name); err != nil {
		return 0, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	i := slices.IndexFunc(h.Folk.Circles, func(x gateway.Group) bool { return x.ID == g.ID && g.ID != 0 })
	if i < 0 {
		g.ID = h.Folk.next()
		h.Folk.Circles = append(h.Folk.Circles, g)
		return g.ID, nil
	}
	for k, c := range h.Folk.Contact {
		for j, name := range c.Groups {
			if name == h.Folk.Circles[i].Name {
				h.Folk.Contact[k].Groups[j] = g.Name
			}
		}
	}
	h.Folk.Circles[i] = g
	return g.ID, nil
}

// DeleteGroup takes it from its members.
func (h *House) DeleteGroup(_ context.Context, id int64) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.setMembers(id, false, nil)
	h.Folk.Circles = slices.DeleteFunc(h.Folk.Circles, func(g gateway.Group) bool { return g.ID == id })
	return nil
}

// SetMembers changes a group.
func (h *House) SetMembers(_ context.Context, id int64, in bool, contacts ...int64) error {
	err := h.did("set members")
	h.mu.Lock()
	defer h.mu.Unlock()
	h.setMembers(id, in, contacts)
	return err
}

func (h *House) setMembers(id int64, in bool, contacts []int64) {
	g := slices.IndexFunc(h.Folk.Circles, func(g gateway.Group) bool { return g.ID == id })
	for i := range h.Folk.Contact {
		c := &h.Folk.Contact[i]
		if g < 0 || contacts != nil && !slices.Contains(contacts, c.ID) {
			continue
		}
		name := h.Folk.Circles[g].Name
		c.Groups = slices.DeleteFunc(slices.Clone(c.Groups), func(x string) bool { return x == name })
		if in {
			c.Groups = append(c.Groups, name)
		}
	}
}

// ExpandGroups leaves out who opted out.
func (h *House) ExpandGroups(ctx context.Context, groups ...int64) (x gateway.Expansion, err error) {
	for _, g := range groups {
		list, err := h.Contacts(ctx, gateway.ContactQuery{Group: g})
		if err != nil {
			return x, err
		}
		for _, c := range list {
			if c.OptedOut {
				x.OptedOut++
			} else {
				x.Contacts = append(x.Contacts, c)
			}
		}
	}
	return x, nil
}

// OptOuts returns the list as it is.
func (h *House) OptOuts(_ context.Context, q gateway.OptOutQuery) ([]gateway.OptOut, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []gateway.OptOut
	for _, o := range h.Folk.Off {
		if strings.Contains(o.Number, q.Search) && q.After == nil {
			out = append(out, o)
		}
	}
	return out, nil
}

// AddOptOuts puts numbers on the list.
func (h *House) AddOptOuts(_ context.Context, list ...gateway.OptOut) (int, error) {
	err := h.did("opt out")
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, o := range list {
		if !h.optedOut(o.Number) {
			h.Folk.Off = append(h.Folk.Off, o)
			n++
		}
	}
	return n, err
}

// RemoveOptOuts takes numbers off it.
func (h *House) RemoveOptOuts(_ context.Context, numbers ...string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Folk.Off = slices.DeleteFunc(h.Folk.Off, func(o gateway.OptOut) bool { return slices.Contains(numbers, o.Number) })
	return nil
}

// RuleHits returns what the test prepared.
func (h *House) RuleHits(context.Context) (map[int64]gateway.RuleHits, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.Folk.Hits, nil
}

// OptedOut tells which numbers are on the list.
func (h *House) OptedOut(_ context.Context, numbers []string) (map[string]bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := map[string]bool{}
	for _, n := range numbers {
		if h.optedOut(n) {
			out[n] = true
		}
	}
	return out, nil
}
