package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

// filled waits until every message is in the search index.
func filled(t testing.TB, db *DB) {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); ; {
		var behind int64
		if err := db.read.QueryRow("SELECT COUNT(*) FROM messages WHERE id > " + searchedUpTo).Scan(&behind); err != nil {
			t.Fatal(err)
		}
		if behind == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d messages are not in the index", behind)
		}
		<-time.After(5 * time.Millisecond)
	}
}

// inIndex is how many rows the index gives for a term.
func inIndex(t testing.TB, db *DB, term string) (n int) {
	t.Helper()
	if err := db.read.QueryRow("SELECT COUNT(*) FROM search WHERE search MATCH ?", grams(term)).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// both runs a query through the index and by reading, which must agree, and
// returns the ids.
func both(t *testing.T, db *DB, q gateway.MessageQuery) []int64 {
	t.Helper()
	var found [2][]int64
	for i, indexed := range []bool{false, newTerm(strings.TrimSpace(q.Search)).match != ""} {
		text, args := messagesText(q, indexed)
		rows, err := db.read.QueryContext(t.Context(), text, args...)
		list, err := collect(rows, err, scanMessage)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		for _, m := range list {
			found[i] = append(found[i], m.ID)
		}
	}
	if !slices.Equal(found[0], found[1]) {
		t.Fatalf("%+v: by reading %v, through the index %v", q, found[0], found[1])
	}
	return found[0]
}

// The index finds what reading every message finds, whatever was written, deleted
// and changed in between, and after a restart.
func TestIndexFindsWhatReadingFinds(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	random := rand.New(rand.NewPCG(3, 4))
	words := []string{"hello", "HELLO", "Ünnep", "ünnep", "100%", "a_b", `c\d`, `say "no"`, "it's", "код", "42", "+3630", "36300000017", "+36300000017", "日本語です", "hell", "llo", "😀😀😀", "or", "AND", "x*", ""}
	some := func() string {
		var b strings.Builder
		for range random.IntN(6) {
			b.WriteString(words[random.IntN(len(words))])
			if random.IntN(3) > 0 {
				b.WriteByte(' ')
			}
		}
		return b.String()
	}
	terms := []string{"hello", "hell", "lo HE", "ünn", "Ünnep", "100%", "a_b", `c\d`, `"no"`, "it's", "код", "日本語", "+36301", "36301000", "Shop", "hop", "or AND", "x* ", "😀😀😀", "nowhere", "00000017", "P17", "vip", "VIP", "+3630", "+36", "lohe", "llollo",
		"36300000017", "+36300000017", "3630000001", "36300000000", "0000000", "17363000", "++363", "00001234567"}
	var ids []int64
	found := 0
	for round := range max(fewer(6), 2) {
		write(t, db, func(tx *Tx) error {
			for i := range 400 {
				m := outgoing("x")
				m.Text, m.State = some(), gateway.States()[random.IntN(8)]
				m.To.Addr, m.AccountMessageID = fmt.Sprintf("3630%07d", random.IntN(2000)), fmt.Sprintf("%08d", i)
				m.PartList[0].ProviderID = fmt.Sprintf("P%d", i)
				if i%4 == 0 {
					m.Direction, m.State, m.From, m.To = gateway.In, gateway.Received, m.To, m.From
				}
				if err := tx.InsertMessage(m); err != nil {
					return err
				}
				if i%40 == 0 {
					if _, err := tx.exec("INSERT INTO message_tags VALUES (?, 'Vip')", m.ID); err != nil {
						return err
					}
				}
				ids = append(ids, m.ID)
			}
			return nil
		})
		if round%2 == 0 {
			filled(t, db)
		}
		write(t, db, func(tx *Tx) error {
			for range 60 {
				id := ids[random.IntN(len(ids))]
				m, err := tx.Message(id)
				if errors.Is(err, sql.ErrNoRows) || err != nil && strings.Contains(err.Error(), "no row") {
					continue
				}
				if err != nil {
					return err
				}
				if random.IntN(2) == 0 {
					m.Text = some()
					if err := tx.UpdateMessage(m); err != nil {
						return err
					}
					continue
				}
				if _, err := tx.exec("DELETE FROM messages WHERE id = ?", id); err != nil {
					return err
				}
				tx.w.memory.drop([]int64{id})
			}
			return nil
		})
		if round == 3 {
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = open(t, folder)
		}
		for _, search := range terms {
			for _, q := range []gateway.MessageQuery{
				{Limit: 20}, {}, {Box: gateway.Inbox, Limit: 20}, {Box: gateway.Outbox, Limit: 7, BeforeID: ids[random.IntN(len(ids))]}, {Limit: 9, AfterID: ids[random.IntN(len(ids))]},
				{Box: gateway.Outbox, States: []gateway.MessageState{gateway.Failed, gateway.Queued}, Limit: 20, BeforeID: ids[len(ids)-1], AfterID: ids[len(ids)/2]}, {Link: "other", Limit: 5},
			} {
				q.Search = search
				found += len(both(t, db, q))
				q.Numbers = []string{"+36300000017", fmt.Sprintf("+3630%07d", random.IntN(2000)), fmt.Sprintf("3630%07d", random.IntN(2000))}
				both(t, db, q)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d were found", found)
	}
	filled(t, db)
	var stray int
	if err := db.read.QueryRow("SELECT COUNT(*) FROM search_docsize WHERE id NOT IN (SELECT id FROM messages)").Scan(&stray); err != nil || stray != 0 {
		t.Errorf("%d rows of the index have no message, %v", stray, err)
	}
}

// With numbers a search finds what was sent to them too, however they were written,
// and of a box, a state and a page no more than without.
func TestASearchTakesNumbersToo(t *testing.T) {
	db := open(t, t.TempDir())
	write(t, db, func(tx *Tx) error {
		for _, to := range []string{"36301234567", "+36301234567", "0036301234567", "36307654321", "363012345678"} {
			m := outgoing("nothing of hers")
			m.To.Addr = to
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
		}
		m := outgoing("written by her")
		m.Direction, m.State, m.From.Addr, m.To.Addr = gateway.In, gateway.Received, "36301234567", "777"
		if err := tx.InsertMessage(m); err != nil {
			return err
		}
		other := outgoing("about Anna")
		return tx.InsertMessage(other)
	})
	filled(t, db)
	q := gateway.MessageQuery{Box: gateway.Outbox, Search: "anna", Limit: 100, Numbers: []string{"+36301234567"}}
	if got := both(t, db, q); !slices.Equal(got, []int64{7, 3, 2, 1}) {
		t.Error(got)
	}
	q.BeforeID, q.Limit = 7, 2
	if got := both(t, db, q); !slices.Equal(got, []int64{3, 2}) {
		t.Error(got)
	}
	q.States = []gateway.MessageState{gateway.Delivered}
	if got := both(t, db, q); len(got) != 0 {
		t.Error(got)
	}
	list, err := db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Outbox, Search: "an", Limit: 100, Numbers: []string{"+36307654321"}, Order: gateway.MessageOrder{By: gateway.ByTo}})
	if err != nil || len(list) != 2 || list[0].ID != 4 {
		t.Errorf("%d by number, %v", len(list), err)
	}
}

// Of a number the index is asked for what tells it from others, and for all there
// is where that is little.
func TestANumbersRarePieces(t *testing.T) {
	for term, want := range map[string]string{
		"36301234567":  `"567" AND "234" AND "301" AND "456"`,
		"+36301234567": `"567" AND "234" AND "301" AND "456"`,
		"36000000000":  `"000" AND "600" AND "360"`,
		"3630":         `"630" AND "363"`,
		"363":          `"363"`,
		"36":           "",
		"no 36301":     `"no " AND "o 3" AND " 36" AND "363" AND "630" AND "301"`,
	} {
		if got := newTerm(term).match; got != want {
			t.Errorf("%s: %s, want %s", term, got, want)
		}
	}
}

// A search of everything goes through the index, in the order of the messages,
// and reads no box.
func TestSearchReadsNoBox(t *testing.T) {
	db := open(t, t.TempDir())
	text, args := messagesText(gateway.MessageQuery{Box: gateway.Outbox, Search: "nowhere", Limit: 100, BeforeID: 9, Numbers: []string{"+36301234567"}}, true)
	steps := plan(t, db, text, args...)
	for i, step := range steps {
		// One id that we gave is the id of few messages, and a contact has few.
		sorted := step == "USE TEMP B-TREE FOR ORDER BY" && !strings.Contains(steps[i-1], "messages_given") && !strings.Contains(steps[i-1], "messages_to")
		if strings.HasPrefix(step, "SCAN m") || strings.Contains(step, "messages_box") || sorted {
			t.Error(step)
		}
	}
}

// Conversations are found by what was written in them, in the index or not yet.
func TestConversationsAreFoundThroughTheIndex(t *testing.T) {
	db := open(t, t.TempDir())
	say := func(from, text string) {
		write(t, db, func(tx *Tx) error {
			m := outgoing(text)
			m.Direction, m.State, m.From.Addr, m.To.Addr = gateway.In, gateway.Received, from, "Shop"
			return tx.InsertMessage(m)
		})
	}
	say("36301", "the first word")
	say("36302", "another one")
	filled(t, db)
	for range 2 {
		for search, want := range map[string]string{"FIRST": "36301", "other": "36302", "36302": "36302", "nowhere": ""} {
			list, err := db.Conversations(t.Context(), gateway.ConversationQuery{Search: search, Limit: 10})
			if err != nil || (want == "") != (len(list) == 0) || want != "" && (len(list) != 1 || list[0].Peer != want) {
				t.Errorf("%s: %+v, %v", search, list, err)
			}
			if _, ok, err := db.peersWith(t.Context(), search); !ok || err != nil {
				t.Errorf("%s: the index was not asked, %v", search, err)
			}
		}
		say("36303", "nothing new")
	}
}

// A database of a schema without the index gets it, and goes on to find everything
// meanwhile.
func TestOldDatabaseIsIndexed(t *testing.T) {
	folder := t.TempDir()
	old := raw(t, filepath.Join(folder, "relay.db"))
	const before = 12
	for _, name := range migrations()[:before] {
		step, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		must(t, old, string(step))
	}
	must(t, old, fmt.Sprintf("PRAGMA user_version = %d", before))
	must(t, old, `WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < 3000)
		INSERT INTO messages (id, direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags, error_status, error_name, error_text, note,
			account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until)
		SELECT i, 0, 'up', '', 1, 1, 'Shop', 1, 1, '36301234567', printf('old number %d.', i), 3, 1, 1, 0, 0, '', '', '', '', 0, 0, 1, 0, 0, 0, 0, 0 FROM x`)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db := open(t, folder)
	for range 2 {
		if got := both(t, db, gateway.MessageQuery{Search: "number 1234.", Limit: 10}); !slices.Equal(got, []int64{1234}) {
			t.Error(got)
		}
		filled(t, db)
	}
	if n := inIndex(t, db, "old number"); n != 3000 {
		t.Errorf("%d messages are in the index", n)
	}
}

// What is deleted or loses its text by age is in the index no longer, and an
// erasure leaves no piece of it there.
func TestIndexForgetsWhatGoes(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder)
	plant(t, db)
	write(t, db, func(tx *Tx) error {
		m := outgoing("zqxwj and more")
		m.State, m.DoneAt = gateway.Delivered, m.CreatedAt
		return tx.InsertMessage(m)
	})
	filled(t, db)
	if inIndex(t, db, "zqxwj") != 1 || inIndex(t, db, planted) == 0 || inIndex(t, db, secret) == 0 {
		t.Fatal("they are not in the index")
	}
	if n, err := db.DropOld(t.Context(), gateway.ClassTexts, time.Now().Add(time.Hour)); err != nil || n == 0 {
		t.Fatal(n, err)
	}
	if n := inIndex(t, db, "zqxwj"); n != 0 {
		t.Errorf("%d texts that went are in the index", n)
	}
	if n := inIndex(t, db, "36301234567"); n == 0 {
		t.Error("the number of a message without its text is not in the index")
	}
	e, err := db.Erase(t.Context(), subject())
	if err != nil || !e.Verified() {
		t.Fatalf("%+v, %v", e, err)
	}
	if n := grep(t, folder, planted, home, secret, "Trillian"); n != 0 {
		t.Errorf("%d remain in the files", n)
	}
	// The pieces of which the index is made, as they lie in its pages.
	c := raw(t, filepath.Join(folder, "relay.db"))
	must(t, c, "CREATE VIRTUAL TABLE temp.pieces USING fts5vocab ('main', 'search', 'row')")
	var left int
	if err := c.QueryRow("SELECT COUNT(*) FROM pieces WHERE term IN ('zqx', 'qxw', 'xwj', '076', '543')").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d pieces of them are in the index, %v", left, err)
	}
	must(t, c, "INSERT INTO search (search) VALUES ('integrity-check')")
	if len(both(t, db, gateway.MessageQuery{Search: "36301234567", Limit: 10})) == 0 {
		t.Error("the others are not found")
	}
}

// A back-up that goes back brings its own index, whatever the present one had.
func TestRestoredMessagesAreFound(t *testing.T) {
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "office.relay")
	db := open(t, folder)
	insert(t, db, 5)
	filled(t, db)
	insert(t, db, 5)
	if _, err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	insert(t, db, 50)
	filled(t, db)
	if _, err := Restore(t.Context(), folder, file); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder)
	insert(t, db, 5)
	for range 2 {
		if n := len(both(t, db, gateway.MessageQuery{Search: "message", Limit: 100})); n != 15 {
			t.Errorf("%d are found", n)
		}
		filled(t, db)
	}
	if n := inIndex(t, db, "message"); n != 15 {
		t.Errorf("%d are in the index", n)
	}
}
