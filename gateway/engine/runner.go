package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/campaign"
)

const (
	runEvery  = 100 * time.Millisecond // between looks at running campaigns
	runTell   = time.Second
	hoursLook = 5 * time.Second // between looks at the clock outside the hours
	runChunk  = 200             // rows that become messages in one commit
	dropChunk = 2000            // rows that are deleted or stopped in one commit
	// ahead is how many messages of a campaign may wait in the queue: few enough
	// that a pause has effect, enough that a link never waits for the next.
	ahead      = 1000
	aheadLeast = 20
	aheadTime  = 2 // seconds of the pace, or of the connection's rate
)

// runner turns rows of campaigns into messages. What it has done is in the
// database alone: a row is marked in the commit that stores its message, so that
// it goes on after any end of the program where it was.
type runner struct {
	e          *Engine
	wake       chan struct{}
	pacers     map[int64]*campaign.Pacer
	told       time.Time          // when the window was last told to look
	unfinished []gateway.Campaign // never started, from before this start
}

func newRunner(e *Engine) *runner {
	return &runner{e: e, wake: make(chan struct{}, 1), pacers: map[int64]*campaign.Pacer{}}
}

// look makes the runner look again at once.
func (r *runner) look() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *runner) run(ctx context.Context) {
	for _, c := range r.unfinished {
		// The window that filled it is gone; its table is still in the wizard.
		if err := r.e.DropCampaign(ctx, c.ID); err != nil && ctx.Err() == nil {
			r.e.storeTrouble(err)
		}
	}
	for {
		wait, err := r.turn(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return
			}
			r.e.storeTrouble(err)
			wait = storeRetry
		}
		if !r.rest(ctx, wait) {
			return
		}
	}
}

// rest waits for a time, or without one until it is woken; false: it is the end.
func (r *runner) rest(ctx context.Context, wait time.Duration) bool {
	var clock <-chan time.Time
	if wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		clock = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-r.wake:
	case <-clock:
	}
	return true
}

// turn does what is due of every campaign. It returns when to look again; 0 is
// when woken.
func (r *runner) turn(ctx context.Context) (time.Duration, error) {
	list, err := r.e.store.CampaignsAtWork(ctx, false)
	if err != nil || len(list) == 0 {
		clear(r.pacers)
		return 0, err
	}
	if now := time.Now(); now.Sub(r.told) >= runTell {
		r.told = now
		r.e.feed.campaigns() // a rate falls also when nothing happens
	}
	next := time.Minute
	for i := range list {
		c := &list[i]
		wait, err := r.one(ctx, c, time.Now())
		if err != nil {
			return 0, fmt.Errorf("campaign %q: %w", c.Plan.Name, err)
		}
		next = min(next, max(wait, time.Millisecond))
	}
	return next, nil
}

// one does what is due of one campaign.
func (r *runner) one(ctx context.Context, c *gateway.Campaign, now time.Time) (time.Duration, error) {
	if c.State == gateway.CampaignStopped {
		return 0, r.tidy(ctx, c)
	}
	hours, err := gateway.ParseHours(c.Plan.Hours)
	if err != nil {
		return time.Minute, r.pause(ctx, c, "its hours can't be read: "+err.Error())
	}
	switch {
	case c.Waiting == 0 && c.Out[gateway.Queued]+c.Out[gateway.Sending] == 0:
		return 0, r.finish(ctx, c)
	case now.Before(c.Plan.Start):
		return c.Plan.Start.Sub(now), nil
	case !hours.Open(c.Plan.In(now)):
		return hoursLook, nil
	case c.Waiting == 0:
		return runEvery, nil
	}
	pacer := r.pacers[c.ID]
	if pacer == nil {
		pacer = &campaign.Pacer{}
		r.pacers[c.ID] = pacer
	}
	rate := c.Plan.Pace.PerSecond()
	pacer.Set(rate)
	room := r.room(c, rate) - c.Out[gateway.Queued]
	n := pacer.Take(now, int(max(0, min(room, c.Waiting, runChunk))))
	if n == 0 {
		return max(runEvery, pacer.Next(now).Sub(now)), nil
	}
	made, err := r.hand(ctx, c, n, now)
	pacer.Back(n - made)
	switch {
	case err != nil:
		return 0, err
	case rate == 0 && room > runChunk && c.Waiting > runChunk:
		return 0, nil // there is room for more at once
	}
	return runEvery, nil
}

// room is how many of a campaign's messages may wait in the queue: what leaves in
// a few seconds, so that a message that somebody writes meanwhile is not long
// behind them.
func (r *runner) room(c *gateway.Campaign, rate float64) int64 {
	if l, ok := r.e.config().Client(c.Plan.Link); ok && l.PerSecond() > 0 && (rate == 0 || l.PerSecond() < rate) {
		rate = l.PerSecond()
	}
	if rate == 0 {
		return ahead
	}
	return min(ahead, max(aheadLeast, int64(rate*aheadTime)))
}

