package smpp

import (
	"encoding/binary"
	"iter"
)

// headerSize is the length of the four header fields, in octets.
const headerSize = 16

// span locates a value in a PDU's octets; off 0 means that it is absent.
type span struct{ off, n uint32 }

type tlvSpan struct {
	tag Tag
	span
}

const inlineTLVs = 8

// PDU is one protocol data unit, decoded or being built. The zero value is
// ready. After Decode it aliases the frame: it is valid until the frame is used
// for something else, and Own makes it last. A PDU is not safe for concurrent
// use.
type PDU struct {
	ID       CommandID
	Status   Status
	Sequence uint32

	row     *commandRow
	data    []byte // the frame, or our own octets
	frame   bool   // data is the frame that was decoded
	spans   [maxRow]span
	tlvs    []tlvSpan
	inline  [inlineTLVs]tlvSpan
	scratch []byte // own octets, kept for the next Reset
	unfit   Field  // first field that was given a value it can not hold
}

// New returns an empty PDU to build.
func New(id CommandID) *PDU {
	p := new(PDU)
	p.Reset(id)
	return p
}

// Reset empties the PDU and keeps its memory.
func (p *PDU) Reset(id CommandID) {
	p.ID, p.Status, p.Sequence = id, ROK, 0
	p.clear(p.tables().row(id))
	// Values start behind a header's place, so that off 0 stays free.
	p.scratch = append(p.scratch[:0], make([]byte, headerSize)...)
	p.data = p.scratch
}

// tables are those that the PDU was decoded or made by.
func (p *PDU) tables() *Tables {
	if p.row != nil {
		return p.row.tables
	}
	return standard
}

func (p *PDU) clear(row *commandRow) {
	n := maxRow
	if p.row != nil {
		n = len(p.row.fields)
	}
	clear(p.spans[:n])
	p.row = row
	p.frame, p.unfit = false, noField
	if p.tlvs == nil {
		p.tlvs = p.inline[:0]
	}
	p.tlvs = p.tlvs[:0]
}

// Frame returns the octets that were decoded, nil for a PDU that was built.
func (p *PDU) Frame() []byte {
	if p.frame {
		return p.data
	}
	return nil
}

// Own returns a copy that shares nothing with the frame; two allocations.
func (p *PDU) Own() *PDU {
	q := new(PDU)
	q.ID, q.Status, q.Sequence, q.row, q.frame, q.spans, q.unfit = p.ID, p.Status, p.Sequence, p.row, p.frame, p.spans, p.unfit
	q.data = append([]byte(nil), p.data...)
	if len(p.tlvs) <= inlineTLVs {
		q.tlvs = q.inline[:len(p.tlvs)]
	} else {
		q.tlvs = make([]tlvSpan, len(p.tlvs))
	}
	copy(q.tlvs, p.tlvs)
	return q
}

func (p *PDU) at(f Field) (*span, *fieldRow) {
	if p.row == nil {
		p.row = rowOf(p.ID) // a zero PDU that was given its ID
	}
	if p.row == nil || f >= numFields {
		return nil, nil
	}
	i := p.row.index[f]
	if i < 0 {
		return nil, nil
	}
	return &p.spans[i], &p.row.fields[i]
}

// Has tells whether the field is there.
func (p *PDU) Has(f Field) bool {
	s, _ := p.at(f)
	return s != nil && s.off != 0
}

// Octets returns the field's octets without a final NUL, borrowed from the PDU;
// nil when it is absent.
func (p *PDU) Octets(f Field) []byte {
	s, _ := p.at(f)
	if s == nil || s.off == 0 {
		return nil
	}
	return p.data[s.off : s.off+s.n : s.off+s.n]
}

// Str returns the field as a string.
func (p *PDU) Str(f Field) string { return string(p.Octets(f)) }

// Int returns an integer field, 0 when it is absent.
func (p *PDU) Int(f Field) uint32 {
	var v uint32
	for _, b := range p.Octets(f) {
		v = v<<8 | uint32(b)
	}
	return v
}

