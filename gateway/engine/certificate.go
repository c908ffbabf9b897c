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
const checkCertEvery = time.Minute

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
	v.e.feed.event(severity, name, text, "Put the new certificate in the place of the old one: Relay takes it within a minute, and sessions stay.")
}

// renewCertificate takes a certificate that was put in the place of a listener's.
// One that can't be used, since its key is not there yet perhaps, is told of once.
func (v *server) renewCertificate() {
	v.mu.Lock()
	l := v.listener
	v.mu.Unlock()
	if l == nil {
		return
	}
	other, err := l.Renew()
	why := ""
	if err != nil {
		why = err.Error()
	}
	v.mu.Lock()
	name, told := v.cfg.Name, v.unusable
	v.unusable = why
	if other && v.listener == l {
		v.until, v.told = l.CertUntil(), certSound
	}
	until := v.until
	v.mu.Unlock()
	switch {
	case other:
		v.e.log.WithField("link", name).Infof("the new certificate is in use; it is valid until %s", until.Local().Format(time.DateOnly))
		v.e.feed.event(gateway.Success, name, name+" uses its new certificate, which is valid until "+until.Local().Format(time.DateOnly)+".", "")
		v.e.feed.links()
	case why != "" && why != told:
		v.e.log.WithField("link", name).Warnf("%s; the one before stays in use", why)
		v.e.feed.event(gateway.Warning, name, "The new certificate of "+name+" is not in use: "+why, "The one before stays in use. Put the certificate and the key that belongs to it in their places.")
	}
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
			e.lookAtCertificates(now)
		}
	}
}

func (e *Engine) lookAtCertificates(now time.Time) {
	for _, v := range e.listeners() {
		v.renewCertificate()
		v.checkCertificate(now)
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
