package gateway_test

import (
	"strings"
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
)

func recordOf(t testing.TB, p *smpp.PDU) gateway.PDURecord {
	t.Helper()
	frame, err := p.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	return gateway.PDURecord{Version: byte(smpp.V34), Frame: frame}
}

// withHeader is a part of a message: concatenation, then ports, then the text.
func withHeader() *smpp.PDU {
	return smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, "Shop").SetStr(smpp.FieldDestinationAddr, "36301234567").SetInt(smpp.FieldESMClass, 0x40).
		SetOctets(smpp.FieldShortMessage, append([]byte{11, 0, 3, 7, 2, 1, 5, 4, 0x0B, 0x84, 0x23, 0xF0}, "Hello"...))
}

// The header's elements and the text stand below short_message, each at its
// octets.
func TestExplainUserData(t *testing.T) {
	r := recordOf(t, withHeader())
	var got []string
	at := map[string]smpp.Row{}
	for _, row := range gateway.ExplainPDU(r).Rows {
		if row.Depth == 2 {
			got = append(got, row.Name)
			at[row.Name] = row
		}
	}
	if strings.Join(got, " ") != "udh_length udh[0] udh[1] text" {
		t.Fatalf("%v", got)
	}
	if w := at["udh[0]"]; !strings.Contains(w.Meaning, "part 1 of 2") || w.Length != 5 || r.Frame[w.Offset] != 0 || r.Frame[w.Offset+2] != 7 {
		t.Errorf("%+v", w)
	}
	if w := at["udh[1]"]; w.Length != 6 || r.Frame[w.Offset] != 5 {
		t.Errorf("%+v", w)
	}
	if w := at["text"]; w.Value != "Hello" || string(r.Frame[w.Offset:w.Offset+w.Length]) != "Hello" {
		t.Errorf("%+v", w)
	}
	payload := smpp.New(smpp.SubmitSM).SetInt(smpp.FieldDataCoding, 8).AddTLVStr(smpp.TagMessagePayload, "\x04\x1F")
	rows := gateway.ExplainPDU(recordOf(t, payload)).Rows
	if last := rows[len(rows)-1]; last.Name != "text" || !strings.HasPrefix(last.Value, "П") {
		t.Errorf("the payload: %+v", last)
	}
}

func TestPDUWords(t *testing.T) {
	receipt := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldShortMessage, "id:77 sub:001 dlvrd:001 stat:DELIVRD err:000 text:x")
	for want, p := range map[string]*smpp.PDU{
		"part 1 of 2 · Hello":    withHeader(),
		"receipt DELIVRD for 77": receipt,
		"id A1":                  smpp.New(smpp.SubmitSM).Resp(smpp.ROK).SetStr(smpp.FieldMessageID, "A1"),
		"as acme · version 0x34": smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, "acme").SetInt(smpp.FieldInterfaceVersion, 0x34),
		"from office":            smpp.New(smpp.BindTransceiver).Resp(smpp.ROK).SetStr(smpp.FieldSystemID, "office"),
		"id 5":                   smpp.New(smpp.QuerySM).SetStr(smpp.FieldMessageID, "5"),
		"version 0x34":           smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, "").SetInt(smpp.FieldInterfaceVersion, 0x34),
		"":                       smpp.New(smpp.BindTransceiver).Resp(smpp.ROK).SetStr(smpp.FieldSystemID, ""), // of a message centre without a name
		"one⏎two ‹RLO›gnp.exe":   smpp.New(smpp.SubmitSM).SetInt(smpp.FieldDataCoding, 8).SetOctets(smpp.FieldShortMessage, utf16("one\ntwo \u202Egnp.exe")),
	} {
		if got := gateway.PDUWords(p); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	a, ok := gateway.PartOf(withHeader())
	b, _ := gateway.PartOf(withHeader().SetStr(smpp.FieldDestinationAddr, "36309999999"))
	if _, alone := gateway.PartOf(smpp.New(smpp.SubmitSM)); !ok || a == b || alone {
		t.Errorf("parts: %q %q %v %v", a, b, ok, alone)
	}
}

func utf16(s string) (b []byte) {
	for _, r := range s {
		b = append(b, byte(r>>8), byte(r))
	}
	return b
}

// Whatever octets come, each row lies within the PDU and within the line that
// it is written to.
func FuzzExplainPDU(f *testing.F) {
	seed, err := withHeader().Append(nil, smpp.V34)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed, byte(0x34))
	f.Add(seed[:50], byte(0x50))
	f.Add([]byte{0, 0, 0, 16, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1, 0x04, 0x24, 0, 1, 9}, byte(0x33))
	f.Fuzz(func(t *testing.T, frame []byte, version byte) {
		r := gateway.PDURecord{Version: version, Frame: frame}
		for _, row := range gateway.ExplainPDU(r).Rows {
			if row.Offset < 0 || row.Length < 0 || row.Offset+row.Length > len(frame) {
				t.Fatalf("%+v in %d octets", row, len(frame))
			}
			if row.Name == "text" && strings.ContainsAny(row.Value, "\n\x1b\u202e") {
				t.Fatalf("%q", row.Value)
			}
		}
		var p smpp.PDU
		_ = smpp.Decode(&p, frame, smpp.Version(version))
		if strings.ContainsAny(gateway.PDUWords(&p), "\n\x1b\u202e") {
			t.Fatalf("%q", gateway.PDUWords(&p))
		}
		gateway.PartOf(&p)
		gateway.MessageIDs(&p)
	})
}
