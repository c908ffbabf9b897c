package connections

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Fix is what a button beside a cause does.
type Fix uint8

const (
	FixPassword Fix = iota // opens the form at the password
	FixSettings            // opens the form
	FixRequest             // copies what to ask the provider
	FixAgain               // tests again
	FixPair                // tests with two connections, one to send and one to receive
	FixTRX                 // tests with one connection for both
	FixV34                 // tests with SMPP 3.4
	FixTLS                 // tests with TLS, or without
)

// Cause is why a step may have failed, with what this computer knows of it.
type Cause struct {
	Title    string
	Odds     int // 0 to 100, to rank by; no probability
	Evidence []string
	Fixes    []Fix
}

// Scene is what a failed test is judged by. All of it was seen on this computer.
type Scene struct {
	Client       gateway.ClientConfig
	Trial        Trial
	Good         *Trial    // the last that worked before; nil: none is known
	SamePassword bool      // as Good's
	Changed      time.Time // when the password or the system id was last changed here; zero: not known
	Link         gateway.LinkStatus
	Now          time.Time
}

// OddsWord is how likely a cause is, by its place and its odds.
func OddsWord(rank int, c Cause) string {
	switch {
	case rank == 0 && c.Odds >= 40:
		return words.T("most likely")
	case c.Odds >= 30:
		return words.T("likely")
	case c.Odds >= 12:
		return words.T("possible")
	}
	return words.T("unlikely")
}

// Verdict is what a finished test says: what happened, what is fine, and what
// that means for the link.
func (s Scene) Verdict() [3]string {
	step, failed := s.Trial.Failed()
	c := s.Client
	if !failed {
		return [3]string{words.T("Everything works, in %s", words.AnswerTime(s.Trial.Took())), s.compared(), words.T("The test had a connection of its own; the link was not touched.")}
	}
	v := [3]string{words.T("The test failed at: %s", words.Said(step.Name)), s.fine(), words.T("The test changed nothing: the link goes on as it was.")}
	switch {
	case step.Name == "resolve":
		v[0] = words.T("The name %s was not found.", c.Host)
	case step.Name == "connect" && step.Fault == gateway.FaultRefused:
		v[0] = words.T("The computer answers, but nothing listens on port %d.", c.Port)
	case step.Name == "connect" && step.Fault == gateway.FaultSilent:
		v[0] = words.T("Nothing answers at %s.", c.Address())
	case step.Name == "connect":
		v[0] = words.T("No connection to %s could be made.", c.Address())
	case step.Name == "tls":
		v[0] = words.T("The port is open, but TLS failed.")
	case step.Fault == gateway.FaultRefused:
		v[0] = words.T("The provider answered, and said no to the bind.")
		if step.Status.Info().Retry == smpp.RetryFixConfiguration {
			v[2] = words.T("Relay does not try such a bind again by itself: many providers lock an account after a few wrong tries.")
		}
	case step.Fault == gateway.FaultSilent:
		v[0] = words.T("The connection stands, but nobody answered the bind.")
	case step.Fault == gateway.FaultForeign:
		v[0] = words.T("What answers there does not speak SMPP.")
	case step.Fault == gateway.FaultCut:
		v[0] = words.T("The other side closed the connection during the bind.")
	}
	return v
}

// fine says which steps went well, and what the rest is compared with.
func (s Scene) fine() string {
	done := map[string]bool{}
	for _, x := range s.Trial.Steps {
		done[x.Name] = x.Result <= gateway.StepWarn
	}
	text := words.T("Nothing before it could be tested.")
	switch {
	case done["tls"]:
		text = words.T("Name, port and TLS are fine.")
	case done["connect"]:
		text = words.T("Name and port are fine.")
	case done["resolve"]:
		text = words.T("The name was found.")
	}
	if s.Good == nil {
		return words.T("%s No earlier test of this link worked, so there is nothing to compare with.", text)
	}
	return words.T("%s Relay compared this test with the last that worked, %s.", text, s.when(s.Good.At))
}

// compared is how a good test stands against the one before.
func (s Scene) compared() string {
	if s.Good == nil {
		return words.T("It is the first that worked, and is kept to compare later ones with.")
	}
	return words.T("The last that worked, %s, took %s.", s.when(s.Good.At), words.AnswerTime(s.Good.Took()))
}

