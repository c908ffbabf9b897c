package filter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"relay/gateway/smpp"
)

// Completion is one way in which an expression can go on.
type Completion struct {
	From, To int    // octets of the expression that it replaces
	Text     string // what it puts there
	Help     string // what that means, "" where the text says it
}

// Apply puts the completion into the expression and returns where the caret
// stands then.
func (c Completion) Apply(expr string) (text string, caret int) {
	return expr[:c.From] + c.Text + expr[c.To:], c.From + len(c.Text)
}

// Value is a value that records have, with a word about it ("14 PDUs").
type Value struct{ Text, Help string }

// Known returns the values of a name that are known beside the tables, the
// likeliest first: links, numbers, ids.
type Known func(name string) []Value

// most is the number of completions that are of use.
const most = 60

// Complete lists how the expression can go on at the caret, an offset in octets.
// known may be nil.
func Complete(expr string, caret int, known Known) []Completion {
	caret = max(0, min(caret, len(expr)))
	p := look(expr[:caret])
	from, typed := p.from, expr[p.from:caret]
	var list []Value
	switch p.expect {
	case aName:
		if _, ok := lookUp(typed, smpp.Standard()); ok {
			return at(caret, caret, operators(typed))
		}
		list = matching(names(), typed)
	case anOperator:
		list = matching(operators(p.name), typed)
	case aValue:
		list = matching(values(p.name, known), strings.Trim(typed, `"'`))
		list = slices.DeleteFunc(list, func(v Value) bool { return strings.Contains(v.Text, `"`) && strings.Contains(v.Text, "'") })
		for i := range list {
			list[i].Text = quoted(list[i].Text)
		}
		if typed != "" && len(list) > 0 {
			return goingOn(at(from, caret, list), typed, caret, p.depth)
		}
	case aJoiner:
		list = matching(joiners(p.depth), typed)
	}
	if len(list) == 1 && list[0].Text == typed {
		return nil // it stands there
	}
	return at(from, caret, list)
}

// goingOn adds to the values that fit what is typed how the expression can go on
// behind it; of a value that stands there already nothing else is left to offer.
func goingOn(list []Completion, typed string, caret, depth int) []Completion {
	if len(list) == 1 && list[0].Text == typed {
		list = nil
	}
	for _, j := range joiners(depth) {
		text := " " + j.Text
		if j.Text != ")" {
			text += " "
		}
		list = append(list, Completion{caret, caret, text, j.Help})
	}
	return list
}

func at(from, to int, list []Value) (out []Completion) {
	for _, v := range list[:min(len(list), most)] {
		out = append(out, Completion{from, to, v.Text, v.Help})
	}
	return out
}

// expected is what the grammar wants at a place.
type expected uint8

const (
	nothing expected = iota // what stands before is wrong
	aName
	anOperator
	aValue
	aJoiner
)

// place is where in the grammar a text ends.
type place struct {
	expect expected
	from   int    // where that begins
	name   string // to which an operator or a value belongs
	depth  int    // open parentheses
}

// look reads a text up to its end, where somebody is typing.
func look(text string) place {
	p := parser{text: text}
	w := place{expect: aName}
	for {
		p.space()
		w.from = p.at
		rest := text[p.at:]
		switch w.expect {
		case aName:
			switch {
			case p.take("("):
				w.depth++
				continue
			case p.take("!"):
				continue
			}
			for p.at < len(text) && isName(text[p.at]) {
				p.at++
			}
			if w.name = text[w.from:p.at]; p.at == len(text) {
				return w
			}
			if w.name == "" {
				return place{}
			}
			w.expect = anOperator
		case anOperator:
			op := operatorAt(rest)
			if rest == "" || op == "" {
				if rest != "" && rest != "=" && rest != "!" {
					return place{}
				}
				return w
			}
			p.at += len(op)
			w.expect = aValue
		case aValue:
			if _, err := p.value(); err != nil || p.at == len(text) {
				return w
			}
			w.expect = aJoiner
		default:
			switch {
			case p.take(")"):
				w.depth--
			case p.take("&&"), p.take("||"):
				w.expect = aName
			case rest == "" || rest == "&" || rest == "|":
				return w
			default:
				return place{}
			}
		}
	}
}

