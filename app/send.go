package app

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/storage"
)

func sendCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "send", Usage: "queue messages, send them and wait", ArgsUsage: "TEXT",
		Description: "Exit 0 when every message got as far as --wait says. What is not finished stays queued.\nA running Relay with the same data folder does the work; else this command runs the gateway itself.\n\n" +
			example(`relay send --link provider-a --from Shop --to +36301234567 "Your order is ready"`, "relay send --csv numbers.csv --wait receipt", "relay send --jsonl - < messages.jsonl"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "link", Usage: "client link; without it the routes choose"},
			&cli.StringFlag{Name: "from", Usage: "sender"},
			&cli.StringSliceFlag{Name: "to", Usage: "recipient, may be given several times"},
			&cli.StringFlag{Name: "key", Usage: "your own key for the message; one seen before is not sent again"},
			&cli.StringFlag{Name: "csv", Usage: "file with the columns to,text and if wished from,key", TakesFile: true},
			&cli.StringFlag{Name: "jsonl", Usage: `file with {"key","from","to","text"} a line; - is stdin`, TakesFile: true},
			&cli.IntFlag{Name: "priority", Usage: "0 to 3: what is higher leaves first"},
			&cli.BoolFlag{Name: "multi", Usage: "recipients of one text share submit_multi PDUs, up to 254 each (for experts: one id at the provider)"},
			&cli.StringFlag{Name: "wait", Usage: "queued, accepted or receipt", Value: "accepted"},
			&cli.DurationFlag{Name: "timeout", Usage: "how long to wait", Value: time.Minute},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			o := opts(c)
			job, err := readJob(c, o)
			if err != nil {
				return err
			}
			return sendMessages(ctx, o, job)
		},
	}
}

// sendJob is what `relay send` was asked.
type sendJob struct {
	Drafts  []gateway.Draft
	Wait    string
	Timeout time.Duration
	JSON    bool
}

func readJob(c *cli.Command, o options) (sendJob, error) {
	job := sendJob{Wait: c.String("wait"), Timeout: c.Duration("timeout"), JSON: o.JSON || c.String("jsonl") != ""}
	switch job.Wait {
	case "queued", "accepted", "receipt":
	default:
		return job, useErrorf("--wait takes queued, accepted or receipt, not %q", job.Wait)
	}
	base := gateway.Draft{Link: c.String("link"), From: c.String("from"), Multi: c.Bool("multi"), Priority: c.Int("priority")}
	switch {
	case c.String("csv") != "":
		f, err := os.Open(c.String("csv"))
		if err != nil {
			return job, useErrorf("the CSV file can't be read: %w", err)
		}
		defer f.Close()
		if job.Drafts, err = readCSV(f, base, strings.Join(c.Args().Slice(), " ")); err != nil {
			return job, &useError{err}
		}
	case c.String("jsonl") != "":
		in := o.In
		if name := c.String("jsonl"); name != "-" {
			f, err := os.Open(name)
			if err != nil {
				return job, useErrorf("the file can't be read: %w", err)
			}
			defer f.Close()
			in = f
		}
		var err error
		if job.Drafts, err = readJSONL(in, base); err != nil {
			return job, &useError{err}
		}
	default:
		text := strings.Join(c.Args().Slice(), " ")
		to := c.StringSlice("to")
		if len(to) == 0 || text == "" {
			return job, useErrorf("a message needs --to and a text; relay send --help shows an example")
		}
		if c.String("key") != "" && len(to) > 1 {
			return job, useErrorf("--key names one message: give one --to, or use --jsonl")
		}
		for _, n := range to {
			d := base
			d.To, d.Text, d.Key = n, text, c.String("key")
			job.Drafts = append(job.Drafts, d)
		}
	}
	if len(job.Drafts) == 0 {
		return job, useErrorf("there is nothing to send")
	}
	return job, nil
}

func readCSV(r io.Reader, base gateway.Draft, text string) ([]gateway.Draft, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1
	in.TrimLeadingSpace = true
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("the CSV file has no header line: its first line names the columns to,text")
	}
	column := map[string]int{}
	for i, h := range head {
		column[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	if _, ok := column["to"]; !ok {
		return nil, fmt.Errorf("the CSV file has no column \"to\": its first line names the columns to,text")
	}
	if _, ok := column["text"]; !ok && text == "" {
		return nil, fmt.Errorf("the CSV file has no column \"text\": add it, or give the text on the command line")
	}
	var out []gateway.Draft
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the CSV file: %w", err)
		}
		get := func(name string) string {
			if i, ok := column[name]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		d := base
		d.To, d.Text, d.Key = get("to"), get("text"), get("key")
		if d.Text == "" {
			d.Text = text
		}
		if f := get("from"); f != "" {
			d.From = f
		}
		out = append(out, d)
	}
}

