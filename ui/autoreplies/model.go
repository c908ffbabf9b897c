package autoreplies

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/rules"
	"relay/gateway/sms"
	"relay/ui/words"
)

// matchWords are the ways to look at a text as people read them.
func matchWords() map[string]string {
	return map[string]string{gateway.MatchExact: words.T("is exactly"), gateway.MatchBegins: words.T("begins with"), gateway.MatchContains: words.T("contains##rule"), gateway.MatchRegexp: words.T("fits the expression"), gateway.MatchAny: words.T("may be anything")}
}

// Matches are those words in the order of the setting's choices.
func Matches() (out []string) {
	for _, s := range gateway.RuleSettings() {
		if s.Key == "match" {
			for _, c := range s.Choices {
				out = append(out, matchWords()[c])
			}
		}
	}
	return out
}

// MatchOf is the reverse.
func MatchOf(shown string) string {
	for k, w := range matchWords() {
		if w == shown {
			return k
		}
	}
	return shown
}

// either puts words side by side: one of them.
func either(list []string) (out string) {
	for i, w := range list {
		if out = words.T("%s or %s", out, w); i == 0 {
			out = w
		}
	}
	return out
}

// When says on what a rule acts.
func When(r gateway.Rule) string {
	out := []string{words.T("any text")}
	switch r.Match {
	case gateway.MatchAny:
	case gateway.MatchExact:
		out[0] = either(r.Words())
	case gateway.MatchRegexp:
		out[0] = words.T("fits %s", r.Text)
	case gateway.MatchBegins:
		out[0] = words.T("begins with %s", either(r.Words()))
	default:
		out[0] = words.T("contains %s", either(r.Words()))
	}
	if r.From != "" {
		out = append(out, words.T("from %s##sender", r.From))
	}
	if r.Link != "" {
		out = append(out, words.T("by %s", r.Link))
	}
	if r.Hours != "" {
		hours := r.Hours
		if r.Outside {
			hours = words.T("outside %s", hours)
		}
		out = append(out, hours)
	}
	return strings.Join(out, ", ")
}

// Then says what a rule does.
func Then(r gateway.Rule) string {
	var out []string
	if r.Answer != "" {
		out = append(out, words.T("answers “%s”", r.Answer))
	}
	if r.Forward != "" {
		out = append(out, words.T("forwards to %s", r.Forward))
	}
	if r.Tag != "" {
		out = append(out, words.T("tags %s", r.Tag))
	}
	if r.GoOn {
		out = append(out, words.T("goes on"))
	}
	return strings.Join(out, ", ")
}

// Put returns the configuration with a rule at a place; -1 adds it at the end.
func Put(c gateway.Config, at int, r gateway.Rule) gateway.Config {
	if at < 0 || at >= len(c.Rules) {
		c.Rules = append(c.Rules, r)
	} else {
		c.Rules[at] = r
	}
	return c
}

// Move returns the configuration with a rule one place up or down, and its new
// place.
func Move(c gateway.Config, at, by int) (gateway.Config, int) {
	to := at + by
	if at < 0 || at >= len(c.Rules) || to < 0 || to >= len(c.Rules) {
		return c, at
	}
	c.Rules[at], c.Rules[to] = c.Rules[to], c.Rules[at]
	return c, to
}

// FreeName is a name that no rule has.
func FreeName(c gateway.Config, name string) string {
	free := name
	for i := 2; slices.ContainsFunc(c.Rules, func(r gateway.Rule) bool { return r.Name == free }); i++ {
		free = fmt.Sprintf("%s %d", name, i)
	}
	return free
}

// Fact is the quiet line beside the title.
func Fact(list []gateway.Rule, hits map[int64]gateway.RuleHits) string {
	on, hit := 0, int64(0)
	for _, r := range list {
		if r.Enabled {
			on++
		}
		hit += hits[r.ID].Count
	}
	if len(list) == 0 {
		return ""
	}
	if hit == 0 {
		return words.N(len(list), "%[2]s of %[1]s rule on, no hits yet", "%[2]s of %[1]s rules on, no hits yet", words.Number(int64(on)))
	}
	return words.T("%s, %s", words.N(len(list), "%[2]s of %[1]s rule on", "%[2]s of %[1]s rules on", words.Number(int64(on))), words.N(hit, "%s hit", "%s hits"))
}

// AnswerLine says how an answer leaves: its parts, filled in as the longest case
// can't be known.
func AnswerLine(r gateway.Rule) string {
	if r.Answer == "" {
		customer := words.T("customer")
		return words.T("{name}, {from} and {text} are filled in; %s says %s where the name is not known.", "{name|"+customer+"}", customer)
	}
	seg, err := sms.Segment(r.Answer, sms.Auto, 0)
	if err != nil {
		return words.Error(err)
	}
	said := words.N(max(seg.Messages, 1), "%s part", "%s parts")
	if strings.Contains(r.Answer, "{") {
		said = words.T("%s, more when the fields are long", said)
	}
	return said
}

// Trial is a message that is tried in the box.
type Trial struct {
	From, Text, Link, At string
}

// Known is what the office knows about the sender of a trial.
type Known struct {
	Name     string
	OptedOut bool
}

// Finding is what one rule, or the keywords, make of a trial.
type Finding struct {
	Name string
	Acts bool
	Why  string   // why not, or what it leaves out
	Does []string // what it would do
}

// Result is everything that the box shows.
type Result struct {
	Problem  string // of the trial; "" when it can be tried
	Field    string // "from" or "at", where the problem is
	Headline string
	Acts     bool
	Findings []Finding
}

