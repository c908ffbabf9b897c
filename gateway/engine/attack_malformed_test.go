package engine_test

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// vectors are the frames of the codec's test vectors: every command in every
// version, and what is known to be malformed.
func vectors(t *testing.T) (frames [][]byte) {
	t.Helper()
	for _, name := range []string{"vectors.jsonl", "vectors_malformed.jsonl"} {
		f, err := os.Open("../smpp/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var v struct{ Hex string }
			if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			b, err := hex.DecodeString(v.Hex)
			if err != nil {
				t.Fatal(err)
			}
			if len(b) >= 16 && len(b) < 1000 {
				frames = append(frames, b)
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return frames
}

// mutated is a frame that was changed in one to four places; the header's
// command_id stays, mostly, so that the body is looked at.
func mutated(r *rand.Rand, frame, other []byte) []byte {
	b := append([]byte(nil), frame...)
	for range 1 + r.IntN(4) {
		at := r.IntN(len(b))
		if at < 16 && r.IntN(4) > 0 && len(b) > 16 {
			at = 16 + r.IntN(len(b)-16)
		}
		switch r.IntN(7) {
		case 0:
			b[at] ^= 1 << r.IntN(8)
		case 1:
			b[at] = byte(r.Uint32())
		case 2:
			b[at] = [...]byte{0, 1, 0x7F, 0x80, 0xFE, 0xFF}[r.IntN(6)]
		case 3:
			b = b[:max(at, 16)]
		case 4:
			b = append(b, byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32()))
		case 5:
			b = append(b[:at], other[min(at, len(other)):]...)
		case 6:
			b = append(b[:at], b[min(at+1+r.IntN(5), len(b)):]...)
		}
		for len(b) < 16 {
			b = append(b, 0)
		}
	}
	return b
}

// barrage sends mutated PDUs over one connection after another.
type barrage struct {
	f       *fort
	rand    *rand.Rand
	frames  [][]byte
	source  string
	bound   bool
	version smpp.Version
	number  uint32
}

// connect opens a connection whose end is noticed.
func (b *barrage) connect() (*raw, error) {
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(b.source)}, Timeout: 10 * time.Second}
	conn, err := d.Dial("tcp", b.f.addr)
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	r := rawOver(b.f.t, conn)
	if !b.bound {
		return r, nil
	}
	bind := bindAs("shop", "s3cret").SetInt(smpp.FieldInterfaceVersion, uint32(b.version))
	if _, err := conn.Write(frameOf(bind, 1)); err != nil {
		return nil, err
	}
	frame, err := r.frames.Next()
	if err == nil && binary.BigEndian.Uint32(frame[8:]) != 0 {
		err = fmt.Errorf("bind: %x", frame)
	}
	return r, err
}

// volley sends frames whose length is true and waits for an answer to each that
// has to have one. What ends a connection rightly is not among them: lies has it.
func (b *barrage) volley(r *raw, n int) error {
	var all []byte
	open := map[uint32][]byte{}
	for range n {
		frame := mutated(b.rand, b.frames[b.rand.IntN(len(b.frames))], b.frames[b.rand.IntN(len(b.frames))])
		id := smpp.CommandID(binary.BigEndian.Uint32(frame[4:]))
		switch {
		case !b.bound && (len(frame) > 1024 || id == smpp.BindReceiver || id == smpp.BindTransmitter || id == smpp.BindTransceiver):
			continue // too long before a bind; and each refusal takes a second
		case id == smpp.Unbind, id == smpp.GenericNack && smpp.Status(binary.BigEndian.Uint32(frame[8:])) == smpp.RINVCMDLEN:
			continue // it signs off, or says that it can not read us
		}
		b.number++
		binary.BigEndian.PutUint32(frame, uint32(len(frame)))
		binary.BigEndian.PutUint32(frame[12:], b.number)
		if !id.IsResponse() && id != smpp.Outbind && id != smpp.AlertNotification {
			open[b.number] = frame
		}
		all = append(all, frame...)
	}
	go func() { _, _ = r.Write(all) }() // it is read while it is answered
	for len(open) > 0 {
		frame, err := r.frames.Next()
		if err != nil {
			for _, f := range open {
				return fmt.Errorf("%d requests without an answer, such as %x: %w", len(open), f, err)
			}
		}
		if smpp.CommandID(binary.BigEndian.Uint32(frame[4:])).IsResponse() {
			delete(open, binary.BigEndian.Uint32(frame[12:]))
		}
	}
	return nil
}

// lies sends frames whose length may be anything, then no more, and waits for
// the end.
func (b *barrage) lies(r *raw, n int) error {
	var all []byte
	for range n {
		frame := mutated(b.rand, b.frames[b.rand.IntN(len(b.frames))], b.frames[b.rand.IntN(len(b.frames))])
		if b.rand.IntN(2) == 0 {
			binary.BigEndian.PutUint32(frame, b.rand.Uint32()>>b.rand.IntN(32))
		}
		if id := binary.BigEndian.Uint32(frame[4:]); !b.bound && (id == 1 || id == 2 || id == 9) {
			continue
		}
		all = append(all, frame...)
	}
	go func() {
		_, _ = r.Write(all) // an error is Relay's end of it
		_ = r.Conn.(*net.TCPConn).CloseWrite()
	}()
	_, err := io.Copy(io.Discard, struct{ io.Reader }{r.Conn})
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
		return fmt.Errorf("the connection was not ended")
	}
	return nil
}

