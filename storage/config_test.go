package storage

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"relay/gateway"
)

// withLink is the configuration with one client link.
func withLink(t *testing.T, db *DB, name, password string) gateway.Config {
	t.Helper()
	c, err := db.LoadConfig(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l := gateway.NewClient()
	l.Name, l.Host, l.Password = name, "127.0.0.1", gateway.Secret(password)
	c.Clients = []gateway.ClientConfig{l}
	return c
}

// A password is sealed: no file has its text, the key lies in a file for the
// owner alone, and without that key the link says so and the rest works.
func TestPasswordsAreSealed(t *testing.T) {
	const secret = "pL4nt3d-Passw0rd"
	folder := t.TempDir()
	db := open(t, folder)
	c, err := db.SaveConfig(t.Context(), withLink(t, db, "up", secret))
	if err != nil || c.Clients[0].Password.Reveal() != secret {
		t.Fatalf("%v", err)
	}
	search := func() {
		t.Helper()
		files, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if b, err := os.ReadFile(filepath.Join(folder, f.Name())); err != nil || bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s has the password in clear, or %v", f.Name(), err)
			}
		}
	}
	search()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	search()
	key := filepath.Join(folder, keyFileName)
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info.Mode(), err)
	}
	good, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string][]byte{"gone": nil, "damaged": []byte("?"), "another": []byte("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), "right": good} {
		if err := os.Remove(key); err != nil && text == nil {
			t.Fatal(err)
		}
		if text != nil {
			if err := os.WriteFile(key, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		db := open(t, folder)
		c, err := db.LoadConfig(t.Context())
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if l := c.Clients[0]; l.PasswordLost != (what != "right") || l.Password.Reveal() != map[bool]string{true: secret}[what == "right"] {
			t.Errorf("%s: lost %v", what, l.PasswordLost)
		}
		insert(t, db, 1)
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(key); err != nil {
			if err := os.WriteFile(key, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Each save is a version of its own; ids stay with their names, a link without a
// password keeps its own, and the history is bounded.
func TestConfigVersions(t *testing.T) {
	db := open(t, t.TempDir())
	first, err := db.SaveConfig(t.Context(), withLink(t, db, "up", "secret"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range keptConfigs + 10 {
		c := withLink(t, db, "up", "")
		c.General.PDUDays = i
		again, err := db.SaveConfig(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if again.Version != first.Version+int64(i)+1 || again.General.PDUDays != i || again.Clients[0].ID != first.Clients[0].ID || again.Clients[0].Password.Reveal() != "secret" {
			t.Fatalf("save %d: %+v", i, again)
		}
	}
	var n int
	if err := db.read.QueryRow("SELECT COUNT(*) FROM config").Scan(&n); err != nil || n != keptConfigs {
		t.Errorf("%d versions are kept, want %d, %v", n, keptConfigs, err)
	}
	other, err := db.SaveConfig(t.Context(), withLink(t, db, "other", ""))
	if err != nil || other.Clients[0].ID == first.Clients[0].ID || other.Clients[0].Password != "" {
		t.Errorf("another link: %+v, %v", other.Clients[0].ID, err)
	}
	if err := db.read.QueryRow("SELECT COUNT(*) FROM secrets").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d secrets of deleted links are kept, %v", n, err)
	}
	type layout struct{ Width int }
	var got layout
	if ok, err := db.Load(t.Context(), "layout", &got); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	for i := range 2 {
		if err := db.Save(t.Context(), "layout", layout{i}); err != nil {
			t.Fatal(err)
		}
	}
	if ok, err := db.Load(t.Context(), "layout", &got); !ok || err != nil || fmt.Sprint(got) != "{1}" {
		t.Errorf("%v, %v, %v", ok, got, err)
	}
}
