package storage

import (
	"context"
	"fmt"
	"strings"

	"relay/gateway"
)

// MergeContacts adds and changes contacts by number.
func (db *DB) MergeContacts(ctx context.Context, list []gateway.Contact) (gateway.Merged, error) {
	for i := range list {
		list[i] = list[i].Tidy()
		if p := list[i].Check(); len(p) > 0 {
			return gateway.Merged{}, p
		}
	}
	deeds := make([]deed, len(list)) // set anew when a turn runs again
	err := db.each(ctx, "store contacts", len(list), func(tx *Tx, i int) (err error) {
		deeds[i], err = tx.merge(list[i])
		return err
	})
	if err != nil {
		return gateway.Merged{}, err // a turn may still run when ctx has ended
	}
	var m gateway.Merged
	for _, d := range deeds {
		switch d {
		case added:
			m.Added++
		case changed:
			m.Changed++
		case same:
			m.Same++
		}
	}
	return m, nil
}

// deed is what merging one contact did.
type deed uint8

const (
	nothing deed = iota // its turn did not run
	added
	changed
	same
)

func (t *Tx) merge(c gateway.Contact) (deed, error) {
	old, err := t.contactByDigits(gateway.CompareForm(c.Number))
	if err != nil {
		return nothing, err
	}
	if old == nil {
		c.ID = 0
		id, err := t.putContact(&c)
		if err != nil {
			return nothing, err
		}
		return added, t.setGroups(id, c.Groups, false)
	}
	did := same
	if mixIn(old, c) {
		did = changed
		if _, err := t.putContact(old); err != nil {
			return nothing, err
		}
	}
	more, err := t.missingGroups(old.ID, c.Groups)
	if err != nil || len(more) == 0 {
		return did, err
	}
	return changed, t.setGroups(old.ID, more, false)
}

// mixIn puts what next has into a contact and tells whether that changes it.
func mixIn(c *gateway.Contact, next gateway.Contact) bool {
	before := fmt.Sprintf("%q", []any{c.Name, c.Note, c.Fields})
	if next.Name != "" {
		c.Name = next.Name
	}
	if next.Note != "" {
		c.Note = next.Note
	}
next:
	for _, f := range next.Fields {
		for i := range c.Fields {
			if strings.EqualFold(c.Fields[i].Key, f.Key) {
				if f.Value != "" {
					c.Fields[i].Value = f.Value
				}
				continue next
			}
		}
		c.Fields = append(c.Fields, f)
	}
	return fmt.Sprintf("%q", []any{c.Name, c.Note, c.Fields}) != before
}
