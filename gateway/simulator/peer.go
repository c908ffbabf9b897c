package simulator

import (
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// peer is one session of the simulator.
type peer struct {
	sim     *Simulator
	session *session.Session
}

func (p *peer) receives() bool {
	switch p.session.State() {
	case smpp.BoundRX, smpp.BoundTRX:
		return true
	}
	return false
}

// Bind takes the simulator's own account.
func (p *peer) Bind(_ *session.Session, b session.BindRequest) session.BindAnswer {
	if b.SystemID != SystemID || b.Password != Password {
		return session.BindAnswer{Status: smpp.RBINDFAIL}
	}
	p.sim.mu.Lock()
	p.sim.sessions[p] = struct{}{}
	p.sim.mu.Unlock()
	return session.BindAnswer{SystemID: "simulator"}
}

// Bound sends what waited for a receiver.
func (p *peer) Bound(*session.Session) { p.sim.flush() }

// Batch has nothing to flush.
func (p *peer) Batch(*session.Session) {}

// Request answers what an ESME asks.
func (p *peer) Request(s *session.Session, q *smpp.PDU) {
	switch q.ID {
	case smpp.SubmitSM, smpp.DataSM:
		p.submit(s, q)
	default:
		_ = s.Reply(q.Resp(smpp.RINVCMDID))
	}
}

// fate is what becomes of one message.
type fate struct {
	status      smpp.Status
	answerAfter time.Duration
	receipt     bool
	early       bool // the receipt comes before the answer
	after       time.Duration
	state       sms.MessageState
	err         string
}

// fateOf decides by the scenario and, in the test range, by the last digit.
// s.mu is held.
func (s *Simulator) fateOf(to string, body []byte, now time.Time) fate {
	f := fate{receipt: true, after: s.delay, state: sms.StateDelivered, err: "000"}
	switch s.scenario {
	case "slow":
		f.answerAfter, f.after = 500*time.Millisecond, 10*time.Second
	case "busy":
		if s.busy.Take(now, 1) == 0 {
			f.status = smpp.RTHROTTLED
		}
	case "silent":
		f.receipt = false
	case "refusing":
		f.status = smpp.RINVDSTADR
	}
	digits := gateway.CompareForm(to)
	if !strings.HasPrefix(digits, gateway.TestRange) || f.status != smpp.ROK {
		return f
	}
	switch digits[len(digits)-1] {
	case '1':
		f.state = sms.StateExpired
	case '2':
		f.state = sms.StateDeleted
	case '3':
		f.state, f.err = sms.StateUndeliverable, "001"
	case '4':
		f.state = sms.StateAccepted
	case '5':
		f.status = smpp.RINVDSTADR
	case '6':
		key := digits + "\x00" + string(body)
		if s.throttled[key]++; s.throttled[key] <= throttles {
			f.status = smpp.RTHROTTLED
		} else {
			delete(s.throttled, key)
		}
	case '7':
		f.receipt = false
	case '8':
		f.early = true
	case '9':
		f.answerAfter = lateAnswer
	}
	return f
}

func (p *peer) submit(s *session.Session, q *smpp.PDU) {
	sim, now := p.sim, time.Now()
	if bad := smpp.Check(q); bad != nil {
		_ = s.Reply(q.Resp(bad.Status))
		return
	}
	from := smpp.Address{TON: byte(q.Int(smpp.FieldSourceAddrTON)), NPI: byte(q.Int(smpp.FieldSourceAddrNPI)), Addr: q.Str(smpp.FieldSourceAddr)}
	to := smpp.Address{TON: byte(q.Int(smpp.FieldDestAddrTON)), NPI: byte(q.Int(smpp.FieldDestAddrNPI)), Addr: q.Str(smpp.FieldDestinationAddr)}
	dcs := byte(q.Int(smpp.FieldDataCoding))
	text := sms.Decode(q.Text(), dcs, q.Int(smpp.FieldESMClass)&0x40 != 0)
	asked := byte(q.Int(smpp.FieldRegisteredDelivery))

	sim.mu.Lock()
	f := sim.fateOf(to.Addr, q.Text(), now)
	id := ""
	whole, complete := text.String, true
	if f.status == smpp.ROK {
		id = sim.newID()
		sim.status.Accepted++
		if piece, ok := sms.PieceOf(from.Addr, to.Addr, dcs, text); ok {
			joined := sim.joiner.Add(piece, now)
			whole, complete = joined.Text, joined.Complete
		}
	} else {
		sim.status.Refused++
	}
	sim.mu.Unlock()

	resp := q.Resp(f.status)
	if f.status == smpp.ROK {
		resp.SetStr(smpp.FieldMessageID, id)
	}
	answer := func() { _ = s.Reply(resp) }
	receipt := func() { p.receipt(id, from, to, f, now, text.String) }
	wanted := f.status == smpp.ROK && f.receipt && wants(asked, f.state)
	if wanted && f.early {
		receipt()
		wanted = false
	}
	later(f.answerAfter, answer)
	if wanted {
		later(f.answerAfter+f.after, receipt)
	}
	if f.status == smpp.ROK && complete && len(whole) > len(replyWord) && strings.EqualFold(whole[:len(replyWord)], replyWord) {
		later(f.answerAfter+f.after, func() { _ = sim.incoming(to, from, whole[len(replyWord):], p) })
	}
}

// replyWord begins a text whose rest comes back.
const replyWord = "reply "

// later runs f after d, at once for 0.
func later(d time.Duration, f func()) {
	if d <= 0 {
		f()
		return
	}
	time.AfterFunc(d, f)
}

// wants reads bits 1-0 of registered_delivery: success and failure, failure
// only, success only. ACCEPTD counts as success for whoever wants both.
func wants(asked byte, state sms.MessageState) bool {
	switch asked & 3 {
	case 1:
		return true
	case 2:
		return state != sms.StateDelivered
	case 3:
		return state == sms.StateDelivered
	}
	return false
}

func (p *peer) receipt(id string, from, to smpp.Address, f fate, submitted time.Time, text string) {
	dlvrd := 0
	if f.state == sms.StateDelivered {
		dlvrd = 1
	}
	body := sms.FormatReceipt(sms.Receipt{ID: id, HasID: true, Sub: 1, Dlvrd: dlvrd, SubmitDate: submitted.UTC(), DoneDate: time.Now().UTC(),
		Stat: f.state.Word(), State: f.state, Err: f.err, Text: text})
	d := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 0x04).SetStr(smpp.FieldShortMessage, body).
		AddTLVStr(smpp.TagReceiptedMessageID, id).AddTLVInt(smpp.TagMessageState, uint64(f.state))
	setAddresses(d, to, from)
	p.sim.mu.Lock()
	p.sim.status.Receipts++
	p.sim.mu.Unlock()
	p.sim.deliver(deliver{d, p})
}
