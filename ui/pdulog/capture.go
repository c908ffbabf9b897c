package pdulog

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/pduview"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// capture is the page of a file: its PDUs with filter, tree and octets, as the log
// shows those of Relay itself.
type capture struct {
	name   string
	pdus   *pduview.View
	object fyne.CanvasObject
}

// ImportFile asks for a capture and opens it.
func (v *View) ImportFile() {
	ask := widgets.FileAsk{Title: words.T("Open a capture, or a file with hex"), Extensions: []string{".pcap", ".pcapng", ".cap", ".hex", ".bin", ".txt", ".log"}}
	widgets.OpenFile(v.deps.Shell, ask, func(f *os.File) {
		_ = f.Close() // it is read beside the window
		v.OpenCapture(f.Name())
	})
}

// openMenu asks where to open PDUs from.
func (v *View) openMenu() {
	c := v.deps.Shell.Canvas()
	items := []*fyne.MenuItem{fyne.NewMenuItem(words.T("A capture, or a file with hex …  (Ctrl+I)"), v.ImportFile), fyne.NewMenuItem(words.T("Hex from the clipboard  (Ctrl+V)"), v.OpenClipboard)}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, fyne.NewPos(c.Size().Width-theme.Px(360), theme.Px(42)))
}

// OpenClipboard shows the PDUs that are on the clipboard in hex, as from a letter
// of a provider.
func (v *View) OpenClipboard() {
	text := fyne.CurrentApp().Clipboard().Content()
	v.deps.Shell.Go(func() func() {
		records, err := v.deps.Files.ParsePDUs(text)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("What is on the clipboard can't be opened as PDUs."), Advice: words.Error(err)})
				return
			}
			v.showCapture(newCapture(v, words.T("Clipboard"), words.N(len(records), "%s PDU, passwords masked", "%s PDUs, passwords masked"), records))
		}
	})
}

// OpenCapture shows the PDUs of a file.
func (v *View) OpenCapture(path string) {
	name := filepath.Base(path)
	v.deps.Shell.Go(func() func() {
		records, notes, err := v.deps.Files.ReadPDUs(path)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("%s can't be opened.", name), Advice: words.Error(err)})
				return
			}
			for _, n := range notes {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: name + ": " + words.Said(n)})
			}
			v.showCapture(newCapture(v, gateway.Clean(name), words.N(len(records), "%s PDU in this file, passwords masked", "%s PDUs in this file, passwords masked"), records))
		}
	})
}

func newCapture(v *View, name, says string, records []gateway.PDURecord) *capture {
	c := &capture{name: name}
	back := widgets.NewButton(words.T("PDU log"), fyneTheme.NavigateBackIcon(), widgets.Ghost, v.closeCapture)
	line := widgets.Small(says).Elide()
	head := widgets.Fixed(0, 46, widgets.PadAll(0, 12, 0, 4, widgets.Border(nil, nil, widgets.VMid(widgets.HBox(6, back, widgets.Heading(name))), nil, widgets.PadXY(12, 0, widgets.VMid(line)))))
	var first uint64
	if len(records) > 0 {
		first = records[0].Number
	}
	c.pdus = pduview.NewFull(quiet{}, v.deps.Shell.Copy, head, widgets.HBox(0))
	v.deps.Shell.Columns("pdulog.capture", c.pdus.Grid())
	v.deps.Shell.Columns("pdulog.capture.fields", c.pdus.Fields())
	c.pdus.OnShortcut = func(s fyne.Shortcut) bool {
		if _, paste := s.(*fyne.ShortcutPaste); paste {
			v.OpenClipboard()
			return true
		}
		return false
	}
	c.pdus.Start(kept(records), len(records), v.deps.Shell.Go)
	c.pdus.GoTo(first)
	c.object = c.pdus.Object()
	return c
}

func (v *View) showCapture(c *capture) {
	v.closeSequence()
	v.capture = c
	v.stack.Objects = []fyne.CanvasObject{c.object}
	c.pdus.Resized(v.width)
	v.stack.Refresh()
	c.pdus.FocusList(v.deps.Shell.Canvas())
}

func (v *View) closeCapture() {
	if v.capture == nil {
		return
	}
	v.capture = nil
	v.stack.Objects = []fyne.CanvasObject{v.pdus.Object()}
	v.stack.Refresh()
	v.pdus.FocusList(v.deps.Shell.Canvas())
}

// escape leaves what narrows the list, then the file.
func (c *capture) escape(v *View) {
	switch {
	case c.pdus.Escape():
	case c.pdus.Filter() != "":
		c.pdus.SetFilter("")
	default:
		v.closeCapture()
	}
}

// quiet is a ring in which nothing comes.
type quiet struct{}

func (quiet) PDUs(uint64, int) ([]gateway.PDURecord, uint64) { return nil, 0 }

// kept are records in memory, oldest first.
type kept []gateway.PDURecord

// PDUs implements pduview.Archive.
func (k kept) PDUs(_ context.Context, q gateway.PDUQuery) (out []gateway.PDURecord, _ error) {
	for _, r := range k {
		if r.Number > q.After && (q.Before == 0 || r.Number < q.Before) && (q.Link == "" || r.Link == q.Link) && (q.Session == 0 || r.Session == q.Session) {
			out = append(out, r)
		}
	}
	if q.Limit > 0 && len(out) > q.Limit {
		if q.Newest {
			return out[len(out)-q.Limit:], nil
		}
		out = out[:q.Limit]
	}
	return out, nil
}
