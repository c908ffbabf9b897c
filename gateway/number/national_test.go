package number

import "testing"

func TestInternational(t *testing.T) {
	for _, c := range [][3]string{
		{"301234567", "HU", "+36301234567"}, {"06301234567", "HU", "+36301234567"}, {"1", "hu", "+361"},
		{"301234567", "", "301234567"}, {"Shop", "HU", "Shop"}, {"", "HU", ""}, {"301234567", "XX", "301234567"},
	} {
		if got := International(c[0], c[1]); got != c[2] {
			t.Errorf("International(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
