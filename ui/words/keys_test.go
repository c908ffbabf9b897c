package words

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"relay/app/source"
	"relay/gateway"
	"relay/gateway/addressbook"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// keys are all sentences that the window may have to say: key -> where it
// stands. Those of N are "one¦other".
type keys map[string]string

// gather reads the keys out of the source and the tables. What the code does
// that hides a key is an error of the test.
func gather(t *testing.T) keys {
	t.Helper()
	k := keys{}
	k.calls(t)
	k.sentences(t)
	k.problems(t)
	k.tables()
	for _, name := range strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun" +
		" January February March April May June July August September October November December Jan Feb Mar Apr May##short Jun Jul Aug Sep Oct Nov Dec") {
		k[name] = "names of days and months"
	}
	return k
}

func (k keys) add(key, where string) {
	if strings.ContainsFunc(key, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }) {
		if _, ok := k[key]; !ok {
			k[key] = where
		}
	}
}

// each calls do for every Go file below the folders that is no test, but for what
// only tests use.
func each(t *testing.T, do func(path string, f *ast.File), folders ...string) {
	t.Helper()
	list, err := source.Read("../..", folders...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Room != "ui/uitest" && f.Room != "app/source" {
			do(f.Path(), f.AST)
		}
	}
}

func literal(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		a, ok := literal(x.X)
		b, also := literal(x.Y)
		return a + b, ok && also && x.Op == token.ADD
	}
	return "", false
}

// joined is a text put together with +, a place for what is no literal: the
// sentence that Said has to find.
func joined(e ast.Expr) (text string, rest []ast.Expr) {
	if s, ok := literal(e); ok {
		return s, nil
	}
	if x, ok := e.(*ast.BinaryExpr); ok && x.Op == token.ADD {
		a, more := joined(x.X)
		b, most := joined(x.Y)
		return a + b, append(more, most...)
	}
	return "%s", []ast.Expr{e}
}

// called is the function's name when e calls one of this package; this room
// calls it without the package's name.
func called(path string, c *ast.CallExpr) string {
	fun := c.Fun
	if i, ok := fun.(*ast.IndexExpr); ok {
		fun = i.X
	}
	switch x := fun.(type) {
	case *ast.SelectorExpr:
		if p, ok := x.X.(*ast.Ident); ok && p.Name == "words" {
			return x.Sel.Name
		}
	case *ast.Ident:
		if strings.HasPrefix(path, "ui/words/") {
			return x.Name
		}
	}
	return ""
}

// calls are the keys of T, N and Time in the window's rooms.
func (k keys) calls(t *testing.T) {
	each(t, func(path string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var want []int
			switch called(path, c) {
			case "T":
				want = []int{0}
			case "N":
				want = []int{1, 2}
			case "Time":
				want = []int{1}
			}
			var parts []string
			for _, i := range want {
				s, ok := literal(c.Args[i])
				if !ok {
					t.Errorf("%s: a key that is no literal: %s", path, called(path, c))
					return true
				}
				parts = append(parts, s)
			}
			if len(parts) == 1 && called(path, c) == "Time" && (!strings.Contains(parts[0], " ") || !strings.Contains(parts[0], "Jan") && !strings.Contains(parts[0], "Mon")) {
				return true
			}
			if len(parts) > 0 {
				k.add(strings.Join(parts, plurals), path)
			}
			return true
		})
	}, "ui")
}

// sentence is a literal of several words, as opposed to a name or a key.
var sentence = regexp.MustCompile(`[A-Za-z]+,? [A-Za-z%]|^[A-Z][a-z]+$`)

// sentences are those of the gateway that end up in the window: all literals of
// several words but those that only the log gets. The tables of the protocol,
// scenarios' scripts and simulated texts are no sentences of ours.
func (k keys) sentences(t *testing.T) {
	rooms := []string{"gateway/engine", "gateway/session", "gateway/diagnose", "gateway/transport", "gateway/campaign", "gateway/number", "gateway/rules", "gateway/addressbook", "gateway/xlsx", "gateway/filter", "gateway/octets"}
	each(t, func(path string, f *ast.File) { k.said(path, f) }, rooms...)
	each(t, func(path string, f *ast.File) {
		if filepath.Dir(path) == "gateway" {
			k.said(path, f)
		}
	}, "gateway")
	// What is kept, erased and backed up is told where it is done, beside SQL; of
	// the program's own room only the audit trail is shown.
	told := keys{}
	each(t, func(path string, f *ast.File) {
		if slices.Contains([]string{"storage/places.go", "storage/erase.go", "storage/seal.go", "storage/backup.go"}, path) {
			told.said(path, f)
		}
	}, "storage")
	each(t, func(path string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if s, ok := c.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "AddAudit" {
					told.said(path, c)
				}
			}
			return true
		})
	}, "app")
	for text, where := range told {
		if !statement.MatchString(text) {
			k.add(text, where)
		}
	}
}

