package overview

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Compose(compose.Draft)
	NewConnection()
	Open(screen string)
	Events() []gateway.Event
	ShowHistory()
	widgets.Desk
}

// Files reads configuration files into the gateway.
type Files interface {
	// ImportConfig adds the links, accounts and routes of a file; what is wrong
	// with it is the error.
	ImportConfig(ctx context.Context, name string, text []byte) error
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Files   Files
	Shell   Shell
}

// View is the screen: the welcome of a first run, else how things are.
type View struct {
	deps    Deps
	welcome *welcome
	span    int
	slow    Slowness
	asked   bool // the welcome was asked for
	read    time.Time
	reading bool
	shown   bool

	chips   []*widgets.Chip
	health  *healthLine
	begin   *fyne.Container // the way to the welcome, where it has room
	dot     *widgets.Dot
	figures []figure
	chart   *widgets.Area
	legend  *widgets.Text
	donut   *widgets.Donut
	shares  *fyne.Container
	links   *fyne.Container
	listed  []Link // in links
	events  *fyne.Container
	page    fyne.CanvasObject
	stack   *fyne.Container
	object  fyne.CanvasObject
}

type figure struct {
	value, more *widgets.Text
	curve       *widgets.Area
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, slow: Slowness{}}
	v.welcome = newWelcome(v)
	v.page = v.dashboard()
	v.stack = container.NewStack()
	v.object = widgets.NewSurface(theme.Sunken, v.stack)
	v.choose(gateway.Counts{})
	return v
}

func (v *View) dashboard() fyne.CanvasObject {
	d := v.deps
	for i, s := range Spans() {
		c := widgets.NewChip(s.Name, theme.Primary, func() { v.show(i) })
		v.chips = append(v.chips, c)
	}
	v.dot, v.health = widgets.NewDot(theme.Good), newHealthLine(d.Shell.Open)
	v.begin = widgets.VMid(widgets.NewButton(words.T("Ways to begin"), nil, widgets.Ghost, v.Begin))
	head := widgets.Border(nil, nil, widgets.HBox(14, widgets.VMid(widgets.Heading(words.T("Overview"))), v.dot.Object()),
		widgets.HBox(8, v.begin,
			widgets.VMid(widgets.NewButton(words.T("New message"), fyneTheme.MailComposeIcon(), widgets.Strong, func() { d.Shell.Compose(compose.Draft{}) }))),
		widgets.PadXY(6, 0, widgets.VMid(v.health)))

	var cards []fyne.CanvasObject
	for i, name := range []string{words.T("Throughput"), words.T("Delivered today"), words.T("Answer time p95"), words.T("Queue")} {
		color := [...]fyne.ThemeColorName{theme.Info, theme.Good, theme.Info, theme.Muted}[i]
		f := figure{widgets.NewText("–", theme.Text, 22).Bold(), widgets.Small("").Elide(), widgets.NewSpark(color, 96, 34)}
		v.figures = append(v.figures, f)
		text := widgets.VBox(1, widgets.Small(name), f.value)
		cards = append(cards, widgets.NewCard(widgets.VBox(1, container.New(besideLayout{}, text, widgets.VMid(f.curve)), f.more)))
	}
	v.chart, v.legend = widgets.NewArea(theme.Info, number), widgets.Small("").Elide()
	says := widgets.PadXY(12, 0, widgets.Border(nil, nil, widgets.NewDot(theme.Info).Object(), nil, widgets.PadXY(6, 0, widgets.VMid(v.legend))))
	chart := widgets.NewCard(widgets.Border(widgets.Border(nil, nil, widgets.VMid(widgets.Title(words.T("Messages per second"))), widgets.HBox(8, v.chips[0], v.chips[1], v.chips[2]), says), nil, nil, nil,
		widgets.PadAll(8, 0, 0, 0, v.chart)))

	v.donut, v.shares = widgets.NewDonut(), widgets.VBox(8)
	states := widgets.NewCard(widgets.Border(widgets.Fixed(0, 28, widgets.VMid(widgets.Title(words.T("Messages by state")).Elide())), nil, nil, nil,
		widgets.Border(nil, nil, widgets.VMid(v.donut), nil, widgets.PadAll(0, 0, 0, 18, widgets.VMid(v.shares)))))
	v.links = widgets.VBox(12)
	links := widgets.NewCard(widgets.Border(titled(words.T("Connections"), words.T("All##connections"), func() { d.Shell.Open("connections") }), nil, nil, nil, container.NewVScroll(widgets.PadAll(8, 14, 0, 0, v.links))))
	v.events = widgets.VBox(8)
	events := widgets.NewCard(widgets.Border(titled(words.T("Events"), words.T("All##events"), d.Shell.ShowHistory), nil, nil, nil, container.NewVScroll(widgets.PadAll(8, 14, 0, 0, v.events))))
	foot := widgets.Flow(300, 14, widgets.Fixed(0, 236, states), widgets.Fixed(0, 236, links), widgets.Fixed(0, 236, events))
	body := widgets.Border(widgets.VBox(14, widgets.Flow(230, 14, cards...), widgets.Spacer()), widgets.VBox(0, widgets.Fixed(0, 14, widgets.Spacer()), foot), nil, nil, widgets.Fixed(0, 200, chart))
	top := widgets.VBox(0, widgets.Fixed(0, 46, widgets.NewSurface(theme.Surface, widgets.PadAll(0, 16, 0, 16, head))), widgets.HLine())
	return widgets.Border(top, nil, nil, nil, container.NewVScroll(widgets.Pad(16, body)))
}

