// Package source reads the project's own Go files, for the tests that hold its
// rules: who imports whom, and what has to be translated. Nothing of the program
// uses it, and it starts no goroutine.
package source

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// File is one Go file that is no test.
type File struct {
	Room, Name string // the folder from the root, "." for the root itself, and the file in it
	Text       string
	AST        *ast.File
}

// Path is where the file lies from the root.
func (f File) Path() string { return path.Join(f.Room, f.Name) }

// Read reads the files below folders of the tree at root, all of it without any.
// What begins with a dot, testdata and other languages' modules are passed over.
func Read(root string, folders ...string) (out []File, err error) {
	if len(folders) == 0 {
		folders = []string{"."}
	}
	for _, folder := range folders {
		top := filepath.Join(root, folder)
		err := filepath.WalkDir(top, func(at string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && at != top && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules"):
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go"):
				return nil
			}
			f, err := read(root, at)
			out = append(out, f)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func read(root, at string) (File, error) {
	text, err := os.ReadFile(at)
	if err != nil {
		return File{}, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), at, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return File{}, err
	}
	room, err := filepath.Rel(root, filepath.Dir(at))
	return File{filepath.ToSlash(room), filepath.Base(at), string(text), parsed}, err
}
