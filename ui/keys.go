package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/ui/settings"
	"relay/ui/theme"
	"relay/ui/widgets"
)

// command is one thing that a key does.
type command struct {
	name string
	key  fyne.KeyName
	mod  fyne.KeyModifier // 0: a function key
	do   func(*Shell)
}

const (
	ctrl      = fyne.KeyModifierControl
	ctrlShift = fyne.KeyModifierControl | fyne.KeyModifierShift
)

// commands are the window's keys; F1 lists them.
func commands() []command {
	return []command{
		{"New message", fyne.KeyN, ctrl, func(s *Shell) { s.newMessage() }},
		{"Send (in the composer)", fyne.KeyReturn, ctrl, nil},
		{"Search or filter this screen", fyne.KeyF, ctrl, func(s *Shell) {
			if v, ok := s.built[s.current].(finder); ok {
				v.Find()
			}
		}},
		{"Show or hide the PDUs below", fyne.KeyF6, 0, func(s *Shell) {
			if v, ok := s.built[s.current].(folder); ok {
				v.FoldPDUs()
			}
		}},
		{"Close a panel, clear a search", fyne.KeyEscape, 0, func(s *Shell) {
			if v, ok := s.built[s.current].(escaper); ok {
				v.Escape()
			}
		}},
		{"Import a file (contacts)", fyne.KeyI, ctrl, func(s *Shell) {
			if v, ok := s.built[s.current].(files); ok {
				v.AskImport()
			}
		}},
		{"Export to a file (contacts)", fyne.KeyE, ctrl, func(s *Shell) {
			if v, ok := s.built[s.current].(files); ok {
				v.AskExport()
			}
		}},
		{"Settings", fyne.KeyComma, ctrl, func(s *Shell) { s.Open(Settings) }},
		{"Light or dark", fyne.KeyT, ctrlShift, func(s *Shell) { s.toggleTheme() }},
		{"Larger", fyne.KeyEqual, ctrl, func(s *Shell) { s.zoomBy(10) }},
		{"Smaller", fyne.KeyMinus, ctrl, func(s *Shell) { s.zoomBy(-10) }},
		{"What happened (notices)", fyne.KeyH, ctrlShift, func(s *Shell) { s.showHistory() }},
		{"Quit", fyne.KeyQ, ctrl, func(s *Shell) { s.Close() }},
		{"This list", fyne.KeyF1, 0, func(s *Shell) { s.help() }},
	}
}

// keys registers the commands and Ctrl+1 to Ctrl+9 for the screens.
func (s *Shell) keys() {
	c := s.win.Canvas()
	function := map[fyne.KeyName]func(*Shell){}
	for _, k := range commands() {
		switch {
		case k.do == nil:
		case k.mod == 0:
			function[k.key] = k.do
		default:
			c.AddShortcut(&desktop.CustomShortcut{KeyName: k.key, Modifier: k.mod}, func(fyne.Shortcut) { k.do(s) })
		}
	}
	for i, r := range s.rows {
		if i < 9 {
			c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyName(rune('1' + i)), Modifier: ctrl}, func(fyne.Shortcut) { s.Open(r.name) })
		}
	}
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if do := function[e.Name]; do != nil {
			do(s)
		}
	})
}

func (s *Shell) newMessage() {
	s.Open(Outbox)
	if v, ok := s.built[Outbox].(interface{ NewMessage() }); ok {
		v.NewMessage()
	}
}

func (s *Shell) toggleTheme() {
	mode := theme.Dark
	if s.theme.IsDark() {
		mode = theme.Light
	}
	s.SetAppearance(settings.Appearance{Mode: mode, Zoom: s.theme.Zoom()})
}

func (s *Shell) zoomBy(n int) {
	s.SetAppearance(settings.Appearance{Mode: s.theme.Mode(), Zoom: min(max(s.theme.Zoom()+n, theme.MinZoom), theme.MaxZoom)})
}

func keyWords(k command) string {
	name := map[fyne.KeyName]string{fyne.KeyReturn: "Enter", fyne.KeyComma: ",", fyne.KeyEqual: "=", fyne.KeyMinus: "-", fyne.KeyEscape: "Esc"}[k.key]
	if name == "" {
		name = string(k.key)
	}
	switch k.mod {
	case ctrl:
		return "Ctrl+" + name
	case ctrlShift:
		return "Ctrl+Shift+" + name
	}
	return name
}

// help lists the keys.
func (s *Shell) help() {
	list := widgets.VBox(6)
	line := func(key, name string) {
		list.Add(widgets.Cols(12, []float32{120, 260}, widgets.NewText(key, theme.Text, 12).Mono(), widgets.Body(name)))
	}
	line("Ctrl+1 … 9", "The screens of the rail, in order")
	for _, k := range commands() {
		line(keyWords(k), k.name)
	}
	dialog.ShowCustom("Keys", "Close", widgets.Pad(8, list), s.win)
}
