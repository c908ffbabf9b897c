package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// retention is the page of how long things are kept.
type retention struct {
	deps    Deps
	model   *keeping
	rows    []*kept
	widths  []float32 // of the table's columns
	changed *widgets.Text
	said    *widgets.Quiet
	bar     *widgets.StackBar
	stays   *widgets.Text
	look    *widgets.Button
	undo    *widgets.Button
	save    *widgets.Button
	filling bool
	heads   [2]fyne.CanvasObject // of the columns: side by side, and stacked
	stacked bool                 // what is kept stands above the rest of its line
	body    fyne.CanvasObject
}

// kept is the line of one class.
type kept struct {
	class  gateway.DataClass
	dot    *widgets.Dot
	size   *widgets.Text
	slider *widgets.Slider
	field  *widgets.Field
	unit   *widgets.Text
	goes   *widgets.Text
}

// footFolds is the width below which the buttons stand below what they do.
const footFolds = 700

// Columns of the table: mark, what, slider, field, unit, would go. The slider is
// longer where there is room.
func keptColumns() []float32 { return []float32{8, 0, shortSlider, 66, 44, 92} }

// stackedColumns are those of the second line where there is little room.
func stackedColumns() []float32 { return []float32{8, 0, 66, 60, 92} }

// keptLayout is a line of the table.
type keptLayout struct{ r *retention }

func (l *keptLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	if !l.r.stacked {
		return widgets.Cols(12, l.r.widths, o...).MinSize()
	}
	below := widgets.Cols(12, stackedColumns(), append([]fyne.CanvasObject{o[0]}, o[2:]...)...).MinSize()
	return fyne.NewSize(below.Width, o[1].MinSize().Height+theme.Px(6)+below.Height)
}

func (l *keptLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if !l.r.stacked {
		widgets.Cols(12, l.r.widths, o...).Layout.Layout(o, s)
		return
	}
	below := append([]fyne.CanvasObject{o[0]}, o[2:]...)
	cols := widgets.Cols(12, stackedColumns(), below...)
	high, y := cols.MinSize().Height, o[1].MinSize().Height+theme.Px(6)
	cols.Layout.Layout(below, fyne.NewSize(s.Width, high))
	for _, c := range o[2:] {
		c.Move(c.Position().AddXY(0, y))
	}
	o[0].Resize(fyne.NewSize(o[0].Size().Width, y))
	o[1].Move(fyne.NewPos(theme.Px(20), 0))
	o[1].Resize(fyne.NewSize(s.Width-theme.Px(20), y-theme.Px(6)))
}

const (
	shortSlider, longSlider = 104, 216
	longFrom                = 1150 // width of the screen
)

func newRetention(d Deps) *retention {
	r := &retention{deps: d, model: newKeeping(d.Engine.Config().General), changed: widgets.NewText("", theme.Primary, 11.5), said: widgets.NewQuiet(""), widths: keptColumns(), bar: widgets.NewStackBar(9), stays: widgets.Small("").Elide()}
	r.save = widgets.NewButton(words.T("Save"), nil, widgets.Strong, r.store)
	r.undo = widgets.NewButton(words.T("Undo"), nil, widgets.Plain, r.reset)
	r.look = widgets.NewButton(words.T("Show what goes"), nil, widgets.Plain, r.showGoing)
	title := widgets.HBox(8, widgets.Title(words.T("How long Relay keeps things")), widgets.VMid(r.changed), widgets.Spacer())
	heads := func() []fyne.CanvasObject {
		return []fyne.CanvasObject{widgets.Small(words.T("1 day … for ever")).Elide(), widgets.Small(words.T("Keep for")), widgets.Spacer(), widgets.Small(words.T("Would go now")).Right()}
	}
	r.heads[0] = widgets.Cols(12, r.widths, append([]fyne.CanvasObject{widgets.Spacer(), widgets.Small(words.T("What##is kept"))}, heads()...)...)
	r.heads[1] = widgets.Cols(12, stackedColumns(), append([]fyne.CanvasObject{widgets.Spacer()}, heads()...)...)
	r.heads[1].Hide()
	list := widgets.VBox(0)
	for i, c := range gateway.RetentionClasses() {
		if i > 0 {
			list.Add(widgets.HLine())
		}
		list.Add(r.row(c))
	}
	foot := widgets.Beside(footFolds, widgets.PadAll(0, 16, 0, 0, r.said.Flush()), widgets.PadAll(4, 0, 4, 0, widgets.HBox(8, widgets.Spacer(), r.look, r.undo, r.save)))
	others := widgets.VBox(8)
	for _, c := range gateway.DataClasses() {
		if c.Key == "" {
			others.Add(widgets.Cols(12, []float32{200, 0}, widgets.Body(words.Of(c.Name)).Elide(), widgets.VMid(widgets.Small(words.Of(c.Help)).Elide())))
		}
	}
	r.body = column(940, widgets.NewCard(widgets.VBox(10, title, r.heads[0], r.heads[1], widgets.HLine(), list, widgets.HLine(), widgets.VBox(6, r.bar, r.stays), widgets.HLine(), foot)), section(words.T("Kept until somebody deletes it"), others))
	return r
}

