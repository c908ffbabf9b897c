package campaigns

import (
	"time"

	"relay/gateway"
	"relay/ui/words"
)

// Slots cut the time of a campaign for its chart.
type Slots struct {
	From time.Time
	Slot time.Duration
	N    int
}

// maxSlots is how many the chart has at most.
const maxSlots = 120

// SlotsOf cuts the time from a campaign's start to its end, or to now, into
// slots of a round length. The last one, which is not over, is left out while it
// runs.
func SlotsOf(c gateway.Campaign, now time.Time) Slots {
	end := c.EndedAt
	if end.IsZero() {
		end = now
	}
	s := Slots{From: c.StartedAt.Truncate(time.Second), Slot: 24 * time.Hour}
	span := end.Sub(s.From)
	for _, d := range []time.Duration{1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600, 4 * 3600} {
		if d *= time.Second; span < (maxSlots+1)*d {
			s.Slot = d
			break
		}
	}
	s.N = int(min(span/s.Slot, maxSlots))
	if !c.EndedAt.IsZero() {
		s.N++ // with the one in which it ended
	}
	return s
}

// Rates are messages a second in each slot.
func (s Slots) Rates(counts []int64) []float64 {
	out := make([]float64, len(counts))
	for i, n := range counts {
		out[i] = float64(n) / s.Slot.Seconds()
	}
	return out
}

// rateWords is a value of the chart's axis: whole where it is.
func rateWords(v float64) string {
	if v == float64(int(v)) {
		return words.Number(int64(v))
	}
	return words.Decimal(v, 2)
}

// Below are the moments under the chart: its beginning, middle and end. Those of
// one day, which is not today, have the day only once.
func (s Slots) Below(c gateway.Campaign, now time.Time) []string {
	span := s.Slot * time.Duration(s.N)
	middle, last := s.From.Add(span/2), s.From.Add(span)
	if !c.EndedAt.IsZero() {
		last = c.EndedAt
	}
	later := func(t time.Time) string { return When(t, now) }
	if a, b := s.From.Local(), last.Local(); a.YearDay() == b.YearDay() && a.Year() == b.Year() {
		later = func(t time.Time) string { return t.Local().Format("15:04:05") }
	}
	end := words.T("now")
	if !c.EndedAt.IsZero() {
		end = later(last)
	}
	return []string{When(s.From, now), later(middle), end}
}

// Throttled says that a campaign's connection is slowed by its provider; "" when
// it is not, or when the campaign is over.
func Throttled(c gateway.Campaign, st gateway.Status) string {
	l, ok := st.Link(c.Plan.Link)
	if !ok || c.Plan.Link == "" || l.Limit <= 0 || c.State != gateway.CampaignRunning {
		return ""
	}
	return words.T("%s throttles above %s messages a second: Relay keeps to that. Nothing is lost, and the order stays.", l.Name, words.Decimal(l.Limit, 1))
}
