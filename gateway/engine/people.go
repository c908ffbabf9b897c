package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/rules"
	"relay/gateway/sms"
)

// setConfig puts a configuration into force.
func (e *Engine) setConfig(c *gateway.Config) {
	e.rules.Store(rules.New(*c))
	e.cfg.Store(c)
}

// personOf is an address in the form in which contacts and the opt-out list have
// their numbers: a national number gets its country. "" for a name.
func personOf(a gateway.Address, country string) string {
	digits := a.Digits()
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	if a.TON != 1 {
		// Many providers send international numbers without saying so.
		for _, form := range []string{a.Addr, "+" + a.Addr} {
			if to, p := number.To(form, country, true); p == nil {
				return to.Show()
			}
		}
	}
	return a.Show()
}

// tonNational is a number without its country (SMPP 5.0 4.7.1).
const tonNational = 2

// compared is an address as routes, rights and prefixes look at it: a national
// number gets its country.
func compared(a gateway.Address, country string) string {
	if a.TON == tonNational {
		return number.International(a.Addr, country)
	}
	return a.Show()
}

// optedOut refuses a message to a number of the opt-out list; nil when it may go.
func optedOut(tx Tx, to gateway.Address) (gateway.Problems, error) {
	o, err := tx.OptedOut(to.Show())
	if o == nil || err != nil {
		return nil, err
	}
	return gateway.Problems{{Path: "draft.to", Key: "%s has opted out (%s, %s): it stands on the opt-out list under Contacts", Args: []any{to.Show(), o.Why(), o.Since.Local().Format("2006-01-02")}}}, nil
}

// reactHour is the time over which answers to one number are counted.
const reactHour = time.Hour

// react does what keywords and rules want of an incoming message that is whole.
// It runs in the transaction that stores the message, so that an answer is
// neither lost nor sent twice.
func (e *Engine) react(tx Tx, m *gateway.Message, now time.Time) error {
	set := e.rules.Load()
	k, word := set.Keyword(m.Text)
	if k == rules.NoKeyword && set.Len() == 0 {
		return nil
	}
	who := personOf(m.From, e.config().General.Country)
	if k != rules.NoKeyword && who != "" {
		return e.keyword(tx, m, who, k, word, now)
	}
	in, err := e.known(tx, m, who, now)
	if err != nil {
		return err
	}
	for _, v := range set.Decide(in) {
		if !v.Acts {
			continue
		}
		if err := tx.CountHit(v.Rule.ID, now); err != nil {
			return err
		}
		if v.Tag != "" {
			if err := tx.TagMessage(m.ID, v.Tag); err != nil {
				return err
			}
		}
		for _, o := range v.Send {
			note := "answer by the rule " + v.Rule.Name
			if o.Kind == gateway.AutoForward {
				note = "forwarded by the rule " + v.Rule.Name
			}
			if err := e.sendByItself(tx, m, who, o, note, false, now); err != nil {
				return err
			}
		}
		tx.AfterCommit(func() { e.feed.publish(gateway.Update{People: true}) })
	}
	return nil
}

// known is an incoming message with what is stored about its sender.
func (e *Engine) known(tx Tx, m *gateway.Message, who string, now time.Time) (rules.Incoming, error) {
	in := rules.Incoming{From: m.From, To: m.To, Text: m.Text, Link: m.Link, At: now.Local(), Sent: map[gateway.AutoKind]int{}}
	var err error
	for _, k := range []gateway.AutoKind{gateway.AutoAnswer, gateway.AutoForward} {
		if in.Sent[k], err = tx.AutoSent(causeOf(m, who), k, now.Add(-reactHour)); err != nil {
			return in, err
		}
	}
	if who == "" {
		return in, nil
	}
	if in.Name, err = tx.ContactName(who); err != nil {
		return in, err
	}
	off, err := tx.OptedOut(who)
	if err != nil {
		return in, err
	}
	in.OptedOut = off != nil
	return in, nil
}

// causeOf is under what the messages that a sender causes are counted: its
// number, or its name.
func causeOf(m *gateway.Message, who string) string {
	if who == "" {
		return m.From.Addr
	}
	return who
}

