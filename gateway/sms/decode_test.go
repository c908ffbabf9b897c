package sms

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// lines reads a testdata file of one JSON object a line.
func lines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []T
	for s := bufio.NewScanner(f); s.Scan(); {
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		list = append(list, v)
	}
	if len(list) == 0 {
		t.Fatalf("%s is empty", path)
	}
	return list
}

func TestDecodeBodiesOfPDUs(t *testing.T) {
	type body struct {
		Name       string `json:"name"`
		OctetsHex  string `json:"octets_hex"`
		DataCoding byte   `json:"data_coding"`
		UDHI       bool   `json:"udhi"`
		Text       string `json:"text"`
	}
	for _, b := range lines[body](t, "testdata/texts.jsonl") {
		got := Decode(unhex(t, b.OctetsHex), b.DataCoding, b.UDHI)
		if got.String != b.Text || got.Damaged || (got.UDH.Length > 0) != b.UDHI {
			t.Errorf("%s: %+v, want %q", b.Name, got, b.Text)
		}
	}
}

func TestDecodeInEveryCoding(t *testing.T) {
	for _, c := range []struct {
		octets string
		coding Coding
		want   string
	}{
		{"00", GSM7, "@"},
		{"68E9", Latin1, "hé"},
		{"4069E9", ASCII, "@i\uFFFD"},
		{"0416", UCS2, "Ж"},
		{"1604", UCS2LE, "Ж"},
		{"D83DDE00", UCS2, "😀"},
		{"D83D0041", UCS2, "\uFFFDA"}, // half a pair
		{"004100", UCS2, "A\uFFFD"},   // odd
		{"C3A9FF", UTF8, "é\uFFFD"},
		{"B6", Cyrillic, "Ж"},
		{"E0", Hebrew, "א"},
		{"0041005C", Binary, `\x00A\x00\\`},
		{"E8329BFD4697D9EC37", GSM7Packed, "hellohello"},
		{"", UCS2, ""},
	} {
		if got := DecodeAs(unhex(t, c.octets), c.coding); got != c.want {
			t.Errorf("%s as %v reads %q, want %q", c.octets, c.coding, got, c.want)
		}
	}
}

func TestDataCodingOneMayBeGSM(t *testing.T) {
	if got := Decode([]byte("a@b [x]"), 1, false); got.Coding != ASCII || got.String != "a@b [x]" {
		t.Errorf("ASCII reads %+v", got)
	}
	if got := Decode([]byte{'a', 0x00, 0x1B, 0x65}, 1, false); got.Coding != GSM7 || got.String != "a@€" {
		t.Errorf("GSM octets under ASCII read %+v", got)
	}
}

func TestDefaultAlphabetOfALink(t *testing.T) {
	for def, want := range map[Coding]string{GSM7: "@", Auto: "@", Latin1: "\x00", ASCII: "\x00"} {
		if got := DecodeDefault([]byte{0}, 0, false, def); got.String != want {
			t.Errorf("data_coding 0 on a %v link reads %q, want %q", def, got.String, want)
		}
	}
	if got := DecodeDefault([]byte{0xE9}, 0xF0, false, Latin1); got.String != "é" {
		t.Errorf("class 0 on a Latin-1 link reads %q", got.String)
	}
	if got := DecodeDefault([]byte{0x04, 0x16}, 8, false, Latin1); got.String != "Ж" {
		t.Errorf("UCS-2 on a Latin-1 link reads %q", got.String)
	}
}

func TestDamagedHeaderShowsAllOctets(t *testing.T) {
	for _, octets := range []string{"", "05", "0500030502", "05000F050201414141", "0200"} {
		got := Decode(unhex(t, octets), 0, true)
		if !got.Damaged || got.UDH.Concat != nil || got.String != Escape(unhex(t, octets)) {
			t.Errorf("%q: %+v", octets, got)
		}
	}
	got := Decode([]byte{0x05, 'H', 'i'}, 0, true)
	if got.String != `\x05Hi` {
		t.Errorf("shown as %q", got.String)
	}
}

