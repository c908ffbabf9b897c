package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	phone "relay/gateway/number"
	"relay/storage"
)

// who is the person at this computer, for the audit trail.
func who() string {
	u, err := user.Current()
	if err != nil || u.Username == "" {
		return "somebody"
	}
	return u.Username
}

func (h *house) subject(typed string) (gateway.Subject, error) {
	s, p := phone.Subject(typed, h.engine.Config().General.Country)
	if p != nil {
		return s, gateway.Problems{*p}
	}
	return s, nil
}

// Find tells what is kept about a number.
func (h *house) Find(ctx context.Context, typed string) (gateway.Person, error) {
	s, err := h.subject(typed)
	if err != nil {
		return gateway.Person{}, err
	}
	return h.db.Find(ctx, s)
}

// Erase takes a number out of everything that Relay has, and leaves a line in
// the audit trail.
func (h *house) Erase(ctx context.Context, typed string) (gateway.Erasure, error) {
	s, err := h.subject(typed)
	if err != nil {
		return gateway.Erasure{}, err
	}
	return h.erase(ctx, s, who())
}

func (h *house) erase(ctx context.Context, s gateway.Subject, by string) (gateway.Erasure, error) {
	h.engine.Forget(s)
	e, err := h.db.Erase(ctx, s)
	if err != nil {
		return e, errors.Join(fmt.Errorf("the erasure is not finished, erase again: %w", err), h.db.AddAudit(ctx, by, gateway.AuditErased, s.Masked()+": not finished"))
	}
	h.engine.Forget(s) // what was logged meanwhile; and the window reads anew
	if err := h.db.Save(ctx, erasureKey, gateway.ErasureReport{At: time.Now(), Erasure: e}); err != nil {
		return e, err
	}
	result := "checked by a search of the files: nothing left"
	if !e.Verified() {
		result = "the check found something left"
	}
	return e, h.db.AddAudit(ctx, by, gateway.AuditErased, fmt.Sprintf("%s: %d items, %s", e.Number, e.Total(), result))
}

// erasureKey is where the report of the last erasure lies. It has no more of the
// number than its last digits.
const erasureKey = "privacy.last-erasure"

// LastErasure is the report of the last erasure; false: there was none.
func (h *house) LastErasure(ctx context.Context) (r gateway.ErasureReport, ok bool, err error) {
	ok, err = h.db.Load(ctx, erasureKey, &r)
	return r, ok, err
}

// eraseAgain erases numbers that a restored back-up has brought back.
func (h *house) eraseAgain(ctx context.Context) error {
	list, err := h.db.BroughtBack(ctx)
	if err != nil {
		return err
	}
	for _, digits := range list {
		s, p := phone.Subject("+"+digits, "")
		if p != nil {
			s = gateway.NewSubject(digits, "")
		}
		if _, err := h.erase(ctx, s, "Relay"); err != nil {
			return err
		}
	}
	restored, err := h.db.SettleRestore(ctx)
	if err != nil || !restored {
		return err
	}
	h.restored = true
	files, _ := storage.KeptAside(h.folder)
	for _, kept := range files {
		if !strings.HasSuffix(kept, "-wal") {
			h.aside = filepath.Base(kept) // the newest is the last
		}
	}
	return h.db.AddAudit(ctx, "Relay", gateway.AuditRestored, "the back-up is in force")
}

