package smpp

import (
	"fmt"
	"iter"
	"slices"
)

// CommandID is a command_id; bit 31 marks a response.
type CommandID uint32

const responseBit = 1 << 31

// IsResponse tells whether bit 31 is set.
func (c CommandID) IsResponse() bool { return c&responseBit != 0 }

// Response returns the id with bit 31 set.
func (c CommandID) Response() CommandID { return c | responseBit }

// Request returns the id with bit 31 cleared.
func (c CommandID) Request() CommandID { return c &^ responseBit }

// String returns the specification's name, or the number in hexadecimal.
func (c CommandID) String() string {
	if r := rowOf(c); r != nil {
		return r.Name
	}
	return fmt.Sprintf("0x%08X", uint32(c))
}

// HasResponse tells whether the specification has a response for the request.
func (c CommandID) HasResponse() bool {
	return !c.IsResponse() && rowOf(c) != nil && rowOf(c.Response()) != nil
}

type stateSet uint8

const (
	inOpen stateSet = 1 << iota
	inOutbound
	inTX
	inRX
	inTRX
	inUnbound

	anyBound = inTX | inRX | inTRX
	anyState = inOpen | inOutbound | anyBound | inUnbound
)

type senderSet uint8

const (
	fromESME senderSet = 1 << iota
	fromMC
)

// commandRow is one command.
type commandRow struct {
	ID     CommandID
	Name   string
	States [3]stateSet // by version
	Sender senderSet
	Body   bool // has fields
	TLVs   bool // may carry TLVs in some version
	// Errors tells that an error response of 3.3 has its fields, empty, where
	// later versions leave the body out.
	Errors bool
	Note   string

	fields   []fieldRow
	index    [numFields]int8 // position of a field in fields, -1 when absent
	tlvs     []*TLVInfo      // TLVs meant for it
	required []requiredTLV
	secret   bool    // has a field that is masked
	tables   *Tables // that it belongs to
}

// kind is how a field lies on the wire.
type kind uint8

const (
	kindInt1 kind = iota
	kindInt4
	kindCString      // octets and a NUL
	kindOctets       // a length octet and so many octets
	kindDestinations // a count octet and so many dest_address entries
	kindUnsuccess    // a count octet and so many unsuccess_sme entries
	kindIDList       // a count octet and so many C-octet strings
)

// fieldRow is one field of a command.
type fieldRow struct {
	Field Field
	Kind  kind
	Max   [3]int // octets by version, NUL included; 0: not in that version
	Exact bool   // empty or full
	// Entries is the most entries of a list by version; 0: as many as its count
	// octet holds.
	Entries [3]int

	widest int // largest size of any version
}

// countName is the name of the count or length octet before a field.
func (f *fieldRow) countName() string {
	switch {
	case f.Kind == kindDestinations:
		return "number_of_dests"
	case f.Kind == kindUnsuccess:
		return "no_unsuccess"
	case f.Kind == kindIDList:
		return "number_msgs"
	case f.Kind == kindOctets:
		return "sm_length"
	}
	return ""
}

const (
	lowIDs = 0x114 // every command of the table is below
	maxRow = 18    // fields of the longest command
)

// commandIndex finds rows by number.
type commandIndex [2][lowIDs]*commandRow

func (t *Tables) indexCommands(rows []commandRow, fields map[CommandID][]fieldRow) (ix commandIndex) {
	tlvs := t.tlvRows
	for i := range rows {
		r := rows[i]
		r.tables = t
		r.fields = slices.Clone(fields[r.ID])
		for f := range r.index {
			r.index[f] = -1
		}
		for p := range r.fields {
			f := &r.fields[p]
			f.widest = max(f.Max[0], f.Max[1], f.Max[2])
			r.index[f.Field] = int8(p)
			r.secret = r.secret || fieldRows[f.Field].Secret
		}
		for t := range tlvs {
			if slices.Contains(tlvs[t].In, r.ID) {
				r.tlvs = append(r.tlvs, &tlvs[t])
			}
		}
		for _, q := range requiredTLVs {
			if q.In == r.ID {
				r.required = append(r.required, q)
			}
		}
		ix[r.ID>>31][r.ID&^responseBit] = &r
	}
	return ix
}

func (t *Tables) row(id CommandID) *commandRow {
	low := id &^ responseBit
	if low >= lowIDs {
		return nil
	}
	return t.commands[id>>31][low]
}

func rowOf(id CommandID) *commandRow { return standard.row(id) }

