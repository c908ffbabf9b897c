package gateway

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"relay/gateway/smpp"
)

// Automatic is the TON or NPI that Relay chooses by the form of the number.
const Automatic = -1

// PerSecond is the link's rate in PDUs a second, 0 for no limit.
func (c ClientConfig) PerSecond() float64 {
	if c.RateUnit == "minute" {
		return c.Rate / 60
	}
	return c.Rate
}

// Hosts are the addresses that the link tries, in order: its own, then the
// back-up ones.
func (c ClientConfig) Hosts() []string {
	return append([]string{net.JoinHostPort(c.Host, strconv.Itoa(c.Port))}, c.BackupHosts...)
}

// At returns the link with another of its hosts in force.
func (c ClientConfig) At(address string) ClientConfig {
	host, port, err := net.SplitHostPort(address)
	if n, perr := strconv.Atoi(port); err == nil && perr == nil {
		c.Host, c.Port = host, n
	}
	return c
}

// tonName is the TON of a name (SMPP 5.0 4.7.1).
const tonName = 5

// Dress gives a submit_sm of our own what the link's settings say: service type,
// protocol id, priority, receipts, TLVs, and TON and NPI where they are fixed.
// What an account submitted is not dressed: it passes octet for octet.
func (c ClientConfig) Dress(p *smpp.PDU) error {
	p.SetStr(smpp.FieldServiceType, c.ServiceType).SetInt(smpp.FieldProtocolID, uint32(c.ProtocolID)).SetInt(smpp.FieldPriorityFlag, uint32(c.Priority)).
		SetInt(smpp.FieldSMDefaultMsgID, uint32(c.DefaultMessageID))
	if c.ReplaceIfPresent {
		p.SetInt(smpp.FieldReplaceIfPresentFlag, 1)
	}
	if p.Int(smpp.FieldSourceAddrTON) == tonName {
		sender, err := c.senderOctets(p.Str(smpp.FieldSourceAddr))
		if err != nil {
			return err
		}
		p.SetStr(smpp.FieldSourceAddr, sender)
	}
	for f, v := range map[smpp.Field]int{
		smpp.FieldSourceAddrTON: c.SourceTON, smpp.FieldSourceAddrNPI: c.SourceNPI, smpp.FieldDestAddrTON: c.DestTON, smpp.FieldDestAddrNPI: c.DestNPI,
	} {
		if v != Automatic {
			p.SetInt(f, uint32(v))
		}
	}
	if p.Int(smpp.FieldRegisteredDelivery) != 0 {
		p.SetInt(smpp.FieldRegisteredDelivery, map[string]uint32{"none": 0, "failure": 2, "success": 3}[c.Receipts])
		if c.Receipts == "all" || c.Receipts == "" {
			p.SetInt(smpp.FieldRegisteredDelivery, 1)
		}
	}
	for _, text := range c.TLVs {
		tag, value, err := ParseTLV(text)
		if err != nil {
			return err
		}
		p.AddTLV(tag, value)
	}
	return nil
}

// QueueUntil is when a message that has not left by then expires here: the end
// of its validity, or of the link's longest wait if that comes first; zero for
// never. start is when it may leave first.
func (c ClientConfig) QueueUntil(start, validUntil time.Time) time.Time {
	if c.MaxQueueAge <= 0 {
		return validUntil
	}
	if end := start.Add(c.MaxQueueAge); validUntil.IsZero() || end.Before(validUntil) {
		return end
	}
	return validUntil
}

