package sms

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Clean makes a stranger's text safe to show in one line: control characters,
// characters that turn the direction of writing and those without width become
// visible marks such as ‹ESC› or ‹RLO›, a line end becomes a return sign, and
// octets that are no UTF-8 become U+FFFD. Joiners inside emoji and in scripts
// that need them stay.
func Clean(s string) string { return clean(s, "⏎") }

// CleanLines is Clean for text that is shown in several lines: line ends stay,
// as \n.
func CleanLines(s string) string { return clean(s, "\n") }

func clean(s, lineEnd string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	prev := rune(-1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		next, _ := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && next == '\n':
		case r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 || r == 0x85:
			b.WriteString(lineEnd)
		case (r == zeroWidthJoiner || r == zeroWidthNonJoiner) && joinsScript(prev) && joinsScript(next),
			r >= 0xE0020 && r <= 0xE007F && (prev == 0x1F3F4 || prev >= 0xE0020 && prev <= 0xE007F):
			b.WriteRune(r)
		case r == utf8.RuneError:
			b.WriteRune(replacement)
		default:
			if m := mark(r); m != "" {
				b.WriteString("‹" + m + "›")
			} else {
				b.WriteRune(r)
			}
		}
		prev = r
	}
	return b.String()
}

func isPlain(s string) bool {
	for _, b := range []byte(s) {
		if b < 0x20 || b >= 0x7F {
			return false
		}
	}
	return true
}

// joinsScript tells whether a joiner beside this character is part of writing
// it: Arabic and the scripts of India, and emoji.
func joinsScript(r rune) bool {
	return r >= 0x0600 && r <= 0x109F || r >= 0x2190 && r <= 0x2BFF || r == 0xFE0F || r >= 0x1F000 && r <= 0x1FAFF
}

// controlNames are the names of the characters below 0x20.
var controlNames = [...]string{
	"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI",
	"DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
}

// invisible are characters that show nothing and yet change what is seen or
// compared.
var invisible = [...]struct {
	first, last rune
	mark        string // "" shows the number
}{
	{0x7F, 0x7F, "DEL"}, {0x80, 0x9F, ""}, {0xAD, 0xAD, "SHY"}, {0x34F, 0x34F, "CGJ"}, {0x61C, 0x61C, "ALM"},
	{0x115F, 0x1160, ""}, {0x17B4, 0x17B5, ""}, {0x180E, 0x180E, "MVS"},
	{0x200B, 0x200B, "ZWSP"}, {0x200C, 0x200C, "ZWNJ"}, {0x200D, 0x200D, "ZWJ"}, {0x200E, 0x200E, "LRM"}, {0x200F, 0x200F, "RLM"},
	{0x202A, 0x202A, "LRE"}, {0x202B, 0x202B, "RLE"}, {0x202C, 0x202C, "PDF"}, {0x202D, 0x202D, "LRO"}, {0x202E, 0x202E, "RLO"},
	{0x2060, 0x2060, "WJ"}, {0x2061, 0x2064, ""}, {0x2066, 0x2066, "LRI"}, {0x2067, 0x2067, "RLI"}, {0x2068, 0x2068, "FSI"}, {0x2069, 0x2069, "PDI"},
	{0x206A, 0x206F, ""}, {0x3164, 0x3164, ""}, {0xFEFF, 0xFEFF, "BOM"}, {0xFFA0, 0xFFA0, ""}, {0xFFF9, 0xFFFB, ""}, {0xE0000, 0xE007F, ""},
}

// mark returns what stands for a character that must not be shown as it is, ""
// for others.
func mark(r rune) string {
	if r < 0x20 {
		return controlNames[r]
	}
	if r < 0x7F {
		return ""
	}
	for _, m := range invisible {
		if r >= m.first && r <= m.last {
			if m.mark != "" {
				return m.mark
			}
			return fmt.Sprintf("U+%04X", r)
		}
	}
	return ""
}
