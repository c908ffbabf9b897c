package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Each file in testdata/dialogue is a story of one Relay, its provider and its
// applications; testdata/dialogue/README says how it is written. It runs over
// pipes and a real database, in a time that stands still while anybody works:
// after each line everything that follows from it has happened.
func TestDialogues(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "dialogue", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("there are no dialogues", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			root := t.TempDir()
			synctest.Test(t, func(t *testing.T) { play(t, root, file, string(text)) })
		})
	}
}

// dialogue is a story while it runs.
type dialogue struct {
	t        *testing.T
	line     string // "file:number: text", for what goes wrong
	centre   *scripted
	relay    *place
	messages map[string]int64 // composed here, by their name in the story
	apps     map[string]*application
	given    map[string]string // the id that an application was given, by the message's name

	written time.Time // when Relay has written what a full disk did not take

	beside sync.WaitGroup  // steps that others do not wait for
	mu     sync.Mutex      // guards messages, given and acked
	acked  map[string]bool // what Relay acknowledged, by the words of its step
}

func newDialogue(t *testing.T, root string, late bool) *dialogue {
	d := &dialogue{t: t, centre: newScripted(), messages: map[string]int64{}, apps: map[string]*application{}, given: map[string]string{}, acked: map[string]bool{}}
	d.relay = newPlace(t, root, late, d.centre.accept)
	d.relay.reach = d.centre.reach
	return d
}

func (d *dialogue) close() {
	for _, a := range d.apps {
		a.end()
	}
	d.fill(false)
	if d.relay.gate.dead.Load() {
		d.relay.bury()
	} else {
		d.relay.stop(d.centre.record.owes())
	}
	d.centre.end()
}

func play(t *testing.T, root, file, text string) {
	d := newDialogue(t, root, false)
	defer d.close()
	for n, line := range strings.Split(text, "\n") {
		words, err := fields(line)
		if err != nil {
			t.Fatalf("%s:%d: %v", file, n+1, err)
		}
		if len(words) == 0 {
			continue
		}
		d.line = fmt.Sprintf("%s:%d: %s", filepath.Base(file), n+1, strings.TrimSpace(line))
		if err := d.step(words); err != nil {
			t.Fatalf("%s\n\t%v", d.line, err)
		}
		if words[len(words)-1] != "&" {
			d.beside.Wait()
			synctest.Wait()
		}
	}
}

// fields splits a line into words; quotes hold words together, # begins a remark.
func fields(line string) (out []string, err error) {
	var word strings.Builder
	quoted, any := false, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted, any = !quoted, true
		case quoted || c != ' ' && c != '\t' && c != '\r' && c != '#':
			word.WriteRune(c)
			any = true
		case any:
			out = append(out, word.String())
			word.Reset()
			any = false
		}
		if c == '#' && !quoted {
			break
		}
	}
	if quoted {
		return nil, fmt.Errorf("a quote is not closed")
	}
	if any {
		out = append(out, word.String())
	}
	return out, nil
}

// options are the key=value words of a line; taken are the ones that were asked
// for, so that a misspelt one is found.
type options struct {
	raw   string
	of    map[string]string
	plain []string
	taken map[string]bool
}

func optionsOf(words []string) options {
	o := options{raw: strings.Join(words, " "), of: map[string]string{}, taken: map[string]bool{}}
	for _, w := range words {
		if k, v, ok := strings.Cut(w, "="); ok {
			o.of[k] = v
		} else {
			o.plain = append(o.plain, w)
		}
	}
	return o
}

func (o options) text(key, otherwise string) string {
	o.taken[key] = true
	if v, ok := o.of[key]; ok {
		return v
	}
	return otherwise
}

func (o options) has(key string) bool { _, ok := o.of[key]; o.taken[key] = true; return ok }

func (o options) number(key string, otherwise int) int {
	n := otherwise
	if v := o.text(key, ""); v != "" {
		if _, err := fmt.Sscanf(v, "%d", &n); err != nil {
			return -1
		}
	}
	return n
}

// left is an error when a key means nothing here.
func (o options) left() error {
	for k := range o.of {
		if !o.taken[k] {
			return fmt.Errorf("%s= means nothing here", k)
		}
	}
	return nil
}

// fields compares fields of a PDU, octets in hexadecimal behind "0x".
func (o options) fields(p *smpp.PDU) error {
	for _, f := range smpp.Fields() {
		if !o.has(f.String()) {
			continue
		}
		is, want := p.Str(f), o.text(f.String(), "")
		if p.Has(f) && want != "" && strings.Trim(want, "0123456789") == "" && len(is) <= 1 {
			is = fmt.Sprint(p.Int(f))
		}
		if strings.HasPrefix(want, "0x") {
			is = fmt.Sprintf("0x%x", is)
		}
		if is != want {
			return fmt.Errorf("%s is %q", f, is)
		}
	}
	text := fmt.Sprintf("%x", p.Octets(smpp.FieldShortMessage))
	if !strings.HasPrefix(text, o.text("begins", "")) || !strings.HasSuffix(text, o.text("ends", "")) {
		return fmt.Errorf("the text is %s", text)
	}
	if o.has("tlvs") {
		var names []string
		for tag := range p.TLVs() {
			names = append(names, tag.String())
		}
		if got := strings.Join(names, ","); got != o.text("tlvs", "") {
			return fmt.Errorf("its TLVs are %s", got)
		}
	}
	return nil
}

// parse gives every key=value that is a setting to v.
func parse[T any](o options, v *T, settings []gateway.Setting[T]) error {
	for _, s := range settings {
		if o.has(s.Key) {
			if err := s.Parse(v, o.of[s.Key]); err != nil {
				return err
			}
		}
	}
	return nil
}

func duration(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	return time.ParseDuration(s)
}
