package sms

import (
	"fmt"
	"time"
	"unicode/utf8"
)

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
