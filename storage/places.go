package storage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"relay/gateway"
)

// logTable is the place whose records are in blocks, which statements can't search.
const logTable = "pdu_blocks"

// place is one place that may hold a number. Places whose tables are not there
// have nothing.
type place struct {
	class  string   // gateway.DataClass
	name   string   // in the report
	table  string   // where it lies
	needs  []string // further tables that its statements name
	ids    string   // selects the ids, by :forms and :digits
	blob   string   // or: a column of octets to be searched, row by row
	id     string   // the table's key, with blob
	erase  []string // what becomes of the ids, by a JSON list; the last tells how many went
	export string   // selects what a person may know, one column a field; by :forms and :digits
}

const (
	ofForms  = "IN (SELECT value FROM json_each(:forms))"
	ofIDs    = "IN (SELECT value FROM json_each(?))"
	sentTo   = "direction = 0 AND to_addr " + ofForms
	cameFrom = "NOT (" + sentTo + ") AND (from_addr " + ofForms + " OR to_addr " + ofForms + ")"
	exported = `SELECT id, CASE direction WHEN 0 THEN 'out' ELSE 'in' END AS direction, link, account, from_addr AS "from", to_addr AS "to", text, state, created_at, submitted_at, accepted_at, done_at FROM messages WHERE `
)

// eraseMessages takes messages away with what belongs to them. Parts, joins and
// tags go by themselves.
func eraseMessages() []string {
	return []string{"DELETE FROM receipts WHERE message_id <> 0 AND message_id " + ofIDs, "DELETE FROM deliveries WHERE message_id " + ofIDs, "DELETE FROM messages WHERE id " + ofIDs}
}

// partsName is what the parts are called that go with messages.
const partsName = "Parts of messages"

// rowID is a campaign's row as one number.
const rowID = "campaign * 1000000000 + number"

// eraseRows empties rows of campaigns; what waited counts as stopped.
func eraseRows() []string {
	recount := "INSERT INTO campaign_tally SELECT campaign, '%s', %s FROM campaign_rows WHERE state = 0 AND " + rowID + " " + ofIDs + " GROUP BY campaign ON CONFLICT DO UPDATE SET n = n + excluded.n"
	return []string{fmt.Sprintf(recount, rowTally(gateway.RowWaiting), "-COUNT(*)"), fmt.Sprintf(recount, rowTally(gateway.RowStopped), "COUNT(*)"),
		fmt.Sprintf("UPDATE campaign_rows SET to_addr = '', text = '', state = CASE state WHEN %d THEN %d ELSE state END WHERE %s %s", gateway.RowWaiting, gateway.RowStopped, rowID, ofIDs)}
}

// places are all places, in the order in which they are erased: what refers to
// messages goes before them. Erasing is done again from the top after a crash,
// so each finds what is left by the number alone.
func places() []place {
	return []place{
		{class: gateway.ClassCampaigns, name: "Rows of campaigns", table: "campaign_rows", needs: []string{"campaign_tally"},
			ids:    "SELECT " + rowID + " FROM campaign_rows WHERE to_addr " + ofForms,
			erase:  eraseRows(),
			export: "SELECT campaign, number, text FROM campaign_rows WHERE to_addr " + ofForms},
		{class: gateway.ClassMessages, name: "Messages to it", table: "messages", ids: "SELECT id FROM messages WHERE " + sentTo, erase: eraseMessages(), export: exported + sentTo + " ORDER BY id"},
		{class: gateway.ClassMessages, name: "Messages from it", table: "messages", ids: "SELECT id FROM messages WHERE " + cameFrom, erase: eraseMessages(), export: exported + cameFrom + " ORDER BY id"},
		{class: gateway.ClassReceipts, name: "Receipts", table: "receipts", ids: "SELECT id FROM receipts WHERE from_addr " + ofForms + " OR to_addr " + ofForms,
			erase:  []string{"DELETE FROM receipts WHERE id " + ofIDs},
			export: `SELECT id, link, message_id, from_addr AS "from", to_addr AS "to", stat, err, text, received_at FROM receipts WHERE from_addr ` + ofForms + " OR to_addr " + ofForms + " ORDER BY id"},
		{class: gateway.ClassOwed, name: "Owed to applications", table: "deliveries", blob: "pdu", id: "id", erase: []string{"DELETE FROM deliveries WHERE id " + ofIDs}},
		{class: gateway.ClassPDUs, name: "PDUs in the log", table: logTable},
		{class: gateway.ClassContacts, name: "Groups it is in", table: "members", needs: []string{"contacts", "contact_groups"}, ids: "SELECT m.group_id FROM members m JOIN contacts c ON c.id = m.contact_id WHERE c.digits = :digits",
			erase:  []string{"DELETE FROM members WHERE contact_id IN (SELECT id FROM contacts WHERE digits = :digits)"}, // before the contact, or nothing would tell how many
			export: `SELECT g.name AS "group" FROM members m JOIN contacts c ON c.id = m.contact_id JOIN contact_groups g ON g.id = m.group_id WHERE c.digits = :digits`},
		{class: gateway.ClassContacts, name: "Contact", table: "contacts", ids: "SELECT id FROM contacts WHERE digits = :digits", erase: []string{"DELETE FROM contacts WHERE id " + ofIDs},
			export: "SELECT name, number, note, fields FROM contacts WHERE digits = :digits"},
		{class: gateway.ClassOptOuts, name: "Opt-out", table: "opt_outs", ids: "SELECT 1 FROM opt_outs WHERE digits = :digits", erase: []string{"DELETE FROM opt_outs WHERE digits = :digits"},
			export: "SELECT number, since, keyword, note, link FROM opt_outs WHERE digits = :digits"},
		{class: gateway.ClassOptOuts, name: "Answers sent by themselves", table: "auto_sent", ids: "SELECT 1 FROM auto_sent WHERE digits = :digits", erase: []string{"DELETE FROM auto_sent WHERE digits = :digits"}},
	}
}

