package sms

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// joinAll joins the parts of a text in the order given, as a receiver does.
func joinAll(t testing.TB, s Segments, order []int, def Coding) string {
	t.Helper()
	j := NewJoiner(JoinLimits{})
	if len(s.Parts) == 1 {
		return DecodeDefault(s.Parts[0].Octets, s.DataCoding, s.ESMClass != 0, def).String
	}
	var last Joined
	for n, i := range order {
		p := s.Parts[i]
		d := DecodeDefault(p.Octets, s.DataCoding, s.ESMClass != 0, def)
		piece, ok := PieceOf("1", "2", s.DataCoding, d)
		if p.SAR != nil {
			piece, ok = PieceOfSAR("1", "2", s.DataCoding, d, *p.SAR)
		}
		if !ok {
			t.Fatalf("part %d is no piece", i+1)
		}
		last = j.Add(piece, time.Time{})
		if last.Complete != (n == len(order)-1) || last.Ignored {
			t.Fatalf("after %d parts: %+v", n+1, last)
		}
	}
	return last.Text
}

func backwards(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = n - 1 - i
	}
	return order
}

// limits are those of 3GPP 23.040 9.2.3.24.1 for every header Relay writes.
func TestLimitsBesideEveryHeader(t *testing.T) {
	narrow, wide := &Ports{Destination: 226, Source: 240}, &Ports{Destination: 2948, Source: 9200, Wide: true}
	for _, c := range []struct {
		name           string
		o              Options
		text           string
		single, multi  int
		singleH, multH int // octets of header
	}{
		{"gsm7, udh8", Options{}, "a", 160, 153, 0, 6},
		{"gsm7, udh16", Options{Long: LongUDH16}, "a", 160, 152, 0, 7},
		{"gsm7, sar", Options{Long: LongSAR}, "a", 160, 153, 0, 0},
		{"gsm7, ports 8", Options{Ports: narrow}, "a", 154, 148, 5, 10},
		{"gsm7, ports 16", Options{Ports: wide}, "a", 152, 146, 7, 12},
		{"gsm7, ports 16, udh16", Options{Ports: wide, Long: LongUDH16}, "a", 152, 145, 7, 13},
		{"gsm7, ports 16, sar", Options{Ports: wide, Long: LongSAR}, "a", 152, 146, 0, 0},
		{"packed, udh16", Options{Coding: GSM7Packed, Long: LongUDH16}, "a", 160, 152, 0, 7},
		{"ucs2, udh8", Options{}, "Ж", 70, 67, 0, 6},
		{"ucs2, udh16", Options{Long: LongUDH16}, "Ж", 70, 66, 0, 7},
		{"ucs2, ports 16", Options{Ports: wide}, "Ж", 66, 64, 7, 12},
		{"ucs2, ports 16, udh16", Options{Ports: wide, Long: LongUDH16}, "Ж", 66, 63, 7, 13},
		{"binary, udh8", Options{Coding: Binary}, "x", 140, 134, 0, 6},
		{"binary, udh16", Options{Coding: Binary, Long: LongUDH16}, "x", 140, 133, 0, 7},
		{"binary, ports 16", Options{Coding: Binary, Ports: wide}, "x", 133, 128, 7, 12},
		{"binary, ports 16, udh16", Options{Coding: Binary, Ports: wide, Long: LongUDH16}, "x", 133, 127, 7, 13},
		{"one shift", Options{Coding: GSM7, National: true}, "ş", 155, 149, 4, 9},
		{"one shift, udh16", Options{Coding: GSM7, National: true, Long: LongUDH16}, "ş", 155, 148, 4, 10},
		{"both shifts", Options{Coding: GSM7, National: true}, "\u0939A", 152, 146, 7, 12},
		{"both shifts, udh16", Options{Coding: GSM7, National: true, Long: LongUDH16}, "\u0939A", 152, 145, 7, 13},
	} {
		s, err := SegmentWith(c.text, c.o)
		if err != nil || len(s.Parts) != 1 || s.Limit != c.single || len(s.Parts[0].UDH) != c.singleH || (s.ESMClass == 0x40) != (c.singleH > 0) {
			t.Errorf("%s, one part: limit %d, header % X, esm_class 0x%02X, %v", c.name, s.Limit, s.Parts[0].UDH, s.ESMClass, err)
		}
		long := strings.Repeat(c.text, 300)
		s, err = SegmentWith(long, c.o)
		if err != nil || len(s.Parts) < 2 || s.Parts[0].Limit != c.multi || len(s.Parts[1].UDH) != c.multH || (s.ESMClass == 0x40) != (c.multH > 0) {
			t.Errorf("%s: %d parts, limit %d, header % X, esm_class 0x%02X, %v", c.name, len(s.Parts), s.Limit, s.Parts[0].UDH, s.ESMClass, err)
			continue
		}
		if s.Messages != len(s.Parts) {
			t.Errorf("%s: %d messages of %d parts", c.name, s.Messages, len(s.Parts))
		}
		want := long
		if c.o.Coding == Binary {
			want = Escape([]byte(long))
		}
		if got := joinAll(t, s, backwards(len(s.Parts)), c.o.Coding); got != want {
			t.Errorf("%s: joined to %q", c.name, got)
		}
	}
}

