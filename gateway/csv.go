package gateway

import (
	"strings"
	"unicode/utf8"
)

// CSVLine writes cells as a line of a comma-separated file. All are quoted, and
// what a spreadsheet would run as a formula gets an apostrophe: a leading = - @,
// their wide forms or a control character, and a + that begins no number.
func CSVLine(cells ...string) string {
	var b strings.Builder
	for i, s := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if first, _ := utf8.DecodeRuneInString(s); s != "" && (strings.ContainsRune("=-@＝－＠＋", first) || first < ' ' || s[0] == '+' && strings.Trim(s[1:], "0123456789") != "") {
			s = "'" + s
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(s, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteByte('\n')
	return b.String()
}
