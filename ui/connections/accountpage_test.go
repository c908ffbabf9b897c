package connections_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
	"relay/ui/widgets"
)

func accounts(t *testing.T, width float32) (*uitest.House, *uitest.Desk, *connections.View) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), width, 860)
	s := gateway.NewServer()
	s.Name = "office"
	shop, clinic := gateway.NewAccount(), gateway.NewAccount()
	shop.PasswordHash, clinic.PasswordHash = "hash", "hash"
	shop.SystemID, shop.MaxBinds, shop.Rate, shop.Daily, shop.Senders = "shop", 2, 20, 500, []string{"ACME"}
	clinic.SystemID, clinic.Enabled, clinic.Submit = "clinic", false, false
	h.Cfg.Servers, h.Cfg.Accounts = []gateway.ServerConfig{s}, []gateway.Account{shop, clinic}
	h.Stat.Links = []gateway.LinkStatus{{Name: "office", Server: true, State: gateway.LinkListening, Sessions: []gateway.SessionStatus{
		{ID: 7, Account: "shop", Bind: "transceiver", Remote: "192.0.2.9:40123", Since: time.Now(), Open: 4, Recv: 100}, {ID: 8, Account: "shop", Bind: "receiver", Remote: "192.0.2.9:40124", Since: time.Now()}}}}
	h.Used = map[string]gateway.AccountUse{"shop": {Day: 120, Month: 900, All: 5000}, "clinic": {Waiting: 1118}}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	v.Resized(width)
	d.Show(v.Object())
	v.Shown()
	return h, d, v
}

// The page shows each account, and of the chosen one rights, limits, sessions and
// how it connects.
func TestAccountsPage(t *testing.T) {
	h, d, v := accounts(t, 1236)
	v.ShowAccounts("shop")
	for _, want := range []string{"How shop connects", "2 of 2", "120 of 500", "4 of 100", "ACME", "192.0.2.9:40123", "1,118", "Disabled"} {
		if !uitest.Shows(v.Object(), want) && !drawn(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if uitest.Shows(v.Object(), "900 of") {
		t.Error("a limit is shown that there is not")
	}
	uitest.Tap(t, v.Object(), "PDUs")
	if d.Opened != "session 7 of office" {
		t.Errorf("opened %q", d.Opened)
	}
	uitest.Tap(t, v.Object(), "Drop")
	if !h.Did("drop 7") {
		t.Errorf("calls %v", h.Calls)
	}
	uitest.Tap(t, v.Object(), "Block")
	if len(d.Asked) != 1 || h.Cfg.Accounts[0].Enabled || h.Cfg.Accounts[0].SystemID != "shop" || len(h.Cfg.Accounts) != 2 {
		t.Errorf("asked %v, %+v", d.Asked, h.Cfg.Accounts)
	}
	uitest.Tap(t, v.Object(), "Let it in")
	if !h.Cfg.Accounts[0].Enabled {
		t.Error("it is not let in")
	}
	grid := uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Grid); return ok })[0].(*widgets.Grid)
	grid.OnSelect(2)
	if !uitest.Shows(v.Object(), "How clinic connects") || !uitest.Shows(v.Object(), "No application is bound with this account.") {
		t.Error("the other account is not shown")
	}
	h.Stat.Links[0].Sessions = append(h.Stat.Links[0].Sessions, gateway.SessionStatus{ID: 9, Account: "clinic", Bind: "receiver", Remote: "192.0.2.20:1"})
	v.Update(gateway.Update{Links: true})
	if !uitest.Shows(v.Object(), "192.0.2.20:1") || !uitest.Shows(v.Object(), "How clinic connects") {
		t.Error("the page does not follow")
	}
	v.Escape()
	if !uitest.Shows(v.Object(), "FROM APPLICATIONS") {
		t.Error("Esc does not lead back")
	}
}

func drawn(root fyne.CanvasObject, text string) bool {
	for _, s := range uitest.Drawn(root) {
		if s == text {
			return true
		}
	}
	return false
}

