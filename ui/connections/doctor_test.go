package connections_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

func provider() gateway.ClientConfig {
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password = "nordic-a", "smpp.example.com", "acme", "secret"
	return c
}

// trial is a test of a link that left from an address and was answered with a
// status.
func trial(c gateway.ClientConfig, at time.Time, from string, st smpp.Status) connections.Trial {
	t := connections.NewTrial(c, at)
	t.Add(gateway.DiagnosisStep{Name: "resolve", Took: time.Millisecond})
	t.Add(gateway.DiagnosisStep{Name: "connect", Took: time.Millisecond, From: from})
	b := gateway.DiagnosisStep{Name: "bind", Took: time.Millisecond}
	if st != smpp.ROK {
		b.Result, b.Fault, b.Status = gateway.StepFail, gateway.FaultRefused, st
	}
	t.Add(b)
	return t
}

// The cause for which this computer has evidence comes first.
func TestCausesAreRankedByEvidence(t *testing.T) {
	now := time.Date(2026, 3, 1, 15, 0, 0, 0, time.Local)
	c := provider()
	good := trial(c, now.Add(-3*time.Hour), "192.0.2.40", smpp.ROK)
	other := c
	other.Password = "another"
	pair := c
	pair.Bind = gateway.BindPair
	for _, x := range []struct {
		name   string
		client gateway.ClientConfig
		from   string
		status smpp.Status
		good   *connections.Trial
		state  gateway.LinkState
		first  string
		odds   string
		tells  string
	}{
		{"nothing is known", c, "192.0.2.40", smpp.RBINDFAIL, nil, 0, "The system id or the password is wrong", "most likely", "0x0D is the usual answer"},
		{"the password is another", other, "192.0.2.40", smpp.RBINDFAIL, &good, 0, "The system id or the password is wrong", "most likely", "They are not those that worked today 12:00."},
		{"the address is another", c, "192.0.2.77", smpp.RBINDFAIL, &good, 0, "Your address is not on the provider's list", "most likely", "This test left from 192.0.2.77, the last good one from 192.0.2.40."},
		{"the account is bound", c, "192.0.2.40", smpp.RALYBND, &good, gateway.LinkBound, "An earlier session still holds the account", "most likely", "The link itself is bound now"},
		{"an unknown command", c, "192.0.2.40", smpp.RINVCMDID, nil, 0, "This kind of bind or version is not allowed", "most likely", "0x03 says"},
		{"too often", c, "192.0.2.40", smpp.RTHROTTLED, &good, 0, "Too many tries in a short time", "most likely", "0x58"},
	} {
		s := connections.Scene{Client: x.client, Trial: trial(x.client, now, x.from, x.status), Good: x.good, Now: now, Link: gateway.LinkStatus{State: x.state, Since: now.Add(-time.Hour)}}
		if x.good != nil {
			s.SamePassword = x.good.SamePassword(x.client.Password)
		}
		causes := s.Causes()
		if causes[0].Title != x.first || connections.OddsWord(0, causes[0]) != x.odds || !strings.Contains(strings.Join(causes[0].Evidence, " "), x.tells) {
			t.Errorf("%s: %+v", x.name, causes)
		}
		for i := 1; i < len(causes); i++ {
			if causes[i].Odds > causes[i-1].Odds || connections.OddsWord(i, causes[i]) == "most likely" {
				t.Errorf("%s: wrong order %+v", x.name, causes)
			}
		}
		if v := s.Verdict(); v[0] != "The provider answered, and said no to the bind." || !strings.Contains(v[1], "Name and port are fine.") {
			t.Errorf("%s: %q", x.name, v)
		}
	}
	s := connections.Scene{Client: c, Trial: good, Now: now}
	if len(s.Causes()) > 0 || !strings.HasPrefix(s.Verdict()[0], "Everything works, in ") {
		t.Errorf("a good test: %q", s.Verdict())
	}
}

