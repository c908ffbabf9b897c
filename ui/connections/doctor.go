package connections

import (
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Scene is what a failed test is judged by. All of it was seen on this computer.
type Scene struct {
	Client       gateway.ClientConfig
	Trial        Trial
	Good         *Trial         // the last that worked before; nil: none is known
	SamePassword bool           // as Good's
	Before       gateway.Secret // Good's password, where it is another and still known
	Changed      time.Time      // when the password or the system id was last changed here; zero: not known
	Link         gateway.LinkStatus
	Now          time.Time
}

// Verdict is what a finished test says: what happened, what is fine, and what
// that means for the link.
func (s Scene) Verdict() [3]string {
	step, failed := s.Trial.Failed()
	if !failed {
		return [3]string{words.T("Everything works, in %s", words.AnswerTime(s.Trial.Took())), s.compared(), words.T("The test had a connection of its own; the link was not touched.")}
	}
	v := [3]string{"", s.fine(), words.T("The test changed nothing: the link goes on as it was.")}
	v[0] = s.happened(step)
	if a := step.Fault.Advice(); step.Status == smpp.ROK && len(a) > 0 {
		v[2] = words.Of(a[0])
	}
	if step.Fault == gateway.FaultRefused && step.Name == "bind" && step.Status.Info().Retry == smpp.RetryFixConfiguration {
		v[2] = words.T("Relay does not try such a bind again by itself: many providers lock an account after a few wrong tries.")
	}
	return v
}

// happened is in a sentence how a step failed.
func (s Scene) happened(step TrialStep) string {
	c := s.Client
	switch {
	case step.Fault == gateway.FaultName:
		return words.T("The name %s was not found.", c.Host)
	case step.Name == "resolve":
		return words.T("Nobody could say whether there is a computer named %s.", c.Host)
	case step.Fault == gateway.FaultNoWay:
		return words.T("There is no way to %s from this computer.", c.Host)
	case step.Fault == gateway.FaultOwnAddress:
		return words.T("The connection can't leave from the address that is set.")
	case step.Name == "connect" && step.Fault == gateway.FaultRefused:
		return words.T("The computer answers, but nothing listens on port %d.", c.Port)
	case step.Name == "connect" && step.Fault == gateway.FaultSilent:
		return words.T("Nothing answers at %s.", c.Address())
	case step.Name == "connect":
		return words.T("No connection to %s could be made.", c.Address())
	case step.Fault == gateway.FaultPlain:
		return words.T("The port answers in clear text, and TLS is on here.")
	case step.Fault == gateway.FaultCertificate:
		return words.T("The provider's certificate is not accepted.")
	case step.Fault == gateway.FaultTLSVersion:
		return words.T("The two sides speak no TLS version in common.")
	case step.Fault == gateway.FaultOwnCertificate:
		return words.T("The provider wants another client certificate.")
	case step.Name == "tls" && step.Fault == gateway.FaultCut:
		return words.T("The other side hung up when TLS began.")
	case step.Name == "tls":
		return words.T("The port is open, but TLS failed.")
	case step.Fault == gateway.FaultTLS:
		return words.T("The port speaks TLS, and TLS is off here.")
	case step.Fault == gateway.FaultRefused:
		return words.T("The provider answered, and said no to the bind.")
	case step.Fault == gateway.FaultSilent:
		return words.T("The connection stands, but nobody answered the bind.")
	case step.Fault == gateway.FaultForeign:
		return words.T("What answers there does not speak SMPP.")
	case step.Fault == gateway.FaultCut:
		return words.T("The other side closed the connection during the bind.")
	}
	return words.T("The test failed at: %s", StepName(step.Name))
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

// StepName is a step of the test as people read it.
func StepName(name string) string {
	switch name {
	case "resolve":
		return words.T("Resolve##step")
	case "connect":
		return words.T("Connect##step")
	case "tls":
		return "TLS"
	case "bind":
		return words.T("Bind##step")
	case "enquire_link":
		return words.T("Enquire link##step")
	}
	return words.T("Unbind##step")
}

// stepNames are the steps of a test in order, as the page shows them before they
// are done.
func stepNames() []string {
	return []string{"resolve", "connect", "tls", "bind", "enquire_link", "unbind"}
}

// Request is what to ask the provider for, ready to be sent.
func (s Scene) Request() string {
	step, _ := s.Trial.Failed()
	text := words.T("Please check our SMPP account %s.", s.Client.SystemID) + "\n" +
		words.T("We bind to %s as %s with SMPP %s.", s.Client.Address(), string(s.Client.Bind), s.Client.Version.String()) + "\n"
	if step.Status != 0 {
		text += words.T("At %s UTC the bind was answered with 0x%02X %s.", s.Trial.At.UTC().Format("2006-01-02 15:04:05"), uint32(step.Status), step.Status.Name()) + "\n"
	} else {
		text += words.T("At %s UTC it failed at: %s.", s.Trial.At.UTC().Format("2006-01-02 15:04:05"), StepName(step.Name)) + "\n"
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
		text += fmt.Sprintf("%-14s %-10s %s\n", StepName(d.Name), took, words.Said(d.Detail))
	}
	for i, c := range s.Causes() {
		text += fmt.Sprintf("\n%d. %s (%s)\n", i+1, c.Title, OddsWord(i, c))
		for _, e := range c.Evidence {
			text += "   " + e + "\n"
		}
	}
	if out := s.RuledOut(); len(out) > 0 {
		text += "\n" + words.T("Ruled out") + "\n"
		for _, r := range out {
			text += "   " + r.What + ": " + r.Why + "\n"
		}
	}
	if s.Good != nil {
		text += "\n" + words.T("Against the last good test, %s", s.when(s.Good.At)) + "\n"
		for _, r := range s.Compared() {
			sign := "="
			if !r.Same() {
				sign = "≠"
			}
			text += fmt.Sprintf("   %s %-18s %-24s %s\n", sign, r.Name, orDash(r.Old), orDash(r.New))
		}
	}
	return sms.CleanLines(text)
}
