package pduview

// filtered shows the list after its filter, or what is followed, has changed:
// the chosen row stays in view where it can. What an earlier filter still looks
// for is let go.
func (v *View) filtered() {
	if v.seeking != nil {
		v.seeking()
		v.seeking = nil
	}
	v.judging, v.back, v.coming = nil, true, 0
	v.reload()
	if v.chosen > 0 && !v.grid.Following() {
		v.GoTo(v.chosen)
	}
	v.settle()
}

// settle has the rows judged that a filter has still to judge, a piece at a time
// beside the window and the newest first. If few fit then, it looks further back.
func (v *View) settle() {
	if v.judging != nil {
		return
	}
	p := v.model.Piece()
	if p == nil {
		v.coming = 0
		if v.back && v.model.Len() < fewRows {
			v.loadOlder()
		}
		v.back = false
		return
	}
	v.judging = p
	v.beside(func() func() {
		p.Judge()
		return func() {
			if v.judging != p {
				return // another filter came meanwhile
			}
			v.judging = nil
			v.grid.Shift(v.model.Settle(p))
			v.reload()
			v.GoTo(v.coming)
			v.settle()
		}
	})
}

// beside runs work beside the window, or at once before the view has started.
func (v *View) beside(work func() (apply func())) {
	if v.run != nil {
		v.run(work)
		return
	}
	work()()
}

// looking tells whether rows that fit may still be found.
func (v *View) looking() bool { return v.seeking != nil || v.model.Judging() }
