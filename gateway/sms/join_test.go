package sms

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func pieces(t *testing.T, text string, c Coding, ref byte) []Piece {
	t.Helper()
	s, err := Segment(text, c, ref)
	if err != nil {
		t.Fatal(err)
	}
	var list []Piece
	for i, part := range s.Parts {
		p, ok := PieceOf("1", "2", s.DataCoding, Decode(part.Octets, s.DataCoding, true))
		if !ok {
			t.Fatalf("part %d of %q has no header", i+1, text)
		}
		p.ID = int64(i + 1)
		list = append(list, p)
	}
	return list
}

func long(n int) string {
	var b bytes.Buffer
	for i := range n {
		b.WriteByte("abcdefghij klmno"[i%16])
	}
	return b.String()
}

func TestJoinInAnyOrder(t *testing.T) {
	j := NewJoiner(JoinLimits{})
	text := long(700)
	list := pieces(t, text, Auto, 9)
	for range 20 {
		rand.Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
		for i, p := range list {
			r := j.Add(p, start)
			if r.Have != i+1 || len(r.Missing) != len(list)-i-1 || r.Complete != (i == len(list)-1) || r.Ignored {
				t.Fatalf("after %d parts: %+v", i+1, r)
			}
			if again := j.Add(p, start); !r.Complete && (!again.Ignored || again.Have != i+1) {
				t.Fatalf("a part that came twice: %+v", again)
			}
			if r.Complete && (r.Text != text || !slices.Equal(r.IDs, []int64{1, 2, 3, 4, 5})) {
				t.Fatalf("joined: %+v", r)
			}
		}
		// The repeat of the last part began a new set; put it away.
		j = NewJoiner(JoinLimits{})
	}
}

func TestPiecesThatDoNotBelongTogether(t *testing.T) {
	base := pieces(t, long(200), Auto, 1)
	for name, change := range map[string]func(*Piece){
		"owner":       func(p *Piece) { p.Owner = "other" },
		"kind":        func(p *Piece) { p.SAR = true },
		"sender":      func(p *Piece) { p.From = "other" },
		"receiver":    func(p *Piece) { p.To = "other" },
		"reference":   func(p *Piece) { p.Ref = 2 },
		"width":       func(p *Piece) { p.Wide = true },
		"total":       func(p *Piece) { p.Total = 3 },
		"data_coding": func(p *Piece) { p.DataCoding = 8 },
	} {
		j := NewJoiner(JoinLimits{})
		j.Add(base[0], start)
		p := base[1]
		change(&p)
		if r := j.Add(p, start); r.Complete || j.Len() != 2 {
			t.Errorf("another %s: %+v", name, r)
		}
	}
	j := NewJoiner(JoinLimits{})
	for _, p := range []Piece{{SetKey: SetKey{Total: 2}, Number: 0}, {SetKey: SetKey{Total: 2}, Number: 3}, {SetKey: SetKey{Total: 0}, Number: 0}} {
		if r := j.Add(p, start); !r.Ignored || j.Len() != 0 {
			t.Errorf("part %d of %d is kept", p.Number, p.Total)
		}
	}
	if _, ok := PieceOf("1", "2", 0, Decode([]byte("\x05\x00\x03\x01\x02"), 0, true)); ok {
		t.Error("a damaged header makes a piece")
	}
	if _, ok := PieceOf("1", "2", 0, Decode([]byte("hi"), 0, false)); ok {
		t.Error("a text without a header makes a piece")
	}
}

func TestHalvesOfACharacterMeetAgain(t *testing.T) {
	half := func(number byte, octets ...byte) Piece {
		b := append([]byte{5, 0, 3, 1, 2, number}, octets...)
		p, _ := PieceOf("1", "2", 8, Decode(b, 8, true))
		return p
	}
	j := NewJoiner(JoinLimits{})
	j.Add(half(1, 0x00, 0x41, 0xD8, 0x3D), start)
	if r := j.Add(half(2, 0xDE, 0x00, 0x00, 0x42), start); r.Text != "A😀B" {
		t.Errorf("joined: %q", r.Text)
	}
}

