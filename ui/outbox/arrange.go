package outbox

import (
	"context"

	"fyne.io/fyne/v2"

	"relay/ui/theme"
	"relay/ui/widgets"
)

const layoutKey = "layout.outbox"

// layout is what is kept of the screen's arrangement.
type layout struct {
	Split, Inspector float64
	Folded           bool
	Sort             string // key of the column that the list is sorted by
	Up               bool
}

func (v *View) save() {
	l := layout{Split: v.split.Offset(), Inspector: v.pdus.Split().Offset(), Folded: v.folded}
	key, desc := v.grid.Sort()
	l.Sort, l.Up = key, !desc
	v.deps.Shell.Go(func() func() {
		_ = v.deps.Office.Save(context.Background(), layoutKey, l)
		return nil
	})
}

// arrange puts the side panel beside the list, or over it when there is no room.
func (v *View) arrange() {
	v.over.Hide()
	v.placeSide()
}

// aside shows the composer or a message in the side panel.
func (v *View) aside(o fyne.CanvasObject) {
	v.side.Objects = []fyne.CanvasObject{o}
	v.side.Refresh()
	if v.sideWidth() != v.sided {
		v.placeSide()
	}
}

// telling tells whether the side panel shows a message.
func (v *View) telling() bool {
	return len(v.side.Objects) > 0 && v.side.Objects[0] == v.details.object
}

func (v *View) sideWidth() float32 {
	switch {
	case !v.wide:
		return overWidth
	case v.telling():
		return besideWidth
	}
	return composeWidth
}

// placeSide puts the side panel into its place, as wide as what it shows needs: the
// composer stands beside the list, a message, whose way may be long, beside the
// PDUs too.
func (v *View) placeSide() {
	v.sided = v.sideWidth()
	v.details.fit(v.sided)
	panel := widgets.Border(nil, nil, widgets.VLine(), nil, widgets.Fixed(v.sided, 0, v.side))
	v.upper.Objects, v.root.Objects = []fyne.CanvasObject{v.listed}, []fyne.CanvasObject{v.base}
	switch {
	case !v.wide:
		v.over.Objects = []fyne.CanvasObject{widgets.NewScrim(func() { v.slide(false) }), widgets.Border(nil, nil, nil, widgets.NewSolid(widgets.NewSurface(theme.Surface, panel)), nil)}
		v.over.Refresh()
		v.root.Objects = append(v.root.Objects, v.over)
	case v.telling():
		v.root.Objects = []fyne.CanvasObject{widgets.Border(nil, nil, nil, panel, v.base)}
	default:
		v.upper.Objects = []fyne.CanvasObject{widgets.Border(nil, nil, nil, panel, v.listed)}
	}
	if v.newBtn.SetLook(widgets.Plain); !v.wide {
		v.newBtn.SetLook(widgets.Strong) // where the composer is not to be seen
	}
	v.upper.Refresh()
	v.root.Refresh()
}

// slide shows or hides the side panel where it lies over the list.
func (v *View) slide(on bool) {
	if v.wide {
		return
	}
	if on {
		v.over.Show()
	} else {
		v.over.Hide()
	}
	v.root.Refresh()
}

// Resized folds for narrow windows.
func (v *View) Resized(width float32) {
	wide := width/theme.Px(1) >= narrow
	if wide == v.wide {
		return
	}
	v.wide = wide
	if !wide && !v.folded {
		v.FoldPDUs()
	}
	v.arrange()
	v.placeBand()
}

// showPassed shows what has passed: in the list, or its newest where that is folded
// away.
func (v *View) showPassed() {
	if v.folded {
		v.fold.show(v.lastPDU)
		return
	}
	v.pdus.Update()
}

// FoldPDUs hides or shows the PDUs below.
func (v *View) FoldPDUs() {
	v.folded = !v.folded
	if v.folded {
		v.lower.Hide()
	} else {
		v.lower.Show()
	}
	v.showPassed()
	v.split.HideSecond(v.folded)
	if widgets.SetVisible(v.fold, v.folded) {
		v.base.Refresh()
	}
	v.placeBand()
	v.save()
}
