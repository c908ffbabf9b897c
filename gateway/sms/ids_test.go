package sms

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCandidateIDs(t *testing.T) {
	for id, want := range map[string][]string{
		"":                                     {},
		"39f99dd5":                             {"39f99dd5", "39F99DD5", "972660181", "0972660181"},
		"0972660181":                           {"0972660181", "40573993345", "39F99DD5", "39f99dd5", "972660181"},
		"5000":                                 {"5000", "20480", "0000020480", "1388", "00001388", "0000005000"},
		"MSG-100":                              {"MSG-100"},
		"0e999f21-4e2f-4a6e-a78b-4b247d756a22": {"0e999f21-4e2f-4a6e-a78b-4b247d756a22"},
		"c449ab9744f47b6af1879e49e75e4f40":     {"c449ab9744f47b6af1879e49e75e4f40", "C449AB9744F47B6AF1879E49E75E4F40"},
		"0":                                    {"0", "0000000000", "00000000"},
	} {
		if got := CandidateIDs(id); !slices.Equal(got, want) {
			t.Errorf("CandidateIDs(%q) = %q, want %q", id, got, want)
		}
	}
	forms := IDForms("00B8BE19")
	if forms[0] != (IDForm{"00B8BE19", FormLiteral}) || !slices.Contains(forms, IDForm{"12107289", FormHexToDecimal}) || !slices.Contains(forms, IDForm{"B8BE19", FormZeros}) {
		t.Errorf("%q", forms)
	}
}

func TestSameID(t *testing.T) {
	for _, p := range [][2]string{
		{"38601fa", "59113978"}, {"6aad5", "436949"}, {"18d0e03a", "416342074"}, {"1d305b4c", "489708364"},
		{"39f99dd5", "972660181"}, {"33E95179", "870928761"}, {"10C8F40D", "281605133"},
		{"38601fa", "0059113978"}, {"6aad5", "0000436949"}, {"39F99DD5", "0972660181"}, {"00B8BE19", "B8BE19"}, {"00B8BE19", "b8be19"},
		{"x", "x"}, {"0000AB12", "AB12"}, {"ABCDEF01", "abcdef01"}, {"0000000012345678", "12345678"},
	} {
		if !SameID(p[0], p[1]) || !SameID(p[1], p[0]) {
			t.Errorf("%q and %q are not taken for one", p[0], p[1])
		}
	}
	for _, p := range [][2]string{{"5000", "6000"}, {"MSG-100", "msg-100"}, {"", "0"}, {"a", "b"}} {
		if SameID(p[0], p[1]) {
			t.Errorf("%q and %q are taken for one", p[0], p[1])
		}
	}
}

func TestCandidatesBeginWithTheIDAndHoldItOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.OneOf(rapid.StringMatching(`[0-9]{1,20}`), rapid.StringMatching(`[0-9a-fA-F]{1,32}`), rapid.StringN(1, 65, 65)).Draw(t, "id")
		ids := CandidateIDs(id)
		if ids[0] != id {
			t.Fatalf("%q is not first: %q", id, ids)
		}
		for i, s := range ids {
			if slices.Contains(ids[:i], s) {
				t.Fatalf("%q stands twice in %q", s, ids)
			}
		}
	})
}
