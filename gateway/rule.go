package gateway

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// How a rule looks at a text.
const (
	MatchExact    = "exact"    // the whole text
	MatchBegins   = "begins"   // its first word or words
	MatchContains = "contains" // anywhere in it
	MatchRegexp   = "regexp"   // a regular expression
	MatchAny      = "any"      // every text
)

// Rule says what to do with incoming messages that fit.
type Rule struct {
	ID      int64 // internal, survives a rename; 0 for a new rule
	Name    string
	Enabled bool

	Match   string // MatchExact, ...
	Text    string // words separated by commas, one of which must fit; a regular expression is one
	From    string // pattern of the sender
	Link    string // client link by which it came; "" any
	Hours   string // when it acts, local time; "" always
	Outside bool   // it acts outside those hours

	Answer  string // text with {name}, {from} and {text}; "" none
	Sender  string // of the answer; "" the number that was written to
	PerHour int    // answers that one number gets within an hour, at most
	Forward string // number that gets a copy; "" none
	Tag     string // word put on the message; "" none
	GoOn    bool   // the next rules are looked at too
}

// RuleHits counts how often a rule acted.
type RuleHits struct {
	Count int64
	Last  time.Time
}

// AutoKind is what Relay sends by itself.
type AutoKind uint8

const (
	AutoAnswer AutoKind = iota
	AutoForward
)

// NewRule returns the defaults of a rule.
func NewRule() Rule {
	r := Rule{}
	Defaults(&r, RuleSettings())
	return r
}

// UnmarshalJSON gives settings that a stored document does not know their
// defaults.
func (r *Rule) UnmarshalJSON(b []byte) error {
	type plain Rule
	*r = NewRule()
	return json.Unmarshal(b, (*plain)(r))
}

// Groups of a rule's settings.
const (
	GroupWhen = "When"
	GroupThen = "Then"
)

// RuleSettings are the settings of a rule, in form order.
func RuleSettings() []Setting[Rule] {
	type R = Rule
	return []Setting[R]{
		{Key: "name", Label: "Name", Group: GroupBasic, Kind: KindText, Ptr: func(r *R) any { return &r.Name }, MaxLen: 40, Need: true, Help: "What you call this rule."},
		{Key: "enabled", Label: "On", Group: GroupBasic, Kind: KindBool, Ptr: func(r *R) any { return &r.Enabled }, Default: true, Help: "A rule that is off does nothing."},
		{Key: "match", Label: "The text", Group: GroupWhen, Kind: KindChoice, Ptr: func(r *R) any { return &r.Match }, Default: MatchExact, Choices: []string{MatchExact, MatchBegins, MatchContains, MatchRegexp, MatchAny}, Help: "How the text is looked at, in any case."},
		{Key: "text", Label: "Words", Group: GroupWhen, Kind: KindText, Ptr: func(r *R) any { return &r.Text }, MaxLen: 1000, Help: "One or more, separated by commas; one of them must fit. A regular expression is taken as a whole."},
		{Key: "from", Label: "Sender", Group: GroupWhen, Kind: KindText, Ptr: func(r *R) any { return &r.From }, MaxLen: 40, Help: "A number, or its beginning with a star: +36*. Empty: anybody."},
		{Key: "link", Label: "Came by", Group: GroupWhen, Kind: KindText, Ptr: func(r *R) any { return &r.Link }, MaxLen: 40, Help: "The connection by which it came. Empty: any."},
		{Key: "hours", Label: "Hours", Group: GroupWhen, Kind: KindText, Ptr: func(r *R) any { return &r.Hours }, MaxLen: 200, Help: "Local time, such as Mon-Fri 08:00-18:00. Empty: always."},
		{Key: "outside", Label: "Outside these hours", Group: GroupWhen, Kind: KindBool, Ptr: func(r *R) any { return &r.Outside }, Default: false, Help: "The rule acts when you are closed."},
		{Key: "answer", Label: "Answer", Group: GroupThen, Kind: KindText, Ptr: func(r *R) any { return &r.Answer }, MaxLen: 2000, Help: "{name}, {from} and {text} are filled in; {name|customer} says customer where the name is not known."},
		{Key: "sender", Label: "Answer from", Group: GroupThen, Kind: KindText, Ptr: func(r *R) any { return &r.Sender }, MaxLen: 21, Help: "Empty: the number that was written to."},
		{Key: "per_hour", Label: "Answers an hour", Group: GroupThen, Kind: KindInt, Ptr: func(r *R) any { return &r.PerHour }, Default: 3, Min: 1, Max: 100, Unit: "to one number", Help: "Two machines that answer each other stop here."},
		{Key: "forward", Label: "Forward to", Group: GroupThen, Kind: KindText, Ptr: func(r *R) any { return &r.Forward }, MaxLen: 30, Help: "A number that gets a copy with the sender's name."},
		{Key: "tag", Label: "Tag", Group: GroupThen, Kind: KindText, Ptr: func(r *R) any { return &r.Tag }, MaxLen: 24, Help: "A word that the inbox shows at the message."},
		{Key: "go_on", Label: "Go on with the next rules", Group: GroupThen, Kind: KindBool, Ptr: func(r *R) any { return &r.GoOn }, Default: false, Help: "Usually the first rule that fits is the last."},
	}
}