func TestHeaderOctets(t *testing.T) {
	long := strings.Repeat("a", 300)
	for _, c := range []struct {
		o    Options
		want string // of the second part
	}{
		{Options{Ref: 5}, "050003050202"},
		{Options{Ref: 0x1234}, "050003340202"},
		{Options{Ref: 0x1234, Long: LongUDH16}, "060804" + "12340202"},
		{Options{Ref: 1, Ports: &Ports{Destination: 2948, Source: 9200}}, "0B05040B8423F0" + "0003010302"},
		{Options{Ref: 1, Ports: &Ports{Destination: 226, Source: 240}}, "090402E2F0" + "0003010302"},
		{Options{Ref: 1, Long: LongSAR}, ""},
	} {
		s, err := SegmentWith(long, c.o)
		if c.o.Ports != nil {
			s, err = SegmentWith(long+"bbbbbbb", c.o)
		}
		if err != nil || !bytes.Equal(s.Parts[1].UDH, unhex(t, c.want)) {
			t.Errorf("%+v: % X, %v; want %s", c.o, s.Parts[1].UDH, err, c.want)
		}
	}
	s, _ := SegmentWith(long, Options{Ref: 0x1FE, Long: LongSAR})
	for i, p := range s.Parts {
		if p.SAR == nil || *p.SAR != (SAR{Ref: 0xFE, Total: 2, Number: byte(i + 1)}) || p.UDH != nil || p.Payload {
			t.Errorf("SAR part %d: %+v", i+1, p)
		}
	}
	if s, _ := SegmentWith("short", Options{Long: LongSAR}); s.Parts[0].SAR != nil {
		t.Error("a text of one part is numbered")
	}
}

func TestPayload(t *testing.T) {
	for _, c := range []struct {
		text     string
		coding   Coding
		messages int
		octets   int
		payload  bool
		left     int
	}{
		{strings.Repeat("a", 160), Auto, 1, 160, false, 0},
		{strings.Repeat("a", 161), Auto, 2, 161, true, 145},
		{strings.Repeat("Ж", 71), Auto, 2, 142, true, 63},
		{strings.Repeat("a", 400), GSM7Packed, 3, 350, true, 59},
		{strings.Repeat("日", 68), ISO2022JP, 2, 142, true, 120},
		{strings.Repeat("a", 153*255), Auto, 255, 153 * 255, true, 0},
	} {
		s, err := SegmentWith(c.text, Options{Coding: c.coding, Long: LongPayload, Ref: 9})
		if err != nil || len(s.Parts) != 1 || s.Messages != c.messages || s.ESMClass != 0 || s.Remaining != c.left {
			t.Errorf("%d octets: %d parts, %d messages, esm_class 0x%02X, %d remain, %v", len(c.text), len(s.Parts), s.Messages, s.ESMClass, s.Remaining, err)
			continue
		}
		p := s.Parts[0]
		if len(p.Octets) != c.octets || p.UDH != nil || p.SAR != nil || p.Payload != c.payload || p.Text != c.text || p.Units != s.Units || p.Units > p.Limit {
			t.Errorf("%d octets: %d octets, header % X, payload %v, %d of %d units", len(c.text), len(p.Octets), p.UDH, p.Payload, p.Units, p.Limit)
		}
		if got := joinAll(t, s, nil, c.coding); got != c.text {
			t.Errorf("reads %q", got)
		}
	}
	if _, err := SegmentWith(strings.Repeat("a", 153*255+1), Options{Long: LongPayload}); !errors.Is(err, ErrTooLong) {
		t.Errorf("256 messages: %v", err)
	}
}

func TestMaxParts(t *testing.T) {
	for _, c := range []struct {
		octets, most int
		ok           bool
	}{
		{306, 2, true}, {307, 2, false}, {160, 1, true}, {161, 1, false}, {153 * 255, 1000, true}, {153*255 + 1, 1000, false}, {1000, -1, true},
	} {
		for _, long := range []LongMode{LongUDH8, LongSAR, LongPayload} {
			s, err := SegmentWith(strings.Repeat("a", c.octets), Options{MaxParts: c.most, Long: long})
			if (err == nil) != c.ok || err != nil && (!errors.Is(err, ErrTooLong) || s.Parts != nil || s.Units != c.octets) {
				t.Errorf("%d octets in at most %d parts, %v: %v", c.octets, c.most, long, err)
			}
		}
	}
	if _, err := SegmentWith(strings.Repeat("a", 500), Options{MaxParts: 3}); err == nil || !strings.Contains(err.Error(), "3 parts") {
		t.Errorf("the limit is not named: %v", err)
	}
}

