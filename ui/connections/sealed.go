package connections

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Sealed is how a session is sealed: the version of TLS, and the cipher without
// what all of them have. Both are empty before a bind.
func Sealed(s gateway.SessionStatus) (version, cipher string) {
	switch {
	case s.TLS != "":
	case s.Account == "":
		return "", ""
	default:
		return words.T("plain##without TLS"), ""
	}
	cipher = strings.TrimPrefix(s.Cipher, "TLS_")
	if _, bulk, ok := strings.Cut(cipher, "_WITH_"); ok {
		cipher = bulk // of 1.2; the part before it says how the key was agreed on
	}
	return s.TLS, cipher
}

// sealedCell is the column of it in a line of the live sessions.
func sealedCell(s gateway.SessionStatus) fyne.CanvasObject {
	version, cipher := Sealed(s)
	color := theme.Muted
	if s.TLS != "" {
		color = theme.Good
	}
	lines := widgets.VBox(1, widgets.NewText(version, color, 12).Elide())
	if cipher != "" {
		lines.Add(widgets.NewText(cipher, theme.Muted, 10.5).Mono().Elide())
	}
	return widgets.VMid(lines)
}

// CertWords says until when a listener's certificate is valid, and how bad that is:
// Info, Warning in its last three weeks, Severe from its end.
func CertWords(until, now time.Time) (text string, grade gateway.Severity) {
	day := words.Time(until.Local(), "2 Jan 2006")
	left := until.Sub(now)
	days := int64(left / (24 * time.Hour))
	switch {
	case left <= 0:
		return words.T("Its certificate has ended on %s: applications refuse to connect.", day), gateway.Severe
	case days == 0:
		text = words.T("Its certificate ends on %s, in less than a day.", day)
	default:
		text = words.N(days, "Its certificate is valid until %[2]s: %[1]s day left.", "Its certificate is valid until %[2]s: %[1]s days left.", day)
	}
	if left <= gateway.CertSoon {
		return text, gateway.Warning
	}
	return text, gateway.Info
}

// CertLeft says it in two or three words; "" where there is no hurry.
func CertLeft(until, now time.Time) string {
	left := until.Sub(now)
	days := int64(left / (24 * time.Hour))
	switch {
	case until.IsZero() || left > gateway.CertSoon:
		return ""
	case left <= 0:
		return words.T("certificate ended")
	case days == 0:
		return words.T("certificate ends today")
	}
	return words.N(days, "certificate: %s day left", "certificate: %s days left")
}

// certColor is the colour of a grade.
func certColor(g gateway.Severity) fyne.ThemeColorName {
	switch g {
	case gateway.Severe:
		return theme.Bad
	case gateway.Warning:
		return theme.Warn
	}
	return theme.Muted
}
