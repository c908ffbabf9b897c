package engine

import (
	"slices"
	"time"
)

// maxWarnings bounds what lasts: a user reads no more of them.
const maxWarnings = 100

// warning is told in the window for as long as it is so.
type warning struct {
	text    string
	until   time.Time // when it is over by itself; zero: never
	settled bool      // a change of the configuration may be what ends it
}

// warn adds a lasting warning.
func (e *Engine) warn(w warning) {
	e.mu.Lock()
	defer e.mu.Unlock()
	i := slices.IndexFunc(e.warnings, func(x warning) bool { return x.text == w.text })
	switch {
	case i >= 0:
		e.warnings[i] = w
	case len(e.warnings) < maxWarnings:
		e.warnings = append(e.warnings, w)
	}
}

// unwarn ends what a new configuration may have put right. What it has not comes
// again with the next message.
func (e *Engine) unwarn() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.warnings = slices.DeleteFunc(e.warnings, func(w warning) bool { return w.settled })
}

// warned are the texts of what is so now. e.mu is held.
func (e *Engine) warned(now time.Time) []string {
	e.warnings = slices.DeleteFunc(e.warnings, func(w warning) bool { return !w.until.IsZero() && !now.Before(w.until) })
	out := make([]string, len(e.warnings))
	for i, w := range e.warnings {
		out[i] = w.text
	}
	return out
}
