package smpp

import (
	"bytes"
	"encoding/binary"
	"strconv"
)

// longPassword is the longest password that is written, in octets with the
// final NUL.
const longPassword = 65

// Append encodes the PDU in a version and appends it to dst. It writes
// strictly: a field that is too long for the version is an *Error, TLVs of a
// later version are left out and a 3.3 PDU has none, and an error response in
// which nothing was set has no body (SMPP 5.0 3.2.1.3; 3.3 peers take that
// too).
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
	vi := v.index()
	var header [headerSize]byte
	binary.BigEndian.PutUint32(header[4:], uint32(p.ID))
	binary.BigEndian.PutUint32(header[8:], uint32(p.Status))
	binary.BigEndian.PutUint32(header[12:], p.Sequence)
	dst = append(dst, header[:]...)

	response := p.ID.IsResponse()
	if response && p.Status != ROK && !p.hasAny() {
		return finish(dst, start), nil
	}
	for i := range row.fields {
		f := &row.fields[i]
		s := p.spans[i]
		var val []byte
		if s.off != 0 {
			val = p.data[s.off : s.off+s.n]
		}
		if f.Kind == kindInt1 {
			if len(val) > 0 {
				dst = append(dst, val[len(val)-1])
			} else {
				dst = append(dst, 0)
			}
			continue
		}
		if len(val) == 0 && f.Kind <= kindOctets && f.Kind != kindInt4 {
			dst = append(dst, 0) // a lone NUL, or a length of 0
			continue
		}
		limit := f.limit(vi)
		switch f.Kind {
		case kindInt4:
			dst = append(dst, 0, 0, 0, 0)
			copy(dst[len(dst)-min(len(val), 4):], val)
		case kindCString:
			if f.Field == FieldPassword {
				limit = max(limit, longPassword) // real passwords are longer than the field: sent whole
			}
			if len(val)+1 > limit {
				return dst[:start], p.fault(f.Field.String(), len(dst)-start, tooLong(f.Field), "at most "+strconv.Itoa(limit-1)+" octets in SMPP "+v.String())
			}
			if f.Exact && len(val) != 0 && len(val) != 16 && (f.Field != FieldFinalDate || len(val) != 12) {
				return dst[:start], p.fault(f.Field.String(), len(dst)-start, tooLong(f.Field), "a time has 16 characters or none")
			}
			if bytes.IndexByte(val, 0) >= 0 {
				return dst[:start], p.fault(f.Field.String(), len(dst)-start, tooLong(f.Field), "a NUL ends the field and can not be in it")
			}
			dst = append(append(dst, val...), 0)
		case kindOctets:
			if len(val) > min(limit, 255) {
				return dst[:start], p.fault(f.Field.String(), len(dst)-start, RINVMSGLEN, "at most "+strconv.Itoa(min(limit, 255))+" octets in SMPP "+v.String())
			}
			dst = append(append(dst, byte(len(val))), val...)
		default:
			if row.ID == SubmitMulti && (len(val) == 0 || val[0] == 0) {
				return dst[:start], p.fault("number_of_dests", len(dst)-start, RINVNUMDESTS, "at least one destination is needed")
			}
			if len(val) == 0 {
				dst = append(dst, 0)
				continue
			}
			if name, st := f.checkEntries(val); name != "" {
				return dst[:start], p.fault(name, len(dst)-start, st, "an entry is too long or has a NUL in it")
			}
			dst = append(dst, val...)
		}
	}
	if v >= V34 {
		for i := range p.tlvs {
			t := &p.tlvs[i]
			r := rowOfTag(t.tag)
			if v < V50 && r != nil && r.Introduced == "5.0" {
				continue
			}
			if r != nil && (int(t.n) < r.Min || int(t.n) > r.Max) && row.takes(r) {
				return dst[:start], p.fault(t.tag.String(), len(dst)-start, RINVTLVLEN, "a length that this TLV can not have")
			}
			if t.n > 0xFFFF {
				return dst[:start], p.fault(t.tag.String(), len(dst)-start, RINVTLVLEN, "a TLV holds at most 65,535 octets")
			}
			dst = binary.BigEndian.AppendUint16(dst, uint16(t.tag))
			dst = binary.BigEndian.AppendUint16(dst, uint16(t.n))
			dst = append(dst, p.data[t.off:t.off+t.n]...)
		}
	}
	return finish(dst, start), nil
}

// limit is the field's size in a version; a command of another version keeps
// its own.
func (f *fieldRow) limit(vi int) int {
	if n := f.Max[vi]; n > 0 {
		return n
	}
	return f.widest
}

func (p *PDU) hasAny() bool {
	for i := range p.row.fields {
		if p.spans[i].off != 0 {
			return true
		}
	}
	return len(p.tlvs) > 0
}

func finish(dst []byte, start int) []byte {
	binary.BigEndian.PutUint32(dst[start:], uint32(len(dst)-start))
	return dst
}
