package storage

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"os"
	"path"
	"slices"
	"time"

	"relay/gateway"
)

//go:embed schema/*.sql
var schema embed.FS

// migrations are the steps of the schema in order; their number is the schema's
// version.
func migrations() []string {
	entries, err := schema.ReadDir("schema")
	if err != nil {
		panic(err) // the files are in the program
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, path.Join("schema", e.Name()))
	}
	slices.Sort(names)
	return names
}

// migrate brings the schema up to date, each step in a transaction of its own,
// after a back-up of the file.
func (db *DB) migrate(ctx context.Context, conn *sql.DB, fresh bool) error {
	steps := migrations()
	var version int
	if err := conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return db.words(err)
	}
	if version > len(steps) {
		return fmt.Errorf("the data in %s was written by a newer Relay (schema %d, this one knows %d): install that version again, or choose another folder with --data", db.file, version, len(steps))
	}
	if version == len(steps) {
		return nil
	}
	if !fresh && version > 0 {
		backup := fmt.Sprintf("%s.before-schema-%d-%s", db.file, len(steps), time.Now().UTC().Format("20060102T150405"))
		if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", backup); err != nil {
			return fmt.Errorf("a back-up before the change of schema: %w", db.words(err))
		}
		if err := os.Chmod(backup, 0o600); err != nil {
			return fmt.Errorf("protect the back-up %s: %w", backup, err)
		}
	}
	for i := version; i < len(steps); i++ {
		text, err := schema.ReadFile(steps[i])
		if err != nil {
			return err
		}
		tx, err := conn.BeginTx(ctx, nil)
		if err != nil {
			return db.words(err)
		}
		if _, err = tx.ExecContext(ctx, string(text)); err == nil && path.Base(steps[i]) == "016_pdublocks.sql" {
			err = moveLog(ctx, tx)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", i+1))
		}
		if err != nil {
			_ = tx.Rollback()
			return fmt.Errorf("change the schema (%s): %w", steps[i], db.words(err))
		}
		if err := tx.Commit(); err != nil {
			return fmt.Errorf("change the schema (%s): %w", steps[i], db.words(err))
		}
	}
	return nil
}

// moveLog puts the PDU log of a row for each record into blocks.
func moveLog(ctx context.Context, tx *sql.Tx) error {
	for after := int64(0); ; {
		rows, err := tx.QueryContext(ctx, "SELECT number, time, link, account, session, out, version, frame FROM pdus WHERE number > ? ORDER BY number LIMIT ?", after, blockRecords)
		list, err := collect(rows, err, func(r scanner, p *gateway.PDURecord) error {
			var number, at, session int64
			err := r.Scan(&number, &at, &p.Link, &p.Account, &session, &p.Out, &p.Version, &p.Frame)
			p.Number, p.Session, p.Time = uint64(number), uint64(session), time.UnixMicro(at)
			return err
		})
		if err != nil {
			return err
		}
		if len(list) == 0 {
			_, err := tx.ExecContext(ctx, "DROP TABLE pdus")
			return err
		}
		after = int64(list[len(list)-1].Number)
		for _, b := range blocksOf(list) {
			if _, err := tx.ExecContext(ctx, insertBlock, b.args()...); err != nil {
				return err
			}
		}
	}
}
