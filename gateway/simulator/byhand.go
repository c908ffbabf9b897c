package simulator

import (
	"context"
	"encoding/binary"
	"fmt"
	"strconv"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

const (
	latest    = 30              // messages that are offered to send a receipt for
	rawWait   = 5 * time.Second // for a session to read what is sent to it
	noNetwork = "000"           // err of a receipt without an error
)

// Messages are those that were taken lately, the newest first.
func (s *Simulator) Messages() []gateway.SimulatedMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gateway.SimulatedMessage
	for i := len(s.messages.order) - 1; i >= 0 && len(out) < latest; i-- {
		m := s.messages.order[i]
		if n := len(out); n > 0 && out[n-1].ID == m.id {
			continue // another destination of one submit_multi
		}
		x := gateway.SimulatedMessage{ID: m.id, From: phone(m.from), To: phone(m.to), At: m.submitted}
		if !m.pending() {
			x.State = m.state.Word()
		}
		out = append(out, x)
	}
	return out
}

// Report sends a receipt by hand. A message that is still on its way comes to its
// end by a final one, and gets no other; one that has ended gets one more, whether
// it agrees or not. An id that no message has is named as it was written.
func (s *Simulator) Report(_ context.Context, r gateway.SimulatedReceipt) error {
	if err := r.Validate().Err(); err != nil {
		return err
	}
	if !s.hasReceiver() {
		return gateway.NoReceiver()
	}
	state, _ := sms.StateOfWord(r.State)
	code := r.Error
	if code == "" {
		code = noNetwork
	}
	now := time.Now()
	s.mu.Lock()
	list := append([]*message(nil), s.messages.byID[r.ID]...)
	if len(list) == 0 {
		list = []*message{{id: r.ID, from: addressOf(r.To), to: addressOf(r.From), submitted: now, ended: now}}
	}
	var out []deliver
	for _, m := range list {
		id, style := r.ID, s.rules.style
		if m.owner != nil {
			if style, id = m.fate.style, receiptID(m.id, m.fate.style); state.Final() {
				s.finish(m, state)
			}
		}
		out = append(out, style.write(receiptOf(m, id, state, code, now), m, 0x04))
		s.status.Receipts++
		s.noteReceipt(m, state)
	}
	s.mu.Unlock()
	for i, d := range out {
		d.prefer = list[i].owner
		s.deliver(d)
	}
	return nil
}

// SendOctets writes octets to a session, between two PDUs, whatever they are;
// session 0 is one that takes messages.
func (s *Simulator) SendOctets(ctx context.Context, id uint64, octets []byte) error {
	if n := len(octets); n == 0 || n > gateway.SimulatorOctetsMost {
		return gateway.SimulatorOctetsWrong(n)
	}
	s.mu.Lock()
	var p *peer
	for x := range s.sessions {
		if x.id == id || id == 0 && x.receives() {
			p = x
		}
	}
	if p == nil {
		s.mu.Unlock()
		if id == 0 {
			return gateway.NoReceiver()
		}
		return gateway.SimulatorSessionOver(id)
	}
	p.note(gateway.SimulatorOctets, p.systemID, strconv.Itoa(len(octets))+" "+begins(octets))
	s.mu.Unlock()
	written := make(chan error, 1)
	go func() {
		_, err := p.line.inject(octets)
		written <- err
	}()
	select {
	case err := <-written:
		if err != nil {
			return fmt.Errorf("write the octets: %w", err)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rawWait):
		return gateway.SimulatorNotRead(p.id)
	}
}

// begins is the command that octets begin with, "" for none that is known.
func begins(octets []byte) string {
	if len(octets) < header {
		return ""
	}
	id := smpp.CommandID(binary.BigEndian.Uint32(octets[4:]))
	for _, v := range smpp.Versions() {
		if id.In(v) {
			return id.String()
		}
	}
	return ""
}

// receiptOf is what a receipt says of a message.
func receiptOf(m *message, id string, state sms.MessageState, code string, now time.Time) sms.Receipt {
	dlvrd := 0
	if state == sms.StateDelivered {
		dlvrd = 1
	}
	return sms.Receipt{ID: id, HasID: true, Sub: 1, Dlvrd: dlvrd, SubmitDate: m.submitted.UTC(), DoneDate: now.UTC(), Stat: state.Word(), State: state, Err: code, Text: m.text()}
}

// noteReceipt writes a receipt into the log. s.mu is held.
func (s *Simulator) noteReceipt(m *message, state sms.MessageState) {
	if m.owner != nil {
		m.owner.note(gateway.SimulatorReceipt, phone(m.to), state.Word())
		return
	}
	s.log.add(gateway.SimulatorEvent{Kind: gateway.SimulatorReceipt, Party: phone(m.to), Detail: state.Word()})
}
