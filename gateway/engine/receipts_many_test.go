package engine_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// registry is a message centre that sends a receipt for each message: some
// before the answer, some twice, some about messages that nobody sent, with ids
// in every form that providers use.
type registry struct {
	*provider
	own   sync.Mutex
	n     int
	texts map[string]string // what an id was given for
	twice map[string]bool   // by text
	alien int
}

// firstID makes every id ten decimal digits and eight hexadecimal ones with a
// letter, so that no two forms of different ids are alike.
const firstID = 0xA0000000

func (r *registry) Request(s *session.Session, p *smpp.PDU) {
	r.own.Lock()
	defer r.own.Unlock()
	n := r.n
	r.n++
	id := fmt.Sprintf("%X", firstID+n)
	r.texts[id] = p.Str(smpp.FieldShortMessage)
	receipt := receiptFor(p, [...]string{id, strconv.Itoa(firstID + n), "0000" + id, strings.ToLower(id)}[n%4], n%3)
	early := n%20 == 7
	if early {
		r.send(s, receipt)
	}
	if err := s.Reply(p.Resp(smpp.ROK).SetStr(smpp.FieldMessageID, id)); err != nil {
		r.t.Error(err)
	}
	if !early {
		r.send(s, receipt)
	}
	if n%100 == 13 {
		r.twice[r.texts[id]] = true
		r.send(s, receipt)
	}
	if n%100 == 57 {
		r.alien++
		r.send(s, receiptFor(p, fmt.Sprintf("%X", 0xF0000000+n), n%3))
	}
}

func (r *registry) send(s *session.Session, p *smpp.PDU) {
	err := s.Send(p, func(res session.Result) {
		if res.Err != nil || res.PDU.Status != smpp.ROK {
			r.t.Errorf("a receipt was not taken: %+v", res)
		}
	})
	if err != nil {
		r.t.Errorf("a receipt could not leave: %v", err)
	}
}

// receiptOf is the receipt for a submit_sm: its id in the text, in TLVs or in
// both.
func receiptFor(p *smpp.PDU, id string, where int) *smpp.PDU {
	d := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4).
		SetInt(smpp.FieldSourceAddrTON, p.Int(smpp.FieldDestAddrTON)).SetStr(smpp.FieldSourceAddr, p.Str(smpp.FieldDestinationAddr)).
		SetInt(smpp.FieldDestAddrTON, p.Int(smpp.FieldSourceAddrTON)).SetStr(smpp.FieldDestinationAddr, p.Str(smpp.FieldSourceAddr))
	if where != 1 {
		d.SetStr(smpp.FieldShortMessage, "id:"+id+" sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:DELIVRD err:000 text:")
	}
	if where != 0 {
		d.AddTLVStr(smpp.TagReceiptedMessageID, id)
		d.AddTLVInt(smpp.TagMessageState, 2)
	}
	return d
}

func TestManyReceipts(t *testing.T) {
	many := 100_000
	if raced {
		many /= 50
	}
	h := newHouse(t)
	h.patience = 3 * time.Minute
	v := &registry{texts: map[string]string{}, twice: map[string]bool{}}
	v.provider = newProviderOf(t, func(p *provider) { p.handler, p.window = v, 100_000 })
	h.link(v.provider, func(c *gateway.ClientConfig) { c.Window = 100 })

	ids := make([]int64, 0, many)
	for len(ids) < many {
		drafts := make([]gateway.Draft, 1000) // every second to the number of the one before
		for i := range drafts {
			drafts[i] = gateway.Draft{From: "Relay", To: fmt.Sprintf("+49151%08d", 23456789+(len(ids)+i)/2), Text: fmt.Sprint("number ", len(ids)+i)}
		}
		sent, err := h.SendMany(t.Context(), drafts)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range sent {
			if s.Err != nil {
				t.Fatal(s.Err)
			}
			ids = append(ids, s.ID)
		}
	}
	h.until("every message is delivered", func() bool {
		c, err := h.db.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c.Out[gateway.Delivered] == int64(many)
	})
	// What is still on its way are doubles and strangers: they are stored in order
	// with a last message.
	v.own.Lock()
	alien, twice := v.alien, len(v.twice)
	v.own.Unlock()
	h.until("every stranger is stored", func() bool {
		c, err := h.db.Counts(t.Context())
		return err == nil && c.Orphans == int64(alien)
	})
	doubles := 0
	for _, id := range ids {
		m := h.message(id)
		if len(m.PartList) != 1 || len(m.Receipts) != 1 {
			t.Fatalf("message %d has %d parts and %d receipts", id, len(m.PartList), len(m.Receipts))
		}
		if got := v.texts[m.PartList[0].ProviderID]; got != m.Text {
			t.Fatalf("%q has the id that was given to %q", m.Text, got)
		}
		name := strings.ToUpper(strings.TrimPrefix(m.Receipts[0].ProviderID, "0000"))
		if n, err := strconv.Atoi(name); err == nil && n >= firstID {
			name = fmt.Sprintf("%X", n)
		}
		if name != m.PartList[0].ProviderID {
			t.Fatalf("%q, of the id %s, has the receipt for %s", m.Text, m.PartList[0].ProviderID, m.Receipts[0].ProviderID)
		}
		want := 1
		if v.twice[m.Text] {
			want = 2
			doubles++
		}
		if m.Receipts[0].Times != want {
			t.Fatalf("%q: its receipt came %d times, %d were counted", m.Text, want, m.Receipts[0].Times)
		}
	}
	if doubles != twice || alien == 0 || twice == 0 {
		t.Fatalf("%d doubles of %d, %d strangers", doubles, twice, alien)
	}
	t.Logf("%d messages, %d receipts twice, %d for nobody", many, twice, alien)
}
