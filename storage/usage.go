package storage

import (
	"context"
	"database/sql"

	"relay/gateway"
)

// Usage tells how much room each class takes. It reads the whole database:
// seconds, with a large one.
func (db *DB) Usage(ctx context.Context) ([]gateway.Use, error) {
	tables, err := db.tables(ctx)
	if err != nil {
		return nil, err
	}
	pages, err := db.pages(ctx)
	if err != nil {
		return nil, err
	}
	var out []gateway.Use
	for _, c := range gateway.DataClasses() {
		u := gateway.Use{Class: c.Name}
		for i, t := range c.Tables {
			if _, ok := tables[t]; !ok {
				continue
			}
			u.Bytes += pages[t]
			if i > 0 {
				continue // the first counts the things, the others their parts
			}
			var n int64
			count := "COUNT(*)"
			if t == logTable {
				count = "COALESCE(SUM(records), 0)"
			}
			if err := db.read.QueryRowContext(ctx, "SELECT "+count+" FROM "+t).Scan(&n); err != nil {
				return nil, db.words(err)
			}
			u.Rows = n
		}
		if c.Name == gateway.ClassTexts {
			if err := db.read.QueryRowContext(ctx, "SELECT COUNT(*), COALESCE(SUM(LENGTH(CAST(text AS BLOB))), 0) FROM messages WHERE text <> ''").Scan(&u.Rows, &u.Bytes); err != nil {
				return nil, db.words(err)
			}
		}
		if text := oldest()[c.Name]; text != "" {
			var at sql.NullInt64
			if err := db.read.QueryRowContext(ctx, text).Scan(&at); err != nil {
				return nil, db.words(err)
			}
			u.Oldest = fromMS(at.Int64)
		}
		if u.Rows > 0 || c.Key != "" || c.Name == gateway.ClassAudit {
			out = append(out, u)
		}
	}
	return out, nil
}

// oldest are statements that give the time of a class's oldest record.
func oldest() map[string]string {
	return map[string]string{
		gateway.ClassTexts:    "SELECT MIN(created_at) FROM messages WHERE text <> ''",
		gateway.ClassMessages: "SELECT MIN(created_at) FROM messages",
		gateway.ClassReceipts: "SELECT MIN(received_at) FROM receipts",
		gateway.ClassPDUs:     "SELECT (SELECT since / 1000 FROM pdu_blocks ORDER BY first LIMIT 1)",
		gateway.ClassTraffic:  "SELECT MIN(slot) * 10000 FROM traffic",
		gateway.ClassAudit:    "SELECT MIN(at) FROM audit",
	}
}

// pages are the octets that each table takes, its indexes included.
func (db *DB) pages(ctx context.Context) (map[string]int64, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT s.tbl_name, SUM(d.pgsize) FROM dbstat('main', 1) d JOIN sqlite_schema s ON s.name = d.name GROUP BY s.tbl_name")
	if err != nil {
		return nil, db.words(err)
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var name string
		var n int64
		if err := rows.Scan(&name, &n); err != nil {
			return nil, err
		}
		out[name] = n
	}
	return out, db.words(rows.Err())
}
