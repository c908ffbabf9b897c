//go:build pictures

package app

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/app/sample"
	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/simulator"
	"relay/gateway/smpp"
	"relay/storage"
)

// office is the whole program but its window, over a folder with the sample's
// data, with providers and applications that are bound over TCP.
type office struct {
	t *testing.T
	*house
	provider *simulator.Simulator
}

// openOffice opens a folder; with filled it holds the sample and passes traffic.
func openOffice(t *testing.T, filled bool) *office {
	t.Helper()
	folder, log := t.TempDir(), logrus.New()
	log.SetOutput(io.Discard)
	h, err := openHouse(t.Context(), storage.Config{Folder: folder, KeyFile: folder + "/relay.key"}, log)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, house: h, provider: simulator.New(simulator.Config{ReceiptDelay: 400 * time.Millisecond, Seed: 1})}
	if filled {
		if err := sample.Fill(t.Context(), h.db, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	if filled {
		o.connect()
		o.traffic()
	}
	return o
}

// connect puts the sample's configuration into force, and waits until all have
// bound that will.
func (o *office) connect() {
	o.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		o.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o.t.Cleanup(cancel)
	go func() { _ = o.provider.Serve(ctx, l) }()
	port := l.Addr().(*net.TCPAddr).Port
	c := sample.Config(sample.Places{Nordic: port, Iberia: port, Baltic: 9, Listens: "127.0.0.1:0"})
	if err := o.engine.Apply(o.t.Context(), c); err != nil {
		o.t.Fatal(err)
	}
	o.until("the links are as they should be", func() bool {
		want := map[string]gateway.LinkState{"nordic-a": gateway.LinkBound, "loopback": gateway.LinkBound, "iberia-c": gateway.LinkRefused, "baltic-b": gateway.LinkWaiting, "office": gateway.LinkListening}
		for _, l := range o.engine.Status().Links {
			if s, ok := want[l.Name]; ok && l.State != s {
				return false
			}
		}
		return true
	})
	st, _ := o.engine.Status().Link("office")
	for _, a := range []struct {
		account string
		kind    session.BindType
		version smpp.Version
	}{{"shop", session.Transceiver, smpp.V34}, {"shop", session.Transmitter, smpp.V34}, {"crm", session.Transceiver, smpp.V50}} {
		o.bind(st.Address, a.account, a.kind, a.version)
	}
}

// application is a program of the office's that is bound to Relay.
type application struct{ *session.Session }

func (application) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID}
}
func (application) Bound(*session.Session) {}
func (application) Batch(*session.Session) {}
func (application) Request(s *session.Session, p *smpp.PDU) {
	if p.ID.HasResponse() {
		_ = s.Reply(p.Resp(smpp.ROK))
	}
}

// bind binds an application, which then submits two messages.
func (o *office) bind(address, account string, kind session.BindType, v smpp.Version) {
	o.t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		o.t.Fatal(err)
	}
	a := application{}
	a.Session = session.New(conn, session.Config{Role: smpp.ESME, Version: v, Window: 10, ResponseTimeout: 10 * time.Second, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: a})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = a.Run(ctx) }()
	o.t.Cleanup(func() { cancel(); <-ended })
	if _, err := a.Session.Bind(ctx, session.BindRequest{Type: kind, SystemID: account, Password: sample.Password, InterfaceVersion: byte(v)}); err != nil {
		o.t.Fatal(err)
	}
	for _, to := range []string{"46701740612", "46701740626"} {
		p := smpp.New(smpp.SubmitSM).SetInt(smpp.FieldSourceAddrTON, 5).SetStr(smpp.FieldSourceAddr, sample.Sender).SetInt(smpp.FieldDestAddrTON, 1).SetInt(smpp.FieldDestAddrNPI, 1).
			SetStr(smpp.FieldDestinationAddr, to).SetInt(smpp.FieldRegisteredDelivery, 1).SetOctets(smpp.FieldShortMessage, []byte("Order 88-2041 of "+account+" is packed and leaves today."))
		if _, err := a.Do(ctx, p); err != nil {
			o.t.Fatal(err)
		}
	}
}

