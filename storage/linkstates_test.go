package storage

import (
	"testing"
	"time"

	"relay/gateway"
)

// The history of a link is what it was told, from the state that it was in; a
// program that ended without a word has nothing up after it.
func TestLinkStates(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	change := func(link string, after time.Duration, r gateway.Reach) gateway.LinkChange {
		return gateway.LinkChange{Link: link, At: at.Add(after), Reach: r}
	}
	write(t, db, func(tx *Tx) error {
		return tx.AddLinkChanges([]gateway.LinkChange{change("a", -48*time.Hour, gateway.ReachDown), change("a", -30*time.Hour, gateway.ReachUp),
			change("a", -time.Hour, gateway.ReachDown), change("a", -30*time.Minute, gateway.ReachUp), change("b", -2*time.Hour, gateway.ReachOff)})
	})
	read := func() []gateway.LinkChange {
		t.Helper()
		list, err := db.LinkStates(t.Context(), at.Add(-24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	want := []gateway.LinkChange{change("a", -30*time.Hour, gateway.ReachUp), change("b", -2*time.Hour, gateway.ReachOff), change("a", -time.Hour, gateway.ReachDown), change("a", -30*time.Minute, gateway.ReachUp)}
	for i, x := range read() {
		if i >= len(want) || x != want[i] {
			t.Fatalf("%+v", read())
		}
	}
	write(t, db, func(tx *Tx) error {
		if err := tx.SetAlive(at); err != nil {
			return err
		}
		return tx.CloseLinkStates()
	})
	list := read()
	if n := len(list); n != 5 || list[4] != change("a", 0, gateway.ReachAway) {
		t.Errorf("after a crash: %+v", list)
	}
	write(t, db, func(tx *Tx) error { return tx.CloseLinkStates() })
	if n := len(read()); n != 5 {
		t.Errorf("closed twice: %+v", read())
	}
	// What is old goes, but for what a link last became.
	write(t, db, func(tx *Tx) error { return tx.SetAlive(at.Add(40 * 24 * time.Hour)) })
	list, err := db.LinkStates(t.Context(), at.Add(40*24*time.Hour))
	if err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
	var rows int
	if err := db.read.QueryRow("SELECT COUNT(*) FROM link_states").Scan(&rows); err != nil || rows != 3 {
		t.Errorf("%d rows kept, %v", rows, err)
	}
}

// The password before the present one is known until the link goes, and no longer.
func TestPasswordBefore(t *testing.T) {
	db := open(t, t.TempDir())
	save := func(password gateway.Secret) gateway.ClientConfig {
		t.Helper()
		c, err := db.LoadConfig(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		p := gateway.NewClient()
		p.Name, p.Host, p.SystemID, p.Password = "nordic-a", "smpp.example.com", "acme", password
		if len(c.Clients) > 0 {
			p = c.Clients[0]
			p.Password = password
		}
		c.Clients = []gateway.ClientConfig{p}
		if c, err = db.SaveConfig(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		return c.Clients[0]
	}
	id := save("first").ID
	before := func() gateway.Secret {
		t.Helper()
		p, err := db.PasswordBefore(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p := before(); p != "" {
		t.Errorf("nothing was before: %q", p.Reveal())
	}
	save("second")
	save("second") // the same again is no change
	save("")       // keeps what is stored
	if p := before(); p.Reveal() != "first" {
		t.Errorf("before: %q", p.Reveal())
	}
	c, _ := db.LoadConfig(t.Context())
	c.Clients = nil
	if _, err := db.SaveConfig(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if p := before(); p != "" {
		t.Errorf("of a link that is gone: %q", p.Reveal())
	}
}
