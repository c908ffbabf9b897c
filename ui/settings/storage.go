package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// storage is the page of where the data lies and how much room it takes.
type storage struct {
	deps    Deps
	place   *fyne.Container
	classes *fyne.Container
	compact *widgets.Button
	uses    []gateway.Use
	narrow  bool
	body    fyne.CanvasObject
}

func newStorage(d Deps) *storage {
	s := &storage{deps: d, place: widgets.VBox(8), classes: widgets.VBox(6)}
	s.compact = widgets.NewButton(words.T("Compact now…"), nil, widgets.Plain, s.ask)
	foot := widgets.Border(nil, nil, nil, widgets.VMid(s.compact), widgets.PadAll(0, 12, 0, 0, widgets.VMid(quiet(words.T("Deleting leaves free room in the file, which Relay uses again. Compacting gives it back to the disk.")))))
	s.body = column(860, section(words.T("Where the data lies"), s.place), section(words.T("What takes the room"), s.classes, widgets.HLine(), foot))
	return s
}

func (s *storage) object() fyne.CanvasObject { return s.body }

func (s *storage) shown() {
	s.deps.Shell.Go(func() func() {
		info, err := s.deps.Archive.Storage(context.Background())
		return func() { fill(s.place, err, func() []fyne.CanvasObject { return s.facts(info) }) }
	})
	if len(s.classes.Objects) == 0 {
		s.classes.Add(quiet(words.T("Measuring …")))
	}
	s.deps.Shell.Go(func() func() {
		uses, err := s.deps.Keeper.Usage(context.Background())
		return func() {
			s.uses = uses
			fill(s.classes, err, s.useRows)
		}
	})
}

// resized leaves the bars out where they have no room.
func (s *storage) resized(units float32) {
	if narrow := units < narrowBelow; narrow != s.narrow {
		s.narrow = narrow
		if len(s.uses) > 0 {
			fill(s.classes, nil, s.useRows)
		}
	}
}

// fill shows rows, or what went wrong in their place.
func fill(box *fyne.Container, err error, rows func() []fyne.CanvasObject) {
	if err != nil {
		box.Objects = []fyne.CanvasObject{widgets.NewText(words.Error(err), theme.Bad, 12).Elide()}
	} else {
		box.Objects = rows()
	}
	box.Refresh()
}

func (s *storage) facts(info gateway.StorageInfo) []fyne.CanvasObject {
	folder := widgets.Border(nil, nil, nil, widgets.NewButton(words.T("Copy path"), nil, widgets.Ghost, func() { s.deps.Shell.Copy(info.Folder) }), widgets.VMid(widgets.NewText(info.Folder, theme.Text, 12).Mono().Elide()))
	rows := []fyne.CanvasObject{
		fact(words.T("Data folder"), folder),
		fact(words.T("Database"), widgets.NewText(words.T("%s, %s, schema %d", filepath.Base(info.File), octets(info.Bytes), info.Schema), theme.Text, 12).Mono().Elide()),
		fact(words.T("Key for passwords"), widgets.NewProse(words.T("Passwords of connections are encrypted; the key lies in %s.", words.Said(info.Secrets)), theme.Text, 13)),
	}
	if n := s.deps.Keeper.Aside(); n > 0 {
		drop := widgets.NewButton(words.T("Delete…"), nil, widgets.Plain, s.askAside)
		rows = append(rows, fact(words.T("Former data"), widgets.Border(nil, nil, nil, drop, widgets.VMid(widgets.Body(words.T("%s that a restore kept aside.", octets(n))).Elide()))))
	}
	return rows
}

// askAside asks before the data goes that restores have put aside.
func (s *storage) askAside() {
	s.deps.Shell.Confirm(words.T("Delete the former data?"), words.T("It is what was there before the back-up was restored. Nothing can bring it back then; the present data stays."), words.T("Delete"), true, func() {
		s.deps.Shell.Go(func() func() {
			err := s.deps.Keeper.DropAside(context.Background())
			return func() {
				told(s.deps.Shell, err, words.T("The former data is still there."), words.T("The former data is deleted."))
				s.shown()
			}
		})
	})
}

func (s *storage) useRows() []fyne.CanvasObject {
	cols := func(o ...fyne.CanvasObject) fyne.CanvasObject {
		if s.narrow {
			return widgets.Cols(12, []float32{0, 70, 72, 84}, o[:4]...)
		}
		return widgets.Cols(16, []float32{220, 90, 90, 110, 0}, o...)
	}
	most := int64(1)
	for _, u := range s.uses {
		most = max(most, u.Bytes)
	}
	rows := []fyne.CanvasObject{cols(widgets.Small(words.T("What##is kept")), widgets.Small(words.T("Records")).Right(), widgets.Small(words.T("Room")).Right(), widgets.Small(words.T("Oldest")), widgets.Spacer())}
	number := func(s string) *widgets.Text { return widgets.NewText(s, theme.Text, 12).Mono().Right() }
	for _, u := range s.uses {
		oldest := "–"
		if !u.Oldest.IsZero() {
			oldest = day(u.Oldest)
		}
		name := words.Of(u.Class)
		if u.Class == gateway.ClassTexts {
			name = words.T("%s (part of messages)", name)
		}
		rows = append(rows, cols(widgets.Body(name).Elide(), number(words.Number(u.Rows)), number(octets(u.Bytes)), widgets.NewText(oldest, theme.Muted, 12), widgets.VMid(widgets.NewBar(float64(u.Bytes)/float64(most)))))
	}
	return rows
}

func (s *storage) ask() {
	s.deps.Shell.Confirm(words.T("Compact the database?"), words.T("It is written anew without its free room. Nothing is sent or taken meanwhile: some seconds a GB. As much free room as it has now is needed on the disk."), words.T("Compact"), false, func() {
		s.compact.SetDisabled(true)
		s.deps.Shell.Go(func() func() {
			freed, err := s.deps.Keeper.Compact(context.Background())
			return func() {
				s.compact.SetDisabled(false)
				told(s.deps.Shell, err, words.T("The database was not compacted."), words.T("Compacted: %s given back to the disk.", octets(freed)))
				s.shown()
			}
		})
	})
}
