package smpp

import (
	"encoding/binary"
	"slices"
	"strconv"
)

// longPassword is the longest password that is written, in octets with the
// final NUL.
const longPassword = 65

// Append encodes the PDU in a version and appends it to dst. It writes
// strictly: a field that is too long for the version is an *Error, TLVs of a
// later version are left out and a 3.3 PDU has none. An error response in
// which nothing was set has no body (SMPP 5.0 3.2.1.3); where 3.3 wants an empty
// id it has that, unless it was decoded without one.
func (p *PDU) Append(dst []byte, v Version) ([]byte, error) {
	start := len(dst)
	row := p.row
	if row == nil {
		if row = rowOf(p.ID); row == nil {
			return dst, p.fault("command_id", 4, RINVCMDID, "no SMPP version has this command")
		}
	}
	if p.unfit != noField {
		return dst, p.fault(p.unfit.String(), 0, tooLong(p.unfit), "the value does not fit: an octet holds 0 to 255, a list 255 entries")
	}
	dst = slices.Grow(dst, p.bound(row))
	b := dst[start:cap(dst)] // room for all that may follow
	binary.BigEndian.PutUint32(b[4:], uint32(p.ID))
	binary.BigEndian.PutUint32(b[8:], uint32(p.Status))
	binary.BigEndian.PutUint32(b[12:], p.Sequence)
	n := headerSize
	if !p.ID.IsResponse() || p.Status == ROK || row.Errors && v < V34 && !p.frame || p.hasAny(row) {
		var err *Error
		if n, err = p.putFields(b, row, v); err == nil && v >= V34 {
			n, err = p.putTLVs(b, n, row, v)
		}
		if err != nil {
			return dst[:start], err
		}
	}
	binary.BigEndian.PutUint32(b, uint32(n))
	return dst[:start+n], nil
}

// bound is at least the octets that the PDU takes: every value lies in data
// once, and has a NUL, a count or a TLV's head beside it, or is an integer that
// was not set.
func (p *PDU) bound(row *commandRow) int {
	return headerSize + len(p.data) + 4*(len(row.fields)+len(p.tlvs))
}

// putFields writes the fields into b behind the header and returns where they
// end.
func (p *PDU) putFields(b []byte, row *commandRow, v Version) (int, *Error) {
	n, vi := headerSize, v.index()
	for i := range row.fields {
		f, s := &row.fields[i], &p.spans[i]
		if f.Kind == kindInt1 {
			b[n] = 0
			if s.n > 0 {
				b[n] = p.data[s.off+s.n-1]
			}
			n++
			continue
		}
		val := p.data[s.off : s.off+s.n]
		if len(val) == 0 && f.Kind <= kindOctets && f.Kind != kindInt4 {
			b[n] = 0 // a lone NUL, or a length of 0
			n++
			continue
		}
		limit := f.limit(vi)
		switch f.Kind {
		case kindInt4:
			clear(b[n : n+4])
			n += 4
			copy(b[n-min(len(val), 4):n], val)
		case kindCString:
			if f.Field == FieldPassword {
				limit = max(limit, longPassword) // real passwords are longer than the field: sent whole
			}
			if len(val)+1 > limit {
				return n, p.fault(f.Field.String(), n, tooLong(f.Field), "at most "+strconv.Itoa(limit-1)+" octets in SMPP "+v.String())
			}
			if f.Exact && len(val) != 16 && (f.Field != FieldFinalDate || len(val) != 12) {
				return n, p.fault(f.Field.String(), n, tooLong(f.Field), "a time has 16 characters or none")
			}
			at := b[n : n+len(val)+1]
			for j, c := range val { // short: faster than a search and a copy
				if at[j] = c; c == 0 {
					return n, p.fault(f.Field.String(), n, tooLong(f.Field), "a NUL ends the field and can not be in it")
				}
			}
			at[len(val)] = 0
			n += len(at)
		case kindOctets:
			if limit = min(limit, 255); len(val) > limit {
				return n, p.fault(f.Field.String(), n, RINVMSGLEN, "at most "+strconv.Itoa(limit)+" octets in SMPP "+v.String())
			}
			b[n] = byte(len(val))
			n++
			n += copy(b[n:], val)
		default:
			if row.ID == SubmitMulti && (len(val) == 0 || val[0] == 0) {
				return n, p.fault("number_of_dests", n, RINVNUMDESTS, "at least one destination is needed")
			}
			if len(val) == 0 {
				b[n] = 0
				n++
				continue
			}
			if most := f.Entries[vi]; most > 0 && int(val[0]) > most {
				return n, p.fault(f.countName(), n, tooLong(f.Field), "at most "+strconv.Itoa(most)+" entries in SMPP "+v.String())
			}
			if name, st := f.checkEntries(val); name != "" {
				return n, p.fault(name, n, st, "an entry is too long or has a NUL in it")
			}
			n += copy(b[n:], val)
		}
	}
	return n, nil
}

// putTLVs writes the TLVs that the version knows into b from n on.
func (p *PDU) putTLVs(b []byte, n int, row *commandRow, v Version) (int, *Error) {
	rows := &row.tables.tlvs
	for i := range p.tlvs {
		t := &p.tlvs[i]
		if r := rows.find(t.tag); r != nil {
			if v < V50 && r.since50 {
				continue
			}
			if (t.n < r.min || t.n > r.max) && row.takes(r.row) {
				return n, p.fault(row.tables.tagName(t.tag), n, RINVTLVLEN, "a length that this TLV can not have")
			}
		}
		if t.n > 0xFFFF {
			return n, p.fault(row.tables.tagName(t.tag), n, RINVTLVLEN, "a TLV holds at most 65,535 octets")
		}
		binary.BigEndian.PutUint32(b[n:], uint32(t.tag)<<16|t.n)
		n += 4
		n += copy(b[n:], p.data[t.off:t.off+t.n])
	}
	return n, nil
}

// limit is the field's size in a version; a command of another version keeps
// its own.
func (f *fieldRow) limit(vi int) int {
	if n := f.Max[vi]; n > 0 {
		return n
	}
	return f.widest
}

func (p *PDU) hasAny(row *commandRow) bool {
	for i := range row.fields {
		if p.spans[i].off != 0 {
			return true
		}
	}
	return len(p.tlvs) > 0
}
