package connections

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

const (
	trialsKey  = "connections.tests" // documents of the Office
	changesKey = "connections.changes"
	keptTrials = 20 // of a link, and the last good one
)

// Trial is what is kept of a connection test, so that a later one has something
// to be compared with. It holds no PDU and no password.
type Trial struct {
	At    time.Time
	Link  string
	Steps []TrialStep
	From  string // the address of this computer that it left from
	Set   TrialSet
	Salt  []byte
	Mark  []byte // of the password
}

// TrialStep is one step of it.
type TrialStep struct {
	Name   string
	Result gateway.StepResult
	Took   time.Duration
	Fault  gateway.StepFault
	Status smpp.Status
}

// TrialSet are the settings that decide whether a bind is taken, the password
// apart.
type TrialSet struct {
	Host       string
	Port       int
	TLS        bool
	SystemID   string
	SystemType string
	Bind       gateway.BindMode
	Version    smpp.Version
	Range      string
	TON, NPI   int
}

func setOf(c gateway.ClientConfig) TrialSet {
	return TrialSet{c.Host, c.Port, c.TLS, c.SystemID, c.SystemType, c.Bind, c.Version, c.AddressRange, int(c.AddrTON), int(c.AddrNPI)}
}

// NewTrial begins the record of a test.
func NewTrial(c gateway.ClientConfig, now time.Time) Trial {
	t := Trial{At: now, Link: c.Name, Set: setOf(c), Salt: make([]byte, 16)}
	_, _ = rand.Read(t.Salt) // never fails
	t.Mark = passwordMark(t.Salt, c.Password)
	return t
}

// passwordMark tells two passwords apart and is of no use to find one: it is
// slow to make, and so short that one password in 65,536 has the same.
func passwordMark(salt []byte, p gateway.Secret) []byte {
	key, err := pbkdf2.Key(sha256.New, p.Reveal(), salt, 60_000, 2)
	if err != nil {
		return nil // only where the rules of FIPS 140 forbid it
	}
	return key
}

// SamePassword tells whether a test was made with this password.
func (t Trial) SamePassword(p gateway.Secret) bool {
	return t.Mark != nil && bytes.Equal(t.Mark, passwordMark(t.Salt, p))
}

// Add records a finished step.
func (t *Trial) Add(s gateway.DiagnosisStep) {
	t.Steps = append(t.Steps, TrialStep{s.Name, s.Result, s.Took, s.Fault, s.Status})
	if s.From != "" {
		t.From = s.From
	}
}

// Failed is the step that failed.
func (t Trial) Failed() (TrialStep, bool) {
	for _, s := range t.Steps {
		if s.Result == gateway.StepFail {
			return s, true
		}
	}
	return TrialStep{}, false
}

// Good tells whether it reached its end.
func (t Trial) Good() bool {
	_, failed := t.Failed()
	return !failed && len(t.Steps) > 0
}

// Took is how long its steps took together.
func (t Trial) Took() (sum time.Duration) {
	for _, s := range t.Steps {
		sum += s.Took
	}
	return sum
}

// Words is its outcome in a line.
func (t Trial) Words() string {
	s, failed := t.Failed()
	switch {
	case !failed:
		return words.T("worked, in %s", words.AnswerTime(t.Took()))
	case s.Status != 0:
		return words.T("refused at the bind, 0x%02X", uint32(s.Status))
	}
	return words.T("failed at: %s", StepName(s.Name))
}

// Keep adds a trial to those kept, newest last, and forgets the oldest of its
// link, but never the last that worked.
func Keep(list []Trial, t Trial) []Trial {
	list = append(list, t)
	good, n := -1, 0
	for i, x := range list {
		if x.Link == t.Link {
			n++
			if x.Good() {
				good = i
			}
		}
	}
	var out []Trial
	for i, x := range list {
		if x.Link == t.Link && n > keptTrials && i != good {
			n--
			continue
		}
		out = append(out, x)
	}
	return out
}

// Earlier are the trials of a link before one, newest first, and LastGood the
// newest of them that worked.
func Earlier(list []Trial, link string, before time.Time) (out []Trial) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Link == link && list[i].At.Before(before) {
			out = append(out, list[i])
		}
	}
	return out
}

func LastGood(earlier []Trial) (Trial, bool) {
	for _, t := range earlier {
		if t.Good() {
			return t, true
		}
	}
	return Trial{}, false
}
