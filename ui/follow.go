package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/words"
)

// countEvery is how often the numbers follow messages at most.
const countEvery = 400 * time.Millisecond

// update follows the gateway.
func (s *Shell) update(u gateway.Update) {
	for _, e := range u.Events {
		s.Toast(e)
		if e.Notify && !s.focused {
			s.App.SendNotification(fyne.NewNotification("Relay", gateway.Clean(words.Said(e.Text))))
		}
	}
	// Numbers that change ten times a second can't be read; the tick has the last.
	if u.Links || u.Config || u.Messages && time.Since(s.counted) > countEvery {
		s.count()
	}
	if v := s.built[s.current]; v != nil {
		v.Update(u)
	}
	s.followApart(u)
}

// tick moves what the clock moves.
func (s *Shell) tick() {
	now := time.Now()
	s.toasts.Tick(now)
	s.tickApart(now)
	if s.changed() {
		state := s.state
		s.Go(func() func() { s.keep(state); return nil })
	}
	s.count()
	s.status.passed(s.numbers.rate())
	if v, ok := s.built[s.current].(ticker); ok {
		v.Tick()
	}
	for _, n := range s.attention.look(now, s.focused, s.numbers.status, s.numbers.counts.Unread) {
		s.App.SendNotification(fyne.NewNotification(gateway.Clean(n.title), gateway.Clean(n.text)))
	}
}

// count reads the numbers again; what is asked for meanwhile is done once more
// after it.
func (s *Shell) count() {
	if s.counting {
		s.countMore = true
		return
	}
	s.counting, s.counted = true, time.Now()
	measure := time.Since(s.sized) > 5*time.Second
	if measure {
		s.sized = time.Now()
	}
	s.Go(func() func() {
		st := s.Engine.Status()
		c, err := s.Archive.Counts(context.Background())
		var info gateway.StorageInfo
		var ierr error
		if measure {
			info, ierr = s.Archive.Storage(context.Background())
		}
		return func() {
			s.counting = false
			s.numbers.status = st
			if err == nil {
				s.numbers.counts = c
			}
			if measure && ierr == nil {
				s.numbers.storage = info
			}
			s.showNumbers()
			if s.countMore {
				s.countMore = false
				s.count()
			}
		}
	})
}

func (s *Shell) showNumbers() {
	s.rail.show(s.numbers)
	s.status.show(s.numbers, time.Now())
	s.showTray()
	if !s.welcomed && s.numbers.counts.Out[gateway.Delivered] > 0 {
		s.welcomed = true
		s.Go(func() func() {
			_ = s.Office.Save(context.Background(), deliveredKey, true)
			return nil
		})
		s.Toast(gateway.Event{Severity: gateway.Success, Text: words.T("Delivered. Your message went out, arrived, and its receipt came back."), Advice: words.T("F6 shows and hides its PDUs. When you have a provider: Connections, Add connection.")})
	}
}
