package engine_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway"
	"relay/gateway/session"
)

// story writes itself while it is played: each step is drawn from its seed, with
// an eye on what has happened, written down as a line of a dialogue and done.
type story struct {
	*rand.Rand
	d        *dialogue
	seed     int
	lines    []string
	verbose  bool
	smooth   bool // nothing goes wrong in it
	over     bool // nothing goes wrong any more
	links    []string
	accounts []string
	names    int
	asked    [][2]string // what applications have submitted: who, and what it is called
	away     bool
	forms    idForms
	later    []string             // what providers have still to bring, or to bring again
	crowd    bool                 // what happens now happens at once
	together []string             // what providers bring at once
	reported map[*exchange]string // receipts that were sent, the whole line
	stuck    []byte               // what every goroutine was doing when a promise was broken
}

// idForms is how the providers of a story write ids in answers and in receipts.
type idForms struct {
	answer  string
	from    int
	receipt func(n uint64, id string) string
}

var someForms = []idForms{
	{"A%03d", 0, func(_ uint64, id string) string { return id }},
	{"%08X", 0x6B10A000, func(n uint64, _ string) string { return fmt.Sprintf("%d", n) }},
	{"%08X", 0x6B10A000, func(n uint64, _ string) string { return fmt.Sprintf("%010d", n) }},
	{"%08X", 0x6B10A000, func(_ uint64, id string) string { return strings.ToLower(id) }},
	{"%08x", 0x0B10A000, func(n uint64, _ string) string { return fmt.Sprintf("%x", n) }},
	{"%d", 1700000000, func(n uint64, _ string) string { return fmt.Sprintf("%X", n) }},
	{"%d", 4711000, func(n uint64, _ string) string { return fmt.Sprintf("%010d", n) }},
}

// tell plays the story of a seed. The lines that it gives back are those of a
// dialogue file, the last of them the one that went wrong.
func tell(t *testing.T, root string, seed int, verbose bool) (s *story, done func(), err error) {
	d := newDialogue(t, root, seed%2 == 1)
	s = &story{Rand: rand.New(rand.NewPCG(uint64(seed), 2775)), d: d, seed: seed, verbose: verbose, reported: map[*exchange]string{}}
	s.smooth = s.IntN(8) == 0
	if err = s.told(); err != nil {
		// While everything that may be stuck still is.
		s.stuck = make([]byte, 4<<20)
		s.stuck = s.stuck[:runtime.Stack(s.stuck, true)]
	}
	return s, d.close, err
}

func (s *story) told() error {
	if err := s.opening(); err != nil {
		return err
	}
	for range 20 + s.IntN(40) {
		if err := s.turn(); err != nil {
			return err
		}
	}
	return s.ending()
}

// do writes a line down and does what it says. Afterwards everything that
// follows from it has happened, and every promise is looked at.
func (s *story) do(format string, args ...any) error {
	line := fmt.Sprintf(format, args...)
	s.lines = append(s.lines, line)
	if s.verbose {
		fmt.Printf("%s %s\n", time.Now().Format("15:04:05.000"), line)
	}
	words, err := fields(line)
	if err == nil {
		err = s.d.step(words)
	}
	if err == nil && strings.HasSuffix(line, " &") {
		return nil
	}
	s.d.beside.Wait()
	synctest.Wait()
	if err == nil && (!s.over || s.IntN(4) == 0) {
		err = s.d.promises(false)
	}
	if err != nil {
		return fmt.Errorf("%s\n\t%w", line, err)
	}
	if s.d.relay.gate.dead.Load() && line != "crash" {
		return s.do("crash")
	}
	return nil
}

// one is a random choice.
func one[T any](s *story, of ...T) T { return of[s.IntN(len(of))] }

// millis is a time that hardly any other of the story is a multiple of.
func (s *story) millis(from, to int) string {
	return (time.Duration(from+s.IntN(to-from))*time.Millisecond + time.Duration(s.IntN(1000))*time.Microsecond).String()
}

func (s *story) name(kind string) string {
	s.names++
	return fmt.Sprintf("%s%d", kind, s.names)
}