func TestPackedPartsJoin(t *testing.T) {
	text := long(400)
	s, err := Segment(text, GSM7Packed, 4)
	if err != nil {
		t.Fatal(err)
	}
	j := NewJoiner(JoinLimits{})
	var last Joined
	for _, part := range s.Parts {
		p, _ := PieceOf("1", "2", 0, DecodeDefault(part.Octets, 0, true, GSM7Packed))
		last = j.Add(p, start)
	}
	if !last.Complete || last.Text != text {
		t.Errorf("joined: %q", last.Text)
	}
}

func TestIncompleteSetsExpire(t *testing.T) {
	j := NewJoiner(JoinLimits{Age: time.Hour})
	list := pieces(t, long(400), Auto, 1)
	j.Add(list[0], start)
	j.Add(list[2], start)
	if gone := j.Expire(start.Add(time.Hour)); gone != nil {
		t.Errorf("gone too early: %+v", gone)
	}
	gone := j.Expire(start.Add(time.Hour + 1))
	if len(gone) != 1 || !slices.Equal(gone[0].Missing, []byte{2}) || gone[0].Text != list[0].Text.String+list[2].Text.String || len(gone[0].Pieces) != 2 || gone[0].Pieces[1].ID != 3 || gone[0].Pieces[1].Text.String != list[2].Text.String || j.Len() != 0 || j.octets != 0 {
		t.Errorf("%+v", gone)
	}
	// The same reference again, long after: another message.
	j.Add(list[0], start)
	r := j.Add(list[1], start.Add(2*time.Hour))
	if r.Have != 1 || len(r.Evicted) != 1 || r.Evicted[0].Have != 1 || j.Len() != 1 {
		t.Errorf("%+v", r)
	}
}

func TestJoinerIsBounded(t *testing.T) {
	j := NewJoiner(JoinLimits{Sets: 3})
	p := pieces(t, long(400), Auto, 1)[0]
	for ref := range 10 {
		p.Ref = uint16(ref)
		r := j.Add(p, start)
		if want := ref >= 3; len(r.Evicted) > 0 != want || want && r.Evicted[0].Key.Ref != uint16(ref-3) {
			t.Errorf("reference %d: evicted %+v", ref, r.Evicted)
		}
	}
	if j.Len() != 3 {
		t.Errorf("%d sets, want 3", j.Len())
	}
	j = NewJoiner(JoinLimits{Octets: 10_000})
	p.Text.Body = make([]byte, 3000)
	p.Text.String = ""
	for n := byte(1); n <= 200; n++ {
		p.Number, p.Total = n, 255
		j.Add(p, start)
		if j.octets > 10_000 {
			t.Fatalf("%d octets are kept", j.octets)
		}
	}
	p.Number, p.Text.Body = 201, make([]byte, 20_000)
	if r := j.Add(p, start); j.octets != 0 && j.Len() != 0 && len(r.Evicted) == 0 {
		t.Errorf("a part above the limit is kept: %+v", r)
	}
}

func TestSetsAreCountedAnOwner(t *testing.T) {
	j := NewJoiner(JoinLimits{Sets: 2})
	p := pieces(t, long(400), Auto, 1)[0]
	for ref := range 5 {
		for _, owner := range []string{"shop", "bank"} {
			p.Owner, p.Ref = owner, uint16(ref)
			r := j.Add(p, start)
			if want := ref >= 2; len(r.Evicted) > 0 != want || want && (r.Evicted[0].Key.Owner != owner || r.Evicted[0].Key.Ref != uint16(ref-2) || len(r.Evicted[0].Pieces) != 1) {
				t.Errorf("%s, reference %d: evicted %+v", owner, ref, r.Evicted)
			}
		}
	}
	if j.Len() != 4 {
		t.Errorf("%d sets, want 2 of each owner", j.Len())
	}
	j.Expire(start.Add(48 * time.Hour))
	if j.Len() != 0 || j.octets != 0 || j.age.Len() != 0 || len(j.owners) != 0 {
		t.Errorf("something is left: %d sets, %d octets, %d owners", j.Len(), j.octets, len(j.owners))
	}
}

func TestAnOwnerCannotFillTheMemory(t *testing.T) {
	j := NewJoiner(JoinLimits{Octets: 100_000})
	p := pieces(t, long(400), Auto, 1)[0]
	for n := range 2000 {
		p.Owner, p.Ref = string(rune('a'+n%26)), uint16(n)
		j.Add(p, start)
		if j.octets > 100_000 {
			t.Fatalf("%d octets are kept", j.octets)
		}
	}
	if j.Len() < 50 {
		t.Errorf("only %d sets are kept", j.Len())
	}
}

