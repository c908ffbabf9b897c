// Package saving writes the files that people ask for: exports, reports, captures.
// What is replaced stays until all of the new is written.
package saving

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"relay/gateway"
	"relay/gateway/wholefile"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Shell is what it needs of the window.
type Shell interface {
	widgets.Desk
	Go(work func() (apply func()))
	Toast(gateway.Event)
}

// Told is what is said when a file is written.
type Told struct{ Text, Advice string }

// File asks where to write, lets write fill the file beside the window and tells
// how it went. name is that of the file, without its folder.
func File(s Shell, ask widgets.FileAsk, write func(ctx context.Context, w io.Writer, name string) (Told, error)) {
	widgets.SaveFile(s, ask, func(path string) error {
		f, err := wholefile.Begin(path, ask.Private)
		if err != nil {
			return err
		}
		s.Go(func() func() {
			told, err := write(context.Background(), f, filepath.Base(path))
			err = f.End(err)
			return func() {
				if err != nil {
					s.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The file could not be written."), Advice: words.Error(err)})
					return
				}
				s.Toast(gateway.Event{Severity: gateway.Success, Text: told.Text, Advice: told.Advice})
			}
		})
		return nil
	})
}

// IsJSON tells whether a name asks for JSON lines.
func IsJSON(name string) bool {
	e := strings.ToLower(filepath.Ext(name))
	return e == ".json" || e == ".jsonl"
}
