package pduview

import (
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/filter"
	"relay/gateway/smpp"
)

// piece is how many rows are judged at a time: as many as the window can wait
// for.
const piece = 2000

// fact is what the judge has to know of a row. It shares nothing with the list
// that changes, so that rows can be judged beside the window.
type fact struct {
	record *gateway.PDURecord
	answer bool
	given  string // message_id that the PDU, or its answer, gives
	pair   uint64 // number of its request or answer, 0: not known
	took   time.Duration
	timed  bool        // took is known
	status smpp.Status // of its answer
}

func (e *entry) fact() fact {
	f := fact{record: &e.record, answer: e.id.IsResponse(), given: e.given}
	if e.pair != nil {
		f.pair = e.pair.record.Number
		f.took, f.timed = e.took()
		f.status = e.pair.status
	}
	return f
}

// judge tells what fits: the filter, and what is followed. One goroutine uses it;
// a copy serves another.
type judge struct {
	filter *filter.Filter
	follow *follow
	asks   fact // about which the filter asks
	env    filter.Env
}

func newJudge(f *filter.Filter, follow *follow) *judge {
	j := &judge{filter: f, follow: follow}
	j.env = filter.Env{
		ID:     func(*gateway.PDURecord) string { return j.asks.given },
		Answer: func(*gateway.PDURecord) (time.Duration, bool) { return j.asks.took, j.asks.timed },
		Status: func(*gateway.PDURecord) (smpp.Status, bool) { return j.asks.status, j.asks.pair > 0 },
	}
	return j
}

func (j *judge) copy() *judge { return newJudge(j.filter, j.follow.copy()) }

// narrows tells whether there is anything that does not fit.
func (j *judge) narrows() bool { return j.follow != nil || !j.filter.Empty() }

// fits tells whether a row fits, and learns from one that belongs to what is
// followed; learned is whether that makes others fit.
func (j *judge) fits(f fact) (fits, learned bool) {
	if j.follow != nil {
		if !j.follow.fits(f) {
			return false, false
		}
		learned = j.follow.learn(f)
	}
	if j.filter.Empty() {
		return true, learned
	}
	j.asks = f
	return j.filter.MatchIn(f.record, j.env), learned
}

// Piece is some of the rows in memory that a filter has still to judge, the
// newest of them.
type Piece struct {
	pass    int
	judge   *judge
	entries []*entry // oldest first
	facts   []fact
	fits    []bool
	learned bool
}

// Judging tells whether rows in memory are not judged yet.
func (m *Model) Judging() bool { return m.below > 0 }

// Piece takes the newest rows that are not judged yet, nil when all are.
func (m *Model) Piece() *Piece {
	end, _ := slices.BinarySearchFunc(m.all, m.below, byNumber)
	if end == 0 {
		m.below = 0
		return nil
	}
	begin := max(0, end-piece)
	if !m.judge.narrows() {
		begin = 0 // there is nothing to find out
	}
	p := &Piece{pass: m.pass, judge: m.judge.copy(), entries: slices.Clone(m.all[begin:end])}
	p.facts, p.fits = make([]fact, len(p.entries)), make([]bool, len(p.entries))
	for i, e := range p.entries {
		if p.fits[i] = m.fitting(e); !p.fits[i] {
			p.facts[i] = e.fact()
		}
	}
	return p
}

// Judge works on nothing of the model, so that it can run beside the window.
func (p *Piece) Judge() {
	for i, f := range p.facts {
		if p.fits[i] {
			continue // it did before what is followed was known better
		}
		fits, learned := p.judge.fits(f)
		p.fits[i], p.learned = fits, p.learned || learned
	}
}

