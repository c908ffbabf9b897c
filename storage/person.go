package storage

import (
	"context"
	"fmt"

	"relay/gateway"
)

// Record is one stored record about a person.
type Record struct {
	Class  string
	Fields []Field
}

// Field is one of its values, as it is stored.
type Field struct {
	Name  string
	Value any
}

// Person calls fn with every record about a number: messages, receipts, PDUs and
// the rest, class by class.
func (db *DB) Person(ctx context.Context, s gateway.Subject, fn func(Record) error) error {
	if err := db.settled(ctx); err != nil {
		return err
	}
	tables, err := db.tables(ctx)
	if err != nil {
		return err
	}
	for _, p := range places() {
		if !p.there(tables) {
			continue
		}
		switch {
		case p.export != "":
			err = db.records(ctx, p.name, p.export, fn, subjectArgs(s)...)
		case p.table == logTable:
			err = db.aboutPDUs(ctx, s, func(r *gateway.PDURecord) error { return fn(Record{p.name, pduFields(r)}) })
		case p.table == "deliveries":
			err = db.recordsByID(ctx, p, s, `SELECT id, account, created_at, lower(hex(pdu)) AS octets FROM deliveries WHERE id `+ofIDs+" ORDER BY id", fn)
		}
		if err != nil {
			return fmt.Errorf("export %s: %w", p.name, err)
		}
	}
	return nil
}

func (db *DB) recordsByID(ctx context.Context, p place, s gateway.Subject, text string, fn func(Record) error) error {
	ids, err := db.found(ctx, p, s)
	if err != nil {
		return err
	}
	return db.records(ctx, p.name, text, fn, jsonList(ids))
}

func (db *DB) records(ctx context.Context, class, text string, fn func(Record) error, args ...any) error {
	rows, err := db.read.QueryContext(ctx, text, args...)
	if err != nil {
		return db.words(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return db.words(err)
	}
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return db.words(err)
		}
		r := Record{Class: class}
		for i, v := range values {
			r.Fields = append(r.Fields, Field{names[i], readable(names[i], v)})
		}
		if err := fn(r); err != nil {
			return err
		}
	}
	return db.words(rows.Err())
}

// readable puts a time or state into words.
func readable(name string, v any) any {
	n, ok := v.(int64)
	if !ok {
		return v
	}
	switch name {
	case "state":
		return gateway.MessageState(n).String()
	case "time", "since", "created_at", "submitted_at", "accepted_at", "done_at", "received_at":
		if n == 0 {
			return nil
		}
		return fromMS(n).Format("2006-01-02T15:04:05.000Z")
	}
	return v
}
