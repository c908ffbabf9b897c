package gateway

import (
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Detail is a setting of a client link that was found in a text, by its key.
type Detail struct{ Key, Value string }

// detailNames are how providers' letters call the settings, with _ for a blank. A
// letter is read line by line: "SMPP Port: 2775".
func detailNames() []struct {
	key   string
	names []string
} {
	return []struct {
		key   string
		names []string
	}{
		{"host", []string{"smpp_server", "smpp_host", "server_address", "server_ip", "ip_address", "hostname", "host_name", "smsc_address", "smsc_host", "host", "server", "smsc", "address", "ip", "adresse", "servidor", "serveur", "url"}},
		{"port", []string{"tls_port", "ssl_port", "smpp_port", "tcp_port", "port", "puerto", "porta"}},
		{"system_id", []string{"system_id", "systemid", "sys_id", "user_name", "username", "user_id", "login", "user", "account", "benutzername", "benutzer", "usuario", "utilisateur", "esme_id"}},
		{"password", []string{"password", "passwort", "kennwort", "contraseña", "mot_de_passe", "passwd", "pass", "pwd", "senha"}},
		{"system_type", []string{"system_type", "systemtype"}},
		{"version", []string{"interface_version", "smpp_version", "protocol_version", "version"}},
		{"bind", []string{"bind_type", "bind_mode", "bind_as", "connection_type", "bind"}},
		{"rate", []string{"throughput", "messages_per_second", "messages/second", "msg/s", "speed", "rate_limit", "rate", "tps"}},
		{"window", []string{"window_size", "window"}},
		{"sessions", []string{"max_binds", "maximum_binds", "number_of_binds", "max_sessions", "maximum_sessions", "number_of_sessions", "binds", "sessions", "connections"}},
		{"enquire_link", []string{"enquire_link_interval", "enquire_link", "keepalive", "keep-alive"}},
		{"addr_ton", []string{"addr_ton", "bind_ton"}},
		{"addr_npi", []string{"addr_npi", "bind_npi"}},
		{"source_ton", []string{"source_addr_ton", "source_ton", "sender_ton", "source_addr_ton"}},
		{"source_npi", []string{"source_addr_npi", "source_npi", "sender_npi", "source_addr_npi"}},
		{"dest_ton", []string{"dest_addr_ton", "destination_ton", "dest_ton", "dest_addr_ton"}},
		{"dest_npi", []string{"dest_addr_npi", "destination_npi", "dest_npi", "dest_addr_npi"}},
		{"address_range", []string{"address_range"}},
	}
}

// ReadDetails finds the settings of a client link in a provider's letter: host,
// port, credentials, limits. Each is found once, where it stands first, and only
// when the setting would take it.
func ReadDetails(text string) (out []Detail) {
	add := func(key, value string) {
		if value == "" || slices.ContainsFunc(out, func(d Detail) bool { return d.Key == key }) {
			return
		}
		if takes(key, value) {
			out = append(out, Detail{key, value})
		}
	}
	for line := range strings.Lines(text) {
		name, value, ok := cutDetail(line)
		if !ok {
			continue
		}
		key, full := detailKey(name)
		switch key {
		case "":
		case "host":
			host, port, err := net.SplitHostPort(trimScheme(value))
			if err != nil {
				host = trimScheme(value)
			}
			if host = strings.Trim(host, "[]/"); !strings.ContainsAny(host, " @,") && strings.ContainsAny(host, ".:") {
				add("host", host)
				if port != "" {
					add("port", port)
				}
			}
		case "port":
			port := firstNumber(value)
			if strings.HasPrefix(full, "tls") || strings.HasPrefix(full, "ssl") || strings.Contains(strings.ToLower(value), "tls") || strings.Contains(strings.ToLower(value), "ssl") {
				add("tls", "true")
			}
			add("port", port)
		case "system_id", "password", "system_type", "address_range":
			add(key, word(value))
		case "version":
			if v := regexp.MustCompile(`[345]\.[034]`).FindString(value); v != "" {
				add("version", v)
			}
		case "bind":
			add("bind", bindWord(value))
		case "enquire_link":
			if n := firstNumber(value); n != "" {
				add(key, n+"s")
			}
		default:
			add(key, firstNumber(value))
		}
	}
	return out
}

// takes tells whether a setting takes a value.
func takes(key, value string) bool {
	c := NewClient()
	c.Name, c.Host, c.SystemID, c.Password = "a", "a.example", "a", "a"
	for _, row := range ClientSettings() {
		if row.Key == key && row.Parse(&c, value) != nil {
			return false
		}
	}
	return !slices.ContainsFunc(Config{Clients: []ClientConfig{c}}.Validate(), func(p Problem) bool { return strings.HasSuffix(p.Path, "."+key) })
}

// cutDetail splits "Name: value", "Name = value" and a name and a value with a tab
// or several blanks between them.
func cutDetail(line string) (name, value string, ok bool) {
	m := regexp.MustCompile(`^[\s>*•–|-]*([^:=\t|]{2,40}?)\s*(?:[:=\t|]+| {2,})\s*(\S.*?)[\s|]*$`).FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// detailKey is the setting that a name in a letter means, and the name as
// detailNames writes it.
func detailKey(name string) (key, full string) {
	full = strings.ToLower(strings.Join(strings.Fields(strings.Trim(name, "*_ ")), "_"))
	for _, row := range detailNames() {
		for _, n := range row.names {
			if full == n || strings.HasPrefix(full, n+"_(") || full == "smpp_"+n || full == "your_"+n {
				return row.key, full
			}
		}
	}
	return "", full
}

func trimScheme(s string) string {
	s = firstWord(s)
	if i := strings.Index(s, "://"); i >= 0 {
		s = s[i+3:]
	}
	return strings.TrimSuffix(s, "/")
}

// word is the first word of a value; "(empty)" and "none" say that there is none.
func word(s string) string {
	switch w := firstWord(s); strings.ToLower(strings.Trim(w, "()<>-–")) {
	case "empty", "none", "blank", "null", "n/a", "":
		return ""
	default:
		return w
	}
}

func firstWord(s string) string {
	f := strings.Fields(strings.Trim(s, `"'“”„`))
	if len(f) == 0 {
		return ""
	}
	return strings.Trim(f[0], `"'“”„`)
}

func firstNumber(s string) string {
	n := regexp.MustCompile(`\d+`).FindString(s)
	if _, err := strconv.Atoi(n); err != nil {
		return ""
	}
	return n
}

// bindWord is a kind of bind as a letter calls it.
func bindWord(s string) string {
	s = strings.ToLower(s)
	switch tx, rx := strings.Contains(s, "transmitter") || strings.Contains(s, "tx"), strings.Contains(s, "receiver") || strings.Contains(s, "rx"); {
	case strings.Contains(s, "transceiver") || strings.Contains(s, "trx"):
		return string(BindTransceiver)
	case tx && rx:
		return string(BindPair)
	case tx:
		return string(BindTransmitter)
	case rx:
		return string(BindReceiver)
	}
	return ""
}