// Settle lists what fits of a piece, and returns the number of rows that came.
// A piece that a later filter has overtaken is let go.
func (m *Model) Settle(p *Piece) (came int) {
	if p.pass != m.pass {
		return 0
	}
	if m.below = p.entries[0].record.Number; len(m.all) == 0 || m.below <= m.all[0].record.Number {
		m.below = 0
	}
	before := len(m.view)
	for i, e := range p.entries {
		if e.judged < m.pass { // else it was judged since, and more was known of it
			e.judged, e.fits = m.pass, p.fits[i]
		}
	}
	m.listMany(p.entries)
	if p.learned && m.judge.follow.merge(p.judge.follow) {
		m.wider = true
	}
	if m.below == 0 && m.wider {
		m.widen()
	}
	return len(m.view) - before
}

// fitting tells whether a row fits as far as it is judged.
func (m *Model) fitting(e *entry) bool { return e.fits && e.judged >= m.since }

func (m *Model) stands(e *entry) bool { return e.listed == m.since }

// shows tells whether an entry is to be listed.
func (m *Model) shows(e *entry) bool {
	follow := m.judge.follow
	return m.fitting(e) || (m.answers || follow != nil && follow.session == 0) && e.pair != nil && m.fitting(e.pair)
}

// judgeNow asks whether an entry fits, and lists what has to be listed.
func (m *Model) judgeNow(e *entry) {
	fits, learned := m.judge.fits(e.fact())
	e.fits, e.judged = fits, m.pass
	m.list(e)
	if e.pair != nil {
		m.list(e.pair)
	}
	if learned {
		m.widen()
	}
}

func (m *Model) held(e *entry) bool {
	i, held := slices.BinarySearchFunc(m.all, e.record.Number, byNumber)
	return held && m.all[i] == e
}

func (m *Model) list(e *entry) {
	if m.stands(e) || !m.shows(e) || !m.held(e) {
		return
	}
	e.listed = m.since
	if n := len(m.view); n == 0 || m.view[n-1].record.Number < e.record.Number {
		m.view = append(m.view, e)
		return
	}
	i, _ := m.Index(e.record.Number)
	m.view = slices.Insert(m.view, i, e)
}

// listMany lists those of a run of entries that have to be listed, and the other
// halves of their pairs.
func (m *Model) listMany(run []*entry) {
	var rows []*entry
	for _, e := range run {
		if !m.stands(e) && m.shows(e) && m.held(e) {
			rows = append(rows, e)
		}
	}
	if len(rows) > 0 {
		at, _ := m.Index(rows[0].record.Number)
		if at == len(m.view) || m.view[at].record.Number > rows[len(rows)-1].record.Number {
			for _, e := range rows {
				e.listed = m.since
			}
			m.view = slices.Insert(m.view, at, rows...)
		}
	}
	for _, e := range run {
		m.list(e)
		if e.pair != nil {
			m.list(e.pair)
		}
	}
}

// refilter judges every row again: the newest at once, the others a piece at a
// time. Those that an earlier filter alone brought from the archive go: what
// stood between them is not here.
func (m *Model) refilter() {
	if i, _ := slices.BinarySearchFunc(m.all, m.whole, byNumber); i > 0 {
		m.all = slices.Delete(m.all, 0, i)
		m.octets = octetsOf(m.all)
	}
	if m.reached < m.whole {
		m.reached, m.start = m.whole, false
	}
	m.least, m.light = 0, 0
	m.turn++
	m.pass++
	m.since = m.pass
	clear(m.view)
	m.view = m.view[:0]
	m.first()
}

// widen judges again what did not fit, after more has come to be known of what is
// followed.
func (m *Model) widen() {
	m.pass++
	m.first()
}

func (m *Model) first() {
	m.wider, m.below = false, m.cursor+1
	if p := m.Piece(); p != nil {
		p.Judge()
		m.Settle(p)
	}
}

func (m *Model) relist() {
	clear(m.view)
	m.view = m.view[:0]
	for _, e := range m.all {
		if e.listed = 0; m.shows(e) {
			e.listed = m.since
			m.view = append(m.view, e)
		}
	}
}
