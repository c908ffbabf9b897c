package outbox

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"relay/gateway"
	"relay/ui/widgets"
	"relay/ui/words"
)

// orders are what the columns that sort are sorted by. The others have no index: a
// page of them would cost a look at every message.
func orders() map[string]gateway.OrderBy {
	return map[string]gateway.OrderBy{"time": gateway.ByTime, "state": gateway.ByState, "to": gateway.ByTo}
}

func (v *View) order() gateway.MessageOrder {
	key, desc := v.grid.Sort()
	return gateway.MessageOrder{By: orders()[key], Up: !desc}
}

func (v *View) query() gateway.MessageQuery {
	c := Chips()[v.chip]
	return gateway.MessageQuery{Box: gateway.Outbox, States: c.States, Scheduled: c.Sched, Search: v.search, Limit: page, Order: v.order()}
}

// seek has a query find messages to the contacts of a name too.
func (v *View) seek(ctx context.Context, q *gateway.MessageQuery) error {
	if !strings.ContainsFunc(q.Search, unicode.IsLetter) {
		return nil
	}
	contacts, err := v.deps.Office.FindContacts(ctx, q.Search, manyNamed)
	for _, c := range contacts {
		q.Numbers = append(q.Numbers, c.Number)
	}
	return err
}

// read reads messages beside the window and hands them to take, one reading at a
// time; what is wished meanwhile is read once more after it. A reading whose
// question is no longer asked is given up. Unless the view is at the first row, or
// where it is held, what stands in it stays in its place.
func (v *View) read(q gateway.MessageQuery, hold bool, take func([]gateway.Message)) {
	ctx, cancel := context.WithCancel(context.Background())
	v.loading, v.giveUp = true, cancel
	v.deps.Shell.Go(func() func() {
		var rows []gateway.Message
		err := v.seek(ctx, &q)
		if err == nil {
			rows, err = v.deps.Archive.Messages(ctx, q)
		}
		counts, cerr := v.deps.Archive.Counts(ctx)
		if err == nil {
			err = cerr
		}
		late := ctx.Err() != nil
		cancel()
		return func() {
			v.loading = false
			switch {
			case late:
			case err != nil:
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The messages can't be read."), Advice: words.Error(err)})
			default:
				was, known := v.chosen()
				seen := v.seen()
				take(rows)
				if hold {
					v.grid.Hold()
				}
				v.grid.Shift(v.moved(seen))
				v.show(counts)
				if now, there := v.chosen(); known && (!there || changed(was, now)) {
					v.details.load(was.ID)
				}
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

// seen are the ids of the rows in view, and the number of the first.
func (v *View) seen() (out struct {
	ids   []int64
	first int
}) {
	first, end := v.grid.InView()
	out.first = first
	for _, m := range v.list.rows[min(first, len(v.list.rows)):min(end, len(v.list.rows))] {
		out.ids = append(out.ids, m.ID)
	}
	return out
}

// moved is by how many rows the first of those seen that is still there has gone
// down.
func (v *View) moved(seen struct {
	ids   []int64
	first int
}) int {
	for i, id := range seen.ids {
		if at := v.list.find(id); at >= 0 {
			return at - seen.first - i
		}
	}
	return 0
}

// chosen is the message in the side panel, as the list has it.
func (v *View) chosen() (gateway.Message, bool) {
	if id := v.grid.Cursor(); id != 0 && v.details.id == id {
		if i := v.list.find(id); i >= 0 {
			return v.list.rows[i], true
		}
	}
	return gateway.Message{}, false
}

// anew gives up what is being read and begins with the newest messages that fit.
func (v *View) anew() {
	if v.loading {
		v.giveUp()
	}
	v.fresh = true
	v.grid.Follow()
	v.reload()
}

// reload reads again what is in view: the newest messages, or those to which the
// view has been scrolled.
func (v *View) reload() {
	if v.loading {
		v.again = true
		return
	}
	first, end := v.grid.InView()
	first, end = max(0, first-ahead), min(len(v.list.rows), end+ahead)
	if v.fresh || v.grid.Following() && !v.list.later || first >= end {
		q := v.query()
		if len(v.list.rows) > 0 && !v.fresh {
			q.Limit = max(end, 2*ahead)
		}
		anew := v.fresh
		v.fresh = false
		v.read(q, false, func(rows []gateway.Message) {
			if anew {
				v.list = list{order: q.Order}
			}
			v.list.top(rows, len(rows) < q.Limit)
		})
		return
	}
	q := v.list.around(v.query(), first, end)
	v.read(q, false, func(rows []gateway.Message) { v.list.renew(q, rows) })
}

// scrolled keeps up with the view: what it shows is read again, since it may have
// changed while nobody looked, and what comes next is loaded before it is there.
func (v *View) scrolled() {
	first, end := v.grid.InView()
	switch {
	case end+ahead > len(v.list.rows) && v.list.more:
		v.older()
	case first < ahead && v.list.later:
		v.newer()
	}
	v.reload()
}

// older and newer load the next page when the list is scrolled to an end.
func (v *View) older() {
	if n := len(v.list.rows); !v.loading && v.list.more && n > 0 {
		q := v.query()
		q.Past = v.list.rows[n-1].OrderKey()
		v.read(q, true, func(rows []gateway.Message) { v.list.below(rows, len(rows) < page) })
	}
}

func (v *View) newer() {
	if !v.loading && v.list.later && len(v.list.rows) > 0 {
		q := v.query()
		q.Until = v.list.rows[0].OrderKey()
		v.read(q, true, func(rows []gateway.Message) { v.list.above(rows, len(rows) < page) })
	}
}

// show puts the list and the counts on the screen.
func (v *View) show(c gateway.Counts) {
	for i, chip := range Chips() {
		v.chips[i].SetCount(fmt.Sprint(chip.Count(c)))
	}
	v.grid.Reload()
	none := c.Total() == 0 && v.search == ""
	widgets.SetVisible(v.empty, none)
	widgets.SetVisible(v.nothing, !none && len(v.list.rows) == 0 && !v.loading)
	widgets.SetVisible(v.grid, !v.empty.Visible() && !v.nothing.Visible())
}
