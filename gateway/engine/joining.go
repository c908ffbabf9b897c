package engine

import (
	"bytes"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Bounds of incoming long messages: of those of which parts are missing, and, in
// time and number, of whole ones whose parts may come again.
const (
	joinAge      = gateway.PartsWait
	joinPerOwner = 1000
	joinOctets   = 32 << 20
	joinSet      = 64 << 10 // octets of one message; each part that comes reads those that are there
)

// piece is a part of an incoming long message.
type piece struct {
	owner, key    string
	total, number byte
	octets        int
	def           sms.Coding // what data_coding 0 means to the peer
}

// pieceOf tells whether a message is a part: by its header, or by the three SAR
// TLVs (SMPP 5.0 4.8.4.48 to 50). Parts belong together when numbers,
// reference, its width, total and alphabet are the same.
func pieceOf(link gateway.ClientConfig, p *smpp.PDU) (piece, bool) {
	var ref uint64
	var kind string
	x := piece{owner: link.Name, def: link.DefaultCoding()}
	t := sms.DecodeDefault(p.Text(), byte(p.Int(smpp.FieldDataCoding)), p.Int(smpp.FieldESMClass)&0x40 != 0, x.def)
	switch c := t.UDH.Concat; {
	case t.Damaged:
		return x, false
	case c != nil:
		kind, ref, x.total, x.number = "8", uint64(c.Ref), c.Total, c.Number
		if c.Wide {
			kind = "16"
		}
	default:
		r, hasRef := p.TLVInt(smpp.TagSARMsgRefNum)
		total, hasTotal := p.TLVInt(smpp.TagSARTotalSegments)
		number, hasNumber := p.TLVInt(smpp.TagSARSegmentSeqnum)
		if !hasRef || !hasTotal || !hasNumber || total > 255 || number == 0 || number > total {
			return x, false
		}
		kind, ref, x.total, x.number = "sar", r, byte(total), byte(number)
	}
	if x.total < 2 {
		return x, false
	}
	x.octets = len(t.Body)
	x.key = fmt.Sprintf("%s\x1f%s\x1f%s\x1f%d\x1f%d\x1f%d", sourceOf(p).Digits(), destinationOf(p).Digits(), kind, ref, x.total, p.Int(smpp.FieldDataCoding))
	return x, true
}

// storePiece adds a part to its message, making that with the first one to
// come, and sets m's id. Another part under a number that is there means that the
// reference came round, and begins a new message; so does one that would make it
// longer than any can be. It returns the message that the part completes, nil
// when parts are missing still; known tells that the part is there already, as
// when a provider did not hear our answer: it changes nothing.
func (e *Engine) storePiece(tx Tx, m *gateway.Message, x piece) (whole *gateway.Message, known bool, err error) {
	now := m.CreatedAt
	m.PartList[0].Number, m.Parts = int(x.number), int(x.total)
	j, err := tx.Join(x.owner, x.key)
	if err != nil {
		return nil, false, err
	}
	if j != nil {
		parts, err := tx.Parts(j.MessageID)
		if err != nil {
			return nil, false, err
		}
		at := slices.IndexFunc(parts, func(p gateway.Part) bool { return p.Number == int(x.number) })
		switch {
		case at < 0 && !j.Whole && j.Octets+int64(x.octets) <= joinSet:
			m.ID = j.MessageID
			whole, err = e.extend(tx, m, parts, x, j)
			return whole, false, err
		case at >= 0 && sameBody(parts[at].PDU, m.PartList[0].PDU):
			if !j.Whole {
				m.ID = j.MessageID
				return nil, true, nil
			}
			return e.again(tx, m, parts, x, j)
		}
		if err := e.closeJoin(tx, *j); err != nil {
			return nil, false, err
		}
	}
	m.Text, m.Note = joinedText(m.PartList, m.Parts, x.def), joinNote(1, m.Parts)
	if err := tx.InsertMessage(m); err != nil {
		return nil, false, err
	}
	if err := tx.InsertJoin(&gateway.Join{Owner: x.owner, Key: x.key, MessageID: m.ID, Octets: int64(x.octets), Since: now}); err != nil {
		return nil, false, err
	}
	return nil, false, e.closeJoins(tx, x.owner, now)
}

// again takes a part of a message that is whole. While some parts have come once
// only, it is a provider's repetition. When all have come twice it was sent
// twice, and is stored and returned as a second message.
func (e *Engine) again(tx Tx, m *gateway.Message, parts []gateway.Part, x piece, j *gateway.Join) (*gateway.Message, bool, error) {
	m.ID = j.MessageID
	if len(j.Again) == 0 {
		j.Again = make([]byte, 32) // part numbers are one octet
	}
	j.Again[x.number/8] |= 1 << (x.number % 8)
	twice := 0
	for _, b := range j.Again {
		twice += bits.OnesCount8(b)
	}
	if twice < int(x.total) {
		return nil, true, tx.UpdateJoin(j)
	}
	first, err := tx.Message(j.MessageID)
	if err != nil {
		return nil, false, err
	}
	m.Text, m.PartList = first.Text, m.PartList[:0]
	for _, p := range parts {
		m.PartList = append(m.PartList, gateway.Part{Number: p.Number, State: gateway.Received, PDU: p.PDU, DoneAt: m.CreatedAt})
	}
	m.ID, m.Note = 0, ""
	if err := tx.InsertMessage(m); err != nil {
		return nil, false, err
	}
	j.MessageID, j.Again, j.Since = m.ID, nil, m.CreatedAt
	return m, false, tx.UpdateJoin(j)
}

// extend adds a part to a message that has some, and returns the message when
// that was the last one.
func (e *Engine) extend(tx Tx, m *gateway.Message, parts []gateway.Part, x piece, j *gateway.Join) (*gateway.Message, error) {
	whole, err := tx.Message(j.MessageID)
	if err != nil {
		return nil, err
	}
	part := m.PartList[0]
	part.MessageID = whole.ID
	if err := tx.InsertPart(&part); err != nil {
		return nil, err
	}
	parts = append(parts, part)
	whole.Text, whole.Unread, whole.DoneAt = joinedText(parts, whole.Parts, x.def), true, m.CreatedAt
	j.Octets += int64(x.octets)
	if whole.Note = joinNote(len(parts), whole.Parts); whole.Note == "" {
		j.Whole, j.Octets, j.Since = true, 0, m.CreatedAt
		err = tx.ForgetWhole(x.owner, joinPerOwner)
	}
	if err == nil {
		err = tx.UpdateJoin(j)
	}
	if err != nil {
		return nil, err
	}
	if err := tx.UpdateMessage(whole); err != nil || whole.Note != "" {
		return nil, err
	}
	return whole, nil
}

func joinNote(have, total int) string {
	if have == total {
		return ""
	}
	return fmt.Sprintf("%d of %d parts", have, total)
}

// closeJoins ends incomplete messages that are too old, or too many.
func (e *Engine) closeJoins(tx Tx, owner string, now time.Time) error {
	for {
		list, err := tx.JoinsToClose(now.Add(-joinAge), owner, joinPerOwner, joinOctets)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, j := range list {
			if err := e.closeJoin(tx, j); err != nil {
				return err
			}
		}
	}
}

// closeJoin ends the wait for parts: the message keeps what came, with its gaps
// marked.
func (e *Engine) closeJoin(tx Tx, j gateway.Join) error {
	if j.Whole {
		return tx.DeleteJoin(j.ID)
	}
	m, err := tx.Message(j.MessageID)
	if err != nil {
		return err
	}
	m.Note += ", the rest never came"
	if err := tx.UpdateMessage(m); err != nil {
		return err
	}
	e.announce(tx, m.ID)
	return tx.DeleteJoin(j.ID)
}

// joinedText is what the parts that are there say, in order, with a mark where
// one is missing. Octets are joined before they are read where they follow each
// other, because a sender may have cut through a character.
func joinedText(parts []gateway.Part, total int, def sms.Coding) string {
	have := map[int]sms.Text{}
	var dcs byte
	for _, p := range parts {
		var q smpp.PDU
		if smpp.Decode(&q, p.PDU, smpp.V50) == nil {
			dcs = byte(q.Int(smpp.FieldDataCoding))
			have[p.Number] = sms.DecodeDefault(q.Text(), dcs, q.Int(smpp.FieldESMClass)&0x40 != 0, def)
		}
	}
	if len(have) == total {
		j := sms.NewJoiner(sms.JoinLimits{})
		for n := 1; n <= total; n++ {
			r := j.Add(sms.Piece{SetKey: sms.SetKey{Total: byte(total), DataCoding: dcs}, Number: byte(n), Text: have[n]}, time.Time{})
			if r.Complete {
				return r.Text
			}
		}
	}
	var b strings.Builder
	for n := 1; n <= total; n++ {
		if t, ok := have[n]; ok {
			b.WriteString(t.String)
		} else {
			fmt.Fprintf(&b, " [part %d of %d is missing] ", n, total)
		}
	}
	return strings.TrimSpace(b.String())
}

// sameBody tells whether two stored parts carry the same octets.
func sameBody(a, b []byte) bool {
	var p, q smpp.PDU
	return smpp.Decode(&p, a, smpp.V50) == nil && smpp.Decode(&q, b, smpp.V50) == nil && bytes.Equal(p.Text(), q.Text())
}
