package overview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Loopback is the name of the first run's link to the simulator.
const Loopback = "loopback"

// Prepared is the message that waits in the composer after the first run.
func Prepared(link string) compose.Draft {
	return compose.Draft{Link: link, To: "+99912345670", From: "Relay", Text: words.T("Hello! This is the first message of Relay. It goes through the built-in simulator and nobody is charged.")}
}

// wide is how wide its three cards are side by side.
const wide = 778

// welcome is the page of the first run: three ways to begin.
type welcome struct {
	v      *View
	start  *widgets.Button
	object fyne.CanvasObject
}

func newWelcome(v *View) *welcome {
	w := &welcome{v: v}
	w.start = widgets.NewButton(words.T("Start simulator"), nil, widgets.Strong, w.simulate)
	cards := widgets.Flow(220, 14,
		card(fyneTheme.MediaPlayIcon(), words.T("Try it with the simulator"), words.T("Relay has an SMSC inside. A prepared message goes through it and comes back delivered. Nothing leaves this computer."), w.start),
		card(fyneTheme.ComputerIcon(), words.T("Connect to an SMSC"), words.T("Enter the host, port, system id and password from your provider. Relay can test the bind before it saves."),
			widgets.NewButton(words.T("Add connection"), nil, widgets.Plain, v.deps.Shell.NewConnection)),
		card(fyneTheme.FolderOpenIcon(), words.T("Bring your configuration"), words.T("Read links, accounts and routes from a Relay configuration file (TOML). Every problem is named with its line."),
			widgets.NewButton(words.T("Import …"), nil, widgets.Plain, v.ImportFile)))
	line := func(t *widgets.Text) fyne.CanvasObject {
		return widgets.AtMost(wide, widgets.VBox(0, t.Elide().Center()))
	}
	page := widgets.VBox(12, line(widgets.NewText(words.T("Welcome to Relay"), theme.Text, 24).Bold()),
		line(widgets.NewText(words.T("Send, receive and inspect SMS over SMPP. Choose how to begin; all three stay available later."), theme.Muted, 13)),
		cards, line(widgets.Small(words.T("F1 lists the keys   ·   Ctrl+N writes a message   ·   Ctrl+, opens the settings"))))
	w.object = container.NewVScroll(widgets.AtMost(wide+2*16, widgets.Pad(16, page)))
	return w
}

// follow names the first button after what it would do.
func (w *welcome) follow(c gateway.Config) {
	if _, there := simulatorLink(c); there {
		w.start.SetLabel(words.T("Send a test message"))
	} else {
		w.start.SetLabel(words.T("Start simulator"))
	}
}

func card(icon fyne.Resource, title, text string, button fyne.CanvasObject) fyne.CanvasObject {
	body := widgets.VBox(8, widgets.HBox(0, widgets.NewIcon(icon, theme.Primary, 26)), widgets.Title(title), widgets.Fixed(0, 92, widgets.NewProse(text, theme.Text, 13)))
	return widgets.NewCard(widgets.Border(nil, button, nil, nil, body))
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
	l.Name, l.Host, l.SystemID, l.Password, l.Rate = Loopback, gateway.SimulatorName, gateway.SimulatorSystemID, gateway.SimulatorPassword, 0
	for i := 2; ; i++ {
		_, client := c.Client(l.Name)
		_, server := c.Server(l.Name)
		if !client && !server {
			return l
		}
		l.Name = fmt.Sprintf("%s-%d", Loopback, i)
	}
}

// simulate adds the link to the simulator where there is none, and opens the
// outbox with a prepared message.
func (w *welcome) simulate() {
	v := w.v
	cfg := v.deps.Engine.Config()
	if name, there := simulatorLink(cfg); there {
		v.deps.Shell.Compose(Prepared(name))
		return
	}
	l := NewLoopback(cfg)
	cfg.Clients = append(cfg.Clients, l)
	w.start.SetDisabled(true)
	v.deps.Shell.Go(func() func() {
		err := v.deps.Engine.Apply(context.Background(), cfg)
		return func() {
			w.start.SetDisabled(false)
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The simulator's link can't be added: %s", words.Error(err))})
				return
			}
			v.deps.Shell.Compose(Prepared(l.Name))
		}
	})
}

// ImportFile asks for a configuration file.
func (v *View) ImportFile() {
	widgets.OpenFile(v.deps.Shell, widgets.FileAsk{Title: words.T("Import a configuration"), Verb: words.T("Import"), Extensions: []string{".toml"}}, func(f *os.File) { v.Import(f.Name(), f) })
}

// wrongIn says what is wrong with a file: every problem in a line of its own.
func wrongIn(name string, err error) string {
	var list gateway.Problems
	if !errors.As(err, &list) {
		return words.Error(err)
	}
	lines := make([]string, len(list))
	for i, p := range list {
		lines[i] = p.Where(filepath.Base(name)) + words.Problem(p)
	}
	return strings.Join(lines, "\n")
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
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("Nothing was imported."), Advice: wrongIn(name, err)})
				return
			}
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Imported.")})
			v.deps.Shell.Open("connections")
		}
	})
}