// opening sets the scene.
func (s *story) opening() error {
	old := false
	for n := range 1 + s.IntN(3) {
		name := fmt.Sprintf("p%d", n+1)
		s.links = append(s.links, name)
		version, bind, long := one(s, "3.3", "3.4", "3.4", "5.0"), one(s, "transceiver", "transceiver", "pair"), one(s, "udh8", "udh16", "sar", "payload")
		if version == "3.3" {
			old, bind, long = true, "pair", "udh8"
		}
		if err := s.do("link %s version=%s bind=%s sessions=%d window=%d rate=%d unknown_policy=%s long=%s response_timeout=%s enquire_link=%s reconnect_first=%s reconnect_max=%s retry_first=%s retry_max=%s retry_tries=%d",
			name, version, bind, one(s, 1, 1, 2), one(s, 1, 2, 5, 10, 30), one(s, 0, 0, 3, 20), one(s, "resend", "resend", "hold", "fail"), long,
			s.millis(4000, 20000), s.millis(5000, 40000), s.millis(200, 3000), s.millis(5000, 30000), s.millis(500, 5000), s.millis(6000, 20000), 3+s.IntN(10)); err != nil {
			return err
		}
	}
	for n := range s.IntN(4) {
		name := fmt.Sprintf("a%d", n+1)
		s.accounts = append(s.accounts, name)
		if err := s.do("account %s message_id_style=%s receipt_pdu=%s", name, one(s, "decimal", "hex", "uuid"), one(s, "deliver_sm", "deliver_sm", "data_sm")); err != nil {
			return err
		}
	}
	for _, name := range s.accounts {
		to := one(s, s.links...)
		if s.IntN(5) == 0 {
			to = gateway.AccountTarget(one(s, s.accounts...)) // itself, perhaps
		}
		if err := s.do("route account=%s link=%s", name, to); err != nil {
			return err
		}
	}
	for _, l := range s.links {
		if len(s.accounts) > 0 && s.IntN(2) == 0 {
			if err := s.do("route incoming=%s link=account:%s", l, one(s, s.accounts...)); err != nil {
				return err
			}
		}
	}
	s.forms = one(s, someForms...)
	if old && s.forms.from >= 1e9 && s.forms.answer == "%d" {
		s.forms = someForms[0] // ids of 3.3 have 8 digits
	}
	if err := s.do("provider numbers as=%s from=%d", s.forms.answer, s.forms.from); err != nil {
		return err
	}
	if err := s.do("start"); err != nil {
		return err
	}
	for _, a := range s.accounts {
		if s.IntN(4) > 0 {
			if err := s.binds(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// ending has providers bring what they still have, and all be well.
func (s *story) ending() error {
	if err := s.do("disk free"); err != nil {
		return err
	}
	for again := true; again; { // Relay may have one death to come
		again = false
		for _, l := range s.d.relay.Config().Clients {
			if l.Enabled {
				continue
			}
			again = true
			if err := s.do("perhaps change link %s enabled=true", l.Name); err != nil {
				return err
			}
		}
	}
	if err := s.do("settles"); err != nil {
		return err
	}
	s.over = true
	for tries := 0; len(s.later) > 0; tries++ {
		if tries > 2000 {
			return fmt.Errorf("Relay never takes %q", s.later)
		}
		if err := s.bring(); err != nil {
			return err
		}
	}
	for range 30 {
		if err := s.receipt(); err != nil {
			return err
		}
	}
	return s.do("settles")
}

// reachable tells whether a link has a connection by which a provider can bring
// something.
func (s *story) reachable(link string) int {
	n := 0
	for _, b := range s.d.centre.living(link) {
		if b.kind != session.Transmitter {
			n++
		}
	}
	return n
}

// keep writes the story to a file.
func (s *story) keep(cause error) string {
	file := filepath.Join(os.TempDir(), fmt.Sprintf("relay-story-%d.txt", s.seed))
	text := fmt.Sprintf("# Seed %d. Play it again: go test -tags ci -run TestStories ./gateway/engine -stories.seed %d\n# %s\n%s\n",
		s.seed, s.seed, strings.ReplaceAll(cause.Error(), "\n", "\n# "), s.text())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return err.Error()
	}
	if err := os.WriteFile(strings.TrimSuffix(file, ".txt")+".stacks", s.stuck, 0o600); err != nil {
		return err.Error()
	}
	return file
}

// text is the story as a dialogue.
func (s *story) text() string { return strings.Join(append(s.lines, "promises"), "\n") }

// tally is what the stories of a run were made of.
type tally struct {
	stories, messages, kills, cuts, flagged int
	simulated                               time.Duration
}

func (s *story) tally(simulated time.Duration) tally {
	r := s.d.centre.record
	t := tally{stories: 1, messages: len(r.composed), kills: r.kills, simulated: simulated}
	for _, x := range r.list {
		if x.ours {
			t.messages++
		}
	}
	for _, n := range r.faults {
		t.cuts += n
	}
	return t
}

func (t *tally) add(o tally, list []gateway.Message) {
	t.stories += o.stories
	t.messages += o.messages
	t.kills += o.kills
	t.cuts += o.cuts
	t.simulated += o.simulated
	for _, m := range list {
		if m.PossibleDuplicate {
			t.flagged++
		}
	}
}