// Try finds what the configuration makes of a trial. It is pure: counts of the
// last hour are not known to it.
func Try(t Trial, c gateway.Config, k Known, now time.Time) Result {
	if strings.TrimSpace(t.From) == "" && strings.TrimSpace(t.Text) == "" {
		return Result{Headline: words.T("Type a sender and a text: you see which rule would act, and nothing is sent.")}
	}
	from, _, p := number.From(t.From, c.General.Country)
	if p != nil {
		return Result{Problem: words.Problem(*p), Field: "from"}
	}
	at, err := ParseAt(t.At, now)
	if err != nil {
		return Result{Problem: words.Error(err), Field: "at"}
	}
	set := rules.New(c)
	if kw, word := set.Keyword(t.Text); kw != rules.NoKeyword {
		return keyword(set, kw, word, from, k)
	}
	in := rules.Incoming{From: from, Text: t.Text, Link: t.Link, At: at, Name: k.Name, OptedOut: k.OptedOut}
	var r Result
	var acting []string
	for _, v := range set.Decide(in) {
		f := Finding{Name: v.Rule.Name, Acts: v.Acts, Why: whys(v.Why)}
		for _, o := range v.Send {
			f.Does = append(f.Does, sending(o, from))
		}
		if v.Tag != "" {
			f.Does = append(f.Does, words.T("tags the message %s", v.Tag))
		}
		if v.Acts {
			acting = append(acting, v.Rule.Name)
		}
		r.Findings = append(r.Findings, f)
	}
	switch r.Acts = len(acting) > 0; {
	case len(c.Rules) == 0:
		r.Headline = words.T("There are no rules yet: the message would only stand in the inbox.")
	case !r.Acts:
		r.Headline = words.T("No rule would act: the message would only stand in the inbox.")
	default:
		r.Headline = acts(acting)
	}
	return r
}

// acts says which rules would act.
func acts(names []string) string {
	if len(names) == 1 {
		return words.T("%s would act.", names[0])
	}
	all := names[0]
	for _, n := range names[1:] {
		all = words.T("%s and %s", all, n)
	}
	return words.T("%s would act.##several", all)
}

// whys are the reasons of a rule, which stand one behind the other.
func whys(english string) string {
	list := strings.Split(english, "; ")
	for i, w := range list {
		list[i] = words.Said(w)
	}
	return strings.Join(list, "; ")
}

// sending says what is sent to whom; its sender only where that is not the number
// that was written to.
func sending(o rules.Outgoing, from gateway.Address) string {
	switch forwards := o.Kind == gateway.AutoForward; {
	case forwards && o.From != "":
		return words.T("forwards to %s as %s: %s", o.To, o.From, o.Text)
	case forwards:
		return words.T("forwards to %s: %s", o.To, o.Text)
	case o.From != "":
		return words.T("answers %s as %s: %s", from.Show(), o.From, o.Text)
	}
	return words.T("answers %s: %s", from.Show(), o.Text)
}

func keyword(set *rules.Set, kw rules.Keyword, word string, from gateway.Address, k Known) Result {
	f := Finding{Name: words.T("Keyword %s", word), Acts: true}
	headline := words.T("%q is a keyword: rules are not looked at.", word)
	stop := kw == rules.Stop
	switch {
	case stop && k.OptedOut:
		f.Acts, f.Why = false, words.T("the number is on the opt-out list already")
	case !stop && !k.OptedOut:
		f.Acts, f.Why = false, words.T("the number is not on the opt-out list")
	case stop:
		f.Does = append(f.Does, words.T("puts the number on the opt-out list"))
	default:
		f.Does = append(f.Does, words.T("takes the number off the opt-out list"))
	}
	if reply := set.Reply(kw); f.Acts && reply != "" {
		if no := rules.Unanswerable(from); no != "" {
			f.Why = words.T("no answer: %s", words.Said(no))
		} else {
			f.Does = append(f.Does, sending(rules.Outgoing{Text: rules.Fill(reply, rules.Incoming{From: from, Text: word, Name: k.Name})}, from))
		}
	}
	return Result{Headline: headline, Acts: f.Acts, Findings: []Finding{f}}
}

// ParseAt reads a time of the week such as "Sat 20:00" or "20:00", the next one
// from now; "" is now. Days are understood in English and in the language in
// force.
func ParseAt(s string, now time.Time) (time.Time, error) {
	typed := strings.Fields(s)
	if len(typed) == 0 {
		return now, nil
	}
	wrong := errors.New(words.T("%q is no time: write it as Sat 20:00, or leave it empty for now", s))
	if len(typed) > 2 {
		return now, wrong
	}
	clock, err := time.Parse("15:04", typed[len(typed)-1])
	if err != nil {
		return now, wrong
	}
	at := time.Date(now.Year(), now.Month(), now.Day(), clock.Hour(), clock.Minute(), 0, 0, now.Location())
	if len(typed) == 1 {
		return at, nil
	}
	for range 7 {
		day := at.Weekday().String()
		if names := []string{day, day[:3], words.Of(day), words.Of(day[:3])}; slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(typed[0], n) }) {
			return at, nil
		}
		at = at.AddDate(0, 0, 1)
	}
	return now, wrong
}

// Check finds what is wrong with a rule at its place in the configuration, by
// "rule[NAME].key"; numbers are read as the country writes them.
func Check(c gateway.Config, at int, r gateway.Rule) gateway.Problems {
	path := fmt.Sprintf("rule[%s]", r.Name)
	out := Put(c.Clone(), at, r).Validate().At(path)
	add := func(key string, p *gateway.Problem) {
		if p != nil && len(out.At(path+"."+key)) == 0 {
			p.Path = path + "." + key
			out = append(out, *p)
		}
	}
	if r.Forward != "" {
		_, p := number.To(r.Forward, c.General.Country, true)
		add("forward", p)
	}
	_, _, p := number.From(r.Sender, c.General.Country)
	add("sender", p)
	return out
}