// when is a time of today by the clock, others with their day.
func (s Scene) when(t time.Time) string { return When(t, s.Now) }

// When is a time of today by the clock, others with their day.
func When(t, now time.Time) string {
	a, b := t.Local(), now.Local()
	if a.Format(time.DateOnly) == b.Format(time.DateOnly) {
		return words.T("today %s", a.Format("15:04"))
	}
	return words.Time(a, "2 Jan 15:04")
}

// Causes are what may be wrong, likeliest first; none when nothing failed.
func (s Scene) Causes() []Cause {
	step, failed := s.Trial.Failed()
	if !failed {
		return nil
	}
	var out []Cause
	switch {
	case step.Name == "resolve":
		out = []Cause{s.name(), s.offline()}
	case step.Name == "connect":
		out = []Cause{s.port(step), s.address(20), s.firewall(step)}
	case step.Name == "tls":
		out = []Cause{s.plainPort(), s.authority()}
	case step.Fault == gateway.FaultRefused:
		out = s.refused(step.Status)
	default:
		out = []Cause{s.needsTLS(step), s.address(30), s.port(step)}
	}
	slices.SortStableFunc(out, func(a, b Cause) int { return cmp.Compare(b.Odds, a.Odds) })
	return out
}

// refused is why a bind was answered with a status. Providers use the codes
// freely (SMPP 3.4 section 5.1.3), so each may stand for any of the causes.
func (s Scene) refused(st smpp.Status) []Cause {
	if st == smpp.RTHROTTLED {
		return []Cause{{words.T("Too many tries in a short time"), 80, []string{words.T("0x58 says so: wait some minutes.")}, []Fix{FixAgain}}}
	}
	out := []Cause{s.credentials(st), s.address(map[smpp.Status]int{smpp.RBINDFAIL: 25}[st] + 8), s.held(st), s.kind(st)}
	if st == smpp.RINVSYSTYP || s.Good != nil && s.Good.Set.SystemType != s.Trial.Set.SystemType {
		c := Cause{words.T("The system type is wrong"), 45, []string{words.T("The provider gives it; most leave it empty.")}, []Fix{FixSettings}}
		if st == smpp.RINVSYSTYP {
			c.Odds = 90
		}
		out = append(out, c)
	}
	if st == smpp.RSYSERR {
		out = append(out, Cause{words.T("Something is wrong at the provider"), 60, []string{words.T("0x08 is the code for a fault of the other side.")}, []Fix{FixAgain, FixRequest}})
	}
	return out
}

func (s Scene) credentials(st smpp.Status) Cause {
	c := Cause{Title: words.T("The system id or the password is wrong"), Odds: 20, Fixes: []Fix{FixPassword}}
	switch st {
	case smpp.RINVPASWD:
		c.Title, c.Odds = words.T("The password is wrong"), 65
	case smpp.RINVSYSID:
		c.Title, c.Odds = words.T("The system id is wrong"), 65
	case smpp.RBINDFAIL:
		c.Odds = 45
		c.Evidence = append(c.Evidence, words.T("0x0D is the usual answer to wrong credentials."))
	}
	if s.Good != nil {
		same := s.SamePassword && s.Good.Set.SystemID == s.Trial.Set.SystemID
		if same {
			c.Odds -= 25
			c.Evidence = append(c.Evidence, words.T("The same system id and password worked %s.", s.when(s.Good.At)))
		} else {
			c.Odds += 35
			c.Evidence = append(c.Evidence, words.T("They are not those that worked %s.", s.when(s.Good.At)))
		}
	}
	if !s.Changed.IsZero() {
		c.Evidence = append(c.Evidence, words.T("They were last changed here %s.", s.when(s.Changed)))
	}
	if n := len(s.Client.Password.Reveal()); n > 8 {
		c.Odds += 15
		c.Evidence = append(c.Evidence, words.T("The password has %d characters; SMPP has room for 8.", n))
	}
	return c
}

