package filter

import (
	"testing"

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

func FuzzParse(f *testing.F) {
	f.Add("cmd==submit_sm && (status!=0 || !dest~+36)")
	f.Add(`text ~ "a b"`)
	r := record(f, smpp.New(smpp.EnquireLink))
	f.Fuzz(func(t *testing.T, s string) {
		if x, err := Parse(s); err == nil {
			x.Match(r)
		}
	})
}
