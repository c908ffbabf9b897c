package sample

import (
	"time"

	"relay/gateway"
)

// People are the contacts, in order of their names.
func People() []gateway.Contact {
	person := func(name, number, city, appointment string, groups ...string) gateway.Contact {
		c := gateway.Contact{Name: name, Number: number, Groups: groups}
		if city != "" {
			c.Fields = append(c.Fields, gateway.Field{Key: "city", Value: city})
		}
		if appointment != "" {
			c.Fields = append(c.Fields, gateway.Field{Key: "appointment", Value: appointment})
		}
		return c
	}
	list := []gateway.Contact{
		person("Aisha Rahman", "+12125550142", "Leeds", "Tue 09:30", "Patients", "Reminders"),
		person("Anna Lindqvist", "+46701740605", "Malmö", "Tue 10:00", "Patients", "Reminders"),
		person("Ben Whitfield", "+12125550118", "York", "", "Drivers"),
		person("Camille Laurent", "+13125550104", "Lyon", "Wed 14:15", "Patients"),
		person("Dieter Vogel", "+491713920015", "Kiel", "", "Suppliers"),
		person("Eleni Papadaki", "+12125550176", "Bath", "Thu 11:00", "Patients", "Reminders"),
		person("Farid Haddad فريد حداد", "+13125550117", "Marseille", "Thu 15:45", "Patients"),
		person("Grace O'Connor", "+61491570158", "Cork", "", "Staff"),
		person("Hana Kobayashi 小林花", "+61491570156", "Perth", "Fri 08:45", "Patients"),
		person("Ingrid Solberg", "+46701740619", "Lund", "Fri 09:15", "Patients", "Reminders"),
		person("Jonas Weber", "+491713920042", "Bremen", "", "Drivers"),
		person("Kavya Nair काव्या नायर", "+12125550191", "Leicester", "Mon 16:00", "Patients"),
		person("Lucas Martin", "+13125550160", "Nantes", "", "Suppliers"),
		person("Maria Larsen", "+46701740633", "Malmö", "Tue 09:30", "Patients", "Reminders"),
		person("Noah Bergström", "+46701740647", "Ystad", "", "Drivers", "Staff"),
		person("Olivia Hart", "+12025550143", "Washington", "Wed 08:30", "Patients"),
		person("Pharmacy at the harbour", "+12125550105", "", "", "Suppliers"),
		person("Ravi Menon", "+12125550164", "Derby", "Mon 11:30", "Patients"),
		person("Sofia Costa", "+12125550127", "Hull", "", "Staff"),
		person("Tom Becker", "+491713920077", "Hamburg", "Thu 13:00", "Patients"),
		person("Wei Zhang 张伟", "+61491570313", "Sydney", "Fri 10:30", "Patients"),
		person("Zoë van den Berg-Hassenpflug, daytime only", "+12025550178", "Baltimore", "Wed 16:45", "Patients", "Reminders"),
	}
	list[13].Note = "Prefers a text to a call. Her daughter answers at weekends."
	return list
}

// OptOuts are those who do not want messages.
func OptOuts(now time.Time) []gateway.OptOut {
	return []gateway.OptOut{
		{Number: "+491713920042", Since: now.Add(-50 * time.Hour), Keyword: "STOP", Link: "nordic-a"},
		{Number: "+12125550155", Since: now.AddDate(0, 0, -9), Keyword: "stop please", Link: "nordic-a"},
		{Number: "+12125550171", Since: now.AddDate(0, -2, 0), Note: "asked on the phone"},
	}
}
