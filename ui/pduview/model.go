package pduview

import (
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/filter"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// keep is the number of rows in memory while the list follows, and keepOctets of how
// many octets their PDUs may be; most and mostOctets are those at which it takes no
// more, neither older nor newer ones.
const (
	keep       = 10_000
	keepOctets = 16 << 20
	most       = 50_000
	mostOctets = 64 << 20
)

// defaultWait is how long an answer may take where no link says it.
const defaultWait = 60 * time.Second

// Model is the list without its looks. One goroutine uses it.
type Model struct {
	all     []*entry // oldest first
	view    []*entry // those that are listed
	pairs   pairs
	cursor  uint64 // newest record taken
	counted uint64 // newest record counted while nothing is taken
	missed  int    // those of them that fit

	judge   *judge
	answers bool   // the other half of each pair that fits is listed too
	pass    int    // counts how often the rows had to be judged again
	since   int    // what was found to fit since this pass does
	below   uint64 // rows below this number wait for the judge, 0: none
	wider   bool   // they have to be judged once more
	Err     error  // of the filter's text
	Paused  bool
	Wait    func(link string) time.Duration // how long an answer may take; nil: 60 s
	Now     time.Time

	whole   uint64 // from this number on nothing is left out
	reached uint64 // lowest number looked at
	start   bool   // nothing older is stored
	turn    int    // counts what makes a search for older records idle
	octets  int    // of the rows' PDUs
	least   int    // rows that the last Trim had to keep beside the newest
	light   int    // and octets of their PDUs

	marks []uint64 // ascending
}

// NewModel makes an empty list.
func NewModel() *Model {
	return &Model{pairs: newPairs(), judge: newJudge(nil, nil), pass: 1, since: 1, Now: time.Now()}
}

// Len is the number of rows shown.
func (m *Model) Len() int { return len(m.view) }

// Total is the number of rows kept.
func (m *Model) Total() int { return len(m.all) }

// Row is a shown row.
func (m *Model) Row(i int) Row { return m.line(m.view[i]) }

// Number is the number of a shown row.
func (m *Model) Number(i int) uint64 { return m.view[i].record.Number }

func (m *Model) line(e *entry) Row { return e.line(e.waits(m.Now, m.wait(e.record.Link))) }

func (m *Model) wait(link string) time.Duration {
	if m.Wait != nil {
		if d := m.Wait(link); d > 0 {
			return d
		}
	}
	return defaultWait
}

// Cursor is the number of the newest record taken.
func (m *Model) Cursor() uint64 { return m.cursor }

// Full tells whether no more rows are taken until the list follows again.
func (m *Model) Full() bool { return len(m.all) >= most || m.octets >= mostOctets }

// Get is a row by its number; ok is false when it is not in memory.
func (m *Model) Get(number uint64) (Row, bool) {
	if e := m.find(number); e != nil {
		return m.line(e), true
	}
	return Row{}, false
}

// Partner is the number of a row's request or answer, 0 when it is not known.
func (m *Model) Partner(number uint64) uint64 {
	if e := m.find(number); e != nil && e.pair != nil {
		return e.pair.record.Number
	}
	return 0
}

func byNumber(e *entry, n uint64) int {
	switch {
	case e.record.Number < n:
		return -1
	case e.record.Number > n:
		return 1
	}
	return 0
}

func (m *Model) find(number uint64) *entry {
	if i, ok := slices.BinarySearchFunc(m.all, number, byNumber); ok {
		return m.all[i]
	}
	return nil
}

// Index is where a number stands in the list, or would stand.
func (m *Model) Index(number uint64) (int, bool) {
	return slices.BinarySearchFunc(m.view, number, byNumber)
}

// Add takes records, oldest first.
func (m *Model) Add(records []gateway.PDURecord) {
	for i := range records {
		if records[i].Number > m.cursor {
			m.add(newEntry(records[i]))
		}
	}
}

func (m *Model) add(e *entry) {
	m.cursor = e.record.Number
	if m.whole == 0 {
		m.whole, m.reached = m.cursor, m.cursor
	}
	m.all = append(m.all, e)
	m.octets += len(e.record.Frame)
	paired := m.pairs.newer(e)
	m.judgeNow(e)
	if paired {
		m.judgeNow(e.pair) // it may fit now that it has its answer
	}
}

// Narrowed tells whether the list leaves anything out.
func (m *Model) Narrowed() bool { return m.judge.narrows() }

// Doubt says what in the filter can fit nothing, "" for nothing.
func (m *Model) Doubt() string { return m.judge.filter.Doubt() }

// Clear empties the list; what came stays in the log.
func (m *Model) Clear() {
	m.all, m.view, m.pairs, m.below = nil, nil, newPairs(), 0
	m.octets, m.least, m.light = 0, 0, 0
	m.pass++
	m.whole, m.reached, m.start = m.cursor+1, m.cursor+1, true
	m.turn++
}

// Reset begins anew with records, oldest first, as if none had been there.
func (m *Model) Reset(records []gateway.PDURecord) {
	m.Clear()
	m.cursor, m.whole, m.reached, m.start = 0, 0, 0, false
	m.Add(records)
}

// SetFilter changes the filter; a wrong text leaves the old one in force.
func (m *Model) SetFilter(text string) {
	f, err := filter.Parse(text)
	if m.Err = err; err != nil {
		return
	}
	m.judge.filter = f
	m.refilter()
}

// SetAnswers lists the other half of each pair that fits too, or not.
func (m *Model) SetAnswers(on bool) {
	m.answers = on
	m.refilter()
}

// Trim lets the oldest rows go and returns how many of the list went. What is
// listed of a narrowed list stays longer than what is not: it is what somebody
// looks for.
func (m *Model) Trim() int {
	if len(m.all) <= m.least+keep+keep/4 && m.octets <= m.light+keepOctets+keepOctets/4 {
		return 0
	}
	newest := within(m.all)
	first := m.all[newest].record.Number
	var found []*entry
	if m.Narrowed() && !m.Judging() {
		for _, e := range m.all[:newest] {
			if m.stands(e) {
				found = append(found, e)
			}
		}
		found = found[within(found):]
	}
	m.pairs.forget(first)
	reached := first
	if len(found) > 0 {
		reached = found[0].record.Number
	}
	gone, _ := m.Index(reached)
	for _, e := range m.view[:gone] {
		e.listed = 0
	}
	m.all = append(found, m.all[newest:]...)
	m.view = append([]*entry(nil), m.view[gone:]...)
	m.whole, m.least, m.light = first, len(found), octetsOf(found)
	m.octets = octetsOf(m.all)
	if gone > 0 || !m.Narrowed() || m.Judging() { // there is a hole below: what is listed begins here
		m.reached, m.start = reached, false
		m.turn++
	}
	return gone
}

// within is where the last of a list begin that are to be kept.
func within(list []*entry) (from int) {
	octets := 0
	for from = len(list); from > 0 && len(list)-from < keep; from-- {
		if octets += len(list[from-1].record.Frame); octets > keepOctets && from < len(list) {
			break
		}
	}
	return from
}

func octetsOf(list []*entry) (n int) {
	for _, e := range list {
		n += len(e.record.Frame)
	}
	return n
}

// Meanwhile counts records that are not taken, oldest first.
func (m *Model) Meanwhile(records []gateway.PDURecord) {
	judge := m.judge.copy() // what it learns counts once the records are taken
	for i := range records {
		if records[i].Number <= max(m.counted, m.cursor) {
			continue
		}
		m.counted = records[i].Number
		if fits, _ := judge.fits(newEntry(records[i]).fact()); fits {
			m.missed++
		}
	}
}

// Counted is the newest record taken or counted.
func (m *Model) Counted() uint64 { return max(m.counted, m.cursor) }

// Missed is how many records fit and are not taken.
func (m *Model) Missed() int { return m.missed }

// GoOn ends a pause.
func (m *Model) GoOn() { m.Paused, m.missed, m.counted = false, 0, 0 }

// Known are values of a name in the newest rows, for completion.
func (m *Model) Known(name string) []filter.Value {
	const look = 2000
	count := map[string]int{}
	var order []string
	for i := len(m.all) - 1; i >= max(0, len(m.all)-look); i-- {
		v := m.all[i].value(name)
		if v == "" {
			continue
		}
		if count[v] == 0 {
			order = append(order, v)
		}
		count[v]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	var out []filter.Value
	for _, v := range order[:min(len(order), 30)] {
		out = append(out, filter.Value{Text: v, Help: words.N(count[v], "%s PDU", "%s PDUs")})
	}
	return out
}

// value is what an entry has under a name whose values no table lists.
func (e *entry) value(name string) string {
	if name == "link" {
		return clean(e.record.Link)
	}
	field, ok := map[string]smpp.Field{"from": smpp.FieldSourceAddr, "dest": smpp.FieldDestinationAddr, "id": smpp.FieldMessageID, "system_id": smpp.FieldSystemID,
		"source_addr": smpp.FieldSourceAddr, "destination_addr": smpp.FieldDestinationAddr, "message_id": smpp.FieldMessageID}[name]
	if !ok {
		return ""
	}
	var p smpp.PDU
	e.decode(&p)
	if !p.Has(field) {
		return ""
	}
	return clean(p.Str(field))
}
