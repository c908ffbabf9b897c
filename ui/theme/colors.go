package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"
)

// Colour names of our own beside Fyne's.
const (
	Surface fyne.ThemeColorName = "relay.surface" // panels and cards
	Sunken  fyne.ThemeColorName = "relay.sunken"  // rail, bars, the ground of a page
	Muted   fyne.ThemeColorName = "relay.muted"   // secondary text
	Info    fyne.ThemeColorName = "relay.info"    // accepted, outgoing
	Control fyne.ThemeColorName = "relay.control" // bind, unbind, enquire_link
	Row     fyne.ThemeColorName = "relay.row"     // selected row
	Marked  fyne.ThemeColorName = "relay.marked"  // octets of the selected field
	Scrim   fyne.ThemeColorName = "relay.scrim"   // behind a panel that slides over
)

// Fyne's names that we use much, under the words of this house.
const (
	Text       = fyneTheme.ColorNameForeground
	Background = fyneTheme.ColorNameBackground
	Primary    = fyneTheme.ColorNamePrimary
	OnPrimary  = fyneTheme.ColorNameForegroundOnPrimary
	Good       = fyneTheme.ColorNameSuccess
	Warn       = fyneTheme.ColorNameWarning
	Bad        = fyneTheme.ColorNameError
	Line       = fyneTheme.ColorNameSeparator
	InputFill  = fyneTheme.ColorNameInputBackground
	InputLine  = fyneTheme.ColorNameInputBorder
	Hover      = fyneTheme.ColorNameHover
	Focus      = fyneTheme.ColorNameFocus
	Disabled   = fyneTheme.ColorNameDisabled
	ButtonFill = fyneTheme.ColorNameButton
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func rgba(v uint32, a uint8) color.NRGBA {
	c := rgb(v)
	c.A = a
	return c
}

type pair struct{ light, dark color.NRGBA }

func palette() map[fyne.ThemeColorName]pair {
	return map[fyne.ThemeColorName]pair{
		Background: {rgb(0xFFFFFF), rgb(0x14181E)}, Surface: {rgb(0xFFFFFF), rgb(0x14181E)}, Sunken: {rgb(0xF4F6F9), rgb(0x0F1318)},
		Text: {rgb(0x1B2430), rgb(0xE2E8EF)}, Muted: {rgb(0x5D6B7C), rgb(0x8C99A8)},
		Line: {rgb(0xE1E6EC), rgb(0x28303A)}, InputLine: {rgb(0xD5DCE5), rgb(0x36404D)}, InputFill: {rgb(0xF5F7FA), rgb(0x1B2129)},
		Primary: {rgb(0x1F66E5), rgb(0x5B9BFF)}, OnPrimary: {rgb(0xFFFFFF), rgb(0x0B1526)}, Info: {rgb(0x1F66E5), rgb(0x6FA8FF)},
		Good: {rgb(0x157F4A), rgb(0x46C285)}, Warn: {rgb(0x9A6200), rgb(0xE5AC4A)}, Bad: {rgb(0xC5303A), rgb(0xF27279)},
		Control: {rgb(0x7446C9), rgb(0xB08CF2)}, Row: {rgb(0xE3EDFD), rgb(0x1E3252)}, Marked: {rgb(0xFFE9A8), rgb(0x5A4510)},
		Hover: {rgba(0x1B2430, 0x0C), rgba(0xFFFFFF, 0x0D)}, Focus: {rgba(0x1F66E5, 0x66), rgba(0x5B9BFF, 0x80)},
		Disabled: {rgb(0x98A3B0), rgb(0x596572)}, ButtonFill: {rgb(0xEDF0F4), rgb(0x252C36)}, Scrim: {rgba(0x1B2430, 0x44), rgba(0, 0x88)},
		fyneTheme.ColorNameHyperlink: {rgb(0x1F66E5), rgb(0x7BB0FF)}, fyneTheme.ColorNamePlaceHolder: {rgb(0x7C8896), rgb(0x6F7C8B)},
		fyneTheme.ColorNameDisabledButton: {rgb(0xF1F3F6), rgb(0x1C2229)}, fyneTheme.ColorNamePressed: {rgba(0x1B2430, 0x18), rgba(0xFFFFFF, 0x1C)},
		fyneTheme.ColorNameSelection: {rgba(0x1F66E5, 0x33), rgba(0x5B9BFF, 0x44)}, fyneTheme.ColorNameHeaderBackground: {rgb(0xF4F6F9), rgb(0x191F26)},
		fyneTheme.ColorNameMenuBackground: {rgb(0xFFFFFF), rgb(0x1E252E)}, fyneTheme.ColorNameOverlayBackground: {rgb(0xFFFFFF), rgb(0x1B2129)},
		fyneTheme.ColorNameShadow: {rgba(0, 0x18), rgba(0, 0x50)}, fyneTheme.ColorNameScrollBar: {rgba(0x1B2430, 0x55), rgba(0xFFFFFF, 0x44)},
		fyneTheme.ColorNameScrollBarBackground: {rgba(0, 0), rgba(0, 0)},
	}
}

// Grade is the colour of a notice by how grave it is: 0 is news, 1 good news, 2 a
// warning, 3 severe. It takes any such scale, so that the look need not know the
// gateway.
func Grade[Scale ~uint8](of Scale) fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{Info, Good, Warn, Bad}[min(of, 3)]
}
