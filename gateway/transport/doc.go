// Package transport makes connections from settings: it dials client links and
// listens for server links, with TLS where they say so, and puts errors into
// words that say what to do.
//
// It owns no goroutine that outlives a call.
package transport
