package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// world is a database and what was done to it.
type world struct {
	db     *DB
	oracle bool // it writes rows at once
	ids    []int64
	owed   []int64
	given  []int64
	found  []string // what its turns found
}

// claim claims parts; the oracle checks that it takes the next of all rows.
func (w *world) claim(tx *Tx, link string, now time.Time, session uint64, n int) error {
	var want []int64
	if w.oracle {
		rows, err := tx.query("SELECT id FROM parts WHERE state = 0 AND link = ? AND next_at <= ? ORDER BY priority DESC, id LIMIT ?", link, ms(now), n)
		if want, err = collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) }); err != nil {
			return err
		}
	}
	list, err := tx.Claim(link, now, session, n)
	if err != nil {
		return err
	}
	var got []int64
	for _, p := range list {
		got = append(got, p.ID)
	}
	if w.oracle && !slices.Equal(want, got) {
		return fmt.Errorf("claimed %v, want %v", got, want)
	}
	w.found = append(w.found, fmt.Sprint(link, got))
	return nil
}

// act is a turn.
type act func(w *world, tx *Tx) error

// someAct is one of what an engine does, with a choice of its own.
func someAct(r *rand.Rand, n int, now time.Time) act {
	links := []string{"up", "other", "third"}
	link := links[r.IntN(3)]
	x, y, z := r.IntN(1<<30), r.IntN(1<<30), r.IntN(1<<30)
	pick := func(w *world, tx *Tx) (*gateway.Message, []gateway.Part, error) {
		if len(w.ids) == 0 {
			return nil, nil, nil
		}
		id := w.ids[x%len(w.ids)]
		m, err := tx.Message(id)
		if errors.Is(err, errNoRow) {
			return nil, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		ps, err := tx.Parts(id)
		if len(ps) == 0 {
			return nil, nil, err
		}
		return m, ps, err
	}
	switch k := r.IntN(26); k {
	case 0, 1, 2, 3, 4, 5:
		return func(w *world, tx *Tx) error {
			m := outgoing("text " + strconv.Itoa(n))
			m.Link, m.Parts, m.CreatedAt = link, 1+x%3, now
			m.To.Addr = fmt.Sprint(36300000000 + y%7)
			if z%6 == 0 {
				m.Key = "k" + strconv.Itoa(n)
			}
			if z%7 == 0 {
				m.Direction, m.State, m.Unread = gateway.In, gateway.Received, true
			}
			for len(m.PartList) < m.Parts {
				m.PartList = append(m.PartList, gateway.Part{Number: len(m.PartList) + 1, PDU: []byte(strconv.Itoa(n))})
			}
			for i := range m.PartList {
				m.PartList[i].Priority = (y / 7 % 4) / 2 * (y / 11 % 3)
				if z%5 == 0 {
					m.ScheduledAt = now.Add(time.Duration(y%30) * time.Millisecond)
					m.PartList[i].NextAt = m.ScheduledAt
				}
				if m.State != gateway.Queued {
					m.PartList[i].State = m.State
				}
			}
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			w.ids = append(w.ids, m.ID)
			return nil
		}
	case 6, 7, 8, 9:
		return func(w *world, tx *Tx) error { return w.claim(tx, link, now, uint64(n), 1+x%9) }
	case 10, 11, 12, 13:
		return func(w *world, tx *Tx) error {
			m, ps, err := pick(w, tx)
			if m == nil || err != nil {
				return err
			}
			p := &ps[y%len(ps)]
			if p.State != gateway.Sending && z%4 != 0 || m.Direction == gateway.In {
				return nil
			}
			p.AnsweredAt = now
			switch z % 5 {
			case 0:
				p.State, p.ProviderID, p.NextAt, p.Status = gateway.Queued, "", now.Add(time.Duration(y%20)*time.Millisecond), smpp.RTHROTTLED
				m.State = gateway.Queued
			case 1:
				p.State, p.DoneAt, m.DoneAt = gateway.Failed, now, now
				m.State, m.Error = gateway.Failed, &gateway.MessageError{Status: smpp.RINVDSTADR, Name: "x", Text: "y"}
			case 2:
				p.Resent, p.State, m.PossibleDuplicate, m.State = true, gateway.Unknown, true, gateway.Unknown
			default:
				p.State, p.ProviderID = gateway.Accepted, "id-"+strconv.Itoa(y%40)
				m.State, m.AcceptedAt = gateway.Accepted, now
			}
			if y%3 == 0 {
				return errors.Join(tx.UpdateMessage(m), tx.UpdatePart(p))
			}
			return errors.Join(tx.UpdatePart(p), tx.UpdateMessage(m))
		}
	case 14, 15, 16:
		return func(w *world, tx *Tx) error {
			list, err := tx.PartsByProviderID(link, "id-"+strconv.Itoa(y%40), 1+z%3)
			if err != nil || len(list) == 0 {
				return err
			}
			w.found = append(w.found, fmt.Sprint("by id ", len(list), list[0].ID))
			p := &list[0]
			m, err := tx.Message(p.MessageID)
			if err != nil {
				return err
			}
			p.State, p.ReceiptStat, p.DoneAt = gateway.Delivered, "DELIVRD", now
			m.State, m.DoneAt, m.Done = p.State, p.DoneAt, 1
			d := &gateway.Delivery{Account: "shop", MessageID: m.ID, PDU: p.PDU, CreatedAt: now}
			if err := errors.Join(tx.UpdatePart(p), tx.UpdateMessage(m), tx.InsertReceipt(&gateway.Receipt{Link: link, MessageID: m.ID, PartID: p.ID, ProviderID: p.ProviderID, Stat: "DELIVRD"}), tx.InsertDelivery(d)); err != nil {
				return err
			}
			w.owed = append(w.owed, d.ID)
			return nil
		}
	case 17, 18:
		return func(w *world, tx *Tx) error {
			if len(w.owed) == 0 {
				return nil
			}
			id := w.owed[x%len(w.owed)]
			if y%4 == 0 {
				return tx.UpdateDelivery(&gateway.Delivery{ID: id, Attempts: n, NextAt: now.Add(time.Second)})
			}
			return tx.DeleteDelivery(id)
		}
	case 19:
		return func(w *world, tx *Tx) error {
			if z%3 != 0 {
				return nil
			}
			_, err := tx.MoveQueued(link, links[y%3])
			return err
		}
	case 20:
		return func(w *world, tx *Tx) error {
			m, ps, err := pick(w, tx)
			if m == nil || err != nil {
				return err
			}
			if z%2 == 0 {
				ps[0].PDU = []byte("another " + strconv.Itoa(n))
				return tx.SetPDU(&ps[0])
			}
			p := gateway.Part{MessageID: m.ID, Number: len(ps) + 1, PDU: []byte("more"), Link: m.Link, State: ps[0].State, Priority: y % 2}
			if m.Parts == 1 {
				return nil // never happens
			}
			return tx.InsertPart(&p)
		}
	case 21:
		return func(w *world, tx *Tx) error {
			m, _, err := pick(w, tx)
			if m == nil || err != nil {
				return err
			}
			switch z % 4 {
			case 0:
				m.Text = "changed " + strconv.Itoa(n)
			case 1:
				m.Unread = !m.Unread
			case 2:
				m.Note = "note " + strconv.Itoa(n)
			default:
				return tx.TagMessage(m.ID, "tag")
			}
			return tx.UpdateMessage(m)
		}
	case 22:
		return func(w *world, tx *Tx) error {
			id, err := tx.NextID()
			w.given = append(w.given, id)
			return err
		}
	case 23:
		return func(w *world, tx *Tx) error {
			m, _, err := pick(w, tx)
			if m == nil || err != nil || z%3 != 0 {
				return err
			}
			list := jsonList([]int64{m.ID})
			free, err := tx.free(list)
			if err != nil || len(free) == 0 {
				return err
			}
			tx.w.memory.drop(free)
			for _, text := range eraseMessages() {
				if _, err := tx.exec(text, list); err != nil {
					return err
				}
			}
			return nil
		}
	case 24:
		return func(w *world, tx *Tx) error {
			m, ps, err := pick(w, tx)
			if m == nil || err != nil {
				return err
			}
			for i := range ps {
				if ps[i].State != gateway.Queued {
					continue
				}
				ps[i].State, ps[i].DoneAt = gateway.Cancelled, now
				if err := tx.UpdatePart(&ps[i]); err != nil {
					return err
				}
			}
			m.State, m.DoneAt = gateway.Cancelled, now
			return tx.UpdateMessage(m)
		}
	}
	return func(w *world, tx *Tx) error {
		list, err := tx.OverdueMessages(now, 5)
		w.found = append(w.found, fmt.Sprint("overdue ", len(list)))
		if err != nil || y%2 == 0 {
			return err
		}
		s, err := tx.Sending(link)
		w.found = append(w.found, fmt.Sprint("sending ", len(s)))
		return err
	}
}

// Two databases to which the same happens hold the same at each moment, and what is
// claimed is what a look at all rows finds: one writes rows with their commit and
// the other late, with many turns in a commit, turns that fail, links that are
// renamed, numbers that are erased, a clock that is set, kills and stops.
func TestLateModel(t *testing.T) {
	for seed := range uint64(fewer(3)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { newModel(t, seed).run(150) })
	}
}

