package engine_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/simulator"
	"relay/gateway/smpp"
	"relay/storage"
)

// rows are n waiting rows to numbers of the test range that are delivered.
func rows(n int) []gateway.CampaignRow {
	out := make([]gateway.CampaignRow, n)
	for i := range out {
		out[i] = gateway.CampaignRow{Number: int64(i + 2), To: fmt.Sprintf("+999%06d0", i), Text: fmt.Sprintf("row %d", i+2)}
	}
	return out
}

// fill makes a campaign that is ready to start.
func (h *house) fill(p gateway.CampaignPlan, list []gateway.CampaignRow) int64 {
	h.t.Helper()
	if p.Name == "" {
		p.Name = "test"
	}
	p.Text = "row"
	id, err := h.NewCampaign(h.t.Context(), p)
	if err == nil {
		err = h.FillCampaign(h.t.Context(), id, list)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) campaign(id int64) gateway.Campaign {
	h.t.Helper()
	c, err := h.db.Campaign(h.t.Context(), id)
	h.must(err)
	return c
}

func (h *house) untilCampaign(what string, id int64, ok func(gateway.Campaign) bool) gateway.Campaign {
	h.t.Helper()
	h.until(what, func() bool { return ok(h.campaign(id)) })
	return h.campaign(id)
}

func TestCampaignReachesEverybodyOnce(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	list := rows(1500)
	list[3].State, list[3].Reason = gateway.RowDuplicate, "same number as row 2"
	list[4].To = "nobody" // the check would have left it out
	list[7].To = "+9990000073"
	id := h.fill(gateway.CampaignPlan{Link: "loopback", From: "Relay"}, list)
	if got, err := h.db.Campaigns(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("before the start: %+v %v", got, err)
	}
	h.must(h.StartCampaign(t.Context(), id))
	c := h.untilCampaign("the end", id, func(c gateway.Campaign) bool {
		return c.State == gateway.CampaignFinished && c.Out[gateway.Delivered]+c.Out[gateway.Failed] == 1498
	})
	if c.Rows != 1500 || c.Waiting != 0 || c.LeftOut[gateway.RowDuplicate] != 1 || c.LeftOut[gateway.RowRefused] != 1 || c.Out[gateway.Failed] != 1 || c.Made() != 1498 || c.Left() != 1498 || c.Failed() != 2 {
		t.Errorf("%+v", c)
	}
	if c.StartedAt.IsZero() || c.EndedAt.Before(c.StartedAt) {
		t.Errorf("from %v to %v", c.StartedAt, c.EndedAt)
	}
	if len(c.Taken) != 1 || c.Taken[0] != (gateway.CampaignCost{Link: "loopback", Parts: 1498}) {
		t.Errorf("the provider took %+v", c.Taken)
	}
	seen := map[string]int{}
	all, err := h.db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Outbox})
	h.must(err)
	for _, m := range all {
		seen[m.To.Addr]++
	}
	if len(all) != 1498 || len(seen) != 1498 {
		t.Errorf("%d messages to %d numbers", len(all), len(seen))
	}
	bad, err := h.db.CampaignRows(t.Context(), gateway.CampaignRowQuery{Campaign: id, Bad: true})
	h.must(err)
	if len(bad) != 2 || bad[0].Number != 6 || bad[0].State != gateway.RowRefused || !strings.Contains(bad[0].Reason, "no phone number") || bad[1].Number != 9 || bad[1].Message != gateway.Failed || bad[1].Reason == "" {
		t.Errorf("%+v", bad)
	}
	if bad, err = h.db.CampaignRows(t.Context(), gateway.CampaignRowQuery{Campaign: id, Bad: true, LeftOut: true, After: 4, Limit: 2}); err != nil || len(bad) != 2 || bad[0].Number != 5 || bad[0].State != gateway.RowDuplicate {
		t.Errorf("%+v %v", bad, err)
	}
	reasons, err := h.db.CampaignReasons(t.Context(), id)
	if err != nil || len(reasons) != 2 {
		t.Errorf("%+v %v", reasons, err)
	}
	for _, r := range reasons {
		if of, err := h.db.CampaignRows(t.Context(), gateway.CampaignRowQuery{Campaign: id, Bad: true, Reason: r.Text}); err != nil || int64(len(of)) != r.Rows {
			t.Errorf("%+v: %+v %v", r, of, err)
		}
	}
	slots, err := h.db.CampaignRate(t.Context(), id, c.StartedAt.Add(-time.Second), time.Minute, 10)
	sum := int64(0)
	for _, n := range slots {
		sum += n
	}
	if err != nil || len(slots) != 10 || sum != 1498 {
		t.Errorf("%v %v", slots, err)
	}
	last, err := h.db.CampaignRows(t.Context(), gateway.CampaignRowQuery{Campaign: id, Newest: true, Limit: 3})
	if err != nil || len(last) != 3 || last[0].Number != 1501 || last[0].Message != gateway.Delivered || last[0].At.Before(c.StartedAt) {
		t.Errorf("%+v %v", last, err)
	}
	h.must(h.DropCampaign(t.Context(), id))
	if got, err := h.db.Campaigns(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("after it was deleted: %+v %v", got, err)
	}
	if left, err := h.db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Outbox, Limit: 5}); err != nil || len(left) != 5 {
		t.Errorf("its messages went with it: %v %v", left, err)
	}
}

