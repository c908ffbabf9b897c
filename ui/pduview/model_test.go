package pduview

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/uitest"
)

func record(t testing.TB, number uint64, out bool, p *smpp.PDU) gateway.PDURecord {
	t.Helper()
	frame, err := p.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	return gateway.PDURecord{Number: number, Time: time.Unix(1, int64(number)*1e6), Link: "a", Session: 1, Out: out, Version: byte(smpp.V34), Frame: frame}
}

func submit(seq uint32) *smpp.PDU {
	p := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301234567")
	p.Sequence = seq
	return p
}

func answer(seq uint32, id string) *smpp.PDU {
	return submit(seq).Resp(smpp.ROK).SetStr(smpp.FieldMessageID, id)
}

func receipt(seq uint32, id string) *smpp.PDU {
	p := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4).SetStr(smpp.FieldSourceAddr, "36301234567").SetStr(smpp.FieldDestinationAddr, "Shop").
		SetStr(smpp.FieldShortMessage, "id:"+id+" stat:DELIVRD err:000")
	p.Sequence = seq
	return p
}

func numbers(m *Model) (out []uint64) {
	for i := range m.Len() {
		out = append(out, m.Number(i))
	}
	return out
}

func listed(t *testing.T, m *Model, want ...uint64) {
	t.Helper()
	if got := numbers(m); !slices.Equal(got, want) {
		t.Errorf("listed are %v, want %v", got, want)
	}
}

// The filter for an id shows the request too, whose id only its answer tells,
// also when that comes later.
func TestFilterByIDFindsTheRequest(t *testing.T) {
	m := NewModel()
	m.SetFilter(`id=="A1"`)
	m.Add([]gateway.PDURecord{record(t, 1, true, submit(7)), record(t, 2, true, submit(8))})
	listed(t, m)
	m.Add([]gateway.PDURecord{record(t, 3, false, answer(8, "B2")), record(t, 4, false, answer(7, "A1"))})
	listed(t, m, 1, 4)
	if got := m.Row(1); got.Info != "id A1" || got.Took != "3.0 ms" {
		t.Errorf("the answer says %q after %q", got.Info, got.Took)
	}
}

func TestPairs(t *testing.T) {
	m := NewModel()
	m.Now = time.Unix(100, 0)
	slow := record(t, 5, false, submit(3).Resp(smpp.RTHROTTLED))
	slow.Time = time.Unix(3, 0)
	m.Add([]gateway.PDURecord{
		record(t, 1, true, submit(1)), record(t, 2, true, submit(2)), record(t, 3, true, submit(3)),
		record(t, 4, false, answer(2, "B")), slow,
		record(t, 6, false, submit(1)), // the peer's own request has the same number
	})
	for n, want := range map[uint64]struct {
		partner      uint64
		took, status string
		tone         Tone
	}{
		1: {0, "no answer", "", Bad}, 2: {4, "2.0 ms", "OK", Quiet}, 4: {2, "2.0 ms", "OK", Quiet},
		3: {5, "1997 ms", "0x58 THROTTLED", Late}, 5: {3, "1997 ms", "0x58 THROTTLED", Late}, 6: {0, "no answer", "", Bad},
	} {
		r, ok := m.Get(n)
		if !ok || m.Partner(n) != want.partner || r.Took != want.took || r.Status != want.status || r.TookTone != want.tone {
			t.Errorf("%d: partner %d, %q, %q, tone %d", n, m.Partner(n), r.Took, r.Status, r.TookTone)
		}
	}
	m.Now = time.Unix(30, 0)
	if r, _ := m.Get(1); r.Took != "" {
		t.Errorf("%q before its time", r.Took)
	}
	m.Wait = func(link string) time.Duration { return 5 * time.Second }
	if r, _ := m.Get(1); r.Took != "no answer" {
		t.Errorf("%q after the link's own time", r.Took)
	}
	if r, _ := m.Get(5); r.To != "36301234567" || r.Tone != Bad {
		t.Errorf("the answer does not name its message: %+v", r)
	}
}

