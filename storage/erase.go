package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"relay/gateway"
)

// eraseChunk is how many records go in one commit.
const eraseChunk = 200

// Erase takes a number out of the database, folds the write-ahead log and
// searches every file of the folder for what is left. Each step is a commit of
// its own that holds nobody up; after a crash in between, erasing again does
// the rest.
func (db *DB) Erase(ctx context.Context, s gateway.Subject) (gateway.Erasure, error) {
	e := gateway.Erasure{Number: s.Masked()}
	if db.writer == nil {
		return e, errReadOnly
	}
	tables, err := db.tables(ctx)
	if err != nil {
		return e, err
	}
	counts := map[string]*gateway.Found{}
	add := func(class, name string, n int64) {
		if n == 0 {
			return
		}
		if counts[name] == nil {
			counts[name] = &gateway.Found{Class: class, Name: name}
		}
		counts[name].N += n
	}
	optedOut, buried, err := db.bury(ctx, s, tables)
	if err != nil {
		return e, err
	}
	optOutStays := optedOut && !buried
	switch {
	case optOutStays:
		e.Kept = append(e.Kept, "Its opt-out stays as it is: the key for passwords is not reachable here, so no fingerprint can take its place.")
	case optedOut:
		e.Kept = append(e.Kept, "That it does not want messages is kept as a fingerprint, from which nobody can read the number.")
	}
	if err := db.writer.forget(s); err != nil {
		return e, err
	}
	if err := db.settled(ctx); err != nil {
		return e, err
	}
	for _, p := range places() {
		if !p.there(tables) || len(p.erase) == 0 && p.table != logTable || optOutStays && p.table == "opt_outs" {
			continue
		}
		if err := db.eraseFrom(ctx, p, s, add, &e); err != nil {
			return e, fmt.Errorf("erase %s: %w", strings.ToLower(p.name), err)
		}
	}
	for _, x := range texts() {
		if _, ok := tables[x.table]; !ok {
			continue
		}
		if err := db.eraseMentions(ctx, x, s, add); err != nil {
			return e, fmt.Errorf("erase %s: %w", strings.ToLower(x.name), err)
		}
	}
	for _, f := range counts {
		e.Gone = append(e.Gone, *f)
	}
	slices.SortFunc(e.Gone, func(a, b gateway.Found) int { return strings.Compare(a.Name, b.Name) })
	if err := db.keptWaiting(ctx, s, &e); err != nil {
		return e, err
	}
	if err := db.mergeIndexes(ctx, tables); err != nil {
		return e, err
	}
	if e.Folded, err = db.Fold(ctx); err != nil {
		return e, err
	}
	return e, db.search(ctx, s, &e)
}

// bury leaves a fingerprint before anything goes, where there is a key for it,
// and tells whether the number has opted out.
func (db *DB) bury(ctx context.Context, s gateway.Subject, tables map[string]string) (optedOut, buried bool, err error) {
	kind := tombErased
	for table, bit := range map[string]int{"contacts": tombContact, "opt_outs": tombOptOut} {
		if _, ok := tables[table]; !ok {
			continue
		}
		var n int
		if err := db.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+table+" WHERE digits = ?", s.Digits).Scan(&n); err != nil {
			return false, false, db.words(err)
		}
		if n > 0 {
			kind |= bit
		}
	}
	prints := db.fingerprints(s.Digits)
	if len(prints) == 0 {
		return kind&tombOptOut != 0, false, nil
	}
	return kind&tombOptOut != 0, true, db.do(ctx, func(tx *Tx) error {
		_, err := tx.exec("INSERT INTO tombstones VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET kind = kind | excluded.kind, at = excluded.at", prints[0], kind, time.Now().UnixMilli())
		return err
	})
}

