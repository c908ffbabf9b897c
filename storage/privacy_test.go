package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// The person whose data these tests plant and take away.
const (
	planted = "36207654321"
	home    = "06207654321"
	secret  = "Zaphod meets Trillian at seven"
)

func subject() gateway.Subject { return gateway.NewSubject(planted, home) }

// plant stores what a number leaves behind everywhere, beside what is about
// others.
func plant(t testing.TB, db *DB) {
	t.Helper()
	frame := func(to, text string) []byte {
		b, err := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, "Shop").SetStr(smpp.FieldDestinationAddr, to).SetStr(smpp.FieldShortMessage, text).Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	write(t, db, func(tx *Tx) error {
		for i, to := range []string{planted, "+" + planted, "00" + planted, home, "36301234567"} {
			m := outgoing(secret)
			m.To.Addr, m.PartList[0].PDU = to, frame(to, secret)
			if i > 0 {
				m.State, m.PartList[0].State = gateway.Delivered, gateway.Delivered
			}
			if to == "36301234567" {
				m.Text, m.PartList[0].PDU = "call +36 20 765 4321 today", frame(to, "call +36207654321 today")
			}
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
			if err := tx.InsertReceipt(&gateway.Receipt{Link: "up", MessageID: m.ID, PartID: m.PartList[0].ID, From: gateway.Address{Addr: to}, Text: "id:1 text:" + secret[:20], Stat: "DELIVRD"}); err != nil {
				return err
			}
			if err := tx.InsertDelivery(&gateway.Delivery{Account: "shop", MessageID: m.ID, PDU: frame("Shop", "from "+to)}); err != nil {
				return err
			}
		}
		in := &gateway.Message{Direction: gateway.In, Link: "up", From: gateway.Address{TON: 1, Addr: planted}, To: gateway.Address{Addr: "1234"}, Text: secret, State: gateway.Received, Parts: 2, CreatedAt: time.Now()}
		if err := tx.InsertMessage(in); err != nil {
			return err
		}
		if err := tx.InsertJoin(&gateway.Join{Owner: "up", Key: "k", MessageID: in.ID, Since: time.Now()}); err != nil {
			return err
		}
		return tx.InsertReceipt(&gateway.Receipt{Link: "up", ProviderID: "7", From: gateway.Address{Addr: planted}, Text: "orphan"})
	})
	wide := append([]byte{0}, []byte("3\x006\x002\x000\x007\x006\x005\x004\x003\x002\x001")...)
	var run []gateway.PDURecord
	for i := range 300 {
		r := gateway.PDURecord{Number: uint64(i + 1), Time: time.Now(), Link: "up", Session: 1, Version: byte(smpp.V34), Frame: frame("36301234567", "hello")}
		switch {
		case i%50 == 0:
			r.Frame = frame(planted, secret)
		case i == 7:
			r.Frame = frame("36301234567", string(wide))
		}
		run = append(run, r)
		if i%10 > 0 { // the first is stored alone, the others with strangers
			continue
		}
		if !db.LogPDUs(run) {
			t.Fatal("the log is full")
		}
		run = nil
	}
	if !db.LogPDUs(run) {
		t.Fatal("the log is full")
	}
	for range 2 {
		write(t, db, func(*Tx) error { return nil })
	}
	ctx := context.Background()
	for key, v := range map[string]any{"draft": map[string]string{"to": "+36 20 765 4321, +36301234567", "text": "x"}, "layout": map[string]int{"width": 300}} {
		if err := db.Save(ctx, key, v); err != nil {
			t.Fatal(err)
		}
	}
}