func TestPiecesOfTLVs(t *testing.T) {
	text := long(400)
	s, err := SegmentWith(text, Options{Long: LongSAR, Ref: 77})
	if err != nil {
		t.Fatal(err)
	}
	j := NewJoiner(JoinLimits{})
	var last Joined
	for i := len(s.Parts) - 1; i >= 0; i-- {
		p, ok := PieceOfSAR("1", "2", s.DataCoding, Decode(s.Parts[i].Octets, s.DataCoding, false), *s.Parts[i].SAR)
		if !ok {
			t.Fatal("no piece")
		}
		last = j.Add(p, start)
		if again := j.Add(p, start); i > 0 && !again.Ignored {
			t.Errorf("a part that came twice: %+v", again)
		}
	}
	if !last.Complete || last.Text != text {
		t.Errorf("%+v", last)
	}
	for _, n := range []SAR{{}, {Total: 2}, {Total: 2, Number: 3}, {Number: 1}} {
		if _, ok := PieceOfSAR("1", "2", 0, Text{}, n); ok {
			t.Errorf("%+v makes a piece", n)
		}
	}
	if _, ok := PieceOfSAR("1", "2", 0, Text{Damaged: true}, SAR{Total: 2, Number: 1}); ok {
		t.Error("a damaged header makes a piece")
	}
}

func TestPackedPartsOfTLVsKeepAnAt(t *testing.T) {
	// 151 letters and an at sign fill 133 octets to the last bit: the euro sign
	// behind them needs two septets and goes into the next part.
	text := strings.Repeat("a", 151) + "@€" + strings.Repeat("b", 20)
	s, err := SegmentWith(text, Options{Coding: GSM7Packed, Long: LongSAR})
	if err != nil || len(s.Parts) != 2 || s.Parts[0].Units != 152 {
		t.Fatalf("%v, %v", units(s), err)
	}
	if got := joinAll(t, s, []int{1, 0}, GSM7Packed); got != text {
		t.Errorf("joined: %q", got)
	}
}

func TestTwoHundredAndFiftyFiveParts(t *testing.T) {
	text := long(153 * 255)
	j := NewJoiner(JoinLimits{})
	var last Joined
	for _, p := range pieces(t, text, GSM7, 1) {
		last = j.Add(p, start)
	}
	if !last.Complete || last.Have != 255 || last.Text != text || j.Len() != 0 {
		t.Errorf("%d parts, complete %v", last.Have, last.Complete)
	}
}

func TestPartsWithNationalTablesJoin(t *testing.T) {
	text := long(200) + "ş€" + long(200)
	s, err := SegmentWith(text, Options{National: true, Long: LongUDH16, Ref: 0xABCD})
	if err != nil || s.Single != Turkish || len(s.Parts) != 3 {
		t.Fatalf("%+v, %v", s, err)
	}
	if got := joinAll(t, s, []int{2, 0, 1}, GSM7); got != text {
		t.Errorf("joined: %q", got)
	}
	// A sender may announce a table only where a part needs it.
	j := NewJoiner(JoinLimits{})
	p, _ := PieceOf("1", "2", 0, Decode([]byte("\x05\x00\x03\x01\x02\x01s\x1Bs"), 0, true))
	j.Add(p, start)
	p, _ = PieceOf("1", "2", 0, Decode([]byte("\x08\x00\x03\x01\x02\x02\x24\x01\x01\x1Bs"), 0, true))
	if r := j.Add(p, start); r.Text != "ssş" {
		t.Errorf("joined: %q", r.Text)
	}
}

func TestJoinerKeepsItsOwnOctets(t *testing.T) {
	octets := []byte("\x05\x00\x03\x01\x02\x01hello ")
	j := NewJoiner(JoinLimits{})
	p, _ := PieceOf("1", "2", 0, Decode(octets, 0, true))
	j.Add(p, start)
	clear(octets)
	p, _ = PieceOf("1", "2", 0, Decode([]byte("\x05\x00\x03\x01\x02\x02world"), 0, true))
	if r := j.Add(p, start); r.Text != "hello world" {
		t.Errorf("joined: %q", r.Text)
	}
}
