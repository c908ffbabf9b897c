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
	number  uint64 // of the PDU with the message
	part    string // of which longer message the parts are, "" for none
	ids     []string
	link    string
}

func (f *follow) copy() *follow {
	if f == nil {
		return nil
	}
	c := *f
	c.ids = slices.Clone(f.ids)
	return &c
}

// fits tells whether a row belongs to what is followed.
func (f *follow) fits(row fact) bool {
	if f.session > 0 {
		return row.record.Session == f.session
	}
	if row.record.Number == f.number || row.pair == f.number || slices.Contains(f.ids, row.given) {
		return true
	}
	var p smpp.PDU
	decode(row.record, &p)
	if f.part != "" {
		if key, ok := gateway.PartOf(&p); ok && key == f.part {
			return true
		}
	}
	if f.link != row.record.Link {
		return false
	}
	return slices.ContainsFunc(gateway.MessageIDs(&p), func(id string) bool { return slices.Contains(f.ids, id) })
}

// learn takes from a row that belongs to the message the id that this part has
// been given, and of which longer message it is a part; it tells whether either
// was new.
func (f *follow) learn(row fact) (learned bool) {
	if f.session > 0 {
		return false
	}
	if row.given != "" && !slices.Contains(f.ids, row.given) {
		f.ids, learned = append(f.ids, row.given), true
	}
	if f.part == "" && !row.answer {
		var p smpp.PDU
		decode(row.record, &p)
		if key, ok := gateway.PartOf(&p); ok {
			f.part, learned = key, true
		}
	}
	return learned
}

// merge takes what another copy has learned, and tells whether any of it was new.
func (f *follow) merge(o *follow) (learned bool) {
	for _, id := range o.ids {
		if !slices.Contains(f.ids, id) {
			f.ids, learned = append(f.ids, id), true
		}
	}
	if f.part == "" && o.part != "" {
		f.part, learned = o.part, true
	}
	return learned
}

// FollowSession shows one session alone; 0 ends it.
func (m *Model) FollowSession(session uint64) {
	m.judge.follow = nil
	if session > 0 {
		m.judge.follow = &follow{session: session, words: words.T("Session %d", session)}
	}
	m.refilter()
}

// FollowMessage shows alone what belongs to the message of a record: its parts,
// their answers and its receipts, as one of them leads to the others. It does
// nothing for a PDU without a message.
func (m *Model) FollowMessage(number uint64) bool {
	e := m.find(number)
	if e == nil {
		return false
	}
	if e.id.IsResponse() && e.pair != nil {
		e = e.pair
	}
	f := &follow{number: e.record.Number, link: e.record.Link}
	var p smpp.PDU
	e.decode(&p)
	f.ids = gateway.MessageIDs(&p)
	f.learn(e.fact())
	if !p.Has(smpp.FieldDestinationAddr) && len(f.ids) == 0 {
		return false
	}
	switch {
	case len(f.ids) > 0:
		f.words = words.T("Message %s", clean(f.ids[0]))
	default:
		f.words = words.T("Message to %s", clean(p.Str(smpp.FieldDestinationAddr)))
	}
	m.judge.follow = f
	m.refilter()
	return true
}

// Unfollow shows everything that fits the filter again.
func (m *Model) Unfollow() {
	m.judge.follow = nil
	m.refilter()
}

// Following says what is followed, "" for nothing.
func (m *Model) Following() string {
	if m.judge.follow == nil {
		return ""
	}
	return m.judge.follow.words
}
