package pduview

import (
	"context"
	"errors"
	"sync"
	"testing"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/uitest"
)

// judgePiece does what the view does: the next piece is judged and listed.
func judgePiece(m *Model) int {
	if p := m.Piece(); p != nil {
		p.Judge()
		return m.Settle(p)
	}
	return 0
}

func judgedNow(m *Model) (n int) {
	for _, e := range m.all {
		if e.judged == m.pass {
			n++
		}
	}
	return n
}

// However long the list is, a letter in the filter judges one piece of it before
// the window goes on, the newest; the others follow one after the other.
func TestLetterJudgesOnePiece(t *testing.T) {
	s, d, v := open(t, true, 40, 40)
	v.model.Reset(logOf(t, 5*piece).Stored)
	s.Records = nil
	d.Hold = true
	for i, letter := range "dir==out" {
		d.Held = nil
		if typed(v, string(letter)); i < len("dir==o")-1 {
			continue // not a filter yet
		}
		if n := judgedNow(v.model); n != piece || len(d.Held) != 1 {
			t.Errorf("%q judged %d rows at once, %d pieces wait", v.Filter(), n, len(d.Held))
		}
	}
	if n := v.model.Len(); n != piece/2 || v.model.Number(0) != 4*piece+1 {
		t.Errorf("%d rows from %d: the newest come first", n, v.model.Number(0))
	}
	if !uitest.Shows(v.Object(), "✓ 1,000 so far") || !v.model.Judging() {
		t.Errorf("beside the filter stands %q", v.bar.verdict.Text())
	}
	for i := range 4 {
		if len(d.Held) != 1 {
			t.Fatalf("%d pieces wait", len(d.Held))
		}
		work := d.Held[0]
		d.Held = nil
		work()()
		if n := judgedNow(v.model); n != (i+2)*piece {
			t.Errorf("%d rows judged after %d pieces", n, i+2)
		}
	}
	if v.model.Len() != 5*piece/2 || len(d.Held) != 0 || !uitest.Shows(v.Object(), "✓ 5,000 match") {
		t.Errorf("%d rows, %d wait, %q", v.model.Len(), len(d.Held), v.bar.verdict.Text())
	}
}

// The answer to an earlier letter is dropped, whenever it comes.
func TestEarlierLetterIsDropped(t *testing.T) {
	s, d, v := open(t, true, 40, 40)
	v.model.Reset(logOf(t, 3*piece).Stored)
	s.Records = nil
	d.Hold = true
	v.SetFilter("dir==out")
	v.SetFilter("dir==in")
	v.SetFilter("cmd==submit_sm")
	held := d.Held
	if len(held) != 3 {
		t.Fatalf("%d wait", len(held))
	}
	d.Held = nil
	held[1]()()
	held[0]()()
	if len(d.Held) != 0 || judgedNow(v.model) != piece {
		t.Errorf("an earlier letter goes on: %d wait, %d judged", len(d.Held), judgedNow(v.model))
	}
	held[2]()()
	d.Release()
	for i := range v.model.Len() {
		if r := v.model.Row(i); r.Name != "submit_sm" {
			t.Fatalf("%s is listed", r.Name)
		}
	}
	if v.model.Len() != 3*piece/2 {
		t.Errorf("%d rows", v.model.Len())
	}
}

// Rows are judged beside the window while it lists what comes: what has become
// known of a row meanwhile counts.
func TestJudgedWhileRowsCome(t *testing.T) {
	var all []gateway.PDURecord
	for i := uint64(1); i <= 2*piece; i++ {
		all = append(all, record(t, i, true, submit(uint32(i))))
	}
	for i := uint64(1); i <= 2*piece; i++ {
		all = append(all, record(t, 2*piece+i, false, answer(uint32(i), "A1")))
	}
	want := NewModel()
	want.SetFilter("id==A1")
	want.Add(all)
	m := NewModel()
	m.Add(all[:2*piece])
	m.SetFilter("id==A1")
	var wg sync.WaitGroup
	for p := m.Piece(); p != nil; p = m.Piece() {
		wg.Go(p.Judge)
		m.Add(all[2*piece:])
		wg.Wait()
		m.Settle(p)
	}
	if m.Len() != want.Len() || m.Len() != 4*piece {
		t.Errorf("%d rows, judged as they came %d", m.Len(), want.Len())
	}
	m.SetFilter("dir==out")
	p := m.Piece()
	if p == nil {
		t.Fatal("all is judged at once")
	}
	m.Clear()
	if p.Judge(); m.Settle(p) != 0 || m.Judging() {
		t.Error("rows that were cleared came back")
	}
}

