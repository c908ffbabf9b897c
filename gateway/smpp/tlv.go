package smpp

import (
	"fmt"
	"iter"
)

// valueKind is how a TLV's value is read.
type valueKind uint8

const (
	valueInt valueKind = iota
	valueCString
	valueOctets
)

// TLVInfo is a row of the table of TLVs.
type TLVInfo struct {
	Tag        Tag
	Name       string
	Introduced string // "3.4" or "5.0"
	Min, Max   int    // octets of the value, over all versions
	Value      valueKind
	Repeats    bool
	Digits     bool   // decimal digits only
	Enum       string // of its values, "" for none
	Values     string // in words, where there is no enumeration
	In         []CommandID
}

// tagEnd is above every tag of the table.
const tagEnd = 0x1400

// tlvHot is what the codec needs of a row, packed.
type tlvHot struct {
	min, max uint32
	since50  bool
	row      *TLVInfo
}

// tlvByTag finds rows by tag; made once from tlvRows.
var tlvByTag = indexTLVs(tlvRows)

type tlvIndex struct {
	at  [tagEnd]uint8 // index in hot; 0 for none
	hot []tlvHot
}

func indexTLVs(rows []TLVInfo) *tlvIndex {
	ix := &tlvIndex{hot: make([]tlvHot, 1, len(rows)+1)}
	for i := range rows {
		r := &rows[i]
		ix.at[r.Tag] = uint8(len(ix.hot))
		ix.hot = append(ix.hot, tlvHot{uint32(r.Min), uint32(r.Max), r.Introduced == "5.0", r})
	}
	return ix
}

// hotOf finds what the codec needs of a tag, nil when no version defines it.
func hotOf(t Tag) *tlvHot {
	if t >= tagEnd || tlvByTag.at[t] == 0 {
		return nil
	}
	return &tlvByTag.hot[tlvByTag.at[t]]
}

func rowOfTag(t Tag) *TLVInfo {
	if h := hotOf(t); h != nil {
		return h.row
	}
	return nil
}

// Info returns the tag's row; ok is false for a tag that no version defines.
func (t Tag) Info() (TLVInfo, bool) {
	if r := rowOfTag(t); r != nil {
		return *r, true
	}
	return TLVInfo{}, false
}

// String returns the specification's name, or the number in hexadecimal.
func (t Tag) String() string {
	if r := rowOfTag(t); r != nil {
		return r.Name
	}
	return fmt.Sprintf("0x%04X", uint16(t))
}

// TagByName finds a tag by its specification name.
func TagByName(name string) (Tag, bool) {
	for i := range tlvRows {
		if tlvRows[i].Name == name {
			return tlvRows[i].Tag, true
		}
	}
	return 0, false
}

// TLVTable lists the table.
func TLVTable() iter.Seq[TLVInfo] {
	return func(yield func(TLVInfo) bool) {
		for i := range tlvRows {
			if !yield(tlvRows[i]) {
				return
			}
		}
	}
}
