package pduview

import (
	"strings"
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
)

func TestWordsAtTheFoot(t *testing.T) {
	p := submit(1).SetInt(smpp.FieldDataCoding, 8).SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, []byte{5, 0, 3, 1, 2, 1, 0, 65})
	x := gateway.ExplainPDU(record(t, 1, true, p))
	if got := TextWords(x); got != "Text: Unicode (UCS-2, in practice UTF-16, big-endian) · user data header of 6 octets" {
		t.Errorf("the text: %q", got)
	}
	words := map[string]string{}
	for _, r := range x.Rows {
		words[r.Name] = RowWords(r)
	}
	for name, want := range map[string]string{
		"data_coding":     "Alphabet of the text · octet 41 · 0 to 14, and the groups 0xC0 to 0xFF of 3GPP TS 23.038 · Unicode (UCS-2, in practice UTF-16, big-endian)",
		"sequence_number": "Number that request and answer share · octets 12 to 15 · 1 to 2,147,483,647; 0 in a generic_nack for what could not be read · the response repeats it",
		"dest_addr_ton":   "Type of the recipient's number · octet 20 · 0 to 7 · 3.3 refers to GSM 03.40 for the values",
	} {
		if words[name] != want {
			t.Errorf("%s: %q, want %q", name, words[name], want)
		}
	}
	if got := TextWords(gateway.ExplainPDU(record(t, 2, false, answer(1, "A1")))); got != "" {
		t.Errorf("an answer: %q", got)
	}
}

func treeWords(t *Tree) string {
	var s []string
	for _, i := range t.Lines() {
		n, _ := t.Node(i)
		s = append(s, strings.Repeat(".", n.Level)+n.Name)
	}
	return strings.Join(s, " ")
}

func TestTree(t *testing.T) {
	p := submit(1).SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, []byte{5, 0, 3, 1, 2, 1, 'H', 'i'}).AddTLVInt(smpp.TagUserMessageReference, 5)
	r := record(t, 1, true, p)
	tree := NewTree()
	tree.Show(r)
	if got := treeWords(tree); !strings.HasPrefix(got, "Header Body") {
		t.Errorf("at first: %s", got)
	}
	tree.SetFold(0, false)
	got := treeWords(tree)
	for _, want := range []string{"Header .command_length .command_id", ".sequence_number Body .service_type", ".short_message ..udh_length ..udh[0] ..text Optional (TLV) .user_message_reference"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
	if strings.Contains(got, "tlv[0]") {
		t.Error("the parts of a TLV are not folded")
	}
	if n, _ := tree.Node(tree.At(len(r.Frame) - 1)); n.Name != "tlv[0].value" || !strings.Contains(treeWords(tree), "tlv[0].value") {
		t.Errorf("the last octet is in %q, or that is folded away", n.Name)
	}
	if head, _ := tree.Node(0); head.Value != "submit_sm, seq 1" || head.Meaning != "16 octets" {
		t.Errorf("the header: %+v", head)
	}
	if !tree.SetFold(0, true) || tree.SetFold(0, true) || tree.SetFold(1, true) {
		t.Error("the header does not fold, or a field without parts does")
	}
	if got := treeWords(tree); !strings.HasPrefix(got, "Header Body") {
		t.Errorf("folded: %s", got)
	}
	tree.Show(r)
	if got := treeWords(tree); !strings.HasPrefix(got, "Header Body") {
		t.Errorf("the fold did not stay: %s", got)
	}
	// An octet within a fold opens it, and is found in its narrowest part.
	at := tree.At(5)
	if n, _ := tree.Node(at); n.Name != "command_id" || !strings.HasPrefix(treeWords(tree), "Header .command") {
		t.Errorf("octet 5 is in %q", n.Name)
	}
	text := strings.LastIndex(string(r.Frame), "Hi")
	if n, _ := tree.Node(tree.At(text)); n.Name != "text" {
		t.Errorf("the text is in %q", n.Name)
	}
	if parent, _ := tree.Node(tree.Parent(tree.At(text))); parent.Name != "short_message" {
		t.Errorf("the text is part of %q", parent.Name)
	}
	if tree.At(9999) >= 0 || tree.Parent(-1) >= 0 {
		t.Error("an octet beyond the end has a field")
	}
}
