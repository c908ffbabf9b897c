package gateway

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// What a provider's status may be set to mean (ClientConfig.StatusRetry).
const (
	retryLater    = "later"
	retryThrottle = "throttle"
	retryNever    = "never"
)

// ParseStatusRetry reads "ESME_RSUBMITFAIL=later" or "0x0400=never".
func ParseStatusRetry(rule string) (smpp.Status, smpp.RetryClass, error) {
	name, word, _ := strings.Cut(rule, "=")
	name = strings.TrimSpace(name)
	st, known := smpp.StatusByName(name)
	if !known {
		n, err := strconv.ParseUint(name, 0, 32)
		if err != nil || n == 0 {
			return 0, 0, fmt.Errorf("%q is no rule for an error: write it as ESME_RSUBMITFAIL=later or 0x0400=never", rule)
		}
		st = smpp.Status(n)
	}
	class, known := map[string]smpp.RetryClass{retryLater: smpp.RetryLater, retryThrottle: smpp.RetryThrottle, retryNever: smpp.RetryPermanent}[strings.TrimSpace(word)]
	if !known || st == smpp.ROK {
		return 0, 0, fmt.Errorf("%q is no rule for an error: after the = stands later, throttle or never", rule)
	}
	return st, class, nil
}

// Retry is what to do about a status of this provider.
func (c ClientConfig) Retry(st smpp.Status) smpp.RetryClass {
	for _, r := range c.StatusRetry {
		if s, class, err := ParseStatusRetry(r); err == nil && s == st {
			return class
		}
	}
	return st.Info().Retry
}

// MayReach tells whether the provider may get messages to a number.
func (c ClientConfig) MayReach(number string) bool {
	begins := func(prefix string) bool {
		return strings.HasPrefix(CompareForm(number), CompareForm(strings.TrimSuffix(prefix, "*")))
	}
	return !slices.ContainsFunc(c.DeniedPrefixes, begins) && (len(c.AllowedPrefixes) == 0 || slices.ContainsFunc(c.AllowedPrefixes, begins))
}

// As is the link as one of its binds sees it: the receiver of a pair may have a
// host and a system id of its own.
func (c ClientConfig) As(receiver bool) ClientConfig {
	if !receiver || c.Bind != BindPair {
		return c
	}
	if c.ReceiveSystemID != "" {
		c.SystemID = c.ReceiveSystemID
	}
	if c.ReceiveHost != "" {
		c, c.BackupHosts = c.At(c.ReceiveHost), nil
	}
	return c
}

