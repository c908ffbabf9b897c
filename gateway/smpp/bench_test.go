package smpp

import (
	"bytes"
	"testing"
)

func sampleSubmit() *PDU {
	p := New(SubmitSM)
	p.Sequence = 77
	fillSubmit(p)
	return p
}

func fillSubmit(p *PDU) {
	p.SetInt(FieldSourceAddrTON, 5).SetStr(FieldSourceAddr, "RelayCo").
		SetInt(FieldDestAddrTON, 1).SetInt(FieldDestAddrNPI, 1).SetStr(FieldDestinationAddr, "447700900123").
		SetInt(FieldRegisteredDelivery, 1).SetOctets(FieldShortMessage, text160).
		AddTLVInt(TagUserMessageReference, 0x1234).AddTLVInt(TagSARMsgRefNum, 7).AddTLVInt(TagSARTotalSegments, 2).AddTLVInt(TagSARSegmentSeqnum, 1)
}

var text160 = bytes.Repeat([]byte("a"), 160)

func sampleDeliver() *PDU {
	return New(DeliverSM).SetStr(FieldSourceAddr, "447700900123").SetStr(FieldDestinationAddr, "Relay").SetInt(FieldESMClass, 4).
		SetStr(FieldShortMessage, "id:1000000001 sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:Hello Worl").
		AddTLVStr(TagReceiptedMessageID, "1000000001").AddTLVInt(TagMessageState, 2).AddTLV(TagNetworkErrorCode, []byte{3, 0, 0}).AddTLVInt(TagDestAddrSubunit, 1)
}

// The sizes that the limits of the benchmarks are for.
func TestBenchmarkSizes(t *testing.T) {
	for _, c := range []struct {
		p    *PDU
		want int
	}{{sampleSubmit(), 234}, {sampleDeliver(), 194}} {
		if b, err := c.p.Append(nil, V34); err != nil || len(b) != c.want {
			t.Errorf("%s has %d octets, want %d (%v)", c.p.ID, len(b), c.want, err)
		}
	}
}

func BenchmarkLimitCopyFrame(b *testing.B) {
	frame, _ := sampleSubmit().Append(nil, V34)
	dst := make([]byte, 0, len(frame))
	b.ReportAllocs()
	for b.Loop() {
		dst = append(dst[:0], frame...)
	}
}

func benchmarkEncode(b *testing.B, p *PDU) {
	dst, err := p.Append(nil, V34)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		dst, _ = p.Append(dst[:0], V34)
	}
}

func BenchmarkEncodeSubmit(b *testing.B)  { benchmarkEncode(b, sampleSubmit()) }
func BenchmarkEncodeDeliver(b *testing.B) { benchmarkEncode(b, sampleDeliver()) }

func BenchmarkBuildAndEncodeSubmit(b *testing.B) {
	p := sampleSubmit()
	dst, _ := p.Append(nil, V34)
	b.ReportAllocs()
	for b.Loop() {
		p.Reset(SubmitSM)
		fillSubmit(p)
		dst, _ = p.Append(dst[:0], V34)
	}
}

func benchmarkDecode(b *testing.B, frame []byte) {
	var p PDU
	b.ReportAllocs()
	for b.Loop() {
		if err := Decode(&p, frame, V34); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeSubmit(b *testing.B) {
	f, _ := sampleSubmit().Append(nil, V34)
	benchmarkDecode(b, f)
}

func BenchmarkDecodeDeliver(b *testing.B) {
	f, _ := sampleDeliver().Append(nil, V34)
	benchmarkDecode(b, f)
}

var kept *PDU

func BenchmarkDecodeSubmitOwned(b *testing.B) {
	frame, _ := sampleSubmit().Append(nil, V34)
	var p PDU
	b.ReportAllocs()
	for b.Loop() {
		_ = Decode(&p, frame, V34)
		kept = p.Own()
	}
}

func BenchmarkDecodeDeliverOwned(b *testing.B) {
	frame, _ := sampleDeliver().Append(nil, V34)
	var p PDU
	b.ReportAllocs()
	for b.Loop() {
		_ = Decode(&p, frame, V34)
		kept = p.Own()
	}
}