// mention is a column of texts in which the number of one person may be
// mentioned in what belongs to others.
type mention struct {
	class       string
	name        string
	table       string
	id, column  string
	where       string // rows that may be changed, "" all
	json        bool   // the text is a JSON document
	also        string // what else has to go when the text changes, by id
	whenInvalid string // what a document becomes that can't be mended, by id
}

func texts() []mention {
	return []mention{
		{class: gateway.ClassMessages, name: "Mentions in texts", table: "messages", id: "id", column: "text", where: "state NOT IN (0, 1, 7)", also: "UPDATE parts SET pdu = x'' WHERE message_id = ?"},
		{class: gateway.ClassReceipts, name: "Mentions in receipts", table: "receipts", id: "id", column: "text"},
		{class: gateway.ClassPDUs, name: "Mentions in ends of sessions", table: "session_ends", id: "session", column: "why"},
		{class: gateway.ClassCampaigns, name: "Mentions in rows of campaigns", table: "campaign_rows", id: rowID, column: "text", where: "state <> 0"},
		{class: gateway.ClassCampaigns, name: "Mentions in campaigns", table: "campaigns", id: "id", column: "plan", json: true},
		{class: gateway.ClassContacts, name: "Mentions in notes", table: "contacts", id: "id", column: "note"},
		{class: gateway.ClassContacts, name: "Mentions in fields", table: "contacts", id: "id", column: "fields", json: true},
		{class: gateway.ClassContacts, name: "Mentions in what is searched", table: "contacts", id: "id", column: "words"},
		{class: gateway.ClassDesk, name: "Drafts and layout", table: "office", id: "key", column: "document", json: true, whenInvalid: "DELETE FROM office WHERE key = ?"},
	}
}

func named(name string, v any) any { return sql.Named(name, v) }

// ids reads the first column of a query.
func (db *DB) ids(ctx context.Context, text string, args ...any) ([]int64, error) {
	rows, err := db.read.QueryContext(ctx, text, args...)
	list, err := collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
	return list, db.words(err)
}

// tables are the names of the tables that there are, with how they were made.
func (db *DB) tables(ctx context.Context) (map[string]string, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT name, COALESCE(sql, '') FROM sqlite_schema WHERE type = 'table'")
	if err != nil {
		return nil, db.words(err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		out[name] = text
	}
	return out, db.words(rows.Err())
}

func (p place) there(tables map[string]string) bool {
	for _, t := range append([]string{p.table}, p.needs...) {
		if _, ok := tables[t]; !ok {
			return false
		}
	}
	return true
}

// subjectArgs are what the statements of places name.
func subjectArgs(s gateway.Subject) []any {
	var b strings.Builder
	for i, f := range s.Forms() {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + f + `"`)
	}
	return []any{named("forms", "["+b.String()+"]"), named("digits", s.Digits)}
}

// scanChunk is how many rows are searched in one read.
const scanChunk = 2000

