package engine

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// submit takes a submit_sm or data_sm of an account: rights, pace, route,
// store, and after the commit the answer.
func (h *serverSession) submit(s *session.Session, p *smpp.PDU) {
	e, now := h.srv.e, time.Now()
	cfg := e.config()
	acc, ok := cfg.Account(h.account)
	if !ok || !acc.Enabled {
		_ = s.Reply(p.Resp(smpp.RINVBNDSTS))
		return
	}
	from, to := sourceOf(p), destinationOf(p)
	if st := h.judge(acc, from, to, now); st != smpp.ROK {
		_ = s.Reply(p.Resp(st))
		return
	}
	m, err := incoming(p, now)
	if err != nil {
		var bad *smpp.Error
		st := smpp.RSYSERR
		if errors.As(err, &bad) {
			st = bad.Status
		}
		_ = s.Reply(p.Resp(st))
		return
	}
	m.Direction, m.Unread, m.Account = gateway.Out, false, acc.SystemID
	m.State, m.DoneAt = gateway.Queued, time.Time{}
	m.ReceiptWanted = byte(p.Int(smpp.FieldRegisteredDelivery))
	route := e.route(cfg, routeAsk{Account: acc.SystemID, From: from.Show(), To: to.Show(), Text: m.Text})
	if route == gateway.TargetReject {
		_ = s.Reply(p.Resp(smpp.RINVDSTADR))
		return
	}
	if err := stamp(m, p, now); err != nil {
		var bad *smpp.Error
		if errors.As(err, &bad) {
			_ = s.Reply(p.Resp(bad.Status))
		} else {
			_ = s.Reply(p.Resp(smpp.RSYSERR))
		}
		return
	}
	e.place(cfg, m, route)

	style := acc.IDStyle
	if s.Version() == smpp.V33 {
		style = "hex"
	}
	resp, full := p.Resp(smpp.ROK), p.Resp(smpp.RMSGQFUL)
	var stored gateway.Message
	e.store.Write(func(tx Tx) error {
		n, err := tx.NextID()
		if err != nil {
			return err
		}
		stored = *m
		stored.PartList = slices.Clone(m.PartList)
		stored.AccountMessageID = messageID(style, n)
		return e.storeSubmitted(tx, &stored, now)
	}, func(err error) {
		if err != nil {
			e.storeTrouble(err)
			_ = s.Reply(full)
			return
		}
		_ = s.Reply(resp.SetStr(smpp.FieldMessageID, stored.AccountMessageID))
		e.feed.message(stored.ID)
		e.wakeLink(stored.Link)
	})
}

// judge applies an account's rights and pace to one submit.
func (h *serverSession) judge(acc gateway.Account, from, to gateway.Address, now time.Time) smpp.Status {
	if to.Addr == "" {
		return smpp.RINVDSTADR
	}
	if len(acc.Senders) > 0 && !slices.ContainsFunc(acc.Senders, func(p string) bool { return gateway.MatchPattern(p, from.Addr) }) {
		h.srv.e.log.WithField("account", acc.SystemID).Info("a submit was refused: this sender is not allowed to the account")
		return smpp.RINVSRCADR
	}
	if len(acc.Destinations) > 0 && !slices.ContainsFunc(acc.Destinations, func(p string) bool { return gateway.MatchPattern(p, to.Addr) }) {
		h.srv.e.log.WithField("account", acc.SystemID).Info("a submit was refused: this destination is not allowed to the account")
		return smpp.RINVDSTADR
	}
	if !h.srv.e.accounts.pace(acc, now) {
		return smpp.RTHROTTLED
	}
	return smpp.ROK
}

// stamp reads the times of a submit: when to send, how long it is valid. The
// upstream copy always asks for a receipt.
func stamp(m *gateway.Message, p *smpp.PDU, now time.Time) error {
	at, err := smppTime(p, smpp.FieldScheduleDeliveryTime, smpp.RINVSCHED, now)
	if err != nil {
		return err
	}
	valid, err := smppTime(p, smpp.FieldValidityPeriod, smpp.RINVEXPIRY, now)
	if err != nil {
		return err
	}
	if at.After(now) {
		m.ScheduledAt = at
	}
	m.ValidUntil = valid
	var out smpp.PDU
	if err := smpp.Decode(&out, m.PartList[0].PDU, smpp.V50); err != nil {
		return err
	}
	out.SetInt(smpp.FieldRegisteredDelivery, 1)
	// Relay waits itself; the provider gets the message when it is due.
	out.SetStr(smpp.FieldScheduleDeliveryTime, "")
	frame, err := out.Append(nil, smpp.V50)
	if err != nil {
		return err
	}
	m.PartList[0] = gateway.Part{Number: 1, State: gateway.Queued, PDU: frame, NextAt: m.ScheduledAt}
	return nil
}

func smppTime(p *smpp.PDU, f smpp.Field, st smpp.Status, now time.Time) (time.Time, error) {
	if !p.Has(f) || len(p.Octets(f)) == 0 {
		return time.Time{}, nil
	}
	t, _, err := smpp.ParseTime(p.Str(f), now)
	if err != nil {
		return time.Time{}, &smpp.Error{Command: p.ID, Field: f.String(), Status: st, Rule: err.Error()}
	}
	return t, nil
}

// route picks the target of a submitted message: the first link of the rule
// that is up, else its first.
func (e *Engine) route(cfg gateway.Config, ask routeAsk) string {
	r := findRoute(cfg, ask)
	for _, t := range r.Targets {
		if c := e.client(t); c == nil || c.up() {
			return t
		}
	}
	if len(r.Targets) > 0 {
		return r.Targets[0]
	}
	return ""
}

// place gives a message to its target.
func (e *Engine) place(cfg gateway.Config, m *gateway.Message, target string) {
	part := &m.PartList[0]
	switch {
	case target == "":
		m.Note = "no route"
		e.warn("no route for messages of " + m.Account)
		fallthrough
	case target == gateway.TargetInbox:
		m.Direction, m.State, m.Unread = gateway.In, gateway.Received, true
		part.State = gateway.Received
		m.DoneAt, part.DoneAt = m.CreatedAt, m.CreatedAt
	default:
		m.Link = target
		part.Link = target
		if c, ok := cfg.Client(target); ok {
			m.Simulated = c.Simulated()
		} else if target == gateway.TargetSimulator {
			m.Simulated = true
		}
	}
}

// storeSubmitted stores a message of an account with what follows from its
// target.
func (e *Engine) storeSubmitted(tx Tx, m *gateway.Message, now time.Time) error {
	if err := tx.InsertMessage(m); err != nil {
		return err
	}
	if m.Direction == gateway.In && m.Note == "" {
		return e.oweReceipt(tx, m, sms.StateDelivered, "DELIVRD", "", now)
	}
	if account, ok := gateway.TargetAccount(m.Link); ok {
		frame, err := deliverOf(m.PartList[0].PDU)
		if err != nil {
			return err
		}
		if err := tx.InsertDelivery(&gateway.Delivery{Account: account, MessageID: m.ID, PDU: frame, CreatedAt: now, NextAt: m.ScheduledAt}); err != nil {
			return err
		}
		tx.AfterCommit(func() { e.owed(account) })
	}
	return nil
}

// messageID writes a number in an account's style: 10 decimal digits, 8
// upper-case hexadecimal digits, or a random UUID.
func messageID(style string, n int64) string {
	switch style {
	case "hex":
		return fmt.Sprintf("%08X", n)
	case "uuid":
		return uuid.NewString()
	}
	return fmt.Sprintf("%010d", n)
}
