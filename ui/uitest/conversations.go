package uitest

import (
	"context"
	"slices"
	"strings"

	"relay/gateway"
)

func peerOf(m gateway.Message) string {
	if m.Direction == gateway.In {
		return m.From.Addr
	}
	return m.To.Addr
}

// Conversations are made of the list.
func (s Shelf) Conversations(_ context.Context, q gateway.ConversationQuery) ([]gateway.Conversation, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gateway.Conversation
	for _, m := range s.List {
		i := slices.IndexFunc(out, func(c gateway.Conversation) bool { return c.Peer == peerOf(m) })
		if i < 0 {
			out = append(out, gateway.Conversation{Peer: peerOf(m), Last: m})
			i = len(out) - 1
		}
		if m.ID > out[i].Last.ID {
			out[i].Last = m
		}
		if m.Direction == gateway.In {
			out[i].Incoming++
		}
		if m.Unread {
			out[i].Unread++
		}
	}
	came := func(c gateway.Conversation) bool {
		return slices.ContainsFunc(s.List, func(m gateway.Message) bool {
			return m.Direction == gateway.In && peerOf(m) == c.Peer && (q.Link == "" || m.Link == q.Link) && (q.Account == "" || m.Account == q.Account)
		})
	}
	out = slices.DeleteFunc(out, func(c gateway.Conversation) bool {
		return !came(c) || q.Unread && c.Unread == 0 || q.Peer != "" && c.Peer != q.Peer || q.BeforeID > 0 && c.Last.ID >= q.BeforeID ||
			q.Search != "" && !strings.Contains(c.Peer+" "+c.Last.Text, q.Search) && !slices.Contains(q.Peers, c.Peer)
	})
	slices.SortFunc(out, func(a, b gateway.Conversation) int { return int(b.Last.ID - a.Last.ID) })
	if q.Limit > 0 {
		out = out[:min(len(out), q.Limit)]
	}
	return out, nil
}

// CountConversations counts them.
func (s Shelf) CountConversations(ctx context.Context) (all, unread int64, err error) {
	list, err := s.Conversations(ctx, gateway.ConversationQuery{})
	for _, c := range list {
		if c.Unread > 0 {
			unread++
		}
	}
	return int64(len(list)), unread, err
}

// Thread is what passed between us and one address.
func (s Shelf) Thread(_ context.Context, peer string, before int64, limit int) ([]gateway.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gateway.Message
	for _, m := range s.List {
		if peerOf(m) == peer && (before == 0 || m.ID < before) {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b gateway.Message) int { return int(b.ID - a.ID) })
	return out[:min(len(out), limit)], nil
}
