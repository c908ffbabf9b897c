package filter

import (
	"strings"
	"time"

	"relay/gateway/smpp"
)

// maxDepth bounds nesting, so that no input can exhaust the stack.
const maxDepth = 100

type parser struct {
	text   string
	tables *smpp.Tables
	at     int
	depth  int
	doubt  string // the first value that can fit nothing
}

func (p *parser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

func (p *parser) take(s string) bool {
	p.space()
	if strings.HasPrefix(p.text[p.at:], s) {
		p.at += len(s)
		return true
	}
	return false
}

func (p *parser) or() (node, error) {
	a, err := p.and()
	for err == nil && p.take("||") {
		var b node
		if b, err = p.and(); err == nil {
			a = either{a, b}
		}
	}
	return a, err
}

func (p *parser) and() (node, error) {
	a, err := p.term()
	for err == nil && p.take("&&") {
		var b node
		if b, err = p.term(); err == nil {
			a = both{a, b}
		}
	}
	return a, err
}

func (p *parser) term() (node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, &Error{p.at, "nested too deeply"}
	}
	defer func() { p.depth-- }()
	if p.take("!") {
		n, err := p.term()
		if err != nil {
			return nil, err
		}
		return not{n}, nil
	}
	if p.take("(") {
		n, err := p.or()
		if err != nil {
			return nil, err
		}
		if !p.take(")") {
			return nil, &Error{p.at, "a ) is missing"}
		}
		return n, nil
	}
	return p.comparison()
}

func (p *parser) comparison() (node, error) {
	p.space()
	start := p.at
	for p.at < len(p.text) && isName(p.text[p.at]) {
		p.at++
	}
	name := p.text[start:p.at]
	if name == "" {
		return nil, &Error{start, "a name such as cmd, status or dest is expected"}
	}
	of, ok := lookUp(name, p.tables)
	if !ok {
		if n := nearest(name); n != "" {
			return nil, &Error{start, "there is no " + name + ": did you mean " + n + "?"}
		}
		return nil, &Error{start, "there is no " + name + ": use cmd, status, link, dir, seq, from, dest, text, id, answer, or a field's or TLV's name"}
	}
	p.space()
	op := operatorAt(p.text[p.at:])
	if op == "" {
		return nil, &Error{p.at, "one of == != < > ~ ~+ is expected"}
	}
	p.at += len(op)
	p.space()
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	c := &compare{of: of, op: op, value: value}
	if name == "dest" || name == "from" {
		if op == "~" && c.isNumber() {
			c.op = "~+" // an international number is meant from its beginning
		}
	}
	c.number, c.numeric = toNumber(value)
	if d, err := time.ParseDuration(value); err == nil && name == "answer" && !c.numeric {
		c.number, c.numeric = float64(d.Microseconds())/1000, true // answer>1.5s
	}
	if (op == "<" || op == ">") && !c.numeric {
		return nil, &Error{p.at, "a number is expected after " + op}
	}
	if p.doubt == "" && (op == "==" || op == "!=") {
		p.doubt = c.doubt(name, p.tables)
	}
	return c, nil
}

// operatorAt is the operator with which a text begins, "" for none.
func operatorAt(text string) string {
	for _, o := range []string{"==", "!=", "~+", "~", "<", ">"} {
		if strings.HasPrefix(text, o) {
			return o
		}
	}
	return ""
}

func (p *parser) value() (string, error) {
	if p.at < len(p.text) && (p.text[p.at] == '"' || p.text[p.at] == '\'') {
		quote := p.text[p.at]
		start := p.at
		end := strings.IndexByte(p.text[p.at+1:], quote)
		if end < 0 {
			return "", &Error{start, "the quote is not closed"}
		}
		v := p.text[p.at+1 : p.at+1+end]
		p.at += end + 2
		return v, nil
	}
	start := p.at
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c == ' ' || c == '\t' || c == ')' || c == '(' || strings.HasPrefix(p.text[p.at:], "&&") || strings.HasPrefix(p.text[p.at:], "||") {
			break
		}
		p.at++
	}
	if p.at == start {
		return "", &Error{start, "a value is expected"}
	}
	return p.text[start:p.at], nil
}

func isName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
