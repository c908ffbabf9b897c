package campaigns

import (
	"math"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
	"relay/ui/words"
)

// Plan is the draft as a plan; problems by path.
func (w *Wizard) Plan() (gateway.CampaignPlan, gateway.Problems) {
	d := w.Draft
	p := gateway.CampaignPlan{Name: strings.TrimSpace(d.Name), Source: d.Source(), Text: d.Text, From: strings.TrimSpace(d.From), Hours: strings.TrimSpace(d.Hours)}
	var out gateway.Problems
	add := func(field, text string) {
		out = append(out, gateway.Problem{Path: "campaign." + field, Key: "%s", Args: []any{text}})
	}
	if d.Link != Automatic {
		p.Link = d.Link
	}
	if d.Zone != LocalZone {
		p.Zone = strings.TrimSpace(d.Zone)
	}
	if v, err := gateway.ParseDuration(d.Valid); err == nil && d.Valid != "" {
		p.Valid = v
	}
	p.Flash = d.Flash
	p.Pace.Minute = d.Unit == AMinute
	if s := strings.TrimSpace(d.Pace); s != "" {
		n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			add("pace", words.T("%q is no number: write messages a second or minute, or nothing for as fast as it goes", s))
		}
		p.Pace.Messages = n
	}
	if d.When == AtATime {
		zone := time.Local
		if p.Zone != "" {
			if z, err := time.LoadLocation(p.Zone); err == nil {
				zone = z
			}
		}
		day, err := time.ParseInLocation("2006-01-02", strings.TrimSpace(d.Date), zone)
		if err != nil {
			add("date", words.T("%q is no day: write it as 2026-11-23", d.Date))
		}
		clock, err := time.Parse("15:04", strings.TrimSpace(d.Time))
		if err != nil {
			add("time", words.T("%q is no time: write it as 09:00", d.Time))
		}
		p.Start = time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
	}
	return p, append(out, p.Validate(w.Config)...)
}

func (w *Wizard) problems() gateway.Problems {
	_, p := w.Plan()
	return p
}

// Job is what is to be checked.
func (w *Wizard) Job() campaign.Job {
	p, _ := w.Plan()
	return campaign.Job{Config: w.Config, Plan: p, Table: w.Table, Number: w.Column(), Plus: w.Draft.Plus, Simplify: w.Draft.Simplify}
}

// Link is the chosen connection's configuration.
func (w *Wizard) Link() (gateway.ClientConfig, bool) { return w.Config.Client(w.Draft.Link) }

// Simulated tells whether all that goes out goes to the simulator.
func (w *Wizard) Simulated() bool {
	return w.Checked && w.Result.Ready > 0 && w.Result.Simulated == w.Result.Ready
}

// Ends says how long sending takes, and what sets the speed.
func (w *Wizard) Ends(now time.Time) string {
	p, problems := w.Plan()
	if len(problems) > 0 || !w.Checked || w.Result.Ready == 0 {
		return ""
	}
	rate, by, most := p.Pace.PerSecond(), "", ""
	for _, c := range w.Result.Costs {
		link, ok := w.Config.Client(c.Link)
		if !ok || link.PerSecond() <= 0 {
			continue
		}
		parts := float64(w.Result.Parts) / float64(w.Result.Ready)
		if limit := link.PerSecond() / parts; rate == 0 || limit < rate {
			rate, by, most = limit, c.Link, words.Decimal(link.PerSecond(), -1)
		}
	}
	if rate <= 0 {
		return words.T("It takes as long as the connection needs: no limit is set.")
	}
	d := time.Duration(float64(w.Result.Ready) / rate * float64(time.Second))
	start := now
	if p.Start.After(now) {
		start = p.Start
	}
	long, end := Span(max(d, time.Second)), words.Time(p.In(start.Add(d)), "Mon 2 Jan 15:04")
	switch {
	case by == "" && p.Hours != "":
		return words.T("It takes about %s at the pace you set, within its hours.", long)
	case by == "":
		return words.T("It takes about %s at the pace you set, and ends about %s.", long, end)
	case p.Hours != "":
		return words.T("It takes about %s at the limit of %s, %s parts a second, within its hours.", long, by, most)
	}
	return words.T("It takes about %s at the limit of %s, %s parts a second, and ends about %s.", long, by, most, end)
}

// Past says so when the time is over already.
func (w *Wizard) Past(now time.Time) string {
	if p, _ := w.Plan(); w.Draft.When == AtATime && !p.Start.IsZero() && p.Start.Before(now) {
		return words.T("That time is over: it would start at once.")
	}
	return ""
}

// Problem is an error in words for a person.
func Problem(err error) string {
	return words.Error(err)
}
