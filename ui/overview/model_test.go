package overview

import (
	"testing"
	"time"

	"relay/gateway"
)

func slot(now time.Time, ago time.Duration, link string, t gateway.Traffic, answer time.Duration) gateway.Traffic {
	t.At, t.Link = now.Add(-ago).Truncate(gateway.TrafficSlot), link
	for range t.Submitted + t.Refused {
		t.Times.Add(answer)
	}
	return t
}

func TestFigures(t *testing.T) {
	now := time.Date(2026, 3, 2, 14, 2, 7, 0, time.UTC)
	r := Read{Now: now, Status: gateway.Status{Queued: 600, Links: []gateway.LinkStatus{{Name: "a", State: gateway.LinkBound, Rate: 20}, {Name: "b", State: gateway.LinkBound, Rate: 10}, {Name: "office", Server: true, Rate: 99}}},
		Today: gateway.Traffic{Delivered: 1190, Failed: 19}, Slots: []gateway.Traffic{
			slot(now, 10*time.Minute, "a", gateway.Traffic{Submitted: 610, Queued: 5}, 20*time.Millisecond),
			slot(now, 20*time.Second, "a", gateway.Traffic{Submitted: 200, Queued: 3}, 20*time.Millisecond),
			slot(now, 20*time.Second, "b", gateway.Traffic{Submitted: 100, Refused: 10, Queued: 4}, 20*time.Millisecond),
		}}
	want := []Figure{{Name: "Throughput", Value: "30 msg/s", More: "peak 61 in 15 min"}, {Name: "Delivered today", Value: "98.4 %", More: "1,190 of 1,209 ended"},
		{Name: "Answer time p95"}, {Name: "Queue", Value: "600", More: "empty in about 20 s"}}
	for i, f := range r.Figures() {
		w := want[i]
		if f.Name != w.Name || w.Value != "" && (f.Value != w.Value || f.More != w.More) || len(f.Curve) != 90 {
			t.Errorf("%+v", f)
		}
	}
	sent, queue := r.Figures()[0].Curve, r.Figures()[3].Curve
	if sent[88] != 30 || sent[89] != 0 || queue[88] != 7 || sent[30] != 61 {
		t.Errorf("curves: %v\n%v", sent, queue)
	}
	empty := Read{Now: now}.Figures()
	if empty[1].Value != "–" || empty[2].Value != "–" || empty[3].More != "nothing waits" {
		t.Errorf("of nothing: %+v", empty)
	}
}

func TestCurve(t *testing.T) {
	now := time.Date(2026, 3, 2, 14, 2, 7, 0, time.Local)
	for _, s := range Spans() {
		r := Read{Now: now, Span: s, Chart: []gateway.Traffic{{At: now.Add(-s.Step).Truncate(s.Step), Submitted: int64(7 * s.Step / time.Second)}}}
		values, below := r.Curve()
		if len(values) != int(s.Long/s.Step) || values[len(values)-1] != 7 || len(below) != 5 || below[4] != "now" || below[0] != now.Add(-s.Long).Format("15:04") {
			t.Errorf("%s: %v %v", s.Name, values, below)
		}
	}
}

func TestHealth(t *testing.T) {
	now := time.Date(2026, 3, 2, 14, 30, 0, 0, time.Local)
	up := gateway.LinkStatus{Name: "provider-a", State: gateway.LinkBound}
	down := gateway.LinkStatus{Name: "provider-b", State: gateway.LinkWaiting, DownSince: now.Add(-28 * time.Minute), Error: "nothing listens on 127.0.0.1:2775"}
	slow := []gateway.Traffic{slot(now, 20*time.Second, "provider-a", gateway.Traffic{Submitted: 5}, 900*time.Millisecond)}
	for _, c := range []struct {
		r         Read
		want      string
		bad, warn bool
	}{
		{Read{Status: gateway.Status{Links: []gateway.LinkStatus{up, down}}}, "provider-b is down since 14:02: nothing listens on 127.0.0.1:2775", true, false},
		{Read{Status: gateway.Status{Links: []gateway.LinkStatus{up}, Warnings: []string{"no route for messages of shop"}}}, "no route for messages of shop", false, true},
		{Read{Status: gateway.Status{Links: []gateway.LinkStatus{up}}}, "All is well: 1 connection up, nothing waits", false, false},
		{Read{Status: gateway.Status{Queued: 3}, Counts: gateway.Counts{Scheduled: 1}}, "2 messages waiting, and no connection is up", true, false},
		{Read{Status: gateway.Status{Links: []gateway.LinkStatus{up}, Queued: 1200}}, "1 connection up, 1,200 messages on the way", false, false},
	} {
		c.r.Now = now
		if h := c.r.Health(Slowness{}); h.Text != c.want || h.Bad != c.bad || h.Warn != c.warn {
			t.Errorf("%+v, want %q", h, c.want)
		}
	}
	since := Slowness{}
	r := Read{Now: now, Slots: slow, Status: gateway.Status{Links: []gateway.LinkStatus{up}}}
	first := r.Health(since)
	r.Now = now.Add(20 * time.Second)
	again := r.Health(since)
	if !first.Warn || first.Text != again.Text || first.Text[:len("provider-a slow since 14:30: it answers in ")] != "provider-a slow since 14:30: it answers in " {
		t.Errorf("%q, %q", first.Text, again.Text)
	}
	r.Now = now.Add(3 * time.Minute)
	if h := r.Health(since); h.Warn || len(since) != 0 {
		t.Errorf("after it: %+v %v", h, since)
	}
}

func TestLinks(t *testing.T) {
	now := time.Date(2026, 3, 2, 14, 30, 0, 0, time.UTC)
	c := gateway.NewClient()
	c.Name, c.Rate = "a", 50
	r := Read{Now: now, Config: gateway.Config{Clients: []gateway.ClientConfig{c}}, Status: gateway.Status{Links: []gateway.LinkStatus{
		{Name: "a", State: gateway.LinkBound, Since: now.Add(-192 * time.Minute), Address: "smpp.example.com:2775", Window: 10, Open: 2, Rate: 42},
		{Name: "off", State: gateway.LinkOff, Address: "x:1"},
		{Name: "b", State: gateway.LinkWaiting, RetryAt: now.Add(8 * time.Second), Address: "y:1"},
		{Name: "office", Server: true, State: gateway.LinkListening, Address: "127.0.0.1:2775", Sessions: make([]gateway.SessionStatus, 2)},
	}}}
	l := r.Links()
	if len(l) != 4 || l[0].Name != "b" || l[0].State != "retry in 8 s" || l[1].Name != "a" || l[1].State != "bound 3 h 12 min" || l[1].Line != "smpp.example.com:2775 · 42 msg/s" || l[1].Load != 0.84 || l[2].State != "2 sessions" || l[3].Name != "off" {
		t.Errorf("%+v", l)
	}
}
