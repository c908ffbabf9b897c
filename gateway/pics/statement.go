package pics

import (
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Statement writes the whole statement as Markdown.
func Statement() string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("# Relay: statement of conformance")
	p("")
	p("What Relay does with SMPP 3.3, 3.4 and 5.0. `relay pics` prints this page. It is made from the tables that the program works by;")
	p("what stands under *Commands* is measured over the wire by `TestStatementIsMeasured` each time the tests run.")
	p("")
	p("## Roles")
	p("")
	p("| role | where | versions | binds |")
	p("|---|---|---|---|")
	p("| ESME | client link | 3.3, 3.4, 5.0 | transceiver, transmitter, receiver, transmitter and receiver as a pair |")
	p("| message centre | server link, with accounts | 3.3, 3.4, 5.0 at the same port | transceiver, transmitter, receiver; outbind |")
	p("| message centre | simulator, inside the process or over TCP | 3.3, 3.4, 5.0 | transceiver, transmitter, receiver |")
	p("")
	p("The version in force is the lower of both sides'. The server always says sc_interface_version 0x50 to a peer of 3.4 or newer.")
	p("A 3.3 session never gets a TLV, and its message ids have 8 characters. TLS 1.2 and 1.3 are implicit: from the first octet.")
	p("")
	p("## Commands")
	p("")
	p("| command | 3.3 | 3.4 | 5.0 | client link | server link | simulator | shown by |")
	p("|---|---|---|---|---|---|---|---|")
	var notes []string
	for _, r := range Rows() {
		name := r.Name()
		if r.Note != "" {
			notes = append(notes, r.Note)
			name += fmt.Sprintf(" (%d)", len(notes))
		}
		tests := make([]string, len(r.Tests))
		for i, t := range r.Tests {
			tests[i] = "`" + t + "`"
		}
		p("| %s | %s | %s | %s | %s | %s | %s | %s |", name, tick(r.In(smpp.V33)), tick(r.In(smpp.V34)), tick(r.In(smpp.V50)), r.Client, r.Server, r.Simulator, strings.Join(tests, ", "))
	}
	p("")
	for i, n := range notes {
		p("%d. %s", i+1, n)
	}
	p("")
	p("Every command and response of the three versions is encoded, decoded and explained, whoever sends it. A command that is not legal in the")
	p("session's state gets ESME_RINVBNDSTS in its own response, a second bind ESME_RALYBND, an unknown one generic_nack with ESME_RINVCMDID.")
	p("")
	tables(p)
	limits(p)
	return b.String()
}

func tick(yes bool) string {
	if yes {
		return "yes"
	}
	return "–"
}

func tables(p func(string, ...any)) {
	p("## TLVs, statuses and values")
	p("")
	p("| TLV | tag | since | octets |")
	p("|---|---|---|---|")
	n := 0
	for t := range smpp.TLVTable() {
		n++
		size := fmt.Sprint(t.Max)
		if t.Min != t.Max {
			size = fmt.Sprintf("%d–%d", t.Min, t.Max)
		}
		p("| %s | 0x%04X | %s | %s |", t.Name, uint16(t.Tag), t.Introduced, size)
	}
	known, older := 0, 0
	for s := range smpp.Statuses() {
		if s.NameOnly || s.Last != 0 || s.Introduced == "legacy" {
			older++
		} else {
			known++
		}
	}
	values := 0
	for range smpp.Values() {
		values++
	}
	p("")
	p("%d TLVs; others are kept, passed on and shown as octets. %d statuses with meaning, cause and advice, and %d names, ranges and codes of older", n, known, older)
	p("peers. %d values of enumerated fields.", values)
	p("")
	p("TLVs that Relay acts on: %s.", strings.Join([]string{
		"sc_interface_version", "message_payload", "sar_msg_ref_num", "sar_total_segments", "sar_segment_seqnum", "receipted_message_id",
		"message_state", "network_error_code", "congestion_state", "ms_availability_status",
	}, ", "))
	p("")
}

func limits(p func(string, ...any)) {
	p("## Text")
	p("")
	p("| alphabet | data_coding | `segment --coding` |")
	p("|---|---|---|")
	for _, c := range []sms.Coding{sms.GSM7, sms.GSM7Packed, sms.ASCII, sms.Latin1, sms.Binary, sms.ShiftJIS, sms.Cyrillic, sms.Hebrew, sms.UCS2, sms.ISO2022JP, sms.EUCJP, sms.EUCKR} {
		p("| %s | 0x%02X | `%s` |", alphabetName(c), c.DataCoding(), c)
	}
	p("")
	p("The default alphabet (data_coding 0) is set for each client link. National language tables, locking and single shift, in 13 languages.")
	p("Message classes 0 to 3 and message waiting groups. Long texts: 8-bit and 16-bit concatenation header, SAR TLVs, message_payload; all four")
	p("are joined when they arrive, out of order and across binds: at most 255 parts, 1,000 open sets a link, 32 MiB, 24 hours.")
	p("")
	p("## Receipts")
	p("")
	p("Read as text in any order of labels, from short_message or message_payload, and from TLVs, which win. Message ids match literally, hexadecimal")
	p("against decimal both ways, and with zeros stripped; the form is learnt for each link. Written as deliver_sm or data_sm, text of 3.4 appendix B")
	p("with dates of 10 or 12 digits in UTC, and receipted_message_id, message_state and network_error_code for 3.4 and newer. All bits of")
	p("registered_delivery count: success, failure, intermediate notification, SME acknowledgement.")
	p("")
	p("## Timers and limits")
	p("")
	p("| setting | client link | server link |")
	p("|---|---|---|")
	for _, key := range []string{"enquire_link", "enquire_link_timeout", "response_timeout", "bind_timeout", "connect_timeout", "reconnect_first", "reconnect_max",
		"session_init_timeout", "pdu_read_timeout", "inactivity_timeout", "window", "rate", "max_sessions", "max_pdu", "max_unbound", "binds_per_second", "lockout"} {
		p("| %s | %s | %s |", key, defaultOf(gateway.ClientSettings(), key), defaultOf(gateway.ServerSettings(), key))
	}
	p("")
	p("Defaults; all can be set. Sequence numbers go from 1 to 0x7FFFFFFF and begin again at 1; a request with 0 or with bit 31 set is answered under")
	p("its number. A PDU before the bind has at most 1,024 octets. The window of a server link is an account's: %s unanswered requests, then Relay", defaultOf(gateway.AccountSettings(), "window"))
	p("stops reading. Above an account's rate (%s a second) the answer is ESME_RTHROTTLED; a 5.0 peer is told congestion_state.", defaultOf(gateway.AccountSettings(), "rate"))
}

func alphabetName(c sms.Coding) string {
	switch c {
	case sms.GSM7:
		return "GSM 7-bit default, one character an octet"
	case sms.GSM7Packed:
		return "GSM 7-bit default, packed"
	}
	return smpp.DataCodingWords(c.DataCoding())
}

// defaultOf is a setting's default, as it is written; "–" where there is none.
func defaultOf[T any](rows []gateway.Setting[T], key string) string {
	for _, r := range rows {
		if r.Key != key {
			continue
		}
		switch v := r.Default.(type) {
		case time.Duration:
			return gateway.FormatDuration(v)
		default:
			return fmt.Sprint(v)
		}
	}
	return "–"
}
