package gateway

import "time"

// Kind is the form of a setting's value.
type Kind uint8

const (
	KindText Kind = iota
	KindSecret
	KindBool
	KindInt
	KindFloat
	KindDuration
	KindChoice
	KindList // of texts
	KindFile
)

// Effect is what a change of a setting disturbs.
type Effect uint8

const (
	Live     Effect = iota // taken over at once
	Rebind                 // the link's sessions bind again
	Relisten               // the listener closes and opens again
)

// Groups in the order in which a form shows them. The first is always open.
const (
	GroupBasic    = "Basic"
	GroupBind     = "Bind"
	GroupFlow     = "Flow"
	GroupTimers   = "Timers"
	GroupSending  = "Sending"
	GroupReceipts = "Delivery reports"
	GroupText     = "Text"
	GroupSecurity = "Security"
	GroupRights   = "Rights"
	GroupAnswers  = "Answers"
)

// Setting is one row of a table of settings: everything that the form, the
// file, the validation and the plan have to know about a field of T.
type Setting[T any] struct {
	Key     string // in the configuration file
	Label   string // in the form
	Group   string
	Kind    Kind
	Ptr     func(*T) any // pointer to the field: *string *Secret *bool *int *float64 *time.Duration *[]string or a named string
	Default any
	Min     any // int, float64 or time.Duration; nil: none
	Max     any
	MaxLen  int      // octets of a text, 0: any
	Choices []string // of KindChoice
	Unit    string
	Effect  Effect
	Need    bool   // may not be empty
	Help    string // one sentence
}

