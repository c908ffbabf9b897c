package gateway

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"relay/gateway/smpp"
)

// Get returns the field's value as one of: string, Secret, bool, int, float64,
// time.Duration, []string.
func (s Setting[T]) Get(v *T) any {
	switch p := s.Ptr(v).(type) {
	case *string:
		return *p
	case *Secret:
		return *p
	case *bool:
		return *p
	case *int:
		return *p
	case *float64:
		return *p
	case *time.Duration:
		return *p
	case *[]string:
		return *p
	case *BindMode:
		return string(*p)
	case *UnknownPolicy:
		return string(*p)
	case *smpp.Version:
		return p.String()
	}
	panic(fmt.Sprintf("setting %s: a field kind that the table does not know", s.Key))
}

// Set puts a value of the kinds that Get returns into the field. The error
// says what was expected.
func (s Setting[T]) Set(v *T, value any) error {
	wrong := func(want string) error { return fmt.Errorf("%s takes %s", s.Key, want) }
	switch p := s.Ptr(v).(type) {
	case *string:
		x, ok := value.(string)
		if !ok {
			return wrong("a text in quotes")
		}
		*p = x
	case *Secret:
		switch x := value.(type) {
		case string:
			*p = Secret(x)
		case Secret:
			*p = x
		default:
			return wrong("a text in quotes")
		}
	case *bool:
		x, ok := value.(bool)
		if !ok {
			return wrong("true or false")
		}
		*p = x
	case *int:
		switch x := value.(type) {
		case string:
			if !s.automatic() || !strings.EqualFold(x, automaticWord) {
				return wrong("a whole number")
			}
			*p = Automatic
		case int:
			*p = x
		case int64:
			if int64(int(x)) != x {
				return wrong("a smaller number")
			}
			*p = int(x)
		default:
			return wrong("a whole number")
		}
	case *float64:
		switch x := value.(type) {
		case float64:
			*p = x
		case int:
			*p = float64(x)
		case int64:
			*p = float64(x)
		default:
			return wrong("a number")
		}
	case *time.Duration:
		switch x := value.(type) {
		case time.Duration:
			*p = x
		case string:
			d, err := ParseDuration(x)
			if err != nil {
				return wrong(`a time such as "30s", "5m" or "2h"`)
			}
			*p = d
		default:
			return wrong(`a time such as "30s", "5m" or "2h"`)
		}
	case *[]string:
		switch x := value.(type) {
		case []string:
			*p = append([]string(nil), x...)
		case []any:
			out := make([]string, 0, len(x))
			for _, e := range x {
				t, ok := e.(string)
				if !ok {
					return wrong(`a list of texts such as ["a", "b"]`)
				}
				out = append(out, t)
			}
			*p = out
		default:
			return wrong(`a list of texts such as ["a", "b"]`)
		}
	case *BindMode:
		x, ok := value.(string)
		if !ok {
			return wrong("a text in quotes")
		}
		*p = BindMode(x)
	case *UnknownPolicy:
		x, ok := value.(string)
		if !ok {
			return wrong("a text in quotes")
		}
		*p = UnknownPolicy(x)
	case *smpp.Version:
		x, ok := value.(string)
		if !ok {
			return wrong(`a text in quotes such as "3.4"`)
		}
		ver, err := smpp.ParseVersion(x)
		if err != nil {
			return wrong(`"3.3", "3.4" or "5.0"`)
		}
		*p = ver
	default:
		return wrong("a kind of value that the table does not know")
	}
	return nil
}

// Format writes a value for a form field: durations as "30s", lists with ", ".
func (s Setting[T]) Format(v *T) string {
	switch x := s.Get(v).(type) {
	case string:
		return x
	case Secret:
		return x.Reveal()
	case bool:
		return strconv.FormatBool(x)
	case int:
		if s.automatic() && x == Automatic {
			return automaticWord
		}
		return strconv.Itoa(x)
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case time.Duration:
		return FormatDuration(x)
	case []string:
		return strings.Join(x, ", ")
	}
	return ""
}

// automaticWord stands for Automatic where people read and type it.
const automaticWord = "auto"

// automatic tells whether a number of the setting may be left to Relay.
func (s Setting[T]) automatic() bool { return s.Min == Automatic }

// Parse is the reverse of Format.
func (s Setting[T]) Parse(v *T, text string) error {
	text = strings.TrimSpace(text)
	switch s.Ptr(v).(type) {
	case *bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%s takes true or false", s.Key)
		}
		return s.Set(v, b)
	case *int:
		if s.automatic() && strings.EqualFold(text, automaticWord) {
			return s.Set(v, Automatic)
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%s takes a whole number", s.Key)
		}
		return s.Set(v, n)
	case *float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("%s takes a number", s.Key)
		}
		return s.Set(v, f)
	case *[]string:
		list := []string{}
		for _, e := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
			if e = strings.TrimSpace(e); e != "" {
				list = append(list, e)
			}
		}
		return s.Set(v, list)
	}
	return s.Set(v, text)
}

// ParseDuration reads "30s", "5m", "2h", "7d" and "0".
func ParseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		if err != nil {
			return 0, fmt.Errorf("%q is no time: write it as 30s, 5m, 2h or 7d", s)
		}
		return time.Duration(n * 24 * float64(time.Hour)), nil
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf("%q is no time: write it as 30s, 5m, 2h or 7d", s)
	}
	return d, nil
}

// FormatDuration writes a duration without needless zeros: "30s", "5m", "2h".
func FormatDuration(d time.Duration) string {
	if d == 0 {
		return "0s"
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
