package words

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Said is a finished English sentence of the gateway in the language in force:
// an event, the reason why a link ended, a step of the connection test. They are
// made and stored in English, for the log and the command line too, so the
// sentence is found by its pattern. What is not known stays English.
func Said(english string) string {
	c := current.Load()
	if c.Code == "en" || english == "" {
		return english
	}
	return c.said.read(english)
}

// patterns finds sentences with places by the octets before their first place.
type patterns struct {
	one  map[string]string
	rows []pattern

	mu    sync.Mutex
	known map[string]string
}

type pattern struct {
	head  string
	whole *regexp.Regexp
	text  string // the translation, its places as \x00n\x00
}

// most is how many sentences are remembered before the memory is emptied.
const most = 2_000

var group = regexp.MustCompile("\x00[0-9]+\x00")

var place = regexp.MustCompile(`%(?:\[(\d+)\])?[+#]?[0-9.]*([sdqvwxX%])`)

func newPatterns(one map[string]string) *patterns {
	p := &patterns{one: one, known: map[string]string{}}
	for key, text := range one {
		if !strings.Contains(key, "%") {
			continue
		}
		if row, ok := newPattern(key, text); ok {
			p.rows = append(p.rows, row)
		}
	}
	// The sentence that says most by itself is tried first.
	slices.SortFunc(p.rows, func(a, b pattern) int {
		if d := fixed(b) - fixed(a); d != 0 {
			return d
		}
		return strings.Compare(a.whole.String(), b.whole.String())
	})
	return p
}

func fixed(p pattern) int {
	return len(strings.ReplaceAll(strings.ReplaceAll(p.whole.String(), "(.+?)", ""), "(.+)", ""))
}

// newPattern reads a sentence with places; one without at least eight fixed
// letters would fit too much.
func newPattern(key, text string) (pattern, bool) {
	at := place.FindStringIndex(key)
	if at == nil {
		return pattern{}, false
	}
	head, rest := key[:at[0]], key
	var b strings.Builder
	b.WriteString("^")
	letters, n := 0, 0
	for {
		at := place.FindStringSubmatchIndex(rest)
		lit := rest
		if at != nil {
			lit = rest[:at[0]]
		}
		letters += len(strings.ReplaceAll(lit, " ", ""))
		b.WriteString(regexp.QuoteMeta(lit))
		if at == nil {
			break
		}
		switch verb := rest[at[4]:at[5]]; {
		case verb == "%":
			b.WriteString("%")
		case verb == "d":
			n++
			b.WriteString(`(-?[0-9,]+)`)
		default:
			n++
			b.WriteString(`(.+?)`)
		}
		rest = rest[at[1]:]
	}
	if letters < 8 || n == 0 {
		return pattern{}, false
	}
	b.WriteString("$")
	next := 0
	out := place.ReplaceAllStringFunc(text, func(s string) string {
		m := place.FindStringSubmatch(s)
		if m[2] == "%" {
			return "%"
		}
		if m[1] != "" {
			return "\x00" + m[1] + "\x00"
		}
		next++
		return "\x00" + strconv.Itoa(next) + "\x00"
	})
	whole, err := regexp.Compile("(?s)" + b.String())
	if err != nil {
		return pattern{}, false
	}
	return pattern{head, whole, out}, true
}

// find is the sentence with what stands in its places found in turn: a reason
// within an event.
func (p *patterns) find(english string) string {
	if text, ok := p.one[english]; ok {
		return text
	}
	for _, row := range p.rows {
		if !strings.HasPrefix(english, row.head) {
			continue
		}
		m := row.whole.FindStringSubmatch(english)
		if m == nil {
			continue
		}
		return group.ReplaceAllStringFunc(row.text, func(s string) string {
			n, _ := strconv.Atoi(s[1 : len(s)-1])
			if n < 1 || n >= len(m) {
				return ""
			}
			return p.find(m[n])
		})
	}
	return p.sentences(english)
}

// sentences finds a text of several sentences one by one: what a status means,
// and what to do about it.
func (p *patterns) sentences(english string) string {
	for at := 0; ; {
		i := strings.Index(english[at:], ". ")
		if i < 0 {
			return english
		}
		at += i + 2
		if head, ok := p.one[english[:at-1]]; ok {
			return head + " " + p.find(english[at:])
		}
	}
}

func (p *patterns) read(english string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if text, ok := p.known[english]; ok {
		return text
	}
	text := p.find(english)
	if len(p.known) >= most {
		clear(p.known)
	}
	p.known[english] = text
	return text
}
