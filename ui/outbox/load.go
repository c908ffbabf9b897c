package outbox

import (
	"context"
	"fmt"

	"relay/gateway"
	"relay/ui/words"
)

func (v *View) query() gateway.MessageQuery {
	c := Chips()[v.chip]
	return gateway.MessageQuery{Box: gateway.Outbox, States: c.States, Scheduled: c.Sched, Search: v.search, Limit: page}
}

// reload reads the newest messages again, as many as are loaded.
func (v *View) reload() {
	if v.loading {
		v.again = true
		return
	}
	v.loading = true
	q, search, chip := v.query(), v.search, v.chip
	q.Limit = min(max(page, len(v.list.rows)), maxLoaded)
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), q)
		counts, cerr := v.deps.Archive.Counts(context.Background())
		return func() {
			v.loading = false
			if err == nil {
				err = cerr
			}
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The messages can't be read."), Advice: words.Error(err)})
			} else if search == v.search && chip == v.chip {
				v.fill(rows, counts, len(rows) == q.Limit)
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

func (v *View) fill(rows []gateway.Message, c gateway.Counts, more bool) {
	grown := 0
	if len(v.list.rows) > 0 && len(rows) > 0 {
		top := v.list.rows[0].ID
		for grown < len(rows) && rows[grown].ID > top {
			grown++
		}
	}
	v.list.rows, v.list.more = rows, more
	for i, chip := range Chips() {
		v.chips[i].SetCount(fmt.Sprint(chip.Count(c)))
	}
	v.grid.Shift(grown)
	v.grid.Reload()
	if none := c.Total() == 0 && v.search == ""; none != v.empty.Visible() {
		if none {
			v.empty.Show()
			v.grid.Hide()
		} else {
			v.empty.Hide()
			v.grid.Show()
		}
		v.middle.Refresh()
	}
	if id := v.grid.Cursor(); id != 0 && v.details.id == id {
		v.details.load(id)
	}
}

// older loads the next page when the list is scrolled to its end.
func (v *View) older() {
	if v.loading || !v.list.more || len(v.list.rows) == 0 || len(v.list.rows) >= maxLoaded {
		return
	}
	v.loading = true
	q := v.query()
	q.BeforeID = v.list.rows[len(v.list.rows)-1].ID
	v.deps.Shell.Go(func() func() {
		rows, err := v.deps.Archive.Messages(context.Background(), q)
		return func() {
			v.loading = false
			if err == nil {
				v.list.rows = append(v.list.rows, rows...)
				v.list.more = len(rows) == page
				v.grid.Reload()
			}
		}
	})
}
