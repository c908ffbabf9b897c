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
	dropBlocks   = 100 // of the PDU log
)

// finished fits messages of which nothing is expected: what waits, is on its
// way or has an unknown outcome stays, and what is owed to an application or
// is not whole yet.
const finished = `m.state IN (2, 3, 4, 5, 6, 8) AND (CASE WHEN m.done_at > 0 THEN m.done_at ELSE m.created_at END) < :before
	AND m.id NOT IN (SELECT message_id FROM deliveries) AND m.id NOT IN (SELECT message_id FROM joins WHERE whole = 0)`

// endedCampaign fits rows of campaigns that were over before a time.
func endedCampaign() string {
	return fmt.Sprintf("campaign IN (SELECT id FROM campaigns WHERE state IN (%d, %d) AND ended_at > 0 AND ended_at < :before)", gateway.CampaignStopped, gateway.CampaignFinished)
}

// retained is how the data of a class goes by age. due selects ids above :after
// in their order; drop is what becomes of them, by a JSON list; the last tells
// how many went.
type retained struct {
	due      string
	drop     []string
	chunk    int
	messages bool // the ids are those of messages
}

func retention() map[string][]retained {
	return map[string][]retained{
		gateway.ClassTexts: {{
			due: "SELECT m.id FROM messages m WHERE m.id > :after AND m.text <> '' AND " + finished + " ORDER BY m.id LIMIT :limit",
			drop: []string{"UPDATE parts SET pdu = x'' WHERE message_id " + ofIDs, "UPDATE receipts SET text = '' WHERE message_id <> 0 AND message_id " + ofIDs,
				fmt.Sprintf("UPDATE messages SET text = '', flags = flags | %d WHERE id %s", flagTextGone, ofIDs)},
			chunk: dropMessages, messages: true,
		}, {
			due:   "SELECT " + rowID + " FROM campaign_rows WHERE " + rowID + " > :after AND text <> '' AND " + endedCampaign() + " ORDER BY campaign, number LIMIT :limit",
			drop:  []string{"UPDATE campaign_rows SET text = '' WHERE " + rowID + " " + ofIDs},
			chunk: dropRecords,
		}},
		gateway.ClassMessages: {{
			due:   "SELECT m.id FROM messages m WHERE m.id > :after AND " + finished + " ORDER BY m.id LIMIT :limit",
			drop:  []string{"DELETE FROM receipts WHERE message_id <> 0 AND message_id " + ofIDs, "DELETE FROM messages WHERE id " + ofIDs},
			chunk: dropMessages, messages: true,
		}, {
			due:   "SELECT " + rowID + " FROM campaign_rows WHERE " + rowID + " > :after AND to_addr <> '' AND " + endedCampaign() + " ORDER BY campaign, number LIMIT :limit",
			drop:  []string{"UPDATE campaign_rows SET to_addr = '', text = '' WHERE " + rowID + " " + ofIDs},
			chunk: dropRecords,
		}},
		gateway.ClassReceipts: {{
			due:   "SELECT id FROM receipts WHERE id > :after AND message_id = 0 AND received_at < :before ORDER BY id LIMIT :limit",
			drop:  []string{"DELETE FROM receipts WHERE message_id = 0 AND id " + ofIDs},
			chunk: dropRecords,
		}},
		gateway.ClassTraffic: {{
			due:   "SELECT DISTINCT slot FROM traffic WHERE slot > :after AND slot < :before / 10000 ORDER BY slot LIMIT :limit",
			drop:  []string{"DELETE FROM traffic WHERE slot " + ofIDs},
			chunk: dropRecords,
		}},
	}
}

// DropOld deletes data of a class from before a time, in small commits; it
// looks for it beside the writer. It returns how many records went.
func (db *DB) DropOld(ctx context.Context, class string, before time.Time) (gone int64, err error) {
	if class == gateway.ClassPDUs {
		if gone, err = db.dropOldPDUs(ctx, before); gone > 0 {
			db.logged.forget()
		}
		return gone, err
	}
	list, ok := retention()[class]
	if !ok {
		return 0, fmt.Errorf("%s has no age", class)
	}
	for _, r := range list {
		n, err := db.dropOld(ctx, r, before)
		if gone += n; err != nil {
			return gone, err
		}
	}
	return gone, nil
}

func (db *DB) dropOld(ctx context.Context, r retained, before time.Time) (int64, error) {
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
			for _, text := range r.drop {
				result, err := tx.exec(text, list)
				if err != nil {
					return err
				}
				if n, err = result.RowsAffected(); err != nil {
					return err
				}
			}
			if r.messages {
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
func (db *DB) DueOld(ctx context.Context, class string, before time.Time) (total int64, err error) {
	if class == gateway.ClassPDUs {
		return db.dueOldPDUs(ctx, before)
	}
	for _, r := range retention()[class] {
		var n int64
		if err := db.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM ("+r.due+")", named("after", 0), named("before", ms(before)), named("limit", -1)).Scan(&n); err != nil {
			return 0, db.words(err)
		}
		total += n
	}
	return total, nil
}
