package storage

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"relay/gateway"
)

// noise is a frame that does not get smaller.
func noise(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// randomLog are log records of some links, accounts and sessions.
func randomLog(r *rand.Rand, from uint64, n int) []gateway.PDURecord {
	list := make([]gateway.PDURecord, n)
	at := time.Unix(1_700_000_000, 0).UTC()
	for i := range list {
		at = at.Add(time.Duration(r.IntN(2_000_000)-200_000) * time.Microsecond) // clocks are set back too
		from += 1 + uint64(r.IntN(10)/9)                                         // numbers of what was lost are missing
		list[i] = gateway.PDURecord{
			Number: from, Time: at, Link: []string{"up", "down", ""}[r.IntN(3)], Account: []string{"", "shop"}[r.IntN(2)],
			Session: uint64(r.IntN(4)), Out: r.IntN(2) == 0, Version: byte(r.Uint32()), Frame: noise(r, r.IntN(300)),
		}
	}
	return list
}

// logged stores records and waits until they are.
func logged(t *testing.T, db *DB, records ...gateway.PDURecord) {
	t.Helper()
	if !db.LogPDUs(records) {
		t.Fatal("not taken")
	}
	if err := db.writer.outside(func(*conn) error { return nil }); err != nil {
		t.Fatal(err)
	}
	write(t, db, func(*Tx) error { return nil })
	write(t, db, func(*Tx) error { return nil }) // the log rode with one of the two
}

func TestBlocksGiveBackWhatTheyWereGiven(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		list := randomLog(r, uint64(n), 1+r.IntN(1500))
		if n == 0 { // long PDUs
			for i := range list[:min(len(list), 50)] {
				list[i].Frame = make([]byte, 70_000)
			}
		}
		mixed := slices.Clone(list)
		if n%2 == 0 {
			r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		}
		var got []gateway.PDURecord
		for _, b := range blocksOf(mixed) {
			records, err := b.open()
			if err != nil || len(records) != b.records || b.records > blockRecords {
				t.Fatalf("%d records, %d told: %v", len(records), b.records, err)
			}
			if b.first != records[0].Number || b.last != records[len(records)-1].Number {
				t.Errorf("numbers %d to %d are called %d to %d", records[0].Number, records[len(records)-1].Number, b.first, b.last)
			}
			since, until, session := records[0].Time, records[0].Time, uint64(0)
			for _, r := range records {
				if r.Time.Before(since) {
					since = r.Time
				}
				if r.Time.After(until) {
					until = r.Time
				}
				session = max(session, r.Session)
			}
			if b.since != since.UnixMicro() || b.until != until.UnixMicro() || b.session != session || until.Sub(since) > blockSpan {
				t.Errorf("%s to %s, session %d is told as %d to %d, session %d", since, until, session, b.since, b.until, b.session)
			}
			got = append(got, records...)
		}
		if !reflect.DeepEqual(got, list) {
			t.Fatal("other records came back")
		}
	}
}

// FuzzBlock opens octets as a block: it tells that they are none, or they are what
// it would store.
func FuzzBlock(f *testing.F) {
	for _, b := range blocksOf(randomLog(rand.New(rand.NewPCG(3, 4)), 0, 3)) {
		f.Add(b.body, uint64(1), int64(2))
	}
	f.Add([]byte{blockFormat, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F}, uint64(0), int64(0))
	f.Fuzz(func(t *testing.T, body []byte, first uint64, since int64) {
		if len(body) > blockHead { // or the sum would stop them all
			body = slices.Clone(body)
			body[0] = blockFormat
			sum := castagnoli(body[blockHead:])
			body[1], body[2], body[3], body[4] = byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum)
		}
		b := pduBlock{first: first, since: since, body: body}
		list, err := b.open()
		if err != nil {
			if !errors.Is(err, errBlock) {
				t.Error(err)
			}
			return
		}
		if len(list) == 0 {
			return
		}
		again := pduBlock{first: first, since: since, body: encodeRecords(first, since, list)}
		if back, err := again.open(); err != nil || !reflect.DeepEqual(back, list) {
			t.Errorf("%v: %d records became %d", err, len(list), len(back))
		}
	})
}

