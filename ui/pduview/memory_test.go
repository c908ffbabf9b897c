package pduview

import (
	"runtime"
	"strings"
	"testing"

	"relay/gateway"
	"relay/gateway/leaks"
	"relay/gateway/smpp"
	"relay/ui/uitest"
)

// long is a request of 60,000 octets and its answer, from a number on.
func long(t *testing.T, number uint64) []gateway.PDURecord {
	t.Helper()
	p := submit(uint32(number)).AddTLV(smpp.TagMessagePayload, []byte(strings.Repeat("x", 60_000)))
	return []gateway.PDURecord{record(t, number, true, p), record(t, number+1, false, answer(uint32(number), "id"))}
}

// However long PDUs are, the list holds some megabytes of them: while it follows,
// while it stands still, and when it looks back.
func TestLongPDUsDoNotFillTheList(t *testing.T) {
	var s uitest.Shelf
	s.House = uitest.New()
	before := leaks.Heap()
	m := NewModel()
	for n := uint64(1); n < 4000; n += 2 { // 120 MB
		m.Add(long(t, n))
		m.Trim()
	}
	if grown := leaks.Heap() - before; grown > 2*keepOctets || m.Len() < 400 || m.Number(m.Len()-1) != 4000 {
		t.Errorf("%d rows that follow hold %d KiB", m.Len(), grown>>10)
	}
	m.Clear()
	for n := uint64(4001); n < 8000 && !m.Full(); n += 2 { // it stands still
		m.Add(long(t, n))
	}
	if grown := leaks.Heap() - before; !m.Full() || grown > mostOctets*9/8 {
		t.Errorf("%d rows that stand still hold %d KiB", m.Len(), grown>>10)
	}
	if gone := m.Trim(); gone == 0 || m.Full() || m.Number(m.Len()-1) < 6000 {
		t.Errorf("it does not go on: %d gone, %d left", gone, m.Len())
	}
	m.Clear()
	for n := uint64(1); n < 3000; n += 2 {
		s.Stored = append(s.Stored, long(t, n)...)
	}
	before = leaks.Heap()
	m.Reset(s.Stored[2990:])
	for range 20 {
		older(m, s, 300)
	}
	if grown := leaks.Heap() - before; grown > mostOctets+2*keepOctets || !m.Full() {
		t.Errorf("%d rows down to %d hold %d KiB", m.Len(), m.Reached(), grown>>10)
	}
	runtime.KeepAlive(s)
}

// What a filter keeps of a long time holds its own octets, and nothing of what
// passed beside it.
func TestWhatIsFoundKeepsNothingElse(t *testing.T) {
	const slab, each = 64 << 10, 1000
	m := NewModel()
	m.SetFilter("cmd==submit_sm_resp && status!=0")
	good, bad := record(t, 1, false, answer(1, "id1")).Frame, record(t, 1, false, submit(1).Resp(smpp.RTHROTTLED)).Frame
	before := leaks.Heap()
	number := uint64(0)
	for range 300 {
		memory := make([]byte, 0, slab) // as the engine's ring has it
		list := make([]gateway.PDURecord, each)
		for i := range list {
			number++
			frame := good
			if i == each/2 {
				frame = bad
			}
			at := len(memory)
			memory = append(memory, frame...)
			list[i] = gateway.PDURecord{Number: number, Frame: memory[at:len(memory):len(memory)], Version: byte(smpp.V34), Link: "a"}
		}
		m.Add(list)
		m.Trim()
	}
	grown := leaks.Heap() - before
	if rows := int64(m.Total()); m.Len() != 300 || grown > rows*600+4<<20 {
		t.Errorf("%d rows, of which %d fit, hold %d KiB", rows, m.Len(), grown>>10)
	}
	runtime.KeepAlive(m)
}