// A step that fails before the bind has causes of its own.
func TestCausesBeforeTheBind(t *testing.T) {
	c := provider()
	for _, x := range []struct {
		step    string
		fault   gateway.StepFault
		verdict string
		first   string
	}{
		{"resolve", gateway.FaultName, "The name smpp.example.com was not found.", "The host name is wrong"},
		{"connect", gateway.FaultRefused, "The computer answers, but nothing listens on port 2775.", "The port is wrong"},
		{"resolve", gateway.FaultNameServer, "Nobody could say whether there is a computer named smpp.example.com.", "This computer is not online, or not in the provider's VPN"},
		{"connect", gateway.FaultSilent, "Nothing answers at smpp.example.com:2775.", "A firewall on the way blocks the port"},
		{"connect", gateway.FaultNoWay, "There is no way to smpp.example.com from this computer.", "This computer is not online, or not in the provider's VPN"},
		{"connect", gateway.FaultOwnAddress, "The connection can't leave from the address that is set.", "The address to connect from is none of this computer"},
		{"tls", 0, "The port is open, but TLS failed.", "This is not the provider's TLS port"},
		{"tls", gateway.FaultPlain, "The port answers in clear text, and TLS is on here.", "This is not the provider's TLS port"},
		{"tls", gateway.FaultCut, "The other side hung up when TLS began.", "This is not the provider's TLS port"},
		{"tls", gateway.FaultCertificate, "The provider's certificate is not accepted.", "The certificate is not accepted"},
		{"tls", gateway.FaultTLSVersion, "The two sides speak no TLS version in common.", "One side's TLS is too old"},
		{"tls", gateway.FaultOwnCertificate, "The provider wants another client certificate.", "The client certificate is missing, or not the one that they know"},
		{"bind", gateway.FaultTLS, "The port speaks TLS, and TLS is off here.", "The port wants TLS"},
		{"bind", gateway.FaultSilent, "The connection stands, but nobody answered the bind.", "Your address is not on the provider's list"},
		{"bind", gateway.FaultForeign, "What answers there does not speak SMPP.", "The port is wrong"},
		{"bind", gateway.FaultCut, "The other side closed the connection during the bind.", "Your address is not on the provider's list"},
	} {
		tr := connections.NewTrial(c, time.Now())
		tr.Add(gateway.DiagnosisStep{Name: x.step, Result: gateway.StepFail, Fault: x.fault})
		s := connections.Scene{Client: c, Trial: tr, Now: time.Now()}
		v, causes := s.Verdict(), s.Causes()
		if v[0] != x.verdict || causes[0].Title != x.first || len(causes[0].Fixes) == 0 {
			t.Errorf("%s %d: %q, %+v", x.step, x.fault, v[0], causes)
		}
		if x.fault != 0 && v[2] != x.fault.Advice()[0] {
			t.Errorf("%s %d: %q is no advice", x.step, x.fault, v[2])
		}
	}
}

// What is kept of tests is bounded, keeps the last good one, and has no password
// in it.
func TestKeptTrials(t *testing.T) {
	now, c := time.Now(), provider()
	list := []connections.Trial{trial(c, now, "192.0.2.40", smpp.ROK)}
	for i := range 30 {
		list = connections.Keep(list, trial(c, now.Add(time.Duration(i+1)*time.Second), "192.0.2.40", smpp.RBINDFAIL))
	}
	earlier := connections.Earlier(list, c.Name, now.Add(time.Hour))
	good, ok := connections.LastGood(earlier)
	if len(list) > 21 || !ok || !good.At.Equal(now) || !earlier[0].At.After(earlier[1].At) {
		t.Errorf("%d kept, good %v %v", len(list), ok, good.At)
	}
	if !good.SamePassword("secret") || good.SamePassword("secreT") {
		t.Error("the passwords are not told apart")
	}
	doc, _ := json.Marshal(list)
	if strings.Contains(string(doc), "secret") {
		t.Error("the password is stored")
	}
	c.Password, c.Port = "secreT", 2776
	s := connections.Scene{Client: c, Good: &good, Trial: trial(c, now, "192.0.2.77", smpp.RBINDFAIL), Before: "secret"}
	d := s.Differences()
	if len(d) != 3 || d[0].Old != "2775" || d[0].New != "2776" || d[1].Key != "password" || d[1].New == "secreT" || d[2].New != "192.0.2.77" {
		t.Errorf("%+v", d)
	}
	all := s.Compared()
	if last := all[len(all)-1]; len(all) < 12 || last.Old != "0x00 ESME_ROK" || last.New != "0x0D ESME_RBINDFAIL" {
		t.Errorf("%+v", all)
	}
	if back := s.PutBack("port", "password", "system_id"); back.Port != 2775 || back.Password.Reveal() != "secret" || back.Host != c.Host || back.Name != c.Name {
		t.Errorf("put back: %+v", back)
	}
}

func doctorDesk(t *testing.T) (*uitest.House, *uitest.Desk, *connections.View) {
	t.Helper()
	return doctorDeskOf(t, provider())
}

func doctorDeskOf(t *testing.T, c gateway.ClientConfig) (*uitest.House, *uitest.Desk, *connections.View) {
	t.Helper()
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 860)
	h.Cfg.Clients = []gateway.ClientConfig{c}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

