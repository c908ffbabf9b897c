package compose_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/compose"
	"relay/ui/uitest"
)

// The places where the text is cut are shown with what stands around them.
func TestBorders(t *testing.T) {
	text := strings.Repeat("a", 148) + "left.right" + strings.Repeat("b", 60)
	s := compose.Look(compose.Draft{To: "+36301234567", Text: text}, gateway.Config{}, nil, time.Now())
	if want := []string{"…aaaaaaaaaaaleft. ¦ rightbbbbbbbbbbb…"}; !slices.Equal(s.Borders, want) {
		t.Errorf("%q", s.Borders)
	}
	_, _, v, _ := open(t, "smpp.example.com")
	v.Prefill(compose.Draft{To: "+36301234567", Text: text})
	if !uitest.Shows(v.Object(), "left. ¦ right") {
		t.Error("the panel does not show it")
	}
	v.Prefill(compose.Draft{To: "+36301234567", Text: "short"})
	if uitest.Shows(v.Object(), "¦") {
		t.Error("a text of one part is cut")
	}
}

func TestTLVsOfOneMessage(t *testing.T) {
	h, _, v, _ := open(t, gateway.SimulatorName)
	v.Prefill(compose.Draft{To: "+99912345670", Text: "hello", TLVs: "0x1400=zz"})
	v.Send()
	if len(h.Drafts) != 0 {
		t.Fatal("a wrong TLV was sent")
	}
	v.Prefill(compose.Draft{To: "+99912345670", Text: "hello", TLVs: `0x1400="abc"; 0x1401=01ab;`})
	v.Send()
	if len(h.Drafts) != 1 || !slices.Equal(h.Drafts[0].TLVs, []string{`0x1400="abc"`, "0x1401=01ab"}) {
		t.Errorf("%+v", h.Drafts)
	}
	link := gateway.NewClient()
	link.Version = smpp.V33
	if p := link.CheckTLVs([]string{"0x1401=01"}); p == nil {
		t.Error("SMPP 3.3 takes TLVs")
	}
}
