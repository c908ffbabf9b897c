package app

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"slices"

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
	out.Clients = putAll(out.Clients, next.Clients, func(c *gateway.ClientConfig) (string, *int64) { return c.Name, &c.ID })
	out.Servers = putAll(out.Servers, next.Servers, func(v *gateway.ServerConfig) (string, *int64) { return v.Name, &v.ID })
	out.Accounts = putAll(out.Accounts, next.Accounts, func(a *gateway.Account) (string, *int64) { return a.SystemID, &a.ID })
	out.Rules = putAll(out.Rules, next.Rules, func(r *gateway.Rule) (string, *int64) { return r.Name, &r.ID })
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

// putAll puts entries in the place of those with the same name, whose internal id
// they keep, and the others at the end.
func putAll[T any](list, next []T, key func(*T) (name string, id *int64)) []T {
	for _, x := range next {
		name, id := key(&x)
		i := slices.IndexFunc(list, func(y T) bool { have, _ := key(&y); return have == name })
		if i < 0 {
			list = append(list, x)
			continue
		}
		_, old := key(&list[i])
		*id = *old
		list[i] = x
	}
	return list
}