// Offset returns where the field lies in the decoded frame, in octets.
func (p *PDU) Offset(f Field) (off, length int) {
	s, _ := p.at(f)
	if s == nil {
		return 0, 0
	}
	return int(s.off), int(s.n)
}

// put appends a value to our own octets and returns its span.
func (p *PDU) put(v []byte) span {
	if p.frame || p.data == nil {
		p.data = append(make([]byte, 0, max(len(p.data)+len(v)+64, headerSize)), p.data...)
		if len(p.data) < headerSize {
			p.data = p.data[:headerSize]
		}
		p.frame = false
	}
	s := span{uint32(len(p.data)), uint32(len(v))}
	p.data = append(p.data, v...)
	p.scratch = p.data
	return s
}

// SetOctets sets a field's octets, without a final NUL. A field that the
// command does not have is left alone.
func (p *PDU) SetOctets(f Field, v []byte) *PDU {
	if s, _ := p.at(f); s != nil {
		*s = p.put(v)
	}
	return p
}

// SetStr sets a field's text.
func (p *PDU) SetStr(f Field, v string) *PDU {
	s, _ := p.at(f)
	if s == nil {
		return p
	}
	*s = p.put(nil)
	p.data = append(p.data, v...)
	p.scratch = p.data
	s.n = uint32(len(v))
	return p
}

// SetInt sets an integer field. A value beyond its width is refused by Append.
func (p *PDU) SetInt(f Field, v uint32) *PDU {
	s, r := p.at(f)
	if s == nil {
		return p
	}
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], v)
	if r.Kind == kindInt4 {
		*s = p.put(b[:])
	} else {
		if v > 0xFF {
			p.refuse(f)
		}
		*s = p.put(b[3:])
	}
	return p
}

// refuse remembers a field whose value does not fit, for Append to name.
func (p *PDU) refuse(f Field) {
	if p.unfit == noField {
		p.unfit = f
	}
}

// TLV returns the value of the first TLV with that tag, borrowed.
func (p *PDU) TLV(t Tag) ([]byte, bool) {
	for i := range p.tlvs {
		if x := &p.tlvs[i]; x.tag == t {
			return p.data[x.off : x.off+x.n : x.off+x.n], true
		}
	}
	return nil, false
}

// TLVInt returns an integer TLV of at most 8 octets.
func (p *PDU) TLVInt(t Tag) (uint64, bool) {
	b, ok := p.TLV(t)
	if !ok || len(b) == 0 || len(b) > 8 {
		return 0, false
	}
	var v uint64
	for _, x := range b {
		v = v<<8 | uint64(x)
	}
	return v, true
}

// TLVs yields every TLV in wire order, repeats too.
func (p *PDU) TLVs() iter.Seq2[Tag, []byte] {
	return func(yield func(Tag, []byte) bool) {
		for i := range p.tlvs {
			x := &p.tlvs[i]
			if !yield(x.tag, p.data[x.off:x.off+x.n:x.off+x.n]) {
				return
			}
		}
	}
}

// AddTLV appends a TLV.
func (p *PDU) AddTLV(t Tag, v []byte) *PDU {
	if p.tlvs == nil {
		p.tlvs = p.inline[:0]
	}
	p.tlvs = append(p.tlvs, tlvSpan{t, p.put(v)})
	return p
}

// AddTLVInt appends an integer TLV in the width that the table gives.
func (p *PDU) AddTLVInt(t Tag, v uint64) *PDU {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], v)
	n := 1
	if r := p.tables().tlvs.row(t); r != nil {
		n = min(max(r.Min, 1), 8)
	}
	for n < 8 && v>>(8*n) != 0 {
		n++
	}
	return p.AddTLV(t, b[8-n:])
}

