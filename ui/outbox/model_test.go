package outbox

import (
	"testing"
	"time"

	"relay/gateway"
)

func TestStateWord(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		m    gateway.Message
		want string
	}{
		{gateway.Message{State: gateway.Queued}, "Queued"},
		{gateway.Message{State: gateway.Queued, ScheduledAt: now.Add(time.Hour)}, "Scheduled"},
		{gateway.Message{State: gateway.Queued, ScheduledAt: now.Add(-time.Hour)}, "Queued"},
		{gateway.Message{State: gateway.Queued, Error: &gateway.MessageError{}}, "Retrying"},
		{gateway.Message{State: gateway.Unknown}, "Held"},
		{gateway.Message{State: gateway.Accepted, Parts: 3, Done: 2}, "2 of 3 delivered"},
		{gateway.Message{State: gateway.Delivered, Parts: 3, Done: 3}, "Delivered"},
	} {
		if got := StateWord(c.m, now); got != c.want {
			t.Errorf("%+v: %q, want %q", c.m, got, c.want)
		}
	}
}

func TestWhen(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.Local)
	if got := When(now.Add(-time.Hour), now); got != "11:00:00" {
		t.Error(got)
	}
	if got := When(now.AddDate(0, 0, -1), now); got != "2026-05-03" {
		t.Error(got)
	}
}

func TestCSVIsHarmless(t *testing.T) {
	for in, want := range map[string]string{
		`=cmd|' /C calc'!A0`: `"'=cmd|' /C calc'!A0"`, "-1": `"'-1"`, "@x": `"'@x"`, "+36301234567": `"+36301234567"`, "+1+1": `"'+1+1"`, `say "hi"`: `"say ""hi"""`, "": `""`,
	} {
		if got := csvCell(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestChipsCountEveryMessageOnce(t *testing.T) {
	var c gateway.Counts
	for i := range c.Out {
		c.Out[i] = 1 << i
	}
	c.Out[gateway.Received] = 0
	chips := Chips()
	var sum int64
	for _, x := range chips[1:5] {
		sum += x.Count(c)
	}
	if sum != chips[0].Count(c) {
		t.Errorf("the chips count %d of %d", sum, chips[0].Count(c))
	}
}
