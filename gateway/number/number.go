package number

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"relay/gateway"
)

// Types of number and numbering plans (SMPP 3.4 5.2.5, 5.2.6).
const (
	tonUnknown       = 0
	tonInternational = 1
	tonNetwork       = 3
	tonAlphanumeric  = 5
	npiUnknown       = 0
	npiISDN          = 1
)

// Longest addresses, in octets.
const (
	maxNumber = 20
	maxName   = 11 // letters of a sender on GSM networks
	maxShort  = 8  // digits of a short code
)

// To reads a destination. country is an ISO 3166 code that makes national
// numbers international; simulated links also take the test range +999.
func To(typed, country string, simulated bool) (gateway.Address, *gateway.Problem) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return gateway.Address{}, &gateway.Problem{Key: "enter a number"}
	}
	if hasLetter(typed) {
		return gateway.Address{}, &gateway.Problem{Key: "%q is no phone number: messages go to numbers only", Args: []any{typed}}
	}
	digits := strip(typed)
	international := strings.HasPrefix(digits, "+")
	bare := strings.TrimPrefix(digits, "+")
	if !international && strings.HasPrefix(bare, "00") {
		bare, international = bare[2:], true
	}
	if bare == "" || strings.Trim(bare, "0123456789") != "" {
		return gateway.Address{}, &gateway.Problem{Key: "%q is no phone number: write it as +36301234567", Args: []any{typed}}
	}
	if international && strings.HasPrefix(bare, gateway.TestRange) {
		switch {
		case !simulated:
			return gateway.Address{}, &gateway.Problem{Key: "+999 is the simulator's test range and no real country: choose a simulator connection or a real number"}
		case len(bare) < len(gateway.TestRange)+4:
			return gateway.Address{}, &gateway.Problem{Key: "a test number has at least four digits after +999"}
		case len(bare) > maxNumber:
			return gateway.Address{}, &gateway.Problem{Key: "%q is too long: at most %d digits", Args: []any{typed, maxNumber}}
		}
		return gateway.Address{TON: tonInternational, NPI: npiISDN, Addr: bare}, nil
	}
	if !international && len(bare) <= maxShort && (country == "" || len(bare) <= 6) {
		return gateway.Address{TON: tonNetwork, NPI: npiUnknown, Addr: bare}, nil
	}
	if !international && country == "" {
		return gateway.Address{}, &gateway.Problem{Key: "%q has no country: write it as +36301234567, or set your country under Settings", Args: []any{typed}}
	}
	text := bare
	region := strings.ToUpper(country)
	if international {
		text, region = "+"+bare, "ZZ"
	}
	n, err := phonenumbers.Parse(text, region)
	if err != nil {
		return gateway.Address{}, &gateway.Problem{Key: "%q is no phone number: write it as +36301234567", Args: []any{typed}}
	}
	if !phonenumbers.IsPossibleNumber(n) {
		return gateway.Address{}, &gateway.Problem{Key: "%q has too few or too many digits for its country", Args: []any{typed}}
	}
	if !phonenumbers.IsValidNumber(n) {
		return gateway.Address{}, &gateway.Problem{Key: "%q is not a number of its country: check the digits", Args: []any{typed}}
	}
	return gateway.Address{TON: tonInternational, NPI: npiISDN, Addr: strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+")}, nil
}

// From reads a sender, which may be a name, a short code or a number, and says
// in words how it will be sent. An empty sender leaves the choice to the
// provider.
func From(typed, country string) (gateway.Address, string, *gateway.Problem) {
	typed = strings.TrimSpace(typed)
	switch {
	case typed == "":
		return gateway.Address{}, "empty: the provider puts its own sender", nil
	case strings.Contains(typed, "@"):
		return gateway.Address{}, "", &gateway.Problem{Key: "a sender can't contain @: in the GSM alphabet it ends the field"}
	case hasLetter(typed):
		for _, r := range typed {
			if r > unicode.MaxASCII || r < 0x20 {
				return gateway.Address{}, "", &gateway.Problem{Key: "%q can't be in a sender name: use plain letters, digits and spaces", Args: []any{string(r)}}
			}
		}
		if len(typed) > maxName {
			return gateway.Address{}, "", &gateway.Problem{Key: "a sender name has at most %d characters: %q has %d", Args: []any{maxName, typed, len(typed)}}
		}
		return gateway.Address{TON: tonAlphanumeric, NPI: npiUnknown, Addr: typed}, "a name: alphanumeric (TON 5, NPI 0)", nil
	}
	digits := strip(typed)
	bare := strings.TrimPrefix(digits, "+")
	if bare == "" || strings.Trim(bare, "0123456789") != "" {
		return gateway.Address{}, "", &gateway.Problem{Key: "%q is no sender: use a number, a short code or a name of at most %d letters", Args: []any{typed, maxName}}
	}
	if len(bare) > maxNumber {
		return gateway.Address{}, "", &gateway.Problem{Key: "%q is too long: at most %d digits", Args: []any{typed, maxNumber}}
	}
	if strings.HasPrefix(digits, "+") || strings.HasPrefix(bare, "00") {
		return gateway.Address{TON: tonInternational, NPI: npiISDN, Addr: strings.TrimPrefix(bare, "00")}, "a number with its country: international (TON 1, NPI 1)", nil
	}
	if len(bare) <= maxShort {
		return gateway.Address{TON: tonNetwork, NPI: npiUnknown, Addr: bare}, "a short code: network specific (TON 3, NPI 0)", nil
	}
	if country != "" {
		if n, err := phonenumbers.Parse(bare, strings.ToUpper(country)); err == nil && phonenumbers.IsValidNumber(n) {
			return gateway.Address{TON: tonInternational, NPI: npiISDN, Addr: strings.TrimPrefix(phonenumbers.Format(n, phonenumbers.E164), "+")},
				"a number of your country: international (TON 1, NPI 1)", nil
		}
	}
	return gateway.Address{TON: tonUnknown, NPI: npiUnknown, Addr: bare}, "digits as typed: unknown (TON 0, NPI 0)", nil
}

// Split takes apart recipients that were typed or pasted in any form: lines,
// commas, semicolons, tabs, "Name <number>".
func Split(text string) []string {
	var out []string
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ',' || r == ';' || r == '\t' }) {
		if i, j := strings.LastIndexByte(f, '<'), strings.LastIndexByte(f, '>'); i >= 0 && j > i {
			f = f[i+1 : j]
		}
		f = strings.Trim(strings.TrimSpace(f), `"'`)
		if f == "" {
			continue
		}
		// "+36301234567 +36307654321" are two numbers
		if words := strings.Fields(f); len(words) > 1 {
			starts := 0
			for _, w := range words {
				if strings.HasPrefix(w, "+") {
					starts++
				}
			}
			if starts == len(words) {
				out = append(out, words...)
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// strip removes what people put between digits; a "(0)" after the country goes
// with its zero.
func strip(s string) string {
	s = strings.Replace(s, "(0)", "", 1)
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '/', '(', ')', '\u00a0', '\u2011', '\u2013', '\u202f':
			return -1
		}
		return r
	}, s)
}
