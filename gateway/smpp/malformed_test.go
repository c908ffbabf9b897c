package smpp

import (
	"encoding/hex"
	"strings"
	"testing"
)

// Every malformed sample is explained up to its fault, and the fault is named:
// field, offset and what was expected. What only a session can judge has none.
func TestExplainMalformed(t *testing.T) {
	type fault struct {
		field  string
		offset int
		rule   string
		last   string // row before the fault, or the row at fault
	}
	want := map[string]fault{
		"unknown_command":         {"command_id", 4, "no SMPP version", "command_id"},
		"unknown_vendor_command":  {"command_id", 4, "no SMPP version", "command_id"},
		"unknown_response":        {"command_id", 4, "no SMPP version", "command_id"},
		"length_15":               {"command_length", 0, "at least 16", "(octets)"},
		"length_0":                {"command_length", 0, "says 0 octets, and 16 are there", "command_length"},
		"length_huge":             {"command_length", 0, "says 2147483647 octets, and 16", "command_length"},
		"two_pdus_in_one_read":    {"command_length", 0, "says 16 octets, and 32 are there", "command_length"},
		"sm_length_too_big":       {"sm_length", 56, "more octets than", "sm_default_msg_id"},
		"missing_nul":             {"service_type", 16, "NUL is missing", "sequence_number"},
		"service_type_too_long":   {"service_type", 16, "longer than", "service_type"},
		"dest_too_long":           {"destination_addr", 34, "longer than", "destination_addr"},
		"empty_dest":              {"destination_addr", 34, "is needed", "destination_addr"},
		"schedule_20_chars":       {"schedule_delivery_time", 50, "longer than", "schedule_delivery_time"},
		"validity_bad_month":      {"validity_period", 51, "YYMMDD", "validity_period"},
		"priority_9":              {"priority_flag", 49, "0 to 4", "priority_flag"},
		"tlv_two_stray_octets":    {"tlv[0]", 59, "4 octets of tag and length", "short_message"},
		"tlv_length_overrun":      {"user_message_reference", 61, "beyond the end", "short_message"},
		"tlv_wrong_fixed_length":  {"user_message_reference", 61, "can not have", "user_message_reference"},
		"data_sm_without_payload": {"message_payload", 28, "mandatory", "data_coding"},
		"multi_zero_dests":        {"number_of_dests", 21, "at least one", "source_addr"},
		"multi_bad_flag":          {"dest_address[0]", 22, "1 for an address or 2", "source_addr"},
		"password_too_long":       {"password", 21, "longer than", "password"},
		"system_id_too_long":      {"system_id", 16, "longer than", "system_id"},
	}
	named, samples := 0, readVectors(t, "vectors_malformed.jsonl")
	for _, v := range samples {
		frame, err := hex.DecodeString(v.Hex)
		if err != nil {
			t.Fatal(err)
		}
		x := Explain(frame, V50)
		var faults []Problem
		for _, p := range x.Problems {
			if p.Status != ROK {
				faults = append(faults, p)
			}
		}
		w, bad := want[v.Name]
		if !bad {
			if len(faults) > 0 {
				t.Errorf("%s: %+v, and nothing is wrong with it as a PDU", v.Name, faults)
			}
			continue
		}
		named++
		if len(faults) != 1 || faults[0].Field != w.field || faults[0].Offset != w.offset || !strings.Contains(faults[0].Rule, w.rule) {
			t.Errorf("%s: %+v, want %+v", v.Name, faults, w)
		}
		shown := false
		for _, r := range x.Rows {
			shown = shown || r.Name == w.last
		}
		if !shown {
			t.Errorf("%s: no row %s", v.Name, w.last)
		}
	}
	if named != len(want) || len(samples) != 40 {
		t.Errorf("%d of %d faults in %d samples", named, len(want), len(samples))
	}
}
