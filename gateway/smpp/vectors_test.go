package smpp

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"testing"
)

type vector struct {
	Name    string
	Version string
	Hex     string
	Decoded json.RawMessage
}

func readVectors(t testing.TB, files ...string) []vector {
	t.Helper()
	var out []vector
	for _, name := range files {
		f, err := os.Open("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		for sc.Scan() {
			var v vector
			if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out = append(out, v)
		}
		f.Close()
	}
	if len(out) == 0 {
		t.Fatal("no vectors")
	}
	return out
}

func goldenVectors(t testing.TB) []vector {
	return readVectors(t, "vectors.jsonl", "vectors_unverified.jsonl")
}

func (v vector) frame(t testing.TB) ([]byte, Version) {
	t.Helper()
	b, err := hex.DecodeString(v.Hex)
	if err != nil {
		t.Fatalf("%s: %v", v.Name, err)
	}
	ver, err := ParseVersion(v.Version)
	if err != nil {
		t.Fatalf("%s: %v", v.Name, err)
	}
	return b, ver
}

func TestVectorsDecode(t *testing.T) {
	for _, v := range goldenVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			frame, ver := v.frame(t)
			var p PDU
			if err := Decode(&p, frame, ver); err != nil {
				t.Fatalf("decode: %v", err)
			}
			var want, got map[string]any
			if err := json.Unmarshal(v.Decoded, &want); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(JSON(frame, ver), &got); err != nil {
				t.Fatal(err)
			}
			for _, k := range []string{"command", "command_id", "command_length", "command_status", "sequence_number", "fields", "tlvs", "body_length"} {
				if !reflect.DeepEqual(got[k], want[k]) {
					t.Errorf("%s:\n got %v\nwant %v", k, got[k], want[k])
				}
			}
		})
	}
}

func TestVectorsEncodeBack(t *testing.T) {
	for _, v := range goldenVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			frame, ver := v.frame(t)
			var p PDU
			if err := Decode(&p, frame, ver); err != nil {
				t.Fatal(err)
			}
			got, err := p.Append(nil, ver)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, frame) {
				t.Errorf("re-encoded\n got %x\nwant %x", got, frame)
			}
			// the same from values that were set one by one
			q := New(p.ID)
			q.Status, q.Sequence = p.Status, p.Sequence
			for _, f := range Fields() {
				if !p.Has(f) {
					continue
				}
				switch f {
				case FieldDestAddress:
					q.SetDestinations(p.Destinations())
				case FieldUnsuccessSME:
					q.SetUnsuccessful(p.Unsuccessful())
				default:
					q.SetOctets(f, p.Octets(f))
				}
			}
			for tag, val := range p.TLVs() {
				q.AddTLV(tag, val)
			}
			if q.Status != ROK && ver == V33 && q.row.Errors && len(frame) == headerSize {
				frame = append(frame, 0) // what a peer left out, 3.3 has us write
				putLength(frame)
			}
			if got, err = q.Append(got[:0], ver); err != nil || !bytes.Equal(got, frame) {
				t.Errorf("built: %v\n got %x\nwant %x", err, got, frame)
			}
			own, want := p.Own(), bytes.Clone(p.Frame())
			clear(p.Frame())
			if back, err := own.Append(nil, ver); err != nil || !bytes.Equal(back, want) {
				t.Errorf("an owned copy changed with the frame: %v", err)
			}
		})
	}
}