// matching are the values that begin with what is typed, then those that
// contain it; case does not count. What is typed in full comes first.
func matching(list []Value, typed string) []Value {
	low := strings.ToLower(typed)
	rank := func(v Value) int {
		switch t := strings.ToLower(v.Text); {
		case t == low:
			return 0
		case strings.HasPrefix(t, low), strings.HasPrefix(t, "esme_"+low), strings.HasPrefix(t, "esme_r"+low):
			return 1
		case strings.Contains(t, low):
			return 2
		case len(low) > 2 && strings.Contains(strings.ToLower(v.Help), low):
			return 3
		}
		return 9
	}
	var out []Value
	for _, v := range list {
		if rank(v) < 9 {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b Value) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// quoted writes a value so that it is read back whole.
func quoted(v string) string {
	if v != "" && !strings.ContainsAny(v, " \t()&|\"'") {
		return v
	}
	if strings.Contains(v, `"`) {
		return "'" + v + "'"
	}
	return `"` + v + `"`
}

func joiners(depth int) []Value {
	out := []Value{{"&&", "and"}, {"||", "or"}}
	if depth > 0 {
		out = append(out, Value{")", "close the parenthesis"})
	}
	return out
}

// wordHelp says what a name beyond the specification stands for.
func wordHelp(name string) string {
	return map[string]string{
		"cmd": "the command, such as submit_sm", "status": "of the answer: a name or a number", "link": "the connection", "dir": "out or in",
		"seq": "the sequence number", "from": "who sent the message", "dest": "to whom it goes", "text": "the text in its alphabet",
		"id": "the message id, in answers and receipts too", "answer": "yes, no, or the time it took",
	}[name]
}

func names() []Value {
	var out []Value
	for _, w := range words() {
		out = append(out, Value{w, wordHelp(w)})
	}
	for _, f := range smpp.Fields() {
		out = append(out, Value{f.String(), "field"})
	}
	for t := range smpp.TLVTable() {
		out = append(out, Value{t.Name, fmt.Sprintf("TLV 0x%04X", uint16(t.Tag))})
	}
	return out
}

// operators are those that make sense for a name, the usual one first.
func operators(name string) []Value {
	equal, other := Value{"==", "is"}, Value{"!=", "is not"}
	holds, begins := Value{"~", "contains"}, Value{"~+", "begins with"}
	less, more := Value{"<", "less than"}, Value{">", "more than"}
	t, _ := lookUp(name, smpp.Standard())
	switch {
	case name == "answer":
		return []Value{equal, more, less}
	case name == "dir":
		return []Value{equal, other}
	case name == "seq":
		return []Value{equal, other, less, more}
	case name == "status":
		return []Value{equal, other, holds, less, more}
	case name == "text":
		return []Value{holds, equal, other, begins}
	case name == "from", name == "dest":
		return []Value{equal, other, begins, holds}
	case t.word == "" && !t.isTLV && !t.field.Text() && t.field != smpp.FieldShortMessage:
		return []Value{equal, other, less, more}
	case t.isTLV:
		return []Value{equal, other, holds, begins, less, more}
	}
	return []Value{equal, other, holds, begins}
}

// values are what a name can be: what the tables list, and what is known.
func values(name string, known Known) []Value {
	var out []Value
	if known != nil {
		out = known(name)
	}
	enum := ""
	switch t, _ := lookUp(name, smpp.Standard()); {
	case name == "cmd":
		for c := range smpp.Commands() {
			out = append(out, Value{Text: c.Name})
		}
	case name == "status", name == "command_status":
		out = append(out, Value{"0", "no error"})
		for s := range smpp.Statuses() {
			if !s.NameOnly && s.Last == 0 {
				out = append(out, Value{s.Name, fmt.Sprintf("0x%02X  %s", uint32(s.Code), s.Meaning)})
			}
		}
	case name == "dir":
		out = append(out, Value{"out", "Relay sent it"}, Value{"in", "the peer sent it"})
	case name == "answer":
		out = append(out, Value{"yes", "answers"}, Value{"no", "requests"}, Value{"100ms", "a time"}, Value{"1s", "a time"})
	case t.isTLV:
		for row := range smpp.TLVTable() {
			if row.Tag == t.tag {
				enum = row.Enum
			}
		}
	case t.word == "":
		enum = t.field.Info().Enum
	}
	for v := range smpp.Values() {
		if enum != "" && v.Enum == enum && v.Last == 0 {
			out = append(out, valueOf(v))
		}
	}
	return out
}

func valueOf(v smpp.ValueInfo) Value {
	if v.Text != "" {
		return Value{v.Text, v.Meaning}
	}
	help := strings.ReplaceAll(v.Name, "_", " ")
	if v.Meaning != "" {
		help += ": " + v.Meaning
	}
	return Value{fmt.Sprint(v.Value), help}
}

// nearest is the name that somebody may have meant, "" for none.
func nearest(name string) string { return closest(name, Names()) }

// closest is the word that somebody may have meant, "" for none: one that begins
// so, or differs in two letters at most, or contains what was typed.
func closest(typed string, words []string) string {
	best, most := "", 3
	low := strings.ToLower(typed)
	for _, w := range words {
		if len(typed) > 2 && strings.HasPrefix(strings.ToLower(w), low) {
			return w
		}
		if d := Distance(low, strings.ToLower(w), most); d < most && d < len(typed) {
			best, most = w, d
		}
	}
	if i := slices.IndexFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(w), low) }); best == "" && len(typed) > 3 && i >= 0 {
		return words[i]
	}
	return best
}

// Distance is the number of letters to change, add or drop; at most limit.
func Distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