func (r *retention) row(c gateway.DataClass) fyne.CanvasObject {
	x := &kept{class: c, dot: widgets.NewDot(theme.Surface), size: widgets.Small("").Elide(), field: widgets.NewField("0"), unit: widgets.Small(words.T("days")), goes: widgets.NewText("", theme.Muted, 12).Right()}
	x.slider = widgets.NewSlider(len(stops())-1, func(stop int) { r.set(x, strconv.Itoa(stops()[stop])) })
	x.field.OnChanged(func(s string) {
		if !r.filling {
			r.set(x, s)
		}
	})
	x.field.OnSubmit(r.store)
	r.rows = append(r.rows, x)
	what := widgets.VBox(2, widgets.Body(words.Of(c.Name)).Elide(), x.size, widgets.Small(words.Of(c.Help)).Elide())
	return widgets.PadXY(0, 8, container.New(&keptLayout{r}, x.dot.Object(), what, widgets.VMid(x.slider), widgets.VMid(x.field), widgets.VMid(x.unit), widgets.VMid(x.goes)))
}

// resized makes the sliders long or short, and folds the lines.
func (r *retention) resized(units float32) {
	if r.widths[2] = shortSlider; units >= longFrom {
		r.widths[2] = longSlider
	}
	r.stacked = units < narrowBelow
	widgets.SetVisible(r.heads[0], !r.stacked)
	widgets.SetVisible(r.heads[1], r.stacked)
	r.body.Refresh()
}

func (r *retention) object() fyne.CanvasObject { return r.body }

// shown reads what is in force; what is being edited stays.
func (r *retention) shown() {
	if r.model.changed() == 0 || r.model.saved != r.deps.Engine.Config().General {
		r.model.reset(r.deps.Engine.Config().General)
	}
	r.show()
	r.deps.Shell.Go(func() func() {
		uses, err := r.deps.Keeper.Usage(context.Background())
		return func() {
			if err != nil {
				r.said.Set(words.Error(err))
				return
			}
			for _, u := range uses {
				r.model.uses[u.Class] = u
			}
			r.show()
		}
	})
	for _, x := range r.rows {
		r.count(x)
	}
}

func (r *retention) reset() {
	r.model.reset(r.deps.Engine.Config().General)
	r.show()
	for _, x := range r.rows {
		r.count(x)
	}
}

// set takes what was typed, and counts what would go.
func (r *retention) set(x *kept, text string) {
	r.model.text[x.class.Key] = text
	r.show()
	r.count(x)
}

func (r *retention) count(x *kept) {
	days, wrong := r.model.days(x.class)
	if wrong != "" {
		return
	}
	r.deps.Shell.Go(func() func() {
		n, err := r.deps.Keeper.Due(context.Background(), x.class.Name, days)
		return func() {
			if now, _ := r.model.days(x.class); err == nil && now == days {
				r.model.due[x.class.Name] = n
				r.show()
			}
		}
	})
}

func (r *retention) show() {
	r.filling = true
	defer func() { r.filling = false }()
	for _, x := range r.rows {
		days, wrong := r.model.days(x.class)
		if x.field.Text() != r.model.text[x.class.Key] {
			x.field.SetText(r.model.text[x.class.Key])
		}
		x.field.SetInvalid(wrong != "")
		x.size.Set(r.model.room(x.class))
		x.unit.Set(words.T("days"))
		if wrong == "" {
			x.slider.SetStop(stopOf(days))
			if days == 0 {
				x.unit.Set(words.T("for ever"))
			}
		}
		color := theme.Muted
		if r.model.due[x.class.Name] > 0 {
			color = theme.Warn
		}
		x.goes.SetColored(r.model.goes(x.class), color)
		mark := theme.Surface
		if wrong != "" {
			mark = theme.Bad
		} else if days != *x.class.Ptr(&r.model.saved) {
			mark = theme.Primary
		}
		x.dot.SetFill(mark)
	}
	_, wrong := r.model.general()
	n := r.model.changed()
	r.changed.Set("")
	if n > 0 {
		r.changed.Set(words.N(n, "%s changed", "%s changed"))
	}
	r.save.SetDisabled(n == 0 || wrong != "")
	r.undo.SetDisabled(n == 0)
	r.look.SetDisabled(len(r.model.going()) == 0)
	r.said.Set(r.model.sentence())
	stays, parts := r.model.preview()
	slices, all := []widgets.Slice{{Value: float64(stays), Color: theme.Primary}}, stays
	for _, n := range parts {
		slices, all = append(slices, widgets.Slice{Value: float64(n), Color: theme.Warn}), all+n
	}
	r.bar.Set(float64(max(all, 1)), slices...)
	r.stays.Set(previewWords(stays, all-stays))
}

func (r *retention) store() {
	g, wrong := r.model.general()
	if wrong != "" || r.model.changed() == 0 {
		return
	}
	save := func() {
		r.deps.Shell.Go(func() func() {
			err := r.deps.Keeper.SetRetention(context.Background(), g)
			return func() {
				told(r.deps.Shell, err, words.T("Not saved."), words.T("Saved. What is older goes now."))
				if err == nil {
					r.shown()
				}
			}
		})
	}
	if r.model.total() == 0 {
		save()
		return
	}
	r.deps.Shell.Confirm(words.T("Delete what is older?"), r.model.sentence()+" "+words.T("What was deleted can't be brought back."), words.T("Save and delete"), true, save)
}
