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

const fasterThanRate = "the account is faster than its rate"

// submit takes a submit_sm or data_sm of an account: rights, pace, route,
// store, and after the commit the answer.
func (h *serverSession) submit(s *session.Session, p *smpp.PDU) {
	now := time.Now()
	cfg := h.srv.e.config()
	acc, ok := cfg.Account(h.account)
	if !ok || !acc.Enabled {
		_ = s.Reply(p.Resp(smpp.RINVBNDSTS))
		return
	}
	if !h.admit(acc, 1, now) {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RTHROTTLED, fasterThanRate)
		_ = s.Reply(p.Resp(smpp.RTHROTTLED))
		return
	}
	m, st := h.take(cfg, acc, p, destinationOf(p), now)
	if st != smpp.ROK {
		_ = s.Reply(p.Resp(st))
		return
	}
	h.store(s, cfg.Version, acc, p, []*gateway.Message{m}, now, p.Resp(smpp.ROK))
}

// submitMulti takes a submit_multi: each destination is a message of its own
// under one id, and those that can not be taken stand in unsuccess_sme. When
// none can, the answer is the first one's status.
func (h *serverSession) submitMulti(s *session.Session, p *smpp.PDU) {
	now := time.Now()
	cfg := h.srv.e.config()
	acc, ok := cfg.Account(h.account)
	if !ok || !acc.Enabled {
		_ = s.Reply(p.Resp(smpp.RINVBNDSTS))
		return
	}
	list := p.Destinations()
	if !h.admit(acc, len(list), now) {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RTHROTTLED, fasterThanRate)
		_ = s.Reply(p.Resp(smpp.RTHROTTLED))
		return
	}
	var taken []*gateway.Message
	var failed []smpp.Unsuccess
	for _, d := range list {
		if d.Flag != 1 {
			// There are no distribution lists here.
			failed = append(failed, smpp.Unsuccess{Address: smpp.Address{Addr: d.List}, Status: smpp.RINVDLNAME})
			continue
		}
		m, st := h.take(cfg, acc, p, gateway.Address(d.Address), now)
		if st != smpp.ROK {
			failed = append(failed, smpp.Unsuccess{Address: d.Address, Status: st})
			continue
		}
		taken = append(taken, m)
	}
	if len(taken) == 0 {
		st := smpp.RINVNUMDESTS
		if len(failed) > 0 {
			st = failed[0].Status
		}
		_ = s.Reply(p.Resp(st))
		return
	}
	h.store(s, cfg.Version, acc, p, taken, now, p.Resp(smpp.ROK).SetUnsuccessful(failed))
}

// take judges what an account submits for one destination and makes its
// message, routed and not stored yet. Anything but ESME_ROK refuses it.
func (h *serverSession) take(cfg gateway.Config, acc gateway.Account, p *smpp.PDU, to gateway.Address, now time.Time) (*gateway.Message, smpp.Status) {
	from := sourceOf(p)
	if st := h.judge(acc, from, to, cfg.General.Country, now); st != smpp.ROK {
		return nil, st
	}
	m, err := incoming(p, to, sms.GSM7, now)
	if err == nil {
		m.Direction, m.Unread, m.Account = gateway.Out, false, acc.SystemID
		m.State, m.DoneAt = gateway.Queued, time.Time{}
		m.ReceiptWanted = byte(p.Int(smpp.FieldRegisteredDelivery))
		err = stamp(m, p, now)
	}
	if err != nil {
		h.srv.e.accounts.refused(acc.SystemID, statusOf(err), err.Error())
		return nil, statusOf(err)
	}
	number := compared(to, cfg.General.Country)
	route := h.srv.e.route(cfg, gateway.RouteAsk{Account: acc.SystemID, From: compared(from, cfg.General.Country), To: number, Text: m.Text})
	if route == gateway.TargetReject {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RINVDSTADR, "a route rejects it")
		return nil, smpp.RINVDSTADR
	}
	if link, ok := cfg.Client(route); ok && !link.MayReach(number) {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RINVDSTADR, route+" must not get messages to this destination, and there is no other route")
		return nil, smpp.RINVDSTADR
	}
	h.srv.e.place(cfg, m, route)
	return m, smpp.ROK
}

