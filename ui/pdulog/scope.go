package pdulog

import (
	"time"

	"relay/ui/pduview"
	"relay/ui/words"
)

// Scope is which PDUs of a session are drawn.
type Scope uint8

const (
	Everything    Scope = iota
	BeforeTheDrop       // its bind, and what came last
	OnlyErrors          // refused, or without an answer
)

// lastRows is how many PDUs are drawn of what came before a drop.
const lastRows = 24

// Dropped tells whether the session ended and nobody had asked for it.
func (s *Session) Dropped() bool {
	m := s.model()
	return m.Len() > 0 && s.end(m).Cut
}

// Errors is the number of PDUs that were refused or had no answer. An answer and
// its request are one.
func (s *Session) Errors() (n int) {
	m := s.model()
	for i := range m.Len() {
		if r := m.Row(i); troubled(r) && (r.Overdue || m.Partner(r.Number) == 0 || m.Partner(r.Number) < r.Number) {
			n++
		}
	}
	return n
}

func troubled(r pduview.Row) bool { return r.Overdue || r.StatTone == pduview.Bad }

// fits tells whether the scope has a row.
func (s *Session) fits(m *pduview.Model, i int, r pduview.Row) bool {
	switch s.Scope {
	case BeforeTheDrop:
		return i < 2 || i >= m.Len()-lastRows || r.Overdue
	case OnlyErrors:
		return troubled(r)
	}
	return true
}

// leftStep stands for PDUs that the scope leaves out.
func leftStep(first, last pduview.Row, n int) Step {
	from, to := clock(first), clock(last)
	return Step{Kind: Run, At: first.Time, Row: first, Words: words.N(n, "%s PDU left out, %s to %s", "%s PDUs left out, %s to %s", from, to), Tone: pduview.Quiet}
}

func clock(r pduview.Row) string { return r.Record().Time.Local().Format(time.TimeOnly) }
