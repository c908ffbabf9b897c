package app

import (
	"context"
	"fmt"
	"os"
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
		before := h.engine.Config()
		if err := h.importFile(ctx, file, true); err != nil {
			_ = h.close()
			return &useError{err}
		}
		for _, line := range h.leftWaiting(ctx, before) {
			log.Warn(line)
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

// leftWaiting says how many messages wait for client links that the configuration
// has no more: a file keeps them, under the name that they wait for.
func (h *house) leftWaiting(ctx context.Context, before gateway.Config) (lines []string) {
	waiting, err := h.db.QueuedByLink(ctx)
	if err != nil {
		return []string{fmt.Sprintf("what waits for removed connections can't be counted: %v", err)}
	}
	now := h.engine.Config()
	for _, c := range before.Clients {
		renamed := slices.ContainsFunc(now.Clients, func(x gateway.ClientConfig) bool { return x.ID == c.ID || x.Name == c.Name })
		if n := waiting[c.Name]; n > 0 && !renamed {
			lines = append(lines, fmt.Sprintf("the connection %q is removed; messages that wait for it: %d. They stay queued, and go when there is a connection of that name again", c.Name, n))
		}
	}
	return lines
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
	if !exact {
		_, c, problems := readInto(text, h.engine.Config())
		if len(problems) > 0 {
			return problemsIn(name, problems)
		}
		return h.engine.Apply(ctx, c)
	}
	c, problems := readConfig(text, h.engine.Config())
	if len(problems) > 0 {
		return problemsIn(name, problems)
	}
	return h.engine.Apply(ctx, c)
}