// Whatever is asked of the log is what a list would answer.
func TestQueriesOfTheLog(t *testing.T) {
	db := open(t, t.TempDir())
	r := rand.New(rand.NewPCG(5, 6))
	var all []gateway.PDURecord
	for len(all) < 3000 {
		from := uint64(0)
		if len(all) > 0 {
			from = all[len(all)-1].Number
		}
		list := randomLog(r, from, 1+r.IntN(80))
		logged(t, db, list...)
		all = append(all, list...)
	}
	for range 500 {
		q := gateway.PDUQuery{Newest: r.IntN(2) == 0, Limit: []int{0, 1, 7, 200}[r.IntN(4)]}
		if r.IntN(2) == 0 {
			q.After = uint64(r.IntN(3600))
		}
		if r.IntN(2) == 0 {
			q.Before = uint64(r.IntN(3600))
		}
		if r.IntN(3) == 0 {
			q.Link = "down"
		}
		if r.IntN(3) == 0 {
			q.Session = uint64(r.IntN(4))
		}
		var want []gateway.PDURecord
		for _, x := range all {
			if x.Number > q.After && (q.Before == 0 || x.Number < q.Before) && (q.Link == "" || x.Link == q.Link) && (q.Session == 0 || x.Session == q.Session) {
				want = append(want, x)
			}
		}
		if q.Limit > 0 && len(want) > q.Limit {
			if want = want[:q.Limit:q.Limit]; q.Newest {
				want = nil
				for _, x := range slices.Backward(all) {
					if len(want) < q.Limit && x.Number > q.After && (q.Before == 0 || x.Number < q.Before) && (q.Link == "" || x.Link == q.Link) && (q.Session == 0 || x.Session == q.Session) {
						want = append(want, x)
					}
				}
				slices.Reverse(want)
			}
		}
		if got, err := db.PDUs(t.Context(), q); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v: %d records, want %d; %v", q, len(got), len(want), err)
		}
	}
	s, err := db.Storage(t.Context())
	if err != nil || s.OldestPDU > all[0].Time.UnixMilli() || s.PDUs != int64(all[len(all)-1].Number-all[0].Number+1) {
		t.Errorf("%d PDUs since %d, %v", s.PDUs, s.OldestPDU, err)
	}
}

// Records of a block go by their age, each for itself; and DueOld tells how many.
func TestOldRecordsOfABlockGo(t *testing.T) {
	db := open(t, t.TempDir())
	at := time.Unix(1_700_000_000, 0).UTC()
	list := make([]gateway.PDURecord, 40)
	for i := range list {
		list[i] = gateway.PDURecord{Number: uint64(i + 1), Time: at.Add(time.Duration(i) * time.Second), Session: 3, Frame: []byte{byte(i)}}
	}
	logged(t, db, list...)
	for _, c := range []struct{ seconds, gone int }{{0, 0}, {10, 10}, {10, 0}, {25, 15}, {39, 14}, {41, 1}} {
		before := at.Add(time.Duration(c.seconds) * time.Second)
		if n, err := db.DueOld(t.Context(), gateway.ClassPDUs, before); n != int64(c.gone) || err != nil {
			t.Errorf("%d s: %d are due, want %d; %v", c.seconds, n, c.gone, err)
		}
		if n, err := db.DropOld(t.Context(), gateway.ClassPDUs, before); n != int64(c.gone) || err != nil {
			t.Errorf("%d s: %d went, want %d; %v", c.seconds, n, c.gone, err)
		}
		left, err := db.PDUs(t.Context(), gateway.PDUQuery{})
		if err != nil || len(left) > 0 && (left[0].Number != uint64(c.seconds+1) || len(left) != 40-c.seconds) {
			t.Errorf("%d s: %d left, %v", c.seconds, len(left), err)
		}
	}
	if p, s, err := db.LastNumbers(t.Context()); p != 40 || s != 3 || err != nil {
		t.Errorf("numbers would be given again: %d, %d, %v", p, s, err)
	}
}

