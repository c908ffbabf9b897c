package smpp

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// VersionRule is what one version says of a row of an explained PDU: its type and
// size, or that it does not have it.
type VersionRule struct {
	Version Version
	There   bool
	Words   string
}

const absent = "does not have it"

// rulesOf asks each version; "" is that it does not have what is asked for.
func rulesOf(say func(i int) string) []VersionRule {
	out := make([]VersionRule, 0, len(Versions()))
	for i, v := range Versions() {
		r := VersionRule{Version: v, There: true, Words: say(i)}
		if r.Words == "" {
			r.There, r.Words = false, absent
		}
		out = append(out, r)
	}
	return out
}

// noteStart is how a sentence of a note begins that is about versions: "3.3, 3.4: "
// or "3.3 ", the latter only at the beginning of a note.
var noteStart = regexp.MustCompile(`^((?:3\.3|3\.4|5\.0)(?:, (?:3\.3|3\.4|5\.0))*)(: | )`)

// byNote parts a note: what it says of each version, and the rest.
func byNote(note string) (of [3]string, rest string) {
	var others []string
	for n, s := range strings.Split(note, "; ") {
		m := noteStart.FindStringSubmatch(s)
		if m == nil || m[2] == " " && (n > 0 || strings.HasPrefix(s[len(m[0]):], "and ")) {
			others = append(others, s)
			continue
		}
		for i, v := range Versions() {
			if slices.Contains(strings.Split(m[1], ", "), v.String()) {
				of[i] = join(of[i], s[len(m[0]):])
			}
		}
	}
	return of, join(others...)
}

// with puts what a note says of versions behind what they say themselves, and
// returns the rest of the note.
func with(rules []VersionRule, note string) string {
	of, rest := byNote(note)
	for i := range rules {
		if rules[i].There {
			rules[i].Words = join(rules[i].Words, of[i])
		}
	}
	return rest
}

// inVersions says what each version has of a field of a command, and what is to be
// noted besides.
func (f *fieldRow) inVersions(row *commandRow) ([]VersionRule, string) {
	n := noteOf(f.Field.String(), row.ID)
	rules := rulesOf(func(i int) string {
		if row.States[i] == 0 || f.Max[i] == 0 {
			return ""
		}
		return join(f.typeIn(row, i, n.Top), f.addedIn(row, i))
	})
	note := n.Note
	if in := fieldRows[f.Field].Enum; (in == "ton" || in == "npi") && note == "" {
		note = tonNote
	}
	return rules, with(rules, note)
}

// typeIn is type and size of a field in a version that has it.
func (f *fieldRow) typeIn(row *commandRow, i int, top [3]int) string {
	switch f.Kind {
	case kindInt1, kindInt4:
		s := integer(f.Max[i])
		if top[i] > 0 {
			s += ", 0 to " + strconv.Itoa(top[i])
		}
		return s
	case kindCString:
		return "C-octet string, " + f.sizeRule(row, i)
	case kindOctets:
		return "octet string, " + f.sizeRule(row, i)
	}
	return "list, " + f.sizeRule(row, i)
}

// addedIn names the values of a field's enumeration that a version brought.
func (f *fieldRow) addedIn(row *commandRow, i int) string {
	if i == 0 || row.States[i-1] == 0 || f.Max[i-1] == 0 {
		return ""
	}
	var values []string
	for k := range valueRows {
		if r := &valueRows[k]; r.Enum == fieldRows[f.Field].Enum && r.Enum != "" && r.Text == "" && r.Last == 0 && r.Introduced == Versions()[i].String() && i == V50.index() {
			values = append(values, strconv.Itoa(r.Value))
		}
	}
	switch n := len(values); {
	case n == 0:
		return ""
	case n > 4:
		return fmt.Sprintf("%d values are new", n)
	default:
		return "new: " + strings.Join(values, ", ")
	}
}

// longAddress is the largest size of an address, or of the name of a distribution
// list, in an entry of a list (SMPP 5.0 4.2.3.1, 4.2.3.2).
const longAddress = 21

func cString(octets int) string {
	return fmt.Sprintf("C-octet string, at most %d characters and a NUL", octets-1)
}

func integer(octets int) string {
	if octets == 1 {
		return "integer, 1 octet"
	}
	return fmt.Sprintf("integer, %d octets", octets)
}

// anyCommand is what every version says of what every PDU has.
func anyCommand(words string) []VersionRule { return rulesOf(func(int) string { return words }) }

// everywhere is what every version says that has the command.
func (r *commandRow) everywhere(words string) []VersionRule {
	return rulesOf(func(i int) string {
		if r.States[i] == 0 {
			return ""
		}
		return words
	})
}

// inVersions says in which states each version allows a command.
func (r *commandRow) inVersions() ([]VersionRule, string) {
	rules := rulesOf(func(i int) string {
		if r.States[i] == 0 {
			return ""
		}
		return "in " + r.States[i].words()
	})
	return rules, with(rules, r.Note)
}

// inVersions says which versions have a status.
func (r *StatusInfo) inVersions() []VersionRule {
	return rulesOf(func(i int) string {
		if v := Versions()[i].String(); r.Introduced == "3.3" || (r.Introduced == "3.4" || r.Introduced == "5.0") && v >= r.Introduced {
			return integer(4)
		}
		return ""
	})
}

// inVersions says what each version has of a TLV in a command.
func (r *TLVInfo) inVersions(row *commandRow) ([]VersionRule, string) {
	in34 := r.In34
	if in34 == nil {
		in34 = r.In
	}
	kind := map[ValueKind]string{ValueInt: "integer", ValueCString: "C-octet string", ValueOctets: "octet string"}[r.Value]
	rules := rulesOf(func(i int) string {
		size, in := octetsRule(r.Min, r.Max), r.In
		if i == V34.index() {
			in = in34
			if r.Differs {
				size = octetsRule(r.Min, r.Max34)
			}
		}
		switch {
		case i == 0 || i == V34.index() && r.Introduced == "5.0":
			return ""
		case row.States[i] != 0 && !slices.Contains(in, row.ID):
			return kind + ", " + size + "; not meant for " + row.Name
		}
		return kind + ", " + size
	})
	rules[0].Words = "has no TLVs"
	return rules, with(rules, r.Note)
}
