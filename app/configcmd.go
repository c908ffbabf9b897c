package app

import (
	"context"
	"fmt"
	"os"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/gateway/wholefile"
	"relay/storage"
)

func configCommand(opts func(*cli.Command) options) *cli.Command {
	one := func(c *cli.Command) (string, error) {
		if c.NArg() != 1 {
			return "", useErrorf("name one file; relay config %s --help shows an example", c.Name)
		}
		return c.Args().First(), nil
	}
	return &cli.Command{
		Name: "config", Usage: "links, accounts and routes as a TOML file",
		Description: example("relay config export office.toml", "relay config check office.toml", "relay config import office.toml"),
		Commands: []*cli.Command{
			{
				Name: "export", Usage: "write the configuration to FILE (- is stdout)", ArgsUsage: "FILE", Description: example("relay config export office.toml"),
				Flags: []cli.Flag{&cli.BoolFlag{Name: "secrets", Usage: "with the passwords of client links, in plain text"}},
				Action: func(ctx context.Context, c *cli.Command) error {
					file, err := one(c)
					if err != nil {
						return err
					}
					return exportConfig(ctx, opts(c), file, c.Bool("secrets"))
				},
			},
			{
				Name: "import", Usage: "add what FILE has, replacing entries of the same name", ArgsUsage: "FILE", Description: example("relay config import office.toml"),
				Action: func(ctx context.Context, c *cli.Command) error {
					file, err := one(c)
					if err != nil {
						return err
					}
					return importConfig(ctx, opts(c), file)
				},
			},
			{
				Name: "check", Usage: "print every problem of FILE with its line", ArgsUsage: "FILE", Description: example("relay config check office.toml"),
				Action: func(_ context.Context, c *cli.Command) error {
					file, err := one(c)
					if err != nil {
						return err
					}
					o := opts(c)
					if err := checkConfig(file); err != nil {
						return &useError{err}
					}
					fmt.Fprintln(o.Out, file+": no problems")
					return nil
				},
			},
		},
	}
}

func checkConfig(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the configuration file can't be read: %w", err)
	}
	if _, problems := readConfig(text, gateway.Config{}); len(problems) > 0 {
		return problemsIn(file, problems)
	}
	return nil
}

func exportConfig(ctx context.Context, o options, file string, secrets bool) error {
	db, err := storage.Open(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile, ReadOnly: true})
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := db.LoadConfig(ctx)
	if err != nil {
		return err
	}
	text := writeConfig(c, secrets)
	if file == "-" {
		_, err = fmt.Fprint(o.Out, text)
		return err
	}
	return wholefile.Write(file, []byte(text), true)
}

func importConfig(ctx context.Context, o options, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return useErrorf("the configuration file can't be read: %w", err)
	}
	return owned(ctx, o, "import", file, string(text))
}

func importWork(ctx context.Context, h *house, args []string, _ Streams) error {
	if err := h.importText(ctx, args[0], []byte(args[1]), false); err != nil {
		return &useError{err}
	}
	return nil
}
