package pduview

import (
	"slices"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// follow narrows the list to one session or one message, beside the filter.
type follow struct {
	words   string
	session uint64 // 0: a message
	numbers map[uint64]bool
	part    string // of which longer message the parts are, "" for none
	ids     []string
	link    string
}

// fits tells whether an entry belongs to what is followed.
func (f *follow) fits(e *entry) bool {
	if f.session > 0 {
		return e.record.Session == f.session
	}
	if f.numbers[e.record.Number] || e.pair != nil && f.numbers[e.pair.record.Number] {
		return true
	}
	var p smpp.PDU
	e.decode(&p)
	if f.part != "" {
		if key, ok := gateway.PartOf(&p); ok && key == f.part {
			return true
		}
	}
	if slices.Contains(f.ids, e.given) {
		return true
	}
	if f.link != e.record.Link {
		return false
	}
	return slices.ContainsFunc(gateway.MessageIDs(&p), func(id string) bool { return slices.Contains(f.ids, id) })
}

// learn takes the id that a part of the message has been given, and tells
// whether it is a new one.
func (f *follow) learn(e *entry) bool {
	if f.session > 0 || e.given == "" || slices.Contains(f.ids, e.given) {
		return false
	}
	f.ids = append(f.ids, e.given)
	return true
}

// FollowSession shows one session alone; 0 ends it.
func (m *Model) FollowSession(session uint64) {
	m.follow = nil
	if session > 0 {
		m.follow = &follow{session: session, words: words.T("Session %d", session)}
	}
	m.refilter()
}

// FollowMessage shows alone what belongs to the message of a record: its parts,
// their answers and its receipts. It does nothing for a PDU without a message.
func (m *Model) FollowMessage(number uint64) bool {
	e := m.find(number)
	if e == nil {
		return false
	}
	if e.id.IsResponse() && e.pair != nil {
		e = e.pair
	}
	f := &follow{numbers: map[uint64]bool{e.record.Number: true}, link: e.record.Link}
	var p smpp.PDU
	e.decode(&p)
	f.part, _ = gateway.PartOf(&p)
	f.ids = gateway.MessageIDs(&p)
	f.learn(e)
	if !p.Has(smpp.FieldDestinationAddr) && len(f.ids) == 0 {
		return false
	}
	switch {
	case len(f.ids) > 0:
		f.words = words.T("Message %s", clean(f.ids[0]))
	default:
		f.words = words.T("Message to %s", clean(p.Str(smpp.FieldDestinationAddr)))
	}
	// A receipt leads to the message that it is about, and that to its other parts.
	for range 4 {
		ids, part := len(f.ids), f.part
		for _, e := range m.all {
			if f.fits(e) {
				f.learn(e)
				if f.part == "" && !e.id.IsResponse() {
					e.decode(&p)
					f.part, _ = gateway.PartOf(&p)
				}
			}
		}
		if len(f.ids) == ids && f.part == part {
			break
		}
	}
	m.follow = f
	m.refilter()
	return true
}

// Unfollow shows everything that fits the filter again.
func (m *Model) Unfollow() {
	m.follow = nil
	m.refilter()
}

// Following says what is followed, "" for nothing.
func (m *Model) Following() string {
	if m.follow == nil {
		return ""
	}
	return m.follow.words
}
