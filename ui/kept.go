package ui

import (
	"context"
	"maps"
	"time"

	"relay/ui/widgets"
)

// windowState is what is kept of the window. It is stored within a second of a
// change, so that it survives however Relay ends.
type windowState struct {
	Width, Height float32
	Screen        string
	Folder        string // of the last file that was opened or written

	ApartWidth, ApartHeight float32 // of a window beside it
}

const (
	columnsKey            = "window.columns"
	leastWidth, leastHigh = 800, 500
	keepFor               = 2 * time.Second // to store it, when the window closes
)

// recall reads what was kept.
func (s *Shell) recall(ctx context.Context) {
	s.state = windowState{Width: startWidth, Height: startHeight, ApartWidth: apartWidth, ApartHeight: apartHeight}
	_, _ = s.Office.Load(ctx, windowKey, &s.state)
	s.state.Width, s.state.Height = max(s.state.Width, leastWidth), max(s.state.Height, leastHigh)
	s.stored = s.state
	s.columns = map[string]map[string]float32{}
	_, _ = s.Office.Load(ctx, columnsKey, &s.columns)
}

// changed brings the state up to date and tells whether it has to be stored.
func (s *Shell) changed() bool {
	if s.root.size.Width == 0 {
		return false // it was never drawn
	}
	s.state.Width, s.state.Height, s.state.Screen = s.root.size.Width, s.root.size.Height, s.current
	if s.state == s.stored {
		return false
	}
	s.stored = s.state
	return true
}

func (s *Shell) keep(state windowState) {
	ctx, cancel := context.WithTimeout(context.Background(), keepFor)
	defer cancel()
	_ = s.Office.Save(ctx, windowKey, state)
}

// Folder is where the last file was.
func (s *Shell) Folder() string { return s.state.Folder }

// KeepFolder remembers where a file was opened or written.
func (s *Shell) KeepFolder(path string) { s.state.Folder = path }

// Columns gives the columns of a grid the widths that they had, and keeps those
// that they get.
func (s *Shell) Columns(name string, g widgets.Columned) {
	g.SetWidths(s.columns[name])
	g.OnWidths(func() {
		s.columns[name] = g.Widths()
		all := maps.Clone(s.columns)
		s.Go(func() func() {
			ctx, cancel := context.WithTimeout(context.Background(), keepFor)
			defer cancel()
			_ = s.Office.Save(ctx, columnsKey, all)
			return nil
		})
	})
}

// keepTyped has the screens store what was typed just now: they go.
func (s *Shell) keepTyped() {
	for _, v := range s.built {
		if k, ok := v.(keeper); ok {
			k.Keep()
		}
	}
}
