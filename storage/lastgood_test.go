package storage

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

// Single octets of many pages are flipped while nobody runs: a start finds it or
// the check that follows does, or what is read is right; the file that can not be
// read is left as it is, and the newest back-up that is whole is named.
func TestFlippedOctetsAtTheStart(t *testing.T) {
	folder, backups := t.TempDir(), t.TempDir()
	db := open(t, folder)
	insert(t, db, 400)
	older, last := filepath.Join(backups, "older"), filepath.Join(backups, "last")
	for _, f := range []string{older, last} {
		if _, err := db.Backup(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(folder, fileName))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 5))
	refused, found, unseen := 0, 0, 0
	for run := range 100 {
		bad := bytes.Clone(good)
		pages := len(bad) / 4096
		for _, page := range random.Perm(pages)[:1+random.IntN(pages)] {
			bad[page*4096+random.IntN(4096)] ^= 1 << random.IntN(8)
		}
		if run%10 == 0 {
			bad[random.IntN(100)] ^= 0xFF // the header of the file
		}
		file := filepath.Join(folder, fileName)
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		damaged, err := Open(context.Background(), Config{Folder: folder, NoKeyring: true})
		if err != nil {
			refused++
			if !strings.Contains(err.Error(), file) {
				t.Errorf("run %d: %v", run, err)
			}
			if strings.Contains(err.Error(), "damaged") && !strings.Contains(err.Error(), last+" of ") {
				t.Errorf("run %d: the back-up is not offered: %v", run, err)
			}
			if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, bad) {
				t.Fatalf("run %d: the file that can not be read was written to: %v", run, err)
			}
			continue
		}
		_, err = damaged.Messages(context.Background(), gateway.MessageQuery{})
		check := damaged.quickCheck()
		switch {
		case check != nil:
			found++
			if !strings.Contains(check.Error(), last+" of ") {
				t.Errorf("run %d: the back-up is not offered: %v", run, check)
			}
		case err != nil:
			found++
		default:
			unseen++ // octets of a text, or room that nothing uses
		}
		_ = damaged.Close()
		for _, left := range []string{"-wal", "-shm"} {
			if err := os.RemoveAll(file + left); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d refused at the start, %d found by the check, %d not seen", refused, found, unseen)
	if refused == 0 || found == 0 {
		t.Error("the test does not reach both")
	}
}

// A back-up that is damaged itself is passed over, and so is one that is gone.
func TestLastGoodBackup(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	insert(t, db, 10)
	if f, _ := db.lastGood(t.Context()); f != "" {
		t.Errorf("there is none, and %s is named", f)
	}
	kept := filepath.Join(folder, fileName+".before-schema-2-20260101T000000")
	last := filepath.Join(t.TempDir(), "last")
	for _, f := range []string{kept, last} {
		if _, err := db.Backup(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(kept, time.Unix(1, 0), time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	want := func(file string) {
		t.Helper()
		if f, _ := db.lastGood(t.Context()); f != file {
			t.Errorf("%q is named, want %q", f, file)
		}
	}
	want(last)
	if err := os.Truncate(last, 5000); err != nil {
		t.Fatal(err)
	}
	want(kept)
	if err := os.Remove(last); err != nil {
		t.Fatal(err)
	}
	want(kept)
	if err := os.Remove(kept); err != nil {
		t.Fatal(err)
	}
	want("")
}
