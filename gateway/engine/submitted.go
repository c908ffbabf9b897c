package engine

import (
	"sync"
	"time"
)

// submitted counts what accounts without a quota have submitted, so that the
// window can tell it; it is stored beside the traffic. What a quota rests on is
// counted in the message's own transaction instead.
type submitted struct {
	mu sync.Mutex
	n  map[string]int
}

func (s *submitted) add(account string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n == nil {
		s.n = map[string]int{}
	}
	s.n[account] += n
}

func (s *submitted) take() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.n
	s.n = nil
	return n
}

// storeCounted stores what was counted since the last time.
func (e *Engine) storeCounted(now time.Time) {
	fresh := e.submitted.take()
	if len(fresh) == 0 {
		return
	}
	e.store.Write(func(tx Tx) error {
		for account, n := range fresh {
			if err := tx.NoteSubmitted(account, now, n); err != nil {
				return err
			}
		}
		return nil
	}, nil)
}
