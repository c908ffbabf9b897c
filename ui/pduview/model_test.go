package pduview

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

func record(t *testing.T, number uint64, out bool, p *smpp.PDU) gateway.PDURecord {
	t.Helper()
	frame, err := p.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	return gateway.PDURecord{Number: number, Time: time.Unix(1, int64(number)*1e6), Link: "a", Session: 1, Out: out, Version: byte(smpp.V34), Frame: frame}
}

func submit(seq uint32) *smpp.PDU {
	p := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301234567")
	p.Sequence = seq
	return p
}

func answer(seq uint32, id string) *smpp.PDU {
	return submit(seq).Resp(smpp.ROK).SetStr(smpp.FieldMessageID, id)
}

// The filter for an id shows the request too, whose id only its answer tells,
// also when that comes later.
func TestFilterByIDFindsTheRequest(t *testing.T) {
	m := NewModel()
	m.SetFilter(`id=="A1"`)
	m.Add([]gateway.PDURecord{record(t, 1, true, submit(7)), record(t, 2, true, submit(8))})
	if m.Len() != 0 {
		t.Fatalf("%d rows before any answer", m.Len())
	}
	m.Add([]gateway.PDURecord{record(t, 3, false, answer(8, "B2")), record(t, 4, false, answer(7, "A1"))})
	if m.Len() != 2 || m.Row(0).Number != 1 || m.Row(1).Number != 4 {
		t.Errorf("%d rows", m.Len())
	}
	if got := m.Row(1).Info; got != "id A1 · 3.0 ms" {
		t.Errorf("the answer says %q", got)
	}
}

func TestWordsAtTheFoot(t *testing.T) {
	p := submit(1).SetInt(smpp.FieldDataCoding, 8).SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, []byte{5, 0, 3, 1, 2, 1, 0, 65})
	x := Fields(record(t, 1, true, p))
	if got := TextWords(x); got != "Text: Unicode (UCS-2, in practice UTF-16, big-endian) · user data header of 6 octets" {
		t.Errorf("the text: %q", got)
	}
	words := map[string]string{}
	for _, r := range x.Rows {
		words[r.Name] = RowWords(r)
	}
	for name, want := range map[string]string{
		"data_coding":     "octet 41 · 0 to 14, and the groups 0xC0 to 0xFF of 3GPP TS 23.038 · Unicode (UCS-2, in practice UTF-16, big-endian)",
		"sequence_number": "octets 12 to 15 · 1 to 2,147,483,647; 0 in a generic_nack for what could not be read · the response repeats it",
		"dest_addr_ton":   "octet 20 · 0 to 7 · 3.3 refers to GSM 03.40 for the values",
	} {
		if words[name] != want {
			t.Errorf("%s: %q, want %q", name, words[name], want)
		}
	}
	if got := TextWords(Fields(record(t, 2, false, answer(1, "A1")))); got != "" {
		t.Errorf("an answer: %q", got)
	}
}
