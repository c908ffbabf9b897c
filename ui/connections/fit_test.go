package connections_test

import (
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/uitest"
	"relay/ui/words"
)

// The pages of a test and of the accounts fit into the smallest window in every
// language.
func TestPagesFitInEveryLanguage(t *testing.T) {
	defer func() { _ = words.Use("en") }()
	const width = 1100 - 56
	for _, l := range words.Languages() {
		if err := words.Use(l.Code); err != nil {
			t.Fatal(err)
		}
		h, d, v := accounts(t, width)
		h.Cfg.Clients, h.Cfg.Version = []gateway.ClientConfig{provider()}, h.Cfg.Version+1
		h.Steps = stepsTo(smpp.RBINDFAIL, "192.0.2.77")
		fits := func(page string) {
			t.Helper()
			d.Show(v.Object())
			if w := v.Object().MinSize().Width; w > width {
				t.Errorf("%s: %s needs %.0f", l.Name, page, w)
			}
			if w := uitest.Overflow(v.Object()); w > 1 {
				t.Errorf("%s: %s is %.0f too wide", l.Name, page, w)
			}
		}
		fits("the list")
		v.ShowAccounts("shop")
		fits("the page of the accounts")
		v.Back()
		v.EditClient(provider().Name)
		fits("the form")
		v.Back()
		uitest.Tap(t, v.Object(), words.T("Test##verb"))
		fits("the test")
	}
}

// At 200 % of zoom there is half the room, and they fit into that too.
func TestPagesFitAtTwiceTheSizeInEveryLanguage(t *testing.T) {
	defer func() { _ = words.Use("en") }()
	const width = 664
	for _, l := range words.Languages() {
		if err := words.Use(l.Code); err != nil {
			t.Fatal(err)
		}
		h, d, v := accounts(t, width)
		c := provider()
		h.Cfg.Clients, h.Cfg.Version = []gateway.ClientConfig{c}, h.Cfg.Version+1
		h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
		fits := func(page string) {
			t.Helper()
			d.Show(v.Object())
			if w := uitest.Overflow(v.Object()); w > 1 {
				t.Errorf("%s: %s is %.0f too wide", l.Name, page, w)
			}
		}
		fits("the list")
		v.ShowAccounts("shop")
		fits("the page of the accounts")
		v.Back()
		v.EditClient(c.Name)
		fits("the form")
		v.Back()
		uitest.Tap(t, v.Object(), words.T("Test##verb"))
		h.Steps = stepsTo(smpp.RBINDFAIL, "192.0.2.77")
		uitest.Tap(t, v.Object(), words.T("Test again"))
		uitest.Tap(t, v.Object(), words.T("Compare"))
		fits("the test")
	}
}
