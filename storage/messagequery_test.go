package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"relay/gateway"
)

// Every query gives what a reader of all messages would choose by hand.
func TestQueriesOfMessages(t *testing.T) {
	db := open(t, t.TempDir())
	write(t, db, func(tx *Tx) error {
		for i := range 300 {
			m := outgoing(fmt.Sprintf("text %d of %d", i%7, i))
			m.State = gateway.States()[i*i%8]
			if i%5 == 0 {
				m.Direction, m.State, m.Unread = gateway.In, gateway.Received, i%2 == 0
			}
			if i%3 == 0 {
				m.Link = "other"
			}
			m.PartList[0].State = m.State
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
		}
		return nil
	})
	all, err := db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.AllBoxes})
	if err != nil || len(all) != 300 {
		t.Fatal(len(all), err)
	}
	states := [][]gateway.MessageState{nil, {gateway.Queued}, {gateway.Failed, gateway.Expired, gateway.Cancelled}, {gateway.Received}}
	tried := 0
	for _, box := range []gateway.Box{gateway.Outbox, gateway.Inbox, gateway.AllBoxes} {
		for _, of := range states {
			for _, link := range []string{"", "other"} {
				for _, search := range []string{"", "text 3"} {
					for _, bound := range [][2]int64{{}, {120, 0}, {0, 90}, {250, 40}} {
						for _, limit := range []int{0, 1, 9, 1000} {
							q := gateway.MessageQuery{Box: box, States: of, Link: link, Search: search, BeforeID: bound[0], AfterID: bound[1], Limit: limit}
							if got, want := queried(t, db, q), byHand(all, q); !slices.Equal(got, want) {
								t.Fatalf("%+v: %v, want %v", q, got, want)
							}
							tried++
						}
					}
				}
			}
		}
	}
	if tried < 500 {
		t.Error(tried)
	}
}

func queried(t *testing.T, db *DB, q gateway.MessageQuery) (ids []int64) {
	t.Helper()
	list, err := db.Messages(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	for _, m := range list {
		ids = append(ids, m.ID)
	}
	return ids
}

// byHand goes through all messages, newest first.
func byHand(all []gateway.Message, q gateway.MessageQuery) (ids []int64) {
	for _, m := range all {
		if q.Box == gateway.Outbox && m.Direction != gateway.Out || q.Box == gateway.Inbox && m.Direction != gateway.In ||
			len(q.States) > 0 && !slices.Contains(q.States, m.State) || q.Link != "" && m.Link != q.Link || !strings.Contains(m.Text, q.Search) ||
			q.BeforeID > 0 && m.ID >= q.BeforeID || m.ID <= q.AfterID {
			continue
		}
		ids = append(ids, m.ID)
	}
	if q.Limit > 0 && len(ids) > q.Limit {
		if q.AfterID > 0 && q.BeforeID == 0 {
			return ids[len(ids)-q.Limit:]
		}
		return ids[:q.Limit]
	}
	return ids
}

// A page costs what it shows and not what is stored: nothing reads a box, a table
// or the log from end to end for it.
func TestPagesReadNoMoreThanTheyShow(t *testing.T) {
	db := open(t, t.TempDir())
	for _, q := range []gateway.MessageQuery{
		{Box: gateway.Outbox, Limit: 200}, {Box: gateway.Inbox, Limit: 200}, {Box: gateway.Outbox, Limit: 200, BeforeID: 5}, {Box: gateway.Outbox, Limit: 200, AfterID: 5},
		{Box: gateway.Outbox, States: []gateway.MessageState{gateway.Failed, gateway.Expired, gateway.Cancelled, gateway.Unknown}, Limit: 200},
		{Box: gateway.Outbox, States: []gateway.MessageState{gateway.Queued}, Scheduled: true, Limit: 200},
	} {
		text, args := messagesText(q, false)
		for _, step := range plan(t, db, text, args...) {
			if strings.HasPrefix(step, "SCAN messages") || step == "USE TEMP B-TREE FOR ORDER BY" {
				t.Errorf("%+v: %s", q, step)
			}
		}
	}
	for _, step := range plan(t, db, "SELECT "+partColumns+" FROM parts WHERE state = 1 ORDER BY +id") {
		if strings.HasPrefix(step, "SCAN parts") && !strings.Contains(step, "INDEX") {
			t.Error(step)
		}
	}
}

// plan is how SQLite means to read.
func plan(t *testing.T, db *DB, text string, args ...any) []string {
	t.Helper()
	rows, err := db.read.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+text, args...)
	steps, err := collect(rows, err, func(r scanner, s *string) error {
		var id, parent, unused int
		return r.Scan(&id, &parent, &unused, s)
	})
	if err != nil {
		t.Fatal(text, err)
	}
	return steps
}
