package sms

import (
	"unicode"
	"unicode/utf16"
)

const (
	zeroWidthJoiner    = 0x200D
	zeroWidthNonJoiner = 0x200C
)

// clusterBorder tells whether a visible character ends before unit i: no
// combining mark, variation selector, skin tone, joiner or second half of a
// flag follows. It holds what matters on a phone of Unicode's rules for
// grapheme clusters (UAX 29), not all of them. Units are UTF-16; septets and
// octets may be given too, since all that matters below U+0300 is CR LF.
func clusterBorder(units []uint16, i int) bool {
	if i <= 0 || i >= len(units) {
		return true
	}
	next := runeAt(units, i)
	prev := runeBefore(units, i)
	switch {
	case isLow(units[i]) && isHigh(units[i-1]):
		return false
	case prev == '\r':
		return next != '\n'
	case next < 0x300:
		return true
	case prev == zeroWidthJoiner, extends(next):
		return false
	case isFlagHalf(next):
		n := 0
		for at := i; at >= 2 && isFlagHalf(runeBefore(units, at)); at -= 2 {
			n++
		}
		return n%2 == 0 // a flag is two halves
	case next >= 0x1160 && next <= 0x11FF: // Korean vowels and finals written as single letters
		return prev < 0x1100 || prev > 0x11FF && (prev < 0xAC00 || prev > 0xD7A3)
	}
	return true
}

// extends tells whether a character belongs to the one before it.
func extends(r rune) bool {
	switch {
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner,
		r >= 0xFE00 && r <= 0xFE0F,   // variation selectors
		r >= 0x1F3FB && r <= 0x1F3FF, // skin tones
		r >= 0xE0020 && r <= 0xE01EF: // tags of flags, further selectors
		return true
	}
	return unicode.Is(unicode.M, r)
}

func isFlagHalf(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func runeAt(units []uint16, i int) rune {
	if isHigh(units[i]) && i+1 < len(units) && isLow(units[i+1]) {
		return utf16.DecodeRune(rune(units[i]), rune(units[i+1]))
	}
	return rune(units[i])
}

func runeBefore(units []uint16, i int) rune {
	if i >= 2 && isLow(units[i-1]) && isHigh(units[i-2]) {
		return utf16.DecodeRune(rune(units[i-2]), rune(units[i-1]))
	}
	return rune(units[i-1])
}