// Begin shows the ways to begin; another screen takes them away.
func (v *View) Begin() {
	v.asked = true
	v.choose(gateway.Counts{})
}

// beginFrom is the width of the screen from which the way to the welcome stands
// beside how things are; below, that has the room.
const beginFrom = 800

// Resized gives the line of how things are the room that it needs.
func (v *View) Resized(width float32) {
	if widgets.SetVisible(v.begin, width >= theme.Px(beginFrom)) {
		v.page.Refresh()
	}
}

// besideLayout puts a curve beside words that come first: it takes what they
// leave, and none where that is too little.
type besideLayout struct{}

const (
	curveWide, curveLeast = 96, 36
	curveGap              = 8
)

func (besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	text, curve := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(text.Width, max(text.Height, curve.Height))
}

func (besideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := min(size.Width-o[0].MinSize().Width-theme.Px(curveGap), theme.Px(curveWide))
	if left < theme.Px(curveLeast) {
		o[1].Hide()
		o[0].Resize(size)
		return
	}
	o[1].Show()
	o[1].Resize(fyne.NewSize(left, size.Height))
	o[1].Move(fyne.NewPos(size.Width-left, 0))
	o[0].Resize(fyne.NewSize(size.Width-left-theme.Px(curveGap), size.Height))
}

func titled(title, button string, do func()) fyne.CanvasObject {
	return widgets.Border(nil, nil, nil, widgets.NewButton(button, fyneTheme.NavigateNextIcon(), widgets.Ghost, do), widgets.VMid(widgets.Title(title).Elide()))
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads the numbers. A welcome that is over does not stand there until they
// are read.
func (v *View) Shown() {
	v.shown = true
	if c := v.deps.Engine.Config(); len(c.Clients)+len(c.Servers) > 0 {
		v.choose(gateway.Counts{})
	}
	v.load()
}

// Hidden stops following, and takes an asked-for welcome away.
func (v *View) Hidden() { v.shown, v.asked = false, false }

// readEvery is how often the page follows traffic.
const readEvery = time.Second

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Config || u.Traffic || time.Since(v.read) >= readEvery && (u.Messages || u.Links || len(u.Events) > 0) {
		v.load()
	}
}

// choose shows the welcome or the numbers.
func (v *View) choose(c gateway.Counts) {
	cfg := v.deps.Engine.Config()
	v.welcome.follow(cfg)
	first := len(cfg.Clients)+len(cfg.Servers) == 0 && c.Total()+c.In == 0
	o := v.page
	if first || v.asked {
		o = v.welcome.object
	}
	if len(v.stack.Objects) != 1 || v.stack.Objects[0] != o {
		v.stack.Objects = []fyne.CanvasObject{o}
		v.stack.Refresh()
	}
}

// show chooses a span.
func (v *View) show(span int) {
	v.span = span
	v.load()
}

// load reads beside the window; one reading at a time.
func (v *View) load() {
	if v.reading {
		return
	}
	v.reading, v.read = true, time.Now()
	span := Spans()[v.span]
	v.deps.Shell.Go(func() func() {
		r, err := v.fetch(span)
		return func() {
			v.reading = false
			if err != nil {
				v.health.set(Health{Text: words.T("The numbers can't be read: %s", words.Error(err)), Bad: true}, theme.Bad)
				return
			}
			v.render(r)
		}
	})
}

