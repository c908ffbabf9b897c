package engine_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
)

// send composes a message; long= repeats its text to so many characters, times=
// makes several of it, whose texts and names end in .1, .2...
func (d *dialogue) send(o options) error {
	valid, err := duration(o.text("valid", ""))
	if err != nil {
		return err
	}
	wait, err := duration(o.text("at", ""))
	if err != nil {
		return err
	}
	times, long := o.number("times", 1), o.number("long", 0)
	var drafts []gateway.Draft
	for n := range times {
		text := o.text("text", "hello")
		if times > 1 {
			text += fmt.Sprintf(".%d", n+1)
		}
		if long > 0 {
			text = strings.Repeat(text+" ", long/(len(text)+1)+1)[:long]
		}
		draft := gateway.Draft{Link: o.text("link", ""), From: o.text("from", "Shop"), To: o.text("to", "+36301234567"), Text: text, Valid: valid, Priority: o.number("priority", 0)}
		if wait > 0 {
			draft.At = time.Now().Add(wait)
		}
		drafts = append(drafts, draft)
	}
	sent, err := d.relay.SendMany(context.Background(), drafts)
	if err != nil {
		return err
	}
	for n, s := range sent {
		if want := o.text("refused", ""); want != "" {
			if s.Err == nil || !strings.Contains(s.Err.Error(), want) {
				return fmt.Errorf("it is not refused so: %v", s.Err)
			}
			continue
		}
		if s.Err != nil {
			return s.Err
		}
		name := o.at(0)
		if times > 1 {
			name += fmt.Sprintf(".%d", n+1)
		}
		d.mu.Lock()
		d.messages[name] = s.ID
		d.mu.Unlock()
		d.centre.record.compose(composed{s.ID, name, baseOf(drafts[n].Link), drafts[n].Text})
	}
	return nil
}

// campaign starts a campaign of so many rows, whose texts are its name with .1, .2...
func (d *dialogue) campaign(o options) error {
	ctx := context.Background()
	name, list := o.at(0), make([]gateway.CampaignRow, o.number("rows", 3))
	for i := range list {
		list[i] = gateway.CampaignRow{Number: int64(i + 2), To: fmt.Sprintf("+3630200%04d", i), Text: fmt.Sprintf("%s.%d", name, i+1)}
	}
	id, err := d.relay.NewCampaign(ctx, gateway.CampaignPlan{Name: name, Link: o.text("link", ""), From: "Shop", Text: "row", Pace: gateway.CampaignPace{Messages: float64(o.number("pace", 0)), Minute: true}})
	if err == nil {
		err = d.relay.FillCampaign(ctx, id, list)
	}
	if err == nil {
		d.centre.record.campaign(name, len(list), false)
		err = d.relay.StartCampaign(ctx, id)
	}
	if err == nil {
		d.centre.record.campaign(name, len(list), true)
	}
	return err
}

// message looks at a message, composed here or of an application.
func (d *dialogue) message(o options) error {
	id, ok := d.messages[o.at(0)]
	if given := d.given[o.at(0)]; !ok && given != "" {
		list, err := d.relay.db().Messages(context.Background(), gateway.MessageQuery{Box: gateway.Outbox})
		if err != nil {
			return err
		}
		for _, m := range list {
			if m.AccountMessageID == given {
				id = m.ID
			}
		}
	}
	m, err := d.relay.db().Message(context.Background(), id)
	if err != nil {
		return err
	}
	reason, times, forms := "", 0, map[string]bool{}
	if m.Error != nil {
		reason = m.Error.Name + " " + m.Error.Text
	}
	var ids, matched, reported []string
	for _, p := range m.PartList {
		ids = append(ids, p.ProviderID)
	}
	for _, r := range m.Receipts {
		times += r.Times
		reported = append(reported, r.DoneAt.UTC().Format("15:04"))
		if !forms[r.MatchedBy] {
			matched = append(matched, r.MatchedBy)
		}
		forms[r.MatchedBy] = true
	}
	for key, is := range map[string]string{
		"state": m.State.String(), "parts": fmt.Sprint(m.Parts), "done": fmt.Sprint(m.Done), "ids": strings.Join(ids, ","), "note": m.Note,
		"duplicate": fmt.Sprint(m.PossibleDuplicate), "receipts": fmt.Sprint(len(m.Receipts)), "times": fmt.Sprint(times),
		"matched": strings.Join(matched, ","), "attempts": fmt.Sprint(m.PartList[0].Attempts), "link": m.Link,
		"reported": strings.Join(reported, ","), "text": m.Text,
	} {
		if o.has(key) && o.text(key, "") != is {
			return fmt.Errorf("%s is %q (state %s, error %q)", key, is, m.State, reason)
		}
	}
	if o.has("error") && (o.text("error", "") == "" && reason != "" || !strings.Contains(reason, o.text("error", ""))) {
		return fmt.Errorf("its error is %q", reason)
	}
	return nil
}

func (d *dialogue) orphans(o options) error {
	list, err := d.relay.db().Orphans(context.Background(), 100)
	if err == nil && fmt.Sprint(len(list)) != o.at(0) {
		err = fmt.Errorf("there are %d", len(list))
	}
	return err
}

// inbox looks at how many messages came and at the newest of them.
func (d *dialogue) inbox(o options) error {
	list, err := d.relay.db().Messages(context.Background(), gateway.MessageQuery{Box: gateway.Inbox})
	if err != nil {
		return err
	}
	if fmt.Sprint(len(list)) != o.at(0) {
		return fmt.Errorf("there are %d messages", len(list))
	}
	for key, is := range map[string]func(gateway.Message) string{
		"text": func(m gateway.Message) string { return m.Text }, "note": func(m gateway.Message) string { return m.Note },
	} {
		if o.has(key) && (len(list) == 0 || is(list[0]) != o.text(key, "")) {
			return fmt.Errorf("the newest is %q, note %q", list[0].Text, list[0].Note)
		}
	}
	return nil
}
