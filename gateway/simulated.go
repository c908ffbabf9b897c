package gateway

import (
	"strings"
	"time"

	"relay/gateway/sms"
)

// SimulatorName is the reserved link name, route target and host of the
// built-in simulator, reached inside the process.
const SimulatorName = "simulator"

// SimulatorSystemID and SimulatorPassword are what the simulator takes in a bind.
// The password is no secret.
const (
	SimulatorSystemID = "relay"
	SimulatorPassword = "relay"
)

// Simulated tells whether the link reaches the built-in simulator.
func (c ClientConfig) Simulated() bool { return c.Host == SimulatorName }

// SimulatedMessage is a message that the simulator has taken.
type SimulatedMessage struct {
	ID       string
	From, To string
	At       time.Time
	State    string // a receipt's word; "" while it is on its way
}

// SimulatedReceipt is a receipt that a person has the simulator send: for a message
// that it took, or with any other id.
type SimulatedReceipt struct {
	ID       string
	State    string // DELIVRD, UNDELIV and so on
	Error    string // of the network, three digits; "" is 000
	From, To string // the phone's number and the sender's, for an id that no message has
}

// Validate returns what keeps the receipt from being one.
func (r SimulatedReceipt) Validate() Problems {
	var out Problems
	add := func(field, key string, args ...any) {
		out = append(out, Problem{Path: "receipt." + field, Key: key, Args: args})
	}
	switch {
	case strings.TrimSpace(r.ID) == "":
		add("id", "a receipt names the id of a message: choose one of the latest, or write another")
	case len(r.ID) > 64:
		add("id", "an id has at most 64 characters")
	}
	if _, ok := sms.StateOfWord(r.State); !ok {
		add("state", "%q is no state of a receipt: use one such as DELIVRD, UNDELIV or EXPIRED", r.State)
	}
	if len(r.Error) > 3 || strings.Trim(r.Error, "0123456789") != "" {
		add("error", "%q is no error code of a receipt: it has up to three digits", r.Error)
	}
	return out
}

// SimulatorOctetsMost is how many octets can be sent in by hand.
const SimulatorOctetsMost = 1 << 16

// NoReceiver is why nothing can be sent in.
func NoReceiver() Problems {
	return Problems{{Path: "simulator", Key: "nobody is bound as receiver or transceiver: connect a link to the simulator first"}}
}

// SimulatorSessionOver is why nothing can be done to a session of the simulator.
func SimulatorSessionOver(session uint64) Problems {
	return Problems{{Path: "simulator", Key: "session %d has ended already", Args: []any{session}}}
}

// SimulatorOctetsWrong is why so many octets can't be sent at once.
func SimulatorOctetsWrong(n int) Problems {
	return Problems{{Path: "octets", Key: "from 1 to %d octets can be sent at once, and these are %d", Args: []any{SimulatorOctetsMost, n}}}
}

// SimulatorNotRead is why octets are still to leave.
func SimulatorNotRead(session uint64) Problems {
	return Problems{{Path: "octets", Key: "session %d does not read: the octets leave as soon as it does", Args: []any{session}}}
}
