package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"relay/gateway"
)

// Messages returns a page of messages, newest first; with AfterID and no
// BeforeID the ones next above it, newest first all the same. In another order
// Past and Until say so.
func (db *DB) Messages(ctx context.Context, q gateway.MessageQuery) ([]gateway.Message, error) {
	if q.Order != (gateway.MessageOrder{}) {
		return db.ordered(ctx, q)
	}
	if q.Past.ID > 0 {
		q.BeforeID = q.Past.ID
	}
	if q.Until.ID > 0 {
		q.AfterID = q.Until.ID
	}
	indexed := false
	if s := strings.TrimSpace(q.Search); newTerm(s).match != "" && q.To == "" && len(q.IDs) == 0 {
		few, err := db.few(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
		indexed = !few
	}
	text, args := messagesText(q, indexed)
	rows, err := db.read.QueryContext(ctx, text, args...)
	list, err := collect(rows, err, scanMessage)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", db.words(err))
	}
	if upwards(q) {
		slices.Reverse(list)
	}
	return list, db.complete(ctx, q, list)
}

// complete adds to messages what stands in other tables.
func (db *DB) complete(ctx context.Context, q gateway.MessageQuery, list []gateway.Message) error {
	if q.Box != gateway.Outbox {
		if err := db.addTags(ctx, list); err != nil {
			return err
		}
	}
	return db.addIDs(ctx, list)
}

// upwards tells whether a query is for the messages next above one.
func upwards(q gateway.MessageQuery) bool { return q.AfterID > 0 && q.BeforeID == 0 && q.Limit > 0 }

// conditions are those of a query beside its box and states; indexed: the search
// goes through the index and is none of them.
func conditions(q gateway.MessageQuery, indexed bool) (where []string, args []any) {
	add := func(cond string, a ...any) {
		where = append(where, cond)
		args = append(args, a...)
	}
	if q.Scheduled {
		add("state = 0 AND scheduled_at > 0")
	}
	if q.Link != "" {
		add("link = ?", q.Link)
	}
	if q.Account != "" {
		add("account = ?", q.Account)
	}
	if q.Unread {
		add("flags & 4")
	}
	if q.To != "" {
		if prefix, ok := strings.CutSuffix(q.To, "*"); ok {
			add("to_addr LIKE ? ESCAPE '\\'", like(gateway.CompareForm(prefix))+"%")
		} else {
			add("to_addr IN (?, ?)", q.To, gateway.CompareForm(q.To))
		}
	}
	if len(q.IDs) > 0 {
		marks := strings.TrimSuffix(strings.Repeat("?,", len(q.IDs)), ",")
		list := make([]any, len(q.IDs))
		for i, id := range q.IDs {
			list[i] = id
		}
		add("id IN ("+marks+")", list...)
	}
	t := newTerm(strings.TrimSpace(q.Search))
	if t.typed != "" && !indexed {
		in, list := t.inMessage()
		if len(q.Numbers) > 0 {
			to, numbers := toAny(q.Numbers)
			in, list = to+" OR "+in, append(numbers, list...)
		}
		add("("+in+` OR account_message_id = ? OR id IN (SELECT message_id FROM parts WHERE provider_id = ?) OR id IN (SELECT message_id FROM message_tags WHERE tag = ? COLLATE NOCASE))`,
			append(list, t.typed, t.typed, t.typed)...)
	}
	if q.BeforeID > 0 {
		add("id < ?", q.BeforeID)
	}
	if q.AfterID > 0 {
		add("id > ?", q.AfterID)
	}
	return where, args
}

// messagesText is a query in SQL; indexed: it searches through the index.
func messagesText(q gateway.MessageQuery, indexed bool) (text string, args []any) {
	where, args := conditions(q, indexed)
	order := " DESC"
	if upwards(q) {
		order = ""
	}
	if q.Limit > 0 {
		order += fmt.Sprintf(" LIMIT %d", q.Limit)
	}
	end := " ORDER BY id" + order
	text = "SELECT " + messageColumns + " FROM messages"
	switch list := boxes(q); {
	case indexed:
		if len(list) > 0 {
			where = append(where, "("+strings.Join(list, " OR ")+")")
		}
		var from []string
		from, args = newTerm(strings.TrimSpace(q.Search)).sources(q, where, args, order)
		where = []string{"id IN (" + strings.Join(from, " UNION ALL ") + ")"}
	case len(list) == 0:
	case q.Limit == 0 || q.To != "" || len(q.IDs) > 0:
		where = append(where, "("+strings.Join(list, " OR ")+")")
	default:
		// The index has the messages of a box and state in order: a page of each
		// and the best of them is read at once, whatever the history. With the
		// conditions as they come SQLite would sort the whole box for every page.
		pages := make([]string, len(list))
		each := args
		args = nil
		for i, b := range list {
			pages[i] = "SELECT id FROM (SELECT id FROM messages WHERE " + strings.Join(append([]string{b}, where...), " AND ") + end + ")"
			args = append(args, each...)
		}
		where = []string{"id IN (" + strings.Join(pages, " UNION ALL ") + ")"}
	}
	if len(where) > 0 {
		text += " WHERE " + strings.Join(where, " AND ")
	}
	return text + end, args
}

// boxes are the conditions on direction and state that a query means, one for
// each pair; none when it means all.
func boxes(q gateway.MessageQuery) (out []string) {
	directions := []gateway.Direction{gateway.Out, gateway.In}
	switch {
	case q.Box == gateway.Outbox:
		directions = directions[:1]
	case q.Box == gateway.Inbox:
		directions = directions[1:]
	case len(q.States) == 0:
		return nil
	}
	states := q.States
	if len(states) == 0 {
		states = gateway.States()
	}
	for _, d := range directions {
		for _, s := range states {
			out = append(out, fmt.Sprintf("direction = %d AND state = %d", d, s))
		}
	}
	return out
}

// addIDs puts the provider's ids of all parts into the messages.
func (db *DB) addIDs(ctx context.Context, list []gateway.Message) error {
	at := make(map[int64]*gateway.Message, len(list))
	ids := make([]int64, len(list))
	for i := range list {
		at[list[i].ID], ids[i] = &list[i], list[i].ID
	}
	err := db.names(ctx, "SELECT message_id, provider_id FROM parts WHERE provider_id IS NOT NULL AND message_id IN (%s) ORDER BY message_id, number", ids,
		func(id int64, provider string) { at[id].MessageIDs = append(at[id].MessageIDs, provider) })
	if err != nil {
		return fmt.Errorf("read message ids: %w", err)
	}
	return nil
}

func like(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
