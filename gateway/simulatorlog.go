package gateway

import "time"

// SimulatorSession is a program that is bound to the simulator.
type SimulatorSession struct {
	ID       uint64
	Remote   string // its address; "" inside Relay
	SystemID string
	Bind     string // "transmitter", "receiver" or "transceiver"
	Version  string // in force
	Since    time.Time
	Accepted uint64
	Refused  uint64
	Waiting  int // messages of it that have not come to their end
}

// SimulatorEvent is a line of the simulator's own log. What happens again and
// again within a second is one line with a count.
type SimulatorEvent struct {
	Number  uint64 // grows by one
	At      time.Time
	Session uint64 // 0: none
	Kind    SimulatorEventKind
	Count   int
	Party   string // who bound, or the phone's number, of the last one
	Detail  string // of the last one: an id, a status, a receipt's word, a reason, a scenario
}

// SimulatorEventKind is what happened.
type SimulatorEventKind uint8

const (
	SimulatorBound       SimulatorEventKind = iota // Detail: type of bind and version
	SimulatorBindRefused                           // Detail: the status
	SimulatorEnded                                 // Detail: the reason
	SimulatorAccepted                              // Detail: the id
	SimulatorRefused                               // Detail: the status
	SimulatorUnanswered                            // taken, but the answer is lost; Detail: the id
	SimulatorReceipt                               // Detail: its word
	SimulatorIncoming                              // a text from a phone
	SimulatorFault                                 // Detail: the scenario that broke the link
	SimulatorScenario                              // Detail: the mix that came into force
	SimulatorOctets                                // sent in by hand; Detail: how many, and the command they begin with
)

// Reasons why the simulator itself ended a session.
const (
	SimulatorDropped     = "dropped by hand"
	SimulatorClosed      = "the simulator closed the link"
	SimulatorReset       = "the simulator reset the link"
	SimulatorSilenceOver = "the simulator's silence is over"
)

// String is the kind in words.
func (k SimulatorEventKind) String() string {
	return [...]string{"Bound", "Bind refused", "Ended", "Accepted", "Refused", "No answer", "Receipt", "Incoming", "Link broken", "Scenario", "Raw octets"}[min(k, SimulatorOctets)]
}
