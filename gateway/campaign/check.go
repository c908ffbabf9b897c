package campaign

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/sms"
)

// Job is what Check looks at.
type Job struct {
	Config   gateway.Config
	Plan     gateway.CampaignPlan
	Table    Table
	Number   int  // column of the numbers
	Plus     bool // numbers without a plus begin with their country
	Simplify bool // characters that force Unicode get replacements where there are any
	// OptedOut tells which of some numbers want no messages; nil: nobody is asked.
	OptedOut func(ctx context.Context, numbers []string) (map[string]bool, error)
}

// Row is a checked row.
type Row struct {
	gateway.CampaignRow
	Link    string // by which it would leave now
	Parts   int
	Unicode string // the characters that force Unicode
}

// Forcing is a character that forces Unicode.
type Forcing struct {
	Rune rune
	Name string
	Rows int
	Fits string // what may stand for it; "" when nothing does
}

// Result is what Check found.
type Result struct {
	Rows      []Row
	Ready     int
	Left      map[gateway.RowState]int
	Parts     int64
	Long      int // rows of several parts
	Unicode   int // rows that Unicode makes shorter
	Forcing   []Forcing
	Costs     []gateway.CampaignCost
	Simulated int
}

// international is the type of a number with its country (SMPP 3.4 5.2.5): people
// have such numbers, and what is shorter was cut off by a spreadsheet.
const international = 1

// Recipient reads the number of a row; why is what is wrong with it, or "".
func Recipient(typed, country string, simulated bool) (a gateway.Address, why string) {
	a, p := number.To(typed, country, simulated)
	switch {
	case p != nil:
		return a, p.String()
	case a.TON != international:
		return a, fmt.Sprintf("%q is no whole phone number: write it as +36301234567, or set your country in the settings", strings.TrimSpace(typed))
	}
	return a, ""
}

// Drafts are drafts of a campaign's rows. The key of each is that row's alone, so
// that none is ever sent twice.
func Drafts(c gateway.Campaign, rows []gateway.CampaignRow) []gateway.Draft {
	out := make([]gateway.Draft, len(rows))
	for i, r := range rows {
		out[i] = gateway.Draft{
			Key: fmt.Sprintf("campaign/%d/%d", c.ID, r.Number), Link: c.Plan.Link, From: c.Plan.From, To: r.To, Text: r.Text,
			Coding: c.Plan.Coding, Flash: c.Plan.Flash, Valid: c.Plan.Valid,
		}
	}
	return out
}

// Check makes the text of every row and finds what is wrong with it. The error is
// about all rows: a field that is no column, a context that has ended.
func Check(ctx context.Context, j Job, report Progress) (Result, error) {
	res := Result{Rows: make([]Row, 0, len(j.Table.Rows)), Left: map[gateway.RowState]int{}}
	c, err := newChecker(j)
	if err != nil {
		return res, err
	}
	const optedShare = 0.1
	for i, cells := range j.Table.Rows {
		if i%every == 0 {
			if err := ctx.Err(); err != nil {
				return res, err
			}
			report((1 - optedShare) * float64(i) / float64(len(j.Table.Rows)))
		}
		res.Rows = append(res.Rows, c.row(j.Table.Number(i), cells))
	}
	if err := j.optOuts(ctx, res.Rows, func(s float64) { report(1 - optedShare + optedShare*s) }); err != nil {
		return res, err
	}
	c.count(&res)
	return res, nil
}

// checker keeps what rows have in common.
type checker struct {
	j       Job
	text    bound
	links   map[string]gateway.ClientConfig
	seen    map[string]int // row by number
	forcing map[rune]*Forcing
}

func newChecker(j Job) (*checker, error) {
	t, err := ParseTemplate(j.Plan.Text)
	if err != nil {
		return nil, gateway.Problems{{Path: "campaign.text", Key: "%s", Args: []any{err.Error()}}}
	}
	c := &checker{j: j, links: map[string]gateway.ClientConfig{}, seen: map[string]int{}, forcing: map[rune]*Forcing{}}
	var missing string
	if c.text, missing = t.bind(j.Table.Header); missing != "" {
		return nil, gateway.Problems{{Path: "campaign.text", Key: "there is no column %q: use one of %s", Args: []any{missing, strings.Join(j.Table.Header, ", ")}}}
	}
	if j.Number < 0 || j.Number >= len(j.Table.Header) {
		return nil, gateway.Problems{{Path: "campaign.number", Key: "choose the column that holds the phone numbers"}}
	}
	for _, l := range j.Config.Clients {
		c.links[l.Name] = l
	}
	if _, ok := c.links[gateway.SimulatorName]; !ok {
		l := gateway.NewClient()
		l.Name, l.Host = gateway.SimulatorName, gateway.SimulatorName
		c.links[l.Name] = l
	}
	return c, nil
}

// Preview is how one row would go out.
func Preview(j Job, row int) (Row, sms.Segments, error) {
	c, err := newChecker(j)
	if err != nil {
		return Row{}, sms.Segments{}, err
	}
	r := c.row(j.Table.Number(row), j.Table.Rows[row])
	link, ok := c.links[r.Link]
	if !ok {
		link = gateway.NewClient()
	}
	seg, err := link.Segment(r.Text, j.Plan.Coding, class(j.Plan), 1)
	return r, seg, err
}

