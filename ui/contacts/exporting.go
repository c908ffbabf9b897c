package contacts

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/addressbook"
	"relay/ui/saving"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Format is a kind of file.
type Format struct {
	Words     string // in the menu
	Extension string
	Version   string // of vCards; "" is CSV
}

// Formats are the kinds of file on offer.
func Formats() []Format {
	return []Format{{words.T("CSV, for spreadsheets"), ".csv", ""}, {words.T("vCard 3.0, for phones and mail"), ".vcf", "3.0"}, {"vCard 4.0", ".vcf", "4.0"}}
}

// Export offers the kinds of file below the button of the head.
func (v *View) Export() { v.offerExport(v.export) }

// offerExport opens the menu below a button.
func (v *View) offerExport(below fyne.CanvasObject) {
	if v.total() == 0 {
		return
	}
	var items []*fyne.MenuItem
	for _, f := range Formats() {
		items = append(items, fyne.NewMenuItem(f.Words, func() { v.askFile(f) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below).AddXY(0, below.Size().Height)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.deps.Shell.Canvas(), at)
}

// askFile asks where to write.
func (v *View) askFile(f Format) {
	name := "contacts"
	if v.place.Kind == OptedOut {
		name = "opted-out"
	}
	ask := widgets.FileAsk{Title: words.T("Export contacts"), Name: name + f.Extension, Extensions: []string{f.Extension}}
	saving.File(v.deps.Shell, ask, v.filling(f))
}

// filling writes the contacts that are selected now, else all that the list shows.
func (v *View) filling(f Format) func(context.Context, io.Writer, string) (saving.Told, error) {
	list, q, place := v.picked(), v.query(), v.place
	if len(list) == 1 {
		list = nil // one row is selected only because it is looked at
	}
	return func(ctx context.Context, w io.Writer, name string) (saving.Told, error) {
		n, err := v.write(ctx, f, w, list, q, place)
		said := words.N(n, "%s contact written to %s.", "%s contacts written to %s.", name)
		if place.Kind == OptedOut {
			said = words.N(n, "%s number written to %s.", "%s numbers written to %s.", name)
		}
		return saving.Told{Text: said}, err
	}
}

func (v *View) write(ctx context.Context, f Format, w io.Writer, list []gateway.Contact, q gateway.ContactQuery, place Place) (n int, err error) {
	if place.Kind == OptedOut {
		off, err := v.deps.Office.OptOuts(ctx, gateway.OptOutQuery{Search: q.Search})
		if err != nil {
			return 0, err
		}
		for _, o := range off {
			list = append(list, gateway.Contact{Name: o.Name, Number: o.Number, OptedOut: true, Fields: []gateway.Field{{Key: "since", Value: o.Since.UTC().Format("2006-01-02 15:04:05")}, {Key: "why", Value: o.Why()}}})
		}
	} else if list == nil {
		if list, err = v.deps.Office.Contacts(ctx, q); err != nil {
			return 0, err
		}
	}
	if f.Version != "" {
		return len(list), addressbook.WriteCards(w, list, f.Version)
	}
	return len(list), addressbook.WriteCSV(w, list)
}
