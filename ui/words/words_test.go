package words

import (
	"bufio"
	"encoding/json"
	"flag"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var missing = flag.String("missing", "", "folder for what is not translated yet, one JSON file a language")

// Every language has every sentence, with the same places, and none that nobody
// says.
func TestEverySentence(t *testing.T) {
	k := gather(t)
	for _, l := range Languages()[1:] {
		c, err := load(l.Code)
		if err != nil {
			t.Fatal(err)
		}
		if *missing != "" {
			writeMissing(t, l.Code, k, c)
			continue
		}
		lacking := 0
		for key, where := range k {
			one, other, plural := strings.Cut(key, plurals)
			if !plural {
				text, ok := c.one[key]
				switch {
				case !ok:
					lacking++
					if lacking <= 20 {
						t.Errorf("%s: not translated (%s): %q", l.Code, where, key)
					}
				case strings.TrimSpace(text) == "":
					t.Errorf("%s: empty: %q", l.Code, key)
				case !samePlaces(key, text):
					t.Errorf("%s: other places than %q: %q", l.Code, key, text)
				}
				continue
			}
			forms, ok := c.many[key]
			if !ok {
				lacking++
				if lacking <= 20 {
					t.Errorf("%s: not translated (%s): %q", l.Code, where, key)
				}
				continue
			}
			for _, f := range c.forms() {
				if text := forms[f]; text == "" {
					t.Errorf("%s: no form %q of %q", l.Code, f, key)
				} else if !samePlaces(other, text) && !samePlaces(one, text) && !withoutFirst(other, text) {
					t.Errorf("%s: other places than %q: %q", l.Code, other, text)
				}
			}
		}
		if lacking > 20 {
			t.Errorf("%s: and %d more; go test -tags ci ./ui/words -run TestEverySentence -missing FOLDER writes them", l.Code, lacking-20)
		}
		for key := range c.one {
			if _, ok := k[key]; !ok {
				t.Errorf("%s: nobody says %q", l.Code, key)
			}
		}
		for key := range c.many {
			if _, ok := k[key]; !ok {
				t.Errorf("%s: nobody says %q", l.Code, key)
			}
		}
	}
}

func writeMissing(t *testing.T, code string, k keys, c *catalogue) {
	out := map[string]any{}
	for key := range k {
		one, other, many := strings.Cut(key, plurals)
		if _, ok := c.one[key]; ok && !many {
			continue
		}
		if _, ok := c.many[key]; ok && many {
			continue
		}
		if !many {
			out[key] = ""
			continue
		}
		forms := map[string]string{}
		for _, f := range c.forms() {
			forms[f] = other
		}
		if _, ok := forms["one"]; ok {
			forms["one"] = one
		}
		out[key] = forms
	}
	f, err := os.Create(filepath.Join(*missing, code+".json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	e := json.NewEncoder(f)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	if err := e.Encode(out); err != nil {
		t.Fatal(err)
	}
}

var anyPlace = regexp.MustCompile(`%(?:\[(\d+)\])?([+#]?[0-9.]*[a-zA-Z%])`)

// places are the places of a sentence by their argument's number.
func places(text string) map[int]string {
	out, next := map[int]string{}, 0
	for _, m := range anyPlace.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		next++
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		out[next] = m[2]
	}
	return out
}

func samePlaces(key, text string) bool {
	a, b := places(key), places(text)
	if len(a) != len(b) {
		return false
	}
	for n, verb := range a {
		if b[n] != verb {
			return false
		}
	}
	return true
}

// withoutFirst allows a plural form that names its number in words, with the
// other places numbered: "one message", "deux messages à %[2]s".
func withoutFirst(key, text string) bool {
	a, b := places(key), places(text)
	delete(a, 1)
	for n, verb := range a {
		if b[n] != verb {
			return false
		}
	}
	return len(a) == len(b)
}

// word is a literal that looks as if a person should read it.
var word = regexp.MustCompile(`^[A-Z][a-z]+([ .,:;!?…–-]|$)|[A-Za-z]{2,}[,.;:]? [A-Za-z]{2,}`)

// Whatever a person reads goes through T, N, Of or Time.
func TestNothingUntranslated(t *testing.T) {
	plain := exceptions(t)
	used := map[string]bool{}
	each(t, func(path string, f *ast.File) {
		room := filepath.ToSlash(filepath.Dir(path))
		if room == "ui/words" || room == "ui/theme" {
			return
		}
		var walk func(n ast.Node) bool
		walk = func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.CallExpr:
				if name := called(path, x); name != "" {
					skip := map[string]int{"T": 1, "N": 3, "Time": 2}[name]
					for i, a := range x.Args {
						if i >= skip {
							ast.Inspect(a, walk)
						}
					}
					return false
				}
			case *ast.ImportSpec, *ast.Field:
				return false
			case *ast.BasicLit, *ast.BinaryExpr:
				s, ok := literal(n.(ast.Expr))
				if !ok {
					return true
				}
				switch {
				case plain[s]:
					used[s] = true
				case word.MatchString(anyPlace.ReplaceAllString(s, "")):
					t.Errorf("%s: %q is not translated: put it through words.T, or into testdata/plain.txt when nobody reads it", path, s)
				}
				return false
			}
			return true
		}
		ast.Inspect(f, walk)
	}, "ui")
	for s := range plain {
		if !used[s] {
			t.Errorf("testdata/plain.txt: nothing says %q", s)
		}
	}
}

