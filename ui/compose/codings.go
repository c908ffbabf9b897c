package compose

import (
	"relay/gateway/sms"
	"relay/ui/words"
)

// codingLabel is a coding as the panel names it.
type codingLabel struct {
	coding sms.Coding
	label  string
}

// codings are the codings on offer, in order.
func codings() []codingLabel {
	return []codingLabel{
		{sms.Auto, words.T("Automatic")}, {sms.GSM7, "GSM-7"}, {sms.UCS2, words.T("Unicode")}, {sms.Latin1, words.T("Latin-1")}, {sms.ASCII, "ASCII"},
		{sms.Cyrillic, words.T("Cyrillic")}, {sms.Hebrew, words.T("Hebrew")}, {sms.ShiftJIS, words.T("Japanese (SJIS)")}, {sms.ISO2022JP, words.T("Japanese (JIS)")},
		{sms.EUCJP, words.T("Japanese (EUC)")}, {sms.EUCKR, words.T("Korean")}, {sms.GSM7Packed, words.T("GSM-7, packed")}, {sms.Binary, words.T("Binary")},
	}
}

// Codings are the codings on offer, as the panel names them.
func Codings() []string {
	var out []string
	for _, c := range codings() {
		out = append(out, c.label)
	}
	return out
}

// CodingName is a coding as the panel names it.
func CodingName(c sms.Coding) string {
	for _, x := range codings() {
		if x.coding == c {
			return x.label
		}
	}
	if c == sms.UTF8 {
		return "UTF-8"
	}
	return c.String()
}

// codingOf reads a draft's coding: the word under which it is stored, or its
// name in the panel in the language in force.
func codingOf(word string) sms.Coding {
	for _, x := range codings() {
		if x.label == word || x.coding.String() == word {
			return x.coding
		}
	}
	return sms.Auto
}
