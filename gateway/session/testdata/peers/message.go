package main

import (
	"fmt"
	"strings"

	"relay/gateway/smpp"
)

// The message that all libraries send: 234 octets on the wire, 160 of text and
// four TLVs. Only the destination differs from one to the next.
const (
	messageOctets = 234
	answerOctets  = 27
	sender        = "RelayCo"
	messageID     = "1000000001"
	systemID      = "client"
	password      = "secret"
)

var text = strings.Repeat("a", 160)

// destinations are numbers of twelve digits, one for each message in turn.
func destinations() []string {
	out := make([]string, 1000)
	for i := range out {
		out[i] = fmt.Sprintf("447700900%03d", i)
	}
	return out
}

// relaySubmit builds the message anew.
func relaySubmit(p *smpp.PDU, to string) *smpp.PDU {
	p.Reset(smpp.SubmitSM)
	return p.SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, sender).
		SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).SetStr(smpp.FieldDestinationAddr, to).
		SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, text).
		AddTLVInt(smpp.TagUserMessageReference, 0x1234).AddTLVInt(smpp.TagSARMsgRefNum, 7).
		AddTLVInt(smpp.TagSARTotalSegments, 2).AddTLVInt(smpp.TagSARSegmentSeqnum, 1)
}
