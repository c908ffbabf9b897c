package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
)

const optOutColumns = "o.number, o.since, o.keyword, o.note, o.link, COALESCE((SELECT c.name FROM contacts c WHERE c.digits = o.digits), '')"

func scanOptOut(r scanner, o *gateway.OptOut) error {
	var since int64
	err := r.Scan(&o.Number, &since, &o.Keyword, &o.Note, &o.Link, &o.Name)
	o.Since = fromMS(since)
	return err
}

// OptOuts returns a page of the opt-out list, newest first.
func (db *DB) OptOuts(ctx context.Context, q gateway.OptOutQuery) ([]gateway.OptOut, error) {
	text, args := "SELECT "+optOutColumns+" FROM opt_outs o WHERE 1", []any{}
	if s := strings.TrimSpace(q.Search); s != "" {
		find := "%" + like(s) + "%"
		text += ` AND (o.keyword LIKE ? ESCAPE '\' OR o.note LIKE ? ESCAPE '\' OR o.digits IN (SELECT digits FROM contacts WHERE words LIKE ? ESCAPE '\')`
		args = append(args, find, find, "%"+like(fold(s))+"%")
		if d := digitsOf(s); d != "" {
			text += " OR o.digits LIKE ?"
			args = append(args, d+"%")
		}
		text += ")"
	}
	if q.After != nil {
		text += " AND (o.since, o.digits) < (?, ?)"
		args = append(args, ms(q.After.Since), gateway.CompareForm(q.After.Number))
	}
	text += " ORDER BY o.since DESC, o.digits DESC"
	if q.Limit > 0 {
		text += fmt.Sprintf(" LIMIT %d", q.Limit)
	}
	rows, err := db.read.QueryContext(ctx, text, args...)
	list, err := collect(rows, err, scanOptOut)
	if err != nil {
		return nil, fmt.Errorf("read the opt-out list: %w", db.words(err))
	}
	return list, nil
}

// AddOptOuts puts numbers on the list and returns how many are new.
func (db *DB) AddOptOuts(ctx context.Context, list ...gateway.OptOut) (int, error) {
	for _, o := range list {
		if gateway.CompareForm(o.Number) == "" {
			return 0, gateway.Problems{{Path: "optout.number", Key: "%q is no phone number: write it as +36301234567", Args: []any{o.Number}}}
		}
	}
	fresh := make([]bool, len(list))
	err := db.each(ctx, "store the opt-out list", len(list), func(tx *Tx, i int) (err error) {
		fresh[i], err = tx.OptOut(list[i])
		return err
	})
	if err != nil {
		return 0, err // a turn may still run when ctx has ended
	}
	n := 0
	for _, f := range fresh {
		if f {
			n++
		}
	}
	return n, nil
}

// RemoveOptOuts takes numbers off the list.
func (db *DB) RemoveOptOuts(ctx context.Context, numbers ...string) error {
	return db.each(ctx, "change the opt-out list", len(numbers), func(tx *Tx, i int) error {
		_, err := tx.OptIn(numbers[i])
		return err
	})
}

