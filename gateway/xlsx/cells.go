package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// dateForm is how a cell's style shows a number of days.
type dateForm uint8

const (
	noDate dateForm = iota
	dayOnly
	clockOnly
	dayAndClock
)

// layout is the form as it goes into a text.
func (f dateForm) layout() string {
	return [...]string{"", "2006-01-02", "15:04", "2006-01-02 15:04"}[f]
}

// readStyles finds which cell styles are dates.
func (b *book) readStyles() error {
	const name = "xl/styles.xml"
	if b.files[name] == nil {
		return nil
	}
	var s struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(name, &s); err != nil {
		return err
	}
	own := map[int]dateForm{}
	for _, f := range s.Formats {
		own[f.ID] = formOf(f.Code)
	}
	for _, c := range s.Cells {
		form, ok := own[c.Format]
		if !ok {
			form = builtIn(c.Format)
		}
		b.dates = append(b.dates, form)
	}
	return nil
}

// builtIn are the date formats that workbooks need not describe (ECMA-376
// 18.8.30).
func builtIn(id int) dateForm {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return dayOnly
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return clockOnly
	case id == 22:
		return dayAndClock
	}
	return noDate
}

// formOf reads a format such as "yyyy\-mm\-dd hh:mm": what stands in quotes,
// in brackets and after a backslash is no part of it.
func formOf(code string) dateForm {
	var day, clock, quoted, bracket bool
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == 'd' || c == 'y' || c == 'D' || c == 'Y':
			day = true
		case c == 'h' || c == 's' || c == 'H' || c == 'S':
			clock = true
		case c == ';':
			i = len(code) // the form of negative numbers
		}
	}
	switch {
	case day && clock:
		return dayAndClock
	case day:
		return dayOnly
	case clock:
		return clockOnly
	}
	return noDate
}

// value is a cell as a person sees it.
func (b *book) value(kind string, style int, v string, inline richText) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(v); err == nil && i >= 0 && i < len(b.shared) {
			return b.shared[i]
		}
		return ""
	case "inlineStr":
		return inline.String()
	case "b":
		if v == "1" {
			return "yes"
		}
		return "no"
	case "e": // #N/A and the like: nothing to send
		return ""
	case "str":
		return v
	case "d":
		return strings.Replace(v, "T", " ", 1)
	}
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return v
	}
	if style >= 0 && style < len(b.dates) && b.dates[style] != noDate && n >= 0 && n < 2_958_466 {
		return b.date(n, b.dates[style])
	}
	if math.Abs(n) >= 1e18 {
		return v
	}
	return strconv.FormatFloat(n, 'f', -1, 64) // a phone number may be stored as 3.6301234567E10
}

// date is a number of days as its style shows it. The day 60 of the older count
// is 29 February 1900, which never was.
func (b *book) date(days float64, form dateForm) string {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.since04 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 60 && days >= 1 {
		start = start.AddDate(0, 0, 1)
	}
	whole := math.Trunc(days)
	t := start.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round((days-whole)*86400)) * time.Second)
	return t.Format(form.layout())
}