// In a narrow window the sheet waits behind a button, and Esc closes it first.
func TestAccountsPageInANarrowWindow(t *testing.T) {
	_, _, v := accounts(t, 1000)
	uitest.Tap(t, v.Object(), "Accounts")
	if uitest.Shows(v.Object(), "How shop connects") {
		t.Error("the sheet takes the room")
	}
	uitest.Tap(t, v.Object(), "Hand over…")
	if !uitest.Shows(v.Object(), "How shop connects") {
		t.Error("the sheet is not shown")
	}
	v.Escape()
	if uitest.Shows(v.Object(), "How shop connects") || uitest.Shows(v.Object(), "FROM APPLICATIONS") {
		t.Error("Esc does not close the sheet alone")
	}
	v.Resized(1300)
	if !uitest.Shows(v.Object(), "How shop connects") {
		t.Error("the sheet does not come back")
	}
}

// A new password is shown once, stored by its account alone, and asked for first.
func TestANewPasswordIsShownOnce(t *testing.T) {
	h, d, v := accounts(t, 1236)
	v.ShowAccounts("shop")
	d.No = true
	uitest.Tap(t, v.Object(), "New password")
	if h.Cfg.Accounts[0].PasswordHash != "hash" {
		t.Fatal("changed though the answer was no")
	}
	d.No = false
	uitest.Tap(t, v.Object(), "New password")
	secret := h.Cfg.Accounts[0].Password.Reveal()
	if len(secret) != 8 || h.Cfg.Accounts[0].PasswordHash != "" || h.Cfg.Accounts[1].PasswordHash != "hash" {
		t.Fatalf("%q, %+v", secret, h.Cfg.Accounts)
	}
	top := d.Canvas().Overlays().Top()
	if !drawn(top, secret) {
		t.Error("it is not shown")
	}
	uitest.Tap(t, top, "Copy password")
	if d.Copied != secret {
		t.Errorf("copied %q", d.Copied)
	}
	uitest.Tap(t, top, "Close")
	if d.Canvas().Overlays().Top() != nil || drawn(v.Object(), secret) {
		t.Error("it is shown for longer")
	}
}

// The page shows the listeners, what the account is answered, and finds accounts.
func TestTheAccountsPageTells(t *testing.T) {
	h, _, v := accounts(t, 1236)
	answer := []byte{0, 0, 0, 16, 0x80, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1}
	refused := append([]byte(nil), answer...)
	refused[11] = 0x58
	for i := range 4 {
		h.Records = append(h.Records, gateway.PDURecord{Number: uint64(i) + 1, Time: time.Now(), Account: "shop", Out: true, Frame: answer})
	}
	h.Records[3].Frame, h.Stat.LastPDU = refused, 4
	h.Used["clinic"] = gateway.AccountUse{Day: 1812, Waiting: 3}
	v.ShowAccounts("shop")
	for _, want := range []string{"4 answers in 15 minutes", "75.0 % 0x00 ESME_ROK", "25.0 % 0x58 ESME_RTHROTTLED", "127.0.0.1:2775", "office · Listening", "1,812", "This month", "Receipts go to"} {
		if !uitest.Shows(v.Object(), want) && !drawn(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	find := uitest.Find(v.Object(), func(o fyne.CanvasObject) bool { _, ok := o.(*widgets.Field); return ok })[0].(*widgets.Field)
	find.SetText("clin")
	if !uitest.Shows(v.Object(), "How clinic connects") || drawn(v.Object(), "shop") {
		t.Error("the search does not find")
	}
	find.SetText("nobody")
	if !uitest.Shows(v.Object(), "No account fits the search.") {
		t.Error("it is not said that none fits")
	}
	v.Update(gateway.Update{Links: true})
	find.SetText("")
	if !uitest.Shows(v.Object(), "How clinic connects") && !uitest.Shows(v.Object(), "How shop connects") {
		t.Error("the accounts do not come back")
	}
}

// The form of a new account makes a password up, shows it, and stores it with the
// account.
func TestAPasswordIsMadeUp(t *testing.T) {
	h, d, v := accounts(t, 1236)
	v.AddAccount()
	fieldOf(t, v.Object(), "").SetText("crm")
	uitest.Tap(t, v.Object(), "Make up a password")
	top := d.Canvas().Overlays().Top()
	if !uitest.Shows(top, "New password of crm") {
		t.Error("it is not shown")
	}
	uitest.Tap(t, top, "Copy password")
	uitest.Tap(t, top, "Close")
	uitest.Tap(t, v.Object(), "Save")
	a, ok := h.Cfg.Account("crm")
	if !ok || len(d.Copied) != 8 || a.Password.Reveal() != d.Copied {
		t.Errorf("stored %+v, copied %q, %q", a, d.Copied, uitest.Drawn(v.Object()))
	}
}
