package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"relay/gateway"
)

// ordered returns a page in an order of its own. What is few is gathered and
// sorted; many are walked through in their order, by an index that has them so:
// until a page is full, a walk meets a few thousand that do not fit at most.
func (db *DB) ordered(ctx context.Context, q gateway.MessageQuery) ([]gateway.Message, error) {
	text, args, err := db.orderedText(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", db.words(err))
	}
	rows, err := db.read.QueryContext(ctx, text, args...)
	list, err := collect(rows, err, scanMessage)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", db.words(err))
	}
	if backwards(q) {
		slices.Reverse(list)
	}
	return list, db.complete(ctx, q, list)
}

// backwards tells whether a page is read against its order: what stands next
// before a message.
func backwards(q gateway.MessageQuery) bool { return q.Until.ID > 0 && q.Past.ID == 0 && q.Limit > 0 }

func (db *DB) orderedText(ctx context.Context, q gateway.MessageQuery) (string, []any, error) {
	few, indexed, err := db.gathers(ctx, q)
	if err != nil {
		return "", nil, err
	}
	switch {
	case few:
		text, args := gathered(q, indexed)
		return text, args, nil
	case q.Order.By == gateway.ByTo:
		text, args := walkedByTo(q)
		return text, args, nil
	}
	text, args := walkedByState(q)
	return text, args, nil
}

// gathers tells whether what fits is gathered and sorted, and whether the search
// index finds it.
func (db *DB) gathers(ctx context.Context, q gateway.MessageQuery) (few, indexed bool, err error) {
	search := strings.TrimSpace(q.Search)
	if len(boxes(q)) == 0 || q.Limit == 0 || q.To != "" || len(q.IDs) > 0 || q.Scheduled || q.Box != gateway.Outbox {
		return true, false, nil
	}
	if search == "" && q.Order.By != gateway.ByTo {
		return false, false, nil
	}
	if few, err = db.few(ctx, q); few || err != nil || search == "" {
		return few, false, err
	}
	if indexed = newTerm(search).match != ""; !indexed {
		return false, false, nil // one or two characters stand in many texts
	}
	some := plain(q)
	some.Limit = fewMessages + 1
	text, args := messagesText(some, true)
	var n int
	if err = db.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM ("+text+")", args...).Scan(&n); err != nil {
		return false, false, err
	}
	return n <= fewMessages, true, nil
}

// plain is a query for everything that fits it, without order and bounds.
func plain(q gateway.MessageQuery) gateway.MessageQuery {
	q.Order, q.Past, q.Until, q.Limit = gateway.MessageOrder{}, gateway.MessageKey{}, gateway.MessageKey{}, 0
	return q
}

// gathered reads all that fits and sorts it. Without NOT INDEXED SQLite would go
// through every message in the order asked for, and look at each whether it fits.
func gathered(q gateway.MessageQuery, indexed bool) (string, []any) {
	all, args := messagesText(plain(q), indexed)
	where := []string{"id IN (SELECT id FROM (" + all + "))"}
	b := bounds(q)
	return "SELECT " + messageColumns + " FROM messages NOT INDEXED WHERE " + strings.Join(append(where, b.where...), " AND ") + end(q), append(args, b.args...)
}

// walkedByTo goes through the index of numbers, from the bound on: first the rest
// of its number, then the numbers behind. As one condition SQLite would begin with
// the first message of that number.
func walkedByTo(q gateway.MessageQuery) (string, []any) {
	where, each := conditions(plain(q), false)
	where = append(where, "direction = 0")
	if len(q.States) > 0 {
		where = append(where, "("+strings.Join(boxes(q), " OR ")+")")
	}
	past, until := bounds(bounded(q, true)), bounds(bounded(q, false))
	where, each = append(where, until.where...), append(each, until.args...)
	from, rest := q.Past, past
	if q.Past.ID == 0 && q.Until.ID > 0 {
		from, rest = q.Until, until
	}
	var pages []string
	var args []any
	page := func(cond []string, more ...any) {
		pages = append(pages, "SELECT id FROM (SELECT id FROM messages INDEXED BY messages_to WHERE "+strings.Join(slices.Concat(where, cond), " AND ")+end(q)+")")
		args = slices.Concat(args, each, more)
	}
	if from.ID == 0 {
		page(nil)
	} else {
		than := rest.than
		page([]string{"to_addr = ?", "id " + than + " ?"}, from.To, from.ID)
		page([]string{"to_addr " + than + " ?"}, from.To)
	}
	return "SELECT " + messageColumns + " FROM messages NOT INDEXED WHERE id IN (" + strings.Join(pages, " UNION ALL ") + ")" + end(q), args
}

