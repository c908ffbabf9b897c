package sms

import (
	"strings"
	"testing"
	"time"
)

// sample is one receipt as seen in the field or in public test data, with what
// it must be read as.
type sample struct {
	N        int            `json:"n"`
	Name     string         `json:"name"`
	Text     string         `json:"text"` // one octet a character
	TextHex  string         `json:"text_hex"`
	DataCode byte           `json:"data_coding"`
	TLVs     map[string]any `json:"tlvs"`
	Expect   struct {
		Fields struct {
			ID     *string `json:"id"`
			Sub    *int    `json:"sub"`
			Dlvrd  *int    `json:"dlvrd"`
			Submit *string `json:"submit_date"`
			Done   *string `json:"done_date"`
			Stat   *string `json:"stat"`
			State  *int    `json:"state"`
			Err    *string `json:"err"`
			Text   *string `json:"text"`
			Rest   *string `json:"rest"`
		} `json:"text_fields"`
		EffectiveID    *string `json:"effective_id"`
		EffectiveState *int    `json:"effective_state"`
		SameNumber     bool    `json:"tlv_id_equals_text_id_as_hex_decimal"`
	} `json:"expect"`
}

// show writes a field that may be missing so that it can be compared.
func show[T any](t *testing.T, have bool, v T, want *T, equal func(a, b T) bool, name, field string) {
	t.Helper()
	switch {
	case have != (want != nil):
		t.Errorf("%s: %s is there: %v, want %v", name, field, have, want != nil)
	case have && !equal(v, *want):
		t.Errorf("%s: %s is %v, want %v", name, field, v, *want)
	}
}

func eq[T comparable](a, b T) bool { return a == b }

func sampleTime(t *testing.T, s string) time.Time {
	t.Helper()
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04:05.9Z07:00"} {
		if v, err := time.Parse(layout, s); err == nil {
			return v
		}
	}
	t.Fatalf("%q is no time", s)
	return time.Time{}
}

func TestReceiptSamples(t *testing.T) {
	list := lines[sample](t, "testdata/receipts.jsonl")
	if len(list) != 50 {
		t.Fatalf("%d samples, want 50", len(list))
	}
	for _, s := range list {
		octets := make([]byte, 0, len(s.Text))
		for _, r := range s.Text {
			octets = append(octets, byte(r))
		}
		if s.TextHex != "" {
			octets = unhex(t, s.TextHex)
		}
		r, ok := ParseReceipt(ReceiptText(octets, s.DataCode, false))
		f := s.Expect.Fields
		if want := f.ID != nil || f.Stat != nil || f.Sub != nil; ok != want {
			t.Errorf("%s: taken for a receipt: %v", s.Name, ok)
		}
		show(t, r.HasID, r.ID, f.ID, eq, s.Name, "id")
		show(t, r.Sub >= 0, r.Sub, f.Sub, eq, s.Name, "sub")
		show(t, r.Dlvrd >= 0, r.Dlvrd, f.Dlvrd, eq, s.Name, "dlvrd")
		show(t, r.Stat != "", r.Stat, f.Stat, eq, s.Name, "stat")
		show(t, r.HasState, int(r.State), f.State, eq, s.Name, "state")
		show(t, r.HasErr, r.Err, f.Err, eq, s.Name, "err")
		show(t, r.HasText, r.Text, f.Text, eq, s.Name, "text")
		show(t, r.Rest != "", r.Rest, f.Rest, eq, s.Name, "rest")
		sameTime := func(have time.Time, want time.Time) bool { return have.Equal(want) }
		for _, d := range []struct {
			name  string
			have  time.Time
			zoned bool
			want  *string
		}{{"submit date", r.SubmitDate, r.SubmitZoneKnown, f.Submit}, {"done date", r.DoneDate, r.DoneZoneKnown, f.Done}} {
			var want *time.Time
			if d.want != nil {
				v := sampleTime(t, *d.want)
				want = &v
				if zoned := strings.Contains(*d.want, "+"); zoned != d.zoned {
					t.Errorf("%s: zone of %s known: %v", s.Name, d.name, d.zoned)
				}
			}
			show(t, !d.have.IsZero(), d.have, want, sameTime, s.Name, d.name)
		}

		tlvID, tlvState := "", -1
		if v, ok := s.TLVs["receipted_message_id"].(string); ok {
			tlvID = v
		}
		if v, ok := s.TLVs["message_state"].(float64); ok {
			tlvState = int(v)
		}
		e := Conclude(r, tlvID+"\x00", tlvState)
		if id, state := Effective(r, tlvID, tlvState); id != e.ID || e.HasState && state != e.State || !e.HasState && state != StateUnknown {
			t.Errorf("%s: Effective gives %q and %v, Conclude %+v", s.Name, id, state, e)
		}
		show(t, e.HasID, e.ID, s.Expect.EffectiveID, eq, s.Name, "effective id")
		show(t, e.HasState, int(e.State), s.Expect.EffectiveState, eq, s.Name, "effective state")
		if want := tlvID != "" && r.HasID && tlvID != r.ID && !s.Expect.SameNumber; e.IDDiffers != want {
			t.Errorf("%s: id differs: %v", s.Name, e.IDDiffers)
		}
		if want := tlvState >= 0 && r.HasState && int(r.State) != tlvState; e.StateDiffers != want {
			t.Errorf("%s: state differs: %v", s.Name, e.StateDiffers)
		}
	}
}

