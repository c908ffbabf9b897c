package smpp

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// object writes a JSON object whose keys keep their order.
type object struct {
	bytes.Buffer
}

func (o *object) key(k string) {
	if o.Len() == 0 {
		o.WriteByte('{')
	} else {
		o.WriteByte(',')
	}
	o.WriteString(strconv.Quote(k))
	o.WriteByte(':')
}

func (o *object) set(k string, v any) {
	o.key(k)
	b, err := json.Marshal(v)
	if err != nil {
		b = []byte("null")
	}
	o.Write(b)
}

func (o *object) done() json.RawMessage {
	if o.Len() == 0 {
		o.WriteByte('{')
	}
	o.WriteByte('}')
	return o.Bytes()
}

// JSON describes a frame as one JSON object: command, command_id,
// command_length, command_status, sequence_number, fields in wire order (octet
// strings as NAME_hex), tlvs, body_length where there is no body, layout (where
// every field lies: one entry for each octet of the PDU, TLVs as "tlv[0]") and
// problems. It never fails; a malformed PDU has the fields up to its fault.
func JSON(frame []byte, v Version) json.RawMessage { return standard.json(frame, v) }

func (t *Tables) json(frame []byte, v Version) json.RawMessage {
	var p PDU
	_ = t.Decode(&p, frame, v)
	x := t.Explain(frame, v)
	var o object
	if len(frame) < headerSize {
		o.set("command", nil)
	} else {
		o.set("command", p.ID.String())
		o.set("command_id", fmt.Sprintf("0x%08X", uint32(p.ID)))
		o.set("command_length", binary.BigEndian.Uint32(frame))
		o.set("command_status", uint32(p.Status))
		o.set("sequence_number", p.Sequence)
	}
	o.set("fields", p.jsonFields())
	o.set("tlvs", p.jsonTLVs())
	if len(frame) == headerSize {
		o.set("body_length", 0)
	}
	type place struct {
		Name   string `json:"name"`
		Offset int    `json:"offset"`
		Length int    `json:"length"`
	}
	layout := []place{}
	tlv := 0
	for _, r := range x.Rows {
		switch part := strings.HasPrefix(r.Name, "tlv["); {
		case part:
			continue // within the TLV that stands before it
		case tlv < len(p.tlvs) && r.Offset == int(p.tlvs[tlv].off)-4 && r.Length >= 4: // not an empty text before it
			r.Name = entryName("tlv", tlv)
			tlv++
		}
		layout = append(layout, place{r.Name, r.Offset, r.Length})
	}
	o.set("layout", layout)
	type problem struct {
		Problem
		Status string `json:"status"`
	}
	problems := []problem{}
	for _, b := range x.Problems {
		problems = append(problems, problem{b, b.Status.Name()})
	}
	o.set("problems", problems)
	return o.done()
}

func (p *PDU) jsonFields() json.RawMessage {
	var o object
	if p.row == nil {
		return o.done()
	}
	for i := range p.row.fields {
		f := &p.row.fields[i]
		s := p.spans[i]
		if s.off == 0 {
			break
		}
		b := p.data[s.off : s.off+s.n]
		switch f.Kind {
		case kindInt1, kindInt4:
			o.set(f.Field.String(), p.Int(f.Field))
		case kindCString:
			o.set(f.Field.String(), latin(b))
		case kindOctets:
			o.set(f.countName(), s.n)
			o.set(f.Field.String()+"_hex", hex.EncodeToString(b))
		case kindDestinations:
			o.set(f.countName(), b[0])
			list := []json.RawMessage{}
			for _, d := range p.Destinations() {
				var e object
				e.set("dest_flag", d.Flag)
				if d.Flag == 2 {
					e.set("dl_name", latin([]byte(d.List)))
				} else {
					e.set("dest_addr_ton", d.Address.TON)
					e.set("dest_addr_npi", d.Address.NPI)
					e.set("destination_addr", latin([]byte(d.Address.Addr)))
				}
				list = append(list, e.done())
			}
			o.set(f.Field.String(), list)
		case kindUnsuccess:
			o.set(f.countName(), b[0])
			list := []json.RawMessage{}
			for _, u := range p.Unsuccessful() {
				var e object
				e.set("dest_addr_ton", u.Address.TON)
				e.set("dest_addr_npi", u.Address.NPI)
				e.set("destination_addr", latin([]byte(u.Address.Addr)))
				e.set("error_status_code", uint32(u.Status))
				list = append(list, e.done())
			}
			o.set(f.Field.String(), list)
		case kindIDList:
			o.set(f.countName(), b[0])
			list := []string{}
			for _, x := range bytes.SplitN(b[1:], []byte{0}, int(b[0])+1) {
				if len(list) < int(b[0]) {
					list = append(list, latin(x))
				}
			}
			o.set(f.Field.String(), list)
		}
	}
	return o.done()
}

func (p *PDU) jsonTLVs() []json.RawMessage {
	list := []json.RawMessage{}
	for t, b := range p.TLVs() {
		var e object
		e.set("tag", fmt.Sprintf("0x%04X", uint16(t)))
		r := p.tables().tlvs.row(t)
		if r != nil {
			e.set("name", r.Name)
		} else {
			e.set("name", nil)
		}
		e.set("length", len(b))
		e.set("value_hex", hex.EncodeToString(b))
		switch {
		case r == nil:
		case r.Value == ValueInt && len(b) > 0 && len(b) <= 4:
			n, _ := (&PDU{data: b, tlvs: []tlvSpan{{t, span{0, uint32(len(b))}}}}).TLVInt(t)
			e.set("value", n)
		case r.Value == ValueCString:
			e.set("value", latin(trimNUL(b)))
		}
		list = append(list, e.done())
	}
	return list
}

// latin reads octets as Latin-1, so that nothing is lost in JSON.
func latin(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}