// address is that the provider does not know where the connection comes from.
func (s Scene) address(odds int) Cause {
	c := Cause{Title: words.T("Your address is not on the provider's list"), Odds: odds, Fixes: []Fix{FixRequest}}
	switch from := s.Trial.From; {
	case from == "":
	case s.Good == nil || s.Good.From == "":
		c.Evidence = []string{words.T("This test left from %s.", from)}
	case s.Good.From != from:
		c.Odds += 35
		c.Evidence = []string{words.T("This test left from %s, the last good one from %s.", from, s.Good.From)}
	default:
		c.Odds -= 12
		c.Evidence = []string{words.T("This test left from %s, as the last good one did.", from)}
	}
	return c
}

// held is that the account's connections are used up.
func (s Scene) held(st smpp.Status) Cause {
	c := Cause{Title: words.T("An earlier session still holds the account"), Odds: 8, Fixes: []Fix{FixAgain}}
	if st == smpp.RALYBND {
		c.Odds, c.Evidence = 70, []string{words.T("0x05 says that the account is bound already.")}
	}
	switch {
	case s.Link.State == gateway.LinkBound:
		c.Odds += 20
		c.Evidence = append(c.Evidence, words.T("The link itself is bound now, for %s: the provider may allow no second session.", Span(s.Now.Sub(s.Link.Since), s.Link.Since.IsZero())))
	case st != smpp.RALYBND:
		c.Evidence = append(c.Evidence, words.T("Most providers say 0x05 then."))
	}
	return c
}

// kind is that this bind or this version of the protocol is not allowed.
func (s Scene) kind(st smpp.Status) Cause {
	c := Cause{Title: words.T("This kind of bind or version is not allowed"), Odds: 11}
	if st == smpp.RINVCMDID {
		c.Odds, c.Evidence = 75, []string{words.T("0x03 says that the command is not known there.")}
	}
	set := s.Trial.Set
	switch set.Bind {
	case gateway.BindTransceiver:
		c.Fixes = append(c.Fixes, FixPair)
	case gateway.BindPair:
		c.Fixes = append(c.Fixes, FixTRX)
	}
	if set.Version != smpp.V34 {
		c.Fixes = append(c.Fixes, FixV34)
	}
	if s.Good != nil {
		if g := s.Good.Set; g.Bind == set.Bind && g.Version == set.Version {
			c.Odds -= 8
			c.Evidence = append(c.Evidence, words.T("%s with SMPP %s was accepted %s.", string(g.Bind), g.Version.String(), s.when(s.Good.At)))
		} else {
			c.Odds += 30
			c.Evidence = append(c.Evidence, words.T("The last good test was %s with SMPP %s.", string(g.Bind), g.Version.String()))
		}
	}
	return c
}

func (s Scene) name() Cause {
	c := Cause{Title: words.T("The host name is wrong"), Odds: 50, Fixes: []Fix{FixSettings}, Evidence: []string{words.T("%s is set: compare it with the provider's e-mail, letter by letter.", s.Client.Host)}}
	if s.Good != nil {
		if s.Good.Set.Host == s.Client.Host {
			c.Odds = 10
			c.Evidence = []string{words.T("The same name was found %s.", s.when(s.Good.At))}
		} else {
			c.Odds += 30
			c.Evidence = append(c.Evidence, words.T("The last good test was to %s.", s.Good.Set.Host))
		}
	}
	return c
}

func (s Scene) offline() Cause {
	return Cause{words.T("This computer is not online, or not in the provider's VPN"), 35, []string{words.T("Some providers' names are known only inside their VPN.")}, []Fix{FixAgain}}
}

func (s Scene) port(step TrialStep) Cause {
	c := Cause{Title: words.T("The port is wrong"), Odds: 25, Fixes: []Fix{FixSettings}, Evidence: []string{words.T("Port %d is set here.", s.Client.Port)}}
	if step.Fault == gateway.FaultRefused || step.Fault == gateway.FaultForeign {
		c.Odds = 50
	}
	if s.Good != nil {
		if g := s.Good.Set; g.Host == s.Client.Host && g.Port == s.Client.Port {
			c.Odds -= 30
			c.Evidence = []string{words.T("The same host and port worked %s.", s.when(s.Good.At))}
		} else {
			c.Odds += 30
			c.Evidence = append(c.Evidence, words.T("The last good test was to %s.", fmt.Sprint(g.Host, ":", g.Port)))
		}
	}
	return c
}

