package app

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"relay/gateway"
)

// lines knows in which line of the file each key stands, by the path that
// Validate uses.
type lines map[string]int

// place adds the line to problems that have none.
func (l lines) place(p gateway.Problems) gateway.Problems {
	for i := range p {
		path := p[i].Path
		for p[i].Line == 0 && path != "" {
			p[i].Line = l[path]
			if j := strings.LastIndexByte(path, '.'); j > strings.LastIndexByte(path, ']') {
				path = path[:j]
			} else {
				break
			}
		}
	}
	return p
}

// keyLines finds the line of every key and table of a TOML text, as
// "client#0.host" (tables counted from 0).
func keyLines(text []byte) map[string]int {
	out := map[string]int{}
	p := unstable.Parser{}
	p.Reset(text)
	count := map[string]int{}
	table := ""
	lineOf := func(n *unstable.Node) int {
		return 1 + bytes.Count(text[:p.Shape(p.Range(n.Data)).Start.Offset], []byte("\n"))
	}
	for p.NextExpression() {
		e := p.Expression()
		var name []string
		line := 0
		for it := e.Key(); it.Next(); {
			name = append(name, string(it.Node().Data))
			if line == 0 {
				line = lineOf(it.Node())
			}
		}
		key := strings.Join(name, ".")
		switch e.Kind {
		case unstable.ArrayTable:
			table = key + "#" + strconv.Itoa(count[key])
			count[key]++
			out[table] = line
		case unstable.Table:
			table = key
			out[table] = line
		case unstable.KeyValue:
			if table != "" {
				key = table + "." + key
			}
			out[key] = line
		}
	}
	return out
}

// problemsIn is what a file's problems look like: a line each.
func problemsIn(file string, p gateway.Problems) error { return &fileProblems{file, p} }

// fileProblems are the problems of a file, each with its line.
type fileProblems struct {
	file string
	list gateway.Problems
}

func (f *fileProblems) Error() string {
	lines := make([]string, len(f.list))
	for i, x := range f.list {
		lines[i] = x.Where(f.file) + x.String()
		if strings.HasPrefix(x.Path, "client[") && strings.HasSuffix(x.Path, ".password") {
			lines[i] += "; in a file it is password, password_env or password_file"
		}
	}
	return strings.Join(lines, "\n")
}

func (f *fileProblems) Unwrap() error { return f.list }
