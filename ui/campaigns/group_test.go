package campaigns

import (
	"testing"

	"relay/gateway"
	"relay/ui/uitest"
)

// The members of a group are rows like those of a table, with their extra fields.
func TestFromAGroupToTheStart(t *testing.T) {
	h, d, v := start(t)
	v.NewCampaign()
	if uitest.Shows(v.Object(), "Or a group of contacts") {
		t.Error("a group is offered where there is none")
	}
	h.Folk.Circles = []gateway.Group{{ID: 1, Name: "Patients"}, {ID: 2, Name: "Nobody"}}
	h.Folk.Contact = []gateway.Contact{
		{ID: 1, Name: "Anna", Number: "+99912345670", Groups: []string{"Patients"}, Fields: []gateway.Field{{Key: "day", Value: "Monday"}}},
		{ID: 2, Name: "Bea", Number: "+99912345680", Groups: []string{"Patients"}, Fields: []gateway.Field{{Key: "city", Value: "Pécs"}, {Key: "Day", Value: "Friday"}}},
		{ID: 3, Name: "Cili", Number: "+99912345690"},
	}
	v.Back()
	v.NewCampaign()
	uitest.Tap(t, v.Object(), "Nobody")
	shows(t, v, "nobody is in the group Nobody")
	uitest.Tap(t, v.Object(), "Patients")
	shows(t, v, "group Patients: 2 rows. contacts.", "Columns: name, number, day, city")
	uitest.Tap(t, v.Object(), "Next")
	shows(t, v, "numbers in number")
	if uitest.Shows(v.Object(), "The first row names the columns") {
		t.Error("a group is asked for its first row")
	}
	uitest.Tap(t, v.Object(), "Next")
	v.message().text.SetText("Hi {name}, see you on {day}.")
	v.wizard.saver.Now()
	again := view(h, d) // it is there after a restart
	again.NewCampaign()
	if got := again.wizard.w; got.Draft.Group != "Patients" || len(got.Table.Rows) != 2 {
		t.Fatalf("%+v", got.Draft)
	}
	again.wizard.open(StepCheck)
	uitest.Tap(t, again.Object(), "Next")
	uitest.Tap(t, again.Object(), "Send 2 messages")
	rows := h.Rows(1)
	c, err := uitest.Shelf{House: h}.Campaign(t.Context(), 1)
	if err != nil || c.Plan.Name != "Patients" || c.Plan.Source != "group Patients" || len(rows) != 2 || rows[0].Text != "Hi Anna, see you on Monday." || rows[1].Text != "Hi Bea, see you on Friday." || rows[1].To != "+99912345680" {
		t.Errorf("%+v, %v: %+v", c.Plan, err, rows)
	}
}
