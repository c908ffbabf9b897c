package engine_test

import (
	"encoding/binary"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/leaks"
	"relay/gateway/smpp"
)

// withLength is an enquire_link's header under a command_length, and as many
// octets as make it true where that is possible.
func withLength(n uint32, id smpp.CommandID, sequence uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, n)
	for _, v := range []uint32{uint32(id), 0, sequence} {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	if n > 16 && n < 1<<20 {
		b = append(b, make([]byte, n-16)...)
	}
	return b
}

// A command_length that can not be is answered from the length alone, with the
// number where there is one, and ends the connection: nothing behind it can be
// read. The longest that may be is taken.
func TestLengthsThatCanNotBe(t *testing.T) {
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) {
		v.MaxUnbound, v.BindsPerSecond, a.MaxBinds = 100, 0, 100
	})
	const source, unknown = "127.0.0.63", smpp.CommandID(0x00010999)
	f.during(2*time.Second, func() {
		for _, bound := range []bool{false, true} {
			open, longest := f.raw, uint32(1024)
			if bound {
				open, longest = f.bound, 70_000
			}
			for _, n := range []uint32{0, 1, 2, 4, 15, longest + 1, 70_001, 1 << 20, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF} {
				r := open(source)
				r.write(withLength(n, smpp.EnquireLink, 77))
				number := uint32(77)
				if n < 16 {
					number = 0 // too short for one
				}
				if p := r.next(); p.ID != smpp.GenericNack || p.Status != smpp.RINVCMDLEN || p.Sequence != number {
					t.Errorf("bound %v, length %d: %s %s %d", bound, n, p.ID, p.Status.Name(), p.Sequence)
				}
				r.ended()
			}
			r := open(source)
			for i, n := range []uint32{16, 17, longest - 1, longest} {
				r.write(withLength(n, unknown, uint32(i+1)))
				if p := r.until(uint32(i + 1)); p.ID != smpp.GenericNack || p.Status != smpp.RINVCMDID {
					t.Errorf("bound %v, length %d: %s %s", bound, n, p.ID, p.Status.Name())
				}
			}
			r.send(smpp.New(smpp.EnquireLink), 9)
			r.until(9) // and the stream is still in step
		}
		// Four octets and silence are enough for a length that is too short, and
		// sixteen for one that is too long.
		r := f.raw(source)
		r.write([]byte{0, 0, 0, 2})
		if p := r.next(); p.Status != smpp.RINVCMDLEN {
			t.Errorf("%s", p.Status.Name())
		}
		r.ended()
	})
}

// A length that is announced takes no memory before its octets are there.
func TestAnnouncedLengthsTakeNoMemory(t *testing.T) {
	const peers = 200
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) {
		v.BindsPerSecond, a.MaxBinds = 0, peers
	})
	f.during(2*time.Second, func() {
		var open []*raw
		for range peers {
			open = append(open, f.bound("127.0.0.64"))
		}
		begin := append(frameOf(smpp.New(smpp.EnquireLink), 2), withLength(70_000, smpp.SubmitSM, 3)[:16]...)
		before := leaks.Heap()
		for _, r := range open {
			r.write(begin)
		}
		for _, r := range open {
			r.until(2) // so the rest has been read too: it came in one write
		}
		grown := leaks.Heap() - before
		t.Logf("%d peers announced 70,000 octets and sent 16: the heap grew by %d KiB", peers, grown>>10)
		if grown > peers*8<<10 {
			t.Errorf("%d octets for each", grown/peers)
		}
		// What comes at last is one PDU like any other.
		open[0].write(withLength(70_000, smpp.SubmitSM, 3)[16:])
		if p := open[0].until(3); p.ID != smpp.SubmitSMResp || p.Status == smpp.ROK {
			t.Errorf("%s %s", p.ID, p.Status.Name())
		}
	})
}
