package connections

import (
	"strings"

	"relay/gateway"
	"relay/ui/words"
)

// fateWords says what a fate means for messages that wait for a connection.
func fateWords(f gateway.Fate, n int64, name string) string {
	switch f {
	case gateway.FateMove:
		return words.T("They go over another connection, as they are written.")
	case gateway.FateCancel:
		return words.T("They are cancelled and do not go. Applications that asked for a receipt are told.")
	}
	return words.N(n, "It goes when there is a connection with the name %[2]s again.", "They go when there is a connection with the name %[2]s again.", name)
}

// moveWarning says what is to be known of a connection that takes another's
// messages; "" when that is nothing.
func moveWarning(c gateway.Config, from, to string) string {
	l, ok := c.Client(to)
	if !ok {
		return ""
	}
	var out []string
	if !l.Enabled {
		out = append(out, words.T("%s is off. They wait there until it is connected.", to))
	}
	if old, _ := c.Client(from); old.Alphabet != l.Alphabet {
		out = append(out, words.T("%s has another default alphabet. Accents may arrive as other characters.", to))
	}
	return strings.Join(out, " ")
}

// removedWords says what was done.
func removedWords(name string, w gateway.Waiting, n int) string {
	switch w.Fate {
	case gateway.FateMove:
		return words.N(n, "%[2]s is deleted. %[1]s message goes over %[3]s.", "%[2]s is deleted. %[1]s messages go over %[3]s.", name, w.To)
	case gateway.FateCancel:
		return words.N(n, "%[2]s is deleted. %[1]s message is cancelled.", "%[2]s is deleted. %[1]s messages are cancelled.", name)
	}
	return words.T("%s is deleted. What waits for it is kept.", name)
}
