package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Send stores one message for sending.
func (e *Engine) Send(ctx context.Context, d gateway.Draft) (gateway.Sent, error) {
	out, err := e.SendMany(ctx, []gateway.Draft{d})
	if err != nil {
		return gateway.Sent{}, err
	}
	return out[0], out[0].Err
}

// Preview composes a draft and stores nothing.
func (e *Engine) Preview(_ context.Context, d gateway.Draft) ([][]byte, error) {
	m, problems := e.compose(d, time.Now())
	if len(problems) > 0 {
		return nil, problems
	}
	out := make([][]byte, len(m.PartList))
	for i, p := range m.PartList {
		out[i] = p.PDU
	}
	return out, nil
}

// sendChunk is how many drafts share one turn of the writer.
const sendChunk = 200

// SendMany stores many messages in few commits.
func (e *Engine) SendMany(ctx context.Context, drafts []gateway.Draft) ([]gateway.Sent, error) {
	out := make([]gateway.Sent, len(drafts))
	links := map[string]bool{}
	shared := uint16(e.reference.Add(1)) // of long texts that may leave together
	for from := 0; from < len(drafts); from += sendChunk {
		chunk := drafts[from:min(from+sendChunk, len(drafts))]
		list := make([]composed, len(chunk))
		for i, d := range chunk {
			reference := shared
			if !d.Multi {
				reference = uint16(e.reference.Add(1))
			}
			version := e.config().Version
			m, problems := e.composeWith(d, reference, time.Now())
			if len(problems) > 0 {
				out[from+i].Err = problems
				continue
			}
			list[i] = composed{m, version, d.Multi, d.ToOptedOut}
		}
		sent := out[from : from+len(chunk)]
		if err := e.do(ctx, func(tx Tx) error { return e.storeDrafts(tx, list, sent) }); err != nil {
			return nil, fmt.Errorf("store the messages: %w", err)
		}
		for i, c := range list {
			if c.message != nil && sent[i].Err == nil {
				links[c.message.Link] = true
			}
		}
	}
	e.handOver(out, links)
	return out, nil
}

// handOver announces stored messages and wakes whom they wait for.
func (e *Engine) handOver(sent []gateway.Sent, links map[string]bool) {
	var ids []int64
	for _, s := range sent {
		if s.Err == nil {
			ids = append(ids, s.ID)
		}
	}
	if len(ids) > 0 {
		e.feed.message(ids...)
	}
	for l := range links {
		e.wakeFor(l)
	}
}

// composed is a draft as a message; nil when the draft was wrong.
type composed struct {
	message *gateway.Message
	version int64 // of the configuration, or an older one
	multi   bool  // may leave with others in one submit_multi
	anyway  bool  // although the number has opted out
}

// storeDrafts stores messages and what became of each. Those to numbers of the
// opt-out list are refused.
func (e *Engine) storeDrafts(tx Tx, list []composed, sent []gateway.Sent) error {
	if err := groupDrafts(tx, list); err != nil {
		return err
	}
	for i, c := range list {
		m := c.message
		if m == nil {
			continue
		}
		if m.Key != "" {
			id, known, err := tx.MessageByKey(m.Key)
			if err != nil {
				return err
			}
			if known {
				sent[i].ID, sent[i].Duplicate = id, true
				continue
			}
		}
		if !c.anyway {
			problems, err := optedOut(tx, m.To)
			if err != nil {
				return err
			}
			sent[i].Err, sent[i].OptedOut = problems.Err(), len(problems) > 0
			if len(problems) > 0 {
				continue
			}
		}
		fresh := *m
		fresh.PartList = slices.Clone(m.PartList)
		if err := e.insert(tx, c.version, &fresh); err != nil {
			return err
		}
		m.Link = fresh.Link // whom to wake
		sent[i].ID = fresh.ID
		if err := e.oweParts(tx, &fresh); err != nil {
			return err
		}
	}
	return nil
}

// compose makes a message and its parts of a draft.
func (e *Engine) compose(d gateway.Draft, now time.Time) (*gateway.Message, gateway.Problems) {
	return e.composeWith(d, uint16(e.reference.Add(1)), now)
}

