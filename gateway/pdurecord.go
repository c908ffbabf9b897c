package gateway

import "time"

// PDURecord is one PDU as it passed a session. Passwords in Frame are masked
// at equal length before a record is made.
type PDURecord struct {
	Number  uint64 // grows by one, never reused in a data folder
	Time    time.Time
	Link    string // client or server link
	Account string // account bound on a server session, "" before bind
	Session uint64 // grows by one, never reused in a data folder
	Out     bool   // true: we sent it
	Version byte   // interface_version in force (0x33, 0x34, 0x50)
	Frame   []byte // the whole PDU, header first
}

// PDUQuery chooses stored records.
type PDUQuery struct {
	After   uint64 // only numbers above
	Before  uint64 // only numbers below; 0: no bound
	Link    string
	Session uint64
	Newest  bool // take the newest Limit records (still returned oldest first)
	Limit   int  // 0: all
	Octets  int  // of PDUs, at which it ends; 0: no bound
}
