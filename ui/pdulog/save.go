package pdulog

import (
	"context"
	"errors"
	"fmt"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/theme"
)

// Formats of files.
const (
	Pcapng    = "pcapng"
	JSONLines = "jsonl"
	PlainText = "txt"
)

// FileFormats lists them, each with what it is good for.
func FileFormats() [][2]string {
	return [][2]string{{Pcapng, "Capture for Wireshark (pcapng)"}, {JSONLines, "JSON, one PDU a line"}, {PlainText, "Text"}}
}

// saveMenu asks for the format of a file: of these records, else of the selected
// rows where several are, else of everything stored that fits the filter.
func (v *View) saveMenu(records []gateway.PDURecord) {
	c := v.deps.Shell.Canvas()
	var items []*fyne.MenuItem
	add := func(what string, records []gateway.PDURecord) {
		for _, f := range FileFormats() {
			items = append(items, fyne.NewMenuItem(what+": "+f[1], func() { v.askFile(f[0], records) }))
		}
	}
	if records != nil {
		add("This session", records)
	} else {
		if list := v.pdus.Selected(); len(list) > 1 {
			add(fmt.Sprintf("The %s selected PDUs", thousands(uint64(len(list)))), list)
			items = append(items, fyne.NewMenuItemSeparator())
		}
		what := "The whole log"
		if v.pdus.Model().Narrowed() {
			what = "Everything that fits"
		}
		add(what, nil)
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, fyne.NewPos(c.Size().Width-theme.Px(330), theme.Px(42)))
}

// askFile asks where to write; Fyne's dialog asks before it overwrites.
func (v *View) askFile(format string, records []gateway.PDURecord) {
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil || w == nil {
			return
		}
		v.save(w, w.URI().Name(), format, records)
	}, v.deps.Shell.Window())
	d.SetFileName("pdus." + format)
	d.SetFilter(storage.NewExtensionFileFilter([]string{"." + format}))
	d.Resize(fyne.NewSize(900, 600))
	d.Show()
}

// errNothing says that there is nothing to write.
var errNothing = errors.New("no PDU fits")

// save writes beside the window; without records, everything stored that fits.
func (v *View) save(w io.WriteCloser, name, format string, records []gateway.PDURecord) {
	search := v.pdus.Model().All()
	v.deps.Shell.Go(func() func() {
		list, err := records, error(nil)
		if list == nil {
			search.Run(context.Background(), v.deps.Archive)
			list, err = search.Found(), search.Err
		}
		if err == nil && len(list) == 0 {
			err = errNothing
		}
		if err == nil {
			err = v.deps.Files.WritePDUs(w, format, list)
		}
		if cerr := w.Close(); err == nil {
			err = cerr
		}
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "The PDUs can't be saved: " + err.Error()})
				return
			}
			advice := ""
			if records == nil && search.Cut() {
				advice = "Older PDUs are left out: narrow the filter to save them."
			}
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Advice: advice, Text: fmt.Sprintf("%s PDUs saved in %s. Passwords in it are masked.", thousands(uint64(len(list))), name)})
		}
	})
}
