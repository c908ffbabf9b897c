package gateway

// DataClass is one kind of stored data: a row that the privacy page, the
// erasure of one person and the export read.
type DataClass struct {
	Name     string // as a person would call it
	Table    string // where it lies in the database
	Days     int    // kept by default; 0: until deleted
	Erase    string // what erasing one number does to it
	Exported bool   // part of one person's export
}

// DataClasses are all kinds of data that Relay keeps about people.
func DataClasses() []DataClass {
	return []DataClass{
		{Name: "Messages and their parts", Table: "messages", Erase: "deleted", Exported: true},
		{Name: "Delivery receipts", Table: "receipts", Erase: "deleted", Exported: true},
		{Name: "PDU log", Table: "pdus", Days: 7, Erase: "deleted", Exported: true},
		{Name: "Receipts and replies waiting for an account", Table: "deliveries", Erase: "deleted", Exported: true},
		{Name: "Contacts and their groups", Table: "contacts", Erase: "deleted", Exported: true},
		{Name: "Opt-out list", Table: "opt_outs", Erase: "kept, so that the number is not written to again", Exported: true},
	}
}
