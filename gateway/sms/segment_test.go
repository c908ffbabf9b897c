package sms

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func units(s Segments) []int {
	var n []int
	for _, p := range s.Parts {
		n = append(n, p.Units)
	}
	return n
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestRoomBesideAHeader(t *testing.T) {
	for _, c := range []struct{ head, septets, octets, ucs2 int }{
		{0, 160, 140, 70}, {6, 153, 134, 67}, {7, 152, 133, 66}, {5, 154, 135, 67}, {12, 146, 128, 64}, {13, 145, 127, 63},
		{4, 155, 136, 68}, {9, 149, 131, 65}, {10, 148, 130, 65},
	} {
		if Room(GSM7, c.head) != c.septets || Room(GSM7Packed, c.head) != c.septets || Room(Binary, c.head) != c.octets || Room(UCS2, c.head) != c.ucs2 {
			t.Errorf("beside %d octets: %d, %d, %d; want %+v", c.head, Room(GSM7, c.head), Room(Binary, c.head), Room(UCS2, c.head), c)
		}
	}
}

func TestPartLengths(t *testing.T) {
	rep := strings.Repeat
	for _, c := range []struct {
		text   string
		coding Coding
		want   []int
	}{
		{"", GSM7, []int{0}},
		{rep("a", 160), GSM7, []int{160}},
		{rep("a", 161), GSM7, []int{153, 8}},
		{rep("a", 306), GSM7, []int{153, 153}},
		{rep("a", 307), GSM7, []int{153, 153, 1}},
		{rep("€", 80), GSM7, []int{160}},
		{rep("€", 81), GSM7, []int{152, 10}},
		{rep("a", 152) + "€" + rep("a", 10), GSM7, []int{152, 12}},
		{rep("a", 159) + "€", GSM7, []int{153, 8}},
		{rep("Ж", 70), UCS2, []int{70}},
		{rep("Ж", 71), UCS2, []int{67, 4}},
		{rep("Ж", 66) + "😀" + rep("Ж", 5), UCS2, []int{66, 7}},
		{rep("😀", 35), UCS2, []int{70}},
		{rep("😀", 36), UCS2, []int{66, 6}},
	} {
		s, err := Segment(c.text, Auto, 7)
		if err != nil || s.Coding != c.coding && c.text != "" || !equal(units(s), c.want) {
			t.Errorf("%.20q (%d): %v %v %v, want %v %v", c.text, len(c.text), s.Coding, units(s), err, c.coding, c.want)
		}
	}
	for n, want := range map[int][]int{0: {0}, 140: {140}, 141: {134, 7}, 268: {134, 134}} {
		b := bytes.Repeat([]byte{0x0D, 0x0A}, n)[:n]
		s, err := SegmentBinary(b, 1)
		if err != nil || s.DataCoding != 4 || !equal(units(s), want) {
			t.Errorf("%d octets: %v %v, want %v", n, units(s), err, want)
		}
	}
	// 69 letters and one emoji are 142 octets of UCS-2: two parts.
	if s, _ := Segment(rep("A", 69)+"😀", Auto, 0); s.Units != 71 || !equal(units(s), []int{67, 4}) {
		t.Errorf("142 octets of UCS-2 give %v", units(s))
	}
	if s, err := Segment(rep("é", 141), Latin1, 0); err != nil || s.DataCoding != 3 || !equal(units(s), []int{134, 7}) {
		t.Errorf("Latin-1: %v %v", units(s), err)
	}
}

func TestSegmentCountsForTheComposer(t *testing.T) {
	s, _ := Segment("", Auto, 0)
	if len(s.Parts) != 1 || s.Limit != 160 || s.Remaining != 160 || s.Units != 0 || s.ESMClass != 0 || s.Parts[0].UDH != nil {
		t.Errorf("empty: %+v", s)
	}
	s, _ = Segment(strings.Repeat("a", 159), Auto, 0)
	if s.Remaining != 1 || s.Units != 159 || s.Forced != nil {
		t.Errorf("159: %+v", s)
	}
	s, _ = Segment(strings.Repeat("a", 161), Auto, 0)
	if s.Limit != 306 || s.Remaining != 145 || s.ESMClass != 0x40 || s.DataCoding != 0 {
		t.Errorf("161: limit %d, remaining %d, esm_class 0x%02X", s.Limit, s.Remaining, s.ESMClass)
	}
	s, _ = Segment(strings.Repeat("Ж", 71), Auto, 0xAB)
	if s.DataCoding != 8 || s.Limit != 134 || s.Remaining != 63 {
		t.Errorf("71 Cyrillic: %+v", s)
	}
	if got := s.Parts[1]; !bytes.Equal(got.Octets, unhex(t, "050003AB02020416041604160416")) || !bytes.Equal(got.UDH, unhex(t, "050003AB0202")) || got.Text != "ЖЖЖЖ" {
		t.Errorf("second part: %+v", got)
	}
}

func TestForcedCharacters(t *testing.T) {
	s, err := Segment("Rock – roll – “hi” 日😀é", Auto, 0)
	if err != nil || s.Coding != UCS2 {
		t.Fatal(s.Coding, err)
	}
	want := []Forced{
		{'–', 5, 2, "EN DASH", "-"},
		{'“', 18, 1, "LEFT DOUBLE QUOTATION MARK", "\""},
		{'”', 23, 1, "RIGHT DOUBLE QUOTATION MARK", "\""},
		{'日', 27, 1, "<CJK Ideograph>", ""},
		{'😀', 30, 1, "GRINNING FACE", ""},
	}
	if len(s.Forced) != len(want) {
		t.Fatalf("%+v", s.Forced)
	}
	for i := range want {
		if s.Forced[i] != want[i] {
			t.Errorf("%+v, want %+v", s.Forced[i], want[i])
		}
	}
	var many strings.Builder
	for r := rune(0x4E00); r < 0x4E00+2000; r++ {
		many.WriteRune(r)
	}
	if s, _ := Segment(many.String()+"一", Auto, 0); len(s.Forced) != 1000 || s.Forced[0].Count != 2 || s.Forced[999].Rune != 0x4E00+999 {
		t.Errorf("2,000 different characters make a list of %d", len(s.Forced))
	}
	if s, _ := Segment("Ж", UCS2, 0); s.Forced != nil {
		t.Error("UCS-2 was chosen, nothing forced it")
	}
}

func TestForcedCodingThatDoesNotFit(t *testing.T) {
	for _, c := range []Coding{GSM7, GSM7Packed, Latin1, ASCII} {
		s, err := Segment("abcЖdЖ", c, 0)
		var ce *CodingError
		if !errors.As(err, &ce) || ce.Rune != 'Ж' || ce.Offset != 3 || ce.Coding != c || len(s.Forced) != 1 || s.Forced[0].Count != 2 || len(s.Parts) != 0 {
			t.Errorf("%v: %+v %v", c, s, err)
		} else if !strings.Contains(err.Error(), "ZHE") || !strings.Contains(err.Error(), c.String()) {
			t.Errorf("the message says too little: %v", err)
		}
	}
	for _, c := range []Coding{UCS2LE, codingCount, 200} {
		if _, err := Segment("a", c, 0); err == nil || !strings.Contains(err.Error(), "only for reading") {
			t.Errorf("%v: %v", c, err)
		}
	}
	if _, err := Segment("a", Coding(99), 0); err == nil {
		t.Error("an unknown coding is written")
	}
}

func TestAtMost255Parts(t *testing.T) {
	for _, c := range []struct {
		text string
		max  int
	}{{"a", 255 * 153}, {"Ж", 255 * 67}} {
		s, err := Segment(strings.Repeat(c.text, c.max), Auto, 9)
		if err != nil || len(s.Parts) != 255 || s.Remaining != 0 || s.Parts[254].UDH[4] != 255 || s.Parts[254].UDH[5] != 255 {
			t.Errorf("%s: %d parts, %v", c.text, len(s.Parts), err)
		}
		s, err = Segment(strings.Repeat(c.text, c.max+1), Auto, 9)
		if !errors.Is(err, ErrTooLong) || s.Units != c.max+1 || len(s.Parts) != 0 {
			t.Errorf("%s: one more: %d parts, %v", c.text, len(s.Parts), err)
		}
	}
	// By the number of septets they would fit, but no part can be filled to its
	// last septet.
	if _, err := Segment(strings.Repeat("€", 255*76+1), Auto, 9); !errors.Is(err, ErrTooLong) {
		t.Errorf("too many euro signs: %v", err)
	}
	if _, err := SegmentBinary(make([]byte, 255*134+1), 0); !errors.Is(err, ErrTooLong) {
		t.Errorf("too many octets: %v", err)
	}
}

func TestVisibleCharactersStayWhole(t *testing.T) {
	for name, cluster := range map[string]string{
		"combining mark": "e\u0301", "family": "👨\u200D👩\u200D👧", "flag": "🇭🇺", "skin tone": "👍🏽", "selector": "❤\uFE0F",
		"Hangul letters": "\u1112\u1161\u11AB", "Devanagari": "कि", "England": "🏴\U000E0067\U000E0062\U000E007F", "line end": "\r\n", "keycap": "1\uFE0F\u20E3",
	} {
		for lead := 40; lead < 70; lead++ {
			text := strings.Repeat("Ж", lead) + cluster + strings.Repeat("Ж", 31)
			s, err := Segment(text, UCS2, 0)
			if err != nil {
				t.Fatal(err)
			}
			whole := false
			for _, p := range s.Parts {
				whole = whole || strings.Contains(p.Text, cluster)
			}
			if !whole || len(s.Parts) != 2 {
				t.Errorf("%s after %d letters: whole %v, parts %v", name, lead, whole, units(s))
			}
		}
	}
	// Several flags in a row: pairs count from the first.
	text := strings.Repeat("🇭🇺", 40)
	s, _ := Segment(text, UCS2, 0)
	for _, p := range s.Parts {
		if utf8.RuneCountInString(p.Text)%2 != 0 {
			t.Errorf("a flag is cut: %v", units(s))
		}
	}
}

func TestWholeCharactersCostNoFurtherPart(t *testing.T) {
	// 134 units fill two parts to the last; a mark stands at the border.
	text := strings.Repeat("Ж", 66) + "e\u0301" + strings.Repeat("Ж", 66)
	s, err := Segment(text, UCS2, 0)
	if err != nil || !equal(units(s), []int{67, 67}) {
		t.Errorf("%v %v, want the mark cut off rather than a third part", units(s), err)
	}
	// One unit less leaves room to keep it.
	text = strings.Repeat("Ж", 66) + "e\u0301" + strings.Repeat("Ж", 65)
	if s, _ = Segment(text, UCS2, 0); !equal(units(s), []int{66, 67}) {
		t.Errorf("%v, want 66 and 67", units(s))
	}
	// A character larger than a part has to be cut.
	text = "e" + strings.Repeat("\u0301", 100)
	if s, _ = Segment(text, UCS2, 0); !equal(units(s), []int{67, 34}) {
		t.Errorf("%v, want 67 and 34", units(s))
	}
}

func TestPackedParts(t *testing.T) {
	s, err := Segment("hellohello", GSM7Packed, 0)
	if err != nil || !bytes.Equal(s.Parts[0].Octets, unhex(t, "E8329BFD4697D9EC37")) || s.Parts[0].Units != 10 || s.DataCoding != 0 {
		t.Errorf("%+v %v", s, err)
	}
	text := strings.Repeat("abc@€ ", 60)
	s, err = Segment(text, GSM7Packed, 3)
	if err != nil || len(s.Parts) != 3 {
		t.Fatal(units(s), err)
	}
	var back strings.Builder
	for _, p := range s.Parts {
		if len(p.Octets) > maxUserData {
			t.Errorf("a part of %d octets", len(p.Octets))
		}
		back.WriteString(DecodeDefault(p.Octets, 0, true, GSM7Packed).String)
	}
	if back.String() != text {
		t.Errorf("came back as %q", back.String())
	}
	s, _ = Segment(strings.Repeat("a", 159)+"\r", GSM7Packed, 0)
	if n := len(s.Parts[0].Octets); n != 140 {
		t.Errorf("160 septets with a carriage return at the end are %d octets, want 140", n)
	}
}

func TestReplacements(t *testing.T) {
	for r, want := range map[rune]string{
		'’': "'", '“': "\"", '–': "-", '—': "-", '…': "...", 0xA0: " ", '\t': " ", 'ő': "o", 'ç': "c", 'Α': "A", 'ﬁ': "fi", 'Ł': "L",
		'½': "1/2", '２': "2", 'a': "", '€': "", 'Ж': "", '日': "", 0x301: "", 'ộ': "o",
	} {
		if got := Replacement(r); got != want {
			t.Errorf("Replacement(%q) = %q, want %q", r, got, want)
		}
	}
	for _, s := range replacements {
		if Choose(s) != GSM7 {
			t.Errorf("the replacement %q is not in the alphabet itself", s)
		}
	}
	if got := Simplify("“Ő–e\u0301”…"); got != "\"O-é\"..." {
		t.Errorf("Simplify gives %q", got)
	}
	if got := Simplify("Ж–"); got != "Ж-" {
		t.Errorf("what has no replacement is lost: %q", got)
	}
}

// UTF-8 is cut between characters, and what is sent reads as the text.
func TestUTF8IsCutBetweenCharacters(t *testing.T) {
	text := strings.Repeat("aé", 60) // 180 octets
	s, err := Segment(text, UTF8, 1)
	if err != nil || len(s.Parts) != 2 || s.DataCoding != 0 {
		t.Fatalf("%d parts, data_coding %d, %v", len(s.Parts), s.DataCoding, err)
	}
	got := ""
	for _, p := range s.Parts {
		if !utf8.ValidString(p.Text) || p.Units > 134 {
			t.Errorf("a part of %d octets: %q", p.Units, p.Text)
		}
		got += DecodeDefault(p.Octets, 0, true, UTF8).String
	}
	if got != text {
		t.Errorf("%q", got)
	}
}
