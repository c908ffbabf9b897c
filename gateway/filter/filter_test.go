package filter

import (
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

func record(t testing.TB, p *smpp.PDU) *gateway.PDURecord {
	b, err := p.Append(nil, smpp.V34)
	if err != nil {
		t.Fatal(err)
	}
	return &gateway.PDURecord{Link: "provider-a", Out: true, Version: 0x34, Frame: b}
}

func TestMatch(t *testing.T) {
	submit := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, "Shop").SetStr(smpp.FieldDestinationAddr, "36301234567").
		SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldShortMessage, "Hello").AddTLVInt(smpp.TagUserMessageReference, 513)
	submit.Sequence = 7
	resp := submit.Resp(smpp.RTHROTTLED)
	for expr, want := range map[string][2]bool{
		"":                                       {true, true},
		"cmd==submit_sm":                         {true, false},
		"cmd~submit":                             {true, true},
		"cmd==submit_sm_resp && status!=0":       {false, true},
		"status==ESME_RTHROTTLED":                {false, true},
		"status==0x58 || dest~+36":               {true, true},
		"dest~+36":                               {true, false},
		"dest~+44":                               {false, false},
		"dest==+36301234567":                     {true, false},
		"!(seq==7)":                              {false, false},
		"seq>6 && seq<8":                         {true, true},
		"text~hello":                             {true, false},
		"from==shop":                             {true, false},
		"registered_delivery==1":                 {true, false},
		"user_message_reference==513":            {true, false},
		`link=="provider-a" && dir==out`:         {true, true},
		"answer==yes":                            {false, true},
		"cmd==submit_sm&&(status!=0||text~+Hel)": {true, false},
	} {
		f, err := Parse(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := [2]bool{f.Match(record(t, submit)), f.Match(record(t, resp))}; got != want {
			t.Errorf("%s: %v, want %v", expr, got, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for expr, at := range map[string]int{"cmd": 3, "nothing==1": 0, "cmd==": 5, "(cmd==a": 7, "cmd==a b": 7, "seq<x": 5, `text~"open`: 5, "&&": 0} {
		_, err := Parse(expr)
		e, ok := err.(*Error)
		if !ok || e.At != at {
			t.Errorf("%q: %v, want an error at %d", expr, err, at)
		}
	}
}

// The id of a receipt counts whether a TLV or only its text names it.
func TestIDs(t *testing.T) {
	receipt := func() *smpp.PDU { return smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, 4) }
	text := receipt().SetStr(smpp.FieldShortMessage, "id:0972660181 sub:001 dlvrd:001 stat:DELIVRD err:000 text:x")
	tlv := receipt().AddTLVStr(smpp.TagReceiptedMessageID, "39f99dd5")
	answer := smpp.New(smpp.SubmitSM).Resp(smpp.ROK).SetStr(smpp.FieldMessageID, "39F99DD5")
	for expr, want := range map[string][3]bool{
		"id==0972660181":         {true, false, false},
		"id==39f99dd5":           {false, true, true},
		"id~+39F || id~66":       {true, true, true},
		"receipted_message_id~9": {false, true, false},
	} {
		f, err := Parse(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got := [3]bool{f.Match(record(t, text)), f.Match(record(t, tlv)), f.Match(record(t, answer))}; got != want {
			t.Errorf("%s: %v, want %v", expr, got, want)
		}
	}
}

func TestAnswerTime(t *testing.T) {
	resp := record(t, smpp.New(smpp.SubmitSM).Resp(smpp.ROK))
	request := record(t, smpp.New(smpp.SubmitSM))
	env := Env{Answer: func(r *gateway.PDURecord) (time.Duration, bool) { return 1500 * time.Millisecond, r == resp }}
	for expr, want := range map[string][2]bool{
		"answer>1000": {true, false}, "answer>1s": {true, false}, "answer<1.6s": {true, false}, "answer==1500ms": {true, false},
		"answer>2s": {false, false}, "answer==yes": {true, false}, "answer==no": {false, true},
	} {
		f, err := Parse(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]bool{f.MatchIn(resp, env), f.MatchIn(request, env)}; got != want {
			t.Errorf("%s: %v, want %v", expr, got, want)
		}
	}
	if f, _ := Parse("answer>1s"); f.Match(resp) {
		t.Error("a time was known without anyone who knows it")
	}
}

// Every name parses and stands for what the PDU has, in any PDU.
func TestEveryName(t *testing.T) {
	for _, n := range Names() {
		f, err := Parse(n + "~x || " + n + "==1")
		if err != nil {
			t.Errorf("%s: %v", n, err)
			continue
		}
		f.Match(record(t, smpp.New(smpp.SubmitSM)))
		f.Match(&gateway.PDURecord{Frame: []byte{0, 0, 0}})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("cmd==submit_sm && (status!=0 || !dest~+36)", []byte{})
	f.Add(`text ~ "a b"`, []byte{0, 0, 0, 16, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1})
	f.Add(`id=='x' || answer>5ms`, []byte{0, 0, 0, 16, 0x80, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 1})
	f.Add("((((!!!cmd", []byte{1})
	f.Fuzz(func(t *testing.T, s string, frame []byte) {
		x, err := Parse(s)
		if err != nil {
			if e, ok := err.(*Error); !ok || e.At < 0 || e.At > len(s) || e.Text == "" {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		x.Match(&gateway.PDURecord{Version: 0x34, Frame: frame})
	})
}

func BenchmarkMatch(b *testing.B) {
	p := smpp.New(smpp.SubmitSM).SetStr(smpp.FieldSourceAddr, "Shop").SetStr(smpp.FieldDestinationAddr, "36301234567").SetStr(smpp.FieldShortMessage, "Hello")
	r := record(b, p)
	f, err := Parse("cmd==submit_sm && dest~+36 && registered_delivery==0")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if !f.Match(r) {
			b.Fatal("no match")
		}
	}
}

// A request has the status of its answer and the time that it took, once they are
// known, so that what a list shows of it is what a filter finds.
func TestRequestHasItsAnswer(t *testing.T) {
	submit := record(t, smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301234567"))
	known := Env{Status: func(*gateway.PDURecord) (smpp.Status, bool) { return smpp.RTHROTTLED, true },
		Answer: func(*gateway.PDURecord) (time.Duration, bool) { return 700 * time.Millisecond, true }}
	open := Env{Status: func(*gateway.PDURecord) (smpp.Status, bool) { return 0, false },
		Answer: func(*gateway.PDURecord) (time.Duration, bool) { return 0, false }}
	for expr, want := range map[string][2]bool{
		"cmd==submit_sm && status!=0 && dest~+36": {true, false},
		"status==RTHROTTLED":                      {true, false},
		"status==0":                               {false, false},
		"answer>500ms":                            {true, false},
		"answer==no":                              {true, true},
		"status!=0 && answer==yes":                {false, false},
	} {
		f, err := Parse(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]bool{f.MatchIn(submit, known), f.MatchIn(submit, open)}; got != want {
			t.Errorf("%s: %v", expr, got)
		}
	}
}
