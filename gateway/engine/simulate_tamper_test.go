package engine_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Each claim must be able to fail: a good record of a story passes, and each way
// of tampering with it, or with what is stored, is reported.
func TestBrokenPromisesAreSeen(t *testing.T) {
	root := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		d := newDialogue(t, root, true)
		defer d.close()
		for _, line := range strings.Split(strings.TrimSpace(tampered), "\n") {
			if err := d.step(strings.Fields(line)); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			synctest.Wait()
		}
		r := d.centre.record
		for _, c := range tamperings {
			s, err := d.stored()
			if err != nil {
				t.Fatal(err)
			}
			if found := breaches(r, s, true); len(found) > 0 {
				t.Fatalf("the story itself is reported before %q:\n%s", c.name, strings.Join(found, "\n"))
			}
			w := &tamper{record: r, stored: &s}
			undo := r.copy()
			c.do(w)
			found := strings.Join(breaches(r, s, true), "\n")
			if !strings.Contains(found, c.want) {
				t.Errorf("%s: reported was %q", c.name, found)
			}
			undo()
		}
	})
}

// tampered is a story with a bit of everything.
const tampered = `
link p1 window=2
link p2 unknown_policy=hold
account a1
account a2
route account=a1 link=p1
route account=a2 link=account:a1
route incoming=p1 link=account:a1
start
app a1 binds
send m1 link=p1 text=m1
send m2 link=p1 text=m2
provider answers id=A111
app a1 submits s1 text=s1
provider answers status=ESME_RSYSERR
send m3 link=p2 text=m3
receipt link=p1 nr=1 id=A001
receipt link=p1 nr=3 id=A111
receipt link=p2 nr=0 id=nobody
incoming link=p1 text=i1
incoming link=p1 text=i2
app a2 binds
app a2 submits s2 text=s2
send m4 link=p1 text=m4 at=2h
takes m4
campaign c5 link=p1 rows=2
wait 1m
promises`

type tamper struct {
	*record
	*stored
}

// copy remembers the record; what it returns brings it back.
func (r *record) copy() (undo func()) {
	list, was := append([]*exchange(nil), r.list...), make([]exchange, len(r.list))
	for i, x := range list {
		was[i] = *x
	}
	made, links := append([]composed(nil), r.composed...), r.links["p1"]
	return func() {
		for i, x := range list {
			*x = was[i]
		}
		r.list, r.composed, r.links["p1"] = list, made, links
	}
}

// of is the n-th exchange of a text, from 0; app: an application's.
func (w *tamper) of(text string, app bool, n int) *exchange {
	for _, x := range w.list {
		if x.conn.app == app && strings.HasPrefix(x.key, text) {
			if n--; n < 0 {
				return x
			}
		}
	}
	panic("there is no " + text)
}

// repeat has an exchange happen again.
func (w *tamper) repeat(x *exchange) *exchange {
	again := *x
	w.list = append(w.list, &again)
	return &again
}

func (w *tamper) message(text string) *gateway.Message {
	for i := range w.messages {
		if w.messages[i].Text == text {
			return &w.messages[i]
		}
	}
	panic("there is no message " + text)
}

func (w *tamper) forget(text string) {
	for i := range w.messages {
		if w.messages[i].Text == text {
			w.messages = append(w.messages[:i:i], w.messages[i+1:]...)
			return
		}
	}
}

// put gives a message of one part a state.
func (w *tamper) put(text string, s gateway.MessageState) {
	m := w.message(text)
	m.State, m.PartList[0].State = s, s
}

