package smpp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// byVersion writes what each version says of something, neighbours that agree
// together: "3.3: at most 8; 3.4, 5.0: at most 64". Where all agree (or have
// nothing to say) same is true and text is what they say.
func byVersion(say func(i int) string) (text string, same bool) {
	versions := Versions()
	var out []string
	for i := 0; i < len(versions); {
		word, names := say(i), versions[i].String()
		j := i + 1
		for ; j < len(versions) && say(j) == word; j++ {
			names += ", " + versions[j].String()
		}
		if i == 0 && j == len(versions) {
			return word, true
		}
		if word != "" {
			out = append(out, names+": "+word)
		}
		i = j
	}
	return strings.Join(out, "; "), false
}

// join puts what there is of several sentences into one line.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}

// noteOf finds the row of fieldNotes for a field's name in a command: its own,
// else that of the name.
func noteOf(name string, id CommandID) (note fieldNote) {
	for i := range fieldNotes {
		r := &fieldNotes[i]
		switch {
		case r.Name != name:
		case slices.Contains(r.In, id):
			return *r
		case r.In == nil:
			note = *r
		}
	}
	return note
}

// rule says what the specification allows in a field of a command, and where
// its versions differ. Sizes, ranges and enumerations come from the rows, the
// rest from fieldNotes.
func (f *fieldRow) rule(row *commandRow, v Version) (rule, note string) {
	n := noteOf(f.Field.String(), row.ID)
	size, sizes := "", ""
	switch f.Kind {
	case kindInt1, kindInt4:
		size, sizes = f.rangeRule(row, n.Top, v)
	default:
		of := func(i int) string { return f.sizeRule(row, i) }
		var same bool
		if sizes, same = byVersion(of); same {
			sizes = ""
		}
		size = of(v.index())
	}
	note = join(sizes, n.Note)
	if in := fieldRows[f.Field].Enum; (in == "ton" || in == "npi") && n.Note == "" && row.States[0] != 0 {
		note = join(note, tonNote)
	}
	return join(size, n.Rule), note
}

// sizeRule is the size of a field in a version, "" where the version does not
// have the command.
func (f *fieldRow) sizeRule(row *commandRow, i int) string {
	switch n := f.Max[i]; {
	case row.States[i] == 0 && n == 0:
		return ""
	case n == 0:
		return "it does not have the field"
	case f.Kind == kindOctets:
		return fmt.Sprintf("at most %d octets", n)
	case f.Kind != kindCString && f.Entries[i] > 0:
		return fmt.Sprintf("at most %d entries of %d octets", f.Entries[i], n)
	case f.Kind != kindCString:
		return fmt.Sprintf("entries of at most %d octets", n)
	case n == 1:
		return "empty, one NUL"
	case f.Exact:
		return fmt.Sprintf("empty or %d characters, and a NUL", n-1)
	default:
		return fmt.Sprintf("at most %d characters and a NUL", n-1)
	}
}

// rangeRule is what an integer may be: from the largest value of each version,
// else from its enumeration.
func (f *fieldRow) rangeRule(row *commandRow, top [3]int, v Version) (rule, note string) {
	of := func(i int) string {
		switch {
		case f.Max[i] == 0 || top == [3]int{}:
			return ""
		case top[i] == 0:
			return "0 to 255"
		}
		return "0 to " + strconv.Itoa(top[i])
	}
	if note, same := byVersion(of); !same && row.inSeveral() {
		return of(v.index()), note
	} else if same && note != "" {
		return note, ""
	}
	if rule = of(v.index()); rule == "" {
		rule = listed(fieldRows[f.Field].Enum)
	}
	return rule, ""
}

