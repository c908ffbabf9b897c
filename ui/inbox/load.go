package inbox

import (
	"context"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// read is what one reading brought.
type read struct {
	list          []gateway.Conversation
	names         map[string]string
	optedOut      map[string]bool
	all, unread   int64
	orphans       int64
	more          bool
	threads       []gateway.Message
	peer          string
	threadHasMore bool
}

// reload reads the list and the open thread beside the window.
func (v *View) reload() {
	if v.loading {
		v.again = true
		return
	}
	v.loading = true
	q := v.query()
	q.Limit = max(page, len(v.list))
	known := make(map[string]bool, len(v.names))
	for p := range v.names {
		known[p] = true
	}
	peer, loaded := v.thread.peer, max(page, len(v.thread.list))
	v.deps.Shell.Go(func() func() {
		r, err := v.fetch(q, known, peer, loaded)
		return func() {
			v.loading = false
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The inbox can't be read."), Advice: words.Error(err)})
			} else {
				v.fill(r)
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

func (v *View) fetch(q gateway.ConversationQuery, known map[string]bool, peer string, loaded int) (r read, err error) {
	ctx := context.Background()
	if err = v.seek(ctx, &q); err != nil {
		return r, err
	}
	if r.list, err = v.deps.Archive.Conversations(ctx, q); err != nil {
		return r, err
	}
	r.more = len(r.list) == q.Limit
	if r.optedOut, err = v.deps.Office.OptedOut(ctx, numbersOf(r.list)); err != nil {
		return r, err
	}
	if r.all, r.unread, err = v.deps.Archive.CountConversations(ctx); err != nil {
		return r, err
	}
	counts, err := v.deps.Archive.Counts(ctx)
	if err != nil {
		return r, err
	}
	r.orphans = counts.Orphans
	r.names = map[string]string{}
	for _, c := range r.list {
		if !known[c.Peer] {
			if r.names[c.Peer], err = v.nameOf(ctx, c.With()); err != nil {
				return r, err
			}
		}
	}
	if r.peer = peer; peer != "" {
		r.threads, err = v.deps.Archive.Thread(ctx, peer, 0, loaded)
		r.threadHasMore = len(r.threads) == loaded
	}
	return r, err
}

// seek has a query find conversations with the contacts of a name too.
func (v *View) seek(ctx context.Context, q *gateway.ConversationQuery) error {
	if q.Search == "" {
		return nil
	}
	contacts, err := v.deps.Office.FindContacts(ctx, q.Search, page)
	for _, c := range contacts {
		q.Peers = append(q.Peers, gateway.CompareForm(c.Number))
	}
	return err
}

// nameOf is what the contacts call an address.
func (v *View) nameOf(ctx context.Context, a gateway.Address) (string, error) {
	c, err := v.deps.Office.ContactOf(ctx, a.Show())
	return c.Name, err
}

func (v *View) fill(r read) {
	first := len(v.list) == 0
	v.list, v.more, v.optedOut = r.list, r.more, r.optedOut
	for p, n := range r.names {
		v.names[p] = n
	}
	v.chips[0].SetCount(words.Number(r.all))
	v.chips[1].SetCount("")
	if r.unread > 0 {
		v.chips[1].SetCount(words.Number(r.unread))
	}
	widgets.SetVisible(v.odd, r.orphans > 0)
	v.odd.SetCount(words.Number(r.orphans))
	fact := words.N(r.all, "%s conversation", "%s conversations")
	if r.unread > 0 {
		fact += ", " + words.N(r.unread, "%s unread", "%s unread")
	}
	v.fact.Set(fact)
	widgets.SetVisible(v.nobody, len(r.list) == 0)
	v.rows.refresh()
	if r.peer != "" && r.peer == v.thread.peer {
		v.thread.fill(r.threads, r.threadHasMore)
	}
	if none := len(v.list) == 0; first != none || none || len(v.stack.Objects) > 0 && v.stack.Objects[0] == v.empty {
		v.arrange()
	}
}

// older reads the conversations below those that are loaded.
func (v *View) older() {
	if v.loading || !v.more || len(v.list) == 0 {
		return
	}
	v.loading = true
	q := v.query()
	q.Limit, q.BeforeID = page, v.list[len(v.list)-1].Last.ID
	v.deps.Shell.Go(func() func() {
		r, err := v.fetch(q, nil, "", 0)
		return func() {
			v.loading = false
			if err != nil {
				return
			}
			v.list, v.more = append(v.list, r.list...), r.more
			for n := range r.optedOut {
				v.optedOut[n] = true
			}
			for p, n := range r.names {
				v.names[p] = n
			}
			v.rows.refresh()
		}
	})
}
