package connections

import (
	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// RuledOut is what was looked at and is not the cause, with how that is known.
type RuledOut struct{ What, Why string }

// RuledOut is what a failed test has shown to be right. Nothing stands here that
// may still be the cause: a provider may have changed its mind about an address
// or a kind of bind that it took before.
func (s Scene) RuledOut() (out []RuledOut) {
	step, failed := s.Trial.Failed()
	if !failed {
		return nil
	}
	add := func(what, why string) { out = append(out, RuledOut{what, why}) }
	done := map[string]bool{}
	for _, x := range s.Trial.Steps {
		done[x.Name] = x.Result <= gateway.StepWarn
	}
	c := s.Client
	if done["resolve"] {
		add(words.T("Name"), words.T("%s was found.", c.Host))
	}
	if done["connect"] {
		add(words.T("Port"), words.T("Port %d accepted the connection.", c.Port))
	}
	bind := step.Name == "bind" && step.Fault == gateway.FaultRefused
	switch {
	case done["tls"]:
		add("TLS", words.T("The handshake was done, and the certificate is accepted."))
	case bind:
		add("TLS", words.T("The bind was read in clear text, so none is wanted."))
	case step.Name == "bind" && !c.TLS && step.Fault != gateway.FaultTLS:
		add("TLS", words.T("A handshake was tried on this port too, and nothing answered it."))
	}
	if !bind {
		return out
	}
	if n := len(c.Password.Reveal()); n <= 8 {
		add(words.T("Length of the password"), words.N(n, "It has %s character, SMPP has room for 8.", "It has %s characters, SMPP has room for 8."))
	}
	if s.Good == nil {
		return out
	}
	when := s.when(s.Good.At)
	if s.SamePassword && s.Good.Set.SystemID == s.Trial.Set.SystemID && step.Status != smpp.RINVPASWD && step.Status != smpp.RINVSYSID && step.Status != smpp.RBINDFAIL {
		add(words.T("System id and password"), words.T("The same were taken %s.", when))
	}
	if s.Good.Set.SystemType == s.Trial.Set.SystemType && step.Status != smpp.RINVSYSTYP {
		add(words.T("System type"), words.T("The same was taken %s.", when))
	}
	if s.Good.Set.Range == s.Trial.Set.Range && s.Good.Set.TON == s.Trial.Set.TON && s.Good.Set.NPI == s.Trial.Set.NPI {
		add(words.T("Address range"), words.T("The same was taken %s.", when))
	}
	return out
}
