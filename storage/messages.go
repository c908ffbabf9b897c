package storage

import (
	"database/sql"
	"errors"
	"fmt"

	"relay/gateway"
	"relay/gateway/smpp"
)

// MessageByKey finds a message by its caller's key.
func (t *Tx) MessageByKey(key string) (int64, bool, error) {
	var id int64
	err := t.rowOther("SELECT id FROM messages WHERE key = ?", key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return id, err == nil, err
}

const (
	flagSimulated = 1 << iota
	flagDuplicate
	flagUnread
	flagScheduled
	flagTextGone
)

func flagsOf(m *gateway.Message) int {
	f := 0
	if m.Simulated {
		f |= flagSimulated
	}
	if m.PossibleDuplicate {
		f |= flagDuplicate
	}
	if m.Unread {
		f |= flagUnread
	}
	if !m.ScheduledAt.IsZero() {
		f |= flagScheduled
	}
	if m.TextGone {
		f |= flagTextGone
	}
	return f
}

// InsertMessage stores a message with its parts and sets their ids.
func (t *Tx) InsertMessage(m *gateway.Message) error {
	id, err := t.draw(counterMessages)
	if err != nil {
		return err
	}
	m.ID = id
	for i := range m.PartList {
		p := &m.PartList[i]
		if p.MessageID = id; p.Link == "" {
			p.Link = m.Link
		}
	}
	if m.Key == "" && t.w.memory.soon(m) {
		return t.insertLate(m)
	}
	if _, err := t.execOther(changeNew.text(), messageOf(m)...); err != nil {
		return err
	}
	for i := range m.PartList {
		if err := t.InsertPart(&m.PartList[i]); err != nil {
			return err
		}
	}
	if m.State != gateway.Queued { // one that waits would take the place of one that is on its way
		t.w.memory.keep(m)
		t.w.memory.keepParts(id, m.PartList)
	}
	return nil
}

// insertLate stores a message that will be sent at once: its rows are written
// when that is over.
func (t *Tx) insertLate(m *gateway.Message) error {
	for i := range m.PartList {
		id, err := t.draw(counterParts)
		if err != nil {
			return err
		}
		m.PartList[i].ID = id
	}
	t.w.memory.keep(m)
	t.w.memory.keepParts(m.ID, m.PartList)
	t.w.memory.fresh(m.ID, t.w.memory.find(m.ID))
	t.w.memory.ready[m.Link].add(m.PartList)
	return nil
}

const messageColumns = `id, COALESCE(key, ''), direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags,
	error_status, error_name, error_text, note, account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until`

func scanMessage(r scanner, m *gateway.Message) error {
	var flags int
	var status uint32
	var name, text string
	var created, scheduled, submitted, accepted, done, valid int64
	if err := r.Scan(&m.ID, &m.Key, &m.Direction, &m.Link, &m.Account, &m.From.TON, &m.From.NPI, &m.From.Addr, &m.To.TON, &m.To.NPI, &m.To.Addr, &m.Text, &m.State, &m.Parts, &m.Done, &flags,
		&status, &name, &text, &m.Note, &m.AccountMessageID, &m.ReceiptWanted, &m.DataCoding, &created, &scheduled, &submitted, &accepted, &done, &valid); err != nil {
		return err
	}
	m.Simulated, m.PossibleDuplicate, m.Unread, m.TextGone = flags&flagSimulated != 0, flags&flagDuplicate != 0, flags&flagUnread != 0, flags&flagTextGone != 0
	if status != 0 || name != "" || text != "" {
		m.Error = &gateway.MessageError{Status: smpp.Status(status), Name: name, Text: text}
	}
	m.CreatedAt, m.ScheduledAt, m.SubmittedAt = fromMS(created), fromMS(scheduled), fromMS(submitted)
	m.AcceptedAt, m.DoneAt, m.ValidUntil = fromMS(accepted), fromMS(done), fromMS(valid)
	return nil
}

// Message returns a message without its parts.
func (t *Tx) Message(id int64) (*gateway.Message, error) {
	if k := t.w.memory.find(id); k != nil && k.message != nil {
		return copyOf(k.message), nil
	}
	// None that is late: those are known.
	m := new(gateway.Message)
	if err := scanMessage(t.rowOther("SELECT "+messageColumns+" FROM messages WHERE id = ?", id), m); err != nil {
		return nil, fmt.Errorf("message %d: %w", id, err)
	}
	t.w.memory.keep(m)
	return m, nil
}

// UpdateMessage stores what may change of a message.
func (t *Tx) UpdateMessage(m *gateway.Message) error {
	if k := t.w.memory.find(m.ID); k != nil && k.message != nil && sameBut(k.message, m) {
		if sameWay(k.message, m) {
			return nil
		}
		if flagsOf(k.message) == flagsOf(m) { // most do not change, and triggers follow those that do
			t.w.memory.change(m)
			t.w.memory.way(m.ID, k)
			return nil
		}
		_, err := t.exec("UPDATE messages SET state=?, done=?, flags=?, submitted_at=?, accepted_at=?, done_at=? WHERE id=?",
			m.State, m.Done, flagsOf(m), ms(m.SubmittedAt), ms(m.AcceptedAt), ms(m.DoneAt), m.ID)
		if err == nil {
			t.w.memory.change(m)
		}
		return err
	}
	var e gateway.MessageError
	if m.Error != nil {
		e = *m.Error
	}
	_, err := t.exec(`UPDATE messages SET link=?, state=?, done=?, flags=?, error_status=?, error_name=?, error_text=?, note=?, text=?, receipt_wanted=?, data_coding=?,
		submitted_at=?, accepted_at=?, done_at=?, scheduled_at=?, valid_until=? WHERE id=?`,
		m.Link, m.State, m.Done, flagsOf(m), uint32(e.Status), e.Name, e.Text, m.Note, m.Text, m.ReceiptWanted, m.DataCoding,
		ms(m.SubmittedAt), ms(m.AcceptedAt), ms(m.DoneAt), ms(m.ScheduledAt), ms(m.ValidUntil), m.ID)
	if err == nil {
		t.w.memory.change(m)
	}
	return err
}