// traffic sends and receives what the pictures show of this moment.
func (o *office) traffic() {
	o.t.Helper()
	send := func(list ...gateway.Draft) {
		o.t.Helper()
		for _, d := range list {
			if _, err := o.engine.Send(o.t.Context(), d); err != nil {
				o.t.Fatal(err)
			}
		}
	}
	quiet := func() {
		o.t.Helper()
		o.until("all have their end", func() bool {
			c, err := o.db.Counts(o.t.Context())
			return err == nil && c.Out[gateway.Queued]-c.Scheduled+c.Out[gateway.Sending] == 0 && c.Out[gateway.Accepted] <= 2
		})
	}
	send(gateway.Draft{To: "+999123400", Link: "loopback", Text: "A first try in the simulator."},
		gateway.Draft{To: "+999123403", Link: "loopback", Text: "This number is undeliverable in the test range."},
		gateway.Draft{To: "+999123401", Link: "loopback", Text: "This one expires."},
		gateway.Draft{To: "+46701740619", Text: "Hej Ingrid, din tid på fredag 09:15 är bekräftad."},
		gateway.Draft{To: "+12125550191", Text: "काव्या जी, आपकी दवा तैयार है। कृपया 18:00 बजे से पहले ले जाइए।"},
		gateway.Draft{To: "+12125550142", Text: "عزيزتي عائشة، تم تأكيد موعدك 2026-03-10 الساعة 09:30."},
		gateway.Draft{To: "+61491570313", Text: "张伟您好，您的报告已经准备好，请于星期五领取。"},
		gateway.Draft{To: "+46701740633", Text: "Hi Maria, your appointment with Dr. Lund is confirmed for Tuesday at 09:30. Please bring your card and come five minutes early. To cancel, answer CANCEL before Monday noon. See you 🙂"})
	quiet()
	refuse := func(code string, d gateway.Draft) {
		o.t.Helper()
		if err := o.provider.SetScenario("refusing=" + code); err != nil {
			o.t.Fatal(err)
		}
		send(d)
		quiet()
	}
	refuse("0x0B", gateway.Draft{To: "+14155550101", Text: "Bonjour, votre commande est prête."})
	refuse("0x0A", gateway.Draft{To: "+12025550178", From: "HarbourMed", Text: "Zoë, your results are in. Call us any time before 18:00."})
	if err := o.provider.SetScenario(gateway.Normal); err != nil {
		o.t.Fatal(err)
	}
	for _, m := range [][2]string{{"+46701740633", "Tack! Is there parking at the clinic?"}, {"+12125550191", "धन्यवाद 🙏 मैं पाँच बजे आऊँगी"}, {"+12125550142", "هل يمكنني القدوم الساعة 10:15 بدلاً من ذلك؟"}, {"+46701740647", "yes"}} {
		if err := o.provider.Inject(o.t.Context(), m[0], sample.Number, m[1]); err != nil {
			o.t.Fatal(err)
		}
	}
	o.until("the texts have come", func() bool {
		c, err := o.db.Counts(o.t.Context())
		return err == nil && c.Unread >= 8
	})
	tomorrow := time.Now().Add(20 * time.Hour)
	send(gateway.Draft{To: "+46701740605", Text: "Hej Anna! Vi ses i morgon kl. 11:00.", At: tomorrow},
		gateway.Draft{To: "+12125550164", Text: "Ravi, the form is in the post.", At: tomorrow.Add(time.Hour)},
		gateway.Draft{To: "+12125550118", Link: "baltic-b", Text: "Ben: the coolers are back at ward 3."})
	o.campaign()
}

// campaign starts one that is half way.
func (o *office) campaign() {
	o.t.Helper()
	id, err := o.engine.NewCampaign(o.t.Context(), gateway.CampaignPlan{Name: "Reminders of this week", Source: "appointments.csv", Text: sample.Reminder, Link: "nordic-a", From: sample.Sender, Pace: gateway.CampaignPace{Messages: 30}})
	if err != nil {
		o.t.Fatal(err)
	}
	if err := o.engine.FillCampaign(o.t.Context(), id, sample.Rows(240)); err != nil {
		o.t.Fatal(err)
	}
	if err := o.engine.StartCampaign(o.t.Context(), id); err != nil {
		o.t.Fatal(err)
	}
	o.until("half of the campaign has gone", func() bool {
		c, err := o.db.Campaign(o.t.Context(), id)
		return err == nil && c.Left() > 90
	})
	if err := o.engine.PaceCampaign(o.t.Context(), id, gateway.CampaignPace{Messages: 20, Minute: true}); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) until(what string, ok func() bool) {
	o.t.Helper()
	updates, stop := o.engine.Watch()
	defer stop()
	deadline := time.After(limit)
	for !ok() {
		select {
		case <-updates:
		case <-deadline:
			o.t.Fatalf("never happened: %s\n%+v", what, o.engine.Status())
		}
	}
}