func readJSONL(r io.Reader, base gateway.Draft) ([]gateway.Draft, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	var out []gateway.Draft
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var v struct{ Key, From, To, Text, Link string }
		dec := json.NewDecoder(strings.NewReader(sc.Text()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&v); err != nil {
			return nil, fmt.Errorf("line %d is no message: %w", n, err)
		}
		d := base
		d.Key, d.To, d.Text = v.Key, v.To, v.Text
		if v.From != "" {
			d.From = v.From
		}
		if v.Link != "" {
			d.Link = v.Link
		}
		out = append(out, d)
	}
	return out, sc.Err()
}

func sendMessages(ctx context.Context, o options, job sendJob) error {
	arg, err := json.Marshal(job)
	if err != nil {
		return err
	}
	if handed, err := handOver(ctx, o, request{Command: "send", Args: []string{string(arg)}}); handed {
		return err
	}
	lock, err := takeFolder(o.Folder)
	if err != nil {
		return err
	}
	defer lock.release()
	h, err := openHouse(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile}, newLog(io.Discard))
	if err != nil {
		return err
	}
	// Only clients are wanted; a listener whose port is taken does not matter.
	_ = h.engine.Start(ctx)
	return errors.Join(job.run(ctx, h, o.Streams), h.close())
}

// run queues the drafts, prints each when it is stored, and waits.
func (j sendJob) run(ctx context.Context, h *house, s Streams) error {
	updates, stop := h.engine.Watch()
	defer stop()
	sent, err := h.engine.SendMany(ctx, j.Drafts)
	if err != nil {
		return err
	}
	bad := 0
	open := map[int64]gateway.Draft{}
	for i, r := range sent {
		d := j.Drafts[i]
		if r.Err != nil {
			bad++
			fmt.Fprintf(s.Err, "relay: %s: %s\n", d.To, plain(r.Err))
			continue
		}
		open[r.ID] = d
		if j.JSON {
			line := map[string]any{"key": d.Key, "id": r.ID, "queued": true}
			if r.Duplicate {
				line["duplicate"] = true
			}
			printJSON(s.Out, line)
		} else if r.Duplicate {
			fmt.Fprintf(s.Out, "%d %s: sent before under this key\n", r.ID, d.To)
		} else {
			fmt.Fprintf(s.Out, "%d %s: queued\n", r.ID, d.To)
		}
	}
	failed, err := j.follow(ctx, h, s, updates, open)
	if err != nil {
		return err
	}
	if bad+failed > 0 {
		return exitCode(exitFailed)
	}
	return nil
}

// plain is an error without the paths of a draft's fields.
func plain(err error) string {
	var p gateway.Problems
	if !errors.As(err, &p) {
		return err.Error()
	}
	out := make([]string, len(p))
	for i := range p {
		out[i] = p[i].String()
	}
	return strings.Join(out, "; ")
}

// follow prints each change until every message got as far as asked, failed, or
// time is up. It returns how many did not get there.
func (j sendJob) follow(ctx context.Context, h *house, s Streams, updates <-chan gateway.Update, open map[int64]gateway.Draft) (failed int, err error) {
	if j.Wait == "queued" {
		return 0, nil
	}
	last := map[int64]gateway.MessageState{}
	deadline := time.NewTimer(j.Timeout)
	defer deadline.Stop()
	for {
		ids := make([]int64, 0, len(open))
		for id := range open {
			ids = append(ids, id)
		}
		for from := 0; from < len(ids); from += 500 {
			list, err := h.db.Messages(ctx, gateway.MessageQuery{Box: gateway.AllBoxes, IDs: ids[from:min(from+500, len(ids))]})
			if err != nil {
				return 0, err
			}
			for _, m := range list {
				if prev, seen := last[m.ID]; !seen && m.State != gateway.Queued || seen && prev != m.State {
					j.report(s, m, open[m.ID])
				}
				last[m.ID] = m.State
				there := m.State == gateway.Delivered || m.State == gateway.Received || j.Wait == "accepted" && m.State == gateway.Accepted
				if there || m.State.Final() {
					delete(open, m.ID)
					if !there && !(j.Wait == "accepted" && !m.AcceptedAt.IsZero()) {
						failed++
					}
				}
			}
		}
		if len(open) == 0 {
			return failed, nil
		}
		select {
		case <-updates:
		case <-deadline.C:
			fmt.Fprintf(s.Err, "relay: %d of the messages are not there yet after %s; they stay queued\n", len(open), j.Timeout)
			return failed + len(open), nil
		case <-ctx.Done():
			return failed + len(open), ctx.Err()
		}
	}
}

func (j sendJob) report(s Streams, m gateway.Message, d gateway.Draft) {
	if j.JSON {
		printJSON(s.Out, map[string]any{"key": d.Key, "id": m.ID, "state": m.State.String(), "message_ids": idsOf(m), "error": errorOf(m)})
		return
	}
	line := fmt.Sprintf("%d %s: %s", m.ID, m.To.Show(), m.State)
	if len(m.MessageIDs) > 0 {
		line += " as " + sms.Clean(strings.Join(m.MessageIDs, ", "))
	}
	if m.Error != nil {
		line += ": " + m.Error.Text
	}
	fmt.Fprintln(s.Out, line)
}

func printJSON(w io.Writer, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		b = []byte("{}")
	}
	fmt.Fprintf(w, "%s\n", b)
}