// ParseTLV reads "NAME=VALUE" or "0x1400=VALUE"; the value is hexadecimal octets,
// or text in quotes.
func ParseTLV(text string) (smpp.Tag, []byte, error) {
	name, value, ok := strings.Cut(text, "=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	tag, known := smpp.TagByName(name)
	if !known {
		n, err := strconv.ParseUint(strings.TrimPrefix(strings.ToLower(name), "0x"), 16, 16)
		if err != nil || !ok {
			return 0, nil, fmt.Errorf("%q is no TLV: write it as user_message_reference=0007, 0x1400=\"text\" or 0x1401=01ab", text)
		}
		tag = smpp.Tag(n)
	}
	if s, err := strconv.Unquote(value); err == nil {
		return tag, []byte(s), nil
	}
	octets, err := hex.DecodeString(strings.ReplaceAll(value, " ", ""))
	if err != nil {
		return 0, nil, fmt.Errorf("%q is no TLV: its value is hexadecimal octets, or text in quotes", text)
	}
	return tag, octets, nil
}

// CheckTLVs finds what is wrong with TLVs that are to go over the link, nil when
// nothing is.
func (c ClientConfig) CheckTLVs(list []string) *Problem {
	for _, t := range list {
		if _, _, err := ParseTLV(t); err != nil {
			return &Problem{Key: "%s", Args: []any{err.Error()}}
		}
	}
	if len(list) > 0 && c.Version == smpp.V33 {
		return &Problem{Key: "SMPP 3.3 has no TLVs: remove them, or use version 3.4"}
	}
	return nil
}

// Rewrite applies the first rule that fits a typed number: "PREFIX>NEW" puts NEW
// in the place of PREFIX, so that "06>+36" makes +36301234567 of 06301234567. It
// returns the rule too, "" when none fits.
func Rewrite(rules []string, typed string) (number, rule string) {
	bare := strings.TrimSpace(typed)
	for _, r := range rules {
		from, to, ok := strings.Cut(r, ">")
		if from = strings.TrimSpace(from); ok && from != "" && strings.HasPrefix(bare, from) {
			return strings.TrimSpace(to) + bare[len(from):], r
		}
	}
	return typed, ""
}

func isHostPort(s string) bool {
	_, port, err := net.SplitHostPort(s)
	return err == nil && validPort(port) && port != "0"
}

// checkSending finds what a link's lists can not be.
func (c ClientConfig) checkSending(path string) Problems {
	var out Problems
	for _, h := range c.BackupHosts {
		if !isHostPort(h) {
			out = append(out, Problem{Path: path + ".backup_hosts", Key: "%q is no address: write it as smpp2.example.org:2775", Args: []any{h}})
		}
	}
	if p := c.CheckTLVs(c.TLVs); p != nil {
		p.Path = path + ".tlvs"
		out = append(out, *p)
	}
	for _, r := range c.Rewrite {
		if from, _, ok := strings.Cut(r, ">"); !ok || strings.TrimSpace(from) == "" {
			out = append(out, Problem{Path: path + ".rewrite", Key: "%q is no rule: write it as 06>+36", Args: []any{r}})
		}
	}
	return out
}

// ParsePin reads the SHA-256 of a public key (of its SubjectPublicKeyInfo, as RFC
// 7469 does): 64 hexadecimal digits, with colons or without, or base64 after
// "sha256/".
func ParsePin(s string) (pin [32]byte, err error) {
	var b []byte
	if text, ok := strings.CutPrefix(strings.TrimSpace(s), "sha256/"); ok {
		b, err = base64.StdEncoding.DecodeString(text)
	} else {
		b, err = hex.DecodeString(strings.NewReplacer(":", "", " ", "").Replace(s))
	}
	if err != nil || copy(pin[:], b) != len(b) || len(b) != len(pin) {
		return pin, fmt.Errorf("%q is no pinned key: write 64 hexadecimal digits, or sha256/ and base64", s)
	}
	return pin, nil
}

// TakesOutbind tells whether an address may ask for a bind; hosts are the
// addresses of the link's hosts.
func (c ClientConfig) TakesOutbind(from netip.Addr, hosts []netip.Addr) bool {
	from = from.Unmap()
	if len(c.OutbindFrom) == 0 {
		return from.IsLoopback() || slices.ContainsFunc(hosts, func(h netip.Addr) bool { return h.Unmap() == from })
	}
	return slices.ContainsFunc(c.OutbindFrom, func(s string) bool {
		p, err := parseCIDR(s)
		return err == nil && p.Contains(from)
	})
}
