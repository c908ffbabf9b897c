package inbox

import (
	"context"

	"relay/gateway"
	"relay/ui/words"
)

// Back leaves a conversation where it covers the list.
func (v *View) Back() {
	v.thread.close()
	v.rows.mark("")
	v.arrange()
}

// Open shows the conversation with an address.
func (v *View) Open(peer string) {
	for _, c := range v.list {
		if c.Peer == peer {
			v.thread.open(c, v.names[peer])
			v.rows.mark(peer)
			v.arrange()
			v.reload()
			return
		}
	}
}

// Pick shows the conversation of a message.
func (v *View) Pick(id int64) {
	v.deps.Shell.Go(func() func() {
		m, err := v.deps.Archive.Message(context.Background(), id)
		if err != nil {
			return nil
		}
		list, err := v.deps.Archive.Conversations(context.Background(), gateway.ConversationQuery{Peer: m.From.Addr})
		return func() {
			if err != nil || len(list) == 0 {
				return
			}
			v.thread.open(list[0], v.names[m.From.Addr])
			v.rows.mark(m.From.Addr)
			v.arrange()
			v.reload()
		}
	})
}

// mark marks messages as read.
func (v *View) mark(ids ...int64) {
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.MarkRead(context.Background(), ids...)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Mark read: %s", words.Error(err))})
			}
		}
	})
}

func (v *View) markAll() {
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), gateway.MessageQuery{Box: gateway.Inbox, Unread: true})
		return func() {
			if err != nil || len(rows) == 0 {
				return
			}
			ids := make([]int64, len(rows))
			for i, m := range rows {
				ids[i] = m.ID
			}
			v.mark(ids...)
		}
	})
}
