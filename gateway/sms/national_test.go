package sms

import (
	"bytes"
	"strings"
	"testing"
)

func TestEveryNationalRowReadsAndWrites(t *testing.T) {
	total := 0
	for _, n := range nationalLocking {
		a := NationalAlphabet(n.language, NoLanguage)
		for _, r := range n.rows {
			total++
			if got := a.Decode([]byte{r.code}); got != string(r.char) {
				t.Errorf("%v locking 0x%02X reads %q, want %q", n.language, r.code, got, r.char)
			}
			if got, ok := a.Encode(string(r.char)); !ok || !bytes.Equal(got, []byte{r.code}) {
				t.Errorf("%v locking %q is written % X, %v; want %02X", n.language, r.char, got, ok, r.code)
			}
		}
	}
	for _, n := range nationalSingle {
		a := NationalAlphabet(NoLanguage, n.language)
		for _, r := range n.rows {
			total++
			if got := a.Decode([]byte{escape, r.code}); got != string(r.char) {
				t.Errorf("%v single 0x%02X reads %q, want %q", n.language, r.code, got, r.char)
			}
			got, ok := a.Encode(string(r.char))
			if back := a.Decode(got); !ok || back != string(r.char) {
				t.Errorf("%v single %q is written % X, %v and reads %q", n.language, r.char, got, ok, back)
			}
		}
	}
	if total != 1430+864 {
		t.Errorf("%d rows, want those of 12 locking and 13 single shift tables: 2,294", total)
	}
}

func TestNationalTablesAreWhole(t *testing.T) {
	locking, single := map[Language]map[byte]rune{}, map[Language]map[byte]rune{}
	for of, tables := range map[*map[Language]map[byte]rune][]nationalRows{&locking: nationalLocking[:], &single: nationalSingle[:]} {
		for _, n := range tables {
			if (*of)[n.language] != nil {
				t.Errorf("%v stands there twice", n.language)
			}
			codes := map[byte]rune{}
			last := -1
			for _, r := range n.rows {
				if int(r.code) <= last || r.code > 0x7F || r.code == escape {
					t.Errorf("%v: code 0x%02X behind 0x%02X", n.language, r.code, last)
				}
				last = int(r.code)
				codes[r.code] = r.char
			}
			(*of)[n.language] = codes
		}
	}
	if len(locking) != 12 || locking[Spanish] != nil || len(single) != 13 {
		t.Errorf("%d locking and %d single shift tables", len(locking), len(single))
	}
	for l, codes := range locking {
		if codes[0x0A] != '\n' || codes[0x0D] != '\r' {
			t.Errorf("%v: line feed or carriage return is elsewhere", l)
		}
	}
	for l, codes := range single {
		if codes[0x0A] != '\f' || codes[0x0D] != 0 || codes[0x65] != '€' && l != Portuguese {
			t.Errorf("%v: %q at 0x0A, %q at 0x0D, %q at 0x65", l, codes[0x0A], codes[0x0D], codes[0x65])
		}
	}
}

func TestDecodeWithShifts(t *testing.T) {
	for _, c := range []struct{ octets, want string }{
		{"03240101" + "1B53", "Ş"},
		{"03240101" + "1B6557", "€W"},
		{"03240101" + "1B41", "A"},       // not in the single shift table: the main table's
		{"03240101" + "1B0D1B1B", "\r "}, // reserved places
		{"03250101" + "041B65", "€€"},    // Turkish main table, default extension
		{"06240101250101" + "1B671C", "ğŞ"},
		{"03250102" + "0041", "@A"},   // Spanish has no locking table
		{"0425020101" + "0041", "@A"}, // an element of a wrong length is passed over
		{"03240163" + "41", "A"},      // no such language
		{"03250104" + "05", "\u0987"}, // Bengali I
		{"03250104" + "0C11", "  "},   // undefined places
		{"06250106240106" + "001B65", "\u0901€"},
		{"080003010201240101" + "1B69", "ı"},
	} {
		octets := unhex(t, c.octets)
		if got := Decode(octets, 0, true); got.String != c.want || got.Damaged {
			t.Errorf("%s reads %q, want %q (%+v)", c.octets, got.String, c.want, got.UDH)
		}
	}
	if got := Decode(unhex(t, "032401010053"), 3, true); got.String != "\x00S" {
		t.Errorf("Latin-1 with a shift reads %q", got.String)
	}
	// Packed: four octets of header, so three fill bits.
	a := NationalAlphabet(NoLanguage, Turkish)
	septets, _ := a.Encode("ağaçlar")
	octets := append(unhex(t, "03240101"), PackGSM7(septets, FillBits(4))...)
	if got := DecodeDefault(octets, 0, true, GSM7Packed); got.String != "ağaçlar" {
		t.Errorf("packed Turkish reads %q", got.String)
	}
}

