package widgets

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// The toolkit shapes each run of a line in its own direction but lays all runs
// out from left to right as they stand in the string. So a line is handed to it
// with its runs in the order in which they are seen (UAX #9), each kept apart
// from its neighbours by left-to-right marks, which have no width. It is for
// showing only: what is copied or stored is never turned.

const (
	leftMark = '\u200e'
	baseMark = '\u2060' // has no width either
)

// firstTurned is the first character of a right-to-left script.
const firstTurned = 0x0590

// hasTurned tells whether a line may hold something that runs from right to left.
func hasTurned(s string) bool {
	for _, r := range s {
		if r >= firstTurned && isTurned(classOf(r)) {
			return true
		}
	}
	return false
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

func isTurned(c bidi.Class) bool { return c == bidi.R || c == bidi.AL }

// FromRight tells whether a text begins at the right: its first letter with a
// direction decides (UAX #9 P2).
func FromRight(s string) bool {
	for _, r := range s {
		switch classOf(r) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// Visual is a line as the toolkit has to be given it.
func Visual(s string) string { return visual(s, FromRight(s)) }

func visual(s string, fromRight bool) string {
	if s = marked(s); !hasTurned(s) {
		return level(s)
	}
	runes := []rune(s)
	levels := levelsOf(runes, fromRight)
	order := make([]int, len(runes))
	for i := range order {
		order[i] = i
	}
	turnLevels(order, levels)
	var b strings.Builder
	b.Grow(len(s) + 12)
	for i := 0; i < len(order); {
		n := wordFrom(runes, levels, order[i:])
		if n == 0 {
			r := runes[order[i]]
			if levels[order[i]]%2 == 1 {
				r = mirrored(r)
			}
			b.WriteRune(r)
			i++
			continue
		}
		// The shaper turns the letters of a word itself, so they stay as written.
		b.WriteRune(leftMark)
		for k := i + n - 1; k >= i; k-- {
			b.WriteRune(runes[order[k]])
		}
		b.WriteRune(leftMark)
		i += n
	}
	return level(b.String())
}

// level puts a line whose first letter another font draws on the height of all
// others: the toolkit takes the base line from the first run, and the room for a
// line from its own font, so that Chinese or Thai would stand lower and be cut
// off below. A mark without width is a first run in its own font.
func level(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); s == "" || r < firstTurned || r == leftMark {
		return s
	}
	return string(baseMark) + s
}

// marked makes control characters and those that turn the direction of text
// visible. Screens clean what strangers wrote before it comes here; this holds
// for what they forget.
func marked(s string) string {
	if !strings.ContainsFunc(s, isControl) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isControl(r) {
			fmt.Fprintf(&b, "‹U+%04X›", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isControl(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x200b || r == 0x2060 || r == 0xfeff
}

// turnLevels reverses what has to be, from the deepest level up (UAX #9 L2).
func turnLevels(order []int, levels []uint8) {
	deepest := uint8(0)
	for _, l := range levels {
		deepest = max(deepest, l)
	}
	for level := deepest; level > 0; level-- {
		for i := 0; i < len(order); {
			if levels[order[i]] < level {
				i++
				continue
			}
			k := i
			for k < len(order) && levels[order[k]] >= level {
				k++
			}
			for a, z := i, k-1; a < z; a, z = a+1, z-1 {
				order[a], order[z] = order[z], order[a]
			}
			i = k
		}
	}
}

// wordFrom is the number of places that letters of one right-to-left script
// take, with blanks between them; 0 where none begins. What is drawn in another
// font, as a full stop is, ends it: the toolkit would begin a run of its own.
func wordFrom(runes []rune, levels []uint8, order []int) int {
	n := 0
	var script *unicode.RangeTable
	for k, at := range order {
		if levels[at]%2 == 0 {
			break
		}
		r := runes[at]
		c := classOf(r)
		if k > 0 && order[k-1] != at+1 {
			break
		}
		if isTurned(c) {
			of := scriptOf(r)
			if script != nil && of != nil && of != script {
				break
			}
			if of != nil {
				script = of
			}
			n = k + 1
			continue
		}
		if c == bidi.NSM || r == '\u200c' || r == '\u200d' || c == bidi.WS && n > 0 {
			continue
		}
		break
	}
	return n
}

func scriptOf(r rune) *unicode.RangeTable {
	for _, t := range []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko} {
		if unicode.Is(t, r) {
			return t
		}
	}
	return nil
}

// mirrored is the sign that stands for one in a run from right to left.
func mirrored(r rune) rune {
	const pairs = "()[]{}<>«»‹›≤≥"
	list := []rune(pairs)
	for i, x := range list {
		if x == r {
			return list[i^1]
		}
	}
	return r
}
