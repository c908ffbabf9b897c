package storage

import (
	"cmp"
	"database/sql"
	"slices"

	"relay/gateway"
	"relay/gateway/smpp"
)

// InsertPart adds a part to a stored message and sets its id.
func (t *Tx) InsertPart(p *gateway.Part) error {
	id, err := t.draw(counterParts)
	if err != nil {
		return err
	}
	k := t.w.memory.find(p.MessageID)
	if k != nil && k.late.behind() {
		if err := t.upToDate(); err != nil { // its parts will have to be read again
			return err
		}
	}
	p.ID = id
	if _, err := t.execOther(changeNewPart.text(), partOf(p)...); err != nil {
		return err
	}
	if k != nil {
		k.parts = nil
	}
	t.w.memory.nowReady(p)
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
	rows, err := t.queryOther("SELECT "+partColumns+" FROM parts WHERE message_id = ? ORDER BY number", messageID) // none that is late: those are known
	list, err := collect(rows, err, scanPart)
	if err == nil {
		t.w.memory.keepParts(messageID, list)
	}
	return list, err
}

// UpdatePart stores what may change of a part.
func (t *Tx) UpdatePart(p *gateway.Part) error {
	known := t.w.memory.part(p.MessageID, p.ID)
	if known != nil && p.State != gateway.Queued && partSameBut(known, p) && (known.ProviderID == "" || known.ProviderID == p.ProviderID) && len(p.ProviderID)+len(p.ReceiptStat)+len(p.ReceiptErr) <= lateTexts {
		t.w.memory.changePart(p)
		t.w.memory.lates.part(p, t.w.memory.find(p.MessageID))
		return nil
	}
	_, err := t.exec(`UPDATE parts SET state=?, link=?, provider_id=?, attempts=?, status=?, resent=?, receipt_stat=?, receipt_err=?, next_at=?, sent_at=?, answered_at=?, done_at=?, session=?, multi=? WHERE id=?`,
		p.State, p.Link, nullText(p.ProviderID), p.Attempts, uint32(p.Status), p.Resent, p.ReceiptStat, p.ReceiptErr,
		ms(p.NextAt), ms(p.SentAt), ms(p.AnsweredAt), ms(p.DoneAt), int64(p.Session), p.Multi, p.ID)
	if err == nil {
		t.w.memory.changePart(p)
		if p.State == gateway.Queued {
			delete(t.w.memory.ready, p.Link) // it waits again, before others
		}
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

func scanPartIDs(r scanner, p *gateway.Part) error { return r.Scan(&p.ID, &p.MessageID) }

// known completes a part of which the ids are known.
func (t *Tx) known(p *gateway.Part) error {
	if k := t.w.memory.part(p.MessageID, p.ID); k != nil {
		*p = *k
		return nil
	}
	list, err := t.withMessages("id = ?", "", p.ID) // not late: those are in the memory
	if err == nil && len(list) == 0 {
		err = errNoRow
	}
	if err == nil {
		*p = list[0]
	}
	return err
}

const partFields = 19 // in partColumns

// withMessages finds parts of which the rows are up to date, and has the memory
// know them and their messages: whoever asks is about to change them.
func (t *Tx) withMessages(where, order string, args ...any) ([]gateway.Part, error) {
	type both struct {
		part    gateway.Part
		message gateway.Message
	}
	rows, err := t.queryOther("SELECT * FROM (SELECT "+partColumns+" FROM parts WHERE "+where+") p JOIN (SELECT "+messageColumns+" FROM messages) m ON m.id = p.message_id "+order, args...)
	found, err := collect(rows, err, func(_ scanner, f *both) error {
		if err := scanPart(piece{rows, 0}, &f.part); err != nil {
			return err
		}
		return scanMessage(piece{rows, partFields}, &f.message)
	})
	if err != nil {
		return nil, err
	}
	list := make([]gateway.Part, 0, len(found))
	for i := range found {
		p, m := &found[i].part, &found[i].message
		list = append(list, *p)
		k := t.w.memory.of(m.ID)
		if k.message == nil {
			t.w.memory.keep(m)
		}
		switch {
		case k.parts != nil:
		case m.Parts == 1:
			t.w.memory.keepParts(m.ID, []gateway.Part{*p})
		default:
			if _, err := t.Parts(m.ID); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// Sending returns the parts in state sending, of one link or of all.
func (t *Tx) Sending(link string) ([]gateway.Part, error) {
	if link == "" {
		return t.parts("state = 1 ORDER BY +id") // + : else it reads all parts in their order
	}
	return t.parts("state = 1 AND link = ? ORDER BY id", link)
}

// PartsByProviderID returns parts of the link whose provider id is exactly id,
// newest first, whatever it was called when they left.
func (t *Tx) PartsByProviderID(link, id string, limit int) ([]gateway.Part, error) {
	names, err := t.formerNames(linkNames)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return t.partsNamed(link, id, limit)
	}
	var list []gateway.Part
	for _, name := range names.all(link) {
		// More than the limit: some may be another's, who had the name before.
		found, err := t.partsNamed(name, id, 2*limit)
		if err != nil {
			return nil, err
		}
		list = append(list, slices.DeleteFunc(found, func(p gateway.Part) bool { return names.owner(name, p.MessageID) != link })...)
	}
	slices.SortFunc(list, func(a, b gateway.Part) int { return cmp.Compare(b.ID, a.ID) })
	return list[:min(len(list), limit)], nil
}

// partsNamed finds the parts that bear the name of a link.
func (t *Tx) partsNamed(link, id string, limit int) ([]gateway.Part, error) {
	rows, err := t.queryOther("SELECT id, message_id FROM parts WHERE provider_id = ? AND link = ? ORDER BY id DESC LIMIT ?", id, link, limit)
	list, err := collect(rows, err, scanPartIDs)
	if err != nil {
		return nil, err
	}
	for _, r := range t.w.memory.named[orphanKey{link, id}] {
		if !slices.ContainsFunc(list, func(p gateway.Part) bool { return p.ID == r.id }) {
			list = append(list, gateway.Part{ID: r.id, MessageID: r.message})
		}
	}
	for i := range list {
		if err := t.known(&list[i]); err != nil {
			return nil, err
		}
	}
	// What is late may have another id by now.
	list = slices.DeleteFunc(list, func(p gateway.Part) bool { return p.ProviderID != id || p.Link != link })
	slices.SortFunc(list, func(a, b gateway.Part) int { return cmp.Compare(b.ID, a.ID) })
	return list[:min(len(list), limit)], nil
}

// MoveQueued gives the waiting parts of one link, and campaigns that are not over,
// to another, and returns of how many messages they are.
func (t *Tx) MoveQueued(from, to string) (int64, error) {
	r, err := t.exec("UPDATE messages SET link = ? WHERE id IN (SELECT message_id FROM parts WHERE state = 0 AND link = ?)", to, from)
	if err != nil {
		return 0, err
	}
	if _, err := t.exec("UPDATE parts SET link = ? WHERE state = 0 AND link = ?", to, from); err != nil {
		return 0, err
	}
	t.w.memory.moved()
	if err := t.renameInPlans(map[string]string{from: to}); err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// WaitingOn returns messages of which parts wait for a link, each once, at most
// limit.
func (t *Tx) WaitingOn(link string, limit int) ([]int64, error) {
	rows, err := t.query("SELECT DISTINCT message_id FROM parts WHERE state = 0 AND link = ? LIMIT ?", link, limit)
	return collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
}