// Every proper prefix of a golden PDU is refused: as it stands, since its
// length does not fit; and with its length put right, unless what is left is a
// PDU of its own (cut between TLVs, or a response without its body).
func TestVectorsPrefixes(t *testing.T) {
	for _, v := range goldenVectors(t) {
		frame, ver := v.frame(t)
		var whole PDU
		if err := Decode(&whole, frame, ver); err != nil {
			t.Fatal(err)
		}
		fits := map[int]bool{}
		if len(whole.row.fields) == 0 || whole.ID.IsResponse() {
			fits[headerSize] = true
		}
		end := headerSize
		for i := range whole.row.fields {
			n, _, _, _ := whole.row.fields[i].measure(frame[end:])
			end += n
		}
		fits[end] = true
		for _, x := range whole.tlvs {
			fits[int(x.off+x.n)] = true
		}
		for n := range len(frame) {
			cut := bytes.Clone(frame[:n])
			var p PDU
			var bad *Error
			if err := Decode(&p, cut, ver); !errors.As(err, &bad) || bad.Field == "" {
				t.Fatalf("%s cut to %d octets: %v", v.Name, n, err)
			}
			if n < headerSize {
				continue
			}
			putLength(cut)
			err := Decode(&p, cut, ver)
			if fits[n] || whole.ID.IsResponse() && whole.Status != ROK || len(whole.row.fields) == 0 {
				mandatory := errors.As(err, &bad) && bad.Status == RMISSINGTLV && bad.Offset == n && ver == V50 && fits[n]
				if err != nil && !mandatory {
					t.Fatalf("%s cut to %d octets is a PDU of its own: %v", v.Name, n, err)
				}
				continue
			}
			if !errors.As(err, &bad) || bad.Field == "" || bad.Offset < headerSize || bad.Offset > n {
				t.Fatalf("%s cut to %d octets with its length put right: %v", v.Name, n, err)
			}
		}
	}
}

func putLength(b []byte) {
	b[0], b[1], b[2], b[3] = byte(len(b)>>24), byte(len(b)>>16), byte(len(b)>>8), byte(len(b))
}

// The malformed samples that the codec decides. What a session decides is
// tested there.
func TestMalformed(t *testing.T) {
	want := map[string]Status{
		"unknown_command": RINVCMDID, "unknown_vendor_command": RINVCMDID, "sm_length_too_big": RINVMSGLEN, "missing_nul": RINVCMDLEN,
		"service_type_too_long": RINVSERTYP, "dest_too_long": RINVDSTADR, "empty_dest": RINVDSTADR, "schedule_20_chars": RINVSCHED,
		"validity_bad_month": RINVEXPIRY, "priority_9": RINVPRTFLG, "tlv_two_stray_octets": RINVTLVSTREAM, "tlv_length_overrun": RINVTLVSTREAM,
		"tlv_wrong_fixed_length": RINVTLVLEN, "tlv_unknown_ignored": ROK, "tlv_unexpected_ignored": ROK, "tlv_incomplete_sar_ignored": ROK,
		"data_sm_without_payload": RMISSINGTLV, "multi_zero_dests": RINVNUMDESTS, "multi_bad_flag": RINVDESTFLAG, "request_with_status": ROK,
		"sequence_zero": ROK, "sequence_high_bit": ROK, "enquire_link_with_body": ROK, "generic_nack_received": ROK,
		"system_id_too_long": RINVSYSID, "password_too_long": RINVPASWD,
	}
	seen := 0
	for _, v := range readVectors(t, "vectors_malformed.jsonl") {
		st, ok := want[v.Name]
		if !ok {
			continue
		}
		seen++
		b, _ := hex.DecodeString(v.Hex)
		var p PDU
		got := ROK
		err := Decode(&p, b, V50)
		var bad *Error
		if errors.As(err, &bad) {
			got = bad.Status
		} else if c := Check(&p); c != nil {
			got = c.Status
		}
		if got != st {
			t.Errorf("%s: %s, want %s (%v)", v.Name, got, st, err)
		}
	}
	if seen != len(want) {
		t.Errorf("%d of %d samples found", seen, len(want))
	}
}

func TestExplainVectors(t *testing.T) {
	for _, v := range goldenVectors(t) {
		frame, ver := v.frame(t)
		x := Explain(frame, ver)
		if len(x.Problems) > 0 && v.Name != "" && x.Problems[0].Status != ROK {
			t.Errorf("%s: %v", v.Name, x.Problems)
		}
		covered := make([]bool, len(frame))
		for _, r := range x.Rows {
			if r.Offset < 0 || r.Offset+r.Length > len(frame) {
				t.Fatalf("%s: %s lies outside", v.Name, r.Name)
			}
			for i := r.Offset; i < r.Offset+r.Length; i++ {
				covered[i] = true
			}
		}
		for i, c := range covered {
			if !c {
				t.Errorf("%s: octet %d belongs to no row", v.Name, i)
				break
			}
		}
	}
}
