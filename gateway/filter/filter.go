package filter

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Filter is a parsed expression. It is safe for concurrent use.
type Filter struct {
	root   node
	tables *smpp.Tables
	doubt  string
}

// Doubt says what in an expression can fit nothing, such as a command that does
// not exist; "" when nothing is odd.
func (f *Filter) Doubt() string {
	if f == nil {
		return ""
	}
	return f.doubt
}

// Error says where an expression is wrong.
type Error struct {
	At   int // octet in the expression
	Text string
}

func (e *Error) Error() string { return fmt.Sprintf("at character %d: %s", e.At+1, e.Text) }

// Parse reads an expression; an empty one fits everything.
func Parse(expr string) (*Filter, error) { return ParseWith(expr, smpp.Standard()) }

// ParseWith reads an expression with the names of other tables than the
// standard's.
func ParseWith(expr string, tables *smpp.Tables) (*Filter, error) {
	if strings.TrimSpace(expr) == "" {
		return &Filter{}, nil
	}
	p := parser{text: expr, tables: tables}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at < len(p.text) {
		return nil, &Error{p.at, "expected && or ||"}
	}
	return &Filter{n, tables, p.doubt}, nil
}

// Match tells whether a record fits, as far as the record alone can tell.
func (f *Filter) Match(r *gateway.PDURecord) bool { return f.MatchIn(r, Env{}) }

// Env is what a filter may know beside the record itself.
type Env struct {
	// Answer returns how long a request waited for its response, of either; ok is
	// false when the other one is not known. Nil: never known.
	Answer func(r *gateway.PDURecord) (took time.Duration, ok bool)
	// ID returns the message_id that the answer to a request gave, "" when it is
	// not known. Nil: never known.
	ID func(r *gateway.PDURecord) string
	// Status returns the status of the answer to a request; ok is false when there
	// is none yet, or it is not known. Nil: never known.
	Status func(r *gateway.PDURecord) (st smpp.Status, ok bool)
}

// MatchIn tells whether a record fits; env adds what its neighbours tell.
func (f *Filter) MatchIn(r *gateway.PDURecord, env Env) bool {
	if f == nil || f.root == nil {
		return true
	}
	v := subject{r: r, env: env, tables: f.tables}
	_ = f.tables.Decode(&v.p, r.Frame, smpp.Version(r.Version))
	return f.root.match(&v)
}

// Empty tells whether everything fits.
func (f *Filter) Empty() bool { return f == nil || f.root == nil }

// subject is a record being looked at.
type subject struct {
	r      *gateway.PDURecord
	env    Env
	tables *smpp.Tables
	p      smpp.PDU
}

type node interface{ match(*subject) bool }

type (
	both    struct{ a, b node }
	either  struct{ a, b node }
	not     struct{ a node }
	compare struct {
		of        term
		op, value string
		number    float64
		numeric   bool
	}
)

func (n both) match(s *subject) bool   { return n.a.match(s) && n.b.match(s) }
func (n either) match(s *subject) bool { return n.a.match(s) || n.b.match(s) }
func (n not) match(s *subject) bool    { return !n.a.match(s) }

func (n *compare) match(s *subject) bool {
	values := n.of.values(s)
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
	case "~+": // in dest~+36 the + belongs to the operator, and means the same
		if n.of.word == "dest" || n.of.word == "from" {
			v = strings.TrimPrefix(v, "+")
		}
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
