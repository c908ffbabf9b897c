package pdulog

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/uitest"
	"relay/ui/words"
)

// busy is a session with so many ordinary pairs, one that is throttled among them
// and one request that is open when it is cut.
func busy(t testing.TB, pairs int) []gateway.PDURecord {
	lines := []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 27"}
	for i := range pairs {
		status := 0
		if i == pairs/2 {
			status = 88
		}
		lines = append(lines, fmt.Sprintf("> submit_sm %d 0 1", i+2), fmt.Sprintf("< submit_sm_resp %d %d 19", i+2, status))
	}
	return script(t, append(lines, fmt.Sprintf("> submit_sm %d 0 1", pairs+2), fmt.Sprintf("> enquire_link %d 0 1", pairs+3), fmt.Sprintf("< enquire_link_resp %d 0 1", pairs+3))...)
}

func TestScopes(t *testing.T) {
	s := Session{Records: busy(t, 50)}
	if !s.Dropped() || s.Errors() != 2 {
		t.Errorf("dropped %v, %d errors", s.Dropped(), s.Errors())
	}
	s.Scope = OnlyErrors
	if got := short(s.Steps()); got != "[52 PDUs left out, 10:00:00 to 10:00:00] →submit_sm ←submit_sm_resp+ [48 PDUs left out, 10:00:00 to 10:00:01] →submit_sm [2 PDUs left out, 10:00:01 to 10:00:01] [The connection was cut here: nobody asked to unbind.]" {
		t.Errorf("errors: %s", got)
	}
	s.Scope = BeforeTheDrop
	list := s.Steps()
	if n := len(list); n != 2+1+lastRows+1 || list[0].Row.Name != "bind_transceiver" || list[2].Words != "79 PDUs left out, 10:00:00 to 10:00:00" || list[n-2].Row.Name != "enquire_link_resp" || !list[n-1].Cut {
		t.Errorf("before the drop: %s", short(list))
	}
	live := Session{Live: true, Records: busy(t, 1)}
	if live.Dropped() {
		t.Error("a live session was dropped")
	}
}

// A session that was cut opens at its end, unless a PDU of it was asked for; the
// chips lead to what else there is of it, and a fold to all.
func TestScopeChips(t *testing.T) {
	_, _, v := open(t, busy(t, 50))
	v.ShowSession(12, "nordic-a")
	if n := len(v.sequence.steps); n != 28 || v.sequence.session.Scope != BeforeTheDrop || uitest.Shows(v.Object(), "Every PDU") {
		t.Fatalf("%d lines of scope %d", n, v.sequence.session.Scope)
	}
	uitest.Tap(t, v.Object(), "Errors")
	if n := len(v.sequence.steps); n != 7 {
		t.Errorf("the errors take %d lines", n)
	}
	v.sequence.ladder.pick(2)
	uitest.Tap(t, v.Object(), "All")
	if i := v.sequence.ladder.chosen; i < 0 || v.sequence.steps[i].Row.Status != "0x58 THROTTLED" {
		t.Errorf("the choice is at %d", i)
	}
	uitest.Tap(t, v.Object(), "Around the drop")
	uitest.Tap(t, v.Object(), "79 PDUs left out, 10:00:00 to 10:00:00")
	if i := v.sequence.ladder.chosen; len(v.sequence.steps) != 104 || v.sequence.steps[i].Row.Number != 3 {
		t.Errorf("unfolded it has %d lines, the choice at %d", len(v.sequence.steps), i)
	}
	v.closeSequence()
	v.pdus.GoTo(53)
	v.openSequence()
	if i := v.sequence.ladder.chosen; v.sequence.session.Scope != Everything || i < 0 || v.sequence.steps[i].Row.Number != 53 {
		t.Errorf("scope %d, the choice at %d", v.sequence.session.Scope, i)
	}
	v.closeSequence()
	v.pdus.GoTo(105) // the answer to enquire_link, which is not drawn as a rule
	v.openSequence()
	if i := v.sequence.ladder.chosen; i < 0 || v.sequence.steps[i].Row.Number != 105 {
		t.Errorf("the choice is at %d", i)
	}
}

// What is stored of the end of a session tells why, without any event in memory.
func TestStoredEnd(t *testing.T) {
	s, _, v := open(t, busy(t, 3))
	last := s.Stored[len(s.Stored)-1].Time
	s.Ends = []gateway.SessionEnd{{Session: 12, Link: "nordic-a", Remote: "192.0.2.1:2775", At: last.Add(200 * time.Millisecond), By: "peer", Why: "the peer reset the connection"}}
	v.ShowSession(12, "nordic-a")
	for _, words := range []string{"Cut here: the peer reset the connection", "nordic-a  192.0.2.1:2775"} {
		if !uitest.Shows(v.Object(), words) {
			t.Errorf("it does not show %q", words)
		}
	}
	if x := v.sequence.steps[len(v.sequence.steps)-1]; x.At != last.Add(200*time.Millisecond).Format("15:04:05.000") {
		t.Errorf("it ended at %s", x.At)
	}
	// That of an earlier session of the same number is not meant.
	s.Ends[0].At = s.Stored[0].Time.Add(-time.Hour)
	v.closeSequence()
	v.ShowSession(12, "nordic-a")
	if uitest.Shows(v.Object(), "the peer reset the connection") {
		t.Error("it has the end of another session")
	}
}

// Why a session ended is stored a moment after its end, and is shown then.
func TestEndComesLater(t *testing.T) {
	s, _, v := open(t, busy(t, 3))
	s.Stat.Links = []gateway.LinkStatus{{Name: "nordic-a", Sessions: []gateway.SessionStatus{{ID: 12}}}}
	v.ShowSession(12, "nordic-a")
	s.Stat.Links[0].Sessions = nil
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "nobody asked to unbind") {
		t.Fatal("it does not say that it ended")
	}
	s.Ends = []gateway.SessionEnd{{Session: 12, Link: "nordic-a", At: time.Now(), By: "network", Why: "the connection failed: no route to host"}}
	v.sequence.looked = time.Time{} // a second later
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "The connection failed: no route to host") {
		t.Error("it does not say why")
	}
}

// The box that tells of a bad end comes once the session is read, and what stands
// below it makes room.
func TestBoxMakesRoom(t *testing.T) {
	_, d, v := open(t, busy(t, 3))
	uitest.Picture(d.Canvas())
	d.Hold = true
	v.ShowSession(12, "nordic-a")
	uitest.Picture(d.Canvas())
	d.Release()
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	q := v.sequence
	chips := q.scopes[0].chip
	if bottom, top := place(q.over).Y+q.over.Size().Height, place(chips).Y; !q.over.Visible() || q.over.Size().Height < 50 || top < bottom || place(q.body).Y < top+chips.Size().Height {
		t.Errorf("the box ends at %v, the chips begin at %v, the ladder at %v", bottom, top, place(q.body).Y)
	}
}

// In the smallest window at twice the size nothing of the ladder is wider than it,
// in no language.
func TestLadderFitsInEveryLanguage(t *testing.T) {
	t.Cleanup(func() { _ = words.Use("en") })
	for _, l := range words.Languages() {
		if err := words.Use(l.Code); err != nil {
			t.Fatal(err)
		}
		_, _, v := open(t, busy(t, 50))
		v.Resized(640)
		v.ShowSession(12, "nordic-a")
		v.sequence.setScope(Everything) // which has the most chips
		if min := v.Object().MinSize(); min.Width > 640 {
			t.Errorf("%s: it wants %v", l.Code, min)
		}
	}
}
