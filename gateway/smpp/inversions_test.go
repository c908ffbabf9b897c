package smpp

import (
	"strings"
	"testing"
)

// lines are what the versions say, "-" where they do not have it.
func lines(rules []VersionRule) string {
	var s []string
	for _, r := range rules {
		words := r.Words
		if !r.There {
			words = "-" + strings.TrimPrefix(words, absent)
		}
		s = append(s, words)
	}
	return strings.Join(s, " | ")
}

// Every version has something to say of every field of every command and of every
// TLV: it is there with type and size just where the tables have it.
func TestInVersions(t *testing.T) {
	for i := range commandRows {
		row := rowOf(commandRows[i].ID)
		for j := range row.fields {
			f := &row.fields[j]
			rules, rest := f.inVersions(row)
			for vi, r := range rules {
				if r.There != (row.States[vi] != 0 && f.Max[vi] != 0) || r.Version != Versions()[vi] {
					t.Errorf("%s of %s in %s: there %v", f.Field, row.Name, r.Version, r.There)
				}
				if r.There && !strings.Contains(r.Words, "integer") && !strings.Contains(r.Words, "string") && !strings.HasPrefix(r.Words, "list") {
					t.Errorf("%s of %s in %s: no type in %q", f.Field, row.Name, r.Version, r.Words)
				}
			}
			if strings.HasPrefix(rest, "3.") || strings.HasPrefix(rest, "5.") {
				t.Errorf("%s of %s: %q is of one version", f.Field, row.Name, rest)
			}
		}
		for j := range tlvRows {
			r := &tlvRows[j]
			rules, _ := r.inVersions(row)
			if rules[0].There || rules[1].There == (r.Introduced == "5.0") || !rules[2].There {
				t.Errorf("%s in %s: %s", r.Name, row.Name, lines(rules))
			}
		}
	}
	field := func(id CommandID, f Field) ([]VersionRule, string) {
		row := rowOf(id)
		return row.fields[row.index[f]].inVersions(row)
	}
	tlv := func(id CommandID, tag Tag) ([]VersionRule, string) {
		return standard.tlvs.row(tag).inVersions(rowOf(id))
	}
	of := func(rules []VersionRule, rest string) string { return lines(rules) + " / " + rest }
	for want, got := range map[string]string{
		"integer, 1 octet, 0 to 1; names it registered_delivery_flag | integer, 1 octet | integer, 1 octet / ":                                                                                                                          of(field(SubmitSM, FieldRegisteredDelivery)),
		"integer, 1 octet, 0 to 1 | integer, 1 octet, 0 to 3 | integer, 1 octet, 0 to 3 / ":                                                                                                                                             of(field(SubmitSM, FieldPriorityFlag)),
		"C-octet string, at most 8 characters and a NUL; hexadecimal digits, or one NUL where there is no id | C-octet string, at most 64 characters and a NUL | C-octet string, at most 64 characters and a NUL":                       lines(first(field(SubmitSMResp, FieldMessageID))),
		"octet string, at most 160 octets | octet string, at most 254 octets | octet string, at most 255 octets":                                                                                                                        lines(first(field(SubmitSM, FieldShortMessage))),
		"- | C-octet string, at most 15 characters and a NUL | C-octet string, at most 15 characters and a NUL / ":                                                                                                                      of(field(BindTransceiver, FieldSystemID)),
		"C-octet string, at most 40 characters and a NUL; without meaning on a transmitter, empty | C-octet string, at most 40 characters and a NUL | C-octet string, at most 40 characters and a NUL / many message centres ignore it": of(field(BindTransmitter, FieldAddressRange)),
		"-has no TLVs | integer, 1 octet; not meant for submit_sm | integer, 1 octet / ":                                                                                                                                                of(tlv(SubmitSM, TagDestNetworkType)),
		"-has no TLVs | - | integer, 1 octet / 90 stands in two ranges of the specification; here it nears congestion":                                                                                                                  of(tlv(SubmitSMResp, TagCongestionState)),
		"- | in BOUND_TX BOUND_RX BOUND_TRX; state table lets both sides send it in all three bound states | in BOUND_TX BOUND_RX BOUND_TRX":                                                                                            lines(first(rowOf(DataSM).inVersions())),
	} {
		if got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

func first(rules []VersionRule, _ string) []VersionRule { return rules }

// Each line of an explained PDU that is a field, or a part of one, says what the
// versions have of it.
func TestExplainedVersions(t *testing.T) {
	p := New(SubmitMulti).SetStr(FieldSourceAddr, "Shop").AddTLVInt(TagSARMsgRefNum, 7)
	p.SetDestinations([]Destination{{Flag: 1, Address: Address{TON: 1, NPI: 1, Addr: "36301234567"}}, {Flag: 2, List: "staff"}})
	frame, err := p.Append(nil, V34)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]Row{}
	for _, r := range Explain(frame, V34).Rows {
		rows[r.Name] = r
		if r.Kind != "group" && len(r.Versions) != 3 {
			t.Errorf("%s: %d versions", r.Name, len(r.Versions))
		}
	}
	for name, want := range map[string]string{
		"command_length":                   "integer, 4 octets | integer, 4 octets | integer, 4 octets",
		"number_of_dests":                  "list, entries of at most 24 octets | list, at most 254 entries of 24 octets | list, at most 255 entries of 24 octets",
		"dest_address[0].destination_addr": "C-octet string, at most 20 characters and a NUL | C-octet string, at most 20 characters and a NUL | C-octet string, at most 20 characters and a NUL",
		"dest_address[1].dest_flag":        "integer, 1 octet | integer, 1 octet | integer, 1 octet",
		"sm_length":                        "integer, 1 octet | integer, 1 octet | integer, 1 octet",
		"sar_msg_ref_num":                  "-has no TLVs | integer, 2 octets | integer, 2 octets",
		"tlv[0].length":                    "-has no TLVs | integer, 2 octets | integer, 2 octets",
	} {
		if got := lines(rows[name].Versions); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	resp := New(SubmitSMResp)
	resp.Status = 0x58
	if frame, err = resp.Append(nil, V34); err != nil {
		t.Fatal(err)
	}
	if got := lines(Explain(frame, V34).Rows[2].Versions); got != "integer, 4 octets | integer, 4 octets | integer, 4 octets" {
		t.Errorf("a status of 3.3: %s", got)
	}
}
