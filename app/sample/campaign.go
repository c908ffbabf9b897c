package sample

import (
	"fmt"
	"strings"
	"time"

	"relay/gateway"
)

// Reminder is the text of the campaigns.
const Reminder = "Hello {name}, your appointment at the harbour clinic is on {appointment}. To cancel, answer CANCEL."

// PastCampaign is a campaign that was stopped yesterday, and its rows.
func PastCampaign(now time.Time) (gateway.Campaign, []gateway.CampaignRow) {
	c := gateway.Campaign{State: gateway.CampaignStopped, CreatedAt: past(now, 1, "11:58:00"), StartedAt: past(now, 1, "12:00:00"), EndedAt: past(now, 1, "12:04:40"),
		Plan: gateway.CampaignPlan{Name: "Flu vaccination, first call", Source: "patients-over-60.csv", Text: "Hello {name}, the flu vaccine has arrived. Answer YES for a place on Saturday.", Link: "nordic-a", From: Sender, Pace: gateway.CampaignPace{Messages: 20}}}
	var rows []gateway.CampaignRow
	for i := range 400 {
		r := gateway.CampaignRow{Number: int64(i + 2), To: "+1" + phone(i), Text: "Hello Sam, the flu vaccine has arrived. Answer YES for a place on Saturday.", State: gateway.RowStopped}
		switch {
		case i%53 == 7:
			r.State, r.Reason, r.To = gateway.RowInvalid, "this is no phone number", "n/a"
		case i%71 == 9:
			r.State, r.Reason = gateway.RowDuplicate, "the number stands in row 4 already"
		case i%97 == 11:
			r.State, r.Reason = gateway.RowOptedOut, "the number is on the opt-out list"
		}
		rows = append(rows, r)
	}
	return c, rows
}

// Table is a file of rows as an office has it, with what usually is wrong in
// one.
func Table(rows int) string {
	var b strings.Builder
	b.WriteString("name;phone;appointment;city\n")
	people := People()
	for i := range rows {
		p := people[i%len(people)]
		number := phone(i)
		switch {
		case i%37 == 12:
			number = "see file"
		case i%41 == 20:
			number = phone(0)
		}
		name, _, _ := strings.Cut(p.Name, " ")
		appointment := p.Value("appointment")
		if appointment == "" && i%29 != 4 {
			appointment = "Mon 09:00"
		}
		fmt.Fprintf(&b, "%s;%s;%s;%s\n", name, number, appointment, p.Value("city"))
	}
	return b.String()
}

// Rows are rows of a campaign as the check of a table leaves them.
func Rows(n int) (out []gateway.CampaignRow) {
	people := People()
	for i := range n {
		p := people[i%len(people)]
		name, _, _ := strings.Cut(p.Name, " ")
		at := p.Value("appointment")
		if at == "" {
			at = "Mon 09:00"
		}
		r := gateway.CampaignRow{Number: int64(i + 2), To: "+1" + phone(i), Text: strings.NewReplacer("{name}", name, "{appointment}", at).Replace(Reminder)}
		switch {
		case i%37 == 12:
			r.To, r.State, r.Reason = "see file", gateway.RowInvalid, "this is no phone number"
		case i%41 == 20:
			r.State, r.Reason = gateway.RowDuplicate, "the number stands in row 2 already"
		}
		out = append(out, r)
	}
	return out
}

// phone is a number of a table, without its country: 555-0100 to 0199 are kept
// free in each area.
func phone(i int) string {
	areas := [...]string{"303", "404", "505", "606", "808", "907"}
	return fmt.Sprintf("%s555%04d", areas[i/100%len(areas)], 100+i%100)
}
