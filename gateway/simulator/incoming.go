package simulator

import (
	"context"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Inject sends an incoming message, as if a phone had sent it.
func (s *Simulator) Inject(_ context.Context, from, to, text string) error {
	if !s.hasReceiver() {
		return gateway.NoReceiver()
	}
	return s.incoming(addressOf(from), addressOf(to), text, nil)
}

func (s *Simulator) hasReceiver() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range s.sessions {
		if p.receives() {
			return true
		}
	}
	return false
}

func addressOf(number string) smpp.Address {
	digits := gateway.CompareForm(number)
	if len(digits) > 6 && digits == number || len(number) > 0 && number[0] == '+' {
		return smpp.Address{TON: 1, NPI: 1, Addr: digits}
	}
	return smpp.Address{Addr: number}
}

// incoming cuts a text into parts and delivers them.
func (s *Simulator) incoming(from, to smpp.Address, text string, prefer *peer) error {
	s.mu.Lock()
	s.nextID++
	ref := byte(s.nextID)
	shuffled, missing, late := s.rules.shuffled, s.rules.missing, s.rules.partLate
	s.log.add(gateway.SimulatorEvent{Kind: gateway.SimulatorIncoming, Party: phone(from)})
	s.mu.Unlock()
	seg, err := sms.Segment(text, sms.Auto, ref)
	if err != nil {
		return err
	}
	send := func(part sms.Part) {
		p := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, uint32(seg.ESMClass)).SetInt(smpp.FieldDataCoding, uint32(seg.DataCoding)).
			SetOctets(smpp.FieldShortMessage, part.Octets)
		setAddresses(p, from, to)
		s.mu.Lock()
		s.status.Incoming++
		s.mu.Unlock()
		s.deliver(deliver{pdu: p, prefer: prefer})
	}
	parts := seg.Parts
	if last := len(parts) - 1; last > 0 && (missing || late > 0) {
		if !missing {
			time.AfterFunc(late, func() { send(seg.Parts[last]) })
		}
		parts = parts[:last]
	}
	if shuffled {
		parts = slices.Clone(parts)
		slices.Reverse(parts)
	}
	for _, part := range parts {
		send(part)
	}
	return nil
}

func setAddresses(p *smpp.PDU, from, to smpp.Address) {
	p.SetInt(smpp.FieldSourceAddrTON, uint32(from.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(from.NPI)).SetStr(smpp.FieldSourceAddr, from.Addr).
		SetInt(smpp.FieldDestAddrTON, uint32(to.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(to.NPI)).SetStr(smpp.FieldDestinationAddr, to.Addr)
}

// phones are texts that come by themselves, short or long.
type phones struct {
	long  bool
	timer *time.Timer
}

// setPhones starts what the rules say and stops what they no longer say. s.mu is
// held.
func (s *Simulator) setPhones() {
	for i, every := range []time.Duration{s.rules.every, s.rules.everyLong} {
		if old := s.phones[i]; old != nil {
			old.timer.Stop()
			s.phones[i] = nil
		}
		if every > 0 {
			p := &phones{long: i == 1}
			p.timer = time.AfterFunc(every, func() { s.ring(i, p, every) })
			s.phones[i] = p
		}
	}
}

// ring sends one text, to whoever wrote last, and sets the time of the next.
func (s *Simulator) ring(i int, p *phones, every time.Duration) {
	s.mu.Lock()
	if s.phones[i] != p {
		s.mu.Unlock()
		return
	}
	s.rung++
	n, to := s.rung, s.lastFrom
	from := smpp.Address{TON: 1, NPI: 1, Addr: fmt.Sprintf("%s%08d", gateway.TestRange, 10*s.random.IntN(1_000_000))}
	s.mu.Unlock()
	if to.Addr == "" {
		to = smpp.Address{Addr: "12345"}
	}
	if s.hasReceiver() {
		_ = s.incoming(from, to, phoneText(n, p.long), nil)
	}
	s.mu.Lock()
	if s.phones[i] == p {
		p.timer.Reset(every)
	}
	s.mu.Unlock()
}

// phoneText is what a phone writes; long: three parts.
func phoneText(n int, long bool) string {
	text := fmt.Sprintf("Message %d from a phone of the simulator.", n)
	for i := 1; long && len(text) < 400; i++ {
		text += fmt.Sprintf(" It goes on for a while, and this is sentence %d of it.", i)
	}
	return text
}
