package connections

import (
	"testing"
	"time"

	"relay/gateway"
)

// What an account sends a second is what its sessions have got between two looks.
func TestPaces(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var p paces
	see := func(after time.Duration, sessions ...gateway.SessionStatus) {
		p.See(gateway.Status{Links: []gateway.LinkStatus{{Name: "office", Server: true, Sessions: sessions}}}, at.Add(after))
	}
	see(0, gateway.SessionStatus{ID: 1, Account: "shop", Recv: 1000})
	if _, known := p.Of("shop"); known {
		t.Error("one look tells nothing")
	}
	see(2*time.Second, gateway.SessionStatus{ID: 1, Account: "shop", Recv: 1010}, gateway.SessionStatus{ID: 2, Account: "shop", Recv: 10}, gateway.SessionStatus{ID: 3, Account: "clinic", Recv: 4})
	if rate, known := p.Of("shop"); !known || rate != 10 {
		t.Errorf("%v %v", rate, known)
	}
	see(4*time.Second, gateway.SessionStatus{ID: 2, Account: "shop", Recv: 30})
	if rate, _ := p.Of("shop"); rate != 10 {
		t.Errorf("a session that ended: %v", rate)
	}
	for i := range 20 {
		see(time.Duration(6+2*i)*time.Second, gateway.SessionStatus{ID: 2, Account: "shop", Recv: 30})
	}
	if rate, _ := p.Of("shop"); rate != 0 || len(p.seen) > 8 {
		t.Errorf("long ago: %v of %d looks", rate, len(p.seen))
	}
}

// A limit that is used up is full, and one that there is not is left out.
func TestMeters(t *testing.T) {
	a := gateway.NewAccount()
	a.MaxBinds, a.Rate, a.Daily, a.Window = 1, 20, 100, 10
	list := Meters(a, []gateway.SessionStatus{{Open: 5}}, 12.4, true, gateway.AccountUse{Day: 150, Month: 3})
	want := []Meter{{"Sessions", "1 of 1", 1}, {"Rate", "12.4 of 20 /s", 0.62}, {"Window in use", "5 of 10", 0.5}, {"Messages a day", "150 of 100", 1.5}}
	if len(list) != len(want) {
		t.Fatalf("%+v", list)
	}
	for i, m := range list {
		if m != want[i] {
			t.Errorf("%+v, want %+v", m, want[i])
		}
	}
	a.Enabled = false
	if StateOfAccount(a, 1) != Blocked || StateOfAccount(gateway.NewAccount(), 0) != Away {
		t.Error("wrong states")
	}
	for _, f := range Rights(a) {
		if f.Value == "" || f.Value == "true" || f.Value == "false" {
			t.Errorf("%+v", f)
		}
	}
}
