// Package session is one SMPP connection, in either role.
//
// A Session has a reader goroutine, a writer goroutine and a watcher for its
// timers, all of which end before Run returns. The reader takes as many frames
// as one read brings; answers and requests are encoded into one buffer that the
// writer drains with one write. State, window and counters are behind one
// mutex, never held while a handler or a callback runs.
//
// What a request means is the handler's business; what the protocol itself
// demands (state, sequence numbers, enquire_link, unbind, malformed PDUs) is
// decided here. Reconnecting, pacing and storing are package engine's.
package session
