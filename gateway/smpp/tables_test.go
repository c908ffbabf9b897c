package smpp

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// A new TLV or status is one added row: in a copy of the tables it is decoded,
// checked, explained and named, below and above the tags of the standard, and
// the standard tables do not change.
func TestAddedRows(t *testing.T) {
	const low, high, code = Tag(0x0614), Tag(0x8081), Status(0x451)
	tables := Standard().With([]TLVInfo{
		{Tag: low, Name: "new_number", Introduced: "5.0", Min: 2, Max: 2, In: []CommandID{SubmitSM}},
		{Tag: high, Name: "origin_centre", Introduced: "3.4", Min: 1, Max: 20, Value: ValueCString, In: []CommandID{SubmitSM, SubmitSMResp}},
	}, []StatusInfo{{Name: "PROVIDER_BUDGET", Code: code, Meaning: "The budget is used up.", Advice: "Buy more."}})

	build := func(n int) []byte {
		frame, err := Standard().New(SubmitSM).SetStr(FieldDestinationAddr, "1").AddTLV(low, make([]byte, n)).AddTLV(high, []byte("447700900000\x00")).Append(nil, V50)
		if err != nil {
			t.Fatal(err)
		}
		return frame
	}
	var p PDU
	if err := tables.Decode(&p, build(2), V50); err != nil {
		t.Fatal(err)
	}
	var bad *Error
	if err := tables.Decode(&p, build(3), V50); !errors.As(err, &bad) || bad.Field != "new_number" || bad.Status != RINVTLVLEN {
		t.Errorf("a length that the row does not allow: %v", err)
	}
	if err := Decode(&p, build(3), V50); err != nil {
		t.Errorf("the standard tables judge it: %v", err)
	}
	rows := map[string]Row{}
	for _, r := range tables.Explain(build(2), V50).Rows {
		rows[r.Name] = r
	}
	if r := rows["new_number"]; r.Kind != "int" || r.Rule != "2 octets" || r.Note != "since SMPP 5.0" {
		t.Errorf("%+v", r)
	}
	if r := rows["origin_centre"]; r.Value != "447700900000" {
		t.Errorf("%+v", r)
	}
	var out struct {
		TLVs []struct {
			Name  string
			Value any
		}
	}
	if err := json.Unmarshal(tables.JSON(build(2), V50), &out); err != nil || len(out.TLVs) != 2 || out.TLVs[0].Name != "new_number" || out.TLVs[1].Value != "447700900000" {
		t.Errorf("%v %+v", err, out)
	}

	// Building by them: the width and the NUL are those of the rows, a TLV of
	// 5.0 does not go to a 3.4 peer, and a response keeps to the tables.
	q := tables.New(SubmitSM).SetStr(FieldDestinationAddr, "1").AddTLVInt(low, 7).AddTLVStr(high, "1")
	b, err := q.Append(nil, V34)
	if err != nil || !strings.HasSuffix(string(b), "\x80\x81\x00\x021\x00") || strings.Contains(string(b), "\x06\x14\x00\x02") {
		t.Errorf("%x %v", b, err)
	}
	resp := q.Resp(code)
	if b, err = resp.AddTLVStr(high, "2").Append(nil, V34); err != nil {
		t.Fatal(err)
	}
	x := tables.Explain(b, V34)
	if r := x.Rows[2]; r.Value != "PROVIDER_BUDGET" || r.Meaning != "The budget is used up." {
		t.Errorf("%+v", r)
	}
	if tag, ok := tables.TagByName("origin_centre"); !ok || tag != high {
		t.Errorf("origin_centre is %s", tag)
	}
	if st, ok := tables.StatusByName("PROVIDER_BUDGET"); !ok || st != code || strings.HasPrefix(code.Name(), "P") {
		t.Errorf("PROVIDER_BUDGET is %s", st)
	}
	if _, ok := TagByName("new_number"); ok || high.String() != "0x8081" {
		t.Error("the standard tables changed")
	}
	replaced := tables.With([]TLVInfo{{Tag: low, Name: "newer_number", Min: 1, Max: 1}}, nil)
	if r, _ := replaced.TLV(low); r.Name != "newer_number" {
		t.Errorf("%+v", r)
	}
	if _, ok := replaced.TagByName("new_number"); ok {
		t.Error("an old row still has its name")
	}
}
