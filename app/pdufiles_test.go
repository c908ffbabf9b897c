//go:build !headless

package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/pdulog"
)

// What the window saves is what the command line prints.
func TestWritePDUs(t *testing.T) {
	frame, err := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301234567").Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	records := []gateway.PDURecord{{Number: 7, Time: time.Unix(1, 0), Link: "a", Session: 2, Out: true, Version: byte(smpp.V34), Frame: frame}}
	write := func(format string) []byte {
		var b bytes.Buffer
		if err := (&house{}).WritePDUs(&b, format, records); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var line struct {
		Number    uint64
		Direction string
		Command   string
	}
	if err := json.Unmarshal(write(pdulog.JSONLines), &line); err != nil || line.Number != 7 || line.Direction != "out" || line.Command != "submit_sm" {
		t.Errorf("%+v %v", line, err)
	}
	if text := write(pdulog.PlainText); !bytes.Contains(text, []byte("-> submit_sm")) || bytes.Count(text, []byte("\n")) != 1 {
		t.Errorf("%s", text)
	}
	if capture := write(pdulog.Pcapng); !bytes.HasPrefix(capture, []byte{0x0A, 0x0D, 0x0D, 0x0A}) || !bytes.Contains(capture, frame) {
		t.Errorf("% x", capture[:16])
	}
}

// What the window saves as a capture it opens again: the same PDUs in the same
// sessions and directions, without the password.
func TestReadPDUs(t *testing.T) {
	var records []gateway.PDURecord
	add := func(session uint64, out bool, p *smpp.PDU) {
		p.Sequence = uint32(len(records) + 1)
		frame, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, gateway.PDURecord{Number: uint64(len(records) + 1), Time: time.Unix(100, int64(len(records))*1e6), Link: "a", Session: session, Out: out, Version: byte(smpp.V34), Frame: frame})
	}
	add(1, true, smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, "acme").SetStr(smpp.FieldPassword, "secret").SetInt(smpp.FieldInterfaceVersion, 0x34))
	add(1, false, smpp.New(smpp.BindTransceiverResp).SetStr(smpp.FieldSystemID, "centre"))
	add(2, false, smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, "36301234567")) // of a session whose start is not in the file
	add(2, true, smpp.New(smpp.DeliverSMResp))
	add(1, true, smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301234567"))
	var b bytes.Buffer
	if err := (&house{}).WritePDUs(&b, pdulog.Pcapng, records); err != nil {
		t.Fatal(err)
	}
	got, notes, err := (&house{}).ReadPDUs(write(t, b.String()))
	if err != nil || len(notes) > 0 || len(got) != len(records) {
		t.Fatalf("%d records, %q, %v", len(got), notes, err)
	}
	sessions := map[uint64]uint64{}
	for i, r := range got {
		want := records[i]
		if known, ok := sessions[want.Session]; ok && known != r.Session {
			t.Errorf("%d is of session %d, not %d", i, r.Session, known)
		}
		sessions[want.Session] = r.Session
		if r.Out != want.Out || r.Number != want.Number || len(r.Frame) != len(want.Frame) {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if len(sessions) != 2 || sessions[1] == sessions[2] || got[4].Version != byte(smpp.V34) || bytes.Contains(got[0].Frame, []byte("secret")) {
		t.Errorf("sessions %v, version %x, %q", sessions, got[4].Version, got[0].Frame)
	}
	if _, _, err := (&house{}).ReadPDUs(write(t, "name;phone\n")); err == nil || !strings.Contains(err.Error(), "it is no capture") {
		t.Error(err)
	}
}

// Hex in a file or on the clipboard is read as "relay decode" reads it, without the
// password; what is neither hex nor a capture says so.
func TestReadHex(t *testing.T) {
	var all []byte
	for i, p := range []*smpp.PDU{smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, "acme").SetStr(smpp.FieldPassword, "secret").SetInt(smpp.FieldInterfaceVersion, 0x34), smpp.New(smpp.DeliverSM), smpp.New(smpp.SubmitSMResp)} {
		p.Sequence = uint32(i + 1)
		frame, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, frame...)
	}
	check := func(name string, list []gateway.PDURecord, err error) {
		t.Helper()
		if err != nil || len(list) != 3 {
			t.Fatalf("%s: %d PDUs, %v", name, len(list), err)
		}
		if !list[0].Out || list[1].Out || list[2].Out || list[2].Version != byte(smpp.V34) || list[2].Number != 3 || !list[0].Time.IsZero() {
			t.Errorf("%s: %+v", name, list)
		}
		if bytes.Contains(list[0].Frame, []byte("secret")) || !bytes.Contains(list[0].Frame, []byte("acme")) {
			t.Errorf("%s: %q", name, list[0].Frame)
		}
	}
	h := &house{}
	list, err := h.ParsePDUs(fmt.Sprintf("% x", all))
	check("the clipboard", list, err)
	for name, text := range map[string]string{"a.hex": fmt.Sprintf("%X\n", all), "b.txt": fmt.Sprintf("0x%x", all), "c.bin": string(all)} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		list, _, err := h.ReadPDUs(file)
		check(name, list, err)
	}
	for text, want := range map[string]string{"": "there is nothing", "hello": "neither hex nor octets", "0000001": "one is missing"} {
		if _, err := h.ParsePDUs(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
