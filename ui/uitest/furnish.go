package uitest

import (
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"relay/gateway"
)

// Furnish fills the house as an office would: connections of every state,
// messages of every end, people, rules, PDUs. Times go back from now, and all
// letters are in the fonts of the program.
func (h *House) Furnish() {
	now := time.Now()
	h.furnishConfig()
	h.Stat = gateway.Status{Started: now.Add(-3 * time.Hour), Queued: 3, LastPDU: 4, Links: []gateway.LinkStatus{
		{Name: "nordic-a", State: gateway.LinkBound, Since: now.Add(-3 * time.Hour), Address: "smpp.nordic-a.example:2775", Bind: "transceiver", Window: 10, Open: 2, Rate: 18.4, RTT: 31 * time.Millisecond, Sent: 1284, Received: 96},
		{Name: "baltic-b", State: gateway.LinkWaiting, Since: now.Add(-time.Minute), DownSince: now.Add(-20 * time.Minute), RetryAt: now.Add(25 * time.Second), Error: "nothing listens on baltic-b.example:2775", Address: "baltic-b.example:2775", Queued: 3},
		{Name: "loopback", State: gateway.LinkBound, Simulated: true, Since: now.Add(-3 * time.Hour), Address: "built-in simulator", Bind: "transceiver", Window: 10, RTT: 200 * time.Microsecond},
		{Name: "office", Server: true, State: gateway.LinkListening, Since: now.Add(-3 * time.Hour), Address: "127.0.0.1:2776", CertUntil: now.Add(12*24*time.Hour + time.Hour), Received: 412, Sessions: []gateway.SessionStatus{
			{ID: 7, Account: "shop", Bind: "transceiver", Version: 0x34, Remote: "192.168.1.20:40112", Since: now.Add(-time.Hour), Sent: 40, Recv: 372, RTT: 4 * time.Millisecond, TLS: "TLS 1.3", Cipher: "TLS_AES_128_GCM_SHA256"}}},
	}}
	text := []struct {
		to, text string
		state    gateway.MessageState
	}{
		{"46701740633", "Hello Maria, your blood test is ready. Dr. Lund will call you today between 14 and 16.", gateway.Delivered},
		{"13125550104", "Bonjour Camille, votre rendez-vous de mercredi est confirmé.", gateway.Accepted},
		{"491713920015", "Guten Tag Herr Vogel, die Lieferung ist für morgen 7:30 Uhr vorgesehen.", gateway.Failed},
		{"12025550143", "Hi Olivia, we had to move your appointment to Wednesday 08:30.", gateway.Queued},
		{"12125550176", "Eleni, the dentist can see you on Thursday at 11:00.", gateway.Expired},
		{"46701740605", "Hej Anna! Välkommen på tisdag kl. 11:00.", gateway.Unknown},
	}
	for i, x := range text {
		at := now.Add(-time.Duration(len(text)-i) * 7 * time.Minute)
		m := gateway.Message{ID: int64(i + 1), To: gateway.Address{TON: 1, NPI: 1, Addr: x.to}, From: gateway.Address{TON: 5, Addr: "Harbour"}, Text: x.text, State: x.state, Parts: 1, Link: "nordic-a", CreatedAt: at, SubmittedAt: at, AcceptedAt: at, DoneAt: at.Add(2 * time.Second)}
		if x.state == gateway.Failed {
			m.Error = &gateway.MessageError{Status: 0x0B, Name: "ESME_RINVDSTADR", Text: "The recipient address is not accepted. Correct the number."}
		}
		h.Numbers.Out[x.state]++
		h.List = append([]gateway.Message{m}, h.List...)
	}
	h.receive(7, "46701740633", "Thank you! After 15 please, I am at work until then.", now.Add(-20*time.Minute))
	h.receive(8, "12025550143", "Yes, 8:30 works.", now.Add(-2*time.Minute))
	for i := range 90 {
		n := int64(60 + i%9*12)
		h.Slots = append(h.Slots, gateway.Traffic{At: now.Add(-time.Duration(90-i) * gateway.TrafficSlot), Link: "nordic-a", Submitted: n, Delivered: n - 2, Failed: 1, Queued: n / 20})
	}
	h.furnishPDUs(now)
	h.furnishSimulator(now)
	h.AddCampaign(gateway.Campaign{Plan: gateway.CampaignPlan{Name: "Reminders of this week", Source: "appointments.csv", Text: "Hello {name}", Link: "nordic-a", From: "Harbour", Pace: gateway.CampaignPace{Messages: 20, Minute: true}, Costs: []gateway.CampaignCost{{Link: "nordic-a", Parts: 261, Price: 0.0487, Currency: "EUR"}}}, State: gateway.CampaignRunning, Rows: 240, Waiting: 120, LeftOut: [7]int64{2: 3, 3: 2}, Out: [9]int64{0, 2, 8, 100, 4}, Taken: []gateway.CampaignCost{{Link: "nordic-a", Parts: 128}}, CreatedAt: now.Add(-time.Hour), StartedAt: now.Add(-30 * time.Minute)}, h.furnishRows(now)...)
}

func (h *House) receive(id int64, from, text string, at time.Time) {
	h.List = append([]gateway.Message{{ID: id, Direction: gateway.In, From: gateway.Address{TON: 1, NPI: 1, Addr: from}, To: gateway.Address{TON: 1, NPI: 1, Addr: "12125550100"}, Text: text, State: gateway.Received, Parts: 1, Link: "nordic-a", Unread: true, CreatedAt: at}}, h.List...)
	h.Numbers.In++
	h.Numbers.Unread++
}

func (h *House) furnishConfig() {
	client := func(name, host string) gateway.ClientConfig {
		c := gateway.NewClient()
		c.Name, c.Host, c.SystemID, c.Password = name, host, "relay", "relay"
		return c
	}
	h.Cfg = gateway.NewConfig()
	h.Cfg.Clients = []gateway.ClientConfig{client("nordic-a", "smpp.nordic-a.example"), client("baltic-b", "baltic-b.example"), client("loopback", gateway.SimulatorName)}
	office, shop := gateway.NewServer(), gateway.NewAccount()
	office.Name, office.Listen, office.TLSCert, shop.SystemID = "office", "127.0.0.1:2776", "office.pem", "shop"
	h.Cfg.Servers, h.Cfg.Accounts = []gateway.ServerConfig{office}, []gateway.Account{shop}
	h.Cfg.Routes = []gateway.Route{{Account: "*", To: "+999*", Links: []string{"loopback"}}, {Account: "*", To: "+46*", Links: []string{"nordic-a", "baltic-b"}}, {Account: "shop", To: "+7*", Links: []string{gateway.TargetReject}}}
	hours, yes := gateway.NewRule(), gateway.NewRule()
	hours.Name, hours.Match, hours.Text, hours.Answer = "Opening hours", gateway.MatchBegins, "hours, open", "We are open from 8:00 to 18:00."
	yes.Name, yes.Text, yes.Tag, yes.Enabled = "Confirmed", "yes, ok", "confirmed", false
	h.Cfg.Rules = []gateway.Rule{hours, yes}
}

// furnishRows are rows of a campaign that is half way.
func (h *House) furnishRows(now time.Time) (out []gateway.CampaignRow) {
	names := []string{"Maria", "Jonas", "Olivia", "Eleni", "Camille"}
	for i := range 114 {
		r := gateway.CampaignRow{Number: int64(i + 2), To: fmt.Sprintf("+467017406%02d", i%100), Text: "Hello " + names[i%len(names)] + ", your appointment is on Tuesday at 9:30.", State: gateway.RowMessage, MessageID: int64(i + 1), Message: gateway.Delivered, At: now.Add(-30 * time.Minute).Add(time.Duration(i*15) * time.Second)}
		switch {
		case i%29 == 28:
			r.Message, r.Reason = gateway.Failed, "The number is not in use. Take it off your list."
		case i > 103:
			r.Message = gateway.Accepted
		}
		out = append(out, r)
	}
	return out
}

// furnishSimulator binds two programs to the simulator, with what they did.
func (h *House) furnishSimulator(now time.Time) {
	h.SimTook = []gateway.SimulatedMessage{{ID: "17690521", From: "12125550100", To: "+99912345670", At: now.Add(-20 * time.Second)}, {ID: "17690520", From: "12125550100", To: "+99912345673", At: now.Add(-time.Minute), State: "UNDELIV"}}
	h.SimBound = []gateway.SimulatorSession{
		{ID: 12, SystemID: "relay", Bind: "transceiver", Version: "3.4", Since: now.Add(-14 * time.Minute), Accepted: 1284, Refused: 112, Waiting: 38},
		{ID: 13, Remote: "127.0.0.1:40122", SystemID: "relay", Bind: "transmitter", Version: "5.0", Since: now.Add(-6 * time.Minute), Accepted: 40},
	}
	for i, e := range []gateway.SimulatorEvent{
		{Session: 12, Kind: gateway.SimulatorBound, Party: "relay", Detail: "transceiver 3.4"},
		{Session: 14, Kind: gateway.SimulatorBindRefused, Party: "shop", Detail: "ESME_RBINDFAIL"},
		{Kind: gateway.SimulatorScenario, Detail: "busy=25"},
		{Session: 12, Kind: gateway.SimulatorAccepted, Count: 25, Party: "+99912345670", Detail: "17690521"},
		{Session: 12, Kind: gateway.SimulatorRefused, Count: 4, Party: "+99912345671", Detail: "ESME_RTHROTTLED"},
		{Session: 12, Kind: gateway.SimulatorReceipt, Count: 25, Party: "+99912345670", Detail: "DELIVRD"},
		{Kind: gateway.SimulatorIncoming, Party: "+99900001230"},
	} {
		e.Number, e.At = uint64(i+1), now.Add(time.Duration(i-8)*time.Second)
		h.SimLog = append(h.SimLog, e)
	}
}

// furnishPDUs makes a bind and a keep-alive, and what their answers say.
func (h *House) furnishPDUs(now time.Time) {
	for i, x := range []string{
		"0000002200000009000000000000000172656c61790000003400000000" + "0000000000",
		"00000015800000090000000000000001636e7472" + "00",
		"00000010000000150000000000000002",
		"00000010800000150000000000000002",
	} {
		frame, err := hex.DecodeString(x)
		if err != nil {
			panic(fmt.Errorf("record %d: %w", i, err))
		}
		frame[3] = byte(len(frame))
		h.Records = append(h.Records, gateway.PDURecord{Number: uint64(i + 1), Time: now.Add(time.Duration(i-200) * 31 * time.Millisecond), Link: "nordic-a", Session: 1, Out: i%2 == 0, Version: 0x34, Frame: frame})
	}
}

// errDisk is what a broken archive says.
var errDisk = errors.New("the disk is full: free some room")

// Break makes the archive's next readings of PDUs and the next command fail.
func (h *House) Break() { h.Broken, h.Fail = errDisk, errDisk }
