//go:build !headless

package app

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net/netip"
	"os"

	"relay/gateway"
	"relay/gateway/octets"
	"relay/gateway/smpp"
	"relay/ui/pdulog"
)

// maxCapture is how large a capture may be that the window opens, in octets.
const maxCapture = 512 << 20

// ReadPDUs reads the PDUs of a file as the window shows them. In a capture each TCP
// connection is a session, named by its message centre, and seen from the ESME;
// what is no capture is octets, or hex in any of the forms that people write it in.
func (h *house) ReadPDUs(path string) (records []gateway.PDURecord, notes []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > maxCapture {
		return nil, nil, useErrorf("the file is larger than %d MB: cut it into several, with editcap for example", maxCapture>>20)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	if !isCapture(b) {
		if records, err = writtenPDUs(b); err != nil {
			err = fmt.Errorf("it is no capture, and %w", err)
		}
		return records, nil, err
	}
	found, notes, err := readCapture(b)
	if err != nil {
		return nil, nil, err
	}
	type pair struct{ esme, centre netip.AddrPort }
	type session struct {
		number  uint64
		version byte
	}
	sessions := map[pair]*session{}
	for i, p := range found {
		out, known := sessions[pair{p.From, p.To}] != nil, sessions[pair{p.To, p.From}] != nil
		if !out && !known {
			out = !fromCentre(p.Frame)
		}
		ends := pair{p.From, p.To}
		if !out {
			ends = pair{p.To, p.From}
		}
		s := sessions[ends]
		if s == nil {
			s = &session{number: uint64(len(sessions) + 1), version: byte(smpp.V50)}
			sessions[ends] = s
		}
		smpp.Mask(p.Frame)
		if v, ok := boundVersion(p.Frame); ok {
			s.version = v
		}
		records = append(records, gateway.PDURecord{Number: uint64(i + 1), Time: p.Time, Link: ends.centre.String(), Session: s.number, Out: out, Version: s.version, Frame: p.Frame})
	}
	return records, notes, nil
}

// ParsePDUs reads the PDUs of a text in hex.
func (h *house) ParsePDUs(text string) ([]gateway.PDURecord, error) {
	if len(text) > maxInput {
		return nil, useErrorf("the text is longer than %d MiB: give a part of it", maxInput>>20)
	}
	return writtenPDUs([]byte(text))
}

// writtenPDUs reads the PDUs of octets or hex, one after the other, seen from the
// ESME. When they passed is not known.
func writtenPDUs(b []byte) (records []gateway.PDURecord, err error) {
	in, err := inputOf(b)
	if err != nil {
		return nil, err
	}
	version := byte(smpp.V50)
	for i, frame := range octets.Split(in.octets) {
		smpp.Mask(frame)
		if v, ok := boundVersion(frame); ok {
			version = v
		}
		records = append(records, gateway.PDURecord{Number: uint64(i + 1), Session: 1, Out: len(frame) < 8 || !fromCentre(frame), Version: version, Frame: frame})
	}
	return records, nil
}

// fromCentre tells whether only a message centre sends such a PDU.
func fromCentre(frame []byte) bool {
	switch id := smpp.CommandID(binary.BigEndian.Uint32(frame[4:])); id {
	case smpp.DeliverSM, smpp.Outbind, smpp.AlertNotification:
		return true
	case smpp.DeliverSMResp, smpp.EnquireLinkResp, smpp.UnbindResp, smpp.DataSMResp:
		return false
	default:
		return id.IsResponse()
	}
}

// boundVersion is the interface_version that a bind asks for (SMPP 3.4, 4.1).
func boundVersion(frame []byte) (byte, bool) {
	var p smpp.PDU
	if err := smpp.Decode(&p, frame, smpp.V50); err != nil || (p.ID != smpp.BindTransceiver && p.ID != smpp.BindTransmitter && p.ID != smpp.BindReceiver) {
		return 0, false
	}
	v := byte(p.Int(smpp.FieldInterfaceVersion))
	return v, v == byte(smpp.V33) || v == byte(smpp.V34) || v == byte(smpp.V50)
}

// WritePDUs writes records as the window saves them: a capture, JSON lines or
// text.
func (h *house) WritePDUs(w io.Writer, format string, records []gateway.PDURecord) error {
	if format == pdulog.Pcapng {
		return writePcapng(w, records)
	}
	out := bufio.NewWriter(w)
	for _, r := range records {
		if format == pdulog.JSONLines {
			fmt.Fprintf(out, "%s\n", recordJSON(r))
		} else {
			printRecord(options{Streams: Streams{Out: out}}, r)
		}
	}
	return out.Flush()
}
