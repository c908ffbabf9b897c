package storage

import (
	"context"
	"fmt"
	"time"

	"relay/gateway"
)

// Records deleted in one commit, so that messages are not held up.
const (
	dropMessages = 250
	dropRecords  = 2000
)

// finished fits messages of which nothing is expected: what waits, is on its
// way or has an unknown outcome stays, and what is owed to an application or
// is not whole yet.
const finished = `m.state IN (2, 3, 4, 5, 6, 8) AND (CASE WHEN m.done_at > 0 THEN m.done_at ELSE m.created_at END) < :before
	AND m.id NOT IN (SELECT message_id FROM deliveries) AND m.id NOT IN (SELECT message_id FROM joins)`

// retained is how the data of a class goes by age. due selects ids above :after
// in their order; drop is what becomes of them, by a JSON list.
type retained struct {
	due   string
	drop  []string
	chunk int
}

func retention() map[string]retained {
	return map[string]retained{
		gateway.ClassTexts: {
			due: "SELECT m.id FROM messages m WHERE m.id > :after AND m.text <> '' AND " + finished + " ORDER BY m.id LIMIT :limit",
			drop: []string{"UPDATE messages SET text = '', flags = flags | 16 WHERE id IN (SELECT value FROM json_each(?))", "UPDATE parts SET pdu = x'' WHERE message_id IN (SELECT value FROM json_each(?))",
				"UPDATE receipts SET text = '' WHERE message_id IN (SELECT value FROM json_each(?)) AND message_id <> 0"},
			chunk: dropMessages,
		},
		gateway.ClassMessages: {
			due:   "SELECT m.id FROM messages m WHERE m.id > :after AND " + finished + " ORDER BY m.id LIMIT :limit",
			drop:  []string{"DELETE FROM receipts WHERE message_id IN (SELECT value FROM json_each(?)) AND message_id <> 0", "DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?))"},
			chunk: dropMessages,
		},
		gateway.ClassReceipts: {
			due:   "SELECT id FROM receipts WHERE id > :after AND message_id = 0 AND received_at < :before ORDER BY id LIMIT :limit",
			drop:  []string{"DELETE FROM receipts WHERE id IN (SELECT value FROM json_each(?)) AND message_id = 0"},
			chunk: dropRecords,
		},
		gateway.ClassPDUs: {
			due:   "SELECT number FROM pdus WHERE number > :after AND time < :before * 1000 ORDER BY number LIMIT :limit",
			drop:  []string{"DELETE FROM pdus WHERE number IN (SELECT value FROM json_each(?))"},
			chunk: dropRecords,
		},
		gateway.ClassTraffic: {
			due:   "SELECT DISTINCT slot FROM traffic WHERE slot > :after AND slot < :before / 10000 ORDER BY slot LIMIT :limit",
			drop:  []string{"DELETE FROM traffic WHERE slot IN (SELECT value FROM json_each(?))"},
			chunk: dropRecords,
		},
	}
}

// DropOld deletes data of a class from before a time, in small commits; it
// looks for it beside the writer. It returns how many records went.
func (db *DB) DropOld(ctx context.Context, class string, before time.Time) (int64, error) {
	r, ok := retention()[class]
	if !ok {
		return 0, fmt.Errorf("%s has no age", class)
	}
	var gone, after int64
	for {
		ids, err := db.ids(ctx, r.due, named("after", after), named("before", ms(before)), named("limit", r.chunk))
		if err != nil || len(ids) == 0 {
			return gone, err
		}
		after = ids[len(ids)-1]
		list := jsonList(ids)
		var n int64
		err = db.do(ctx, func(tx *Tx) error {
			n = 0
			if class == gateway.ClassPDUs {
				if err := tx.keepNumbers(); err != nil {
					return err
				}
			}
			for i, text := range r.drop {
				result, err := tx.exec(text, list)
				if err != nil {
					return err
				}
				rows, err := result.RowsAffected()
				if err != nil {
					return err
				}
				if i == 0 || class == gateway.ClassMessages {
					n = rows
				}
			}
			if class == gateway.ClassTexts || class == gateway.ClassMessages {
				tx.w.memory.drop(ids)
			}
			return nil
		})
		if err != nil {
			return gone, err // the turn may still run when ctx has ended: n is its own then
		}
		gone += n
	}
}

// DueOld counts what DropOld would delete.
func (db *DB) DueOld(ctx context.Context, class string, before time.Time) (n int64, err error) {
	r, ok := retention()[class]
	if !ok {
		return 0, nil
	}
	err = db.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM ("+r.due+")", named("after", 0), named("before", ms(before)), named("limit", -1)).Scan(&n)
	return n, db.words(err)
}

// keepNumbers puts the highest numbers of the PDU log aside, so that they are
// not given again.
func (t *Tx) keepNumbers() error {
	for name, text := range map[string]string{"pdu": "SELECT COALESCE(MAX(number), 0) FROM pdus", "session": "SELECT COALESCE(MAX(session), 0) FROM (SELECT session FROM pdus ORDER BY number DESC LIMIT 10000)"} {
		if _, err := t.exec("INSERT INTO counters (name, value) VALUES (?, ("+text+")) ON CONFLICT (name) DO UPDATE SET value = MAX(value, excluded.value)", name); err != nil {
			return err
		}
	}
	return nil
}
