package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

// imported is what a file has, and what is there.
func imported() (now, file gateway.Config) {
	client := func(name, host string, password gateway.Secret) gateway.ClientConfig {
		c := gateway.NewClient()
		c.Name, c.Host, c.SystemID, c.Password, c.KeepPassword = name, host, "acme", password, password == ""
		return c
	}
	now, file = gateway.NewConfig(), gateway.NewConfig()
	now.Clients = []gateway.ClientConfig{client("nordic-a", "one.example", "s3cret"), client("same", "two.example", "s3cret")}
	now.Clients[0].ID, now.Clients[1].ID, now.Version = 4, 5, 1
	now.Routes = []gateway.Route{{Account: "*", Links: []string{"nordic-a"}}}
	file.Clients = []gateway.ClientConfig{client("nordic-a", "other.example", ""), client("same", "two.example", ""), client("baltic-b", "b.example", "")}
	file.Clients[0].ID, file.Clients[1].ID, file.Clients[2].KeepPassword = 4, 5, false
	shop := gateway.NewAccount()
	shop.SystemID, shop.PasswordHash = "shop", "$argon2id$"
	file.Accounts = []gateway.Account{shop}
	file.Routes = []gateway.Route{{Account: "*", To: "+46*", Links: []string{"baltic-b"}}, {Account: "*", Links: []string{"nordic-a"}}}
	file.General.TextDays = 1
	return now, file
}

func TestImportEntries(t *testing.T) {
	now, file := imported()
	list := importEntries(now, file)
	var got []string
	for _, e := range list {
		line := e.kind + " " + e.name + ": " + e.change.word()
		if len(e.changes) > 0 {
			line += " (" + strings.Join(e.changes, ", ") + ")"
		}
		if e.locked {
			line += ", no password"
		}
		if !e.taken {
			line += ", left"
		}
		got = append(got, line)
	}
	want := []string{"Connection nordic-a: replaces (Host)", "Connection same: as it is here, left", "Connection baltic-b: new, no password", "Account shop: new", "Routing 2 rules: replaces", "General Country, retention: replaces, left"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}

	_, problem, n := importResult(now, file, list, nil)
	if n != 4 || !strings.HasPrefix(problem, "baltic-b: a new connection needs a password") {
		t.Errorf("%d, %q", n, problem)
	}
	merged, problem, _ := importResult(now, file, list, map[string]string{"baltic-b": "pass"})
	a, _ := merged.Client("nordic-a")
	b, _ := merged.Client("baltic-b")
	if problem != "" || a.Host != "other.example" || a.Password.Reveal() != "s3cret" || a.ID != 4 || b.Password.Reveal() != "pass" || len(merged.Routes) != 2 || merged.General != now.General {
		t.Errorf("%q %+v", problem, merged)
	}
	for i := range list { // the rules need a link that is not taken
		list[i].taken = list[i].kind == "Routing"
	}
	if _, problem, n = importResult(now, file, list, nil); n != 1 || !strings.Contains(problem, `there is no link "baltic-b"`) {
		t.Errorf("%d, %q", n, problem)
	}
}

// The box shows what a file has, asks for the password that it lacks, and takes
// over what is ticked.
func TestImporting(t *testing.T) {
	s, loop := window(t)
	h := s.Engine.(*uitest.House)
	h.Cfg.Clients[0].SystemID, h.Cfg.Clients[0].KeepPassword = "acme", true
	path := filepath.Join(t.TempDir(), "office.toml")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.AskImport(path)
	until(t, loop, func() bool { return s.Canvas().Overlays().Top() != nil })
	d := s.Canvas().Overlays().Top()
	for _, want := range []string{"Import office.toml", "nordic-a", "new", "smpp.nordic-a.example:2775", "1 rule"} {
		if !uitest.Shows(d, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	button := uitest.Find(d, func(o fyne.CanvasObject) bool { b, ok := o.(*widgets.Button); return ok && b.Label() == "Import" })[0].(*widgets.Button)
	if !button.Disabled() || !uitest.Shows(d, "needs a password") {
		t.Error("a connection without a password can be taken")
	}
	field := uitest.Find(d, func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Field); return ok })[0].(*widgets.Field)
	field.SetText("s3cret")
	if button.Disabled() || !uitest.Shows(d, "Saving adds nordic-a and starts it") {
		t.Fatalf("%q", uitest.Drawn(d))
	}
	uitest.Tap(t, d, "Import")
	until(t, loop, func() bool { return s.Screen() == Connections })
	c, ok := h.Config().Client("nordic-a")
	if !ok || c.Password.Reveal() != "s3cret" || len(h.Config().Routes) != 1 || s.Canvas().Overlays().Top() != nil {
		t.Errorf("%+v", h.Config())
	}

	// Once more: all of it is here.
	s.AskImport(path)
	until(t, loop, func() bool { return s.Canvas().Overlays().Top() != nil })
	if d = s.Canvas().Overlays().Top(); !uitest.Shows(d, "as it is here") || !uitest.Shows(d, "Nothing is taken.") {
		t.Errorf("%q", uitest.Drawn(d))
	}
}
