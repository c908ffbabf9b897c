package sms

import (
	"slices"
	"strconv"
	"strings"
)

// IDForm is a form under which a peer may name a message id that it wrote
// otherwise elsewhere.
type IDForm struct {
	ID   string
	Form string // how it was made: one of the Form constants
}

// The ways to make a form of an id, as they are shown.
const (
	FormLiteral      = "literal"
	FormHexToDecimal = "hex→decimal"
	FormDecimalToHex = "decimal→hex"
	FormLetterCase   = "letter case"
	FormZeros        = "zeros stripped"
)

// CandidateIDs returns the forms under which a receipt may name a message id:
// the id itself first, then derived ones, without duplicates. Ids are opaque;
// a derived form is only a candidate and never replaces the id.
func CandidateIDs(id string) []string {
	forms := IDForms(id)
	ids := make([]string, len(forms))
	for i, f := range forms {
		ids[i] = f.ID
	}
	return ids
}

// IDForms is CandidateIDs with how each form was made. The order is the order
// of trust: literal, other letter case, hexadecimal read as decimal (plain and
// padded to 10 digits), decimal written as hexadecimal (both cases, plain and
// padded to 8 digits), leading zeros stripped or added. Numbers are converted
// up to 64 bits. An empty id has no forms.
func IDForms(id string) []IDForm {
	if id == "" {
		return nil
	}
	forms := make([]IDForm, 0, 16)
	add := func(form, s string) {
		for _, f := range forms {
			if f.ID == s {
				return
			}
		}
		forms = append(forms, IDForm{s, form})
	}
	add(FormLiteral, id)
	decimal, hex := digits(id), isHex(id)
	if hex && !decimal {
		add(FormLetterCase, strings.ToUpper(id))
		add(FormLetterCase, strings.ToLower(id))
	}
	if n, err := strconv.ParseUint(id, 16, 64); hex && err == nil {
		s := strconv.FormatUint(n, 10)
		add(FormHexToDecimal, s)
		add(FormHexToDecimal, pad(s, 10))
	}
	if n, err := strconv.ParseUint(id, 10, 64); decimal && err == nil {
		s := strconv.FormatUint(n, 16)
		up := strings.ToUpper(s)
		add(FormDecimalToHex, up)
		add(FormDecimalToHex, s)
		add(FormDecimalToHex, pad(up, 8))
		add(FormDecimalToHex, pad(s, 8))
	}
	if hex {
		s := strings.TrimLeft(id, "0")
		if s == "" {
			s = "0"
		}
		if decimal {
			add(FormZeros, s)
			add(FormZeros, pad(s, 10))
		} else {
			for _, s := range [...]string{s, strings.ToUpper(s), strings.ToLower(s)} {
				add(FormZeros, s)
				add(FormZeros, pad(s, 8))
			}
		}
	}
	return forms
}

// SameID tells whether one id is a candidate form of the other.
func SameID(a, b string) bool {
	return a == b || slices.Contains(CandidateIDs(a), b) || slices.Contains(CandidateIDs(b), a)
}

func isHex(s string) bool {
	for _, c := range []byte(s) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return s != ""
}

func pad(s string, n int) string {
	if len(s) >= n {
		return s
	}
	return strings.Repeat("0", n-len(s)) + s
}
