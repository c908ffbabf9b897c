package storage

import (
	"context"
	"testing"
	"time"

	"relay/gateway"
)

// A caller that gives up does not share what the writer still works on; the race
// detector sees it otherwise.
func TestGivingUpSharesNothing(t *testing.T) {
	db, err := Open(t.Context(), Config{Folder: t.TempDir(), NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 50 {
		if n, err := db.DropOld(gone, gateway.ClassPDUs, time.Now()); err != nil && n != 0 {
			t.Errorf("%d records with %v", n, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
