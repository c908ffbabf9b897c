package sms

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// texts draws texts that are hard on the cutter: much that costs two units,
// much that belongs together, many line ends.
func texts() *rapid.Generator[string] {
	gsm := make([]string, 0, 140)
	for _, r := range gsm7Default {
		gsm = append(gsm, string(r.char))
	}
	for _, r := range gsm7Extension {
		gsm = append(gsm, string(r.char))
	}
	hard := []string{"€", "{", "😀", "e\u0301", "👨\u200D👩\u200D👧", "🇭🇺", "👍🏽", "\r\n", "Ж", "a", "क्षि", "\u0301", "\u200D", "\uFEFF", "\uFFFE", "\U0010FFFF"}
	pick := func(from []string, max int) *rapid.Generator[string] {
		return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(from), 0, max), func(s []string) string { return strings.Join(s, "") })
	}
	return rapid.OneOf(pick(gsm, 700), pick(hard, 300), rapid.String(), pick([]string{"€", "a"}, 400), pick([]string{"😀", "Ж"}, 300))
}

func TestSegmentsJoinToTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		ref := rapid.Byte().Draw(t, "ref")
		s, err := Segment(text, Auto, ref)
		if err != nil {
			t.Fatal(err)
		}
		checkParts(t, s)
		var direct, shown strings.Builder
		j := NewJoiner(JoinLimits{})
		for i, p := range s.Parts {
			d := Decode(p.Octets, s.DataCoding, s.ESMClass == 0x40)
			direct.WriteString(d.String)
			shown.WriteString(p.Text)
			if len(s.Parts) == 1 {
				continue
			}
			c := d.UDH.Concat
			if c == nil || c.Ref != uint16(ref) || int(c.Total) != len(s.Parts) || int(c.Number) != i+1 {
				t.Fatalf("header of part %d: %+v", i+1, c)
			}
			piece, _ := PieceOf("1", "2", s.DataCoding, d)
			if r := j.Add(piece, time.Time{}); r.Complete != (i == len(s.Parts)-1) || r.Complete && r.Text != text {
				t.Fatalf("after part %d: %+v", i+1, r)
			}
		}
		if direct.String() != text || shown.String() != text {
			t.Fatalf("parts say %q and show %q, want %q", direct.String(), shown.String(), text)
		}
	})
}

// checkParts holds what is true of every result of Segment.
func checkParts(t interface{ Fatalf(string, ...any) }, s Segments) {
	units := 0
	for i, p := range s.Parts {
		units += p.Units
		if p.Units > p.Limit || len(p.Octets) > maxUserData && s.Coding != GSM7 || p.Units == 0 && len(s.Parts) > 1 {
			t.Fatalf("part %d: %d of %d units, %d octets", i+1, p.Units, p.Limit, len(p.Octets))
		}
		if p.Limit != Room(s.Coding, len(p.UDH)) {
			t.Fatalf("part %d: limit %d beside %d octets", i+1, p.Limit, len(p.UDH))
		}
		if want := len(p.UDH) + p.Units*octetsPerUnit(s.Coding); s.Coding != GSM7Packed && len(p.Octets) != want {
			t.Fatalf("part %d: %d octets, want %d", i+1, len(p.Octets), want)
		}
	}
	if units != s.Units || s.Limit != len(s.Parts)*s.Parts[0].Limit || s.Remaining != s.Parts[len(s.Parts)-1].Limit-s.Parts[len(s.Parts)-1].Units {
		t.Fatalf("units %d and %d, limit %d, remaining %d", units, s.Units, s.Limit, s.Remaining)
	}
	if (s.ESMClass == 0x40) != (len(s.Parts) > 1) {
		t.Fatalf("esm_class 0x%02X with %d parts", s.ESMClass, len(s.Parts))
	}
}

func octetsPerUnit(c Coding) int {
	if c == UCS2 {
		return 2
	}
	return 1
}

// greedy counts the parts that cutting as late as possible needs.
func greedy(text string, cost func(rune) int, single, multi int) int {
	total, parts, left := 0, 1, multi
	for _, r := range text {
		c := cost(r)
		total += c
		if c > left {
			parts++
			left = multi
		}
		left -= c
	}
	if total <= single {
		return 1
	}
	return parts
}

func TestNoMorePartsThanNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		s, err := Segment(text, Auto, 0)
		if err != nil {
			t.Fatal(err)
		}
		cost, single, multi := DefaultAlphabet().Cost, 160, 153
		if s.Coding == UCS2 {
			single, multi = 70, 67
			cost = func(r rune) int {
				if r > 0xFFFF {
					return 2
				}
				return 1
			}
		}
		if want := greedy(text, cost, single, multi); len(s.Parts) != want {
			t.Fatalf("%d parts, %d would do", len(s.Parts), want)
		}
	})
}

func TestForcedAreTheCharactersOutsideTheAlphabet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		s, err := Segment(text, Auto, 0)
		if err != nil {
			t.Fatal(err)
		}
		count := map[rune]int{}
		for _, r := range text {
			if _, ok := EncodeGSM7(string(r)); !ok {
				count[r]++
			}
		}
		if (len(count) > 0) != (s.Coding == UCS2) || len(count) != len(s.Forced) {
			t.Fatalf("%v with %d characters outside, %d forced", s.Coding, len(count), len(s.Forced))
		}
		at := -1
		for _, f := range s.Forced {
			first := strings.IndexRune(text, f.Rune)
			if f.Count != count[f.Rune] || f.Offset != first || first <= at {
				t.Fatalf("%+v: stands %d times, first at %d", f, count[f.Rune], first)
			}
			at = first
			if f.Replacement != "" && Choose(f.Replacement) != GSM7 {
				t.Fatalf("%+v does not help", f)
			}
		}
	})
}

func TestPackedTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		septets := rapid.SliceOfN(rapid.ByteRange(1, 0x7F).Filter(func(b byte) bool { return b != carriageReturn }), 0, 200).Draw(t, "septets")
		fill := rapid.IntRange(0, 6).Draw(t, "fill")
		if got := UnpackGSM7(PackGSM7(septets, fill), fill); string(got) != string(septets) {
			t.Fatalf("% X came back as % X", septets, got)
		}
	})
}

func TestReceiptsOfOursAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Receipt{
			ID: rapid.StringMatching(`[0-9A-Za-z-]{1,65}`).Draw(t, "id"), Sub: rapid.IntRange(0, 999).Draw(t, "sub"), Dlvrd: rapid.IntRange(0, 999).Draw(t, "dlvrd"),
			State: MessageState(rapid.IntRange(0, 9).Draw(t, "state")), Err: rapid.StringMatching(`[0-9a-f]{3}`).Draw(t, "err"), Text: rapid.String().Draw(t, "text"),
			DoneDate: time.Unix(rapid.Int64Range(0, 2_100_000_000).Draw(t, "done")/60*60, 0),
		}
		got, ok := ParseReceipt(FormatReceipt(r))
		if !ok || got.ID != r.ID || got.Sub != r.Sub || got.Dlvrd != r.Dlvrd || !got.HasState || got.State != r.State || got.Err != r.Err || !got.DoneDate.Equal(r.DoneDate) || !got.SubmitDate.IsZero() {
			t.Fatalf("%q reads %+v", FormatReceipt(r), got)
		}
	})
}

func TestCleanLeavesNothingHidden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text"))
		if !utf8.ValidString(s) {
			t.Fatalf("%q is no UTF-8", s)
		}
		for _, r := range s {
			if r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200B {
				t.Fatalf("%q still holds U+%04X", s, r)
			}
		}
	})
}
