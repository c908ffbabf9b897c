package smpp

import (
	"fmt"
	"iter"
	"strings"
	"time"
)

// ValueInfo is a row of the table of enumerated values: one value, a range of
// them, or a word.
type ValueInfo struct {
	Enum       string
	Value      int
	Last       int    // end of a range; 0 for a single value
	Text       string // the value of an enumeration of words
	Name       string
	Meaning    string
	Introduced string
	Note       string // where versions or practice differ
}

type valueKey struct {
	enum  string
	value int
}

var valueByKey = indexValues(valueRows)

func indexValues(rows []ValueInfo) map[valueKey]*ValueInfo {
	m := make(map[valueKey]*ValueInfo, len(rows))
	for i := range rows {
		if rows[i].Last == 0 && rows[i].Text == "" {
			m[valueKey{rows[i].Enum, rows[i].Value}] = &rows[i]
		}
	}
	return m
}

// Values lists the table.
func Values() iter.Seq[ValueInfo] {
	return func(yield func(ValueInfo) bool) {
		for i := range valueRows {
			if !yield(valueRows[i]) {
				return
			}
		}
	}
}

// rowOfValue finds a value's row, or that of its range.
func rowOfValue(enum string, v uint32) *ValueInfo {
	if r := valueByKey[valueKey{enum, int(v)}]; r != nil {
		return r
	}
	for i := range valueRows {
		if r := &valueRows[i]; r.Last != 0 && r.Enum == enum && int64(v) >= int64(r.Value) && int64(v) <= int64(r.Last) {
			return r
		}
	}
	return nil
}

// Meaning returns what a value of an enumeration means, "" when the table does
// not have it. The bit fields esm_class, registered_delivery and data_coding,
// and command_status, are read too.
func Meaning(enum string, v uint32) string {
	switch enum {
	case "esm_class":
		return esmClassWords(byte(v), SubmitSM)
	case "registered_delivery":
		return registeredWords(byte(v))
	case "data_coding":
		return DataCodingWords(byte(v))
	case "command_status":
		return Status(v).Info().Meaning
	}
	r := rowOfValue(enum, v)
	if r == nil {
		return ""
	}
	if r.Meaning != "" {
		return r.Meaning
	}
	return r.Name
}

func valueName(enum string, v uint32) string {
	if r := rowOfValue(enum, v); r != nil {
		return strings.ReplaceAll(r.Name, "_", " ")
	}
	return ""
}

// wordName explains a value that is a word, such as a service_type.
func wordName(enum, text string) string {
	for i := range valueRows {
		if r := &valueRows[i]; text != "" && r.Enum == enum && r.Text == text {
			return strings.ReplaceAll(r.Name, "_", " ")
		}
	}
	return ""
}

// meaningOf explains an integer field.
func meaningOf(f Field, id CommandID, v Version, n uint32) string {
	switch f {
	case FieldInterfaceVersion:
		return "the sender speaks SMPP " + Negotiate(V50, byte(n)).String()
	case FieldESMClass:
		return esmClassWords(byte(n), id)
	case FieldRegisteredDelivery:
		return registeredWords(byte(n))
	case FieldDataCoding:
		return DataCodingWords(byte(n))
	case FieldPriorityFlag:
		if v == V33 {
			return valueName("priority_v33", n)
		}
	}
	return valueName(fieldRows[f].Enum, n)
}

// esmClassWords reads esm_class (SMPP 5.0 4.7.12): mode in bits 1-0, type in
// bits 5-2, features in bits 7-6.
func esmClassWords(b byte, id CommandID) string {
	var out []string
	if m := b & 3; id.Request() == SubmitSM || id.Request() == DataSM || id.Request() == SubmitMulti {
		out = append(out, [...]string{"default mode", "datagram mode", "forward (transaction) mode", "store and forward mode"}[m])
	}
	switch b & 0x3C {
	case 0:
		if id.Request() == DeliverSM {
			out = append(out, "a message")
		}
	case 0x04:
		out = append(out, "delivery receipt")
	case 0x08:
		out = append(out, "delivery acknowledgement by the phone")
	case 0x10:
		out = append(out, "manual acknowledgement by the user")
	case 0x18:
		out = append(out, "conversation abort")
	case 0x20:
		out = append(out, "intermediate notification")
	default:
		out = append(out, "reserved message type")
	}
	if b&0x40 != 0 {
		out = append(out, "the text begins with a user data header")
	}
	if b&0x80 != 0 {
		out = append(out, "reply path")
	}
	return strings.Join(out, ", ")
}

