package sms

import (
	"strings"
	"time"
)

// Receipt is what the text of a delivery receipt says (SMPP 3.4 appendix B,
// which calls itself an example: every peer writes its own). Nothing in it is
// concluded; Conclude puts the PDU's TLVs on top.
type Receipt struct {
	ID         string // as it stands there: opaque, never converted
	HasID      bool
	Sub, Dlvrd int // -1: absent or no number. They say nothing about delivery
	// Dates are in UTC; zero when absent, all zeros or no date. Without a zone of
	// their own (ZoneKnown false) they are read in the zone given, by default UTC.
	SubmitDate, DoneDate           time.Time
	SubmitRaw, DoneRaw             string
	SubmitZoneKnown, DoneZoneKnown bool

	Stat     string       // the word as found, "" when absent
	State    MessageState // 0 unless HasState
	HasState bool         // the word is known

	Err     string // first word behind err:, kept as text: "000", "21b"
	HasErr  bool
	Text    string // first characters of the message, as octets when it is not ASCII
	HasText bool
	Rest    string // what stood between the fields and belongs to none
	Raw     string // the whole as given
}

// ReceiptText returns a receipt's octets as a string for ParseReceipt: UCS-2
// is decoded when the octets really are, else each octet is one character,
// whatever data_coding says. A header is dropped.
func ReceiptText(octets []byte, dataCoding byte, udhi bool) string {
	if udhi {
		if h, err := ParseUDH(octets); err == nil {
			octets = octets[h.Length:]
		}
	}
	if c, _ := CodingOf(dataCoding); c == UCS2 && isWideASCII(octets) {
		return DecodeAs(octets, UCS2)
	}
	return DecodeAs(octets, Latin1)
}

// isWideASCII tells UCS-2 from ASCII by the start, where a receipt has a label:
// some peers announce UCS-2 for receipts in ASCII.
func isWideASCII(octets []byte) bool {
	return len(octets) >= 4 && octets[0] == 0 && octets[1] != 0 && octets[2] == 0 && octets[3] != 0
}

// ReceiptOptions say how to read what a receipt's text leaves open. The zero
// value is ready.
type ReceiptOptions struct {
	// Received settles dates that can be read in two ways: the nearer one is
	// taken. Zero: the first reading.
	Received time.Time
	Zone     *time.Location // of dates without a zone; nil: UTC
}

// ParseReceipt reads a receipt's text. Fields may stand in any order, in any
// case, with any of them missing. ok is false when the text holds none of them.
func ParseReceipt(text string) (r Receipt, ok bool) { return ReceiptOptions{}.Parse(text) }

// Parse is ParseReceipt with options.
func (o ReceiptOptions) Parse(text string) (r Receipt, ok bool) {
	r = Receipt{Sub: -1, Dlvrd: -1, Raw: text}
	body := strings.TrimRight(text, blanks)
	var seen [labelCount]bool
	for at := 0; at < len(body); {
		l, start, found := nextLabel(body, at)
		if !found {
			break
		}
		end := len(body)
		if !(l == labelText && seen[labelStat]) {
			if _, next, more := nextLabelAt(body, start); more {
				end = next
			}
		}
		at = end
		if seen[l] {
			continue // the first of a label counts
		}
		seen[l] = true
		ok = ok || l != labelText
		o.take(&r, l, body[start:end])
	}
	return r, ok
}

// blanks stand around values; a NUL is what a C program left at the end.
const blanks = "\x00 \t\r\n"

type label uint8

const (
	labelID label = iota
	labelSub
	labelDlvrd
	labelSubmit
	labelDone
	labelStat
	labelErr
	labelText
	labelCount
)

// labels are the words before the colon, in small letters. "status" and the
// dates in one word are tolerance.
var labels = [...]struct {
	word  string
	label label
}{
	{"id", labelID},
	{"sub", labelSub},
	{"dlvrd", labelDlvrd},
	{"submit date", labelSubmit}, {"submit_date", labelSubmit}, {"submitdate", labelSubmit},
	{"done date", labelDone}, {"done_date", labelDone}, {"donedate", labelDone},
	{"stat", labelStat}, {"status", labelStat},
	{"err", labelErr},
	{"text", labelText},
}

// nextLabel finds the first label at or behind at; start is where its value
// begins.
func nextLabel(s string, at int) (l label, start int, ok bool) {
	l, begin, ok := nextLabelAt(s, at)
	if !ok {
		return l, 0, false
	}
	return l, begin + strings.IndexByte(s[begin:], ':') + 1, true
}

// nextLabelAt is nextLabel with the place where the label itself begins. A
// label counts only at the start or behind white space.
func nextLabelAt(s string, at int) (l label, begin int, ok bool) {
	for i := at; i < len(s); i++ {
		if i > 0 && !isSpace(s[i-1]) || isSpace(s[i]) {
			continue
		}
		if l, ok := labelAt(s[i:]); ok {
			return l, i, true
		}
	}
	return 0, 0, false
}

func labelAt(s string) (label, bool) {
	for _, row := range labels {
		n := len(row.word)
		if len(s) > n && s[n] == ':' && strings.EqualFold(s[:n], row.word) {
			return row.label, true
		}
	}
	return 0, false
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// take puts a value where it belongs.
func (o ReceiptOptions) take(r *Receipt, l label, raw string) {
	v := strings.Trim(raw, blanks)
	switch l {
	case labelID:
		r.ID = r.word(v)
		r.HasID = r.ID != ""
	case labelSub:
		r.Sub = counter(r.word(v))
	case labelDlvrd:
		r.Dlvrd = counter(r.word(v))
	case labelSubmit:
		r.SubmitRaw = r.word(v)
		r.SubmitDate, r.SubmitZoneKnown = o.date(r.SubmitRaw)
	case labelDone:
		r.DoneRaw = r.word(v)
		r.DoneDate, r.DoneZoneKnown = o.date(r.DoneRaw)
	case labelStat:
		r.Stat = r.word(v)
		r.State, r.HasState = StateOfWord(r.Stat)
	case labelErr:
		r.Err = r.word(v)
		r.HasErr = r.Err != ""
	case labelText:
		r.Text, r.HasText = v, true
	}
}

// word returns a value's first word; what follows it goes to the rest.
func (r *Receipt) word(v string) string {
	i := strings.IndexAny(v, blanks)
	if i < 0 {
		return v
	}
	if r.Rest != "" {
		r.Rest += " "
	}
	r.Rest += strings.TrimLeft(v[i:], blanks)
	return v[:i]
}

func counter(v string) int {
	if v == "" || len(v) > 9 {
		return -1
	}
	n := 0
	for _, c := range []byte(v) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// LooksLikeReceipt tells whether a text begins like a receipt: an id first and
// a state further on. People can write such a text too, so it decides nothing
// by itself.
func LooksLikeReceipt(text string) bool {
	l, ok := labelAt(strings.TrimLeft(text, " \t\r\n"))
	if !ok || l != labelID {
		return false
	}
	r, _ := ParseReceipt(text)
	return r.Stat != ""
}
