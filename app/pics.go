package app

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"relay/gateway/pics"
)

func picsCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "pics", Usage: "print the statement of conformance",
		Description: "What Relay does with each command, TLV, alphabet and timer of SMPP 3.3, 3.4 and 5.0, as Markdown.\n\n" + example("relay pics > PICS.md"),
		Action: func(_ context.Context, c *cli.Command) error {
			_, err := fmt.Fprint(opts(c).Out, pics.Statement())
			return err
		},
	}
}
