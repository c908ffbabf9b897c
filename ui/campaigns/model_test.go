package campaigns

import (
	"context"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
)

func TestWords(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -12345: "-12,345"} {
		if got := gateway.Thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	for d, want := range map[time.Duration]string{500 * time.Millisecond: "1 s", 90 * time.Second: "1 min 30 s", time.Hour: "1 h", 49 * time.Hour: "2 d 1 h"} {
		if got := Span(d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
	if PaceWords(gateway.CampaignPace{}) != "as fast as the connection takes them" || PaceWords(gateway.CampaignPace{Messages: 0.5, Minute: true}) != "0.5 a minute" {
		t.Error("paces")
	}
	if got := ReportName(gateway.Campaign{Plan: gateway.CampaignPlan{Name: "a/b: \"c\"?"}}); got != "a-b- -c-- report.csv" {
		t.Error(got)
	}
	if got := ReportLine(gateway.CampaignRow{Number: 7, To: "+36301234567", Text: "=1+1", State: gateway.RowMessage, Message: gateway.Failed, Reason: "no such number", MessageID: 12}, gateway.Campaign{}, gateway.Config{}); got != `"7","+36301234567","failed","no such number","'=1+1","12","","","","",""`+"\n" {
		t.Error(got)
	}
}

func TestStateWords(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	run := gateway.Campaign{State: gateway.CampaignRunning, Waiting: 5, Plan: gateway.CampaignPlan{Zone: "UTC"}}
	later, shut := run, run
	later.Plan.Start = now.Add(time.Hour)
	shut.Plan.Hours = "08:00-20:00"
	for want, c := range map[string]gateway.Campaign{"Running": run, "Scheduled": later, "Outside hours": shut, "Stopped": {State: gateway.CampaignStopped}} {
		if got := StateWord(c, now); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestLook(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 4, 0, 0, time.Local)
	c := gateway.Campaign{State: gateway.CampaignRunning, Rows: 1100, Waiting: 500, StartedAt: now.Add(-time.Minute)}
	c.Out[gateway.Delivered], c.Out[gateway.Accepted], c.Out[gateway.Failed], c.Out[gateway.Queued] = 380, 100, 20, 100
	c.LeftOut[gateway.RowInvalid] = 100
	var r Rate
	r.Add(now.Add(-10*time.Second), 300)
	r.Add(now, 500)
	f := Look(c, &r, now, "")
	if f.Big != "500" || f.Of != "of 1,100 messages sent" || f.Percent != "45 %" || f.Rate != "20.0 /s" || f.Left != "30 s" || f.Good != "95.0 %" || !f.CanPause || !f.CanStop || f.CanResume || f.CanDrop {
		t.Errorf("%+v", f)
	}
	if !strings.Contains(f.Times, "ends about 09:04:30") {
		t.Error(f.Times)
	}
	over := c
	over.State, over.EndedAt, over.Waiting, over.Out[gateway.Queued] = gateway.CampaignFinished, now, 0, 0
	if f = Look(over, &r, now, ""); f.LeftName != "Took" || f.Left != "1 min" || f.Rate != "8.3 /s" || !strings.HasPrefix(f.RateNote, "on average") {
		t.Errorf("%+v", f)
	}
	c.State, c.Why = gateway.CampaignPaused, `there is no connection "a"`
	if f = Look(c, &r, now, ""); !f.NoteBad || !strings.Contains(f.Note, "no connection") || !f.CanResume || f.CanPause || f.Rate != "–" {
		t.Errorf("%+v", f)
	}
	c = gateway.Campaign{State: gateway.CampaignRunning, Waiting: 3, Plan: gateway.CampaignPlan{Start: now.Add(time.Hour)}}
	if f = Look(c, &Rate{}, now, ""); !strings.Contains(f.Note, "starts by itself") || !strings.HasPrefix(f.Times, "starts 10:04") {
		t.Errorf("%+v", f)
	}
}

func TestLinkTrouble(t *testing.T) {
	c := gateway.Campaign{State: gateway.CampaignRunning, Waiting: 1, Plan: gateway.CampaignPlan{Link: "a"}}
	for want, l := range map[string]gateway.LinkStatus{
		"": {Name: "a", State: gateway.LinkBound}, "a is off": {Name: "a"}, "no route to host": {Name: "a", State: gateway.LinkWaiting, Error: "no route to host"},
	} {
		got := LinkTrouble(c, gateway.Status{Links: []gateway.LinkStatus{l}})
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%v: %q", l.State, got)
		}
		if f := Look(c, &Rate{}, time.Now(), got); f.Note != got || f.NoteBad != (got != "") {
			t.Errorf("%+v", f)
		}
	}
	if got := LinkTrouble(gateway.Campaign{}, gateway.Status{Links: []gateway.LinkStatus{{}}}); got != "" {
		t.Error(got)
	}
}

func wizard(text string) *Wizard {
	link := gateway.NewClient()
	link.Name, link.Host, link.SystemID, link.Password, link.Price, link.Currency, link.Rate = "provider", "smpp.example.com", "acme", "x", 0.05, "EUR", 10
	w := &Wizard{Draft: NewDraft(), Config: gateway.Config{General: gateway.General{Country: "HU"}, Clients: []gateway.ClientConfig{link}}}
	w.Draft.Pasted, w.Draft.Text, w.Draft.Link = "x", text, "provider"
	table, err := campaign.ReadText(context.Background(), "name;phone\nAnna;+36301234567\nBéla;06301234568\n;+36301234569\n", func(float64) {})
	if err != nil {
		panic(err)
	}
	w.SetTable(table)
	return w
}

func TestStepsOpenInOrder(t *testing.T) {
	w := &Wizard{Draft: NewDraft()}
	if w.Reaches(StepColumns) || w.Trouble(StepSource) == "" {
		t.Error("columns without rows")
	}
	w = wizard("")
	if !w.Reaches(StepMessage) || w.Reaches(StepCheck) || w.Line(StepColumns) != "numbers in phone" {
		t.Errorf("%s", w.Line(StepColumns))
	}
	w = wizard("Hi {nobody}")
	if got := w.Trouble(StepMessage); !strings.Contains(got, `no column "nobody"`) {
		t.Error(got)
	}
	w = wizard("Hi {Name|you}")
	if !w.Reaches(StepCheck) || w.Reaches(StepSend) {
		t.Error("an unchecked campaign can be sent")
	}
	res, err := campaign.Check(t.Context(), w.Job(), func(float64) {})
	if err != nil {
		t.Fatal(err)
	}
	w.Result, w.Checked = res, true
	if !w.Reaches(StepSend) || w.Result.Ready != 3 || w.Line(StepCheck) != "every row goes out" {
		t.Errorf("%s %+v", w.Line(StepCheck), w.Result)
	}
	if total, lines := Money(w.Result.Costs); total != "0.15 EUR" || len(lines) != 1 {
		t.Error(total, lines)
	}
	sum := 0
	for _, f := range w.Filters()[1:5] {
		sum += f.Count
	}
	if sum != w.Filters()[0].Count {
		t.Errorf("the chips add up to %d", sum)
	}
	w.SetHeader(false)
	if w.Checked || w.Draft.Header != "no" || len(w.Table.Rows) != 4 {
		t.Error("the header was given back and the check stays")
	}
}

func TestPlanOfADraft(t *testing.T) {
	w := wizard("x")
	w.Draft.When, w.Draft.Date, w.Draft.Time, w.Draft.Zone, w.Draft.Hours, w.Draft.Pace, w.Draft.Unit = AtATime, "2026-11-23", "09:00", "America/New_York", "Mon-Fri 08:00-20:00", "1,5", AMinute
	w.Draft.Valid, w.Draft.Flash = "6h", true
	p, problems := w.Plan()
	if len(problems) > 0 || !p.Start.Equal(time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)) || p.Pace.PerSecond() != 0.025 || p.Zone != "America/New_York" || p.Valid != 6*time.Hour || !p.Flash {
		t.Errorf("%+v %v", p, problems)
	}
	if w.Past(time.Date(2026, 11, 23, 14, 0, 1, 0, time.UTC)) == "" || w.Past(time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)) != "" {
		t.Error("past")
	}
	for field, set := range map[string]func(*Draft){
		"date": func(d *Draft) { d.Date = "23.11." }, "time": func(d *Draft) { d.Time = "9h" }, "zone": func(d *Draft) { d.Zone = "Mars" },
		"hours": func(d *Draft) { d.Hours = "8-20" }, "pace": func(d *Draft) { d.Pace = "fast" },
	} {
		bad := *w
		set(&bad.Draft)
		if _, p := bad.Plan(); len(p.At("campaign."+field)) != 1 || bad.Trouble(StepSend) == "" {
			t.Errorf("%s: %v", field, p)
		}
	}
}

