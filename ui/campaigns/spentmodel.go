package campaigns

import (
	"math"
	"slices"
	"strings"

	"relay/gateway"
	"relay/ui/words"
)

// Money is what it costs, by connection; "" when no price is known.
func Money(costs []gateway.CampaignCost) (total string, lines []string) {
	sums := map[string]float64{}
	var order []string
	for _, c := range costs {
		if c.Price <= 0 {
			lines = append(lines, words.T("%s: price not known", c.Link))
			continue
		}
		if _, ok := sums[c.Currency]; !ok {
			order = append(order, c.Currency)
		}
		sums[c.Currency] += float64(c.Parts) * c.Price
		lines = append(lines, words.T("%s: %s × %s %s", c.Link, words.Number(c.Parts), words.Decimal(c.Price, -1), c.Currency))
	}
	var parts []string
	for _, k := range order {
		cents := int64(math.Round(sums[k] * 100))
		amount := words.Number(cents/100) + strings.TrimPrefix(words.Decimal(float64(cents%100)/100, 2), "0")
		parts = append(parts, strings.TrimSpace(words.T("%s %s", amount, k)))
	}
	return strings.Join(parts, " + "), lines
}

// Spent is what a campaign has cost so far, in words. A provider charges for each
// part that it takes, whatever becomes of it.
type Spent struct{ Value, Note string }

// SpentOf works it out of the parts that were taken and of the prices at which the
// campaign was checked; a connection that it had none for has its own of today.
func SpentOf(c gateway.Campaign, cfg gateway.Config) Spent {
	var costs []gateway.CampaignCost // in the order of the plan, so that currencies keep theirs
	real, parts := false, int64(0)
	add := func(link string, n int64) {
		if isSimulated(link, cfg) {
			return
		}
		real, parts = true, parts+n
		if i := slices.IndexFunc(costs, func(x gateway.CampaignCost) bool { return x.Link == link }); i >= 0 {
			costs[i].Parts += n
			return
		}
		price, currency := c.Price(link, cfg)
		costs = append(costs, gateway.CampaignCost{Link: link, Parts: n, Price: price, Currency: currency})
	}
	for _, x := range c.Plan.Costs {
		add(x.Link, 0)
	}
	for _, x := range c.Taken {
		add(x.Link, x.Parts)
	}
	if len(costs) == 0 && len(c.Taken) == 0 && c.Plan.Link != "" {
		add(c.Plan.Link, 0)
	}
	if !real && len(c.Plan.Costs)+len(c.Taken) > 0 || isSimulated(c.Plan.Link, cfg) {
		return Spent{words.T("nothing##cost"), words.T("the simulator charges nothing")}
	}
	total, _ := Money(costs)
	if total == "" {
		return Spent{"–", words.T("set a part's price at the connection")}
	}
	var plan []gateway.CampaignCost
	for _, x := range c.Plan.Costs {
		if !isSimulated(x.Link, cfg) {
			plan = append(plan, x)
		}
	}
	if planned, _ := Money(plan); planned != "" {
		return Spent{total, words.T("of %s planned", planned)}
	}
	return Spent{total, words.N(parts, "for %s part", "for %s parts")}
}

// isSimulated tells whether a link leads to the built-in simulator.
func isSimulated(link string, cfg gateway.Config) bool {
	l, ok := cfg.Client(link)
	return link == gateway.SimulatorName || ok && l.Simulated()
}

// rowCost is what a row's message has cost, as files have it: "0.0974" and "EUR";
// both empty when nothing was charged or no price is known.
func rowCost(r gateway.CampaignRow, c gateway.Campaign, cfg gateway.Config) (amount, currency string) {
	price, currency := c.Price(r.Link, cfg)
	if !r.Taken || price <= 0 || isSimulated(r.Link, cfg) {
		return "", ""
	}
	return trim(math.Round(price*float64(r.Parts)*1e6) / 1e6), currency
}
