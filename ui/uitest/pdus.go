package uitest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"relay/gateway"
)

// PDUs returns stored records, oldest first.
func (s Shelf) PDUs(_ context.Context, q gateway.PDUQuery) (out []gateway.PDURecord, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	octets := 0
	for i := range s.Stored {
		r := s.Stored[i]
		if q.Newest {
			r = s.Stored[len(s.Stored)-1-i]
		}
		if r.Number <= q.After || q.Before > 0 && r.Number >= q.Before || q.Session != 0 && r.Session != q.Session {
			continue
		}
		out, octets = append(out, r), octets+len(r.Frame)
		if len(out) == q.Limit || q.Octets > 0 && octets >= q.Octets {
			break
		}
	}
	if q.Newest {
		slices.Reverse(out)
	}
	return out, s.Broken
}

// ReadPDUs gives the PDUs of the capture that was prepared.
func (h *House) ReadPDUs(path string) ([]gateway.PDURecord, []string, error) {
	if err := h.did("read " + filepath.Base(path)); err != nil {
		return nil, nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.Captured, nil, nil
}

// ParsePDUs gives the PDUs that were prepared for any text but none.
func (h *House) ParsePDUs(text string) ([]gateway.PDURecord, error) {
	if err := h.did("parse"); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if text == "" {
		return nil, errors.New("there is nothing in the input")
	}
	return h.Captured, nil
}

// WritePDUs writes the frames in hex and counts them.
func (h *House) WritePDUs(w io.Writer, format string, records []gateway.PDURecord) error {
	if err := h.did("write " + format); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.Written == nil {
		h.Written = map[string]int{}
	}
	h.Written[format] += len(records)
	for _, r := range records {
		if _, err := fmt.Fprintf(w, "%x\n", r.Frame); err != nil {
			return err
		}
	}
	return nil
}
