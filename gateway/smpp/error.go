package smpp

import "fmt"

// Error is what is wrong with a PDU: where, by which rule, and the status with
// which it is answered.
type Error struct {
	Command  CommandID
	Sequence uint32
	Field    string // "" for the PDU as a whole
	Offset   int    // octets from the PDU's first
	Status   Status
	Rule     string // what was expected, in words
}

func (e *Error) Error() string {
	where := e.Command.String()
	if e.Field != "" {
		where += " " + e.Field
	}
	return fmt.Sprintf("%s at octet %d: %s (%s)", where, e.Offset, e.Rule, e.Status.Name())
}
