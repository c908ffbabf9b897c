//go:build window && benchui

package app

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/storage"
)

const (
	seeded     = 1_000_000 // messages of the large data folder
	seededPDUs = 300_000   // records of its log
	seedBatch  = 5_000     // messages in one commit
	seedPeers  = 40_000    // numbers that they go to
)

// seedShape is in the name of the kept data folder: another one makes it anew.
const seedShape = "2"

// story is what a made message says; its number settles everything about it.
type story struct{ peer, text, answer string }

var (
	seedNames = []string{"Maria", "Tamás", "Jonas", "Ingrid", "Pierre", "Zsófia", "Ahmed", "Li Wei", "Olga", "Karim", "Emma", "Lukas"}
	seedTexts = []string{
		"Hi %s, your appointment is confirmed for %s at %02d:30. To cancel, answer CANCEL.",
		"%s, your parcel waits at the pickup point until %s, %02d:00.",
		"Your code is 48 %02[3]d 16. It expires in 10 minutes.",
		"Dear %s, your table is reserved for %s, %02d:30. See you!",
		"%s, the invoice of %s over EUR %02d.90 is due.",
		"Reminder for %s: the meeting on %s begins at %02d:15 in room 4.",
	}
	seedAnswers = []string{"Thanks, I will be there", "CANCEL", "Can you make it one hour later?", "ok", "Who is this?", "Yes please"}
	seedDays    = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

// made mixes a number into a message, the same each time.
func made(n int64) story {
	h := uint64(n) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	pick := func(k int, list []string) string { return list[h>>k%uint64(len(list))] }
	return story{
		peer:   fmt.Sprintf("3630%07d", 1_000_000+h%seedPeers*211%9_000_000),
		text:   fmt.Sprintf(pick(8, seedTexts), pick(16, seedNames), pick(24, seedDays), 8+h>>32%12),
		answer: pick(40, seedAnswers),
	}
}

// largeFolder copies a data folder with a million messages into folder. It is
// made once and kept in the temporary folder of the system.
func largeFolder(t *testing.T, folder, config string) {
	t.Helper()
	kept := filepath.Join(os.TempDir(), fmt.Sprintf("relay-benchui-%s-%d", seedShape, seeded))
	if _, err := os.Stat(kept); err != nil {
		began, making := time.Now(), fmt.Sprintf("%s.%d", kept, os.Getpid())
		seed(t, making)
		if err := os.Rename(making, kept); err != nil {
			t.Fatal(err)
		}
		t.Logf("a data folder with %d messages was made in %s: %s", seeded, time.Since(began).Round(time.Second), kept)
	}
	for _, name := range []string{"relay.db", "relay.key"} {
		if err := copyLarge(filepath.Join(folder, name), filepath.Join(kept, name)); err != nil {
			t.Fatal(err)
		}
	}
	if config != "" {
		at(t, folder, "config", "import", config)
	}
}

func copyLarge(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	return err
}

// seedSpan is how far back the messages go: their texts are kept for 30 days.
const seedSpan = 28 * 24 * time.Hour

// seed writes a data folder: four weeks of a busy office through storage, many in
// a commit.
func seed(t *testing.T, folder string) {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, KeyFile: filepath.Join(folder, "relay.key")})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	write := func(fn func(tx *storage.Tx) error) {
		done := make(chan error, 1)
		db.Write(fn, func(err error) { done <- err })
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	for from := int64(0); from < seeded; from += seedBatch {
		write(func(tx *storage.Tx) error {
			for n := from; n < from+seedBatch; n++ {
				if err := insertMade(tx, n, now.Add(-seedSpan+seedSpan/seeded*time.Duration(n))); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for slot := now.Add(-24 * time.Hour); slot.Before(now); slot = slot.Add(gateway.TrafficSlot) {
		x := gateway.Traffic{At: slot.Truncate(gateway.TrafficSlot), Link: "provider-a", Submitted: 20 + slot.Unix()%37, Delivered: 19 + slot.Unix()%31, Failed: slot.Unix() % 2}
		for range x.Submitted {
			x.Times.Add(time.Duration(20+slot.Unix()%60) * time.Millisecond)
		}
		write(func(tx *storage.Tx) error { return tx.AddTraffic([]gateway.Traffic{x}) })
	}
	var records []gateway.PDURecord
	for n := range int64(seededPDUs / 2) {
		at := now.Add(-time.Duration(seededPDUs/2-n) * 100 * time.Millisecond)
		ask := submitMade(made(n))
		seq := uint32(n%0x7FFFFFFF + 1)
		ask.Sequence = seq
		reply := ask.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, fmt.Sprintf("%08X", n*7919))
		for k, p := range []*smpp.PDU{ask, reply} {
			frame, err := p.Append(nil, smpp.V34)
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, gateway.PDURecord{Number: uint64(2*n+1) + uint64(k), Time: at.Add(time.Duration(k) * 31 * time.Millisecond), Link: "provider-a", Session: 1, Out: k == 0, Version: 0x34, Frame: frame})
		}
		if len(records) >= 2000 || n == seededPDUs/2-1 {
			if !db.LogPDUs(records) {
				t.Fatal("the log is too far behind")
			}
			write(func(*storage.Tx) error { return nil })
			records = nil
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func submitMade(s story) *smpp.PDU { return message("Shop", s.peer, s.text) }

// insertMade stores one message as it would stand after its time: a few failed,
// one in twenty is an answer that came in.
func insertMade(tx *storage.Tx, n int64, at time.Time) error {
	s := made(n)
	peer, shop := gateway.Address{TON: 1, NPI: 1, Addr: s.peer}, gateway.Address{TON: 5, Addr: "Shop"}
	if n%20 == 7 {
		return tx.InsertMessage(&gateway.Message{Direction: gateway.In, Link: "provider-a", From: peer, To: gateway.Address{TON: 1, NPI: 1, Addr: "36301112233"}, Text: s.answer,
			State: gateway.Received, Parts: 1, Done: 1, Unread: n > seeded-2000, CreatedAt: at, DoneAt: at})
	}
	pdu, err := submitMade(s).Append(nil, smpp.V50)
	if err != nil {
		return err
	}
	m := &gateway.Message{Direction: gateway.Out, Link: "provider-a", Account: "shop", From: shop, To: peer, Text: s.text, State: gateway.Delivered, Parts: 1, Done: 1,
		AccountMessageID: fmt.Sprintf("%010d", n+1), ReceiptWanted: 1, CreatedAt: at, SubmittedAt: at.Add(20 * time.Millisecond), AcceptedAt: at.Add(60 * time.Millisecond), DoneAt: at.Add(4 * time.Second)}
	p := gateway.Part{Number: 1, Link: "provider-a", PDU: pdu, ProviderID: fmt.Sprintf("%08X", n*7919), Attempts: 1, ReceiptStat: "DELIVRD", SentAt: m.SubmittedAt, AnsweredAt: m.AcceptedAt, DoneAt: m.DoneAt, Session: 1}
	switch {
	case n%50 == 13:
		m.State, m.Done, p.ReceiptStat = gateway.Failed, 0, "UNDELIV"
		m.Error = &gateway.MessageError{Text: "the provider could not deliver it (UNDELIV)"}
	case n%200 == 11:
		m.State, m.Done, p.ReceiptStat, m.DoneAt = gateway.Accepted, 0, "", time.Time{}
	}
	p.State = m.State
	m.PartList = []gateway.Part{p}
	return tx.InsertMessage(m)
}
