package engine_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// A listener that gets another name goes on: whoever is bound stays, and others
// may come. When more of it changes it opens again, under that name.
func TestAListenerGetsAnotherName(t *testing.T) {
	h := office(t, nil)
	st, _ := h.Status().Link("office")
	h.apply(func(c *gateway.Config) { c.Servers[0].Listen = st.Address }) // the port is its own from now on
	e := h.bind(session.Transceiver, smpp.V34)
	h.apply(func(c *gateway.Config) { c.Servers[0].Name = "counter" })
	if _, old := h.Status().Link("office"); old {
		t.Error("the old name is still there")
	}
	now, ok := h.Status().Link("counter")
	if !ok || now.State != gateway.LinkListening || len(now.Sessions) != 1 || now.Address != st.Address {
		t.Fatalf("%+v", now)
	}
	e.accepted(submit("Shop", "49123", "over the session from before"))
	h.apply(func(c *gateway.Config) { c.Servers[0].Name, c.Servers[0].MaxPDU = "office", 60000 })
	if now, _ := h.Status().Link("office"); now.State != gateway.LinkListening || now.Address != st.Address {
		t.Fatalf("%+v", now)
	}
	h.bind(session.Transceiver, smpp.V34).accepted(submit("Shop", "49123", "over a new one"))
	h.apply(func(c *gateway.Config) { c.Servers[0].Name, c.Servers[0].Enabled = "counter", false })
	if now, _ := h.Status().Link("counter"); now.State != gateway.LinkOff {
		t.Fatalf("%+v", now)
	}
}

// whileNamesChange renames again and again while things are done, each over and over
// from a task of its own, and returns how often each was. name is the last name.
func (h *house) whileNamesChange(rename func(c *gateway.Config, to string), things ...func() error) (name string, done []int) {
	h.t.Helper()
	done = make([]int, len(things))
	end := make(chan struct{})
	var over sync.WaitGroup
	for i, do := range things {
		over.Go(func() {
			for {
				select {
				case <-end:
					return
				default:
				}
				if err := do(); err != nil {
					h.t.Error(err)
					return
				}
				done[i]++
			}
		})
	}
	times := 30
	if raced {
		times = 10
	}
	for n := range times {
		name = fmt.Sprintf("a%d", n+1)
		h.apply(func(c *gateway.Config) { rename(c, name) })
	}
	close(end)
	over.Wait()
	return name, done
}

// submits is a thing to do over and over.
func (e *esme) submits(to string) func() error {
	return func() error {
		resp, err := e.Do(e.t.Context(), submit("Shop", to, "from an application"))
		if err == nil && resp.Status != smpp.ROK {
			err = fmt.Errorf("a submit was answered with %s", resp.Status.Name())
		}
		return err
	}
}

// A link may get another name as often as one likes while messages come from
// everywhere: each of them leaves, and a campaign goes on.
func TestLinksChangeNamesUnderLoad(t *testing.T) {
	h := office(t, nil)
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Name = "a0"
		c.Clients, c.Routes = []gateway.ClientConfig{l}, []gateway.Route{{Account: "*", Links: []string{l.Name}}}
	})
	const all = 3000
	campaign := h.fill(gateway.CampaignPlan{Link: "a0", From: "Relay"}, rows(all))
	h.must(h.StartCampaign(t.Context(), campaign))
	e := h.bind(session.Transceiver, smpp.V34)
	go e.listen()
	_, done := h.whileNamesChange(func(c *gateway.Config, to string) {
		if now := h.campaign(campaign); now.State == gateway.CampaignPaused {
			t.Fatalf("the campaign waits: %s", now.Why)
		}
		c.Clients[0].Name, c.Routes[0].Links = to, []string{to}
	}, e.submits("+9990000000"), func() error {
		_, err := h.Send(t.Context(), gateway.Draft{From: "Relay", To: "+9990000000", Text: "from the window"})
		return err
	})
	h.untilCampaign("the end", campaign, func(c gateway.Campaign) bool { return c.State == gateway.CampaignFinished })
	want := int64(all + done[0] + done[1])
	h.until("all is delivered", func() bool {
		n, err := h.db.Counts(t.Context())
		h.must(err)
		if n.Total() != want {
			t.Fatalf("%d messages, want %d", n.Total(), want)
		}
		return n.Out[gateway.Delivered] == want
	})
}

// The same holds for an account that messages go to: it is owed all of them under
// its last name.
func TestAccountsChangeNamesUnderLoad(t *testing.T) {
	h := office(t, nil)
	h.apply(func(c *gateway.Config) {
		a := gateway.NewAccount()
		a.SystemID, a.Password = "a0", "s3cret"
		c.Accounts, c.Routes = append(c.Accounts, a), []gateway.Route{{Account: "*", Links: []string{gateway.AccountTarget("a0")}}}
	})
	e := h.bind(session.Transceiver, smpp.V34)
	go e.listen()
	name, done := h.whileNamesChange(func(c *gateway.Config, to string) {
		c.Accounts[1].SystemID, c.Routes[0].Links = to, []string{gateway.AccountTarget(to)}
	}, e.submits("+36301234567"))
	owed, err := h.db.DeliveriesDue(t.Context(), name, 0, time.Now(), done[0]+1)
	if err != nil || len(owed) != done[0] {
		t.Errorf("%s is owed %d messages, want %d; %v", name, len(owed), done[0], err)
	}
}

// What a link's charts show goes with its name, stored or not yet.
func TestChartsGoWithTheName(t *testing.T) {
	folder := t.TempDir()
	h := openHouse(t, folder, true).furnish(nil)
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Name = "a"
		c.Clients = append(c.Clients, l)
	})
	h.untilState(h.send(gateway.Draft{Link: "a", From: "Relay", To: "+9990000000", Text: "counted"}), gateway.Delivered)
	h.apply(func(c *gateway.Config) {
		c.Clients[len(c.Clients)-1].Name, c.Servers[0].Name = "b", "counter"
	})
	h.until("the link is up again", func() bool { l, _ := h.Status().Link("b"); return l.State == gateway.LinkBound })
	h.close() // stores what is counted
	h = openHouse(t, folder, false)
	since := time.Now().Add(-time.Hour)
	slots, err := h.db.TrafficSlots(t.Context(), since)
	h.must(err)
	submitted := map[string]int64{}
	for _, x := range slots {
		submitted[x.Link] += x.Submitted
	}
	if submitted["a"] != 0 || submitted["b"] != 1 {
		t.Errorf("submitted: %v", submitted)
	}
	changes, err := h.db.LinkStates(t.Context(), since)
	h.must(err)
	ups := map[string]int{}
	for _, x := range changes {
		if ups[x.Link] += 0; x.Reach == gateway.ReachUp {
			ups[x.Link]++
		}
	}
	if _, old := ups["a"]; old || ups["b"] == 0 { // the second time may end in the millisecond in which it begins
		t.Errorf("times up: %v of %+v", ups, changes)
	}
	if _, old := ups["office"]; old || ups["counter"] != 1 {
		t.Errorf("times up: %v of %+v", ups, changes)
	}
}
