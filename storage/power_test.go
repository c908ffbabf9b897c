package storage

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"relay/gateway"
)

const (
	walHeader = 32
	walFrame  = 24 + 4096
)

// commitAt is what was reported as committed when the log had a length.
type commitAt struct {
	id  int64
	wal int64
}

// laid makes a folder with a database and a log, opens it as the next start of
// the program would, and checks all of it.
func laid(t *testing.T, db, wal []byte) (*DB, string) {
	t.Helper()
	folder := t.TempDir()
	for name, b := range map[string][]byte{fileName: db, fileName + "-wal": wal} {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again, err := Open(context.Background(), Config{Folder: folder, KeyFile: filepath.Join(folder, "key")})
	if err != nil {
		t.Fatal(err)
	}
	var result string
	if err := again.read.QueryRow("PRAGMA integrity_check").Scan(&result); err != nil {
		t.Fatal(err)
	}
	return again, result
}

// holds checks that the database is whole and has every message that was
// reported before the log had a length.
func holds(t *testing.T, what string, db *DB, result string, reported []commitAt, wal int64) {
	t.Helper()
	if result != "ok" {
		t.Fatalf("%s: %s", what, result)
	}
	have := map[int64]bool{}
	for _, m := range all(t, db) {
		have[m.ID] = true
	}
	for _, c := range reported {
		if c.wal <= wal && !have[c.id] {
			t.Fatalf("%s: message %d was reported at %d and is not there", what, c.id, c.wal)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// written fills a database and returns copies of its files, and what was
// reported when.
func written(t *testing.T, n int, before func(*DB)) (file, wal []byte, reported []commitAt) {
	t.Helper()
	db := open(t, t.TempDir())
	if before != nil {
		before(db)
	}
	done := make(chan error, n)
	for i := range n {
		var id int64
		// Batches of several sizes: each done looks at the log as its commit left it.
		db.Write(func(tx *Tx) error {
			m := outgoing(fmt.Sprint("message ", i))
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			id = m.ID
			return nil
		}, func(err error) {
			info, stat := os.Stat(db.file + "-wal")
			if stat != nil {
				err = stat
			} else {
				reported = append(reported, commitAt{id, info.Size()})
			}
			done <- err
		})
		if i%5 != 0 {
			continue
		}
		write(t, db, func(*Tx) error { return nil })
	}
	for range n {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []struct {
		name string
		into *[]byte
	}{{db.file, &file}, {db.file + "-wal", &wal}} {
		b, err := os.ReadFile(f.name)
		if err != nil {
			t.Fatal(err)
		}
		*f.into = b
	}
	return file, wal, reported
}

// Power fails at any moment: the log ends at a frame's boundary, in the middle
// of a frame, or with a frame that never reached the disk. What was reported
// before is there, and the file is whole.
func TestPowerLoss(t *testing.T) {
	file, wal, reported := written(t, 150, nil)
	frames := (len(wal) - walHeader) / walFrame
	random := rand.New(rand.NewPCG(7, 11))
	cuts := random.Perm(frames + 1)
	cuts = cuts[:min(len(cuts), fewer(500))]
	for i, cut := range cuts {
		at := walHeader + cut*walFrame
		torn := append([]byte(nil), wal[:at]...)
		switch what := i % 3; {
		case what == 1 && cut < frames: // half a frame
			torn = append(torn, wal[at:at+1+random.IntN(walFrame-1)]...)
		case what == 2 && cut < frames: // the frame's place was made, its content not written
			torn = append(torn, make([]byte, walFrame)...)
			torn = append(torn, wal[at+walFrame:]...)
		}
		db, result := laid(t, file, torn)
		holds(t, fmt.Sprintf("cut at frame %d of %d", cut, frames), db, result, reported, int64(at))
	}
	t.Logf("%d cuts of %d frames", len(cuts), frames)
}

// Power fails while the log is folded into the file: some of its pages are
// there, some are not, and the log is still whole.
func TestPowerLossInCheckpoint(t *testing.T) {
	file, wal, reported := written(t, 60, nil)
	folder := t.TempDir()
	for name, b := range map[string][]byte{fileName: file, fileName + "-wal": wal} {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := sql.Open("sqlite", "file:"+filepath.Join(folder, fileName))
	if err != nil {
		t.Fatal(err)
	}
	must(t, whole, "PRAGMA wal_checkpoint(TRUNCATE)")
	if err := whole.Close(); err != nil {
		t.Fatal(err)
	}
	folded, err := os.ReadFile(filepath.Join(folder, fileName))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 5))
	for i := range 50 {
		mixed := append([]byte(nil), file...)
		for at := 0; at < len(folded); at += 4096 {
			if random.IntN(2) == 0 {
				continue
			}
			for len(mixed) < at+4096 {
				mixed = append(mixed, 0)
			}
			copy(mixed[at:], folded[at:min(at+4096, len(folded))])
		}
		db, result := laid(t, mixed, wal)
		holds(t, fmt.Sprint("mix ", i), db, result, reported, int64(len(wal)))
	}
}

// A page of a stored database is overwritten with noise, zeros or another page:
// nothing panics, and every row that is read without an error is right, or the
// check that follows finds the damage.
func TestDamagedPage(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	insert(t, db, 400)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(folder, fileName))
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(filepath.Join(folder, keyFileName))
	if err != nil {
		t.Fatal(err)
	}
	want := map[int64]gateway.Message{}
	for _, m := range all(t, open(t, folder)) {
		want[m.ID] = m
	}
	random := rand.New(rand.NewPCG(1, 2))
	pages, found, refused := len(good)/4096, 0, 0
	for run := range fewer(200) {
		bad := append([]byte(nil), good...)
		page := random.IntN(pages) * 4096
		switch run % 3 {
		case 0:
			for i := range 4096 {
				bad[page+i] = byte(random.Uint32())
			}
		case 1:
			clear(bad[page : page+4096])
		case 2:
			copy(bad[page:page+4096], good[random.IntN(pages)*4096:])
		}
		if string(bad) == string(good) {
			continue
		}
		place := t.TempDir()
		for name, b := range map[string][]byte{fileName: bad, keyFileName: key} {
			if err := os.WriteFile(filepath.Join(place, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		damaged, err := Open(context.Background(), Config{Folder: place, NoKeyring: true})
		if err != nil {
			refused++
			continue
		}
		list, err := damaged.Messages(context.Background(), gateway.MessageQuery{})
		wrong := err == nil && len(list) != len(want)
		for _, m := range list {
			wrong = wrong || fmt.Sprint(m) != fmt.Sprint(want[m.ID])
		}
		check := damaged.quickCheck()
		if err != nil || check != nil {
			found++
		} else if wrong {
			t.Errorf("run %d, page %d: a wrong row, and the check finds nothing", run, page/4096+1)
		}
		_ = damaged.Close()
	}
	t.Logf("%d refused at the start, %d found", refused, found)
}
