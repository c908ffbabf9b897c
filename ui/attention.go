package ui

import (
	"time"

	"relay/gateway"
	"relay/ui/words"
)

const (
	downFor     = 30 * time.Second // a link is down so long before the desktop is told
	repliesWait = 10 * time.Second // between two notices of replies
)

// notice is what the desktop shows while nobody looks at the window.
type notice struct{ title, text string }

// attention decides what the desktop is told. It is a value that is told the
// time.
type attention struct {
	down    map[string]bool // links of which it was told that they are down
	unread  int64           // when the window was last looked at, or replies last told of
	replies time.Time       // when they were
	known   bool
}

// look compares with what was told before; nothing is told while the window has
// the focus.
func (a *attention) look(now time.Time, focused bool, st gateway.Status, unread int64) (out []notice) {
	if a.down == nil {
		a.down = map[string]bool{}
	}
	for _, l := range st.Links {
		switch {
		case l.DownSince.IsZero():
			if a.down[l.Name] && !focused && l.State.Up() {
				out = append(out, notice{words.T("%s is connected again", l.Name), words.T("What waited for it goes on.")})
			}
			delete(a.down, l.Name)
		case !a.down[l.Name] && now.Sub(l.DownSince) >= downFor:
			a.down[l.Name] = true
			if !focused {
				out = append(out, notice{words.T("%s is down", l.Name), words.Said(l.Error)})
			}
		}
	}
	switch {
	case focused || !a.known || unread < a.unread:
		a.unread, a.known = unread, true
	case unread > a.unread && now.Sub(a.replies) >= repliesWait:
		n := unread - a.unread
		said := notice{words.N(n, "%s message arrived", "%s messages arrived"), words.T("They stand in the inbox.")}
		if n == 1 {
			said = notice{words.T("A message arrived"), words.T("It stands in the inbox.")}
		}
		out = append(out, said)
		a.unread, a.replies = unread, now
	}
	return out
}
