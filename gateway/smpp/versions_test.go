package smpp

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// filled is a PDU of a command that Append takes: a list has one entry, every
// other field is empty.
func filled(id CommandID) *PDU {
	p := New(id)
	if p.row.index[FieldDestAddress] >= 0 {
		p.SetDestinations([]Destination{{Flag: 2, List: "a"}})
	}
	return p
}

// Every field of every command is held to the limit of every version: the
// longest is written, one octet more is an error that names it.
func TestAppendLimits(t *testing.T) {
	tried := 0
	for i := range commandRows {
		row := rowOf(commandRows[i].ID)
		for j := range row.fields {
			f := &row.fields[j]
			for vi, v := range Versions() {
				limit := f.Max[vi]
				if limit == 0 || row.States[vi] == 0 || f.Exact || f.Field == FieldPassword {
					continue // a time has one length; a password is sent whole
				}
				var fit, over *PDU
				name := f.Field.String()
				switch f.Kind {
				case kindCString:
					fit, over = filled(row.ID).SetStr(f.Field, strings.Repeat("1", limit-1)), filled(row.ID).SetStr(f.Field, strings.Repeat("1", limit))
				case kindOctets:
					fit, over = filled(row.ID).SetOctets(f.Field, make([]byte, limit)), filled(row.ID).SetOctets(f.Field, make([]byte, limit+1))
				case kindInt1:
					fit, over = filled(row.ID).SetInt(f.Field, 255), filled(row.ID).SetInt(f.Field, 256)
				case kindDestinations:
					most := 255
					if f.Entries[vi] > 0 {
						most = f.Entries[vi]
					}
					list := make([]Destination, most+1)
					for k := range list {
						list[k] = Destination{Flag: 1, Address: Address{Addr: strings.Repeat("1", 20)}}
					}
					fit, over = New(row.ID).SetDestinations(list[:most]), New(row.ID).SetDestinations(list)
					if most < 255 {
						name = f.countName()
					}
				case kindUnsuccess:
					list := make([]Unsuccess, 256)
					for k := range list {
						list[k].Addr = strings.Repeat("1", 20)
					}
					fit, over = New(row.ID).SetUnsuccessful(list[:255]), New(row.ID).SetUnsuccessful(list)
				default:
					continue
				}
				tried++
				b, err := fit.Append(nil, v)
				var p PDU
				if err == nil {
					err = Decode(&p, b, v)
				}
				var bad *Error
				if err != nil && !(errors.As(err, &bad) && bad.Status == RMISSINGTLV) {
					t.Errorf("%s of %s in %s: the longest is refused: %v", f.Field, row.Name, v, err)
				}
				if _, err = over.Append(nil, v); !errors.As(err, &bad) || bad.Field != name || bad.Command != row.ID {
					t.Errorf("%s of %s in %s: too long, and %v", f.Field, row.Name, v, err)
				}
			}
		}
	}
	if tried < 300 {
		t.Errorf("only %d limits", tried)
	}
}

// No PDU of 3.3 has a TLV, and none of 3.4 one that 5.0 brought, whatever the
// command.
func TestNoTLVsBeforeTheirVersion(t *testing.T) {
	for i := range commandRows {
		id := commandRows[i].ID
		for v, want := range map[Version]int{V33: 0, V34: 1, V50: 2} {
			bare, err := filled(id).Append(nil, v)
			if err != nil {
				t.Fatal(err)
			}
			b, err := filled(id).AddTLV(TagCongestionState, []byte{1}).AddTLV(0x1401, []byte{2}).Append(nil, v)
			if n := (len(b) - len(bare)) / 5; err != nil || n != want {
				t.Errorf("%s in %s: %d TLVs, want %d (%v)", id, v, n, want, err)
			}
		}
	}
}

