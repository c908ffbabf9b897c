package widgets

import "golang.org/x/text/unicode/bidi"

// levelsOf gives each character of a line its level: even ones run from left to
// right. It follows UAX #9 without its embeddings and isolates: their control
// characters never come this far, they are shown as visible marks.
func levelsOf(runes []rune, fromRight bool) []uint8 {
	base, edge := uint8(0), bidi.L
	if fromRight {
		base, edge = 1, bidi.R
	}
	classes := make([]bidi.Class, len(runes))
	for i, r := range runes {
		classes[i] = classOf(r)
	}
	weak(classes, edge)
	brackets(runes, classes, edge)
	neutral(classes, edge)
	levels := make([]uint8, len(runes))
	for i, c := range classes {
		levels[i] = base
		switch {
		case base == 0 && c == bidi.R:
			levels[i] = 1
		case base == 0 && (c == bidi.EN || c == bidi.AN):
			levels[i] = 2
		case base == 1 && c != bidi.R:
			levels[i] = 2
		}
	}
	for i := len(runes) - 1; i >= 0 && classOf(runes[i]) == bidi.WS; i-- {
		levels[i] = base // L1
	}
	return levels
}

// weak resolves numbers and what stands in them (W1 to W7).
func weak(c []bidi.Class, edge bidi.Class) {
	strong, prev := edge, edge
	for i := range c {
		switch c[i] {
		case bidi.NSM:
			c[i] = prev
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		}
		prev = c[i]
	}
	for i := range c {
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ {
		a, b := c[i-1], c[i+1]
		switch {
		case a != b:
		case c[i] == bidi.ES && a == bidi.EN, c[i] == bidi.CS && (a == bidi.EN || a == bidi.AN):
			c[i] = a
		}
	}
	for i := 0; i < len(c); { // W5: signs beside a number belong to it
		if c[i] != bidi.ET {
			i++
			continue
		}
		k := i
		for k < len(c) && c[k] == bidi.ET {
			k++
		}
		into := bidi.ON
		if i > 0 && c[i-1] == bidi.EN || k < len(c) && c[k] == bidi.EN {
			into = bidi.EN
		}
		for ; i < k; i++ {
			c[i] = into
		}
	}
	strong = edge
	for i := range c {
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// strongOf is the direction that a class counts as among neutral ones, and
// whether it has one.
func strongOf(c bidi.Class) (bidi.Class, bool) {
	switch c {
	case bidi.L:
		return bidi.L, true
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R, true
	}
	return bidi.ON, false
}

// brackets gives both of a pair one direction: the line's where the line's is
// inside, else what is inside where the same stands before (N0).
func brackets(runes []rune, c []bidi.Class, edge bidi.Class) {
	var open []int
	for i, r := range runes {
		p, _ := bidi.LookupRune(r)
		if !p.IsBracket() || c[i] != bidi.ON {
			continue
		}
		if p.IsOpeningBracket() {
			open = append(open, i)
			continue
		}
		for k := len(open) - 1; k >= 0; k-- {
			if mirrored(runes[open[k]]) != r {
				continue
			}
			if d, ok := pairClass(c, open[k], i, edge); ok {
				c[open[k]], c[i] = d, d
			}
			open = open[:k]
			break
		}
	}
}

func pairClass(c []bidi.Class, from, to int, edge bidi.Class) (bidi.Class, bool) {
	other := false
	for _, x := range c[from+1 : to] {
		switch d, ok := strongOf(x); {
		case ok && d == edge:
			return edge, true
		case ok:
			other = true
		}
	}
	if !other {
		return edge, false
	}
	for i := from - 1; i >= 0; i-- {
		if d, ok := strongOf(c[i]); ok {
			return d, true
		}
	}
	return edge, true
}

// neutral gives what has no direction that of both its sides, or the line's (N1,
// N2).
func neutral(c []bidi.Class, edge bidi.Class) {
	for i := 0; i < len(c); {
		if _, ok := strongOf(c[i]); ok {
			i++
			continue
		}
		k := i
		for k < len(c) {
			if _, ok := strongOf(c[k]); ok {
				break
			}
			k++
		}
		before, after := edge, edge
		if i > 0 {
			before, _ = strongOf(c[i-1])
		}
		if k < len(c) {
			after, _ = strongOf(c[k])
		}
		into := edge
		if before == after {
			into = before
		}
		for ; i < k; i++ {
			c[i] = into
		}
	}
}
