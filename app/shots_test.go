//go:build pictures && ci

package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"relay/app/sample"
	"relay/gateway"
	"relay/ui"
	"relay/ui/settings"
	"relay/ui/theme"
	spoken "relay/ui/words"
)

// shot is one picture: a name, and how the window comes to show it from any
// other. A shot of an empty folder has none of the sample's data.
type shot struct {
	name string
	do   func(*stage)
}

func screen(name string) func(*stage) {
	return func(s *stage) {
		s.Open(name)
		s.settle()
		s.tapIfThere("Leave it") // what the picture before has written
	}
}

// on opens a screen and goes on from there.
func on(name string, do func(*stage)) func(*stage) {
	return func(s *stage) { screen(name)(s); do(s) }
}

func setting(name string) func(*stage) {
	return on(ui.Settings, func(s *stage) { s.tap(name) })
}

const ctrl, ctrlShift = fyne.KeyModifierControl, fyne.KeyModifierControl | fyne.KeyModifierShift

func emptyShots() []shot {
	return []shot{
		{"first-run", screen(ui.Overview)},
		{"outbox", screen(ui.Outbox)},
		{"inbox", screen(ui.Inbox)},
		{"campaigns", screen(ui.Campaigns)},
		{"contacts", screen(ui.Contacts)},
		{"autoreplies", screen(ui.AutoReplies)},
		{"connections", screen(ui.Connections)},
		{"routing", screen(ui.Routing)},
		{"pdulog", screen(ui.PDULog)},
		{"simulator", screen(ui.Simulator)},
		{"events", func(s *stage) { s.press(fyne.KeyH, ctrlShift); s.settle() }},
	}
}

// wizard goes so many steps into a new campaign.
func wizard(next int) func(*stage) {
	return on(ui.Campaigns, func(s *stage) {
		s.tapIfThere("Discard")
		s.tapIfThere("Discard") // asked once more
		s.tap("New campaign")
		s.scroll("Or paste rows") // a group of contacts stands before them
		s.tap("name;phone")
		s.write(sample.Table(60))
		s.tap("Use these rows")
		for i := range next {
			s.tap("Next")
			if i == 1 {
				s.tap("Hi {name}")
				s.write(sample.Reminder)
			}
		}
	})
}

func fullShots() []shot {
	return slices.Concat([]shot{
		{"overview", screen(ui.Overview)},
	}, messageShots(), networkShots(), windowShots())
}

