package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/words"
)

// numbers is what rail and status bar show of the gateway.
type numbers struct {
	status  gateway.Status
	counts  gateway.Counts
	storage gateway.StorageInfo
	errors  int // severe events since the start
}

func count(n int64, c fyne.ThemeColorName) badge {
	if n == 0 {
		return badge{}
	}
	return badge{words.Number(n), c}
}

// ill is the number of links that want to be up and are not.
func (n numbers) ill() (ill int) {
	for _, l := range n.status.Links {
		switch l.State {
		case gateway.LinkRefused, gateway.LinkFailed, gateway.LinkWaiting:
			ill++
		}
	}
	return ill
}

// simulated tells whether traffic that is not real can pass.
func (n numbers) simulated() bool {
	for _, l := range n.status.Links {
		if l.Simulated && l.State != gateway.LinkOff {
			return true
		}
	}
	return n.status.SimulatorAddress != ""
}

func (n numbers) simulatorBadge() badge {
	switch {
	case n.status.SimulatorError != "":
		return badge{"!", theme.Bad}
	case n.simulated():
		return badge{words.T("on"), theme.Good}
	}
	return badge{}
}

// connected is the status bar's first word with its colour.
func (n numbers) connected() (string, fyne.ThemeColorName) {
	up, want := 0, 0
	for _, l := range n.status.Links {
		if l.State == gateway.LinkOff {
			continue
		}
		want++
		if l.State.Up() {
			up++
		}
	}
	switch {
	case len(n.status.Links) == 0:
		return words.T("No connections yet"), theme.Muted
	case want == 0:
		return words.T("Not connected"), theme.Muted
	case up == want:
		return words.T("%d of %d connected", up, want), theme.Good
	case up == 0:
		return words.T("0 of %d connected", want), theme.Bad
	}
	return words.T("%d of %d connected", up, want), theme.Warn
}

// rate is how many messages a second all links pass.
func (n numbers) rate() (perSecond float64) {
	for _, l := range n.status.Links {
		perSecond += l.Rate
	}
	return perSecond
}

// fact is a word of the status bar's left; "" for what is not known.
type fact int

// The facts, in their order.
const (
	factQueue fact = iota
	factWindow
	factDelivered
	factRate
	facts // how many there are
)

// screen is the screen that tells more of a fact.
func (f fact) screen() string {
	return [facts]string{factQueue: Outbox, factWindow: Connections, factDelivered: Overview, factRate: Overview}[f]
}

// facts are the other words of the status bar's left.
func (n numbers) facts() (out [facts]string) {
	open, places := 0, 0
	for _, l := range n.status.Links {
		if !l.Server && l.State.Up() {
			open += l.Open
			places += l.Window
		}
	}
	out[factQueue] = words.T("Queue %s", words.Number(n.status.Queued))
	if places > 0 {
		out[factWindow] = words.T("Window %d / %d", open, places)
	}
	done := n.counts.Out[gateway.Delivered] + n.counts.Out[gateway.Failed] + n.counts.Out[gateway.Expired]
	if done > 0 {
		out[factDelivered] = words.T("DLR %s %%", words.Decimal(100*float64(n.counts.Out[gateway.Delivered])/float64(done), 1))
	}
	if len(n.status.Links) > 0 {
		out[factRate] = words.T("%s msg/s", short(n.rate()))
	}
	return out
}

func short(v float64) string {
	if v == 0 || v >= 10 {
		return words.Decimal(v, 0)
	}
	return words.Decimal(v, 1)
}

func size(octets int64) string {
	switch {
	case octets < 1<<20:
		return fmt.Sprintf("%d kB", (octets+1023)/1024)
	case octets < 10<<20:
		return words.Decimal(float64(octets)/(1<<20), 1) + " MB"
	}
	return words.Number(octets>>20) + " MB"
}

// linkLine is what a link's card in the rail says below its name.
func linkLine(l gateway.LinkStatus, now time.Time) (string, fyne.ThemeColorName) {
	switch l.State {
	case gateway.LinkOff:
		if l.Simulated {
			return words.T("simulator · off"), theme.Muted
		}
		return words.T("off"), theme.Muted
	case gateway.LinkConnecting:
		return words.T("connecting …"), theme.Warn
	case gateway.LinkBinding:
		return words.T("binding …"), theme.Warn
	case gateway.LinkWaiting:
		wait := max(0, l.RetryAt.Sub(now).Round(time.Second))
		return words.T("down · retry %s", gateway.FormatDuration(wait)), theme.Bad
	case gateway.LinkRefused:
		return words.T("bind refused · waits for you"), theme.Bad
	case gateway.LinkFailed:
		return words.T("can't run · see Connections"), theme.Bad
	case gateway.LinkListening:
		return words.N(len(l.Sessions), "server · %s session", "server · %s sessions"), theme.Good
	}
	bind := map[string]string{"transceiver": "TRX", "transmitter": "TX", "receiver": "RX", "pair": "TX + RX"}[l.Bind]
	if l.Simulated {
		bind = words.T("simulator")
	}
	if l.Rate == 0 {
		return words.T("%s · idle", bind), theme.Good
	}
	return words.T("%s · %s msg/s · %s", bind, short(l.Rate), words.AnswerTime(l.RTT)), theme.Good
}
