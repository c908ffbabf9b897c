package campaigns

import (
	"context"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/ui/words"
)

// ask makes sure before messages leave.
func (p *wizardPage) ask() {
	plan, problems := p.w.Plan()
	if len(problems) > 0 {
		p.show()
		return
	}
	n := p.w.Result.Ready
	p.v.deps.Shell.Confirm(words.N(n, "Send %s message?", "Send %s messages?"), p.question(plan), words.N(n, "Send %s message", "Send %s messages"), false, func() { p.start(plan) })
}

// question says what is about to happen.
func (p *wizardPage) question(plan gateway.CampaignPlan) string {
	var s []string
	switch {
	case p.w.Simulated():
		s = append(s, words.T("They go to the built-in simulator: no phone gets them and nobody is charged."))
	case plan.Link != "":
		s = append(s, words.T("They leave over %s.", plan.Link))
	default:
		s = append(s, words.T("The routes choose the connection of each."))
	}
	if total, _ := Money(p.w.Result.Costs); total != "" && !p.w.Simulated() {
		s = append(s, words.N(p.w.Result.Parts, "They cost about %[2]s (%[1]s part).", "They cost about %[2]s (%[1]s parts).", total))
	}
	if plan.Start.After(time.Now()) {
		s = append(s, words.T("They start on %s.", words.Time(plan.In(plan.Start), "Mon 2 Jan 2006 at 15:04 MST")))
	} else {
		s = append(s, words.T("They start now."))
	}
	if t := LinkTrouble(gateway.Campaign{Plan: plan}, p.v.deps.Engine.Status()); t != "" {
		s = append(s, words.T("But %s", t))
	}
	return strings.Join(append(s, words.T("You can pause or stop the campaign at any time.")), " ")
}

// start stores the campaign with its rows, and starts it. A failure or Cancel
// leaves nothing behind but the draft.
func (p *wizardPage) start(plan gateway.CampaignPlan) {
	rows := p.w.Result.Rows
	plan.Costs = p.w.Result.Costs
	p.run(words.N(len(rows), "Storing %s row …", "Storing %s rows …"), func(ctx context.Context, report campaign.Progress) (func(), error) {
		id, err := p.v.store(ctx, plan, rows, report)
		return func() {
			p.reset()
			p.v.OpenCampaign(id)
		}, err
	}, func(err error) {
		p.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The campaign was not started: %s", Problem(err)), Advice: words.T("Nothing was sent, and what you put in is still here.")})
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
