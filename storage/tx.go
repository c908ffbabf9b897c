package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Tx is one transaction of the writer, as each of its turns sees it. It must
// not be kept.
type Tx struct {
	w     *writer
	after []func()
}

// AfterCommit has f called when the transaction is committed.
func (t *Tx) AfterCommit(f func()) { t.after = append(t.after, f) }

func (t *Tx) exec(text string, args ...any) (sql.Result, error) {
	s, err := t.w.stmt(text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.Background(), args...)
}

func (t *Tx) query(text string, args ...any) (*sql.Rows, error) {
	s, err := t.w.stmt(text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}

func (t *Tx) row(text string, args ...any) scanner {
	s, err := t.w.stmt(text)
	if err != nil {
		return failedRow{err}
	}
	return s.QueryRowContext(context.Background(), args...)
}

type scanner interface{ Scan(dest ...any) error }

type failedRow struct{ err error }

func (f failedRow) Scan(...any) error { return f.err }

// ms is a time as it is stored: Unix milliseconds, 0 for none.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMS(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// NextID draws from the counter of message ids that we give. The transaction
// stores the counter at its end.
func (t *Tx) NextID() (int64, error) {
	m := &t.w.memory
	if m.lastID == 0 {
		if err := t.row("SELECT value FROM counters WHERE name = 'message_id'").Scan(&m.lastID); err != nil {
			m.lastID = 0
			return 0, err
		}
	}
	m.lastID++
	m.lastDrawn = true
	return m.lastID, nil
}

// beforeCommit stores what was only counted.
func (t *Tx) beforeCommit() error {
	m := &t.w.memory
	if !m.lastDrawn {
		return nil
	}
	m.lastDrawn = false
	_, err := t.exec("UPDATE counters SET value = ? WHERE name = 'message_id'", m.lastID)
	return err
}

func (t *Tx) nextLinkID() (int64, error) {
	var n int64
	err := t.row("UPDATE counters SET value = value + 1 WHERE name = 'link_id' RETURNING value").Scan(&n)
	return n, err
}

// MessageByKey finds a message by its caller's key.
func (t *Tx) MessageByKey(key string) (int64, bool, error) {
	var id int64
	err := t.row("SELECT id FROM messages WHERE key = ?", key).Scan(&id)
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
	key := sql.NullString{String: m.Key, Valid: m.Key != ""}
	var e gateway.MessageError
	if m.Error != nil {
		e = *m.Error
	}
	r, err := t.exec(`INSERT INTO messages (key, direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags,
		error_status, error_name, error_text, note, account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		key, m.Direction, m.Link, m.Account, m.From.TON, m.From.NPI, m.From.Addr, m.To.TON, m.To.NPI, m.To.Addr, m.Text, m.State, m.Parts, m.Done, flagsOf(m),
		uint32(e.Status), e.Name, e.Text, m.Note, m.AccountMessageID, m.ReceiptWanted, m.DataCoding,
		ms(m.CreatedAt), ms(m.ScheduledAt), ms(m.SubmittedAt), ms(m.AcceptedAt), ms(m.DoneAt), ms(m.ValidUntil))
	if err != nil {
		return err
	}
	if m.ID, err = r.LastInsertId(); err != nil {
		return err
	}
	t.w.memory.keep(m)
	defer func() { t.w.memory.keepParts(m.ID, m.PartList) }()
	for i := range m.PartList {
		p := &m.PartList[i]
		p.MessageID = m.ID
		if p.Link == "" {
			p.Link = m.Link
		}
		if err := t.InsertPart(p); err != nil {
			return err
		}
	}
	return nil
}

// InsertPart adds a part to a stored message and sets its id.
func (t *Tx) InsertPart(p *gateway.Part) error {
	r, err := t.exec(`INSERT INTO parts (message_id, number, state, link, pdu, provider_id, attempts, status, resent, receipt_stat, receipt_err, next_at, sent_at, answered_at, done_at, session, multi, priority)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		p.MessageID, p.Number, p.State, p.Link, p.PDU, nullText(p.ProviderID), p.Attempts, uint32(p.Status), p.Resent, p.ReceiptStat, p.ReceiptErr,
		ms(p.NextAt), ms(p.SentAt), ms(p.AnsweredAt), ms(p.DoneAt), int64(p.Session), p.Multi, p.Priority)
	if err != nil {
		return err
	}
	if p.ID, err = r.LastInsertId(); err != nil {
		return err
	}
	if k := t.w.memory.find(p.MessageID); k != nil {
		k.parts = nil
	}
	return nil
}

func nullText(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

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
	m := new(gateway.Message)
	if err := scanMessage(t.row("SELECT "+messageColumns+" FROM messages WHERE id = ?", id), m); err != nil {
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
			_, err := t.exec("UPDATE messages SET state=?, done=?, submitted_at=?, accepted_at=?, done_at=? WHERE id=?",
				m.State, m.Done, ms(m.SubmittedAt), ms(m.AcceptedAt), ms(m.DoneAt), m.ID)
			if err == nil {
				t.w.memory.change(m)
			}
			return err
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

// collect reads every row of a query.
func collect[T any](rows *sql.Rows, err error, scan func(scanner, *T) error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
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
	parts, err := t.query(`UPDATE parts SET state = 1, sent_at = ?, session = ?, attempts = attempts + 1
		WHERE id IN (SELECT id FROM parts WHERE state = 0 AND link = ? AND next_at <= ? ORDER BY priority DESC, id LIMIT ?) RETURNING `+partColumns,
		ms(now), int64(session), link, ms(now), limit)
	list, err := collect(parts, err, scanPart)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	slices.SortFunc(list, func(a, b gateway.Part) int { return cmp.Or(b.Priority-a.Priority, cmp.Compare(a.ID, b.ID)) })
	all := make([]int64, 0, len(list))
	for i := range list {
		all = append(all, list[i].MessageID)
	}
	ids := jsonList(slices.Compact(all))
	if _, err := t.exec("UPDATE messages SET state = 1, submitted_at = CASE WHEN submitted_at = 0 THEN ? ELSE submitted_at END WHERE id IN (SELECT value FROM json_each(?))", ms(now), ids); err != nil {
		return nil, err
	}
	return list, t.recall(list, ids)
}

// recall has the memory know the messages of parts that are about to change.
func (t *Tx) recall(list []gateway.Part, ids string) error {
	messages, err := t.messages("id IN (SELECT value FROM json_each(?))", ids)
	if err != nil {
		return err
	}
	for i := range messages {
		t.w.memory.keep(&messages[i])
	}
	for i := range list {
		p := &list[i]
		if k := t.w.memory.find(p.MessageID); k != nil && k.message != nil && k.message.Parts == 1 {
			t.w.memory.keepParts(p.MessageID, list[i:i+1])
		} else {
			t.w.memory.changePart(p)
		}
	}
	return nil
}

// jsonTexts is a list of texts for json_each.
func jsonTexts(list []string) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // texts always marshal
	}
	return string(b)
}

func jsonList(ids []int64) string {
	b := make([]byte, 0, 12*len(ids)+2)
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return "[" + string(b) + "]"
}

// Sending returns the parts in state sending, of one link or of all.
func (t *Tx) Sending(link string) ([]gateway.Part, error) {
	if link == "" {
		return t.parts("state = 1 ORDER BY id")
	}
	return t.parts("state = 1 AND link = ? ORDER BY id", link)
}

// PartsByProviderID returns parts of the link whose provider id is exactly id,
// newest first.
func (t *Tx) PartsByProviderID(link, id string, limit int) ([]gateway.Part, error) {
	rows, err := t.query("SELECT id, message_id FROM parts WHERE provider_id = ? AND link = ? ORDER BY id DESC LIMIT ?", id, link, limit)
	list, err := collect(rows, err, func(r scanner, p *gateway.Part) error { return r.Scan(&p.ID, &p.MessageID) })
	if err != nil {
		return nil, err
	}
	for i := range list {
		p := &list[i]
		if k := t.w.memory.part(p.MessageID, p.ID); k != nil {
			*p = *k
		} else if err := scanPart(t.row("SELECT "+partColumns+" FROM parts WHERE id = ?", p.ID), p); err != nil {
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

// InsertDelivery stores what we owe an account and sets its id.
func (t *Tx) InsertDelivery(d *gateway.Delivery) error {
	r, err := t.exec("INSERT INTO deliveries (account, message_id, pdu, attempts, next_at, created_at) VALUES (?,?,?,?,?,?)",
		d.Account, d.MessageID, d.PDU, d.Attempts, ms(d.NextAt), ms(d.CreatedAt))
	if err != nil {
		return err
	}
	d.ID, err = r.LastInsertId()
	return err
}

// UpdateDelivery stores attempts and next time.
func (t *Tx) UpdateDelivery(d *gateway.Delivery) error {
	_, err := t.exec("UPDATE deliveries SET attempts=?, next_at=? WHERE id=?", d.Attempts, ms(d.NextAt), d.ID)
	return err
}

// DeleteDelivery removes what was acknowledged.
func (t *Tx) DeleteDelivery(id int64) error {
	_, err := t.exec("DELETE FROM deliveries WHERE id=?", id)
	return err
}

func isBusy(err error) bool {
	var e interface{ Code() int }
	return errors.As(err, &e) && (e.Code()&0xFF == 5 || e.Code()&0xFF == 6)
}
