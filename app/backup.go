package app

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/storage"
)

// Backup writes a copy of the database to a new file, beside running traffic.
func (h *house) Backup(ctx context.Context, file string) (gateway.Backup, error) {
	b, err := h.db.Backup(ctx, file)
	if err != nil {
		return b, err
	}
	return b, h.db.AddAudit(ctx, who(), gateway.AuditBackup, fmt.Sprintf("%d messages to %s", b.Messages, filepath.Base(file)))
}

// Restore checks a back-up and has it take the database's place at the next
// start.
func (h *house) Restore(ctx context.Context, file string) (gateway.Backup, error) {
	b, err := storage.Restore(ctx, h.folder, file)
	if err != nil {
		return b, err
	}
	return b, h.db.AddAudit(ctx, who(), gateway.AuditRestored, fmt.Sprintf("%d messages from %s, at the next start", b.Messages, filepath.Base(file)))
}

// Restored tells whether this start put a back-up in force, and the name of the
// file in the data folder that keeps what was there before.
func (h *house) Restored() (aside string, ok bool) { return h.aside, h.restored }

// Aside is how many octets the data takes that restores have put aside; DropAside
// deletes it.
func (h *house) Aside() int64 {
	_, octets := storage.KeptAside(h.folder)
	return octets
}

func (h *house) DropAside(ctx context.Context) error {
	octets := h.Aside()
	if err := storage.DropAside(h.folder); err != nil {
		return err
	}
	return h.db.AddAudit(ctx, who(), gateway.AuditCleaned, fmt.Sprintf("%.1f MB of former data, kept aside by a restore", float64(octets)/(1<<20)))
}

// Pending tells whether a back-up waits for the next start, and DropPending
// forgets it.
func (h *house) Pending() bool      { return storage.Pending(h.folder) != "" }
func (h *house) DropPending() error { return storage.DropPending(h.folder) }

// Compact gives free room in the database back to the disk.
func (h *house) Compact(ctx context.Context) (int64, error) {
	n, err := h.db.Compact(ctx)
	if err != nil {
		return n, err
	}
	return n, h.db.AddAudit(ctx, who(), gateway.AuditCompact, fmt.Sprintf("%.1f MB given back", float64(max(n, 0))/(1<<20)))
}

// ExportConfig is the configuration as a file, without passwords of links.
func (h *house) ExportConfig() string { return writeConfig(h.engine.Config(), false) }

func backupCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "backup", Usage: "write a copy of all data to a new file", ArgsUsage: "FILE",
		Description: "Traffic goes on meanwhile. The copy holds everything: guard it as you guard the data.\n\n" + example("relay backup office-2026-11-26.relay"),
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.NArg() != 1 {
				return useErrorf("name one file to write: relay backup FILE")
			}
			file, err := filepath.Abs(c.Args().First())
			if err != nil {
				return err
			}
			return owned(ctx, opts(c), "backup", file, "")
		},
	}
}

func backupWork(ctx context.Context, h *house, args []string, s Streams) error {
	b, err := h.Backup(ctx, args[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s: %d messages, %.1f MB\n%s\n", b.File, b.Messages, float64(b.Bytes)/(1<<20), b.Secrets)
	return nil
}

func restoreCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "restore", Usage: "put a back-up in the place of the data at the next start", ArgsUsage: "FILE",
		Description: "The back-up is checked first. The present data is kept aside in the same folder. Messages that waited\nwhen the back-up was made are held, as they may have left since.\n\n" + example("relay restore office-2026-11-26.relay"),
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.NArg() != 1 {
				return useErrorf("name one back-up: relay restore FILE")
			}
			o := opts(c)
			b, err := storage.Restore(ctx, o.Folder, c.Args().First())
			if err != nil {
				return err
			}
			fmt.Fprintf(o.Out, "%s is whole: %d messages, the newest of %s.\nIt takes the place of the data when Relay next starts; the present data is kept beside it.\n", b.File, b.Messages, newest(b))
			return nil
		},
	}
}

func newest(b gateway.Backup) string {
	if b.At.IsZero() {
		return "no time"
	}
	return b.At.Local().Format("2006-01-02 15:04")
}
