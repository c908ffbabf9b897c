package gateway

import (
	"encoding/hex"
	"fmt"
	"strings"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// udhi is the bit of esm_class that tells of a user data header.
const udhi = 0x40

// ExplainPDU describes every field of a record, and within its text the
// elements of the user data header and what the octets say in their alphabet.
func ExplainPDU(r PDURecord) smpp.Explanation {
	x := smpp.Explain(r.Frame, smpp.Version(r.Version))
	var p smpp.PDU
	_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
	coding, header := byte(p.Int(smpp.FieldDataCoding)), p.Int(smpp.FieldESMClass)&udhi != 0
	var out []smpp.Row
	payload := false
	for _, row := range x.Rows {
		out = append(out, row)
		octets, ok := row.Raw.([]byte)
		switch {
		case !ok || len(octets) == 0:
		case row.Name == smpp.FieldShortMessage.String(), payload && strings.HasSuffix(row.Name, ".value"):
			out = append(out, userData(octets, row.Offset, coding, header)...)
		}
		if row.Depth < 2 {
			payload = row.Name == smpp.TagMessagePayload.String()
		}
	}
	x.Rows = out
	return x
}

// userData itemises the octets of a text that begin at an offset of the PDU.
func userData(octets []byte, at int, coding byte, header bool) (rows []smpp.Row) {
	add := func(name string, from, n int, value, meaning string) {
		rows = append(rows, smpp.Row{Name: name, Offset: at + from, Length: n, Depth: 2, Kind: "octets", Value: value, Meaning: meaning})
	}
	t := sms.Decode(octets, coding, header)
	if t.Damaged {
		_, err := sms.ParseUDH(octets)
		add("udh", 0, len(octets), hex.EncodeToString(octets), err.Error())
		return rows
	}
	if t.UDH.Length > 0 {
		add("udh_length", 0, 1, fmt.Sprint(octets[0]), "octets of the header behind this one")
		from := 1
		for i, w := range t.UDH.Describe() {
			data := t.UDH.Elements[i].Data
			meaning := w.Name + ": " + w.Meaning
			if w.Problem != "" {
				meaning += " (" + w.Problem + ")"
			}
			add(fmt.Sprintf("udh[%d]", i), from, 2+len(data), fmt.Sprintf("0x%02X %s", w.ID, hex.EncodeToString(data)), meaning)
			from += 2 + len(data)
		}
	}
	if len(t.Body) > 0 {
		add("text", len(octets)-len(t.Body), len(t.Body), sms.Clean(t.String), "read as "+t.Coding.String())
	}
	return rows
}

// MessageIDs are the message ids that a PDU names: as a field, in a TLV, or in
// the text of a receipt, which is all that a 3.3 peer has.
func MessageIDs(p *smpp.PDU) (out []string) {
	if p.Has(smpp.FieldMessageID) {
		if id := p.Str(smpp.FieldMessageID); id != "" {
			out = append(out, id)
		}
	}
	if b, ok := p.TLV(smpp.TagReceiptedMessageID); ok {
		return append(out, strings.TrimRight(string(b), "\x00"))
	}
	if r, ok := receiptIn(p); ok && r.HasID {
		out = append(out, r.ID)
	}
	return out
}

// receiptIn reads the receipt in a PDU's text.
func receiptIn(p *smpp.PDU) (sms.Receipt, bool) {
	if p.Int(smpp.FieldESMClass)&0x3C != 0x04 {
		return sms.Receipt{}, false
	}
	return sms.ParseReceipt(sms.ReceiptText(p.Text(), byte(p.Int(smpp.FieldDataCoding)), p.Int(smpp.FieldESMClass)&udhi != 0))
}

// PartOf names the longer message of which a PDU carries a part, by its numbers
// and its reference; ok is false for a message of one part.
func PartOf(p *smpp.PDU) (key string, ok bool) {
	if p.ID.IsResponse() || !p.Has(smpp.FieldDestinationAddr) {
		return "", false
	}
	ref := ""
	if c := sms.Decode(p.Text(), 4, p.Int(smpp.FieldESMClass)&udhi != 0).UDH.Concat; c != nil {
		ref = fmt.Sprintf("%d of %d, wide %v", c.Ref, c.Total, c.Wide)
	} else if n, ok := p.TLVInt(smpp.TagSARMsgRefNum); ok {
		ref = fmt.Sprintf("sar %d", n)
	}
	if ref == "" {
		return "", false
	}
	return p.Str(smpp.FieldSourceAddr) + "\x00" + p.Str(smpp.FieldDestinationAddr) + "\x00" + ref, true
}

// PDUWords says in one line what a PDU carries: its text, the state in a
// receipt, who binds, the id given. It is safe to show.
func PDUWords(p *smpp.PDU) string {
	var s []string
	say := func(format string, a ...any) { s = append(s, sms.Clean(fmt.Sprintf(format, a...))) }
	switch {
	case p.ID.IsResponse():
		if id := p.Str(smpp.FieldMessageID); id != "" {
			say("id %s", id)
		}
		if id := p.Str(smpp.FieldSystemID); id != "" {
			say("from %s", id)
		}
	case p.Has(smpp.FieldSystemID):
		if id := p.Str(smpp.FieldSystemID); id != "" {
			say("as %s", id)
		}
		if p.Has(smpp.FieldInterfaceVersion) {
			say("version 0x%02X", p.Int(smpp.FieldInterfaceVersion))
		}
	case p.ID == smpp.DeliverSM && p.Int(smpp.FieldESMClass)&0x3C == 0x04:
		words := "receipt"
		if r, ok := receiptIn(p); ok {
			words += " " + r.Stat
		}
		if ids := MessageIDs(p); len(ids) > 0 {
			words += " for " + ids[0]
		}
		say("%s", words)
	case len(p.Text()) > 0:
		t := sms.Decode(p.Text(), byte(p.Int(smpp.FieldDataCoding)), p.Int(smpp.FieldESMClass)&udhi != 0)
		if c := t.UDH.Concat; c != nil {
			say("part %d of %d", c.Number, c.Total)
		}
		say("%s", t.String)
	case p.Has(smpp.FieldMessageID):
		say("id %s", p.Str(smpp.FieldMessageID))
	}
	return strings.Join(s, " · ")
}
