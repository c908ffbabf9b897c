package gateway

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"time"

	"relay/gateway/smpp"
)

// Secret is a password in memory. It prints as dots everywhere; Reveal is the
// only way to its text.
type Secret string

const dots = "••••••"

// String hides the secret, for every %v, %s and log.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return dots
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalJSON hides the secret.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// MarshalText hides the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue hides the secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Reveal returns the text.
func (s Secret) Reveal() string { return string(s) }

// Reserved route targets; they can not be names of links.
const (
	TargetSimulator = SimulatorName
	TargetInbox     = "inbox"
	TargetReject    = "reject"
	targetAccount   = "account:" // followed by the account's system_id
)

// TargetAccount returns the account of a target "account:NAME".
func TargetAccount(target string) (systemID string, ok bool) {
	return strings.CutPrefix(target, targetAccount)
}

// AccountTarget is the target "account:NAME".
func AccountTarget(systemID string) string { return targetAccount + systemID }

// Reserved tells whether a link may not have this name.
func Reserved(name string) bool {
	return name == TargetSimulator || name == TargetInbox || name == TargetReject || strings.HasPrefix(name, targetAccount)
}

// UnknownPolicy is what to do with a message whose link was cut between submit
// and answer.
type UnknownPolicy string

const (
	UnknownResend UnknownPolicy = "resend" // send again, flagged as a possible duplicate
	UnknownHold   UnknownPolicy = "hold"   // leave it for the user to decide
	UnknownFail   UnknownPolicy = "fail"   // give up
)

// BindMode is how a client link binds.
type BindMode string

const (
	BindTransceiver BindMode = "transceiver"
	BindTransmitter BindMode = "transmitter"
	BindReceiver    BindMode = "receiver"
	BindPair        BindMode = "pair" // transmitter and receiver on two connections
)

// ClientConfig is a client link: we are the ESME.
type ClientConfig struct {
	ID       int64 // internal, survives a rename; 0 for a new link
	Name     string
	Host     string // SimulatorName reaches the built-in simulator
	Port     int
	SystemID string
	Password Secret
	// KeepPassword: Password is empty because it was not given; the stored one stays.
	KeepPassword bool
	// PasswordLost: the stored password can not be opened on this desktop.
	PasswordLost bool
	Enabled      bool

	Version      smpp.Version
	Bind         BindMode
	SystemType   string
	AddressRange string
	AddrTON      int
	AddrNPI      int

	Window          int
	Rate            float64 // PDUs a second; 0 = no limit
	EnquireLink     time.Duration
	EnquireTimeout  time.Duration
	ResponseTimeout time.Duration
	ConnectTimeout  time.Duration
	BindTimeout     time.Duration
	ReconnectFirst  time.Duration
	ReconnectMax    time.Duration
	UnknownPolicy   UnknownPolicy
	DefaultSender   string
	DefaultValidity time.Duration // 0: the provider's
	Price           float64       // of a part; 0: not known
	Currency        string        // of the price

	// ReceiveHost and ReceiveSystemID are of the receiver of a pair; "": as the other.
	ReceiveHost     string
	ReceiveSystemID string
	Inactivity      time.Duration // without a PDU of the peer; 0: for ever
	PDURead         time.Duration // from a PDU's first octet to its last
	ReconnectJitter int           // per cent of a wait
	ReconnectTries  int           // failures in a row before it waits for the user; 0: any number

	Sessions     int           // binds of each kind at the same time
	BackupHosts  []string      // host:port, tried in turn when the first can't be reached
	LocalAddress string        // IP address to connect from; "" lets the system choose
	RateUnit     string        // second or minute
	MaxQueueAge  time.Duration // a message that waits longer expires; 0: never
	RetryFirst   time.Duration // after a passing error; doubles
	RetryMax     time.Duration
	RetryTries   int // submits of one part at most

	Burst         int           // PDUs at once after a pause; 0: a tenth of a second's worth
	ThrottlePause time.Duration // the first one
	StatusRetry   []string      // "STATUS=later|throttle|never"

	SenderOverride  bool     // messages may have another sender than the default one
	SenderAlphabet  string   // ascii or gsm7
	AllowedPrefixes []string // of numbers; empty: all
	DeniedPrefixes  []string

	ReplaceIfPresent bool
	DefaultMessageID int // sm_default_msg_id

	ReceiptIDs    string   // auto, or the one form that counts
	ReceiptZone   string   // "+02:00", "Europe/Budapest"; "": UTC, or what is learnt
	ReceiptStates []string // "WORD=STATE"
	ReceiptsBy    string   // protocol, or text too

	ServiceType string
	ProtocolID  int
	Priority    int
	SourceTON   int // Automatic, or what is sent whatever the sender looks like
	SourceNPI   int
	DestTON     int
	DestNPI     int
	Receipts    string   // all, failure, success, none
	Validity    string   // relative, absolute or none
	TLVs        []string // "NAME=hex", added to each message of ours
	Rewrite     []string // "PREFIX>NEW", first that fits a typed number

	Alphabet string // what data_coding 0 means: AlphabetGSM7, ...
	Long     string // how long texts are sent: udh8, udh16, sar, payload
	National bool   // national language tables where they save parts
	MaxParts int    // of a text; 0: as many as can be
	// DataCoding is written for texts in the default alphabet; Automatic: 0.
	DataCoding    int
	Transliterate bool   // plain characters where that keeps a text in the alphabet
	PeerTLVs      string // auto, yes, no

	// OutbindListen, if not empty, is where a provider may connect and ask for a
	// bind (outbind), beside our own tries.
	OutbindListen   string
	OutbindFrom     []string // CIDR of who may; empty: the link's hosts and this computer
	OutbindSystemID string   // the provider's, in outbind; "" takes any

	TLS           bool
	TLSCA         string // PEM file; "" = the system's
	TLSServerName string // "" = host
	TLSCert       string // PEM file of a client certificate
	TLSKey        string
	TLSInsecure   bool     // accept any certificate
	TLSPin        []string // SHA-256 of the public keys that the peer may have; empty: any
	TLSMin        string
}

