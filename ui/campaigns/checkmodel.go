package campaigns

import (
	"fmt"
	"math"
	"strings"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/sms"
)

// Money is what it costs, by connection; "" when no price is known.
func Money(costs []campaign.Cost) (total string, lines []string) {
	sums := map[string]float64{}
	var order []string
	for _, c := range costs {
		if c.Price <= 0 {
			lines = append(lines, fmt.Sprintf("%s: price not known", c.Link))
			continue
		}
		if _, ok := sums[c.Currency]; !ok {
			order = append(order, c.Currency)
		}
		sums[c.Currency] += float64(c.Parts) * c.Price
		lines = append(lines, fmt.Sprintf("%s: %s × %s %s", c.Link, gateway.Thousands(c.Parts), trim(c.Price), c.Currency))
	}
	var parts []string
	for _, k := range order {
		cents := int64(math.Round(sums[k] * 100))
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%s.%02d %s", gateway.Thousands(cents/100), cents%100, k)))
	}
	return strings.Join(parts, " + "), lines
}

// Filter is a chip of the check.
type Filter struct {
	Label string
	Count int
	Fits  func(campaign.Row) bool
}

// Filters are the chips of the check, with their counts.
func (w *Wizard) Filters() []Filter {
	r := w.Result
	is := func(s gateway.RowState) func(campaign.Row) bool {
		return func(x campaign.Row) bool { return x.State == s }
	}
	return []Filter{
		{"All", len(r.Rows), func(campaign.Row) bool { return true }},
		{"Ready", r.Ready, is(gateway.RowWaiting)},
		{"Invalid", r.Left[gateway.RowInvalid], is(gateway.RowInvalid)},
		{"Duplicate", r.Left[gateway.RowDuplicate], is(gateway.RowDuplicate)},
		{"Opted out", r.Left[gateway.RowOptedOut], is(gateway.RowOptedOut)},
		{"Several parts", r.Long, func(x campaign.Row) bool { return x.Parts > 1 }},
		{"Unicode", r.Unicode, func(x campaign.Row) bool { return x.Unicode != "" }},
	}
}

// CheckWord is a checked row's result.
func CheckWord(r campaign.Row) string {
	if r.State == gateway.RowWaiting {
		return "Ready"
	}
	return RowWord(r.CampaignRow)
}

// CheckRemark is what is to be said about a checked row.
func CheckRemark(r campaign.Row) string {
	if r.Reason == "" && r.Unicode != "" {
		return fmt.Sprintf("%q forces Unicode", r.Unicode)
	}
	return sms.Clean(r.Reason)
}

// ForcingWords name the characters that force Unicode.
func ForcingWords(list []campaign.Forcing) (words string, replaceable bool) {
	if len(list) == 0 {
		return "", false
	}
	var names []string
	for i, f := range list {
		replaceable = replaceable || f.Fits != ""
		if i < 3 {
			names = append(names, fmt.Sprintf("%q (%s) in %s", string(f.Rune), f.Name, plural(int64(f.Rows), "row")))
		}
	}
	words = strings.Join(names, ", ")
	if n := len(list) - 3; n > 0 {
		words += fmt.Sprintf(" and %d more", n)
	}
	return words, replaceable
}
