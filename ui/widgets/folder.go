package widgets

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// fileEntry is a line of a folder.
type fileEntry struct {
	name    string
	dir     bool
	size    int64
	changed time.Time
}

// wanted says which entries of a folder are shown.
type wanted struct {
	extensions []string // in lower case; none: every file
	folders    bool     // folders alone
	begins     string   // of the name, as typed; a point shows hidden ones
}

func (w wanted) shows(e fileEntry) bool {
	name := strings.ToLower(e.name)
	switch {
	case strings.HasPrefix(name, ".") && !strings.HasPrefix(w.begins, "."), !strings.HasPrefix(name, strings.ToLower(w.begins)):
		return false
	case e.dir:
		return true
	}
	return !w.folders && (len(w.extensions) == 0 || slices.Contains(w.extensions, filepath.Ext(name)))
}

// readFolder lists a folder, folders first.
func readFolder(path string) ([]fileEntry, error) {
	list, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var out []fileEntry
	for _, x := range list {
		info, err := os.Stat(filepath.Join(path, x.Name())) // what a link stands for
		if err != nil {
			continue
		}
		out = append(out, fileEntry{x.Name(), info.IsDir(), info.Size(), info.ModTime()})
	}
	slices.SortFunc(out, func(a, b fileEntry) int {
		if a.dir != b.dir {
			if a.dir {
				return -1
			}
			return 1
		}
		return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	return out, nil
}

// typedPath is what somebody means who types into the line of a name: a whole
// path, one from the home folder, or a name in the folder that is shown.
func typedPath(folder, typed string) string {
	typed = strings.TrimSpace(typed)
	if rest, ok := strings.CutPrefix(typed, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		return filepath.Join(homeFolder(), rest)
	}
	if filepath.IsAbs(typed) {
		return filepath.Clean(typed)
	}
	return filepath.Join(folder, typed)
}

// homeFolder is the user's, or the root where there is none.
func homeFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return string(filepath.Separator)
	}
	return home
}

// isFolder tells whether a path is a folder.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// nearestFolder is the path itself, or what is left of it.
func nearestFolder(path string) string {
	for path != "" && !isFolder(path) {
		up := filepath.Dir(path)
		if up == path {
			break
		}
		path = up
	}
	if path == "" || !isFolder(path) {
		return homeFolder()
	}
	return path
}

// fileSize is a size in the unit that fits.
func fileSize(n int64) string {
	unit, f := "B", float64(n)
	for _, u := range []string{"kB", "MB", "GB"} {
		if f < 1000 {
			break
		}
		unit, f = u, f/1000
	}
	if unit == "B" || f >= 10 {
		return fmt.Sprintf("%.0f %s", f, unit)
	}
	return fmt.Sprintf("%.1f %s", f, unit)
}
