package ui

import (
	"slices"
	"strings"
	"unicode"

	"relay/ui/words"
)

// choice is one line of the palette: something to do, or somewhere to go.
type choice struct {
	group string // one of the groups below
	name  string
	hint  string // said quietly beside it
	keys  string // "Ctrl+N"
	link  bool   // it is about a connection
	to    string // the screen that it leads to, "" for none
	run   func()
}

// Groups of the palette, in order.
const (
	groupDo       = "do"
	groupGo       = "go"
	groupFound    = "found"
	groupOfChoice = 8 // lines of a group that are shown
)

// groupTitle is what stands above a group.
func groupTitle(group string) string {
	switch group {
	case groupDo:
		return words.T("DO")
	case groupGo:
		return words.T("GO TO")
	}
	return words.T("MESSAGES AND CONTACTS")
}

// Prefixes narrow the palette: commands, a number, a message, a connection.
const (
	onlyCommands    = '>'
	onlyNumber      = '+'
	onlyMessage     = '#'
	onlyConnections = '@'
)

// asked is what was typed into the palette.
type asked struct {
	only  rune // one of the prefixes; 0: all
	words []string
	text  string // without the prefix; of a number with it
}

func askedOf(s string) asked {
	s = strings.TrimSpace(s)
	a := asked{text: s}
	if s != "" && strings.ContainsRune(string([]rune{onlyCommands, onlyNumber, onlyMessage, onlyConnections}), rune(s[0])) {
		a.only = rune(s[0])
		if a.only != onlyNumber {
			a.text = strings.TrimSpace(s[1:])
		}
	}
	a.words = strings.Fields(strings.ToLower(a.text))
	return a
}

// wants tells whether messages are to be looked for.
func (a asked) wants() bool {
	switch a.only {
	case onlyNumber, onlyMessage:
		return len(a.text) > 1
	case 0:
		return len([]rune(a.text)) >= 3
	}
	return false
}

// fit is how well a choice fits what was typed: 0 not at all, more is better.
func (a asked) fit(c choice) int {
	if a.only == onlyCommands && c.group != groupDo || a.only == onlyConnections && !c.link ||
		(a.only == onlyNumber || a.only == onlyMessage) && c.group != groupFound {
		return 0
	}
	if len(a.words) == 0 {
		return 1
	}
	name := strings.ToLower(c.name)
	score := 1
	for _, w := range a.words {
		switch at := strings.Index(name, w); {
		case at == 0:
			score += 30
		case at > 0 && !letter(name[:at]):
			score += 20
		case at > 0:
			score += 10
		case strings.Contains(strings.ToLower(c.hint+" "+c.keys), w):
			score++
		default:
			return 0
		}
	}
	return score
}

// letter tells whether s ends in a letter or digit: what follows is then no
// beginning of a word.
func letter(s string) bool {
	r := []rune(s)
	return unicode.IsLetter(r[len(r)-1]) || unicode.IsDigit(r[len(r)-1])
}

// pick returns what fits, group by group, the best of each first; found are
// messages, which fit already.
func (a asked) pick(all, found []choice) []choice {
	var out []choice
	for _, group := range []string{groupDo, groupGo} {
		var of []choice
		for _, c := range all {
			if c.group == group && a.fit(c) > 0 {
				of = append(of, c)
			}
		}
		slices.SortStableFunc(of, func(x, y choice) int { return a.fit(y) - a.fit(x) })
		out = append(out, of[:min(len(of), groupOfChoice)]...)
	}
	return append(out, found...)
}

// piece is a part of a name, matched or not.
type piece struct {
	text    string
	matched bool
}

// marked cuts a name at what was typed.
func (a asked) marked(name string) []piece {
	low := strings.ToLower(name)
	if len(low) != len(name) {
		return []piece{{name, false}} // lower case is of another length: nothing to point at
	}
	hit := make([]bool, len(name))
	for _, w := range a.words {
		if at := strings.Index(low, w); at >= 0 {
			for i := range len(w) {
				hit[at+i] = true
			}
		}
	}
	var out []piece
	from := 0
	for i := 1; i <= len(name); i++ {
		if i == len(name) || hit[i] != hit[from] {
			out = append(out, piece{name[from:i], hit[from]})
			from = i
		}
	}
	return out
}
