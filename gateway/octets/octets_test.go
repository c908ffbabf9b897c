package octets

import (
	"encoding/hex"
	"strings"
	"testing"
)

func TestParseAndSplit(t *testing.T) {
	link := "00000010000000150000000000000001"
	for text, want := range map[string]string{
		link:                      link,
		"0x" + link + "\n" + link: link + " " + link,
		link + " 00 00 00 20 00":  link + " 0000002000",
		"00 00 00 0c " + link:     "0000000c" + link,
		"FF:FF":                   "ffff",
		"00000000  00 00 00 10 00 00 00 15  ....": "0000001000000015",
	} {
		b, err := Parse(text)
		var got []string
		for _, frame := range Split(b) {
			got = append(got, hex.EncodeToString(frame))
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if !Whole([]byte(strings.Repeat("\x00", 3)+"\x10"+strings.Repeat("\x00", 12))) || Whole([]byte{0, 0, 0, 16, 1}) {
		t.Error("a whole PDU is not told from a part of one")
	}
}
