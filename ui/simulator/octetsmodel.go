package simulator

import (
	"fmt"
	"strconv"
	"strings"

	"relay/gateway"
	"relay/gateway/octets"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Judged is hex as it was read: the octets, and what whoever gets them will make
// of them.
type Judged struct {
	Octets []byte
	Wrong  string   // why nothing can be sent; "" when something can
	Lines  []string // each PDU in a line, with its fields
	Odd    []string // what is no good PDU in it, on purpose or not
}

const (
	shownPDUs   = 4
	shownFields = 9 // of each PDU
)

// JudgeHex reads hex and takes its PDUs apart, as a session of a version does.
func JudgeHex(text string, v smpp.Version) (j Judged) {
	if strings.TrimSpace(text) == "" {
		return Judged{Wrong: words.T("Write or paste hex: a PDU, several, or whatever else.")}
	}
	b, err := octets.Parse(text)
	switch {
	case err != nil:
		return Judged{Wrong: words.T("This is no hex: %s", words.Error(err))}
	case len(b) > gateway.SimulatorOctetsMost:
		return Judged{Wrong: words.T("These are %s octets, and at most %s can be sent at once.", words.Number(int64(len(b))), words.Number(gateway.SimulatorOctetsMost))}
	}
	j.Octets = b
	frames := octets.Split(b)
	for i, frame := range frames {
		if i == shownPDUs {
			j.Lines = append(j.Lines, words.N(len(frames)-i, "and %s more", "and %s more"))
			break
		}
		j.pdu(frame, v)
	}
	return j
}

// pdu takes one apart.
func (j *Judged) pdu(frame []byte, v smpp.Version) {
	size := words.N(len(frame), "%s octet", "%s octets")
	if !octets.Whole(frame) {
		j.Lines = append(j.Lines, size)
		switch {
		case len(frame) < 16:
			j.Odd = append(j.Odd, words.T("%s are less than a PDU's header, which has 16: whoever reads them waits for the rest.", size))
		default:
			said := uint32(frame[0])<<24 | uint32(frame[1])<<16 | uint32(frame[2])<<8 | uint32(frame[3])
			j.Odd = append(j.Odd, words.T("command_length says %s, and there are %s octets.", words.Number(int64(said)), words.Number(int64(len(frame)))))
		}
		return
	}
	x := smpp.Explain(frame, v)
	j.Lines = append(j.Lines, words.T("%s, %s, sequence number %s", x.Command, size, strconv.FormatUint(uint64(x.Sequence), 10)))
	n := 0
	for _, r := range x.Rows {
		if r.Offset < 16 || r.Kind == "group" || r.Depth > 1 || r.Value == "" || r.Value == "0" {
			continue
		}
		if n++; n > shownFields {
			j.Lines = append(j.Lines, "  …")
			break
		}
		line := "  " + r.Name + " = " + sms.Clean(r.Value)
		if r.Kind == "octets" && r.Meaning != "" {
			line += "  " + sms.Clean(r.Meaning)
		}
		j.Lines = append(j.Lines, line)
	}
	unknown := false
	switch {
	case !x.ID.In(smpp.V33) && !x.ID.In(smpp.V34) && !x.ID.In(smpp.V50):
		unknown = true
		j.Odd = append(j.Odd, words.T("%s is no command that SMPP knows: the answer is a generic_nack.", x.Command))
	case x.ID.IsResponse():
		j.Odd = append(j.Odd, words.T("%s answers what nobody has asked, unless its number is that of a request.", x.Command))
	case !smpp.Legal(x.ID, v, smpp.BoundTRX, smpp.MC):
		j.Odd = append(j.Odd, words.T("A message centre does not send %s in this version.", x.Command))
	}
	for _, p := range x.Problems {
		if unknown && p.Field == "command_id" {
			continue // that is said
		}
		j.Odd = append(j.Odd, words.T("%s at octet %d: %s", p.Field, p.Offset, p.Rule))
	}
}

// octetSample is hex to begin with.
type octetSample struct{ name, hex string }

// octetSamples are a good PDU, one that asks, one that nobody knows, and one that
// is cut short.
func octetSamples() []octetSample {
	text := func(p *smpp.PDU, sequence uint32) string {
		p.Sequence = sequence
		b, err := p.Append(nil, smpp.V34)
		if err != nil {
			return "" // they are what the test says
		}
		return spaced(b)
	}
	hello := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldSourceAddrTON, 1).SetInt(smpp.FieldSourceAddrNPI, 1).SetStr(smpp.FieldSourceAddr, "36301234567").
		SetStr(smpp.FieldDestinationAddr, "12345").SetStr(smpp.FieldShortMessage, "Hello")
	good := text(hello, 1001)
	return []octetSample{
		{"deliver_sm", good},
		{"enquire_link", text(smpp.New(smpp.EnquireLink), 1002)},
		{words.T("Unknown command"), "00 00 00 10 00 00 00 FF 00 00 00 00 00 00 03 EB"},
		{words.T("Cut short"), good[:max(0, len(good)-9)]},
	}
}

// spaced writes octets as hex; a field breaks it between octets.
func spaced(b []byte) string { return strings.ToUpper(fmt.Sprintf("% x", b)) }

// receiptStates are the words that a receipt is offered with.
func receiptStates() []string {
	return []string{"DELIVRD", "UNDELIV", "EXPIRED", "REJECTD", "DELETED", "ACCEPTD", "ENROUTE", "UNKNOWN"}
}

// knownID says what the id of a receipt is: of a message that was taken, or of
// none; known tells which.
func knownID(id string, list []gateway.SimulatedMessage) (said string, known bool) {
	if id = strings.TrimSpace(id); id == "" {
		return words.T("Choose the id of a message, or write any other."), false
	}
	for _, m := range list {
		if m.ID != id {
			continue
		}
		state := m.State
		if state == "" {
			state = words.T("on its way")
		}
		return words.T("To %s at %s: %s.", sms.Clean(m.To), m.At.Local().Format("15:04:05"), state), true
	}
	return words.T("No message has this id: Relay keeps the receipt, in case an answer names it yet."), false
}
