package contacts

import (
	"context"
	"hash/fnv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// read is what one look at the office brings.
type read struct {
	rows   []gateway.Contact
	off    []gateway.OptOut
	found  int64
	groups []gateway.Group
	counts gateway.PeopleCounts
}

func (v *View) query() gateway.ContactQuery {
	key, desc := v.grid.Sort()
	return v.place.Query(v.search, key, desc)
}

// reload reads the list from its beginning, as much of it as is loaded.
func (v *View) reload() {
	if v.busy {
		v.again = true
		return
	}
	v.busy = true
	place, search := v.place, v.search
	q := v.query()
	q.Limit = min(max(page, len(v.rows)), maxReload)
	o := gateway.OptOutQuery{Search: search, Limit: min(max(page, len(v.off)), maxReload)}
	v.deps.Shell.Go(func() func() {
		r, err := v.look(context.Background(), place, q, o)
		return func() {
			v.busy = false
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The contacts can't be read."), Advice: words.Error(err)})
			} else if place == v.place && search == v.search {
				limit := q.Limit
				if place.Kind == OptedOut {
					limit = o.Limit
				}
				v.fill(r, limit)
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

func (v *View) look(ctx context.Context, p Place, q gateway.ContactQuery, o gateway.OptOutQuery) (r read, err error) {
	f := v.deps.Office
	if r.counts, err = f.PeopleCounts(ctx); err != nil {
		return r, err
	}
	if r.groups, err = f.Groups(ctx); err != nil {
		return r, err
	}
	if p.Kind == OptedOut {
		r.off, err = f.OptOuts(ctx, o)
		return r, err
	}
	if r.rows, err = f.Contacts(ctx, q); err != nil {
		return r, err
	}
	switch {
	case q.Search != "" && len(r.rows) < q.Limit:
		r.found = int64(len(r.rows))
	case q.Search != "":
		r.found, err = f.CountContacts(ctx, q)
	}
	return r, err
}

func (v *View) fill(r read, limit int) {
	v.rows, v.off, v.groups, v.counts, v.found = r.rows, r.off, r.groups, r.counts, r.found
	v.more = max(len(r.rows), len(r.off)) == limit
	if v.place.Kind == InGroup {
		gone := true
		for _, g := range v.groups {
			if g.ID == v.place.Group.ID {
				gone = false
				v.place.Group = g
			}
		}
		if gone {
			v.Open(Place{})
			return
		}
		v.title.Set(v.place.Words())
	}
	v.places.show()
	v.facts()
	widgets.SetVisible(v.hint, len(v.rows) > 0) // else there is nobody to choose
	v.shownGrid().Reload()
	v.showEmpty()
	v.export.SetDisabled(v.total() == 0)
	// A contact that is not being edited follows what is stored.
	if list := v.picked(); len(list) == 1 {
		v.form.Refresh(list[0])
	}
}

// total is how many the place holds.
func (v *View) total() int64 {
	switch v.place.Kind {
	case Lone:
		return v.counts.Lone
	case InGroup:
		return v.place.Group.Members
	case OptedOut:
		return v.counts.OptedOut
	}
	return v.counts.Contacts
}

// facts is the quiet line beside the title.
func (v *View) facts() {
	n := v.total()
	switch {
	case v.search != "" && v.place.Kind != OptedOut:
		v.fact.Set(words.T("%s of %s", words.Number(v.found), words.Number(n)))
	case v.place.Kind == OptedOut && n > 0:
		v.fact.Set(words.N(n, "%s number", "%s numbers"))
	case n == 0:
		v.fact.Set("")
	case v.place.Kind == Everybody && v.counts.OptedOut > 0:
		v.fact.Set(words.N(v.counts.OptedOut, "%[2]s, %[1]s opted out", "%[2]s, %[1]s opted out", words.Number(n)))
	default:
		v.fact.Set(words.Number(n))
	}
}

// showEmpty says what to do where there is nothing.
func (v *View) showEmpty() {
	none := len(v.rows) == 0 && len(v.off) == 0
	if none {
		v.empty.Objects = []fyne.CanvasObject{v.nothing()}
	}
	widgets.SetVisible(v.empty, none)
	widgets.SetVisible(v.shownGrid(), !none)
	v.middle.Refresh()
}

func (v *View) nothing() fyne.CanvasObject {
	switch {
	case v.search != "":
		return widgets.NewEmpty(fyneTheme.SearchIcon(), words.T("Nobody found"), words.T("Nothing here fits %q.", sms.Clean(v.search)),
			widgets.NewButton(words.T("Clear the search"), nil, widgets.Plain, func() { v.find.SetText("") }))
	case v.place.Kind == OptedOut:
		return widgets.NewEmpty(fyneTheme.ConfirmIcon(), words.T("Nobody has opted out"), words.T("Who sends one of the keywords at the right stands here, and gets no message from this window any more."),
			widgets.NewButton(words.T("Add a number"), nil, widgets.Plain, v.Add))
	case v.place.Kind == InGroup:
		return widgets.NewEmpty(fyneTheme.AccountIcon(), words.T("This group is empty"), words.T("Select contacts elsewhere and choose the group in the panel at the right, or import a file into it."),
			widgets.NewButton(words.T("Show everybody"), nil, widgets.Plain, func() { v.Open(Place{}) }))
	case v.place.Kind == Lone && v.counts.Contacts > 0:
		return widgets.NewEmpty(fyneTheme.AccountIcon(), words.T("Everybody is in a group"), words.T("Contacts without a group would stand here."),
			widgets.NewButton(words.T("Show everybody"), nil, widgets.Plain, func() { v.Open(Place{}) }))
	}
	return widgets.NewEmpty(fyneTheme.AccountIcon(), words.T("No contacts yet"), words.T("Bring them from a spreadsheet (Excel, CSV) or a phone (vCard); what is wrong with a row is told before anything is stored."),
		widgets.NewButton(words.T("Import a file…"), fyneTheme.FolderOpenIcon(), widgets.Plain, v.ImportFile))
}

// older loads the next page when the list is scrolled to its end.
func (v *View) older() {
	if v.busy || !v.more {
		return
	}
	v.busy = true
	place, q := v.place, v.query()
	o := gateway.OptOutQuery{Search: v.search, Limit: page}
	q.Limit = page
	if n := len(v.rows); n > 0 {
		last := v.rows[n-1]
		q.After = &last
	}
	if n := len(v.off); n > 0 {
		last := v.off[n-1]
		o.After = &last
	}
	v.deps.Shell.Go(func() func() {
		r, err := v.look(context.Background(), place, q, o)
		return func() {
			v.busy = false
			if err == nil && place == v.place && q.Search == v.search {
				v.rows, v.off = append(v.rows, r.rows...), append(v.off, r.off...)
				v.more = max(len(r.rows), len(r.off)) == page
				v.shownGrid().Reload()
			}
			if v.again {
				v.again = false
				v.reload()
			}
		}
	})
}

type source struct{ v *View }

func (s source) Len() int         { return len(s.v.rows) }
func (s source) ID(row int) int64 { return s.v.rows[row].ID }

func (s source) Cell(row int, column string) widgets.Cell {
	c := &s.v.rows[row]
	switch column {
	case "number":
		return widgets.Cell{Text: c.Number}
	case "off":
		if c.OptedOut {
			return widgets.Cell{Text: words.T("Opted out"), Color: theme.Warn}
		}
		return widgets.Cell{}
	case "groups":
		return widgets.Cell{Text: sms.Clean(strings.Join(c.Groups, ", ")), Color: theme.Muted}
	case "note":
		return widgets.Cell{Text: sms.Clean(c.Note), Color: theme.Muted}
	case "changed":
		return widgets.Cell{Text: When(c.Changed, time.Now()), Color: theme.Muted}
	}
	if c.Name == "" {
		return widgets.Cell{Text: words.T("no name"), Color: theme.Disabled}
	}
	return widgets.Cell{Text: sms.Clean(c.Name)}
}

// why says why a number is on the list, in the language in force.
func why(o gateway.OptOut) string {
	switch {
	case o.Keyword != "":
		return words.T("sent %q", o.Keyword)
	case o.Note == "":
		return words.T("by hand")
	}
	if file, ok := strings.CutPrefix(o.Note, importedFrom); ok {
		return words.T("imported from %s", file)
	}
	return o.Note
}

type offSource struct{ v *View }

func (s offSource) Len() int { return len(s.v.off) }

// ID is made of the number: the list has no ids of its own.
func (s offSource) ID(row int) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s.v.off[row].Number))
	return int64(h.Sum64()>>1) | 1
}

func (s offSource) Cell(row int, column string) widgets.Cell {
	o := &s.v.off[row]
	switch column {
	case "name":
		return widgets.Cell{Text: sms.Clean(o.Name)}
	case "why":
		return widgets.Cell{Text: sms.Clean(why(*o))}
	case "since":
		return widgets.Cell{Text: When(o.Since, time.Now()), Color: theme.Muted}
	case "link":
		return widgets.Cell{Text: o.Link, Color: theme.Muted}
	}
	return widgets.Cell{Text: sms.Clean(o.Number)}
}
