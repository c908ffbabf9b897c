package smpp

import (
	"bytes"
	"testing"
)

func TestAsKeepsWhatBothCommandsHave(t *testing.T) {
	multi := New(SubmitMulti).SetStr(FieldServiceType, "CMT").SetInt(FieldSourceAddrTON, 5).SetStr(FieldSourceAddr, "Shop").
		SetDestinations([]Destination{{Flag: 1, Address: Address{TON: 1, NPI: 1, Addr: "36301234567"}}}).
		SetInt(FieldESMClass, 0x40).SetOctets(FieldShortMessage, []byte{0, 1, 2}).AddTLVInt(TagUserMessageReference, 7)
	one := multi.As(SubmitSM)
	if one.ID != SubmitSM || one.Str(FieldServiceType) != "CMT" || one.Int(FieldSourceAddrTON) != 5 || one.Int(FieldESMClass) != 0x40 ||
		!bytes.Equal(one.Octets(FieldShortMessage), []byte{0, 1, 2}) || one.Has(FieldDestinationAddr) {
		t.Errorf("%+v", one)
	}
	if v, ok := one.TLVInt(TagUserMessageReference); !ok || v != 7 {
		t.Errorf("the TLV is %d, %v", v, ok)
	}
	if _, err := one.SetStr(FieldDestinationAddr, "36301234567").Append(nil, V34); err != nil {
		t.Error(err)
	}
	// The copy is its own: what it came from may be used again.
	multi.Reset(EnquireLink)
	if one.Str(FieldSourceAddr) != "Shop" {
		t.Error("the copy shares octets with its origin")
	}
	if got := New(SubmitSM).SetStr(FieldSourceAddr, "x").As(CommandID(0x77)); got.Has(FieldSourceAddr) {
		t.Error("an unknown command has no fields")
	}
}
