package engine

import (
	"io"
	"testing"
	"time"

	"github.com/sirupsen/logrus"

	"relay/gateway"
)

// The end of a certificate is told once at each grade while its listener is open.
func TestCertificateIsToldOnceAGrade(t *testing.T) {
	log := logrus.New()
	log.SetOutput(io.Discard)
	e := &Engine{feed: newFeed(), log: log}
	updates, stop := e.feed.watch()
	defer stop()
	end := time.Date(2026, 12, 31, 12, 0, 0, 0, time.UTC)
	v := newServer(e, gateway.ServerConfig{Name: "office"})
	v.until = end
	told := map[time.Duration]gateway.Severity{}
	for left := 30 * 24 * time.Hour; left > -5*24*time.Hour; left -= checkCertEvery {
		v.checkCertificate(end.Add(-left))
		select {
		case u := <-updates:
			for _, x := range u.Events {
				told[left] = x.Severity
			}
		default:
		}
	}
	want := map[time.Duration]gateway.Severity{gateway.CertSoon: gateway.Warning, 72 * time.Hour: gateway.Warning, 0: gateway.Severe}
	if len(told) != len(want) {
		t.Errorf("told %v", told)
	}
	for left, s := range want {
		if got, ok := told[left]; !ok || got != s {
			t.Errorf("%s left: %v, %v", left, got, ok)
		}
	}
}