// registeredWords reads registered_delivery (SMPP 5.0 4.7.21).
func registeredWords(b byte) string {
	out := []string{[...]string{"no receipt", "receipt asked for", "receipt asked for on failure", "receipt asked for on success"}[b&3]}
	switch b & 0x0C {
	case 0x04:
		out = append(out, "acknowledgement by the phone")
	case 0x08:
		out = append(out, "acknowledgement by the user")
	case 0x0C:
		out = append(out, "acknowledgement by phone and user")
	}
	if b&0x10 != 0 {
		out = append(out, "intermediate notifications")
	}
	return strings.Join(out, ", ")
}

// DataCodingWords explains a data_coding (SMPP 5.0 4.7.7; the groups above come
// from 3GPP TS 23.038).
func DataCodingWords(b byte) string {
	class := [...]string{"class 0 (flash)", "class 1 (phone)", "class 2 (SIM)", "class 3 (terminal)"}[b&3]
	switch {
	case b == 0:
		return "the message centre's default alphabet, usually GSM 7-bit with one character an octet"
	case b == 1:
		return "ASCII (IA5)"
	case b == 2 || b == 4:
		return "binary octets"
	case b == 3:
		return "Latin-1 (ISO-8859-1)"
	case b == 5:
		return "Japanese (JIS X 0208)"
	case b == 6:
		return "Cyrillic (ISO-8859-5)"
	case b == 7:
		return "Hebrew (ISO-8859-8)"
	case b == 8:
		return "Unicode (UCS-2, in practice UTF-16, big-endian)"
	case b == 9:
		return "pictogram encoding"
	case b == 10:
		return "Japanese (ISO-2022-JP music codes)"
	case b == 13:
		return "extended Japanese (JIS X 0212)"
	case b == 14:
		return "Korean (KS C 5601)"
	case b&0xF0 == 0xC0:
		return "message waiting, the text may be discarded"
	case b&0xF0 == 0xE0:
		return "message waiting, the text is stored, in Unicode (reserved in SMPP)"
	case b&0xF0 == 0xD0:
		return "message waiting, the text is stored"
	case b&0xFC == 0xF0, b&0xFC == 0x10:
		return "GSM 7-bit, " + class
	case b&0xFC == 0xF4, b&0xFC == 0x14:
		return "binary octets, " + class
	case b&0xFC == 0x18:
		return "Unicode, " + class
	}
	return "reserved"
}

// timeWords explains a time field.
func timeWords(s string, now time.Time) string {
	if s == "" {
		return "none"
	}
	t, relative, err := ParseTime(s, now)
	switch {
	case err != nil:
		return "not a time"
	case relative:
		return "after " + t.Sub(now).String()
	}
	return t.Format("2006-01-02 15:04:05 UTC")
}

// tlvWords explains a TLV's value.
func (t *Tables) tlvWords(r *TLVInfo, b []byte) string {
	if r == nil {
		return "no SMPP version defines this tag"
	}
	if s := partWords(r.Tag, b); s != "" {
		return s
	}
	if r.Value == ValueInt {
		var n uint32
		for _, x := range b {
			n = n<<8 | uint32(x)
		}
		switch r.Tag {
		case TagSCInterfaceVersion:
			return "the message centre speaks SMPP " + Negotiate(V50, byte(n)).String()
		}
		switch r.Enum {
		case "":
			return ""
		case "command_status":
			return t.Status(Status(n)).Name
		}
		return valueName(r.Enum, n)
	}
	return ""
}

// partWords explains a TLV whose value has several parts.
func partWords(tag Tag, b []byte) string {
	var out []string
	for i := range tlvParts {
		r := &tlvParts[i]
		if r.Tag != tag || len(b) < r.At+r.Octets {
			continue
		}
		var n uint32
		for _, x := range b[r.At : r.At+r.Octets] {
			n = n<<8 | uint32(x)
		}
		if r.Mask != 0 {
			n &= r.Mask
		}
		if r.Enum == "" {
			out = append(out, fmt.Sprintf("%s %d", r.Name, n>>r.Shift))
		} else if w := valueName(r.Enum, n); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, ", ")
}
