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
}

func (v *View) save() {
	l := layout{v.split.Offset(), v.pdus.Split().Offset(), v.folded}
	v.deps.Shell.Go(func() func() {
		_ = v.deps.Office.Save(context.Background(), layoutKey, l)
		return nil
	})
}

// arrange puts the side panel beside the list, or over it when there is no room.
func (v *View) arrange() {
	if v.wide {
		right := widgets.Border(nil, nil, widgets.VLine(), nil, widgets.Fixed(sideWidth, 0, v.side))
		v.upper.Objects = []fyne.CanvasObject{widgets.Border(nil, nil, nil, right, v.listed)}
		v.root.Objects = []fyne.CanvasObject{v.split}
		v.over.Hide()
		v.upper.Refresh()
		v.root.Refresh()
		return
	}
	v.upper.Objects = []fyne.CanvasObject{v.listed}
	v.upper.Refresh()
	panel := widgets.NewSurface(theme.Surface, widgets.Border(nil, nil, widgets.VLine(), nil, widgets.Fixed(380, 0, v.side)))
	v.over.Objects = []fyne.CanvasObject{widgets.NewScrim(func() { v.slide(false) }), widgets.Border(nil, nil, nil, panel, nil)}
	v.root.Objects = []fyne.CanvasObject{v.split, v.over}
	v.over.Hide()
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
}

// FoldPDUs hides or shows the PDUs below.
func (v *View) FoldPDUs() {
	v.folded = !v.folded
	if v.folded {
		v.lower.Hide()
	} else {
		v.lower.Show()
		v.pdus.Update()
	}
	v.split.HideSecond(v.folded)
	v.save()
}