func stepsTo(st smpp.Status, from string) []gateway.DiagnosisStep {
	steps := []gateway.DiagnosisStep{{Name: "resolve", Took: time.Millisecond, Detail: "found"}, {Name: "connect", Took: 2 * time.Millisecond, From: from}}
	b := gateway.DiagnosisStep{Name: "bind", Took: 3 * time.Millisecond}
	if st != smpp.ROK {
		b.Result, b.Fault, b.Status = gateway.StepFail, gateway.FaultRefused, st
		return append(steps, b, gateway.DiagnosisStep{Name: "enquire_link", Result: gateway.StepSkipped, Detail: "not run: bind failed"})
	}
	return append(steps, b)
}

// A test that fails is compared with the last that worked, and its buttons do
// what they say.
func TestTheDoctorCompares(t *testing.T) {
	h, d, v := doctorDesk(t)
	h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Test")
	if !uitest.Shows(v.Object(), "Everything works, in 6") || uitest.Shows(v.Object(), "Earlier tests") {
		t.Error("the first test is not told well")
	}
	v.Escape()
	h.Steps = stepsTo(smpp.RBINDFAIL, "192.0.2.77")
	uitest.Tap(t, v.Object(), "Test")
	for _, want := range []string{"said no to the bind", "Earlier tests", "worked, in 6", "Your address is not on the provider's list", "the last good one from 192.0.2.40", "Left from: 192.0.2.40 → 192.0.2.77", "not run", "many providers lock an account"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	uitest.Tap(t, v.Object(), "Copy request to provider")
	if !strings.Contains(d.Copied, "acme") || !strings.Contains(d.Copied, "0x0D ESME_RBINDFAIL") || strings.Contains(d.Copied, "secret") {
		t.Errorf("copied %q", d.Copied)
	}
	uitest.Tap(t, v.Object(), "Copy report")
	if !strings.Contains(d.Copied, "1. Your address is not on the provider's list (most likely)") {
		t.Errorf("copied %q", d.Copied)
	}
	h.Steps = stepsTo(smpp.ROK, "192.0.2.77")
	uitest.Tap(t, v.Object(), "Try TX + RX")
	if !uitest.Shows(v.Object(), "Try TX + RX: it works.") || h.Cfg.Clients[0].Bind != gateway.BindTransceiver {
		t.Error("what was tried is not told, or stored already")
	}
	uitest.Tap(t, v.Object(), "Keep this setting")
	if h.Cfg.Clients[0].Bind != gateway.BindPair || h.Cfg.Clients[0].Password != "secret" {
		t.Errorf("stored %+v", h.Cfg.Clients[0])
	}
}

// The old password, and any other setting that worked, can be put back: first for
// a test, then for good.
func TestTheOldOneIsPutBack(t *testing.T) {
	h, d, v := doctorDesk(t)
	h.Cfg.Clients[0].ID, h.Cfg.Version = 7, 1
	v.Shown()
	h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Test")
	v.Escape()
	h.Cfg.Clients[0].Password, h.Cfg.Clients[0].SystemType, h.Cfg.Version = "wrong", "VMA", 2
	v.Shown()
	h.Steps = stepsTo(smpp.RBINDFAIL, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Test")
	if len(uitest.Find(v.Object(), func(o fyne.CanvasObject) bool {
		b, is := o.(*widgets.Button)
		return is && b.Label() == "Use the old one"
	})) != 1 {
		t.Error("an unknown password can't be put back, the system type can")
	}
	v.Escape()
	h.Before = map[int64]gateway.Secret{7: "secret"}
	uitest.Tap(t, v.Object(), "Test")
	for _, want := range []string{"Ruled out", "Port 2775 accepted the connection.", "It has 5 characters, SMPP has room for 8."} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if uitest.Shows(v.Object(), "Field by field") {
		t.Error("compared before it is asked for")
	}
	uitest.Tap(t, v.Object(), "Compare")
	for _, want := range []string{"Field by field", "interface_version", "VMA", "••••••••"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not compared", want)
		}
	}
	if uitest.Shows(v.Object(), "secret") || slices.Contains(uitest.Drawn(v.Object()), "wrong") {
		t.Error("a password is shown")
	}
	h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Use the old one") // of the first cause: the password
	if !uitest.Shows(v.Object(), "Use the old one: it works.") || h.Cfg.Clients[0].Password != "wrong" {
		t.Fatal("what was tried is not told, or stored already")
	}
	uitest.Tap(t, v.Object(), "Keep this setting")
	if c := h.Cfg.Clients[0]; c.Password != "secret" || c.SystemType != "VMA" {
		t.Errorf("stored %+v", c)
	}
	if d.Copied != "" {
		t.Error("something was copied")
	}
}

// From a form the old one goes into the form.
func TestTheOldOneGoesIntoTheForm(t *testing.T) {
	h, _, v := doctorDesk(t)
	h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Test")
	v.Escape()
	h.Cfg.Clients[0].SystemID = "acmee"
	v.EditClient("nordic-a")
	h.Steps = stepsTo(smpp.RINVSYSID, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Test")
	h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Use the old one")
	uitest.Tap(t, v.Object(), "Keep this setting")
	if !uitest.Shows(v.Object(), "Your changes") || h.Cfg.Clients[0].SystemID != "acmee" {
		t.Fatal("the form does not have it, or it is stored without being asked")
	}
	uitest.Tap(t, v.Object(), "Save")
	if h.Cfg.Clients[0].SystemID != "acme" {
		t.Errorf("stored %q", h.Cfg.Clients[0].SystemID)
	}
}

// From the form the test leads back to the form, with what was typed.
func TestTheDoctorKeepsTheForm(t *testing.T) {
	h, d, v := doctorDesk(t)
	h.Steps = stepsTo(smpp.RINVPASWD, "192.0.2.40")
	v.EditClient("nordic-a")
	typeInto(t, d, "nordic-b")
	uitest.Tap(t, v.Object(), "Test")
	if !uitest.Shows(v.Object(), "Test of nordic-b") {
		t.Fatal("the test is not shown")
	}
	uitest.Tap(t, v.Object(), "Type it again")
	typeInto(t, d, "changed")
	if !uitest.Shows(v.Object(), "Your changes") || !uitest.Shows(v.Object(), "nordic-b") {
		t.Error("the form lost what was typed")
	}
	uitest.Tap(t, v.Object(), "Save")
	if h.Cfg.Clients[0].Name != "nordic-b" || h.Cfg.Clients[0].Password != "changed" {
		t.Errorf("stored %+v", h.Cfg.Clients)
	}
	uitest.Tap(t, v.Object(), "Test")
	if !uitest.Shows(v.Object(), "They were last changed here today") {
		t.Error("that the password was changed is not told")
	}
}

// Without the password nothing is tested: the provider would count a wrong one.
func TestNothingIsTestedWithoutThePassword(t *testing.T) {
	c := provider()
	c.Password, c.PasswordLost = "", true
	h, d, v := doctorDeskOf(t, c)
	h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
	uitest.Tap(t, v.Object(), "Test")
	if uitest.Shows(v.Object(), "Test of "+c.Name) || len(d.Toasts) != 1 || !strings.Contains(d.Toasts[0].Text, "enter it again") {
		t.Errorf("%+v", d.Toasts)
	}
	v.EditClient(c.Name)
	uitest.Tap(t, v.Object(), "Test")
	if uitest.Shows(v.Object(), "Test of "+c.Name) || len(d.Toasts) != 2 {
		t.Errorf("%+v", d.Toasts)
	}
}

// Leaving the page ends the test: nothing goes on unseen.
func TestEscapeEndsTheTest(t *testing.T) {
	h, d, v := doctorDesk(t)
	d.Hold = true
	uitest.Tap(t, v.Object(), "Test")
	v.Escape()
	if !uitest.Shows(v.Object(), "TO PROVIDERS") {
		t.Error("Esc does not lead back")
	}
	d.Release()
	if !h.Did("diagnosis of nordic-a given up") || uitest.Shows(v.Object(), "Test of nordic-a") {
		t.Errorf("calls %v", h.Calls)
	}
	var kept []connections.Trial
	if ok, _ := h.Load(t.Context(), "connections.tests", &kept); ok {
		t.Errorf("an ended test is kept: %+v", kept)
	}
}

// A provider that is to be left alone for a minute is tested again after it, unless
// the page is left before.
func TestItWaitsAndTestsAgain(t *testing.T) {
	uitest.Calm(t, func(t *testing.T) {
		h, d, v := doctorDesk(t)
		h.Steps = stepsTo(smpp.RALYBND, "192.0.2.40")
		uitest.Tap(t, v.Object(), "Test")
		d.Hold = true
		uitest.Tap(t, v.Object(), "Wait 60 s, test again")
		if !uitest.Shows(v.Object(), "Waits 60 s …") {
			t.Error("that it waits is not told")
		}
		h.Steps = stepsTo(smpp.ROK, "192.0.2.40")
		began := time.Now()
		d.Release()
		if !uitest.Shows(v.Object(), "Everything works") || time.Since(began) != time.Minute {
			t.Errorf("after %s: %q", time.Since(began), uitest.Drawn(v.Object()))
		}
		h.Steps = stepsTo(smpp.RALYBND, "192.0.2.40")
		uitest.Tap(t, v.Object(), "Test again")
		d.Hold = true
		uitest.Tap(t, v.Object(), "Wait 60 s, test again")
		calls := len(h.Calls)
		v.Escape()
		d.Release()
		if len(h.Calls) != calls || !uitest.Shows(v.Object(), "TO PROVIDERS") {
			t.Errorf("tested after it was left: %v", h.Calls)
		}
	})
}
