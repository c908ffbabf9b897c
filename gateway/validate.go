package gateway

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"relay/gateway/smpp"
)

// Validate returns everything that is wrong with the configuration, by path:
// "client[NAME].key", "server[NAME].key", "account[ID].key", "route[N].key"
// (N from 1), "rule[NAME].key", "general.key", "simulator.key", "optout.key".
func (c Config) Validate() Problems {
	var out Problems
	names := map[string]bool{}
	for i := range c.Clients {
		x := &c.Clients[i]
		path := fmt.Sprintf("client[%s]", x.Name)
		out = append(out, checkRows(path, x, ClientSettings())...)
		out = append(out, checkName(path, x.Name, names)...)
		if x.Password == "" && !x.KeepPassword && !x.Simulated() && x.ID == 0 {
			out = append(out, Problem{Path: path + ".password", Key: "a new connection needs a password"})
		}
		out = append(out, x.checkText(path)...)
		out = append(out, x.checkSending(path)...)
		out = append(out, x.checkProvider(path)...)
		if x.LocalAddress != "" && net.ParseIP(x.LocalAddress) == nil {
			out = append(out, Problem{Path: path + ".local_address", Key: "%q is no IP address", Args: []any{x.LocalAddress}})
		}
		if x.RetryMax < x.RetryFirst {
			out = append(out, Problem{Path: path + ".retry_max", Key: "the longest wait is shorter than the first: make it at least %s", Args: []any{FormatDuration(x.RetryFirst)}})
		}
		if x.OutbindListen != "" {
			if _, port, err := net.SplitHostPort(x.OutbindListen); err != nil || !validPort(port) {
				out = append(out, Problem{Path: path + ".outbind_listen", Key: "%q is no address to listen on: write it as 0.0.0.0:2780", Args: []any{x.OutbindListen}})
			}
			if x.Version == smpp.V33 {
				out = append(out, Problem{Path: path + ".outbind_listen", Key: "SMPP 3.3 has no outbind: use version 3.4 or 5.0"})
			}
		}
		for _, a := range x.OutbindFrom {
			if _, err := parseCIDR(a); err != nil {
				out = append(out, Problem{Path: path + ".outbind_from", Key: "%q is no address range: write it as 10.0.0.0/8 or 192.168.1.7", Args: []any{a}})
			}
		}
		for _, p := range x.TLSPin {
			if _, err := ParsePin(p); err != nil {
				out = append(out, Problem{Path: path + ".tls_pin", Key: "%s", Args: []any{err.Error()}})
			}
		}
		if (x.TLSCert == "") != (x.TLSKey == "") {
			out = append(out, Problem{Path: path + ".tls_cert", Key: "a client certificate and its key belong together: give both files or none"})
		}
		if x.ReconnectMax < x.ReconnectFirst {
			out = append(out, Problem{Path: path + ".reconnect_max", Key: "the longest wait is shorter than the first: make it at least %s", Args: []any{FormatDuration(x.ReconnectFirst)}})
		}
	}
	listens := map[string]string{}
	for i := range c.Servers {
		x := &c.Servers[i]
		path := fmt.Sprintf("server[%s]", x.Name)
		out = append(out, checkRows(path, x, ServerSettings())...)
		out = append(out, checkName(path, x.Name, names)...)
		if _, port, err := net.SplitHostPort(x.Listen); err != nil || !validPort(port) {
			out = append(out, Problem{Path: path + ".listen", Key: "%q is no address to listen on: write it as 127.0.0.1:2775", Args: []any{x.Listen}})
		} else if other, taken := listens[x.Listen]; taken && !strings.HasSuffix(x.Listen, ":0") {
			out = append(out, Problem{Path: path + ".listen", Key: "%s already listens there: choose another port", Args: []any{other}})
		}
		listens[x.Listen] = x.Name
		if (x.TLSCert == "") != (x.TLSKey == "") {
			out = append(out, Problem{Path: path + ".tls_cert", Key: "a certificate and its key belong together: give both files or none"})
		}
		if _, _, err := ParseLockout(x.Lockout); err != nil {
			out = append(out, Problem{Path: path + ".lockout", Key: "%q is no lock-out: write it as 10/10m, or 0 for none", Args: []any{x.Lockout}})
		}
	}
	ids := map[string]bool{}
	for i := range c.Accounts {
		x := &c.Accounts[i]
		path := fmt.Sprintf("account[%s]", x.SystemID)
		out = append(out, checkRows(path, x, AccountSettings())...)
		if ids[x.SystemID] {
			out = append(out, Problem{Path: path + ".system_id", Key: "there is an account %q already: choose another system id", Args: []any{x.SystemID}})
		}
		ids[x.SystemID] = true
		if x.Password == "" && x.PasswordHash == "" {
			out = append(out, Problem{Path: path + ".password", Key: "an account needs a password"})
		}
		if len(x.Password) > 8 && !x.LongPassword {
			out = append(out, Problem{Path: path + ".password", Key: "more than 8 characters do not fit the protocol: shorten it, or set long_password when the application can send it"})
		}
		if x.ReceiptText != "" && !strings.Contains(x.ReceiptText, "{id}") {
			out = append(out, Problem{Path: path + ".receipt_text", Key: "without {id} nobody knows which message a receipt is about: write for example id:{id} stat:{stat}"})
		}
		if _, err := ParseHours(x.Hours); err != nil {
			out = append(out, Problem{Path: path + ".hours", Key: "%s", Args: []any{err.Error()}})
		}
		for _, b := range x.Binds {
			if !slices.Contains([]string{"transceiver", "transmitter", "receiver"}, b) {
				out = append(out, Problem{Path: path + ".binds", Key: "%q is no kind of bind: use transceiver, transmitter or receiver", Args: []any{b}})
			}
		}
		if len(x.Binds) == 0 {
			out = append(out, Problem{Path: path + ".binds", Key: "an account without a kind of bind can do nothing: allow at least one"})
		}
		for _, a := range x.AllowFrom {
			if _, err := parseCIDR(a); err != nil {
				out = append(out, Problem{Path: path + ".allow_from", Key: "%q is no address range: write it as 10.0.0.0/8 or 192.168.1.7", Args: []any{a}})
			}
		}
		for _, s := range x.Servers {
			if _, ok := c.Server(s); !ok {
				out = append(out, Problem{Path: path + ".servers", Key: "there is no server link %q", Args: []any{s}})
			}
		}
	}
	for i, r := range c.Routes {
		path := fmt.Sprintf("route[%d]", i+1)
		if len(r.Links) == 0 {
			out = append(out, Problem{Path: path + ".link", Key: "a route needs a link: a client link, simulator, inbox, reject or account:NAME"})
		}
		if r.Weight < 0 {
			out = append(out, Problem{Path: path + ".weight", Key: "a weight can not be negative"})
		}
		for _, l := range r.Links {
			if !c.validTarget(l) {
				out = append(out, Problem{Path: path + ".link", Key: "there is no link %q: name a client link, simulator, inbox, reject or account:NAME", Args: []any{l}})
			}
		}
		for _, x := range [...][2]string{{"account", r.Account}, {"from", r.From}, {"to", r.To}} {
			if badPattern(x[1]) {
				out = append(out, Problem{Path: path + "." + x[0], Key: "a * can only stand at the end: %q", Args: []any{x[1]}})
			}
		}
		if r.Incoming != "" && r.Account != "" {
			out = append(out, Problem{Path: path + ".incoming", Key: "incoming stands in place of account: give one of the two"})
		}
		if r.Account != "" && r.Account != "*" && !strings.HasSuffix(r.Account, "*") {
			if _, ok := c.Account(r.Account); !ok {
				out = append(out, Problem{Path: path + ".account", Key: "there is no account %q", Args: []any{r.Account}})
			}
		}
		if r.Incoming != "" && r.Incoming != "*" {
			if _, ok := c.Client(r.Incoming); !ok && r.Incoming != SimulatorName {
				out = append(out, Problem{Path: path + ".incoming", Key: "there is no client link %q", Args: []any{r.Incoming}})
			}
		}
	}
	if c.Simulator.Enabled {
		if _, port, err := net.SplitHostPort(c.Simulator.Listen); err != nil || !validPort(port) {
			out = append(out, Problem{Path: "simulator.listen", Key: "%q is no address to listen on: write it as 127.0.0.1:2776", Args: []any{c.Simulator.Listen}})
		}
	}
	if _, err := ParseMix(c.Simulator.Scenario); err != nil {
		out = append(out, Problem{Path: "simulator.scenario", Key: "%s", Args: []any{err.Error()}})
	}
	out = append(out, c.OptOut.check()...)
	out = append(out, c.checkRules()...)
	if n := len(c.General.Country); n != 0 && n != 2 {
		out = append(out, Problem{Path: "general.country", Key: "%q is no country: use two letters such as DE or HU", Args: []any{c.General.Country}})
	}
	return append(out, c.General.validateKeeping()...)
}

