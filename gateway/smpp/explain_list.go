package smpp

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"
)

// list explains a list's count octet and the parts of its entries.
func (x *explainer) list(f *fieldRow, at int, b []byte, rule, note string) {
	versions, remark := f.inVersions(x.p.row)
	x.add(Row{Name: f.countName(), Offset: at, Length: 1, Depth: 1, Kind: "int", Value: strconv.Itoa(int(b[0])), Raw: uint32(b[0]), Meaning: "entries that follow", Rule: join(noteOf(f.countName(), x.p.ID).Rule, rule), Note: note, Versions: versions, Remark: remark})
	i, row := 0, x.p.row
	part := func(name string, off, n int, kind, value, meaning string) {
		var raw any = string(bytes.TrimSuffix(b[off:off+n], []byte{0}))
		if kind == "int" {
			var v uint32
			for _, c := range b[off : off+n] {
				v = v<<8 | uint32(c)
			}
			raw = v
		}
		is := noteOf(f.Field.String()+name, x.p.ID)
		r := Row{Name: entryName(f.Field.String(), i) + name, Offset: at + off, Length: n, Depth: 2, Kind: kind, Value: value, Raw: raw, Meaning: meaning, Rule: is.Rule, Note: is.Note}
		r.Versions = rulesOf(func(i int) string {
			switch {
			case row.States[i] == 0 || f.Max[i] == 0:
				return ""
			case kind == "int":
				return integer(n)
			case f.Kind == kindIDList:
				return cString(f.Max[i])
			}
			return cString(longAddress)
		})
		r.Remark = with(r.Versions, is.Note)
		x.add(r)
	}
	switch f.Kind {
	case kindDestinations:
		_, _ = eachDestination(b, func(d destinationSpans, b []byte) bool {
			name := string(b[d.name.off : d.name.off+d.name.n])
			if b[d.flag] == 2 {
				part(".dest_flag", d.flag, 1, "int", "2", "the name of a distribution list")
				part(".dl_name", int(d.name.off), int(d.name.n)+1, "text", printable([]byte(name)), "")
			} else {
				ton, npi := uint32(b[d.flag+1]), uint32(b[d.flag+2])
				part(".dest_flag", d.flag, 1, "int", "1", "an address")
				part(".dest_addr_ton", d.flag+1, 1, "int", fmt.Sprint(ton), valueName("ton", ton))
				part(".dest_addr_npi", d.flag+2, 1, "int", fmt.Sprint(npi), valueName("npi", npi))
				part(".destination_addr", int(d.name.off), int(d.name.n)+1, "text", printable([]byte(name)), "")
			}
			i++
			return true
		})
	case kindUnsuccess:
		_, _ = eachUnsuccess(b, func(o int, name span, b []byte) bool {
			st := Status(binary.BigEndian.Uint32(b[name.off+name.n+1:]))
			part(".dest_addr_ton", o, 1, "int", fmt.Sprint(b[o]), valueName("ton", uint32(b[o])))
			part(".dest_addr_npi", o+1, 1, "int", fmt.Sprint(b[o+1]), valueName("npi", uint32(b[o+1])))
			part(".destination_addr", int(name.off), int(name.n)+1, "text", printable(b[name.off:name.off+name.n]), "")
			part(".error_status_code", int(name.off+name.n)+1, 4, "int", x.t.Status(st).Name, x.t.Status(st).Meaning)
			i++
			return true
		})
	case kindIDList:
		pos := 1
		for range int(b[0]) {
			n := 0
			for pos+n < len(b) && b[pos+n] != 0 {
				n++
			}
			part("", pos, n+1, "text", printable(b[pos:pos+n]), "")
			pos += n + 1
			i++
		}
	}
}
