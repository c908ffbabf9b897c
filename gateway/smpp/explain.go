package smpp

import (
	"bytes"
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
func Explain(frame []byte, v Version) Explanation {
	x := explainer{frame: frame, v: v, now: time.Now()}
	err := decode(&x.p, frame, v, x.problem)
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
	x.add(Row{Name: "command_length", Offset: 0, Length: 4, Kind: "int", Value: strconv.FormatUint(uint64(n), 10), Raw: n, Meaning: "octets in all, these four included", Rule: "at least 16"})
	kind := "request"
	if x.p.ID.IsResponse() {
		kind = "response"
	}
	x.add(Row{Name: "command_id", Offset: 4, Length: 4, Kind: "int", Value: x.p.ID.String(), Raw: uint32(x.p.ID), Meaning: fmt.Sprintf("0x%08X, a %s", uint32(x.p.ID), kind)})
	st := Row{Name: "command_status", Offset: 8, Length: 4, Kind: "int", Value: x.p.Status.Name(), Raw: uint32(x.p.Status), Meaning: x.p.Status.Info().Meaning}
	if !x.p.ID.IsResponse() {
		st.Meaning, st.Rule = "a request has none", "0 in a request; a receiver ignores it there"
		if x.p.Status != ROK {
			st.Value = fmt.Sprintf("0x%08X", uint32(x.p.Status))
			st.Meaning = "should be 0 in a request"
		}
	}
	x.add(st)
	x.add(Row{Name: "sequence_number", Offset: 12, Length: 4, Kind: "int", Value: strconv.FormatUint(uint64(x.p.Sequence), 10), Raw: x.p.Sequence, Meaning: "the response repeats it", Rule: "1 to 2,147,483,647"})
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
		switch f.Kind {
		case kindInt1, kindInt4:
			n := x.p.Int(f.Field)
			x.add(Row{Name: f.Field.String(), Offset: int(s.off), Length: int(s.n), Depth: 1, Kind: "int", Value: strconv.FormatUint(uint64(n), 10), Raw: n, Meaning: meaningOf(f.Field, row.ID, x.v, n)})
			end = int(s.off + s.n)
		case kindCString:
			r := Row{Name: f.Field.String(), Offset: int(s.off), Length: int(s.n) + 1, Depth: 1, Kind: "text", Value: printable(b), Raw: string(b), Meaning: wordName(fieldRows[f.Field].Enum, string(b)), Rule: fmt.Sprintf("at most %d octets with the final NUL", f.widest), Note: versionNote(f)}
			switch {
			case f.Exact:
				r.Meaning = timeWords(string(b), x.now)
				r.Rule = "empty, or 16 characters and a NUL"
			case f.Field == FieldPassword && len(b) > 8:
				r.Meaning = "longer than the protocol's 8 characters"
			}
			x.add(r)
			end = int(s.off+s.n) + 1
		case kindOctets:
			x.add(Row{Name: f.countName(), Offset: int(s.off) - 1, Length: 1, Depth: 1, Kind: "int", Value: strconv.Itoa(int(s.n)), Raw: s.n, Meaning: "octets of short_message, user data header included"})
			x.add(Row{Name: f.Field.String(), Offset: int(s.off), Length: int(s.n), Depth: 1, Kind: "octets", Value: hex.EncodeToString(b), Raw: b, Meaning: x.textWords(b), Rule: fmt.Sprintf("at most %d octets", f.limit(x.v.index())), Note: versionNote(f)})
			end = int(s.off + s.n)
		default:
			x.list(f, int(s.off), b)
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

func (x *explainer) list(f *fieldRow, at int, b []byte) {
	x.add(Row{Name: f.countName(), Offset: at, Length: 1, Depth: 1, Kind: "int", Value: strconv.Itoa(int(b[0])), Raw: uint32(b[0]), Meaning: "entries that follow"})
	i := 0
	part := func(name string, off, n int, kind, value, meaning string) {
		var raw any = string(bytes.TrimSuffix(b[off:off+n], []byte{0}))
		if kind == "int" {
			var v uint32
			for _, c := range b[off : off+n] {
				v = v<<8 | uint32(c)
			}
			raw = v
		}
		x.add(Row{Name: entryName(f.Field.String(), i) + name, Offset: at + off, Length: n, Depth: 2, Kind: kind, Value: value, Raw: raw, Meaning: meaning})
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
			part(".error_status_code", int(name.off+name.n)+1, 4, "int", st.Name(), st.Info().Meaning)
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

func (x *explainer) tlvs(end int) int {
	for i := range x.p.tlvs {
		t := &x.p.tlvs[i]
		b := x.frame[t.off : t.off+t.n]
		name, r := entryName("tlv", i), rowOfTag(t.tag)
		value, kind, raw := hex.EncodeToString(b), "octets", any(b)
		if r != nil && r.Value == valueInt && len(b) <= 8 {
			var n uint64
			for _, c := range b {
				n = n<<8 | uint64(c)
			}
			value, kind, raw = strconv.FormatUint(n, 10), "int", n
		}
		if r != nil && r.Value == valueCString {
			value, kind, raw = printable(trimNUL(b)), "text", string(trimNUL(b))
		}
		row := Row{Name: t.tag.String(), Offset: int(t.off) - 4, Length: int(t.n) + 4, Depth: 1, Kind: kind, Value: value, Raw: raw, Meaning: tlvWords(r, b)}
		if r != nil {
			row.Rule, row.Note = tlvRule(r), "since SMPP "+r.Introduced
			if !x.p.row.takes(r) {
				row.Note += "; not meant for this command: a receiver ignores it"
			}
		}
		x.add(row)
		x.add(Row{Name: name + ".tag", Offset: int(t.off) - 4, Length: 2, Depth: 2, Kind: "int", Value: fmt.Sprintf("0x%04X", uint16(t.tag)), Raw: uint32(t.tag)})
		x.add(Row{Name: name + ".length", Offset: int(t.off) - 2, Length: 2, Depth: 2, Kind: "int", Value: strconv.Itoa(int(t.n)), Raw: t.n, Meaning: "octets of the value"})
		if t.n > 0 {
			x.add(Row{Name: name + ".value", Offset: int(t.off), Length: int(t.n), Depth: 2, Kind: "octets", Value: hex.EncodeToString(b), Raw: b, Meaning: strconv.Quote(printable(b))})
		}
		end = int(t.off + t.n)
	}
	return end
}

func tlvRule(r *TLVInfo) string {
	s := fmt.Sprintf("%d to %d octets", r.Min, r.Max)
	if r.Min == r.Max {
		s = fmt.Sprintf("%d octets", r.Min)
	}
	if r.Values != "" {
		s += "; " + r.Values
	}
	return s
}

// semantic adds what is wrong with values rather than with lengths.
func (x *explainer) semantic() {
	if err := Check(&x.p); err != nil && !slices.ContainsFunc(x.out.Problems, func(p Problem) bool { return p.Field == err.Field }) {
		x.problem(err)
	}
}

// Check looks at the values of a request that was decoded and that asks a
// message centre for something: an empty destination, a time that is none, a
// priority that nobody knows. It returns nil or the first fault. What a message
// centre sends is not judged: refusing it would lose a message.
func Check(p *PDU) *Error {
	switch p.ID {
	case SubmitSM, SubmitMulti, DataSM, ReplaceSM, BroadcastSM, QueryLastMsgs:
	default:
		return nil
	}
	if p.row == nil {
		return nil
	}
	fault := func(f Field, st Status, rule string) *Error {
		off, _ := p.Offset(f)
		return p.fault(f.String(), off, st, rule)
	}
	if p.Has(FieldDestinationAddr) && len(p.Octets(FieldDestinationAddr)) == 0 && (p.ID == SubmitSM || p.ID == DataSM) {
		return fault(FieldDestinationAddr, RINVDSTADR, "a destination is needed")
	}
	for _, t := range [...]struct {
		f  Field
		st Status
	}{{FieldScheduleDeliveryTime, RINVSCHED}, {FieldValidityPeriod, RINVEXPIRY}} {
		if b := p.Octets(t.f); len(b) > 0 {
			if _, _, err := ParseTime(string(b), time.Unix(0, 0)); err != nil {
				return fault(t.f, t.st, "not a time: YYMMDDhhmmsstnnp, or relative with a final R")
			}
		}
	}
	if p.Int(FieldPriorityFlag) > 4 {
		return fault(FieldPriorityFlag, RINVPRTFLG, "priorities are 0 to 4")
	}
	if p.Int(FieldReplaceIfPresentFlag) > 1 {
		return fault(FieldReplaceIfPresentFlag, RINVREPFLAG, "0 or 1")
	}
	if n := p.Int(FieldNumMessages); p.Has(FieldNumMessages) && (n < 1 || n > 100) {
		return fault(FieldNumMessages, RINVNUMMSGS, "1 to 100 messages")
	}
	for i := range p.tlvs {
		t := &p.tlvs[i]
		if r := rowOfTag(t.tag); r != nil && r.Digits && p.row.takes(r) {
			for _, c := range p.data[t.off : t.off+t.n] {
				if c < '0' || c > '9' {
					return p.fault(r.Name, int(t.off), RINVTLVVAL, "decimal digits only")
				}
			}
		}
	}
	return nil
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

func versionNote(f *fieldRow) string {
	if f.Max[0] == f.Max[1] && f.Max[1] == f.Max[2] {
		return ""
	}
	var out []string
	for i, v := range Versions() {
		if f.Max[i] == 0 {
			out = append(out, v.String()+" does not have it")
			continue
		}
		out = append(out, fmt.Sprintf("%s: at most %d", v, f.Max[i]))
	}
	return strings.Join(out, "; ")
}
