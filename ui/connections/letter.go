package connections

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// letter is the box in which a provider's e-mail is pasted: what is found in it is
// shown before it is filled in.
type letter struct {
	text   *widgets.Field
	found  *fyne.Container
	fill   *widgets.Button
	list   []gateway.Detail
	scroll *container.Scroll
	dialog *widgets.Dialog
}

// Heights of the field and of what is found; both fit into the window at 200 % of
// zoom.
const (
	letterHigh = 120
	foundHigh  = 130
)

// readLetter asks for the e-mail and hands what is found to take.
func (v *View) readLetter(take func(map[string]string)) {
	l := &letter{text: widgets.NewTextArea("Host: smpp.example.com\nPort: 2775\nSystem id: acme\nPassword: …"), found: widgets.VBox(4)}
	l.scroll = container.NewVScroll(l.found)
	l.fill = widgets.NewButton(words.T("Fill in"), nil, widgets.Strong, func() {
		values := map[string]string{}
		for _, d := range l.list {
			values[d.Key] = d.Value
		}
		l.dialog.Close()
		take(values)
	})
	l.text.OnChanged(func(string) { l.read() })
	body := widgets.VBox(10, widgets.NewWrapped(words.T("Paste the provider's e-mail here. Nothing of it leaves this computer."), 560-2*16), widgets.Fixed(0, letterHigh, l.text), widgets.Fixed(0, foundHigh, l.scroll))
	l.dialog = widgets.NewDialog(v.deps.Shell.Canvas(), words.T("Details from an e-mail"), body).Sized(560, 0)
	l.dialog.Buttons(widgets.NewButton(words.T("Close"), nil, widgets.Plain, l.dialog.Close), l.fill).First(l.text.Entry)
	l.read()
	l.dialog.Show()
}

// read shows what the text has of the settings.
func (l *letter) read() {
	l.list = gateway.ReadDetails(l.text.Text())
	l.found.Objects = nil
	labels := map[string]string{}
	for _, row := range gateway.ClientSettings() {
		labels[row.Key] = words.Of(row.Label)
	}
	for _, d := range l.list {
		value := d.Value
		if d.Key == "password" {
			value = hiddenField(value)
		}
		if d.Key == "tls" {
			value = words.T("on")
		}
		l.found.Add(widgets.Cols(10, []float32{150, 0}, widgets.Small(labels[d.Key]).Elide(), widgets.NewText(gateway.Clean(value), theme.Text, 12).Mono().Elide()))
	}
	if len(l.list) == 0 {
		l.found.Add(widgets.Small(words.T("Nothing found yet.")))
	}
	l.fill.SetDisabled(len(l.list) == 0)
	l.scroll.Refresh()
}
