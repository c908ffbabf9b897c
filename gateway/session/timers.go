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
		if wait := s.expire(time.Now()); wait > 0 {
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

// deadlines collects the time to the next deadline; 0 while there is none.
type deadlines struct {
	now  time.Time
	next time.Duration
}

// passed tells whether a deadline has passed, and remembers it if not.
func (d *deadlines) passed(at time.Time) bool {
	left := at.Sub(d.now)
	if left <= 0 {
		return true
	}
	d.sooner(left)
	return false
}

func (d *deadlines) sooner(left time.Duration) {
	if d.next == 0 || left < d.next {
		d.next = left
	}
}

// expire acts on every deadline that has passed and returns the time to the
// next one, 0 when there is none.
func (s *Session) expire(now time.Time) time.Duration {
	d := deadlines{now: now}
	s.mu.Lock()
	if s.closed != nil {
		s.mu.Unlock()
		return 0
	}
	why := s.overdue(&d)
	if why == nil {
		why = s.silent(&d)
	}
	late, handed := s.giveUp(&d), s.handed
	s.armed = time.Time{}
	if d.next > 0 {
		s.armed = now.Add(d.next)
	}
	s.mu.Unlock()
	freed := false
	for _, x := range late {
		x.done(Result{Err: ErrTimeout, Written: x.start < handed})
		freed = freed || x.kind == inWindow
	}
	if freed {
		signal(s.freed)
	}
	if why != nil {
		s.end(why)
		return 0
	}
	return d.next
}

// overdue looks at what a peer may not take for ever: a bind, the rest of a PDU,
// octets of ours. The last two begin and end too often to wake the watcher each
// time: it looks at least as often as they may last. s.mu is held.
func (s *Session) overdue(d *deadlines) *Closed {
	var why *Closed
	if t := s.cfg.SessionInit; t > 0 && !s.state.Bound() && s.state != smpp.Unbound && d.passed(s.start.Add(t)) {
		why = &Closed{By: "us", Reason: fmt.Sprintf("no bind within %s", t)}
	}
	if t := s.cfg.PDURead; t > 0 {
		d.sooner(t)
		if since := s.partial.Load(); since != 0 && d.passed(s.moment(since).Add(t)) {
			why = &Closed{By: "us", Reason: fmt.Sprintf("a PDU was not complete within %s", t)}
		}
	}
	if t := s.cfg.Write; t > 0 {
		d.sooner(t)
		if since := s.writing.Load(); since != 0 && d.passed(s.moment(since).Add(t)) {
			why = stalled(t)
		}
	}
	return why
}

// silent looks at a peer that says nothing, and asks whether it is there. s.mu is
// held.
func (s *Session) silent(d *deadlines) *Closed {
	if !s.state.Bound() {
		return nil
	}
	if t := s.cfg.Inactivity; t > 0 && !s.paused && d.passed(s.lastPDU.Add(t)) {
		return &Closed{By: "us", Reason: fmt.Sprintf("nothing came for %s", t)}
	}
	if s.cfg.EnquireLink <= 0 || s.unbound {
		return nil
	}
	heard := s.moment(s.lastIn.Load())
	if s.paused {
		heard = d.now
	}
	if !s.enquired.IsZero() {
		if !heard.After(s.enquired) {
			if t := s.cfg.EnquireTimeout; t > 0 && d.passed(s.enquired.Add(t)) {
				return &Closed{By: "us", Reason: fmt.Sprintf("no answer to enquire_link for %s: the peer is gone", t)}
			}
			return nil
		}
		s.enquired = time.Time{}
	}
	if d.passed(heard.Add(s.cfg.EnquireLink)) {
		s.enquired = d.now
		_ = s.request(smpp.New(smpp.EnquireLink), keepAlive, func(Result) {})
		if t := s.cfg.EnquireTimeout; t > 0 {
			d.sooner(t)
		}
	}
	return nil
}

// mostGiven bounds the requests that were given up and whose answers may come.
const mostGiven = 1000

// giveUp takes the requests whose answer is due. s.mu is held.
func (s *Session) giveUp(d *deadlines) []slot {
	var late []slot
	for x := range s.pending.each {
		if t := s.patience(x.kind); t > 0 && d.passed(x.at.Add(t)) {
			if x.kind == inWindow {
				s.open--
			}
			given := s.pending.take(x)
			late = append(late, given)
			if s.cfg.LateAnswers && given.kind == inWindow && len(s.given) < mostGiven {
				if s.given == nil {
					s.given = map[uint32]slot{}
				}
				s.given[given.sequence] = given
			}
		}
	}
	return late
}
