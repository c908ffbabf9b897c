package connections

import (
	"slices"
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// AccountState is how an account stands.
type AccountState uint8

const (
	Away AccountState = iota
	Bound
	Full    // bound, with every session that it may have
	Blocked // it may not bind
)

// StateOfAccount is how an account with so many sessions stands.
func StateOfAccount(a gateway.Account, live int) AccountState {
	switch {
	case !a.Enabled:
		return Blocked
	case live == 0:
		return Away
	case live >= a.MaxBinds:
		return Full
	}
	return Bound
}

// Word is the state as people read it.
func (s AccountState) Word() string {
	return [...]string{words.T("Away"), words.T("Bound"), words.T("Bound"), words.T("Disabled")}[s]
}

const paceTime = 10 * time.Second // over which requests are counted

// paces knows how many PDUs a second come from each account, from the counts of
// its sessions as they were seen.
type paces struct{ seen []paceMark }

type paceMark struct {
	at    time.Time
	count map[uint64]uint64 // PDUs received, by session
	of    map[uint64]string
}

// See takes the counts of a moment.
func (p *paces) See(st gateway.Status, now time.Time) {
	m := paceMark{now, map[uint64]uint64{}, map[uint64]string{}}
	for _, l := range st.Links {
		if l.Server {
			for _, s := range l.Sessions {
				m.count[s.ID], m.of[s.ID] = s.Recv, s.Account
			}
		}
	}
	p.seen = append(p.seen, m)
	for len(p.seen) > 2 && now.Sub(p.seen[1].at) >= paceTime {
		p.seen = p.seen[1:]
	}
}

// Of is what an account sends a second; false while it was not watched for a
// second. A session that ended counts until it was last seen, a new one from its
// first PDU.
func (p *paces) Of(account string) (float64, bool) {
	if len(p.seen) < 2 {
		return 0, false
	}
	took := p.seen[len(p.seen)-1].at.Sub(p.seen[0].at)
	if took < time.Second {
		return 0, false
	}
	sum := uint64(0)
	for i, m := range p.seen[1:] {
		for id, n := range m.count {
			if m.of[id] == account && n > p.seen[i].count[id] {
				sum += n - p.seen[i].count[id]
			}
		}
	}
	return float64(sum) / took.Seconds(), true
}

// Meter is a limit and how much of it is used up.
type Meter struct {
	Name, Value string
	Share       float64 // 0 to 1 and beyond
	Open        bool    // there is no limit
}

// Meters are the limits that an account has.
func Meters(a gateway.Account, live []gateway.SessionStatus, rate float64, known bool, use gateway.AccountUse) []Meter {
	meter := func(name, value string, share float64) Meter { return Meter{Name: name, Value: value, Share: share} }
	out := []Meter{meter(words.T("Sessions"), words.T("%d of %d", len(live), a.MaxBinds), share(float64(len(live)), float64(a.MaxBinds)))}
	if a.Rate > 0 {
		now := "–"
		if known {
			now = words.Decimal(rate, 1)
		}
		out = append(out, meter(words.T("Rate"), words.T("%s of %s", now, words.T("%s /s", words.Decimal(a.Rate, -1))), share(rate, a.Rate)))
	}
	open, most := 0, a.Window
	for _, s := range live {
		open = max(open, s.Open)
	}
	out = append(out, meter(words.T("Window in use"), words.T("%d of %d", open, most), share(float64(open), float64(most))))
	labels := map[string]string{}
	for _, s := range gateway.AccountSettings() {
		labels[s.Key] = s.Label
	}
	for _, q := range []struct {
		key   string
		plain string // what it is where there is no limit; "" leaves it out
		used  int64
		limit int
	}{{"daily", words.T("Today"), use.Day, a.Daily}, {"monthly", words.T("This month"), use.Month, a.Monthly}, {"credits", "", use.All, a.Credits}} {
		switch {
		case q.limit > 0:
			out = append(out, meter(words.Of(labels[q.key]), words.T("%s of %s", words.Number(q.used), words.Number(int64(q.limit))), share(float64(q.used), float64(q.limit))))
		case q.plain != "":
			out = append(out, Meter{Name: q.plain, Value: words.Number(q.used), Open: true})
		}
	}
	return out
}

func share(used, of float64) float64 {
	if of <= 0 {
		return 0
	}
	return used / of
}

// Rights are what an account may do: each setting of that group with its value.
func Rights(a gateway.Account) (out []Fact) {
	for _, s := range gateway.AccountSettings() {
		if s.Group != gateway.GroupRights || s.Key == "max_binds" || s.Key == "long_password" {
			continue
		}
		value := settingWords(s, a)
		switch {
		case value == "" && s.Key == "allow_from":
			value = words.T("this computer")
		case value == "" && s.Key == "hours", value == "" && s.Key == "closed_group":
			continue
		case value == "":
			value = words.T("all")
		}
		out = append(out, Fact{Name: words.Of(s.Label), Value: value})
	}
	return out
}

// Answering is how an account is answered: each setting of that group that says
// something.
func Answering(a gateway.Account) (out []Fact) {
	for _, s := range gateway.AccountSettings() {
		if s.Group != gateway.GroupAnswers {
			continue
		}
		value := settingWords(s, a)
		switch {
		case value == "" && s.Key == "receipt_text":
			value = words.T("standard")
		case value == "" || value == "0s" || value == "0":
			continue
		}
		if s.Unit != "" {
			value = words.T("%s %s", value, words.Of(s.Unit))
		}
		out = append(out, Fact{Name: words.Of(s.Label), Value: value})
	}
	return out
}

// settingWords is a setting's value as people read it.
func settingWords(s gateway.Setting[gateway.Account], a gateway.Account) string {
	value := s.Format(&a)
	switch {
	case s.Kind == gateway.KindBool && value == "true":
		return words.T("yes")
	case s.Kind == gateway.KindBool:
		return words.T("no")
	case slices.Contains(s.Choices, value):
		return words.Of(value)
	}
	return value
}

// LiveOf are an account's sessions with the listeners at which they are.
func LiveOf(st gateway.Status, systemID string) (out []LiveSession) {
	for _, l := range st.Links {
		for _, s := range l.Sessions {
			if l.Server && s.Account == systemID {
				out = append(out, LiveSession{l.Name, s})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b LiveSession) int { return a.Session.Since.Compare(b.Session.Since) })
	return out
}

// LiveSession is a session of a listener.
type LiveSession struct {
	Server  string
	Session gateway.SessionStatus
}
