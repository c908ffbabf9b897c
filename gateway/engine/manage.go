package engine

import (
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// query answers query_sm (SMPP 5.0 4.5.1) from what is stored: an account sees
// its own messages only, and a source address that is not the message's finds
// nothing.
func (h *serverSession) query(s *session.Session, p *smpp.PDU) {
	var found []gateway.Message
	h.manage(s, p, func(tx Tx) (smpp.Status, error) {
		var err error
		if found, err = h.named(tx, p); err != nil || len(found) == 0 {
			return smpp.RINVMSGID, err
		}
		return smpp.ROK, nil
	}, func(resp *smpp.PDU) {
		// Of the destinations of a submit_multi, the first that is still on its way.
		m := found[0]
		for _, x := range found {
			if !x.State.Final() {
				m = x
				break
			}
		}
		state, code := queryState(m, s.Version(), time.Now())
		final := ""
		if m.State.Final() {
			final = smpp.FormatAbsolute(m.DoneAt)
		}
		resp.SetStr(smpp.FieldMessageID, p.Str(smpp.FieldMessageID)).SetStr(smpp.FieldFinalDate, final).
			SetInt(smpp.FieldMessageState, uint32(state)).SetInt(smpp.FieldErrorCode, uint32(code))
	})
}

// queryState puts a message's state into a message_state (SMPP 5.0 4.7.15) and
// an error_code: the network's, if a receipt named one of one octet.
func queryState(m gateway.Message, v smpp.Version, now time.Time) (sms.MessageState, byte) {
	code := byte(0)
	if m.Error != nil && m.Error.Status != smpp.ROK {
		code = byte(min(uint32(m.Error.Status), 255))
	}
	switch m.State {
	case gateway.Delivered, gateway.Received:
		return sms.StateDelivered, 0
	case gateway.Expired:
		return sms.StateExpired, code
	case gateway.Cancelled:
		return sms.StateDeleted, code
	case gateway.Failed:
		if m.Error != nil && m.Error.Name == "receipt REJECTD" {
			return sms.StateRejected, code
		}
		return sms.StateUndeliverable, code
	case gateway.Unknown:
		return sms.StateUnknown, code
	case gateway.Queued:
		if v >= smpp.V50 && m.ScheduledAt.After(now) {
			return sms.StateScheduled, 0
		}
	case gateway.Accepted:
		if m.Note == sms.StateAccepted.Word() {
			return sms.StateAccepted, 0
		}
	}
	return sms.StateEnroute, code
}

// cancel answers cancel_sm (SMPP 5.0 4.5.2) for what is still here: one message
// by its id, or all that wait from a source to a destination under a
// service_type. What has left can not be taken back: ESME_RCANCELFAIL.
func (h *serverSession) cancel(s *session.Session, p *smpp.PDU) {
	h.manage(s, p, func(tx Tx) (smpp.Status, error) {
		var list []gateway.Message
		var err error
		if p.Str(smpp.FieldMessageID) != "" {
			if list, err = h.named(tx, p); err != nil || len(list) == 0 {
				return smpp.RINVMSGID, err
			}
		} else if list, err = h.waiting(tx, p); err != nil {
			return smpp.RSYSERR, err
		}
		to := p.Str(smpp.FieldDestinationAddr)
		taken := 0
		for _, m := range list {
			if to != "" && m.To.Addr != to || m.State != gateway.Queued && m.State != gateway.Unknown {
				continue
			}
			ok, err := h.srv.e.cancelOne(tx, m.ID, time.Now(), "cancelled by "+h.account)
			if err != nil {
				return smpp.RSYSERR, err
			}
			if ok {
				taken++
				h.srv.e.announce(tx, m.ID)
			}
		}
		if taken == 0 {
			return smpp.RCANCELFAIL, nil
		}
		return smpp.ROK, nil
	}, nil)
}

// replace answers replace_sm (SMPP 5.0 4.5.3) for a message that has not left:
// text, times and registered_delivery change, coding and header stay. Otherwise
// ESME_RREPLACEFAIL.
func (h *serverSession) replace(s *session.Session, p *smpp.PDU) {
	now := time.Now()
	h.manage(s, p, func(tx Tx) (smpp.Status, error) {
		list, err := h.named(tx, p)
		if err != nil || len(list) == 0 {
			return smpp.RINVMSGID, err
		}
		for i := range list {
			m := &list[i]
			if m.State != gateway.Queued || m.Parts != 1 {
				return smpp.RREPLACEFAIL, nil
			}
			parts, err := tx.Parts(m.ID)
			if err != nil || len(parts) != 1 {
				return smpp.RSYSERR, err
			}
			m.PartList = parts
			if err := rewrite(m, p, now); err != nil {
				return statusOf(err), nil
			}
			if c, ok := h.srv.e.config().Client(m.Link); ok {
				m.ValidUntil = c.QueueUntil(leavesFrom(m), m.ValidUntil)
			}
			part := &m.PartList[0]
			if ok, err := h.srv.e.reword(tx, m, *part); err != nil || !ok {
				return smpp.RREPLACEFAIL, err
			}
			if err := tx.SetPDU(part); err != nil {
				return smpp.RSYSERR, err
			}
			if err := tx.UpdatePart(part); err != nil {
				return smpp.RSYSERR, err
			}
			if err := tx.UpdateMessage(m); err != nil {
				return smpp.RSYSERR, err
			}
			h.srv.e.announce(tx, m.ID)
		}
		return smpp.ROK, nil
	}, nil)
}

// rewrite puts what a replace_sm says into a message and its only part. A time
// that is empty stays as it was.
func rewrite(m *gateway.Message, p *smpp.PDU, now time.Time) error {
	var old smpp.PDU
	if err := smpp.Decode(&old, m.PartList[0].PDU, smpp.V50); err != nil {
		return err
	}
	at, err := smppTime(p, smpp.FieldScheduleDeliveryTime, smpp.RINVSCHED, now)
	if err != nil {
		return err
	}
	valid, err := smppTime(p, smpp.FieldValidityPeriod, smpp.RINVEXPIRY, now)
	if err != nil {
		return err
	}
	part := &m.PartList[0]
	if !at.IsZero() {
		m.ScheduledAt, part.NextAt = at, at
	}
	if !valid.IsZero() {
		if !valid.After(now) {
			return overAlready(p.ID)
		}
		m.ValidUntil = valid
		said := p.Str(smpp.FieldValidityPeriod)
		if _, relative, _ := smpp.ParseTime(said, now); relative {
			said = smpp.FormatRelative(valid.Sub(beginOf(m))) // it counts from then when it leaves
		}
		old.SetStr(smpp.FieldValidityPeriod, said)
	}
	m.ReceiptWanted = byte(p.Int(smpp.FieldRegisteredDelivery))
	old.SetInt(smpp.FieldRegisteredDelivery, 1|uint32(m.ReceiptWanted)&upstreamAsks)
	old.SetInt(smpp.FieldSMDefaultMsgID, p.Int(smpp.FieldSMDefaultMsgID))
	old.SetOctets(smpp.FieldShortMessage, p.Octets(smpp.FieldShortMessage)).RemoveTLV(smpp.TagMessagePayload)
	if body, ok := p.TLV(smpp.TagMessagePayload); ok {
		old.AddTLV(smpp.TagMessagePayload, body)
	}
	m.Text = sms.Decode(old.Text(), byte(old.Int(smpp.FieldDataCoding)), old.Int(smpp.FieldESMClass)&0x40 != 0).String
	part.PDU, err = old.Append(nil, smpp.V50)
	return err
}

// named finds the messages that a request names by id: this account's, from the
// source address that it gives.
func (h *serverSession) named(tx Tx, p *smpp.PDU) ([]gateway.Message, error) {
	list, err := tx.MessagesByGivenID(h.account, p.Str(smpp.FieldMessageID))
	if err != nil {
		return nil, err
	}
	from := sourceOf(p)
	keep := list[:0]
	for _, m := range list {
		if m.From.Digits() == from.Digits() {
			keep = append(keep, m)
		}
	}
	return keep, nil
}

// waiting finds this account's waiting messages of a service_type between two
// addresses.
func (h *serverSession) waiting(tx Tx, p *smpp.PDU) ([]gateway.Message, error) {
	list, err := tx.WaitingOf(h.account, p.Str(smpp.FieldSourceAddr), p.Str(smpp.FieldDestinationAddr))
	if err != nil {
		return nil, err
	}
	keep := list[:0]
	for _, m := range list {
		parts, err := tx.Parts(m.ID)
		if err != nil {
			return nil, err
		}
		if len(parts) > 0 && serviceOf(parts[0].PDU) == p.Str(smpp.FieldServiceType) {
			keep = append(keep, m)
		}
	}
	return keep, nil
}

// manage runs a request about stored messages in the writer's turn, so that it
// is in order with what is claimed, and answers after the commit. p must be
// owned: the turn comes after the session has gone on. fill completes a good
// answer.
func (h *serverSession) manage(s *session.Session, p *smpp.PDU, act func(Tx) (smpp.Status, error), fill func(resp *smpp.PDU)) {
	e := h.srv.e
	if acc, ok := e.config().Account(h.account); !ok || !acc.Enabled {
		_ = s.Reply(p.Resp(smpp.RINVBNDSTS))
		return
	}
	st := smpp.ROK
	e.store.Write(func(tx Tx) (err error) {
		st, err = act(tx)
		return err
	}, func(err error) {
		if err != nil {
			e.storeTrouble(err)
			st = smpp.RSYSERR
		}
		resp := p.Resp(st)
		if st == smpp.ROK && fill != nil {
			fill(resp)
		}
		_ = s.Reply(resp)
	})
}

// announce tells watchers about a message once this turn is committed.
func (e *Engine) announce(tx Tx, id int64) { tx.AfterCommit(func() { e.feed.message(id) }) }