func class(p gateway.CampaignPlan) sms.Class {
	if p.Flash {
		return sms.Class0
	}
	return sms.NoClass
}

func (c *checker) row(n int, cells []string) Row {
	r := Row{CampaignRow: gateway.CampaignRow{Number: int64(n)}}
	typed := cell(cells, c.j.Number)
	text, empty := c.text.fill(cells)
	if c.j.Simplify {
		text = sms.Simplify(text)
	}
	r.To, r.Text = typed, text
	invalid := func(why string) Row {
		r.State, r.Reason, r.Parts = gateway.RowInvalid, why, 0
		return r
	}
	if typed == "" {
		return invalid("there is no number in it")
	}
	if c.j.Plus {
		typed = number.WithPlus(typed)
	}
	country := c.j.Config.General.Country
	a, why := Recipient(typed, country, true)
	if why == "" {
		r.To = a.Show()
	}
	r.Link = c.j.Plan.Link
	if r.Link == "" {
		answer := gateway.FindRoute(c.j.Config, gateway.RouteAsk{From: c.j.Plan.From, To: r.To, Text: text})
		if len(answer.Targets) == 0 {
			return invalid("no route fits: choose a connection, or change the routes")
		}
		r.Link = answer.Targets[0]
	}
	link, known := c.links[r.Link]
	if r.Link == gateway.TargetReject {
		return invalid("a route rejects it: choose a connection, or change the routes")
	}
	recipient, _ := gateway.Rewrite(link.Rewrite, r.To)
	if why != "" || recipient != r.To || strings.HasPrefix(a.Addr, gateway.TestRange) { // reading a number is what takes the time
		a, why = Recipient(recipient, country, !known || link.Simulated())
	}
	switch {
	case why != "":
		return invalid(why)
	case empty != "":
		return invalid("{" + empty + "} is empty")
	case strings.TrimSpace(text) == "":
		return invalid("the text is empty")
	}
	r.To = a.Show()
	if first, twice := c.seen[r.To]; twice {
		r.State, r.Reason = gateway.RowDuplicate, fmt.Sprintf("same number as row %d", first)
		return r
	}
	seg, err := link.Segment(text, c.j.Plan.Coding, class(c.j.Plan), 1)
	if err != nil {
		return invalid(err.Error())
	}
	c.seen[r.To] = n
	r.Parts = max(seg.Messages, 1)
	if seg.Coding == sms.UCS2 && c.j.Plan.Coding == sms.Auto {
		r.Unicode = c.forced(seg.Forced)
	}
	return r
}

// forced are the characters that force Unicode; their names are kept for count.
func (c *checker) forced(list []sms.Forced) string {
	var s strings.Builder
	for _, f := range list {
		if c.forcing[f.Rune] == nil {
			c.forcing[f.Rune] = &Forcing{Rune: f.Rune, Name: strings.ToLower(f.Name), Fits: f.Replacement}
		}
		s.WriteRune(f.Rune)
	}
	return s.String()
}

// optOuts leaves out who does not want messages.
func (j Job) optOuts(ctx context.Context, rows []Row, report Progress) error {
	if j.OptedOut == nil {
		return nil
	}
	const chunk = 2000
	for from := 0; from < len(rows); from += chunk {
		part := rows[from:min(from+chunk, len(rows))]
		var numbers []string
		for _, r := range part {
			if r.State == gateway.RowWaiting {
				numbers = append(numbers, r.To)
			}
		}
		out, err := j.OptedOut(ctx, numbers)
		if err != nil {
			return fmt.Errorf("the list of people who opted out can't be read: %w", err)
		}
		for i := range part {
			if r := &part[i]; r.State == gateway.RowWaiting && out[r.To] {
				r.State, r.Reason, r.Parts, r.Unicode = gateway.RowOptedOut, "this person wants no messages", 0, ""
			}
		}
		report(float64(from) / float64(len(rows)))
	}
	return nil
}

// count adds up.
func (c *checker) count(res *Result) {
	costs := map[string]*gateway.CampaignCost{}
	for i := range res.Rows {
		r := &res.Rows[i]
		if r.State != gateway.RowWaiting {
			res.Left[r.State]++
			continue
		}
		res.Ready++
		res.Parts += int64(r.Parts)
		if r.Parts > 1 {
			res.Long++
		}
		if r.Unicode != "" {
			res.Unicode++
			for _, f := range r.Unicode {
				c.forcing[f].Rows++
			}
		}
		x := costs[r.Link]
		link := c.links[r.Link]
		if link.Simulated() {
			res.Simulated++
		}
		if x == nil {
			x = &gateway.CampaignCost{Link: r.Link, Price: link.Price, Currency: link.Currency}
			costs[r.Link] = x
		}
		x.Parts += int64(r.Parts)
	}
	for _, x := range costs {
		res.Costs = append(res.Costs, *x)
	}
	slices.SortFunc(res.Costs, func(a, b gateway.CampaignCost) int {
		return cmp.Or(cmp.Compare(b.Parts, a.Parts), cmp.Compare(a.Link, b.Link))
	})
	for _, f := range c.forcing {
		if f.Rows > 0 {
			res.Forcing = append(res.Forcing, *f)
		}
	}
	slices.SortFunc(res.Forcing, func(a, b Forcing) int { return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Rune, b.Rune)) })
}
