package smpp

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"runtime"
	"strings"
	"testing"
)

func TestAppendRefuses(t *testing.T) {
	long := strings.Repeat("1", 21)
	many := make([]Destination, 256)
	for i := range many {
		many[i] = Destination{Flag: 1, Address: Address{Addr: "1"}}
	}
	for name, c := range map[string]struct {
		p     *PDU
		v     Version
		field string
		st    Status
	}{
		"address":            {New(SubmitSM).SetStr(FieldDestinationAddr, long), V34, "destination_addr", RINVDSTADR},
		"a NUL in a field":   {New(SubmitSM).SetStr(FieldSourceAddr, "a\x00b"), V34, "source_addr", RINVSRCADR},
		"text in 3.3":        {New(SubmitSM).SetOctets(FieldShortMessage, make([]byte, 161)), V33, "short_message", RINVMSGLEN},
		"text in 3.4":        {New(SubmitSM).SetOctets(FieldShortMessage, make([]byte, 255)), V34, "short_message", RINVMSGLEN},
		"id in 3.3":          {New(SubmitSMResp).SetStr(FieldMessageID, "123456789"), V33, "message_id", RINVMSGID},
		"unused id in 3.4":   {New(DeliverSMResp).SetStr(FieldMessageID, "1"), V34, "message_id", RINVMSGID},
		"time of 3":          {New(SubmitSM).SetStr(FieldValidityPeriod, "123"), V34, "validity_period", RINVEXPIRY},
		"an octet above 255": {New(SubmitSM).SetInt(FieldDataCoding, 256), V34, "data_coding", RINVDCS},
		"too many":           {New(SubmitMulti).SetDestinations(many), V34, "dest_address", RINVNUMDESTS},
		"none":               {New(SubmitMulti), V34, "number_of_dests", RINVNUMDESTS},
		"list address":       {New(SubmitMulti).SetDestinations([]Destination{many[0], {Flag: 1, Address: Address{Addr: long}}}), V34, "dest_address[1].destination_addr", RINVDSTADR},
		"list name":          {New(SubmitMulti).SetDestinations([]Destination{{Flag: 2, List: long}}), V34, "dest_address[0].dl_name", RINVDLNAME},
		"a NUL in a list":    {New(SubmitMulti).SetDestinations([]Destination{{Flag: 2, List: "a\x00\x02b"}}), V34, "dest_address[1]", RINVCMDLEN},
		"TLV length":         {New(SubmitSM).AddTLV(TagUserMessageReference, []byte{1}), V34, "user_message_reference", RINVTLVLEN},
	} {
		out, err := c.p.Append([]byte("kept"), c.v)
		var bad *Error
		if !errors.As(err, &bad) || bad.Field != c.field || bad.Status != c.st {
			t.Errorf("%s: %v, want %s with %s", name, err, c.field, c.st)
		}
		if string(out) != "kept" {
			t.Errorf("%s: left %q in the buffer", name, out)
		}
	}
}

func TestAppendByVersion(t *testing.T) {
	p := New(SubmitSM).SetStr(FieldDestinationAddr, "1").AddTLVInt(TagUserMessageReference, 1).AddTLVInt(TagDestAddrNPResolution, 1).AddTLV(0x1501, []byte("x"))
	for v, want := range map[Version]int{V33: 0, V34: 2, V50: 3} {
		b, err := p.Append(nil, v)
		var q PDU
		if err == nil {
			err = Decode(&q, b, v)
		}
		n := 0
		for range q.TLVs() {
			n++
		}
		if err != nil || n != want {
			t.Errorf("%s: %d TLVs, want %d (%v)", v, n, want, err)
		}
	}
	if b, err := New(BindTransmitter).SetStr(FieldPassword, "longer than eight").Append(nil, V34); err != nil || !bytes.Contains(b, []byte("longer than eight")) {
		t.Errorf("a long password is sent whole: %v", err)
	}
}

