package engine

import (
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// clientSession handles what a provider asks of us on one session.
type clientSession struct {
	c *client
	b *bind
}

// Bind is never asked of an ESME.
func (h *clientSession) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID, Close: true}
}

// Batch has nothing gathered to flush: writes join in the store.
func (h *clientSession) Batch(*session.Session) {}

// Bound is for message centres.
func (h *clientSession) Bound(*session.Session) {}

// Request takes incoming messages and receipts; the answer leaves after the
// commit.
func (h *clientSession) Request(s *session.Session, p *smpp.PDU) {
	switch p.ID {
	case smpp.DeliverSM, smpp.DataSM:
		h.deliver(s, p)
	case smpp.AlertNotification, smpp.Outbind:
		// Nothing answers these; the PDU log shows them.
	default:
		_ = s.Reply(p.Resp(smpp.RINVCMDID))
	}
}

func (h *clientSession) deliver(s *session.Session, p *smpp.PDU) {
	e, now := h.c.e, time.Now()
	link := h.c.config()
	h.c.mu.Lock()
	h.c.status.Received++
	h.c.mu.Unlock()
	ok, failed := p.Resp(smpp.ROK), p.Resp(smpp.RXTAPPN)
	if p.ID == smpp.DeliverSM {
		ok.SetStr(smpp.FieldMessageID, "")
	}
	var changed int64
	var act func(Tx) error
	if r, isReceipt := receiptOf(link.Name, p, now); isReceipt {
		act = func(tx Tx) (err error) {
			fresh := *r // the function may run again
			changed, err = e.storeReceipt(tx, &fresh)
			return err
		}
	} else {
		m, err := incoming(p, now)
		if err != nil {
			e.log.WithField("link", link.Name).Warnf("an incoming message can not be kept: %v", err)
			_ = s.Reply(p.Resp(smpp.RSYSERR))
			return
		}
		m.Link, m.Simulated = link.Name, link.Simulated()
		act = func(tx Tx) (err error) {
			fresh := *m
			fresh.PartList = append([]gateway.Part(nil), m.PartList...)
			changed, err = e.storeIncoming(tx, &fresh)
			return err
		}
	}
	e.store.Write(act, func(err error) {
		if err != nil {
			e.storeTrouble(err)
			_ = s.Reply(failed)
			return
		}
		_ = s.Reply(ok)
		if changed != 0 {
			e.feed.message(changed)
		} else {
			e.feed.publish(gateway.Update{Messages: true})
		}
	})
}

// incoming makes a message of a deliver_sm, data_sm or submit_sm: its text for
// people, its octets as they came.
func incoming(p *smpp.PDU, now time.Time) (*gateway.Message, error) {
	frame, err := storedSubmit(p)
	if err != nil {
		return nil, err
	}
	dcs := byte(p.Int(smpp.FieldDataCoding))
	text := sms.Decode(p.Text(), dcs, p.Int(smpp.FieldESMClass)&0x40 != 0)
	m := &gateway.Message{
		Direction: gateway.In, From: sourceOf(p), To: destinationOf(p), Text: text.String, State: gateway.Received,
		Parts: 1, Unread: true, DataCoding: dcs, CreatedAt: now, DoneAt: now,
		PartList: []gateway.Part{{Number: 1, State: gateway.Received, PDU: frame, DoneAt: now}},
	}
	if c := text.UDH.Concat; c != nil && c.Total > 1 {
		m.Note = fmt.Sprintf("part %d of %d", c.Number, c.Total)
	}
	return m, nil
}

// storedSubmit encodes the content of a submit_sm, deliver_sm or data_sm as the
// submit_sm that parts keep: 5.0 layout, sequence_number 0, every field and TLV
// as it was.
func storedSubmit(p *smpp.PDU) ([]byte, error) {
	out := smpp.New(smpp.SubmitSM)
	for _, f := range []smpp.Field{
		smpp.FieldServiceType, smpp.FieldSourceAddr, smpp.FieldDestinationAddr, smpp.FieldScheduleDeliveryTime, smpp.FieldValidityPeriod, smpp.FieldShortMessage,
	} {
		if p.Has(f) {
			out.SetOctets(f, p.Octets(f))
		}
	}
	for _, f := range []smpp.Field{
		smpp.FieldSourceAddrTON, smpp.FieldSourceAddrNPI, smpp.FieldDestAddrTON, smpp.FieldDestAddrNPI, smpp.FieldESMClass, smpp.FieldProtocolID,
		smpp.FieldPriorityFlag, smpp.FieldRegisteredDelivery, smpp.FieldReplaceIfPresentFlag, smpp.FieldDataCoding, smpp.FieldSMDefaultMsgID,
	} {
		if p.Has(f) {
			out.SetInt(f, p.Int(f))
		}
	}
	for t, v := range p.TLVs() {
		out.AddTLV(t, v)
	}
	return out.Append(nil, smpp.V50)
}

// storeIncoming keeps an incoming message and hands it to an account when a
// route says so.
func (e *Engine) storeIncoming(tx Tx, m *gateway.Message) (int64, error) {
	if err := tx.InsertMessage(m); err != nil {
		return 0, err
	}
	cfg := e.config()
	to := findRoute(cfg, routeAsk{Incoming: m.Link, From: m.From.Show(), To: m.To.Show(), Text: m.Text})
	for _, t := range to.Targets {
		account, ok := gateway.TargetAccount(t)
		if !ok {
			continue
		}
		frame, err := deliverOf(m.PartList[0].PDU)
		if err != nil {
			return 0, err
		}
		if err := tx.InsertDelivery(&gateway.Delivery{Account: account, MessageID: m.ID, PDU: frame, CreatedAt: m.CreatedAt}); err != nil {
			return 0, err
		}
		tx.AfterCommit(func() { e.owed(account) })
		break
	}
	return m.ID, nil
}

// deliverOf makes the deliver_sm that passes a stored submit_sm on to an
// account, octet for octet where deliver_sm has the field.
func deliverOf(stored []byte) ([]byte, error) {
	var p smpp.PDU
	if err := smpp.Decode(&p, stored, smpp.V50); err != nil {
		return nil, err
	}
	out := smpp.New(smpp.DeliverSM)
	for _, f := range []smpp.Field{smpp.FieldServiceType, smpp.FieldSourceAddr, smpp.FieldDestinationAddr, smpp.FieldShortMessage} {
		out.SetOctets(f, p.Octets(f))
	}
	for _, f := range []smpp.Field{
		smpp.FieldSourceAddrTON, smpp.FieldSourceAddrNPI, smpp.FieldDestAddrTON, smpp.FieldDestAddrNPI,
		smpp.FieldESMClass, smpp.FieldProtocolID, smpp.FieldPriorityFlag, smpp.FieldDataCoding,
	} {
		out.SetInt(f, p.Int(f))
	}
	for t, v := range p.TLVs() {
		out.AddTLV(t, v)
	}
	return out.Append(nil, smpp.V50)
}
