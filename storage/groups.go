package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"relay/gateway"
)

// Groups returns all groups by name.
func (db *DB) Groups(ctx context.Context) ([]gateway.Group, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT id, name, (SELECT count(*) FROM members WHERE group_id = g.id) FROM contact_groups g ORDER BY folded")
	list, err := collect(rows, err, func(r scanner, g *gateway.Group) error { return r.Scan(&g.ID, &g.Name, &g.Members) })
	if err != nil {
		return nil, fmt.Errorf("read groups: %w", db.words(err))
	}
	return list, nil
}

// SaveGroup adds or renames a group.
func (db *DB) SaveGroup(ctx context.Context, g gateway.Group) (int64, error) {
	problem := func(key string, args ...any) error {
		return gateway.Problems{{Path: "group.name", Key: key, Args: args}}
	}
	g.Name = strings.TrimSpace(g.Name)
	if n := utf8.RuneCountInString(g.Name); n == 0 {
		return 0, problem("a group needs a name")
	} else if n > gateway.MaxGroupName {
		return 0, problem("too long: at most %d characters", gateway.MaxGroupName)
	}
	var id int64
	taken := false
	err := db.do(ctx, func(tx *Tx) error {
		known, err := tx.groupID(g.Name)
		if err != nil {
			return err
		}
		if taken = known != 0 && known != g.ID; taken {
			return nil
		}
		if id = g.ID; id == 0 {
			id, err = tx.makeGroup(g.Name)
			return err
		}
		_, err = tx.exec("UPDATE contact_groups SET name = ?, folded = ? WHERE id = ?", g.Name, strings.ToLower(g.Name), g.ID)
		return err
	})
	switch {
	case err != nil:
		return 0, fmt.Errorf("store the group: %w", err)
	case taken:
		return 0, problem("there is a group %q already: choose another name", g.Name)
	}
	return id, nil
}

// DeleteGroup removes a group; its members stay.
func (db *DB) DeleteGroup(ctx context.Context, id int64) error {
	err := db.do(ctx, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM contact_groups WHERE id = ?", id)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete the group: %w", err)
	}
	return nil
}

// SetMembers puts contacts into a group, or takes them out.
func (db *DB) SetMembers(ctx context.Context, group int64, in bool, contacts ...int64) error {
	text := "DELETE FROM members WHERE group_id = ? AND contact_id = ?"
	if in {
		// Who was deleted meanwhile can't be put in.
		text = "INSERT OR IGNORE INTO members SELECT g.id, c.id FROM contact_groups g, contacts c WHERE g.id = ? AND c.id = ?"
	}
	return db.each(ctx, "change the group", len(contacts), func(tx *Tx, i int) error {
		_, err := tx.exec(text, group, contacts[i])
		return err
	})
}

// ExpandGroups returns the members of groups without those who opted out.
func (db *DB) ExpandGroups(ctx context.Context, groups ...int64) (gateway.Expansion, error) {
	var x gateway.Expansion
	if len(groups) == 0 {
		return x, nil
	}
	rows, err := db.read.QueryContext(ctx, "SELECT "+contactColumns+" FROM contacts c WHERE c.id IN (SELECT contact_id FROM members WHERE group_id IN ("+marks(len(groups))+")) ORDER BY c.sorted, c.id", anys(groups)...)
	list, err := collect(rows, err, scanContact)
	if err != nil {
		return x, fmt.Errorf("read the members: %w", db.words(err))
	}
	for _, c := range list {
		if c.OptedOut {
			x.OptedOut++
		} else {
			x.Contacts = append(x.Contacts, c)
		}
	}
	return x, nil
}

// groupID finds a group by name; 0 when there is none.
func (t *Tx) groupID(name string) (id int64, err error) {
	err = t.row("SELECT id FROM contact_groups WHERE folded = ?", strings.ToLower(name)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

func (t *Tx) makeGroup(name string) (int64, error) {
	r, err := t.exec("INSERT INTO contact_groups (name, folded) VALUES (?, ?)", name, strings.ToLower(name))
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// setGroups puts a contact into groups, which are made where they are not
// there; only takes it out of the others.
func (t *Tx) setGroups(contact int64, groups []string, only bool) error {
	if only {
		if _, err := t.exec("DELETE FROM members WHERE contact_id = ?", contact); err != nil {
			return err
		}
	}
	for _, name := range groups {
		id, err := t.groupID(name)
		if err == nil && id == 0 {
			id, err = t.makeGroup(name)
		}
		if err != nil {
			return err
		}
		if _, err := t.exec("INSERT OR IGNORE INTO members VALUES (?, ?)", id, contact); err != nil {
			return err
		}
	}
	return nil
}

// missingGroups are those of the names in which a contact is not.
func (t *Tx) missingGroups(contact int64, groups []string) ([]string, error) {
	var out []string
	for _, name := range groups {
		var n int
		if err := t.row("SELECT count(*) FROM members m JOIN contact_groups g ON g.id = m.group_id WHERE m.contact_id = ? AND g.folded = ?", contact, strings.ToLower(name)).Scan(&n); err != nil {
			return nil, err
		}
		if n == 0 {
			out = append(out, name)
		}
	}
	return out, nil
}

const inGroup = `SELECT EXISTS (SELECT 1 FROM contact_groups g JOIN members m ON m.group_id = g.id JOIN contacts c ON c.id = m.contact_id WHERE g.folded = ? AND c.digits = ?)`

// InGroup tells whether a number is a contact in a group, whatever the case of
// the group's name.
func (db *DB) InGroup(ctx context.Context, group, number string) (in bool, err error) {
	err = db.read.QueryRowContext(ctx, inGroup, strings.ToLower(group), gateway.CompareForm(number)).Scan(&in)
	return in, db.words(err)
}

// InGroup is the same in the writer's turn.
func (t *Tx) InGroup(group, number string) (in bool, err error) {
	err = t.rowOther(inGroup, strings.ToLower(group), gateway.CompareForm(number)).Scan(&in)
	return in, err
}
