package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/storage"
)

// demoTime bounds the demonstration.
const demoTime = 28 * time.Second

func demoCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "demo", Usage: "send three messages through the built-in simulator, offline",
		Description: "Uses a temporary folder and no port. Exit 0 only when all three are delivered.\n\n" + example("relay demo"),
		Action:      func(ctx context.Context, c *cli.Command) error { return demo(ctx, opts(c)) },
	}
}

func demo(ctx context.Context, o options) (err error) {
	folder, err := os.MkdirTemp("", "relay-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	h, err := openHouse(ctx, storage.Config{Folder: folder, NoKeyring: true}, newLog(io.Discard))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	c := h.engine.Config()
	l := gateway.NewClient()
	l.Name, l.Host, l.SystemID, l.Password = "loopback", gateway.SimulatorName, gateway.SimulatorSystemID, gateway.SimulatorPassword
	c.Clients = append(c.Clients, l)
	if err := h.engine.Apply(ctx, c); err != nil {
		return err
	}
	if err := h.engine.Start(ctx); err != nil {
		return err
	}
	job := sendJob{Wait: "receipt", Timeout: demoTime, Drafts: []gateway.Draft{
		{From: "Relay", To: "+99900000010", Text: "Hello from Relay: one part in the GSM alphabet, with @, € and {braces}."},
		{From: "Relay", To: "+99900000020", Text: "Привет, 你好, שלום: one part in Unicode."},
		{From: "Relay", To: "+99900000030", Text: strings.Repeat("A long message travels in parts, and the phone joins them again. ", 6)},
	}}
	fmt.Fprintln(o.Out, "Sending three messages through the built-in simulator; nothing leaves this computer.")
	failed := job.run(ctx, h, o.Streams)
	list, err := h.db.Messages(ctx, gateway.MessageQuery{Box: gateway.Outbox})
	if err != nil {
		return err
	}
	for i := len(list) - 1; i >= 0; i-- {
		m, err := h.db.Message(ctx, list[i].ID)
		if err != nil {
			return err
		}
		printTimeline(o, m)
	}
	fmt.Fprintln(o.Out, "\nWhat crossed the wire:")
	records, _ := h.engine.PDUs(0, 1000)
	for _, r := range records {
		printRecord(o, r)
	}
	if failed != nil {
		return failed
	}
	fmt.Fprintln(o.Out, "\nAll three messages were delivered.")
	return nil
}

func printTimeline(o options, m gateway.Message) {
	fmt.Fprintf(o.Out, "\nMessage %d to %s, %d part(s): %s\n", m.ID, m.To.Show(), m.Parts, oneLine(m.Text, 60))
	line := func(t time.Time, what string) {
		fmt.Fprintf(o.Out, "  %s  %s\n", t.Local().Format("15:04:05.000"), what)
	}
	for _, x := range m.Timeline() {
		line(x.At, x.What)
	}
	if m.Error != nil {
		fmt.Fprintf(o.Out, "  %s\n", m.Error.Text)
	}
	fmt.Fprintf(o.Out, "  now %s\n", m.State)
}
