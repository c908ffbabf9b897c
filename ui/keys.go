package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// command is one thing that a key does.
type command struct {
	name string
	key  fyne.KeyName
	mod  fyne.KeyModifier         // 0: a function key
	too  []desktop.CustomShortcut // do it too
	do   func(*Shell)
	can  func(*Shell) bool // whether it means something now; nil: always

	finds bool // the palette, which finds all others
	rule  bool // a line stands above it in the menu
	over  bool // it works over a dialog or a menu too
}

// onScreen is a command that the screen which is shown may know.
func onScreen[T any](name string, key fyne.KeyName, mod fyne.KeyModifier, do func(T)) command {
	return command{name: name, key: key, mod: mod,
		do: func(s *Shell) {
			if v, ok := s.built[s.current].(T); ok {
				do(v)
			}
		},
		can: func(s *Shell) bool { _, ok := s.built[s.current].(T); return ok }}
}

// offered tells whether menu and palette show it.
func (c command) offered(s *Shell) bool {
	return c.do != nil && c.key != fyne.KeyEscape && (c.can == nil || c.can(s))
}

// press does what a key does. What lies over the window comes first: Esc closes
// it, and keys of the screen behind it wait.
func (s *Shell) press(c command) {
	top := s.Canvas().Overlays().Top()
	switch {
	case c.key == fyne.KeyEscape && closeOver(s.Canvas()):
	case top != nil && !c.over:
	default:
		if c.key != fyne.KeyEscape && !c.finds && s.palette.object.Visible() && !c.over {
			s.palette.hide()
		}
		c.do(s)
	}
}

const (
	ctrl      = fyne.KeyModifierControl
	ctrlShift = fyne.KeyModifierControl | fyne.KeyModifierShift
)

// plusKeys are the plus sign where it has a key of its own, and where it is the
// equals sign with Shift.
func plusKeys() []desktop.CustomShortcut {
	return []desktop.CustomShortcut{{KeyName: fyne.KeyPlus, Modifier: ctrl}, {KeyName: fyne.KeyPlus, Modifier: ctrlShift}, {KeyName: fyne.KeyEqual, Modifier: ctrlShift}}
}

// commands are the window's keys; F1 lists them.
func commands() []command {
	return []command{
		{name: words.T("Find anything"), finds: true, key: fyne.KeyK, mod: ctrl, do: func(s *Shell) { s.palette.show() }},
		{name: words.T("New message"), key: fyne.KeyN, mod: ctrl, do: func(s *Shell) { s.newMessage() }},
		onScreen(words.T("Send what is written"), fyne.KeyReturn, ctrl, sender.SendNow),
		{name: words.T("Import a file"), key: fyne.KeyI, mod: ctrl, do: func(s *Shell) { s.ImportFile() }},
		onScreen(words.T("Export what is shown"), fyne.KeyE, ctrl, exporter.Export),
		onScreen(words.T("Send chosen messages again"), fyne.KeyR, ctrl, resender.Resend),
		onScreen(words.T("Open the chosen message in a window"), fyne.KeyO, ctrl, aparter.OpenApart),
		onScreen(words.T("Copy chosen rows as CSV"), fyne.KeyC, ctrlShift, csvCopier.CopyCSV),
		{name: words.T("Read this screen anew"), key: fyne.KeyF5, do: func(s *Shell) {
			s.count()
			if v := s.built[s.current]; v != nil {
				v.Shown()
			}
		}},
		onScreen(words.T("Search or filter this screen"), fyne.KeyF, ctrl, finder.Find),
		onScreen(words.T("Show or hide the PDUs below"), fyne.KeyF6, 0, folder.FoldPDUs),
		{name: words.T("Close a panel, clear a search"), key: fyne.KeyEscape, do: func(s *Shell) {
			if s.palette.object.Visible() {
				s.palette.hide()
				return
			}
			if v, ok := s.built[s.current].(escaper); ok {
				v.Escape()
			}
		}},
		{name: words.T("Settings"), rule: true, key: fyne.KeyComma, mod: ctrl, do: func(s *Shell) { s.Open(Settings) }},
		{name: words.T("Light or dark"), over: true, key: fyne.KeyT, mod: ctrlShift, do: func(s *Shell) { s.toggleTheme() }},
		{name: words.T("Larger"), over: true, key: fyne.KeyEqual, mod: ctrl, too: plusKeys(), do: func(s *Shell) { s.zoomBy(10) }},
		{name: words.T("Smaller"), over: true, key: fyne.KeyMinus, mod: ctrl, do: func(s *Shell) { s.zoomBy(-10) }},
		{name: words.T("As large as at first"), over: true, key: fyne.Key0, mod: ctrl, do: func(s *Shell) { s.zoomBy(100 - s.theme.Zoom()) }},
		{name: words.T("What happened (notices)"), rule: true, key: fyne.KeyH, mod: ctrlShift, do: func(s *Shell) { s.ShowHistory() }},
		{name: words.T("Quit"), rule: true, over: true, key: fyne.KeyQ, mod: ctrl, do: func(s *Shell) { s.Close() }},
		{name: words.T("Keys"), key: fyne.KeyF1, do: func(s *Shell) { s.help() }},
	}
}