// With answers, the other half of what fits is listed too, in its place.
func TestWithAnswers(t *testing.T) {
	m := NewModel()
	m.SetAnswers(true)
	m.SetFilter("status!=0 && answer==yes")
	m.Add([]gateway.PDURecord{record(t, 1, true, submit(1)), record(t, 2, true, submit(2)), record(t, 3, false, answer(2, "x")), record(t, 4, false, submit(1).Resp(smpp.RTHROTTLED))})
	listed(t, m, 1, 4)
	m.SetAnswers(false)
	listed(t, m, 4)
}

// A request has the status of its answer, as its row shows it, once that has come.
func TestRequestIsFoundByItsAnswer(t *testing.T) {
	m := NewModel()
	m.SetFilter("cmd==submit_sm && status!=0 && dest~+36")
	m.Add([]gateway.PDURecord{record(t, 1, true, submit(1)), record(t, 2, true, submit(2)), record(t, 3, false, answer(2, "x"))})
	listed(t, m)
	m.Add([]gateway.PDURecord{record(t, 4, false, submit(1).Resp(smpp.RTHROTTLED))})
	listed(t, m, 1)
	m.SetAnswers(true)
	listed(t, m, 1, 4)
	m.SetFilter("status!=0")
	listed(t, m, 1, 4)
}

func TestFollow(t *testing.T) {
	m := NewModel()
	part := func(seq uint32, n byte) *smpp.PDU {
		return submit(seq).SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, []byte{5, 0, 3, 9, 2, n, 'x'})
	}
	other := record(t, 4, true, submit(1))
	other.Session = 2
	m.Add([]gateway.PDURecord{
		record(t, 1, true, part(1, 1)), record(t, 2, true, part(2, 2)), record(t, 3, true, submit(3)), other,
		record(t, 5, false, answer(1, "A")), record(t, 6, false, answer(2, "B")), record(t, 7, false, answer(3, "C")),
		record(t, 8, false, receipt(50, "B")),
	})
	if !m.FollowMessage(8) || m.Following() != "Message B" {
		t.Fatalf("it follows %q", m.Following())
	}
	listed(t, m, 1, 2, 5, 6, 8)
	m.Add([]gateway.PDURecord{record(t, 9, true, receipt(50, "B").Resp(smpp.ROK)), record(t, 10, false, receipt(51, "A"))})
	listed(t, m, 1, 2, 5, 6, 8, 9, 10)
	m.FollowSession(2)
	listed(t, m, 4)
	m.Unfollow()
	if m.Len() != 10 || m.Following() != "" || m.FollowMessage(99) {
		t.Errorf("%d rows, following %q", m.Len(), m.Following())
	}
}

// logOf is n stored records: requests and their answers by turns, each tenth
// refused.
func logOf(t testing.TB, n int) uitest.Shelf {
	s := uitest.Shelf{House: uitest.New()}
	for i := 1; i <= n; i += 2 {
		seq := uint32(i)
		a := answer(seq, fmt.Sprint("id", i))
		if i%10 == 1 {
			a = submit(seq).Resp(smpp.RTHROTTLED)
		}
		s.Stored = append(s.Stored, record(t, uint64(i), true, submit(seq)), record(t, uint64(i+1), false, a))
	}
	return s
}

func older(m *Model, s uitest.Shelf, want int) int {
	o := m.Older(want)
	if o == nil {
		return -1
	}
	o.Run(context.Background(), s)
	return m.Take(o)
}

func TestOlderPages(t *testing.T) {
	s, m := logOf(t, 3000), NewModel()
	m.Add(s.Stored[2501:]) // it begins with an answer
	if r := m.Row(0); m.Partner(2502) != 0 || r.Took != "" {
		t.Fatalf("the first answer: %+v", r)
	}
	if n := older(m, s, 200); n != pageAll || m.Len() != 499+pageAll {
		t.Errorf("%d more, %d rows", n, m.Len())
	}
	if m.Partner(2502) != 2501 {
		t.Error("the answer did not find its request among the older ones")
	}
	for older(m, s, 200) >= 0 {
	}
	if m.Len() != 3000 || !m.AtStart() || !slices.IsSorted(numbers(m)) {
		t.Errorf("%d rows, at the start: %v", m.Len(), m.AtStart())
	}
}

