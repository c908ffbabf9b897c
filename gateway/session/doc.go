// Package session is one SMPP connection, in either role: dialled or accepted,
// bound by a bind of either side's wish (outbind).
//
// A Session has a reader goroutine, a writer goroutine and a watcher for its
// timers, all of which end before Run returns. The reader takes as many frames
// as one read brings; answers and requests are encoded into one buffer. What is
// queued during the reader's batch it writes itself, in one write that never
// waits; all else, and what the system does not take at once, is the writer's.
// State, window and counters are behind one mutex, never held while a handler or
// a callback runs; Config.Tap and Config.Congestion run under it and must not
// call the session.
//
// What a request means is the handler's business; what the protocol itself
// demands (state, sequence numbers, enquire_link, unbind, malformed PDUs) is
// decided here (SMPP 3.4 chapter 2, 5.0 chapter 2). Reconnecting, pacing and
// storing are package engine's. Sizes are in octets. Errors: Run returns why the
// session ended as *Closed; Send and Do return ErrWindowFull, ErrNotBound,
// ErrClosed or the codec's *smpp.Error; a refused bind is a *StatusError.
package session
