package ui

import (
	"fmt"
	"testing"
	"time"

	"relay/gateway"
)

func TestAttention(t *testing.T) {
	var a attention
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	link := gateway.LinkStatus{Name: "provider-a", State: gateway.LinkBound}
	for i, c := range []struct {
		after   time.Duration
		focused bool
		down    bool
		unread  int64
		want    string
	}{
		{0, false, false, 3, "[]"}, // what was there before is no news
		{time.Second, false, true, 3, "[]"},
		{29 * time.Second, false, true, 4, "[{A message arrived It stands in the inbox.}]"},
		{time.Second, false, true, 6, "[{provider-a is down nobody answers}]"},
		{time.Second, false, true, 6, "[]"}, // replies are told of at most every ten seconds
		{9 * time.Second, false, true, 7, "[{3 messages arrived They stand in the inbox.}]"},
		{time.Second, false, false, 7, "[{provider-a is connected again What waited for it goes on.}]"},
		{time.Second, true, true, 9, "[]"},
		{time.Minute, true, true, 9, "[]"}, // somebody looks
		{time.Second, false, true, 9, "[]"},
		{time.Second, false, true, 2, "[]"}, // read
		{time.Minute, false, true, 3, "[{A message arrived It stands in the inbox.}]"},
	} {
		at = at.Add(c.after)
		l := link
		switch {
		case !c.down:
			link.DownSince = time.Time{}
			l = link
		case link.DownSince.IsZero():
			link.DownSince = at
			fallthrough
		default:
			l = link
			l.State, l.Error = gateway.LinkWaiting, "nobody answers"
		}
		if got := fmt.Sprint(a.look(at, c.focused, gateway.Status{Links: []gateway.LinkStatus{l}}, c.unread)); got != c.want {
			t.Errorf("step %d: %s, want %s", i, got, c.want)
		}
	}
}
