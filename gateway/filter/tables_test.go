package filter

import (
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
)

// A provider's own TLV and status are one added row each, and are filtered by
// name like all others.
func TestAddedRows(t *testing.T) {
	const tag, code = smpp.Tag(0x1501), smpp.Status(0x450)
	tables := smpp.Standard().With(
		[]smpp.TLVInfo{{Tag: tag, Name: "campaign_number", Introduced: "3.4", Min: 2, Max: 2, In: []smpp.CommandID{smpp.SubmitSMResp}}},
		[]smpp.StatusInfo{{Name: "PROVIDER_BUDGET", Code: code, Meaning: "The budget is used up."}})
	resp := tables.New(smpp.SubmitSMResp).AddTLVInt(tag, 300)
	resp.Status = code
	frame, err := resp.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	r := &gateway.PDURecord{Version: 0x34, Frame: frame}
	for expr, want := range map[string]bool{
		"campaign_number==300":                     true,
		"campaign_number>300":                      false,
		"status==PROVIDER_BUDGET":                  true,
		"status~budget && campaign_number==0x012C": true,
	} {
		f, err := ParseWith(expr, tables)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := f.Match(r); got != want {
			t.Errorf("%s: %v", expr, got)
		}
	}
	if _, err := Parse("campaign_number==300"); err == nil {
		t.Error("the standard tables know a provider's TLV")
	}
	if f, _ := Parse("status==PROVIDER_BUDGET"); f.Match(r) {
		t.Error("the standard tables know a provider's status")
	}
}
