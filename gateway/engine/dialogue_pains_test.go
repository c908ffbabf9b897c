package engine_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each pain has at least one story or test that is there, and each story stands
// for something.
func TestPainsHaveStories(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "dialogue", "PAINS"))
	if err != nil {
		t.Fatal(err)
	}
	told, pains := map[string]bool{}, 0
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		pain, stories, _ := strings.Cut(line, ":")
		pains++
		if len(strings.Fields(stories)) == 0 {
			t.Errorf("%s: no story", pain)
		}
		for _, s := range strings.Fields(stories) {
			if folder, test, ok := cutLast(s); ok {
				if !hasTest(t, filepath.Join("..", "..", folder), test) {
					t.Errorf("%s: there is no %s in %s", pain, test, folder)
				}
				continue
			}
			told[s] = true
			if _, err := os.Stat(filepath.Join("testdata", "dialogue", s+".txt")); err != nil {
				t.Errorf("%s: %v", pain, err)
			}
		}
	}
	if pains < 25 {
		t.Errorf("%d pains stand there", pains)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "dialogue", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".txt"); !told[name] {
			t.Errorf("%s stands for nothing: name it in PAINS", name)
		}
	}
}

func cutLast(s string) (folder, name string, ok bool) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

func hasTest(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	is := regexp.MustCompile(`(?m)^func ` + regexp.QuoteMeta(name) + `\(`)
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if is.Match(text) {
			return true
		}
	}
	return false
}
