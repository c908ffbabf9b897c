package app

import (
	"io"
	"path/filepath"
	"testing"

	"relay/gateway"
	"relay/storage"
	"relay/ui/compose"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// A contact is found by its number however many have one that begins with it.
func TestFieldsOfAShortNumbersContact(t *testing.T) {
	folder := t.TempDir()
	h, err := openHouse(t.Context(), storage.Config{Folder: folder, KeyFile: filepath.Join(folder, "relay.key")}, newLog(io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	for _, c := range []gateway.Contact{{Name: "Zed", Number: "777"}, {Name: "Ann", Number: "7771"}, {Name: "Ben", Number: "7772"}, {Name: "Cleo", Number: "7773"}, {Name: "Dora", Number: "7774"}} {
		if _, err := h.db.SaveContact(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	office, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 348, 700)
	c := gateway.NewClient()
	c.Name, c.Host, c.SystemID, c.Password = "link", gateway.SimulatorName, "acme", "secret"
	office.Cfg.Clients = []gateway.ClientConfig{c}
	v := compose.New(compose.Deps{Engine: office, Office: h.db, Shell: d, Sent: func([]int64) {}})
	v.Prefill(compose.Draft{To: "777", Text: "Hi {name}"})
	v.Send()
	if len(office.Drafts) != 1 || office.Drafts[0].Text != "Hi Zed" {
		t.Errorf("%+v, said %+v", office.Drafts, d.Toasts)
	}
}
