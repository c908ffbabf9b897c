package connections

import (
	"cmp"
	"slices"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// Fix is what a button beside a cause does.
type Fix uint8

const (
	FixPassword Fix = iota // opens the form at the password
	FixSettings            // opens the form
	FixRequest             // copies what to ask the provider
	FixAgain               // tests again
	FixWait                // tests again in a minute
	FixPair                // tests with two connections, one to send and one to receive
	FixTRX                 // tests with one connection for both
	FixV34                 // tests with SMPP 3.4
	FixTLS                 // tests with TLS, or without
	FixOld                 // tests with what the last good test was made with
)

// Cause is why a step may have failed, with what this computer knows of it.
type Cause struct {
	Title    string
	Odds     int // 0 to 100, to rank by; no probability
	Evidence []string
	Fixes    []Fix
	Old      []string // settings that FixOld puts back
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

// Causes are what may be wrong, likeliest first; none when nothing failed.
func (s Scene) Causes() []Cause {
	step, failed := s.Trial.Failed()
	if !failed {
		return nil
	}
	var out []Cause
	switch f := step.Fault; {
	case step.Name == "resolve" && f == gateway.FaultNameServer:
		out = []Cause{s.offline(65), s.name(10)}
	case step.Name == "resolve":
		out = []Cause{s.name(50), s.offline(35)}
	case f == gateway.FaultNoWay:
		out = []Cause{s.offline(65), s.name(25)}
	case f == gateway.FaultOwnAddress:
		out = []Cause{s.ownAddress()}
	case f == gateway.FaultCertificate:
		out = []Cause{s.authority(), s.plainPort(8)}
	case f == gateway.FaultTLSVersion:
		out = []Cause{{Title: words.T("One side's TLS is too old"), Odds: 85, Evidence: []string{words.T("At least TLS %s is set here.", s.Client.TLSMin)}, Fixes: []Fix{FixSettings, FixRequest}}}
	case f == gateway.FaultOwnCertificate:
		out = []Cause{{Title: words.T("The client certificate is missing, or not the one that they know"), Odds: 85, Evidence: []string{s.certificate()}, Fixes: []Fix{FixSettings, FixRequest}}}
	case f == gateway.FaultPlain:
		out = []Cause{s.plainPort(85)}
	case step.Name == "tls":
		out = []Cause{s.plainPort(45), s.address(30), s.authority()}
	case step.Name == "connect" && f == gateway.FaultRefused:
		out = []Cause{s.port(step), s.stopped(), s.address(8)}
	case step.Name == "connect":
		out = []Cause{s.port(step), s.address(20), s.firewall(step)}
	case f == gateway.FaultRefused:
		out = s.refused(step.Status)
	case f == gateway.FaultTLS:
		out = []Cause{s.needsTLS()}
	case f == gateway.FaultForeign:
		out = []Cause{s.port(step), s.address(8)}
	default:
		out = []Cause{s.address(40), s.port(step), s.held(smpp.ROK)}
	}
	slices.SortStableFunc(out, func(a, b Cause) int { return cmp.Compare(b.Odds, a.Odds) })
	return out
}

// old lets a cause put settings back to what they were when the test worked,
// where they are others now.
func (s Scene) old(c *Cause, keys ...string) {
	if s.Good == nil {
		return
	}
	for _, k := range keys {
		if k == "password" && (s.SamePassword || s.Before == "") || k != "password" && s.Good.Set.text(k) == s.Trial.Set.text(k) {
			continue
		}
		c.Old = append(c.Old, k)
	}
	if len(c.Old) > 0 {
		c.Fixes = append(c.Fixes, FixOld)
	}
}

// refused is why a bind was answered with a status. Providers use the codes
// freely (SMPP 3.4 section 5.1.3), so each may stand for any of the causes.
func (s Scene) refused(st smpp.Status) []Cause {
	if st == smpp.RTHROTTLED {
		return []Cause{{Title: words.T("Too many tries in a short time"), Odds: 80, Evidence: []string{words.T("0x58 says so: wait some minutes.")}, Fixes: []Fix{FixWait}}}
	}
	out := []Cause{s.credentials(st), s.address(map[smpp.Status]int{smpp.RBINDFAIL: 25}[st] + 8), s.held(st), s.kind(st)}
	if st == smpp.RINVSYSTYP || s.Good != nil && s.Good.Set.SystemType != s.Trial.Set.SystemType {
		c := Cause{Title: words.T("The system type is wrong"), Odds: 45, Evidence: []string{words.T("The provider gives it; most leave it empty.")}, Fixes: []Fix{FixSettings}}
		if st == smpp.RINVSYSTYP {
			c.Odds = 90
		}
		s.old(&c, "system_type")
		out = append(out, c)
	}
	if g := s.Good; g != nil && (g.Set.Range != s.Trial.Set.Range || g.Set.TON != s.Trial.Set.TON || g.Set.NPI != s.Trial.Set.NPI) {
		c := Cause{Title: words.T("The address range is not allowed"), Odds: 35, Evidence: []string{words.T("It is not the one of the last good test.")}, Fixes: []Fix{FixSettings}}
		s.old(&c, "address_range", "addr_ton", "addr_npi")
		out = append(out, c)
	}
	if st == smpp.RSYSERR {
		out = append(out, Cause{Title: words.T("Something is wrong at the provider"), Odds: 60, Evidence: []string{words.T("0x08 is the code for a fault of the other side.")}, Fixes: []Fix{FixWait, FixRequest}})
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
	s.old(&c, "system_id", "password")
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
	c := Cause{Title: words.T("An earlier session still holds the account"), Odds: 8, Fixes: []Fix{FixWait}}
	if st == smpp.RALYBND {
		c.Odds, c.Evidence = 70, []string{words.T("0x05 says that the account is bound already.")}
	}
	switch {
	case s.Link.State == gateway.LinkBound:
		c.Odds += 20
		c.Evidence = append(c.Evidence, words.T("The link itself is bound now, for %s: the provider may allow no second session.", Span(s.Now.Sub(s.Link.Since), s.Link.Since.IsZero())))
	case st == smpp.ROK:
		c.Odds += 4
		c.Evidence = append(c.Evidence, words.T("Some providers hang up when an account has all its sessions."))
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
	s.old(&c, "bind", "version")
	if len(c.Old) == 0 {
		switch set.Bind {
		case gateway.BindTransceiver:
			c.Fixes = append(c.Fixes, FixPair)
		case gateway.BindPair:
			c.Fixes = append(c.Fixes, FixTRX)
		}
		if set.Version != smpp.V34 {
			c.Fixes = append(c.Fixes, FixV34)
		}
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
