package contacts

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"relay/gateway"
	"relay/gateway/addressbook"
)

// AskExport asks where to write the contacts that are selected, else all that
// the list shows.
func (v *View) AskExport() {
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err == nil && w != nil {
			v.Export(w.URI().Path(), w)
		}
	}, v.deps.Shell.Window())
	d.SetFileName("contacts.csv")
	d.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".vcf"}))
	d.Resize(fyne.NewSize(900, 600))
	d.Show()
}

// Export writes a file: vCards where its name ends so, else CSV.
func (v *View) Export(name string, w io.WriteCloser) {
	list, q, place := v.picked(), v.query(), v.place
	if len(list) == 1 {
		list = nil // one row is selected only because it is looked at
	}
	v.deps.Shell.Go(func() func() {
		n, err := v.write(context.Background(), name, w, list, q, place)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: "The file was not written whole.", Advice: err.Error()})
				return
			}
			what := "contact"
			if place.Kind == OptedOut {
				what = "number"
			}
			v.deps.Shell.Toast(gateway.Event{Severity: gateway.Success, Text: fmt.Sprintf("%s written to %s.", gateway.Plural(n, what), filepath.Base(name))})
		}
	})
}

func (v *View) write(ctx context.Context, name string, w io.WriteCloser, list []gateway.Contact, q gateway.ContactQuery, place Place) (n int, err error) {
	defer func() {
		if cerr := w.Close(); err == nil {
			err = cerr
		}
	}()
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
	if strings.EqualFold(filepath.Ext(name), ".vcf") {
		return len(list), addressbook.WriteCards(w, list, "3.0")
	}
	return len(list), addressbook.WriteCSV(w, list)
}