// Words are the alternatives of a rule's text, trimmed.
func (r Rule) Words() []string {
	if r.Match == MatchRegexp {
		return []string{r.Text}
	}
	var out []string
	for _, w := range strings.Split(r.Text, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// templateField is a {word} or {word|otherwise} of an answer.
var templateField = regexp.MustCompile(`\{([A-Za-z_]+)(\|[^{}]*)?\}`)

// FillTemplate puts values into a text's {fields}; a field without a value
// becomes what stands behind its |. unknown are the fields that values does not
// have: they stay as they are.
func FillTemplate(text string, values map[string]string) (filled string, unknown []string) {
	filled = templateField.ReplaceAllStringFunc(text, func(f string) string {
		m := templateField.FindStringSubmatch(f)
		v, ok := values[strings.ToLower(m[1])]
		switch {
		case !ok:
			unknown = append(unknown, f)
			return f
		case v == "" && m[2] != "":
			return m[2][1:]
		}
		return v
	})
	return filled, unknown
}

// checkRules finds what rules can't be.
func (c Config) checkRules() Problems {
	var out Problems
	names := map[string]bool{}
	for i := range c.Rules {
		r := &c.Rules[i]
		path := fmt.Sprintf("rule[%s]", r.Name)
		add := func(key, text string, args ...any) {
			out = append(out, Problem{Path: path + "." + key, Key: text, Args: args})
		}
		out = append(out, checkRows(path, r, RuleSettings())...)
		if r.Name != "" && names[r.Name] {
			add("name", "there is a rule %q already: choose another name", r.Name)
		}
		names[r.Name] = true
		if r.Match == MatchRegexp {
			if _, err := regexp.Compile("(?is)" + r.Text); err != nil {
				add("text", "this is no regular expression: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
			}
		}
		if r.Match != MatchAny && (len(r.Words()) == 0 || strings.TrimSpace(r.Text) == "") {
			add("text", "write at least one word, or let the rule take any text")
		}
		if r.Link != "" && r.Link != SimulatorName {
			if _, ok := c.Client(r.Link); !ok {
				add("link", "there is no connection %q", r.Link)
			}
		}
		if _, err := ParseHours(r.Hours); err != nil {
			add("hours", "%s", err.Error())
		}
		if r.Outside && strings.TrimSpace(r.Hours) == "" {
			add("hours", "outside of always is never: write the hours")
		}
		if r.Answer == "" && r.Forward == "" && r.Tag == "" {
			add("answer", "the rule does nothing yet: write an answer, a number to forward to, or a tag")
		}
		if d := CompareForm(r.Forward); r.Forward != "" && (d == "" || strings.Trim(d, "0123456789") != "") {
			add("forward", "%q is no phone number: write it as +36301234567", r.Forward)
		}
		if _, unknown := FillTemplate(r.Answer, map[string]string{"name": "", "from": "", "text": ""}); len(unknown) > 0 {
			add("answer", "there is no field %s: use {name}, {from} or {text}", unknown[0])
		}
	}
	return out
}

// OptOutConfig are the words with which people take themselves off and put
// themselves back, and what they are answered.
type OptOutConfig struct {
	Stop       []string // whole text, in any case
	Start      []string
	StopReply  string // "" none
	StartReply string
}

// NewConfig returns the configuration before the first one.
func NewConfig() Config {
	return Config{
		General:   General{PDUDays: 7},
		Simulator: SimulatorConfig{Listen: "127.0.0.1:2776", Scenario: Scenarios()[0].Name},
		OptOut:    NewOptOut(),
	}
}

// NewOptOut returns the usual keywords, without answers.
func NewOptOut() OptOutConfig {
	return OptOutConfig{Stop: []string{"STOP"}, Start: []string{"START"}}
}

// maxReply is how many characters an answer to a keyword has.
const maxReply = 1000

// check finds what keywords can't be, at "optout.stop", "optout.start",
// "optout.stop_reply" and "optout.start_reply".
func (o OptOutConfig) check() Problems {
	var out Problems
	add := func(key, text string, args ...any) {
		out = append(out, Problem{Path: "optout." + key, Key: text, Args: args})
	}
	for _, l := range []struct {
		key  string
		list []string
	}{{"stop", o.Stop}, {"start", o.Start}} {
		for _, w := range l.list {
			if strings.TrimSpace(w) == "" {
				add(l.key, "a keyword can't be empty: every message would be one")
			} else if len(w) > 60 {
				add(l.key, "%q is too long for a keyword", w)
			}
		}
	}
	for _, w := range o.Start {
		if slices.ContainsFunc(o.Stop, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), strings.TrimSpace(w)) }) {
			add("start", "%q is a word for stopping already", w)
		}
	}
	for key, text := range map[string]string{"stop_reply": o.StopReply, "start_reply": o.StartReply} {
		if len(text) > maxReply {
			add(key, "too long: at most %d characters", maxReply)
		}
	}
	return out
}

// Clone returns a copy that shares nothing.
func (o OptOutConfig) Clone() OptOutConfig {
	o.Stop, o.Start = slices.Clone(o.Stop), slices.Clone(o.Start)
	return o
}
