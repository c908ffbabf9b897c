package campaign

import "time"

// Pacer tells how many messages may leave now. It takes the time, so that tests
// need no clock. The zero value starts at the first Take.
type Pacer struct {
	rate float64 // a second; 0: no limit
	due  float64
	last time.Time
}

// Set changes the rate; what is due already stays due.
func (p *Pacer) Set(perSecond float64) {
	p.rate = perSecond
	p.due = min(p.due, max(1, perSecond))
}

// Take returns how many of at most n may leave at now, and counts them. At most
// one second's worth is made up for after a wait, and the first may leave at
// once.
func (p *Pacer) Take(now time.Time, n int) int {
	if p.rate <= 0 {
		p.last, p.due = now, 0
		return n
	}
	if p.last.IsZero() {
		p.due = 1
	} else {
		p.due = min(p.due+p.rate*max(0, now.Sub(p.last).Seconds()), max(1, p.rate))
	}
	p.last = now
	k := min(n, int(p.due))
	p.due -= float64(k)
	return k
}

// Back gives back what was taken and did not leave.
func (p *Pacer) Back(n int) { p.due += float64(n) }

// Next is when one more may leave.
func (p *Pacer) Next(now time.Time) time.Time {
	if p.rate <= 0 || p.due >= 1 {
		return now
	}
	return now.Add(time.Duration((1 - p.due) / p.rate * float64(time.Second)))
}