// statusOf is what to answer to an error.
func statusOf(err error) smpp.Status {
	var bad *smpp.Error
	if errors.As(err, &bad) {
		return bad.Status
	}
	return smpp.RSYSERR
}

// store commits messages that were submitted together, under one id, and then
// answers. They were routed by a version of the configuration.
func (h *serverSession) store(s *session.Session, version int64, acc gateway.Account, p *smpp.PDU, list []*gateway.Message, now time.Time, resp *smpp.PDU) {
	e := h.srv.e
	style := acc.IDStyle
	if s.Version() == smpp.V33 {
		style = "hex"
	}
	full, over := p.Resp(smpp.RMSGQFUL), p.Resp(smpp.RTHROTTLED)
	charged := false
	replace, service := p.Int(smpp.FieldReplaceIfPresentFlag) == 1, p.Str(smpp.FieldServiceType)
	stored := make([]gateway.Message, len(list))
	e.store.Write(func(tx Tx) (err error) {
		if charged, err = e.charge(tx, acc, len(list), now); err != nil || !charged {
			return err
		}
		n, err := tx.NextID()
		if err != nil {
			return err
		}
		id := messageID(style, n)
		for i, m := range list {
			stored[i] = *m
			stored[i].PartList = slices.Clone(m.PartList)
			stored[i].AccountMessageID = id
			if replace {
				if err := e.supersede(tx, &stored[i], service, now); err != nil {
					return err
				}
			}
			if err := e.storeSubmitted(tx, version, &stored[i], now); err != nil {
				return err
			}
			if acc.ReceiptsOn == receiptsOnSame {
				e.accounts.submittedBy(h, stored[i].ID)
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			e.storeTrouble(err)
			_ = s.Reply(full)
			return
		}
		if !charged {
			_ = s.Reply(over) // "exceeded allowed message limits", as the status says of itself
			return
		}
		_ = s.Reply(resp.SetStr(smpp.FieldMessageID, stored[0].AccountMessageID))
		for i := range stored {
			e.feed.message(stored[i].ID)
			e.wakeLink(stored[i].Link)
		}
	})
}

// supersede takes back the waiting message that a submit with
// replace_if_present_flag replaces: same source, destination and service_type
// (SMPP 5.0 4.7.22). It ends as cancelled, with its receipt if one was asked
// for, so that nobody waits for it.
func (e *Engine) supersede(tx Tx, m *gateway.Message, service string, now time.Time) error {
	waiting, err := tx.WaitingOf(m.Account, m.From.Addr, m.To.Addr)
	if err != nil {
		return err
	}
	for i := range waiting {
		old := &waiting[i]
		parts, err := tx.Parts(old.ID)
		if err != nil {
			return err
		}
		if len(parts) == 0 || serviceOf(parts[0].PDU) != service {
			continue
		}
		if _, err := e.cancelOne(tx, old.ID, now, "replaced by "+m.AccountMessageID); err != nil {
			return err
		}
	}
	return nil
}

func serviceOf(stored []byte) string {
	var p smpp.PDU
	if smpp.Decode(&p, stored, smpp.V50) != nil {
		return ""
	}
	return p.Str(smpp.FieldServiceType)
}

// judge applies an account's rights to one destination.
func (h *serverSession) judge(acc gateway.Account, from, to gateway.Address, country string, now time.Time) smpp.Status {
	if to.Addr == "" {
		return smpp.RINVDSTADR
	}
	if !acc.Submit {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RSUBMITFAIL, "the account may not submit")
		return smpp.RSUBMITFAIL
	}
	if hours, err := gateway.ParseHours(acc.Hours); err == nil && !hours.Open(now) {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RTHROTTLED, "it is outside the account's hours")
		return smpp.RTHROTTLED
	}
	if len(acc.Senders) > 0 && !slices.ContainsFunc(acc.Senders, func(p string) bool { return gateway.MatchPattern(p, compared(from, country)) }) {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RINVSRCADR, "this sender is not allowed to the account")
		return smpp.RINVSRCADR
	}
	if len(acc.Destinations) > 0 && !slices.ContainsFunc(acc.Destinations, func(p string) bool { return gateway.MatchPattern(p, compared(to, country)) }) {
		h.srv.e.accounts.refused(acc.SystemID, smpp.RINVDSTADR, "this destination is not allowed to the account")
		return smpp.RINVDSTADR
	}
	if acc.ClosedGroup != "" {
		in, err := h.srv.e.store.InGroup(h.srv.e.ctx, acc.ClosedGroup, personOf(to, country))
		if err != nil {
			h.srv.e.storeTrouble(err)
			return smpp.RSYSERR
		}
		if !in {
			h.srv.e.accounts.refused(acc.SystemID, smpp.RINVDSTADR, "this destination is not in the account's closed user group "+acc.ClosedGroup)
			return smpp.RINVDSTADR
		}
	}
	return smpp.ROK
}

