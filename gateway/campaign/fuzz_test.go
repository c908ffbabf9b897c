package campaign

import (
	"os"
	"strings"
	"testing"
)

// Whatever comes in, a table is whole or there is an error in words.
func FuzzRead(f *testing.F) {
	f.Add([]byte("name;phone\nAnna;+36301234567\n"))
	f.Add([]byte("sep=,\n\"a\"\"b\",\"c\nd\"\n"))
	f.Add([]byte("\xFF\xFEa\x00;\x00b\x00\n\x00"))
	f.Add([]byte("\xEF\xBB\xBF\x93quoted\x94,x\n"))
	people, err := os.ReadFile("../xlsx/testdata/people.xlsx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(people)
	f.Fuzz(func(t *testing.T, octets []byte) {
		table, err := Read(t.Context(), octets, quiet)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		for _, named := range []bool{table.Named, true, false} {
			table.SetNamed(named)
			seen := map[string]bool{}
			for _, h := range table.Header {
				if h == "" || seen[strings.ToLower(h)] || strings.ContainsAny(h, "{}|") {
					t.Fatalf("header %q", table.Header)
				}
				seen[strings.ToLower(h)] = true
				if tpl, err := ParseTemplate("{" + h + "}"); err != nil {
					t.Fatalf("%q is no field: %v", h, err)
				} else if _, missing := tpl.bind(table.Header); missing != "" {
					t.Fatalf("%q is not found", missing)
				}
			}
			for i, r := range table.Rows {
				if len(r) > len(table.Header) {
					t.Fatalf("row %d is wider than the header", table.Number(i))
				}
			}
			_ = GuessNumber(table.Header, table.Rows)
		}
	})
}

// A text without fields says itself, with braces doubled; any text is a template
// or an error in words.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"Hi {name|friend}, {code}", "{{}}", "{", "}", "{a{b}}", "{|}", "{ \x00 }", "💥{é}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if tpl, err := ParseTemplate(s); err == nil {
			b, missing := tpl.bind(tpl.Fields())
			if missing != "" {
				t.Fatalf("%q is no field of its own template %q", missing, s)
			}
			b.fill(nil)
		} else if err.Error() == "" {
			t.Fatal("an error without words")
		}
		doubled := strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
		tpl, err := ParseTemplate(doubled)
		if err != nil {
			t.Fatalf("%q: %v", doubled, err)
		}
		b, _ := tpl.bind(nil)
		if got, _ := b.fill(nil); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
