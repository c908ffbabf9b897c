package storage

import "relay/gateway"

// The part of the writer that holds blocks of the PDU log until there is time for
// them.

// forget drops log records that wait and hold a number; when it returns, those
// that were being written are.
func (w *writer) forget(s gateway.Subject) error {
	w.mu.Lock()
	var left []pduBlock
	for i := range w.logs {
		b, _ := w.logs[i].without(func(r *gateway.PDURecord) bool { return !s.In(r.Frame) })
		w.octets -= len(w.logs[i].body)
		if b != nil {
			left = append(left, *b)
			w.octets += len(b.body)
		}
	}
	w.logs = left
	w.mu.Unlock()
	return w.outside(func(*conn) error { return nil })
}

// log takes records; false: too many wait for the disk.
func (w *writer) log(records []gateway.PDURecord) bool {
	blocks := blocksOf(records)
	octets := octetsOf(blocks)
	w.mu.Lock()
	if w.closed || recordsOf(w.logs)+len(records) > maxBacklog || w.octets+octets > maxOctets {
		w.mu.Unlock()
		return false
	}
	w.logs = append(w.logs, blocks...)
	w.octets += octets
	w.mu.Unlock()
	w.signal()
	return true
}

func octetsOf(blocks []pduBlock) (n int) {
	for i := range blocks {
		n += len(blocks[i].body)
	}
	return n
}

func recordsOf(blocks []pduBlock) (n int) {
	for i := range blocks {
		n += blocks[i].records
	}
	return n
}

// logRun is how many of the blocks that wait go into one transaction.
func (w *writer) logRun() (blocks int) {
	for n := 0; blocks < len(w.logs) && n < logChunk; blocks++ {
		n += w.logs[blocks].records
	}
	return blocks
}

// LogPDUs appends to the PDU log in the background. False: the disk is too far
// behind, nothing was kept.
func (db *DB) LogPDUs(records []gateway.PDURecord) bool {
	return db.writer != nil && db.writer.log(records)
}

// LostPDUs is how many log records were taken and could not be written.
func (db *DB) LostPDUs() uint64 {
	if db.writer == nil {
		return 0
	}
	return db.writer.lost.Load()
}
