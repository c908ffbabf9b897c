package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
)

// context separates a key from what tells it apart from the same English word
// in another sense: "Open##state".
const context = "##"

// plurals separates the two English forms in a key of N.
const plurals = "¦"

// T is a sentence of the code in the language in force; args fill its places,
// which a translation may put in another order (%[2]s).
func T(english string, args ...any) string { return Of(english, args...) }

// Of is T for a sentence that is known elsewhere: a label, a help, a state.
func Of(english string, args ...any) string {
	text, ok := current.Load().one[english]
	if !ok {
		text, _, _ = strings.Cut(english, context)
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// N is the sentence about n things: one has its form for 1, other for every
// other number in English; a translation has as many as its language needs. The
// first place of the sentence is a %s that takes n, written with Number; args
// fill the others.
func N[Int int | int64](n Int, one, other string, args ...any) string {
	c := current.Load()
	text := other
	if forms, ok := c.many[one+plurals+other]; ok {
		text = forms[c.form(int64(n))]
	} else if n == 1 {
		text = one
	}
	return fmt.Sprintf(text, append([]any{Number(int64(n))}, args...)...)
}

// Number writes a count with the language's thousands: 1284 is 1,284.
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sep := current.Load().thousands
	if len(strings.TrimPrefix(s, "-")) <= 4 && sep == narrow {
		return s // four digits stand together where a space separates
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}

// Decimal writes a number with digits after the language's decimal mark.
func Decimal(v float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', digits, 64), ".", current.Load().decimal, 1)
}

// Problem is a problem's sentence.
func Problem(p gateway.Problem) string { return Of(p.Key, p.Args...) }

// Error is what went wrong: the first problem of a list, else the error's text
// as far as it is known.
func Error(err error) string {
	if p, ok := gateway.FirstProblem(err); ok {
		return Problem(p)
	}
	return Said(err.Error())
}

// AnswerTime is how long an answer took: with tenths below 10 ms.
func AnswerTime(d time.Duration) string {
	if d < 10*time.Millisecond {
		return T("%s ms", Decimal(float64(d.Microseconds())/1000, 1))
	}
	return T("%s ms", Number(d.Milliseconds()))
}

// Span is a length of time in its largest unit or two.
func Span(d time.Duration) string {
	switch d = max(d, 0); {
	case d < time.Minute:
		return T("%d s", int(d.Seconds()))
	case d < time.Hour:
		return T("%d min", int(d.Minutes()))
	case d < 24*time.Hour:
		return T("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return T("%d d %d h", int(d.Hours())/24, int(d.Hours())%24)
}

// Time writes a time by a layout of package time whose names of days and months
// are the language's. A layout with such a name is a key itself, since languages
// differ in the order.
func Time(t time.Time, layout string) string {
	var b strings.Builder
	if strings.Contains(layout, " ") {
		layout = Of(layout)
	}
	for layout != "" {
		at, name, text := nextName(layout, t)
		if at < 0 {
			b.WriteString(t.Format(layout))
			break
		}
		if at > 0 {
			b.WriteString(t.Format(layout[:at]))
		}
		b.WriteString(Of(text))
		layout = layout[at+len(name):]
	}
	return b.String()
}

// nextName finds the first name of a day or month in a layout and its English
// text at t; at is -1 when there is none.
func nextName(layout string, t time.Time) (at int, name, text string) {
	at = -1
	for _, n := range [...]struct{ name, key string }{
		{"Monday", ""}, {"January", ""}, {"Mon", ""}, {"Jan", ""},
	} {
		if i := strings.Index(layout, n.name); i >= 0 && (at < 0 || i < at) {
			at, name = i, n.name
		}
	}
	if at >= 0 {
		text = t.Format(name)
		if text == "May" && name == "Jan" {
			text = "May##short"
		}
	}
	return at, name, text
}
