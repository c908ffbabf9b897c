package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// colored draws a theme icon in a colour by name.
func colored(r fyne.Resource, c fyne.ThemeColorName) fyne.Resource {
	if _, ok := r.(fyne.ThemedResource); ok {
		return fyneTheme.NewColoredResource(r, c)
	}
	return r
}

// RouteIcon is one way that becomes two; the toolkit has none.
func RouteIcon() fyne.Resource {
	return fyneTheme.NewThemedResource(fyne.NewStaticResource("route.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M13 3v2h4.6l-5.6 5.6L6.400 5H11V3H3v8h2V6.400l6 6V21h2v-8.600l6-6V11h2V3z" fill="#000000"/></svg>`)))
}

// WindowIcon is an arrow out of a frame: something opens in a window of its own.
func WindowIcon() fyne.Resource {
	return fyneTheme.NewThemedResource(fyne.NewStaticResource("window.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M5 5h6V3H3v18h18v-8h-2v6H5zM14 3v2h3.600l-8 8 1.400 1.400 8-8V10h2V3z" fill="#000000"/></svg>`)))
}

// Icon is a small picture in a colour by name.
type Icon struct {
	widget.BaseWidget
	res   fyne.Resource
	color fyne.ThemeColorName
	size  float32
}

// NewIcon makes an icon of a size.
func NewIcon(r fyne.Resource, c fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{res: r, color: c, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes picture and colour.
func (i *Icon) Set(r fyne.Resource, c fyne.ThemeColorName) {
	i.res, i.color = r, c
	i.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := canvas.NewImageFromResource(colored(i.res, i.color))
	img.FillMode = canvas.ImageFillContain
	return &iconRenderer{i, img}
}

type iconRenderer struct {
	i   *Icon
	img *canvas.Image
}

func (r *iconRenderer) Destroy()                     {}
func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.img} }
func (r *iconRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Px(r.i.size), theme.Px(r.i.size))
}
func (r *iconRenderer) Layout(s fyne.Size) {
	n := theme.Px(r.i.size)
	r.img.Move(fyne.NewPos((s.Width-n)/2, (s.Height-n)/2))
	r.img.Resize(fyne.NewSize(n, n))
}
func (r *iconRenderer) Refresh() {
	r.img.Resource = colored(r.i.res, r.i.color)
	r.img.Refresh()
}