type model struct {
	*rand.Rand
	t      *testing.T
	folder string // of the one that is late
	worlds [2]*world
	clock  int
}

func newModel(t *testing.T, seed uint64) *model {
	plain, err := Open(context.Background(), Config{Folder: t.TempDir(), NoKeyring: true, LateFrom: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = plain.Close() })
	m := &model{Rand: rand.New(rand.NewPCG(seed, 99)), t: t, folder: t.TempDir()}
	m.worlds = [2]*world{{db: plain, oracle: true}, {db: lateDB(t, m.folder)}}
	return m
}

func (m *model) run(steps int) {
	plain, late := m.worlds[0], m.worlds[1]
	for n := range steps {
		m.clock += m.IntN(6)
		switch m.IntN(30) {
		case 0:
			m.clock -= m.IntN(60)
		case 1:
			m.clock += m.IntN(100)
		}
		deeds := make([]act, 1+m.IntN(6))
		for k := range deeds {
			deeds[k] = someAct(m.Rand, n*10+k, time.UnixMilli(1_700_000_000_000+int64(m.clock)).UTC())
		}
		fails, hasten, aged := m.IntN(10) == 0, m.IntN(4) == 0, m.IntN(8) == 0
		for _, w := range m.worlds {
			if err := w.commit(deeds, fails, hasten, aged); err != nil {
				m.t.Fatalf("step %d: %v", n, err)
			}
		}
		alike(m.t, fmt.Sprint("what turns found at step ", n), plain.found, late.found)
		if !slices.IsSorted(late.given) || len(slices.Compact(slices.Clone(late.given))) != len(late.given) {
			m.t.Fatalf("step %d: ids were given twice: %v", n, late.given)
		}
		switch m.IntN(60) {
		case 0, 1:
			alike(m.t, "for a reader", wholly(m.t, plain.db), wholly(m.t, late.db))
		case 2:
			again := killed(m.t, m.folder)
			alike(m.t, "after a kill", wholly(m.t, plain.db), wholly(m.t, again))
			if err := again.Close(); err != nil {
				m.t.Fatal(err)
			}
		case 3:
			if err := late.db.Close(); err != nil {
				m.t.Fatal(err)
			}
			late.db = lateDB(m.t, m.folder)
		}
	}
	alike(m.t, "at the end", wholly(m.t, plain.db), wholly(m.t, late.db))
}

