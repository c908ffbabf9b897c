package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"relay/gateway"
)

// fold makes names comparable: small letters without accents.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

// nameless sorts behind every name.
const nameless = "\U0010FFFF"

func sortedForm(c *gateway.Contact) string {
	if c.Name == "" {
		return nameless + gateway.CompareForm(c.Number)
	}
	return fold(c.Name)
}

// wordsOf is what a search looks in: name, note and fields, each word after a
// blank.
func wordsOf(c *gateway.Contact) string {
	var b strings.Builder
	b.WriteString(" " + c.Name + " " + c.Note)
	for _, f := range c.Fields {
		b.WriteString(" " + f.Value)
	}
	return fold(b.String())
}

const contactColumns = `c.id, c.name, c.number, c.note, c.fields, c.changed_at, EXISTS (SELECT 1 FROM opt_outs o WHERE o.digits = c.digits)`

func scanContact(r scanner, c *gateway.Contact) error {
	var fields string
	var changed int64
	if err := r.Scan(&c.ID, &c.Name, &c.Number, &c.Note, &fields, &changed, &c.OptedOut); err != nil {
		return err
	}
	c.Changed = fromMS(changed)
	return json.Unmarshal([]byte(fields), &c.Fields)
}

// contactWhere is the condition of a query without its keyset.
func contactWhere(q gateway.ContactQuery) (string, []any) {
	where, args := []string{"1"}, []any{}
	add := func(cond string, a ...any) {
		where = append(where, cond)
		args = append(args, a...)
	}
	if q.Group != 0 {
		add("c.id IN (SELECT contact_id FROM members WHERE group_id = ?)", q.Group)
	}
	if q.Lone {
		add("NOT EXISTS (SELECT 1 FROM members WHERE contact_id = c.id)")
	}
	if len(q.IDs) > 0 {
		add("c.id IN ("+marks(len(q.IDs))+")", anys(q.IDs)...)
	}
	words := strings.Fields(q.Search)
	if digitsOf(q.Search) != "" {
		words = []string{strings.TrimSpace(q.Search)} // "+36 30 123" is one number
	}
	for _, w := range words {
		if d := digitsOf(w); d != "" {
			add(`(c.words LIKE ? ESCAPE '\' OR c.digits LIKE ? ESCAPE '\')`, "%"+like(fold(w))+"%", d+"%")
		} else {
			add(`c.words LIKE ? ESCAPE '\'`, "%"+like(fold(w))+"%")
		}
	}
	return strings.Join(where, " AND "), args
}

// digitsOf is a number, or the beginning of one, in the form for comparing; ""
// for what is none.
func digitsOf(typed string) string {
	d := gateway.CompareForm(typed)
	if strings.Trim(d, "0123456789") != "" || strings.IndexFunc(typed, unicode.IsLetter) >= 0 {
		return ""
	}
	return d
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
	}
	return out
}

// Contacts returns a page of contacts.
func (db *DB) Contacts(ctx context.Context, q gateway.ContactQuery) ([]gateway.Contact, error) {
	where, args := contactWhere(q)
	column := [...]string{gateway.ByName: "c.sorted", gateway.ByNumber: "c.digits", gateway.ByChanged: "c.changed_at"}[q.Sort]
	order, than := "ASC", ">"
	if q.Desc {
		order, than = "DESC", "<"
	}
	if a := q.After; a != nil {
		where += " AND (" + column + ", c.id) " + than + " (?, ?)"
		switch q.Sort {
		case gateway.ByName:
			args = append(args, sortedForm(a))
		case gateway.ByNumber:
			args = append(args, gateway.CompareForm(a.Number))
		case gateway.ByChanged:
			args = append(args, ms(a.Changed))
		}
		args = append(args, a.ID)
	}
	text := "SELECT " + contactColumns + " FROM contacts c WHERE " + where + " ORDER BY " + column + " " + order + ", c.id " + order
	if q.Limit > 0 {
		text += fmt.Sprintf(" LIMIT %d", q.Limit)
	}
	rows, err := db.read.QueryContext(ctx, text, args...)
	list, err := collect(rows, err, scanContact)
	if err != nil {
		return nil, fmt.Errorf("read contacts: %w", db.words(err))
	}
	return list, db.addGroups(ctx, list)
}

// addGroups puts the names of their groups into contacts.
func (db *DB) addGroups(ctx context.Context, list []gateway.Contact) error {
	at := make(map[int64]*gateway.Contact, len(list))
	ids := make([]int64, len(list))
	for i := range list {
		at[list[i].ID], ids[i] = &list[i], list[i].ID
	}
	return db.names(ctx, "SELECT m.contact_id, g.name FROM members m JOIN contact_groups g ON g.id = m.group_id WHERE m.contact_id IN (%s) ORDER BY g.folded", ids,
		func(id int64, name string) { at[id].Groups = append(at[id].Groups, name) })
}

// names reads pairs of an id and a name for some hundred ids at a time; text has
// a place for their marks.
func (db *DB) names(ctx context.Context, text string, ids []int64, put func(id int64, name string)) error {
	const chunk = 500
	for from := 0; from < len(ids); from += chunk {
		part := ids[from:min(from+chunk, len(ids))]
		rows, err := db.read.QueryContext(ctx, fmt.Sprintf(text, marks(len(part))), anys(part)...)
		type pair struct {
			id   int64
			name string
		}
		pairs, err := collect(rows, err, func(r scanner, p *pair) error { return r.Scan(&p.id, &p.name) })
		if err != nil {
			return db.words(err)
		}
		for _, p := range pairs {
			put(p.id, p.name)
		}
	}
	return nil
}

