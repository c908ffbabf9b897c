package uitest

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Picture is what a canvas shows, drawn without a display. Two things that a
// display's driver does by itself are done here: what has grown gets its room,
// and a shape without a fill is left out.
func Picture(c fyne.Canvas) image.Image {
	for _, root := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		arrange(root)
		Find(root, func(o fyne.CanvasObject) bool {
			switch x := o.(type) {
			case *canvas.Rectangle:
				if x.FillColor == nil {
					x.FillColor = color.Transparent
				}
			case *canvas.Circle:
				if x.FillColor == nil {
					x.FillColor = color.Transparent
				}
			}
			return false
		})
	}
	return c.Capture()
}

// arrange lays out a tree from the top down.
func arrange(o fyne.CanvasObject) {
	if o == nil || !o.Visible() {
		return
	}
	switch x := o.(type) {
	case *fyne.Container:
		if x.Layout != nil {
			x.Layout.Layout(x.Objects, x.Size())
		}
		for _, child := range x.Objects {
			arrange(child)
		}
	case fyne.Widget:
		r := test.WidgetRenderer(x)
		r.Layout(x.Size())
		for _, child := range r.Objects() {
			arrange(child)
		}
	}
}
