package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Query asks the provider what became of messages that it accepted (query_sm,
// SMPP 5.0 4.5.1). What it says is stored like a receipt.
func (e *Engine) Query(ctx context.Context, ids ...int64) error {
	return e.atProvider(ctx, ids, "%d can't be asked about: they have not been accepted, or carry no id of the provider", func(m gateway.Message, p gateway.Part) (bool, error) {
		if p.ProviderID == "" || p.State.Final() {
			return false, nil
		}
		q := named(smpp.QuerySM, p)
		resp, err := e.ask(ctx, m.Link, q)
		if err != nil {
			return false, err
		}
		now := time.Now()
		state := sms.MessageState(resp.Int(smpp.FieldMessageState))
		r := gateway.Receipt{Link: m.Link, MessageID: m.ID, PartID: p.ID, ProviderID: p.ProviderID, From: m.To, To: m.From,
			Stat: state.Word(), State: state, Text: "answer to query_sm", ReceivedAt: now, Times: 1}
		if code := resp.Int(smpp.FieldErrorCode); code != 0 {
			r.Err = threeDigits(int(code))
		}
		if t, _, err := smpp.ParseTime(resp.Str(smpp.FieldFinalDate), now); err == nil {
			r.DoneAt = t
		}
		return true, e.do(ctx, func(tx Tx) error {
			fresh := r
			part, err := e.partOf(tx, m.ID, p.ID)
			if err != nil {
				return err
			}
			same, err := tx.SameReceipt(part.ID, fresh.Stat)
			if err != nil {
				return err
			}
			if same != nil {
				same.Times++
				return tx.UpdateReceipt(same)
			}
			if err := tx.InsertReceipt(&fresh); err != nil {
				return err
			}
			return e.applyReceipt(tx, &part, &fresh)
		})
	})
}

// Cancel takes messages back: those that wait here at once, those that the
// provider has by cancel_sm (SMPP 5.0 4.5.2).
func (e *Engine) Cancel(ctx context.Context, ids ...int64) error {
	now := time.Now()
	var left []int64
	err := e.do(ctx, func(tx Tx) error {
		left = left[:0]
		for _, id := range ids {
			ok, err := e.cancelOne(tx, id, now, "")
			if err != nil {
				return err
			}
			if !ok {
				left = append(left, id)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("cancel: %w", err)
	}
	e.feed.message(ids...)
	if len(left) == 0 {
		return nil
	}
	return e.atProvider(ctx, left, "%d had already left and can't be taken back", func(m gateway.Message, p gateway.Part) (bool, error) {
		if p.ProviderID == "" || p.State != gateway.Accepted {
			return false, nil
		}
		c := named(smpp.CancelSM, p)
		c.SetInt(smpp.FieldDestAddrTON, uint32(m.To.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(m.To.NPI)).SetStr(smpp.FieldDestinationAddr, m.To.Addr)
		if _, err := e.ask(ctx, m.Link, c); err != nil {
			return false, err
		}
		return true, e.do(ctx, func(tx Tx) error { return e.taken(tx, m.ID, p.ID, time.Now()) })
	})
}

// taken ends a part that the provider has taken back.
func (e *Engine) taken(tx Tx, message, id int64, now time.Time) error {
	part, err := e.partOf(tx, message, id)
	if err != nil || !part.State.CanBecome(gateway.Cancelled) {
		return err // a receipt was faster
	}
	part.State, part.DoneAt = gateway.Cancelled, now
	m, err := tx.Message(message)
	if err != nil {
		return err
	}
	if err := e.savePart(tx, m, &part); err != nil {
		return err
	}
	return e.oweReceipt(tx, m, sms.StateDeleted, sms.StateDeleted.Word(), "", now)
}

// Replace gives a message another text: one that waits here at once, one that
// the provider has by replace_sm (SMPP 5.0 4.5.3). Both take one part in the
// alphabet that the message has.
func (e *Engine) Replace(ctx context.Context, id int64, text string) error {
	problem := func(key string, args ...any) error {
		return gateway.Problems{{Path: "draft.text", Key: key, Args: args}}
	}
	m, parts, err := e.stored(ctx, id)
	if err != nil {
		return fmt.Errorf("replace: %w", err)
	}
	if len(parts) != 1 {
		return problem("a message of %d parts can't be replaced: cancel it and send it anew", len(parts))
	}
	coding, ok := sms.CodingOf(m.DataCoding)
	if !ok || coding == sms.Binary {
		return problem("binary messages can't be replaced: cancel it and send it anew")
	}
	if hasHeader(parts[0].PDU) {
		return problem("a message with a user data header can't be replaced: cancel it and send it anew")
	}
	if link, known := e.config().Client(m.Link); known && sms.IsDefaultAlphabet(m.DataCoding) {
		coding = link.DefaultCoding() // what data_coding 0 means to this provider
	}
	seg, err := sms.Segment(text, coding, 0)
	switch {
	case err != nil:
		return problem("%s", err.Error())
	case text == "":
		return problem("write a text first")
	case len(seg.Parts) != 1:
		return problem("the new text needs %d parts, and only one can be replaced: shorten it, or cancel the message and send it anew", len(seg.Parts))
	}
	octets := seg.Parts[0].Octets
	// In the queue first: it may leave while we look.
	done, had := false, ""
	err = e.do(ctx, func(tx Tx) error {
		done = false
		m, err := tx.Message(id)
		if err != nil {
			return err
		}
		part, err := e.partOf(tx, id, parts[0].ID)
		if err != nil {
			return err
		}
		had = part.ProviderID
		if part.State != gateway.Queued {
			return nil
		}
		if part.PDU, err = withText(part.PDU, octets); err != nil {
			return err
		}
		if ok, err := e.reword(tx, m, part); err != nil || !ok {
			return err
		}
		m.Text, done = text, true
		if err := tx.SetPDU(&part); err != nil {
			return err
		}
		return tx.UpdateMessage(m)
	})
	if err != nil || done {
		e.feed.message(id)
		return err
	}
	if had == "" || m.State.Final() {
		return problem("this message is on its way or at its end: it can't be replaced any more")
	}
	parts[0].ProviderID = had
	q := named(smpp.ReplaceSM, parts[0])
	q.SetInt(smpp.FieldRegisteredDelivery, 1).SetOctets(smpp.FieldShortMessage, octets)
	if _, err := e.ask(ctx, m.Link, q); err != nil {
		return err
	}
	err = e.do(ctx, func(tx Tx) error {
		m, err := tx.Message(id)
		if err != nil {
			return err
		}
		m.Text, m.Note = text, "replaced at the provider"
		return tx.UpdateMessage(m)
	})
	e.feed.message(id)
	return err
}

// hasHeader tells whether a stored part's text begins with a user data header,
// which esm_class says and replace_sm can not change.
func hasHeader(stored []byte) bool {
	var p smpp.PDU
	return smpp.Decode(&p, stored, smpp.V50) == nil && p.Int(smpp.FieldESMClass)&0x40 != 0
}

func withText(stored, octets []byte) ([]byte, error) {
	var p smpp.PDU
	if err := smpp.Decode(&p, stored, smpp.V50); err != nil {
		return nil, err
	}
	p.RemoveTLV(smpp.TagMessagePayload).SetOctets(smpp.FieldShortMessage, octets)
	return p.Append(nil, smpp.V50)
}

// named makes a request about a part that the provider has: its id and the
// source address that it was sent with.
func named(id smpp.CommandID, p gateway.Part) *smpp.PDU {
	q := smpp.New(id).SetStr(smpp.FieldMessageID, p.ProviderID)
	var sent smpp.PDU
	if smpp.Decode(&sent, p.PDU, smpp.V50) == nil {
		q.SetInt(smpp.FieldSourceAddrTON, sent.Int(smpp.FieldSourceAddrTON)).SetInt(smpp.FieldSourceAddrNPI, sent.Int(smpp.FieldSourceAddrNPI)).
			SetStr(smpp.FieldSourceAddr, sent.Str(smpp.FieldSourceAddr))
	}
	return q
}

// atProvider does something with every part of messages; act tells whether it
// could. The first failure is returned once all were tried, else how many
// messages had nothing to do.
func (e *Engine) atProvider(ctx context.Context, ids []int64, idle string, act func(gateway.Message, gateway.Part) (bool, error)) error {
	var first error
	missed := 0
	for _, id := range ids {
		m, parts, err := e.stored(ctx, id)
		if err != nil {
			return err
		}
		did := false
		for _, p := range parts {
			ok, err := act(m, p)
			did = did || ok || err != nil
			if err != nil && first == nil {
				first = err
			}
		}
		if !did {
			missed++
		}
	}
	e.feed.message(ids...)
	if first == nil && missed > 0 {
		first = gateway.Problems{{Path: "messages", Key: idle, Args: []any{missed}}}
	}
	return first
}

// ask sends a request over a session of a client link that may send it, and
// waits for a good answer.
func (e *Engine) ask(ctx context.Context, link string, q *smpp.PDU) (*smpp.PDU, error) {
	problem := func(key string, args ...any) error {
		return gateway.Problems{{Path: "link", Key: key, Args: args}}
	}
	c := e.client(link)
	if c == nil {
		return nil, problem("there is no connection %q any more", link)
	}
	s := c.sender()
	if s == nil {
		return nil, problem("%s is not connected: connect it first", link)
	}
	if id := q.Str(smpp.FieldMessageID); s.Version() == smpp.V33 && len(id) > 8 {
		return nil, problem("%s speaks SMPP 3.3, whose ids have at most 8 characters: this one can't be asked about", link)
	}
	resp, err := s.Do(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("%s to %s: %w", q.ID, link, err)
	}
	if resp.Status != smpp.ROK {
		info := resp.Status.Info()
		return nil, problem("%s refuses: %s (%s)", link, statusWords(info), info.Name)
	}
	return resp, nil
}

// sender is a session of the link that sends requests; nil while there is none.
func (c *client) sender() *session.Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.binds {
		if b.session != nil && b.kind != session.Receiver {
			return b.session
		}
	}
	return nil
}

// stored reads a message and its parts in the writer's turn.
func (e *Engine) stored(ctx context.Context, id int64) (gateway.Message, []gateway.Part, error) {
	var m *gateway.Message
	var parts []gateway.Part
	err := e.do(ctx, func(tx Tx) (err error) {
		if m, err = tx.Message(id); err != nil {
			return err
		}
		parts, err = tx.Parts(id)
		return err
	})
	if err != nil {
		return gateway.Message{}, nil, err // the turn may still run when ctx has ended
	}
	return *m, parts, nil
}

// partOf reads a part as it is stored now.
func (e *Engine) partOf(tx Tx, message, id int64) (gateway.Part, error) {
	parts, err := tx.Parts(message)
	if err != nil {
		return gateway.Part{}, err
	}
	for _, p := range parts {
		if p.ID == id {
			return p, nil
		}
	}
	return gateway.Part{}, fmt.Errorf("a part of message %d is gone", message)
}

// Alert tells an account that a phone can be reached again: alert_notification
// (SMPP 5.0 4.4.1) over one of its receiving sessions.
func (e *Engine) Alert(ctx context.Context, account, number string) error {
	problem := func(key string, args ...any) error {
		return gateway.Problems{{Path: "account", Key: key, Args: args}}
	}
	if gateway.CompareForm(number) == "" {
		return problem("give the number of the phone that can be reached again")
	}
	h := e.accounts.receiver(account)
	if h == nil {
		return problem("%s is not bound as receiver or transceiver: it has to bind first", account)
	}
	p := smpp.New(smpp.AlertNotification).SetInt(smpp.FieldSourceAddrTON, 1).SetInt(smpp.FieldSourceAddrNPI, 1).
		SetStr(smpp.FieldSourceAddr, gateway.CompareForm(number)).AddTLVInt(smpp.TagMSAvailabilityStatus, 0)
	err := h.session.Send(p, nil)
	if errors.Is(err, session.ErrNotBound) {
		return problem("%s is bound with SMPP 3.3, which has no alert_notification", account)
	}
	return err
}