// ClientSettings are the settings of a client link, in form order.
func ClientSettings() []Setting[ClientConfig] {
	type C = ClientConfig
	return []Setting[C]{
		{Key: "name", Label: "Name", Group: GroupBasic, Kind: KindText, Ptr: func(c *C) any { return &c.Name }, MaxLen: 40, Need: true, Effect: Rebind, Help: "What you call this provider. Messages and routes refer to it."},
		{Key: "host", Label: "Host", Group: GroupBasic, Kind: KindText, Ptr: func(c *C) any { return &c.Host }, MaxLen: 255, Need: true, Effect: Rebind, Help: "Host name or IP address from the provider's e-mail."},
		{Key: "port", Label: "Port", Group: GroupBasic, Kind: KindInt, Ptr: func(c *C) any { return &c.Port }, Default: 2775, Min: 1, Max: 65535, Effect: Rebind, Help: "2775 is the usual port without TLS. TLS has no usual port: ask the provider."},
		{Key: "system_id", Label: "System id", Group: GroupBasic, Kind: KindText, Ptr: func(c *C) any { return &c.SystemID }, MaxLen: 15, Need: true, Effect: Rebind, Help: "The user name of your account at the provider, at most 15 characters."},
		{Key: "password", Label: "Password", Group: GroupBasic, Kind: KindSecret, Ptr: func(c *C) any { return &c.Password }, Effect: Rebind, Help: "The protocol has room for 8 characters; a longer one is sent whole, and some providers refuse it."},
		{Key: "enabled", Label: "Enabled", Group: GroupBind, Kind: KindBool, Ptr: func(c *C) any { return &c.Enabled }, Default: true, Help: "A disabled link keeps its messages waiting."},
		{Key: "version", Label: "SMPP version", Group: GroupBind, Kind: KindChoice, Ptr: func(c *C) any { return &c.Version }, Default: "3.4", Choices: []string{"3.3", "3.4", "5.0"}, Effect: Rebind, Help: "Nearly every provider speaks 3.4."},
		{Key: "bind", Label: "Bind as", Group: GroupBind, Kind: KindChoice, Ptr: func(c *C) any { return &c.Bind }, Default: "transceiver", Choices: []string{"transceiver", "transmitter", "receiver", "pair"}, Effect: Rebind, Help: "A transceiver sends and receives on one connection; a pair needs two, as SMPP 3.3 does."},
		{Key: "system_type", Label: "System type", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.SystemType }, MaxLen: 48, Effect: Rebind, Help: "Usually empty. Some providers ask for a word such as VMA; \\x41 is one octet."},
		{Key: "address_range", Label: "Address range", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.AddressRange }, MaxLen: 40, Effect: Rebind, Help: "Usually empty. A pattern of the numbers whose messages you want to receive."},
		{Key: "addr_ton", Label: "Range TON", Group: GroupBind, Kind: KindInt, Ptr: func(c *C) any { return &c.AddrTON }, Default: 0, Min: 0, Max: 255, Effect: Rebind, Help: "Type of number of the address range; 0 unless the provider says otherwise."},
		{Key: "addr_npi", Label: "Range NPI", Group: GroupBind, Kind: KindInt, Ptr: func(c *C) any { return &c.AddrNPI }, Default: 0, Min: 0, Max: 255, Effect: Rebind, Help: "Numbering plan of the address range; 0 unless the provider says otherwise."},
		{Key: "sessions", Label: "Connections", Group: GroupBind, Kind: KindInt, Ptr: func(c *C) any { return &c.Sessions }, Default: 1, Min: 1, Max: 20, Effect: Rebind, Help: "Sessions of each kind at the same time, when the provider allows several. Their order among each other is not kept."},
		{Key: "backup_hosts", Label: "Back-up hosts", Group: GroupBind, Kind: KindList, Ptr: func(c *C) any { return &c.BackupHosts }, Help: "Other addresses of the provider, such as smpp2.example.org:2775, tried in turn when one can not be reached."},
		{Key: "local_address", Label: "Connect from", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.LocalAddress }, MaxLen: 45, Effect: Rebind, Help: "An IP address of this computer that the provider expects; usually empty."},
		{Key: "receive_host", Label: "Receive from", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.ReceiveHost }, MaxLen: 255, Effect: Rebind, Help: "Address of the receiver of a pair, such as smpp-rx.example.org:2776, when it is another one; usually empty."},
		{Key: "receive_system_id", Label: "Receive as", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.ReceiveSystemID }, MaxLen: 15, Effect: Rebind, Help: "System id of the receiver of a pair, when the provider gave it one of its own; the password is the same."},
		{Key: "rate", Label: "Rate", Group: GroupFlow, Kind: KindFloat, Ptr: func(c *C) any { return &c.Rate }, Default: 10.0, Min: 0.0, Max: 100000.0, Unit: "PDUs", Help: "Parts at most in a second or minute; 0 lifts the limit. Ask the provider for yours."},
		{Key: "window", Label: "Window", Group: GroupFlow, Kind: KindInt, Ptr: func(c *C) any { return &c.Window }, Default: 10, Min: 1, Max: 1000, Unit: "PDUs", Effect: Rebind, Help: "Requests that may wait for their answer at the same time. Most providers allow 10."},
		{Key: "rate_unit", Label: "Rate counts by", Group: GroupFlow, Kind: KindChoice, Ptr: func(c *C) any { return &c.RateUnit }, Default: "second", Choices: []string{"second", "minute"}, Help: "Some providers tell their limit by the minute."},
		{Key: "burst", Label: "Burst", Group: GroupFlow, Kind: KindInt, Ptr: func(c *C) any { return &c.Burst }, Default: 0, Min: 0, Max: 100000, Unit: "PDUs", Help: "How many may leave at once after a pause; 0 is a tenth of a second's worth, since providers count short spans."},
		{Key: "throttle_pause", Label: "Pause when throttled", Group: GroupFlow, Kind: KindDuration, Ptr: func(c *C) any { return &c.ThrottlePause }, Default: time.Second, Min: 100 * time.Millisecond, Max: 30 * time.Second, Help: "The wait when the provider says it is too fast; it doubles up to 30 seconds, then half the rate grows back."},
		{Key: "max_queue_age", Label: "Wait at most", Group: GroupFlow, Kind: KindDuration, Ptr: func(c *C) any { return &c.MaxQueueAge }, Default: time.Duration(0), Min: time.Duration(0), Max: 365 * 24 * time.Hour, Help: "A message that could not leave for so long expires here; 0 lets it wait."},
		{Key: "retry_first", Label: "Try again after", Group: GroupFlow, Kind: KindDuration, Ptr: func(c *C) any { return &c.RetryFirst }, Default: 5 * time.Second, Min: 100 * time.Millisecond, Max: 24 * time.Hour, Help: "The wait after an error that passes; it doubles with each try."},
		{Key: "retry_max", Label: "Longest wait", Group: GroupFlow, Kind: KindDuration, Ptr: func(c *C) any { return &c.RetryMax }, Default: 5 * time.Minute, Min: time.Second, Max: 24 * time.Hour, Help: "The wait between two tries of a message never grows beyond this."},
		{Key: "retry_tries", Label: "Tries", Group: GroupFlow, Kind: KindInt, Ptr: func(c *C) any { return &c.RetryTries }, Default: 12, Min: 1, Max: 1000, Help: "A message that meets passing errors fails after so many tries. Throttling does not count."},
		{Key: "status_retry", Label: "Errors of this provider", Group: GroupFlow, Kind: KindList, Ptr: func(c *C) any { return &c.StatusRetry }, Help: "What an error means here, such as ESME_RSUBMITFAIL=later or 0x0400=never. The words: later, throttle, never."},
		{Key: "enquire_link", Label: "Keep-alive after", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.EnquireLink }, Default: 30 * time.Second, Min: time.Duration(0), Max: time.Hour, Effect: Rebind, Help: "Silence after which Relay asks whether the peer is still there (enquire_link); 0 never asks."},
		{Key: "enquire_link_timeout", Label: "Keep-alive answer", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.EnquireTimeout }, Default: 10 * time.Second, Min: time.Second, Max: 10 * time.Minute, Effect: Rebind, Help: "Without an answer for so long the link counts as dead and is bound again."},
		{Key: "response_timeout", Label: "Answer within", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.ResponseTimeout }, Default: 60 * time.Second, Min: time.Second, Max: time.Hour, Effect: Rebind, Help: "A message without an answer for so long has an unknown outcome."},
		{Key: "inactivity_timeout", Label: "Close when idle", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.Inactivity }, Default: time.Duration(0), Min: time.Duration(0), Max: 24 * time.Hour, Effect: Rebind, Help: "A provider that sends nothing for so long is bound anew; 0 leaves it to the keep-alive."},
		{Key: "pdu_read_timeout", Label: "PDU within", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.PDURead }, Default: 30 * time.Second, Min: time.Second, Max: 10 * time.Minute, Effect: Rebind, Help: "From a PDU's first octet to its last."},
		{Key: "connect_timeout", Label: "Connect within", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.ConnectTimeout }, Default: 10 * time.Second, Min: time.Second, Max: 5 * time.Minute, Help: "How long to wait for the TCP connection and TLS."},
		{Key: "bind_timeout", Label: "Bind within", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.BindTimeout }, Default: 15 * time.Second, Min: time.Second, Max: 5 * time.Minute, Help: "How long to wait for the answer to the bind."},
		{Key: "reconnect_first", Label: "First retry after", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.ReconnectFirst }, Default: time.Second, Min: 100 * time.Millisecond, Max: time.Hour, Help: "The wait doubles with every failure, with a random spread."},
		{Key: "reconnect_max", Label: "Longest retry wait", Group: GroupTimers, Kind: KindDuration, Ptr: func(c *C) any { return &c.ReconnectMax }, Default: 60 * time.Second, Min: time.Second, Max: 24 * time.Hour, Help: "The wait between two tries never grows beyond this."},
		{Key: "reconnect_jitter", Label: "Random spread", Group: GroupTimers, Kind: KindInt, Ptr: func(c *C) any { return &c.ReconnectJitter }, Default: 20, Min: 0, Max: 100, Unit: "%", Help: "How much a wait differs by chance, so that many connections do not come back at the same moment."},
		{Key: "reconnect_tries", Label: "Retries at most", Group: GroupTimers, Kind: KindInt, Ptr: func(c *C) any { return &c.ReconnectTries }, Default: 0, Min: 0, Max: 100000, Help: "After so many failures in a row Relay waits for you to press Connect; 0 never gives up."},
		{Key: "default_sender", Label: "Default sender", Group: GroupSending, Kind: KindText, Ptr: func(c *C) any { return &c.DefaultSender }, MaxLen: 20, Help: "Used when a message names no sender."},
		{Key: "sender_override", Label: "Other senders", Group: GroupSending, Kind: KindBool, Ptr: func(c *C) any { return &c.SenderOverride }, Default: true, Help: "Without it every message of this window leaves with the default sender."},
		{Key: "sender_alphabet", Label: "Alphabet of senders", Group: GroupSending, Kind: KindChoice, Ptr: func(c *C) any { return &c.SenderAlphabet }, Default: "ascii", Choices: []string{"ascii", "gsm7"}, Help: "How a name is written in the PDU. Change it when $ or _ in a sender arrives as another character."},
		{Key: "allowed_prefixes", Label: "Only to", Group: GroupSending, Kind: KindList, Ptr: func(c *C) any { return &c.AllowedPrefixes }, Help: "Beginnings of the numbers that this provider may get, such as +36; empty allows all. Routes pass on what it may not get."},
		{Key: "denied_prefixes", Label: "Never to", Group: GroupSending, Kind: KindList, Ptr: func(c *C) any { return &c.DeniedPrefixes }, Help: "Beginnings of the numbers that this provider must not get, such as +3690; they win over those that it may."},
		{Key: "default_validity", Label: "Valid for", Group: GroupSending, Kind: KindDuration, Ptr: func(c *C) any { return &c.DefaultValidity }, Default: time.Duration(0), Min: time.Duration(0), Max: 63 * 24 * time.Hour, Help: "How long the provider tries to deliver; 0 leaves it to the provider."},
		{Key: "price", Label: "Price of a part", Group: GroupSending, Kind: KindFloat, Ptr: func(c *C) any { return &c.Price }, Default: 0.0, Min: 0.0, Max: 1000.0, Help: "What the provider charges for one part: campaigns tell their cost. 0 when you do not know it."},
		{Key: "currency", Label: "Currency", Group: GroupSending, Kind: KindText, Ptr: func(c *C) any { return &c.Currency }, Default: "EUR", MaxLen: 5, Help: "Of the price, such as EUR."},
		{Key: "unknown_policy", Label: "Cut before the answer", Group: GroupSending, Kind: KindChoice, Ptr: func(c *C) any { return &c.UnknownPolicy }, Default: "resend", Choices: []string{"resend", "hold", "fail"}, Help: "Send again and flag a possible duplicate, hold for you to decide, or give up."},
		{Key: "receipts", Label: "Ask for reports", Group: GroupReceipts, Kind: KindChoice, Ptr: func(c *C) any { return &c.Receipts }, Default: "all", Choices: []string{"all", "failure", "success", "none"}, Help: "Which delivery reports the provider should send for messages of this window."},
		{Key: "receipt_ids", Label: "Ids in reports", Group: GroupReceipts, Kind: KindChoice, Ptr: func(c *C) any { return &c.ReceiptIDs }, Default: "auto", Choices: []string{"auto", "literal", "hex to decimal", "decimal to hex"}, Help: "How a report names a message compared with the answer to it. Auto tries all and learns."},
		{Key: "receipt_zone", Label: "Time zone of reports", Group: GroupReceipts, Kind: KindText, Ptr: func(c *C) any { return &c.ReceiptZone }, MaxLen: 40, Help: "Of the dates in reports, such as +02:00 or Europe/Budapest. Empty: UTC, or what their arrival tells."},
		{Key: "receipt_states", Label: "Words in reports", Group: GroupReceipts, Kind: KindList, Ptr: func(c *C) any { return &c.ReceiptStates }, Help: "What the provider's own words mean, such as SENT=DELIVRD or BLOCKED=REJECTD."},
		{Key: "receipts_by", Label: "Reports known by", Group: GroupReceipts, Kind: KindChoice, Ptr: func(c *C) any { return &c.ReceiptsBy }, Default: "protocol", Choices: []string{"protocol", "text"}, Help: "By esm_class and receipted_message_id; or by a text that reads like one too, when a provider marks none."},
		{Key: "validity", Label: "Validity as", Group: GroupSending, Kind: KindChoice, Ptr: func(c *C) any { return &c.Validity }, Default: "relative", Choices: []string{"relative", "absolute", "none"}, Help: "Some providers refuse the relative form, a few any: with none Relay alone keeps to it. SMPP 3.3 gets no relative one."},
		{Key: "service_type", Label: "Service type", Group: GroupSending, Kind: KindText, Ptr: func(c *C) any { return &c.ServiceType }, MaxLen: 5, Help: "Usually empty. Some providers ask for a word such as CMT."},
		{Key: "protocol_id", Label: "Protocol id", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.ProtocolID }, Default: 0, Min: 0, Max: 255, Help: "0 unless the provider says otherwise."},
		{Key: "priority", Label: "Priority", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.Priority }, Default: 0, Min: 0, Max: 4, Help: "What the provider should prefer, 0 to 4; most ignore it."},
		{Key: "replace_if_present", Label: "Replace what waits", Group: GroupSending, Kind: KindBool, Ptr: func(c *C) any { return &c.ReplaceIfPresent }, Default: false, Help: "A message takes the place of one from the same sender to the same number that the provider has not delivered yet."},
		{Key: "default_message_id", Label: "Stored message", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.DefaultMessageID }, Default: 0, Min: 0, Max: 255, Help: "Number of a text that the provider keeps (sm_default_msg_id); 0 unless it says otherwise."},
		{Key: "source_ton", Label: "Sender TON", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.SourceTON }, Default: Automatic, Min: Automatic, Max: 255, Help: "Auto goes by the sender: 5 for a name, 1 for a number with +, 3 for a short code."},
		{Key: "source_npi", Label: "Sender NPI", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.SourceNPI }, Default: Automatic, Min: Automatic, Max: 255, Help: "Auto goes by the sender: 1 for a number with +, else 0."},
		{Key: "dest_ton", Label: "Recipient TON", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.DestTON }, Default: Automatic, Min: Automatic, Max: 255, Help: "Auto goes by the number: 1 for a number with its country."},
		{Key: "dest_npi", Label: "Recipient NPI", Group: GroupSending, Kind: KindInt, Ptr: func(c *C) any { return &c.DestNPI }, Default: Automatic, Min: Automatic, Max: 255, Help: "Auto goes by the number: 1 for a number with its country."},
		{Key: "rewrite", Label: "Rewrite numbers", Group: GroupSending, Kind: KindList, Ptr: func(c *C) any { return &c.Rewrite }, Help: "Rules for typed numbers, such as 06>+36: the first whose beginning fits puts the other in its place."},
		{Key: "tlvs", Label: "Extra TLVs", Group: GroupSending, Kind: KindList, Ptr: func(c *C) any { return &c.TLVs }, Help: "Added to each message, such as user_message_reference=0007 or 0x1400=01ab."},
		{Key: "alphabet", Label: "Default alphabet", Group: GroupText, Kind: KindChoice, Ptr: func(c *C) any { return &c.Alphabet }, Default: AlphabetGSM7, Choices: []string{AlphabetGSM7, AlphabetPacked, AlphabetLatin1, AlphabetASCII, AlphabetUTF8}, Help: "What data_coding 0 means to this provider. Change it when @ or accents arrive wrong."},
		{Key: "data_coding", Label: "Data coding", Group: GroupText, Kind: KindInt, Ptr: func(c *C) any { return &c.DataCoding }, Default: Automatic, Min: Automatic, Max: 255, Help: "What is written for texts in the default alphabet. Auto is 0; a few providers want 241."},
		{Key: "transliterate", Label: "Simplify characters", Group: GroupText, Kind: KindBool, Ptr: func(c *C) any { return &c.Transliterate }, Default: false, Help: "Plain characters in place of those that the alphabet lacks, where that keeps a text out of Unicode: o for ő."},
		{Key: "long", Label: "Long texts", Group: GroupText, Kind: KindChoice, Ptr: func(c *C) any { return &c.Long }, Default: "udh8", Choices: []string{"udh8", "udh16", "sar", "payload"}, Help: "A header in each part is understood nearly everywhere. SAR and payload leave the header to the provider."},
		{Key: "max_parts", Label: "Parts at most", Group: GroupText, Kind: KindInt, Ptr: func(c *C) any { return &c.MaxParts }, Default: 0, Min: 0, Max: 255, Help: "A longer text is refused before it costs anything; 0 allows as many as the protocol."},
		{Key: "national", Label: "National alphabets", Group: GroupText, Kind: KindBool, Ptr: func(c *C) any { return &c.National }, Default: false, Help: "Uses the GSM tables of 13 languages where they save parts. Ask the provider first: not all know them."},
		{Key: "peer_tlvs", Label: "Provider takes TLVs", Group: GroupText, Kind: KindChoice, Ptr: func(c *C) any { return &c.PeerTLVs }, Default: "auto", Choices: []string{"auto", "yes", "no"}, Effect: Rebind, Help: "Auto goes by the version of the bind answer."},
		{Key: "outbind_listen", Label: "Take outbind on", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.OutbindListen }, MaxLen: 255, Effect: Rebind, Help: "Address and port where the provider may connect and ask for a bind, such as 0.0.0.0:2780; usually empty."},
		{Key: "outbind_from", Label: "Outbind addresses", Group: GroupBind, Kind: KindList, Ptr: func(c *C) any { return &c.OutbindFrom }, Help: "Addresses or ranges from which the provider may ask for a bind, such as 203.0.113.0/24; empty: the addresses of its hosts, and this computer."},
		{Key: "outbind_system_id", Label: "Outbind from", Group: GroupBind, Kind: KindText, Ptr: func(c *C) any { return &c.OutbindSystemID }, MaxLen: 15, Help: "The system id that the provider gives itself in outbind; empty takes any. Its password must be this connection's, or none."},
		{Key: "tls", Label: "TLS", Group: GroupSecurity, Kind: KindBool, Ptr: func(c *C) any { return &c.TLS }, Default: false, Effect: Rebind, Help: "Encrypts the connection. The port stays as it is: set the provider's TLS port yourself."},
		{Key: "tls_ca", Label: "CA file", Group: GroupSecurity, Kind: KindFile, Ptr: func(c *C) any { return &c.TLSCA }, Effect: Rebind, Help: "PEM file of the authorities to trust; empty uses the system's."},
		{Key: "tls_server_name", Label: "Server name", Group: GroupSecurity, Kind: KindText, Ptr: func(c *C) any { return &c.TLSServerName }, MaxLen: 255, Effect: Rebind, Help: "Name that the certificate must carry; empty uses the host."},
		{Key: "tls_cert", Label: "Client certificate", Group: GroupSecurity, Kind: KindFile, Ptr: func(c *C) any { return &c.TLSCert }, Effect: Rebind, Help: "PEM file, when the provider demands one."},
		{Key: "tls_key", Label: "Client key", Group: GroupSecurity, Kind: KindFile, Ptr: func(c *C) any { return &c.TLSKey }, Effect: Rebind, Help: "PEM file of the certificate's key."},
		{Key: "tls_min", Label: "Lowest TLS version", Group: GroupSecurity, Kind: KindChoice, Ptr: func(c *C) any { return &c.TLSMin }, Default: "1.2", Choices: []string{"1.2", "1.3"}, Effect: Rebind, Help: "Older versions are never used."},
		{Key: "tls_pin", Label: "Pinned keys", Group: GroupSecurity, Kind: KindList, Ptr: func(c *C) any { return &c.TLSPin }, Effect: Rebind, Help: "SHA-256 of the public key that the provider's certificate must have, in hexadecimal or as sha256/BASE64; a second one lets it change. A refused connection tells the key that it met."},
		{Key: "tls_insecure", Label: "Accept any certificate", Group: GroupSecurity, Kind: KindBool, Ptr: func(c *C) any { return &c.TLSInsecure }, Default: false, Effect: Rebind, Help: "Dangerous: anybody on the way can read and change your messages."},
	}
}

