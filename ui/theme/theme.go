package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"
)

// Mode chooses between light and dark.
type Mode string

const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Zoom bounds, in per cent.
const (
	MinZoom = 80
	MaxZoom = 200
)

// Theme is Relay's look. It is immutable: a change of mode or zoom is a new
// Theme.
type Theme struct {
	mode   Mode
	zoom   float32
	colors map[fyne.ThemeColorName]pair
	fonts  [4]fyne.Resource // regular, bold, mono, mono bold
}

// New makes a theme; zoom is in per cent.
func New(mode Mode, zoom int) *Theme {
	return &Theme{mode: mode, zoom: float32(min(max(zoom, MinZoom), MaxZoom)) / 100, colors: palette(), fonts: fonts()}
}

// With returns the theme in another mode and zoom; it shares the fonts.
func (t *Theme) With(mode Mode, zoom int) *Theme {
	n := *t
	n.mode, n.zoom = mode, float32(min(max(zoom, MinZoom), MaxZoom))/100
	return &n
}

// Mode is light, dark or system.
func (t *Theme) Mode() Mode { return t.mode }

// Zoom is in per cent.
func (t *Theme) Zoom() int { return int(t.zoom*100 + 0.5) }

// IsDark tells whether it is dark now; a system's theme follows the desktop.
func (t *Theme) IsDark() bool {
	return t.mode == Dark || t.mode == System && fyne.CurrentApp().Settings().ThemeVariant() == fyneTheme.VariantDark
}

// Color implements fyne.Theme.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch t.mode {
	case Light:
		v = fyneTheme.VariantLight
	case Dark:
		v = fyneTheme.VariantDark
	}
	if c, ok := t.colors[n]; ok {
		if v == fyneTheme.VariantLight {
			return c.light
		}
		return c.dark
	}
	return fyneTheme.DefaultTheme().Color(n, v)
}

// Font implements fyne.Theme.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol, s.Italic:
		return fyneTheme.DefaultTheme().Font(s)
	case s.Monospace && s.Bold:
		return t.fonts[3]
	case s.Monospace:
		return t.fonts[2]
	case s.Bold:
		return t.fonts[1]
	}
	return t.fonts[0]
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return fyneTheme.DefaultTheme().Icon(n) }

// Size implements fyne.Theme.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case fyneTheme.SizeNameText:
		return 13 * t.zoom
	case fyneTheme.SizeNameCaptionText:
		return 11 * t.zoom
	case fyneTheme.SizeNameSubHeadingText:
		return 15 * t.zoom
	case fyneTheme.SizeNameHeadingText:
		return 18 * t.zoom
	case fyneTheme.SizeNameInnerPadding:
		return 6 * t.zoom
	case fyneTheme.SizeNamePadding:
		return 4 * t.zoom
	case fyneTheme.SizeNameInlineIcon:
		return 17 * t.zoom
	case fyneTheme.SizeNameInputRadius:
		return 5 * t.zoom
	case fyneTheme.SizeNameSelectionRadius:
		return 4 * t.zoom
	case fyneTheme.SizeNameScrollBar:
		return 10 * t.zoom
	case fyneTheme.SizeNameScrollBarSmall:
		return 4 * t.zoom
	case fyneTheme.SizeNameSeparatorThickness, fyneTheme.SizeNameInputBorder:
		return fyneTheme.DefaultTheme().Size(n)
	}
	return fyneTheme.DefaultTheme().Size(n) * t.zoom
}

// current is the theme in force; another one, as in tests, counts as zoom 1.
func current() (fyne.Theme, fyne.ThemeVariant) {
	s := fyne.CurrentApp().Settings()
	return s.Theme(), s.ThemeVariant()
}

// Of returns a colour by name as it is now.
func Of(n fyne.ThemeColorName) color.Color {
	t, v := current()
	return t.Color(n, v)
}

// Soft returns a colour by name with an alpha, 0 to 255.
func Soft(n fyne.ThemeColorName, alpha uint8) color.Color {
	r, g, b, _ := Of(n).RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: alpha}
}

// Px scales a length by the zoom.
func Px(v float32) float32 {
	t, _ := current()
	if r, ok := t.(*Theme); ok {
		return v * r.zoom
	}
	return v
}