// CountContacts returns how many contacts fit a query.
func (db *DB) CountContacts(ctx context.Context, q gateway.ContactQuery) (n int64, err error) {
	where, args := contactWhere(q)
	if err = db.read.QueryRowContext(ctx, "SELECT count(*) FROM contacts c WHERE "+where, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count contacts: %w", db.words(err))
	}
	return n, nil
}

// PeopleCounts returns the numbers of all.
func (db *DB) PeopleCounts(ctx context.Context) (n gateway.PeopleCounts, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM contacts), (SELECT count(*) FROM contacts c WHERE NOT EXISTS (SELECT 1 FROM members WHERE contact_id = c.id)), (SELECT count(*) FROM opt_outs)`).
		Scan(&n.Contacts, &n.Lone, &n.OptedOut)
	if err != nil {
		return n, fmt.Errorf("count contacts: %w", db.words(err))
	}
	return n, nil
}

// FindContacts returns contacts of which a word of the name, or the number,
// begins with what was typed.
func (db *DB) FindContacts(ctx context.Context, typed string, limit int) ([]gateway.Contact, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil, nil
	}
	text := like(fold(typed))
	where, args := `(c.sorted LIKE ? ESCAPE '\' OR ' ' || c.sorted LIKE ? ESCAPE '\'`, []any{text + "%", "% " + text + "%"}
	if d := digitsOf(typed); d != "" {
		where += " OR c.digits LIKE ?"
		args = append(args, d+"%")
	}
	rows, err := db.read.QueryContext(ctx, "SELECT "+contactColumns+" FROM contacts c WHERE "+where+fmt.Sprintf(") ORDER BY c.sorted, c.id LIMIT %d", limit), args...)
	list, err := collect(rows, err, scanContact)
	if err != nil {
		return nil, fmt.Errorf("search contacts: %w", db.words(err))
	}
	return list, db.addGroups(ctx, list)
}

// ContactOf returns the contact with a number; its ID is 0 when there is none.
func (db *DB) ContactOf(ctx context.Context, number string) (c gateway.Contact, err error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+contactColumns+" FROM contacts c WHERE c.digits = ?", gateway.CompareForm(number))
	list, err := collect(rows, err, scanContact)
	if err != nil {
		return c, fmt.Errorf("look for a contact: %w", db.words(err))
	}
	if len(list) == 0 {
		return c, nil
	}
	err = db.addGroups(ctx, list)
	return list[0], err
}

// SaveContact adds or changes a contact.
func (db *DB) SaveContact(ctx context.Context, c gateway.Contact) (int64, error) {
	c = c.Tidy()
	if p := c.Check(); len(p) > 0 {
		return 0, p
	}
	var problems gateway.Problems
	id := c.ID
	err := db.do(ctx, func(tx *Tx) error {
		problems, id = nil, c.ID
		other, err := tx.contactByDigits(gateway.CompareForm(c.Number))
		if err != nil {
			return err
		}
		if other != nil && other.ID != c.ID {
			problems = gateway.Problems{{Path: "contact.number", Key: "%s has this number already: change that contact, or use another number", Args: []any{other.Show()}}}
			return nil
		}
		id, err = tx.putContact(&c)
		if err != nil {
			return err
		}
		return tx.setGroups(id, c.Groups, true)
	})
	if err != nil {
		return 0, fmt.Errorf("store the contact: %w", err)
	}
	return id, problems.Err()
}

// putContact stores a contact without its groups.
func (t *Tx) putContact(c *gateway.Contact) (int64, error) {
	fields, err := json.Marshal(c.Fields)
	if err != nil {
		return 0, err
	}
	values := []any{c.Name, c.Number, gateway.CompareForm(c.Number), c.Note, string(fields), sortedForm(c), wordsOf(c), time.Now().UnixMilli()}
	if c.ID == 0 {
		r, err := t.exec("INSERT INTO contacts (name, number, digits, note, fields, sorted, words, changed_at) VALUES (?,?,?,?,?,?,?,?)", values...)
		if err != nil {
			return 0, err
		}
		return r.LastInsertId()
	}
	r, err := t.exec("UPDATE contacts SET name=?, number=?, digits=?, note=?, fields=?, sorted=?, words=?, changed_at=? WHERE id=?", append(values, c.ID)...)
	if err != nil {
		return 0, err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return 0, errors.Join(err, fmt.Errorf("there is no contact %d any more", c.ID))
	}
	return c.ID, nil
}

// contactByDigits finds a contact without its groups; nil when there is none.
func (t *Tx) contactByDigits(digits string) (*gateway.Contact, error) {
	var c gateway.Contact
	err := scanContact(t.rowOther("SELECT "+contactColumns+" FROM contacts c WHERE c.digits = ?", digits), &c)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &c, err
}

// ContactName returns the name of the contact with a number, "" when there is
// none.
func (t *Tx) ContactName(number string) (string, error) {
	c, err := t.contactByDigits(gateway.CompareForm(number))
	if c == nil || err != nil {
		return "", err
	}
	return c.Name, nil
}

// DeleteContacts removes contacts.
func (db *DB) DeleteContacts(ctx context.Context, ids ...int64) error {
	return db.each(ctx, "delete contacts", len(ids), func(tx *Tx, i int) error {
		_, err := tx.exec("DELETE FROM contacts WHERE id = ?", ids[i])
		return err
	})
}

// peopleChunk is how many people share one turn of the writer, so that messages
// pass between two of them.
const peopleChunk = 200

// each does something for each of n, in several turns of the writer.
func (db *DB) each(ctx context.Context, what string, n int, do func(tx *Tx, i int) error) error {
	for from := 0; from < n; from += peopleChunk {
		err := db.do(ctx, func(tx *Tx) error {
			for i := from; i < min(from+peopleChunk, n); i++ {
				if err := do(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}