func messageShots() []shot {
	return []shot{
		{"outbox", screen(ui.Outbox)},
		{"outbox-details", on(ui.Outbox, func(s *stage) { s.search("Dr. Lund is confirmed"); s.tap("Hi Maria, your"); s.tapIfThere("Details") })},
		{"outbox-story", on(ui.Outbox, func(s *stage) {
			s.search("Dr. Lund is confirmed")
			s.tap("Hi Maria, your")
			s.tapIfThere("Details")
			s.tap("→ submit_sm")
		})},
		{"outbox-parts", on(ui.Outbox, func(s *stage) {
			s.search("Dr. Lund is confirmed")
			s.tap("Hi Maria, your")
			s.tapIfThere("Details")
			s.scroll("Delivered, says the receipt")
			s.tap("← deliver_sm")
			s.scroll("← submit_sm_resp")
		})},
		{"outbox-error", on(ui.Outbox, func(s *stage) { s.search("votre commande"); s.tap("Bonjour, votre"); s.tapIfThere("Details") })},
		{"outbox-no-match", on(ui.Outbox, func(s *stage) { s.search("zebra") })},
		{"composer", on(ui.Outbox, func(s *stage) {
			s.press(fyne.KeyN, ctrl)
			s.write("+46701740633, 212 555 0142, 12, +12025550143")
			s.press(fyne.KeyTab, 0)
			s.press(fyne.KeyTab, 0)
			s.press(fyne.KeyTab, 0)
			s.write("Good morning, your appointment with Dr. Lund is confirmed for Tuesday at 9:30 – please come five minutes early, and answer CANCEL before Monday noon if you can’t come.")
		})},
		{"composer-more", on(ui.Outbox, func(s *stage) {
			s.press(fyne.KeyN, ctrl)
			s.tap("More")
			s.tapIfThere("Later")
			s.tapIfThere("tomorrow 9:00")
		})},
		{"composer-wrong", on(ui.Outbox, func(s *stage) {
			s.tapIfThere("Later")
			s.press(fyne.KeyN, ctrl)
			s.write("+46701740633, 12x")
		})},
		{"inbox", on(ui.Inbox, func(s *stage) { s.search("Maria"); s.tap("Maria Larsen") })},
		{"inbox-arabic", on(ui.Inbox, func(s *stage) { s.search("Aisha"); s.tap("Aisha Rahman") })},
		{"inbox-hindi", on(ui.Inbox, func(s *stage) { s.search("Kavya"); s.tap("Kavya Nair") })},
		{"inbox-stranger", on(ui.Inbox, func(s *stage) { s.search("Harbour"); s.tap("HarbourBank") })},
		{"campaigns", screen(ui.Campaigns)},
		{"campaign-1-rows", wizard(0)},
		{"campaign-2-columns", wizard(1)},
		{"campaign-3-message", wizard(2)},
		{"campaign-4-check", wizard(3)},
		{"campaign-5-send", wizard(4)},
		{"campaign-running", on(ui.Campaigns, func(s *stage) { s.tap("Reminders of"); s.tapIfThere("Open") })},
		{"campaign-over", on(ui.Campaigns, func(s *stage) { s.tap("Flu vacc"); s.tapIfThere("Open") })},
		{"contacts", screen(ui.Contacts)},
		{"contact", on(ui.Contacts, func(s *stage) { s.search("Maria"); s.tap("Maria Larsen") })},
		{"contact-wrong", on(ui.Contacts, func(s *stage) { s.tap("New contact"); s.tap("+36301234567"); s.write("call me"); s.tap("Save") })},
		{"opt-outs", on(ui.Contacts, func(s *stage) {
			s.tapIfThere("Everybody")
			s.tapIfThere("Opted out")
			s.tapIfThere("Leave it")
			s.tapIfThere("Everybody")
			s.tapIfThere("Opted out")
		})},
		{"autoreplies", screen(ui.AutoReplies)},
		{"autoreply", on(ui.AutoReplies, func(s *stage) { s.tap("Urgent"); s.tap("price"); s.write("I am in pain"); s.tapIfThere("Try it") })},
	}
}

// harbour is a configuration as another Relay exports it.
const harbour = `
[[client]]
name = "nordic-a"
host = "smpp.nordic-a.example"
system_id = "acme"
window = 20

[[client]]
name = "harbour"
host = "smpp.harbour.example"
system_id = "acme"

[[server]]
name = "shops"
listen = "127.0.0.1:2795"

[[route]]
to = "+47*"
link = "harbour"
`