// Address is host:port for people.
func (c ClientConfig) Address() string {
	if c.Simulated() {
		return "built-in simulator"
	}
	return fmt.Sprintf("%s:%d", c.Host, c.Port)
}

// ServerConfig is a server link: we are the message centre and listen.
type ServerConfig struct {
	ID       int64
	Name     string
	Listen   string // host:port
	SystemID string // ours, in bind responses; at most 15 octets
	Enabled  bool

	SessionInit    time.Duration
	PDURead        time.Duration
	EnquireLink    time.Duration
	EnquireTimeout time.Duration
	Inactivity     time.Duration
	MaxSessions    int
	BindsPerSecond float64 // per source address; 0 = no bound
	MaxUnbound     int     // connections without a bind, per source address; 0 = no bound
	Lockout        string  // "failures/duration" per source address, "0" = never
	MaxPDU         int     // octets

	TLSCert     string // with TLSKey: TLS from the first octet
	TLSKey      string
	TLSClientCA string // client certificates demanded
	TLSMin      string
}

// Account is an ESME that we let bind.
type Account struct {
	ID           int64
	SystemID     string
	Password     Secret // as typed, only until it is stored
	PasswordHash string // PHC string (argon2id)
	LongPassword bool   // allows more than 8 characters
	Enabled      bool
	Servers      []string // server links it may use; empty: all
	Binds        []string
	MaxBinds     int
	AllowFrom    []string // CIDR; empty: loopback only
	Rate         float64  // PDUs a second; 0 = no limit
	Burst        int      // 0: as Rate
	Window       int
	Submit       bool // may submit; without it the account only receives
	Daily        int  // messages a UTC day; 0 = no limit
	Monthly      int
	Hours        string // when it may submit, local time; "" always
	Senders      []string
	Destinations []string
	IDStyle      string // decimal, hex, uuid
	ReceiptPDU   string // deliver_sm or data_sm (3.4 and newer)
	ReceiptDates string // "10" or "12" digits
	ReceiptTLVs  bool
	ReceiptText  string // "": as SMPP 3.4 appendix B
	ReceiptDelay time.Duration
	ReceiptsOn   string // any, or same: the session that submitted
	ClosedGroup  string // the group of contacts that it may reach; "": everybody
	Credits      int    // messages in all; 0 = no limit
}

// UnmarshalJSON gives settings that a stored document does not know their
// defaults; so do the next two.
func (c *ClientConfig) UnmarshalJSON(b []byte) error {
	type plain ClientConfig
	*c = NewClient()
	return json.Unmarshal(b, (*plain)(c))
}