// An error response has no body, but in 3.3 an empty id where there would be
// one, and what was set is written.
func TestErrorResponses(t *testing.T) {
	for i := range commandRows {
		row := &commandRows[i]
		if !row.ID.IsResponse() {
			continue
		}
		for vi, v := range Versions() {
			if row.States[vi] == 0 {
				continue
			}
			p := New(row.ID)
			p.Status = RSYSERR
			want := 0
			if v == V33 {
				want = map[CommandID]int{SubmitSMResp: 1, DeliverSMResp: 1, SubmitMultiResp: 2}[row.ID]
			}
			b, err := p.Append(nil, v)
			if err != nil || !bytes.Equal(b[headerSize:], make([]byte, want)) {
				t.Errorf("%s in %s: %x, want %d NUL (%v)", row.Name, v, b, want, err)
			}
			var q PDU
			if err := Decode(&q, b, v); err != nil || q.Status != RSYSERR {
				t.Errorf("%s in %s: %v", row.Name, v, err)
			}
		}
	}
	p := New(DataSMResp).AddTLVInt(TagDeliveryFailureReason, 1)
	p.Status = RDELIVERYFAILURE
	if b, err := p.Append(nil, V34); err != nil || len(b) != headerSize+1+5 {
		t.Errorf("a reason for a failure is sent: %x %v", b, err)
	}
}

// Every field that versions differ about has a note, and every row says what is
// allowed.
func TestNotesByVersion(t *testing.T) {
	for i := range commandRows {
		row := rowOf(commandRows[i].ID)
		if _, note := row.rule(V34); row.Note != "" && !strings.Contains(note, row.Note) {
			t.Errorf("%s: note %q", row.Name, note)
		}
		for j := range row.fields {
			f := &row.fields[j]
			rule, note := f.rule(row, V50)
			if rule == "" && note == "" && f.Kind != kindInt1 {
				t.Errorf("%s of %s: no word", f.Field, row.Name)
			}
			var sizes []int
			for vi := range Versions() {
				if row.States[vi] != 0 {
					sizes = append(sizes, f.Max[vi])
				}
			}
			for _, n := range sizes {
				if n != sizes[0] && !strings.Contains(note, "3.4") {
					t.Errorf("%s of %s: sizes %v, note %q", f.Field, row.Name, sizes, note)
				}
			}
		}
	}
	for i := range fieldNotes {
		n := &fieldNotes[i]
		for _, id := range n.In {
			if rowOf(id) == nil {
				t.Errorf("%s: no command %s", n.Name, id)
			}
		}
	}
	for i := range tlvRows {
		r := &tlvRows[i]
		for _, id := range r.In {
			rule, note := r.rule(rowOf(id))
			if rule == "" || !strings.Contains(note, "since SMPP") || r.Note != "" && !strings.Contains(note, r.Note) {
				t.Errorf("%s in %s: rule %q, note %q", r.Name, id, rule, note)
			}
		}
	}
	for name, c := range map[string]struct {
		id         CommandID
		field      Field
		rule, note string
	}{
		"message_id":    {SubmitSMResp, FieldMessageID, "at most 64 characters and a NUL", "3.3: at most 8 characters and a NUL; 3.4, 5.0: at most 64"},
		"unused id":     {DeliverSMResp, FieldMessageID, "", "3.4: empty, one NUL; 5.0"},
		"priority_flag": {SubmitSM, FieldPriorityFlag, "0 to 3", "3.3: 0 to 1; 3.4, 5.0: 0 to 3"},
		"short_message": {SubmitSM, FieldShortMessage, "at most 255", "3.3: at most 160 octets; 3.4: at most 254 octets; 5.0: at most 255"},
		"dest_address":  {SubmitMulti, FieldDestAddress, "255 entries", "3.4: at most 254 entries"},
	} {
		row := rowOf(c.id)
		rule, note := row.fields[row.index[c.field]].rule(row, V50)
		if !strings.Contains(rule, c.rule) || !strings.Contains(note, c.note) {
			t.Errorf("%s: rule %q, note %q", name, rule, note)
		}
	}
}
