package number

import (
	"strings"

	"relay/gateway"
)

// WithPlus puts a plus before digits that begin with their country: spreadsheets
// drop it, as they take such a number for a sum. What can't be one stays: it has
// letters, begins with a zero, or is no longer than a short code.
func WithPlus(typed string) string {
	typed = strings.TrimSpace(typed)
	if strings.Trim(typed, "0123456789 -./()\u00a0") != "" || strings.HasPrefix(typed, "0") || len(gateway.CompareForm(typed)) <= maxShort {
		return typed
	}
	return "+" + typed
}