func networkShots() []shot {
	edit := func(link string) func(*stage) {
		return on(ui.Connections, func(s *stage) { s.scroll("TO PROVIDERS"); s.tapAfter(link, "Edit") })
	}
	return []shot{
		{"connections", screen(ui.Connections)},
		{"connections-applications", on(ui.Connections, func(s *stage) { s.scroll("FROM APPLICATIONS") })},
		{"connection-form", edit("nordic-a")},
		{"connection-changed", func(s *stage) {
			edit("nordic-a")(s)
			s.tap("Find a setting")
			s.write("window")
		}},
		{"connection-new", on(ui.Connections, func(s *stage) { s.tap("Add connection"); s.tap("Save") })},
		{"connection-test", on(ui.Connections, func(s *stage) { s.scroll("TO PROVIDERS"); s.tapAfter("nordic-a", "Test"); s.wait("unbind") })},
		{"connection-test-refused", on(ui.Connections, func(s *stage) { s.scroll("iberia-c"); s.tapAfter("iberia-c", "Test"); s.wait("bind") })},
		{"connection-test-again", on(ui.Connections, func(s *stage) {
			s.scroll("TO PROVIDERS")
			s.tapAfter("nordic-a", "Test")
			s.wait("unbind")
			s.tap("Test again")
			s.wait("unbind")
		})},
		{"connection-test-compare", on(ui.Connections, func(s *stage) {
			s.scroll("TO PROVIDERS")
			s.tapAfter("nordic-a", "Test")
			s.wait("unbind")
			s.tap("Test again")
			s.wait("unbind")
			s.tap("Compare")
		})},
		{"connection-letter", on(ui.Connections, func(s *stage) {
			s.tap("Add connection")
			s.tap("Paste details…")
			s.write("Dear customer, your account is ready.\nHost: smpp.example.com\nTLS port: 3550\nSystem id: harbour\nPassword: s3cret\nThroughput: 50 msg/s")
		})},
		{"connection-import", on(ui.Connections, func(s *stage) {
			file := filepath.Join(s.t.TempDir(), "harbour.toml")
			if err := os.WriteFile(file, []byte(harbour), 0o600); err != nil {
				s.t.Fatal(err)
			}
			s.AskImport(file)
		})},
		{"listener-form", on(ui.Connections, func(s *stage) { s.tap("Add listener") })},
		{"account-form", on(ui.Connections, func(s *stage) { s.tap("Let an application in") })},
		{"accounts", on(ui.Connections, func(s *stage) { s.scroll("FROM APPLICATIONS"); s.tap("Accounts") })},
		{"hand-over", on(ui.Connections, func(s *stage) { s.scroll("FROM APPLICATIONS"); s.tap("Hand over…") })},
		{"ask-to-bind", on(ui.Connections, func(s *stage) { s.scroll("FROM APPLICATIONS"); s.tap("Ask an application") })},
		{"routing", on(ui.Routing, func(s *stage) {
			s.scroll("Try a number")
			s.tap("+36301234567")
			s.write("+46701740633")
			s.press(fyne.KeyReturn, 0)
		})},
		{"routing-rule", on(ui.Routing, func(s *stage) { s.tap("go to loopback") })},
		{"pdulog", on(ui.PDULog, func(s *stage) {
			s.press(fyne.KeyF, ctrl)
			s.write("cmd~submit")
			s.press(fyne.KeyReturn, 0)
			s.tap("submit_sm_resp")
		})},
		{"pdulog-filter", on(ui.PDULog, func(s *stage) { s.press(fyne.KeyF, ctrl); s.write("cmd==submit_sm && de") })},
		{"pdulog-wrong", on(ui.PDULog, func(s *stage) { s.press(fyne.KeyF, ctrl); s.write("cmd==submit_xx") })},
		{"pdulog-none", on(ui.PDULog, func(s *stage) { s.press(fyne.KeyF, ctrl); s.write("dest==1"); s.press(fyne.KeyReturn, 0) })},
		{"pdulog-field", on(ui.PDULog, func(s *stage) {
			s.press(fyne.KeyF, ctrl)
			s.write("cmd==submit_sm")
			s.press(fyne.KeyReturn, 0)
			s.tap("submit_sm")
			s.tap("source_addr_ton")
			s.press(fyne.KeyI, 0)
		})},
		{"session", on(ui.PDULog, func(s *stage) {
			s.press(fyne.KeyF, ctrl)
			s.write("link==iberia-c")
			s.press(fyne.KeyReturn, 0)
			s.tap("bind_transceiver")
			s.press(fyne.KeyL, 0) // its button has no word where there is little room
		})},
		{"simulator", screen(ui.Simulator)},
		{"simulator-receipt", on(ui.Simulator, func(s *stage) { s.scroll("Send something in"); s.tapAfter("Send something in", "Receipt") })},
		{"simulator-octets", on(ui.Simulator, func(s *stage) { s.scroll("Send something in"); s.tap("Raw octets"); s.tap("deliver_sm") })},
		{"simulator-mix", on(ui.Simulator, func(s *stage) { s.scroll("some fail"); s.tapIfThere("some fail"); s.tap("Log") })},
	}
}

