package connections

import (
	"fmt"

	"relay/gateway"
	"relay/ui/words"
)

// The causes of a failure before the provider has answered a bind.

func (s Scene) name(odds int) Cause {
	c := Cause{Title: words.T("The host name is wrong"), Odds: odds, Fixes: []Fix{FixSettings}, Evidence: []string{words.T("%s is set: compare it with the provider's e-mail, letter by letter.", s.Client.Host)}}
	if s.Good != nil {
		if s.Good.Set.Host == s.Client.Host {
			c.Odds = 10
			c.Evidence = []string{words.T("The same name was found %s.", s.when(s.Good.At))}
		} else {
			c.Odds += 30
			s.old(&c, "host", "port")
			c.Evidence = append(c.Evidence, words.T("The last good test was to %s.", s.Good.Set.Host))
		}
	}
	return c
}

// offline is that this computer has no network, or not the one that leads there.
func (s Scene) offline(odds int) Cause {
	return Cause{Title: words.T("This computer is not online, or not in the provider's VPN"), Odds: odds, Evidence: []string{words.T("Some providers are reached inside their VPN only.")}, Fixes: []Fix{FixAgain}}
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
			s.old(&c, "host", "port")
			c.Evidence = append(c.Evidence, words.T("The last good test was to %s.", fmt.Sprint(s.Good.Set.Host, ":", s.Good.Set.Port)))
		}
	}
	return c
}

// stopped is that the message centre does not run.
func (s Scene) stopped() Cause {
	c := Cause{Title: words.T("The provider's message centre is not running"), Odds: 30, Fixes: []Fix{FixAgain, FixRequest}}
	if s.Good != nil && s.Good.Set.Host == s.Client.Host && s.Good.Set.Port == s.Client.Port {
		c.Odds += 40
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

// ownAddress is that the connection may not leave from the address that is set.
func (s Scene) ownAddress() Cause {
	return Cause{Title: words.T("The address to connect from is none of this computer"), Odds: 85, Evidence: []string{words.T("%s is set.", s.Client.LocalAddress)}, Fixes: []Fix{FixSettings}}
}

// needsTLS is that the port wants TLS: it answered a handshake.
func (s Scene) needsTLS() Cause {
	c := Cause{Title: words.T("The port wants TLS"), Odds: 85, Evidence: []string{words.T("TLS is off here."), words.T("The port answered in TLS.")}, Fixes: []Fix{FixTLS}}
	if s.Good != nil && s.Good.Set.TLS != s.Client.TLS {
		c.Evidence = append(c.Evidence, words.T("It was the other way round %s, when the test worked.", s.when(s.Good.At)))
	}
	return c
}

func (s Scene) plainPort(odds int) Cause {
	c := Cause{Title: words.T("This is not the provider's TLS port"), Odds: odds, Fixes: []Fix{FixTLS}, Evidence: []string{words.T("Port %d is set here; the plain port is another one.", s.Client.Port)}}
	if s.Good == nil {
		return c
	}
	if s.Good.Set.TLS && s.Good.Set.Port == s.Client.Port {
		c.Odds = min(odds, 8)
		c.Evidence = []string{words.T("TLS worked on this port %s.", s.when(s.Good.At))}
		return c
	}
	c.Odds += 30
	if s.Good.Set.TLS { // on another port
		s.old(&c, "host", "port")
	}
	return c
}

// authority is that the certificate is not what is expected.
func (s Scene) authority() Cause {
	step, _ := s.Trial.Failed()
	c := Cause{Title: words.T("The certificate is not accepted"), Odds: 10, Fixes: []Fix{FixSettings}, Evidence: []string{words.T("The step at the left says why. A provider with an authority of its own gives you a CA file.")}}
	if step.Fault == gateway.FaultCertificate {
		c.Odds = 85
	}
	return c
}

// certificate says which client certificate is set.
func (s Scene) certificate() string {
	if s.Client.TLSCert == "" {
		return words.T("None is set here.")
	}
	return words.T("%s is set.", s.Client.TLSCert)
}