// SystemTypeOctets is the system type with \xNN as one octet: some providers want
// what nobody can type.
func (c ClientConfig) SystemTypeOctets() (string, error) {
	var b strings.Builder
	for s := c.SystemType; s != ""; {
		if strings.HasPrefix(s, `\x`) {
			n, err := strconv.ParseUint(s[2:min(4, len(s))], 16, 8)
			if err != nil || len(s) < 4 || n == 0 {
				return c.SystemType, fmt.Errorf(`%q: after \x stand two hexadecimal digits, not 00`, c.SystemType)
			}
			b.WriteByte(byte(n))
			s = s[4:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String(), nil
}

// senderOctets is how a name is written in the source address.
func (c ClientConfig) senderOctets(name string) (string, error) {
	if c.SenderAlphabet != AlphabetGSM7 {
		return name, nil
	}
	octets, err := sms.SegmentWith(name, sms.Options{Coding: sms.GSM7})
	if err != nil || len(octets.Parts) != 1 {
		return "", fmt.Errorf("the sender %q does not fit the GSM alphabet", name)
	}
	out := string(octets.Parts[0].Octets)
	if strings.ContainsAny(out, "\x00\x1b") {
		return "", fmt.Errorf("the sender %q has a character that can not stand in a GSM address", name)
	}
	return out, nil
}

// Words of ClientConfig.ReceiptsBy and ReceiptIDs.
const (
	ReceiptsByProtocol = "protocol"
	ReceiptsByText     = "text"

	IDsAuto         = "auto"
	IDsLiteral      = "literal"
	IDsHexToDecimal = "hex to decimal"
	IDsDecimalToHex = "decimal to hex"
)

// TakesForm tells whether a receipt may name its message in a form of sms.IDForm.
func (c ClientConfig) TakesForm(form string) bool {
	switch c.ReceiptIDs {
	case IDsLiteral:
		return form == sms.FormLiteral
	case IDsHexToDecimal:
		return form == sms.FormHexToDecimal
	case IDsDecimalToHex:
		return form == sms.FormDecimalToHex
	}
	return true
}

// ParseZone reads "+02:00", "UTC" or "Europe/Budapest"; nil for "".
func ParseZone(s string) (*time.Location, error) {
	if s = strings.TrimSpace(s); s == "" {
		return nil, nil
	}
	if t, err := time.Parse("-07:00", s); err == nil {
		_, offset := t.Zone()
		return time.FixedZone(s, offset), nil
	}
	zone, err := time.LoadLocation(s)
	if err != nil {
		return nil, fmt.Errorf("%q is no time zone: write it as +02:00 or Europe/Budapest", s)
	}
	return zone, nil
}

// ParseReceiptState reads "SENT=DELIVRD".
func ParseReceiptState(rule string) (word string, state sms.MessageState, err error) {
	word, meaning, _ := strings.Cut(rule, "=")
	word = strings.ToUpper(strings.TrimSpace(word))
	state, ok := sms.StateOfWord(strings.ToUpper(strings.TrimSpace(meaning)))
	if word == "" || !ok {
		return "", 0, fmt.Errorf("%q is no rule for a word: write it as SENT=DELIVRD; after the = stands DELIVRD, UNDELIV, EXPIRED, DELETED, REJECTD, ACCEPTD, ENROUTE or UNKNOWN", rule)
	}
	return word, state, nil
}

// StateOf is what a word of the provider's receipts is set to mean.
func (c ClientConfig) StateOf(stat string) (sms.MessageState, bool) {
	for _, r := range c.ReceiptStates {
		if word, state, err := ParseReceiptState(r); err == nil && word == strings.ToUpper(stat) {
			return state, true
		}
	}
	return 0, false
}

// checkProvider finds what the link's rules about its provider can not be.
func (c ClientConfig) checkProvider(path string) Problems {
	var out Problems
	add := func(key string, err error) {
		if err != nil {
			out = append(out, Problem{Path: path + "." + key, Key: "%s", Args: []any{err.Error()}})
		}
	}
	for _, r := range c.StatusRetry {
		_, _, err := ParseStatusRetry(r)
		add("status_retry", err)
	}
	for _, r := range c.ReceiptStates {
		_, _, err := ParseReceiptState(r)
		add("receipt_states", err)
	}
	_, err := ParseZone(c.ReceiptZone)
	add("receipt_zone", err)
	octets, err := c.SystemTypeOctets()
	if add("system_type", err); len(octets) > 12 {
		out = append(out, Problem{Path: path + ".system_type", Key: "too long: at most %d characters", Args: []any{12}})
	}
	for key, list := range map[string][]string{"allowed_prefixes": c.AllowedPrefixes, "denied_prefixes": c.DeniedPrefixes} {
		for _, p := range list {
			if CompareForm(strings.TrimSuffix(p, "*")) == "" {
				out = append(out, Problem{Path: path + "." + key, Key: "%q is no beginning of a number: write it as +36", Args: []any{p}})
			}
		}
	}
	if c.ReceiveHost != "" && !isHostPort(c.ReceiveHost) {
		out = append(out, Problem{Path: path + ".receive_host", Key: "%q is no address: write it as smpp2.example.org:2775", Args: []any{c.ReceiveHost}})
	}
	if (c.ReceiveHost != "" || c.ReceiveSystemID != "") && c.Bind != BindPair {
		out = append(out, Problem{Path: path + ".receive_host", Key: "only a pair has a receiver of its own: bind as a pair, or leave this empty"})
	}
	if !c.SenderOverride && c.DefaultSender == "" {
		out = append(out, Problem{Path: path + ".default_sender", Key: "without other senders there has to be a default one"})
	}
	return out
}
