package settings

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
)

// stops are the days that a slider offers; the last is for ever.
func stops() []int { return []int{1, 7, 30, 90, 180, 365, 730, 0} }

// stopOf is the stop nearest to a number of days.
func stopOf(days int) int {
	list := stops()
	last := len(list) - 1
	if days <= 0 {
		return last
	}
	best := 0
	for i, d := range list[:last] {
		if abs(d-days) < abs(list[best]-days) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// keeping is how long everything is to be kept, while it is edited.
type keeping struct {
	saved gateway.General
	text  map[string]string // as typed, by key
	due   map[string]int64  // records that would go, by class
	uses  map[string]gateway.Use
}

func newKeeping(saved gateway.General) *keeping {
	k := &keeping{due: map[string]int64{}, uses: map[string]gateway.Use{}}
	k.reset(saved)
	return k
}

// reset shows what is in force.
func (k *keeping) reset(saved gateway.General) {
	k.saved, k.text = saved, map[string]string{}
	for _, c := range gateway.RetentionClasses() {
		k.text[c.Key] = strconv.Itoa(*c.Ptr(&saved))
	}
}

// days reads one field; wrong is what is wrong with it.
func (k *keeping) days(c gateway.DataClass) (days int, wrong string) {
	days, err := strconv.Atoi(strings.TrimSpace(k.text[c.Key]))
	if err != nil || days < 0 || days > gateway.MaxDays {
		return 0, fmt.Sprintf("%s: use 1 to %s days, or 0 to keep it for ever", c.Name, gateway.Thousands(gateway.MaxDays))
	}
	return days, ""
}

// general is what was typed; wrong is the first thing that is wrong with it.
func (k *keeping) general() (g gateway.General, wrong string) {
	g = k.saved
	for _, c := range gateway.RetentionClasses() {
		n, bad := k.days(c)
		if bad != "" {
			return k.saved, bad
		}
		*c.Ptr(&g) = n
	}
	return g, ""
}

// changed is how many fields differ from what is in force.
func (k *keeping) changed() (n int) {
	for _, c := range gateway.RetentionClasses() {
		if days, wrong := k.days(c); wrong != "" || days != *c.Ptr(&k.saved) {
			n++
		}
	}
	return n
}

// sentence says what saving does.
func (k *keeping) sentence() string {
	g, wrong := k.general()
	if wrong != "" {
		return wrong
	}
	said := gateway.RetentionChanges(k.saved, g)
	if len(said) == 0 {
		return "Relay cleans up each hour. What waits to be sent, or has an unknown outcome, never goes."
	}
	text := strings.Join(said, ". ") + "."
	if total := k.total(); total > 0 {
		text += fmt.Sprintf(" %s go as soon as you save.", records(total))
	}
	return text
}

// total is how many records would go because of what was changed.
func (k *keeping) total() (n int64) {
	for _, c := range gateway.RetentionClasses() {
		if days, _ := k.days(c); days != *c.Ptr(&k.saved) {
			n += k.due[c.Name]
		}
	}
	return n
}

func records(n int64) string { return gateway.Plural(int(n), "record") }

// goes is the last column of a class.
func (k *keeping) goes(c gateway.DataClass) string {
	if n := k.due[c.Name]; n > 0 {
		return records(n)
	}
	return "nothing"
}

// size is a class's room in words: "184,220 · 12 MB · since 23 Aug 2026".
func size(u gateway.Use) string {
	if u.Rows == 0 {
		return "none"
	}
	out := gateway.Thousands(u.Rows) + " · " + octets(u.Bytes)
	if !u.Oldest.IsZero() {
		out += " · since " + u.Oldest.Local().Format("2 Jan 2006")
	}
	return out
}

// octets writes a number of octets with its unit.
func octets(n int64) string {
	switch {
	case n < 0:
		return "0 kB"
	case n < 1<<10:
		return fmt.Sprintf("%d octets", n)
	case n < 1<<20:
		return fmt.Sprintf("%d kB", n>>10)
	case n < 10<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return gateway.Thousands(n>>20) + " MB"
}

// about says in one line what was found about a person.
func about(p gateway.Person) string {
	n := p.Total()
	if n == 0 {
		return "Nothing is kept about " + p.Number + "."
	}
	out := gateway.Plural(int(n), "item")
	if !p.From.IsZero() {
		from, to := p.From.Local().Format("2 Jan 2006"), p.To.Local().Format("2 Jan 2006")
		if out += " from " + from; from != to {
			out += " to " + to
		}
	}
	return out + "."
}

// question is what is asked before an erasure.
func question(p gateway.Person) string {
	text := fmt.Sprintf("%s are erased from the database and its files, which are searched afterwards. This can't be undone, and the messages are then in no list and no figure.", gateway.Plural(int(p.Total()), "item"))
	if p.Waiting > 0 {
		text += fmt.Sprintf(" %s to it will not be sent.", gateway.Plural(int(p.Waiting), "waiting message"))
	}
	return text
}

// trust tells whether the audit trail is whole.
func trust(a gateway.Audit) (words string, whole bool) {
	switch {
	case a.Broken > 0:
		return fmt.Sprintf("broken at entry %s: somebody has changed it", gateway.Thousands(a.Broken)), false
	case a.Total == 0:
		return "nothing yet", true
	}
	word := "entries"
	if a.Total == 1 {
		word = "entry"
	}
	return fmt.Sprintf("%s %s, unbroken", gateway.Thousands(a.Total), word), true
}

// backupName is what a back-up is called unless somebody chooses otherwise.
func backupName(now time.Time) string { return "relay-" + now.Format("2006-01-02-1504") + ".relay" }
