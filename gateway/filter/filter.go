package filter

import (
	"fmt"
	"strconv"
	"strings"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Filter is a parsed expression. It is safe for concurrent use.
type Filter struct{ root node }

// Error says where an expression is wrong.
type Error struct {
	At   int // octet in the expression
	Text string
}

func (e *Error) Error() string { return fmt.Sprintf("at character %d: %s", e.At+1, e.Text) }

// Parse reads an expression; an empty one fits everything.
func Parse(expr string) (*Filter, error) {
	if strings.TrimSpace(expr) == "" {
		return &Filter{}, nil
	}
	p := parser{text: expr}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at < len(p.text) {
		return nil, &Error{p.at, "expected && or ||"}
	}
	return &Filter{n}, nil
}

// Match tells whether a record fits.
func (f *Filter) Match(r *gateway.PDURecord) bool {
	if f == nil || f.root == nil {
		return true
	}
	v := subject{r: r}
	_ = smpp.Decode(&v.p, r.Frame, smpp.Version(r.Version))
	return f.root.match(&v)
}

// subject is a record being looked at.
type subject struct {
	r *gateway.PDURecord
	p smpp.PDU
}

type node interface{ match(*subject) bool }

type (
	both    struct{ a, b node }
	either  struct{ a, b node }
	not     struct{ a node }
	compare struct {
		name, op, value string
		number          float64
		numeric         bool
	}
)

func (n both) match(s *subject) bool   { return n.a.match(s) && n.b.match(s) }
func (n either) match(s *subject) bool { return n.a.match(s) || n.b.match(s) }
func (n not) match(s *subject) bool    { return !n.a.match(s) }

func (n *compare) match(s *subject) bool {
	values := s.values(n.name)
	if n.op == "!=" {
		for _, v := range values {
			if n.equal(v) {
				return false
			}
		}
		return len(values) > 0
	}
	for _, v := range values {
		if n.fits(v) {
			return true
		}
	}
	return false
}

func (n *compare) fits(v string) bool {
	switch n.op {
	case "==":
		return n.equal(v)
	case "~":
		return strings.Contains(strings.ToLower(v), strings.ToLower(n.value)) || n.isNumber() && strings.Contains(v, gateway.CompareForm(n.value))
	case "~+":
		return strings.HasPrefix(strings.ToLower(v), strings.ToLower(n.value)) || n.isNumber() && strings.HasPrefix(v, gateway.CompareForm(n.value))
	}
	x, ok := toNumber(v)
	if !ok || !n.numeric {
		return false
	}
	if n.op == "<" {
		return x < n.number
	}
	return x > n.number
}

// isNumber tells whether the value is a phone number written with "+".
func (n *compare) isNumber() bool { return strings.HasPrefix(n.value, "+") && len(n.value) > 1 }

func (n *compare) equal(v string) bool {
	if strings.EqualFold(v, n.value) || n.isNumber() && v == gateway.CompareForm(n.value) {
		return true
	}
	x, ok := toNumber(v)
	return ok && n.numeric && x == n.number
}

func toNumber(s string) (float64, bool) {
	if i, err := strconv.ParseInt(s, 0, 64); err == nil {
		return float64(i), true
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// values are what a name stands for in a record; several when any may fit.
func (s *subject) values(name string) []string {
	p := &s.p
	switch name {
	case "cmd":
		return []string{p.ID.String(), fmt.Sprintf("0x%08X", uint32(p.ID))}
	case "status":
		if !p.ID.IsResponse() {
			return nil
		}
		n := p.Status.Name()
		return []string{n, strings.TrimPrefix(n, "ESME_"), strconv.FormatUint(uint64(p.Status), 10)}
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
		name = "source_addr"
	case "dest":
		name = "destination_addr"
	case "text":
		if len(p.Text()) == 0 {
			return nil
		}
		return []string{sms.Decode(p.Text(), byte(p.Int(smpp.FieldDataCoding)), p.Int(smpp.FieldESMClass)&0x40 != 0).String}
	case "id":
		var out []string
		if p.Has(smpp.FieldMessageID) {
			out = append(out, p.Str(smpp.FieldMessageID))
		}
		if b, ok := p.TLV(smpp.TagReceiptedMessageID); ok {
			out = append(out, strings.TrimRight(string(b), "\x00"))
		}
		return out
	case "answer":
		if p.ID.IsResponse() {
			return []string{"yes"}
		}
		return []string{"no"}
	}
	if f, ok := fieldByName(name); ok {
		if !p.Has(f) {
			return nil
		}
		b := p.Octets(f)
		if f == smpp.FieldShortMessage {
			return []string{fmt.Sprintf("%x", b), string(b)}
		}
		if isText(f) {
			return []string{string(b)}
		}
		return []string{strconv.FormatUint(uint64(p.Int(f)), 10)}
	}
	if t, ok := smpp.TagByName(name); ok {
		var out []string
		for tag, b := range p.TLVs() {
			if tag != t {
				continue
			}
			out = append(out, strings.TrimRight(string(b), "\x00"))
			if n, ok := p.TLVInt(t); ok {
				out = append(out, strconv.FormatUint(n, 10))
			}
		}
		return out
	}
	return nil
}

func fieldByName(name string) (smpp.Field, bool) {
	for _, f := range smpp.Fields() {
		if f.String() == name {
			return f, true
		}
	}
	return 0, false
}

// isText tells a C-octet string from an integer by its name's row.
func isText(f smpp.Field) bool { return f.Text() }

// Names lists every name, for completion.
func Names() []string {
	out := []string{"cmd", "status", "link", "dir", "seq", "from", "dest", "text", "id", "answer"}
	for _, f := range smpp.Fields() {
		out = append(out, f.String())
	}
	for t := range smpp.TLVTable() {
		out = append(out, t.Name)
	}
	return out
}

func known(name string) bool {
	for _, n := range Names() {
		if n == name {
			return true
		}
	}
	return false
}
