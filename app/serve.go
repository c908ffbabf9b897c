package app

import (
	"context"
	"fmt"
	"os"
	"reflect"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/storage"
)

func serveCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: "run the gateway without a window",
		Description: "Prints \"ready\" when every listener is open and logs to stderr. With --config, links, accounts,\nroutes and simulator become exactly the file's. SIGTERM stops in order.\n\n" +
			example("relay serve --config gateway.toml"),
		Flags: []cli.Flag{&cli.StringFlag{Name: "config", Usage: "TOML file to run", TakesFile: true}},
		Action: func(ctx context.Context, c *cli.Command) error {
			return serve(ctx, opts(c), c.String("config"))
		},
	}
}

func serve(ctx context.Context, o options, file string) error {
	log := newLog(o.Err)
	lock, err := takeFolder(o.Folder)
	if err != nil {
		return err
	}
	defer lock.release()
	h, err := openHouse(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile}, log)
	if err != nil {
		return err
	}
	if file != "" {
		if err := h.importFile(ctx, file, true); err != nil {
			_ = h.close()
			return &useError{err}
		}
	}
	if err := h.engine.Start(ctx); err != nil {
		_ = h.close()
		return err
	}
	door, err := openDoor(o.Folder, h, nil)
	if err != nil {
		_ = h.close()
		return err
	}
	fmt.Fprintln(o.Out, "ready")
	<-ctx.Done()
	log.Info("stopping")
	door.close()
	return h.close()
}

// importFile reads a configuration file into the engine. exact replaces
// everything, else links, accounts and routes of the file are added to or
// replace those of the same name.
func (h *house) importFile(ctx context.Context, file string, exact bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the configuration file can't be read: %w", err)
	}
	return h.importText(ctx, file, text, exact)
}

func (h *house) importText(ctx context.Context, name string, text []byte, exact bool) error {
	c, problems := readConfig(text, h.engine.Config())
	if len(problems) > 0 {
		return problemsIn(name, problems)
	}
	if !exact {
		c = merged(h.engine.Config(), c)
	}
	return h.engine.Apply(ctx, c)
}

// merged puts what next has over what old has, by name; routes, keywords, the
// simulator and what is general are replaced as a whole when next has any of its
// own.
func merged(old, next gateway.Config) gateway.Config {
	out := old.Clone()
	for _, c := range next.Clients {
		if i := indexOf(out.Clients, func(x gateway.ClientConfig) bool { return x.Name == c.Name }); i >= 0 {
			c.ID = out.Clients[i].ID
			out.Clients[i] = c
		} else {
			out.Clients = append(out.Clients, c)
		}
	}
	for _, s := range next.Servers {
		if i := indexOf(out.Servers, func(x gateway.ServerConfig) bool { return x.Name == s.Name }); i >= 0 {
			s.ID = out.Servers[i].ID
			out.Servers[i] = s
		} else {
			out.Servers = append(out.Servers, s)
		}
	}
	for _, a := range next.Accounts {
		if i := indexOf(out.Accounts, func(x gateway.Account) bool { return x.SystemID == a.SystemID }); i >= 0 {
			a.ID = out.Accounts[i].ID
			out.Accounts[i] = a
		} else {
			out.Accounts = append(out.Accounts, a)
		}
	}
	for _, r := range next.Rules {
		if i := indexOf(out.Rules, func(x gateway.Rule) bool { return x.Name == r.Name }); i >= 0 {
			r.ID = out.Rules[i].ID
			out.Rules[i] = r
		} else {
			out.Rules = append(out.Rules, r)
		}
	}
	if len(next.Routes) > 0 {
		out.Routes = next.Routes
	}
	usual := gateway.NewConfig()
	if !reflect.DeepEqual(next.OptOut, usual.OptOut) {
		out.OptOut = next.OptOut
	}
	if next.Simulator != usual.Simulator {
		out.Simulator = next.Simulator
	}
	if next.General != usual.General {
		out.General = next.General
	}
	return out
}

func indexOf[T any](list []T, is func(T) bool) int {
	for i := range list {
		if is(list[i]) {
			return i
		}
	}
	return -1
}
