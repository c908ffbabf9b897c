package sms

import (
	"strings"
	"testing"
)

func TestCodingWordsRoundTrip(t *testing.T) {
	for c := Auto; c < codingCount; c++ {
		got, err := ParseCoding(c.String())
		if err != nil || got != c {
			t.Errorf("ParseCoding(%q) = %v, %v; want %v", c.String(), got, err, c)
		}
	}
	if _, err := ParseCoding("ebcdic"); err == nil || !strings.Contains(err.Error(), "auto, gsm7, gsm7-packed, ascii, latin1") || !strings.Contains(err.Error(), "euc-kr or binary") {
		t.Errorf("an unknown word: %v", err)
	}
	for word, want := range map[string]Coding{"jis": ShiftJIS, "ks-c-5601": EUCKR, "ia5": ASCII, "iso-8859-5": Cyrillic} {
		if got, err := ParseCoding(word); err != nil || got != want {
			t.Errorf("ParseCoding(%q) = %v, %v; want %v", word, got, err, want)
		}
	}
	if Coding(200).String() == "" {
		t.Error("an unknown coding has no word")
	}
}

func TestDataCodingOfCodings(t *testing.T) {
	for c, want := range map[Coding]byte{GSM7: 0, GSM7Packed: 0, ASCII: 1, Latin1: 3, Binary: 4, UCS2: 8, ShiftJIS: 5, Cyrillic: 6, Hebrew: 7, ISO2022JP: 10, EUCJP: 13, EUCKR: 14, UTF8: 0} {
		if got := c.DataCoding(); got != want {
			t.Errorf("%v.DataCoding() = 0x%02X, want 0x%02X", c, got, want)
		}
	}
}

func TestCodingOfDataCoding(t *testing.T) {
	for _, r := range []struct {
		first, last byte
		want        Coding
		ok          bool
	}{
		{0x00, 0x00, GSM7, true}, {0x01, 0x01, ASCII, true}, {0x02, 0x02, Binary, true}, {0x03, 0x03, Latin1, true},
		{0x04, 0x04, Binary, true}, {0x05, 0x05, ShiftJIS, true}, {0x06, 0x06, Cyrillic, true}, {0x07, 0x07, Hebrew, true},
		{0x08, 0x08, UCS2, true}, {0x09, 0x09, Binary, false}, {0x0A, 0x0A, ISO2022JP, true}, {0x0B, 0x0C, Binary, false},
		{0x0D, 0x0D, EUCJP, true}, {0x0E, 0x0E, EUCKR, true}, {0x0F, 0x0F, Binary, false},
		{0x10, 0x13, GSM7, true}, {0x14, 0x17, Binary, true}, {0x18, 0x1B, UCS2, true}, {0x1C, 0x1F, Binary, false},
		{0x20, 0x3F, Binary, false}, // compressed
		{0x80, 0xBF, Binary, false},
		{0xC0, 0xDF, GSM7, true}, {0xE0, 0xEF, UCS2, true},
		{0xF0, 0xF3, GSM7, true}, {0xF4, 0xF7, Binary, true},
	} {
		for dc := int(r.first); dc <= int(r.last); dc++ {
			if got, ok := CodingOf(byte(dc)); got != r.want || ok != r.ok {
				t.Errorf("CodingOf(0x%02X) = %v, %v; want %v, %v", dc, got, ok, r.want, r.ok)
			}
		}
	}
	for c, want := range map[Coding]string{GSM7: "septets", GSM7Packed: "septets", UCS2: "16-bit units", Latin1: "octets", ShiftJIS: "octets"} {
		if c.Unit() != want {
			t.Errorf("%v counts %s, want %s", c, c.Unit(), want)
		}
	}
	if !IsDefaultAlphabet(0xF1) || IsDefaultAlphabet(1) {
		t.Error("IsDefaultAlphabet is wrong about 0xF1 or 0x01")
	}
}

func TestStateWords(t *testing.T) {
	for s := StateScheduled; s <= StateSkipped; s++ {
		for _, word := range []string{s.Word(), s.String(), " " + s.Word() + " "} {
			if got, ok := StateOfWord(word); !ok || got != s {
				t.Errorf("StateOfWord(%q) = %v, %v; want %v", word, got, ok, s)
			}
		}
	}
	if s, ok := StateOfWord("delivrd"); !ok || s != StateDelivered {
		t.Error("small letters are not understood")
	}
	for _, word := range []string{"", "BUFFRED", "ACKED", "DELIVERD?"} {
		if s, ok := StateOfWord(word); ok {
			t.Errorf("StateOfWord(%q) = %v, want no state", word, s)
		}
	}
	final := map[MessageState]bool{StateDelivered: true, StateExpired: true, StateDeleted: true, StateUndeliverable: true, StateRejected: true, StateSkipped: true}
	for s := MessageState(0); s < 20; s++ {
		if s.Final() != final[s] {
			t.Errorf("%v.Final() = %v", s, s.Final())
		}
	}
	if MessageState(77).Word() != "UNKNOWN" || MessageState(77).String() != "UNKNOWN" {
		t.Error("a state outside the table is not UNKNOWN")
	}
}