// With a filter, a search goes on until it has enough rows; another filter lets
// what was left out come back.
func TestOlderWithFilter(t *testing.T) {
	s, m := logOf(t, 9000), NewModel()
	m.Add(s.Stored[8990:])
	m.SetAnswers(true)
	m.SetFilter("status!=0")
	had := m.Len()
	if n := older(m, s, 300); n < 300 || m.Total() != 10+n || m.Len() != had+n {
		t.Errorf("%d found, %d in memory", n, m.Total())
	}
	for i := range m.Len() {
		if r := m.Row(i); r.Status != "0x58 THROTTLED" {
			t.Fatalf("%+v", r)
		}
	}
	m.SetFilter("")
	if m.Len() != 10 {
		t.Errorf("%d rows: those between are not here", m.Len())
	}
	if older(m, s, 100); m.Len() != 10+pageAll || m.Number(0) != 8991-pageAll {
		t.Errorf("%d rows from %d", m.Len(), m.Number(0))
	}
}

// A search that was overtaken by another filter changes nothing, nor does one
// that failed.
func TestOlderThatCameTooLate(t *testing.T) {
	s, m := logOf(t, 2000), NewModel()
	m.Add(s.Stored[1990:])
	o := m.Older(100)
	o.Run(context.Background(), s)
	m.SetFilter("dir==out")
	if n := m.Take(o); n != 0 || m.Total() != 10 {
		t.Errorf("%d rows came", n)
	}
	s.Broken = context.Canceled
	if n := older(m, s, 100); n != 0 || m.AtStart() {
		t.Errorf("%d rows came of a failure", n)
	}
}

func TestTrimAndFull(t *testing.T) {
	s, m := logOf(t, keep+keep/2), NewModel()
	m.Add(s.Stored)
	if gone := m.Trim(); gone != keep/2 || m.Total() != keep || m.Len() != keep {
		t.Errorf("%d gone, %d of %d left", gone, m.Len(), m.Total())
	}
	if first := m.Number(0); m.Reached() != first || m.AtStart() {
		t.Errorf("it begins at %d and looked back to %d", first, m.Reached())
	}
	if m.Trim() != 0 || m.Full() {
		t.Error("it goes on trimming")
	}
}

// What somebody looks for stays while other traffic passes, up to a bound.
func TestTrimKeepsWhatFits(t *testing.T) {
	s, m := logOf(t, 6*keep), NewModel()
	m.SetFilter("cmd==submit_sm_resp && status!=0") // one in ten
	m.Add(s.Stored[:2*keep])
	if gone := m.Trim(); gone != 0 || m.Len() != 2*keep/10 || m.Total() != keep+keep/10 || m.Reached() != 1 {
		t.Errorf("%d gone, %d of %d left, down to %d", gone, m.Len(), m.Total(), m.Reached())
	}
	if m.Trim() != 0 || m.Total() != keep+keep/10 {
		t.Error("it trims twice")
	}
	m.SetFilter("")
	if m.Len() != keep || m.Number(0) != keep+1 || m.Reached() != keep+1 {
		t.Errorf("%d rows from %d without the filter: there must be no holes", m.Len(), m.Number(0))
	}
	m.SetFilter("dir==out")
	m.Add(s.Stored[2*keep:])
	for m.Judging() {
		judgePiece(m)
	}
	if m.Trim(); m.Len() > keep+keep/2 || m.Total() > 2*keep || m.Reached() != m.Number(0) {
		t.Errorf("%d of %d left, looked down to %d", m.Len(), m.Total(), m.Reached())
	}
}

func TestPause(t *testing.T) {
	s, m := logOf(t, 40), NewModel()
	m.SetFilter("dir==out")
	m.Add(s.Stored[:20])
	m.Paused = true
	m.Meanwhile(s.Stored[10:30])
	m.Meanwhile(s.Stored[20:40])
	if m.Missed() != 10 || m.Counted() != 40 || m.Len() != 10 {
		t.Errorf("%d missed up to %d, %d shown", m.Missed(), m.Counted(), m.Len())
	}
	m.GoOn()
	m.Add(s.Stored)
	if m.Len() != 20 || m.Missed() != 0 {
		t.Errorf("%d rows, %d missed", m.Len(), m.Missed())
	}
}

