package app

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"relay/gateway"
)

// writeConfig writes a configuration as TOML: the names and what differs from
// the defaults. Client passwords only with secrets; accounts as hashes.
func writeConfig(c gateway.Config, secrets bool) string {
	var b strings.Builder
	b.WriteString("# Relay configuration. Passwords of accounts are hashes.\n")
	if c.General != gateway.NewConfig().General {
		b.WriteString("\n[general]\n")
		if c.General.Country != "" {
			fmt.Fprintf(&b, "country = %s\n", strconv.Quote(c.General.Country))
		}
		for _, row := range gateway.RetentionClasses() {
			if n := *row.Ptr(&c.General); n != row.Days {
				fmt.Fprintf(&b, "%s = %d\n", row.Key, n)
			}
			if row.MBPtr == nil {
				continue
			}
			if n := *row.MBPtr(&c.General); n != row.MB {
				fmt.Fprintf(&b, "%s = %d\n", row.MBKey, n)
			}
		}
	}
	for i := range c.Clients {
		b.WriteString("\n[[client]]\n")
		writeRows(&b, &c.Clients[i], gateway.NewClient(), gateway.ClientSettings())
		if secrets && c.Clients[i].Password != "" {
			fmt.Fprintf(&b, "password = %s\n", strconv.Quote(c.Clients[i].Password.Reveal()))
		}
	}
	for i := range c.Servers {
		b.WriteString("\n[[server]]\n")
		writeRows(&b, &c.Servers[i], gateway.NewServer(), gateway.ServerSettings())
	}
	for i := range c.Accounts {
		b.WriteString("\n[[account]]\n")
		writeRows(&b, &c.Accounts[i], gateway.NewAccount(), gateway.AccountSettings())
		if h := c.Accounts[i].PasswordHash; h != "" {
			fmt.Fprintf(&b, "password_hash = %s\n", strconv.Quote(h))
		}
	}
	for _, r := range c.Routes {
		b.WriteString("\n[[route]]\n")
		if r.Incoming != "" {
			fmt.Fprintf(&b, "incoming = %s\n", strconv.Quote(r.Incoming))
		} else {
			fmt.Fprintf(&b, "account = %s\n", strconv.Quote(r.Account))
		}
		for _, f := range []struct{ key, value string }{{"from", r.From}, {"to", r.To}, {"text", r.Text}} {
			if f.value != "" {
				fmt.Fprintf(&b, "%s = %s\n", f.key, strconv.Quote(f.value))
			}
		}
		if r.Weight != 0 {
			fmt.Fprintf(&b, "weight = %d\n", r.Weight)
		}
		if len(r.Links) == 1 {
			fmt.Fprintf(&b, "link = %s\n", strconv.Quote(r.Links[0]))
		} else {
			fmt.Fprintf(&b, "link = %s\n", quoteList(r.Links))
		}
	}
	for i := range c.Rules {
		b.WriteString("\n[[rule]]\n")
		writeRows(&b, &c.Rules[i], gateway.NewRule(), gateway.RuleSettings())
	}
	if o := c.OptOut; !reflect.DeepEqual(o, gateway.NewOptOut()) {
		fmt.Fprintf(&b, "\n[optout]\nstop = %s\nstart = %s\n", quoteList(o.Stop), quoteList(o.Start))
		for _, f := range []struct{ key, value string }{{"stop_reply", o.StopReply}, {"start_reply", o.StartReply}} {
			if f.value != "" {
				fmt.Fprintf(&b, "%s = %s\n", f.key, strconv.Quote(f.value))
			}
		}
	}
	fmt.Fprintf(&b, "\n[simulator]\nenabled = %t\nlisten = %s\nscenario = %s\n", c.Simulator.Enabled, strconv.Quote(c.Simulator.Listen), strconv.Quote(c.Simulator.Scenario))
	return b.String()
}

func quoteList(list []string) string {
	q := make([]string, len(list))
	for i, s := range list {
		q[i] = strconv.Quote(s)
	}
	return "[" + strings.Join(q, ", ") + "]"
}

func writeRows[T any](b *strings.Builder, v *T, defaults T, rows []gateway.Setting[T]) {
	for _, s := range rows {
		if s.Kind == gateway.KindSecret || s.Group != gateway.GroupBasic && s.Format(v) == s.Format(&defaults) {
			continue
		}
		value := ""
		switch x := s.Get(v).(type) {
		case string:
			value = strconv.Quote(x)
		case []string:
			value = quoteList(x)
		case bool, int:
			value = fmt.Sprint(x)
		case float64:
			value = strconv.FormatFloat(x, 'f', -1, 64)
			if !strings.Contains(value, ".") {
				value += ".0"
			}
		default:
			value = strconv.Quote(s.Format(v))
		}
		fmt.Fprintf(b, "%s = %s\n", s.Key, value)
	}
}