func TestNationalTablesAreChosenWhenTheySaveParts(t *testing.T) {
	rep := strings.Repeat
	for _, c := range []struct {
		name, text      string
		coding          Coding
		want            Coding
		locking, single Language
		parts           []int
	}{
		{"short Turkish fits UCS-2", "Şişli", Auto, UCS2, 0, 0, []int{5}},
		{"Turkish of 71 characters", rep("a", 70) + "ş", Auto, GSM7, 0, Turkish, []int{72}},
		{"155 septets beside one shift", rep("a", 153) + "ş", Auto, GSM7, 0, Turkish, []int{155}},
		{"one more letter: locking is shorter", rep("a", 154) + "ş", Auto, GSM7, Turkish, 0, []int{155}},
		{"two parts, shift repeated", rep("a", 200) + "ş", Auto, GSM7, 0, Turkish, []int{149, 53}},
		{"Spanish", rep("año más ", 10) + "corazón", Auto, GSM7, 0, Spanish, []int{98}},
		{"Portuguese", rep("coração ", 12), Auto, GSM7, 0, Portuguese, []int{120}},
		{"more Portuguese", rep("coração ", 18), Auto, GSM7, Portuguese, 0, []int{144}},
		{"Hindi", rep("\u0939\u093F\u0928\u094D\u0926\u0940", 15), Auto, GSM7, Hindi, 0, []int{90}},
		{"Hindi with Latin letters needs both", rep("\u0939\u093F\u0928\u094D\u0926\u0940 SMS ", 9), Auto, GSM7, Hindi, Hindi, []int{126}},
		{"Urdu", rep("\u0627\u0631\u062F\u0648 ", 30), Auto, GSM7, Urdu, 0, []int{150}},
		{"plain text stays plain", rep("a", 161), Auto, GSM7, 0, 0, []int{153, 8}},
		{"a table may beat the default one", rep("€", 100), Auto, GSM7, Turkish, 0, []int{100}},
		{"nothing to save", rep("ж", 100), Auto, UCS2, 0, 0, []int{67, 33}},
		{"forced", "ş", GSM7, GSM7, 0, Turkish, []int{2}},
		{"forced and packed", "ş", GSM7Packed, GSM7Packed, 0, Turkish, []int{2}},
		{"another coding is obeyed", rep("ş", 80), UCS2, UCS2, 0, 0, []int{67, 13}},
	} {
		s, err := SegmentWith(c.text, Options{Coding: c.coding, National: true})
		if err != nil || s.Coding != c.want || s.Locking != c.locking || s.Single != c.single || !equal(units(s), c.parts) {
			t.Errorf("%s: %v, locking %v, single %v, %v, %v", c.name, s.Coding, s.Locking, s.Single, units(s), err)
			continue
		}
		plain, err := SegmentWith(c.text, Options{Coding: c.coding})
		if plain.Locking != 0 || plain.Single != 0 || err == nil && len(plain.Parts) < len(s.Parts) {
			t.Errorf("%s: without national tables %d parts, locking %v, single %v", c.name, len(plain.Parts), plain.Locking, plain.Single)
		}
		var b strings.Builder
		for i, p := range s.Parts {
			d := Decode(p.Octets, s.DataCoding, s.ESMClass == 0x40)
			if c.want == GSM7Packed {
				d = DecodeDefault(p.Octets, s.DataCoding, true, GSM7Packed)
			}
			if d.UDH.LockingShift != c.locking || d.UDH.SingleShift != c.single || d.String != p.Text {
				t.Errorf("%s: part %d reads %+v, want %q", c.name, i+1, d, p.Text)
			}
			b.WriteString(d.String)
		}
		if b.String() != c.text {
			t.Errorf("%s: reads %q", c.name, b.String())
		}
	}
	s, _ := SegmentWith(rep("a", 200)+"ş", Options{National: true, Ref: 5})
	if got := s.Parts[1].UDH; !bytes.Equal(got, unhex(t, "080003050202240101")) || s.Forced != nil || s.ESMClass != 0x40 {
		t.Errorf("header % X, forced %v", got, s.Forced)
	}
	s, _ = SegmentWith(rep("a", 70)+"ş", Options{National: true})
	if got := s.Parts[0].UDH; !bytes.Equal(got, unhex(t, "03240101")) || s.ESMClass != 0x40 || s.Limit != 155 {
		t.Errorf("one part: header % X, esm_class 0x%02X, limit %d", got, s.ESMClass, s.Limit)
	}
	for _, long := range []LongMode{LongSAR, LongPayload} {
		if s, err := SegmentWith(rep("ş", 80), Options{National: true, Long: long}); err != nil || s.Coding != UCS2 {
			t.Errorf("%v has no header and still: %v, %v", long, s.Coding, err)
		}
	}
	if _, err := SegmentWith("ж", Options{Coding: GSM7, National: true}); err == nil {
		t.Error("Cyrillic is in no table")
	}
	if Language(77).String() != "language 77" || Portuguese.String() != "Portuguese" {
		t.Error("a language has the wrong word")
	}
}