func (s *ServerConfig) UnmarshalJSON(b []byte) error {
	type plain ServerConfig
	*s = NewServer()
	return json.Unmarshal(b, (*plain)(s))
}

func (a *Account) UnmarshalJSON(b []byte) error {
	type plain Account
	*a = NewAccount()
	return json.Unmarshal(b, (*plain)(a))
}

// MayComeFrom tells whether addr is in the account's list; an empty list means
// loopback only.
func (a Account) MayComeFrom(addr netip.Addr) bool {
	addr = addr.Unmap()
	if len(a.AllowFrom) == 0 {
		return addr.IsLoopback()
	}
	for _, s := range a.AllowFrom {
		if p, err := parseCIDR(s); err == nil && p.Contains(addr) {
			return true
		}
	}
	return false
}

func parseCIDR(s string) (netip.Prefix, error) {
	if !strings.Contains(s, "/") {
		a, err := netip.ParseAddr(s)
		if err != nil {
			return netip.Prefix{}, err
		}
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	return netip.ParsePrefix(s)
}

// Route sends messages that fit all its patterns to a target.
type Route struct {
	Account  string // pattern; "" only fits the window's own messages, "*" all accounts and the window
	Incoming string // link by which an incoming message came; in place of Account
	From     string
	To       string
	Text     string   // contained in the text, any case
	Links    []string // targets in back-up order
	Weight   int
}

// SimulatorConfig is the TCP listener of the simulator and its scenario. A
// route to the simulator works without it.
type SimulatorConfig struct {
	Enabled  bool
	Listen   string
	Scenario string
}

// General is what belongs to no link.
type General struct {
	Country string // ISO 3166 code for typed numbers; "" = numbers need "+"

	// Days that data is kept, 0 for ever; privacy.go says what each is about.
	TextDays    int
	MessageDays int
	OrphanDays  int
	PDUDays     int
	TrafficDays int
	// PDUMegabytes is what the PDU log may take, 0 for any size.
	PDUMegabytes int
}

// Config is the whole configuration.
type Config struct {
	Version   int64 // grows with every Apply
	General   General
	Clients   []ClientConfig
	Servers   []ServerConfig
	Accounts  []Account
	Routes    []Route
	Simulator SimulatorConfig
	OptOut    OptOutConfig
	Rules     []Rule // in order: the first that fits acts
}

// Client returns the named client link.
func (c Config) Client(name string) (ClientConfig, bool) {
	i := slices.IndexFunc(c.Clients, func(x ClientConfig) bool { return x.Name == name })
	if i < 0 {
		return ClientConfig{}, false
	}
	return c.Clients[i], true
}

// Server returns the named server link.
func (c Config) Server(name string) (ServerConfig, bool) {
	i := slices.IndexFunc(c.Servers, func(x ServerConfig) bool { return x.Name == name })
	if i < 0 {
		return ServerConfig{}, false
	}
	return c.Servers[i], true
}

// Account returns the account with that system_id.
func (c Config) Account(systemID string) (Account, bool) {
	i := slices.IndexFunc(c.Accounts, func(x Account) bool { return x.SystemID == systemID })
	if i < 0 {
		return Account{}, false
	}
	return c.Accounts[i], true
}

// Clone returns a copy that shares nothing that can change.
func (c Config) Clone() Config {
	c.Clients = slices.Clone(c.Clients)
	for i := range c.Clients {
		l := &c.Clients[i]
		for _, list := range []*[]string{&l.BackupHosts, &l.TLVs, &l.Rewrite, &l.OutbindFrom, &l.TLSPin, &l.StatusRetry, &l.AllowedPrefixes, &l.DeniedPrefixes, &l.ReceiptStates} {
			*list = slices.Clone(*list)
		}
	}
	c.Servers = slices.Clone(c.Servers)
	c.Accounts = slices.Clone(c.Accounts)
	for i := range c.Accounts {
		a := &c.Accounts[i]
		a.Servers, a.Binds, a.AllowFrom = slices.Clone(a.Servers), slices.Clone(a.Binds), slices.Clone(a.AllowFrom)
		a.Senders, a.Destinations = slices.Clone(a.Senders), slices.Clone(a.Destinations)
	}
	c.Routes = slices.Clone(c.Routes)
	for i := range c.Routes {
		c.Routes[i].Links = slices.Clone(c.Routes[i].Links)
	}
	c.OptOut, c.Rules = c.OptOut.Clone(), slices.Clone(c.Rules)
	return c
}