// fire sends about n PDUs.
func (b *barrage) fire(n int) error {
	for n > 0 {
		r, err := b.connect()
		if err != nil {
			return err
		}
		for range 20 {
			const volley = 100
			if err := b.volley(r, volley); err != nil {
				return err
			}
			if n -= volley; n <= 0 {
				break
			}
		}
		_ = r.Close()
		if r, err = b.connect(); err != nil {
			return err
		}
		if err := b.lies(r, 10); err != nil {
			return err
		}
		n -= 10
		_ = r.Close()
	}
	return nil
}

// resident is the memory that the system has given to this process.
func resident(t *testing.T) int64 {
	t.Helper()
	debug.FreeOSMemory()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil { // not Linux
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys - m.HeapReleased)
	}
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	var kib int64
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		t.Fatal(err)
	}
	return kib << 10
}

// Mutated PDUs from several connections, in every version and without a bind: no
// panic, an answer to each request whose length is true, no growth, and nobody
// else notices. RELAY_MUTATIONS sets how many, RELAY_SEED which.
func TestMutatedPDUsOverTCP(t *testing.T) {
	total, seed := 100_000, uint64(1)
	if testing.Short() || raced {
		total /= 10
	}
	if n, err := strconv.Atoi(os.Getenv("RELAY_MUTATIONS")); err == nil {
		total = n
	}
	if n, err := strconv.ParseUint(os.Getenv("RELAY_SEED"), 10, 64); err == nil {
		seed = n
	}
	f := newFort(t, func(v *gateway.ServerConfig, a *gateway.Account) {
		v.BindsPerSecond, v.Lockout, v.MaxUnbound, a.MaxBinds = 0, "0", 0, 100
	})
	frames := vectors(t)
	before := resident(t)
	f.during(2*time.Second, func() {
		var wg sync.WaitGroup
		hostile := []*barrage{{bound: true, version: smpp.V33}, {bound: true, version: smpp.V34}, {bound: true, version: smpp.V50}, {}}
		for i, b := range hostile {
			b.f, b.frames, b.source, b.rand = f, frames, fmt.Sprintf("127.0.0.10%d", i), rand.New(rand.NewPCG(seed, uint64(i)))
			wg.Go(func() {
				if err := b.fire(total / len(hostile)); err != nil {
					t.Errorf("%s: %v", b.source, err)
				}
			})
		}
		wg.Wait()
	})
	grown := resident(t) - before
	t.Logf("%d PDUs, seed %d; resident memory grew by %d KiB", total, seed, grown>>10)
	if grown > 128<<20 && !raced {
		t.Errorf("resident memory grew by %d MiB", grown>>20)
	}
}

// The same from a provider: it is no more trusted than an application.
func TestMutatedPDUsFromAProvider(t *testing.T) {
	f := newFort(t, nil)
	conn := f.reached(func(x *gateway.ClientConfig) { x.Version = smpp.V50 })
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
	r := rawOver(t, conn)
	bind := r.next()
	r.send(bind.Resp(smpp.ROK).AddTLVInt(smpp.TagSCInterfaceVersion, uint64(smpp.V50)), bind.Sequence)
	volleys := 200
	if raced {
		volleys /= 10
	}
	b := &barrage{rand: rand.New(rand.NewPCG(1, 2)), frames: vectors(t), bound: true, number: 1}
	before := resident(t)
	f.during(2*time.Second, func() {
		for range volleys {
			if err := b.volley(r, 100); err != nil {
				t.Fatal(err)
			}
		}
	})
	if grown := resident(t) - before; grown > 128<<20 && !raced {
		t.Errorf("resident memory grew by %d MiB", grown>>20)
	}
}

// Any octets on any port: the gate, the simulator's and the one for outbind.
func TestAnyOctetsOnAnyPort(t *testing.T) {
	f := newFort(t, func(v *gateway.ServerConfig, _ *gateway.Account) { v.MaxUnbound, v.SessionInit = 0, time.Second })
	outbind := freeAddress(t)
	f.apply(func(c *gateway.Config) {
		c.Simulator.Enabled, c.Simulator.Listen = true, freeAddress(t)
		x := gateway.NewClient()
		x.Name, x.Host, x.Port, x.SystemID, x.Password, x.OutbindListen = "provider", "127.0.0.1", 1, "acme", "secret", outbind
		c.Clients = append(c.Clients, x)
	})
	ports := map[string]string{"gate": f.addr, "outbind": outbind, "simulator": f.Status().SimulatorAddress}
	f.during(2*time.Second, func() {
		var wg sync.WaitGroup
		for name, address := range ports {
			r := rand.New(rand.NewPCG(1, uint64(len(name))))
			wg.Go(func() {
				for i := range 300 {
					b := make([]byte, r.IntN(3000))
					for at := range b {
						b[at] = byte(r.Uint32() >> r.IntN(2) >> (i % 8))
					}
					if err := throw(address, b); err != nil {
						t.Errorf("%s, connection %d: %v", name, i, err)
						return
					}
				}
			})
		}
		wg.Wait()
	})
	for name, address := range ports {
		if err := throw(address, frameOf(smpp.New(smpp.EnquireLink), 1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// throw sends octets and no more, and waits for the end of the connection.
func throw(address string, b []byte) error {
	conn, err := net.DialTimeout("tcp", address, 10*time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	go func() {
		_, _ = conn.Write(b)
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	_, err = io.Copy(io.Discard, struct{ io.Reader }{conn})
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
		return errors.New("the connection was not ended")
	}
	return nil
}