func TestReceiptTolerance(t *testing.T) {
	for _, c := range []struct {
		text  string
		check func(Receipt) bool
	}{
		{"id:1 status:DELIVRD", func(r Receipt) bool { return r.State == StateDelivered }},
		{"id:1 stat:UNDELIV err: 0", func(r Receipt) bool { return r.Err == "0" && r.Rest == "" }},
		{"id:1 stat:BUFFRED err:000", func(r Receipt) bool { return r.Stat == "BUFFRED" && !r.HasState && r.State == 0 }},
		{"id:1\tsub:001\r\nstat:DELIVRD", func(r Receipt) bool { return r.ID == "1" && r.Sub == 1 && r.HasState }},
		{"id:1 id:2 stat:EXPIRED stat:DELIVRD", func(r Receipt) bool { return r.ID == "1" && r.State == StateExpired }},
		{"id:A1 smsc:x9 stat:DELIVRD", func(r Receipt) bool { return r.ID == "A1" && r.Rest == "smsc:x9" }},
		{"id:7 sub:x dlvrd:99999999999 stat:DELIVRD", func(r Receipt) bool { return r.Sub == -1 && r.Dlvrd == -1 }},
		{"id:7 submitdate:2401021200 done_date:2401021201 stat:DELIVRD", func(r Receipt) bool { return r.SubmitDate.Year() == 2024 && r.DoneDate.Minute() == 1 }},
		{"id:7 done date:soon stat:FAILED", func(r Receipt) bool {
			return r.DoneDate.IsZero() && r.DoneRaw == "soon" && r.State == StateUndeliverable
		}},
		{"id:9\x00 7 stat:DELIVRD", func(r Receipt) bool { return r.ID == "9" && r.Rest == "7" }},
		{"err:21b stat:DELIVRD", func(r Receipt) bool { return r.Err == "21b" && r.State == StateDelivered && !r.HasID }},
		{"id:1 stat:DELIVRD err:002 text:a stat:EXPIRED\x00\x00  ", func(r Receipt) bool { return r.Text == "a stat:EXPIRED" && r.State == StateDelivered }},
	} {
		r, ok := ParseReceipt(c.text)
		if !ok || !c.check(r) || r.Raw != c.text {
			t.Errorf("%q: %+v, %v", c.text, r, ok)
		}
	}
	for _, text := range []string{"", "   ", "hello", "text:only", "Message 0501 to 44700 delivered at 10:30", "xid:1", "id :1", "stat"} {
		if r, ok := ParseReceipt(text); ok {
			t.Errorf("%q is taken for a receipt: %+v", text, r)
		}
	}
}

func TestReceiptTextWhateverDataCodingSays(t *testing.T) {
	const text = "id:1 stat:DELIVRD text:Привет"
	s, err := Segment(text, UCS2, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		octets []byte
		dc     byte
		udhi   bool
		want   string
	}{
		{s.Parts[0].Octets, 8, false, text},
		{[]byte("id:1 stat:DELIVRD"), 8, false, "id:1 stat:DELIVRD"},
		{[]byte("id:1 stat:DELIVRD"), 0xF5, false, "id:1 stat:DELIVRD"},
		{[]byte("\x05\x00\x03\x01\x02\x01id:1"), 0, true, "id:1"},
		{[]byte("\x99id:1"), 0, true, "\u0099id:1"}, // no header after all
		{nil, 8, true, ""},
	} {
		if got := ReceiptText(c.octets, c.dc, c.udhi); got != c.want {
			t.Errorf("% X under %d: %q, want %q", c.octets, c.dc, got, c.want)
		}
	}
}

