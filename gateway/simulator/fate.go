package simulator

import (
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// fate is what becomes of one message.
type fate struct {
	status      smpp.Status
	unanswered  bool // it is taken, but its answer is lost
	answerAfter time.Duration
	receipt     bool
	early       bool // the receipt comes before the answer
	after       time.Duration
	state       sms.MessageState
	err         string
	style       receiptStyle
}

// fateOf decides by the scenarios and, in the test range, by the last digit.
// s.mu is held.
func (s *Simulator) fateOf(to string, body []byte, now time.Time) fate {
	r := &s.rules
	f := fate{receipt: !r.silent, early: r.early, answerAfter: r.answerAfter, after: s.delay + r.receiptLate, state: sms.StateDelivered, err: "000", style: r.style}
	if r.jitter > 0 {
		f.answerAfter += time.Duration(s.random.Int64N(int64(r.jitter)))
		f.after += time.Duration(s.random.Int64N(int64(r.jitter)))
	}
	s.refuse(&f, now)
	s.conclude(&f)
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
		f.answerAfter += lateAnswer
	}
	return f
}

// refuse sets the status that the rules give a message. s.mu is held.
func (s *Simulator) refuse(f *fate, now time.Time) {
	r := &s.rules
	s.load.Store(0)
	if r.pace > 0 {
		if s.busy.Take(now, 1) == 0 {
			f.status = smpp.RTHROTTLED
		}
		s.load.Store(int32(100 - 100*s.busy.Left(now)/r.pace))
	}
	if r.capacity > 0 && s.pending >= r.capacity {
		f.status = smpp.RMSGQFUL
	}
	if len(r.refused) > 0 {
		at := s.random.IntN(100)
		for _, x := range r.refused {
			if at -= x.percent; at < 0 {
				f.status, f.unanswered = x.status, x.none
				break
			}
		}
	}
	if r.refuse != smpp.ROK {
		f.status = r.refuse
	}
}

// conclude sets the final state that the rules give a message. s.mu is held.
func (s *Simulator) conclude(f *fate) {
	if len(s.rules.states) == 0 {
		return
	}
	at := s.random.IntN(100)
	for _, x := range s.rules.states {
		if at -= x.percent; at >= 0 {
			continue
		}
		if x.none {
			f.receipt = false
			return
		}
		if f.state = x.state; f.state == sms.StateUndeliverable {
			f.err = "001"
		}
		return
	}
}
