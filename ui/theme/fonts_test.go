package theme

import (
	"bytes"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/assets"
)

// What is hidden of the fonts changes no letter: texts are as wide as with the
// whole font, but for the signs that contextual alternates draw as one.
func TestFontsWithoutTheirSubstitutions(t *testing.T) {
	whole := New(Light, 100)
	for i, b := range [][]byte{assets.InterRegular(), assets.InterSemiBold(), assets.MonoRegular(), assets.MonoBold()} {
		whole.fonts[i] = fyne.NewStaticResource("whole", bytes.ReplaceAll(b, []byte("calt"), []byte("xalt")))
		if plain := New(Light, 100).fonts[i].Content(); bytes.Contains(plain[:400], []byte("GSUB")) || len(plain) != len(b) {
			t.Error("the font has its substitutions")
		}
	}
	texts := []string{"Hi Tamás, 3 parcels: 0x58 != 0 && ok", "őűáéíóöüú ŐŰ ÁÉÍ", "ĄąĆćĘęŁłŃńŚśŹźŻż", "İıŞşĞğÇç", "ȘșȚț fi fl ffi", "Ελληνικά ΰ", "Привет Ёё йЙ", "e\u0301a\u0301i\u0301n\u0303", "1/2 AVATAR Ty.", "→ ← ✓ …"}
	widths := func(th *Theme) (out []fyne.Size) {
		test.NewTempApp(t).Settings().SetTheme(th)
		for _, s := range texts {
			for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Monospace: true}, {Monospace: true, Bold: true}} {
				out = append(out, fyne.MeasureText(s, 13, style))
			}
		}
		return out
	}
	want := widths(whole)
	for i, got := range widths(New(Light, 100)) {
		if got != want[i] {
			t.Errorf("%q in style %d: %v, with the whole font %v", texts[i/4], i%4, got, want[i])
		}
	}
}