// keyword puts a sender on the opt-out list or takes it off. A word that changes
// nothing is not answered.
func (e *Engine) keyword(tx Tx, m *gateway.Message, who string, k rules.Keyword, word string, now time.Time) error {
	var changed bool
	var err error
	tag := "opted out"
	if k == rules.Stop {
		changed, err = tx.OptOut(gateway.OptOut{Number: who, Since: now, Keyword: word, Link: m.Link})
		if err == nil && changed {
			_, err = e.takeBack(tx, who, now)
		}
	} else {
		tag = "opted in"
		changed, err = tx.OptIn(who)
	}
	if err != nil || !changed {
		return err
	}
	if err := tx.TagMessage(m.ID, tag); err != nil {
		return err
	}
	tx.AfterCommit(func() { e.feed.publish(gateway.Update{People: true}) })
	reply := e.rules.Load().Reply(k)
	if reply == "" || rules.Unanswerable(m.From) != "" {
		return nil
	}
	in, err := e.known(tx, m, who, now)
	if err != nil || in.Sent[gateway.AutoAnswer] >= gateway.NewRule().PerHour {
		return err
	}
	o := rules.Outgoing{Kind: gateway.AutoAnswer, From: m.To.Show(), Text: rules.Fill(reply, in)}
	return e.sendByItself(tx, m, who, o, "answer to "+word, true, now)
}

// takeBack cancels the window's messages that wait to go to a number that has
// opted out: for their time, their turn or a retry. One of which a part has left
// goes on, since a piece alone is worse. It returns how many it took.
func (e *Engine) takeBack(tx Tx, who string, now time.Time) (n int, err error) {
	ids, err := tx.QueuedTo(who)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		ok, err := e.cancelOne(tx, id, now, "the number has opted out")
		if err != nil {
			return n, err
		}
		if ok {
			n++
			tx.AfterCommit(func() { e.feed.message(id) })
		}
	}
	return n, nil
}

// takeBackChunk is how many numbers share one turn of the writer.
const takeBackChunk = 100

// TakeBack cancels the window's messages that wait to go to numbers of the
// opt-out list, and returns how many. Other numbers keep theirs.
func (e *Engine) TakeBack(ctx context.Context, numbers ...string) (int, error) {
	sum := 0
	for chunk := range slices.Chunk(numbers, takeBackChunk) {
		now, taken := time.Now(), 0
		err := e.do(ctx, func(tx Tx) error {
			taken = 0
			for _, who := range chunk {
				off, err := tx.OptedOut(who)
				if err != nil {
					return err
				}
				if off == nil {
					continue
				}
				n, err := e.takeBack(tx, who, now)
				if err != nil {
					return err
				}
				taken += n
			}
			return nil
		})
		if err != nil {
			return sum, fmt.Errorf("take back what waits for opted-out numbers: %w", err)
		}
		sum += taken
	}
	return sum, nil
}

// sendByItself stores an answer or a forwarded copy of an incoming message. What
// can't be sent is told and does not cost the message.
func (e *Engine) sendByItself(tx Tx, in *gateway.Message, who string, o rules.Outgoing, note string, anyway bool, now time.Time) error {
	d := gateway.Draft{Link: in.Link, From: o.From, To: o.To, Text: o.Text, ToOptedOut: anyway}
	if d.To == "" {
		d.To = who
	}
	if c, ok := e.config().Client(in.Link); ok && c.Bind == gateway.BindReceiver {
		d.Link = "" // it only receives: the routes choose
	}
	version := e.config().Version
	m, problems := e.compose(d, now)
	if len(problems.At("draft.from")) > 0 {
		d.From = "" // the number that was written to can't be a sender
		m, problems = e.compose(d, now)
	}
	if len(problems) == 0 {
		m.Note = note
		sent := make([]gateway.Sent, 1)
		if err := e.storeDrafts(tx, []composed{{message: m, version: version, anyway: anyway}}, sent); err != nil {
			return err
		}
		if sent[0].Err == nil {
			if err := tx.AddAutoSent(causeOf(in, who), o.Kind, now, now.Add(-reactHour)); err != nil {
				return err
			}
			id, link := sent[0].ID, m.Link
			tx.AfterCommit(func() {
				e.feed.message(id)
				e.wakeFor(link)
			})
			return nil
		}
		problems, _ = sent[0].Err.(gateway.Problems)
	}
	why := problems[0].String()
	tx.AfterCommit(func() {
		e.log.WithField("link", in.Link).Warnf("%s could not be sent: %s", note, why)
		e.feed.event(gateway.Warning, in.Link, fmt.Sprintf("Not sent (%s): %s", sms.Clean(note), sms.Clean(why)), "Look at the rule under Auto-replies.")
	})
	return nil
}

// wakeFor has what was stored for a target leave.
func (e *Engine) wakeFor(target string) {
	if account, ok := gateway.TargetAccount(target); ok {
		e.owed(account)
		return
	}
	e.wakeLink(target)
}
