package gateway

import (
	"bytes"
	"regexp"
	"strings"
)

// Subject is one number as it may be written: whom an erasure or export is
// about.
type Subject struct {
	Digits   string // international, without "+"
	National string // as dialled at home, "" when there is no such form

	raw     [][]byte       // spellings in octets
	written *regexp.Regexp // spellings in texts
}

// rawLeast is how many digits a number needs so that finding them anywhere in
// octets means something.
const rawLeast = 7

// ErasedMark stands where a number was taken out of a text.
const ErasedMark = "(number erased)"

// NewSubject makes a subject of digits; national is the number as dialled at
// home, with its trunk prefix.
func NewSubject(digits, national string) Subject {
	s := Subject{Digits: digits}
	if len(national) >= rawLeast && national != digits {
		s.National = national
	}
	var spelled []string
	for _, n := range []string{s.Digits, s.National} {
		if n == "" {
			continue
		}
		s.raw = append(s.raw, []byte(n), wide(n))
		spelled = append(spelled, strings.Join(strings.Split(n, ""), `[ \-./()\x{a0}]{0,3}`))
	}
	s.written = regexp.MustCompile(`(?:\+|00)?(?:` + strings.Join(spelled, "|") + `)`)
	return s
}

// wide is a text of digits in UCS-2.
func wide(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, 0, s[i])
	}
	return b
}

// Show is the number as people write it.
func (s Subject) Show() string {
	if s.Searchable() {
		return "+" + s.Digits
	}
	return s.Digits
}

// Masked shows no more than its last digits.
func (s Subject) Masked() string {
	if s.Searchable() {
		return "…" + s.Digits[len(s.Digits)-4:]
	}
	return "a short code"
}

// Searchable tells whether the number is long enough to be searched for in
// octets.
func (s Subject) Searchable() bool { return len(s.Digits) >= rawLeast }

// Forms are the addresses on the wire that mean the number.
func (s Subject) Forms() []string {
	out := []string{s.Digits, "+" + s.Digits, "00" + s.Digits}
	if s.National != "" {
		out = append(out, s.National)
	}
	return out
}

// Count is how often octets hold the number. A short code counts only where no
// other digit stands beside it.
func (s Subject) Count(b []byte) (n int) {
	for _, form := range s.raw {
		for at := 0; ; {
			i := bytes.Index(b[at:], form)
			if i < 0 {
				break
			}
			i += at
			at = i + 1
			if s.Searchable() || alone(b, i, i+len(form)) {
				n++
			}
		}
	}
	return n
}

func alone(b []byte, from, to int) bool {
	return (from == 0 || !digit(b[from-1])) && (to == len(b) || !digit(b[to]))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// In tells whether octets hold the number.
func (s Subject) In(b []byte) bool { return s.Count(b) > 0 }

// Strip puts a mark in place of the number in a text, however it is spaced.
func (s Subject) Strip(text, mark string) (string, bool) {
	var out strings.Builder
	at := 0
	for _, m := range s.written.FindAllStringIndex(text, -1) {
		if m[0] > 0 && digit(text[m[0]-1]) || m[1] < len(text) && digit(text[m[1]]) {
			continue
		}
		out.WriteString(text[at:m[0]])
		out.WriteString(mark)
		at = m[1]
	}
	if at == 0 {
		return text, false
	}
	out.WriteString(text[at:])
	return out.String(), true
}
