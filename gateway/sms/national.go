package sms

import (
	"fmt"
	"slices"
)

// Language names a national language table (3GPP 23.040 9.2.3.24.15, .16). The
// zero value stands for the default alphabet.
type Language byte

const (
	NoLanguage Language = iota
	Turkish
	Spanish // single shift only
	Portuguese
	Bengali
	Gujarati
	Hindi
	Kannada
	Malayalam
	Oriya
	Punjabi
	Tamil
	Telugu
	Urdu
	languageCount
)

var languageNames = [...]string{
	"default", "Turkish", "Spanish", "Portuguese", "Bengali", "Gujarati", "Hindi",
	"Kannada", "Malayalam", "Oriya", "Punjabi", "Tamil", "Telugu", "Urdu",
}

// String returns the language's English name.
func (l Language) String() string {
	if l < languageCount {
		return languageNames[l]
	}
	return fmt.Sprintf("language %d", byte(l))
}

// nationalRows are the rows of one table of one language.
type nationalRows struct {
	language Language
	rows     []row
}

// shiftTables are the tables by language, the default ones at 0; nil where a
// language has none. They are made once and never written again.
var (
	lockingTables = newTables(defaultAlphabet.base, nationalLocking[:])
	singleTables  = newTables(defaultAlphabet.ext, nationalSingle[:])
)

func newTables(def *shiftTable, of []nationalRows) (tables [languageCount]*shiftTable) {
	tables[NoLanguage] = def
	for _, n := range of {
		tables[n.language] = newTable(n.rows)
	}
	return tables
}

// NationalAlphabet returns the alphabet that a locking and a single shift make
// together; NoLanguage leaves the default table in its place (3GPP 23.038
// 6.2.1.2). So does a language that has no such table or is not known: a reader
// passes over a shift that it does not understand.
func NationalAlphabet(locking, single Language) *Alphabet {
	return &Alphabet{base: tableOf(&lockingTables, locking), ext: tableOf(&singleTables, single)}
}

func tableOf(tables *[languageCount]*shiftTable, l Language) *shiftTable {
	if l < languageCount && tables[l] != nil {
		return tables[l]
	}
	return tables[NoLanguage]
}

// shiftElements are the elements that announce the tables; they stand in every
// part (3GPP 23.040 9.2.3.24.15).
func shiftElements(locking, single Language) []Element {
	var list []Element
	if single != NoLanguage {
		list = append(list, Element{ID: ElementSingleShift, Data: []byte{byte(single)}})
	}
	if locking != NoLanguage {
		list = append(list, Element{ID: ElementLockingShift, Data: []byte{byte(locking)}})
	}
	return list
}

// national finds the pair of tables that carries a text in fewer parts than
// best, the fewest there are; parts counts for a pair. Of equal pairs the one
// with fewer elements is taken, then one without a locking shift (a phone that
// does not know it would show another text; without a single shift it shows
// letters without their marks), then one of a single language, then fewer
// septets, then the lower codes. ok is false when no pair is better.
func national(text string, best int, parts func(locking, single Language, septets int) int) (locking, single Language, ok bool) {
	counts, few := distinct(text)
	if !few {
		return 0, 0, false
	}
	least := [...]int{best, 0, 0, 0, 0}
	try := func(l, s Language, septets int) {
		rank := [...]int{parts(l, s, septets), len(shiftElements(l, s)), 0, 0, septets}
		if l != NoLanguage {
			rank[2] = 1
			if s != NoLanguage && s != l {
				rank[3] = 1
			}
		}
		if rank[0] < best && slices.Compare(rank[:], least[:]) < 0 {
			locking, single, least, ok = l, s, rank, true
		}
	}
	for l := range languageCount {
		if lockingTables[l] == nil {
			continue
		}
		alone, fits := septets(counts, NationalAlphabet(l, NoLanguage))
		if fits && l != NoLanguage {
			try(l, NoLanguage, alone)
		}
		for s := NoLanguage + 1; s < languageCount; s++ {
			// Where the default extension does as well, the second element would
			// only cost room.
			if n, pairFits := septets(counts, NationalAlphabet(l, s)); pairFits && (!fits || n < alone) {
				try(l, s, n)
			}
		}
	}
	return locking, single, ok
}

// distinct counts each character of a text once. few is false when there are
// more than two tables can hold.
func distinct(text string) (counts map[rune]int, few bool) {
	counts = map[rune]int{}
	for _, r := range text {
		counts[r]++
		if len(counts) > 256 {
			return nil, false
		}
	}
	return counts, true
}

func septets(counts map[rune]int, a *Alphabet) (n int, fits bool) {
	for r, k := range counts {
		c := a.Cost(r)
		if c == 0 {
			return 0, false
		}
		n += c * k
	}
	return n, true
}
