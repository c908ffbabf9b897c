package sms

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// replacements are GSM characters that may stand for others, as typing aids and
// word processors put them. Letters with accents are not listed: they lose
// their accent.
var replacements = map[rune]string{
	'\t': " ", 0x00A0: " ", 0x2002: " ", 0x2003: " ", 0x2007: " ", 0x2009: " ", 0x200A: " ", 0x202F: " ", 0x3000: " ",
	0x2028: "\n", 0x2029: "\n", 0x0085: "\n",
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", '´': "'", '`': "'", '‹': "<", '›': ">",
	'“': "\"", '”': "\"", '„': "\"", '‟': "\"", '″': "\"", '«': "\"", '»': "\"",
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", 0x00AD: "-",
	'…': "...", '•': "*", '·': ".", '×': "x", '÷': ":", '⁄': "/", '¦': "|", '¬': "-", '¸': ",",
	'©': "(c)", '®': "(R)", '™': "TM", '°': "o", '¢': "c", '№': "No", '≤': "<=", '≥': ">=", '≠': "=/=", '→': "->", '←': "<-",
	'Œ': "OE", 'œ': "oe", 'Đ': "D", 'đ': "d", 'Ð': "D", 'ð': "d", 'Þ': "Th", 'þ': "th", 'Ł': "L", 'ł': "l", 'Ħ': "H", 'ħ': "h", 'ı': "i", 'ẞ': "SS",
	// Greek capitals that look like Latin ones have no code of their own.
	'Α': "A", 'Β': "B", 'Ε': "E", 'Ζ': "Z", 'Η': "H", 'Ι': "I", 'Κ': "K", 'Μ': "M", 'Ν': "N", 'Ο': "O", 'Ρ': "P", 'Τ': "T", 'Υ': "Y", 'Χ': "X",
}

// Replacement returns GSM characters that may stand for one that is not in the
// alphabet, or "" when there are none. It changes what the text says, if only a
// little, so the writer has to agree.
func Replacement(r rune) string {
	if FitsGSM7(r) {
		return ""
	}
	if s, ok := replacements[r]; ok {
		return s
	}
	if r >= 0x2E80 && r < 0xF900 || r >= 0x1F300 {
		return "" // the scripts of East Asia, and emoji
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		switch {
		case unicode.Is(unicode.Mn, d):
		case d != r && FitsGSM7(d):
			b.WriteRune(d)
		case d != r && replacements[d] != "":
			b.WriteString(replacements[d])
		default:
			return ""
		}
	}
	return b.String()
}

// Simplify puts replacements for all characters that have one and are not in
// the GSM alphabet, and leaves the others.
func Simplify(text string) string {
	if Choose(text) == GSM7 {
		return text
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		if s := Replacement(r); s != "" {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
