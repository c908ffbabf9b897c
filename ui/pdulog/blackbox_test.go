package pdulog

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/pduview"
	"relay/ui/uitest"
)

func facts(list []Fact) string {
	var s []string
	for _, f := range list {
		s = append(s, f.Name+": "+f.Value)
	}
	return strings.Join(s, "; ")
}

func TestBox(t *testing.T) {
	bind := []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 0 27"}
	pings := append(bind[:2:2], "> enquire_link 2 0 90000", "< enquire_link_resp 2 0 4", "> enquire_link 3 0 90000", "< enquire_link_resp 3 0 4")
	end := func(lines []string) time.Time { list := script(t, lines...); return list[len(list)-1].Time }
	for name, c := range map[string]struct {
		s                         Session
		lines                     []string
		headline, advice, answers string
	}{
		"refused":       {Session{}, []string{"> bind_transceiver 1 0 0", "< bind_transceiver_resp 1 13 20"}, "Closed after the refused bind.", smpp.RBINDFAIL.Info().Advice, "Last from the peer: 10:00:00.020; Next session: none yet"},
		"refused by us": {Session{Cut: Cut{At: end(bind), By: "us", Why: "the bind was refused: the password is wrong"}, told: true}, []string{"< bind_transceiver 1 0 0", "> bind_transceiver_resp 1 13 20"}, "Closed after the refused bind.", "", "Last from the peer: 10:00:00.000; Next session: none yet"},
		"at once":       {Session{Cut: Cut{At: end(bind), By: "peer", Why: "the peer closed the connection"}, told: true}, bind, "Cut here: the peer closed the connection", "", "Bound for: 0.0 ms; Last from the peer: 10:00:00.027; In flight at the cut: nothing; Next session: none yet"},
		"silence": {Session{Cut: Cut{At: end(pings).Add(61 * time.Second), Why: "x"}, Next: Next{Session: 13, At: end(pings).Add(62 * time.Second), Answer: true}}, pings,
			"Cut after 1 min 01 s of silence: nobody asked to unbind.", "Many message centres and firewalls end a connection that is silent. A shorter pause between enquire_link keeps it open.",
			"Bound for: 4 min 01 s; Last from the peer: 10:03:00.035; In flight at the cut: nothing; enquire_link: every 1 min 30 s; Next session: bound, 1 min 02 s later"},
		"in flight": {Session{Cut: Cut{At: end(bind).Add(31 * time.Second), Advice: "Look at the network."}, Next: Next{Session: 13, At: end(bind).Add(40 * time.Second), Status: smpp.RBINDFAIL, Answer: true}}, append(bind[:2:2], "> submit_sm 2 0 1000"),
			"Cut 30.0 s after the last PDU: nobody asked to unbind.", "Look at the network.", "Bound for: 31.0 s; Last from the peer: 10:00:00.027; In flight at the cut: 1 without an answer; Next session: refused, 39.0 s later"},
		"not known": {Session{Next: Next{Session: 13, At: end(bind).Add(time.Second)}}, append(bind[:2:2], "> submit_sm 2 0 5", "< submit_sm_resp 2 0 5"),
			"The connection was cut here: nobody asked to unbind.", "", "Bound for: 10 ms; Last from the peer: 10:00:00.037; In flight at the cut: nothing; Next session: not answered, 990 ms later"},
	} {
		c.s.Records = script(t, c.lines...)
		b, ok := c.s.Box()
		if !ok || b.Headline != c.headline || b.Advice != c.advice || facts(b.Facts) != c.answers {
			t.Errorf("%s: %q\n%q\n%s\nwant %s", name, b.Headline, b.Advice, facts(b.Facts), c.answers)
		}
	}
	for name, s := range map[string]Session{"live": {Live: true, Records: script(t, bind...)}, "empty": {}, "in order": {Records: script(t, append(bind[:2:2], "> unbind 9 0 1", "< unbind_resp 9 0 1")...)}} {
		if _, ok := s.Box(); ok {
			t.Errorf("%s: there is a box", name)
		}
	}
}

// The notice that tells of an end is the first of its link after the last PDU and
// before the next session.
func TestCutOf(t *testing.T) {
	at := func(s int) time.Time { return time.Unix(int64(s), 0) }
	events := []gateway.Event{
		{Severity: gateway.Warning, Link: "a", Text: "before", At: at(5)}, {Severity: gateway.Severe, Link: "b", Text: "other", At: at(11)}, {Severity: gateway.Success, Link: "a", Text: "good", At: at(12)},
		{Severity: gateway.Warning, Link: "a", Text: "cut", At: at(13)}, {Severity: gateway.Warning, Link: "a", Text: "later", At: at(20)},
	}
	if c := cutOf(events, "a", at(10), at(15)); c.Why != "cut" || !c.At.Equal(at(13)) {
		t.Errorf("%+v", c)
	}
	if c := cutOf(events, "a", at(14), at(15)); !c.At.IsZero() {
		t.Errorf("of the next session: %+v", c)
	}
	if c := cutOf(events, "a", at(-9000), time.Time{}); !c.At.IsZero() {
		t.Errorf("of hours later: %+v", c)
	}
}

