package gateway

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Every row is whole: a name, one sentence of help, bounds that hold its default;
// and something beyond the tables reads its field.
func TestSettingsAreWholeAndRead(t *testing.T) {
	read := selectors(t)
	wholeSettings(t, "client", ClientSettings(), read)
	wholeSettings(t, "server", ServerSettings(), read)
	wholeSettings(t, "account", AccountSettings(), read)
}

func wholeSettings[T any](t *testing.T, of string, rows []Setting[T], read map[string]bool) {
	t.Helper()
	var v T
	Defaults(&v, rows)
	fields := map[string]bool{}
	keys := map[string]bool{}
	for _, s := range rows {
		name := of + "." + s.Key
		if keys[s.Key] {
			t.Errorf("%s stands twice", name)
		}
		keys[s.Key] = true
		if s.Label == "" || s.Group == "" || !strings.HasSuffix(s.Help, ".") {
			t.Errorf("%s: label %q, group %q, help %q", name, s.Label, s.Group, s.Help)
		}
		switch s.Kind {
		case KindInt, KindFloat, KindDuration:
			if s.Min == nil || s.Max == nil || s.Default == nil {
				t.Errorf("%s has no default or no bounds", name)
			}
		case KindChoice:
			if len(s.Choices) < 2 || s.Default == nil {
				t.Errorf("%s has no choice or no default", name)
			}
		case KindBool:
			if s.Default == nil {
				t.Errorf("%s has no default", name)
			}
		}
		for _, p := range checkRows(of, &v, []Setting[T]{s}) {
			if !s.Need {
				t.Errorf("%s: its default is refused: %s", name, p.String())
			}
		}
		field := fieldOf(&v, s.Ptr(&v))
		fields[field] = true
		if !read[field] {
			t.Errorf("%s: nothing reads %s", name, field)
		}
	}
	// What a person may set has a row.
	for i := range reflect.TypeFor[T]().NumField() {
		f := reflect.TypeFor[T]().Field(i).Name
		switch f {
		case "ID", "KeepPassword", "PasswordLost", "PasswordHash":
			continue
		}
		if !fields[f] {
			t.Errorf("%s: %s has no row", of, f)
		}
	}
}

// fieldOf is the name of the field that a pointer points to.
func fieldOf(v, p any) string {
	s := reflect.ValueOf(v).Elem()
	for i := range s.NumField() {
		if s.Field(i).Addr().Pointer() == reflect.ValueOf(p).Pointer() {
			return s.Type().Field(i).Name
		}
	}
	return ""
}

// selectors are the fields that the gateway's code reads: x.Name anywhere but in
// the tables, in what copies a configuration and in what says what is wrong with
// it.
func selectors(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || path == "settings.go" || path == "validate.go" {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && (strings.HasPrefix(fn.Name.Name, "check") || fn.Name.Name == "Clone") {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					out[s.Sel.Name] = true
				}
				return true
			})
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatal(err)
	}
	return out
}