// keys registers the commands and Ctrl+1 to Ctrl+9 for the screens.
func (s *Shell) keys() {
	c := s.win.Canvas()
	function := map[fyne.KeyName]command{}
	for _, k := range commands() {
		switch {
		case k.do == nil:
		case k.mod == 0:
			function[k.key] = k
		default:
			for _, x := range append(k.too, desktop.CustomShortcut{KeyName: k.key, Modifier: k.mod}) {
				c.AddShortcut(&x, func(fyne.Shortcut) { s.press(k) })
			}
		}
	}
	for i, r := range s.rows {
		if i < 9 {
			c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyName(rune('1' + i)), Modifier: ctrl}, func(fyne.Shortcut) {
				s.press(command{name: r.label, do: func(s *Shell) { s.Open(r.name) }})
			})
		}
	}
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if k, ok := function[e.Name]; ok {
			s.press(k)
		}
	})
}

// menu lists the commands below the program's name.
func (s *Shell) menu(at fyne.Position) {
	var lines []widgets.MenuLine
	for _, k := range commands() {
		if k.offered(s) {
			lines = append(lines, widgets.MenuLine{Name: k.name, Key: keyWords(k), Rule: k.rule, Do: func() { k.do(s) }})
		}
	}
	widgets.ShowMenu(s.win.Canvas(), at, lines)
}

func (s *Shell) newMessage() {
	s.Open(Outbox)
	if v, ok := s.built[Outbox].(interface{ NewMessage() }); ok {
		v.NewMessage()
	}
}

// ImportFile imports into the screen that is shown, else begins a campaign.
func (s *Shell) ImportFile() {
	if _, ok := s.built[s.current].(importer); !ok {
		s.Open(Campaigns)
	}
	if v, ok := s.built[s.current].(importer); ok {
		v.ImportFile()
	}
}

func (s *Shell) toggleTheme() {
	mode := theme.Dark
	if s.theme.IsDark() {
		mode = theme.Light
	}
	a := s.Appearance()
	a.Mode = mode
	s.SetAppearance(a)
}

func (s *Shell) zoomBy(n int) {
	a := s.Appearance()
	a.Zoom = min(max(a.Zoom+n, theme.MinZoom), theme.MaxZoom)
	s.SetAppearance(a)
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
	for _, k := range s.Keys() {
		list.Add(widgets.Cols(12, []float32{120, 260}, widgets.NewText(k.Key, theme.Text, 12).Mono(), widgets.Body(k.Does)))
	}
	widgets.Tell(s.Canvas(), words.T("Keys"), 460, 620, container.NewVScroll(list))
}
