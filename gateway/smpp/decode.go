package smpp

import (
	"bytes"
	"encoding/binary"
	"strconv"
)

// Decode reads a whole PDU of a session of a version into p, which then aliases
// frame. It reads leniently: limits that differ between versions are those of
// the widest, unknown TLVs are kept, an error response may have a body or none,
// a response with ESME_ROK may lack its body, and octets after a PDU that has
// no body are ignored.
//
// The error is an *Error whose Status is what to answer. After it the header
// fields of p are set if 16 octets were there, and so are the fields before
// the fault; a field that is only too long does not hide the ones behind it.
func Decode(p *PDU, frame []byte, v Version) error { return standard.decode(p, frame, v, nil) }

// decode is Decode; every, if there is one, is told of each fault, also of those
// that are overlooked in a response.
func (t *Tables) decode(p *PDU, frame []byte, v Version, every func(*Error)) error {
	if len(frame) < headerSize {
		p.clear(nil)
		p.ID, p.Status, p.Sequence, p.data = 0, 0, 0, nil
		return &Error{Field: "command_length", Status: RINVCMDLEN, Rule: "a PDU has at least 16 octets"}
	}
	p.ID = CommandID(binary.BigEndian.Uint32(frame[4:]))
	p.Status = Status(binary.BigEndian.Uint32(frame[8:]))
	p.Sequence = binary.BigEndian.Uint32(frame[12:])
	row := t.row(p.ID)
	p.clear(row)
	p.data, p.frame = frame, true
	if n := binary.BigEndian.Uint32(frame); n != uint32(len(frame)) {
		return p.fault("command_length", 0, RINVCMDLEN, "it says "+strconv.FormatUint(uint64(n), 10)+" octets, and "+strconv.Itoa(len(frame))+" are there")
	}
	if row == nil {
		return p.fault("command_id", 4, RINVCMDID, "no SMPP version has this command")
	}
	response := p.ID.IsResponse()
	if len(frame) == headerSize && (response || len(row.fields) == 0) {
		return nil
	}
	pos, soft := headerSize, error(nil)
	for i := range row.fields {
		f := &row.fields[i]
		if f.Kind == kindInt1 && pos < len(frame) {
			p.spans[i] = span{uint32(pos), 1}
			pos++
			continue
		}
		n := 0
		if f.Kind == kindCString {
			n = bytes.IndexByte(frame[pos:], 0) + 1
		} else if f.Kind == kindOctets && pos < len(frame) {
			if n = 1 + int(frame[pos]); n > len(frame)-pos {
				n = 0
			}
		}
		if n == 0 {
			var name, rule string
			var st Status
			if n, name, st, rule = f.measure(frame[pos:]); rule != "" {
				bad := p.fault(name, pos+n, st, rule)
				if response && p.Status != ROK {
					if every != nil {
						every(bad)
					}
					return nil // whatever an error response carries
				}
				return bad
			}
		}
		s := &p.spans[i]
		switch f.Kind {
		case kindCString:
			*s = span{uint32(pos), uint32(n - 1)}
			if n > 1 && (every != nil || !response && soft == nil) {
				if n > f.widest {
					soft = p.soft(soft, every, f.Field.String(), pos, tooLong(f.Field), "longer than any version allows")
				} else if f.Exact && n != 17 && (n != 13 || f.Field != FieldFinalDate) {
					soft = p.soft(soft, every, f.Field.String(), pos, tooLong(f.Field), "a time has 16 characters or none")
				}
			}
		case kindOctets:
			*s = span{uint32(pos + 1), uint32(n - 1)}
		default:
			*s = span{uint32(pos), uint32(n)}
			if f.Kind > kindOctets && (every != nil || !response && soft == nil) {
				if name, st := f.checkEntries(frame[pos : pos+n]); name != "" {
					soft = p.soft(soft, every, name, pos, st, "longer than any version allows")
				}
			}
		}
		pos += n
	}
	if pos < len(frame) {
		err := p.decodeTLVs(frame, pos, every)
		if err != nil && soft == nil && (!response || p.Status == ROK) && len(row.fields) > 0 {
			soft = err
		}
	}
	if soft == nil && !response && v >= V50 {
		for _, q := range row.required {
			if _, ok := p.TLV(q.Tag); ok || q.Field != noField && p.Int(q.Field) == q.Is {
				continue
			}
			if _, ok := p.TLV(q.Unless); !ok || q.Unless == 0 {
				return p.fault(t.tagName(q.Tag), len(frame), RMISSINGTLV, "this TLV is mandatory")
			}
		}
	}
	return soft
}

