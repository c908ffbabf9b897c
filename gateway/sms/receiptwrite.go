package sms

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ReceiptStyle is how a receipt's text is written. The zero value is the form
// of SMPP 3.4 appendix B.
type ReceiptStyle struct {
	LongDates  bool           // YYMMDDhhmmss in place of YYMMDDhhmm
	Zone       *time.Location // of the dates; nil: UTC
	NoCounters bool           // without sub and dlvrd
	NoText     bool           // without the beginning of the message
	// Template, if not empty, is the text with {id} {sub} {dlvrd} {submit} {done}
	// {stat} {err} {text} in place of the values.
	Template string
}

// FormatReceipt writes a receipt's text as SMPP 3.4 appendix B shows it, for
// receipts of our own: dates in UTC with 10 digits, counters with 3, the first
// 20 characters of the message with a question mark for what is not printable
// ASCII. Stat goes before State when it is set; the id stands there literally.
func FormatReceipt(r Receipt) string { return ReceiptStyle{}.Format(r) }

// Format is FormatReceipt in a style. What it writes, ParseReceipt reads as the
// same values, as far as their form holds them: dates to the minute or second,
// counters from 0, the beginning of the text.
func (s ReceiptStyle) Format(r Receipt) string {
	stat := r.Stat
	if stat == "" {
		stat = r.State.Word()
	}
	code := r.Err
	if code == "" {
		code = "000"
	}
	if s.Template != "" {
		return strings.NewReplacer("{id}", r.ID, "{sub}", fmt.Sprintf("%03d", max(r.Sub, 0)), "{dlvrd}", fmt.Sprintf("%03d", max(r.Dlvrd, 0)),
			"{submit}", s.date(r.SubmitDate), "{done}", s.date(r.DoneDate), "{stat}", stat, "{err}", code, "{text}", excerpt(r.Text)).Replace(s.Template)
	}
	var b strings.Builder
	b.WriteString("id:" + r.ID)
	if !s.NoCounters {
		fmt.Fprintf(&b, " sub:%03d dlvrd:%03d", max(r.Sub, 0), max(r.Dlvrd, 0))
	}
	b.WriteString(" submit date:" + s.date(r.SubmitDate) + " done date:" + s.date(r.DoneDate) + " stat:" + stat + " err:" + code)
	if !s.NoText {
		b.WriteString(" text:" + excerpt(r.Text))
	}
	return b.String()
}

func (s ReceiptStyle) date(t time.Time) string {
	layout, zone := "0601021504", s.Zone
	if s.LongDates {
		layout = "060102150405"
	}
	if t.IsZero() {
		return strings.Repeat("0", len(layout))
	}
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format(layout)
}

// ReceiptTLVs are the values of a receipt's TLVs, which say the same as its
// text and win over it.
type ReceiptTLVs struct {
	MessageID    string // receipted_message_id, without its NUL; "" is not sent
	State        MessageState
	HasState     bool   // false: message_state is not sent
	NetworkError []byte // network_error_code: network 3 (GSM), code; nil is not sent
}

// TLVs returns the values for a receipt. A word that names no state of the
// specification has no message_state, an err that is zero or no number up to
// 65,535 no network_error_code (SMPP 3.4 5.3.2.12, .31, .35).
func (r Receipt) TLVs() ReceiptTLVs {
	t := ReceiptTLVs{MessageID: r.ID, State: r.State, HasState: true}
	if r.Stat != "" {
		t.State, t.HasState = StateOfWord(r.Stat)
	}
	if n, err := strconv.ParseUint(r.Err, 10, 16); err == nil && n > 0 {
		t.NetworkError = []byte{3, byte(n >> 8), byte(n)}
	}
	return t
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
