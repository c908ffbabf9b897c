package campaign

import (
	"slices"
	"strings"

	"relay/gateway"
)

// OfContacts makes a table of people: their name and number, and a column for each
// of their extra fields.
func OfContacts(list []gateway.Contact) (Table, error) {
	header := []string{"name", "number"}
	column := func(key string) int {
		return slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(h, key) })
	}
	for _, c := range list {
		for _, f := range c.Fields {
			if column(f.Key) < 0 && len(header) < maxColumns {
				header = append(header, f.Key)
			}
		}
	}
	g := &gathered{}
	if len(list) > 0 {
		if err := g.add(1, header); err != nil {
			return Table{}, err
		}
	}
	for i, c := range list {
		row := make([]string, len(header))
		row[0], row[1] = c.Name, c.Number
		for _, f := range c.Fields {
			if at := column(f.Key); at > 1 {
				row[at] = f.Value
			}
		}
		if err := g.add(i+2, row); err != nil {
			return Table{}, err
		}
	}
	t, err := g.table("contacts")
	if err == nil {
		t.SetNamed(true)
	}
	return t, err
}