// soft makes a fault that does not hide the fields behind it and returns the
// first of them that counts.
func (p *PDU) soft(first error, every func(*Error), field string, off int, st Status, rule string) error {
	bad := p.fault(field, off, st, rule)
	if every != nil {
		every(bad)
	}
	if first == nil && !p.ID.IsResponse() {
		return bad
	}
	return first
}

func (p *PDU) fault(field string, off int, st Status, rule string) *Error {
	return &Error{Command: p.ID, Sequence: p.Sequence, Field: field, Offset: off, Status: st, Rule: rule}
}

// tooLong is the status of a field whose length or value can not be.
func tooLong(f Field) Status {
	if st := fieldRows[f].Fault; st != ROK {
		return st
	}
	return RINVTLVLEN // 0xC2, "invalid parameter length" of 3.4
}

// measure returns the octets that a field takes at the start of b, its count or
// NUL included. rule is not empty when it does not fit; name is then the field
// or the part of it that is wrong, and n where within the field that begins.
func (f *fieldRow) measure(b []byte) (n int, name string, st Status, rule string) {
	name, st = f.Field.String(), RINVCMDLEN
	switch f.Kind {
	case kindInt1:
		if len(b) < 1 {
			return 0, name, st, "the PDU ends before it"
		}
		return 1, name, st, ""
	case kindInt4:
		if len(b) < 4 {
			return 0, name, st, "the PDU ends within it"
		}
		return 4, name, st, ""
	case kindCString:
		i := bytes.IndexByte(b, 0)
		if i < 0 {
			return 0, name, st, "its final NUL is missing"
		}
		return i + 1, name, st, ""
	}
	if len(b) < 1 {
		return 0, f.countName(), st, "the PDU ends before it"
	}
	switch f.Kind {
	case kindOctets:
		n = 1 + int(b[0])
		if n > len(b) {
			return 0, "sm_length", RINVMSGLEN, "it says more octets than the PDU has"
		}
		return n, name, st, ""
	case kindDestinations:
		if b[0] == 0 {
			return 0, "number_of_dests", RINVNUMDESTS, "at least one destination is needed"
		}
		count := 0
		n, st = eachDestination(b, func(destinationSpans, []byte) bool { count++; return true })
		if st != ROK {
			rule = "an entry does not fit the PDU"
			if st == RINVDESTFLAG {
				rule = "a dest_flag is 1 for an address or 2 for a list"
			}
			return n, entryName("dest_address", count), st, rule
		}
	case kindUnsuccess:
		count := 0
		if n, st = eachUnsuccess(b, func(int, span, []byte) bool { count++; return true }); st != ROK {
			return n, entryName("unsuccess_sme", count), st, "an entry does not fit the PDU"
		}
	case kindIDList:
		n = 1
		for i := range int(b[0]) {
			k := bytes.IndexByte(b[n:], 0)
			if k < 0 {
				return n, entryName(name, i), RINVCMDLEN, "its final NUL is missing"
			}
			n += k + 1
		}
	}
	return n, name, ROK, ""
}

// longestEntry is the longest address or list name of an entry, in octets with
// its NUL (SMPP 5.0 4.2.1.2).
const longestEntry = 21