// commit has a world do what happens in one commit.
func (w *world) commit(deeds []act, fails, hasten, aged bool) error {
	done := make(chan error, len(deeds)+1)
	found, ids, owed, given := len(w.found), len(w.ids), len(w.owed), len(w.given)
	goOn := stall(w.db)
	w.db.Write(func(tx *Tx) error { // turns run again after one of them has failed
		w.found, w.ids, w.owed, w.given = w.found[:found], w.ids[:ids], w.owed[:owed], w.given[:given]
		if hasten {
			tx.w.memory.since = time.Now().Add(-2 * lateMost)
		}
		for _, k := range tx.w.memory.messages {
			if aged {
				k.late.since = time.Now().Add(-2 * lateOnWay)
			}
		}
		return nil
	}, nil)
	for _, do := range deeds {
		w.db.Write(func(tx *Tx) error { return do(w, tx) }, func(err error) { done <- err })
	}
	w.db.Write(func(*Tx) error {
		if fails {
			return errTurn
		}
		return nil
	}, func(err error) {
		if errors.Is(err, errTurn) {
			err = nil
		}
		done <- err
	})
	goOn()
	var errs []error
	for range len(deeds) + 1 {
		errs = append(errs, <-done)
	}
	return errors.Join(errs...)
}

// wholly is everything that a database says, in words that can be compared.
func wholly(t testing.TB, db *DB) (out []string) {
	for _, line := range whole(t, db) {
		if i := strings.Index(line, " Error:0x"); i >= 0 {
			j := strings.Index(line[i+1:], " ")
			line = line[:i] + line[i+1+j:]
		}
		out = append(out, line)
	}
	for _, m := range all(t, db) {
		if m.Error != nil {
			out = append(out, fmt.Sprint(m.ID, *m.Error))
		}
	}
	c, _ := db.Conversations(context.Background(), gateway.ConversationQuery{})
	for _, x := range c {
		out = append(out, fmt.Sprint(x.Peer, x.Unread))
	}
	q, _ := db.QueuedByLink(context.Background())
	return append(out, fmt.Sprint(q))
}
