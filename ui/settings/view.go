package settings

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Appearance is the look that is kept.
type Appearance struct {
	Mode theme.Mode
	Zoom int // per cent
}

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Copy(text string)
	Appearance() Appearance
	SetAppearance(Appearance)
}

// Deps is what the screen works with.
type Deps struct {
	Engine  gateway.Engine
	Archive gateway.Archive
	Shell   Shell
	Version string
}

// Zooms are the steps on offer, in per cent.
func Zooms() []int { return []int{80, 90, 100, 110, 125, 150, 175, 200} }

// View is the screen.
type View struct {
	deps    Deps
	mode    *widgets.Select
	zoom    *widgets.Select
	country *widgets.Field
	days    *widgets.Field
	why     *widgets.Text
	save    *widgets.Button
	data    *fyne.Container
	object  fyne.CanvasObject
}

func modes() map[theme.Mode]string {
	return map[theme.Mode]string{theme.System: "As the desktop", theme.Light: "Light", theme.Dark: "Dark"}
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, country: widgets.NewField("none"), days: widgets.NewField("0"), why: widgets.NewText("", theme.Bad, 11.5), data: widgets.VBox(8)}
	words := modes()
	v.mode = widgets.NewSelect([]string{words[theme.System], words[theme.Light], words[theme.Dark]}, func(s string) {
		for m, w := range words {
			if w == s {
				d.Shell.SetAppearance(Appearance{m, d.Shell.Appearance().Zoom})
			}
		}
	})
	var zooms []string
	for _, z := range Zooms() {
		zooms = append(zooms, fmt.Sprintf("%d %%", z))
	}
	v.zoom = widgets.NewSelect(zooms, func(s string) {
		var z int
		if _, err := fmt.Sscanf(s, "%d", &z); err == nil {
			d.Shell.SetAppearance(Appearance{d.Shell.Appearance().Mode, z})
		}
	})
	v.save = widgets.NewButton("Save", nil, widgets.Strong, v.store)
	v.country.OnChanged(func(string) { v.edited() })
	v.days.OnChanged(func(string) { v.edited() })
	look := section("Appearance",
		line("Theme", "Ctrl+Shift+T changes between light and dark.", v.mode),
		line("Zoom", "Text and everything around it. Ctrl+= and Ctrl+- change it too.", v.zoom))
	numbers := section("Numbers and log",
		line("Country", "Two letters such as DE or HU: numbers may then be typed as at home. Empty: numbers begin with +.", v.country),
		line("Keep the PDU log", "Days; 0 keeps it for ever. Messages are kept until you delete them.", v.days),
		widgets.HBox(10, v.save, widgets.VMid(v.why)))
	data := section("Data", v.data)
	about := section("About", widgets.Body("Relay "+d.Version), widgets.Small("SMPP v3.3, v3.4 and v5.0, as client and as server. MIT licence. Fonts: Inter and JetBrains Mono, SIL Open Font License."))
	head := widgets.VBox(0, widgets.Fixed(0, 46, widgets.PadXY(16, 0, widgets.VMid(widgets.Heading("Settings")))), widgets.HLine())
	column := widgets.VBox(14, look, numbers, data, about)
	v.object = widgets.Border(head, nil, nil, nil, widgets.NewSurface(theme.Sunken, container.NewVScroll(widgets.Pad(16, container.New(narrowLayout{}, column)))))
	return v
}

// narrowLayout keeps a page of lines readable: at most 860 wide.
type narrowLayout struct{}

func (narrowLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (narrowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(min(s.Width, theme.Px(860)), s.Height))
}

func section(title string, o ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(widgets.VBox(12, append([]fyne.CanvasObject{widgets.Title(title)}, o...)...))
}

func line(name, help string, field fyne.CanvasObject) fyne.CanvasObject {
	h := widgets.NewQuiet(help)
	return widgets.Cols(12, []float32{160, 190, 0}, widgets.VMid(widgets.Body(name)), widgets.VMid(field), widgets.VMid(h))
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads what is in force.
func (v *View) Shown() {
	v.looks()
	g := v.deps.Engine.Config().General
	v.country.SetText(g.Country)
	v.days.SetText(fmt.Sprint(g.PDUDays))
	v.edited()
	v.read()
}

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(gateway.Update) {}

// looks shows the appearance in force.
func (v *View) looks() {
	a := v.deps.Shell.Appearance()
	v.mode.SetSelected(modes()[a.Mode])
	v.zoom.SetSelected(fmt.Sprintf("%d %%", a.Zoom))
}

func (v *View) general() (gateway.General, error) {
	g := v.deps.Engine.Config().General
	g.Country = strings.ToUpper(strings.TrimSpace(v.country.Text()))
	if _, err := fmt.Sscanf(strings.TrimSpace(v.days.Text())+" ", "%d ", &g.PDUDays); err != nil || g.PDUDays < 0 {
		return g, fmt.Errorf("days are a whole number, 0 or more")
	}
	return g, nil
}

func (v *View) edited() {
	g, err := v.general()
	v.why.Set("")
	v.days.SetInvalid(err != nil)
	if err != nil {
		v.why.Set(err.Error())
	}
	v.save.SetDisabled(err != nil || g == v.deps.Engine.Config().General)
}

func (v *View) store() {
	g, err := v.general()
	if err != nil {
		return
	}
	c := v.deps.Engine.Config()
	c.General = g
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), c)
		return func() {
			if p, ok := err.(gateway.Problems); ok && len(p) > 0 {
				v.why.Set(p[0].String())
				v.country.SetInvalid(len(p.At("general.country")) > 0)
				return
			}
			if err != nil {
				v.why.Set(err.Error())
				return
			}
			v.country.SetInvalid(false)
			v.edited()
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: "Saved."})
		}
	})
}

// read shows where the data lies.
func (v *View) read() {
	v.deps.Shell.Go(func() func() {
		info, err := v.deps.Archive.Storage(context.Background())
		return func() {
			if err != nil {
				v.data.Objects = []fyne.CanvasObject{widgets.Body(err.Error())}
				v.data.Refresh()
				return
			}
			oldest := ""
			if info.OldestPDU > 0 {
				oldest = ", the oldest from " + time.UnixMilli(info.OldestPDU).Format("2006-01-02 15:04")
			}
			folder := widgets.Border(nil, nil, nil, widgets.NewButton("Copy path", nil, widgets.Ghost, func() { v.deps.Shell.Copy(info.Folder) }), widgets.NewText(info.Folder, theme.Text, 12).Mono().Elide())
			v.data.Objects = []fyne.CanvasObject{
				fact("Data folder", folder),
				fact("Database", widgets.NewText(fmt.Sprintf("%s, %.1f MB, schema %d", info.File, float64(info.Bytes)/(1<<20), info.Schema), theme.Text, 12).Mono().Elide()),
				fact("Messages", widgets.Body(fmt.Sprint(info.Messages))),
				fact("PDUs in the log", widgets.Body(fmt.Sprint(info.PDUs)+oldest).Elide()),
				fact("Key for passwords", widgets.Body("Passwords of connections are encrypted; the key lies in "+info.Secrets+".").Elide()),
			}
			v.data.Refresh()
		}
	})
}

func fact(name string, o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Cols(12, []float32{160, 0}, widgets.VMid(widgets.Small(name)), widgets.VMid(o))
}
