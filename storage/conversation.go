package storage

import (
	"context"
	"fmt"
	"strings"

	"relay/gateway"
)

// Conversations returns who has written to us, whoever was heard of last first:
// one entry with the newest message in either direction.
func (db *DB) Conversations(ctx context.Context, q gateway.ConversationQuery) ([]gateway.Conversation, error) {
	where, args := []string{"c.incoming > 0"}, []any{}
	add := func(cond string, a ...any) {
		where = append(where, cond)
		args = append(args, a...)
	}
	if q.BeforeID > 0 {
		add("c.last_id < ?", q.BeforeID)
	}
	if q.Unread {
		add("c.unread > 0")
	}
	if q.Peer != "" {
		add("c.peer = ?", q.Peer)
	}
	if q.Link != "" {
		add("EXISTS (SELECT 1 FROM messages m WHERE m.direction = 1 AND m.from_addr = c.peer AND m.link = ?)", q.Link)
	}
	if q.Account != "" {
		add("EXISTS (SELECT 1 FROM messages m WHERE m.direction = 1 AND m.from_addr = c.peer AND m.account = ?)", q.Account)
	}
	if s := strings.TrimSpace(q.Search); s != "" {
		cond, list := `c.peer LIKE ? ESCAPE '\'`, []any{like(strings.TrimPrefix(gateway.CompareForm(s), "+")) + "%"}
		peers, ok, err := db.peersWith(ctx, s)
		switch {
		case err != nil:
			return nil, fmt.Errorf("read the conversations: %w", db.words(err))
		case ok:
			cond += " OR c.peer IN (SELECT value FROM json_each(?))"
			list = append(list, jsonTexts(peers))
		default: // a text that many have is found in each soon
			cond += ` OR EXISTS (SELECT 1 FROM messages m WHERE m.direction = 1 AND m.from_addr = c.peer AND m.text LIKE ? ESCAPE '\')
				OR EXISTS (SELECT 1 FROM messages m WHERE m.direction = 0 AND m.to_addr = c.peer AND m.text LIKE ? ESCAPE '\')`
			text := "%" + like(s) + "%"
			list = append(list, text, text)
		}
		if len(q.Peers) > 0 {
			cond += " OR c.peer IN (SELECT value FROM json_each(?))"
			list = append(list, jsonTexts(q.Peers))
		}
		add("("+cond+")", list...)
	}
	text := "SELECT c.peer, c.unread, c.incoming, " + columnsOf("m", messageColumns) + " FROM conversations c JOIN messages m ON m.id = c.last_id WHERE " + strings.Join(where, " AND ") + " ORDER BY c.last_id DESC"
	if q.Limit > 0 {
		text += fmt.Sprintf(" LIMIT %d", q.Limit)
	}
	rows, err := db.read.QueryContext(ctx, text, args...)
	list, err := collect(rows, err, func(r scanner, c *gateway.Conversation) error {
		return scanMessage(after{r, []any{&c.Peer, &c.Unread, &c.Incoming}}, &c.Last)
	})
	if err != nil {
		return nil, fmt.Errorf("read the conversations: %w", db.words(err))
	}
	return list, nil
}

// CountConversations returns how many there are, and how many have something
// unread.
func (db *DB) CountConversations(ctx context.Context) (all, unread int64, err error) {
	err = db.read.QueryRowContext(ctx, "SELECT COUNT(*), COALESCE(SUM(unread > 0), 0) FROM conversations").Scan(&all, &unread)
	return all, unread, db.words(err)
}

// Thread returns messages from and to an address, newest first: those below a
// message where before is not 0.
func (db *DB) Thread(ctx context.Context, peer string, before int64, limit int) ([]gateway.Message, error) {
	const each = "SELECT id FROM messages WHERE direction = %d AND %s = ? AND id < ? ORDER BY id DESC LIMIT ?"
	if before == 0 {
		before = 1 << 62
	}
	rows, err := db.read.QueryContext(ctx, "SELECT "+messageColumns+" FROM messages WHERE id IN (SELECT * FROM ("+fmt.Sprintf(each, 1, "from_addr")+") UNION ALL SELECT * FROM ("+fmt.Sprintf(each, 0, "to_addr")+")) ORDER BY id DESC LIMIT ?",
		peer, before, limit, peer, before, limit, limit)
	list, err := collect(rows, err, scanMessage)
	if err != nil {
		return nil, fmt.Errorf("read a conversation: %w", db.words(err))
	}
	return list, db.addIDs(ctx, list)
}

// after scans some columns of its own before the rest.
type after struct {
	scanner
	own []any
}

func (a after) Scan(dest ...any) error { return a.scanner.Scan(append(a.own, dest...)...) }

// columnsOf names columns of a table that has another name in the query; each of
// them is one word, or COALESCE(one, ...).
func columnsOf(table, columns string) string {
	var out []string
	for _, c := range strings.Split(strings.ReplaceAll(columns, ", '')", ";'')"), ",") {
		c = strings.TrimSpace(c)
		if rest, ok := strings.CutPrefix(c, "COALESCE("); ok {
			out = append(out, "COALESCE("+table+"."+strings.ReplaceAll(rest, ";", ", "))
			continue
		}
		out = append(out, table+"."+c)
	}
	return strings.Join(out, ", ")
}