// listed names the values of an enumeration: "0 to 6, 8, 10".
func listed(enum string) string {
	var have []int
	for i := range valueRows {
		if r := &valueRows[i]; enum != "" && r.Enum == enum && r.Text == "" && r.Last == 0 {
			have = append(have, r.Value)
		}
	}
	if enum == "esm_class" || enum == "data_coding" || len(have) < 2 || len(have) > 12 {
		return ""
	}
	slices.Sort(have)
	var out []string
	for i := 0; i < len(have); {
		j := i
		for j+1 < len(have) && have[j+1] == have[j]+1 {
			j++
		}
		switch word := strconv.Itoa(have[i]); {
		case j > i+1:
			out = append(out, word+" to "+strconv.Itoa(have[j]))
		default:
			for ; i < j; i++ {
				out = append(out, strconv.Itoa(have[i]))
			}
			out = append(out, strconv.Itoa(have[j]))
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

// inSeveral tells whether more than one version has the command.
func (r *commandRow) inSeveral() bool {
	n := 0
	for _, s := range r.States {
		if s != 0 {
			n++
		}
	}
	return n > 1
}

// rule says who sends a command in which state, and where versions differ.
func (r *commandRow) rule(v Version) (rule, note string) {
	who := [...]string{fromESME: "the ESME", fromMC: "the message centre", fromESME | fromMC: "either side"}[r.Sender]
	of := func(i int) string {
		if r.States[i] == 0 {
			return "does not have it"
		}
		return r.States[i].words()
	}
	note, same := byVersion(of)
	if same {
		note = ""
	}
	if s := r.States[v.index()]; s != 0 {
		rule = "sent by " + who + " in " + s.words()
	} else {
		rule = "sent by " + who + "; not in SMPP " + v.String()
	}
	return rule, join(note, r.Note)
}

// words lists the states of a set.
func (s stateSet) words() string {
	if s == anyState {
		return "any state"
	}
	var out []string
	for st := Open; st <= Unbound; st++ {
		if s&st.set() != 0 {
			out = append(out, st.String())
		}
	}
	return strings.Join(out, " ")
}

// rule says what a TLV may be in a command, and where versions differ.
func (r *TLVInfo) rule(row *commandRow) (rule, note string) {
	note = "since SMPP " + r.Introduced
	in34 := r.In34
	if in34 == nil && r.Introduced != "5.0" {
		in34 = r.In
	}
	switch id := row.ID; {
	case !row.takes(r):
		note += "; not meant for this command: a receiver ignores it"
	case r.Introduced != "5.0" && !slices.Contains(in34, id) && row.States[V34.index()] != 0:
		note += "; in " + id.String() + " since SMPP 5.0"
	}
	if r.Differs {
		note += fmt.Sprintf("; 3.4: %s; 5.0: %s", octetsRule(r.Min, r.Max34), octetsRule(r.Min, r.Max))
	}
	rule = join(octetsRule(r.Min, r.Max), r.Values)
	if r.Values == "" {
		rule = join(rule, listed(r.Enum))
	}
	for _, q := range row.required {
		if q.Tag == r.Tag {
			rule = join(rule, "mandatory in SMPP 5.0")
		}
	}
	if r.Repeats {
		rule = join(rule, "may repeat")
	}
	return rule, join(note, r.Note)
}

func octetsRule(least, most int) string {
	switch {
	case most == 0:
		return "empty"
	case least == most && most == 1:
		return "1 octet"
	case least == most:
		return fmt.Sprintf("%d octets", most)
	}
	return fmt.Sprintf("%d to %d octets", least, most)
}

// note says where versions differ about a status.
func (r *StatusInfo) note() string {
	since := ""
	switch {
	case r.Introduced == "3.4" || r.Introduced == "5.0":
		since = "since SMPP " + r.Introduced
	case r.Introduced == "legacy":
		since = "no version has it, some old software does"
	case r.Introduced == "3.3" && r.Code != ROK && !r.NameOnly:
		since = "3.3 names it without a number"
	}
	alias := ""
	if version, name, ok := strings.Cut(r.Alias, ": "); ok {
		alias = version + " names it " + name
	}
	return join(since, alias, r.Note)
}

// note says where versions differ about a value of an enumeration.
func (r *ValueInfo) note() string {
	switch {
	case r == nil:
		return ""
	case r.Introduced == "5.0" && r.Note == "":
		return "the value " + strconv.Itoa(r.Value) + " since SMPP 5.0"
	}
	return r.Note
}

// valueNote says where versions differ about an integer's value. A field of
// bits has several values.
func valueNote(f Field, n uint32) string {
	switch f {
	case FieldESMClass:
		return join(rowOfValue("esm_class_mode", n&0x03).note(), rowOfValue("esm_class_type", n&0x3C).note())
	case FieldRegisteredDelivery:
		s := rowOfValue("registered_delivery_mc", n&0x03).note()
		if n&0x10 != 0 {
			s = join(s, rowOfValue("registered_delivery_intermediate", 0x10).note())
		}
		return s
	}
	return rowOfValue(fieldRows[f].Enum, n).note()
}
