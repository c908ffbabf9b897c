package campaigns

import (
	"relay/gateway"
	"relay/ui/words"
)

// PaceStops are the stops of the slider of a pace, in messages of its unit; the
// last, 0, is as fast as the connection takes them. limit is what the connection
// takes a second: nothing above it is offered; 0 is not known.
func PaceStops(minute bool, limit float64) (out []float64) {
	if minute {
		limit *= 60
	}
	for _, n := range []float64{1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000} {
		if limit <= 0 || n < limit {
			out = append(out, n)
		}
	}
	if limit > 0 && (len(out) == 0 || limit < 1500) {
		out = append(out, limit)
	}
	return append(out, 0)
}

// PaceStop is the stop of a pace, or the one below it.
func PaceStop(list []float64, messages float64) int {
	if messages <= 0 {
		return len(list) - 1
	}
	at := 0
	for i, n := range list[:len(list)-1] {
		if n <= messages {
			at = i
		}
	}
	return at
}

// paceText is a pace as its field has it, "" for no limit.
func paceText(messages float64) string {
	if messages <= 0 {
		return ""
	}
	return trim(messages)
}

// LinkLimit says what a campaign's connection takes; "" when it has no limit, or
// when the routes choose.
func LinkLimit(link gateway.ClientConfig) string {
	if link.PerSecond() <= 0 {
		return ""
	}
	return words.T("%s takes %s parts a second", link.Name, words.Decimal(link.PerSecond(), -1))
}
