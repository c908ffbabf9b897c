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
	s.load.Store(0)
	switch s.scenario {
	case "slow":
		f.answerAfter, f.after = 500*time.Millisecond, 10*time.Second
	case "busy":
		if s.busy.Take(now, 1) == 0 {
			f.status = smpp.RTHROTTLED
		}
		s.load.Store(int32(100 - 100*s.busy.Left(now)/busyRate))
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
