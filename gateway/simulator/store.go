package simulator

import (
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

const (
	maxMessages = 100_000 // that are remembered
	maxAge      = time.Hour
)

// message is one message for one destination, from its submit to its end and an
// hour beyond, so that it can be asked about.
type message struct {
	id        string
	owner     *peer // who submitted it gets its receipt first
	from, to  smpp.Address
	service   string
	body      []byte
	dcs       byte
	esm       byte
	priority  byte
	asked     byte // registered_delivery
	fate      fate
	state     sms.MessageState
	submitted time.Time
	due       time.Time // when it is sent out; later than submitted when it was scheduled
	until     time.Time // validity; zero: for ever
	ended     time.Time // zero while it is pending
	setDPF    bool
	timer     *time.Timer
}

func (m *message) pending() bool { return m.ended.IsZero() }

func (m *message) text() string {
	return sms.Decode(m.body, m.dcs, m.esm&0x40 != 0).String
}

// shown is the state as a version knows it: 5.0 tells what is scheduled from
// what is on its way.
func (m *message) shown(v smpp.Version, now time.Time) sms.MessageState {
	if !m.pending() {
		return m.state
	}
	if v >= smpp.V50 && m.due.After(now) {
		return sms.StateScheduled
	}
	return sms.StateEnroute
}

// store is what the simulator remembers. Simulator.mu guards it.
type store struct {
	byID  map[string][]*message // several: destinations of one submit_multi
	order []*message            // oldest first
}

func newStore() store { return store{byID: map[string][]*message{}} }

func (s *store) add(m *message, now time.Time) {
	for len(s.order) > 0 && (len(s.order) >= maxMessages || now.Sub(s.order[0].submitted) > maxAge && !s.order[0].pending()) {
		s.forget(s.order[0])
		s.order = s.order[1:]
	}
	s.order = append(s.order, m)
	s.byID[m.id] = append(s.byID[m.id], m)
}

func (s *store) forget(m *message) {
	list := s.byID[m.id]
	for i, x := range list {
		if x == m {
			list = append(list[:i:i], list[i+1:]...)
			break
		}
	}
	if len(list) == 0 {
		delete(s.byID, m.id)
	} else {
		s.byID[m.id] = list
	}
}

// find returns the messages with an id and a source address.
func (s *store) find(id string, from smpp.Address) (out []*message) {
	for _, m := range s.byID[id] {
		if same(m.from.Addr, from.Addr) {
			out = append(out, m)
		}
	}
	return out
}

// waiting returns pending messages between two addresses under a service_type.
func (s *store) waiting(from, to smpp.Address, service string) (out []*message) {
	for _, m := range s.order {
		if m.pending() && same(m.from.Addr, from.Addr) && same(m.to.Addr, to.Addr) && m.service == service {
			out = append(out, m)
		}
	}
	return out
}

func same(a, b string) bool { return gateway.CompareForm(a) == gateway.CompareForm(b) }

// newID gives a message id: 14 decimal digits, or 8 hexadecimal ones for a 3.3
// session, which has no room for more. s.mu is held.
func (s *Simulator) newID(v smpp.Version, hex bool) string {
	s.nextID++
	switch {
	case v == smpp.V33:
		return strconv.FormatInt(0x10000000+s.nextID&0x7FFFFFF, 16)
	case hex:
		return strconv.FormatInt(s.nextID, 16)
	}
	return strconv.FormatInt(s.nextID, 10)
}

// receiptID is how a receipt names an id that newID has given.
func receiptID(id string, style receiptStyle) string {
	base := 10
	if style.hexID || len(id) == 8 { // of 3.3
		base = 16
	}
	n, err := strconv.ParseInt(id, base, 64)
	switch {
	case err != nil:
		return id
	case style.hex:
		id = strconv.FormatInt(n, 16)
	case style.hexID:
		id = strconv.FormatInt(n, 10)
	}
	if style.padded && len(id) < paddedID {
		id = strings.Repeat("0", paddedID-len(id)) + id
	}
	return id
}

const paddedID = 20
