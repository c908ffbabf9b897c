package storage

import (
	"relay/gateway"
)

const receiptColumns = `id, link, message_id, part_id, provider_id, matched_by, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, stat, state, err, text, done_at, received_at, times`

func scanReceipt(r scanner, x *gateway.Receipt) error {
	var done, received int64
	if err := r.Scan(&x.ID, &x.Link, &x.MessageID, &x.PartID, &x.ProviderID, &x.MatchedBy, &x.From.TON, &x.From.NPI, &x.From.Addr, &x.To.TON, &x.To.NPI, &x.To.Addr,
		&x.Stat, &x.State, &x.Err, &x.Text, &done, &received, &x.Times); err != nil {
		return err
	}
	x.DoneAt, x.ReceivedAt = fromMS(done), fromMS(received)
	return nil
}

// InsertReceipt stores a receipt and sets its id.
func (t *Tx) InsertReceipt(x *gateway.Receipt) error {
	id, err := t.draw(counterReceipts)
	if err != nil {
		return err
	}
	_, err = t.execOther(`INSERT OR FAIL INTO receipts (id, link, message_id, part_id, provider_id, matched_by, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, stat, state, err, text, done_at, received_at, times)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		id, x.Link, x.MessageID, x.PartID, x.ProviderID, x.MatchedBy, x.From.TON, x.From.NPI, x.From.Addr, x.To.TON, x.To.NPI, x.To.Addr, x.Stat, x.State, x.Err, x.Text,
		ms(x.DoneAt), ms(x.ReceivedAt), x.Times)
	if err != nil {
		return err
	}
	if x.MessageID == 0 {
		t.w.memory.orphan(x.Link, x.ProviderID)
	}
	x.ID = id
	return nil
}

// UpdateReceipt stores what may change of a receipt.
func (t *Tx) UpdateReceipt(x *gateway.Receipt) error {
	_, err := t.execOther("UPDATE receipts SET message_id=?, part_id=?, matched_by=?, times=? WHERE id=?", x.MessageID, x.PartID, x.MatchedBy, x.Times, x.ID)
	return err
}

// Orphans returns the link's receipts without a message that name id.
func (t *Tx) Orphans(link, id string) ([]gateway.Receipt, error) {
	if known, err := t.orphansKnown(); err != nil || known && !t.w.memory.isOrphan(link, id) {
		return nil, err
	}
	rows, err := t.queryOther("SELECT "+receiptColumns+" FROM receipts WHERE message_id = 0 AND provider_id = ? AND link = ? ORDER BY id", id, link)
	return collect(rows, err, scanReceipt)
}

// orphansKnown has the memory know which ids orphans name; false when they are
// too many.
func (t *Tx) orphansKnown() (bool, error) {
	m := &t.w.memory
	if m.orphans != nil || m.manyOrphans {
		return !m.manyOrphans, nil
	}
	rows, err := t.queryOther("SELECT link, provider_id FROM receipts WHERE message_id = 0 LIMIT ?", maxOrphans)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	m.orphans = map[orphanKey]struct{}{}
	for rows.Next() {
		var k orphanKey
		if err := rows.Scan(&k.link, &k.id); err != nil {
			return false, err
		}
		m.orphan(k.link, k.id)
	}
	return !m.manyOrphans, rows.Err()
}

// SameReceipt returns the receipt of a part with the same stat, if any.
func (t *Tx) SameReceipt(partID int64, stat string) (*gateway.Receipt, error) {
	rows, err := t.queryOther("SELECT "+receiptColumns+" FROM receipts WHERE part_id = ? AND part_id <> 0 AND stat = ? LIMIT 1", partID, stat)
	list, err := collect(rows, err, scanReceipt)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}