// A message is followed through the whole list, whichever of its PDUs leads to
// the others: from a receipt to a part, and from that to the other part and its
// receipt.
func TestFollowThroughPieces(t *testing.T) {
	const last = 3*piece + 2
	part := func(seq uint32, n byte) *smpp.PDU {
		return submit(seq).SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, []byte{5, 0, 3, 9, 2, n, 'x'})
	}
	var all []gateway.PDURecord
	for i := uint64(1); i <= last; i++ {
		p, out := submit(uint32(i)), true
		switch i {
		case 1:
			p = part(uint32(i), 1)
		case 2:
			p, out = answer(1, "A"), false
		case piece + 3:
			p = part(uint32(i), 2)
		case piece + 4:
			p, out = answer(piece+3, "B"), false
		case last - 1:
			p, out = receipt(7, "A"), false
		case last:
			p, out = receipt(8, "B"), false
		}
		all = append(all, record(t, i, out, p))
	}
	m := NewModel()
	m.Add(all)
	if !m.FollowMessage(last) {
		t.Fatal("nothing is followed")
	}
	for m.Judging() {
		judgePiece(m)
	}
	listed(t, m, 1, 2, piece+3, piece+4, last-1, last)
}

// pages is an archive that keeps what it was asked.
type pages struct {
	uitest.Shelf
	asked *[]gateway.PDUQuery
	ends  *[]error // whether each had been called off when it came
}

func (p pages) PDUs(ctx context.Context, q gateway.PDUQuery) ([]gateway.PDURecord, error) {
	*p.asked, *p.ends = append(*p.asked, q), append(*p.ends, ctx.Err())
	return p.Shelf.PDUs(ctx, q)
}

// What lies further back comes a page at a time, each shown as it comes; another
// letter ends the search.
func TestPagesOfASearchAreShown(t *testing.T) {
	s, d, v := open(t, true, 40, 40)
	all := logOf(t, 40_000).Stored
	s.Stored, s.Records = all, nil
	v.model.Reset(all[len(all)-40:])
	p := pages{s, new([]gateway.PDUQuery), new([]error)}
	v.archive = p
	d.Hold = true
	v.SetFilter("status!=0 && answer==yes && seq>5")
	next := func() {
		t.Helper()
		if len(d.Held) != 1 {
			t.Fatalf("%d wait", len(d.Held))
		}
		work := d.Held[0]
		d.Held = nil
		if apply := work(); apply != nil {
			apply()
		}
	}
	if v.model.Len() != 4 || !uitest.Shows(v.Object(), "✓ 4 so far") {
		t.Errorf("%d rows of memory, %q", v.model.Len(), v.bar.verdict.Text())
	}
	next()
	if v.model.Len() != 4+pageSome/10 || len(*p.asked) != 1 || !uitest.Shows(v.Object(), "✓ 204 so far") {
		t.Errorf("%d rows after %d pages, %q", v.model.Len(), len(*p.asked), v.bar.verdict.Text())
	}
	late := d.Held[0]
	d.Held = nil
	v.SetFilter("status!=0 && answer==yes && seq>39000")
	late()()
	if n := v.model.Len(); n != 4 {
		t.Errorf("%d rows: the earlier search goes on", n)
	}
	if last := (*p.ends)[len(*p.ends)-1]; !errors.Is(last, context.Canceled) {
		t.Errorf("the earlier search was not called off: %v", last)
	}
	for len(d.Held) > 0 {
		next()
	}
	if v.model.Len() != 100 || !v.model.AtStart() || !uitest.Shows(v.Object(), "✓ 100 match") {
		t.Errorf("%d rows, %q", v.model.Len(), v.bar.verdict.Text())
	}
	for i := range *p.asked {
		if q := (*p.asked)[i]; q.Limit > pageSome {
			t.Errorf("a page of %d", q.Limit)
		}
	}
}
