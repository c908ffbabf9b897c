package pdulog

import (
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Formats of files.
const (
	Pcapng    = "pcapng"
	JSONLines = "jsonl"
	PlainText = "txt"
)

// FileFormats lists them, each with what it is good for.
func FileFormats() [][2]string {
	return [][2]string{{Pcapng, words.T("Capture for Wireshark (pcapng)")}, {JSONLines, words.T("JSON, one PDU a line")}, {PlainText, words.T("Text##format")}}
}

// saveMenu asks for the format of a file: of these records, else of the selected
// rows where several are, else of everything stored that fits the filter.
func (v *View) saveMenu(records []gateway.PDURecord) {
	c := v.deps.Shell.Canvas()
	var items []*fyne.MenuItem
	add := func(what string, records []gateway.PDURecord) {
		for _, f := range FileFormats() {
			items = append(items, fyne.NewMenuItem(words.T("%s: %s", what, f[1]), func() { v.askFile(f[0], records) }))
		}
	}
	if records != nil {
		add(words.T("This session"), records)
	} else {
		if list := v.pdus.Selected(); len(list) > 1 {
			add(words.N(len(list), "The %s selected PDU", "The %s selected PDUs"), list)
			items = append(items, fyne.NewMenuItemSeparator())
		}
		what := words.T("The whole log")
		if v.pdus.Model().Narrowed() {
			what = words.T("Everything that fits")
		}
		add(what, nil)
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, fyne.NewPos(c.Size().Width-theme.Px(330), theme.Px(42)))
}

// excerpt is what goes into a file.
type excerpt struct {
	format  string
	records []gateway.PDURecord
	cut     bool // older ones that fit are left out
}

// askFile finds what is to be written, then asks where: an existing file is only
// replaced when there is something to write.
func (v *View) askFile(format string, records []gateway.PDURecord) {
	if records != nil {
		v.chooseFile(excerpt{format, records, false})
		return
	}
	search := v.pdus.Model().All()
	v.deps.Shell.Go(func() func() {
		search.Run(context.Background(), v.deps.Archive)
		return func() {
			c := excerpt{format, search.Found(), search.Cut()}
			switch {
			case search.Err != nil:
				v.notSaved(search.Err)
			case len(c.records) == 0:
				v.notSaved(errors.New(words.T("no PDU fits")))
			default:
				v.chooseFile(c)
			}
		}
	})
}

// chooseFile asks where to write.
func (v *View) chooseFile(c excerpt) {
	ask := widgets.FileAsk{Title: words.T("Save PDUs"), Name: "pdus." + c.format, Extensions: []string{"." + c.format}, Private: true} // messages are in it
	saving.File(v.deps.Shell, ask, func(_ context.Context, w io.Writer, name string) (saving.Told, error) {
		return v.save(w, name, c)
	})
}

// save fills a file.
func (v *View) save(w io.Writer, name string, c excerpt) (told saving.Told, err error) {
	told.Text = words.N(len(c.records), "%s PDU saved in %s. Passwords in it are masked.", "%s PDUs saved in %s. Passwords in it are masked.", name)
	if c.cut {
		told.Advice = words.T("Older PDUs are left out: narrow the filter to save them.")
	}
	return told, v.deps.Files.WritePDUs(w, c.format, c.records)
}

func (v *View) notSaved(err error) {
	v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The PDUs can't be saved: %s", words.Error(err))})
}
