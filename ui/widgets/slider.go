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
	ink   fyne.ThemeColorName
	ended func(stop int)
}

// NewSlider makes a slider with stops 0 to last; changed gets the stop that the
// user chose.
func NewSlider(last int, changed func(stop int)) *Slider {
	s := &Slider{slide: widget.NewSlider(0, float64(last)), ink: theme.Primary}
	s.slide.OnChanged = func(v float64) { changed(int(v)) }
	s.slide.OnChangeEnded = func(v float64) {
		if s.ended != nil {
			s.ended(int(v))
		}
	}
	s.body = container.NewThemeOverride(s.slide, sliderTheme{s: s})
	s.ExtendBaseWidget(s)
	return s
}

// OnEnd is told the stop when it is let go of, or moved by a key: what costs
// something waits for that.
func (s *Slider) OnEnd(f func(stop int)) *Slider { s.ended = f; return s }

// Colored draws it in another colour than the primary one.
func (s *Slider) Colored(c fyne.ThemeColorName) *Slider { s.ink = c; return s }

// Stop is where it stands.
func (s *Slider) Stop() int { return int(s.slide.Value) }

// Slide moves it as a user does, and lets go.
func (s *Slider) Slide(stop int) { s.slide.SetValue(float64(stop)) }

// SetStop moves it without telling anybody.
func (s *Slider) SetStop(n int) {
	if v := min(max(float64(n), 0), s.slide.Max); v != s.slide.Value {
		s.slide.Value = v
		s.slide.Refresh()
	}
}

// SetLast changes how many stops there are. It stays where it is if that is one
// of them.
func (s *Slider) SetLast(n int) {
	if m := float64(max(n, 1)); m != s.slide.Max {
		s.slide.Max = m
		s.slide.Value = min(s.slide.Value, m)
		s.slide.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.body) }

// sliderTheme draws what Fyne draws in the colour of text in the slider's own.
type sliderTheme struct {
	flatTheme
	s *Slider
}

func (t sliderTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch n {
	case fyneTheme.ColorNameForeground:
		n = t.s.ink
	case fyneTheme.ColorNameInputBackground:
		n = theme.InputLine
	}
	return t.base().Color(n, v)
}

func (t sliderTheme) Size(n fyne.ThemeSizeName) float32 { return t.base().Size(n) }