// bounded is a query with one of its bounds alone.
func bounded(q gateway.MessageQuery, past bool) gateway.MessageQuery {
	if past {
		q.Until = gateway.MessageKey{}
	} else {
		q.Past = gateway.MessageKey{}
	}
	return q
}

// walkedByState reads a page of each state, which the index has in the order of
// time, and the best of them: that is in the order of time and of states alike.
func walkedByState(q gateway.MessageQuery) (string, []any) {
	where, each := conditions(plain(q), false)
	order := " ORDER BY id" + direction(q) + fmt.Sprintf(" LIMIT %d", q.Limit)
	states := q.States
	if len(states) == 0 {
		states = gateway.States()
	}
	pages, args := []string{"SELECT 0 WHERE 0"}, []any(nil)
	for _, s := range states {
		past, beyond := within(q, s, q.Past, true)
		until, out := within(q, s, q.Until, false)
		if beyond || out {
			continue
		}
		page := q
		page.Order.By, page.Past, page.Until = gateway.ByTime, past, until
		b := bounds(page)
		cond := slices.Concat([]string{fmt.Sprintf("direction = 0 AND state = %d", s)}, where, b.where)
		pages = append(pages, "SELECT id FROM (SELECT id FROM messages INDEXED BY messages_box WHERE "+strings.Join(cond, " AND ")+order+")")
		args = slices.Concat(args, each, b.args)
	}
	return "SELECT " + messageColumns + " FROM messages NOT INDEXED WHERE id IN (" + strings.Join(pages, " UNION ALL ") + ")" + end(q), args
}

// within is a bound as it is for the messages of one state, among which the index
// goes by time alone; out: none of them lies inside.
func within(q gateway.MessageQuery, s gateway.MessageState, k gateway.MessageKey, behind bool) (bound gateway.MessageKey, out bool) {
	if k.ID == 0 || q.Order.By != gateway.ByState || s == k.State {
		return k, false
	}
	return gateway.MessageKey{}, behind != ((s > k.State) == q.Order.Up)
}

// bound is a place in the order as conditions.
type bound struct {
	where []string
	args  []any
	than  string // what is inside is more than it, or less
}

// bounds are the conditions of a page's place in its order.
func bounds(q gateway.MessageQuery) (out bound) {
	add := func(k gateway.MessageKey, behind bool) {
		if k.ID == 0 {
			return
		}
		if out.than = "<"; behind == q.Order.Up {
			out.than = ">"
		}
		switch q.Order.By {
		case gateway.ByState:
			out.where, out.args = append(out.where, "(state, id) "+out.than+" (?, ?)"), append(out.args, k.State, k.ID)
		case gateway.ByTo:
			out.where, out.args = append(out.where, "(to_addr, id) "+out.than+" (?, ?)"), append(out.args, k.To, k.ID)
		default:
			out.where, out.args = append(out.where, "id "+out.than+" ?"), append(out.args, k.ID)
		}
	}
	add(q.Past, true)
	add(q.Until, false)
	return out
}

// direction is that of the reading.
func direction(q gateway.MessageQuery) string {
	if q.Order.Up == backwards(q) {
		return " DESC"
	}
	return ""
}

func end(q gateway.MessageQuery) string {
	key := map[gateway.OrderBy]string{gateway.ByState: "state", gateway.ByTo: "to_addr"}[q.Order.By]
	text := " ORDER BY "
	if key != "" {
		text += key + direction(q) + ", "
	}
	text += "id" + direction(q)
	if q.Limit > 0 {
		text += fmt.Sprintf(" LIMIT %d", q.Limit)
	}
	return text
}