// found returns the ids of a place.
func (db *DB) found(ctx context.Context, p place, s gateway.Subject) ([]int64, error) {
	if p.table == logTable {
		var numbers []int64
		err := db.aboutPDUs(ctx, s, func(r *gateway.PDURecord) error { numbers = append(numbers, int64(r.Number)); return nil })
		return numbers, err
	}
	if p.blob == "" {
		return db.ids(ctx, p.ids, subjectArgs(s)...)
	}
	var out []int64
	for after := int64(0); ; {
		n := 0
		rows, err := db.read.QueryContext(ctx, "SELECT "+p.id+", "+p.blob+" FROM "+p.table+" WHERE "+p.id+" > ? ORDER BY "+p.id+" LIMIT ?", after, scanChunk)
		if err != nil {
			return nil, db.words(err)
		}
		for rows.Next() {
			var b sql.RawBytes
			if err = rows.Scan(&after, &b); err != nil {
				break
			}
			n++
			if s.In(b) {
				out = append(out, after)
			}
		}
		if err == nil {
			err = rows.Err()
		}
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return nil, db.words(err)
		}
		if n < scanChunk {
			return out, nil
		}
	}
}

// Find tells what is kept about a number.
func (db *DB) Find(ctx context.Context, s gateway.Subject) (gateway.Person, error) {
	p := gateway.Person{Number: s.Show()}
	if err := db.settled(ctx); err != nil {
		return p, err
	}
	tables, err := db.tables(ctx)
	if err != nil {
		return p, err
	}
	for _, x := range places() {
		if !x.there(tables) {
			continue
		}
		ids, err := db.found(ctx, x, s)
		if err != nil {
			return p, err
		}
		if len(ids) > 0 {
			p.Items = append(p.Items, gateway.Found{Class: x.class, Name: x.name, N: int64(len(ids))})
		}
	}
	for _, x := range texts() {
		if _, ok := tables[x.table]; !ok {
			continue
		}
		n := int64(0)
		if err := db.mentions(ctx, x, s, func(any, string) error { n++; return nil }); err != nil {
			return p, err
		}
		if n > 0 {
			p.Items = append(p.Items, gateway.Found{Class: x.class, Name: x.name, N: n})
		}
	}
	parts, err := db.ids(ctx, "SELECT p.rowid FROM parts p JOIN messages m ON m.id = p.message_id WHERE m.from_addr "+ofForms+" OR m.to_addr "+ofForms, subjectArgs(s)...)
	if err != nil {
		return p, err
	}
	if len(parts) > 0 {
		p.Items = append(p.Items, gateway.Found{Class: gateway.ClassMessages, Name: partsName, N: int64(len(parts))})
	}
	var from, to int64
	if err := db.read.QueryRowContext(ctx, "SELECT COALESCE(MIN(created_at), 0), COALESCE(MAX(created_at), 0), COALESCE(SUM(state = 0), 0) FROM messages WHERE from_addr "+ofForms+" OR to_addr "+ofForms, subjectArgs(s)...).
		Scan(&from, &to, &p.Waiting); err != nil {
		return p, db.words(err)
	}
	p.From, p.To = fromMS(from), fromMS(to)
	return p, nil
}

// mentions calls fn with the id and the text of every row that mentions the
// number; a message to or from it is none.
func (db *DB) mentions(ctx context.Context, x mention, s gateway.Subject, fn func(id any, text string) error) error {
	where := "1"
	if x.where != "" {
		where = x.where
	}
	text := "SELECT " + x.id + ", " + x.column + " FROM " + x.table + " WHERE " + where
	switch x.table {
	case "messages", "receipts":
		text += " AND NOT (from_addr " + ofForms + " OR to_addr " + ofForms + ")"
	case "contacts":
		text += " AND digits <> :digits"
	case "campaign_rows":
		text += " AND NOT to_addr " + ofForms
	}
	type hit struct {
		id   any
		text string
	}
	rows, err := db.read.QueryContext(ctx, text, subjectArgs(s)...)
	if err != nil {
		return db.words(err)
	}
	var hits []hit
	for rows.Next() {
		var id any
		var b sql.RawBytes
		if err = rows.Scan(&id, &b); err != nil {
			break
		}
		if manyDigits(b, len(s.Digits)-3) {
			if _, ok := s.Strip(string(b), ""); ok {
				hits = append(hits, hit{id, string(b)})
			}
		}
	}
	if err == nil {
		err = rows.Err()
	}
	if cerr := rows.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return db.words(err)
	}
	for _, h := range hits {
		if err := fn(h.id, h.text); err != nil {
			return err
		}
	}
	return nil
}

// manyDigits tells whether a text has at least n digits: most have not.
func manyDigits(b []byte, n int) bool {
	for _, c := range b {
		if c >= '0' && c <= '9' {
			if n--; n <= 0 {
				return true
			}
		}
	}
	return false
}
