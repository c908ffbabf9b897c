package engine

import (
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// retryWait is the pause before attempt n+1 of a part that met a passing error.
func retryWait(link gateway.ClientConfig, attempts int) time.Duration {
	d := link.RetryFirst
	for range min(attempts, 40) - 1 {
		if d *= 2; d >= link.RetryMax {
			break
		}
	}
	return min(d, link.RetryMax)
}

// answer is what came of one submit.
type answer struct {
	part    gateway.Part
	status  smpp.Status
	id      string
	at      time.Time
	err     error // no answer at all
	written bool  // octets may have reached the peer
	late    bool  // it was given up before
	multi   bool  // it was one destination of a submit_multi
}

// settle writes the outcome of one submit. It returns the change to announce.
func (e *Engine) settle(tx Tx, link gateway.ClientConfig, a answer) error {
	m, err := tx.Message(a.part.MessageID)
	if err != nil {
		return err
	}
	part, err := e.current(tx, m, a.part)
	if err != nil {
		return err
	}
	if a.late {
		return e.settleLate(tx, link, m, a)
	}
	if a.err != nil {
		if !a.written {
			part.State = gateway.Queued
			part.Attempts--
			return e.savePart(tx, m, &part)
		}
		return e.settleUnknown(tx, link, m, &part, a.at)
	}
	part.Status, part.AnsweredAt = a.status, a.at
	if a.status == smpp.ROK {
		part.ProviderID = a.id
		if part.State.CanBecome(gateway.Accepted) {
			part.State = gateway.Accepted
		}
		if err := e.savePart(tx, m, &part); err != nil {
			return err
		}
		return e.adoptOrphans(tx, link.Name, m, &part)
	}
	if a.multi && a.status == smpp.RINVCMDID {
		// The provider does not offer submit_multi: they go one by one.
		part.State, part.Multi = gateway.Queued, 0
		return e.savePart(tx, m, &part)
	}
	info := a.status.Info()
	m.Error = &gateway.MessageError{Status: a.status, Name: a.status.Name(), Text: statusWords(info)}
	switch link.Retry(a.status) {
	case smpp.RetryThrottle:
		putBack(&part)
	case smpp.RetryLater, smpp.RetryReconnect:
		if fullQueue(link, a.status) {
			putBack(&part)
			break
		}
		if part.Attempts < link.RetryTries {
			part.State = gateway.Queued
			part.NextAt = a.at.Add(retryWait(link, part.Attempts))
			break
		}
		e.fail(&part, a.at)
	default:
		e.fail(&part, a.at)
	}
	if err := e.savePart(tx, m, &part); err != nil {
		return err
	}
	if part.State == gateway.Failed {
		return e.oweReceipt(tx, m, sms.StateUndeliverable, "UNDELIV", threeDigits(int(a.status)), a.at)
	}
	return nil
}

// fullQueue tells whether a status pauses the link without being about its rate:
// ESME_RMSGQFUL, unless the link takes it for something else.
func fullQueue(link gateway.ClientConfig, st smpp.Status) bool {
	return st == smpp.RMSGQFUL && link.Retry(st) == st.Info().Retry
}

// settleLate takes an answer that comes after its time. The outcome was unknown
// until then: a message that waits for somebody to decide, or to go once more,
// has been taken after all, or refused. One that has gone again is left to the
// answer to that.
func (e *Engine) settleLate(tx Tx, link gateway.ClientConfig, m *gateway.Message, a answer) error {
	part, err := e.partOf(tx, m.ID, a.part.ID)
	if err != nil {
		return err
	}
	again := part.State == gateway.Queued && part.Resent && part.Attempts == a.part.Attempts
	if part.State != gateway.Unknown && !again || a.status != smpp.ROK && again {
		return nil
	}
	part.Status, part.AnsweredAt = a.status, a.at
	if a.status != smpp.ROK {
		info := a.status.Info()
		m.Error = &gateway.MessageError{Status: a.status, Name: a.status.Name(), Text: statusWords(info)}
		if c := link.Retry(a.status); c == smpp.RetryLater || c == smpp.RetryThrottle {
			part.State, part.NextAt = gateway.Queued, a.at.Add(retryWait(link, part.Attempts)) // it has not gone: no doubt is left
			return e.savePart(tx, m, &part)
		}
		e.fail(&part, a.at)
		if err := e.savePart(tx, m, &part); err != nil {
			return err
		}
		return e.oweReceipt(tx, m, sms.StateUndeliverable, "UNDELIV", threeDigits(int(a.status)), a.at)
	}
	part.ProviderID, part.State, part.NextAt = a.id, gateway.Accepted, time.Time{}
	if part.SentAt.Equal(a.part.SentAt) { // else it went again meanwhile, and was sent back
		part.Resent = a.part.Resent
		if m.Parts == 1 {
			m.PossibleDuplicate = a.part.Resent
		}
	}
	if err := e.savePart(tx, m, &part); err != nil {
		return err
	}
	return e.adoptOrphans(tx, link.Name, m, &part)
}

// putBack queues a part that was throttled: the link pauses, and the part goes
// first then. That was no try of its own.
func putBack(p *gateway.Part) {
	p.State, p.NextAt = gateway.Queued, time.Time{}
	p.Attempts--
}

func (e *Engine) fail(p *gateway.Part, at time.Time) {
	p.State, p.DoneAt = gateway.Failed, at
}

func statusWords(info smpp.StatusInfo) string {
	if info.Advice == "" {
		return info.Meaning
	}
	return info.Meaning + " " + info.Advice
}

// current returns the part as it is stored now: a receipt may have changed it
// while the answer was on its way.
func (e *Engine) current(tx Tx, m *gateway.Message, p gateway.Part) (gateway.Part, error) {
	if m.Parts == 1 && m.State == gateway.Sending {
		return p, nil
	}
	return e.partOf(tx, m.ID, p.ID)
}

// settleUnknown does with a part that was cut before its answer what the link's
// policy says.
func (e *Engine) settleUnknown(tx Tx, link gateway.ClientConfig, m *gateway.Message, part *gateway.Part, at time.Time) error {
	if part.State != gateway.Sending {
		return nil // a receipt came first: the outcome is known
	}
	part.AnsweredAt = time.Time{}
	switch link.UnknownPolicy {
	case gateway.UnknownHold:
		part.State = gateway.Unknown
		m.Error = &gateway.MessageError{Text: "The connection was cut before the answer: it may or may not have been sent. Resend it or leave it; a receipt would settle it."}
	case gateway.UnknownFail:
		part.State, part.DoneAt = gateway.Failed, at
		m.Error = &gateway.MessageError{Text: "The connection was cut before the answer, and this connection is set to give up then. It may have been sent all the same."}
	default:
		part.State, part.Resent = gateway.Queued, true
		m.PossibleDuplicate = true
	}
	if err := e.savePart(tx, m, part); err != nil {
		return err
	}
	if part.State == gateway.Failed {
		return e.oweReceipt(tx, m, sms.StateUndeliverable, "UNDELIV", "000", at)
	}
	return nil
}

// adoptOrphans applies receipts that overtook the answer to their submit.
func (e *Engine) adoptOrphans(tx Tx, link string, m *gateway.Message, part *gateway.Part) error {
	if part.ProviderID == "" {
		return nil
	}
	for _, c := range sms.IDForms(part.ProviderID) {
		if cfg, ok := e.config().Client(link); ok && !cfg.TakesForm(c.Form) {
			continue
		}
		orphans, err := tx.Orphans(link, c.ID)
		if err != nil {
			return err
		}
		for i := range orphans {
			r := &orphans[i]
			if r.From.Digits() != m.To.Digits() && (c.Form != sms.FormLiteral || r.ReceivedAt.Before(m.SubmittedAt)) {
				continue // of another message under an id that is used again
			}
			same, err := tx.SameReceipt(part.ID, r.Stat)
			if err != nil {
				return err
			}
			r.MessageID, r.PartID, r.MatchedBy = m.ID, part.ID, c.Form
			if err := tx.UpdateReceipt(r); err != nil {
				return err
			}
			if same != nil {
				continue // told in other words already
			}
			if err := e.applyReceipt(tx, part, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// recover gives every part that was being sent when Relay last stopped the
// treatment of its link's policy.
func (e *Engine) recoverSending(tx Tx, at time.Time) (int, error) {
	parts, err := tx.Sending("")
	if err != nil {
		return 0, err
	}
	cfg := e.config()
	for i := range parts {
		link, ok := cfg.Client(parts[i].Link)
		if !ok {
			link = gateway.NewClient()
		}
		m, err := tx.Message(parts[i].MessageID)
		if err != nil {
			return 0, err
		}
		if err := e.settleUnknown(tx, link, m, &parts[i], at); err != nil {
			return 0, err
		}
	}
	return len(parts), nil
}

// refuse fails a part that can not be put on the wire of its link.
func (e *Engine) refuse(tx Tx, part gateway.Part, bad *smpp.Error, at time.Time) error {
	m, err := tx.Message(part.MessageID)
	if err != nil {
		return err
	}
	e.fail(&part, at)
	m.Error = &gateway.MessageError{Status: bad.Status, Name: bad.Status.Name(), Text: "This message does not fit the connection's SMPP version: " + bad.Error()}
	if err := e.savePart(tx, m, &part); err != nil {
		return err
	}
	return e.oweReceipt(tx, m, sms.StateUndeliverable, "UNDELIV", threeDigits(int(bad.Status)), at)
}
