package storage

import (
	"context"
	"encoding/json"
	"time"

	"relay/gateway"
)

// InsertDelivery stores what we owe an account and sets its id.
func (t *Tx) InsertDelivery(d *gateway.Delivery) error {
	id, err := t.draw(counterDeliveries)
	if err != nil {
		return err
	}
	d.ID = id
	if d.PDU == nil { // the row refuses it, and has to do so now
		_, err := t.execOther(changeOwed.text(), deliveryOf(d)...)
		return err
	}
	t.w.memory.owe(*d)
	return nil
}

// UpdateDelivery stores attempts and next time.
func (t *Tx) UpdateDelivery(d *gateway.Delivery) error {
	_, err := t.exec("UPDATE deliveries SET attempts=?, next_at=? WHERE id=?", d.Attempts, ms(d.NextAt), d.ID)
	return err
}

// DeleteDelivery removes what was acknowledged.
func (t *Tx) DeleteDelivery(id int64) error {
	if t.w.memory.delivered(id) {
		return nil
	}
	_, err := t.execOther(changeDelivered.text(), id)
	return err
}

const deliveryColumns = "id, account, message_id, pdu, attempts, next_at, created_at"

func scanDelivery(r scanner, d *gateway.Delivery) error {
	var next, created int64
	if err := r.Scan(&d.ID, &d.Account, &d.MessageID, &d.PDU, &d.Attempts, &next, &created); err != nil {
		return err
	}
	d.NextAt, d.CreatedAt = fromMS(next), fromMS(created)
	return nil
}

// DeliveriesOf returns what an account is owed of messages, oldest first. It looks
// at all that the account is owed, once.
func (t *Tx) DeliveriesOf(account string, messages ...int64) ([]gateway.Delivery, error) {
	ids, err := json.Marshal(messages)
	if err != nil {
		return nil, err
	}
	rows, err := t.query("SELECT "+deliveryColumns+" FROM deliveries WHERE account = ? AND message_id IN (SELECT value FROM json_each(?)) ORDER BY id", account, string(ids))
	return collect(rows, err, scanDelivery)
}

// DeliveriesDue returns what is owed to an account and due, oldest first.
func (db *DB) DeliveriesDue(ctx context.Context, account string, after int64, now time.Time, limit int) ([]gateway.Delivery, error) {
	_ = db.settled(ctx) // what it misses now would wait for the next look; while the disk takes nothing, what is there has to do
	rows, err := db.read.rows(ctx, "SELECT "+deliveryColumns+" FROM deliveries WHERE account = ? AND id > ? AND next_at <= ? ORDER BY id LIMIT ?",
		account, after, ms(now), limit)
	list, err := collect(rows, err, scanDelivery)
	if err != nil {
		return nil, db.words(err)
	}
	return list, nil
}
