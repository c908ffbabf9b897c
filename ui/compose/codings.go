package compose

import "relay/gateway/sms"

// codingLabel is a coding as the panel names it.
type codingLabel struct {
	coding sms.Coding
	label  string
}

// codings are the codings on offer, in order.
func codings() []codingLabel {
	return []codingLabel{
		{sms.Auto, "Automatic"}, {sms.GSM7, "GSM-7"}, {sms.UCS2, "Unicode"}, {sms.Latin1, "Latin-1"}, {sms.ASCII, "ASCII"},
		{sms.Cyrillic, "Cyrillic"}, {sms.Hebrew, "Hebrew"}, {sms.ShiftJIS, "Japanese (SJIS)"}, {sms.ISO2022JP, "Japanese (JIS)"},
		{sms.EUCJP, "Japanese (EUC)"}, {sms.EUCKR, "Korean"}, {sms.GSM7Packed, "GSM-7, packed"}, {sms.Binary, "Binary"},
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
// name in the panel.
func codingOf(word string) sms.Coding {
	for _, x := range codings() {
		if x.label == word || x.coding.String() == word {
			return x.coding
		}
	}
	return sms.Auto
}
