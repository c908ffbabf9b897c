package campaigns

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/uitest"
)

// priced is a configuration with two links that cost, one that does not say what
// it costs, and the simulator.
func priced() gateway.Config {
	c := gateway.NewConfig()
	add := func(name, host, currency string, price float64) {
		l := gateway.NewClient()
		l.Name, l.Host, l.Price, l.Currency = name, host, price, currency
		c.Clients = append(c.Clients, l)
	}
	add("a", "a.example", "EUR", 0.05)
	add("b", "b.example", "USD", 0.01)
	add("free", "c.example", "EUR", 0)
	add("loopback", gateway.SimulatorName, "EUR", 0.05)
	return c
}

func TestWhatACampaignHasSpent(t *testing.T) {
	taken := func(x ...gateway.CampaignCost) []gateway.CampaignCost { return x }
	for _, c := range []struct {
		name        string
		plan        gateway.CampaignPlan
		taken       []gateway.CampaignCost
		value, note string
	}{
		{"nothing has left", gateway.CampaignPlan{Link: "a", Costs: taken(gateway.CampaignCost{Link: "a", Parts: 1200, Price: 0.04, Currency: "EUR"})}, nil, "0.00 EUR", "of 48.00 EUR planned"},
		{"half way, and the price has risen since", gateway.CampaignPlan{Link: "a", Costs: taken(gateway.CampaignCost{Link: "a", Parts: 1200, Price: 0.04, Currency: "EUR"})}, taken(gateway.CampaignCost{Link: "a", Parts: 600}), "24.00 EUR", "of 48.00 EUR planned"},
		{"two currencies by the routes", gateway.CampaignPlan{Costs: taken(gateway.CampaignCost{Link: "a", Parts: 10, Price: 0.05, Currency: "EUR"}, gateway.CampaignCost{Link: "b", Parts: 200, Price: 0.01, Currency: "USD"})}, taken(gateway.CampaignCost{Link: "b", Parts: 100}, gateway.CampaignCost{Link: "a", Parts: 2}), "0.10 EUR + 1.00 USD", "of 0.50 EUR + 2.00 USD planned"},
		{"a route led elsewhere", gateway.CampaignPlan{Costs: taken(gateway.CampaignCost{Link: "a", Parts: 10, Price: 0.05, Currency: "EUR"})}, taken(gateway.CampaignCost{Link: "b", Parts: 10}), "0.00 EUR + 0.10 USD", "of 0.50 EUR planned"},
		{"one of before costs were kept", gateway.CampaignPlan{Link: "a"}, taken(gateway.CampaignCost{Link: "a", Parts: 3}), "0.15 EUR", "for 3 parts"},
		{"no price", gateway.CampaignPlan{Link: "free", Costs: taken(gateway.CampaignCost{Link: "free", Parts: 3})}, taken(gateway.CampaignCost{Link: "free", Parts: 3}), "–", "set a part's price at the connection"},
		{"the simulator", gateway.CampaignPlan{Link: "loopback", Costs: taken(gateway.CampaignCost{Link: "loopback", Parts: 3, Price: 0.05, Currency: "EUR"})}, taken(gateway.CampaignCost{Link: "loopback", Parts: 3}), "nothing", "the simulator charges nothing"},
		{"partly the simulator", gateway.CampaignPlan{Costs: taken(gateway.CampaignCost{Link: "loopback", Parts: 3, Price: 0.05, Currency: "EUR"}, gateway.CampaignCost{Link: "a", Parts: 3, Price: 0.05, Currency: "EUR"})}, taken(gateway.CampaignCost{Link: "a", Parts: 1}, gateway.CampaignCost{Link: "loopback", Parts: 3}), "0.05 EUR", "of 0.15 EUR planned"},
	} {
		if got := SpentOf(gateway.Campaign{Plan: c.plan, Taken: c.taken}, priced()); got.Value != c.value || got.Note != c.note {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, got.Value, got.Note, c.value, c.note)
		}
	}
}

func TestWhatEachRowCostStandsInTheReport(t *testing.T) {
	c := gateway.Campaign{Plan: gateway.CampaignPlan{Link: "a", Costs: []gateway.CampaignCost{{Link: "a", Parts: 9, Price: 0.0487, Currency: "EUR"}}}}
	for want, r := range map[string]gateway.CampaignRow{
		`"a","2","0.0974","EUR"`: {State: gateway.RowMessage, Message: gateway.Failed, Link: "a", Parts: 2, Taken: true},
		`"b","3","0.03","USD"`:   {State: gateway.RowMessage, Message: gateway.Accepted, Link: "b", Parts: 3, Taken: true},
		`"a","1","",""`:          {State: gateway.RowMessage, Message: gateway.Failed, Link: "a", Parts: 1},
		`"loopback","1","",""`:   {State: gateway.RowMessage, Message: gateway.Delivered, Link: "loopback", Parts: 1, Taken: true},
		`"number?","","","","",`: {State: gateway.RowInvalid, Text: "number?"},
	} {
		if got := ReportLine(r, c, priced()); !strings.Contains(got, want) {
			t.Errorf("%s has no %s", got, want)
		}
	}
}