// The pace is kept; a pause keeps the rest back, a stop cancels what waits.
func TestCampaignPaceAndStop(t *testing.T) {
	h := newHouse(t)
	hold := make(chan struct{})
	v := newProvider(t, nil)
	v.answers(func(p *smpp.PDU) *smpp.PDU { <-hold; return v.ok(p) })
	defer close(hold)
	h.link(v, func(c *gateway.ClientConfig) { c.Window = 1 })
	list := rows(500)
	for i := range list {
		list[i].To = fmt.Sprintf("+3630%07d", 1234567+i)
	}
	id := h.fill(gateway.CampaignPlan{Link: "provider", Pace: gateway.CampaignPace{Messages: 1, Minute: true}}, list)
	h.must(h.StartCampaign(t.Context(), id))
	c := h.untilCampaign("the first row", id, func(c gateway.Campaign) bool { return c.Out[gateway.Sending] == 1 })
	if c.Waiting != 499 {
		t.Errorf("%d wait after the first at one a minute", c.Waiting)
	}
	h.must(h.PaceCampaign(t.Context(), id, gateway.CampaignPace{}))
	c = h.untilCampaign("all in the queue", id, func(c gateway.Campaign) bool { return c.Waiting == 0 })
	if c.State != gateway.CampaignRunning || c.Out[gateway.Queued] != 499 {
		t.Errorf("%+v", c)
	}
	h.must(h.StopCampaign(t.Context(), id))
	c = h.untilCampaign("the queue is empty", id, func(c gateway.Campaign) bool { return c.Out[gateway.Queued] == 0 })
	if c.State != gateway.CampaignStopped || c.Out[gateway.Cancelled] != 499 || c.Out[gateway.Sending] != 1 {
		t.Errorf("%+v", c)
	}
	bad, err := h.db.CampaignRows(t.Context(), gateway.CampaignRowQuery{Campaign: id, Bad: true, LeftOut: true})
	if err != nil || len(bad) != 499 {
		t.Errorf("%d rows did not arrive: %v", len(bad), err)
	}
	if err := h.StartCampaign(t.Context(), id); err == nil {
		t.Error("a stopped campaign goes on")
	}
	hold <- struct{}{}
	h.untilCampaign("the one that had left", id, func(c gateway.Campaign) bool { return c.Out[gateway.Accepted] == 1 })
}

