package app

import (
	"context"
	"fmt"
	"net"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/gateway/diagnose"
	"relay/gateway/simulator"
	"relay/gateway/transport"
	"relay/storage"
)

func diagnoseCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "diagnose", Usage: "test a client link step by step",
		Description: "Opens a connection of its own beside the running one. Exit 0 when no step fails.\n\n" + example("relay diagnose --link provider-a"),
		Flags:       []cli.Flag{&cli.StringFlag{Name: "link", Usage: "client link", Required: true}},
		Action: func(ctx context.Context, c *cli.Command) error {
			return runDiagnosis(ctx, opts(c), c.String("link"))
		},
	}
}

func runDiagnosis(ctx context.Context, o options, link string) error {
	db, err := storage.Open(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile, ReadOnly: true})
	if err != nil {
		return err
	}
	defer db.Close()
	cfg, err := db.LoadConfig(ctx)
	if err != nil {
		return err
	}
	c, ok := cfg.Client(link)
	if !ok {
		return useErrorf("there is no client link %q", link)
	}
	if c.PasswordLost {
		return useErrorf("the stored password of %s can't be opened here: enter it again", link)
	}
	sim := simulator.New(simulator.Config{})
	dial := func(ctx context.Context, c gateway.ClientConfig) (net.Conn, error) {
		if c.Simulated() {
			return sim.Dial(ctx)
		}
		ctx, cancel := context.WithTimeout(ctx, c.ConnectTimeout)
		defer cancel()
		return transport.Dial(ctx, c)
	}
	failed := false
	err = diagnose.Run(ctx, diagnose.Config{Client: c, Dial: dial}, func(s gateway.DiagnosisStep) {
		word := [...]string{"ok", "warning", "FAILED", "-"}[s.Result]
		failed = failed || s.Result == gateway.StepFail
		if o.JSON {
			printJSON(o.Out, map[string]any{"step": s.Name, "result": word, "ms": float64(s.Took.Microseconds()) / 1000, "detail": s.Detail, "advice": s.Advice})
			return
		}
		fmt.Fprintf(o.Out, "%-13s %-8s %7.1f ms  %s\n", s.Name, word, float64(s.Took.Microseconds())/1000, s.Detail)
		for _, a := range s.Advice {
			fmt.Fprintf(o.Out, "%25s %s\n", "", "* "+a)
		}
	})
	if err != nil {
		return err
	}
	if failed {
		return exitCode(exitFailed)
	}
	return nil
}
