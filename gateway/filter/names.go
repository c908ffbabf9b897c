package filter

import (
	"fmt"
	"strconv"
	"strings"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// term is a name of the language, resolved when an expression is parsed.
type term struct {
	word  string // one of the words below, "" for a field or TLV
	field smpp.Field
	tag   smpp.Tag
	isTLV bool
}

// words are the names that are no field or TLV.
func words() []string {
	return []string{"cmd", "status", "link", "dir", "seq", "from", "dest", "text", "id", "answer"}
}

// Names lists every name, for completion: the short words first.
func Names() []string {
	out := words()
	for _, f := range smpp.Fields() {
		out = append(out, f.String())
	}
	for t := range smpp.TLVTable() {
		out = append(out, t.Name)
	}
	return out
}

func lookUp(name string, tables *smpp.Tables) (term, bool) {
	for _, w := range words() {
		if w == name {
			return term{word: w}, true
		}
	}
	for _, f := range smpp.Fields() {
		if f.String() == name {
			return term{field: f}, true
		}
	}
	if t, ok := tables.TagByName(name); ok {
		return term{tag: t, isTLV: true}, true
	}
	return term{}, false
}

// values are what the name stands for in a record; several when any may fit,
// none when the record has nothing of that name.
func (t term) values(s *subject) []string {
	p := &s.p
	switch {
	case t.word != "":
		return s.word(t.word)
	case t.isTLV:
		var out []string
		for tag, b := range p.TLVs() {
			if tag != t.tag {
				continue
			}
			out = append(out, strings.TrimRight(string(b), "\x00"))
			if n, ok := p.TLVInt(tag); ok {
				out = append(out, strconv.FormatUint(n, 10))
			}
		}
		return out
	case !p.Has(t.field):
		return nil
	}
	b := p.Octets(t.field)
	switch {
	case t.field == smpp.FieldShortMessage:
		return []string{fmt.Sprintf("%x", b), string(b)}
	case t.field.Text():
		return []string{string(b)}
	}
	return []string{strconv.FormatUint(uint64(p.Int(t.field)), 10)}
}

func (s *subject) word(name string) []string {
	p := &s.p
	switch name {
	case "cmd":
		return []string{p.ID.String(), fmt.Sprintf("0x%08X", uint32(p.ID))}
	case "status":
		st, ok := s.status()
		if !ok {
			return nil
		}
		n := s.tables.Status(st).Name
		return []string{n, strings.TrimPrefix(n, "ESME_"), strconv.FormatUint(uint64(st), 10)}
	case "link":
		return []string{s.r.Link}
	case "dir":
		if s.r.Out {
			return []string{"out"}
		}
		return []string{"in"}
	case "seq":
		return []string{strconv.FormatUint(uint64(p.Sequence), 10)}
	case "from":
		return s.field(smpp.FieldSourceAddr)
	case "dest":
		return s.field(smpp.FieldDestinationAddr)
	case "text":
		if t, ok := s.text(); ok {
			return []string{t}
		}
	case "id":
		return s.ids()
	case "answer":
		return s.answer()
	}
	return nil
}

func (s *subject) field(f smpp.Field) []string {
	if !s.p.Has(f) {
		return nil
	}
	return []string{s.p.Str(f)}
}

// text is the body in its own alphabet, without its header.
func (s *subject) text() (string, bool) {
	p := &s.p
	if len(p.Text()) == 0 {
		return "", false
	}
	return sms.Decode(p.Text(), byte(p.Int(smpp.FieldDataCoding)), p.Int(smpp.FieldESMClass)&0x40 != 0).String, true
}

// ids are the message ids that a PDU names; for a request also the one that
// its answer gave.
func (s *subject) ids() []string {
	p := &s.p
	var out []string
	if s.env.ID != nil && !p.ID.IsResponse() {
		if id := s.env.ID(s.r); id != "" {
			out = append(out, id)
		}
	}
	return append(out, gateway.MessageIDs(p)...)
}

// status is a response's own, or that of the answer to a request.
func (s *subject) status() (st smpp.Status, ok bool) {
	switch {
	case s.p.ID.IsResponse():
		return s.p.Status, true
	case s.env.Status != nil:
		return s.env.Status(s.r)
	}
	return 0, false
}

// answer is "yes" for a response and "no" for a request, with the milliseconds
// between them when they are known.
func (s *subject) answer() []string {
	out := []string{"no"}
	if s.p.ID.IsResponse() {
		out[0] = "yes"
	}
	if s.env.Answer != nil {
		if d, ok := s.env.Answer(s.r); ok {
			out = append(out, strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', -1, 64))
		}
	}
	return out
}