func TestLongModeWords(t *testing.T) {
	for m := LongUDH8; m <= LongPayload; m++ {
		if got, err := ParseLongMode(m.String()); err != nil || got != m {
			t.Errorf("ParseLongMode(%q) = %v, %v", m.String(), got, err)
		}
	}
	if _, err := ParseLongMode("pigeon"); err == nil || !strings.Contains(err.Error(), "udh8, udh16, sar or payload") {
		t.Errorf("an unknown mode: %v", err)
	}
	if LongMode(9).String() != "long(9)" {
		t.Error("a mode outside the table")
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		coding  Coding
		class   Class
		general byte
		group   byte // 0xFx; 0: there is none
	}{
		{GSM7, Class0, 0x10, 0xF0}, {GSM7, Class1, 0x11, 0xF1}, {GSM7, Class2, 0x12, 0xF2}, {GSM7, Class3, 0x13, 0xF3},
		{GSM7Packed, Class0, 0x10, 0xF0}, {Binary, Class1, 0x15, 0xF5}, {Binary, Class2, 0x16, 0xF6}, {UCS2, Class0, 0x18, 0}, {UCS2, Class3, 0x1B, 0},
		{GSM7, NoClass, 0x00, 0}, {UCS2, NoClass, 0x08, 0}, {Latin1, Class0, 0x03, 0}, {EUCKR, Class1, 0x0E, 0}, {GSM7, 77, 0x00, 0},
	} {
		if got := DataCodingWith(c.coding, c.class); got != c.general {
			t.Errorf("%v, %v: 0x%02X, want 0x%02X", c.coding, c.class, got, c.general)
		}
		got, ok := DataCodingF(c.coding, c.class)
		if ok != (c.group != 0) || ok && got != c.group || !ok && got != c.coding.DataCoding() {
			t.Errorf("%v, %v: 0x%02X, %v, want 0x%02X", c.coding, c.class, got, ok, c.group)
		}
		if c.general >= 0x10 && ClassOf(c.general) != c.class || c.general < 0x10 && ClassOf(c.general) != NoClass || ok && ClassOf(got) != c.class {
			t.Errorf("0x%02X and 0x%02X read %v and %v, want %v", c.general, got, ClassOf(c.general), ClassOf(got), c.class)
		}
		s, err := SegmentWith("A", Options{Coding: c.coding, Class: c.class})
		if err != nil || s.DataCoding != c.general {
			t.Errorf("%v, %v: a text has 0x%02X, %v", c.coding, c.class, s.DataCoding, err)
		}
	}
	for dc, want := range map[byte]Class{0x00: NoClass, 0x04: NoClass, 0x51: Class1, 0x41: NoClass, 0x32: Class2, 0xC1: NoClass, 0xE0: NoClass} {
		if got := ClassOf(dc); got != want {
			t.Errorf("0x%02X reads %v, want %v", dc, got, want)
		}
	}
	if Class0.String() != "class 0 (flash)" || NoClass.String() != "no class" {
		t.Error("a class has the wrong words")
	}
}

func TestWaiting(t *testing.T) {
	for _, c := range []struct {
		dc    byte
		want  Waiting
		words string
	}{
		{0xC8, Waiting{Kind: WaitingVoice, Active: true}, "voice mail waiting, the text may be discarded"},
		{0xC1, Waiting{Kind: WaitingFax}, "no fax waiting any more, the text may be discarded"},
		{0xDA, Waiting{Kind: WaitingEmail, Active: true, Store: true}, "e-mail waiting, the text is stored"},
		{0xEB, Waiting{Kind: WaitingOther, Active: true, Store: true, UCS2: true}, "another message waiting, the text is stored (UCS-2)"},
	} {
		got, ok := WaitingOf(c.dc)
		if !ok || got != c.want || got.String() != c.words || c.want.DataCoding() != c.dc {
			t.Errorf("0x%02X: %+v, %v, %q; written 0x%02X", c.dc, got, ok, got.String(), c.want.DataCoding())
		}
	}
	for dc := range 256 {
		w, ok := WaitingOf(byte(dc))
		if ok != (dc >= 0xC0 && dc < 0xF0) || ok && w.DataCoding() != byte(dc)&^0x04 {
			t.Errorf("0x%02X: %+v, %v", dc, w, ok)
		}
	}
	if got := (Waiting{Kind: WaitingVideo}).DataCoding(); got != 0xC3 {
		t.Errorf("a video message: 0x%02X", got)
	}
}