func TestPaceStops(t *testing.T) {
	if got := PaceStops(false, 10); !slices.Equal(got, []float64{1, 2, 5, 10, 0}) {
		t.Errorf("of a link with 10 a second: %v", got)
	}
	if got := PaceStops(true, 0.5); !slices.Equal(got, []float64{1, 2, 5, 10, 20, 30, 0}) {
		t.Errorf("of a link with 30 a minute: %v", got)
	}
	if got := PaceStops(false, 0.5); !slices.Equal(got, []float64{0.5, 0}) {
		t.Errorf("of a link with one in two seconds: %v", got)
	}
	list := PaceStops(false, 0)
	if n := len(list); list[n-1] != 0 || list[n-2] != 1000 || PaceStop(list, 0) != n-1 || list[PaceStop(list, 25)] != 20 || PaceStop(list, 0.1) != 0 || list[PaceStop(list, 1e6)] != 1000 {
		t.Errorf("%v", list)
	}
}

// The slider changes the pace as soon as it is let go of, and follows what is
// typed.
func TestThePaceSlider(t *testing.T) {
	h, _, v := start(t)
	h.Cfg = priced()
	h.Cfg.Clients[0].Rate = 50
	id := h.AddCampaign(gateway.Campaign{Plan: gateway.CampaignPlan{Name: "Spring", Link: "a", Pace: gateway.CampaignPace{Messages: 20}, Costs: []gateway.CampaignCost{{Link: "a", Parts: 100, Price: 0.05, Currency: "EUR"}}},
		State: gateway.CampaignRunning, Rows: 100, Waiting: 60, Out: [9]int64{2: 40}, Taken: []gateway.CampaignCost{{Link: "a", Parts: 40}}, StartedAt: time.Now()})
	v.Shown()
	if got := uitest.Drawn(v.Object()); !slices.Contains(got, "2.00 EUR") {
		t.Errorf("the list shows %q", got)
	}
	v.OpenCampaign(id)
	p := v.now.(*reportPage)
	shows(t, v, "a takes 50 parts a second", "2.00 EUR", "of 5.00 EUR planned")
	if p.pace.stops[p.pace.slider.Stop()] != 20 || p.pace.field.Text() != "20" {
		t.Errorf("it stands at %d of %v, and the field says %q", p.pace.slider.Stop(), p.pace.stops, p.pace.field.Text())
	}
	p.pace.slider.Slide(PaceStop(p.pace.stops, 10))
	if c, err := (uitest.Shelf{House: h}).Campaign(t.Context(), id); err != nil || c.Plan.Pace != (gateway.CampaignPace{Messages: 10}) || p.pace.field.Text() != "10" || !p.setPace.Disabled() {
		t.Errorf("%+v, %v; the field says %q", c.Plan.Pace, err, p.pace.field.Text())
	}
	p.pace.field.SetText("33")
	if p.pace.stops[p.pace.slider.Stop()] != 30 || p.setPace.Disabled() {
		t.Errorf("the slider stands at %v", p.pace.stops[p.pace.slider.Stop()])
	}
	v.Update(gateway.Update{Messages: true}) // what is being typed stays
	if p.pace.field.Text() != "33" {
		t.Errorf("the field says %q", p.pace.field.Text())
	}
	p.pace.slider.Slide(len(p.pace.stops) - 1)
	if c, _ := (uitest.Shelf{House: h}).Campaign(t.Context(), id); c.Plan.Pace.Messages != 0 || p.pace.field.Text() != "" {
		t.Errorf("no limit is %+v, and the field says %q", c.Plan.Pace, p.pace.field.Text())
	}
	var b bytes.Buffer
	if err := v.writeReport(t.Context(), &b, p.c); err != nil || !strings.Contains(b.String(), `"link","parts","cost","currency"`) {
		t.Errorf("%s, %v", b.String(), err)
	}
}

// A campaign keeps what it came to when it was checked.
func TestTheCostsOfTheCheckAreKept(t *testing.T) {
	h, _, v := start(t)
	h.Cfg.Clients[0].Host, h.Cfg.Clients[0].Price, h.Cfg.Clients[0].Currency = "smpp.example.com", 0.05, "EUR"
	v.wizard.configured()
	v.wizard.w.Draft.Text = "Hi {name}"
	v.NewCampaign()
	v.wizard.take("", "name;phone\nAnna;+36301234567\nBea;+36301234568\n")
	v.wizard.open(StepCheck)
	uitest.Tap(t, v.Object(), "Next")
	v.sending().pace.slider.Slide(2)
	if got := v.wizard.w.Draft.Pace; got != "5" {
		t.Errorf("the slider makes the pace %q", got)
	}
	uitest.Tap(t, v.Object(), "Send 2 messages")
	c, err := uitest.Shelf{House: h}.Campaign(t.Context(), 1)
	if want := []gateway.CampaignCost{{Link: "loopback", Parts: 2, Price: 0.05, Currency: "EUR"}}; err != nil || !slices.Equal(c.Plan.Costs, want) || c.Plan.Pace.Messages != 5 {
		t.Errorf("%+v, %v", c.Plan, err)
	}
	shows(t, v, "of 0.10 EUR planned")
}
