package engine

import (
	"unicode/utf16"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// most33 is how many octets short_message holds in SMPP 3.3, which has no
// message_payload.
const most33 = 160

// fit33 is a delivery for a 3.3 session: a message_payload goes into
// short_message, and SAR TLVs into a header. What is longer than that version
// takes becomes parts with a header and this reference, as a phone's long text
// comes (3GPP 23.040 9.2.3.24.1).
func fit33(p *smpp.PDU, ref byte) []*smpp.PDU {
	p = p.Own()
	body := p.Text()
	if _, ok := p.TLV(smpp.TagMessagePayload); ok {
		p.RemoveTLV(smpp.TagMessagePayload)
	}
	if len(body) <= most33 {
		p.SetOctets(smpp.FieldShortMessage, body)
		headerOfSAR(p)
		return []*smpp.PDU{p}
	}
	var kept []sms.Element
	if p.Int(smpp.FieldESMClass)&0x40 != 0 {
		if h, err := sms.ParseUDH(body); err == nil {
			body = body[h.Length:]
			for _, e := range h.Elements {
				if e.ID != sms.ElementConcat8 && e.ID != sms.ElementConcat16 {
					kept = append(kept, e) // ports and tables are those of each part
				}
			}
		}
	}
	coding := byte(p.Int(smpp.FieldDataCoding))
	pieces := cut33(body, coding, kept)
	parts := make([]*smpp.PDU, len(pieces))
	for i, piece := range pieces {
		group := i / 255 // a header counts to 255: what follows is the next text
		c := sms.Concat{Ref: uint16(ref + byte(group)), Total: byte(min(255, len(pieces)-255*group)), Number: byte(i%255 + 1)}
		head := header33(c, kept)
		out := p.Own()
		parts[i] = out.SetInt(smpp.FieldESMClass, p.Int(smpp.FieldESMClass)|0x40).SetOctets(smpp.FieldShortMessage, append(head, piece...))
	}
	return parts
}

// header33 numbers a part and keeps what else its message's header said, unless
// that leaves no room.
func header33(c sms.Concat, kept []sms.Element) []byte {
	head, err := sms.BuildUDH(append([]sms.Element{c.Element()}, kept...)...)
	if err != nil || len(head) > mostOctets/2 {
		return c.Header()
	}
	return head
}

// cut33 cuts a text where no character of the default alphabet or UCS-2 breaks.
func cut33(body []byte, coding byte, kept []sms.Element) (pieces [][]byte) {
	head := len(header33(sms.Concat{Total: 2, Number: 1}, kept))
	room := mostOctets - head
	septets := sms.IsDefaultAlphabet(coding)
	c, _ := sms.CodingOf(coding)
	wide := c == sms.UCS2
	if septets {
		room = most33 - (8*head+6)/7
	}
	for len(body) > room {
		n := room
		switch {
		case septets && body[n-1] == 0x1B: // the escape to the extension table
			n--
		case wide:
			n &^= 1
			if utf16.IsSurrogate(rune(body[n-2])<<8) && body[n-2] < 0xDC {
				n -= 2
			}
		}
		pieces, body = append(pieces, body[:n]), body[n:]
	}
	return append(pieces, body)
}

// progress is how many parts of a delivery one session has acknowledged.
type progress struct {
	session *serverSession
	parts   int
}

// acknowledged is how many parts of a delivery a session has: another session may
// be another program, and gets all of them.
func (c *courier) acknowledged(h *serverSession, id int64) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := c.partly[id]; at.session == h {
		return at.parts
	}
	return 0
}

// sendParts sends a delivery's parts one by one, each when the one before is
// acknowledged: what comes of the last, or of the first that is not, comes of the
// delivery.
func (c *courier) sendParts(h *serverSession, d gateway.Delivery, isReceipt bool, parts []*smpp.PDU, n int) error {
	if n >= len(parts) {
		n = 0 // it was cut otherwise
	}
	return h.session.Send(parts[n], func(r session.Result) {
		if len(parts) > 1 && r.Late {
			return // the part goes again
		}
		if n == len(parts)-1 || r.Err != nil || r.PDU.Status != smpp.ROK {
			c.answered(h, d, isReceipt, r)
			return
		}
		c.mu.Lock()
		c.partly[d.ID] = progress{h, n + 1}
		c.mu.Unlock()
		if err := c.sendParts(h, d, isReceipt, parts, n+1); err != nil {
			c.answered(h, d, isReceipt, session.Result{Err: err})
		}
	})
}
