package engine_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/leaks"
	"relay/gateway/session"
	"relay/gateway/smpp"
)

// sets are the long messages of which parts are missing, and their octets.
func (h *house) sets() (n, octets int) {
	h.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.folder, "relay.db")+"?_pragma=busy_timeout(5000)")
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT COUNT(*), COALESCE(SUM(octets), 0) FROM joins WHERE whole = 0").Scan(&n, &octets); err != nil {
		h.t.Fatal(err)
	}
	return n, octets
}

// incoming are the messages that came from providers, newest first.
func (h *house) incoming() (list []gateway.Message) {
	h.t.Helper()
	all, err := h.db.Messages(h.t.Context(), gateway.MessageQuery{Box: gateway.Inbox})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range all {
		if m.Account == "" {
			list = append(list, m)
		}
	}
	return list
}

// flood delivers by as many goroutines as the window has places.
func flood(t *testing.T, s *session.Session, n int, pdu func(int) *smpp.PDU) {
	t.Helper()
	var wg sync.WaitGroup
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	for range 10 {
		wg.Go(func() {
			for i := range next {
				ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
				resp, err := s.Do(ctx, pdu(i))
				cancel()
				if err != nil || resp.Status != smpp.ROK {
					t.Errorf("deliver_sm %d: %v %v", i, resp, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// Parts that can not be parts are messages of their own, as they came: nothing
// waits for what can never be whole.
func TestPartsThatCanNotBe(t *testing.T) {
	f, v := newFort(t, nil), newProvider(t, nil)
	s := f.link(v, nil)
	raw := func(udh ...byte) *smpp.PDU {
		return part(1, 2, 1, "").SetOctets(smpp.FieldShortMessage, append(udh, "text"...))
	}
	cases := []*smpp.PDU{
		part(1, 0, 0, "no parts"), part(1, 0, 1, "no parts, the first"), part(1, 2, 0, "number 0"), part(1, 2, 3, "number 3 of 2"), part(1, 1, 1, "the only one"),
		raw(5, 0, 3, 1, 2), raw(200, 0, 3, 1, 2, 1), raw(5, 0, 200, 1, 2, 1), raw(0), raw(4, 0, 2, 1, 2), raw(6, 8, 4, 1, 2, 0, 1),
		sarPart(1, 0, 0, "no parts"), sarPart(1, 2, 0, "number 0"), sarPart(1, 2, 3, "number 3 of 2"), sarPart(1, 1, 1, "the only one"),
		part(1, 2, 1, "").SetOctets(smpp.FieldShortMessage, nil),
		sarPart(1, 2, 1, "no total").RemoveTLV(smpp.TagSARTotalSegments), sarPart(1, 2, 1, "no number").RemoveTLV(smpp.TagSARSegmentSeqnum),
	}
	f.during(2*time.Second, func() {
		for _, p := range cases {
			deliver(t, s, p)
		}
	})
	if n, _ := f.sets(); n != 0 {
		t.Errorf("%d sets are waited for", n)
	}
	if n := len(f.incoming()); n != len(cases) {
		t.Errorf("%d messages of %d", n, len(cases))
	}
}

// 256 parts do not fit into the octet for them: who says so with two octets is
// refused, and nothing is kept.
func TestTooManyParts(t *testing.T) {
	f := newFort(t, nil)
	conn := f.reached(nil)
	r := rawOver(t, conn)
	bind := r.next()
	r.send(bind.Resp(smpp.ROK), bind.Sequence)
	f.during(2*time.Second, func() {
		for i, n := range []uint16{1, 255, 256, 257, 0xFFFF} {
			b := frameOf(sarPart(1, 2, 1, "256 parts").RemoveTLV(smpp.TagSARTotalSegments), uint32(i+1))
			b = append(b, octets16(uint16(smpp.TagSARTotalSegments), 2, n)...)
			binary.BigEndian.PutUint32(b, uint32(len(b)))
			r.write(b)
			if p := r.until(uint32(i + 1)); p.ID != smpp.DeliverSMResp || p.Status != smpp.RINVTLVLEN {
				t.Errorf("a total of %d in two octets: %s %s", n, p.ID, p.Status.Name())
			}
		}
	})
	if n, _ := f.sets(); n != 0 || len(f.incoming()) != 0 {
		t.Errorf("%d sets are waited for, %d messages", n, len(f.incoming()))
	}
}

// Parts join when everything that tells texts apart is the same; otherwise
// anybody could put a word into another's mouth.
func TestPartsOfOthersDoNotJoin(t *testing.T) {
	f, v, w := newFort(t, nil), newProvider(t, nil), newProvider(t, nil)
	s := f.link(v, nil)
	other := f.link(w, func(c *gateway.ClientConfig) { c.Name = "other" })
	f.during(2*time.Second, func() {
		deliver(t, s, part(7, 2, 1, "pay 10 "))
		for _, p := range []*smpp.PDU{
			part(7, 2, 2, "x").SetStr(smpp.FieldSourceAddr, "36301234568"), part(7, 2, 2, "x").SetStr(smpp.FieldDestinationAddr, "1235"),
			part(8, 2, 2, "x"), part(7, 3, 2, "x"), sarPart(7, 2, 2, "x"), part(7, 2, 2, "x").SetInt(smpp.FieldDataCoding, 8),
			part(7, 2, 2, "").SetOctets(smpp.FieldShortMessage, []byte{6, 8, 4, 0, 7, 2, 2, 'x'}),
		} {
			deliver(t, s, p)
		}
		deliver(t, other, part(7, 2, 2, "x"))
		// What an account submits is never joined with anything.
		e := f.bindOver(f.dial("127.0.0.70"), "shop", session.Transceiver, smpp.V34)
		e.accepted(submit("36301234567", "1234", "").SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, []byte{5, 0, 3, 7, 2, 2, 'x'}))
		if n, _ := f.sets(); n != 9 {
			t.Errorf("%d sets, want 9", n)
		}
		deliver(t, s, part(7, 2, 2, "euros"))
	})
	for _, m := range f.incoming() {
		if strings.HasPrefix(m.Text, "pay 10 ") && m.Text != "pay 10 euros" || strings.Contains(m.Text, "euros") != (m.Note == "") {
			t.Errorf("%q, %q", m.Text, m.Note)
		}
	}
	if n, _ := f.sets(); n != 8 {
		t.Errorf("%d sets are left, want 8", n)
	}
}

// The same part again, however often, changes nothing and costs nothing.
func TestRepeatedPartsAreIgnored(t *testing.T) {
	f, v := newFort(t, nil), newProvider(t, nil)
	s := f.link(v, nil)
	f.during(2*time.Second, func() {
		flood(t, s, 500, func(int) *smpp.PDU { return part(7, 255, 9, "again") })
	})
	if list := f.incoming(); len(list) != 1 || list[0].Note != "1 of 255 parts" {
		t.Errorf("%d messages, %q", len(list), list[0].Note)
	}
	if n, octets := f.sets(); n != 1 || octets != len("again") {
		t.Errorf("%d sets of %d octets", n, octets)
	}
}

// A thousand open sets of a connection and 32 MiB of all together are waited for;
// the oldest make room, and what came of them stays readable.
func TestOpenSetsTakeBoundedRoom(t *testing.T) {
	if raced {
		t.Skip("34 MB through the database take too long under the race detector")
	}
	f, v := newFort(t, nil), newProvider(t, nil)
	s := f.link(v, nil)
	body := bytes.Repeat([]byte("all work and no play "), 3000)
	const most, flooded = 32 << 20, 540
	f.during(2*time.Second, func() {
		before := leaks.Heap()
		flood(t, s, flooded, func(i int) *smpp.PDU {
			return sarPart(uint64(i), 2, 1, "").SetStr(smpp.FieldSourceAddr, fmt.Sprint(36300000000+i)).AddTLV(smpp.TagMessagePayload, body)
		})
		if grown := leaks.Heap() - before; grown > 64<<20 {
			t.Errorf("the heap grew by %d KiB", grown>>10)
		}
	})
	n, octets := f.sets()
	if octets > most || n != most/len(body) {
		t.Errorf("%d sets of %d octets", n, octets)
	}
	ended := 0
	for _, m := range f.incoming() {
		if strings.Contains(m.Note, "never came") {
			ended++
		}
	}
	if ended != flooded-n {
		t.Errorf("%d sets were ended, want %d", ended, flooded-n)
	}
	// The longest text that can be, while all that waits.
	f.during(2*time.Second, func() {
		flood(t, s, 255, func(i int) *smpp.PDU { return part(9, 255, byte(i+1), strings.Repeat("z", 130)) })
	})
	if list := f.incoming(); len(list) != flooded+1 || list[0].Note != "" || len(list[0].Text) != 255*130 {
		t.Errorf("%d messages; the newest has %d characters, %q", len(list), len(list[0].Text), list[0].Note)
	}
}

// Parts that are longer than any network has them are not put together without
// end: nobody waits for that.
func TestPartsOfEnormousLength(t *testing.T) {
	f, v := newFort(t, nil), newProvider(t, nil)
	s := f.link(v, nil)
	const parts, length, most = 255, 20_000, 64 << 10
	body := bytes.Repeat([]byte("x"), length)
	f.during(2*time.Second, func() {
		flood(t, s, parts, func(i int) *smpp.PDU {
			return sarPart(9, parts, uint64(i+1), "").AddTLV(smpp.TagMessagePayload, body)
		})
	})
	total := 0
	for _, m := range f.incoming() {
		n := strings.Count(m.Text, "x")
		total += n
		if n > most {
			t.Errorf("a text of %d characters", n)
		}
	}
	if total != parts*length {
		t.Errorf("%d characters can be read, %d came", total, parts*length)
	}
	if n, octets := f.sets(); n != 1 || octets > most {
		t.Errorf("%d sets of %d octets", n, octets)
	}
}
