package connections

import (
	"encoding/binary"
	"testing"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// What an account sends a second is what its sessions have got between two looks.
func TestPaces(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var p paces
	see := func(after time.Duration, sessions ...gateway.SessionStatus) {
		p.See(gateway.Status{Links: []gateway.LinkStatus{{Name: "office", Server: true, Sessions: sessions}}}, at.Add(after))
	}
	see(0, gateway.SessionStatus{ID: 1, Account: "shop", Recv: 1000})
	if _, known := p.Of("shop"); known {
		t.Error("one look tells nothing")
	}
	see(2*time.Second, gateway.SessionStatus{ID: 1, Account: "shop", Recv: 1010}, gateway.SessionStatus{ID: 2, Account: "shop", Recv: 10}, gateway.SessionStatus{ID: 3, Account: "clinic", Recv: 4})
	if rate, known := p.Of("shop"); !known || rate != 10 {
		t.Errorf("%v %v", rate, known)
	}
	see(4*time.Second, gateway.SessionStatus{ID: 2, Account: "shop", Recv: 30})
	if rate, _ := p.Of("shop"); rate != 10 {
		t.Errorf("a session that ended: %v", rate)
	}
	for i := range 20 {
		see(time.Duration(6+2*i)*time.Second, gateway.SessionStatus{ID: 2, Account: "shop", Recv: 30})
	}
	if rate, _ := p.Of("shop"); rate != 0 || len(p.seen) > 8 {
		t.Errorf("long ago: %v of %d looks", rate, len(p.seen))
	}
}

// A limit that is used up is full, and one that there is not is left out.
func TestMeters(t *testing.T) {
	a := gateway.NewAccount()
	a.MaxBinds, a.Rate, a.Daily, a.Window = 1, 20, 100, 10
	list := Meters(a, []gateway.SessionStatus{{Open: 5}}, 12.4, true, gateway.AccountUse{Day: 150, Month: 3})
	want := []Meter{{"Sessions", "1 of 1", 1, false}, {"Rate", "12.4 of 20 /s", 0.62, false}, {"Window in use", "5 of 10", 0.5, false}, {"Messages a day", "150 of 100", 1.5, false}, {"This month", "3", 0, true}}
	if len(list) != len(want) {
		t.Fatalf("%+v", list)
	}
	for i, m := range list {
		if m != want[i] {
			t.Errorf("%+v, want %+v", m, want[i])
		}
	}
	a.Enabled = false
	if StateOfAccount(a, 1) != Blocked || StateOfAccount(gateway.NewAccount(), 0) != Away {
		t.Error("wrong states")
	}
	for _, f := range Rights(a) {
		if f.Value == "" || f.Value == "true" || f.Value == "false" {
			t.Errorf("%+v", f)
		}
	}
}

// How an account is answered is told with words, not with codes of the file.
func TestAnswering(t *testing.T) {
	a := gateway.NewAccount()
	facts := map[string]string{}
	for _, f := range Answering(a) {
		facts[f.Name] = f.Value
	}
	if facts["Message ids"] != "decimal" || facts["Text of receipts"] != "standard" || facts["Dates in receipts"] != "10 digits" || facts["TLVs in receipts"] != "yes" || facts["Receipts wait"] != "" {
		t.Errorf("%v", facts)
	}
}

// The statuses of answers are counted by account, forgotten after a while, and
// read once each.
func TestAnswersLately(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	record := func(n uint64, account string, out bool, id smpp.CommandID, st smpp.Status, ago time.Duration) gateway.PDURecord {
		f := binary.BigEndian.AppendUint32(nil, 16)
		f = binary.BigEndian.AppendUint32(f, uint32(id))
		f = binary.BigEndian.AppendUint32(f, uint32(st))
		return gateway.PDURecord{Number: n, Time: at.Add(-ago), Account: account, Out: out, Frame: binary.BigEndian.AppendUint32(f, uint32(n))}
	}
	log := []gateway.PDURecord{
		record(1, "shop", true, smpp.SubmitSMResp, smpp.ROK, 20*time.Minute), // long ago
		record(2, "shop", false, smpp.SubmitSM, smpp.ROK, 0),                 // no answer
		record(3, "shop", true, smpp.SubmitSMResp, smpp.ROK, time.Minute), record(4, "shop", true, smpp.SubmitSMResp, smpp.ROK, 0),
		record(5, "shop", true, smpp.DataSMResp, smpp.RTHROTTLED, 0), record(6, "clinic", true, smpp.SubmitSMResp, smpp.RINVSRCADR, 0),
		record(7, "", true, smpp.SubmitSMResp, smpp.RINVBNDSTS, 0), record(8, "shop", true, smpp.EnquireLinkResp, smpp.ROK, 0),
	}
	reads := 0
	read := func(after uint64, most int) (out []gateway.PDURecord, oldest uint64) {
		reads++
		for _, r := range log {
			if r.Number > after {
				out = append(out, r)
			}
		}
		return out, 1
	}
	var a answers
	a.See(read, 8)
	a.See(read, 8)
	shares, all := a.Of("shop", at)
	if all != 3 || len(shares) != 2 || shares[0] != (Share{smpp.ROK, 2}) || shares[1] != (Share{smpp.RTHROTTLED, 1}) || reads != 2 {
		t.Errorf("%d of %v in %d reads", all, shares, reads)
	}
	if _, all := a.Of("shop", at.Add(lately)); all != 0 {
		t.Errorf("%d are not forgotten", all)
	}
	if shares, all := a.Of("clinic", at); all != 1 || answerColor(shares[0].Status) == answerColor(smpp.ROK) {
		t.Errorf("%v", shares)
	}
	log = log[:1] // another data folder
	a.See(read, 1)
	if _, all := a.Of("clinic", at); all != 1 {
		t.Error("what was counted is lost")
	}
}

// A password that is made up fits an account, and is another each time.
func TestNewPasswords(t *testing.T) {
	a := gateway.NewAccount()
	a.SystemID = "shop"
	seen := map[gateway.Secret]bool{}
	for range 100 {
		p := NewPassword(a)
		if len(p) != 8 || seen[p] {
			t.Fatalf("%q", p.Reveal())
		}
		seen[p] = true
	}
	a.LongPassword = true
	if n := len(NewPassword(a)); n != 16 {
		t.Errorf("a long one has %d", n)
	}
}
