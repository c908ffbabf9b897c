package session

import (
	"sync/atomic"
	"testing"

	"relay/gateway/smpp"
)

func TestHintOf(t *testing.T) {
	for state, want := range map[int]Hint{-1: HintNone, 0: HintRaise, 79: HintRaise, 80: HintHold, 90: HintHold, 91: HintLower, 100: HintLower, 101: HintNone} {
		if got := HintOf(state); got != want {
			t.Errorf("%d: %d, want %d", state, got, want)
		}
	}
}

func TestCongestionHonoured(t *testing.T) {
	for _, c := range []struct {
		v    smpp.Version
		says []int // of each response in turn; -1 leaves it out
		want int   // -1: nothing known
	}{
		{smpp.V50, nil, -1}, {smpp.V50, []int{0}, 0}, {smpp.V50, []int{95}, 95}, {smpp.V50, []int{95, 20}, 20},
		{smpp.V50, []int{95, -1}, -1}, {smpp.V50, []int{95, 200}, 95}, {smpp.V34, []int{95}, -1},
	} {
		s, w := against(t, Config{Role: smpp.ESME, Version: c.v, Window: 1})
		w.takeBind(s.Session, Transmitter, c.v)
		for _, state := range c.says {
			done := make(chan struct{})
			if err := s.Send(sample(smpp.SubmitSM), func(Result) { close(done) }); err != nil {
				t.Fatal(err)
			}
			q := w.next()
			resp := q.Resp(smpp.ROK)
			if state >= 0 {
				resp.AddTLVInt(smpp.TagCongestionState, uint64(state))
			}
			w.send(resp, q.Sequence)
			<-done
		}
		got, ok := s.Congestion()
		if ok != (c.want >= 0) || ok && got != c.want || s.Hint() != HintOf(c.want) {
			t.Errorf("%s after %v: %d %v, hint %d", c.v, c.says, got, ok, s.Hint())
		}
	}
}

// refusing answers every request with ESME_RTHROTTLED and no body.
type refusing struct{ accepting }

func (refusing) Request(s *Session, p *smpp.PDU) { _ = s.Reply(p.Resp(smpp.RTHROTTLED)) }

func TestCongestionReported(t *testing.T) {
	var load atomic.Int32
	for _, v := range smpp.Versions() {
		for _, h := range []Handler{accepting{}, refusing{}} {
			_, w := against(t, Config{Role: smpp.MC, Handler: h, Congestion: func() int { return int(load.Load()) }})
			load.Store(120)
			w.bindTo(Transmitter, v)
			for _, l := range []int32{-1, 0, 85, 120} {
				load.Store(l)
				w.send(sample(smpp.SubmitSM), 2)
				w.send(smpp.New(smpp.EnquireLink), 3)
				for range 2 {
					p := w.next()
					got, has := p.TLVInt(smpp.TagCongestionState)
					if has != (v == smpp.V50 && l >= 0) || has && got != uint64(min(l, 100)) {
						t.Errorf("%s of %s at %d: %d %v", p.ID, v, l, got, has)
					}
				}
			}
		}
	}
}
