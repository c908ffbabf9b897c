package app

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"relay/gateway"
	"relay/gateway/filter"
)

// fileSecrets reads the password references of a configuration file.
type fileSecrets struct{}

func (fileSecrets) env(name string) (string, error) {
	v, ok := os.LookupEnv(name)
	if !ok {
		return "", fmt.Errorf("the environment has no %s", name)
	}
	return v, nil
}

func (fileSecrets) file(name string) (string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// parseConfig reads a configuration file. Every entry begins with the defaults;
// what is wrong is a Problem with its line.
func parseConfig(text []byte, secrets fileSecrets) (gateway.Config, lines, gateway.Problems) {
	c := gateway.NewConfig()
	var doc map[string]any
	if err := toml.Unmarshal(text, &doc); err != nil {
		var at *toml.DecodeError
		line := 0
		if errors.As(err, &at) {
			line, _ = at.Position()
		}
		return c, nil, gateway.Problems{{Key: "this is no TOML: %s", Args: []any{strings.TrimPrefix(err.Error(), "toml: ")}, Line: line}}
	}
	r := &configReader{c: &c, at: keyLines(text), lines: lines{}, secrets: secrets}
	for key, v := range doc {
		switch key {
		case "client":
			readTables(r, v, "client", gateway.NewClient, gateway.ClientSettings(), func(x *gateway.ClientConfig) string { return x.Name }, &c.Clients,
				func(x *gateway.ClientConfig, path string, t map[string]any, where string) {
					x.Password = gateway.Secret(r.password(path, t, where))
					x.KeepPassword = x.Password == ""
				})
		case "server":
			readTables(r, v, "server", gateway.NewServer, gateway.ServerSettings(), func(x *gateway.ServerConfig) string { return x.Name }, &c.Servers, nil)
		case "account":
			readTables(r, v, "account", gateway.NewAccount, gateway.AccountSettings(), func(x *gateway.Account) string { return x.SystemID }, &c.Accounts,
				func(x *gateway.Account, path string, t map[string]any, where string) {
					x.Password = gateway.Secret(r.password(path, t, where))
					if h, ok := t["password_hash"].(string); ok {
						x.PasswordHash = h
					}
				})
		case "route":
			r.routes(v)
		case "rule":
			readTables(r, v, "rule", gateway.NewRule, gateway.RuleSettings(), func(x *gateway.Rule) string { return x.Name }, &c.Rules, nil)
		case "optout":
			o := &c.OptOut
			r.table(v, "optout", map[string]any{"stop": &o.Stop, "start": &o.Start, "stop_reply": &o.StopReply, "start_reply": &o.StartReply})
		case "simulator":
			r.table(v, "simulator", map[string]any{"enabled": &c.Simulator.Enabled, "listen": &c.Simulator.Listen, "scenario": &c.Simulator.Scenario})
		case "general":
			fields := map[string]any{"country": &c.General.Country}
			for _, row := range gateway.RetentionClasses() {
				fields[row.Key] = row.Ptr(&c.General)
				if row.MBPtr != nil {
					fields[row.MBKey] = row.MBPtr(&c.General)
				}
			}
			r.table(v, "general", fields)
		default:
			r.problem(key, "there is no %q: a file has client, server, account, route, rule, optout, simulator and general", key)
		}
	}
	slices.SortStableFunc(r.problems, func(a, b gateway.Problem) int { return a.Line - b.Line })
	return c, r.lines, r.problems
}

type configReader struct {
	c        *gateway.Config
	at       map[string]int // by place in the file
	lines    lines          // by path
	secrets  fileSecrets
	problems gateway.Problems
}

func (r *configReader) problem(where, key string, args ...any) {
	line := r.at[where]
	if line == 0 {
		line = r.at[where+"#0"]
	}
	r.problems = append(r.problems, gateway.Problem{Path: where, Key: key, Args: args, Line: line})
}

func tablesOf(v any) ([]map[string]any, bool) {
	list, ok := v.([]any)
	if !ok {
		return nil, false
	}
	var out []map[string]any
	for _, e := range list {
		t, ok := e.(map[string]any)
		if !ok {
			return nil, false
		}
		out = append(out, t)
	}
	return out, true
}

// extraKeys are the ways to give a password beside the rows of settings.
var extraKeys = map[string][]string{"client": {"password_env", "password_file"}, "account": {"password_env", "password_file", "password_hash"}}

func readTables[T any](r *configReader, v any, kind string, fresh func() T, rows []gateway.Setting[T], name func(*T) string, into *[]T, more func(*T, string, map[string]any, string)) {
	tables, ok := tablesOf(v)
	if !ok {
		r.problem(kind, "%s is a list of tables: write [[%s]]", kind, kind)
		return
	}
	for i, t := range tables {
		x := fresh()
		where := kind + "#" + strconv.Itoa(i)
		known := map[string]bool{}
		for _, s := range rows {
			known[s.Key] = true
			val, given := t[s.Key]
			if !given || s.Kind == gateway.KindSecret {
				continue
			}
			if err := s.Set(&x, val); err != nil {
				r.problem(where+"."+s.Key, "%s", err.Error())
			}
		}
		for _, k := range extraKeys[kind] {
			known[k] = true
		}
		for k := range t {
			if !known[k] {
				r.problem(where+"."+k, "there is no setting %q%s", k, suggest(k, known))
			}
		}
		path := fmt.Sprintf("%s[%s]", kind, name(&x))
		r.lines[path] = r.at[where]
		for k := range t {
			r.lines[path+"."+k] = r.at[where+"."+k]
		}
		if more != nil {
			more(&x, path, t, where)
		}
		*into = append(*into, x)
	}
}

// suggest names the nearest known key.
func suggest(key string, known map[string]bool) string {
	best, score := "", 4
	for k := range known {
		if d := filter.Distance(key, k, 1<<10); d < score || d == score && k < best {
			best, score = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// password reads one of password, password_env, password_file.
func (r *configReader) password(path string, t map[string]any, where string) string {
	given := 0
	value := ""
	for _, k := range []string{"password", "password_env", "password_file"} {
		v, ok := t[k]
		if !ok {
			continue
		}
		given++
		text, ok := v.(string)
		if !ok {
			r.problem(where+"."+k, "%s takes a text in quotes", k)
			continue
		}
		var err error
		switch k {
		case "password_env":
			text, err = r.secrets.env(text)
		case "password_file":
			text, err = r.secrets.file(text)
		}
		if err != nil {
			r.problem(where+"."+k, "the password can't be read: %s", err.Error())
			continue
		}
		value = text
	}
	if given > 1 {
		r.problem(where, "give one of password, password_env and password_file")
	}
	return value
}

func (r *configReader) routes(v any) {
	tables, ok := tablesOf(v)
	if !ok {
		r.problem("route", "route is a list of tables: write [[route]]")
		return
	}
	for i, t := range tables {
		where := "route#" + strconv.Itoa(i)
		x := gateway.Route{Account: "*"}
		if _, ok := t["incoming"]; ok {
			x.Account = ""
		}
		fields := map[string]any{"account": &x.Account, "incoming": &x.Incoming, "from": &x.From, "to": &x.To, "text": &x.Text, "weight": &x.Weight, "link": &x.Links}
		r.fill(t, where, fields)
		path := fmt.Sprintf("route[%d]", i+1)
		r.lines[path] = r.at[where]
		for k := range t {
			r.lines[path+"."+k] = r.at[where+"."+k]
		}
		r.c.Routes = append(r.c.Routes, x)
	}
}

func (r *configReader) table(v any, name string, fields map[string]any) {
	t, ok := v.(map[string]any)
	if !ok {
		r.problem(name, "%s is a table: write [%s]", name, name)
		return
	}
	r.lines[name] = r.at[name]
	for k := range t {
		r.lines[name+"."+k] = r.at[name+"."+k]
	}
	r.fill(t, name, fields)
}

// fill sets plain fields from a table.
func (r *configReader) fill(t map[string]any, where string, fields map[string]any) {
	known := map[string]bool{}
	for k := range fields {
		known[k] = true
	}
	for k, v := range t {
		wrong := ""
		switch p := fields[k].(type) {
		case nil:
			r.problem(where+"."+k, "there is no setting %q%s", k, suggest(k, known))
		case *string:
			if x, ok := v.(string); ok {
				*p = x
			} else {
				wrong = "a text in quotes"
			}
		case *bool:
			if x, ok := v.(bool); ok {
				*p = x
			} else {
				wrong = "true or false"
			}
		case *int:
			if x, ok := v.(int64); ok {
				*p = int(x)
			} else {
				wrong = "a whole number"
			}
		case *[]string:
			switch x := v.(type) {
			case string:
				*p = []string{x}
			case []any:
				*p = []string{} // what is given replaces the defaults
				for _, e := range x {
					s, ok := e.(string)
					if !ok {
						wrong = `a name, or a list such as ["a", "b"]`
						break
					}
					*p = append(*p, s)
				}
			default:
				wrong = `a name, or a list such as ["a", "b"]`
			}
		}
		if wrong != "" {
			r.problem(where+"."+k, "%s takes %s", k, wrong)
		}
	}
}

// keepStored lets an entry without a password keep the stored one of its name.
func keepStored(c *gateway.Config, stored gateway.Config) {
	for i := range c.Clients {
		if was, ok := stored.Client(c.Clients[i].Name); ok {
			c.Clients[i].ID = was.ID
		} else if c.Clients[i].Password == "" {
			c.Clients[i].KeepPassword = false
		}
	}
	for i := range c.Servers {
		if was, ok := stored.Server(c.Servers[i].Name); ok {
			c.Servers[i].ID = was.ID
		}
	}
	for i := range c.Rules {
		if was := slices.IndexFunc(stored.Rules, func(x gateway.Rule) bool { return x.Name == c.Rules[i].Name }); was >= 0 {
			c.Rules[i].ID = stored.Rules[was].ID
		}
	}
	for i := range c.Accounts {
		a := &c.Accounts[i]
		if was, ok := stored.Account(a.SystemID); ok {
			a.ID = was.ID
			if a.Password == "" && a.PasswordHash == "" {
				a.PasswordHash = was.PasswordHash
			}
		}
	}
}
