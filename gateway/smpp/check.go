package smpp

import (
	"slices"
	"time"
)

// semantic adds what is wrong with values rather than with lengths.
func (x *explainer) semantic() {
	if err := Check(&x.p); err != nil && !slices.ContainsFunc(x.out.Problems, func(p Problem) bool { return p.Field == err.Field }) {
		x.problem(err)
	}
}

// Check looks at the values of a request that was decoded and that asks a
// message centre for something: an empty destination, a time that is none, a
// priority that nobody knows. It returns nil or the first fault. What a message
// centre sends is not judged: refusing it would lose a message.
func Check(p *PDU) *Error {
	switch p.ID {
	case SubmitSM, SubmitMulti, DataSM, ReplaceSM, BroadcastSM, QueryLastMsgs:
	default:
		return nil
	}
	if p.row == nil {
		return nil
	}
	fault := func(f Field, st Status, rule string) *Error {
		off, _ := p.Offset(f)
		return p.fault(f.String(), off, st, rule)
	}
	if p.Has(FieldDestinationAddr) && len(p.Octets(FieldDestinationAddr)) == 0 && (p.ID == SubmitSM || p.ID == DataSM) {
		return fault(FieldDestinationAddr, RINVDSTADR, "a destination is needed")
	}
	for _, t := range [...]struct {
		f  Field
		st Status
	}{{FieldScheduleDeliveryTime, RINVSCHED}, {FieldValidityPeriod, RINVEXPIRY}} {
		if b := p.Octets(t.f); len(b) > 0 {
			if _, _, err := ParseTime(string(b), time.Unix(0, 0)); err != nil {
				return fault(t.f, t.st, "not a time: YYMMDDhhmmsstnnp, or relative with a final R")
			}
		}
	}
	if p.Int(FieldPriorityFlag) > 4 {
		return fault(FieldPriorityFlag, RINVPRTFLG, "priorities are 0 to 4")
	}
	if p.Int(FieldReplaceIfPresentFlag) > 1 {
		return fault(FieldReplaceIfPresentFlag, RINVREPFLAG, "0 or 1")
	}
	if n := p.Int(FieldNumMessages); p.Has(FieldNumMessages) && (n < 1 || n > 100) {
		return fault(FieldNumMessages, RINVNUMMSGS, "1 to 100 messages")
	}
	for i := range p.tlvs {
		t := &p.tlvs[i]
		if r := p.tables().tlvs.row(t.tag); r != nil && r.Digits && p.row.takes(r) {
			for _, c := range p.data[t.off : t.off+t.n] {
				if c < '0' || c > '9' {
					return p.fault(r.Name, int(t.off), RINVTLVVAL, "decimal digits only")
				}
			}
		}
	}
	return nil
}
