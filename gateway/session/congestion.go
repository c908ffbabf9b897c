package session

import "relay/gateway/smpp"

// MaxCongestion is the highest congestion_state (SMPP 5.0 4.8.4.18).
const MaxCongestion = 100

// Hint is what a congestion_state asks of the sender.
type Hint uint8

const (
	HintNone  Hint = iota // nothing is known: the window alone rules
	HintRaise             // below 80: there is room for more
	HintHold              // 80 to 90: as it should be
	HintLower             // above 90: less, or messages will be refused
)

// HintOf reads a congestion_state.
func HintOf(state int) Hint {
	switch {
	case state < 0 || state > MaxCongestion:
		return HintNone
	case state < 80:
		return HintRaise
	case state <= 90:
		return HintHold
	}
	return HintLower
}

// Congestion (role ESME) is the peer's load, 0 to 100, by its last response; not
// ok when that had none.
func (s *Session) Congestion() (state int, ok bool) {
	c := int(s.congestion.Load())
	return max(c-1, 0), c > 0
}

// Hint is what the peer's load asks of the sender.
func (s *Session) Hint() Hint { return HintOf(int(s.congestion.Load()) - 1) }

// congested notes what a response says of the peer's load. One without the TLV
// ends what was known, unless it is only a sign of life; reserved values are
// ignored.
func (s *Session) congested(p *smpp.PDU, kind slotKind) {
	c, ok := p.TLVInt(smpp.TagCongestionState)
	switch {
	case ok && c <= MaxCongestion:
		s.congestion.Store(int32(c) + 1)
	case !ok && kind == inWindow:
		s.congestion.Store(0)
	}
}
