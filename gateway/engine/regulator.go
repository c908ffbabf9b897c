package engine

import (
	"time"

	"relay/gateway/session"
)

const (
	throttleMax = 30 * time.Second
	rateFloor   = 0.5  // PDUs a second below which throttling never pushes a link, and
	floorShare  = 0.25 // what it leaves one that is not much faster
	rateStep    = 0.1  // of the rate aimed at, regained each second

	limitShare = 0.97             // of the provider's limit that is used
	probeStep  = 0.05             // by which the limit is tried
	probeFirst = 30 * time.Second // how long a rate has to hold before a higher one is tried
	probeMax   = 10 * time.Minute

	// congestionStep bounds how often a congestion_state changes the rate.
	congestionStep = 200 * time.Millisecond
)

// regulator decides how fast a link submits. It keeps to the configured rate;
// when the provider throttles it pauses, halves, and grows back by steps to just
// below what the provider was seen to take. From there it tries a little more
// now and then, ever more rarely while that is refused. It is a value that is
// told the time; the caller guards it.
type regulator struct {
	burst      int           // PDUs at once after a pause; 0: burstOf the rate
	firstPause time.Duration // after the first refusal

	set      float64 // the configured rate, PDUs a second; 0: none
	rate     float64 // the rate in force; 0: none
	limit    float64 // what the provider was seen to take; 0: it never throttled
	pace     *session.Pace
	rateAt   time.Time // when rate last changed
	probe    time.Duration
	loadAt   time.Time // when congestion_state last lowered the rate
	pausedTo time.Time
	pause    time.Duration
	answers  meter // of any status
	taken    meter // status 0
}

// setRate begins anew with a configured rate and what is known of the
// provider's.
func (r *regulator) setRate(perSecond, limit float64) {
	r.set, r.limit, r.probe = perSecond, limit, probeFirst
	r.steer(r.aim())
}

// aim is the rate to grow back to; 0: none.
func (r *regulator) aim() float64 {
	if known := r.limit * limitShare; known > 0 && (r.set == 0 || known < r.set) {
		return known
	}
	return r.set
}

// floor is the least rate, and the least step by which it grows back.
func (r *regulator) floor() float64 {
	if aim := r.aim(); aim > 0 {
		return min(rateFloor, aim*floorShare)
	}
	return rateFloor
}

// steer puts a rate into force.
func (r *regulator) steer(rate float64) {
	burst := r.burst
	if burst == 0 {
		burst = burstOf(rate)
	}
	switch r.rate = rate; {
	case rate == 0:
		r.pace = nil
	case r.pace == nil:
		r.pace = session.NewPace(rate, burst)
	default:
		r.pace.SetRate(rate, burst)
	}
}

// burstOf is a tenth of a second's worth: providers count short spans.
func burstOf(rate float64) int { return max(1, int(rate/10)) }

// allowance is how many of free parts may leave now, and if none, when to look
// again.
func (r *regulator) allowance(now time.Time, free int) (n int, wait time.Duration) {
	if now.Before(r.pausedTo) {
		return 0, r.pausedTo.Sub(now)
	}
	if free <= 0 {
		return 0, 0
	}
	if r.rate > 0 && now.Sub(r.rateAt) >= time.Second {
		r.grow(now)
	}
	if r.pace == nil {
		return free, 0
	}
	if n = r.pace.Take(now, free); n == 0 {
		return 0, r.pace.Next(now)
	}
	return n, 0
}

func (r *regulator) giveBack(n int) {
	if r.pace != nil && n > 0 {
		r.pace.Give(n)
	}
}

// grow raises the rate by a step where there is a reason to.
func (r *regulator) grow(now time.Time) {
	aim := r.aim()
	switch {
	case aim > 0 && r.rate < aim:
		r.rateAt = now
		r.steer(min(r.rate+max(aim*rateStep, r.floor()), aim))
	case aim == 0: // a congestion_state was all that lowered it
		r.rateAt = now
		if r.answers.rate(now) < r.rate/2 {
			r.steer(0)
			return
		}
		r.steer(r.rate * (1 + rateStep))
	case r.limit > 0 && (r.set == 0 || r.rate < r.set) && now.Sub(r.rateAt) >= r.probe && r.taken.rate(now) > 0.9*r.rate:
		// The provider takes all of this: perhaps it takes more.
		r.limit = max(r.limit, r.taken.rate(now))
		r.rateAt, r.probe = now, probeFirst
		next := max(r.rate, r.aim()) * (1 + probeStep)
		if r.set > 0 {
			next = min(next, r.set)
		}
		r.steer(next)
	}
}

// throttled pauses the whole link and halves its rate, so that the order of
// messages stays; false when the link pauses already. The last second's answers
// tell what the provider takes, where the refusal was about the rate.
func (r *regulator) throttled(now time.Time, forRate bool) bool {
	if now.Before(r.pausedTo) {
		return false // an answer from before the pause
	}
	r.pause = min(max(2*r.pause, r.firstPause), throttleMax)
	r.pausedTo = now.Add(r.pause)
	r.rateAt = r.pausedTo
	if n := float64(r.taken.last(now, 10)); forRate && n > 0 {
		if r.limit > 0 && r.rate > r.limit*limitShare {
			r.probe = min(2*r.probe, probeMax) // a try that failed
		}
		if r.limit > 0 {
			n = (r.limit + n) / 2
		}
		r.limit = n
	}
	was := r.rate
	if was == 0 {
		was = max(float64(r.answers.last(now, 10)), 2*rateFloor)
	}
	r.steer(max(was/2, r.floor()))
	return true
}

// answered counts an answer; a good one ends the doubling of pauses.
func (r *regulator) answered(now time.Time, good bool) {
	r.answers.add(now)
	if good {
		r.taken.add(now)
		r.pause = 0
	}
}

// congested honours a 5.0 provider's congestion_state: above 90 the rate goes
// down by a tenth, from 80 to 90 it stays, below it grows back as after
// throttling (SMPP 5.0 2.7, 4.8.4.18).
func (r *regulator) congested(now time.Time, state int) {
	switch session.HintOf(state) {
	case session.HintHold:
		r.rateAt = now // no step up for a second
	case session.HintLower:
		if now.Sub(r.loadAt) < congestionStep {
			return
		}
		r.loadAt, r.rateAt = now, now
		was := r.rate
		if was == 0 {
			was = max(r.answers.rate(now), 2*rateFloor)
		}
		r.steer(max(was*0.9, r.floor()))
	}
}
