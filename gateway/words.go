package gateway

import (
	"fmt"
	"strconv"
)

// Thousands writes 1284 as 1,284.
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Plural writes a count with its word: "1 contact", "1,284 contacts".
func Plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%s %ss", Thousands(int64(n)), word)
}
