package smpp

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"time"
)

func FuzzDecode(f *testing.F) {
	for _, v := range goldenVectors(f) {
		b, ver := v.frame(f)
		f.Add(b, byte(ver))
	}
	for _, v := range readVectors(f, "vectors_malformed.jsonl") {
		v.Version = "3.4"
		b, ver := v.frame(f)
		f.Add(b, byte(ver))
	}
	f.Fuzz(func(t *testing.T, b []byte, ver byte) {
		v := Negotiate(V50, ver)
		var p PDU
		err := Decode(&p, b, v)
		var bad *Error
		if err != nil && (!errors.As(err, &bad) || bad.Offset < 0 || bad.Offset > len(b)) {
			t.Fatalf("an error outside the PDU: %v", err)
		}
		for _, r := range Explain(b, v).Rows {
			if r.Offset < 0 || r.Length < 0 || r.Offset+r.Length > len(b) {
				t.Fatalf("row %s lies outside", r.Name)
			}
		}
		_ = JSON(b, v)
		_ = Check(&p)
		m := bytes.Clone(b)
		Mask(m)
		if len(m) != len(b) {
			t.Fatal("masking changed the length")
		}
		if err != nil || len(p.data) == 0 {
			return
		}
		again, err := p.Append(nil, V50)
		if err != nil {
			return // wider than 5.0 writes
		}
		var q PDU
		if err := Decode(&q, again, V50); err != nil && !errors.As(err, &bad) {
			t.Fatalf("what was written does not read: %v", err)
		}
		twice, err := q.Append(nil, V50)
		if err != nil || !bytes.Equal(again, twice) {
			t.Fatalf("not stable: %v\n%x\n%x", err, again, twice)
		}
	})
}

func FuzzFrameReader(f *testing.F) {
	f.Add([]byte{0, 0, 0, 16, 0, 0, 0, 21, 0, 0, 0, 0, 0, 0, 0, 1}, 64)
	f.Add([]byte{0, 0, 0, 15}, 64)
	f.Add([]byte{0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9}, 70000)
	f.Fuzz(func(t *testing.T, b []byte, limit int) {
		fr := NewFrameReader(iotest.OneByteReader(bytes.NewReader(b)), 0)
		fr.SetLimit(limit % (1 << 17))
		total := 0
		for {
			frame, err := fr.Next()
			if err != nil {
				if err == io.EOF && total != len(b) {
					t.Fatal("octets were lost")
				}
				return
			}
			if !bytes.Equal(frame, b[total:total+len(frame)]) {
				t.Fatal("a frame is not what came")
			}
			total += len(frame)
			if cap(fr.buf) > 2*len(b)+2*minBuffer {
				t.Fatalf("%d octets of buffer for %d that came", cap(fr.buf), len(b))
			}
		}
	})
}

func FuzzTime(f *testing.F) {
	for _, s := range []string{"160101000000000+", "170517143000508+", "201231235959948-", "020610233429000R", "180711070003", "230229000000000+"} {
		f.Add(s)
	}
	ref := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		got, relative, err := ParseTime(s, ref)
		if err != nil || relative {
			return
		}
		again, _, err := ParseTime(FormatAbsolute(got), ref)
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q is %v, and back %v (%v)", s, got, again, err)
		}
	})
}

func FuzzExplain(f *testing.F) {
	for _, v := range goldenVectors(f) {
		b, ver := v.frame(f)
		f.Add(b, byte(ver))
		f.Add(b[:len(b)/2], byte(ver))
	}
	f.Fuzz(func(t *testing.T, b []byte, ver byte) {
		x := Explain(b, Version(ver))
		for _, r := range x.Rows {
			if r.Name == "" || r.Offset < 0 || r.Length < 0 || r.Offset+r.Length > len(b) {
				t.Fatalf("row %q at %d, %d octets, of %d", r.Name, r.Offset, r.Length, len(b))
			}
		}
		for _, p := range x.Problems {
			if p.Field == "" || p.Rule == "" || p.Offset < 0 || p.Offset > len(b) {
				t.Fatalf("problem %+v of %d octets", p, len(b))
			}
		}
		if len(b) < headerSize && len(x.Problems) == 0 {
			t.Fatal("an incomplete header has no problem")
		}
	})
}

func FuzzMask(f *testing.F) {
	for _, v := range goldenVectors(f) {
		b, _ := v.frame(f)
		f.Add(b)
	}
	f.Add(frameOf(BindReceiver, ROK, []byte("acme\x00secr")))
	f.Add(frameOf(Outbind, ROK, []byte("smsc\x00pw\x00")))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := bytes.Clone(b)
		masked := Mask(m)
		if len(m) != len(b) || masked == bytes.Equal(m, b) && !bytes.Contains(b, []byte("*")) {
			t.Fatalf("masked %v\n%x\n%x", masked, b, m)
		}
		for i := range m {
			if m[i] != b[i] && m[i] != '*' {
				t.Fatalf("octet %d became %#x", i, m[i])
			}
		}
		var p PDU
		if Decode(&p, m, V50) == nil && p.Has(FieldPassword) && len(bytes.Trim(p.Octets(FieldPassword), "*")) > 0 {
			t.Fatalf("a password is left: %q", p.Octets(FieldPassword))
		}
		if again := bytes.Clone(m); Mask(again) && !bytes.Equal(again, m) {
			t.Fatal("masking twice is not masking once")
		}
	})
}
