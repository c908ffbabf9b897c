package pduview

import (
	"slices"
)

// ToggleMark marks a row, or takes its mark away. Marks are kept by number while
// the program runs.
func (m *Model) ToggleMark(number uint64) {
	i, there := slices.BinarySearch(m.marks, number)
	if there {
		m.marks = slices.Delete(m.marks, i, i+1)
		return
	}
	m.marks = slices.Insert(m.marks, i, number)
}

// Marked tells whether a row has a mark.
func (m *Model) Marked(number uint64) bool {
	_, there := slices.BinarySearch(m.marks, number)
	return there
}

// Marks is the number of marks.
func (m *Model) Marks() int { return len(m.marks) }

// NextMark is the next listed row with a mark behind a number, or before it; it
// goes round, and is 0 when no listed row has one.
func (m *Model) NextMark(number uint64, back bool) uint64 {
	var first, last, next, before uint64
	for _, n := range m.marks {
		if _, listed := m.Index(n); !listed {
			continue
		}
		if first == 0 {
			first = n
		}
		last = n
		if n < number {
			before = n
		}
		if n > number && next == 0 {
			next = n
		}
	}
	switch {
	case back && before > 0:
		return before
	case back:
		return last
	case next > 0:
		return next
	}
	return first
}
