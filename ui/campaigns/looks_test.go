package campaigns

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *View {
		return uitest.Stand(d, New(Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d}))
	}
	// wizard opens the wizard with a table that has a bit of everything, at a step.
	wizard := func(h *uitest.House, d *uitest.Desk, step Step) *View {
		h.Furnish()
		h.Folk.Off = []gateway.OptOut{{Number: "+46701740609"}}
		v := open(h, d)
		v.deps.OptedOut = h.OptedOut
		v = New(v.deps)
		d.Show(v.Object())
		v.Resized(d.Canvas().Size().Width)
		v.Shown()
		v.NewCampaign()
		v.wizard.w.Draft.Text, v.wizard.w.Draft.Link = "Hello {name}, your appointment is on {day}. To cancel, answer CANCEL.", "nordic-a"
		v.wizard.take("", "name;phone;day\nMaria;+46701740633;Tuesday\nJonas;+491713920015;Friday\nJonas;+491713920015;Friday\nEleni;;Monday\nOlivia;+12025550143;\nZoë;+46701740605;Tuesday\nNils;+46701740609;Monday\n")
		v.wizard.open(step)
		return v
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100), append(uitest.Plain(open),
		uitest.Look{Name: "running", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			h.Stat.Links[0].Limit = 12
			open(h, d).OpenCampaign(1)
		}},
		uitest.Look{Name: "over", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			now := time.Now()
			plan := gateway.CampaignPlan{Name: "Flu vaccination, first call", Source: "patients.csv", Text: "Hello {name}", Link: "nordic-a", Pace: gateway.CampaignPace{Messages: 20}, Costs: []gateway.CampaignCost{{Link: "nordic-a", Parts: 131, Price: 0.0487, Currency: "EUR"}}}
			rows := h.Rows(1)
			for i := range rows {
				if rows[i].Message == gateway.Accepted {
					rows[i].Message = gateway.Delivered
				}
				rows[i].At = now.Add(-26 * time.Hour).Add(time.Duration(i*50) * time.Millisecond)
			}
			open(h, d).OpenCampaign(h.AddCampaign(gateway.Campaign{Plan: plan, State: gateway.CampaignFinished, Rows: 119, LeftOut: [7]int64{2: 3, 3: 2}, Out: [9]int64{3: 111, 4: 3}, Taken: []gateway.CampaignCost{{Link: "nordic-a", Parts: 128}},
				CreatedAt: now.Add(-27 * time.Hour), StartedAt: now.Add(-26 * time.Hour), EndedAt: now.Add(-26 * time.Hour).Add(6 * time.Second)}, rows...))
		}},
		uitest.Look{Name: "columns", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { wizard(h, d, StepColumns) }},
		uitest.Look{Name: "message", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { wizard(h, d, StepMessage) }},
		uitest.Look{Name: "check", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { wizard(h, d, StepCheck) }},
		uitest.Look{Name: "send", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			uitest.Tap(t, wizard(h, d, StepCheck).Object(), "Next")
		}},
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			v := open(h, d)
			v.NewCampaign()
			v.wizard.take("/home/anna/appointments.xls", "")
		}},
		uitest.Look{Name: "new", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			h.Furnish()
			h.Folk.Circles = []gateway.Group{{ID: 1, Name: "Patients"}, {ID: 2, Name: "Staff"}}
			open(h, d).NewCampaign()
		}},
	)...)
}