func (s Scene) firewall(step TrialStep) Cause {
	c := Cause{Title: words.T("A firewall on the way blocks the port"), Odds: 15, Fixes: []Fix{FixAgain}}
	if step.Fault == gateway.FaultSilent {
		c.Odds, c.Evidence = 45, []string{words.T("Not even a refusal came back within %s.", words.AnswerTime(step.Took))}
	}
	return c
}

// needsTLS is that one side speaks TLS and the other does not.
func (s Scene) needsTLS(step TrialStep) Cause {
	c := Cause{Title: words.T("The port wants TLS"), Odds: 35, Fixes: []Fix{FixTLS}, Evidence: []string{words.T("TLS is off here.")}}
	if s.Client.TLS {
		c = Cause{Title: words.T("The other end of the TLS connection is no message centre"), Odds: 20, Fixes: []Fix{FixSettings}}
	}
	if s.Good != nil && s.Good.Set.TLS != s.Client.TLS {
		c.Odds += 40
		c.Evidence = append(c.Evidence, words.T("It was the other way round %s, when the test worked.", s.when(s.Good.At)))
	}
	return c
}

func (s Scene) plainPort() Cause {
	c := Cause{Title: words.T("This is not the provider's TLS port"), Odds: 40, Fixes: []Fix{FixTLS}, Evidence: []string{words.T("Port %d is set here; the plain port is another one.", s.Client.Port)}}
	if s.Good != nil {
		if s.Good.Set.TLS && s.Good.Set.Port == s.Client.Port {
			c.Odds = 8
			c.Evidence = []string{words.T("TLS worked on this port %s.", s.when(s.Good.At))}
		} else {
			c.Odds += 30
		}
	}
	return c
}

func (s Scene) authority() Cause {
	c := Cause{Title: words.T("The certificate is not accepted"), Odds: 30, Fixes: []Fix{FixSettings}, Evidence: []string{words.T("The step at the left says why. A provider with an authority of its own gives you a CA file.")}}
	if s.Good != nil && s.Good.Set.TLS {
		c.Odds += 20
	}
	return c
}

func portWords(n int) string { return strconv.Itoa(n) }

func onOff(on bool) string {
	if on {
		return words.T("on")
	}
	return words.T("off")
}

// Request is what to ask the provider for, ready to be sent.
func (s Scene) Request() string {
	step, _ := s.Trial.Failed()
	text := words.T("Please check our SMPP account %s.", s.Client.SystemID) + "\n" +
		words.T("We bind to %s as %s with SMPP %s.", s.Client.Address(), string(s.Client.Bind), s.Client.Version.String()) + "\n"
	if step.Status != 0 {
		text += words.T("At %s UTC the bind was answered with 0x%02X %s.", s.Trial.At.UTC().Format("2006-01-02 15:04:05"), uint32(step.Status), step.Status.Name()) + "\n"
	} else {
		text += words.T("At %s UTC it failed at: %s.", s.Trial.At.UTC().Format("2006-01-02 15:04:05"), words.Said(step.Name)) + "\n"
	}
	if s.Trial.From != "" {
		text += words.T("The connection left this computer from %s; behind a router you see its address instead.", s.Trial.From) + "\n"
	}
	return text + words.T("Is the account active, and is our address allowed?") + "\n"
}

// Report is the whole test as text.
func (s Scene) Report(details []gateway.DiagnosisStep) string {
	text := words.T("Test of %s, %s", s.Client.Name, s.Trial.At.Local().Format("2006-01-02 15:04:05")) + "\n\n"
	for _, line := range s.Verdict() {
		text += line + "\n"
	}
	text += "\n"
	for _, d := range details {
		took := words.AnswerTime(d.Took)
		if d.Result == gateway.StepSkipped {
			took = "–"
		}
		text += fmt.Sprintf("%-14s %-10s %s\n", words.Said(d.Name), took, words.Said(d.Detail))
	}
	for i, c := range s.Causes() {
		text += fmt.Sprintf("\n%d. %s (%s)\n", i+1, c.Title, OddsWord(i, c))
		for _, e := range c.Evidence {
			text += "   " + e + "\n"
		}
	}
	return sms.CleanLines(text)
}
