package form

import (
	"slices"
	"testing"

	"relay/gateway"
)

// A group stands once, wherever its settings lie in the table.
func TestGroupsStandOnce(t *testing.T) {
	c := gateway.NewClient()
	groups := NewModel(gateway.ClientSettings(), c, c).Groups()
	for i, g := range groups {
		if slices.Contains(groups[:i], g) {
			t.Errorf("%s stands twice in %v", g, groups)
		}
	}
	if !slices.Contains(groups, gateway.GroupText) {
		t.Errorf("%v", groups)
	}
}

func TestSummaries(t *testing.T) {
	c := gateway.NewClient()
	m := NewModel(gateway.ClientSettings(), c, c)
	if got := m.Summary(gateway.GroupText); got != "default alphabet gsm7 · long texts udh8 · provider takes TLVs auto" {
		t.Errorf("as usual: %q", got)
	}
	m.Set("national", "true")
	m.Set("long", "sar")
	if got := m.Summary(gateway.GroupText); got != "long texts sar · national alphabets · default alphabet gsm7 · provider takes TLVs auto" {
		t.Errorf("changed: %q", got)
	}
	a := gateway.NewAccount()
	if got := NewModel(gateway.AccountSettings(), a, a).Summary(gateway.GroupAnswers); got != "message ids decimal · receipts come as deliver_sm · dates in receipts 10 digits · TLVs in receipts" {
		t.Errorf("answers: %q", got)
	}
}
