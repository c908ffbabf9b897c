package widgets

import (
	"unicode"

	"github.com/go-text/typesetting/fontscan"

	"relay/ui/words"
)

// Fonts knows which characters can't be shown: the toolkit draws those alike, as
// a box, and tells nobody. It asks the same collection of the computer's fonts
// as the toolkit, which is read once for both. It is used on the window's
// goroutine only.
type Fonts struct {
	system *fontscan.FontMap
	broken bool // the computer's fonts can't be read: nothing is said
	known  map[rune]bool
}

type silent struct{}

func (silent) Printf(string, ...any) {}

// shows tells whether a font has the character.
func (f *Fonts) shows(r rune) bool {
	// The fonts that Relay brings have what comes before, symbols and emoji.
	if r < firstTurned || r >= 0x2000 && r < 0x2C00 || r >= 0x1F000 && r < 0x1FB00 || f.broken || unicode.In(r, unicode.M, unicode.Cc, unicode.Cf, unicode.Z) {
		return true
	}
	if is, ok := f.known[r]; ok {
		return is
	}
	if f.system == nil {
		f.known, f.system = map[rune]bool{}, fontscan.NewFontMap(silent{})
		if f.broken = f.system.UseSystemFonts("") != nil; f.broken {
			return true
		}
		f.system.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
	}
	face, ok := f.system.ResolveFace(r), true
	if face != nil {
		_, ok = face.NominalGlyph(r)
	}
	f.known[r] = ok
	return ok
}

// Unshown are the characters of a text that no font has, each once.
func (f *Fonts) Unshown(s string) (out []rune) {
	seen := map[rune]bool{}
	for _, r := range s {
		if r >= firstTurned && !seen[r] {
			if seen[r] = true; !f.shows(r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// Hint says what to do about a text that can't be shown whole; "" where it can.
func (f *Fonts) Hint(s string) string {
	switch n := len(f.Unshown(s)); n {
	case 0:
		return ""
	case 1:
		return words.T("One character has no font on this computer and shows as a box. More fonts help: in Debian fonts-noto-core and fonts-noto-cjk.")
	default:
		return words.T("Some characters have no font on this computer and show as boxes. More fonts help: in Debian fonts-noto-core and fonts-noto-cjk.")
	}
}
