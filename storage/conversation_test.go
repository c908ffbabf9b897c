package storage

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"relay/gateway"
)

// Whatever is stored, read and deleted, conversations are what counting gives.
func TestConversationsAreCounts(t *testing.T) {
	db := open(t, t.TempDir())
	random := rand.New(rand.NewPCG(3, 4))
	var ids []int64
	for range 400 {
		err := db.do(t.Context(), func(tx *Tx) error {
			switch op := random.IntN(5); {
			case op < 3 || len(ids) == 0:
				m := outgoing(fmt.Sprint("text ", len(ids)))
				peer := gateway.Address{TON: 1, NPI: 1, Addr: fmt.Sprint(361000 + random.IntN(6))}
				m.To = peer
				if random.IntN(2) == 0 {
					m.Direction, m.State, m.Unread, m.From, m.To = gateway.In, gateway.Received, true, peer, gateway.Address{Addr: "777"}
				}
				err := tx.InsertMessage(m)
				ids = append(ids, m.ID)
				return err
			case op == 3:
				m, err := tx.Message(ids[random.IntN(len(ids))])
				if err != nil {
					return err
				}
				m.Unread = false
				return tx.UpdateMessage(m)
			}
			i := random.IntN(len(ids))
			_, err := tx.exec("DELETE FROM messages WHERE id = ?", ids[i])
			tx.w.memory.forget()
			ids = append(ids[:i], ids[i+1:]...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	list, err := db.Conversations(t.Context(), gateway.ConversationQuery{})
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	var unreadOnes int64
	for i, c := range list {
		var incoming, unread int64
		if err := db.read.QueryRow("SELECT COUNT(*), COALESCE(SUM(flags & 4 <> 0), 0) FROM messages WHERE direction = 1 AND from_addr = ?", c.Peer).Scan(&incoming, &unread); err != nil {
			t.Fatal(err)
		}
		if c.Incoming != incoming || c.Unread != unread || c.With().Addr != c.Peer || i > 0 && c.Last.ID >= list[i-1].Last.ID {
			t.Errorf("%s: %d incoming, %d unread, want %d and %d", c.Peer, c.Incoming, c.Unread, incoming, unread)
		}
		if c.Unread > 0 {
			unreadOnes++
		}
		thread, err := db.Thread(t.Context(), c.Peer, 0, 1000)
		if err != nil || len(thread) == 0 {
			t.Fatalf("%s: %d in the thread, %v", c.Peer, len(thread), err)
		}
		var paged []gateway.Message
		for before := int64(0); ; before = paged[len(paged)-1].ID {
			page, err := db.Thread(t.Context(), c.Peer, before, 7)
			if err != nil {
				t.Fatal(err)
			}
			paged = append(paged, page...)
			if len(page) < 7 {
				break
			}
		}
		if len(paged) != len(thread) || paged[len(paged)-1].ID != thread[len(thread)-1].ID {
			t.Errorf("%s: %d by pages, %d at once", c.Peer, len(paged), len(thread))
		}
	}
	if all, unread, err := db.CountConversations(t.Context()); err != nil || all != int64(len(list)) || unread != unreadOnes {
		t.Errorf("%d conversations, %d unread, %v; want %d and %d", all, unread, err, len(list), unreadOnes)
	}
}

func TestConversationSearch(t *testing.T) {
	db := open(t, t.TempDir())
	if err := db.do(t.Context(), func(tx *Tx) error {
		for i, x := range [][2]string{{"36301111111", "a red hat"}, {"36302222222", "a blue hat"}, {"4917012345", "gloves 100%"}} {
			m := outgoing(x[1])
			m.Direction, m.State, m.Unread, m.From, m.Link = gateway.In, gateway.Received, i != 1, gateway.Address{TON: 1, Addr: x[0]}, fmt.Sprint("link-", i)
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q    gateway.ConversationQuery
		want string
	}{
		{gateway.ConversationQuery{Search: "hat"}, "[36302222222 36301111111]"},
		{gateway.ConversationQuery{Search: "+3630"}, "[36302222222 36301111111]"},
		{gateway.ConversationQuery{Search: "100%"}, "[4917012345]"},
		{gateway.ConversationQuery{Search: "Anna", Peers: []string{"4917012345"}}, "[4917012345]"},
		{gateway.ConversationQuery{Search: "nobody"}, "[]"},
		{gateway.ConversationQuery{Unread: true}, "[4917012345 36301111111]"},
		{gateway.ConversationQuery{Link: "link-1"}, "[36302222222]"},
		{gateway.ConversationQuery{Limit: 1}, "[4917012345]"},
		{gateway.ConversationQuery{Peer: "36301111111"}, "[36301111111]"},
	} {
		list, err := db.Conversations(t.Context(), c.q)
		var got []string
		for _, x := range list {
			got = append(got, x.Peer)
		}
		if fmt.Sprint(got) != c.want || err != nil {
			t.Errorf("%+v: %v, want %s, %v", c.q, got, c.want, err)
		}
	}
}
