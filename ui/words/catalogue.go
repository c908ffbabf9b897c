package words

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"relay/assets"
)

// Language is one that the window can speak.
type Language struct {
	Code string // BCP 47
	Name string // in the language itself

	thousands, decimal string
}

// narrow is the space between thousands.
const narrow = "\u202f"

// Languages are all of them, English first.
func Languages() []Language {
	return []Language{
		{"en", "English", ",", "."},
		{"de", "Deutsch", ".", ","},
		{"es", "Español", narrow, ","},
		{"fr", "Français", narrow, ","},
		{"pt", "Português", ".", ","},
		{"hu", "Magyar", narrow, ","},
		{"ar", "العربية", ",", "."},
		{"zh", "中文", ",", "."},
	}
}

// catalogue is one language's sentences.
type catalogue struct {
	Language
	tag  language.Tag
	one  map[string]string
	many map[string]map[string]string // key "one¦other" -> plural form -> sentence
	said *patterns
}

// current is the language in force.
var current = func() *atomic.Pointer[catalogue] {
	var p atomic.Pointer[catalogue]
	p.Store(&catalogue{Language: Languages()[0], tag: language.English, said: &patterns{}})
	return &p
}()

// Use puts a language in force; one that is not there is an error and changes
// nothing.
func Use(code string) error {
	c, err := load(code)
	if err != nil {
		return err
	}
	current.Store(c)
	return nil
}

// Current is the code of the language in force.
func Current() string { return current.Load().Code }

// Match is the code of the language that suits a locale such as "de-AT" or
// "pt_BR.UTF-8"; English where none does.
func Match(locale string) string {
	locale, _, _ = strings.Cut(locale, ".")
	base, _, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	base = strings.ToLower(base)
	if slices.ContainsFunc(Languages(), func(l Language) bool { return l.Code == base }) {
		return base
	}
	return "en"
}

// load reads a language's file: an object whose values are a sentence, or an
// object of plural forms.
func load(code string) (*catalogue, error) {
	i := slices.IndexFunc(Languages(), func(l Language) bool { return l.Code == code })
	if i < 0 {
		return nil, fmt.Errorf("there is no language %q", code)
	}
	c := &catalogue{Language: Languages()[i], tag: language.Make(code), one: map[string]string{}, many: map[string]map[string]string{}}
	defer func() { c.said = newPatterns(c.one) }()
	if code == "en" {
		return c, nil
	}
	var rows map[string]json.RawMessage
	if err := json.Unmarshal(assets.Translation(code), &rows); err != nil {
		return nil, fmt.Errorf("the words of %s: %w", code, err)
	}
	for key, raw := range rows {
		var text string
		if json.Unmarshal(raw, &text) == nil {
			c.one[key] = text
			continue
		}
		var forms map[string]string
		if err := json.Unmarshal(raw, &forms); err != nil {
			return nil, fmt.Errorf("the words of %s: %q: %w", code, key, err)
		}
		c.many[key] = forms
	}
	return c, nil
}

// form is the name of the plural form of n (CLDR), one that every entry has.
func (c *catalogue) form(n int64) string {
	switch plural.Cardinal.MatchPlural(c.tag, int(max(n, -n)%10_000_000), 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// forms are the plural forms that a language's integers have.
func (c *catalogue) forms() (out []string) {
	for n := range int64(2_000) {
		if f := c.form(n); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	if f := c.form(1_000_000); !slices.Contains(out, f) {
		out = append(out, f)
	}
	return out
}
