package connections

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// Fact is a figure of a card with its name, and how much that is of what there is
// where it has a meter.
type Fact struct {
	Name, Value string
	Meter       bool
	Share       float64
}

// ClientFacts are the figures of a client link.
func ClientFacts(c gateway.ClientConfig, l gateway.LinkStatus, now time.Time) []Fact {
	since, from := words.T("Up for"), l.Since
	if !l.State.Up() {
		since = words.T("Down for")
		if !l.DownSince.IsZero() {
			from = l.DownSince // each try is a state of its own
		}
	}
	if l.State == gateway.LinkOff {
		since = words.T("Off for")
	}
	rate, answer, window := "–", "–", "–"
	if l.State.Up() {
		rate = words.T("%s /s", words.Decimal(l.Rate, 1))
		window = words.T("%d of %d", l.Open, l.Window)
		if l.RTT > 0 {
			answer = words.AnswerTime(l.RTT)
		}
	}
	limit := words.T("no limit")
	if c.Rate > 0 {
		limit = words.T("limit %s /s", words.Decimal(c.Rate, -1))
	}
	if l.Limit > 0 {
		limit = join(limit, words.T("takes about %s", words.Number(int64(math.Round(max(l.Limit, 1))))))
	}
	if c.Simulated() {
		limit = ""
	}
	full := 0.0
	if l.State.Up() {
		full = share(float64(l.Open), float64(l.Window))
	}
	return []Fact{{Name: since, Value: Span(now.Sub(from), from.IsZero())}, {Name: join(words.T("Rate"), limit), Value: rate}, {Name: words.T("Window in use"), Value: window, Meter: true, Share: full},
		{Name: words.T("Answer time"), Value: answer}, {Name: words.T("Waiting"), Value: words.Number(l.Queued)}, {Name: words.T("Sent, received"), Value: words.T("%s, %s", words.Number(int64(l.Sent)), words.Number(int64(l.Received)))}}
}

// NextTry says when a link that waits tries again.
func NextTry(l gateway.LinkStatus, now time.Time) string {
	left := l.RetryAt.Sub(now).Round(time.Second)
	switch {
	case l.RetryAt.IsZero():
		return ""
	case left <= 0:
		return words.T("Tries again now.")
	}
	return words.T("Tries again in %s.", words.Span(left))
}

// Since is a link with the times since when it is down or off as its history has
// them: the engine knows only what happened since the program was started.
func Since(l gateway.LinkStatus, changes []gateway.LinkChange) gateway.LinkStatus {
	const late = 2 * time.Second // by which the history may have a change after the engine
	var own []gateway.LinkChange
	for _, c := range changes {
		if c.Link == l.Name {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return l
	}
	newest := own[len(own)-1]
	switch {
	case l.State == gateway.LinkOff && newest.Reach == gateway.ReachOff && newest.At.Before(l.Since):
		l.Since = newest.At
	case l.DownSince.IsZero(), newest.Reach != gateway.ReachAway && newest.At.Before(l.DownSince.Add(-late)):
		// It is not down, or the history lags behind.
	default:
		for _, c := range slices.Backward(own) {
			if c.Reach == gateway.ReachUp || c.Reach == gateway.ReachOff {
				break
			}
			if c.Reach != gateway.ReachAway && c.At.Before(l.DownSince) {
				l.DownSince = c.At
			}
		}
	}
	return l
}

func join(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, " · ")
}

// Span is a length of time in one or two units; unknown shows a dash.
func Span(d time.Duration, unknown bool) string {
	if unknown {
		return "–"
	}
	return words.Span(d)
}

// Wire says how a client link reaches its peer.
func Wire(c gateway.ClientConfig) string {
	bind := map[gateway.BindMode]string{gateway.BindTransceiver: "TRX", gateway.BindTransmitter: "TX", gateway.BindReceiver: "RX", gateway.BindPair: "TX + RX"}[c.Bind]
	tls := words.T("plain##without TLS")
	if c.TLS {
		tls = "TLS"
	}
	if c.Simulated() {
		return join(words.Of(c.Address()), bind)
	}
	return join(c.Address(), tls, bind, "SMPP "+c.Version.String())
}

// StateWord is a link's state as people read it.
func StateWord(l gateway.LinkStatus) string {
	s := l.State.String()
	if l.State == gateway.LinkWaiting {
		return words.T("Down##link")
	}
	return words.Of(strings.ToUpper(s[:1]) + s[1:])
}

// AccountSessions are the live sessions of an account.
func AccountSessions(st gateway.Status, systemID string) (out []gateway.SessionStatus) {
	for _, l := range st.Links {
		for _, s := range l.Sessions {
			if l.Server && s.Account == systemID {
				out = append(out, s)
			}
		}
	}
	return out
}

// FreeName makes a name that no link has: "provider", "provider-2" …
func FreeName(c gateway.Config, want string) string {
	for i := 1; ; i++ {
		name := want
		if i > 1 {
			name = fmt.Sprintf("%s-%d", want, i)
		}
		_, client := c.Client(name)
		_, server := c.Server(name)
		if !client && !server {
			return name
		}
	}
}

// Put returns the configuration with a value in place of the one that is says,
// or appended.
func Put[T any](list []T, v T, is func(T) bool) []T {
	out := slices.Clone(list)
	if i := slices.IndexFunc(out, is); i >= 0 {
		out[i] = v
		return out
	}
	return append(out, v)
}
