package engine

import (
	"context"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
)

// The first look comes when whatever starts with Relay has had the disk to itself:
// it reads every message.
const (
	retainFirst = 5 * time.Second
	retainEvery = time.Hour
	trimEvery   = time.Minute // what can grow fast is looked at more often
)

// retain deletes what is older or larger than the configuration keeps: soon after
// the start, each hour and when the configuration changes; its size each minute.
func (e *Engine) retain(ctx context.Context) {
	age, size := time.NewTimer(retainFirst), time.NewTicker(trimEvery)
	defer age.Stop()
	defer size.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-size.C:
			e.trim(ctx)
			continue
		case <-age.C:
			age.Reset(retainEvery)
		case <-e.retainNow:
		}
		e.cleanUp(ctx, time.Now())
		e.trim(ctx)
	}
}

// trim keeps each class that has a size within it.
func (e *Engine) trim(ctx context.Context) {
	g := e.config().General
	for _, c := range gateway.RetentionClasses() {
		most, some := c.MostOctets(g)
		if !some || ctx.Err() != nil {
			continue
		}
		n, err := e.store.DropLargest(ctx, c.Name, most)
		if err != nil && ctx.Err() == nil {
			e.storeTrouble(err)
		}
		if n > 0 {
			e.feed.publish(gateway.Update{Messages: true})
		}
	}
}

// cleanUp goes through the classes once and leaves a line in the audit trail
// when something about people went.
func (e *Engine) cleanUp(ctx context.Context, now time.Time) {
	var told []string
	g := e.config().General
	for _, c := range gateway.RetentionClasses() {
		before, some := c.Cutoff(g, now)
		if !some || ctx.Err() != nil {
			continue
		}
		n, err := e.store.DropOld(ctx, c.Name, before)
		if err == nil && c.Name == gateway.ClassPDUs {
			err = e.store.DropSessionEnds(ctx, before)
		}
		if err != nil && ctx.Err() == nil {
			e.storeTrouble(err)
		}
		if n > 0 && c.Exported {
			told = append(told, fmt.Sprintf("%s: %d", c.Name, n))
		}
	}
	if len(told) == 0 || ctx.Err() != nil {
		return
	}
	if err := e.store.AddAudit(ctx, "Relay", gateway.AuditCleaned, strings.Join(told, ", ")+" were older than is kept"); err != nil && ctx.Err() == nil {
		e.storeTrouble(err)
	}
	if _, err := e.store.Fold(ctx); err != nil && ctx.Err() == nil {
		e.storeTrouble(err)
	}
	e.feed.publish(gateway.Update{Messages: true})
}

// Forget drops a number's PDUs from the ring and from what is about to be
// stored, and has every account brought only what the store still holds; what
// the store has is the store's to erase.
func (e *Engine) Forget(s gateway.Subject) int {
	e.accounts.forget()
	n := e.pdus.forget(s)
	e.feed.publish(gateway.Update{Messages: true})
	return n
}