func TestMarks(t *testing.T) {
	m := NewModel()
	m.Add(logOf(t, 20).Stored)
	for _, n := range []uint64{15, 3, 8, 3, 5} {
		m.ToggleMark(n)
	}
	if m.Marks() != 3 || m.Marked(3) || !m.Marked(8) {
		t.Fatalf("marked: %v", m.marks)
	}
	m.SetFilter("dir==out") // 8 is an answer
	for at, want := range map[uint64][2]uint64{0: {5, 15}, 5: {15, 15}, 8: {15, 5}, 15: {5, 5}} {
		if got := [2]uint64{m.NextMark(at, false), m.NextMark(at, true)}; got != want {
			t.Errorf("from %d: %v, want %v", at, got, want)
		}
	}
}

func TestKnown(t *testing.T) {
	m := NewModel()
	m.Add(logOf(t, 6).Stored)
	for name, want := range map[string]string{"dest": "36301234567 3 PDUs", "link": "a 6 PDUs", "id": "id5 1 PDU", "text": ""} {
		got := ""
		if v := m.Known(name); len(v) > 0 {
			got = v[0].Text + " " + v[0].Help
		}
		if got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A stranger's octets become visible marks in every column and every format.
func TestStrangersOctets(t *testing.T) {
	evil := "\x1b[2J\u202e\n"
	p := submit(1).SetStr(smpp.FieldSourceAddr, evil).SetInt(smpp.FieldDataCoding, 8).SetOctets(smpp.FieldShortMessage, []byte{0x20, 0x2E, 0, 10, 0, 27})
	r := record(t, 1, true, p)
	r.Link = evil
	row := newEntry(r).line(answered)
	for _, s := range []string{row.From, row.Link, row.Info, Copy([]gateway.PDURecord{r}, AsText)} {
		if strings.ContainsAny(s, "\x1b\u202e") || strings.Contains(strings.TrimSuffix(s, "\n"), "\n\n") {
			t.Errorf("%q", s)
		}
	}
	if row.Info != "‹RLO›⏎‹ESC›" {
		t.Errorf("the text: %q", row.Info)
	}
}

func TestCopySeveral(t *testing.T) {
	list := []gateway.PDURecord{record(t, 3, true, smpp.New(smpp.EnquireLink)), record(t, 4, false, submit(1))}
	for format, want := range map[string][2]string{
		AsHex: {"00000010000000150000000000000000", "\n0000"}, AsC: {"unsigned char pdu3[] = { 0x00, 0x00,", "unsigned char pdu4[]"},
		AsJSON: {`{"command":"enquire_link"`, "}\n{"}, AsText: {"3  ", "destination_addr = 36301234567"},
	} {
		if got := Copy(list, format); !strings.HasPrefix(got, want[0]) || !strings.Contains(got, want[1]) {
			t.Errorf("%s: %s", format, got)
		}
	}
	if got := Copy(list[:1], AsC); !strings.HasPrefix(got, "unsigned char pdu[]") {
		t.Errorf("one alone: %s", got)
	}
}

func BenchmarkAdd(b *testing.B) {
	s := logOf(b, 5000)
	m := NewModel()
	m.SetAnswers(true)
	m.SetFilter("cmd==submit_sm && dest~+36")
	b.ReportAllocs()
	for b.Loop() {
		m.Add(s.Stored)
		m.Trim()
		for i := range s.Stored {
			s.Stored[i].Number += 5000
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/5000, "ns/PDU")
}

func BenchmarkRefilter(b *testing.B) {
	m := NewModel()
	m.Add(logOf(b, keep).Stored)
	b.ReportAllocs()
	for b.Loop() {
		m.SetFilter("cmd==submit_sm_resp && status!=0 && dest~+36")
	}
}