func (c Config) validTarget(name string) bool {
	if name == TargetSimulator || name == TargetInbox || name == TargetReject {
		return true
	}
	if id, ok := TargetAccount(name); ok {
		_, found := c.Account(id)
		return found
	}
	_, ok := c.Client(name)
	return ok
}

func checkName(path, name string, names map[string]bool) Problems {
	switch {
	case name == "":
		return nil // the row says that it is needed
	case Reserved(name):
		return Problems{{Path: path + ".name", Key: "%q is a word with a meaning of its own: choose another name", Args: []any{name}}}
	case names[name]:
		return Problems{{Path: path + ".name", Key: "there is a link %q already: choose another name", Args: []any{name}}}
	}
	names[name] = true
	return nil
}

// checkRows checks every field against its row.
func checkRows[T any](path string, v *T, rows []Setting[T]) Problems {
	var out Problems
	add := func(s Setting[T], key string, args ...any) {
		out = append(out, Problem{Path: path + "." + s.Key, Key: key, Args: args})
	}
	for _, s := range rows {
		switch x := s.Get(v).(type) {
		case string:
			switch {
			case x == "" && s.Need:
				add(s, "this can not be empty")
			case s.MaxLen > 0 && len(x) > s.MaxLen:
				add(s, "too long: at most %d characters", s.MaxLen)
			case s.Kind == KindChoice && !slices.Contains(s.Choices, x):
				add(s, "%q is no choice: use one of %s", x, strings.Join(s.Choices, ", "))
			case strings.ContainsRune(x, 0):
				add(s, "a zero character can not be sent: remove it")
			}
		case int:
			if lo, ok := s.Min.(int); ok && x < lo {
				add(s, "too small: at least %d", lo)
			}
			if hi, ok := s.Max.(int); ok && x > hi {
				add(s, "too large: at most %d", hi)
			}
		case float64:
			if lo, ok := s.Min.(float64); ok && (x < lo || x != x) {
				add(s, "too small: at least %s", strconv.FormatFloat(lo, 'f', -1, 64))
			}
			if hi, ok := s.Max.(float64); ok && x > hi {
				add(s, "too large: at most %s", strconv.FormatFloat(hi, 'f', -1, 64))
			}
		case time.Duration:
			if lo, ok := s.Min.(time.Duration); ok && x < lo {
				add(s, "too short: at least %s", FormatDuration(lo))
			}
			if hi, ok := s.Max.(time.Duration); ok && x > hi {
				add(s, "too long: at most %s", FormatDuration(hi))
			}
		}
	}
	return out
}

func validPort(p string) bool {
	n, err := strconv.Atoi(p)
	return err == nil && n >= 0 && n <= 65535
}

// ParseLockout reads "10/10m": so many failures within a time. 0 failures mean
// no lock-out.
func ParseLockout(s string) (failures int, within time.Duration, err error) {
	if s == "" || s == "0" {
		return 0, 0, nil
	}
	n, d, ok := strings.Cut(s, "/")
	if !ok {
		return 0, 0, fmt.Errorf("%q is no lock-out: write it as 10/10m", s)
	}
	if failures, err = strconv.Atoi(n); err != nil || failures < 1 {
		return 0, 0, fmt.Errorf("%q is no lock-out: write it as 10/10m", s)
	}
	if within, err = ParseDuration(d); err != nil || within <= 0 {
		return 0, 0, fmt.Errorf("%q is no lock-out: write it as 10/10m", s)
	}
	return failures, within, nil
}
