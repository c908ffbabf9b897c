package theme

import (
	"bytes"
	"encoding/binary"

	"fyne.io/fyne/v2"

	"relay/assets"
)

// fonts are regular, bold, mono and mono bold.
func fonts() [4]fyne.Resource {
	font := func(name string, b []byte, tables ...string) fyne.Resource {
		return fyne.NewStaticResource(name, without(b, tables...))
	}
	return [4]fyne.Resource{
		font("Inter-Regular.otf", assets.InterRegular(), "GSUB"), font("Inter-SemiBold.otf", assets.InterSemiBold(), "GSUB"),
		font("JetBrainsMono-Regular.ttf", assets.MonoRegular(), "GSUB", "GPOS"), font("JetBrainsMono-Bold.ttf", assets.MonoBold(), "GSUB", "GPOS"),
	}
}

// without hides tables of an OpenType font: their entries in its directory get
// names that no reader knows.
//
// Substitutions (GSUB) go for two reasons. With contextual alternates 0x58 would
// become 0×58 and != one sign. And the toolkit reads all of a font's lookups anew
// for each text that it measures or draws, 403 of them in the mono font, which was
// two thirds of the time that a text takes. What the Latin, Greek and Cyrillic
// letters of these fonts need is composed without the table; other scripts come
// from other fonts. A font of one width has nothing to position (GPOS) either, but
// marks above letters that stand alone, which the toolkit places by itself then.
func without(font []byte, tables ...string) []byte {
	const header, entry = 12, 16 // octets, OpenType 1.9, table directory
	font = bytes.Clone(font)
	if len(font) < header {
		return font
	}
	for at := header; at+entry <= len(font) && at < header+entry*int(binary.BigEndian.Uint16(font[4:])); at += entry {
		for _, t := range tables {
			if string(font[at:at+4]) == t {
				font[at] = 'x'
			}
		}
	}
	return font
}