func TestReceiptDates(t *testing.T) {
	at := func(s string) time.Time { return sampleTime(t, s) }
	for _, c := range []struct {
		s        string
		received string
		want     string // "": no date
		zone     bool
	}{
		{"0809011130", "", "2008-09-01T11:30", false},
		{"3801010000", "", "1938-01-01T00:00", false},
		{"3701010000", "", "2037-01-01T00:00", false},
		{"080901113012", "", "2008-09-01T11:30:12", false},
		{"201506201641", "", "2015-06-20T16:41", false},
		{"201102201755", "", "2020-11-02T20:17:55", false},
		{"201102201755", "2011-02-20T18:00", "2011-02-20T17:55", false}, // both are dates: the nearer
		{"201102201755", "2020-11-02T21:00", "2020-11-02T20:17:55", false},
		{"20110314181534", "", "2011-03-14T18:15:34", false},
		{"00000314181534", "", "", false},
		{"0000000000", "", "", false}, {"000000000000", "", "", false},
		{"2302290000", "", "", false}, {"2402290000", "", "2024-02-29T00:00", false},
		{"1613010000", "", "", false}, {"1601012400", "", "", false}, {"160101", "", "", false}, {"16O1010000", "", "", false}, {"", "", "", false},
		{"160101000000000+", "", "2016-01-01T00:00:00Z", true},
		{"170517143000508+", "", "2017-05-17T12:30:00.5Z", true},
		{"201231235959948-", "", "2021-01-01T11:59:59.9Z", true},
		{"370101000000000+", "", "2037-01-01T00:00:00Z", true},
		{"380101000000000+", "", "1938-01-01T00:00:00Z", true},
		{"240229120000023+", "", "2024-02-29T06:15:00Z", true},
		{"180711070003", "", "2018-07-11T07:00:03", false},
		{"161301000000000+", "", "", false}, {"230229000000000+", "", "", false}, {"160101000000049+", "", "", false},
		{"160101000000000Z", "", "", false}, {"16010100000000+", "", "", false}, {"1601010000000000+", "", "", false},
		{"16O101000000000+", "", "", false}, {"160101240000000+", "", "", false}, {"000007000000000R", "", "", false}, {"000000000000000+", "", "", false},
	} {
		var o ReceiptOptions
		if c.received != "" {
			o.Received = at(c.received)
		}
		r, _ := o.Parse("id:1 done date:" + c.s + " stat:DELIVRD")
		if c.want == "" {
			if !r.DoneDate.IsZero() || r.DoneZoneKnown || r.DoneRaw != c.s {
				t.Errorf("%q reads %v, want no date", c.s, r.DoneDate)
			}
		} else if !r.DoneDate.Equal(at(c.want)) || r.DoneZoneKnown != c.zone {
			t.Errorf("%q reads %v (zone known %v), want %s", c.s, r.DoneDate, r.DoneZoneKnown, c.want)
		}
	}
	o := ReceiptOptions{Zone: time.FixedZone("", 2*3600)}
	r, _ := o.Parse("id:1 submit date:2401021200 stat:DELIVRD")
	if !r.SubmitDate.Equal(at("2024-01-02T10:00")) {
		t.Errorf("in a zone of +2 hours: %v", r.SubmitDate.UTC())
	}
}

func TestFormatReceipt(t *testing.T) {
	r := Receipt{
		ID: "1000000001", HasID: true, Sub: 1, Dlvrd: 1, State: StateDelivered, Text: "Árvíz\ntűrő and a very long rest",
		SubmitDate: time.Date(2024, 1, 2, 14, 0, 59, 0, time.FixedZone("", 2*3600)), DoneDate: time.Date(2024, 1, 2, 12, 1, 0, 0, time.UTC),
	}
	const want = "id:1000000001 sub:001 dlvrd:001 submit date:2401021200 done date:2401021201 stat:DELIVRD err:000 text:?rv?z t?r? and a ver"
	if got := FormatReceipt(r); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	back, ok := ParseReceipt(FormatReceipt(r))
	if !ok || back.ID != r.ID || back.State != r.State || back.Sub != 1 || !back.DoneDate.Equal(r.DoneDate) {
		t.Errorf("read again: %+v", back)
	}
	if got := FormatReceipt(Receipt{ID: "A", Sub: -1, Dlvrd: -1, Stat: "FOO", Err: "21b"}); got != "id:A sub:000 dlvrd:000 submit date:0000000000 done date:0000000000 stat:FOO err:21b text:" {
		t.Error(got)
	}
}

func TestLooksLikeReceipt(t *testing.T) {
	for text, want := range map[string]bool{
		"id:1 stat:DELIVRD": true, " ID:1 sub:001 STAT:X": true,
		"stat:DELIVRD": false, "my id:1 stat:DELIVRD": false, "id:1": false, "": false,
	} {
		if got := LooksLikeReceipt(text); got != want {
			t.Errorf("LooksLikeReceipt(%q) = %v", text, got)
		}
	}
}