// ServerSettings are the settings of a server link, in form order.
func ServerSettings() []Setting[ServerConfig] {
	type S = ServerConfig
	return []Setting[S]{
		{Key: "name", Label: "Name", Group: GroupBasic, Kind: KindText, Ptr: func(s *S) any { return &s.Name }, MaxLen: 40, Need: true, Help: "What you call this listener."},
		{Key: "listen", Label: "Listen on", Group: GroupBasic, Kind: KindText, Ptr: func(s *S) any { return &s.Listen }, Default: "127.0.0.1:2775", Need: true, Effect: Relisten, Help: "Address and port. 127.0.0.1 takes programs on this computer only; 0.0.0.0 takes the network too."},
		{Key: "system_id", Label: "Our system id", Group: GroupBasic, Kind: KindText, Ptr: func(s *S) any { return &s.SystemID }, Default: "relay", MaxLen: 15, Help: "The name Relay gives itself in bind answers."},
		{Key: "enabled", Label: "Enabled", Group: GroupBasic, Kind: KindBool, Ptr: func(s *S) any { return &s.Enabled }, Default: true, Help: "A disabled listener takes no connections."},
		{Key: "session_init_timeout", Label: "Bind within", Group: GroupTimers, Kind: KindDuration, Ptr: func(s *S) any { return &s.SessionInit }, Default: 10 * time.Second, Min: time.Second, Max: 5 * time.Minute, Effect: Relisten, Help: "From the connection to a complete bind, TLS included."},
		{Key: "pdu_read_timeout", Label: "PDU within", Group: GroupTimers, Kind: KindDuration, Ptr: func(s *S) any { return &s.PDURead }, Default: 30 * time.Second, Min: time.Second, Max: 10 * time.Minute, Effect: Relisten, Help: "From a PDU's first octet to its last."},
		{Key: "enquire_link", Label: "Keep-alive after", Group: GroupTimers, Kind: KindDuration, Ptr: func(s *S) any { return &s.EnquireLink }, Default: 60 * time.Second, Min: time.Duration(0), Max: time.Hour, Effect: Relisten, Help: "Silence after which Relay asks whether the peer is still there; 0 never asks."},
		{Key: "enquire_link_timeout", Label: "Keep-alive answer", Group: GroupTimers, Kind: KindDuration, Ptr: func(s *S) any { return &s.EnquireTimeout }, Default: 10 * time.Second, Min: time.Second, Max: 10 * time.Minute, Effect: Relisten, Help: "Without an answer for so long the session is closed."},
		{Key: "inactivity_timeout", Label: "Close when idle", Group: GroupTimers, Kind: KindDuration, Ptr: func(s *S) any { return &s.Inactivity }, Default: 300 * time.Second, Min: time.Duration(0), Max: 24 * time.Hour, Effect: Relisten, Help: "A peer that sends nothing for so long is closed; 0 never."},
		{Key: "max_sessions", Label: "Sessions at most", Group: GroupFlow, Kind: KindInt, Ptr: func(s *S) any { return &s.MaxSessions }, Default: 1000, Min: 1, Max: 100000, Help: "Connections that are open at the same time."},
		{Key: "max_pdu", Label: "Longest PDU", Group: GroupFlow, Kind: KindInt, Ptr: func(s *S) any { return &s.MaxPDU }, Default: 70000, Min: 1024, Max: 1 << 20, Unit: "octets", Effect: Relisten, Help: "A longer one ends the session. Before the bind the limit is 1,024."},
		{Key: "binds_per_second", Label: "Binds a second", Group: GroupSecurity, Kind: KindFloat, Ptr: func(s *S) any { return &s.BindsPerSecond }, Default: 10.0, Min: 0.0, Max: 10000.0, Unit: "binds/s", Help: "For each source address; 0 lifts the limit."},
		{Key: "max_unbound", Label: "Without a bind", Group: GroupSecurity, Kind: KindInt, Ptr: func(s *S) any { return &s.MaxUnbound }, Default: 20, Min: 0, Max: 100000, Unit: "connections", Help: "For each source address; 0 lifts the limit."},
		{Key: "lockout", Label: "Lock out after", Group: GroupSecurity, Kind: KindText, Ptr: func(s *S) any { return &s.Lockout }, Default: "10/10m", Help: "Failed binds within a time, for each source address, such as 10/10m; 0 never locks out."},
		{Key: "tls_cert", Label: "TLS certificate", Group: GroupSecurity, Kind: KindFile, Ptr: func(s *S) any { return &s.TLSCert }, Effect: Relisten, Help: "PEM file; with a key, clients must use TLS from the first octet."},
		{Key: "tls_key", Label: "TLS key", Group: GroupSecurity, Kind: KindFile, Ptr: func(s *S) any { return &s.TLSKey }, Effect: Relisten, Help: "PEM file of the certificate's key."},
		{Key: "tls_min", Label: "Lowest TLS version", Group: GroupSecurity, Kind: KindChoice, Ptr: func(s *S) any { return &s.TLSMin }, Default: "1.2", Choices: []string{"1.2", "1.3"}, Effect: Relisten, Help: "Older versions are never used."},
		{Key: "tls_client_ca", Label: "Client CA", Group: GroupSecurity, Kind: KindFile, Ptr: func(s *S) any { return &s.TLSClientCA }, Effect: Relisten, Help: "PEM file; with it, clients must show a certificate signed by it."},
	}
}