// The next session is the next bind of the same account.
func TestNextOf(t *testing.T) {
	list := script(t, "< enquire_link 5 0 1", "< bind_receiver 1 0 10", "< bind_transceiver 1 0 10", "> bind_receiver_resp 1 0 1", "> bind_transceiver_resp 1 5 1")
	for i, session := range []uint64{11, 13, 14, 13, 14} {
		list[i].Session, list[i].Account = session, map[uint64]string{11: "shop", 13: "other", 14: "shop"}[session]
	}
	if n := nextOf(list, 12, "shop"); n.Session != 14 || !n.Answer || n.Status != smpp.RALYBND || !n.At.Equal(list[2].Time) {
		t.Errorf("%+v", n)
	}
	if n := nextOf(list[:4], 12, "shop"); n.Session != 14 || n.Answer {
		t.Errorf("without an answer: %+v", n)
	}
	if n := nextOf(list, 12, ""); n.Session != 0 {
		t.Errorf("of another account: %+v", n)
	}
}

// From a session that was cut one goes to the settings of its link and to the next
// session.
func TestCutSessionLeadsOn(t *testing.T) {
	s, d, v := open(t, cutStory(t))
	d.Past = []gateway.Event{{Severity: gateway.Warning, Link: "nordic-a", Text: "The peer closed the connection.", At: s.Stored[len(s.Stored)-3].Time.Add(61 * time.Second)}}
	v.pdus.GoTo(3)
	v.openSequence()
	for _, words := range []string{"Cut after 1 min 01 s of silence", "The peer closed the connection."} {
		if !uitest.Shows(v.Object(), words) {
			t.Errorf("it does not show %q", words)
		}
	}
	if got := short(v.sequence.steps[len(v.sequence.steps)-3:]); got != "[1 min 01 s quiet] [The connection was cut here: nobody asked to unbind.] [Next, session 13: bound, 1 min 02 s later]" {
		t.Errorf("it ends with %s", got)
	}
	// Once it is known how sessions before it ended, that is compared; the link can be
	// told to ask sooner.
	client := gateway.NewClient()
	client.Name, client.Host, client.SystemID, client.Password, client.EnquireLink = "nordic-a", "smpp.example.com", "acme", "x", 90*time.Second
	s.Cfg.Clients = []gateway.ClientConfig{client}
	why := "the peer closed the connection"
	for n, w := range map[int]string{8: "another", 9: why, 10: why, 11: "Relay signed off"} {
		s.Ends = append(s.Ends, gateway.SessionEnd{Session: uint64(n), Link: "nordic-a", Why: w})
	}
	s.Ends = append(s.Ends, gateway.SessionEnd{Session: 12, Link: "nordic-a", By: "peer", Why: why, At: s.Stored[len(s.Stored)-3].Time.Add(61 * time.Second)})
	v.closeSequence()
	v.openSequence()
	if !uitest.Shows(v.Object(), "2 of the last 4") {
		t.Error("it does not say how often that was before")
	}
	d.No = true
	uitest.Tap(t, v.Object(), "Ask every 30 s")
	if s.Cfg.Clients[0].EnquireLink != 90*time.Second || len(d.Asked) != 1 {
		t.Errorf("it changes the link unasked: %v", d.Asked)
	}
	d.No = false
	uitest.Tap(t, v.Object(), "Ask every 30 s")
	if s.Cfg.Clients[0].EnquireLink != 30*time.Second || len(d.Toasts) != 1 || uitest.Shows(v.Object(), "Ask every") {
		t.Errorf("%v, %+v", s.Cfg.Clients[0].EnquireLink, d.Toasts)
	}
	uitest.Tap(t, v.Object(), "Settings of nordic-a")
	if d.Opened != "edit nordic-a" {
		t.Errorf("it opened %q", d.Opened)
	}
	v.sequence.ladder.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	v.sequence.ladder.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if v.sequence.session.Number != 13 || !uitest.Shows(v.Object(), "Session 13 on nordic-a") {
		t.Errorf("session %d is shown", v.sequence.session.Number)
	}
	if r := v.sequence.steps[0].Row; r.Tone != pduview.Control {
		t.Errorf("it begins with %s", r.Name)
	}
}
