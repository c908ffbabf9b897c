package app

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/filter"
	"relay/gateway/leaks"
	"relay/gateway/smpp"
	"relay/storage"
)

// On the command line too a request has the status and the time of its answer, and
// that of an earlier one with its sequence number is another.
func TestFilterKnowsTheAnswer(t *testing.T) {
	folder := t.TempDir()
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	submit := func() *smpp.PDU { return smpp.New(smpp.SubmitSM).SetStr(smpp.FieldDestinationAddr, "36301234567") }
	var list []gateway.PDURecord
	for i, p := range []*smpp.PDU{submit(), submit().Resp(smpp.ROK).SetStr(smpp.FieldMessageID, "A1"), submit(), submit().Resp(smpp.RTHROTTLED), submit()} {
		if p.Sequence = 7; i == 4 {
			p.Sequence = 8 // without an answer
		}
		frame, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, gateway.PDURecord{Number: uint64(i + 1), Time: at.Add(time.Duration(i) * time.Second), Link: "a", Session: 1, Out: !p.ID.IsResponse(), Version: byte(smpp.V34), Frame: frame})
	}
	if !db.LogPDUs(list) {
		t.Fatal("the log is full")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for expr, want := range map[string][]uint64{
		"cmd==submit_sm && status!=0 && dest~+36": {3}, "status==0": {1, 2}, "cmd==submit_sm && answer>500ms": {1, 3}, "cmd==submit_sm && id==A1": {1}, "answer==no": {1, 3, 5},
	} {
		f, err := filter.Parse(expr)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readPDUs(t.Context(), options{Folder: folder}, gateway.PDUQuery{Newest: true}, f, 0)
		if err != nil {
			t.Fatal(err)
		}
		ok := len(got) == len(want)
		for i := range min(len(got), len(want)) {
			ok = ok && got[i].Number == want[i]
		}
		if !ok {
			t.Errorf("%s: %d records, want %v", expr, len(got), want)
		}
	}
}

// What fits is little beside the log, and so is what is held of it.
func TestFoundPDUsHoldNoBlocks(t *testing.T) {
	folder := t.TempDir()
	db, err := storage.Open(t.Context(), storage.Config{Folder: folder, NoKeyring: true})
	if err != nil {
		t.Fatal(err)
	}
	frame := func(st smpp.Status) []byte {
		p := smpp.New(smpp.SubmitSM).Resp(st)
		if st == smpp.ROK {
			p.SetStr(smpp.FieldMessageID, strings.Repeat("x", 60))
		}
		b, err := p.Append(nil, smpp.V34)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	good, bad := frame(smpp.ROK), frame(smpp.RTHROTTLED)
	const blocks, each = 200, 512
	for n := range blocks {
		list := make([]gateway.PDURecord, each)
		for i := range list {
			number := uint64(n*each + i + 1)
			list[i] = gateway.PDURecord{Number: number, Time: time.Unix(int64(n), 0), Link: "a", Session: 1, Version: byte(smpp.V34), Frame: good}
		}
		list[each/2].Frame = bad
		for !db.LogPDUs(list) { // until the disk has some
			if _, err := db.PDUs(t.Context(), gateway.PDUQuery{Limit: 1}); err != nil || t.Context().Err() != nil {
				t.Fatal(err)
			}
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := filter.Parse("status!=0")
	if err != nil {
		t.Fatal(err)
	}
	before := leaks.Heap()
	got, err := readPDUs(t.Context(), options{Folder: folder}, gateway.PDUQuery{Newest: true}, f, 0)
	if err != nil || len(got) != blocks || got[0].Number != each/2+1 || got[blocks-1].Number != (blocks-1)*each+each/2+1 {
		t.Fatalf("%d found, %v", len(got), err)
	}
	if grown := leaks.Heap() - before; grown > 2<<20 {
		t.Errorf("%d records hold %d KiB", len(got), grown>>10)
	}
	newest, err := readPDUs(t.Context(), options{Folder: folder}, gateway.PDUQuery{Newest: true}, f, 3)
	if err != nil || len(newest) != 3 || newest[2].Number != got[blocks-1].Number || newest[0].Number != got[blocks-3].Number {
		t.Errorf("the newest are %d, %v", len(newest), err)
	}
	runtime.KeepAlive(got)
}