// hand makes messages of the next n rows, and marks the rows in the same commit.
func (r *runner) hand(ctx context.Context, c *gateway.Campaign, n int, now time.Time) (int, error) {
	e := r.e
	rows, err := e.store.WaitingCampaignRows(ctx, c.ID, n)
	if err != nil {
		return 0, err
	}
	out, err := r.optedOut(ctx, rows)
	if err != nil {
		return 0, err
	}
	list, sent := make([]composed, len(rows)), make([]gateway.Sent, len(rows))
	links, version := map[string]bool{}, e.config().Version
	for i, d := range campaign.Drafts(*c, rows) {
		if out[rows[i].To] {
			rows[i].State, rows[i].Reason = gateway.RowOptedOut, optedOutWords
			continue
		}
		m, problems := e.compose(d, now)
		if len(problems.At("draft.link")) > 0 {
			if e.renaming.Load() != nil {
				return 0, nil // it may be the link that gets another name
			}
			m, problems = e.compose(d, now) // it may just have got it
		}
		switch {
		case len(problems) == 0:
			list[i].message, list[i].version, rows[i].State = m, version, gateway.RowMessage
			links[m.Link] = true
		case c.Plan.Link != "" && len(problems.At("draft.link")) > 0:
			return 0, r.pause(ctx, c, problems[0].String()) // no row could leave
		default:
			rows[i].State, rows[i].Reason = gateway.RowRefused, problems[0].String()
		}
	}
	taken := false
	err = e.do(ctx, func(tx Tx) error {
		taken = false
		stored, err := tx.Campaign(c.ID)
		if err != nil || stored.State != gateway.CampaignRunning {
			return err // paused or stopped meanwhile
		}
		if err := r.e.storeDrafts(tx, list, sent); err != nil {
			return err
		}
		for i := range rows {
			row := rows[i]
			row.MessageID = sent[i].ID
			if sent[i].Err != nil { // since it was looked at: the list is asked once more in the turn that stores
				row.State, row.Reason = gateway.RowOptedOut, optedOutWords
			}
			if err := tx.TakeCampaignRow(c.ID, row); err != nil {
				return err
			}
		}
		if stored.StartedAt.IsZero() {
			stored.StartedAt = now
			if err := tx.UpdateCampaign(stored); err != nil {
				return err
			}
		}
		taken = true
		return nil
	})
	if err != nil || !taken {
		return 0, err
	}
	made := sent[:0]
	for i := range sent {
		if list[i].message != nil && sent[i].Err == nil {
			made = append(made, sent[i])
		}
	}
	e.handOver(made, links)
	return len(rows), nil
}

const optedOutWords = "this person wants no messages"

// optedOut tells which rows' numbers have opted out since they were checked.
func (r *runner) optedOut(ctx context.Context, rows []gateway.CampaignRow) (map[string]bool, error) {
	numbers := make([]string, len(rows))
	for i := range rows {
		numbers[i] = rows[i].To
	}
	return r.e.store.OptedOut(ctx, numbers)
}

// pause stops a campaign that can not go on, and says why.
func (r *runner) pause(ctx context.Context, c *gateway.Campaign, why string) error {
	err := r.e.changeCampaign(ctx, c.ID, func(now *gateway.Campaign) error {
		if now.Plan.Link != c.Plan.Link {
			return errNotNow
		}
		now.State, now.Why = gateway.CampaignPaused, why
		return nil
	})
	if errors.Is(err, errNotNow) {
		return nil
	}
	if err == nil {
		r.e.feed.event(gateway.Severe, "", fmt.Sprintf("The campaign %q waits: %s", c.Plan.Name, why), "Put that right and let it go on under Campaigns. No row is lost.")
	}
	return err
}

// errNotNow says that a campaign has changed since it was read.
var errNotNow = errors.New("the campaign has changed")

func (r *runner) finish(ctx context.Context, c *gateway.Campaign) error {
	err := r.e.changeCampaign(ctx, c.ID, func(c *gateway.Campaign) error {
		if c.State != gateway.CampaignRunning {
			return errNotNow
		}
		c.State, c.EndedAt = gateway.CampaignFinished, time.Now()
		return nil
	})
	switch {
	case errors.Is(err, errNotNow):
		return nil
	case err != nil:
		return err
	}
	delete(r.pacers, c.ID)
	advice := ""
	if c.Failed() > 0 {
		advice = fmt.Sprintf("%d did not arrive: its report under Campaigns says why.", c.Failed())
	}
	r.e.feed.publish(gateway.Update{Events: []gateway.Event{{Severity: gateway.Success, Text: fmt.Sprintf("The campaign %q has sent its %d messages.", c.Plan.Name, c.Left()), Advice: advice, At: time.Now(), Notify: true}}})
	return nil
}

// tidy stops the rows of a stopped campaign and cancels its messages that wait in
// the queue, some at a time.
func (r *runner) tidy(ctx context.Context, c *gateway.Campaign) error {
	var ids []int64
	err := r.e.do(ctx, func(tx Tx) error {
		if _, err := tx.StopCampaignRows(c.ID, dropChunk); err != nil {
			return err
		}
		var err error
		if ids, err = tx.CampaignQueued(c.ID, runChunk); err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := r.e.cancelOne(tx, id, time.Now(), "its campaign was stopped"); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.e.feed.message(ids...)
		r.e.feed.campaigns()
	}
	return err
}
