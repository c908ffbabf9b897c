package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/urfave/cli/v3"
)

// Version is set when the program is built.
var Version = "dev"

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // the work failed
	exitUse    = 2 // wrong use or configuration
)

// useError is wrong use or configuration: exit code 2.
type useError struct{ err error }

func (e *useError) Error() string { return e.err.Error() }
func (e *useError) Unwrap() error { return e.err }

func useErrorf(format string, args ...any) error { return &useError{fmt.Errorf(format, args...)} }

// Streams are where a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Window opens the window; nil where the program has none.
type Window func(ctx context.Context, o options) error

// Main runs the command line and returns the exit code.
func Main(args []string, window Window) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, args, Streams{os.Stdin, os.Stdout, os.Stderr}, window)
}

// Run runs one command line.
func Run(ctx context.Context, args []string, s Streams, window Window) int {
	err := commands(s, window).Run(ctx, args)
	if err == nil {
		return exitDone
	}
	var done exitCode
	if errors.As(err, &done) {
		return int(done)
	}
	for _, line := range strings.Split(strings.TrimSpace(err.Error()), "\n") {
		fmt.Fprintln(s.Err, "relay: "+line)
	}
	var use *useError
	if errors.As(err, &use) {
		return exitUse
	}
	return exitFailed
}

// exitCode ends a command that has said everything itself.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// options are the flags that every command has.
type options struct {
	Folder  string
	KeyFile string
	JSON    bool
	Streams
}

func commands(s Streams, window Window) *cli.Command {
	opts := func(c *cli.Command) options {
		return options{Folder: c.String("data"), KeyFile: c.String("key-file"), JSON: c.Bool("json"), Streams: s}
	}
	root := &cli.Command{
		Name: "relay", Usage: "SMS gateway console that speaks SMPP 3.3, 3.4 and 5.0", Version: Version,
		UsageText:   "relay                            open the window\nrelay COMMAND --help             explain a command",
		Description: "Without a command the window opens. Exit codes: 0 done, 1 the work failed, 2 wrong use or configuration.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "data", Usage: "folder of messages, settings and logs", Value: defaultFolder(), TakesFile: true},
			&cli.StringFlag{Name: "key-file", Usage: "file with the key for stored passwords, in place of the desktop's keyring"},
			&cli.BoolFlag{Name: "json", Usage: "print one JSON object a line"},
		},
		Writer: s.Out, ErrWriter: s.Err, Reader: s.In,
		HideVersion:           false,
		EnableShellCompletion: false,
		ExitErrHandler:        func(context.Context, *cli.Command, error) {},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.NArg() > 0 {
				return useErrorf("there is no command %q: relay --help lists them", c.Args().First())
			}
			if window == nil {
				return useErrorf("this program has no window: use relay serve, or relay --help for the commands")
			}
			return window(ctx, opts(c))
		},
	}
	root.Commands = []*cli.Command{
		serveCommand(opts), demoCommand(opts), sendCommand(opts), messagesCommand(opts), pdusCommand(opts),
		decodeCommand(opts), segmentCommand(opts), diagnoseCommand(opts), picsCommand(opts), configCommand(opts),
		eraseCommand(opts), exportCommand(opts), backupCommand(opts), restoreCommand(opts),
	}
	for _, c := range root.Commands {
		wrongUse(c)
	}
	wrongUse(root)
	return root
}

// wrongUse makes a wrong flag exit with 2 and one line.
func wrongUse(c *cli.Command) {
	c.OnUsageError = func(_ context.Context, c *cli.Command, err error, _ bool) error {
		return useErrorf("%s; %s --help shows how it is used", strings.TrimSpace(err.Error()), c.FullName())
	}
	for _, sub := range c.Commands {
		wrongUse(sub)
	}
}

func example(lines ...string) string { return "Example:\n  " + strings.Join(lines, "\n  ") }

// defaultFolder is the user's configuration folder.
func defaultFolder() string {
	base, err := os.UserConfigDir()
	if err != nil {
		base = "."
	}
	return filepath.Join(base, "relay")
}
