package assets

import "embed"

//go:embed fonts/Inter-Regular.otf
var interRegular []byte

//go:embed fonts/Inter-SemiBold.otf
var interSemiBold []byte

//go:embed fonts/JetBrainsMono-Regular.ttf
var monoRegular []byte

//go:embed fonts/JetBrainsMono-Bold.ttf
var monoBold []byte

//go:embed icons/relay.png
var icon []byte

// InterRegular is the font of plain text, OpenType.
func InterRegular() []byte { return interRegular }

// InterSemiBold is the font of emphasis, OpenType.
func InterSemiBold() []byte { return interSemiBold }

// MonoRegular is the font of ids, numbers and octets, TrueType.
func MonoRegular() []byte { return monoRegular }

// MonoBold is its bold, TrueType.
func MonoBold() []byte { return monoBold }

// Icon is the program's icon, PNG of 512 pixels.
func Icon() []byte { return icon }

//go:embed translations/*.json
var translations embed.FS

// Translation is the file of a language's words by its code, JSON; nil where
// there is none.
func Translation(code string) []byte {
	b, err := translations.ReadFile("translations/" + code + ".json")
	if err != nil {
		return nil
	}
	return b
}
