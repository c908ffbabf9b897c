package sms

import (
	"unicode/utf16"
	"unicode/utf8"
)

// cuts returns where each part ends.
func (w *writer) cuts(limit int) []int {
	var cuts []int
	for from := 0; from < len(w.units); {
		from = w.softCut(from, limit)
		cuts = append(cuts, from)
	}
	return cuts
}

// begins tells whether a character begins at a unit.
func (w *writer) begins(i int) bool {
	return i <= 0 || i >= len(w.units) || w.at == nil || w.at[i] != w.at[i-1]
}

// hardCut returns the last place at most limit units on at which a part may
// end without breaking a character.
func (w *writer) hardCut(from, limit int) int {
	end := min(from+limit, len(w.units))
	if w.sets != nil {
		return w.setCut(from, end, limit)
	}
	for end > from+1 && !w.begins(end) {
		end--
	}
	return end
}

// setCut is hardCut where a part also holds the escapes between its character
// sets.
func (w *writer) setCut(from, end, limit int) int {
	cut, n, set := from+1, 0, byte(setASCII)
	for i := from; i < end; i++ {
		if next := w.sets[i]; next != set {
			n, set = n+setEscapeOctets, next
		}
		n++
		back := 0
		if set != setASCII {
			back = setEscapeOctets
		}
		if n+back > limit {
			break
		}
		if w.begins(i + 1) {
			cut = i + 1
		}
	}
	return cut
}

// softCut goes back from the hard cut to the border of a visible character,
// unless that is far away or would cost a further part.
func (w *writer) softCut(from, limit int) int {
	hard := w.hardCut(from, limit)
	if hard == len(w.units) || w.at == nil {
		return hard
	}
	for at := hard; at > from+limit/2; at-- {
		if w.begins(at) && w.border(from, at) {
			if at == hard || w.parts(at, limit) <= w.parts(hard, limit) {
				return at
			}
			break
		}
	}
	return hard
}

// border tells whether a visible character ends before a unit. A unit of UCS-2
// is itself what clusterBorder asks for; of others the characters are looked up
// in the text, and none of them needs more than the two beside the cut.
func (w *writer) border(from, at int) bool {
	if w.coding == UCS2 {
		return clusterBorder(w.units[from:], at-from)
	}
	i := w.at[at]
	prev, _ := utf8.DecodeLastRuneInString(w.text[:i])
	next, _ := utf8.DecodeRuneInString(w.text[i:])
	return clusterBorder(utf16.Encode([]rune{prev, next}), 1)
}

// parts returns how many parts the units from here on need at least.
func (w *writer) parts(from, limit int) uint16 {
	if w.count == nil {
		w.count = make([]uint16, len(w.units)+1)
		for i := len(w.units) - 1; i >= 0; i-- {
			w.count[i] = 1 + w.count[w.hardCut(i, limit)]
		}
	}
	return w.count[from]
}

func isHigh(u uint16) bool { return u&0xFC00 == 0xD800 }
func isLow(u uint16) bool  { return u&0xFC00 == 0xDC00 }