func windowShots() []shot {
	return []shot{
		{"appearance", setting("Appearance")},
		{"numbers", setting("Numbers")},
		{"retention", setting("Retention")},
		{"privacy", on(ui.Settings, func(s *stage) { setting("Privacy")(s); s.tap("+3630"); s.write("+46701740633"); s.tap("Find") })},
		{"retention-changed", on(ui.Settings, func(s *stage) { setting("Retention")(s); s.retype("30", "2") })},
		{"retention-goes", on(ui.Settings, func(s *stage) { setting("Retention")(s); s.retype("30", "2"); s.tap("Show what goes") })},
		{"privacy-erased", on(ui.Settings, func(s *stage) {
			setting("Privacy")(s)
			s.retype("", "+46701740647")
			s.tap("Find")
			s.tap("Erase…")
			s.write("+46701740647")
			s.tap("Erase")
			s.wait("Last erasure")
		})},
		{"storage", setting("Storage")},
		{"backup", setting("Back-up")},
		{"shortcuts", setting("Shortcuts")},
		{"about", setting("About")},
		{"palette", func(s *stage) { s.press(fyne.KeyK, ctrl) }},
		{"palette-found", func(s *stage) { s.press(fyne.KeyK, ctrl); s.write("mar") }},
		{"palette-none", func(s *stage) { s.press(fyne.KeyK, ctrl); s.write("zzzz") }},
		{"menu", func(s *stage) { test.TapCanvas(s.Canvas(), fyne.NewPos(theme.Px(26), theme.Px(24))); s.settle() }}, // the sign at the top left
		{"tip", on(ui.Overview, func(s *stage) { s.hover(fyne.NewPos(theme.Px(26), theme.Px(130))) })},
		{"keys", func(s *stage) { s.press(fyne.KeyF1, 0) }},
		{"confirm", func(s *stage) {
			s.Confirm("Delete nordic-a?", "3 queued messages wait for another route then, and what it has sent stays in the outbox.", "Delete", true, func() {})
		}},
		{"toasts", on(ui.Outbox, func(s *stage) {
			s.Toast(gateway.Event{Severity: gateway.Success, Text: "The campaign \"Reminders of this week\" is done.", Advice: "228 of 240 arrived."})
			s.Toast(gateway.Event{Severity: gateway.Warning, Link: "nordic-a", Text: "The provider throttles: Relay sends 20 messages a second now.", Advice: "It goes up again by itself."})
			s.Toast(gateway.Event{Severity: gateway.Severe, Link: "iberia-c", Text: "The provider refused the password.", Advice: "Check system id and password under Connections."})
		})},
		{"events", func(s *stage) { s.press(fyne.KeyH, ctrlShift) }},
	}
}

// modes are how each shot is looked at.
func modes() (out []settings.Appearance) {
	for _, m := range []theme.Mode{theme.Light, theme.Dark} {
		out = append(out, settings.Appearance{Mode: m, Zoom: 100}, settings.Appearance{Mode: m, Zoom: 200})
	}
	return out
}

