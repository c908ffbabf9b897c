package engine_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // to age a message behind the engine's back

	"relay/gateway"
)

// What a day has not completed keeps what came, with its gap marked, and the
// same reference begins another message then.
func TestOldPartsAreNotWaitedFor(t *testing.T) {
	folder := t.TempDir()
	h, v := openHouse(t, folder, true), newProvider(t, nil)
	s := h.link(v, nil)
	deliver(t, s, part(9, 2, 1, "half of it"))
	old := h.inbox(1)[0].ID
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "relay.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE joins SET since = since - 25 * 3600 * 1000"); err != nil {
		t.Fatal(err)
	}
	h.until("the wait ends", func() bool { return strings.Contains(h.message(old).Note, "never came") })
	deliver(t, s, part(9, 2, 2, "the other half"))
	list := h.inbox(2)
	if m := h.message(old); m.Text != "half of it [part 2 of 2 is missing]" || m.State != gateway.Received {
		t.Errorf("%q", m.Text)
	}
	if list[0].ID == old || list[0].Text != "[part 1 of 2 is missing] the other half" {
		t.Errorf("%d: %q", list[0].ID, list[0].Text)
	}
}
