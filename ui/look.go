package ui

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"relay/ui/settings"
	"relay/ui/words"
)

// Appearance is the look in force.
func (s *Shell) Appearance() settings.Appearance {
	return settings.Appearance{Mode: s.theme.Mode(), Zoom: s.theme.Zoom(), Language: s.language}
}

// SetAppearance changes the look at once and keeps it.
func (s *Shell) SetAppearance(a settings.Appearance) {
	s.theme = s.theme.With(a.Mode, a.Zoom)
	s.App.Settings().SetTheme(s.theme)
	if a.Language != s.language {
		s.speak(a.Language)
		s.rebuild()
	}
	s.frame.Refresh()
	s.Go(func() func() {
		_ = s.Office.Save(context.Background(), appearanceKey, a)
		return nil
	})
}

// speak puts a language in force; "" is the desktop's, and so is one that only
// a newer Relay knows.
func (s *Shell) speak(code string) {
	s.language = code
	if code == "" || words.Use(code) != nil {
		s.language = ""
		_ = words.Use(words.Match(lang.SystemLocale().LanguageString()))
	}
}

// rebuild makes the window's content anew, in another language, and shows the
// same screen again.
func (s *Shell) rebuild() {
	name := s.current
	if v := s.built[name]; v != nil {
		v.Hidden()
	}
	s.keepTyped()
	s.built, s.current = map[string]screen{}, ""
	s.build()
	s.win.SetContent(s.frame)
	s.showNumbers()
	s.Open(name)
}
