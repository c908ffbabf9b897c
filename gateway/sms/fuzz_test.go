package sms

import (
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
		if c := h.Concat; c != nil && (c.Number == 0 || c.Number > c.Total) {
			t.Errorf("% X: part %d of %d", octets, c.Number, c.Total)
		}
	})
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{"", "hello", strings.Repeat("€", 81), strings.Repeat("😀", 36), strings.Repeat("👨\u200D👩\u200D👧", 20), "\xFF\xFE", strings.Repeat("a\r\n", 60)} {
		for c := Auto; c <= ASCII; c++ {
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
	for _, dc := range []byte{0, 1, 3, 4, 6, 7, 8, 0x18, 0xF0, 0xF5} {
		f.Add([]byte("\x05\x00\x03\x05\x02\x01hello\x1B\x65"), dc, true)
		f.Add([]byte("\xD8\x3D\xDE\x00\xD8"), dc, false)
	}
	f.Fuzz(func(t *testing.T, octets []byte, dc byte, udhi bool) {
		for def := Auto; def <= Hebrew; def++ {
			d := DecodeDefault(octets, dc, udhi, def)
			if !utf8.ValidString(d.String) || !utf8.ValidString(Clean(d.String)) {
				t.Errorf("% X under 0x%02X is no UTF-8", octets, dc)
			}
			if d.Damaged && d.UDH.Length != 0 || !d.Damaged && d.UDH.Length+len(d.Body) != len(octets) {
				t.Errorf("% X: header %d, body %d", octets, d.UDH.Length, len(d.Body))
			}
		}
		ParseReceipt(ReceiptText(octets, dc, udhi))
		LooksPacked(octets)
	})
}