func TestCampaignPause(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	id := h.fill(gateway.CampaignPlan{Link: "loopback", Pace: gateway.CampaignPace{Messages: 1, Minute: true}}, rows(50))
	h.must(h.StartCampaign(t.Context(), id))
	h.untilCampaign("the first row", id, func(c gateway.Campaign) bool { return c.Out[gateway.Delivered] == 1 })
	h.must(h.PauseCampaign(t.Context(), id))
	h.must(h.PaceCampaign(t.Context(), id, gateway.CampaignPace{}))
	other := h.fill(gateway.CampaignPlan{Link: "loopback", Name: "other"}, rows(20))
	h.must(h.StartCampaign(t.Context(), other))
	h.untilCampaign("the other's end", other, func(c gateway.Campaign) bool { return c.State == gateway.CampaignFinished })
	if c := h.campaign(id); c.Waiting != 49 || c.State != gateway.CampaignPaused {
		t.Errorf("a paused campaign went on: %+v", c)
	}
	h.must(h.StartCampaign(t.Context(), id))
	h.untilCampaign("the end", id, func(c gateway.Campaign) bool { return c.State == gateway.CampaignFinished })
	if err := h.DropCampaign(t.Context(), 999); err == nil {
		t.Error("a campaign that is not there was deleted")
	}
}

// A stop in the middle: what has left stays, what waits in the queue is
// cancelled, and the rows behind it never become messages, also when the program
// ends before that is done.
func TestCampaignStopInTheMiddle(t *testing.T) {
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	h.apply(func(c *gateway.Config) {
		l := loopback()
		l.Enabled = false
		c.Clients = append(c.Clients, l)
	})
	id := h.fill(gateway.CampaignPlan{Link: "loopback"}, rows(2500))
	h.must(h.StartCampaign(t.Context(), id))
	c := h.untilCampaign("the queue is full", id, func(c gateway.Campaign) bool { return c.Out[gateway.Queued] >= 800 })
	h.must(h.PauseCampaign(t.Context(), id))
	h.close()
	h = openHouse(t, folder, false)
	h.must(h.StopCampaign(t.Context(), id))
	h.close()
	h = openHouse(t, folder, true)
	c = h.untilCampaign("it is tidied up", id, func(c gateway.Campaign) bool { return c.Waiting == 0 && c.Out[gateway.Queued] == 0 })
	if n := c.LeftOut[gateway.RowStopped]; n == 0 || n+c.Out[gateway.Cancelled] != 2500 || c.Going() != 2500 {
		t.Errorf("%+v", c)
	}
}

// A slow connection's queue is not filled with a campaign: what somebody writes
// meanwhile leaves soon.
func TestCampaignLeavesRoomInTheQueue(t *testing.T) {
	h := newHouse(t)
	hold := make(chan struct{})
	v := newProvider(t, nil)
	v.answers(func(p *smpp.PDU) *smpp.PDU { <-hold; return v.ok(p) })
	defer close(hold)
	h.link(v, func(c *gateway.ClientConfig) { c.Window, c.Rate = 1, 15 })
	list := rows(500)
	for i := range list {
		list[i].To = fmt.Sprintf("+3630%07d", 1234567+i)
	}
	id := h.fill(gateway.CampaignPlan{Link: "provider"}, list)
	h.must(h.StartCampaign(t.Context(), id))
	looks := 0
	c := h.untilCampaign("a full queue stays as it is", id, func(c gateway.Campaign) bool {
		if c.Out[gateway.Queued] >= 30 {
			looks++
		}
		return looks > 3
	})
	if q := c.Out[gateway.Queued]; q != 30 {
		t.Errorf("%d wait in the queue of a connection that takes 15 a second", q)
	}
}

