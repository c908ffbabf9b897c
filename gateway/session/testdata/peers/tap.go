package main

import (
	"bytes"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"time"

	"relay/gateway/smpp"
)

// recorded keeps a copy of the newest PDUs with their moments, as the engine's
// log does before it hands them to the database.
func recorded() func(bool, []byte) {
	type record struct {
		out   bool
		at    time.Time
		frame []byte
	}
	var (
		mu   sync.Mutex
		ring [1 << 14]record
		next int
		slab []byte
	)
	return func(out bool, frame []byte) {
		mu.Lock()
		defer mu.Unlock()
		if cap(slab)-len(slab) < len(frame) {
			slab = make([]byte, 0, 64<<10)
		}
		at := len(slab)
		slab = append(slab, frame...)
		ring[next%len(ring)] = record{out, time.Now(), slab[at:]}
		next++
	}
}

// witness sees to it that all libraries exchange the same: it counts the PDUs
// that are not of the agreed size, or have another text.
type witness struct{ submits, answers, others atomic.Int64 }

func (w *witness) tap() func(bool, []byte) {
	return func(_ bool, frame []byte) {
		switch smpp.CommandID(binary.BigEndian.Uint32(frame[4:])) {
		case smpp.SubmitSM:
			w.submits.Add(1)
			if len(frame) != messageOctets || !bytes.Contains(frame, []byte(text)) {
				w.others.Add(1)
			}
		case smpp.SubmitSMResp:
			w.answers.Add(1)
			if len(frame) != answerOctets {
				w.others.Add(1)
			}
		}
	}
}
