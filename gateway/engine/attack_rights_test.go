package engine_test

import (
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/engine"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// An account writes in its own senders' names only, whichever command it uses
// and whatever it says about the kind of number.
func TestSpoofedSender(t *testing.T) {
	f := newFort(t, func(_ *gateway.ServerConfig, a *gateway.Account) { a.Senders = []string{"Shop", "4477*"} })
	f.during(2*time.Second, func() {
		e := f.bindOver(f.dial("127.0.0.80"), "shop", session.Transceiver, smpp.V50)
		go e.listen()
		try := func(p *smpp.PDU, want smpp.Status) {
			t.Helper()
			if st := e.ask(p).Status; st != want {
				t.Errorf("%s from %q: %s, want %s", p.ID, p.Str(smpp.FieldSourceAddr), st.Name(), want.Name())
			}
		}
		for _, from := range []string{"Shop", "4477", "447700900123", "+447700900123", "00447700900123"} {
			try(submit(from, "+36301234567", "ours"), smpp.ROK)
		}
		for _, from := range []string{"Bank", "shop", "Shop ", "Shop1", "", "36301234567", "+36301234567", "0036301234567", "*", "4*", "Shop\x1b", "Ѕhop"} {
			for _, ton := range []uint32{0, 1, 5, 255} {
				try(submit(from, "+36301234567", "not ours").SetInt(smpp.FieldSourceAddrTON, ton), smpp.RINVSRCADR)
			}
			try(submit(from, "+36301234567", "").As(smpp.DataSM).AddTLV(smpp.TagMessagePayload, []byte("not ours")), smpp.RINVSRCADR)
			multi := submit(from, "", "not ours").As(smpp.SubmitMulti).SetDestinations([]smpp.Destination{{Flag: 1, Address: smpp.Address{TON: 1, Addr: "36301234567"}}})
			try(multi, smpp.RINVSRCADR)
		}
	})
	all, err := f.db.Messages(t.Context(), gateway.MessageQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Account == "shop" && m.Text != "ours" {
			t.Errorf("a message from %q was taken", m.From.Addr)
		}
	}
}

// A message of another account is not there: the answers are those about an id
// that was never given, and the message stays as it is.
func TestOthersMessagesCanNotBeTouched(t *testing.T) {
	f := newFort(t, nil)
	f.apply(func(c *gateway.Config) {
		away := gateway.NewClient()
		away.Name, away.Host, away.SystemID, away.Password, away.Enabled = "away", "127.0.0.1", "x", "y", false
		c.Clients = append(c.Clients, away)
		c.Routes = append([]gateway.Route{{Account: "*", To: "+1*", Links: []string{"away"}}}, c.Routes...)
	})
	owner := f.bindOver(f.cleanConn(), "clean", session.Transceiver, smpp.V34)
	go owner.listen()
	id := owner.accepted(submit("Clean", "12025550123", "mine"))
	f.during(2*time.Second, func() {
		e := f.bindOver(f.dial("127.0.0.81"), "shop", session.Transceiver, smpp.V34)
		go e.listen()
		for _, cmd := range []smpp.CommandID{smpp.QuerySM, smpp.CancelSM, smpp.ReplaceSM} {
			there, never := e.ask(about(cmd, id, "Clean")), e.ask(about(cmd, "1999999999", "Clean"))
			a, b := frameOf(there, 1), frameOf(never, 1)
			if there.Status != smpp.RINVMSGID || string(a) != string(b) {
				t.Errorf("%s: %x about another's message, %x about none", cmd, a, b)
			}
		}
		// Without an id, by the addresses alone, and by taking its place.
		all := about(smpp.CancelSM, "", "Clean").SetStr(smpp.FieldDestinationAddr, "12025550123").SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1)
		if st := e.ask(all).Status; st != smpp.RCANCELFAIL {
			t.Errorf("cancel_sm by addresses: %s", st.Name())
		}
		e.accepted(submit("Clean", "12025550123", "forged").SetInt(smpp.FieldReplaceIfPresentFlag, 1))
	})
	q := owner.ask(about(smpp.QuerySM, id, "Clean"))
	if q.Status != smpp.ROK || q.Int(smpp.FieldMessageState) != 1 {
		t.Errorf("the owner's query: %s, state %d", q.Status.Name(), q.Int(smpp.FieldMessageState))
	}
	list, err := f.db.Messages(t.Context(), gateway.MessageQuery{Link: "away"})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if m.State != gateway.Queued || m.Text != map[string]string{"clean": "mine", "shop": "forged"}[m.Account] {
			t.Errorf("%s: %q is %s", m.Account, m.Text, m.State)
		}
	}
	if len(list) != 2 {
		t.Errorf("%d messages wait", len(list))
	}
	if st := owner.ask(about(smpp.CancelSM, id, "Clean")).Status; st != smpp.ROK {
		t.Errorf("the owner's cancel_sm: %s", st.Name())
	}
}