// statement is a piece of SQL, as opposed to a sentence.
var statement = regexp.MustCompile(`\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|AND|OR|NOT|NULL|PRAGMA|VACUUM|ORDER BY|SET|REPLACE|ATTACH|fts5)\b|(^| )[a-z_.]+ (=|<>|IN) |[a-z]+_[a-z]+ = `)

// said takes the sentences of a file, or of a piece of it.
func (k keys) said(path string, f ast.Node) {
	var look func(n ast.Node) bool
	look = func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.ImportSpec, *ast.Field:
			return false
		case *ast.CallExpr:
			if s, ok := x.Fun.(*ast.SelectorExpr); ok && logs(s) {
				return false
			}
		case *ast.BasicLit, *ast.BinaryExpr:
			if b, ok := x.(*ast.BinaryExpr); ok && b.Op != token.ADD {
				return true
			}
			text, rest := joined(x.(ast.Expr))
			if sentence.MatchString(strings.ReplaceAll(text, "%s", "")) {
				k.add(text, path)
			}
			for _, e := range rest {
				if e != x {
					ast.Inspect(e, look)
				}
			}
			return false
		}
		return true
	}
	ast.Inspect(f, look)
}

// logs tells whether a call is one of the log's.
func logs(s *ast.SelectorExpr) bool {
	return slices.Contains([]string{"Debug", "Debugf", "Info", "Infof", "Warn", "Warnf", "Warning", "Error", "Errorf", "WithField", "WithFields", "WithError"}, s.Sel.Name) && !isPackage(s.X, "fmt") && !isPackage(s.X, "errors")
}

func isPackage(e ast.Expr, name string) bool {
	p, ok := e.(*ast.Ident)
	return ok && p.Name == name
}

// problems are what storage says of what a person typed: the keys of its
// problems. Its other errors are about the file, for the log.
func (k keys) problems(t *testing.T) {
	each(t, func(path string, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if name, ok := kv.Key.(*ast.Ident); ok && name.Name == "Key" {
					if s, ok := literal(kv.Value); ok && sentence.MatchString(s) {
						k.add(s, path)
					}
				}
			}
			return true
		})
	}, "storage")
}

// tables are the words of rows: labels, units and names of one word, which no
// rule could tell from a key in the source.
func (k keys) tables() {
	k.add("NETWORK", "the rail")
	for s := range gateway.Received + 1 {
		k.add(s.String(), "states")
	}
	settings(k, gateway.ClientSettings())
	settings(k, gateway.ServerSettings())
	settings(k, gateway.AccountSettings())
	settings(k, gateway.RuleSettings())
	for _, s := range gateway.Scenarios() {
		k.add(s.Name, "scenarios")
		k.add(s.Help, "scenarios")
		k.add(s.Relay, "scenarios")
		k.add(s.Group.String(), "scenarios")
		k.add(s.Param.Unit, "scenarios")
	}
	for _, d := range gateway.TestDigits() {
		k.add(d.Help, "test numbers")
	}
	for _, u := range addressbook.Uses("") {
		k.add(u.Words(), "columns of a file")
	}
	for l := sms.Turkish; l <= sms.Urdu; l++ {
		k.add(l.String(), "national tables")
	}
	for _, c := range gateway.DataClasses() {
		k.add(c.Name, "data classes")
		k.add(c.Help, "data classes")
		k.add(c.Erase, "data classes")
	}
	for _, s := range gateway.States() {
		k.add(s.String(), "states")
		k.add(strings.ToUpper(s.String()[:1])+s.String()[1:], "states")
	}
	for _, name := range []string{"resolve", "connect"} {
		k.add(name, "steps of the connection test")
	}
	for _, word := range []string{"and", "or", "is", "contains", "answers", "requests", "field"} {
		k.add(word, "completion of filters")
	}
	for _, d := range gateway.TestDigits() {
		k.add(d.Help, "test numbers")
	}
	for _, word := range []string{gateway.AuditErased, gateway.AuditExported, gateway.AuditCleaned, gateway.AuditBackup, gateway.AuditRestored, gateway.AuditSettings, gateway.AuditCompact} {
		k.add(word, "the audit trail")
	}
	k.add("checked by a search of the files: nothing left", "the audit trail")
	k.add("the check found something left", "the audit trail")
	k.add("Opt-out", "what is found about a person")
	k.add("Arrived", "a message's story")
	for s := gateway.LinkOff; s <= gateway.LinkFailed; s++ {
		k.add(s.String(), "states of links")
		k.add(strings.ToUpper(s.String()[:1])+s.String()[1:], "states of links")
	}
	for s := range smpp.Statuses() {
		k.add(s.Meaning, "statuses")
		k.add(s.Advice, "statuses")
	}
}

func settings[T any](k keys, rows []gateway.Setting[T]) {
	for _, r := range rows {
		k.add(r.Label, "settings")
		k.add(r.Group, "settings")
		k.add(r.Unit, "settings")
		k.add(r.Help, "settings")
		for _, c := range r.Choices {
			k.add(c, "settings")
		}
	}
}