// CommandInfo is a row of the table of commands for those who list it.
type CommandInfo struct {
	ID     CommandID
	Name   string
	Fields []Field
	TLVs   bool
	Note   string
}

// Commands lists every command.
func Commands() iter.Seq[CommandInfo] {
	return func(yield func(CommandInfo) bool) {
		for i := range commandRows {
			r := rowOf(commandRows[i].ID)
			c := CommandInfo{ID: r.ID, Name: r.Name, TLVs: r.TLVs, Note: r.Note}
			for _, f := range r.fields {
				c.Fields = append(c.Fields, f.Field)
			}
			if !yield(c) {
				return
			}
		}
	}
}

// Fields lists every field name.
func Fields() []Field {
	out := make([]Field, 0, numFields)
	for f := noField + 1; f < numFields; f++ {
		out = append(out, f)
	}
	return out
}

// In tells whether the version has the command.
func (c CommandID) In(v Version) bool {
	r := rowOf(c)
	return r != nil && r.States[v.index()] != 0
}

// State is the state of a session (SMPP 5.0 2.3).
type State uint8

const (
	Closed State = iota
	Open
	Outbound
	BoundTX
	BoundRX
	BoundTRX
	Unbound
)

var stateNames = [...]string{"CLOSED", "OPEN", "OUTBOUND", "BOUND_TX", "BOUND_RX", "BOUND_TRX", "UNBOUND"}

// String returns the specification's word, "BOUND_TRX".
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return fmt.Sprintf("state %d", uint8(s))
}

// Bound tells whether the session is bound in any way.
func (s State) Bound() bool { return s == BoundTX || s == BoundRX || s == BoundTRX }

func (s State) set() stateSet {
	switch s {
	case Open:
		return inOpen
	case Outbound:
		return inOutbound
	case BoundTX:
		return inTX
	case BoundRX:
		return inRX
	case BoundTRX:
		return inTRX
	case Unbound:
		return inUnbound
	}
	return 0
}

// Role is a side of a session.
type Role uint8

const (
	ESME Role = iota
	MC
)

func (r Role) String() string {
	if r == MC {
		return "MC"
	}
	return "ESME"
}

// Legal tells whether sender may send the command in a state of a session of a
// version. Before the bind no version is in force: v is then the highest that
// we speak, and what any version up to it allows is legal. It is lenient where
// the specifications disagree: enquire_link and generic_nack always, replace_sm
// on a transceiver, data_sm of 3.4 either way, bind_receiver after an outbind
// of 3.4, and a transceiver bound with version 3.3.
func Legal(id CommandID, v Version, s State, sender Role) bool {
	r := rowOf(id)
	if r == nil || s == Closed || !r.Sender.has(sender) {
		return false
	}
	switch id.Request() {
	case EnquireLink, GenericNack.Request():
		return true
	}
	return r.statesOf(id.Request(), v, s)&s.set() != 0 && (id.Request() != DataSM || v < V50 || flows(id, s, sender))
}

// statesOf is where the command is legal in a session of a version that is in
// state s.
func (r *commandRow) statesOf(id CommandID, v Version, s State) stateSet {
	states := r.States[v.index()]
	switch {
	case s == Outbound && v >= V34 && id == BindReceiver:
		// The 3.4 table forgets it; its text (2.2.1) has it follow an outbind.
		states |= inOutbound
	case s == Open:
		for _, col := range r.States[:v.index()] {
			states |= col
		}
	case s == BoundTRX && states&anyBound != 0:
		// 3.3 has no transceiver, yet peers bind one with its version; the 3.4
		// table forgets it for replace_sm.
		states |= inTRX
	}
	return states
}

// flows is the rule by which 5.0 splits data_sm by direction: towards the MC on
// a transmitter, towards the ESME on a receiver, either way on a transceiver.
func flows(id CommandID, s State, sender Role) bool {
	down := (sender == MC) != id.IsResponse()
	return s == BoundTRX || down == (s == BoundRX)
}

func (s senderSet) has(r Role) bool {
	if r == MC {
		return s&fromMC != 0
	}
	return s&fromESME != 0
}

// Text tells whether the field is a C-octet string in the commands that have
// it.
func (f Field) Text() bool {
	for i := range commandRows {
		r := rowOf(commandRows[i].ID)
		if p := r.index[f]; p >= 0 {
			return r.fields[p].Kind == kindCString
		}
	}
	return false
}
