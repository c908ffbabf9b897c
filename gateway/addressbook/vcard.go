package addressbook

import (
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"

	"relay/gateway"
)

// IsCards tells whether a text is vCards rather than a table.
func IsCards(text string) bool {
	head := strings.TrimLeft(text, " \t\r\n\uFEFF")
	return len(head) >= 11 && strings.EqualFold(head[:11], "BEGIN:VCARD")
}

// property is one line of a card (RFC 6350 3.3), unfolded: its value is raw.
type property struct {
	name   string
	params []string // upper case, "TYPE=CELL" as "CELL"
	value  string
	line   int
}

func (p property) has(param string) bool { return slices.Contains(p.params, param) }

// text is the value with its escapes undone.
func (p property) text() string { return strings.Join(p.parts(0), "") }

// parts are the components of a value that is cut at sep; 0 cuts nowhere.
func (p property) parts(sep byte) []string {
	var out []string
	var b strings.Builder
	for i := 0; i < len(p.value); i++ {
		switch c := p.value[i]; {
		case c == '\\' && i+1 < len(p.value):
			i++
			if n := p.value[i]; n == 'n' || n == 'N' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(n)
			}
		case c == sep && sep != 0:
			out = append(out, b.String())
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	return append(out, b.String())
}

// unfold joins the lines that a line end and a blank, or in quoted-printable an
// equals sign, have cut.
func unfold(text string) []property {
	var out []property
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		at, raw := i+1, lines[i]
		for i+1 < len(lines) && lines[i+1] != "" && (lines[i+1][0] == ' ' || lines[i+1][0] == '\t') {
			i++
			raw += lines[i][1:]
		}
		head, _, _ := strings.Cut(raw, ":")
		quoted := strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
		for quoted && strings.HasSuffix(raw, "=") && i+1 < len(lines) {
			i++
			raw = strings.TrimSuffix(raw, "=") + lines[i]
		}
		if p, ok := parseProperty(raw); ok {
			p.line = at
			if quoted {
				if plain, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(p.value))); err == nil {
					p.value = Text(plain)
				}
			}
			out = append(out, p)
		}
	}
	return out
}

// parseProperty takes "group.NAME;PARAM=value:value" apart.
func parseProperty(raw string) (property, bool) {
	colon, quoted := -1, false
	for i := 0; i < len(raw) && colon < 0; i++ {
		switch {
		case raw[i] == '"':
			quoted = !quoted
		case raw[i] == ':' && !quoted:
			colon = i
		}
	}
	if colon < 0 {
		return property{}, false
	}
	head := strings.Split(raw[:colon], ";")
	p := property{value: raw[colon+1:]}
	p.name = strings.ToUpper(strings.TrimSpace(head[0]))
	if i := strings.LastIndexByte(p.name, '.'); i >= 0 {
		p.name = p.name[i+1:]
	}
	for _, x := range head[1:] {
		key, value, ok := strings.Cut(strings.ToUpper(x), "=")
		if !ok {
			p.params = append(p.params, key) // vCard 2.1
			continue
		}
		for _, v := range strings.Split(strings.Trim(value, `"`), ",") {
			if key == "PREF" {
				v = "PREF"
			}
			p.params = append(p.params, v)
		}
	}
	return p, p.name != ""
}

// ReadCards reads vCards.
func ReadCards(text string, o Options) (Rows, error) {
	var out Rows
	var card []property
	open := false
	for _, p := range unfold(strings.TrimPrefix(text, "\uFEFF")) {
		what := strings.ToUpper(strings.TrimSpace(p.value))
		switch {
		case p.name == "BEGIN" && what == "VCARD":
			if open {
				out = append(out, cutShort(card))
			}
			card, open = []property{p}, true
		case p.name == "END" && what == "VCARD" && open:
			row := cardRow(card)
			out = append(out, row)
			card, open = nil, false
		case open:
			card = append(card, p)
		}
		if len(out) > maxRows {
			return nil, fmt.Errorf("the file has more than %d cards: cut it into several", maxRows)
		}
	}
	if open {
		out = append(out, cutShort(card))
	}
	if len(out) == 0 {
		return nil, errors.New("the file has no cards")
	}
	return out.check(o), nil
}

// cutShort is a card without its end: what it holds is shown, and that it may
// not be all.
func cutShort(card []property) Row {
	r := cardRow(card)
	if r.Contact.Number != "" {
		r.Contact.Note = strings.TrimSpace(r.Contact.Note + "\nThe card was cut short.")
	}
	return r
}

func cardRow(card []property) Row {
	r := Row{Line: card[0].line}
	c := &r.Contact
	var numbers []property
	var whole, org string
	extra := func(key, value string) {
		if value = strings.TrimSpace(value); value != "" && c.Value(key) == "" {
			c.Fields = append(c.Fields, gateway.Field{Key: key, Value: value})
		}
	}
	for _, p := range card {
		switch p.name {
		case "FN":
			if c.Name == "" {
				c.Name = strings.TrimSpace(p.text())
			}
		case "N":
			// family; given; additional; prefix; suffix
			n := append(p.parts(';'), "", "", "")
			whole = strings.Join(strings.Fields(n[1]+" "+n[2]+" "+n[0]), " ")
		case "TEL":
			numbers = append(numbers, p)
		case "NOTE":
			c.Note = strings.TrimSpace(c.Note + "\n" + p.text())
		case "CATEGORIES":
			c.Groups = append(c.Groups, p.parts(',')...)
		case "ORG":
			org = strings.TrimSpace(strings.Join(p.parts(';'), " "))
		case "EMAIL":
			extra("email", p.text())
		case fieldProperty:
			if kv := p.parts(';'); len(kv) == 2 {
				extra(KeyOf(kv[0]), kv[1])
			}
		}
	}
	if c.Name == "" {
		c.Name = whole
	}
	if c.Name == "" {
		c.Name = org
	} else {
		extra("organization", org)
	}
	// What is best for messages comes first.
	slices.SortStableFunc(numbers, func(a, b property) int { return rank(a) - rank(b) })
	for i, p := range numbers {
		n := strings.TrimSpace(p.text())
		if len(n) > 4 && strings.EqualFold(n[:4], "tel:") {
			n, _, _ = strings.Cut(n[4:], ";")
		}
		if i == 0 {
			c.Number = n
		} else {
			extra(fmt.Sprintf("number %d", i+1), n)
		}
	}
	return r
}

func rank(p property) int {
	n := 4
	if p.has("CELL") || p.has("MOBILE") || p.has("IPHONE") {
		n -= 2
	}
	if p.has("PREF") {
		n--
	}
	if p.has("FAX") || p.has("PAGER") {
		n += 4
	}
	return n
}

// fieldProperty carries an extra field in cards that Relay writes: key;value.
const fieldProperty = "X-RELAY-FIELD"
