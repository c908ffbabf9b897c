//go:build window && !benchui

package app

import (
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// boundApp is an application that is bound to a listener.
type boundApp struct{ ended chan struct{} } // closed when its session is over

func bindsTo(t *testing.T, port int, systemID, password string) *boundApp {
	t.Helper()
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	s := session.New(conn, session.Config{Role: smpp.ESME, Version: smpp.V34, Window: 10, ResponseTimeout: 20 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: taker{}})
	a := &boundApp{make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer close(a.ended)
		_ = s.Run(ctx)
	}()
	t.Cleanup(func() { cancel(); <-a.ended })
	if _, err := s.Bind(t.Context(), session.BindRequest{Type: session.Transceiver, SystemID: systemID, Password: password, InterfaceVersion: byte(smpp.V34)}); err != nil {
		t.Fatalf("%s with %q: %v", systemID, password, err)
	}
	return a
}

// TestWindowDoctor finds out by the connection test that a password was changed,
// and puts the old one back; then gives an account of the own listener another
// password, and drops its session.
func TestWindowDoctor(t *testing.T) {
	port := freePort(t)
	serving(t, t.TempDir(), "--config", write(t, officeConfig(port)))
	s, folder := newScreen(t, "1440x900"), t.TempDir()
	own := freePort(t)
	at(t, folder, "config", "import", write(t, fmt.Sprintf("[[client]]\nname = \"provider-a\"\nhost = \"127.0.0.1\"\nport = %d\nsystem_id = \"shop\"\npassword = \"s3cret\"\n\n"+
		"[[server]]\nname = \"own\"\nlisten = \"127.0.0.1:%d\"\n\n[[account]]\nsystem_id = \"crm\"\npassword = \"first\"\n", port, own)))
	p := s.window(folder, "1440x900")
	s.key("ctrl+7")
	s.see("TO PROVIDERS")
	s.see("Bound")
	s.tap("Test")
	s.see("Everything works")
	s.tap("Edit")
	s.see("Got an e-mail from the provider?")
	s.into("Password")
	s.key("ctrl+a")
	s.typed("wrong")
	s.see("Your changes")
	s.tap("Save")
	s.see("Saved.")
	s.see("Refused")
	s.tap("Test")
	s.see("said no to the bind")
	s.see("Ruled out")
	s.tap("Compare")
	s.see("Field by field")
	s.tap("Compare")
	s.gone("Field by field")
	s.tap("Use the old one")
	s.see("it works.")
	s.tap("Keep this setting")
	s.gone("it works.")
	s.see("Bound")
	if c := at(t, folder, "config", "export", "-", "--secrets"); !strings.Contains(c, `password = "s3cret"`) {
		t.Errorf("the old password is not stored:\n%s", c)
	}

	// An account of the own listener.
	app := bindsTo(t, own, "crm", "first")
	s.see("transceiver") // its line has moved what stands below
	s.tap("Accounts")
	s.see("How crm connects")
	s.see("1 of 2")
	s.tap("New password")
	s.see("A new password for crm?")
	s.tap("New password") // on the question, above the page
	s.see("New password of crm")
	<-app.ended
	secret := ""
	for _, x := range s.look() {
		if x.Layer > 0 && x.Kind == "text" && len(x.Text) == 8 && !strings.Contains(x.Text, " ") {
			secret = x.Text
		}
	}
	s.tap("Close")
	s.gone("New password of crm")
	app = bindsTo(t, own, "crm", secret)
	s.see("1 of 2")
	s.tap("PDUs")
	s.see("This session")
	s.see(" on own") // the session's title
	s.key("ctrl+7")
	s.see("How crm connects")
	s.tap("Drop")
	<-app.ended
	s.see("No application is bound with this account.")
	s.close(p)
}
