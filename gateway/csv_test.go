package gateway

import "testing"

func TestCSVIsHarmless(t *testing.T) {
	for in, want := range map[string]string{
		`=cmd|' /C calc'!A0`: `"'=cmd|' /C calc'!A0"`, "-1": `"'-1"`, "@x": `"'@x"`, "+36301234567": `"+36301234567"`, "+1+1": `"'+1+1"`, `say "hi"`: `"say ""hi"""`, "": `""`,
	} {
		if got := CSVLine(in); got != want+"\n" {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}