func TestEnds(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)
	w := wizard("x")
	w.Checked, w.Result = true, campaign.Result{Ready: 600, Parts: 1200, Costs: []gateway.CampaignCost{{Link: "provider", Parts: 1200}}}
	if got := w.Ends(now); !strings.Contains(got, "2 min at the limit of provider, 10 parts") || !strings.Contains(got, "09:02") {
		t.Error(got)
	}
	w.Draft.Pace = "1"
	if got := w.Ends(now); !strings.Contains(got, "10 min at the pace you set") {
		t.Error(got)
	}
}

func TestCauses(t *testing.T) {
	c := gateway.Campaign{}
	c.LeftOut[gateway.RowDuplicate] = 3
	got := Causes(c, []gateway.CampaignReason{{Name: "ESME_RINVDSTADR", Text: "The destination is not valid. Check it.", Rows: 9}, {Rows: 1}})
	if len(got) != 3 || got[0].Title != "The destination is not valid" || got[0].Text != "Check it. (ESME_RINVDSTADR)" || !got[0].Bad || got[1].Title == "" || got[2].Rows != 3 || got[2].Bad {
		t.Errorf("%+v", got)
	}
}

func TestRateOfTheLastSeconds(t *testing.T) {
	now := time.Unix(1000, 0)
	var r Rate
	if _, ok := r.PerSecond(); ok {
		t.Error("a rate of nothing")
	}
	for i := range 100 {
		r.Add(now.Add(time.Duration(i)*time.Second), int64(i*20))
	}
	if got, ok := r.PerSecond(); !ok || got != 20 {
		t.Errorf("%f %v", got, ok)
	}
	for i := range 20 {
		r.Add(now.Add(time.Duration(100+i)*time.Second), 99*20)
	}
	if got, _ := r.PerSecond(); got != 0 {
		t.Errorf("%f while nothing leaves", got)
	}
	later := now.Add(time.Hour)
	r.Add(later, 99*20)
	r.Add(later.Add(time.Second), 100*20)
	if got, _ := r.PerSecond(); got != 20 {
		t.Errorf("%f after a pause", got)
	}
}