// OptOut puts a number on the list and tells whether it is new there.
func (t *Tx) OptOut(o gateway.OptOut) (bool, error) {
	if o.Since.IsZero() {
		o.Since = time.Now()
	}
	r, err := t.execOther("INSERT INTO opt_outs (digits, number, since, keyword, note, link) VALUES (?,?,?,?,?,?) ON CONFLICT (digits) DO NOTHING",
		gateway.CompareForm(o.Number), o.Number, ms(o.Since), o.Keyword, o.Note, o.Link)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// OptIn takes a number off the list and tells whether it was there.
func (t *Tx) OptIn(number string) (bool, error) {
	r, err := t.execOther("DELETE FROM opt_outs WHERE digits = ?", gateway.CompareForm(number))
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	if err != nil {
		return false, err
	}
	lifted, err := t.liftOptOut(number)
	return n > 0 || lifted, err
}

// OptedOut returns the number's row of the list; nil when it is not there.
func (t *Tx) OptedOut(number string) (*gateway.OptOut, error) {
	var o gateway.OptOut
	err := scanOptOut(t.rowOther("SELECT "+optOutColumns+" FROM opt_outs o WHERE o.digits = ?", gateway.CompareForm(number)), &o)
	if errors.Is(err, sql.ErrNoRows) {
		kind, at, err := t.tombstone(number)
		if err != nil || kind&tombOptOut == 0 {
			return nil, err
		}
		return &gateway.OptOut{Number: number, Since: at, Note: "its data was erased then"}, nil
	}
	return &o, err
}

// AutoSent returns how many messages of a kind were sent by themselves since a
// time because of a number.
func (t *Tx) AutoSent(number string, kind gateway.AutoKind, since time.Time) (n int, err error) {
	err = t.rowOther("SELECT count(*) FROM auto_sent WHERE digits = ? AND kind = ? AND at > ?", gateway.CompareForm(number), kind, ms(since)).Scan(&n)
	return n, err
}

// AddAutoSent counts one, and forgets those from before a time.
func (t *Tx) AddAutoSent(number string, kind gateway.AutoKind, at, forget time.Time) error {
	if _, err := t.execOther("DELETE FROM auto_sent WHERE at <= ?", ms(forget)); err != nil {
		return err
	}
	_, err := t.execOther("INSERT INTO auto_sent VALUES (?,?,?)", gateway.CompareForm(number), kind, ms(at))
	return err
}

// QueuedTo returns the window's messages to a number of which nothing has left.
func (t *Tx) QueuedTo(number string) ([]int64, error) {
	rows, err := t.query("SELECT id FROM messages WHERE state = 0 AND to_addr = ? AND direction = 0 AND account = '' ORDER BY id", gateway.CompareForm(number))
	return collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
}

// CountHit counts that a rule acted.
func (t *Tx) CountHit(rule int64, at time.Time) error {
	_, err := t.execOther("INSERT INTO rule_hits VALUES (?, 1, ?) ON CONFLICT (rule_id) DO UPDATE SET count = count + 1, last_at = excluded.last_at", rule, ms(at))
	return err
}

// TagMessage puts a word on a message.
func (t *Tx) TagMessage(id int64, tag string) error {
	_, err := t.exec("INSERT OR IGNORE INTO message_tags VALUES (?, ?)", id, tag)
	return err
}

// RuleHits returns how often each rule acted.
func (db *DB) RuleHits(ctx context.Context) (map[int64]gateway.RuleHits, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT rule_id, count, last_at FROM rule_hits")
	if err != nil {
		return nil, fmt.Errorf("read the rules' counts: %w", db.words(err))
	}
	defer rows.Close()
	out := map[int64]gateway.RuleHits{}
	for rows.Next() {
		var id, last int64
		var h gateway.RuleHits
		if err := rows.Scan(&id, &h.Count, &last); err != nil {
			return nil, err
		}
		h.Last = fromMS(last)
		out[id] = h
	}
	return out, rows.Err()
}

// addTags puts their tags into messages.
func (db *DB) addTags(ctx context.Context, list []gateway.Message) error {
	at := make(map[int64]*gateway.Message, len(list))
	ids := make([]int64, len(list))
	for i := range list {
		at[list[i].ID], ids[i] = &list[i], list[i].ID
	}
	return db.names(ctx, "SELECT message_id, tag FROM message_tags WHERE message_id IN (%s) ORDER BY tag", ids, func(id int64, tag string) { at[id].Tags = append(at[id].Tags, tag) })
}

// OptedOut tells which of many numbers are on the opt-out list.
func (db *DB) OptedOut(ctx context.Context, numbers []string) (map[string]bool, error) {
	const chunk = 500
	out := map[string]bool{}
	erased, err := db.erasedOptOuts(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the opt-out list: %w", err)
	}
	for from := 0; from < len(numbers); from += chunk {
		digits := map[string]string{}
		var list []string
		for _, n := range numbers[from:min(from+chunk, len(numbers))] {
			d := gateway.CompareForm(n)
			digits[d] = n
			list = append(list, d)
		}
		rows, err := db.read.QueryContext(ctx, "SELECT digits FROM opt_outs WHERE digits IN (SELECT value FROM json_each(?))", jsonTexts(list))
		found, err := collect(rows, err, func(r scanner, s *string) error { return r.Scan(s) })
		if err != nil {
			return nil, fmt.Errorf("read the opt-out list: %w", db.words(err))
		}
		for _, d := range found {
			out[digits[d]] = true
		}
		if len(erased) == 0 {
			continue
		}
		for d, n := range digits {
			for _, print := range db.fingerprints(d) {
				if erased[string(print)] {
					out[n] = true
				}
			}
		}
	}
	return out, nil
}
