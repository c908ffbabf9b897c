// Package engine is the in-process gateway: it runs client links and
// listeners, moves stored messages to sessions and what peers send into the
// store, and answers a peer only after the commit. It implements
// gateway.Engine.
//
// Each link has one goroutine that owns its state; sessions have their own
// (package session). The SQL is in storage, reached through Store; the decision
// what to write is here.
package engine