// checkEntries looks at a list from its count octet on: it must be whole, and
// its names must not be too long. It returns the entry at fault, or "".
func (f *fieldRow) checkEntries(b []byte) (name string, st Status) {
	i, end, walk := 0, 0, ROK
	each := func(n uint32, is string, fault Status) bool {
		if n+1 > longestEntry {
			name, st = entryName(f.Field.String(), i)+is, fault
			return false
		}
		i++
		return true
	}
	switch f.Kind {
	case kindDestinations:
		end, walk = eachDestination(b, func(d destinationSpans, b []byte) bool {
			if b[d.flag] == 2 {
				return each(d.name.n, ".dl_name", RINVDLNAME)
			}
			return each(d.name.n, ".destination_addr", RINVDSTADR)
		})
	case kindUnsuccess:
		end, walk = eachUnsuccess(b, func(_ int, at span, _ []byte) bool { return each(at.n, ".destination_addr", RINVDSTADR) })
	default:
		return "", ROK
	}
	if name == "" && (walk != ROK || end != len(b)) {
		return entryName(f.Field.String(), i), max(walk, RINVCMDLEN)
	}
	return name, st
}

// destinationSpans locates one entry of dest_address within the field.
type destinationSpans struct {
	flag int
	name span // address or list name, without NUL
}

// eachDestination walks number_of_dests and its entries at the start of b and
// returns the octets they take, or where the entry at fault begins.
func eachDestination(b []byte, yield func(destinationSpans, []byte) bool) (int, Status) {
	if len(b) == 0 {
		return 0, RINVCMDLEN
	}
	pos := 1
	for range int(b[0]) {
		d := destinationSpans{flag: pos}
		if pos >= len(b) {
			return d.flag, RINVCMDLEN
		}
		switch b[pos] {
		case 1:
			pos += 3
		case 2:
			pos++
		default:
			return d.flag, RINVDESTFLAG
		}
		if pos > len(b) {
			return d.flag, RINVCMDLEN
		}
		n := bytes.IndexByte(b[pos:], 0)
		if n < 0 {
			return d.flag, RINVCMDLEN
		}
		d.name = span{uint32(pos), uint32(n)}
		pos += n + 1
		if !yield(d, b) {
			break
		}
	}
	return pos, ROK
}

// eachUnsuccess walks no_unsuccess and its entries at the start of b.
func eachUnsuccess(b []byte, yield func(at int, name span, b []byte) bool) (int, Status) {
	if len(b) == 0 {
		return 0, RINVCMDLEN
	}
	pos := 1
	for range int(b[0]) {
		at := pos
		pos += 2
		if pos > len(b) {
			return at, RINVCMDLEN
		}
		n := bytes.IndexByte(b[pos:], 0)
		if n < 0 || pos+n+5 > len(b) {
			return at, RINVCMDLEN
		}
		name := span{uint32(pos), uint32(n)}
		pos += n + 5
		if !yield(at, name, b) {
			break
		}
	}
	return pos, ROK
}

// decodeTLVs locates the TLVs from pos to the end.
func (p *PDU) decodeTLVs(frame []byte, pos int, every func(*Error)) error {
	var soft error
	rows := &p.row.tables.tlvs
	for pos < len(frame) {
		if len(frame)-pos < 4 {
			return p.fault("tlv"+index(len(p.tlvs)), pos, RINVTLVSTREAM, "a TLV begins with 4 octets of tag and length")
		}
		tag := Tag(binary.BigEndian.Uint16(frame[pos:]))
		n := int(binary.BigEndian.Uint16(frame[pos+2:]))
		if n > len(frame)-pos-4 {
			return p.fault(p.row.tables.tagName(tag), pos+2, RINVTLVSTREAM, "its length goes beyond the end of the PDU")
		}
		if soft == nil || every != nil {
			if r := rows.find(tag); r != nil && (uint32(n) < r.min || uint32(n) > r.max) && p.row.takes(r.row) {
				bad := p.fault(r.row.Name, pos+2, RINVTLVLEN, "a length that this TLV can not have")
				if every != nil {
					every(bad)
				}
				if soft == nil {
					soft = bad
				}
			}
		}
		p.tlvs = append(p.tlvs, tlvSpan{tag, span{uint32(pos + 4), uint32(n)}})
		pos += 4 + n
	}
	return soft
}

func (r *commandRow) takes(t *TLVInfo) bool {
	for _, x := range r.tlvs {
		if x == t {
			return true
		}
	}
	return false
}