func TestDecodeListsByEntry(t *testing.T) {
	frame, err := New(SubmitMulti).SetDestinations([]Destination{{Flag: 1, Address: Address{Addr: "1"}}, {Flag: 2, List: "staff"}}).SetStr(FieldShortMessage, "hi").Append(nil, V34)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(frame, []byte("staff"))
	long := append(append(bytes.Clone(frame[:at]), bytes.Repeat([]byte("x"), 21)...), frame[at+5:]...)
	binary.BigEndian.PutUint32(long, uint32(len(long)))
	var p PDU
	var bad *Error
	if err := Decode(&p, long, V34); !errors.As(err, &bad) || bad.Field != "dest_address[1].dl_name" || bad.Status != RINVDLNAME {
		t.Errorf("a list name of 21 characters: %v", err)
	}
	if string(p.Text()) != "hi" {
		t.Error("a field that is too long hides the ones behind it")
	}
}

func TestCheckJudgesOnlyWhatIsAsked(t *testing.T) {
	for name, c := range map[string]struct {
		p  *PDU
		st Status
	}{
		"replace flag":  {New(SubmitSM).SetStr(FieldDestinationAddr, "1").SetInt(FieldReplaceIfPresentFlag, 2), RINVREPFLAG},
		"node id":       {New(SubmitSM).SetStr(FieldDestinationAddr, "1").AddTLV(TagSourceNodeID, []byte("12345x")), RINVTLVVAL},
		"no messages":   {New(QueryLastMsgs).SetInt(FieldNumMessages, 0), RINVNUMMSGS},
		"a submit":      {New(SubmitSM).SetStr(FieldDestinationAddr, "1").AddTLV(TagSourceNodeID, []byte("123456")), ROK},
		"from a centre": {New(DeliverSM).SetStr(FieldValidityPeriod, "tomorrow").SetInt(FieldPriorityFlag, 9), ROK},
	} {
		got := ROK
		if err := Check(c.p); err != nil {
			got = err.Status
		}
		if got != c.st {
			t.Errorf("%s: %s, want %s", name, got, c.st)
		}
	}
}

func TestLegal(t *testing.T) {
	for _, c := range []struct {
		id     CommandID
		v      Version
		s      State
		sender Role
		want   bool
	}{
		{SubmitSM, V34, Open, ESME, false}, {SubmitSM, V34, BoundTX, ESME, true}, {SubmitSM, V34, BoundRX, ESME, false}, {SubmitSM, V34, BoundTRX, MC, false},
		{SubmitSM, V33, BoundTRX, ESME, true}, {DeliverSM, V33, BoundTRX, MC, true}, {DeliverSM, V33, BoundTX, MC, false},
		{DeliverSM, V34, BoundTRX, ESME, false}, {DeliverSMResp, V34, BoundRX, ESME, true}, {SubmitSMResp, V34, BoundTX, MC, true},
		{ReplaceSM, V34, BoundTRX, ESME, true}, {DataSM, V34, BoundRX, ESME, true}, {DataSM, V50, BoundRX, ESME, false}, {DataSM, V50, BoundRX, MC, true},
		{DataSM, V33, BoundTX, ESME, false}, {BroadcastSM, V34, BoundTX, ESME, false}, {BroadcastSM, V50, BoundTX, ESME, true},
		{EnquireLink, V34, Open, MC, true}, {EnquireLink, V34, Unbound, ESME, true}, {GenericNack, V33, Outbound, MC, true}, {EnquireLink, V34, Closed, MC, false},
		{BindReceiver, V34, Outbound, ESME, true}, {BindReceiver, V34, BoundRX, ESME, false}, {Outbind, V34, Open, MC, true},
		{ParamRetrieve, V34, BoundTX, ESME, false}, {ParamRetrieveResp, V33, BoundTX, MC, true}, {CommandID(0x0A), V34, BoundTX, ESME, false},
	} {
		if got := Legal(c.id, c.v, c.s, c.sender); got != c.want {
			t.Errorf("%s by %s in %s of %s: %v", c.id, c.sender, c.s, c.v, got)
		}
	}
	if got := State(99).String(); got == "" {
		t.Error("a state without a word")
	}
}

