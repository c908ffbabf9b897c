package sms

import (
	"fmt"
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

// receiptIDs draws ids as Relay gives them, and others of the same letters.
func receiptIDs() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.Map(rapid.Uint32(), func(n uint32) string { return fmt.Sprintf("%010d", n) }),
		rapid.Map(rapid.Uint32(), func(n uint32) string { return fmt.Sprintf("%08X", n) }),
		rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`),
		rapid.StringMatching(`[0-9A-Za-z-]{1,64}`),
	)
}

func TestReceiptsOfOursAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := ReceiptStyle{LongDates: rapid.Bool().Draw(t, "long dates"), NoCounters: rapid.Bool().Draw(t, "no counters"), NoText: rapid.Bool().Draw(t, "no text")}
		zone := time.FixedZone("", 900*rapid.IntRange(-48, 48).Draw(t, "zone"))
		if rapid.Bool().Draw(t, "zoned") {
			style.Zone = zone
		}
		grain := int64(60)
		if style.LongDates {
			grain = 1
		}
		date := func(name string) time.Time {
			if rapid.Bool().Draw(t, name+" missing") {
				return time.Time{}
			}
			// Until 2037, where two digits of a year end, with a day to spare.
			return time.Unix(rapid.Int64Range(0, 2_145_800_000).Draw(t, name)/grain*grain, 0)
		}
		r := Receipt{
			ID: receiptIDs().Draw(t, "id"), Sub: rapid.IntRange(0, 9999).Draw(t, "sub"), Dlvrd: rapid.IntRange(0, 9999).Draw(t, "dlvrd"),
			State: MessageState(rapid.IntRange(0, 9).Draw(t, "state")), Err: rapid.StringMatching(`[0-9a-f]{1,4}`).Draw(t, "err"), Text: rapid.String().Draw(t, "text"),
			SubmitDate: date("submit"), DoneDate: date("done"),
		}
		said := style.Format(r)
		got, ok := ReceiptOptions{Zone: style.Zone, Received: r.DoneDate}.Parse(said)
		if !ok || got.ID != r.ID || !got.HasState || got.State != r.State || got.Err != r.Err || got.Rest != "" {
			t.Fatalf("%q reads %+v", said, got)
		}
		if style.NoCounters && (got.Sub != -1 || got.Dlvrd != -1) || !style.NoCounters && (got.Sub != r.Sub || got.Dlvrd != r.Dlvrd) {
			t.Fatalf("%q: counters read %d, %d", said, got.Sub, got.Dlvrd)
		}
		if got.HasText == style.NoText || got.Text != "" && !strings.Contains(excerpt(r.Text), got.Text) {
			t.Fatalf("%q: text reads %q", said, got.Text)
		}
		if !got.DoneDate.Equal(r.DoneDate) || got.SubmitDate.IsZero() != r.SubmitDate.IsZero() {
			t.Fatalf("%q: dates read %v, %v; want %v, %v", said, got.SubmitDate, got.DoneDate, r.SubmitDate, r.DoneDate)
		}
		tlv := r.TLVs()
		if e := Conclude(got, tlv.MessageID+"\x00", int(tlv.State)); e.ID != r.ID || e.State != r.State || e.IDDiffers || e.StateDiffers || !tlv.HasState {
			t.Fatalf("%q with %+v: %+v", said, tlv, e)
		}
	})
}

func TestEveryWayToSendComesBack(t *testing.T) {
	codings := []Coding{Auto, GSM7, GSM7Packed, UCS2, Latin1, ASCII, Cyrillic, Hebrew, ShiftJIS, ISO2022JP, EUCJP, EUCKR}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(codings).Draw(t, "coding")
		text := texts().Draw(t, "text")
		if c != Auto && c != UCS2 {
			text = filled(t, c)
		}
		o := Options{Coding: c, Ref: rapid.Uint16().Draw(t, "ref"), Long: LongMode(rapid.IntRange(0, 3).Draw(t, "long")), National: rapid.Bool().Draw(t, "national")}
		if rapid.Bool().Draw(t, "ports") {
			o.Ports = &Ports{Destination: rapid.Uint16().Draw(t, "to"), Source: rapid.Uint16().Draw(t, "from")}
		}
		s, err := SegmentWith(text, o)
		if err != nil {
			t.Fatal(err)
		}
		order := rapid.Permutation(backwards(len(s.Parts))).Draw(t, "order")
		j := NewJoiner(JoinLimits{})
		for n, i := range order {
			p := s.Parts[i]
			if p.Units > p.Limit || !p.Payload && c != GSM7 && s.Coding != GSM7 && len(p.Octets) > maxUserData {
				t.Fatalf("part %d: %d of %d units, %d octets", i+1, p.Units, p.Limit, len(p.Octets))
			}
			d := DecodeDefault(p.Octets, s.DataCoding, s.ESMClass != 0, c)
			if d.String != p.Text {
				t.Fatalf("part %d reads %q, want %q", i+1, d.String, p.Text)
			}
			piece, ok := PieceOf("1", "2", s.DataCoding, d)
			if p.SAR != nil {
				piece, ok = PieceOfSAR("1", "2", s.DataCoding, d, *p.SAR)
			}
			if len(s.Parts) == 1 {
				if ok || d.String != text {
					t.Fatalf("one part reads %q, want %q", d.String, text)
				}
				continue
			}
			r := j.Add(piece, time.Time{})
			if !ok || r.Complete != (n == len(order)-1) || r.Complete && r.Text != text {
				t.Fatalf("after %d parts: %+v, want %q", n+1, r, text)
			}
		}
	})
}

// filled draws a text that a coding can carry. A packed one ends in a letter: a
// carriage return or an at sign at the very end may be taken for filling.
func filled(t *rapid.T, c Coding) string {
	chars := map[Coding][]rune{
		GSM7: []rune("aZ@€{\n\f"), GSM7Packed: []rune("aZ€{é"), Latin1: []rune("aéÿ\r\n"), ASCII: []rune("a~\r\n"), Cyrillic: []rune("aЖ№\n"),
		Hebrew: []rune("aא\n"), ShiftJIS: []rune("a日表ｱ\n"), ISO2022JP: []rune("ab日本ｱ\n"), EUCJP: []rune("a日丂ｱ\n"), EUCKR: []rune("a한국\n"),
	}[c]
	text := rapid.SliceOfN(rapid.SampledFrom(chars), 0, 500).Draw(t, "characters")
	return string(text)
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
