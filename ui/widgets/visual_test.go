package widgets

import (
	"strings"
	"testing"
)

// seen is a line as it meets the eye: the runs as they are handed to the
// toolkit, with the letters of right-to-left words as the shaper turns them.
func seen(s string) string {
	var b strings.Builder
	var word []rune
	turn := func() {
		for i := len(word) - 1; i >= 0; i-- {
			b.WriteRune(word[i])
		}
		word = nil
	}
	inside := false
	for _, r := range s {
		switch {
		case r == leftMark:
			turn()
			inside = !inside
		case inside:
			word = append(word, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// The wanted lines are what UAX #9 makes of the text, letter by letter from the
// left. Capital Hebrew letters are easiest to compare: א ב ג ד.
func TestVisual(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain text 12", "plain text 12"},
		{"Größe € 12 – ok", "Größe € 12 – ok"},
		{"אבג", "גבא"},
		{"אבג דהו", "והד גבא"},
		{"אבג 123 דהו", "והד 123 גבא"},
		{"אבג 12.50 (דהו)", "(והד) 12.50 גבא"},
		{"אבג 2026!", "!2026 גבא"},
		{"אבג. דהו", "והד .גבא"},
		{"אבג ABC-77", "ABC-77 גבא"},
		{"Order 42: אבג דהו done", "Order 42: והד גבא done"},
		{"Order: אבג 123 דהו done", "Order: והד 123 גבא done"},
		{"abc (אבג) 5", "abc (גבא) 5"},
		{"from אבג, דהו", "from והד ,גבא"},
		{"אבג +36 30 123", "123 30 36+ גבא"},
		{"‹RLO› אבג", "‹RLO› גבא"},
		{"مرحبا 123 (اختبار)", "(رابتخا) 123 ابحرم"},
		{"a\u202eb\tc\x1bd\u200b", "a‹U+202E›b‹U+0009›c‹U+001B›d‹U+200B›"},
		{"👨‍👩‍👧 ok", "👨‍👩‍👧 ok"},
		{"مرحبا שלום", "םולש ابحرم"},
	} {
		if got := strings.TrimPrefix(seen(Visual(c.text)), string(baseMark)); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// Nothing is lost or added but the marks, whatever the text.
func FuzzVisual(f *testing.F) {
	for _, s := range []string{"", "אבג (12) ABC", "مرحبا [x]", "אָ12%", "\u200f\u202e", "🇭🇺 אבג"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		count := func(s string) map[rune]int {
			n := map[rune]int{}
			for _, r := range marked(s) {
				if r != leftMark {
					n[min(r, mirrored(r))]++
				}
			}
			return n
		}
		a, b := count(s), count(strings.NewReplacer(string(leftMark), "", string(baseMark), "").Replace(Visual(s)))
		for r, n := range a {
			if b[r] != n {
				t.Fatalf("%q: %q stands there %d times, not %d", s, r, b[r], n)
			}
		}
	})
}

// A line that another font begins stands as high as all others: the toolkit draws
// it so that nothing of it is below the room that it measures.
func TestFirstLetterOfAnotherFont(t *testing.T) {
	for _, s := range []string{"您的订单", "สวัสดี", "안녕", "नमस्ते", "🙏 ok"} {
		if got := Visual(s); got != string(baseMark)+s {
			t.Errorf("%q became %q", s, got)
		}
	}
	for _, s := range []string{"", "abc 您", "Größe", "привет"} {
		if got := Visual(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}
