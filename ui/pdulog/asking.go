package pdulog

import (
	"context"
	"slices"
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// asksLater tells whether a link of ours asks only after a longer silence, or
// never.
func (v *View) asksLater(link string, after time.Duration) bool {
	c := v.deps.Engine.Config()
	i := slices.IndexFunc(c.Clients, func(c gateway.ClientConfig) bool { return c.Name == link })
	return i >= 0 && (c.Clients[i].EnquireLink == 0 || c.Clients[i].EnquireLink > after)
}

// askEvery has a link ask after so much silence whether the peer is still there,
// once it is confirmed: the link is bound anew for that.
func (v *View) askEvery(link string, after time.Duration) {
	shell := v.deps.Shell
	shell.Confirm(words.T("Let %s ask after %s of silence?", clip(link, 40), pause(after)), words.T("Relay then sends enquire_link, so that the connection is not silent for longer. It is bound anew for that; messages wait until it is."), words.T("Change##verb"), false, func() {
		shell.Go(func() func() {
			c := v.deps.Engine.Config()
			for i := range c.Clients {
				if c.Clients[i].Name == link {
					c.Clients[i].EnquireLink = after
				}
			}
			err := v.deps.Engine.Apply(context.Background(), c)
			return func() {
				if err != nil {
					shell.Toast(gateway.Event{Severity: gateway.Severe, Link: link, Text: words.T("The settings of %s can't be changed.", clip(link, 40)), Advice: words.Error(err)})
					return
				}
				shell.Toast(gateway.Event{Severity: gateway.Success, Link: link, Text: words.T("%s asks after %s of silence now.", clip(link, 40), pause(after))})
				v.sequence.tell()
			}
		})
	})
}

// pause is a time span of whole seconds.
func pause(d time.Duration) string {
	if d < time.Minute {
		return words.T("%d s", int(d.Seconds()))
	}
	return duration(d)
}