// others plants a contact, an opt-out and rows of a campaign, and makes an index
// that searches texts.
func others(t testing.TB, db *DB) {
	t.Helper()
	write(t, db, func(tx *Tx) error {
		for _, text := range []string{
			"INSERT INTO contacts VALUES (1, 'Zaphod', '+36207654321', '36207654321', 'note', '{}', 'zaphod', 'zaphod 36207654321', 1), (2, 'Ford', '+36301234567', '36301234567', 'friend of +36 20 765-4321', '{\"alt\":\"06207654321\"}', 'ford', 'ford', 1)",
			"INSERT INTO contact_groups (id, name, folded) VALUES (1, 'Crew', 'crew')",
			"INSERT INTO members VALUES (1, 1), (1, 2)",
			"INSERT INTO opt_outs VALUES ('36207654321', '+36207654321', 1, 'STOP', '', 'up')",
			"INSERT INTO auto_sent VALUES ('36207654321', 0, 1)",
			"INSERT INTO campaigns VALUES (1, '{\"Name\":\"x\",\"Text\":\"reply to +36207654321\"}', 1, '', 1, 1, 0)",
			"INSERT INTO campaign_rows VALUES (1, 1, '36207654321', '" + secret + "', 0, '', 0), (1, 2, '36301234567', 'hello', 0, '', 0)",
			"INSERT INTO campaign_tally VALUES (1, 'row:0', 2)",
			"CREATE VIRTUAL TABLE words USING fts5 (text)",
			"CREATE TRIGGER words_out AFTER DELETE ON messages BEGIN DELETE FROM words WHERE rowid = old.id; END",
			"INSERT INTO words (rowid, text) SELECT id, text || ' ' || to_addr || ' ' || from_addr FROM messages WHERE to_addr <> '36301234567'",
		} {
			if _, err := tx.exec(text); err != nil {
				return err
			}
		}
		return nil
	})
}

