package storage

import (
	"slices"
	"time"

	"relay/gateway"
)

// memory is what the writer knows without asking the database: it is the only
// one who writes. It never knows better than the transaction it serves; what a
// rollback undoes is forgotten with everything else. Whatever changes messages
// or parts by other statements than the methods of Tx has to call forget.
type memory struct {
	young, old map[int64]*kept
	octets     int               // of texts and PDUs that came into young, about
	forms      map[string]string // learned forms by link
	counters   [counters]counter
	// orphans are the ids that receipts without a message name, or once named;
	// nil: not looked at yet.
	orphans     map[orphanKey]struct{}
	manyOrphans bool
	names       [nameKinds]formerNames // nil: not looked at yet

	lates
	ready map[string]*ready // what may be sent, by link
}

type orphanKey struct{ link, id string }

// maxOrphans is the number of ids above which the database is asked each time.
const maxOrphans = 100_000

func (m *memory) orphan(link, id string) {
	if m.orphans == nil {
		return // not looked at yet
	}
	if m.orphans[orphanKey{link, id}] = struct{}{}; len(m.orphans) >= maxOrphans {
		m.orphans, m.manyOrphans = nil, true
	}
}

func (m *memory) isOrphan(link, id string) bool {
	_, ok := m.orphans[orphanKey{link, id}]
	return ok
}

// kept is a message with its parts; either may be missing.
type kept struct {
	message *gateway.Message
	parts   []gateway.Part // nil: not known

	late lateness
}

// Numbers of messages and octets after which those not used since the last turn
// are forgotten.
const (
	generation       = 8192
	generationOctets = 8 << 20
)

func newMemory() *memory {
	return &memory{young: map[int64]*kept{}, forms: map[string]string{}, lates: newLates(), ready: map[string]*ready{}}
}

// forget is for when nothing is late, or all of it is read back (Tx.replay).
func (m *memory) forget() { *m = *newMemory() }

// moved forgets all messages, of which none is late, and what may be sent.
func (m *memory) moved() {
	m.young, m.old, m.octets = map[int64]*kept{}, nil, 0
	clear(m.ready)
}

// drop forgets messages that other statements have changed or deleted.
func (m *memory) drop(ids []int64) {
	for _, id := range ids {
		delete(m.young, id)
		delete(m.old, id)
	}
}

// find returns what is known of a message, nil when that is nothing.
func (m *memory) find(id int64) *kept {
	if k := m.young[id]; k != nil {
		return k
	}
	k := m.old[id]
	if k == nil {
		k = m.messages[id]
	}
	if k != nil {
		m.young[id] = k
	}
	return k
}

// of returns where to put what is known of a message.
func (m *memory) of(id int64) *kept {
	k := m.find(id)
	if k == nil {
		if len(m.young) >= generation || m.octets >= generationOctets {
			m.old, m.young, m.octets = m.young, make(map[int64]*kept, generation), 0
		}
		k = new(kept)
		m.young[id] = k
	}
	return k
}

// keep takes a copy of a message as the database would give it back.
func (m *memory) keep(x *gateway.Message) {
	c := copyOf(x)
	c.PartList, c.MessageIDs, c.Receipts = nil, nil, nil
	asStored(&c.CreatedAt, &c.ScheduledAt, &c.SubmittedAt, &c.AcceptedAt, &c.DoneAt, &c.ValidUntil)
	m.of(x.ID).message = c
	m.octets += len(c.Text)
}

// change takes over what an update stores of a message that is known.
func (m *memory) change(x *gateway.Message) {
	k := m.find(x.ID)
	if k == nil || k.message == nil {
		return
	}
	c, from := k.message, copyOf(x)
	c.Link, c.State, c.Done, c.Error, c.Note, c.Text = from.Link, from.State, from.Done, from.Error, from.Note, from.Text
	c.Simulated, c.PossibleDuplicate, c.Unread, c.TextGone = from.Simulated, from.PossibleDuplicate, from.Unread, from.TextGone
	c.ReceiptWanted, c.DataCoding = from.ReceiptWanted, from.DataCoding
	c.SubmittedAt, c.AcceptedAt, c.DoneAt, c.ScheduledAt, c.ValidUntil = from.SubmittedAt, from.AcceptedAt, from.DoneAt, from.ScheduledAt, from.ValidUntil
	asStored(&c.ScheduledAt, &c.SubmittedAt, &c.AcceptedAt, &c.DoneAt, &c.ValidUntil)
}

func asStored(times ...*time.Time) {
	for _, t := range times {
		*t = fromMS(ms(*t))
	}
}

// copyOf is a message of its own for whoever may change it.
func copyOf(x *gateway.Message) *gateway.Message {
	c := *x
	if c.Error != nil {
		e := *c.Error
		if c.Error = &e; e == (gateway.MessageError{}) {
			c.Error = nil // as it reads back
		}
	}
	return &c
}

// keepParts takes a copy of all parts of a message.
func (m *memory) keepParts(messageID int64, list []gateway.Part) {
	list = slices.Clone(list)
	for i := range list {
		list[i] = partAsStored(list[i])
		m.octets += len(list[i].PDU)
	}
	m.of(messageID).parts = list
}

// changePart takes over what an update stores of a part that is known.
func (m *memory) changePart(p *gateway.Part) {
	k := m.find(p.MessageID)
	if k == nil {
		return
	}
	for i := range k.parts {
		if c := &k.parts[i]; c.ID == p.ID {
			pdu, number, priority := c.PDU, c.Number, c.Priority
			*c = partAsStored(*p)
			c.PDU, c.Number, c.Priority = pdu, number, priority
			return
		}
	}
	k.parts = nil
}

// part returns a part that is known, nil otherwise.
func (m *memory) part(messageID, id int64) *gateway.Part {
	if k := m.find(messageID); k != nil {
		for i := range k.parts {
			if k.parts[i].ID == id {
				return &k.parts[i]
			}
		}
	}
	return nil
}

func partAsStored(p gateway.Part) gateway.Part {
	asStored(&p.NextAt, &p.SentAt, &p.AnsweredAt, &p.DoneAt)
	return p
}

// sameBut tells whether two states of a message differ in nothing but what its
// way changes: state, parts that are done, marks and times of it.
func sameBut(a, b *gateway.Message) bool {
	if (a.Error == nil) != (b.Error == nil) || a.Error != nil && *a.Error != *b.Error {
		return false
	}
	return a.Link == b.Link && a.Note == b.Note && a.Text == b.Text && a.ReceiptWanted == b.ReceiptWanted && a.DataCoding == b.DataCoding &&
		a.ScheduledAt.Equal(b.ScheduledAt) && a.ValidUntil.Equal(b.ValidUntil)
}

// sameWay tells whether the rest is equal too.
func sameWay(a, b *gateway.Message) bool {
	return a.State == b.State && a.Done == b.Done && flagsOf(a) == flagsOf(b) && ms(a.SubmittedAt) == ms(b.SubmittedAt) && ms(a.AcceptedAt) == ms(b.AcceptedAt) && ms(a.DoneAt) == ms(b.DoneAt)
}

// partSameBut does the same for a part: what differs is at most state,
// provider's id, status and receipt with their times.
func partSameBut(a, b *gateway.Part) bool {
	return a.Link == b.Link && a.Attempts == b.Attempts && a.Resent == b.Resent && a.Session == b.Session && a.Multi == b.Multi &&
		ms(a.NextAt) == ms(b.NextAt) && ms(a.SentAt) == ms(b.SentAt)
}
