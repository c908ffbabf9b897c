package campaigns

import (
	"strings"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/gateway/sms"
	"relay/ui/words"
)

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
		{words.T("All"), len(r.Rows), func(campaign.Row) bool { return true }},
		{words.T("Ready"), r.Ready, is(gateway.RowWaiting)},
		{words.T("Invalid"), r.Left[gateway.RowInvalid], is(gateway.RowInvalid)},
		{words.T("Duplicate"), r.Left[gateway.RowDuplicate], is(gateway.RowDuplicate)},
		{words.T("Opted out"), r.Left[gateway.RowOptedOut], is(gateway.RowOptedOut)},
		{words.T("Several parts"), r.Long, func(x campaign.Row) bool { return x.Parts > 1 }},
		{words.T("Unicode"), r.Unicode, func(x campaign.Row) bool { return x.Unicode != "" }},
	}
}

// CheckWord is a checked row's result.
func CheckWord(r campaign.Row) string {
	if r.State == gateway.RowWaiting {
		return words.T("Ready")
	}
	return RowWord(r.CampaignRow)
}

// CheckRemark is what is to be said about a checked row.
func CheckRemark(r campaign.Row) string {
	if r.Reason == "" && r.Unicode != "" {
		return words.T("%q forces Unicode", r.Unicode)
	}
	return sms.Clean(words.Said(r.Reason))
}

// ForcingWords name the characters that force Unicode.
func ForcingWords(list []campaign.Forcing) (text string, replaceable bool) {
	if len(list) == 0 {
		return "", false
	}
	var names []string
	for i, f := range list {
		replaceable = replaceable || f.Fits != ""
		if i < 3 {
			names = append(names, words.N(f.Rows, "%[2]q (%[3]s) in %[1]s row", "%[2]q (%[3]s) in %[1]s rows", string(f.Rune), f.Name))
		}
	}
	text = strings.Join(names, ", ")
	if n := len(list) - 3; n > 0 {
		text = words.N(n, "%[2]s and %[1]s more", "%[2]s and %[1]s more", text)
	}
	return text, replaceable
}
