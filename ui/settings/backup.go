package settings

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/ui/saving"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// backup is the page of back-ups.
type backup struct {
	deps    Deps
	file    *widgets.Field
	write   *widgets.Button
	done    *widgets.Quiet
	offered string // the name that Relay offers; it is made anew as long as it stands there
	from    *widgets.Field
	check   *widgets.Button
	said    *widgets.Lines
	waiting *fyne.Container
	body    fyne.CanvasObject
}

func newBackup(d Deps) *backup {
	b := &backup{deps: d, file: widgets.NewField(words.T("folder/name.relay")).Mono(), done: widgets.NewQuiet(words.T("The copy holds everything, texts and numbers too: guard it as you guard this computer. Traffic goes on meanwhile.")),
		from: widgets.NewField(words.T("folder/name.relay")).Mono(), said: widgets.NewLines("", theme.Muted, 12, 2)}
	b.write = widgets.NewButton(words.T("Write back-up"), fyneTheme.DocumentSaveIcon(), widgets.Strong, b.run)
	b.check = widgets.NewButton(words.T("Restore…"), nil, widgets.Plain, b.ask)
	b.from.OnChanged(func(string) { b.check.SetDisabled(strings.TrimSpace(b.from.Text()) == "") })
	b.check.SetDisabled(true)
	b.waiting = widgets.VBox(10,
		widgets.NewText(words.T("A back-up waits. It takes the place of the data when Relay starts next; the present data is kept beside it."), theme.Warn, 12).Elide(),
		widgets.HBox(8, widgets.NewButton(words.T("Restart now"), nil, widgets.Plain, d.Shell.Restart), widgets.NewButton(words.T("Forget it"), nil, widgets.Ghost, b.forget), widgets.Spacer()))
	b.body = column(860,
		section(words.T("Back-up"), b.path(b.file, b.pickFolder), b.done.Flush(), widgets.HBox(8, b.write, widgets.Spacer())),
		section(words.T("Restore"), quiet(words.T("The back-up is checked, then waits for the next start. Messages that waited when it was made are held: they may have left since. Numbers erased since are erased from it again.")),
			b.path(b.from, b.pickFile), widgets.Border(nil, nil, widgets.PadAll(0, 10, 0, 0, widgets.VMid(b.check)), nil, widgets.VMid(b.said)), b.waiting),
		section(words.T("Configuration alone"), quiet(words.T("Connections, accounts, routes and rules as a TOML file, without passwords of connections. Relay, here or elsewhere, reads it back; so does relay config import.")),
			widgets.HBox(8, widgets.NewButton(words.T("Export configuration…"), nil, widgets.Plain, b.exportConfig), widgets.NewButton(words.T("Import configuration…"), nil, widgets.Plain, b.importConfig), widgets.Spacer())))
	return b
}

func (b *backup) path(f *widgets.Field, pick func()) fyne.CanvasObject {
	return widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(widgets.NewButton(words.T("Choose…"), fyneTheme.FolderOpenIcon(), widgets.Plain, pick))), f)
}

func (b *backup) object() fyne.CanvasObject { return b.body }

func (b *backup) shown() {
	if b.file.Text() == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			home = "."
		}
		b.offer(home)
	}
	if b.deps.Keeper.Pending() {
		b.waiting.Show()
	} else {
		b.waiting.Hide()
	}
	b.body.Refresh()
}

func (b *backup) pickFolder() {
	widgets.PickFolder(b.deps.Shell, widgets.FileAsk{Title: words.T("Folder of the back-up"), Verb: words.T("Use this folder")}, func(path string) {
		b.offer(path)
	})
}

// offer writes a name in a folder that is free now.
func (b *backup) offer(folder string) {
	b.offered = freeBackup(folder, time.Now(), func(path string) bool {
		_, err := os.Lstat(path)
		return err == nil
	})
	b.file.SetText(b.offered)
}

func (b *backup) pickFile() {
	widgets.OpenFile(b.deps.Shell, widgets.FileAsk{Title: words.T("Back-up to restore"), Verb: words.T("Choose")}, func(f *os.File) {
		b.from.SetText(f.Name())
		_ = f.Close() // only its name is wanted
	})
}

// run writes a back-up.
func (b *backup) run() {
	if b.file.Text() == b.offered {
		b.offer(filepath.Dir(b.offered)) // of this minute, and beside the last one
	}
	file := strings.TrimSpace(b.file.Text())
	if !filepath.IsAbs(file) {
		b.file.SetInvalid(true)
		b.done.Set(words.T("Name the file with its folder, such as %s.", "/home/anna/"+backupName(time.Now())))
		return
	}
	b.file.SetInvalid(false)
	b.write.SetDisabled(true)
	b.done.Set(words.T("Writing …"))
	b.deps.Shell.Go(func() func() {
		made, err := b.deps.Keeper.Backup(context.Background(), file)
		return func() {
			b.write.SetDisabled(false)
			b.file.SetInvalid(err != nil)
			if err != nil {
				b.done.Set(words.Error(err))
			} else {
				b.done.Set(words.T("Written: %s, %s. %s", words.N(int64(made.Messages), "%s message", "%s messages"), octets(made.Bytes), words.Said(made.Secrets)))
			}
			told(b.deps.Shell, err, words.T("The back-up failed."), words.T("The back-up is written."))
		}
	})
}

// ask asks, then checks the back-up and has it wait.
func (b *backup) ask() {
	file := strings.TrimSpace(b.from.Text())
	b.deps.Shell.Confirm(words.T("Restore this back-up?"), words.T("It takes the place of all data when Relay starts next. The present data is kept aside in the data folder, and you delete it when you no longer need it."), words.T("Check and restore"), true, func() {
		b.said.SetColored(words.T("Checking …"), theme.Muted)
		b.deps.Shell.Go(func() func() {
			r, err := b.deps.Keeper.Restore(context.Background(), file)
			return func() {
				b.from.SetInvalid(err != nil)
				if err != nil {
					b.said.SetColored(words.Error(err), theme.Bad)
				} else {
					b.said.SetColored(words.T("It is whole: %s.", words.N(int64(r.Messages), "%s message", "%s messages")), theme.Good)
				}
				b.shown()
				if err == nil {
					b.deps.Shell.Confirm(words.T("Restart now?"), words.T("Relay closes in order and starts with the back-up. Connections are bound again by themselves."), words.T("Restart"), false, b.deps.Shell.Restart)
				}
			}
		})
	})
}

func (b *backup) forget() {
	told(b.deps.Shell, b.deps.Keeper.DropPending(), words.T("The back-up could not be forgotten."), words.T("The present data stays."))
	b.said.SetColored("", theme.Muted)
	b.shown()
}

func (b *backup) exportConfig() {
	ask := widgets.FileAsk{Title: words.T("Export the configuration"), Name: "relay.toml", Extensions: []string{".toml"}, Private: true}
	saving.File(b.deps.Shell, ask, b.saveConfig)
}

func (b *backup) importConfig() {
	widgets.OpenFile(b.deps.Shell, widgets.FileAsk{Title: words.T("Import a configuration"), Extensions: []string{".toml"}}, func(f *os.File) {
		_ = f.Close() // it is read when that is answered with yes
		b.deps.Shell.AskImport(f.Name())
	})
}

func (b *backup) saveConfig(_ context.Context, w io.Writer, name string) (saving.Told, error) {
	_, err := io.WriteString(w, b.deps.Keeper.ExportConfig())
	return saving.Told{Text: words.T("Written to %s.", name)}, err
}
