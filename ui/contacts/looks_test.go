package contacts

import (
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// TestLooks compares the screen with its goldens: empty, full and in error.
func TestLooks(t *testing.T) {
	open := func(h *uitest.House, d *uitest.Desk) *View {
		return uitest.Stand(d, New(Deps{Engine: h, Office: h, Shell: &desk{Desk: d}}))
	}
	// people fills the house with some, one of whom has opted out.
	people := func(h *uitest.House) {
		h.Folk.Contact = []gateway.Contact{{ID: 1, Name: "Anna Lindqvist", Number: "+46701740605", Groups: []string{"Patients"}, Note: "Prefers a text to a call.", Fields: []gateway.Field{{Key: "city", Value: "Malmö"}}},
			{ID: 2, Name: "Jonas Weber", Number: "+491713920042"}, {ID: 3, Name: "Nils Berg", Number: "+46701740609", OptedOut: true, Groups: []string{"Patients"}}}
		h.Folk.Circles = []gateway.Group{{ID: 1, Name: "Patients", Members: 2}}
		h.Folk.Off = []gateway.OptOut{{Number: "+46701740609", Since: time.Now().Add(-26 * time.Hour), Keyword: "STOP", Link: "nordic-a"}, {Number: "+12025550143", Since: time.Now().Add(-time.Hour), Note: "asked by phone"}}
	}
	uitest.Looks(t, theme.New(theme.Light, 100), theme.New(theme.Dark, 100),
		uitest.Look{Name: "empty", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { open(h, d) }},
		uitest.Look{Name: "full", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { people(h); open(h, d) }},
		uitest.Look{Name: "contact", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			people(h)
			v := open(h, d)
			v.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		}},
		uitest.Look{Name: "error", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			people(h)
			v := open(h, d)
			v.Add()
			v.form.number.SetText("call me")
			uitest.Tap(t, v.Object(), "Save")
		}},
		uitest.Look{Name: "opted-out", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) { people(h); open(h, d).Open(Place{Kind: OptedOut}) }},
		uitest.Look{Name: "import", Open: func(t *testing.T, h *uitest.House, d *uitest.Desk) {
			people(h)
			v := open(h, d)
			v.Import("people.csv", io.NopCloser(strings.NewReader("name;phone;group\nMaria Larsen;+46701740633;Patients\nEleni;no phone;\nMaria again;+46 70 174 06 33;Reminders\n")))
		}},
	)
}
