package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Resend queues messages again as new ones.
func (e *Engine) Resend(ctx context.Context, ids ...int64) ([]int64, error) {
	var made []int64
	var refused gateway.Problems
	links := map[string]bool{}
	cfg := e.config()
	err := e.do(ctx, func(tx Tx) error {
		made, refused = made[:0], nil
		for _, id := range ids {
			m, err := tx.Message(id)
			if err != nil {
				return err
			}
			parts, err := tx.Parts(id)
			if err != nil {
				return err
			}
			if m.Direction != gateway.Out || !m.State.Final() && m.State != gateway.Unknown {
				continue
			}
			if slices.ContainsFunc(parts, func(p gateway.Part) bool { return len(p.PDU) == 0 }) {
				refused = append(refused, gateway.Problem{Path: "messages", Key: "the text of message %d is no longer kept, so it can't be sent again: write it anew", Args: []any{m.ID}})
				continue
			}
			if err := namedNow(tx, m); err != nil {
				return err
			}
			link, problem := resendOver(cfg, m)
			if problem != nil {
				refused = append(refused, *problem)
				continue
			}
			if m.Account == "" {
				off, err := optedOut(tx, m.To)
				if err != nil {
					return err
				}
				if len(off) > 0 {
					refused = append(refused, off...)
					continue
				}
			}
			again, err := anew(link, m, parts, time.Now())
			if err != nil {
				return err
			}
			if err := tx.InsertMessage(again); err != nil {
				return err
			}
			if err := e.oweParts(tx, again); err != nil {
				return err
			}
			made = append(made, again.ID)
			links[again.Link] = true
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("send again: %w", err)
	}
	e.feed.message(append(slices.Clone(ids), made...)...)
	for l := range links {
		e.wakeLink(l)
	}
	if len(made) == 0 && len(refused) > 0 {
		return nil, refused
	}
	if len(made) == 0 {
		return nil, gateway.Problems{{Path: "messages", Key: "nothing to send again: these messages are still on their way"}}
	}
	return made, nil
}

// namedNow gives a copy of a message the names that its link and its account have
// today.
func namedNow(tx Tx, m *gateway.Message) (err error) {
	if m.Account, err = tx.AccountNow(m.Account, m.ID); err != nil {
		return err
	}
	to, ok := gateway.TargetAccount(m.Link)
	if !ok {
		m.Link, err = tx.LinkNow(m.Link, m.ID)
		return err
	}
	if to, err = tx.AccountNow(to, m.ID); err == nil {
		m.Link = gateway.AccountTarget(to)
	}
	return err
}

// resendOver is the link that a message goes over again. One that is gone takes
// nothing: the message would wait for ever.
func resendOver(cfg gateway.Config, m *gateway.Message) (gateway.ClientConfig, *gateway.Problem) {
	if m.Link == gateway.SimulatorName {
		return simulatorLink(), nil
	}
	if account, ok := gateway.TargetAccount(m.Link); ok {
		if _, known := cfg.Account(account); !known {
			return gateway.ClientConfig{}, &gateway.Problem{Path: "draft.link", Key: "there is no account %q", Args: []any{account}}
		}
		return gateway.NewClient(), nil
	}
	link, known := cfg.Client(m.Link)
	if !known {
		return gateway.ClientConfig{}, &gateway.Problem{Path: "draft.link", Key: "there is no connection %q", Args: []any{m.Link}}
	}
	return link, nil
}

// anew makes a message once more of what a message was. It is valid from now on as
// long as that was meant to be.
func anew(link gateway.ClientConfig, m *gateway.Message, parts []gateway.Part, now time.Time) (*gateway.Message, error) {
	again := &gateway.Message{
		Direction: gateway.Out, Link: m.Link, Account: m.Account, From: m.From, To: m.To, Text: m.Text, State: gateway.Queued, Parts: m.Parts,
		Simulated: m.Simulated, PossibleDuplicate: m.State == gateway.Unknown, DataCoding: m.DataCoding, CreatedAt: now,
	}
	var until time.Time
	for _, p := range parts {
		frame, end, err := validFrom(p.PDU, beginOf(m), now)
		if err != nil {
			return nil, err
		}
		if until.IsZero() || !end.IsZero() && end.Before(until) {
			until = end
		}
		again.PartList = append(again.PartList, gateway.Part{Number: p.Number, State: gateway.Queued, Link: p.Link, PDU: frame, Resent: again.PossibleDuplicate, Priority: p.Priority})
	}
	if link.Validity == "none" && !m.ValidUntil.IsZero() {
		until = now.Add(m.ValidUntil.Sub(beginOf(m))) // the provider is not told
	}
	again.ValidUntil = link.QueueUntil(now, until)
	for i := range again.PartList {
		again.PartList[i].Link = m.Link
	}
	return again, nil
}

// beginOf is from when a message's validity counts: from when it was submitted, as
// SMPP has it, or for one of the window from when it is to leave.
func beginOf(m *gateway.Message) time.Time {
	if m.Account == "" && m.ScheduledAt.After(m.CreatedAt) {
		return m.ScheduledAt
	}
	return m.CreatedAt
}

// validFrom moves the validity of a stored submit_sm that began once to now, and
// tells when it ends; zero when it has none.
func validFrom(stored []byte, began, now time.Time) (frame []byte, until time.Time, err error) {
	var p smpp.PDU
	if smpp.Decode(&p, stored, smpp.V50) != nil {
		return stored, until, nil // submit says what is wrong with it
	}
	end, relative, err := smpp.ParseTime(p.Str(smpp.FieldValidityPeriod), began)
	if err != nil {
		return stored, until, nil // it has none
	}
	until = now.Add(end.Sub(began))
	if relative {
		return stored, until, nil
	}
	p.SetStr(smpp.FieldValidityPeriod, smpp.FormatAbsolute(until))
	frame, err = p.Append(nil, smpp.V50)
	return frame, until, err
}

// leftOfValidity has parts that waited here tell the provider what is left of a
// relative validity, which counts from when it was given (SMPP 5.0 4.7.23.5). An
// absolute one needs nothing.
func leftOfValidity(tx Tx, parts []gateway.Part, now time.Time) error {
	for i := range parts {
		var p smpp.PDU
		if err := smpp.Decode(&p, parts[i].PDU, smpp.V50); err != nil {
			continue // submit says so
		}
		said := p.Str(smpp.FieldValidityPeriod)
		if said == "" {
			continue
		}
		if _, relative, err := smpp.ParseTime(said, now); err != nil || !relative {
			continue
		}
		m, err := tx.Message(parts[i].MessageID)
		if err != nil {
			return err
		}
		began := beginOf(m)
		if now.Sub(began) < time.Second {
			continue
		}
		end, _, _ := smpp.ParseTime(said, began)
		p.SetStr(smpp.FieldValidityPeriod, smpp.FormatRelative(max(end.Sub(now), time.Second)))
		frame, err := p.Append(nil, smpp.V50)
		if err != nil {
			return err
		}
		parts[i].PDU = frame
	}
	return nil
}