func TestNoAllocations(t *testing.T) {
	p := sampleSubmit()
	frame, err := p.Append(nil, V34)
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]byte, 0, 2*len(frame))
	var q PDU
	for name, c := range map[string]struct {
		most float64
		run  func()
	}{
		"Append":             {0, func() { dst, _ = p.Append(dst[:0], V34) }},
		"Decode":             {0, func() { _ = Decode(&q, frame, V34) }},
		"Reset, Set, Append": {0, func() { p.Reset(SubmitSM); fillSubmit(p); dst, _ = p.Append(dst[:0], V34) }},
		"Own":                {2, func() { kept = q.Own() }},
	} {
		c.run()
		if got := testing.AllocsPerRun(100, c.run); got > c.most {
			t.Errorf("%s: %v allocations, at most %v", name, got, c.most)
		}
	}
}

// The 2 GiB that a length octet claims are not taken from memory, nor the
// octets that a longer buffer would hold before they came.
func TestFrameReaderIsBounded(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	fr := NewFrameReader(bytes.NewReader([]byte{0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9}), 4096)
	_, err := fr.Next()
	var bad *Error
	if !errors.As(err, &bad) || bad.Status != RINVCMDLEN || bad.Sequence != 9 {
		t.Errorf("a length of 2 GiB: %v", err)
	}
	fr = NewFrameReader(bytes.NewReader([]byte{0, 1, 0, 0, 1, 2}), 4096)
	if _, err := fr.Next(); err != io.ErrUnexpectedEOF {
		t.Errorf("a frame that ends early: %v", err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 64<<10 {
		t.Errorf("%d octets taken", n)
	}
	// The largest regular PDU: message_payload of 65,535 octets.
	big, err := New(DataSM).AddTLV(TagMessagePayload, make([]byte, 65535)).Append(nil, V34)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := NewFrameReader(bytes.NewReader(big), 4096).Next(); err != nil || !bytes.Equal(got, big) {
		t.Errorf("the largest regular PDU: %v", err)
	}
	if _, err := NewFrameReader(stuck{}, 4096).Next(); err != io.ErrNoProgress {
		t.Errorf("a reader that gives nothing: %v", err)
	}
}

// A buffer is as large as what comes makes it: small for a peer that is silent
// or says little, at its full size for one that fills it.
func TestFrameReaderGrows(t *testing.T) {
	enquire, err := New(EnquireLink).Append(nil, V34)
	if err != nil {
		t.Fatal(err)
	}
	const size = 64 << 10
	for _, c := range []struct{ frames, atOnce, least, most int }{
		{0, 1, minBuffer, minBuffer}, {10_000, 1, minBuffer, minBuffer}, {10_000, 100, minBuffer, minBuffer},
		{10_000, 10_000, size, size}, {minBuffer / headerSize, 10_000, minBuffer, 2 * minBuffer},
	} {
		fr := NewFrameReader(chunks{bytes.NewReader(bytes.Repeat(enquire, c.frames)), c.atOnce * len(enquire)}, size)
		n := 0
		for {
			frame, err := fr.Next()
			if err == io.EOF {
				break
			}
			if err != nil || !bytes.Equal(frame, enquire) {
				t.Fatalf("frame %d: %x, %v", n, frame, err)
			}
			n++
		}
		if n != c.frames || len(fr.buf) < c.least || len(fr.buf) > c.most {
			t.Errorf("%d frames of %d, %d at once: the buffer has %d octets, want %d to %d", n, c.frames, c.atOnce, len(fr.buf), c.least, c.most)
		}
	}
}

// chunks gives at most n octets with each read.
type chunks struct {
	r io.Reader
	n int
}

func (c chunks) Read(b []byte) (int, error) { return c.r.Read(b[:min(len(b), c.n)]) }

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// The layout of decode --json takes every octet once, and names lists and TLVs
// by their place.
func TestJSONLayout(t *testing.T) {
	names := map[string]bool{}
	for _, v := range goldenVectors(t) {
		frame, ver := v.frame(t)
		var out struct {
			Layout []struct {
				Name           string
				Offset, Length int
			}
			Problems []struct{ Field, Rule, Status string }
		}
		if err := json.Unmarshal(JSON(frame, ver), &out); err != nil {
			t.Fatal(err)
		}
		end := 0
		var p PDU
		_ = Decode(&p, frame, ver)
		tlvs := 0
		for _, l := range out.Layout {
			if _, isTag := TagByName(l.Name); isTag && !strings.Contains(l.Name, "message_state") {
				t.Errorf("%s: a TLV is named %s", v.Name, l.Name)
			}
			if strings.HasPrefix(l.Name, "tlv[") {
				tlvs++
			}
			if l.Offset != end {
				t.Errorf("%s: %s at %d, want %d", v.Name, l.Name, l.Offset, end)
			}
			end = l.Offset + l.Length
			names[l.Name] = true
		}
		if tlvs != len(p.tlvs) {
			t.Errorf("%s: %d of %d TLVs", v.Name, tlvs, len(p.tlvs))
		}
		if end != len(frame) {
			t.Errorf("%s: %d of %d octets", v.Name, end, len(frame))
		}
	}
	for _, n := range []string{"command_length", "sm_length", "dest_address[0].dest_flag", "dest_address[2].dl_name", "unsuccess_sme[0].error_status_code", "msgid[1]", "tlv[0]", "tlv[1]"} {
		if !names[n] {
			t.Errorf("no layout has %q", n)
		}
	}
}

// Every fault is named, not the first alone; and what a response may get away
// with is shown too.
func TestExplainNamesEveryFault(t *testing.T) {
	body := append([]byte("TOOLONG\x00\x01\x01"), bytes.Repeat([]byte("1"), 30)...)
	body = append(body, 0, 1, 1)
	body = append(body, bytes.Repeat([]byte("2"), 30)...)
	body = append(body, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 2, 4, 0, 1, 7)
	got := map[string]Status{}
	for _, p := range Explain(frameOf(SubmitSM, ROK, body), V34).Problems {
		got[p.Field] = p.Status
	}
	want := map[string]Status{"service_type": RINVSERTYP, "source_addr": RINVSRCADR, "destination_addr": RINVDSTADR, "priority_flag": RINVPRTFLG, "user_message_reference": RINVTLVLEN}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	frame := frameOf(SubmitSMResp, ROK, append(bytes.Repeat([]byte("9"), 70), 0))
	var p PDU
	if err := Decode(&p, frame, V34); err != nil {
		t.Errorf("an id that is too long is still an id: %v", err)
	}
	if x := Explain(frame, V34); len(x.Problems) != 1 || x.Problems[0].Field != "message_id" {
		t.Errorf("problems %+v", x.Problems)
	}
}

func frameOf(id CommandID, st Status, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(headerSize+len(body)))
	b = binary.BigEndian.AppendUint32(b, uint32(id))
	b = binary.BigEndian.AppendUint32(b, uint32(st))
	b = binary.BigEndian.AppendUint32(b, 1)
	return append(b, body...)
}

func TestMask(t *testing.T) {
	for name, c := range map[string]struct {
		id   CommandID
		body string
		want string
	}{
		"bind":        {BindTransceiver, "acme\x00secret\x00\x00\x34\x00\x00\x00", "acme\x00******\x00\x00\x34\x00\x00\x00"},
		"outbind":     {Outbind, "smsc\x00pw\x00", "smsc\x00**\x00"},
		"cut":         {BindReceiver, "acme\x00secr", "acme\x00****"},
		"no password": {BindReceiver, "acme\x00\x00", "acme\x00\x00"},
		"no id":       {BindReceiver, "acme", "acme"},
		"a response":  {BindReceiverResp, "acme\x00", "acme\x00"},
	} {
		frame := frameOf(c.id, ROK, []byte(c.body))
		if masked := Mask(frame); masked != (c.body != c.want) || string(frame[headerSize:]) != c.want {
			t.Errorf("%s: %q, %v", name, frame[headerSize:], masked)
		}
	}
}

func TestTablesAreWhole(t *testing.T) {
	names := map[string]bool{}
	numbered := 0
	for s := range Statuses() {
		if names[s.Name] || s.Meaning == "" || s.Advice == "" {
			t.Errorf("status %q: twice, or without words", s.Name)
		}
		names[s.Name] = true
		if s.NameOnly || s.Last != 0 {
			continue
		}
		numbered++
		if got, ok := StatusByName(s.Name); !ok || got != s.Code || got.Name() != s.Name {
			t.Errorf("%s is found as %s", s.Name, got)
		}
	}
	if len(names) != 108 || numbered != 88 {
		t.Errorf("%d statuses, %d with a number of their own", len(names), numbered)
	}
	for s, want := range map[Status]string{0x450: "centre's own", 0x200: "no SMPP version", 0x85: "paging", 0x600: "no SMPP version"} {
		if i := s.Info(); !strings.Contains(i.Meaning, want) || !strings.HasPrefix(i.Name, "0x") || i.Code != s {
			t.Errorf("%#x: %+v", uint32(s), i)
		}
	}
	for f := noField + 1; f < numFields; f++ {
		if f.String() == "" || f.Info().Field != f {
			t.Errorf("field %d has no row", f)
		}
	}
	tlvs := 0
	for r := range TLVTable() {
		tlvs++
		if r.Name == "" || len(r.In) == 0 || r.Enum != "" && Meaning(r.Enum, 1) == "" && Meaning(r.Enum, 0x80) == "" {
			t.Errorf("TLV %s: no name, no command or an enumeration without values", r.Tag)
		}
	}
	if tlvs != 64 {
		t.Errorf("%d TLVs", tlvs)
	}
	for enum, c := range map[string]struct {
		v    uint32
		want string
	}{"congestion_state": {85, "optimum"}, "interface_version": {0x20, "v3.3_or_older"}, "ton": {5, "Sender name"}, "esm_class": {0x43, "user data header"}, "data_coding": {8, "Unicode"}, "message_state": {2, "Final, success"}} {
		if got := Meaning(enum, c.v); !strings.Contains(got, c.want) {
			t.Errorf("%s %d: %q", enum, c.v, got)
		}
	}
}

// A zero PDU that is given an ID works as one from New.
func TestZeroPDU(t *testing.T) {
	p := PDU{ID: SubmitSM, Sequence: 3}
	p.SetStr(FieldDestinationAddr, "123").SetOctets(FieldShortMessage, []byte("hi")).AddTLVInt(TagUserMessageReference, 1)
	got, err := p.Append(nil, V34)
	q := New(SubmitSM)
	q.Sequence = 3
	want, _ := q.SetStr(FieldDestinationAddr, "123").SetOctets(FieldShortMessage, []byte("hi")).AddTLVInt(TagUserMessageReference, 1).Append(nil, V34)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v\n got %x\nwant %x", err, got, want)
	}
	bare := PDU{ID: SubmitSMResp, Status: RSYSERR, Sequence: 4}
	if b, err := bare.Append(nil, V34); err != nil || len(b) != headerSize {
		t.Errorf("a bare refusal: %x %v", b, err)
	}
	if b, err := (&PDU{ID: EnquireLink}).Append(nil, V33); err != nil || len(b) != headerSize {
		t.Errorf("a bare request: %x %v", b, err)
	}
}

