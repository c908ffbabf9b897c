//go:build race

package session

// slow makes long tests shorter: the race detector is at work.
const slow = true
