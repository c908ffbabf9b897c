package overview

import (
	"context"
	"fmt"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// Shell is what the screen needs of the window.
type Shell interface {
	Go(work func() (apply func()))
	Toast(gateway.Event)
	Compose(compose.Draft)
	NewConnection()
	Open(screen string)
	Window() fyne.Window
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

// Loopback is the name of the first run's link to the simulator.
const Loopback = "loopback"

// Prepared is the message that waits in the composer after the first run.
func Prepared(link string) compose.Draft {
	return compose.Draft{Link: link, To: "+99912345670", From: "Relay", Text: "Hello! This is the first message of Relay. It goes through the built-in simulator and nobody is charged."}
}

// View is the screen.
type View struct {
	deps   Deps
	title  *widgets.Text
	line   *widgets.Text
	tiles  *fyne.Container
	values []*widgets.Text
	start  *widgets.Button
	object fyne.CanvasObject
}

// New makes the screen.
func New(d Deps) *View {
	v := &View{deps: d, title: widgets.NewText("Welcome to Relay", theme.Text, 24).Bold(), line: widgets.NewText("", theme.Muted, 13)}
	v.start = widgets.NewButton("Start simulator", nil, widgets.Strong, v.Simulate)
	cards := widgets.HBox(14,
		card(fyneTheme.MediaPlayIcon(), "Try it with the simulator", "Relay has an SMSC inside. A prepared message goes through it and comes back delivered. Nothing leaves this computer.", v.start),
		card(fyneTheme.ComputerIcon(), "Connect to an SMSC", "Enter the host, port, system id and password from your provider. Relay can test the bind before it saves.",
			widgets.NewButton("Add connection", nil, widgets.Plain, d.Shell.NewConnection)),
		card(fyneTheme.FolderOpenIcon(), "Bring your configuration", "Read links, accounts and routes from a Relay configuration file (TOML). Every problem is named with its line.",
			widgets.NewButton("Import …", nil, widgets.Plain, v.pick)))
	v.tiles = widgets.HBox(14)
	for _, name := range []string{"Queued", "Accepted", "Delivered", "Failed", "Received"} {
		value := widgets.NewText("0", theme.Text, 20).Bold()
		v.values = append(v.values, value)
		v.tiles.Add(widgets.Fixed(142, 0, widgets.NewCard(widgets.VBox(4, widgets.Small(name), value))))
	}
	v.tiles.Hide()
	foot := widgets.Small("F1 lists the keys   ·   Ctrl+N writes a message   ·   Ctrl+, opens the settings")
	page := widgets.VBox(12, widgets.Centered(v.title), widgets.Centered(v.line), widgets.Centered(v.tiles), widgets.Centered(cards), widgets.Centered(foot))
	v.object = widgets.NewSurface(theme.Sunken, container.NewScroll(widgets.Centered(widgets.Pad(16, page))))
	v.show(gateway.Counts{})
	return v
}

func card(icon fyne.Resource, title, text string, button fyne.CanvasObject) fyne.CanvasObject {
	body := widgets.VBox(8, widgets.HBox(0, widgets.NewIcon(icon, theme.Primary, 26)), widgets.Title(title), widgets.Fixed(0, 92, widgets.NewParagraph(text)))
	return widgets.Fixed(250, 0, widgets.NewCard(widgets.Border(nil, button, nil, nil, body)))
}

// Object, Update, Shown and Hidden make it a screen.
func (v *View) Object() fyne.CanvasObject { return v.object }

// Shown reads the numbers.
func (v *View) Shown() { v.read() }

// Hidden has nothing to stop.
func (v *View) Hidden() {}

// Update follows the gateway.
func (v *View) Update(u gateway.Update) {
	if u.Messages || u.Config {
		v.read()
	}
}

func (v *View) read() {
	v.deps.Shell.Go(func() func() {
		c, err := v.deps.Archive.Counts(context.Background())
		return func() {
			if err == nil {
				v.show(c)
			}
		}
	})
}

func (v *View) show(c gateway.Counts) {
	cfg := v.deps.Engine.Config()
	if _, there := simulatorLink(cfg); there {
		v.start.SetLabel("Send a test message")
	}
	if len(cfg.Clients)+len(cfg.Servers) == 0 && c.Total()+c.In == 0 {
		v.line.Set("Send, receive and inspect SMS over SMPP. Choose how to begin; all three stay available later.")
		return
	}
	v.title.Set("Overview")
	v.line.Set(fmt.Sprintf("%d messages sent, %d arrived", c.Total(), c.In))
	for i, n := range []int64{c.Out[gateway.Queued] + c.Out[gateway.Sending], c.Out[gateway.Accepted], c.Out[gateway.Delivered], c.Out[gateway.Failed] + c.Out[gateway.Expired] + c.Out[gateway.Unknown], c.In} {
		v.values[i].Set(fmt.Sprint(n))
	}
	v.tiles.Show()
	v.object.Refresh()
}

// simulatorLink finds a client link that reaches the built-in simulator.
func simulatorLink(c gateway.Config) (string, bool) {
	i := slices.IndexFunc(c.Clients, func(x gateway.ClientConfig) bool { return x.Simulated() })
	if i < 0 {
		return "", false
	}
	return c.Clients[i].Name, true
}

// NewLoopback is the link to the built-in simulator.
func NewLoopback(c gateway.Config) gateway.ClientConfig {
	l := gateway.NewClient()
	l.Name, l.Host, l.SystemID, l.Password, l.Rate = Loopback, gateway.SimulatorName, "relay", "relay", 0
	for i := 2; ; i++ {
		_, client := c.Client(l.Name)
		_, server := c.Server(l.Name)
		if !client && !server {
			return l
		}
		l.Name = fmt.Sprintf("%s-%d", Loopback, i)
	}
}

// Simulate adds the link to the simulator where there is none, and opens the
// outbox with a prepared message.
func (v *View) Simulate() {
	cfg := v.deps.Engine.Config()
	if name, there := simulatorLink(cfg); there {
		v.deps.Shell.Compose(Prepared(name))
		return
	}
	l := NewLoopback(cfg)
	cfg.Clients = append(cfg.Clients, l)
	v.start.SetDisabled(true)
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), cfg)
		return func() {
			v.start.SetDisabled(false)
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "The simulator's link can't be added: " + err.Error()})
				return
			}
			v.deps.Shell.Compose(Prepared(l.Name))
		}
	})
}

// pick asks for a configuration file.
func (v *View) pick() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		v.Import(r.URI().Path(), r)
	}, v.deps.Shell.Window())
	d.Resize(fyne.NewSize(900, 600))
	d.Show()
}

// Import reads a configuration file.
func (v *View) Import(name string, r io.ReadCloser) {
	v.deps.Shell.Go(func() func() {
		defer r.Close()
		text, err := io.ReadAll(io.LimitReader(r, 16<<20))
		if err == nil {
			err = v.deps.Files.ImportConfig(context.Background(), name, text)
		}
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "Nothing was imported.", Advice: err.Error()})
				return
			}
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: "Imported."})
			v.deps.Shell.Open("connections")
		}
	})
}