// grep counts a word in every file of a folder.
func grep(t testing.TB, folder string, words ...string) (n int) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, w := range words {
			n += bytes.Count(b, []byte(w))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestErasedNumberIsInNoFile(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	others(t, db)
	plant(t, db)
	write(t, db, func(tx *Tx) error {
		_, err := tx.exec("INSERT INTO words (rowid, text) SELECT id, text || ' ' || to_addr || ' ' || from_addr FROM messages WHERE to_addr <> '36301234567'")
		return err
	})
	needles := []string{planted, home, "3\x006\x002\x000\x007\x006\x005\x004\x003\x002\x001", secret, "Trillian"}
	if n := grep(t, folder, needles...); n < 20 {
		t.Fatalf("only %d were planted", n)
	}
	before, err := db.Find(t.Context(), subject())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int64{}
	for _, f := range before.Items {
		found[f.Name] += f.N
	}
	for name, want := range map[string]int64{"Messages to it": 4, "Messages from it": 1, "Receipts": 5, "PDUs in the log": 7, "Owed to applications": 4, "Contact": 1, "Groups it is in": 1, "Opt-out": 1, "Parts of messages": 4,
		"Rows of campaigns": 1, "Mentions in texts": 1, "Mentions in notes": 1, "Mentions in fields": 1, "Mentions in campaigns": 1, "Drafts and layout": 1, "Answers sent by themselves": 1} {
		if found[name] != want {
			t.Errorf("found %d %s, want %d", found[name], name, want)
		}
	}
	if before.Waiting != 1 {
		t.Errorf("%d wait", before.Waiting)
	}
	e, err := db.Erase(t.Context(), subject())
	if err != nil || !e.Verified() {
		t.Fatalf("%+v, %v", e, err)
	}
	gone := map[string]int64{}
	for _, f := range e.Gone {
		gone[f.Name] = f.N
	}
	for name, want := range map[string]int64{"Messages to it": 4, "Messages from it": 1, "Parts of messages": 4, "Receipts": 5, "PDUs in the log": 7, "Contact": 1, "Groups it is in": 1, "Opt-out": 1} {
		if gone[name] != want {
			t.Errorf("%d %s went, want %d", gone[name], name, want)
		}
	}
	if n := grep(t, folder, needles...); n != 0 {
		t.Errorf("%d remain in the files", n)
	}
	if len(all(t, db)) != 1 || all(t, db)[0].Text != "call "+gateway.ErasedMark+" today" {
		t.Errorf("%+v", all(t, db))
	}
	write(t, db, func(tx *Tx) error {
		o, err := tx.OptedOut("+36 20 765 4321")
		if err != nil || o == nil {
			t.Errorf("the opt-out is gone: %v, %v", o, err)
		}
		if o, err := tx.OptedOut("+36301234567"); o != nil || err != nil {
			t.Error(o, err)
		}
		return nil
	})
	if off, err := db.OptedOut(t.Context(), []string{"+" + planted, "+36301234567"}); err != nil || len(off) != 1 || !off["+"+planted] {
		t.Errorf("a campaign would write to it: %v, %v", off, err)
	}
	if c, err := db.CampaignsAtWork(t.Context(), false); err != nil || len(c) != 1 || c[0].Waiting != 1 || c[0].LeftOut[gateway.RowStopped] != 1 {
		t.Errorf("the campaign counts wrong: %+v, %v", c, err)
	}
	m, err := db.MergeContacts(t.Context(), []gateway.Contact{{Number: "+36 20 765 4321", Name: "Zaphod"}, {Number: "+36305555555", Name: "Marvin"}})
	if err != nil || m.Added != 1 || m.Erased != 1 {
		t.Errorf("an import brings it back: %+v, %v", m, err)
	}
	if err := db.RemoveOptOuts(t.Context(), "+"+planted); err != nil {
		t.Fatal(err)
	}
	write(t, db, func(tx *Tx) error {
		if o, err := tx.OptedOut(planted); o != nil || err != nil {
			t.Errorf("it can't opt in again: %v, %v", o, err)
		}
		return nil
	})
	var draft map[string]string
	if _, err := db.Load(t.Context(), "draft", &draft); err != nil || draft["to"] != gateway.ErasedMark+", +36301234567" {
		t.Errorf("%v, %v", draft, err)
	}
	after, err := db.Find(t.Context(), subject())
	if err != nil || after.Total() != 0 {
		t.Errorf("%+v, %v", after, err)
	}
	// Still none after it was closed, opened and written to.
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	insert(t, open(t, folder), 3)
	if n := grep(t, folder, needles...); n != 0 {
		t.Errorf("%d remain afterwards", n)
	}
}

// A process that is killed at any step leaves what erasing again finishes.
func TestErasureIsFinishedAfterACrash(t *testing.T) {
	for _, step := range []string{"INSERT ON tombstones", "UPDATE ON campaign_rows", "DELETE ON messages", "DELETE ON receipts", "DELETE ON deliveries", "UPDATE ON pdu_blocks", "DELETE ON pdu_blocks", "DELETE ON contacts",
		"DELETE ON opt_outs", "DELETE ON auto_sent", "UPDATE ON messages", "UPDATE ON contacts", "UPDATE ON campaigns", "UPDATE ON office"} {
		folder, copied := t.TempDir(), t.TempDir()
		db := open(t, folder)
		others(t, db)
		plant(t, db)
		write(t, db, func(tx *Tx) error {
			_, err := tx.exec("CREATE TRIGGER stop BEFORE " + step + " BEGIN SELECT RAISE(ABORT, 'killed here'); END")
			return err
		})
		if _, err := db.Erase(t.Context(), subject()); err == nil || !strings.Contains(err.Error(), "killed here") {
			t.Fatalf("%s: %v", step, err)
		}
		for _, name := range []string{"relay.db", "relay.db-wal", "relay.key"} { // what a killed process leaves
			if err := copyFile(filepath.Join(folder, name), filepath.Join(copied, name)); err != nil {
				t.Fatal(err)
			}
		}
		again := open(t, copied)
		write(t, again, func(tx *Tx) error {
			_, err := tx.exec("DROP TRIGGER stop")
			return err
		})
		if n := grep(t, copied, planted); n == 0 {
			t.Errorf("%s: nothing was left to erase", step)
		}
		e, err := again.Erase(t.Context(), subject())
		if err != nil || !e.Verified() || grep(t, copied, planted, home, secret) != 0 {
			t.Errorf("%s: %+v, %v", step, e, err)
		}
		write(t, again, func(tx *Tx) error {
			if kind, _, err := tx.tombstone(planted); kind != tombContact|tombOptOut|tombErased || err != nil {
				t.Errorf("%s: the fingerprint says %b, %v", step, kind, err)
			}
			return nil
		})
		if err := errors.Join(again.Close(), db.Close()); err != nil {
			t.Error(err)
		}
	}
}

// What a provider is about to answer stays, and the report says so; so does a
// reader who keeps old octets alive, and a file beside the database.
func TestErasureTellsWhatIsLeft(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	plant(t, db)
	write(t, db, func(tx *Tx) error {
		list, err := tx.Claim("up", time.Now(), 1, 10)
		if len(list) != 1 {
			t.Errorf("%d claimed", len(list))
		}
		return err
	})
	e, err := db.Erase(t.Context(), subject())
	if err != nil || e.Left != 1 || e.Verified() || !strings.Contains(e.Words()[0], "on their way") {
		t.Errorf("%+v, %v", e, err)
	}
	write(t, db, func(tx *Tx) error {
		parts, err := tx.Sending("up")
		if err != nil || len(parts) != 1 {
			t.Errorf("%d on their way, %v", len(parts), err)
			return err
		}
		parts[0].State = gateway.Accepted
		m, err := tx.Message(parts[0].MessageID)
		if err != nil {
			return err
		}
		m.State = gateway.Accepted
		return errors.Join(tx.UpdatePart(&parts[0]), tx.UpdateMessage(m))
	})
	if err := os.WriteFile(filepath.Join(folder, "notes.txt"), []byte("+"+planted), 0o600); err != nil {
		t.Fatal(err)
	}
	e, err = db.Erase(t.Context(), subject())
	if words := strings.Join(e.Words(), " "); !strings.Contains(words, "1 message had been accepted") || !strings.Contains(words, "notes.txt has them 1 time.") {
		t.Errorf("%s", words)
	}
	if err != nil || e.Left != 0 || len(e.Remains) != 1 || e.Remains[0] != (gateway.Remnant{File: "notes.txt", Times: 1}) {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestFoldWaitsForReaders(t *testing.T) {
	db := open(t, t.TempDir())
	insert(t, db, 1)
	rows, err := db.read.Query("SELECT id FROM messages")
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	insert(t, db, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if done, err := db.Fold(ctx); done || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("folded under a reader: %v, %v", done, err)
	}
	insert(t, db, 1) // nobody was held up for good
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if done, err := db.Fold(t.Context()); !done || err != nil {
		t.Errorf("%v, %v", done, err)
	}
	if i, err := os.Stat(db.file + "-wal"); err != nil || i.Size() != 0 {
		t.Errorf("the log is not empty: %v, %v", i, err)
	}
}

func TestAuditTrailCanOnlyGrow(t *testing.T) {
	db := open(t, t.TempDir())
	for _, what := range []string{gateway.AuditErased, gateway.AuditExported, gateway.AuditBackup} {
		if err := db.AddAudit(t.Context(), "anna", what, "…4321: 5 items"); err != nil {
			t.Fatal(err)
		}
	}
	a, err := db.Audit(t.Context(), 2)
	if err != nil || a.Total != 3 || a.Broken != 0 || len(a.Entries) != 2 || a.Entries[0].What != gateway.AuditBackup || a.Entries[0].Number != 3 {
		t.Errorf("%+v, %v", a, err)
	}
	for _, text := range []string{"UPDATE audit SET who = 'ben'", "DELETE FROM audit"} {
		if err := db.do(t.Context(), func(tx *Tx) error { _, err := tx.exec(text); return err }); err == nil || !strings.Contains(err.Error(), "audit trail") {
			t.Errorf("%s: %v", text, err)
		}
	}
	write(t, db, func(tx *Tx) error {
		for _, text := range []string{"DROP TRIGGER audit_stays", "UPDATE audit SET details = '…4321: 6 items' WHERE number = 2"} {
			if _, err := tx.exec(text); err != nil {
				return err
			}
		}
		return nil
	})
	if a, err := db.Audit(t.Context(), 10); err != nil || a.Broken != 2 {
		t.Errorf("a changed entry is not seen: %+v, %v", a, err)
	}
}

func TestRetention(t *testing.T) {
	db := open(t, t.TempDir())
	day := func(n int) time.Time { return time.UnixMilli(1_700_000_000_000).AddDate(0, 0, n).UTC() }
	states := gateway.States()
	write(t, db, func(tx *Tx) error {
		for d := range 3 {
			for _, st := range states {
				m := outgoing("text of " + st.String())
				m.State, m.PartList[0].State, m.CreatedAt = st, st, day(d)
				if err := tx.InsertMessage(m); err != nil {
					return err
				}
				if err := tx.InsertReceipt(&gateway.Receipt{Link: "up", MessageID: m.ID, Text: "text of it", ReceivedAt: day(d)}); err != nil {
					return err
				}
			}
			if err := tx.InsertReceipt(&gateway.Receipt{Link: "up", ProviderID: "x", ReceivedAt: day(d)}); err != nil {
				return err
			}
			if err := tx.AddTraffic([]gateway.Traffic{{At: day(d), Link: "up", Submitted: 1}}); err != nil {
				return err
			}
		}
		return nil
	})
	write(t, db, func(tx *Tx) error { // campaigns: one that is over since day 0, one that runs
		for _, text := range []string{fmt.Sprintf("INSERT INTO campaigns VALUES (1, '{}', %d, '', 1, 1, %d), (2, '{}', %d, '', 1, 1, 0)", gateway.CampaignFinished, ms(day(0)), gateway.CampaignRunning),
			"INSERT INTO campaign_rows VALUES (1, 1, '1', 'text', 1, '', 0), (1, 2, '2', 'text', 1, '', 0), (2, 1, '3', 'text', 0, '', 0)"} {
			if _, err := tx.exec(text); err != nil {
				return err
			}
		}
		return nil
	})
	owed := all(t, db)[len(states)*2].ID // day 0, received
	write(t, db, func(tx *Tx) error {
		return tx.InsertDelivery(&gateway.Delivery{Account: "shop", MessageID: owed, PDU: []byte{1}})
	})
	unfinished := map[gateway.MessageState]bool{gateway.Queued: true, gateway.Sending: true, gateway.Unknown: true}
	for class, want := range map[string]int64{gateway.ClassTexts: 7, gateway.ClassReceipts: 1, gateway.ClassTraffic: 1} {
		if n, err := db.DueOld(t.Context(), class, day(1)); n != want || err != nil {
			t.Errorf("%s: %d are due, %v; want %d", class, n, err, want)
		}
		if n, err := db.DropOld(t.Context(), class, day(1)); n != want || err != nil {
			t.Errorf("%s: %d went, %v; want %d", class, n, err, want)
		}
		if n, err := db.DropOld(t.Context(), class, day(1)); n != 0 || err != nil {
			t.Errorf("%s: %d went again, %v", class, n, err)
		}
	}
	for _, m := range all(t, db) {
		full, err := db.Message(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		stays := !m.CreatedAt.Equal(day(0)) || unfinished[m.State] || m.ID == owed
		if m.TextGone == stays || (m.Text != "") != stays || (len(full.PartList[0].PDU) > 0) != stays || (full.Receipts[0].Text != "") != stays {
			t.Errorf("a %s message of %s has text %q, %d octets, receipt %q", m.State, m.CreatedAt, m.Text, len(full.PartList[0].PDU), full.Receipts[0].Text)
		}
	}
	if n, err := db.DropOld(t.Context(), gateway.ClassMessages, day(2)); n != 13 || err != nil {
		t.Errorf("%d messages went, %v", n, err)
	}
	var rows string
	if err := db.read.QueryRow("SELECT group_concat(to_addr || text) FROM (SELECT * FROM campaign_rows ORDER BY campaign, number)").Scan(&rows); err != nil || rows != ",,3text" {
		t.Errorf("rows of campaigns: %q, %v", rows, err)
	}
	left := map[gateway.MessageState]int{}
	for _, m := range all(t, db) {
		left[m.State]++
	}
	for _, st := range states {
		want := 1
		if unfinished[st] {
			want = 3
		}
		if m, err := db.Message(t.Context(), owed); err == nil && m.State == st {
			want = 2
		}
		if left[st] != want {
			t.Errorf("%d %s messages are left, want %d", left[st], st, want)
		}
	}
	if c, err := db.Counts(t.Context()); err != nil || c.Total() == 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := db.DropOld(t.Context(), gateway.ClassContacts, day(9)); err == nil {
		t.Error("contacts have no age")
	}
}

func TestUsage(t *testing.T) {
	db := open(t, t.TempDir())
	if list, err := db.Usage(t.Context()); err != nil || len(list) != len(gateway.RetentionClasses())+1 {
		t.Errorf("of an empty folder: %+v, %v", list, err)
	}
	plant(t, db)
	list, err := db.Usage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]gateway.Use{}
	for _, u := range list {
		by[u.Class] = u
	}
	if u := by[gateway.ClassMessages]; u.Rows != 6 || u.Bytes < 4096 || u.Oldest.IsZero() {
		t.Errorf("%+v", u)
	}
	if u := by[gateway.ClassPDUs]; u.Rows != 300 || u.Bytes < 4096 {
		t.Errorf("%+v", u)
	}
	if u := by[gateway.ClassContacts]; u.Rows != 0 || u.Class != "" {
		t.Errorf("%+v", u)
	}
}
