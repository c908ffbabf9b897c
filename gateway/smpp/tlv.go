package smpp

import (
	"fmt"
	"iter"
)

// ValueKind is how a TLV's value is read.
type ValueKind uint8

const (
	ValueInt     ValueKind = iota // an integer, highest octet first
	ValueCString                  // octets and a NUL
	ValueOctets
)

// TLVInfo is a row of the table of TLVs.
type TLVInfo struct {
	Tag        Tag
	Name       string
	Introduced string // "3.4" or "5.0"
	Min, Max   int    // octets of the value, over all versions
	Max34      int    // octets of the value in 3.4, where 5.0 lets it be longer
	Differs    bool   // 3.4 has a limit of its own: Max34
	Value      ValueKind
	Repeats    bool
	Digits     bool        // decimal digits only
	Enum       string      // of its values, "" for none
	Values     string      // in words, where there is no enumeration
	Note       string      // where versions or practice differ
	In         []CommandID // over all versions
	In34       []CommandID // those of 3.4, where they are fewer
}

// tagEnd is above every tag of the table.
const tagEnd = 0x1400

// tlvHot is what the codec needs of a row, packed.
type tlvHot struct {
	min, max uint32
	since50  bool
	row      *TLVInfo
}

// tlvIndex finds rows by tag.
type tlvIndex struct {
	at    [tagEnd]uint16 // index in hot; 0 for none
	above map[Tag]uint16 // the same from tagEnd on, where only added rows are
	hot   []tlvHot
}

func indexTLVs(rows []TLVInfo) (ix tlvIndex) {
	ix.hot = make([]tlvHot, 1, len(rows)+1)
	ix.above = map[Tag]uint16{}
	for i := range rows {
		r := &rows[i]
		if n := uint16(len(ix.hot)); r.Tag < tagEnd {
			ix.at[r.Tag] = n
		} else {
			ix.above[r.Tag] = n
		}
		ix.hot = append(ix.hot, tlvHot{uint32(r.Min), uint32(r.Max), r.Introduced == "5.0", r})
	}
	return ix
}

// find returns what the codec needs of a tag, nil when there is no row.
func (ix *tlvIndex) find(t Tag) *tlvHot {
	var i uint16
	if t < tagEnd {
		i = ix.at[t]
	} else {
		i = ix.above[t]
	}
	if i == 0 {
		return nil
	}
	return &ix.hot[i]
}

func (ix *tlvIndex) row(t Tag) *TLVInfo {
	if h := ix.find(t); h != nil {
		return h.row
	}
	return nil
}

// Info returns the tag's row; ok is false for a tag that no version defines.
func (t Tag) Info() (TLVInfo, bool) { return standard.TLV(t) }

// String returns the specification's name, or the number in hexadecimal.
func (t Tag) String() string { return standard.tagName(t) }

func (t *Tables) tagName(tag Tag) string {
	if r := t.tlvs.row(tag); r != nil {
		return r.Name
	}
	return fmt.Sprintf("0x%04X", uint16(tag))
}

// TagByName finds a tag by its specification name.
func TagByName(name string) (Tag, bool) { return standard.TagByName(name) }

// TLVTable lists the table.
func TLVTable() iter.Seq[TLVInfo] { return standard.TLVs() }
