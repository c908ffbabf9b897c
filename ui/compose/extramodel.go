package compose

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// ParseLater reads when a message is to leave: "" at once, "14:30" the next such
// time, "tomorrow 9:00", "+2h", or "2026-12-24 09:00"; in the time zone of now.
// The words are understood in English and in the language in force.
func ParseLater(s string, now time.Time) (time.Time, error) {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	if s == "" || s == "now" || s == strings.ToLower(words.T("now")) {
		return time.Time{}, nil
	}
	if rest, ok := strings.CutPrefix(s, "+"); ok {
		d, err := gateway.ParseDuration(strings.ReplaceAll(rest, " ", ""))
		if err != nil || d <= 0 {
			return time.Time{}, errLater(s)
		}
		return now.Add(d), nil
	}
	days := 0
	clock := s
	if rest, ok := cutWord(s, "tomorrow", words.T("tomorrow")); ok {
		days, clock = 1, rest
	} else if rest, ok := cutWord(s, "today", words.T("today")); ok {
		clock = rest
	}
	if t, err := time.Parse("15:04", clock); err == nil {
		y, m, d := now.Date()
		at := time.Date(y, m, d+days, t.Hour(), t.Minute(), 0, 0, now.Location())
		if days == 0 && !at.After(now) {
			if clock != s {
				return time.Time{}, errors.New(words.T("%q is over already", s))
			}
			at = time.Date(y, m, d+1, t.Hour(), t.Minute(), 0, 0, now.Location())
		}
		return at, nil
	}
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2.1.2006 15:04"} {
		if t, err := time.ParseInLocation(form, s, now.Location()); err == nil {
			if !t.After(now) {
				return time.Time{}, errors.New(words.T("%q is over already", s))
			}
			return t, nil
		}
	}
	return time.Time{}, errLater(s)
}

// cutWord takes the first of the words off that s begins with.
func cutWord(s string, list ...string) (rest string, ok bool) {
	for _, w := range list {
		if rest, ok = strings.CutPrefix(s, strings.ToLower(w)); ok {
			return strings.TrimPrefix(rest, " "), true
		}
	}
	return s, false
}

func errLater(s string) error {
	return errors.New(words.T("%q is no time: write 14:30, tomorrow 9:00, +2h or 2026-12-24 09:00", s))
}

// LaterWords says when that is.
func LaterWords(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	d := at.Sub(now)
	far := words.T("in %d min", int(d.Minutes()))
	switch {
	case d >= 48*time.Hour:
		far = words.N(int(d.Hours())/24, "in %s day", "in %s days")
	case d >= 2*time.Hour:
		far = words.T("in %d h", int(d.Hours()))
	}
	return words.T("%s, %s", words.Time(at, "Mon 2006-01-02 15:04 MST"), far)
}

// Priorities are the words of the choice, from the usual one up.
func Priorities() []string {
	return []string{words.T("Normal"), words.T("Raised"), words.T("High"), words.T("Urgent")}
}

// cost is what all parts cost at the connection's price.
func cost(parts int, link gateway.ClientConfig) string {
	if link.Price <= 0 || parts == 0 {
		return ""
	}
	return strings.TrimSpace(words.T("≈ %s %s", words.Decimal(float64(parts)*link.Price, 2), link.Currency))
}

// Template is a text with a name.
type Template struct{ Name, Text string }

// Put adds a template, or changes the one of that name.
func Put(list []Template, t Template) []Template {
	list = slices.Clone(list)
	if i := slices.IndexFunc(list, func(x Template) bool { return strings.EqualFold(x.Name, t.Name) }); i >= 0 {
		list[i] = t
		return list
	}
	list = append(list, t)
	slices.SortFunc(list, func(a, b Template) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return list
}

// places are the {fields} of a text.
var places = regexp.MustCompile(`\{([^{}|\n]{1,40})(\|[^{}\n]*)?\}`)

// HasPlaces tells whether a text has {fields} to fill for each recipient.
func HasPlaces(text string) bool { return places.MatchString(text) }

// Fill puts a contact's facts into a text: {name}, {number} and its own fields, in
// any case; {name|friend} has a word for those without. missing are the fields
// that are not known.
func Fill(text string, c gateway.Contact) (filled string, missing []string) {
	filled = places.ReplaceAllStringFunc(text, func(place string) string {
		m := places.FindStringSubmatch(place)
		value := ""
		switch key := strings.ToLower(strings.TrimSpace(m[1])); key {
		case "name":
			value = c.Name
		case "number":
			value = c.Number
		default:
			value = c.Value(key)
		}
		switch {
		case value != "":
			return value
		case m[2] != "":
			return m[2][1:]
		}
		missing = append(missing, m[0])
		return place
	})
	return filled, missing
}

// AddRecipients puts numbers at the end of what stands in the field, each once.
func AddRecipients(to string, numbers ...string) string {
	have := map[string]bool{}
	for _, n := range number.Split(to) {
		have[gateway.CompareForm(n)] = true
	}
	out := strings.TrimRight(strings.TrimSpace(to), ",; ")
	for _, n := range numbers {
		if form := gateway.CompareForm(n); !have[form] {
			have[form] = true
			if out != "" {
				out += ", "
			}
			out += n
		}
	}
	return out
}

// Octet is a part as it leaves: its PDU and what the PDU says.
type Octet struct {
	Title string
	Frame []byte
	Lines [][2]string // field and value
}

// Octets explain the PDUs of a message before it is sent.
func Octets(frames [][]byte) []Octet {
	var out []Octet
	for i, f := range frames {
		o := Octet{Title: words.T("Part %d of %d, %s", i+1, len(frames), words.N(len(f), "%s octet", "%s octets")), Frame: f}
		for _, r := range smpp.Explain(f, smpp.V50).Rows {
			value := r.Value
			if r.Meaning != "" {
				value += "  " + r.Meaning
			}
			o.Lines = append(o.Lines, [2]string{r.Name, gateway.Clean(value)})
		}
		out = append(out, o)
	}
	return out
}
