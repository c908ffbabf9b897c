package storage

import (
	"time"

	"relay/gateway"
)

// ready are parts of a link that may be sent, in the order in which they are to
// leave, as the writer knows them without asking the database.
type ready struct {
	list  []readyPart
	whole bool      // no other waits that is due
	until time.Time // while whole: one that waits is due then; zero: none
	last  readyPart // that was ever in list
	since time.Time // when it was looked for from the beginning
	taken int       // parts since then
}

type readyPart struct {
	partRef
	priority int
}

const (
	readyLeast = 500             // parts that are looked up at once on a link that is fast
	readyFew   = 64              // and on one that is slow
	readyAge   = time.Second / 2 // before it is looked for from the beginning
	readyOld   = 2 * time.Second // the same while some are known
	readyMost  = 4096            // parts that are known
)

// soon tells whether a message that is about to be stored is the next to be sent
// on its link: all that waits there is known, and it goes after that.
func (m *memory) soon(x *gateway.Message) bool {
	r := m.ready[x.Link]
	if r == nil || !r.whole || x.State != gateway.Queued || len(x.PartList) == 0 || len(r.list)+len(x.PartList) > readyMost {
		return false
	}
	for i := range x.PartList {
		if p := &x.PartList[i]; p.State != gateway.Queued || p.Link != x.Link || !p.NextAt.IsZero() || p.PDU == nil || !r.after(p) {
			return false
		}
	}
	return true
}

// after tells whether a new part goes after all that is ready, and after what else
// may be looked up next.
func (r *ready) after(p *gateway.Part) bool {
	return r.whole && len(r.list) == 0 || p.Priority <= r.last.priority
}

// nowReady takes notice of a part that has just been stored.
func (m *memory) nowReady(p *gateway.Part) {
	r := m.ready[p.Link]
	switch {
	case r == nil || p.State != gateway.Queued:
	case !p.NextAt.IsZero():
		if at := fromMS(ms(p.NextAt)); r.whole && (r.until.IsZero() || at.Before(r.until)) {
			r.until = at
		}
	case !r.after(p):
		delete(m.ready, p.Link) // it goes before others
	case r.whole && len(r.list) < readyMost:
		r.add([]gateway.Part{*p})
	default:
		r.whole = false
	}
}

// Claim takes the link's next waiting parts that are due, the urgent first and
// then the oldest, and marks them and their messages sending.
func (t *Tx) Claim(link string, now time.Time, session uint64, limit int) ([]gateway.Part, error) {
	m := &t.w.memory
	var list []gateway.Part
	for len(list) < limit {
		r, err := t.readyFor(link, now, limit)
		if err != nil {
			return nil, err
		}
		if len(r.list) == 0 {
			break
		}
		next := r.list[0]
		r.list = r.list[1:]
		r.taken++
		if m.part(next.message, next.id) == nil {
			if _, err := t.Parts(next.message); err != nil {
				return nil, err
			}
		}
		known := m.part(next.message, next.id)
		if known == nil || known.State != gateway.Queued || known.Link != link {
			continue // cancelled, moved or deleted meanwhile
		}
		if ms(known.NextAt) > ms(now) {
			delete(m.ready, link) // the clock was set back: it waits again
			continue
		}
		p := *known
		p.State, p.SentAt, p.Session, p.Attempts = gateway.Sending, fromMS(ms(now)), session, p.Attempts+1
		m.changePart(&p)
		m.lates.part(&p, m.find(p.MessageID))
		whole, err := t.Message(p.MessageID)
		if err != nil {
			return nil, err
		}
		whole.State = gateway.Sending
		if whole.SubmittedAt.IsZero() {
			whole.SubmittedAt = p.SentAt
		}
		if err := t.UpdateMessage(whole); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// readyFor returns what is ready on a link, looked up where that is not known.
// What is after the last that was taken is never late; what comes before, parts
// that wait for a second try, is looked for from the beginning, twice a second, or
// every two seconds on a link that takes as long for what is known.
func (t *Tx) readyFor(link string, now time.Time, limit int) (*ready, error) {
	m := &t.w.memory
	r := m.ready[link]
	switch {
	case r == nil:
	case r.whole:
		if r.until.IsZero() || now.Before(r.until) {
			return r, nil
		}
	case len(r.list) > 0 && r.younger(now, readyOld):
		return r, nil
	case len(r.list) == 0 && r.younger(now, readyAge):
		list, err := t.withMessages("state = 0 AND link = ? AND priority = ? AND id > ? AND next_at <= ? ORDER BY id LIMIT ?", "ORDER BY p.id", link, r.last.priority, r.last.id, ms(now), max(limit, readyLeast))
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			r.add(list)
			return r, nil
		}
	}
	if err := t.upToDate(); err != nil {
		return nil, err
	}
	few := readyFew
	if r != nil {
		few = max(few, min(2*r.taken, readyLeast))
	}
	limit = max(limit, few)
	list, err := t.withMessages("state = 0 AND link = ? AND next_at <= ? ORDER BY priority DESC, id LIMIT ?", "ORDER BY p.priority DESC, p.id", link, ms(now), limit)
	if err != nil {
		return nil, err
	}
	r = &ready{since: now}
	r.add(list)
	if len(list) < limit {
		var at int64
		if err := t.rowOther("SELECT COALESCE(MIN(next_at), 0) FROM parts WHERE state = 0 AND link = ? AND next_at > ?", link, ms(now)).Scan(&at); err != nil {
			return nil, err
		}
		r.whole, r.until = true, fromMS(at)
	}
	m.ready[link] = r
	return r, nil
}

// younger tells whether the list was begun lately; the clock may have been set.
func (r *ready) younger(now time.Time, than time.Duration) bool {
	age := now.Sub(r.since)
	return age >= 0 && age < than
}

func (r *ready) add(list []gateway.Part) {
	for _, p := range list {
		r.last = readyPart{partRef{p.ID, p.MessageID}, p.Priority}
		r.list = append(r.list, r.last)
	}
}
