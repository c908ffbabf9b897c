package session

import "time"

// Pace is a token bucket: so many PDUs a second, so many at once after a pause.
// It is a pure value that is told the time; the caller guards it.
type Pace struct {
	rate   float64 // tokens a second
	burst  float64
	tokens float64
	at     time.Time
}

// NewPace starts with a full bucket.
func NewPace(perSecond float64, burst int) *Pace {
	return &Pace{rate: perSecond, burst: float64(burst), tokens: float64(burst)}
}

func (p *Pace) refill(now time.Time) {
	if !p.at.IsZero() {
		if d := now.Sub(p.at); d > 0 {
			p.tokens = min(p.tokens+d.Seconds()*p.rate, p.burst)
		}
	}
	p.at = now
}

// Take takes up to n tokens and returns how many it got.
func (p *Pace) Take(now time.Time, n int) int {
	p.refill(now)
	got := min(n, int(p.tokens+1e-9))
	if got <= 0 {
		return 0
	}
	p.tokens -= float64(got)
	return got
}

// Give returns tokens that were not used.
func (p *Pace) Give(n int) { p.tokens = min(p.tokens+float64(n), p.burst) }

// Left is the number of tokens that are there.
func (p *Pace) Left(now time.Time) int {
	p.refill(now)
	return int(p.tokens)
}

// Next is the time until a token is there.
func (p *Pace) Next(now time.Time) time.Duration {
	p.refill(now)
	if p.tokens >= 1-1e-9 {
		return 0
	}
	return max(time.Duration((1-p.tokens)/p.rate*float64(time.Second)), time.Millisecond)
}

// SetRate changes the pace from now on.
func (p *Pace) SetRate(perSecond float64, burst int) {
	p.rate, p.burst = perSecond, float64(burst)
	p.tokens = min(p.tokens, p.burst)
}

// Backoff is the wait between tries: First, doubling to Max, spread by Jitter
// (0.2 is plus or minus a fifth). It is a pure value.
type Backoff struct {
	First, Max time.Duration
	Jitter     float64
}

// Next is the wait before try attempt+1; attempt counts from 1, random is in
// [0, 1).
func (b Backoff) Next(attempt int, random float64) time.Duration {
	d := b.First
	for range min(attempt, 40) - 1 {
		if d *= 2; d >= b.Max {
			break
		}
	}
	d = min(d, b.Max)
	return time.Duration(float64(d) * (1 + b.Jitter*(2*random-1)))
}
