package number

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"relay/gateway"
)

// leastCode and mostDigits bound what can be looked for: a short code, and the
// longest address.
const (
	leastCode  = 3
	mostDigits = 20
)

// Subject reads the number of a person whose data is looked for. It takes any
// spelling, and numbers that no network has too: strangers may have sent them.
func Subject(typed, country string) (gateway.Subject, *gateway.Problem) {
	typed = strings.TrimSpace(typed)
	wrong := func(key string, args ...any) (gateway.Subject, *gateway.Problem) {
		return gateway.Subject{}, &gateway.Problem{Path: "subject", Key: key, Args: args}
	}
	if typed == "" {
		return wrong("enter a number")
	}
	digits := strip(typed)
	bare := strings.TrimPrefix(digits, "+")
	if bare == "" || strings.Trim(bare, "0123456789") != "" {
		return wrong("%q is no phone number: write it as +36301234567", typed)
	}
	whole := strings.HasPrefix(digits, "+") || strings.HasPrefix(bare, "00")
	bare = strings.TrimPrefix(bare, "00")
	if !whole {
		if a, p := To(typed, country, true); p == nil {
			bare = a.Addr
		} else if strings.HasPrefix(bare, "0") {
			return wrong("%q has no country: write it as +36301234567", typed)
		}
	}
	if n := len(bare); n < leastCode || n > mostDigits {
		return wrong("%q has %d digits: a number has %d to %d", typed, n, leastCode, mostDigits)
	}
	return gateway.NewSubject(bare, national(bare)), nil
}

// national is an international number as it is dialled at home, "" when there
// is no such form.
func national(digits string) string {
	n, err := phonenumbers.Parse("+"+digits, "ZZ")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return ""
	}
	return strip(phonenumbers.Format(n, phonenumbers.NATIONAL))
}