func TestHeaderElements(t *testing.T) {
	for _, c := range []struct {
		octets string
		check  func(UDH) bool
	}{
		{"050003050201", func(h UDH) bool { return *h.Concat == Concat{Ref: 5, Total: 2, Number: 1} }},
		{"06080412340302", func(h UDH) bool { return *h.Concat == Concat{Ref: 0x1234, Wide: true, Total: 3, Number: 2} }},
		{"0B05040B8423F00003010201", func(h UDH) bool {
			return *h.Ports == Ports{Destination: 2948, Source: 9200, Wide: true} && *h.Concat == Concat{Ref: 1, Total: 2, Number: 1}
		}},
		{"0404020BF0", func(h UDH) bool { return *h.Ports == Ports{Destination: 11, Source: 240} }},
		{"03240101", func(h UDH) bool { return h.SingleShift == 1 && h.LockingShift == 0 }},
		{"06240101250101", func(h UDH) bool { return h.SingleShift == 1 && h.LockingShift == 1 }},
		{"0A00030502010003070302", func(h UDH) bool { return *h.Concat == Concat{Ref: 7, Total: 3, Number: 2} }}, // the last counts
		{"0470021122", func(h UDH) bool { return h.Concat == nil && len(h.Elements) == 1 && h.Elements[0].ID == 0x70 }},
		{"050003050200", func(h UDH) bool { return h.Concat == nil }}, // part 0
		{"050003050203", func(h UDH) bool { return h.Concat == nil }}, // part 3 of 2
		{"050003050000", func(h UDH) bool { return h.Concat == nil }},
		{"0400020502", func(h UDH) bool { return h.Concat == nil && len(h.Elements) == 1 }}, // too short to say anything
		{"00", func(h UDH) bool { return h.Length == 1 && len(h.Elements) == 0 }},
	} {
		octets := unhex(t, c.octets)
		h, err := ParseUDH(append(octets, "text"...))
		if err != nil || h.Length != len(octets) || !c.check(h) {
			t.Errorf("%s: %+v, %v", c.octets, h, err)
		}
		if h.Concat != nil && len(h.Elements) == 1 && string(h.Concat.Header()) != string(octets) {
			t.Errorf("%s: written again it is % X", c.octets, h.Concat.Header())
		}
		for n := range octets {
			if _, err := ParseUDH(octets[:n]); err == nil {
				t.Errorf("%s cut to %d octets is taken for whole", c.octets, n)
			}
		}
	}
}

func TestEscapeIsReadableAndLossless(t *testing.T) {
	if got := Escape([]byte("a\\\x00\xFF~\x7F")); got != `a\\\x00\xFF~\x7F` {
		t.Errorf("shown as %s", got)
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"a\nb\r\nc\rd\u2028e", "a⏎b⏎c⏎d⏎e"},
		{"\x00\x1b[31m\t\x7f\u0085\u0090", "‹NUL›‹ESC›[31m‹TAB›‹DEL›⏎‹U+0090›"},
		{"abc\u202Efdp.exe", "abc‹RLO›fdp.exe"},
		{"\u2066x\u2069\u200E\u200F\u061C", "‹LRI›x‹PDI›‹LRM›‹RLM›‹ALM›"},
		{"pay\u200Bpal\uFEFF\u00AD\u2060", "pay‹ZWSP›pal‹BOM›‹SHY›‹WJ›"},
		{"pay\u200Dpal", "pay‹ZWJ›pal"},
		{"👨\u200D👩\u200D👧 🏳️\u200D🌈", "👨\u200D👩\u200D👧 🏳️\u200D🌈"}, // families and flags stay whole
		{"می\u200Cخواهم", "می\u200Cخواهم"},                         // Persian needs it
		{"\xff\xfe", "\uFFFD\uFFFD"},
		{"سلام Ж ñ 中", "سلام Ж ñ 中"},
		{"🏴\U000E0067\U000E0062\U000E007F x\U000E0067", "🏴\U000E0067\U000E0062\U000E007F x‹U+E0067›"},
		{"", ""},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := CleanLines("a\r\nb\x00"); got != "a\nb‹NUL›" {
		t.Errorf("CleanLines: %q", got)
	}
	if s := strings.Repeat("x", 100); Clean(s) != s {
		t.Error("plain text is changed")
	}
}
