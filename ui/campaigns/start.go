package campaigns

import (
	"context"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
)

// ask makes sure before messages leave.
func (p *wizardPage) ask() {
	plan, problems := p.w.Plan()
	if len(problems) > 0 {
		p.show()
		return
	}
	verb := "Send " + plural(int64(p.w.Result.Ready), "message")
	p.v.deps.Shell.Confirm(verb+"?", p.question(plan), verb, false, func() { p.start(plan) })
}

// question says what is about to happen.
func (p *wizardPage) question(plan gateway.CampaignPlan) string {
	var s []string
	switch {
	case p.w.Simulated():
		s = append(s, "They go to the built-in simulator: no phone gets them and nobody is charged.")
	case plan.Link != "":
		s = append(s, fmt.Sprintf("They leave over %s.", plan.Link))
	default:
		s = append(s, "The routes choose the connection of each.")
	}
	if total, _ := Money(p.w.Result.Costs); total != "" && !p.w.Simulated() {
		s = append(s, fmt.Sprintf("They cost about %s (%s).", total, plural(p.w.Result.Parts, "part")))
	}
	if plan.Start.After(time.Now()) {
		s = append(s, "They start on "+plan.In(plan.Start).Format("Mon 2 Jan 2006 at 15:04 MST")+".")
	} else {
		s = append(s, "They start now.")
	}
	if t := LinkTrouble(gateway.Campaign{Plan: plan}, p.v.deps.Engine.Status()); t != "" {
		s = append(s, "But "+t)
	}
	return strings.Join(append(s, "You can pause or stop the campaign at any time."), " ")
}

// start stores the campaign with its rows, and starts it. A failure or Cancel
// leaves nothing behind but the draft.
func (p *wizardPage) start(plan gateway.CampaignPlan) {
	rows := p.w.Result.Rows
	p.run("Storing "+plural(int64(len(rows)), "row")+" …", func(ctx context.Context, report campaign.Progress) (func(), error) {
		id, err := p.v.store(ctx, plan, rows, report)
		return func() {
			p.reset()
			p.v.OpenCampaign(id)
		}, err
	}, func(err error) {
		p.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "The campaign was not started: " + Problem(err), Advice: "Nothing was sent, and what you put in is still here."})
	})
}

func (v *View) store(ctx context.Context, plan gateway.CampaignPlan, rows []campaign.Row, report campaign.Progress) (int64, error) {
	e := v.deps.Engine
	id, err := e.NewCampaign(ctx, plan)
	if err != nil {
		return 0, err
	}
	chunk := make([]gateway.CampaignRow, 0, fillRows)
	for from := 0; from < len(rows) && err == nil; from += fillRows {
		chunk = chunk[:0]
		for _, r := range rows[from:min(from+fillRows, len(rows))] {
			chunk = append(chunk, r.CampaignRow)
		}
		if err = e.FillCampaign(ctx, id, chunk); err == nil {
			err = ctx.Err()
		}
		report(float64(from) / float64(len(rows)))
	}
	if err == nil {
		err = e.StartCampaign(ctx, id)
	}
	if err != nil {
		_ = e.DropCampaign(context.Background(), id) // the next start would do it too
	}
	return id, err
}