var tamperings = []struct {
	name, want string
	do         func(*tamper)
}{
	{"a composed message is lost", "P1: message 1 (\"m1\") was stored and is not there", func(w *tamper) { w.forget("m1") }},
	{"a submitted message is lost", "P2: \"s1\" of a1", func(w *tamper) { w.forget("s1") }},
	{"another text is stored", "P1: message 1", func(w *tamper) { w.message("m1").Text = "other" }},
	{"an id is stored twice", "P2: the id", func(w *tamper) { w.messages = append(w.messages, *w.message("s1")) }},
	{"an id is answered twice", "P2: the id", func(w *tamper) { w.repeat(w.of("s1", true, 0)) }},
	{"a state is not its parts'", "states: message 1", func(w *tamper) { w.message("m1").State = gateway.Sending }},
	{"something leaves that nobody stored", "P1: p1 got \"ghost\"", func(w *tamper) { w.repeat(w.of("m1", false, 0)).key = "ghost" }},
	{"something leaves by another link", "P1: p1 got \"m1\", which is not stored for it", func(w *tamper) { w.message("m1").PartList[0].Link = "p2" }},
	{"the window is exceeded", "window: p1 had 3 open requests", func(w *tamper) { w.of("m1", false, 0).open = 3 }},
	{"a submit before the bind", "state: p1 got submit_sm outside", func(w *tamper) { w.of("m1", false, 0).illegal = true }},
	{"an answered part comes again", "P3: p1 got \"m1\" again although", func(w *tamper) { w.repeat(w.of("m1", false, 0)) }},
	{"a refused part comes again", "P3: p1 got \"m1\" again, which it had refused", func(w *tamper) {
		w.of("m1", false, 0).status = smpp.RINVDSTADR
		w.repeat(w.of("m1", false, 0))
	}},
	{"an open part comes again", "P3: p1 got \"m1\" again while it was still open", func(w *tamper) {
		w.of("m1", false, 0).settled = false
		w.repeat(w.of("m1", false, 0))
	}},
	{"a part comes again unflagged", "P3: p1 got \"m1\" again and it is not flagged", func(w *tamper) {
		w.of("m1", false, 0).settled = false
		w.repeat(w.of("m1", false, 0)).at = time.Now().Add(time.Hour)
	}},
	{"a part comes again under hold", "P3: p2 got \"m3\" again under policy hold", func(w *tamper) {
		w.of("m3", false, 1).settled = false
		w.repeat(w.of("m3", false, 1)).at = time.Now().Add(time.Hour)
	}},
	{"more than a window comes again", "P3: 2 came again to p1 after one cut", func(w *tamper) {
		l := w.links["p1"]
		l.Window = 1
		w.links["p1"] = l
		dead := &connection{r: w.record, name: "p1", over: true, overAt: w.of("m1", false, 0).at.Add(time.Second)}
		for _, text := range []string{"m1", "m2"} {
			x := w.of(text, false, 0)
			x.settled, x.conn = false, dead
			w.repeat(x).at = dead.overAt
		}
	}},
	{"a receipt is lost", "P4: receipt A001 DELIVRD of p1 is not with message \"m1\"", func(w *tamper) { w.message("m1").Receipts = nil }},
	{"an orphan is lost", "P4: receipt nobody DELIVRD of p2 was acknowledged and is not stored", func(w *tamper) { w.orphans = nil }},
	{"a receipt stands with another", "P4: receipt A001 of p1 is with \"m2\" and belongs to \"m1\"", func(w *tamper) {
		m := w.message("m2")
		m.Receipts = append(m.Receipts, w.message("m1").Receipts[0])
		m.Receipts[0].PartID = m.PartList[0].ID
	}},
	{"an incoming message is lost", "P4: \"i1\" of p1 was acknowledged and is not in the inbox", func(w *tamper) { w.forget("i1") }},
	{"a delivery comes again", "P4: a1 got \"i1\" again", func(w *tamper) { w.repeat(w.of("i1", true, 0)) }},
	{"a receipt comes to an application again", "again, which it had acknowledged", func(w *tamper) { w.repeat(w.of("id:", true, 0)) }},
	{"a receipt comes to a stranger", "which is none of its messages", func(w *tamper) { w.message("s1").Account = "a2" }},
	{"a message waits for ever", "P1: \"m1\" is still queued", func(w *tamper) { w.put("m1", gateway.Queued) }},
	{"a message is being sent for ever", "P1: \"m1\" is still sending", func(w *tamper) { w.put("m1", gateway.Sending) }},
	{"an outcome is unknown without a cut", "P1: \"m3\" is unknown", func(w *tamper) { w.put("m3", gateway.Unknown) }},
	{"a message expires early", "P1: \"m2\" is expired", func(w *tamper) { w.put("m2", gateway.Expired) }},
	{"nobody cancelled it", "P1: \"m2\" is cancelled", func(w *tamper) { w.put("m2", gateway.Cancelled) }},
	{"what was taken back leaves", "taken back: p1 got \"m4\"", func(w *tamper) {
		x := w.repeat(w.of("m1", false, 0))
		x.key, x.at = "m4", time.Now()
	}},
	{"an account did not take it", "P1: \"s2\" is delivered and a1 did not take it", func(w *tamper) { w.of("s2", true, 1).answered = false }},
	{"a row becomes two messages", "P1: the row c5.1 has become 2 messages", func(w *tamper) { w.messages = append(w.messages, *w.message("c5.1")) }},
	{"a row is lost", "P1: the row c5.2 has become no message", func(w *tamper) { w.forget("c5.2") }},
	{"no receipt said so", "P1: \"m2\" is delivered", func(w *tamper) { w.put("m2", gateway.Delivered) }},
	{"a failure without a cause", "P1: \"m2\" failed without a cause", func(w *tamper) { w.put("m2", gateway.Failed) }},
	{"tries are counted that were none", "tries: \"m2\" counts 9 tries", func(w *tamper) { w.message("m2").PartList[0].Attempts = 9 }},
	{"a message never left", "P1: \"m2\" is accepted and p1 never saw it", func(w *tamper) {
		w.of("m2", false, 0).conn = &connection{r: w.record, app: true}
	}},
	{"a receipt changed nothing", "P4: \"m1\" has a receipt DELIVRD and is accepted", func(w *tamper) { w.put("m1", gateway.Accepted) }},
	{"a receipt is not told", "it got no receipt DELIVRD", func(w *tamper) { w.of("id:", true, 0).answered = false }},
	{"an incoming message is not passed on", "P4: \"i2\" of p1 did not come to a1", func(w *tamper) { w.of("i2", true, 0).answered = false }},
	{"the order is turned", "order: p1 got", func(w *tamper) { w.message("m1").PartList[0].ID = 1000; w.message("m1").Receipts[0].PartID = 1000 }},
}
