package sms

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Receipt is what the text of a delivery receipt says (SMPP 3.4 appendix B,
// which calls itself an example: every peer writes its own). Nothing in it is
// concluded; Effective puts the PDU's TLVs on top.
type Receipt struct {
	ID         string // as it stands there: opaque, never converted
	HasID      bool
	Sub, Dlvrd int // -1: absent or no number. They say nothing about delivery
	// Dates are zero when absent, all zeros or no date. Without a zone of their
	// own (ZoneKnown false) they are read in the zone given, UTC by default.
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

func isWideASCII(octets []byte) bool {
	for i := 0; i < len(octets); i += 2 {
		if octets[i] != 0 {
			return false
		}
	}
	return len(octets) > 0 && len(octets)%2 == 0
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
	body := strings.TrimRight(text, "\x00 \t\r\n")
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
	v := strings.Trim(raw, "\x00 \t\r\n")
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
	i := strings.IndexAny(v, " \t\r\n")
	if i < 0 {
		return v
	}
	if r.Rest != "" {
		r.Rest += " "
	}
	r.Rest += strings.TrimLeft(v[i:], " \t\r\n")
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

// FormatReceipt writes a receipt's text as SMPP 3.4 appendix B shows it, for
// receipts of our own: dates in UTC with 10 digits, counters with 3, the first
// 20 characters of the message with a question mark for what is not printable
// ASCII. Stat goes before State when it is set; the id stands there literally.
func FormatReceipt(r Receipt) string {
	stat := r.Stat
	if stat == "" {
		stat = r.State.Word()
	}
	code := r.Err
	if code == "" {
		code = "000"
	}
	return fmt.Sprintf("id:%s sub:%03d dlvrd:%03d submit date:%s done date:%s stat:%s err:%s text:%s",
		r.ID, max(r.Sub, 0), max(r.Dlvrd, 0), shortDate(r.SubmitDate), shortDate(r.DoneDate), stat, code, excerpt(r.Text))
}

func shortDate(t time.Time) string {
	if t.IsZero() {
		return "0000000000"
	}
	return t.UTC().Format("0601021504")
}

const excerptLength = 20

func excerpt(text string) string {
	out := make([]byte, 0, excerptLength)
	for i := 0; i < len(text) && len(out) < excerptLength; {
		c, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case c >= 0x20 && c < 0x7F:
			out = append(out, byte(c))
		case c == '\n' || c == '\r' || c == '\t':
			out = append(out, ' ')
		default:
			out = append(out, '?')
		}
	}
	return string(out)
}

// Effect is what a receipt means after its TLVs have been put on top of its
// text.
type Effect struct {
	ID           string
	HasID        bool
	State        MessageState
	HasState     bool // false: the receipt says nothing about delivery
	IDDiffers    bool // TLV and text name ids that are not even the same number
	StateDiffers bool // TLV and text name different states
}

// Effective puts the TLVs receipted_message_id and message_state on top of a
// receipt's text, where they win. receiptedID is "" and messageState is -1 when
// the TLV is absent; a NUL at the end of the id is dropped.
func Effective(r Receipt, receiptedID string, messageState int) Effect {
	e := Effect{ID: r.ID, HasID: r.HasID, State: r.State, HasState: r.HasState}
	if id := strings.TrimRight(receiptedID, "\x00"); id != "" {
		e.IDDiffers = r.HasID && !SameID(id, r.ID)
		e.ID, e.HasID = id, true
	}
	if messageState >= 0 && messageState < len(stateRows) {
		s := MessageState(messageState)
		e.StateDiffers = r.Stat != "" && (!r.HasState || r.State != s)
		e.State, e.HasState = s, true
	}
	return e
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
