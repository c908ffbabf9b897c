package connections

import (
	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// compare shows or hides what was sent now beside the last test that worked.
func (d *doctor) compare() {
	widgets.SetVisible(d.beside, !d.beside.Visible())
	d.settle()
	d.scroll.ScrollToTop() // it stands right below the verdict
}

// compareCard sets the two tests side by side, field by field; a setting that is
// another one can be put back.
func (d *doctor) compareCard() fyne.CanvasObject {
	s := d.scene
	widths := []float32{16, 136, 0, 0}
	cell := func(text string, ink fyne.ThemeColorName) fyne.CanvasObject {
		return widgets.VMid(widgets.NewText(orDash(gateway.Clean(text)), ink, 12).Mono().Elide())
	}
	row := func(c Compared) fyne.CanvasObject {
		sign, ink := fyne.CanvasObject(widgets.Spacer()), theme.Text
		if !c.Same() {
			sign, ink = widgets.VMid(widgets.NewText("≠", theme.Warn, 13).Bold()), theme.Warn
		}
		return widgets.Fixed(0, 24, widgets.Cols(10, widths, sign, widgets.VMid(widgets.NewText(c.Name, theme.Muted, 12).Mono().Elide()), cell(c.Old, theme.Text), cell(c.New, ink)))
	}
	head := widgets.Border(nil, nil, nil, widgets.NewButton("", fyneTheme.CancelIcon(), widgets.Ghost, d.compare),
		widgets.VMid(widgets.NewText(words.T("Field by field"), theme.Text, 13).Bold().Elide()))
	rows := widgets.VBox(2, widgets.Cols(10, widths, widgets.Spacer(), widgets.Small(words.T("Field")).Elide(), widgets.Small(words.T("Last that worked, %s", s.when(s.Good.At))).Elide(), widgets.Small(words.T("This test")).Elide()))
	for _, c := range s.Compared() {
		if c.Same() {
			rows.Add(row(c))
			continue
		}
		back := widgets.NewButton(words.T("Use the old one"), fyneTheme.ContentUndoIcon(), widgets.Plain, func() { d.fix(FixOld, []string{c.Key}, nil) })
		if c.Key == "" || c.Key == "password" && s.Before == "" {
			rows.Add(widgets.NewSurface(theme.Warn, row(c)).Soft(0x18).Rounded(4))
			continue
		}
		rows.Add(widgets.NewSurface(theme.Warn, widgets.PadXY(0, 2, widgets.Beside(causeFolds, row(c), widgets.PadAll(0, 2, 0, 8, widgets.HBox(0, widgets.Spacer(), back))))).Soft(0x18).Rounded(4))
	}
	return widgets.NewCard(widgets.VBox(8, head, widgets.HLine(), rows))
}
