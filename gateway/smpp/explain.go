package smpp

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Row is one line of an explained PDU.
type Row struct {
	Name    string // as the specification has it, "dest_address[0].dest_flag", "tlv[1].length"
	Offset  int    // octets from the PDU's first
	Length  int    // octets, final NUL included
	Depth   int    // 0 for groups and header, 1 for fields, 2 for parts of fields
	Kind    string // "group", "int", "text", "octets"
	Value   string // as shown
	Raw     any    // uint32 or uint64 of an int, string of a text, []byte of octets (borrowed); nil for what has no value
	Meaning string // in words, "" where there is nothing to add
	Rule    string // what the specification allows
	Note    string // where versions differ

	Versions []VersionRule // what each version says of it, nil for what is no field
	Remark   string        // what Note says that is of no single version
}

// Problem is something in a PDU that breaks a rule.
type Problem struct {
	Field  string `json:"field"`
	Offset int    `json:"offset"`
	Rule   string `json:"rule"`
	Status Status `json:"-"`
}

// Explanation is a PDU in words.
type Explanation struct {
	Command  string
	ID       CommandID
	Status   Status
	Sequence uint32
	Rows     []Row
	Problems []Problem
}

func index(i int) string { return "[" + strconv.Itoa(i) + "]" }

func entryName(field string, i int) string { return field + index(i) }

// Explain describes every field of a frame with its place. It never fails: a
// malformed PDU is explained up to the fault, and the fault is named.
func Explain(frame []byte, v Version) Explanation { return standard.explain(frame, v) }

func (t *Tables) explain(frame []byte, v Version) Explanation {
	x := explainer{t: t, frame: frame, v: v, now: time.Now()}
	err := t.decode(&x.p, frame, v, x.problem)
	x.out.Command, x.out.ID, x.out.Status, x.out.Sequence = x.p.ID.String(), x.p.ID, x.p.Status, x.p.Sequence
	if len(frame) < headerSize {
		x.out.Command = "(incomplete)"
		if len(frame) > 0 {
			x.add(Row{Name: "(octets)", Length: len(frame), Kind: "octets", Value: hex.EncodeToString(frame), Meaning: "not even a header"})
		}
	} else {
		x.header()
		end := x.fields()
		end = x.tlvs(end)
		if end < len(frame) {
			x.add(Row{Name: "(rest)", Offset: end, Length: len(frame) - end, Kind: "octets", Value: hex.EncodeToString(frame[end:]), Meaning: "octets that belong to no field"})
		}
	}
	var bad *Error
	if errors.As(err, &bad) {
		x.problem(bad)
	}
	x.semantic()
	return x.out
}

type explainer struct {
	t     *Tables
	frame []byte
	v     Version
	now   time.Time
	p     PDU
	out   Explanation
}

// problem names a fault once.
func (x *explainer) problem(bad *Error) {
	p := Problem{Field: bad.Field, Offset: bad.Offset, Rule: bad.Rule, Status: bad.Status}
	if !slices.Contains(x.out.Problems, p) {
		x.out.Problems = append(x.out.Problems, p)
	}
}

func (x *explainer) add(r Row) { x.out.Rows = append(x.out.Rows, r) }

func (x *explainer) header() {
	f := x.frame
	n := binary.BigEndian.Uint32(f)
	x.add(Row{Name: "command_length", Offset: 0, Length: 4, Kind: "int", Value: strconv.FormatUint(uint64(n), 10), Raw: n, Meaning: "octets in all, these four included", Rule: "at least 16", Note: "no version has a largest size", Versions: anyCommand(integer(4)), Remark: "no version has a largest size"})
	kind := "request"
	if x.p.ID.IsResponse() {
		kind = "response"
	}
	id := Row{Name: "command_id", Offset: 4, Length: 4, Kind: "int", Value: x.p.ID.String(), Raw: uint32(x.p.ID), Meaning: fmt.Sprintf("0x%08X, a %s", uint32(x.p.ID), kind)}
	if x.p.row != nil {
		id.Rule, id.Note = x.p.row.rule(x.v)
		id.Versions, id.Remark = x.p.row.inVersions()
	}
	x.add(id)
	info := x.t.Status(x.p.Status)
	st := Row{Name: "command_status", Offset: 8, Length: 4, Kind: "int", Value: info.Name, Raw: uint32(x.p.Status), Meaning: info.Meaning, Note: info.note(), Versions: info.inVersions(), Remark: info.note()}
	if !x.p.ID.IsResponse() {
		st.Meaning, st.Rule, st.Note = "a request has none", "0 in a request; a receiver ignores it there", ""
		st.Versions, st.Remark = anyCommand(integer(4)), ""
		if x.p.Status != ROK {
			st.Value = fmt.Sprintf("0x%08X", uint32(x.p.Status))
			st.Meaning = "should be 0 in a request"
		}
	}
	x.add(st)
	x.add(Row{Name: "sequence_number", Offset: 12, Length: 4, Kind: "int", Value: strconv.FormatUint(uint64(x.p.Sequence), 10), Raw: x.p.Sequence, Meaning: "the response repeats it", Rule: "1 to 2,147,483,647; 0 in a generic_nack for what could not be read", Versions: anyCommand(integer(4))})
	if x.p.Sequence == 0 && x.p.ID != GenericNack || x.p.Sequence > 0x7FFFFFFF {
		x.out.Problems = append(x.out.Problems, Problem{Field: "sequence_number", Offset: 12, Rule: "outside 1 to 2,147,483,647; peers take it all the same", Status: ROK})
	}
}

