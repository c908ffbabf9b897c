package smpp

import (
	"encoding/json"
	"iter"
	"slices"
)

// Tables are the rows by which PDUs are read, written and explained. They never
// change once made; With gives new ones. The functions of the package work by
// those of Standard, and a PDU remembers the tables that it was decoded by.
type Tables struct {
	commands commandIndex
	tlvs     tlvIndex
	tlvRows  []TLVInfo
	statuses []StatusInfo
	byStatus map[Status]*StatusInfo
}

var standard = newTables(tlvRows, statusRows)

// Standard returns the tables of SMPP 3.3, 3.4 and 5.0.
func Standard() *Tables { return standard }

// With returns tables that have these rows too, such as a provider's own TLVs
// and statuses. A row with the tag or the code of an old one takes its place.
func (t *Tables) With(tlvs []TLVInfo, statuses []StatusInfo) *Tables {
	rows := slices.DeleteFunc(slices.Clone(t.tlvRows), func(old TLVInfo) bool {
		return slices.ContainsFunc(tlvs, func(r TLVInfo) bool { return r.Tag == old.Tag })
	})
	codes := slices.DeleteFunc(slices.Clone(t.statuses), func(old StatusInfo) bool {
		return old.numbered() && slices.ContainsFunc(statuses, func(r StatusInfo) bool { return r.numbered() && r.Code == old.Code })
	})
	return newTables(append(rows, tlvs...), append(codes, statuses...))
}

func newTables(tlvs []TLVInfo, statuses []StatusInfo) *Tables {
	t := &Tables{tlvRows: tlvs, statuses: statuses, tlvs: indexTLVs(tlvs), byStatus: indexStatuses(statuses)}
	t.commands = t.indexCommands(commandRows, layouts)
	return t
}

// Decode is the function Decode by these tables.
func (t *Tables) Decode(p *PDU, frame []byte, v Version) error { return t.decode(p, frame, v, nil) }

// Explain is the function Explain by these tables.
func (t *Tables) Explain(frame []byte, v Version) Explanation { return t.explain(frame, v) }

// JSON is the function JSON by these tables.
func (t *Tables) JSON(frame []byte, v Version) json.RawMessage { return t.json(frame, v) }

// New is the function New by these tables.
func (t *Tables) New(id CommandID) *PDU {
	p := &PDU{row: t.row(id)}
	p.Reset(id)
	return p
}

// TLV returns a tag's row; ok is false for a tag that the tables do not have.
func (t *Tables) TLV(tag Tag) (TLVInfo, bool) {
	if r := t.tlvs.row(tag); r != nil {
		return *r, true
	}
	return TLVInfo{}, false
}

// TagByName finds a tag by its name in the tables.
func (t *Tables) TagByName(name string) (Tag, bool) {
	for i := range t.tlvRows {
		if t.tlvRows[i].Name == name {
			return t.tlvRows[i].Tag, true
		}
	}
	return 0, false
}

// TLVs lists the rows of TLVs.
func (t *Tables) TLVs() iter.Seq[TLVInfo] { return slices.Values(t.tlvRows) }

// Statuses lists the rows of statuses.
func (t *Tables) Statuses() iter.Seq[StatusInfo] { return slices.Values(t.statuses) }
