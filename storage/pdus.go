package storage

import (
	"strings"

	"relay/gateway"
)

const (
	pduColumns = "(number, time, link, account, session, out, version, frame)"
	pduPlaces  = "(?,?,?,?,?,?,?,?)"
	pduRows    = 32 // in one statement
)

var insertPDUs = "INSERT OR IGNORE INTO pdus " + pduColumns + " VALUES " + strings.Repeat(pduPlaces+",", pduRows-1) + pduPlaces

// logPDUs stores log records, many in a statement.
func (t *Tx) logPDUs(list []gateway.PDURecord) error {
	args := make([]any, 0, 8*pduRows)
	for len(list) > 0 {
		n, text := pduRows, insertPDUs
		if len(list) < pduRows {
			n, text = 1, "INSERT OR IGNORE INTO pdus "+pduColumns+" VALUES "+pduPlaces
		}
		args = args[:0]
		for i := range list[:n] {
			r := &list[i]
			args = append(args, int64(r.Number), r.Time.UnixMicro(), r.Link, r.Account, int64(r.Session), r.Out, r.Version, r.Frame)
		}
		if _, err := t.execOther(text, args...); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}