// fields explains the located fields and returns the offset behind them.
func (x *explainer) fields() int {
	end := headerSize
	row := x.p.row
	if row == nil {
		return end
	}
	for i := range row.fields {
		f := &row.fields[i]
		s := x.p.spans[i]
		if s.off == 0 {
			break
		}
		b := x.frame[s.off : s.off+s.n]
		rule, note := f.rule(row, x.v)
		versions, remark := f.inVersions(row)
		switch f.Kind {
		case kindInt1, kindInt4:
			n := x.p.Int(f.Field)
			x.add(Row{Name: f.Field.String(), Offset: int(s.off), Length: int(s.n), Depth: 1, Kind: "int", Value: strconv.FormatUint(uint64(n), 10), Raw: n, Meaning: meaningOf(f.Field, row.ID, x.v, n), Rule: rule, Note: join(note, valueNote(f.Field, n)), Versions: versions, Remark: join(remark, valueNote(f.Field, n))})
			end = int(s.off + s.n)
		case kindCString:
			r := Row{Name: f.Field.String(), Offset: int(s.off), Length: int(s.n) + 1, Depth: 1, Kind: "text", Value: printable(b), Raw: string(b), Meaning: wordName(fieldRows[f.Field].Enum, string(b)), Rule: rule, Note: note, Versions: versions, Remark: remark}
			switch {
			case f.Exact:
				r.Meaning = timeWords(string(b), x.now)
			case f.Field == FieldPassword && len(b) > 8:
				r.Meaning = "longer than the protocol's 8 characters"
			}
			x.add(r)
			end = int(s.off+s.n) + 1
		case kindOctets:
			x.add(Row{Name: f.countName(), Offset: int(s.off) - 1, Length: 1, Depth: 1, Kind: "int", Value: strconv.Itoa(int(s.n)), Raw: s.n, Meaning: "octets of short_message, user data header included", Rule: noteOf(f.countName(), row.ID).Rule, Versions: row.everywhere(integer(1))})
			x.add(Row{Name: f.Field.String(), Offset: int(s.off), Length: int(s.n), Depth: 1, Kind: "octets", Value: hex.EncodeToString(b), Raw: b, Meaning: x.textWords(b), Rule: rule, Note: note, Versions: versions, Remark: remark})
			end = int(s.off + s.n)
		default:
			x.list(f, int(s.off), b, rule, note)
			end = int(s.off + s.n)
		}
	}
	return end
}

// textWords gives the octets of a text as ASCII where they are that; alphabets
// are read by package sms.
func (x *explainer) textWords(b []byte) string {
	if x.p.Int(FieldESMClass)&0x40 != 0 && len(b) > 0 && int(b[0])+1 <= len(b) {
		return fmt.Sprintf("user data header of %d octets, then %q", int(b[0])+1, printable(b[int(b[0])+1:]))
	}
	if len(b) == 0 {
		return "empty"
	}
	return strconv.Quote(printable(b))
}

func (x *explainer) tlvs(end int) int {
	for i := range x.p.tlvs {
		t := &x.p.tlvs[i]
		b := x.frame[t.off : t.off+t.n]
		name, r := entryName("tlv", i), x.t.tlvs.row(t.tag)
		value, kind, raw := hex.EncodeToString(b), "octets", any(b)
		if r != nil && r.Value == ValueInt && len(b) <= 8 {
			var n uint64
			for _, c := range b {
				n = n<<8 | uint64(c)
			}
			value, kind, raw = strconv.FormatUint(n, 10), "int", n
		}
		if r != nil && r.Value == ValueCString {
			value, kind, raw = printable(trimNUL(b)), "text", string(trimNUL(b))
		}
		row := Row{Name: x.t.tagName(t.tag), Offset: int(t.off) - 4, Length: int(t.n) + 4, Depth: 1, Kind: kind, Value: value, Raw: raw, Meaning: x.t.tlvWords(r, b)}
		if r != nil {
			row.Rule, row.Note = r.rule(x.p.row)
			row.Versions, row.Remark = r.inVersions(x.p.row)
		}
		part := row.Versions
		if r != nil {
			part = slices.Clone(row.Versions)
			for i := range part {
				if part[i].There {
					part[i].Words = integer(2)
				}
			}
		}
		x.add(row)
		x.add(Row{Name: name + ".tag", Offset: int(t.off) - 4, Length: 2, Depth: 2, Kind: "int", Value: fmt.Sprintf("0x%04X", uint16(t.tag)), Raw: uint32(t.tag), Versions: part})
		x.add(Row{Name: name + ".length", Offset: int(t.off) - 2, Length: 2, Depth: 2, Kind: "int", Value: strconv.Itoa(int(t.n)), Raw: t.n, Meaning: "octets of the value", Versions: part})
		if t.n > 0 {
			x.add(Row{Name: name + ".value", Offset: int(t.off), Length: int(t.n), Depth: 2, Kind: "octets", Value: hex.EncodeToString(b), Raw: b, Meaning: strconv.Quote(printable(b)), Versions: row.Versions, Remark: row.Remark})
		}
		end = int(t.off + t.n)
	}
	return end
}

func trimNUL(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == 0 {
		return b[:n-1]
	}
	return b
}

// printable shows octets as ASCII, everything else as a dot.
func printable(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		if c < 0x20 || c > 0x7E {
			c = '.'
		}
		s.WriteByte(c)
	}
	return s.String()
}
