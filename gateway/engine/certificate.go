package engine

import (
	"context"
	"slices"
	"time"

	"relay/gateway"
)

// certGrade is how near the end of a certificate is; its user is told once at
// each.
type certGrade uint8

const (
	certSound certGrade = iota
	certWeeks           // three weeks are left, or less
	certDays            // three days
	certOver
)

// checkCertEvery is how often listeners' certificates are looked at.
const checkCertEvery = time.Hour

func gradeOf(until, now time.Time) certGrade {
	switch left := until.Sub(now); {
	case until.IsZero() || left > gateway.CertSoon:
		return certSound
	case left > 3*24*time.Hour:
		return certWeeks
	case left > 0:
		return certDays
	}
	return certOver
}

// certWords is what is wrong with a listener's certificate; "" is nothing.
func certWords(name string, until, now time.Time) string {
	day := until.Local().Format(time.DateOnly)
	switch gradeOf(until, now) {
	case certSound:
		return ""
	case certOver:
		return "The certificate of " + name + " has ended on " + day + ": applications refuse to connect."
	}
	return "The certificate of " + name + " ends on " + day + "; from then on applications refuse to connect."
}

// checkCertificate tells once when a listener's certificate comes near its end.
func (v *server) checkCertificate(now time.Time) {
	v.mu.Lock()
	name, until, was := v.cfg.Name, v.until, v.told
	v.told = max(was, gradeOf(until, now))
	grade := v.told
	v.mu.Unlock()
	if grade <= was {
		return
	}
	severity := gateway.Warning
	if grade == certOver {
		severity = gateway.Severe
	}
	text := certWords(name, until, now)
	v.e.log.WithField("link", name).Warn(text)
	v.e.feed.event(severity, name, text, "Put the new certificate in the place of the old one, then stop the listener and let it listen again.")
}

// watchCertificates looks at the certificates of all listeners from time to time.
func (e *Engine) watchCertificates(ctx context.Context) {
	t := time.NewTicker(checkCertEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			for _, v := range e.listeners() {
				v.checkCertificate(now)
			}
		}
	}
}

func (e *Engine) listeners() (out []*server) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, v := range e.servers {
		out = append(out, v)
	}
	return out
}

// certWarnings are the lasting warnings about certificates.
func certWarnings(links []gateway.LinkStatus, now time.Time) (out []string) {
	for _, l := range links {
		if text := certWords(l.Name, l.CertUntil, now); text != "" {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}