// AccountSettings are the settings of an account, in form order.
func AccountSettings() []Setting[Account] {
	type A = Account
	return []Setting[A]{
		{Key: "system_id", Label: "System id", Group: GroupBasic, Kind: KindText, Ptr: func(a *A) any { return &a.SystemID }, MaxLen: 15, Need: true, Effect: Rebind, Help: "The user name with which the application binds, at most 15 characters."},
		{Key: "password", Label: "Password", Group: GroupBasic, Kind: KindSecret, Ptr: func(a *A) any { return &a.Password }, Help: "At most 8 characters, since many programs send no more. Stored as a hash."},
		{Key: "enabled", Label: "Enabled", Group: GroupBasic, Kind: KindBool, Ptr: func(a *A) any { return &a.Enabled }, Default: true, Help: "A disabled account can not bind."},
		{Key: "long_password", Label: "Long password", Group: GroupRights, Kind: KindBool, Ptr: func(a *A) any { return &a.LongPassword }, Default: false, Help: "Allows more than 8 characters, for applications that can send them."},
		{Key: "binds", Label: "May bind as", Group: GroupRights, Kind: KindList, Ptr: func(a *A) any { return &a.Binds }, Default: []string{"transceiver", "transmitter", "receiver"}, Choices: []string{"transceiver", "transmitter", "receiver"}, Help: "Kinds of session this account may open."},
		{Key: "max_binds", Label: "Sessions at most", Group: GroupRights, Kind: KindInt, Ptr: func(a *A) any { return &a.MaxBinds }, Default: 2, Min: 1, Max: 1000, Help: "Sessions of this account at the same time."},
		{Key: "allow_from", Label: "Allowed addresses", Group: GroupRights, Kind: KindList, Ptr: func(a *A) any { return &a.AllowFrom }, Help: "IP addresses or ranges such as 10.0.0.0/8; empty means this computer only."},
		{Key: "servers", Label: "Listeners", Group: GroupRights, Kind: KindList, Ptr: func(a *A) any { return &a.Servers }, Help: "Server links this account may use; empty means all."},
		{Key: "senders", Label: "Allowed senders", Group: GroupRights, Kind: KindList, Ptr: func(a *A) any { return &a.Senders }, Help: "Numbers or names, exact or with a final *; empty allows all."},
		{Key: "destinations", Label: "Allowed destinations", Group: GroupRights, Kind: KindList, Ptr: func(a *A) any { return &a.Destinations }, Help: "Numbers, exact or with a final *; empty allows all."},
		{Key: "closed_group", Label: "Closed user group", Group: GroupRights, Kind: KindText, Ptr: func(a *A) any { return &a.ClosedGroup }, MaxLen: 100, Help: "A group of Contacts: the application writes to its members alone, and hears from them alone."},
		{Key: "rate", Label: "Rate", Group: GroupFlow, Kind: KindFloat, Ptr: func(a *A) any { return &a.Rate }, Default: 100.0, Min: 0.0, Max: 100000.0, Unit: "PDU/s", Help: "Above it Relay answers that the application is throttled; 0 lifts the limit."},
		{Key: "burst", Label: "Burst", Group: GroupFlow, Kind: KindInt, Ptr: func(a *A) any { return &a.Burst }, Default: 0, Min: 0, Max: 100000, Unit: "PDUs", Help: "How many may come at once after a pause; 0 is one second's worth."},
		{Key: "window", Label: "Window", Group: GroupFlow, Kind: KindInt, Ptr: func(a *A) any { return &a.Window }, Default: 100, Min: 1, Max: 10000, Unit: "PDUs", Effect: Rebind, Help: "Unanswered requests at which Relay stops reading until answers have left."},
		{Key: "submit", Label: "May submit", Group: GroupRights, Kind: KindBool, Ptr: func(a *A) any { return &a.Submit }, Default: true, Help: "Without it the application only receives."},
		{Key: "daily", Label: "Messages a day", Group: GroupFlow, Kind: KindInt, Ptr: func(a *A) any { return &a.Daily }, Default: 0, Min: 0, Max: 1 << 30, Help: "Above it the application is throttled until midnight UTC; 0 lifts the limit."},
		{Key: "monthly", Label: "Messages a month", Group: GroupFlow, Kind: KindInt, Ptr: func(a *A) any { return &a.Monthly }, Default: 0, Min: 0, Max: 1 << 30, Help: "Above it the application is throttled until the first of the next month, UTC; 0 lifts the limit."},
		{Key: "credits", Label: "Messages in all", Group: GroupFlow, Kind: KindInt, Ptr: func(a *A) any { return &a.Credits }, Default: 0, Min: 0, Max: 1 << 30, Help: "How many it may submit before somebody gives it more, counted from its first; 0 lifts the limit."},
		{Key: "hours", Label: "Hours", Group: GroupRights, Kind: KindText, Ptr: func(a *A) any { return &a.Hours }, MaxLen: 200, Help: "When it may submit, such as Mon-Fri 08:00-18:00, by this computer's clock; outside it is throttled. Empty: always."},
		{Key: "message_id_style", Label: "Message ids", Group: GroupAnswers, Kind: KindChoice, Ptr: func(a *A) any { return &a.IDStyle }, Default: "decimal", Choices: []string{"decimal", "hex", "uuid"}, Help: "The form of the ids Relay gives. A 3.3 session always gets hex."},
		{Key: "receipt_pdu", Label: "Receipts come as", Group: GroupAnswers, Kind: KindChoice, Ptr: func(a *A) any { return &a.ReceiptPDU }, Default: "deliver_sm", Choices: []string{"deliver_sm", "data_sm"}, Help: "A 3.3 session always gets deliver_sm."},
		{Key: "receipt_dates", Label: "Dates in receipts", Group: GroupAnswers, Kind: KindChoice, Ptr: func(a *A) any { return &a.ReceiptDates }, Default: "10", Choices: []string{"10", "12"}, Unit: "digits", Help: "10 digits go to the minute, 12 to the second. Both are in UTC."},
		{Key: "receipt_tlvs", Label: "TLVs in receipts", Group: GroupAnswers, Kind: KindBool, Ptr: func(a *A) any { return &a.ReceiptTLVs }, Default: true, Help: "receipted_message_id, message_state and network_error_code beside the text. A 3.3 session never gets them."},
		{Key: "receipt_text", Label: "Text of receipts", Group: GroupAnswers, Kind: KindText, Ptr: func(a *A) any { return &a.ReceiptText }, MaxLen: 200, Help: "With {id} {sub} {dlvrd} {submit} {done} {stat} {err} {text} where they belong; empty: as SMPP 3.4 shows it."},
		{Key: "receipt_delay", Label: "Receipts wait", Group: GroupAnswers, Kind: KindDuration, Ptr: func(a *A) any { return &a.ReceiptDelay }, Default: time.Duration(0), Min: time.Duration(0), Max: 24 * time.Hour, Help: "For applications that can not take a receipt right after the answer; 0 sends it at once."},
		{Key: "receipts_on", Label: "Receipts go to", Group: GroupAnswers, Kind: KindChoice, Ptr: func(a *A) any { return &a.ReceiptsOn }, Default: "any", Choices: []string{"any", "same"}, Help: "Any of its sessions in turn; or the one that submitted, as long as that is there and may receive."},
	}
}

// Defaults sets every field of v to its setting's default.
func Defaults[T any](v *T, settings []Setting[T]) {
	for _, s := range settings {
		if s.Default != nil {
			_ = s.Set(v, s.Default)
		}
	}
}

// NewClient returns a client link with every default.
func NewClient() ClientConfig {
	var c ClientConfig
	Defaults(&c, ClientSettings())
	return c
}

// NewServer returns a server link with every default.
func NewServer() ServerConfig {
	var s ServerConfig
	Defaults(&s, ServerSettings())
	return s
}

// NewAccount returns an account with every default.
func NewAccount() Account {
	var a Account
	Defaults(&a, AccountSettings())
	return a
}