// TestShots takes every picture into dist/pictures: `make pictures`. Some of
// them, into a folder of one's own, with colours, sizes and shots by their names:
//
//	RELAY_PICTURES=/tmp/mine CGO_ENABLED=0 go test -tags ci,pictures,migrated_fynedo -timeout 10m -count 1 \
//		-run 'TestShots/dark-1100x700/(toasts|palette|empty-.*)$' ./app
func TestShots(t *testing.T) {
	for _, look := range modes() {
		for _, size := range []fyne.Size{{Width: 1440, Height: 900}, {Width: 1100, Height: 700}} {
			if look.Zoom == 200 && size.Width < 1440 {
				continue
			}
			folder := fmt.Sprintf("%s-%.0fx%.0f", look.Mode, size.Width, size.Height)
			if look.Zoom != 100 {
				folder += fmt.Sprintf("-%d", look.Zoom)
			}
			t.Run(folder, func(t *testing.T) {
				take(t, "empty-", emptyShots(), func() *stage { return newStage(t, openOffice(t, false), look, size) }, folder)
				take(t, "", fullShots(), func() *stage { return newStage(t, openOffice(t, true), look, size) }, folder)
			})
		}
	}
}

// TestLanguages takes the screens in every language, in the smallest window:
// -run 'TestLanguages/language-hu/overview$' takes one.
func TestLanguages(t *testing.T) {
	full := sync.OnceValue(func() *office { return openOffice(t, true) })
	for _, l := range spoken.Languages()[1:] {
		folder := "language-" + l.Code
		t.Run(folder, func(t *testing.T) {
			take(t, "", languageShots(), func() *stage {
				return newStage(t, full(), settings.Appearance{Mode: theme.Light, Zoom: 100, Language: l.Code}, fyne.Size{Width: 1100, Height: 700})
			}, folder)
		})
	}
}

// languageShots are found by what is data in every language.
func languageShots() []shot {
	return []shot{
		{"overview", screen(ui.Overview)},
		{"outbox", screen(ui.Outbox)},
		{"outbox-error", on(ui.Outbox, func(s *stage) {
			s.press(fyne.KeyF, ctrl)
			s.write("votre commande")
			s.settle()
			s.tapIfThere("Bonjour, votre")
		})},
		{"composer", on(ui.Outbox, func(s *stage) { s.press(fyne.KeyN, ctrl); s.write("+46701740633") })},
		{"inbox", on(ui.Inbox, func(s *stage) { s.tap("Aisha Rahman") })},
		{"campaigns", screen(ui.Campaigns)},
		{"contacts", on(ui.Contacts, func(s *stage) { s.tapIfThere("Maria Larsen") })},
		{"autoreplies", screen(ui.AutoReplies)},
		{"connections", screen(ui.Connections)},
		{"connection-form", func(s *stage) { screen(ui.Connections)(s); s.NewConnection(); s.settle() }},
		{"routing", screen(ui.Routing)},
		{"pdulog", on(ui.PDULog, func(s *stage) { s.tap("submit_sm") })},
		{"simulator", screen(ui.Simulator)},
		{"settings", screen(ui.Settings)},
		{"palette", func(s *stage) { s.press(fyne.KeyK, ctrl) }},
		{"keys", func(s *stage) { s.press(fyne.KeyF1, 0) }},
	}
}

// take takes pictures on one stage, which is set up for the first of them.
func take(t *testing.T, prefix string, list []shot, open func() *stage, folder string) {
	open = sync.OnceValue(open)
	for _, x := range list {
		t.Run(prefix+x.name, func(t *testing.T) {
			s := open()
			s.t = t
			x.do(s)
			s.picture(filepath.Join(picturesFolder(), folder, prefix+x.name+".png"))
			s.clear()
		})
	}
}

func picturesFolder() string {
	if f := os.Getenv("RELAY_PICTURES"); f != "" {
		return f
	}
	return filepath.Join("..", "dist", "pictures")
}

// clear closes what lies over the screen, and panels of the screen.
func (s *stage) clear() {
	for s.Canvas().Overlays().Top() != nil {
		s.Canvas().Overlays().Remove(s.Canvas().Overlays().Top())
	}
	for range 3 {
		s.Canvas().Unfocus()
		s.press(fyne.KeyEscape, 0)
	}
}
