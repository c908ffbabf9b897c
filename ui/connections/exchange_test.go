package connections_test

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/connections"
	"relay/ui/theme"
	"relay/ui/uitest"
)

// A step of the test shows what was sent beside what came back, and what the
// other side wrote acts on nothing.
func TestTheTestShowsItsPDUs(t *testing.T) {
	h, d := uitest.New(), uitest.NewDesk(t, theme.New(theme.Light, 100), 1236, 800)
	c := gateway.NewClient()
	c.Name, c.Host = "nordic-a", "smpp.example.com"
	h.Cfg.Clients = []gateway.ClientConfig{c}
	frame := func(p *smpp.PDU) []byte {
		b, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	answer := smpp.New(smpp.BindTransceiverResp).SetStr(smpp.FieldSystemID, "evil\x1b[2J")
	answer.Status = smpp.RINVPASWD
	h.Steps = []gateway.DiagnosisStep{{Name: "bind", Result: gateway.StepFail, Took: time.Millisecond, Detail: "refused", PDUs: []gateway.PDURecord{
		{Out: true, Version: 0x34, Frame: frame(smpp.New(smpp.BindTransceiver).SetStr(smpp.FieldSystemID, "acme").SetStr(smpp.FieldPassword, "******").SetInt(smpp.FieldInterfaceVersion, 0x34))},
		{Version: 0x34, Frame: frame(answer)}}}}
	v := connections.New(connections.Deps{Engine: h, Archive: uitest.Shelf{House: h}, Office: h, Shell: d})
	d.Show(v.Object())
	v.Shown()
	uitest.Tap(t, v.Object(), "Test")
	for _, want := range []string{"→ bind_transceiver", "← bind_transceiver_resp", "acme", "0x34 SMPP 3.4", "ESME_RINVPASWD"} {
		if !uitest.Shows(v.Object(), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if bad := uitest.Hidden(v.Object()); len(bad) > 0 {
		t.Errorf("drawn as they came: %q", bad)
	}
}
