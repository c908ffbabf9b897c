package storage

import (
	"fmt"
	"testing"
	"time"

	"relay/gateway"
)

// Whose a message was follows from what links were called when it was stored,
// however often names change, are exchanged or come back.
func TestFormerNames(t *testing.T) {
	for name, db := range map[string]*DB{"at once": open(t, t.TempDir()), "late": lateDB(t, t.TempDir())} {
		var sent []*gateway.Message // two a time: one has ended, by each of two links
		send := func(links ...string) {
			for _, link := range links {
				m := outgoing(fmt.Sprint("by ", link))
				m.Link, m.State, m.Account, m.AccountMessageID, m.AcceptedAt = link, gateway.Delivered, link, "9", time.Now()
				m.PartList[0].Link, m.PartList[0].State, m.PartList[0].ProviderID = link, gateway.Delivered, "7"
				stored(t, db, m)
				sent = append(sent, m)
			}
		}
		rename := func(names map[string]string) {
			write(t, db, func(tx *Tx) error {
				if err := tx.RenameLinks(names); err != nil {
					return err
				}
				return tx.RenameAccounts(names)
			})
		}
		owners := func(want ...string) {
			t.Helper()
			of := map[string][]int64{}
			for i, link := range want {
				of[link] = append([]int64{sent[i].ID}, of[link]...) // newest first
			}
			for range 2 { // from the memory, and from the database
				write(t, db, func(tx *Tx) error {
					for _, link := range []string{"a", "b", "c", "nobody"} {
						parts, err := tx.PartsByProviderID(link, "7", 20)
						if err != nil {
							return err
						}
						given, err := tx.MessagesByGivenID(link, "9")
						if err != nil {
							return err
						}
						var byPart, byGiven []int64
						for i := range parts {
							byPart, byGiven = append(byPart, parts[i].MessageID), append(byGiven, given[len(given)-1-i].ID)
						}
						if fmt.Sprint(byPart) != fmt.Sprint(of[link]) || fmt.Sprint(byGiven) != fmt.Sprint(of[link]) {
							t.Errorf("%s: %s has parts of %v and gave %v, want %v", name, link, byPart, byGiven, of[link])
						}
					}
					for i, link := range want {
						if is, err := tx.LinkNow(sent[i].Link, sent[i].ID); err != nil || is != link {
							t.Errorf("%s: message %d is of the link %q, want %q; %v", name, i, is, link, err)
						}
						if is, err := tx.AccountNow(sent[i].Account, sent[i].ID); err != nil || is != link {
							t.Errorf("%s: message %d is of the account %q, want %q; %v", name, i, is, link, err)
						}
					}
					tx.w.memory.names = [nameKinds]formerNames{}
					return nil
				})
			}
		}
		send("a", "b")
		owners("a", "b")
		rename(map[string]string{"a": "b", "b": "a"})
		send("a", "b")
		owners("b", "a", "a", "b")
		rename(map[string]string{"b": "c"})
		send("a", "b", "c") // b is a new one
		owners("c", "a", "a", "c", "a", "b", "c")
		rename(map[string]string{"c": "b", "b": "c"})
		owners("b", "a", "a", "b", "a", "c", "b")
		rename(map[string]string{"b": "a", "a": "nobody"})
		send("a", "b")
		owners("a", "nobody", "nobody", "a", "nobody", "c", "a", "a", "b")
	}
}

// Names of which no message is left are forgotten with the next change.
func TestFormerNamesEnd(t *testing.T) {
	db := open(t, t.TempDir())
	old := outgoing("old")
	stored(t, db, old)
	write(t, db, func(tx *Tx) error { return tx.RenameLinks(map[string]string{"up": "down"}) })
	write(t, db, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM messages WHERE id = ?", old.ID)
		return err
	})
	stored(t, db, outgoing("new"))
	write(t, db, func(tx *Tx) error { return tx.RenameLinks(map[string]string{"else": "other"}) })
	write(t, db, func(tx *Tx) error {
		names, err := tx.formerNames(linkNames)
		if err != nil || len(names) != 1 || names[0].was != "else" {
			t.Errorf("%+v, %v", names, err)
		}
		return nil
	})
}

// What was decided under an older configuration means who has another name since; a
// name that is given again means its new bearer from then on.
func TestNamesUnderAConfiguration(t *testing.T) {
	db := open(t, t.TempDir())
	version := func(names map[string]string) int64 {
		c, err := db.SaveConfigWith(t.Context(), gateway.NewConfig(), func(tx *Tx) error {
			if err := tx.RenameLinks(names); err != nil {
				return err
			}
			return tx.RenameAccounts(names)
		})
		if err != nil {
			t.Fatal(err)
		}
		return c.Version
	}
	first := version(nil)
	second := version(map[string]string{"a": "b"})
	third := version(map[string]string{"b": "c", "x": "a"})
	write(t, db, func(tx *Tx) error {
		for _, x := range []struct {
			version  int64
			name, is string
		}{{first, "a", "c"}, {first, "b", "c"}, {first, "x", "a"}, {second, "b", "c"}, {second, "a", "a"}, {third, "a", "a"}, {third, "b", "b"}, {third, "c", "c"}} {
			link, err := tx.LinkUnder(x.version, x.name)
			if err != nil {
				return err
			}
			account, err := tx.AccountUnder(x.version, x.name)
			if link != x.is || account != x.is || err != nil {
				t.Errorf("%s of version %d is the link %s and the account %s, want %s; %v", x.name, x.version, link, account, x.is, err)
			}
		}
		return nil
	})
}