// A block that is damaged costs no other, and goes when somebody is erased, since
// nobody can tell whether it holds the number.
func TestDamagedBlock(t *testing.T) {
	db := open(t, t.TempDir())
	r := rand.New(rand.NewPCG(7, 8))
	one, two, three := randomLog(r, 0, 20), randomLog(r, 100, 20), randomLog(r, 200, 20)
	for _, list := range [][]gateway.PDURecord{one, two, three} {
		for i := range list {
			list[i].Time = list[0].Time // one block
		}
		logged(t, db, list...)
	}
	write(t, db, func(tx *Tx) error {
		_, err := tx.exec("UPDATE pdu_blocks SET body = CAST(substr(body, 1, 20) || x'FF' || substr(body, 22) AS BLOB) WHERE first = ?", int64(two[0].Number))
		return err
	})
	rest := slices.Concat(one, three)
	if got, err := db.PDUs(t.Context(), gateway.PDUQuery{}); err != nil || !reflect.DeepEqual(got, rest) {
		t.Errorf("%d records, %v", len(got), err)
	}
	if _, err := db.Erase(t.Context(), subject()); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := db.read.QueryRow("SELECT COUNT(*) FROM pdu_blocks").Scan(&n); err != nil || n != 2 {
		t.Errorf("%d blocks are left, %v", n, err)
	}
}

// What waits to be written is erased too, and its neighbours stay.
func TestErasingReachesWhatWaits(t *testing.T) {
	db := open(t, t.TempDir())
	frames := [][]byte{[]byte("x" + planted), []byte("neighbour"), []byte(planted), []byte("other")}
	list := make([]gateway.PDURecord, len(frames))
	for i, f := range frames {
		list[i] = gateway.PDURecord{Number: uint64(i + 1), Time: time.Unix(1, 0).UTC(), Frame: f}
	}
	goOn := stall(db)
	if !db.LogPDUs(list) {
		t.Fatal("not taken")
	}
	db.writer.mu.Lock()
	waits := recordsOf(db.writer.logs)
	db.writer.mu.Unlock()
	gone := make(chan error, 1)
	go func() { gone <- db.writer.forget(subject()) }()
	for waits == len(frames) {
		db.writer.mu.Lock()
		waits = recordsOf(db.writer.logs)
		db.writer.mu.Unlock()
	}
	goOn()
	if err := <-gone; err != nil || waits != 2 {
		t.Fatalf("%d wait, %v", waits, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := open(t, db.cfg.Folder).PDUs(t.Context(), gateway.PDUQuery{})
	if err != nil || !reflect.DeepEqual(got, []gateway.PDURecord{list[1], list[3]}) {
		t.Errorf("%+v, %v", got, err)
	}
}

// The search after an erasure looks into the compressed log, of this database and
// of back-ups beside it.
func TestErasureSeesTheLogOfBackups(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	// Often the same, so that it is compressed and the file does not have it as it is.
	frame := func(i int) []byte {
		return []byte(fmt.Sprintf("%s to 36207654%03d", bytes.Repeat([]byte("ab"), 40), i))
	}
	list := make([]gateway.PDURecord, 400)
	for i := range list {
		list[i] = gateway.PDURecord{Number: uint64(i + 1), Time: time.Unix(1, 0).UTC(), Frame: frame(i)}
	}
	logged(t, db, list...)
	backup := filepath.Join(folder, "before.db")
	if _, err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(backup); err != nil || bytes.Contains(b, []byte(planted)) {
		t.Fatalf("the number is there as it is: %v", err)
	}
	e, err := db.Erase(t.Context(), subject())
	if err != nil {
		t.Fatal(err)
	}
	if want := []gateway.Remnant{{File: "before.db", Times: 1}}; !reflect.DeepEqual(e.Remains, want) {
		t.Errorf("remains %+v", e.Remains)
	}
	if got, err := db.PDUs(t.Context(), gateway.PDUQuery{}); err != nil || len(got) != 399 {
		t.Errorf("%d left, %v", len(got), err)
	}
}

// Blocks that wait hold no more memory than is counted of them, however well they
// are compressed.
func TestBlocksAreAsLargeAsTheyAreCounted(t *testing.T) {
	frame := make([]byte, 65_000)
	list := make([]gateway.PDURecord, 16)
	for i := range list {
		list[i] = gateway.PDURecord{Number: uint64(i + 1), Time: time.UnixMicro(int64(i)), Link: "up", Frame: frame}
	}
	live := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := live()
	var waiting []pduBlock
	for range 100 {
		waiting = append(waiting, blocksOf(list)...)
	}
	grown, counted := live()-before, int64(octetsOf(waiting))
	if counted == 0 || grown > 2*counted+1<<20 {
		t.Errorf("%d blocks of %d octets hold %d", len(waiting), counted, grown)
	}
	runtime.KeepAlive(waiting)
}
