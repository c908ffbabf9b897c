package outbox

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/words"
)

// Check is what was sent of an address, or what it needs to be.
type Check struct {
	Name, Value string
	Wrong, Need bool // it is what breaks the rule; it is what the rule wants
}

const (
	nameTON    = 5  // alphanumeric (SMPP 5.0 4.7.1)
	longName   = 11 // characters of a name (3GPP TS 23.040 9.1.2.5)
	longNumber = 15 // digits of an international number (ITU-T E.164)
)

// Checks are what was sent beside what is needed, where a provider refused an
// address; none for other errors.
func Checks(m gateway.Message) []Check {
	if m.Error == nil {
		return nil
	}
	switch m.Error.Status {
	case smpp.RINVSRCADR, smpp.RINVSRCTON, smpp.RINVSRCNPI:
		if m.From.Addr == "" {
			return []Check{{Name: words.T("Sender"), Value: words.T("none: the provider puts its own")}}
		}
		return append([]Check{{Name: words.T("Sender"), Value: sms.Clean(m.From.Addr)}}, address(m.From)...)
	case smpp.RINVDSTADR, smpp.RINVDSTTON, smpp.RINVDSTNPI:
		return append([]Check{{Name: words.T("Number"), Value: sms.Clean(m.To.Addr)}}, address(m.To)...)
	}
	return nil
}

// address is the type of an address, and what one that is written so needs.
func address(a gateway.Address) []Check {
	isName := strings.ContainsFunc(a.Addr, func(r rune) bool { return r < '0' || r > '9' })
	sent := Check{Name: words.T("Type sent (TON/NPI)"), Value: fmt.Sprintf("%d / %d  %s", a.TON, a.NPI, typeOfNumber(a.TON))}
	if isName {
		sent.Wrong = a.TON != nameTON
		length := Check{Name: words.T("Longest name allowed"), Value: words.T("%d characters, this has %d", longName, utf8.RuneCountInString(a.Addr))}
		length.Wrong = utf8.RuneCountInString(a.Addr) > longName
		out := []Check{sent, length}
		if sent.Wrong {
			out = []Check{sent, {Name: words.T("Type a name needs"), Value: fmt.Sprintf("%d / 0  %s", nameTON, typeOfNumber(nameTON)), Need: true}, length}
		}
		return out
	}
	out := []Check{sent}
	if a.TON == 1 {
		digits := Check{Name: words.T("Longest number"), Value: words.T("%d digits with the country, this has %d", longNumber, len(a.Addr))}
		digits.Wrong = len(a.Addr) > longNumber
		out = append(out, digits)
	}
	return out
}

// typeOfNumber is a TON as the specification names it.
func typeOfNumber(ton byte) string {
	for v := range smpp.Values() {
		if v.Enum == "ton" && v.Value == int(ton) {
			return strings.ReplaceAll(v.Name, "_", " ")
		}
	}
	return ""
}
