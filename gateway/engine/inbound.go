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
	case smpp.AlertNotification:
		who := sourceOf(p)
		link := h.c.config().Name
		h.c.e.feed.event(gateway.Info, link, fmt.Sprintf("%s can be reached again (alert_notification)", sms.Clean(who.Show())), "What waits for it may be sent again now.")
	case smpp.Outbind:
		// Nothing answers it; the PDU log shows it.
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
	if r, isReceipt := receiptOf(link, &h.c.zone, p, now); isReceipt {
		h.c.keepZone()
		act = func(tx Tx) (err error) {
			fresh := *r // the function may run again
			changed, err = e.storeReceipt(tx, &fresh)
			return err
		}
	} else {
		m, err := incoming(p, destinationOf(p), link.DefaultCoding(), now)
		if err != nil {
			e.log.WithField("link", link.Name).Warnf("an incoming message can not be kept: %v", err)
			_ = s.Reply(p.Resp(smpp.RSYSERR))
			return
		}
		m.Link, m.Simulated = link.Name, link.Simulated()
		x, long := pieceOf(link, p)
		about := acknowledged(p)
		act = func(tx Tx) (err error) {
			fresh := *m
			fresh.PartList = append([]gateway.Part(nil), m.PartList...)
			whole, known := &fresh, false
			if long {
				whole, known, err = e.storePiece(tx, &fresh, x)
			} else {
				err = tx.InsertMessage(&fresh)
			}
			changed = fresh.ID
			if err != nil || known {
				return err
			}
			e.ended(tx, &fresh)
			if err := e.passOn(tx, &fresh, about); err != nil || whole == nil || about.word != "" {
				return err
			}
			return e.react(tx, whole, now)
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
// people, its octets as they came. def is what data_coding 0 means to the peer.
func incoming(p *smpp.PDU, to gateway.Address, def sms.Coding, now time.Time) (*gateway.Message, error) {
	frame, err := storedSubmit(p, to)
	if err != nil {
		return nil, err
	}
	dcs := byte(p.Int(smpp.FieldDataCoding))
	text := sms.DecodeDefault(p.Text(), dcs, p.Int(smpp.FieldESMClass)&0x40 != 0, def)
	m := &gateway.Message{
		Direction: gateway.In, From: sourceOf(p), To: to, Text: text.String, State: gateway.Received,
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
// as it was. A submit_multi has no destination of its own, so to gives it.
func storedSubmit(p *smpp.PDU, to gateway.Address) ([]byte, error) {
	out := p.As(smpp.SubmitSM).
		SetInt(smpp.FieldDestAddrTON, uint32(to.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(to.NPI)).SetStr(smpp.FieldDestinationAddr, to.Addr)
	return out.Append(nil, smpp.V50)
}

// acknowledgement is what a delivery or user acknowledgement is about: an SME's
// own answer to a message of ours (SMPP 5.0 4.7.12, message type bits 5-2).
type acknowledgement struct {
	word string // for people; "" when the message is none
	id   string // the provider's id, "" when it names none
}

// acknowledged tells whether a message acknowledges one of ours.
func acknowledged(p *smpp.PDU) (a acknowledgement) {
	switch p.Int(smpp.FieldESMClass) & 0x3C {
	case 0x08:
		a.word = "acknowledgement by the phone"
	case 0x10:
		a.word = "acknowledgement by the reader"
	case 0x18:
		a.word = "the conversation was ended"
	default:
		return a
	}
	tlv, _ := p.TLV(smpp.TagReceiptedMessageID)
	a.id = cString(tlv)
	if said, ok := sms.ParseReceipt(sms.ReceiptText(p.Text(), byte(p.Int(smpp.FieldDataCoding)), false)); a.id == "" && ok && said.HasID {
		a.id = said.ID
	}
	return a
}

// passOn hands the parts of an incoming message that m holds to the account that a
// route names, or whose message it acknowledges.
func (e *Engine) passOn(tx Tx, m *gateway.Message, about acknowledgement) error {
	account, given := "", ""
	if about.word != "" {
		if m.Note == "" {
			m.Note = about.word
			if err := tx.UpdateMessage(m); err != nil {
				return err
			}
		}
		part, _, ok, err := e.matchReceipt(tx, &gateway.Receipt{Link: m.Link, ProviderID: about.id, From: m.From, To: m.To})
		if err != nil {
			return err
		}
		if ok {
			ours, err := tx.Message(part.MessageID)
			if err != nil {
				return err
			}
			given = ours.AccountMessageID
			if account, err = tx.AccountNow(ours.Account, ours.ID); err != nil {
				return err
			}
		}
	}
	if account == "" {
		cfg := e.config()
		to := gateway.FindRoute(cfg, gateway.RouteAsk{Incoming: m.Link, From: compared(m.From, cfg.General.Country), To: compared(m.To, cfg.General.Country), Text: m.Text})
		for _, t := range to.Targets {
			name, ok := gateway.TargetAccount(t)
			if !ok {
				continue
			}
			if may, err := e.mayHear(tx, name, m.From); err != nil {
				return err
			} else if may {
				account = name
				break
			}
		}
		var err error
		if account, err = tx.AccountUnder(cfg.Version, account); err != nil {
			return err
		}
	}
	if account == "" {
		return nil
	}
	for _, p := range m.PartList {
		frame, err := deliverOf(p.PDU, given)
		if err != nil {
			return err
		}
		if err := e.owe(tx, &gateway.Delivery{Account: account, MessageID: m.ID, PDU: frame, CreatedAt: m.CreatedAt}); err != nil {
			return err
		}
	}
	return nil
}

// mayHear tells whether an account may get messages of a phone: one with a closed
// user group hears its members alone.
func (e *Engine) mayHear(tx Tx, account string, from gateway.Address) (bool, error) {
	cfg := e.config()
	acc, _ := cfg.Account(account)
	if acc.ClosedGroup == "" {
		return true, nil
	}
	return tx.InGroup(acc.ClosedGroup, personOf(from, cfg.General.Country))
}

// deliverOf makes the deliver_sm that passes a stored submit_sm on to an
// account, octet for octet where deliver_sm has the field; given, if not empty,
// is our own id of the message that it is about.
func deliverOf(stored []byte, given string) ([]byte, error) {
	var p smpp.PDU
	if err := smpp.Decode(&p, stored, smpp.V50); err != nil {
		return nil, err
	}
	out := p.As(smpp.DeliverSM)
	for _, f := range []smpp.Field{smpp.FieldScheduleDeliveryTime, smpp.FieldValidityPeriod} {
		out.SetStr(f, "") // a deliver_sm has none of these five (SMPP 5.0 4.3.1)
	}
	for _, f := range []smpp.Field{smpp.FieldRegisteredDelivery, smpp.FieldReplaceIfPresentFlag, smpp.FieldSMDefaultMsgID} {
		out.SetInt(f, 0)
	}
	if given != "" {
		out.RemoveTLV(smpp.TagReceiptedMessageID).AddTLVStr(smpp.TagReceiptedMessageID, given)
	}
	return out.Append(nil, smpp.V50)
}
