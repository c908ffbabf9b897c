package sms

import (
	"fmt"

	"golang.org/x/text/unicode/runenames"
)

// Forced is a character that is not in the alphabet.
type Forced struct {
	Rune        rune
	Offset      int    // of its first place, in octets of the text as UTF-8
	Count       int    // how often it stands there
	Name        string // Unicode name, "EM DASH"
	Replacement string // GSM characters that may stand for it; "" when there are none
}

// CodingError says which character cannot be written in the coding that was
// asked for.
type CodingError struct {
	Coding Coding
	Forced // Rune, Offset and Name of the first such character
}

// Error says which character is at fault and what to do.
func (e *CodingError) Error() string {
	if e.Coding.onlyForReading() {
		return fmt.Sprintf("%s is only for reading: choose auto, gsm7, latin1 or ucs2", e.Coding)
	}
	return fmt.Sprintf("%q (%s) cannot be written in %s: replace it, or choose auto or ucs2", e.Rune, e.Name, e.Coding)
}

// maxForced bounds the list of characters that do not fit: nobody reads more,
// and it is made anew at each keystroke.
const maxForced = 1000

// forced lists the characters that do not fit, each once.
func forced(text string, fits func(rune) bool) []Forced {
	var list []Forced
	seen := map[rune]int{}
	last, lastAt := rune(-1), 0
	for i, r := range text {
		if fits(r) {
			continue
		}
		if r == last {
			list[lastAt].Count++
			continue
		}
		at, ok := seen[r]
		if !ok {
			if len(list) == maxForced {
				continue
			}
			at = len(list)
			seen[r] = at
			list = append(list, Forced{Rune: r, Offset: i, Name: runenames.Name(r), Replacement: Replacement(r)})
		}
		list[at].Count++
		last, lastAt = r, at
	}
	return list
}
