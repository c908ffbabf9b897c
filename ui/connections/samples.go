package connections

import (
	"embed"
	"net"
	"slices"
	"strconv"
	"strings"

	"relay/gateway"
	"relay/gateway/smpp"
)

// samples are programs that send one message, each with the standard library of
// its language alone.
//
//go:embed samples/*.txt
var samples embed.FS

// Sample is a program for one language that is ready to run for an account.
type Sample struct{ Language, Code string }

// Samples are the programs for an account: they bind to its first listener as it
// may, send one message with a receipt asked for, and end in order. The password
// comes from the environment.
func Samples(c gateway.Config, st gateway.Status, a gateway.Account) (out []Sample) {
	host, port := "127.0.0.1", "2775"
	for _, s := range c.Servers {
		if len(a.Servers) > 0 && !slices.Contains(a.Servers, s.Name) {
			continue
		}
		address := s.Listen
		if l, ok := st.Link(s.Name); ok && l.State.Up() {
			address = l.Address
		}
		if h, p, err := net.SplitHostPort(address); err == nil {
			port = p
			if ip := net.ParseIP(h); h != "" && (ip == nil || !ip.IsUnspecified()) {
				host = h
			}
		}
		break
	}
	bind := smpp.BindTransceiver
	if len(a.Binds) > 0 && !slices.Contains(a.Binds, string(gateway.BindTransceiver)) {
		bind = smpp.BindTransmitter
	}
	from := "Shop"
	if i := slices.IndexFunc(a.Senders, func(s string) bool { return !strings.HasSuffix(s, "*") }); i >= 0 {
		from = a.Senders[i]
	}
	for _, l := range []struct{ language, file string }{{"Python", "python"}, {"JavaScript", "javascript"}, {"Java", "java"}, {"PHP", "php"}, {"C#", "csharp"}, {"C++", "cpp"}} {
		code, err := samples.ReadFile("samples/" + l.file + ".txt")
		if err != nil {
			continue
		}
		quote := strconv.QuoteToASCII
		if l.file == "php" { // "$" begins a variable there
			quote = func(s string) string { return strings.ReplaceAll(strconv.QuoteToASCII(s), "$", `\$`) }
		}
		out = append(out, Sample{l.language, strings.NewReplacer("@HOST@", quote(host), "@PORT@", port, "@ID@", quote(a.SystemID), "@FROM@", quote(from),
			"@BIND@", strconv.Itoa(int(bind))).Replace(string(code))})
	}
	return out
}
