package pdulog

import (
	"slices"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// scopeChip chooses what is drawn of a session.
type scopeChip struct {
	scope Scope
	chip  *widgets.Chip
}

func newScopeChips(choose func(Scope)) []*scopeChip {
	list := []*scopeChip{{scope: Everything}, {scope: BeforeTheDrop}, {scope: OnlyErrors}}
	for _, c := range list {
		choose := func() { choose(c.scope) }
		switch c.scope {
		case Everything:
			c.chip = widgets.NewChip(words.T("All"), theme.Muted, choose)
		case BeforeTheDrop:
			c.chip = widgets.NewChip(words.T("Around the drop"), theme.Muted, choose)
		case OnlyErrors:
			c.chip = widgets.NewChip(words.T("Errors"), theme.Bad, choose)
		}
	}
	return list
}

// setScope draws other PDUs of the session; the chosen one stays chosen where it
// is among them.
func (q *sequence) setScope(to Scope) {
	chosen := uint64(0)
	if i := q.ladder.chosen; i >= 0 && i < len(q.steps) {
		chosen = q.steps[i].Row.Number
	}
	q.session.Scope = to
	q.show()
	if chosen == 0 && to == BeforeTheDrop {
		q.ladder.reveal(len(q.steps) - 1)
	}
	q.pick(chosen)
}

// showScopes shows which PDUs are drawn, and of how many.
func (q *sequence) showScopes() {
	s := &q.session
	q.pings.SetOn(s.Pings)
	q.whole.SetOn(s.Whole)
	errors, moved := s.Errors(), false
	show := func(c *widgets.Chip, on bool) { moved = widgets.SetVisible(c, on) || moved }
	for _, c := range q.scopes {
		c.chip.SetOn(c.scope == s.Scope)
		switch c.scope {
		case Everything:
			c.chip.SetCount(words.Number(int64(len(s.Records))))
		case BeforeTheDrop:
			show(c.chip, s.Dropped())
		case OnlyErrors:
			c.chip.SetCount(words.Number(int64(errors)))
			show(c.chip, errors > 0 || s.Scope == OnlyErrors)
		}
	}
	show(q.whole, s.Scope == Everything)
	show(q.pings, s.Scope == Everything)
	if moved {
		q.chips.Refresh()
	}
}

// pick chooses a PDU, or the fold that has it; one that is not drawn is not
// chosen.
func (q *sequence) pick(number uint64) {
	if number == 0 {
		return
	}
	i := slices.IndexFunc(q.steps, func(x Step) bool { return x.Kind == Arrow && x.Row.Number == number })
	for k := len(q.steps) - 1; i < 0 && k >= 0; k-- {
		if q.steps[k].Kind == Run && q.steps[k].Row.Number <= number {
			i = k
		}
	}
	if i >= 0 {
		q.ladder.pick(i)
	}
}
