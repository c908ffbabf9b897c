package sms

import (
	"bytes"
	"encoding/hex"
	"testing"
	"unicode/utf8"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return b
}

func TestEveryRowOfTheAlphabetReadsAndWrites(t *testing.T) {
	check := func(r rune, want []byte) {
		got, ok := EncodeGSM7(string(r))
		if !ok || !bytes.Equal(got, want) {
			t.Errorf("%q is written % X, %v; want % X", r, got, ok, want)
		}
		if s := DecodeGSM7(want); s != string(r) {
			t.Errorf("% X reads %q, want %q", want, s, string(r))
		}
		if DefaultAlphabet().Cost(r) != len(want) {
			t.Errorf("%q costs %d septets, want %d", r, DefaultAlphabet().Cost(r), len(want))
		}
	}
	seen := map[byte]bool{}
	for _, row := range gsm7Default {
		seen[row.code] = true
		check(row.char, []byte{row.code})
	}
	if len(seen) != 127 || seen[escape] {
		t.Errorf("the default table has %d codes, want all 128 but the escape", len(seen))
	}
	for _, row := range gsm7Extension {
		check(row.char, []byte{escape, row.code})
	}
}

func TestAlphabetRules(t *testing.T) {
	for _, c := range []struct{ octets, want string }{
		{"1B41", "A"},           // not in the extension table: the default table's character
		{"1B1B41", " A"},        // reserved for a further table
		{"411B", "A "},          // cut off
		{"1B0D", "\r"},          // reserved control
		{"1B0A", "\f"},          // page break
		{"09", "Ç"},             // capital, whatever old handsets show
		{"24", "¤"},             // not the dollar
		{"C141", "\uFFFDA"},     // no septet
		{"1BC141", "\uFFFDA"},   // nor here
		{"1B651B3C1B3E", "€[]"}, // euro and brackets
	} {
		if got := DecodeGSM7(unhex(t, c.octets)); got != c.want {
			t.Errorf("%s reads %q, want %q", c.octets, got, c.want)
		}
	}
	for _, s := range []string{"ж", "ç", "`", "\t", "\u00A0", "😀", "\uFFFD", "\xFF", "ΑB"} {
		if got, ok := EncodeGSM7(s); ok {
			t.Errorf("%q is written % X although it is not in the alphabet", s, got)
		}
	}
	if got, ok := EncodeGSM7("ab→c"); ok || string(got) != "ab" {
		t.Errorf("octets before the fault: %q, %v", got, ok)
	}
}

func TestPackedGoldenOctets(t *testing.T) {
	septets, _ := EncodeGSM7("hellohello")
	if got := PackGSM7(septets, 0); !bytes.Equal(got, unhex(t, "E8329BFD4697D9EC37")) {
		t.Errorf("hellohello packs to % X", got)
	}
	if got := DecodeAs(unhex(t, "E8329BFD4697D9EC37"), GSM7Packed); got != "hellohello" {
		t.Errorf("unpacked: %q", got)
	}
	// A real body of 23 characters whose sender left the last seven bits zero.
	got := DecodeAs(unhex(t, "31D98C56B3DD703958583C2697CD67745ABD66B701"), GSM7Packed)
	if utf8.RuneCountInString(got) != 23 || got[len(got)-1] == '@' {
		t.Errorf("%q has %d characters, want 23 and no @ at the end", got, utf8.RuneCountInString(got))
	}
}

func TestFillBits(t *testing.T) {
	for octets, want := range map[int]int{0: 0, 6: 1, 7: 0, 9: 5, 12: 2} {
		if got := FillBits(octets); got != want {
			t.Errorf("FillBits(%d) = %d, want %d", octets, got, want)
		}
	}
}

func TestPackedCarriageReturns(t *testing.T) {
	seven := []byte("abcdefg")
	packed := PackGSM7(seven, 0)
	if len(packed) != 7 || packed[6]>>1 != carriageReturn {
		t.Errorf("seven spare bits are not a carriage return: % X", packed)
	}
	if got := UnpackGSM7(packed, 0); string(got) != "abcdefg" {
		t.Errorf("filling shows: %q", got)
	}
	eight := []byte("abcdefg\r")
	packed = PackGSM7(eight, 0)
	if got := UnpackGSM7(packed, 0); string(got) != "abcdefg\r\r" {
		t.Errorf("a real carriage return on the boundary came back as %q", got)
	}
	if got := UnpackGSM7(PackGSM7([]byte("abcd\r"), 0), 0); string(got) != "abcd\r" {
		t.Errorf("a carriage return elsewhere came back as %q", got)
	}
	if PackGSM7(nil, 0) != nil && len(PackGSM7(nil, 0)) != 0 {
		t.Error("nothing packs to something")
	}
	if UnpackGSM7(nil, 1) != nil {
		t.Error("nothing unpacks to something")
	}
}

func TestPackedAfterEveryHeaderLength(t *testing.T) {
	for head := 0; head < 20; head++ {
		for n := 1; n < 40; n++ {
			septets := bytes.Repeat([]byte("aZ5.t"), 8)[:n]
			fill := FillBits(head)
			if got := UnpackGSM7(PackGSM7(septets, fill), fill); !bytes.Equal(got, septets) {
				t.Fatalf("header %d, %d septets: %q came back as %q", head, n, septets, got)
			}
		}
	}
}

func TestLooksPacked(t *testing.T) {
	for octets, want := range map[string]bool{
		"E8329BFD4697D9EC37":                         true,
		"31D98C56B3DD703958583C2697CD67745ABD66B701": true,
		"68656C6C6F":                                 false, // plain
		"":                                           false,
	} {
		if got := LooksPacked(unhex(t, octets)); got != want {
			t.Errorf("LooksPacked(%s) = %v", octets, got)
		}
	}
}
