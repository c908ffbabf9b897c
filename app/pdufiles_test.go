//go:build !headless

package app

import (
	"bytes"
	"encoding/json"
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
