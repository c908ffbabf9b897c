package storage

import (
	"database/sql"
	"encoding/binary"
	"fmt"
	"reflect"

	sqlite3 "modernc.org/sqlite/lib"

	"relay/gateway"
)

// change is a statement that may run later than the commit it belongs to.
type change int

const (
	changeMessage   change = iota // its state and times
	changePart                    // and those of a part
	changeNew                     // a message that has no row yet
	changeNewPart                 //
	changeOwed                    // a delivery that has none
	changeDelivered               // it is not owed any more
	changes
)

// text is the statement; its places are filled with what the functions below give.
// A statement that fails takes its transaction with it, so that SQLite need not
// keep what it would take to undo the statement alone: OR FAIL.
func (c change) text() string {
	return [changes]string{
		"UPDATE OR FAIL messages SET state=?, done=?, submitted_at=?, accepted_at=?, done_at=? WHERE id=?",
		"UPDATE OR FAIL parts SET state=?, attempts=?, status=?, session=?, sent_at=?, answered_at=?, done_at=?, provider_id=?, receipt_stat=?, receipt_err=? WHERE id=?",
		`INSERT OR FAIL INTO messages (id, key, direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags,
		error_status, error_name, error_text, note, account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		`INSERT OR FAIL INTO parts (id, message_id, number, state, link, pdu, provider_id, attempts, status, resent, receipt_stat, receipt_err, next_at, sent_at, answered_at, done_at, session, multi, priority)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		"INSERT OR FAIL INTO deliveries (id, account, message_id, pdu, attempts, next_at, created_at) VALUES (?,?,?,?,?,?,?)",
		"DELETE FROM deliveries WHERE id=?",
	}[c]
}

func (c change) places() int { return [changes]int{6, 11, 29, 19, 7, 1}[c] }

func wayOf(m *gateway.Message) []any {
	return []any{m.State, m.Done, ms(m.SubmittedAt), ms(m.AcceptedAt), ms(m.DoneAt), m.ID}
}

func partWayOf(p *gateway.Part) []any {
	return []any{p.State, p.Attempts, uint32(p.Status), int64(p.Session), ms(p.SentAt), ms(p.AnsweredAt), ms(p.DoneAt), nullText(p.ProviderID), p.ReceiptStat, p.ReceiptErr, p.ID}
}

func messageOf(m *gateway.Message) []any {
	var e gateway.MessageError
	if m.Error != nil {
		e = *m.Error
	}
	return []any{
		m.ID, nullText(m.Key), m.Direction, m.Link, m.Account, m.From.TON, m.From.NPI, m.From.Addr, m.To.TON, m.To.NPI, m.To.Addr, m.Text, m.State, m.Parts, m.Done, flagsOf(m),
		uint32(e.Status), e.Name, e.Text, m.Note, m.AccountMessageID, m.ReceiptWanted, m.DataCoding,
		ms(m.CreatedAt), ms(m.ScheduledAt), ms(m.SubmittedAt), ms(m.AcceptedAt), ms(m.DoneAt), ms(m.ValidUntil),
	}
}

func partOf(p *gateway.Part) []any {
	return []any{
		p.ID, p.MessageID, p.Number, p.State, p.Link, p.PDU, nullText(p.ProviderID), p.Attempts, uint32(p.Status), p.Resent, p.ReceiptStat, p.ReceiptErr,
		ms(p.NextAt), ms(p.SentAt), ms(p.AnsweredAt), ms(p.DoneAt), int64(p.Session), p.Multi, p.Priority,
	}
}

func deliveryOf(d *gateway.Delivery) []any {
	return []any{d.ID, d.Account, d.MessageID, d.PDU, d.Attempts, ms(d.NextAt), ms(d.CreatedAt)}
}

// A record of changes is an octet for its format and then the changes in their
// order: an octet for the statement, and its arguments, each an octet for its kind
// and a number (varint) or octets behind their number (uvarint).
const (
	recordFormat = 1
	argNull      = 'n'
	argNumber    = 'i'
	argText      = 't'
	argOctets    = 'b'
)

// record appends a change.
func (c change) record(b []byte, args []any) []byte {
	b = append(b, byte(c))
	for _, a := range args {
		switch x := a.(type) {
		case nil:
			b = append(b, argNull)
		case int64:
			b = binary.AppendVarint(append(b, argNumber), x)
		case int:
			b = binary.AppendVarint(append(b, argNumber), int64(x))
		case bool:
			n := int64(0)
			if x {
				n = 1
			}
			b = binary.AppendVarint(append(b, argNumber), n)
		case string:
			b = append(binary.AppendUvarint(append(b, argText), uint64(len(x))), x...)
		case sql.NullString:
			if !x.Valid {
				b = append(b, argNull)
				continue
			}
			b = append(binary.AppendUvarint(append(b, argText), uint64(len(x.String))), x.String...)
		case []byte:
			if x == nil {
				b = append(b, argNull)
				continue
			}
			b = append(binary.AppendUvarint(append(b, argOctets), uint64(len(x))), x...)
		default:
			v := reflect.ValueOf(a)
			if v.CanInt() {
				b = binary.AppendVarint(append(b, argNumber), v.Int())
				continue
			}
			b = binary.AppendVarint(append(b, argNumber), int64(v.Uint()))
		}
	}
	return b
}

func scanRecord(r scanner, b *[]byte) error { return r.Scan(b) }

// errRecord is for a file that is damaged, as SQLite would have it.
var errRecord error = &fault{sqlite3.SQLITE_CORRUPT, "a record of the latest changes can't be read"}

const recordsText = "SELECT changes FROM late ORDER BY number"

// readRecords hands over the changes of records, in their order.
func readRecords(list [][]byte, do func(change, []any) error) error {
	for _, b := range list {
		if err := readRecord(b, do); err != nil {
			return err
		}
	}
	return nil
}

// readRecord reads a record and hands its changes over in their order.
func readRecord(b []byte, do func(change, []any) error) error {
	if len(b) == 0 || b[0] != recordFormat {
		return errRecord
	}
	for b = b[1:]; len(b) > 0; {
		c := change(b[0])
		if c >= changes {
			return fmt.Errorf("%w: change %d", errRecord, c)
		}
		b = b[1:]
		args := make([]any, c.places())
		for i := range args {
			var ok bool
			if args[i], b, ok = readArg(b); !ok {
				return fmt.Errorf("%w: argument %d of change %d", errRecord, i+1, c)
			}
		}
		if err := do(c, args); err != nil {
			return err
		}
	}
	return nil
}

func readArg(b []byte) (arg any, rest []byte, ok bool) {
	if len(b) == 0 {
		return nil, nil, false
	}
	kind, b := b[0], b[1:]
	switch kind {
	case argNull:
		return nil, b, true
	case argNumber:
		n, size := binary.Varint(b)
		if size <= 0 {
			return nil, nil, false
		}
		return n, b[size:], true
	case argText, argOctets:
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return nil, nil, false
		}
		octets := b[size : size+int(n)]
		if b = b[size+int(n):]; kind == argText {
			return string(octets), b, true
		}
		return octets, b, true
	}
	return nil, nil, false
}
