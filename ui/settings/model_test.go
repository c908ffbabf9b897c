package settings

import (
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

func TestStops(t *testing.T) {
	for days, want := range map[int]int{0: 7, -1: 7, 1: 0, 2: 0, 6: 1, 7: 1, 30: 2, 100: 3, 400: 5, 700: 6, 9000: 6} {
		if got := stopOf(days); got != want {
			t.Errorf("%d days: stop %d, want %d", days, got, want)
		}
	}
}

func TestKeeping(t *testing.T) {
	k := newKeeping(gateway.NewGeneral())
	if k.changed() != 0 || !strings.Contains(k.sentence(), "cleans up each hour") {
		t.Errorf("%d, %q", k.changed(), k.sentence())
	}
	k.text["text_days"], k.text["pdu_days"] = " 7 ", "0"
	k.due[gateway.ClassTexts] = 1200
	g, wrong := k.general()
	if wrong != "" || g.TextDays != 7 || g.PDUDays != 0 || g.MessageDays != 400 || k.changed() != 2 {
		t.Errorf("%+v, %q, %d", g, wrong, k.changed())
	}
	if s := k.sentence(); s != "Message texts: 7 days instead of 30 days. PDU log: for ever instead of 7 days. 1,200 records go as soon as you save." {
		t.Errorf("%q", s)
	}
	for _, bad := range []string{"", "soon", "-1", "1.5", "999999"} {
		k.text["text_days"] = bad
		if g, wrong := k.general(); wrong == "" || g != k.saved || k.sentence() != wrong {
			t.Errorf("%q: %+v, %q", bad, g, wrong)
		}
	}
	k.reset(gateway.NewGeneral())
	if k.changed() != 0 {
		t.Error("undo leaves something")
	}
}

func TestWords(t *testing.T) {
	for n, want := range map[int64]string{-5: "0 kB", 0: "0 octets", 1023: "1023 octets", 4096: "4 kB", 3 << 19: "1.5 MB", 1500 << 20: "1,500 MB"} {
		if got := octets(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	day := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	p := gateway.Person{Number: "+36301234567", Items: []gateway.Found{{N: 2}, {N: 1}}, From: day, To: day.AddDate(0, 1, 0), Waiting: 1}
	if got := about(p); got != "3 items from 14 Mar 2026 to 14 Apr 2026." {
		t.Error(got)
	}
	if got := question(p); !strings.Contains(got, "3 items") || !strings.Contains(got, "1 waiting message to it will not be sent") {
		t.Error(got)
	}
	if got := about(gateway.Person{Number: "+1"}); got != "Nothing is kept about +1." {
		t.Error(got)
	}
	if s, whole := trust(gateway.Audit{Total: 1388}); !whole || s != "1,388 entries, unbroken" {
		t.Error(s)
	}
	if s, whole := trust(gateway.Audit{Total: 9, Broken: 4}); whole || !strings.Contains(s, "entry 4") {
		t.Error(s)
	}
}

func TestWhatStaysAndWhatGoes(t *testing.T) {
	k := newKeeping(gateway.NewGeneral())
	k.uses[gateway.ClassTexts] = gateway.Use{Class: gateway.ClassTexts, Rows: 1000, Bytes: 10 << 20}
	k.uses[gateway.ClassPDUs] = gateway.Use{Class: gateway.ClassPDUs, Rows: 10, Bytes: 2 << 20}
	sum := func(list []int64) (n int64) {
		for _, x := range list {
			n += x
		}
		return n
	}
	if stays, goes := k.preview(); stays != 12<<20 || sum(goes) != 0 || previewWords(stays, sum(goes)) != "All of it stays: 12 MB." {
		t.Errorf("%d %v", stays, goes)
	}
	k.due[gateway.ClassTexts], k.due[gateway.ClassPDUs] = 500, 99 // more than there are
	if stays, goes := k.preview(); stays != 5<<20 || sum(goes) != 7<<20 || previewWords(stays, sum(goes)) != "About 7.0 MB go, 5.0 MB stay." {
		t.Errorf("%d %v", stays, goes)
	}
}

func TestABackupNeverTakesAnothersName(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 11, 0, 0, time.UTC)
	there := map[string]bool{}
	for _, want := range []string{"/home/anna/relay-2026-11-26-1211.relay", "/home/anna/relay-2026-11-26-1211-2.relay", "/home/anna/relay-2026-11-26-1211-3.relay"} {
		got := freeBackup("/home/anna", now, func(path string) bool { return there[path] })
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
		there[got] = true
	}
}
