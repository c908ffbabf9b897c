package gateway

import (
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// TrafficSlot is the length of time over which traffic is counted.
const TrafficSlot = 10 * time.Second

// Traffic is what one link did in one slot, or links in a longer time.
type Traffic struct {
	At        time.Time // when the slot began
	Link      string    // "" for a sum over links
	Submitted int64     // answers to our submits with status 0
	Refused   int64     // those with another
	Delivered int64     // messages that ended as delivered
	Failed    int64     // those that ended as failed or expired
	Received  int64     // incoming messages
	Queued    int64     // parts that waited, the most seen
	Times     AnswerTimes
}

// Add counts another slot's traffic in. Queued becomes the larger.
func (t *Traffic) Add(o Traffic) {
	t.Submitted += o.Submitted
	t.Refused += o.Refused
	t.Delivered += o.Delivered
	t.Failed += o.Failed
	t.Received += o.Received
	t.Queued = max(t.Queued, o.Queued)
	t.Times.Merge(o.Times)
}

// Empty tells whether there is nothing to keep.
func (t Traffic) Empty() bool {
	return t.Submitted+t.Refused+t.Delivered+t.Failed+t.Received+t.Queued == 0 && t.Times.Count() == 0
}

// SumByLink sums slots by link.
func SumByLink(slots []Traffic) map[string]Traffic {
	out := map[string]Traffic{}
	for _, s := range slots {
		x := out[s.Link]
		x.Link = s.Link
		x.Add(s)
		out[s.Link] = x
	}
	return out
}

const (
	timeBuckets = 48
	timeFirst   = 100 * time.Microsecond // above bucket 0
	timeFactor  = 1.35                   // from one bucket to the next: 0.1 ms to three minutes
)

// AnswerTimes counts how long answers took, in buckets each a third wider than
// the one before.
type AnswerTimes [timeBuckets]uint32

// Add counts one answer.
func (a *AnswerTimes) Add(d time.Duration) {
	i := 0
	if d > timeFirst {
		i = min(1+int(math.Log(float64(d)/float64(timeFirst))/math.Log(timeFactor)), timeBuckets-1)
	}
	a[i]++
}

// Merge counts those of another in.
func (a *AnswerTimes) Merge(o AnswerTimes) {
	for i := range a {
		a[i] += o[i]
	}
}

// Count is the number of answers.
func (a AnswerTimes) Count() (n int64) {
	for _, c := range a {
		n += int64(c)
	}
	return n
}

// Quantile is the time within which a share of the answers came, within a third;
// 0 when there were none.
func (a AnswerTimes) Quantile(share float64) time.Duration {
	n := a.Count()
	if n == 0 {
		return 0
	}
	want := int64(math.Ceil(share * float64(n)))
	var seen int64
	for i, c := range a {
		if seen += int64(c); seen >= want {
			return time.Duration(float64(timeFirst) * math.Pow(timeFactor, float64(i)-0.5))
		}
	}
	return 0
}

// Encode writes the buckets that hold something: the number of each and its
// count as varints.
func (a AnswerTimes) Encode() []byte {
	var b []byte
	for i, c := range a {
		if c > 0 {
			b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(i)), uint64(c))
		}
	}
	return b
}

var errTimes = errors.New("damaged answer times")

// Decode reads what Encode wrote.
func (a *AnswerTimes) Decode(b []byte) error {
	*a = AnswerTimes{}
	for len(b) > 0 {
		i, n := binary.Uvarint(b)
		if n <= 0 {
			return errTimes
		}
		c, m := binary.Uvarint(b[n:])
		if m <= 0 || i >= timeBuckets || c > math.MaxUint32 {
			return errTimes
		}
		a[i] = uint32(c)
		b = b[n+m:]
	}
	return nil
}
