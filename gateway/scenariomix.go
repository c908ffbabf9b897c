package gateway

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Mix is what scenarios are in force at once, in the order of the table. The
// empty mix is "normal". Written, it is "busy=20+receipts twice": names joined
// by a plus, a value behind an equals sign where the row has one and it is not
// the usual one.
type Mix []Choice

// Choice is one row of a mix and its value, "" in a row without one.
type Choice struct{ Name, Value string }

// ParseMix reads a mix. Case and spaces around names do not count; "" and
// "normal" are the empty mix.
func ParseMix(text string) (Mix, error) {
	var m Mix
	for piece := range strings.SplitSeq(text, "+") {
		name, value, given := strings.Cut(piece, "=")
		if name, value = strings.TrimSpace(name), strings.TrimSpace(value); name == "" && !given && strings.TrimSpace(text) == "" {
			break
		}
		row, at := scenarioRow(name)
		switch {
		case at < 0:
			return nil, fmt.Errorf("there is no scenario %q; there are: %s", name, strings.Join(scenarioNames(), ", "))
		case given && row.Param.Kind == NoParam:
			return nil, fmt.Errorf("the scenario %q takes no value", row.Name)
		case m.Has(row.Name):
			return nil, fmt.Errorf("the scenario %q is there twice", row.Name)
		case row.Name == Normal:
			continue
		}
		if value == "" {
			value = row.Param.Default
		}
		if err := row.Param.Check(value); err != nil {
			return nil, fmt.Errorf("the scenario %q: %w", row.Name, err)
		}
		m = m.With(row.Name, value)
	}
	return m, nil
}

// scenarioRow finds a row and its place in the table, -1 when there is none.
func scenarioRow(name string) (Scenario, int) {
	for i, s := range Scenarios() {
		if strings.EqualFold(s.Name, name) {
			return s, i
		}
	}
	return Scenario{}, -1
}

func scenarioNames() (out []string) {
	for _, s := range Scenarios() {
		out = append(out, s.Name)
	}
	return out
}

// String writes the mix as ParseMix reads it.
func (m Mix) String() string {
	if len(m) == 0 {
		return Normal
	}
	var out []string
	for _, c := range m {
		row, _ := scenarioRow(c.Name)
		if c.Value != row.Param.Default {
			c.Name += "=" + c.Value
		}
		out = append(out, c.Name)
	}
	return strings.Join(out, "+")
}

// Has tells whether a row is in force.
func (m Mix) Has(name string) bool {
	return slices.ContainsFunc(m, func(c Choice) bool { return c.Name == name })
}

// Value is the value of a row, "" when the row is not in force.
func (m Mix) Value(name string) string {
	for _, c := range m {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// Number is the value of a row as a number, 0 when the row is not in force.
func (m Mix) Number(name string) int {
	n, _ := strconv.Atoi(m.Value(name)) // ParseMix has seen to it
	return n
}

// With returns the mix with a row and its value, "" for the usual one.
func (m Mix) With(name, value string) Mix {
	if row, at := scenarioRow(name); at >= 0 && value == "" {
		value = row.Param.Default
	}
	out := append(m.Without(name), Choice{name, value})
	slices.SortStableFunc(out, func(a, b Choice) int {
		_, i := scenarioRow(a.Name)
		_, j := scenarioRow(b.Name)
		return cmp.Compare(i, j)
	})
	return out
}

// Without returns the mix without a row.
func (m Mix) Without(name string) Mix {
	return slices.DeleteFunc(slices.Clone(m), func(c Choice) bool { return c.Name == name })
}
