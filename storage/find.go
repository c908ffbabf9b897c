package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"relay/gateway"
)

// MessagesByGivenID returns an account's messages that have an id of ours: one,
// or the destinations of one submit_multi, whatever it was called when it gave them.
func (t *Tx) MessagesByGivenID(account, id string) ([]gateway.Message, error) {
	names, err := t.formerNames(accountNames)
	if err != nil {
		return nil, err
	}
	list, err := t.messages("account_message_id = ? AND account IN (SELECT value FROM json_each(?)) AND account_message_id <> '' ORDER BY id", id, jsonTexts(names.all(account)))
	return slices.DeleteFunc(list, func(m gateway.Message) bool { return names.owner(m.Account, m.ID) != account }), err
}

// WaitingOf returns an account's messages that wait for one destination from one
// source, oldest first.
func (t *Tx) WaitingOf(account string, from, to string) ([]gateway.Message, error) {
	return t.messages("direction = 0 AND state = 0 AND account <> '' AND account = ? AND to_addr = ? AND from_addr = ? ORDER BY id", account, to, from)
}

// overdueParts tells of a message on its way whether parts of it wait beyond its
// validity.
const overdueParts = `valid_until > 0 AND valid_until <= ? AND EXISTS (SELECT 1 FROM parts WHERE parts.message_id = messages.id AND parts.state = 0)`

// OverdueMessages returns messages of which something waits although their validity
// has run out, at most limit.
func (t *Tx) OverdueMessages(now time.Time, limit int) ([]gateway.Message, error) {
	list, err := t.messages("state = 0 AND valid_until > 0 AND valid_until <= ? ORDER BY valid_until LIMIT ?", ms(now), limit)
	if err != nil || len(list) > 0 {
		return list, err
	}
	return t.messages("direction = 0 AND state = 1 AND "+overdueParts+" LIMIT ?", ms(now), limit)
}

// Overdue tells whether messages wait whose validity is over now, and whether
// incomplete incoming messages began before a time.
func (db *DB) Overdue(ctx context.Context, now, before time.Time) (messages, joins bool, err error) {
	// Asked all the time; one that is late and on its way is looked at in vain.
	err = db.read.row(ctx, `SELECT EXISTS (SELECT 1 FROM messages WHERE state = 0 AND valid_until > 0 AND valid_until <= ?1) OR EXISTS (SELECT 1 FROM messages WHERE direction = 0 AND state = 1 AND `+strings.ReplaceAll(overdueParts, "?", "?1")+`), EXISTS (SELECT 1 FROM joins WHERE since < ?2)`,
		ms(now), ms(before)).Scan(&messages, &joins)
	return messages, joins, err
}

func (t *Tx) messages(where string, args ...any) ([]gateway.Message, error) {
	rows, err := t.query("SELECT "+messageColumns+" FROM messages WHERE "+where, args...)
	return collect(rows, err, scanMessage)
}

func scanJoin(r scanner, j *gateway.Join) error {
	var since int64
	err := r.Scan(&j.ID, &j.Owner, &j.Key, &j.MessageID, &j.Octets, &since, &j.Whole, &j.Again)
	j.Since = fromMS(since)
	return err
}

const joinColumns = "id, owner, key, message_id, octets, since, whole, again"

// Join finds the message with that key whose parts come; nil when there is none.
func (t *Tx) Join(owner, key string) (*gateway.Join, error) {
	var j gateway.Join
	err := scanJoin(t.rowOther("SELECT "+joinColumns+" FROM joins WHERE owner = ? AND key = ?", owner, key), &j)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &j, err
}

// InsertJoin stores an incomplete message's key and sets its id.
func (t *Tx) InsertJoin(j *gateway.Join) error {
	r, err := t.execOther("INSERT INTO joins (owner, key, message_id, octets, since) VALUES (?,?,?,?,?)", j.Owner, j.Key, j.MessageID, j.Octets, ms(j.Since))
	if err != nil {
		return err
	}
	j.ID, err = r.LastInsertId()
	return err
}

// UpdateJoin stores all of a join but its key.
func (t *Tx) UpdateJoin(j *gateway.Join) error {
	_, err := t.execOther("UPDATE joins SET message_id = ?, octets = ?, since = ?, whole = ?, again = ? WHERE id = ?",
		j.MessageID, j.Octets, ms(j.Since), j.Whole, append([]byte{}, j.Again...), j.ID)
	return err
}

// ForgetWhole leaves an owner its newest messages that are whole.
func (t *Tx) ForgetWhole(owner string, keep int) error {
	_, err := t.execOther("DELETE FROM joins WHERE whole = 1 AND owner = ?1 AND since < (SELECT since FROM joins WHERE whole = 1 AND owner = ?1 ORDER BY since DESC LIMIT 1 OFFSET ?2)", owner, keep-1)
	return err
}

// DeleteJoin ends the joining of a message.
func (t *Tx) DeleteJoin(id int64) error {
	_, err := t.execOther("DELETE FROM joins WHERE id = ?", id)
	return err
}

// JoinsToClose returns messages that have to end: those from before a time, and
// the oldest incomplete ones of an owner and of all that are more than the limits
// allow.
func (t *Tx) JoinsToClose(before time.Time, owner string, perOwner int, octets int64) ([]gateway.Join, error) {
	rows, err := t.queryOther("SELECT "+joinColumns+" FROM joins WHERE since < ? ORDER BY since LIMIT 100", ms(before))
	old, err := collect(rows, err, scanJoin)
	if err != nil || len(old) > 0 {
		return old, err
	}
	var have, all int64
	if err := t.rowOther("SELECT COUNT(*) FROM joins WHERE owner = ? AND whole = 0", owner).Scan(&have); err != nil {
		return nil, err
	}
	if have > int64(perOwner) {
		rows, err := t.queryOther("SELECT "+joinColumns+" FROM joins WHERE owner = ? AND whole = 0 ORDER BY since, id LIMIT ?", owner, have-int64(perOwner))
		return collect(rows, err, scanJoin)
	}
	if err := t.rowOther("SELECT COALESCE(SUM(octets), 0) FROM joins").Scan(&all); err != nil {
		return nil, err
	}
	if all > octets {
		rows, err := t.queryOther("SELECT " + joinColumns + " FROM joins WHERE whole = 0 ORDER BY since, id LIMIT 1")
		return collect(rows, err, scanJoin)
	}
	return nil, nil
}