func (v *View) fetch(span Span) (r Read, err error) {
	ctx, a := context.Background(), v.deps.Archive
	r = Read{Now: time.Now(), Span: span, Status: v.deps.Engine.Status(), Config: v.deps.Engine.Config()}
	if r.Counts, err = a.Counts(ctx); err != nil {
		return r, err
	}
	if r.Chart, err = a.Traffic(ctx, r.Now.Add(-span.Long), span.Step); err != nil {
		return r, err
	}
	if r.Slots, err = a.TrafficSlots(ctx, r.Now.Add(-short)); err != nil {
		return r, err
	}
	y, m, d := r.Now.Local().Date()
	today, err := a.Traffic(ctx, time.Date(y, m, d, 0, 0, 0, 0, time.Local), 24*time.Hour)
	for _, t := range today {
		r.Today.Add(t)
	}
	return r, err
}

// maxNotices is how many notices the page shows.
const maxNotices = 20

func (v *View) render(r Read) {
	v.choose(r.Counts)
	for i, c := range v.chips {
		c.SetOn(i == v.span)
	}
	h := r.Health(v.slow)
	color := theme.Good
	switch {
	case h.Bad:
		color = theme.Bad
	case h.Warn:
		color = theme.Warn
	}
	v.dot.SetFill(color)
	v.health.set(h, color)
	for i, f := range r.Figures() {
		v.figures[i].value.Set(f.Value)
		v.figures[i].more.Set(f.More)
		v.figures[i].curve.Set(f.Curve, nil)
	}
	v.chart.Set(r.Curve())
	v.legend.Set(r.Span.Legend)
	v.shareOut(r.Counts)
	v.showLinks(r.Links())
	v.tell()
}

// showLinks lists the connections, if anything of them has changed.
func (v *View) showLinks(list []Link) {
	if len(v.links.Objects) > 0 && slices.Equal(list, v.listed) {
		return
	}
	v.listed, v.links.Objects = list, nil
	for _, l := range list {
		v.links.Add(linkRow(l))
	}
	if len(list) == 0 {
		v.links.Add(widgets.Small(words.T("No connections yet")))
	}
	v.links.Refresh()
}

// shareOut shows the states of all outgoing messages.
func (v *View) shareOut(c gateway.Counts) {
	shares := []widgets.Share{
		{Name: words.T("Delivered"), Count: c.Out[gateway.Delivered], Color: theme.Good},
		{Name: words.T("Accepted"), Count: c.Out[gateway.Accepted], Color: theme.Info},
		{Name: words.T("Waiting"), Count: c.Out[gateway.Queued] + c.Out[gateway.Sending], Color: theme.Muted},
		{Name: words.T("Unknown"), Count: c.Out[gateway.Unknown], Color: theme.Warn},
		{Name: words.T("Failed"), Count: c.Out[gateway.Failed] + c.Out[gateway.Expired], Color: theme.Bad},
	}
	if n := c.Out[gateway.Cancelled]; n > 0 {
		shares = append(shares, widgets.Share{Name: words.T("Cancelled"), Count: n, Color: theme.Control})
	}
	v.donut.Set(shares, words.Number(c.Total()), words.T("sent in all"))
	v.shares.Objects = nil
	for _, s := range shares {
		v.shares.Add(widgets.Border(nil, nil, widgets.HBox(8, widgets.NewDot(s.Color).Object(), widgets.VMid(widgets.Body(s.Name))), widgets.VMid(widgets.NewText(words.Number(s.Count), theme.Text, 12).Mono().Right()), nil))
	}
	v.shares.Refresh()
}

func linkRow(l Link) fyne.CanvasObject {
	color := theme.Good
	switch {
	case l.Off:
		color = theme.Muted
	case !l.Up:
		color = theme.Bad
	}
	text := widgets.VBox(0, widgets.Body(l.Name).Bold().Elide(), widgets.Small(l.Line).Elide())
	return widgets.VBox(5, widgets.Border(nil, nil, widgets.PadAll(0, 8, 0, 0, widgets.NewDot(color).Object()), widgets.VMid(widgets.NewText(l.State, color, 11.5)), text), widgets.NewBar(l.Load))
}

// tell lists the newest notices.
func (v *View) tell() {
	list := v.deps.Shell.Events()
	v.events.Objects = nil
	for i := len(list) - 1; i >= max(0, len(list)-maxNotices); i-- {
		e := list[i]
		v.events.Add(widgets.Border(nil, nil, widgets.HBox(8, widgets.NewText(e.At.Local().Format("15:04:05"), theme.Muted, 11.5).Mono(), widgets.NewDot(theme.Grade(e.Severity)).Object()), nil, widgets.PadAll(0, 0, 0, 8, widgets.Body(words.Said(e.Text)).Elide())))
	}
	if len(list) == 0 {
		v.events.Add(widgets.NewQuiet(words.T("Nothing has happened since Relay was started.")))
	}
	v.events.Refresh()
}
