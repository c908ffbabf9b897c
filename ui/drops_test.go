package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"relay/ui/uitest"
)

func TestADroppedFileGoesWhereItBelongs(t *testing.T) {
	s, loop := window(t)
	folder := t.TempDir()
	on := Overview
	drop := func(names ...string) {
		t.Helper()
		s.Open(on)
		var list []fyne.URI
		for _, n := range names {
			path := filepath.Join(folder, n)
			if err := os.WriteFile(path, []byte("name;phone\nAnna;+36301234567\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			list = append(list, storage.NewFileURI(path))
		}
		s.dropped(list)
		for loop.Turn() {
		}
	}
	drop("people.CSV")
	if s.Screen() != Campaigns {
		t.Errorf("a table opens %s", s.Screen())
	}
	until(t, loop, func() bool { return uitest.Shows(s.frame, "people.CSV: 1 row") })
	on = Contacts
	drop("people.csv")
	until(t, loop, func() bool { return uitest.Shows(s.frame, "Import 1 contact") })
	if s.Screen() != Contacts {
		t.Errorf("a table that is dropped on the contacts opens %s", s.Screen())
	}
	workbook, err := filepath.Abs("../gateway/xlsx/testdata/people.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	s.dropped([]fyne.URI{storage.NewFileURI(workbook)})
	until(t, loop, func() bool {
		return uitest.Shows(s.frame, "Import people.xlsx") && uitest.Shows(s.frame, "Anna Kovács")
	})
	on = Overview
	drop("card.vcf")
	until(t, loop, func() bool { return s.Screen() == Contacts && uitest.Shows(s.frame, "Import card.vcf") })
	drop("provider.pcapng")
	if s.Screen() != PDULog {
		t.Errorf("a capture opens %s", s.Screen())
	}
	drop("picture.png", "relay.toml")
	until(t, loop, func() bool { return s.Canvas().Overlays().Top() != nil })
	d := s.Canvas().Overlays().Top()
	if !uitest.Shows(d, "Import relay.toml") || s.Screen() != Overview {
		t.Fatal("a configuration is not shown before it is taken")
	}
	uitest.Tap(t, d, "Cancel")
	before := len(s.Events())
	drop("picture.png")
	if e := s.Events(); len(e) != before+1 || e[before].Text != "Relay can't use this file." || s.Screen() != Overview {
		t.Errorf("%+v", e)
	}
}