// AddTLVStr appends a text TLV, with a final NUL where the table says that the
// value is a C-octet string.
func (p *PDU) AddTLVStr(t Tag, v string) *PDU {
	b := []byte(v)
	if r := p.tables().tlvs.row(t); r != nil && r.Value == ValueCString {
		b = append(b, 0)
	}
	return p.AddTLV(t, b)
}

// RemoveTLV drops every TLV with that tag.
func (p *PDU) RemoveTLV(t Tag) *PDU {
	keep := p.tlvs[:0]
	for _, x := range p.tlvs {
		if x.tag != t {
			keep = append(keep, x)
		}
	}
	p.tlvs = keep
	return p
}

// Text returns the message body: message_payload when it is there, else
// short_message.
func (p *PDU) Text() []byte {
	if b, ok := p.TLV(TagMessagePayload); ok {
		return b
	}
	return p.Octets(FieldShortMessage)
}

// Resp returns the response that answers a request, with the same sequence
// number: the command's own, or generic_nack when it has none.
func (p *PDU) Resp(st Status) *PDU {
	id := p.ID.Response()
	if rowOf(id) == nil {
		id = GenericNack
	}
	r := p.tables().New(id)
	r.Status, r.Sequence = st, p.Sequence
	return r
}

// Address is a number or name with type of number and numbering plan.
type Address struct {
	TON, NPI byte
	Addr     string
}

// Destination is one entry of dest_address: an SME address (Flag 1) or the name
// of a distribution list (Flag 2).
type Destination struct {
	Flag byte
	Address
	List string
}

// Unsuccess is one entry of unsuccess_sme: a destination that failed.
type Unsuccess struct {
	Address
	Status Status
}

// Destinations reads dest_address.
func (p *PDU) Destinations() []Destination {
	var out []Destination
	eachDestination(p.Octets(FieldDestAddress), func(d destinationSpans, b []byte) bool {
		e := Destination{Flag: b[d.flag]}
		if e.Flag == 2 {
			e.List = string(b[d.name.off : d.name.off+d.name.n])
		} else {
			e.Address = Address{TON: b[d.flag+1], NPI: b[d.flag+2], Addr: string(b[d.name.off : d.name.off+d.name.n])}
		}
		out = append(out, e)
		return true
	})
	return out
}

// SetDestinations writes dest_address. Append refuses more than 255 entries, and
// entries that are too long.
func (p *PDU) SetDestinations(list []Destination) *PDU {
	if len(list) > 255 {
		p.refuse(FieldDestAddress)
	}
	b := []byte{byte(min(len(list), 255))}
	for _, d := range list[:b[0]] {
		if d.Flag == 2 {
			b = append(append(append(b, 2), d.List...), 0)
			continue
		}
		b = append(append(append(b, 1, d.Address.TON, d.Address.NPI), d.Address.Addr...), 0)
	}
	return p.SetOctets(FieldDestAddress, b)
}

// Unsuccessful reads unsuccess_sme.
func (p *PDU) Unsuccessful() []Unsuccess {
	var out []Unsuccess
	eachUnsuccess(p.Octets(FieldUnsuccessSME), func(at int, name span, b []byte) bool {
		end := name.off + name.n + 1
		out = append(out, Unsuccess{
			Address: Address{TON: b[at], NPI: b[at+1], Addr: string(b[name.off : name.off+name.n])},
			Status:  Status(binary.BigEndian.Uint32(b[end:])),
		})
		return true
	})
	return out
}

// SetUnsuccessful writes unsuccess_sme; the limits are those of SetDestinations.
func (p *PDU) SetUnsuccessful(list []Unsuccess) *PDU {
	if len(list) > 255 {
		p.refuse(FieldUnsuccessSME)
	}
	b := []byte{byte(min(len(list), 255))}
	for _, u := range list[:b[0]] {
		b = append(append(append(b, u.Address.TON, u.Address.NPI), u.Address.Addr...), 0)
		b = binary.BigEndian.AppendUint32(b, uint32(u.Status))
	}
	return p.SetOctets(FieldUnsuccessSME, b)
}