// composeWith is compose; reference is that of a long text.
func (e *Engine) composeWith(d gateway.Draft, reference uint16, now time.Time) (*gateway.Message, gateway.Problems) {
	cfg := e.config()
	var problems gateway.Problems
	add := func(path string, p *gateway.Problem) {
		if p != nil {
			p.Path = path
			problems = append(problems, *p)
		}
	}
	// The route comes first: what sender and destination become depends on its
	// link.
	target := d.Link
	if target == "" {
		target = e.route(cfg, askOf(d, cfg.General.Country))
	}
	link, known := cfg.Client(target)
	if !known {
		link = gateway.NewClient() // the inbox, an account: nothing is dressed
	}
	account, toAccount := gateway.TargetAccount(target)
	switch {
	case target == gateway.TargetSimulator:
		link = simulatorLink()
	case target == "":
		return nil, gateway.Problems{{Path: "draft.link", Key: "choose a connection: no route fits this message"}}
	case target == gateway.TargetReject:
		return nil, gateway.Problems{{Path: "draft.link", Key: "a route rejects this message: change the routes or choose a connection"}}
	case toAccount:
		if _, ok := cfg.Account(account); !ok {
			return nil, gateway.Problems{{Path: "draft.link", Key: "there is no account %q", Args: []any{account}}}
		}
	case target == gateway.TargetInbox:
	case !known:
		return nil, gateway.Problems{{Path: "draft.link", Key: "there is no connection %q", Args: []any{target}}}
	}
	simulated := link.Simulated()
	recipient, _ := gateway.Rewrite(link.Rewrite, d.To)
	to, p := number.To(recipient, cfg.General.Country, simulated)
	if p == nil && !link.MayReach(to.Addr) {
		p = &gateway.Problem{Key: "%s must not get messages to %s: choose another connection, or change its prefixes", Args: []any{target, to.Show()}}
	}
	add("draft.to", p)
	typed := d.From
	if typed == "" || !link.SenderOverride {
		typed = link.DefaultSender
	}
	from, _, p := number.From(typed, cfg.General.Country)
	add("draft.from", p)
	class := sms.NoClass
	if d.Flash {
		class = sms.Class0
	}
	seg, err := link.Segment(d.Text, d.Coding, class, reference)
	if err != nil {
		add("draft.text", &gateway.Problem{Key: "%s", Args: []any{err.Error()}})
	}
	valid := d.Valid
	if valid == 0 {
		valid = link.DefaultValidity
	}
	if d.Text == "" {
		add("draft.text", &gateway.Problem{Key: "write a text first"})
	}
	if d.Priority < 0 || d.Priority > gateway.MaxPriority {
		add("draft.priority", &gateway.Problem{Key: "a priority is 0 to %d", Args: []any{gateway.MaxPriority}})
	}
	if p := link.CheckTLVs(d.TLVs); p != nil {
		add("draft.tlvs", p)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	m := &gateway.Message{
		Key: d.Key, Direction: gateway.Out, Link: target, From: from, To: to, Text: d.Text, State: gateway.Queued,
		Parts: len(seg.Parts), Simulated: simulated, DataCoding: seg.DataCoding, CreatedAt: now,
	}
	if d.At.After(now) {
		m.ScheduledAt = d.At
	}
	start := now
	if !m.ScheduledAt.IsZero() {
		start = m.ScheduledAt
	}
	validity := ""
	if valid > 0 {
		m.ValidUntil = start.Add(valid)
		switch link.Validity {
		case "absolute":
			validity = smpp.FormatAbsolute(m.ValidUntil)
		case "relative":
			validity = smpp.FormatRelative(valid)
		}
	}
	m.ValidUntil = link.QueueUntil(start, m.ValidUntil)
	for i, part := range seg.Parts {
		frame, err := submitPDU(m, link, part, seg.ESMClass, d, validity)
		if err != nil {
			add("draft.text", &gateway.Problem{Key: "%s", Args: []any{err.Error()}})
			return nil, problems
		}
		m.PartList = append(m.PartList, gateway.Part{Number: i + 1, State: gateway.Queued, Link: target, PDU: frame, NextAt: m.ScheduledAt, Priority: d.Priority})
	}
	if target == gateway.TargetInbox {
		m.Direction, m.State, m.Unread, m.Link, m.DoneAt = gateway.In, gateway.Received, true, "", now
		for i := range m.PartList {
			m.PartList[i].State, m.PartList[i].DoneAt = gateway.Received, now
		}
	}
	return m, nil
}

// askOf is what routes look at of a draft: its numbers with their country, where
// that is known, since rules are written so.
func askOf(d gateway.Draft, country string) gateway.RouteAsk {
	ask := gateway.RouteAsk{From: d.From, To: d.To, Text: d.Text}
	if a, p := number.To(d.To, country, true); p == nil {
		ask.To = a.Show()
	}
	if a, _, p := number.From(d.From, country); p == nil {
		ask.From = a.Show()
	}
	return ask
}

// submitPDU encodes one part as the submit_sm that is stored.
func submitPDU(m *gateway.Message, link gateway.ClientConfig, part sms.Part, esm byte, d gateway.Draft, validity string) ([]byte, error) {
	p := smpp.New(smpp.SubmitSM).
		SetInt(smpp.FieldSourceAddrTON, uint32(m.From.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(m.From.NPI)).SetStr(smpp.FieldSourceAddr, m.From.Addr).
		SetInt(smpp.FieldDestAddrTON, uint32(m.To.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(m.To.NPI)).SetStr(smpp.FieldDestinationAddr, m.To.Addr).
		SetInt(smpp.FieldESMClass, uint32(esm)).SetInt(smpp.FieldDataCoding, uint32(m.DataCoding))
	if part.Payload {
		p.AddTLV(smpp.TagMessagePayload, part.Octets)
	} else {
		p.SetOctets(smpp.FieldShortMessage, part.Octets)
	}
	if n := part.SAR; n != nil {
		p.AddTLVInt(smpp.TagSARMsgRefNum, uint64(n.Ref)).AddTLVInt(smpp.TagSARTotalSegments, uint64(n.Total)).AddTLVInt(smpp.TagSARSegmentSeqnum, uint64(n.Number))
	}
	if !d.NoReceipt {
		p.SetInt(smpp.FieldRegisteredDelivery, 1)
	}
	p.SetStr(smpp.FieldValidityPeriod, validity)
	if err := link.Dress(p); err != nil {
		return nil, err
	}
	for _, text := range d.TLVs {
		tag, value, err := gateway.ParseTLV(text)
		if err != nil {
			return nil, err
		}
		p.AddTLV(tag, value)
	}
	if d.Priority > 0 {
		p.SetInt(smpp.FieldPriorityFlag, uint32(d.Priority))
	}
	return p.Append(nil, smpp.V50)
}