// ExportPerson writes everything kept about a number: JSON lines, or CSV with a
// row a value.
func (h *house) ExportPerson(ctx context.Context, typed string, w io.Writer, asCSV bool) (n int, err error) {
	s, err := h.subject(typed)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriter(w)
	if asCSV {
		if _, err := out.WriteString(gateway.CSVLine("class", "record", "field", "value")); err != nil {
			return 0, err
		}
	}
	err = h.db.Person(ctx, s, func(r storage.Record) error {
		n++
		if !asCSV {
			return writeRecord(out, r)
		}
		for _, f := range r.Fields {
			value := ""
			if f.Value != nil {
				value = fmt.Sprint(f.Value)
			}
			if _, err := out.WriteString(gateway.CSVLine(r.Class, strconv.Itoa(n), f.Name, value)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	if err := out.Flush(); err != nil {
		return n, fmt.Errorf("the export can't be written: %w", err)
	}
	return n, h.db.AddAudit(ctx, who(), gateway.AuditExported, fmt.Sprintf("%s: %d records", s.Masked(), n))
}

// writeRecord writes one JSON object with the fields in their order.
func writeRecord(w io.Writer, r storage.Record) error {
	var b strings.Builder
	class, err := json.Marshal(r.Class)
	if err != nil {
		return err
	}
	b.WriteString(`{"class":` + string(class))
	for _, f := range r.Fields {
		name, err := json.Marshal(f.Name)
		if err != nil {
			return err
		}
		value, err := json.Marshal(f.Value)
		if err != nil {
			return err
		}
		b.WriteString("," + string(name) + ":" + string(value))
	}
	b.WriteString("}\n")
	_, err = io.WriteString(w, b.String())
	return err
}

// Usage tells how much room each class takes; Due how many records of one would
// go if it were kept for so many days.
func (h *house) Usage(ctx context.Context) ([]gateway.Use, error) { return h.db.Usage(ctx) }

func (h *house) Due(ctx context.Context, class string, days int) (int64, error) {
	if days == 0 {
		return 0, nil
	}
	return h.db.DueOld(ctx, class, time.Now().AddDate(0, 0, -days))
}

// Going returns the oldest messages of which a class would lose something, if it
// were kept for so many days.
func (h *house) Going(ctx context.Context, class string, days, limit int) ([]gateway.Message, error) {
	if days == 0 {
		return nil, nil
	}
	return h.db.GoingOld(ctx, class, time.Now().AddDate(0, 0, -days), limit)
}

// Audit is the trail, newest first.
func (h *house) Audit(ctx context.Context, limit int) (gateway.Audit, error) {
	return h.db.Audit(ctx, limit)
}

// SetRetention puts other days into force, and leaves a line in the audit trail.
func (h *house) SetRetention(ctx context.Context, g gateway.General) error {
	c := h.engine.Config()
	changes := gateway.RetentionChanges(c.General, g)
	g.Country = c.General.Country
	c.General = g
	if err := h.engine.Apply(ctx, c); err != nil || len(changes) == 0 {
		return err
	}
	return h.db.AddAudit(ctx, who(), gateway.AuditSettings, strings.Join(changes, "; "))
}

func eraseCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "erase", Usage: "erase everything about one number", ArgsUsage: " ",
		Description: "Without --yes it shows what would go and erases nothing. Afterwards the files of the data folder are\nsearched for the number, and the report says what was found. A running Relay does the work. Exit 0 only\nwhen nothing is left.\n\n" +
			example("relay erase --subject +36301234567", "relay erase --subject +36301234567 --yes"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "subject", Usage: "the number, in any spelling"},
			&cli.BoolFlag{Name: "yes", Usage: "erase"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.String("subject") == "" {
				return useErrorf("whose data? name the number: relay erase --subject +36301234567")
			}
			return owned(ctx, opts(c), "erase", c.String("subject"), strconv.FormatBool(c.Bool("yes")))
		},
	}
}

func exportCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "export", Usage: "write everything kept about one number to a file", ArgsUsage: "FILE",
		Description: "FILE gets one JSON object a line, or with --csv a row a value; - is stdout. It is yours to guard.\n\n" +
			example("relay export --subject +36301234567 person.jsonl", "relay export --subject +36301234567 --csv person.csv"),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "subject", Usage: "the number, in any spelling"},
			&cli.BoolFlag{Name: "json", Usage: "one JSON object a line; this is the default"},
			&cli.BoolFlag{Name: "csv", Usage: "a table with the columns class,record,field,value"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			switch {
			case c.String("subject") == "":
				return useErrorf("whose data? name the number: relay export --subject +36301234567 FILE")
			case c.NArg() != 1:
				return useErrorf("name one file to write, or - for stdout")
			case c.Bool("csv") && c.Bool("json"):
				return useErrorf("choose one of --json and --csv")
			}
			o := opts(c)
			name := c.Args().First()
			if name == "-" {
				return owned(ctx, o, "export", c.String("subject"), strconv.FormatBool(c.Bool("csv")))
			}
			f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
			if errors.Is(err, os.ErrExist) {
				return useErrorf("%s is there already: choose another name", name)
			}
			if err != nil {
				return fmt.Errorf("the file can't be written: %w", err)
			}
			o.Out = f
			if err := errors.Join(owned(ctx, o, "export", c.String("subject"), strconv.FormatBool(c.Bool("csv"))), f.Close()); err != nil {
				return errors.Join(err, os.Remove(name))
			}
			return nil
		},
	}
}

