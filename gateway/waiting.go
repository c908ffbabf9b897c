package gateway

// Fate is what becomes of messages that wait for a client link that is deleted.
type Fate uint8

const (
	FateKeep   Fate = iota // they wait until there is a link of that name again
	FateMove               // they go over another link
	FateCancel             // they are cancelled
)

// Waiting says what becomes of what waits for a link that is deleted, and to
// which link it goes when it is moved.
type Waiting struct {
	Fate Fate
	To   string
}

// MoveTargets are the client links that what waits for one of them can go over
// instead: others that send, and that are simulated if it is. What is written for
// the simulator would leave for real over another, and the other way round what
// should leave for real would only seem to.
func (c Config) MoveTargets(from string) []ClientConfig {
	own, ok := c.Client(from)
	if !ok {
		return nil
	}
	var out []ClientConfig
	for _, l := range c.Clients {
		if l.Name != from && l.Bind != BindReceiver && l.Simulated() == own.Simulated() {
			out = append(out, l)
		}
	}
	return out
}

// CheckMove tells what keeps the messages of a link from going over another.
func (c Config) CheckMove(from, to string) Problems {
	for _, l := range c.MoveTargets(from) {
		if l.Name == to {
			return nil
		}
	}
	l, ok := c.Client(to)
	switch {
	case !ok:
		return Problems{{Path: "link", Key: "there is no connection %q", Args: []any{to}}}
	case to == from:
		return Problems{{Path: "link", Key: "choose another connection than the one that is deleted"}}
	case l.Bind == BindReceiver:
		return Problems{{Path: "link", Key: "%s only receives: choose a connection that sends", Args: []any{to}}}
	}
	return Problems{{Path: "link", Key: "one of %s and %s is the simulator: what waits for a real connection can only go over a real one", Args: []any{from, to}}}
}
