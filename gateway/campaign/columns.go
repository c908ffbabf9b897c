package campaign

import (
	"strings"
	"unicode"
)

// looksLikeNumber tells whether a cell may be a phone number as people write it.
func looksLikeNumber(s string) bool {
	digits := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" -./()\u00a0\u2011\u2013\u202f", r):
		default:
			return false
		}
	}
	return digits >= 7 && digits <= 15
}

// looksLikeHeader tells whether the first row names the columns: it holds no
// number, and the rows below hold some in a column where it has a word.
func looksLikeHeader(rows [][]string) bool {
	for _, c := range rows[0] {
		if looksLikeNumber(c) {
			return false
		}
	}
	if i := GuessNumber(nil, rows[1:]); i >= 0 {
		return strings.IndexFunc(cell(rows[0], i), unicode.IsLetter) >= 0
	}
	return false
}

// numberWords begin the names of columns of phone numbers in several languages.
var numberWords = []string{"phone", "mobile", "msisdn", "cell", "tel", "number", "to", "gsm", "handy", "mobil", "nummer", "telefon", "szám", "numero", "número", "teléfono", "móvil", "portable"}

// GuessNumber returns the column that most likely holds the phone numbers; -1
// when none holds any.
func GuessNumber(header []string, rows [][]string) int {
	width := len(header)
	sample := rows[:min(len(rows), 200)]
	for _, r := range sample {
		width = max(width, len(r))
	}
	best, score := -1, 0.0
	for i := range width {
		full, good, plus := 0, 0, 0
		for _, r := range sample {
			c := cell(r, i)
			if c == "" {
				continue
			}
			full++
			if looksLikeNumber(c) {
				good++
				if strings.HasPrefix(c, "+") || strings.HasPrefix(c, "00") {
					plus++
				}
			}
		}
		if good == 0 || good*2 < full {
			continue
		}
		s := float64(good+plus) / float64(len(sample))
		name := strings.ToLower(cell(header, i))
		for _, w := range numberWords {
			if strings.HasPrefix(name, w) || w != "to" && strings.Contains(name, w) {
				s++
				break
			}
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}
