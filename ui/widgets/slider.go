package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/ui/theme"
)

// Slider chooses one of a few stops.
type Slider struct {
	widget.BaseWidget
	slide *widget.Slider
	body  fyne.CanvasObject
	quiet bool
}

// NewSlider makes a slider with stops 0 to last; changed gets the stop that the
// user chose.
func NewSlider(last int, changed func(stop int)) *Slider {
	s := &Slider{slide: widget.NewSlider(0, float64(last))}
	s.slide.OnChanged = func(v float64) {
		if !s.quiet {
			changed(int(v))
		}
	}
	s.body = container.NewThemeOverride(s.slide, sliderTheme{})
	s.ExtendBaseWidget(s)
	return s
}

// SetStop moves it without telling anybody.
func (s *Slider) SetStop(n int) {
	s.quiet = true
	s.slide.SetValue(float64(n))
	s.quiet = false
}

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.body) }

// sliderTheme draws what Fyne draws in the colour of text in the primary one.
type sliderTheme struct{ flatTheme }

func (t sliderTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch n {
	case fyneTheme.ColorNameForeground:
		n = theme.Primary
	case fyneTheme.ColorNameInputBackground:
		n = theme.InputLine
	}
	return t.base().Color(n, v)
}

func (t sliderTheme) Size(n fyne.ThemeSizeName) float32 { return t.base().Size(n) }
