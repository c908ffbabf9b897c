package engine

import (
	"time"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// asVersion33 puts values that 3.3 does not have into those that it has: times
// are absolute, a receipt is asked for or not, the priority is 0 or 1, and the
// text stands in short_message.
func asVersion33(p *smpp.PDU, now time.Time) {
	for _, f := range []smpp.Field{smpp.FieldScheduleDeliveryTime, smpp.FieldValidityPeriod} {
		if at, relative, err := smpp.ParseTime(p.Str(f), now); err == nil && relative {
			p.SetStr(f, smpp.FormatAbsolute(at))
		}
	}
	p.SetInt(smpp.FieldRegisteredDelivery, p.Int(smpp.FieldRegisteredDelivery)&1)
	p.SetInt(smpp.FieldPriorityFlag, min(p.Int(smpp.FieldPriorityFlag), 1))
	if body, ok := p.TLV(smpp.TagMessagePayload); ok && len(body) <= 160 {
		p.SetOctets(smpp.FieldShortMessage, body).RemoveTLV(smpp.TagMessagePayload)
	}
}

// Most octets of a part with its header: of 160 characters, or of 140 octets.
const (
	mostCharacters = 160 - 1 // a header of six octets takes the room of seven characters
	mostOctets     = 140
)

// headerOfSAR puts what the SAR TLVs of a part say into a user data header, for a
// peer without TLVs: the phone would show pieces otherwise (SMPP 5.0 4.8.4.48 to
// 50; 3GPP 23.040 9.2.3.24.1). A part that has a header, or no room for one, stays
// as it is.
func headerOfSAR(p *smpp.PDU) {
	ref, hasRef := p.TLVInt(smpp.TagSARMsgRefNum)
	total, hasTotal := p.TLVInt(smpp.TagSARTotalSegments)
	number, hasNumber := p.TLVInt(smpp.TagSARSegmentSeqnum)
	esm := p.Int(smpp.FieldESMClass)
	if !hasRef || !hasTotal || !hasNumber || total < 2 || total > 255 || number < 1 || number > total || esm&0x40 != 0 {
		return
	}
	header := []byte{5, 0, 3, byte(ref), byte(total), byte(number)}
	if ref > 255 {
		header = []byte{6, 8, 4, byte(ref >> 8), byte(ref), byte(total), byte(number)}
	}
	body, most := p.Octets(smpp.FieldShortMessage), mostOctets
	if sms.IsDefaultAlphabet(byte(p.Int(smpp.FieldDataCoding))) {
		most = mostCharacters
	}
	if len(header)+len(body) > most {
		return
	}
	p.SetInt(smpp.FieldESMClass, esm|0x40).SetOctets(smpp.FieldShortMessage, append(header, body...))
	p.RemoveTLV(smpp.TagSARMsgRefNum).RemoveTLV(smpp.TagSARTotalSegments).RemoveTLV(smpp.TagSARSegmentSeqnum)
}
