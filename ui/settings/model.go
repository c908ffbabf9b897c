package settings

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/ui/words"
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
		return 0, words.T("%s: use 1 to %s days, or 0 to keep it for ever", words.Of(c.Name), words.Number(gateway.MaxDays))
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
	var said []string
	for _, c := range gateway.RetentionClasses() {
		if was, now := *c.Ptr(&k.saved), *c.Ptr(&g); was != now {
			said = append(said, words.T("%s: %s instead of %s", words.Of(c.Name), keptFor(now), keptFor(was)))
		}
	}
	if len(said) == 0 {
		return words.T("Relay cleans up each hour. What waits to be sent, or has an unknown outcome, never goes.")
	}
	text := strings.Join(said, ". ") + "."
	if total := k.total(); total > 0 {
		text += " " + words.N(total, "%s record goes as soon as you save.", "%s records go as soon as you save.")
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

// going is what of a class would go now.
type going struct {
	class   gateway.DataClass
	days    int
	records int64
	oldest  time.Time // zero: not known
}

// going lists the classes of which something would go by what is set.
func (k *keeping) going() (out []going) {
	for _, c := range gateway.RetentionClasses() {
		if days, wrong := k.days(c); wrong == "" && days > 0 && k.due[c.Name] > 0 {
			out = append(out, going{c, days, k.due[c.Name], k.uses[c.Name].Oldest})
		}
	}
	return out
}

// sentence says how much goes, and of which time.
func (g going) sentence(now time.Time) string {
	text := words.N(g.records, "%s record from before %s", "%s records from before %s", day(now.AddDate(0, 0, -g.days)))
	if g.oldest.IsZero() {
		return text + "."
	}
	return words.T("%s; the oldest is of %s.", text, day(g.oldest))
}

// preview is how many octets stay, and how many of each class would go, after the
// records that would go.
func (k *keeping) preview() (stays int64, goes []int64) {
	for _, c := range gateway.RetentionClasses() {
		u := k.uses[c.Name]
		gone := int64(0)
		if u.Rows > 0 {
			gone = int64(float64(u.Bytes) * float64(min(k.due[c.Name], u.Rows)) / float64(u.Rows))
		}
		stays, goes = stays+u.Bytes-gone, append(goes, gone)
	}
	return stays, goes
}

// previewWords says what the bar shows.
func previewWords(stays, goes int64) string {
	if goes == 0 {
		return words.T("All of it stays: %s.", octets(stays))
	}
	return words.T("About %s go, %s stay.", octets(goes), octets(stays))
}

func keptFor(days int) string {
	if days == 0 {
		return words.T("for ever")
	}
	return words.N(days, "%s day", "%s days")
}

// goes is the last column of a class.
func (k *keeping) goes(c gateway.DataClass) string {
	if n := k.due[c.Name]; n > 0 {
		return words.N(n, "%s record", "%s records")
	}
	return words.T("nothing")
}

// room is what a class takes and may take, in words: "184,220 · 12 MB of at most
// 1,000 MB · since 23 Aug 2026".
func (k *keeping) room(c gateway.DataClass) string {
	u := k.uses[c.Name]
	most, some := c.MostOctets(k.saved)
	if u.Rows == 0 || !some {
		return size(u)
	}
	return strings.Replace(size(u), octets(u.Bytes), words.T("%s of at most %s", octets(u.Bytes), octets(most)), 1)
}

// size is a class's room in words: "184,220 · 12 MB · since 23 Aug 2026".
func size(u gateway.Use) string {
	if u.Rows == 0 {
		return words.T("none##records")
	}
	out := words.Number(u.Rows) + " · " + octets(u.Bytes)
	if !u.Oldest.IsZero() {
		out += " · " + words.T("since %s", day(u.Oldest))
	}
	return out
}

// octets writes a number of octets with its unit.
func octets(n int64) string {
	switch {
	case n < 0:
		return words.T("%d kB", 0)
	case n < 1<<10:
		return words.T("%d octets", n)
	case n < 1<<20:
		return words.T("%d kB", n>>10)
	case n < 10<<20:
		return words.T("%s MB", words.Decimal(float64(n)/(1<<20), 1))
	}
	return words.T("%s MB", words.Number(n>>20))
}

// about says in one line what was found about a person.
func about(p gateway.Person) string {
	n := p.Total()
	if n == 0 {
		return words.T("Nothing is kept about %s.", p.Number)
	}
	if p.From.IsZero() {
		return words.N(n, "%s item.", "%s items.")
	}
	from, to := day(p.From), day(p.To)
	if from == to {
		return words.N(n, "%s item from %s.", "%s items from %s.", from)
	}
	return words.N(n, "%s item from %s to %s.", "%s items from %s to %s.", from, to)
}

// day is a day as people write it.
func day(t time.Time) string { return words.Time(t.Local(), "2 Jan 2006") }

// question is what is asked before an erasure.
func question(p gateway.Person) string {
	text := words.N(p.Total(), "%s item is erased from the database and its files, which are searched afterwards. This can't be undone, and the messages are then in no list and no figure.",
		"%s items are erased from the database and its files, which are searched afterwards. This can't be undone, and the messages are then in no list and no figure.")
	if p.Waiting > 0 {
		text += " " + words.N(p.Waiting, "%s waiting message to it will not be sent.", "%s waiting messages to it will not be sent.")
	}
	return text
}

// sameNumber tells whether somebody has typed one of some spellings of a number,
// whatever stands between its digits.
func sameNumber(typed string, spellings ...string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	return digits(typed) != "" && slices.ContainsFunc(spellings, func(s string) bool { return digits(s) == digits(typed) })
}

// trust tells whether the audit trail is whole.
func trust(a gateway.Audit) (said string, whole bool) {
	switch {
	case a.Broken > 0:
		return words.T("broken at entry %s: somebody has changed it", words.Number(a.Broken)), false
	case a.Total == 0:
		return words.T("nothing yet"), true
	}
	return words.N(a.Total, "%s entry, unbroken", "%s entries, unbroken"), true
}

// freeBackup is a path for a back-up in a folder that nothing has yet.
func freeBackup(folder string, now time.Time, taken func(path string) bool) string {
	name := backupName(now)
	path := filepath.Join(folder, name)
	for i := 2; taken(path); i++ {
		path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, filepath.Ext(name)), i, filepath.Ext(name)))
	}
	return path
}

// backupName is what a back-up is called unless somebody chooses otherwise.
func backupName(now time.Time) string { return "relay-" + now.Format("2006-01-02-1504") + ".relay" }
