package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// passKey hands a key that a focused widget does not use to the window.
func passKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(e)
	}
}

// canvasOf is the canvas of a widget that has the focus, also when the page that
// it was on has gone: the focus stays on it, and its keys must not be lost.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		return c
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if f := w.Canvas().Focused(); f != nil && any(f) == any(o) {
			return w.Canvas()
		}
	}
	return nil
}

// passShortcut hands a shortcut that a focused widget does not use to the
// window.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// windowKey tells whether a key means nothing in a text.
func windowKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}

// windowShortcut tells whether a shortcut does nothing in a text, where the
// usual ones and those with arrows edit.
func windowShortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	switch c.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return false
	}
	return true
}

// PassKey hands a key that a focused widget of a screen does not use to the
// window.
func PassKey(o fyne.CanvasObject, e *fyne.KeyEvent) { passKey(o, e) }

// Saves tells whether a shortcut is one that saves a form: Ctrl+Enter, Ctrl+S.
func Saves(s fyne.Shortcut) bool {
	k, ok := s.(interface {
		Key() fyne.KeyName
		Mod() fyne.KeyModifier
	})
	return ok && k.Mod() == fyne.KeyModifierControl && (k.Key() == fyne.KeyReturn || k.Key() == fyne.KeyEnter || k.Key() == fyne.KeyS)
}
