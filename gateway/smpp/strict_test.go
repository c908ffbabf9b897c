package smpp

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
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
		"an octet above 255": {New(SubmitSM).SetInt(FieldDataCoding, 256), V34, "data_coding", RINVTLVLEN},
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

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }
