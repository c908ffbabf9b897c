package sample

import (
	"fmt"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// line is a message of the days before.
type line struct {
	days  int
	clock string
	in    bool
	who   string
	text  string
	state gateway.MessageState
	tag   string
	new   bool
}

func lines() []line {
	out := func(days int, clock, who, text string, state gateway.MessageState) line {
		return line{days: days, clock: clock, who: who, text: text, state: state}
	}
	in := func(days int, clock, who, text, tag string, unread bool) line {
		return line{days: days, clock: clock, in: true, who: who, text: text, state: gateway.Received, tag: tag, new: unread}
	}
	const d, f = gateway.Delivered, gateway.Failed
	return []line{
		out(3, "09:02:11", "+46701740633", "Hello Maria, your blood test is ready. Dr. Lund will call you today between 14 and 16.", d),
		in(3, "09:15:40", "+46701740633", "Thank you! After 15 please, I am at work until then.", "", false),
		out(3, "09:16:22", "+46701740633", "Noted: after 15.", d),
		out(3, "10:00:00", "+13125550104", "Bonjour Camille, votre rendez-vous de mercredi 14h15 est confirmé. À bientôt, le cabinet du port.", d),
		out(3, "11:20:05", "+491713920015", "Guten Tag Herr Vogel, die Lieferung ist für morgen 7:30 Uhr vorgesehen, Tor 4. Bitte Lieferschein Nr. 88-2041 bereithalten.", gateway.Accepted),
		out(3, "16:40:51", "+12125550155", "Your prescription is at the pharmacy.", f),
		in(3, "17:58:02", "+491713920042", "STOP", "", false),
		out(2, "08:00:00", "+12125550142", "السلام عليكم، موعدك مع د. لوند يوم الثلاثاء الساعة 09:30. للإلغاء أرسلي CANCEL.", d),
		in(2, "08:12:31", "+12125550142", "شكرا جزيلا، سأكون هناك في الموعد 🙏", "", false),
		out(2, "08:00:01", "+12125550191", "नमस्ते काव्या, आपकी रिपोर्ट तैयार है। कृपया सोमवार को 16:00 बजे आइए।", d),
		out(2, "08:00:02", "+61491570313", "张伟您好，您预约的时间是星期五上午10:30。如需取消，请回复 CANCEL。", d),
		out(2, "08:00:03", "+61491570156", "小林様、金曜日8時45分のご予約を承りました。お気をつけてお越しください。", d),
		in(2, "09:40:18", "+61491570156", "ありがとうございます。伺います😊", "", false),
		out(2, "12:30:44", "+12025550143", "Hi Olivia, we had to move your appointment to Wednesday 08:30. Is that all right?", d),
		in(2, "12:33:02", "+12025550143", "Yes, 8:30 works 👍", "", false),
		out(2, "15:05:00", "+12125550176", "Eleni, the dentist can see you on Thursday at 11:00.", gateway.Expired),
		out(2, "18:20:09", "+61491570158", "Grace, can you take the late shift tomorrow?", d),
		in(2, "18:31:55", "+61491570158", "I can, until 21:00. Who opens on Saturday?", "", false),
		out(1, "08:15:00", "+12125550127", "Staff meeting at 12:15 in room 2. Bring the rota.", d),
		out(1, "09:00:00", "+46701740605", "Hej Anna! Påminnelse: du har tid hos Dr. Lund på tisdag kl. 10:00. Svara AVBOKA om du inte kan komma.", d),
		in(1, "09:02:47", "+46701740605", "Hej! Kan vi flytta till 11?", "", false),
		out(1, "09:05:13", "+46701740605", "Ja, 11:00 går bra. Välkommen!", d),
		out(1, "10:10:10", "+12125550164", "Ravi, your insurer needs form A-12 before Monday. We have filled in what we know; please sign it at the desk and bring an identity card. The desk is open from 8:00 to 18:00, on Fridays until 16:00. If you would rather sign at home, answer POST and we send it to you.", d),
		in(1, "10:44:59", "+12125550164", "POST please", "", false),
		out(1, "13:37:30", "+13125550117", "Farid, votre ordonnance est prête à la pharmacie du port, ouverte jusqu'à 19h.", d),
		out(1, "14:02:00", "+1212555", "Your parcel waits at the desk.", f),
		out(1, "16:00:00", "+12125550118", "Ben: pick-up at 17:10, ward 3, two coolers. Code 7741.", d),
		in(1, "16:02:20", "+12125550118", "On my way", "", false),
		in(1, "17:45:12", "+13125550104", "Bonjour, j'ai une douleur forte depuis ce matin, c'est urgent. Puis-je venir aujourd'hui ?", "urgent", true),
		in(1, "19:20:33", "+12125550176", "Sorry, I missed your message. Is Thursday still free?", "", true),
		in(1, "20:02:01", "+12025550178", "Hours?", "", true),
		in(1, "21:10:09", "HarbourBank", "Your balance is 1.204,50. Never share your PIN\u202egnp.exe with anybody.", "", true),
	}
}

// Messages are what was sent and received in the days before, oldest first,
// with their parts.
func Messages(now time.Time) (out []gateway.Message, err error) {
	office := gateway.Address{TON: 5, Addr: Sender}
	for i, l := range lines() {
		at := past(now, l.days, l.clock)
		m := gateway.Message{Text: l.text, State: l.state, Link: "nordic-a", CreatedAt: at, From: office, To: number(l.who)}
		p := gateway.Part{State: l.state, Link: m.Link}
		if l.in {
			m.Direction, m.From, m.To, m.Unread = gateway.In, number(l.who), number(Number), l.new
			if l.tag != "" {
				m.Tags = []string{l.tag}
			}
		} else {
			m.SubmittedAt, m.AcceptedAt, m.DoneAt = at.Add(40*time.Millisecond), at.Add(65*time.Millisecond), at.Add(3*time.Second)
			end(&m, &p)
		}
		if m.PartList, err = parts(&m, p); err != nil {
			return nil, fmt.Errorf("%q: %w", l.text, err)
		}
		for n := range m.PartList {
			if !l.in && p.Status == 0 {
				m.PartList[n].ProviderID = fmt.Sprintf("6B10%04X", 0x2A0+16*i+n)
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// end says how a sent message ended.
func end(m *gateway.Message, p *gateway.Part) {
	p.Attempts, p.ReceiptStat = 1, "DELIVRD"
	switch {
	case m.State == gateway.Failed && len(m.To.Addr) < 11:
		m.AcceptedAt, p.ReceiptStat, p.Status = time.Time{}, "", smpp.RINVDSTADR
		m.Error = &gateway.MessageError{Status: p.Status, Name: "ESME_RINVDSTADR", Text: "The number is not valid for this provider. Check the number."}
	case m.State == gateway.Failed:
		p.ReceiptStat, p.ReceiptErr = "UNDELIV", "027"
		m.Error = &gateway.MessageError{Name: "receipt UNDELIV", Text: "The provider could not deliver it: the phone is off, or the number is not in use."}
	case m.State == gateway.Expired:
		p.ReceiptStat, m.DoneAt = "EXPIRED", m.CreatedAt.Add(24*time.Hour)
		m.Error = &gateway.MessageError{Name: "receipt EXPIRED", Text: "The phone could not be reached in time."}
	case m.State == gateway.Accepted:
		m.DoneAt, p.ReceiptStat = time.Time{}, ""
	}
	p.SentAt, p.AnsweredAt, p.DoneAt = m.SubmittedAt, m.AcceptedAt, m.DoneAt
}

// parts cuts the text, and makes each part like one.
func parts(m *gateway.Message, like gateway.Part) (out []gateway.Part, err error) {
	seg, err := sms.Segment(m.Text, sms.Auto, byte(m.CreatedAt.Second()))
	if err != nil {
		return nil, err
	}
	m.Parts, m.DataCoding = len(seg.Parts), seg.DataCoding
	if m.State == gateway.Delivered {
		m.Done = m.Parts
	}
	id := smpp.SubmitSM
	if m.Direction == gateway.In {
		id = smpp.DeliverSM
	}
	for n, x := range seg.Parts {
		pdu := smpp.New(id).SetInt(smpp.FieldSourceAddrTON, uint32(m.From.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(m.From.NPI)).SetStr(smpp.FieldSourceAddr, m.From.Addr).
			SetInt(smpp.FieldDestAddrTON, uint32(m.To.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(m.To.NPI)).SetStr(smpp.FieldDestinationAddr, m.To.Addr).
			SetInt(smpp.FieldESMClass, uint32(seg.ESMClass)).SetInt(smpp.FieldDataCoding, uint32(seg.DataCoding)).SetInt(smpp.FieldRegisteredDelivery, 1).SetOctets(smpp.FieldShortMessage, x.Octets)
		p := like
		if p.PDU, err = pdu.Append(nil, smpp.V50); err != nil {
			return nil, err
		}
		p.Number = n + 1
		out = append(out, p)
	}
	return out, nil
}

func number(s string) gateway.Address {
	if s[0] != '+' {
		return gateway.Address{TON: 5, Addr: s}
	}
	return gateway.Address{TON: 1, NPI: 1, Addr: s[1:]}
}

// Traffic is what the links did in the day before, slot by slot: little at
// night, most before noon, and a hiccup that has to be seen in a chart.
func Traffic(now time.Time) (out []gateway.Traffic) {
	first := now.Add(-24 * time.Hour).Truncate(gateway.TrafficSlot)
	for at := first; at.Before(now.Add(-gateway.TrafficSlot)); at = at.Add(gateway.TrafficSlot) {
		minutes := int(now.Sub(at) / time.Minute)
		level := 6 + minutes%7 + (minutes/9)%11 - (minutes/60)%5
		if minutes > 360 && minutes < 840 {
			level /= 4
		}
		if minutes > 41 && minutes < 47 {
			level = 0
		}
		n := int64(max(level, 0)) * 10
		t := gateway.Traffic{At: at, Link: "nordic-a", Submitted: n, Delivered: n * 96 / 100, Failed: n / 100, Refused: n / 90, Received: n / 40, Queued: n / 3}
		for i := range int(n) {
			t.Times.Add(time.Duration(24+(i*7)%90) * time.Millisecond)
		}
		if !t.Empty() {
			out = append(out, t)
		}
	}
	return out
}