func TestRequiredTLVs(t *testing.T) {
	receipt := New(DataSM).AddTLVStr(TagReceiptedMessageID, "1")
	broadcast := func(priority uint32) *PDU {
		return New(BroadcastSM).SetInt(FieldPriorityFlag, priority).AddTLV(TagBroadcastAreaIdentifier, []byte{0, 'x'}).
			AddTLV(TagBroadcastContentType, []byte{0, 0, 1}).AddTLV(TagBroadcastFrequencyInterval, []byte{0, 0, 0})
	}
	for name, c := range map[string]struct {
		p    *PDU
		v    Version
		want string
	}{
		"no text in 5.0":      {New(DataSM), V50, "message_payload"},
		"no text in 3.4":      {New(DataSM), V34, ""},
		"a receipt":           {receipt, V50, ""},
		"no repeats":          {broadcast(0), V50, "broadcast_rep_num"},
		"at once, no repeats": {broadcast(1), V50, ""},
	} {
		frame, err := c.p.Append(nil, c.v)
		if err != nil {
			t.Fatal(err)
		}
		var p PDU
		var bad *Error
		switch err := Decode(&p, frame, c.v); {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (!errors.As(err, &bad) || bad.Field != c.want || bad.Status != RMISSINGTLV):
			t.Errorf("%s: %v, want %s missing", name, err, c.want)
		}
	}
}
