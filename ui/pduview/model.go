package pduview

import (
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/filter"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// keep is the number of rows in memory while the list follows; most is the
// number at which it takes no more, neither older nor newer ones.
const (
	keep = 10_000
	most = 50_000
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

	filter  *filter.Filter
	follow  *follow
	answers bool   // the other half of each pair that fits is listed too
	asks    *entry // about which the filter asks
	env     filter.Env
	Err     error // of the filter's text
	Paused  bool
	Wait    func(link string) time.Duration // how long an answer may take; nil: 60 s
	Now     time.Time

	whole   uint64 // from this number on nothing is left out
	reached uint64 // lowest number looked at
	start   bool   // nothing older is stored
	turn    int    // counts what makes a search for older records idle

	marks []uint64 // ascending
}

// NewModel makes an empty list.
func NewModel() *Model {
	m := &Model{pairs: newPairs(), Now: time.Now()}
	m.env = filter.Env{
		ID:     func(*gateway.PDURecord) string { return m.asks.given },
		Answer: func(*gateway.PDURecord) (time.Duration, bool) { return m.asks.took() },
	}
	return m
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
func (m *Model) Full() bool { return len(m.all) >= most }

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
	paired := m.pairs.newer(e)
	m.judge(e)
	if paired {
		m.judge(e.pair) // it may fit now that it has its answer
	}
	if m.follow != nil && e.fits && m.follow.learn(e) {
		m.refilter()
	}
}

// judge asks whether an entry fits, and lists what has to be listed.
func (m *Model) judge(e *entry) {
	e.fits = m.fits(e)
	m.list(e)
	if e.pair != nil {
		m.list(e.pair)
	}
}

func (m *Model) list(e *entry) {
	if e.listed || !m.shows(e) {
		return
	}
	if i, held := slices.BinarySearchFunc(m.all, e.record.Number, byNumber); !held || m.all[i] != e {
		return // it is no longer in memory
	}
	e.listed = true
	if n := len(m.view); n == 0 || m.view[n-1].record.Number < e.record.Number {
		m.view = append(m.view, e)
		return
	}
	i, _ := m.Index(e.record.Number)
	m.view = slices.Insert(m.view, i, e)
}

// shows tells whether an entry is to be listed.
func (m *Model) shows(e *entry) bool {
	return e.fits || (m.answers || m.follow != nil && m.follow.session == 0) && e.pair != nil && e.pair.fits
}

func (m *Model) fits(e *entry) bool {
	if m.follow != nil && !m.follow.fits(e) {
		return false
	}
	if m.filter.Empty() {
		return true
	}
	m.asks = e
	return m.filter.MatchIn(&e.record, m.env)
}

// Narrowed tells whether the list leaves anything out.
func (m *Model) Narrowed() bool { return m.follow != nil || !m.filter.Empty() }

// Clear empties the list; what came stays in the log.
func (m *Model) Clear() {
	m.all, m.view, m.pairs = nil, nil, newPairs()
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
	m.filter = f
	m.refilter()
}

// SetAnswers lists the other half of each pair that fits too, or not.
func (m *Model) SetAnswers(on bool) {
	m.answers = on
	m.refilter()
}

// refilter judges every row again. Those that an earlier filter alone brought
// from the archive go: what stood between them is not here.
func (m *Model) refilter() {
	if i, _ := slices.BinarySearchFunc(m.all, m.whole, byNumber); i > 0 {
		m.all = slices.Delete(m.all, 0, i)
	}
	if m.reached < m.whole {
		m.reached, m.start = m.whole, false
	}
	m.turn++
	for _, e := range m.all {
		e.fits = m.fits(e)
	}
	m.relist()
}

func (m *Model) relist() {
	clear(m.view)
	m.view = m.view[:0]
	for _, e := range m.all {
		if e.listed = m.shows(e); e.listed {
			m.view = append(m.view, e)
		}
	}
}

// Trim lets the oldest rows go and returns how many of the list went.
func (m *Model) Trim() int {
	if len(m.all) <= keep+keep/4 {
		return 0
	}
	m.all = append([]*entry(nil), m.all[len(m.all)-keep:]...)
	first := m.all[0].record.Number
	gone, _ := m.Index(first)
	for _, e := range m.view[:gone] {
		e.listed = false
	}
	m.view = append([]*entry(nil), m.view[gone:]...)
	m.whole, m.reached, m.start = first, first, false
	m.turn++
	return gone
}

// Meanwhile counts records that are not taken, oldest first.
func (m *Model) Meanwhile(records []gateway.PDURecord) {
	for i := range records {
		if records[i].Number <= max(m.counted, m.cursor) {
			continue
		}
		m.counted = records[i].Number
		if !m.Narrowed() || m.fits(newEntry(records[i])) {
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