func TestSlotsOfTheChart(t *testing.T) {
	start := time.Date(2026, 11, 25, 9, 0, 0, 300e6, time.UTC)
	for _, c := range []struct {
		span time.Duration
		over bool
		slot time.Duration
		n    int
	}{
		{300 * time.Millisecond, false, time.Second, 0}, {90 * time.Second, false, time.Second, 90}, {90 * time.Second, true, time.Second, 91},
		{20 * time.Minute, false, 10 * time.Second, 120}, {10 * time.Hour, false, 5 * time.Minute, 120}, {100 * 24 * time.Hour, false, 24 * time.Hour, 100},
	} {
		x := gateway.Campaign{StartedAt: start}
		if c.over {
			x.EndedAt = start.Add(c.span)
		}
		s := SlotsOf(x, start.Add(c.span))
		if s.Slot != c.slot || s.N != c.n || s.From.After(start) {
			t.Errorf("%v: %+v", c.span, s)
		}
	}
	s := Slots{From: start, Slot: 10 * time.Second, N: 3}
	if got := s.Rates([]int64{20, 0, 5}); got[0] != 2 || got[1] != 0 || got[2] != 0.5 {
		t.Errorf("%v", got)
	}
	if got := s.Below(gateway.Campaign{}, start); len(got) != 3 || got[2] != "now" {
		t.Errorf("%q", got)
	}
	day := func(d, h, m, s int) time.Time { return time.Date(2026, 11, d, h, m, s, 0, time.Local) }
	s.From = day(24, 7, 30, 0)
	if got := s.Below(gateway.Campaign{EndedAt: day(24, 7, 30, 28)}, day(25, 9, 0, 0)); strings.Join(got, ", ") != "24 Nov 07:30, 07:30:15, 07:30:28" {
		t.Errorf("yesterday: %q", got)
	}
	s.Slot = 12 * time.Hour
	if got := s.Below(gateway.Campaign{EndedAt: day(25, 19, 0, 0)}, day(25, 20, 0, 0)); strings.Join(got, ", ") != "24 Nov 07:30, 01:30:00, 19:00:00" {
		t.Errorf("since yesterday: %q", got)
	}
}

func TestAProviderThatThrottles(t *testing.T) {
	st := gateway.Status{Links: []gateway.LinkStatus{{Name: "a", Limit: 12.5}, {Name: "b"}}}
	c := gateway.Campaign{Plan: gateway.CampaignPlan{Link: "a"}, State: gateway.CampaignRunning}
	if got := Throttled(c, st); !strings.HasPrefix(got, "a throttles above 12.5 messages a second") {
		t.Error(got)
	}
	c.State = gateway.CampaignFinished
	if got := Throttled(c, st); got != "" {
		t.Errorf("it is over: %s", got)
	}
	c.State, c.Plan.Link = gateway.CampaignRunning, "b"
	if got := Throttled(c, st); got != "" {
		t.Error(got)
	}
}