// Outside its hours, and before its time, nothing leaves.
func TestCampaignWaitsForItsTime(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	now := time.Now().UTC()
	closed := fmt.Sprintf("%s-%s", now.Add(2*time.Hour).Format("15:04"), now.Add(3*time.Hour).Format("15:04"))
	shut := h.fill(gateway.CampaignPlan{Name: "shut", Link: "loopback", Hours: closed, Zone: "UTC"}, rows(5))
	later := h.fill(gateway.CampaignPlan{Name: "later", Link: "loopback", Start: now.Add(time.Hour)}, rows(5))
	soon := h.fill(gateway.CampaignPlan{Name: "soon", Link: "loopback", Start: now.Add(300 * time.Millisecond)}, rows(5))
	for _, id := range []int64{shut, later, soon} {
		h.must(h.StartCampaign(t.Context(), id))
	}
	c := h.untilCampaign("the end of the one that may", soon, func(c gateway.Campaign) bool { return c.State == gateway.CampaignFinished })
	if c.StartedAt.Before(c.Plan.Start.Add(-time.Millisecond)) {
		t.Errorf("started %v before its time", c.Plan.Start.Sub(c.StartedAt))
	}
	for _, id := range []int64{shut, later} {
		if c := h.campaign(id); c.Waiting != 5 || c.State != gateway.CampaignRunning {
			t.Errorf("%s: %+v", c.Plan.Name, c)
		}
	}
}

// A campaign whose connection is gone waits, and loses no row.
func TestCampaignWithoutItsConnection(t *testing.T) {
	h := newHouse(t)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	id := h.fill(gateway.CampaignPlan{Link: "loopback"}, rows(10))
	h.apply(func(c *gateway.Config) { c.Clients = nil })
	h.must(h.StartCampaign(t.Context(), id))
	c := h.untilCampaign("the pause", id, func(c gateway.Campaign) bool { return c.State == gateway.CampaignPaused })
	if c.Waiting != 10 || !strings.Contains(c.Why, `no connection "loopback"`) {
		t.Errorf("%+v", c)
	}
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	h.must(h.StartCampaign(t.Context(), id))
	h.untilCampaign("the end", id, func(c gateway.Campaign) bool { return c.Out[gateway.Delivered] == 10 })
	if _, err := h.NewCampaign(t.Context(), gateway.CampaignPlan{Link: "nowhere", Zone: "Mars", Hours: "25:00-1", Pace: gateway.CampaignPace{Messages: -1}}); err == nil || len(err.(gateway.Problems)) != 6 {
		t.Errorf("%v", err)
	}
}

// childFolder names the data folder to the process that is killed.
const childFolder = "RELAY_TEST_CAMPAIGN_FOLDER"

// TestCampaignChild is the program that TestCampaignSurvivesKills kills.
func TestCampaignChild(t *testing.T) {
	folder := os.Getenv(childFolder)
	if folder == "" {
		t.Skip("only as a child")
	}
	h := openHouse(t, folder, true)
	list, err := h.db.Campaigns(t.Context())
	h.must(err)
	id := list[0].ID
	for n := int64(-1); ; {
		if c := h.campaign(id); c.Made() != n {
			n = c.Made()
			fmt.Println("made", n)
		}
		<-h.updates
	}
}

