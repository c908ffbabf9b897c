package smpp

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
)

var allStates = []State{Closed, Open, Outbound, BoundTX, BoundRX, BoundTRX, Unbound}

// allowed is what testdata/states.csv says of one command and sender: the
// states of each version.
type allowed map[string]map[Role][3][]State

func readStates(t *testing.T) allowed {
	t.Helper()
	f, err := os.Open("testdata/states.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]State{}
	for _, s := range allStates {
		names[s.String()] = s
	}
	out := allowed{}
	for _, row := range rows {
		var by [3][]State
		for i := range by {
			for _, word := range strings.Fields(row[2+i]) {
				s, ok := names[word]
				switch {
				case ok:
					by[i] = append(by[i], s)
				case word == "ANY":
					by[i] = append(by[i], allStates[1:]...)
				default:
					t.Fatalf("%s: %q is no state", row[0], word)
				}
			}
		}
		if out[row[0]] == nil {
			out[row[0]] = map[Role][3][]State{}
		}
		for _, role := range []Role{ESME, MC} {
			if row[1] == role.String() || row[1] == "both" {
				out[row[0]][role] = by
			}
		}
	}
	return out
}

// may is the expectation: before a bind what any version up to v has, since
// none is in force yet.
func (a allowed) may(name string, v Version, s State, sender Role) bool {
	by := a[name][sender]
	from := v.index()
	if s == Open {
		from = 0
	}
	return slices.ContainsFunc(by[from:v.index()+1], func(in []State) bool { return slices.Contains(in, s) })
}

func TestLegalStates(t *testing.T) {
	facts := readStates(t)
	n := 0
	for c := range Commands() {
		if _, ok := facts[c.Name]; !ok {
			t.Errorf("%s is not in states.csv", c.Name)
			continue
		}
		for _, v := range Versions() {
			for _, s := range allStates {
				for _, sender := range []Role{ESME, MC} {
					n++
					if got, want := Legal(c.ID, v, s, sender), facts.may(c.Name, v, s, sender); got != want {
						t.Errorf("%s from %s in %s of %s: %v, want %v", c.Name, sender, s, v, got, want)
					}
				}
			}
		}
		delete(facts, c.Name)
	}
	for name := range facts {
		t.Errorf("states.csv has %s, the table does not", name)
	}
	if n < 1500 {
		t.Errorf("only %d cases", n)
	}
}

// What no version has is legal nowhere: reserved numbers, vendor commands, the
// responses that do not exist.
func TestLegalUnknown(t *testing.T) {
	for _, id := range []CommandID{0, 0x0A, 0x0C, 0x14, 0x16, 0x20, 0x25, 0x101, 0x104, 0x110, 0x114, 0xFFFF, 0x10200, 0x102FF, 0x1000001, 0x7FFFFFFF,
		Outbind.Response(), AlertNotification.Response(), 0x8000000A, 0x80010200, 0xFFFFFFFF} {
		for _, v := range Versions() {
			for _, s := range allStates {
				if Legal(id, v, s, ESME) || Legal(id, v, s, MC) {
					t.Errorf("%s is legal in %s of %s", id, s, v)
				}
			}
		}
	}
}
