package sms

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// tabled are the codings that are read and written through a table.
var tabled = [...]Coding{Cyrillic, Hebrew, ShiftJIS, ISO2022JP, EUCJP, EUCKR}

func TestCharsetGoldenOctets(t *testing.T) {
	for _, c := range []struct {
		coding Coding
		text   string
		octets string
	}{
		{Cyrillic, "Привет №1", "BFE0D8D2D5E220F031"},
		{Hebrew, "שלום", "F9ECE5ED"},
		{ShiftJIS, "日本a", "93FA967B61"},
		{ShiftJIS, "ｱ表", "B1955C"}, // the second octet is a backslash
		{EUCJP, "日本a", "C6FCCBDC61"},
		{EUCJP, "ｱ", "8EB1"},
		{EUCJP, "丂", "8FB0A1"}, // X 0212
		{ISO2022JP, "日本", "1B2442467C4B5C1B2842"},
		{ISO2022JP, "a日b", "611B2442467C1B284262"},
		{ISO2022JP, "ｱ日", "1B2849311B2442467C1B2842"},
		{EUCKR, "한국 SMS", "C7D1B1B920534D53"},
	} {
		s, err := Segment(c.text, c.coding, 0)
		if err != nil || !bytes.Equal(s.Parts[0].Octets, unhex(t, c.octets)) || s.Units != len(c.octets)/2 {
			t.Errorf("%q in %v: % X, %d units, %v; want %s", c.text, c.coding, s.Parts[0].Octets, s.Units, err, c.octets)
			continue
		}
		if got := Decode(unhex(t, c.octets), s.DataCoding, false); got.String != c.text || got.Coding != c.coding {
			t.Errorf("%s under 0x%02X reads %q as %v, want %q as %v", c.octets, s.DataCoding, got.String, got.Coding, c.text, c.coding)
		}
	}
	for _, c := range []struct {
		octets string
		coding Coding
		want   string
	}{
		{"93", ShiftJIS, "\uFFFD"},
		{"C6FCFF41", EUCJP, "日\uFFFDA"},
		{"1B2442467C", ISO2022JP, "日"}, // not switched back
		{"1B", ISO2022JP, "\uFFFD"},
		{"C7D1B1", EUCKR, "한\uFFFD"},
		{"A1", Hebrew, "\uFFFD"},
		{"", EUCKR, ""},
	} {
		if got := DecodeAs(unhex(t, c.octets), c.coding); got != c.want {
			t.Errorf("%s as %v reads %q, want %q", c.octets, c.coding, got, c.want)
		}
	}
}

func TestEveryCharacterOfACharsetComesBack(t *testing.T) {
	least := map[Coding]int{Cyrillic: 224, Hebrew: 188, ShiftJIS: 7000, ISO2022JP: 6900, EUCJP: 12000, EUCKR: 8000}
	for _, c := range tabled {
		w := newCharsetWriter(c)
		n := 0
		for r := rune(0); r <= 0x2FFFF; r++ {
			octets, set, ok := w.char(r)
			if !ok || !utf8.ValidRune(r) {
				continue
			}
			n++
			b := append([]byte(nil), octets...)
			if set != setASCII {
				b = append([]byte(setEscapes[set]), b...)
				b = append(b, setEscapes[setASCII]...)
			}
			if got := DecodeAs(append(b, 'A'), c); got != string(r)+"A" {
				t.Errorf("%v: %q is written % X, which reads %q", c, r, b, got)
			}
		}
		if n < least[c] {
			t.Errorf("%v has %d characters, want at least %d", c, n, least[c])
		}
	}
}

func TestCharsetsRefuseWhatTheyLack(t *testing.T) {
	for _, c := range tabled {
		for _, r := range []rune{'😀', '\uFFFD', 'ก', '\u200D'} {
			s, err := Segment("a"+string(r), c, 0)
			if err == nil || len(s.Forced) != 1 || s.Forced[0].Rune != r || !strings.Contains(err.Error(), c.String()) {
				t.Errorf("%q in %v: %v, %v", r, c, s.Forced, err)
			}
		}
	}
	if _, err := Segment("\x1B$B", ISO2022JP, 0); err == nil {
		t.Error("an escape in the text would be taken for one of the coding")
	}
	if _, err := Segment("똠", EUCKR, 0); err == nil {
		t.Error("a syllable of a later code page is no KS C 5601")
	}
}

func TestCharsetPartsAreCutBetweenCharacters(t *testing.T) {
	for _, c := range []struct {
		coding Coding
		text   string
		want   []int
	}{
		{Cyrillic, strings.Repeat("Ж", 140), []int{140}},
		{Cyrillic, strings.Repeat("Ж", 141), []int{134, 7}},
		{ShiftJIS, strings.Repeat("日", 70), []int{140}},
		{ShiftJIS, "a" + strings.Repeat("日", 70), []int{133, 8}},
		{EUCJP, strings.Repeat("丂", 50), []int{132, 18}},
		{EUCKR, "a" + strings.Repeat("한", 100), []int{133, 68}},
		{ISO2022JP, strings.Repeat("日", 67), []int{140}},
		{ISO2022JP, strings.Repeat("日", 68), []int{134, 14}},
		{ISO2022JP, strings.Repeat("a日", 40), []int{127, 134, 99}},
		{ISO2022JP, strings.Repeat("ｱ", 134), []int{140}},
	} {
		s, err := Segment(c.text, c.coding, 3)
		if err != nil || !equal(units(s), c.want) {
			t.Errorf("%v: %v, %v; want %v", c.coding, units(s), err, c.want)
			continue
		}
		for i, p := range s.Parts {
			if got := Decode(p.Octets, s.DataCoding, s.ESMClass != 0).String; got != p.Text || strings.ContainsRune(got, replacement) {
				t.Errorf("%v: part %d alone reads %q, want %q", c.coding, i+1, got, p.Text)
			}
		}
	}
}