// eraseFrom empties one place, some records at a time.
func (db *DB) eraseFrom(ctx context.Context, p place, s gateway.Subject, add func(class, name string, n int64), e *gateway.Erasure) error {
	if p.table == logTable {
		n, err := db.erasePDUs(ctx, s)
		add(p.class, p.name, n)
		return err
	}
	ids, err := db.found(ctx, p, s)
	if err != nil {
		return err
	}
	var awaited int64 // messages whose receipts may still come
	for chunk := range slices.Chunk(ids, eraseChunk) {
		var n, parts, receipts, owed, busy, open int64
		err := db.do(ctx, func(tx *Tx) error {
			n, parts, receipts, owed, busy, open = 0, 0, 0, 0, 0, 0
			list := jsonList(chunk)
			if p.table == "messages" {
				// What a provider is about to answer stays until it has.
				free, err := tx.free(list)
				if err != nil {
					return err
				}
				busy = int64(len(chunk) - len(free))
				list = jsonList(free)
				if err := tx.row("SELECT COUNT(*) FROM parts WHERE message_id "+ofIDs, list).Scan(&parts); err != nil {
					return err
				}
				if err := tx.row("SELECT COUNT(*) FROM messages WHERE state = 2 AND id "+ofIDs, list).Scan(&open); err != nil {
					return err
				}
				tx.w.memory.drop(free)
			}
			for i, text := range p.erase {
				var arg any = list
				if strings.Contains(text, ":digits") {
					arg = named("digits", s.Digits)
				}
				r, err := tx.exec(text, arg)
				if err != nil {
					return err
				}
				rows, err := r.RowsAffected()
				if err != nil {
					return err
				}
				switch {
				case i == len(p.erase)-1:
					n = rows
				case strings.Contains(text, "FROM receipts"):
					receipts = rows
				case strings.Contains(text, "FROM deliveries"):
					owed = rows
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		add(p.class, p.name, n)
		add(p.class, partsName, parts)
		add(gateway.ClassReceipts, "Receipts", receipts)
		add(gateway.ClassOwed, "Owed to applications", owed)
		e.Left += busy
		awaited += open
	}
	if awaited > 0 {
		e.Kept = append(e.Kept, gateway.Plural(int(awaited), "message")+" had been accepted and had no receipt yet. A receipt that still comes is new data: erase again when it has.")
	}
	return nil
}

// free are the messages of a list of which no part is on its way.
func (t *Tx) free(list string) ([]int64, error) {
	rows, err := t.query("SELECT id FROM messages m WHERE id "+ofIDs+" AND state <> 1 AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.message_id = m.id AND p.state = 1)", list)
	return collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
}

// eraseMentions takes the number out of texts that belong to others.
func (db *DB) eraseMentions(ctx context.Context, x mention, s gateway.Subject, add func(class, name string, n int64)) error {
	return db.mentions(ctx, x, s, func(id any, text string) error {
		next, _ := s.Strip(text, gateway.ErasedMark)
		err := db.do(ctx, func(tx *Tx) error {
			if x.json && !json.Valid([]byte(next)) {
				if x.whenInvalid == "" {
					return nil // the search tells that it is still there
				}
				_, err := tx.exec(x.whenInvalid, id)
				return err
			}
			if _, err := tx.exec("UPDATE "+x.table+" SET "+x.column+" = ? WHERE "+x.id+" = ?", next, id); err != nil {
				return err
			}
			if x.also != "" {
				if _, err := tx.exec(x.also, id); err != nil {
					return err
				}
			}
			if n, ok := id.(int64); ok && x.table == "messages" {
				tx.w.memory.drop([]int64{n})
			}
			return nil
		})
		if err == nil {
			add(x.class, x.name, 1)
		}
		return err
	})
}

// keptWaiting tells of what has to stay: waiting messages to others that mention
// the number, and the configuration.
func (db *DB) keptWaiting(ctx context.Context, s gateway.Subject, e *gateway.Erasure) error {
	n := 0
	if err := db.mentions(ctx, mention{table: "messages", id: "id", column: "text", where: "state IN (0, 1, 7)"}, s, func(any, string) error { n++; return nil }); err != nil {
		return err
	}
	if n > 0 {
		e.Kept = append(e.Kept, fmt.Sprintf("%d messages to others that have not ended mention it and were left as they are: erase again when they have.", n))
	}
	n = 0
	if err := db.mentions(ctx, mention{table: "config", id: "version", column: "document"}, s, func(any, string) error { n++; return nil }); err != nil {
		return err
	}
	if n > 0 {
		e.Kept = append(e.Kept, fmt.Sprintf("The configuration names it (%d of its stored versions), as a sender, rule or account: change it there. Old versions go when %d newer ones are stored.", n, keptConfigs))
	}
	return nil
}

// BroughtBack are the numbers in a restored back-up that had been erased.
func (db *DB) BroughtBack(ctx context.Context) ([]string, error) {
	var n int
	if err := db.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM meta WHERE key = ?", restoredKey).Scan(&n); err != nil || n == 0 {
		return nil, db.words(err)
	}
	tables, err := db.tables(ctx)
	if err != nil {
		return nil, err
	}
	all := "SELECT to_addr AS a FROM messages UNION SELECT from_addr FROM messages UNION SELECT from_addr FROM receipts UNION SELECT to_addr FROM receipts"
	if _, ok := tables["contacts"]; ok {
		all += " UNION SELECT digits FROM contacts"
	}
	rows, err := db.read.QueryContext(ctx, all)
	list, err := collect(rows, err, func(r scanner, s *string) error { return r.Scan(s) })
	if err != nil {
		return nil, db.words(err)
	}
	var out []string
	for _, a := range list {
		digits := gateway.CompareForm(a)
		for _, print := range db.fingerprints(digits) {
			err := db.read.QueryRowContext(ctx, "SELECT 1 FROM tombstones WHERE hash = ?", print).Scan(&n)
			if err == nil && !slices.Contains(out, digits) {
				out = append(out, digits)
			}
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return nil, db.words(err)
			}
		}
	}
	return out, nil
}

// SettleRestore says that they were erased again, and tells whether a back-up was
// restored at all.
func (db *DB) SettleRestore(ctx context.Context) (restored bool, err error) {
	err = db.do(ctx, func(tx *Tx) error {
		e, err := tx.exec("DELETE FROM meta WHERE key = ?", restoredKey)
		restored = e.rows > 0
		return err
	})
	return restored, err
}

// mergePages is how much of an index is merged in one commit, about 256 KB, and
// mergeRounds how often it is begun anew: a merge that was at work already may
// have passed what was deleted since.
const (
	mergePages  = 64
	mergeRounds = 4
)

// mergeIndexes has full-text indexes forget the words of deleted rows: they
// keep them in old segments otherwise. It goes in steps, so that messages are not
// held up by a large index: the first of a round asks for all segments to become
// one, and the others go on until nothing is left to do (SQLite FTS5 Extension,
// 6.8 The 'merge' Command).
func (db *DB) mergeIndexes(ctx context.Context, tables map[string]string) error {
	for name, text := range tables {
		if !strings.Contains(strings.ToLower(text), "using fts5") {
			continue
		}
		for range mergeRounds {
			more, err := db.mergeStep(ctx, name, -mergePages)
			if err == nil && !more {
				break // it is one segment without a deleted row
			}
			for err == nil && more {
				more, err = db.mergeStep(ctx, name, mergePages)
			}
			if err != nil {
				return fmt.Errorf("merge the index %s: %w", name, err)
			}
		}
	}
	return nil
}

// mergeStep merges some pages and tells whether there were any: a merge with
// nothing to do makes fewer than two changes.
func (db *DB) mergeStep(ctx context.Context, name string, pages int) (more bool, err error) {
	quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	err = db.do(ctx, func(tx *Tx) error {
		var before, after int64
		if err := tx.row("SELECT total_changes()").Scan(&before); err != nil {
			return err
		}
		if _, err := tx.exec("INSERT INTO "+quoted+" ("+quoted+", rank) VALUES ('merge', ?)", pages); err != nil {
			return err
		}
		err := tx.row("SELECT total_changes()").Scan(&after)
		more = after-before >= 2
		return err
	})
	return more, err
}