func exceptions(t *testing.T) map[string]bool {
	t.Helper()
	f, err := os.Open("testdata/plain.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]bool{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s, err := strconv.Unquote(line)
		if err != nil {
			t.Fatalf("testdata/plain.txt: %s: %v", line, err)
		}
		out[s] = true
	}
	return out
}

// speak makes a language of its own for a test.
func speak(t *testing.T, code string, one map[string]string, many map[string]map[string]string) {
	t.Helper()
	c, err := load(code)
	if err != nil {
		t.Fatal(err)
	}
	c.one, c.many, c.said = one, many, newPatterns(one)
	was := current.Swap(c)
	t.Cleanup(func() { current.Store(was) })
}

func TestEnglish(t *testing.T) {
	for got, want := range map[string]string{
		T("New message"):        "New message",
		T("Open##state"):        "Open",
		T("%s of %s", "a", "b"): "a of b",
		N(1, "%s message to %s", "%s messages to %s", "x"):                    "1 message to x",
		N(1284, "%s message", "%s messages"):                                  "1,284 messages",
		Span(3*time.Hour + 4*time.Minute):                                     "3 h 4 min",
		AnswerTime(1500 * time.Microsecond):                                   "1.5 ms",
		Time(time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC), "Mon 2 Jan 15:04"): "Mon 4 May 09:30",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	speak(t, "ar", map[string]string{
		"%s to %s": "%[2]s <- %[1]s", "Mon 2 Jan 15:04": "2 Jan (Mon) 15:04", "Mon": "mo", "May##short": "mai",
		"You are too fast. Slow down.": "TF", "Wait.": "W",
		"%s was refused: %s": "REFUSED %[1]s, %[2]s", "the password is wrong": "PW", "it costs $%s a message": "$%s/m",
	}, map[string]map[string]string{"%s message¦%s messages": {"zero": "%s z", "one": "one!", "two": "%s t", "few": "%s f", "many": "%s m", "other": "%s o"}})
	for got, want := range map[string]string{
		T("%s to %s", "a", "b"):             "b <- a",
		T("unknown"):                        "unknown",
		N(0, "%s message", "%s messages"):   "0 z",
		N(2, "%s message", "%s messages"):   "2 t",
		N(5, "%s message", "%s messages"):   "5 f",
		N(11, "%s message", "%s messages"):  "11 m",
		N(100, "%s message", "%s messages"): "100 o",
		Time(time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC), "Mon 2 Jan 15:04"): "4 mai (mo) 09:30",
		Said("provider-a was refused: the password is wrong"):                 "REFUSED provider-a, PW",
		Said("it costs $3 a message"):                                         "$3/m",
		Said("You are too fast. Slow down. Wait."):                            "TF W",
		Said("nobody knows this"):                                             "nobody knows this",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for locale, want := range map[string]string{"de-AT": "de", "pt_BR.UTF-8": "pt", "C": "en", "": "en", "zh-Hant-TW": "zh", "ja": "en"} {
		if got := Match(locale); got != want {
			t.Errorf("%q: %s", locale, got)
		}
	}
	if Use("xx") == nil || Current() != "en" {
		t.Error("a language that is not there is taken")
	}
}

func FuzzSaid(f *testing.F) {
	f.Add("%s was refused: %s", "REFUSED %[1]s, %[2]s", "a was refused: b")
	f.Fuzz(func(t *testing.T, key, text, said string) {
		p := newPatterns(map[string]string{key: text})
		_ = p.read(said)
	})
}
