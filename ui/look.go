package ui

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"relay/gateway"
	"relay/ui/settings"
	"relay/ui/words"
)

// Appearance is the look in force.
func (s *Shell) Appearance() settings.Appearance {
	return settings.Appearance{Mode: s.theme.Mode(), Zoom: s.theme.Zoom(), Language: s.language, Tray: s.wantsTray}
}

// SetAppearance changes the look at once and keeps it.
func (s *Shell) SetAppearance(a settings.Appearance) {
	s.theme = s.theme.With(a.Mode, a.Zoom)
	s.App.Settings().SetTheme(s.theme)
	s.wantsTray = a.Tray
	if a.Language != s.language {
		if l, ok := s.unreadable(a.Language); ok {
			s.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("No font on this computer has the letters of %s.", l.Code), Advice: words.T("Install one, in Debian fonts-noto-core and fonts-noto-cjk, and start Relay again.")})
			a.Language = s.language
		} else {
			s.speak(a.Language)
			s.rebuild()
		}
	}
	s.frame.Refresh()
	for _, a := range s.aparts {
		a.view.Refresh()
	}
	s.Go(func() func() {
		_ = s.Office.Save(context.Background(), appearanceKey, a)
		return nil
	})
}

// speak puts a language in force; "" is the desktop's, and so is one that only
// a newer Relay knows. One that could not be read is not spoken.
func (s *Shell) speak(code string) {
	s.language = code
	if code == "" || words.Use(code) != nil {
		s.language = ""
		code = words.Match(lang.SystemLocale().LanguageString())
		if _, ok := s.unreadable(code); ok {
			code = "en"
		}
		_ = words.Use(code)
	}
}

// unreadable is the language of a code when no font shows its letters.
func (s *Shell) unreadable(code string) (words.Language, bool) {
	for _, l := range words.Languages() {
		if l.Code == code && len(s.fonts.Unshown(l.Name)) > 0 {
			return l, true
		}
	}
	return words.Language{}, false
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
	for _, a := range s.aparts {
		s.fill(a)
	}
}
