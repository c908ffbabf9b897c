package sms

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzReceipt(f *testing.F) {
	for _, s := range lines[sample](f, "testdata/receipts.jsonl") {
		f.Add(s.Text)
	}
	f.Add("id:\x00 err: err:: submit date:99 done date:000000000000000+ stat:\xFF text:\xC0")
	f.Fuzz(func(t *testing.T, text string) {
		r, ok := ParseReceipt(text)
		if r.Raw != text || r.HasID != (r.ID != "") || r.HasState && r.Stat == "" || strings.ContainsAny(r.ID, " \t\r\n") {
			t.Errorf("%q: %+v", text, r)
		}
		if !ok && (r.HasID || r.Stat != "" || r.Sub >= 0) {
			t.Errorf("%q: fields, but no receipt: %+v", text, r)
		}
		if again, _ := ParseReceipt(text); again != r {
			t.Errorf("%q reads differently the second time", text)
		}
		if r.HasID {
			back, _ := ParseReceipt(FormatReceipt(r))
			if back.ID != r.ID || back.Stat != "" && r.Stat != "" && back.Stat != r.Stat {
				t.Errorf("%q: id %q, stat %q came back as %q, %q", text, r.ID, r.Stat, back.ID, back.Stat)
			}
		}
		Effective(r, r.ID, int(r.State))
		CandidateIDs(r.ID)
	})
}

func FuzzUDH(f *testing.F) {
	for _, s := range []string{"\x05\x00\x03\x05\x02\x01", "\x06\x08\x04\x12\x34\x03\x02", "\x0B\x05\x04\x0B\x84\x23\xF0\x00\x03\x01\x02\x01", "\x03\x24\x01\x01", "\x00", "\xFF\x00", "\x02\x00\x00", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, octets []byte) {
		h, err := ParseUDH(octets)
		if err != nil {
			if h.Length != 0 || h.Elements != nil {
				t.Errorf("% X: an error and a header: %+v", octets, h)
			}
			return
		}
		n := 1
		for _, e := range h.Elements {
			n += 2 + len(e.Data)
		}
		if n != h.Length || n != int(octets[0])+1 {
			t.Errorf("% X: elements make %d octets, the header says %d", octets, n, h.Length)
		}
		for i, w := range h.Describe() {
			if w.ID != h.Elements[i].ID || w.Name == "" || w.Meaning == "" {
				t.Errorf("% X: element %d is described as %+v", octets, i, w)
			}
		}
		if b, err := BuildUDH(h.Elements...); err == nil && b != nil && !bytes.Equal(b, octets[:h.Length]) {
			t.Errorf("% X is built again as % X", octets[:h.Length], b)
		}
		if c := h.Concat; c != nil && (c.Number == 0 || c.Number > c.Total) {
			t.Errorf("% X: part %d of %d", octets, c.Number, c.Total)
		}
	})
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{"", "hello", strings.Repeat("€", 81), strings.Repeat("😀", 36), strings.Repeat("👨\u200D👩\u200D👧", 20), "\xFF\xFE", strings.Repeat("a\r\n", 60)} {
		for c := Auto; c < codingCount; c++ {
			f.Add(s, byte(c), byte(7))
		}
	}
	f.Fuzz(func(t *testing.T, text string, coding, ref byte) {
		s, err := Segment(text, Coding(coding), ref)
		if err != nil {
			if s.Parts != nil || err.Error() == "" {
				t.Errorf("an error and parts: %v", err)
			}
			return
		}
		checkParts(t, s)
		var b strings.Builder
		for _, p := range s.Parts {
			b.WriteString(p.Text)
		}
		if s.Coding != Binary && b.String() != text {
			t.Errorf("parts show %q, want %q", b.String(), text)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, dc := range []byte{0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 14, 0x18, 0xC8, 0xF0, 0xF5} {
		f.Add([]byte("\x05\x00\x03\x05\x02\x01hello\x1B\x65"), dc, true)
		f.Add([]byte("\xD8\x3D\xDE\x00\xD8"), dc, false)
	}
	f.Fuzz(func(t *testing.T, octets []byte, dc byte, udhi bool) {
		for def := Auto; def < codingCount; def++ {
			d := DecodeDefault(octets, dc, udhi, def)
			if !utf8.ValidString(d.String) || !utf8.ValidString(Clean(d.String)) {
				t.Errorf("% X under 0x%02X is no UTF-8", octets, dc)
			}
			if d.Damaged && d.UDH.Length != 0 || !d.Damaged && d.UDH.Length+len(d.Body) != len(octets) {
				t.Errorf("% X: header %d, body %d", octets, d.UDH.Length, len(d.Body))
			}
		}
		if w, ok := WaitingOf(dc); ok && w.String() == "" || ClassOf(dc).String() == "" {
			t.Errorf("0x%02X has no words", dc)
		}
		ParseReceipt(ReceiptText(octets, dc, udhi))
		LooksPacked(octets)
	})
}

// FuzzJoin holds that what was cut, in whatever way, joins to the same text in
// whatever order the parts come.
func FuzzJoin(f *testing.F) {
	for _, s := range []string{"hello", strings.Repeat("ş€", 100), strings.Repeat("Ж", 90), strings.Repeat("日本a", 60), strings.Repeat("हिन्दी ", 40), strings.Repeat("e\u0301", 90)} {
		for long := LongUDH8; long <= LongPayload; long++ {
			f.Add(s, byte(Auto), byte(long), uint16(0x1234), true, uint64(7))
		}
		f.Add(s, byte(ISO2022JP), byte(LongSAR), uint16(1), false, uint64(1))
	}
	f.Fuzz(func(t *testing.T, text string, coding, long byte, ref uint16, national bool, seed uint64) {
		s, err := SegmentWith(text, Options{Coding: Coding(coding), Long: LongMode(long % 4), Ref: ref, National: national})
		if err != nil {
			var ce *CodingError
			if !errors.As(err, &ce) && !errors.Is(err, ErrTooLong) || s.Parts != nil {
				t.Errorf("%v, %d parts", err, len(s.Parts))
			}
			return
		}
		switch {
		case s.Coding == Binary:
			text = Escape([]byte(text))
		case s.Coding == GSM7Packed && strings.ContainsAny(text, "\r@"):
			return // the last one may be taken for filling
		}
		order := rand.New(rand.NewPCG(seed, 0)).Perm(len(s.Parts))
		if got := joinAll(t, s, order, Coding(coding)); got != text && utf8.ValidString(text) {
			t.Errorf("%q joins to %q", text, got)
		}
	})
}
