package storage

import (
	"database/sql"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// InsertPart adds a part to a stored message and sets its id.
func (t *Tx) InsertPart(p *gateway.Part) error {
	id, err := t.draw(counterParts)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO parts (id, message_id, number, state, link, pdu, provider_id, attempts, status, resent, receipt_stat, receipt_err, next_at, sent_at, answered_at, done_at, session, multi, priority)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		id, p.MessageID, p.Number, p.State, p.Link, p.PDU, nullText(p.ProviderID), p.Attempts, uint32(p.Status), p.Resent, p.ReceiptStat, p.ReceiptErr,
		ms(p.NextAt), ms(p.SentAt), ms(p.AnsweredAt), ms(p.DoneAt), int64(p.Session), p.Multi, p.Priority)
	if err != nil {
		return err
	}
	p.ID = id
	if k := t.w.memory.find(p.MessageID); k != nil {
		k.parts = nil
	}
	return nil
}

func nullText(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

const partColumns = `id, message_id, number, state, link, pdu, COALESCE(provider_id, ''), attempts, status, resent, receipt_stat, receipt_err, next_at, sent_at, answered_at, done_at, session, multi, priority`

func scanPart(r scanner, p *gateway.Part) error {
	var status uint32
	var next, sent, answered, done, session int64
	if err := r.Scan(&p.ID, &p.MessageID, &p.Number, &p.State, &p.Link, &p.PDU, &p.ProviderID, &p.Attempts, &status, &p.Resent, &p.ReceiptStat, &p.ReceiptErr,
		&next, &sent, &answered, &done, &session, &p.Multi, &p.Priority); err != nil {
		return err
	}
	p.Status, p.Session = smpp.Status(status), uint64(session)
	p.NextAt, p.SentAt, p.AnsweredAt, p.DoneAt = fromMS(next), fromMS(sent), fromMS(answered), fromMS(done)
	return nil
}

func (t *Tx) parts(where string, args ...any) ([]gateway.Part, error) {
	rows, err := t.query("SELECT "+partColumns+" FROM parts WHERE "+where, args...)
	return collect(rows, err, scanPart)
}

// Parts returns a message's parts in order.
func (t *Tx) Parts(messageID int64) ([]gateway.Part, error) {
	if k := t.w.memory.find(messageID); k != nil && k.parts != nil {
		return slices.Clone(k.parts), nil
	}
	list, err := t.parts("message_id = ? ORDER BY number", messageID)
	if err == nil {
		t.w.memory.keepParts(messageID, list)
	}
	return list, err
}

// UpdatePart stores what may change of a part.
func (t *Tx) UpdatePart(p *gateway.Part) error {
	if k := t.w.memory.part(p.MessageID, p.ID); k != nil && partSameBut(k, p) {
		_, err := t.exec("UPDATE parts SET state=?, provider_id=?, status=?, receipt_stat=?, receipt_err=?, answered_at=?, done_at=? WHERE id=?",
			p.State, nullText(p.ProviderID), uint32(p.Status), p.ReceiptStat, p.ReceiptErr, ms(p.AnsweredAt), ms(p.DoneAt), p.ID)
		if err == nil {
			t.w.memory.changePart(p)
		}
		return err
	}
	_, err := t.exec(`UPDATE parts SET state=?, link=?, provider_id=?, attempts=?, status=?, resent=?, receipt_stat=?, receipt_err=?, next_at=?, sent_at=?, answered_at=?, done_at=?, session=?, multi=? WHERE id=?`,
		p.State, p.Link, nullText(p.ProviderID), p.Attempts, uint32(p.Status), p.Resent, p.ReceiptStat, p.ReceiptErr,
		ms(p.NextAt), ms(p.SentAt), ms(p.AnsweredAt), ms(p.DoneAt), int64(p.Session), p.Multi, p.ID)
	if err == nil {
		t.w.memory.changePart(p)
	}
	return err
}

// SetPDU gives a part another content.
func (t *Tx) SetPDU(p *gateway.Part) error {
	_, err := t.exec("UPDATE parts SET pdu=? WHERE id=?", p.PDU, p.ID)
	if k := t.w.memory.find(p.MessageID); k != nil {
		k.parts = nil
	}
	return err
}

// Claim takes the link's next waiting parts that are due, the urgent first and
// then the oldest, and marks them and their messages sending.
func (t *Tx) Claim(link string, now time.Time, session uint64, limit int) ([]gateway.Part, error) {
	rows, err := t.query("SELECT id, message_id FROM parts WHERE state = 0 AND link = ? AND next_at <= ? ORDER BY priority DESC, id LIMIT ?", link, ms(now), limit)
	list, err := collect(rows, err, scanPartIDs)
	if err != nil {
		return nil, err
	}
	for i := range list {
		p := &list[i]
		if err := t.known(p); err != nil {
			return nil, err
		}
		p.State, p.SentAt, p.Session, p.Attempts = gateway.Sending, fromMS(ms(now)), session, p.Attempts+1
		if _, err := t.exec("UPDATE parts SET state=?, sent_at=?, session=?, attempts=? WHERE id=?", int(p.State), ms(p.SentAt), int64(p.Session), p.Attempts, p.ID); err != nil {
			return nil, err
		}
		t.w.memory.changePart(p)
		m, err := t.Message(p.MessageID)
		if err != nil {
			return nil, err
		}
		m.State = gateway.Sending
		if m.SubmittedAt.IsZero() {
			m.SubmittedAt = p.SentAt
		}
		if err := t.UpdateMessage(m); err != nil {
			return nil, err
		}
		if m.Parts == 1 {
			t.w.memory.keepParts(p.MessageID, list[i:i+1])
		}
	}
	return list, nil
}

func scanPartIDs(r scanner, p *gateway.Part) error { return r.Scan(&p.ID, &p.MessageID) }

// known completes a part of which the ids are known.
func (t *Tx) known(p *gateway.Part) error {
	if k := t.w.memory.part(p.MessageID, p.ID); k != nil {
		*p = *k
		return nil
	}
	return scanPart(t.row("SELECT "+partColumns+" FROM parts WHERE id = ?", p.ID), p)
}

// Sending returns the parts in state sending, of one link or of all.
func (t *Tx) Sending(link string) ([]gateway.Part, error) {
	if link == "" {
		return t.parts("state = 1 ORDER BY +id") // + : else it reads all parts in their order
	}
	return t.parts("state = 1 AND link = ? ORDER BY id", link)
}

// PartsByProviderID returns parts of the link whose provider id is exactly id,
// newest first.
func (t *Tx) PartsByProviderID(link, id string, limit int) ([]gateway.Part, error) {
	rows, err := t.query("SELECT id, message_id FROM parts WHERE provider_id = ? AND link = ? ORDER BY id DESC LIMIT ?", id, link, limit)
	list, err := collect(rows, err, scanPartIDs)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := t.known(&list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// MoveQueued gives the waiting parts of one link to another.
func (t *Tx) MoveQueued(from, to string) (int64, error) {
	if _, err := t.exec("UPDATE messages SET link = ? WHERE id IN (SELECT message_id FROM parts WHERE state = 0 AND link = ?)", to, from); err != nil {
		return 0, err
	}
	r, err := t.exec("UPDATE parts SET link = ? WHERE state = 0 AND link = ?", to, from)
	if err != nil {
		return 0, err
	}
	t.w.memory.forget()
	return r.RowsAffected()
}
