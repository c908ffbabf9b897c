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

// tlvByTag finds a row: its index in tlvRows plus one, 0 for none.
var tlvByTag = indexTLVs(tlvRows)

func indexTLVs(rows []TLVInfo) *[tagEnd]uint8 {
	ix := new([tagEnd]uint8)
	for i := range rows {
		ix[rows[i].Tag] = uint8(i + 1)
	}
	return ix
}

func rowOfTag(t Tag) *TLVInfo {
	if t >= tagEnd || tlvByTag[t] == 0 {
		return nil
	}
	return &tlvRows[tlvByTag[t]-1]
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