// What a stranger puts into names, addresses and texts stands in the log as marks
// on its own line; nobody forges a line there, nor reaches the terminal that
// shows it.
func TestLogInjection(t *testing.T) {
	const evil = "\x1b[7m\nmsg=x\r"
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) {
		v.Lockout, v.BindsPerSecond, a.Senders = "0", 0, []string{"Shop"}
	})
	conn := f.reached(func(x *gateway.ClientConfig) { x.OutbindListen, x.OutbindSystemID = "127.0.0.1:0", "expected" })
	f.during(2*time.Second, func() {
		names := []string{evil, "a\x7f\x9b2J", "\u202Etoor", "\xff\xfe", strings.Repeat("\n", 15)}
		got := make(chan smpp.Status, len(names))
		for _, account := range names {
			go func() {
				st, _, _ := f.refusal("127.0.0.82", account, "guess")
				got <- st
			}()
		}
		for range names {
			if st := <-got; st != smpp.RBINDFAIL {
				t.Errorf("%s", st.Name())
			}
		}
		for i, first := range []string{"GET /" + evil + " HTTP/1.1\r\n\r\n", "\x16\x03\x01" + evil + strings.Repeat(evil, 3), evil + evil + evil, "GET / HTTP/1.1\r\n" + evil} {
			r := f.raw("127.0.0." + string(rune('1'+i)))
			r.write([]byte(first))
			r.ended()
		}
		r := f.bound("127.0.0.84")
		r.send(submit(evil, evil, evil), 2)
		if st := r.until(2).Status; st != smpp.RINVSRCADR {
			t.Errorf("%s", st.Name())
		}
		// The provider's words, too.
		up := rawOver(t, conn)
		bind := up.next()
		up.send(bind.Resp(smpp.ROK).SetStr(smpp.FieldSystemID, evil), bind.Sequence)
		up.send(smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, evil).SetStr(smpp.FieldDestinationAddr, evil).SetStr(smpp.FieldShortMessage, evil), 1)
		up.until(1)
		_ = conn.Close()
		f.logged("the peer closed the connection; next try")
	})
	f.logged("there is no such account")
	f.logged("does not speak SMPP")
	text, _ := f.log.read()
	if !strings.HasSuffix(text, "\n") {
		t.Error("the log ends within a line")
	}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "time=") || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(c rune) bool { return c < ' ' || c >= 0x7F && c < 0xA0 || c == '\u202E' || c == 0xFFFD }) {
			t.Errorf("%q", line)
		}
	}
}

// Passwords of accounts are kept as argon2id hashes, each with its own salt; a
// hash from a file that would cost too much, or is none, opens nothing.
func TestPasswordsAreHashed(t *testing.T) {
	f := newFort(t, nil)
	hashes := map[string]bool{}
	for _, a := range f.Config().Accounts {
		hashes[a.PasswordHash] = true
		if a.Password != "" || !strings.HasPrefix(a.PasswordHash, "$argon2id$v=19$m=8192,t=1,p=1$") {
			t.Errorf("%s: %q", a.SystemID, a.PasswordHash)
		}
	}
	if len(hashes) != 2 {
		t.Error("the same password has the same hash")
	}
	good, err := engine.HashPassword("s3cret")
	if err != nil {
		t.Fatal(err)
	}
	field := strings.Split(good, "$")
	with := func(n int, s string) string {
		f := append([]string(nil), field...)
		f[n] = s
		return strings.Join(f, "$")
	}
	f.during(2*time.Second, func() {
		cases := map[string]struct {
			hash string
			want smpp.Status
		}{
			"good": {good, smpp.ROK}, "1 GiB": {with(3, "m=1048576,t=1,p=1"), smpp.RBINDFAIL}, "a million passes": {with(3, "m=8192,t=1000000,p=1"), smpp.RBINDFAIL},
			"no pass": {with(3, "m=8192,t=0,p=1"), smpp.RBINDFAIL}, "argon2i": {with(1, "argon2i"), smpp.RBINDFAIL}, "old": {with(2, "v=16"), smpp.RBINDFAIL},
			"empty": {with(5, ""), smpp.RBINDFAIL}, "one octet": {with(5, "AA"), smpp.RBINDFAIL}, "clear text": {"s3cret", smpp.RBINDFAIL}, "capitals": {strings.ToUpper(good), smpp.RBINDFAIL},
		}
		f.apply(func(cfg *gateway.Config) {
			for name, c := range cases {
				a := gateway.NewAccount()
				a.SystemID, a.PasswordHash = name[:min(len(name), 15)], c.hash
				cfg.Accounts = append(cfg.Accounts, a)
			}
		})
		var wg sync.WaitGroup
		for name, c := range cases {
			wg.Go(func() {
				if st, _, _ := f.refusal("127.0.0.90", name[:min(len(name), 15)], "s3cret"); st != c.want {
					t.Errorf("%s: %s", name, st.Name())
				}
			})
		}
		wg.Wait()
	})
}

// Nothing that nobody has set up is open to the network.
func TestListenersStayOnThisComputer(t *testing.T) {
	a, fresh := gateway.NewAccount(), newHouse(t).Config()
	if len(fresh.Servers) != 0 || len(fresh.Clients) != 0 || fresh.Simulator.Enabled {
		t.Errorf("a new data folder opens ports: %+v", fresh)
	}
	addresses := []string{gateway.NewServer().Listen, fresh.Simulator.Listen}
	for _, s := range addresses {
		host, _, err := net.SplitHostPort(s)
		if err != nil || !net.ParseIP(host).IsLoopback() {
			t.Errorf("%s, %v", s, err)
		}
	}
	if gateway.NewClient().OutbindListen != "" {
		t.Error("a client link takes outbind unasked")
	}
	for from, want := range map[string]bool{"127.0.0.1": true, "::1": true, "192.0.2.1": false, "10.0.0.1": false, "::ffff:127.0.0.1": true, "::ffff:192.0.2.1": false, "fe80::1": false} {
		if got := a.MayComeFrom(mustAddr(t, from)); got != want {
			t.Errorf("a new account from %s: %v", from, got)
		}
	}
}

func mustAddr(t *testing.T, s string) netip.Addr {
	t.Helper()
	a, err := netip.ParseAddr(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