// Killed at any moment, a campaign goes on where it was: no row is lost, and none
// becomes two messages.
func TestCampaignSurvivesKills(t *testing.T) {
	n, kills := 3000, []int64{1, 500, 1100, 1600}
	if raced {
		n, kills = 1200, []int64{1, 200, 450, 650}
	}
	folder := t.TempDir()
	h := openHouse(t, folder, false)
	h.apply(func(c *gateway.Config) { c.Clients = append(c.Clients, loopback()) })
	id := h.fill(gateway.CampaignPlan{Link: "loopback"}, rows(n))
	h.must(h.StartCampaign(t.Context(), id))
	h.close()
	for _, at := range kills {
		cmd := exec.Command(os.Args[0], "-test.run=^TestCampaignChild$", "-test.timeout=5m")
		cmd.Env = append(os.Environ(), childFolder+"="+folder)
		out, err := cmd.StdoutPipe()
		h.must(err)
		h.must(cmd.Start())
		for s := bufio.NewScanner(out); s.Scan(); {
			var made int64
			if _, err := fmt.Sscanf(s.Text(), "made %d", &made); err == nil && made >= at {
				break
			}
		}
		h.must(cmd.Process.Kill())
		_ = cmd.Wait()
	}
	h = openHouse(t, folder, true)
	h.patience = patience(time.Minute)
	c := h.untilCampaign("the end", id, func(c gateway.Campaign) bool { return c.State == gateway.CampaignFinished })
	if c.Made() != int64(n) || c.Waiting != 0 || c.Rows != int64(n) {
		t.Errorf("%+v", c)
	}
	all, err := h.db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.Outbox})
	h.must(err)
	seen := map[string]bool{}
	for _, m := range all {
		seen[m.To.Addr] = true
	}
	if len(all) != n || len(seen) != n {
		t.Errorf("%d messages to %d numbers, want %d", len(all), len(seen), n)
	}
}

// What was being stored when the program ended was never started: it goes.
func TestUnfinishedCampaignGoes(t *testing.T) {
	folder := t.TempDir()
	h := openHouse(t, folder, true)
	id := h.fill(gateway.CampaignPlan{Link: gateway.SimulatorName}, rows(100))
	h.close()
	h = openHouse(t, folder, true)
	h.until("it is gone", func() bool { _, err := h.db.Campaign(t.Context(), id); return err != nil })
}

// choosy is a store that knows who wants no messages.
type choosy struct {
	store
	out map[string]bool
}

func (c choosy) OptedOut(context.Context, []string) (map[string]bool, error) { return c.out, nil }

// Who opts out between the check and the row's turn gets nothing.
func TestCampaignAsksAgainWhoWantsNone(t *testing.T) {
	db, err := storage.Open(t.Context(), storage.Config{Folder: t.TempDir(), NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	log := logrus.New()
	log.SetOutput(io.Discard)
	h := &house{t: t, patience: patience(20 * time.Second), db: db, sim: simulator.New(simulator.Config{ReceiptDelay: 20 * time.Millisecond})}
	list := rows(5)
	if h.Engine, err = engine.New(t.Context(), engine.Config{Store: choosy{store{db}, map[string]bool{list[2].To: true}}, Log: log, Simulator: h.sim}); err != nil {
		t.Fatal(err)
	}
	h.updates, h.unwatch = h.Watch()
	t.Cleanup(h.close)
	h.must(h.Start(t.Context()))
	id := h.fill(gateway.CampaignPlan{Link: gateway.SimulatorName}, list)
	h.must(h.StartCampaign(t.Context(), id))
	c := h.untilCampaign("the end", id, func(c gateway.Campaign) bool { return c.State == gateway.CampaignFinished })
	if c.Made() != 4 || c.LeftOut[gateway.RowOptedOut] != 1 {
		t.Errorf("%+v", c)
	}
}

// A chunk of rows is stored whole or not at all, and a campaign that was started
// takes no more.
func TestRowsOfAStartedCampaignStay(t *testing.T) {
	h := newHouse(t)
	id := h.fill(gateway.CampaignPlan{Link: gateway.SimulatorName, Start: time.Now().Add(time.Hour)}, rows(3))
	if err := h.FillCampaign(t.Context(), id, rows(1)); err == nil {
		t.Error("a row was taken twice")
	}
	h.must(h.StartCampaign(t.Context(), id))
	if err := h.FillCampaign(t.Context(), id, []gateway.CampaignRow{{Number: 100, To: "+9990000000", Text: "x"}}); err == nil {
		t.Error("a row was added after the start")
	}
	if err := h.DropCampaign(t.Context(), id); err == nil {
		t.Error("a campaign that runs was deleted")
	}
	if c := h.campaign(id); c.Rows != 3 || c.Waiting != 3 {
		t.Errorf("%+v", c)
	}
}
