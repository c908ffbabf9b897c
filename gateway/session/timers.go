package session

import (
	"fmt"
	"time"

	"relay/gateway/smpp"
)

// watcher keeps the session's deadlines with one timer.
func (s *Session) watcher() {
	t := time.NewTimer(time.Hour)
	defer t.Stop()
	for {
		wait := s.expire(time.Now())
		if wait > 0 {
			t.Reset(wait)
		} else {
			t.Stop()
		}
		select {
		case <-s.done:
			return
		case <-s.watch:
		case <-t.C:
		}
	}
}

// expire acts on every deadline that has passed and returns the time to the
// next one, 0 when there is none.
func (s *Session) expire(now time.Time) time.Duration {
	var next time.Duration
	due := func(at time.Time) bool {
		left := at.Sub(now)
		if left <= 0 {
			return true
		}
		if next == 0 || left < next {
			next = left
		}
		return false
	}
	s.mu.Lock()
	if s.closed != nil {
		s.mu.Unlock()
		return 0
	}
	state := s.state
	var why string
	if s.cfg.SessionInit > 0 && !state.Bound() && state != smpp.Unbound && due(s.start.Add(s.cfg.SessionInit)) {
		why = fmt.Sprintf("no bind within %s", s.cfg.SessionInit)
	}
	heard := time.Unix(0, s.lastIn.Load())
	if s.paused {
		heard = now
	}
	if s.cfg.Inactivity > 0 && state.Bound() && !s.paused && due(s.lastPDU.Add(s.cfg.Inactivity)) {
		why = fmt.Sprintf("nothing came for %s", s.cfg.Inactivity)
	}
	enquire := false
	if s.cfg.EnquireLink > 0 && state.Bound() && !s.unbound {
		switch {
		case s.enquired.IsZero():
			if enquire = due(heard.Add(s.cfg.EnquireLink)); enquire {
				s.enquired = now
				next = minWait(next, s.cfg.EnquireTimeout)
			}
		case heard.After(s.enquired):
			s.enquired = time.Time{}
			due(heard.Add(s.cfg.EnquireLink))
		case due(s.enquired.Add(s.cfg.EnquireTimeout)):
			why = fmt.Sprintf("no answer to enquire_link for %s: the peer is gone", s.cfg.EnquireTimeout)
		}
	}
	var late []slot
	if s.cfg.ResponseTimeout > 0 {
		for n, x := range s.slots {
			if x.window && due(x.at.Add(s.cfg.ResponseTimeout)) {
				late = append(late, x)
				delete(s.slots, n)
				s.open--
			}
		}
	}
	handed := s.handed
	if enquire && why == "" {
		_ = s.request(smpp.New(smpp.EnquireLink), false, func(Result) {})
	}
	s.mu.Unlock()
	if enquire {
		s.wakeWriter()
	}
	for _, x := range late {
		x.done(Result{Err: ErrTimeout, Written: x.start < handed})
	}
	if len(late) > 0 {
		signal(s.freed)
	}
	if why != "" {
		s.end(&Closed{By: "us", Reason: why})
		return 0
	}
	return next
}

func minWait(a, b time.Duration) time.Duration {
	if a == 0 || b < a {
		return b
	}
	return a
}
