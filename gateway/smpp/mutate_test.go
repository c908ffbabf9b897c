package smpp

import (
	"errors"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// mutate changes a frame in one to four places.
func mutate(r *rand.Rand, frame []byte, other []byte) []byte {
	for range 1 + r.IntN(4) {
		if len(frame) == 0 {
			return frame
		}
		at := r.IntN(len(frame))
		switch r.IntN(8) {
		case 0:
			frame[at] ^= 1 << r.IntN(8)
		case 1:
			frame[at] = byte(r.Uint32())
		case 2:
			frame[at] = [...]byte{0, 1, 0x7F, 0x80, 0xFE, 0xFF}[r.IntN(6)]
		case 3:
			frame = frame[:at]
		case 4:
			frame = append(frame, byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32()))
		case 5:
			frame = append(frame[:at], other[min(at, len(other)):]...)
		case 6:
			frame = append(frame[:at], frame[min(at+1+r.IntN(5), len(frame)):]...)
		case 7:
			if len(frame) >= 8 {
				frame[7] = [...]byte{1, 2, 3, 4, 5, 0x21, 0x23, 0x24}[r.IntN(8)]
			}
		}
	}
	if len(frame) >= 4 && r.IntN(4) > 0 {
		putLength(frame) // or nothing behind the length is ever read
	}
	return frame
}

// Mutated PDUs are decoded, checked, masked, written again and explained without
// a panic, and every fault lies within the PDU. RELAY_MUTATIONS sets how many,
// RELAY_SEED which.
func TestMutatedPDUs(t *testing.T) {
	count, seed := 200_000, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("RELAY_MUTATIONS")); err == nil {
		count = n
	}
	if n, err := strconv.ParseUint(os.Getenv("RELAY_SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("%d mutations, seed %d", count, seed)
	var frames [][]byte
	for _, v := range goldenVectors(t) {
		b, _ := v.frame(t)
		frames = append(frames, b)
	}
	r, began := rand.New(rand.NewPCG(seed, 0)), time.Now()
	var frame, out []byte
	defer func() {
		if v := recover(); v != nil {
			t.Fatalf("panic: %v\n%x", v, frame)
		}
	}()
	var p PDU
	refused := 0
	for i := range count {
		frame = mutate(r, append(frame[:0], frames[r.IntN(len(frames))]...), frames[r.IntN(len(frames))])
		v := Versions()[i%3]
		if err := Decode(&p, frame, v); err != nil {
			refused++
			var bad *Error
			if !errors.As(err, &bad) || bad.Field == "" || bad.Rule == "" || bad.Offset < 0 || bad.Offset > len(frame) {
				t.Fatalf("%x: %v", frame, err)
			}
		}
		_ = Check(&p)
		_ = p.Text()
		_, _ = p.Destinations(), p.Unsuccessful()
		out, _ = p.Append(out[:0], v)
		if i%20 == 0 { // costs as much as twenty decodes
			_ = Explain(frame, v)
			_ = JSON(frame, v)
		}
		Mask(frame)
	}
	if refused == 0 || refused == count {
		t.Errorf("%d of %d refused", refused, count)
	}
	t.Logf("%d refused, %s", refused, time.Since(began).Round(time.Millisecond))
}
