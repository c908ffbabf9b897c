package gateway

import (
	"errors"
	"fmt"
	"strings"
)

// Problem is one thing that a person must put right before a configuration or
// a draft can be taken.
type Problem struct {
	Path string // "client[provider-a].port", "draft.to"; a form finds its field by it
	Key  string // English sentence with %s or %d places; the key for translation
	Args []any
	Line int // in the file it came from, 0 if none
}

// String returns the sentence in English.
func (p Problem) String() string {
	if len(p.Args) == 0 {
		return p.Key
	}
	return fmt.Sprintf(p.Key, p.Args...)
}

// Where is what stands before the sentence when it is about a file: the file, the
// line and the setting, as far as they are known.
func (p Problem) Where(file string) string {
	var b strings.Builder
	b.WriteString(file)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": ")
	if i := strings.LastIndexByte(p.Path, '.'); i > strings.LastIndexByte(p.Path, ']') {
		b.WriteString(p.Path[i+1:] + ": ")
	}
	return b.String()
}

// Problems is a list of them as an error.
type Problems []Problem

func (p Problems) Error() string {
	var b strings.Builder
	for i, x := range p {
		if i > 0 {
			b.WriteString("; ")
		}
		if x.Path != "" {
			b.WriteString(x.Path)
			b.WriteString(": ")
		}
		b.WriteString(x.String())
	}
	return b.String()
}

// At returns the problems whose path is path or lies below it.
func (p Problems) At(path string) Problems {
	var out Problems
	for _, x := range p {
		if x.Path == path || strings.HasPrefix(x.Path, path+".") {
			out = append(out, x)
		}
	}
	return out
}

// Err returns nil for an empty list, else the list.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// FirstProblem is the first of a list of problems that an error carries.
func FirstProblem(err error) (Problem, bool) {
	var p Problems
	if errors.As(err, &p) && len(p) > 0 {
		return p[0], true
	}
	return Problem{}, false
}