func eraseWork(ctx context.Context, h *house, args []string, s Streams) error {
	if args[1] != "true" {
		p, err := h.Find(ctx, args[0])
		if err != nil {
			return wrongNumber(err)
		}
		for _, f := range p.Items {
			fmt.Fprintf(s.Out, "%8d  %-28s %s\n", f.N, f.Name, gateway.Class(f.Class).Erase)
		}
		if p.Waiting > 0 {
			fmt.Fprintf(s.Out, "%d of its messages wait and would not be sent.\n", p.Waiting)
		}
		return fmt.Errorf("%d items about %s; nothing was erased: add --yes to erase them", p.Total(), p.Number)
	}
	e, err := h.Erase(ctx, args[0])
	if err != nil {
		return wrongNumber(err)
	}
	for _, f := range e.Gone {
		fmt.Fprintf(s.Out, "%8d  %s\n", f.N, f.Name)
	}
	for _, line := range e.Words() {
		fmt.Fprintln(s.Out, line)
	}
	if !e.Verified() {
		return exitCode(exitFailed)
	}
	return nil
}

func exportWork(ctx context.Context, h *house, args []string, s Streams) error {
	n, err := h.ExportPerson(ctx, args[0], s.Out, args[1] == "true")
	if err != nil {
		return wrongNumber(err)
	}
	fmt.Fprintf(s.Err, "%d records were written\n", n)
	return nil
}

// wrongNumber makes wrong use of what is wrong with a number.
func wrongNumber(err error) error {
	var p gateway.Problems
	if errors.As(err, &p) {
		return useErrorf("%s", p[0].String())
	}
	return err
}

// works are the commands that run in the process that owns the folder.
func works() map[string]func(context.Context, *house, []string, Streams) error {
	return map[string]func(context.Context, *house, []string, Streams) error{
		"erase": eraseWork, "export": exportWork, "backup": backupWork, "import": importWork,
	}
}

// workArgs is how many arguments each of them has.
const workArgs = 2

// owned runs a command of works in the process that owns the folder: the running
// one, or this.
func owned(ctx context.Context, o options, command string, args ...string) error {
	if handed, err := handOver(ctx, o, request{Command: command, Args: args}); handed {
		return err
	}
	if _, err := os.Stat(filepath.Join(o.Folder, "relay.db")); err != nil && command != "import" {
		return fmt.Errorf("there is no Relay data in %s: choose its folder with --data", o.Folder)
	}
	lock, err := takeFolder(o.Folder)
	if err != nil {
		return err
	}
	defer lock.release()
	h, err := openHouse(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile}, newLog(o.Err))
	if err != nil {
		return err
	}
	if err := works()[command](ctx, h, args, o.Streams); err != nil {
		_ = h.close()
		return err
	}
	return h.close()
}
