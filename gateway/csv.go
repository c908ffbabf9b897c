package gateway

import "strings"

// CSVLine writes cells as a line of a comma-separated file. All are quoted, and
// what a spreadsheet would run as a formula gets an apostrophe: a leading = - @
// or tab, and a + that begins no number.
func CSVLine(cells ...string) string {
	var b strings.Builder
	for i, s := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if s != "" && (strings.ContainsRune("=-@\t\r", rune(s[0])) || s[0] == '+' && strings.Trim(s[1:], "0123456789") != "") {
			s = "'" + s
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(s, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteByte('\n')
	return b.String()
}