// upstreamAsks are the bits of registered_delivery that pass on as they are: SME
// acknowledgements and intermediate notifications (SMPP 5.0 4.7.21). The receipt
// itself is always asked for.
const upstreamAsks = 0x1C

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
	if m.ValidUntil = valid; !valid.IsZero() && !valid.After(now) {
		return overAlready(p.ID)
	}
	var out smpp.PDU
	if err := smpp.Decode(&out, m.PartList[0].PDU, smpp.V50); err != nil {
		return err
	}
	out.SetInt(smpp.FieldRegisteredDelivery, 1|uint32(m.ReceiptWanted)&upstreamAsks)
	out.SetInt(smpp.FieldReplaceIfPresentFlag, 0) // what it replaces is ours to find
	// Relay waits itself; the provider gets the message when it is due.
	out.SetStr(smpp.FieldScheduleDeliveryTime, "")
	frame, err := out.Append(nil, smpp.V50)
	if err != nil {
		return err
	}
	m.PartList[0] = gateway.Part{Number: 1, State: gateway.Queued, PDU: frame, NextAt: m.ScheduledAt, Priority: min(int(p.Int(smpp.FieldPriorityFlag)), gateway.MaxPriority)}
	return nil
}

// overAlready refuses a validity that has ended.
func overAlready(id smpp.CommandID) error {
	return &smpp.Error{Command: id, Field: smpp.FieldValidityPeriod.String(), Status: smpp.RINVEXPIRY, Rule: "it is over already"}
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

// route picks the target of a submitted message: the first link of the rule that
// can send now and may reach the number, else the first that may, else its first.
func (e *Engine) route(cfg gateway.Config, ask gateway.RouteAsk) string {
	targets := gateway.FindRoute(cfg, ask).Targets
	may := slices.DeleteFunc(slices.Clone(targets), func(t string) bool {
		c, ok := cfg.Client(t)
		return ok && !c.MayReach(ask.To)
	})
	for _, t := range may {
		if c := e.client(t); c == nil || c.sender() != nil {
			return t
		}
	}
	for _, list := range [][]string{may, targets} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return ""
}

// place gives a message to its target.
func (e *Engine) place(cfg gateway.Config, m *gateway.Message, target string) {
	part := &m.PartList[0]
	switch {
	case target == "":
		m.Note = "no route"
		e.warn(warning{text: "no route for messages of " + m.Account, settled: true})
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
			m.ValidUntil = c.QueueUntil(leavesFrom(m), m.ValidUntil)
		} else if target == gateway.TargetSimulator {
			m.Simulated = true
		}
	}
}

// leavesFrom is when a message may leave first.
func leavesFrom(m *gateway.Message) time.Time {
	if m.ScheduledAt.IsZero() {
		return m.CreatedAt
	}
	return m.ScheduledAt
}

// storeSubmitted stores a message of an account with what follows from its
// target.
func (e *Engine) storeSubmitted(tx Tx, version int64, m *gateway.Message, now time.Time) error {
	if err := e.insert(tx, version, m); err != nil {
		return err
	}
	if m.Direction == gateway.In && m.Note == "" {
		return e.oweReceipt(tx, m, sms.StateDelivered, "DELIVRD", "", now)
	}
	return e.oweParts(tx, m)
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
