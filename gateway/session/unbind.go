package session

import (
	"context"
	"time"

	"relay/gateway/smpp"
)

// Unbind stops our requests, asks the peer to end the session, waits for the
// answer, the response time or ctx, and closes. Until then the peer's requests
// are served. Before the bind there is nothing to sign off from: it closes.
func (s *Session) Unbind(ctx context.Context) error {
	answered := make(chan error, 1)
	s.mu.Lock()
	if s.closed != nil {
		s.mu.Unlock()
		return nil
	}
	bound := s.state.Bound()
	s.unbound = true
	var err error
	if bound {
		err = s.request(smpp.New(smpp.Unbind), aside, func(r Result) {
			if r.Err == nil {
				s.mu.Lock()
				s.signed = true // the peer may close before we do: that is our doing all the same
				s.mu.Unlock()
			}
			answered <- r.Err
		})
	}
	s.mu.Unlock()
	if bound && err == nil {
		select {
		case err = <-answered:
			if err == nil {
				s.drained() // answers to the peer that are still queued
			}
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	if err != nil {
		s.end(&Closed{By: "us", Reason: "Relay signed off; the peer did not answer the unbind", Err: err})
		return err
	}
	s.end(signedOff())
	return nil
}

func signedOff() *Closed { return &Closed{By: "us", Reason: "Relay signed off"} }

// unbindRequested answers the peer's unbind and ends the session. What the peer
// asked before it is answered first: a message that was stored must not look
// lost.
func (s *Session) unbindRequested(sequence uint32) {
	s.mu.Lock()
	if s.closed == nil {
		s.state = smpp.Unbound
	}
	s.mu.Unlock()
	s.allAnswered()
	s.plain(smpp.UnbindResp, sequence, smpp.ROK)
	s.endAfterFlush(&Closed{By: "peer", Reason: "the peer signed off (unbind)"})
}

// answerTime is how long an unbind waits for the answers to what came before.
const answerTime = 2 * time.Second

// allAnswered waits until every request of the peer has its answer, for
// answerTime at most. It runs on the reader.
func (s *Session) allAnswered() {
	s.flushBatch()
	t := time.NewTimer(answerTime)
	defer t.Stop()
	for {
		s.mu.Lock()
		s.paused = s.peerOpen.Load() > 0 && s.closed == nil
		wait := s.paused
		s.mu.Unlock()
		if !wait {
			return
		}
		select {
		case <-s.read:
		case <-s.done:
			return
		case <-t.C:
			s.mu.Lock()
			s.paused = false
			s.mu.Unlock()
			return
		}
	}
}
