package engine

import (
	"context"
	"errors"
	"time"

	"relay/gateway"
)

// do writes and waits for the commit.
func (e *Engine) do(ctx context.Context, fn func(Tx) error) error {
	done := make(chan error, 1)
	e.store.Write(fn, func(err error) { done <- err })
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write queues a write about some messages and announces them after the commit.
// While the disk is full or the like it is tried again until it succeeds, and a
// last time when the engine stops: an outcome that is known must not become an
// unknown one.
func (e *Engine) write(fn func(Tx) error, then func(error), messages ...int64) {
	e.store.Write(fn, func(err error) {
		if err != nil {
			e.storeTrouble(err)
			if passing(err) && e.ctx.Err() == nil {
				e.background(func(ctx context.Context) {
					t := time.NewTimer(storeRetry)
					defer t.Stop()
					select {
					case <-t.C:
					case <-ctx.Done():
					}
					e.write(fn, then, messages...)
				})
				return
			}
		} else {
			e.feed.message(messages...)
		}
		if then != nil {
			then(err)
		}
	})
}

// passing tells whether the store may take the same write later.
func passing(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// claim takes parts for a session; they are marked sending before it returns.
func (e *Engine) claim(ctx context.Context, link string, session uint64, n int) ([]gateway.Part, error) {
	var parts []gateway.Part
	done := make(chan error, 1)
	e.store.Write(func(tx Tx) (err error) {
		now := time.Now()
		if parts, err = tx.Claim(link, now, session, n); err != nil {
			return err
		}
		return leftOfValidity(tx, parts, now)
	}, func(err error) { done <- err })
	// Not given up with ctx: what was claimed must be sent or given back.
	err := <-done
	return parts, err
}

// storeTrouble tells the user that the database can not be written, at most
// every ten seconds.
func (e *Engine) storeTrouble(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	e.mu.Lock()
	now := time.Now()
	quiet := now.Sub(e.trouble) < 10*time.Second
	if !quiet {
		e.trouble = now
	}
	e.mu.Unlock()
	if quiet {
		return
	}
	e.log.Errorf("the database can not be written: %v", err)
	e.feed.event(gateway.Severe, "", "The database can not be written: "+err.Error(), "Make room on the disk or close the program that holds the file. Nothing accepted is lost; Relay goes on by itself.")
}

// awaitCheck tells everybody when the database turns out to be damaged.
func (e *Engine) awaitCheck(ctx context.Context) {
	select {
	case <-ctx.Done():
	case err := <-e.checked:
		if err == nil {
			return
		}
		e.log.Error(err)
		e.warn(warning{text: err.Error()})
		e.feed.event(gateway.Severe, "", "The database is damaged.", err.Error())
	}
}
