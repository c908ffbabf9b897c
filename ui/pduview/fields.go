package pduview

import (
	"fmt"
	"strings"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// shortMeaning is how many letters of a meaning are seen in its column anyway.
const shortMeaning = 16

// RowWords says what a field is for and where it stands, what may be in it, where
// versions differ, and in full what it means. Octets are seen beside it.
func RowWords(r smpp.Row) string {
	s := []string{placeWords(r)}
	if plain := smpp.PlainName(r.Name); plain != "" {
		s = []string{plain, placeWords(r)}
	}
	if r.Rule != "" {
		s = append(s, r.Rule)
	}
	if r.Note != "" {
		s = append(s, r.Note)
	}
	if r.Kind != "octets" && len(r.Meaning) > shortMeaning {
		s = append(s, r.Meaning)
	}
	return strings.Join(s, " · ")
}

func placeWords(r smpp.Row) string {
	if r.Length == 1 {
		return words.T("octet %d", r.Offset)
	}
	return words.T("octets %d to %d", r.Offset, r.Offset+max(r.Length, 1)-1)
}

// TextWords says how the text of a PDU is written: its data_coding and the
// header before it. It is "" for a PDU without a text.
func TextWords(x smpp.Explanation) string {
	coding, header, octets := "", "", false
	for _, r := range x.Rows {
		switch r.Name {
		case smpp.FieldDataCoding.String():
			coding = r.Meaning
		case smpp.FieldShortMessage.String():
			octets = octets || r.Length > 0
			if h, _, ok := strings.Cut(r.Meaning, ", then "); ok {
				header = h
			}
		case smpp.TagMessagePayload.String():
			octets = true
		}
	}
	if !octets || coding == "" {
		return ""
	}
	if header != "" {
		coding += " · " + header
	}
	return words.T("Text: %s", coding)
}

// Fold is a part of the tree that can be folded away.
type Fold uint8

const (
	NoFold Fold = iota
	Open
	Folded
)

// Node is one line of the tree: a group, a field, or a part of a field.
type Node struct {
	smpp.Row
	Level int // 0 is a group
	Fold  Fold
}

// Tree is an explained PDU with what is folded away. A fold stays for the PDUs
// chosen later.
type Tree struct {
	rows   []Node
	folded map[string]bool
}

// NewTree makes an empty tree.
func NewTree() *Tree { return &Tree{folded: map[string]bool{}} }

// Groups of the tree, by the names that a fold is remembered under.
const (
	groupHeader = "Header"
	groupBody   = "Body"
	groupTLVs   = "Optional (TLV)"
)

// groupWord is a group's name as it is shown.
func groupWord(name string) string {
	switch name {
	case groupHeader:
		return words.T("Header##of a PDU")
	case groupBody:
		return words.T("Body##of a PDU")
	case groupTLVs:
		return words.T("Optional (TLV)")
	}
	return name
}

// Show takes an explanation.
func (t *Tree) Show(r gateway.PDURecord) smpp.Explanation {
	x := gateway.ExplainPDU(r)
	t.rows = t.rows[:0]
	tlvs := 0
	for i, row := range x.Rows {
		group := groupBody
		switch {
		case row.Depth == 0 && row.Offset < 16 && row.Length <= 4:
			group = groupHeader
		case row.Depth == 1 && i+1 < len(x.Rows) && strings.HasPrefix(x.Rows[i+1].Name, "tlv["):
			group = groupTLVs
			tlvs++
		case row.Depth == 2 && tlvs > 0:
			group = groupTLVs
		}
		t.group(group, row)
		t.rows = append(t.rows, Node{Row: row, Level: max(row.Depth, 1)})
	}
	for i := range t.rows {
		n := &t.rows[i]
		if i+1 < len(t.rows) && t.rows[i+1].Level > n.Level {
			n.Fold = Open
			if folded, known := t.folded[foldKey(*n)]; folded || !known && t.dull(i) {
				n.Fold = Folded
			}
		}
		switch {
		case n.Level > 0:
		case n.Name == groupTLVs:
			n.Value = words.N(tlvs, "%s parameter", "%s parameters")
		case n.Name == groupHeader && x.Command != "":
			n.Value = words.T("%s, seq %d", x.Command, x.Sequence)
			n.Meaning = words.N(n.Length, "%s octet", "%s octets")
		}
	}
	return x
}

// dull tells whether a line's parts are folded away until somebody asks: those
// of TLVs, and the header of a PDU that has more, each of which stands in words
// beside its name.
func (t *Tree) dull(i int) bool {
	n := t.rows[i]
	if n.Name == groupHeader && n.Level == 0 {
		return t.rows[len(t.rows)-1].Offset >= 16
	}
	return strings.HasPrefix(t.rows[i+1].Name, "tlv[") && n.Name != smpp.TagMessagePayload.String()
}

// group begins a group, or widens the last one to a row.
func (t *Tree) group(name string, r smpp.Row) {
	for i := len(t.rows) - 1; i >= 0; i-- {
		g := &t.rows[i]
		if g.Level > 0 {
			continue
		}
		if g.Name != name {
			break
		}
		g.Length = max(g.Length, r.Offset+r.Length-g.Offset)
		g.Value = words.N(g.Length, "%s octet", "%s octets")
		return
	}
	t.rows = append(t.rows, Node{Row: smpp.Row{Name: name, Offset: r.Offset, Length: r.Length, Kind: "group", Value: words.N(r.Length, "%s octet", "%s octets")}})
}

// foldKey names what is folded: a group, or every field of a name.
func foldKey(n Node) string { return fmt.Sprint(n.Level, " ", n.Name) }

// Lines are the lines that are not folded away, by their place among all.
func (t *Tree) Lines() (out []int) {
	hidden := -1 // level below which lines are folded away
	for i, n := range t.rows {
		if hidden >= 0 && n.Level > hidden {
			continue
		}
		hidden = -1
		if n.Fold == Folded {
			hidden = n.Level
		}
		out = append(out, i)
	}
	return out
}

// Node is a line by its place among all.
func (t *Tree) Node(i int) (Node, bool) {
	if i < 0 || i >= len(t.rows) {
		return Node{}, false
	}
	return t.rows[i], true
}

// SetFold folds a line's parts away or shows them; it tells whether that changed
// anything.
func (t *Tree) SetFold(i int, folded bool) bool {
	if i < 0 || i >= len(t.rows) || t.rows[i].Fold == NoFold || (t.rows[i].Fold == Folded) == folded {
		return false
	}
	key := foldKey(t.rows[i])
	t.folded[key] = folded
	for k := range t.rows {
		if t.rows[k].Fold != NoFold && foldKey(t.rows[k]) == key {
			t.rows[k].Fold = Open
			if folded {
				t.rows[k].Fold = Folded
			}
		}
	}
	return true
}

// Parent is the line to which a line belongs, -1 for a group.
func (t *Tree) Parent(i int) int {
	if i < 0 || i >= len(t.rows) {
		return -1
	}
	for k := i - 1; k >= 0; k-- {
		if t.rows[k].Level < t.rows[i].Level {
			return k
		}
	}
	return -1
}

// At is the narrowest line that holds an octet, and opens what hides it; -1 for
// none.
func (t *Tree) At(offset int) int {
	best := -1
	for i, n := range t.rows {
		if n.Level > 0 && offset >= n.Offset && offset < n.Offset+n.Length && (best < 0 || n.Length <= t.rows[best].Length) {
			best = i
		}
	}
	for p := t.Parent(best); p >= 0; p = t.Parent(p) {
		t.SetFold(p, false)
	}
	return best
}
