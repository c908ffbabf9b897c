package app

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"relay/app/source"
)

// rooms is who may import whom, of our rooms and of fyne, modernc and logrus.
// "screen" stands for every folder of ui that is no room of its own.
var rooms = map[string]string{
	".":                 "app fyne",
	"app":               "*",
	"app/headless":      "app",
	"app/locale":        "",
	"app/sample":        "storage gateway smpp sms",
	"app/source":        "",
	"assets":            "",
	"gateway":           "smpp sms",
	"gateway/smpp":      "",
	"gateway/sms":       "smpp",
	"gateway/session":   "smpp",
	"gateway/transport": "gateway",
	"gateway/number":    "gateway smpp",
	"gateway/filter":    "gateway smpp sms",
	"gateway/campaign":  "gateway sms number xlsx",
	"gateway/xlsx":      "",
	"gateway/leaks":     "",
	"gateway/octets":    "",
	"gateway/wholefile": "",
	"gateway/diagnose":  "gateway session transport smpp",
	"gateway/rules":     "gateway sms",
	"gateway/pics":      "gateway smpp sms",
	"gateway/simulator": "gateway session transport sms smpp",
	"gateway/engine":    "gateway session transport diagnose campaign number rules sms smpp logrus",
	"storage":           "gateway smpp filter wholefile modernc",
	"ui":                "ui/* assets gateway fyne",
	"ui/theme":          "assets fyne",
	"ui/words":          "assets gateway smpp",
	"ui/widgets":        "ui/words ui/theme assets fyne",
	"ui/saving":         "ui/words ui/widgets gateway wholefile",
	"ui/form":           "ui/words ui/widgets ui/theme gateway fyne",
	"ui/pduview":        "ui/words ui/widgets ui/theme gateway smpp filter fyne",
	"ui/compose":        "ui/words ui/form ui/widgets ui/theme gateway smpp sms number fyne",
	"ui/campaigns":      "ui/words ui/compose ui/saving ui/widgets ui/theme gateway sms number campaign fyne",
	"ui/uitest":         "gateway fyne",
	"screen":            "ui/words ui/compose ui/pduview ui/saving ui/form ui/widgets ui/theme gateway smpp sms number filter addressbook octets rules fyne",

	"gateway/addressbook": "gateway number xlsx",
}

// sources are the Go files of the project that are no tests.
func sources(t *testing.T) []source.File {
	t.Helper()
	list, err := source.Read("..")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// roomOf names an import as the table does; "" for what the table does not rule.
func roomOf(path string) string {
	switch {
	case strings.HasPrefix(path, "fyne.io/fyne/v2"):
		return "fyne"
	case path == "modernc.org/sqlite":
		return "modernc"
	case strings.HasPrefix(path, "github.com/sirupsen/logrus"):
		return "logrus"
	case path == "relay/gateway":
		return "gateway"
	case strings.HasPrefix(path, "relay/gateway/"):
		return strings.TrimPrefix(path, "relay/gateway/")
	case strings.HasPrefix(path, "relay/"):
		return strings.TrimPrefix(path, "relay/")
	}
	return ""
}

func TestRooms(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasPrefix(s.Room, ".ci") {
			continue
		}
		allowed, ok := rooms[s.Room]
		if !ok && strings.HasPrefix(s.Room, "ui/") {
			allowed, ok = rooms["screen"], true
		}
		if !ok {
			t.Errorf("%s is no room of the table", s.Room)
			continue
		}
		list := strings.Fields(allowed)
		for _, i := range s.AST.Imports {
			name := roomOf(strings.Trim(i.Path.Value, `"`))
			if name == "" || allowed == "*" || slices.Contains(list, name) || strings.HasPrefix(name, "ui/") && slices.Contains(list, "ui/*") {
				continue
			}
			t.Errorf("%s/%s may not import %s", s.Room, s.Name, name)
		}
		if s.Name == "model.go" && strings.Contains(s.Text, `"fyne.io/`) {
			t.Errorf("%s/model.go knows Fyne", s.Room)
		}
		if calls := crossings(s.AST); len(calls) > 0 && (s.Room != "ui" || s.Name != "bridge.go") {
			t.Errorf("%s/%s crosses to Fyne's thread (%v); only ui/bridge.go may", s.Room, s.Name, calls)
		}
	}
}

// crossings are the calls of fyne.Do and fyne.DoAndWait.
func crossings(f *ast.File) (out []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok && (x.Sel.Name == "Do" || x.Sel.Name == "DoAndWait") {
			if p, ok := x.X.(*ast.Ident); ok && p.Name == "fyne" {
				out = append(out, "fyne."+x.Sel.Name)
			}
		}
		return true
	})
	return out
}

func TestEveryRoomHasItsPage(t *testing.T) {
	seen, told := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		seen[s.Room] = true
		if s.AST.Doc != nil && len(s.AST.Doc.Text()) > 40 {
			told[s.Room] = true
		}
	}
	for room := range seen {
		if !told[room] {
			t.Errorf("%s has no package comment that says what it is for", room)
		}
	}
}

func TestNoPackageState(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.AST.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s/%s registers in init", s.Room, s.Name)
			}
		}
		for _, word := range []string{"TO" + "DO", "FIX" + "ME"} {
			if strings.Contains(s.Text, word) {
				t.Errorf("%s/%s has a %s", s.Room, s.Name, word)
			}
		}
	}
}
