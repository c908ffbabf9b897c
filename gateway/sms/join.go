package sms

import (
	"slices"
	"strings"
	"time"
)

// SetKey tells the parts of one long message from those of others (3GPP 23.040
// 9.2.3.24.1).
type SetKey struct {
	From, To   string
	Ref        uint16
	Wide       bool // 8 and 16-bit references never match
	Total      byte
	DataCoding byte // parts of different alphabets are not one text
}

// Piece is one part on its way to be joined.
type Piece struct {
	SetKey
	Number byte // from 1
	Text   Text // as Decode gave it; copied
	ID     int64
}

// PieceOf makes a piece of a decoded message that has a header for joining; ok
// is false when it stands alone.
func PieceOf(from, to string, dataCoding byte, t Text) (p Piece, ok bool) {
	c := t.UDH.Concat
	if c == nil || t.Damaged {
		return Piece{}, false
	}
	return Piece{
		SetKey: SetKey{From: from, To: to, Ref: c.Ref, Wide: c.Wide, Total: c.Total, DataCoding: dataCoding},
		Number: c.Number, Text: t,
	}, true
}

// Joined is what has been gathered of a set.
type Joined struct {
	Complete bool
	Text     string  // the parts that are there, in order; only when complete, evicted or expired
	IDs      []int64 // of the parts that are there, in order
	Have     int
	Missing  []byte // numbers of the parts that are not
	Key      SetKey
	Since    time.Time // when the first part came
	// Ignored: the part was there already, or its number fits no set.
	Ignored bool
	// Evicted are sets that had to go to make room, oldest first.
	Evicted []Joined
}

// JoinLimits bound what a Joiner keeps. Zero fields take the defaults.
type JoinLimits struct {
	Sets   int           // incomplete messages; 1,000
	Octets int           // of text in all of them; 32 MiB
	Age    time.Duration // of an incomplete message; 24 hours
}

// Joiner gathers the parts of long messages. It holds no clock and starts
// nothing; one goroutine uses it at a time. Make it with NewJoiner.
type Joiner struct {
	limits JoinLimits
	sets   map[SetKey]*joinSet
	octets int
	serial uint64
}

type joinSet struct {
	pieces map[byte]Piece
	since  time.Time
	serial uint64
	octets int
}

// pieceOverhead is what a kept part costs beside its octets, so that empty
// parts are not free.
const pieceOverhead = 128

// NewJoiner returns an empty Joiner.
func NewJoiner(l JoinLimits) *Joiner {
	if l.Sets <= 0 {
		l.Sets = 1000
	}
	if l.Octets <= 0 {
		l.Octets = 32 << 20
	}
	if l.Age <= 0 {
		l.Age = 24 * time.Hour
	}
	return &Joiner{limits: l, sets: map[SetKey]*joinSet{}}
}

// Len returns the number of incomplete messages.
func (j *Joiner) Len() int { return len(j.sets) }

// Add takes a part and returns what its message now looks like. A complete
// message leaves the Joiner. A part that is there already changes nothing.
func (j *Joiner) Add(p Piece, now time.Time) Joined {
	if p.Number == 0 || p.Number > p.Total {
		return Joined{Key: p.SetKey, Ignored: true}
	}
	s := j.sets[p.SetKey]
	if s != nil && now.Sub(s.since) > j.limits.Age {
		// References come round: a part this late begins another message.
		evicted := s.joined(p.SetKey, true)
		j.drop(p.SetKey)
		r := j.Add(p, now)
		r.Evicted = append([]Joined{evicted}, r.Evicted...)
		return r
	}
	if s == nil {
		j.serial++
		s = &joinSet{pieces: map[byte]Piece{}, since: now, serial: j.serial}
		j.sets[p.SetKey] = s
	}
	if _, there := s.pieces[p.Number]; there {
		r := s.joined(p.SetKey, false)
		r.Ignored = true
		return r
	}
	p.Text.Body = slices.Clone(p.Text.Body)
	p.Text.UDH.Elements = nil
	cost := pieceOverhead + len(p.Text.Body) + len(p.Text.String)
	s.pieces[p.Number] = p
	s.octets += cost
	j.octets += cost
	r := s.joined(p.SetKey, len(s.pieces) == int(p.Total))
	if r.Complete {
		j.drop(p.SetKey)
	}
	r.Evicted = j.shrink(p.SetKey)
	return r
}

// Expire removes the sets that are older than the limit and returns them,
// oldest first.
func (j *Joiner) Expire(now time.Time) []Joined {
	var gone []Joined
	for k, s := range j.sets {
		if now.Sub(s.since) > j.limits.Age {
			gone = append(gone, s.joined(k, true))
			j.drop(k)
		}
	}
	slices.SortFunc(gone, func(a, b Joined) int { return a.Since.Compare(b.Since) })
	return gone
}

// shrink removes the oldest sets until the limits hold; keep goes last.
func (j *Joiner) shrink(keep SetKey) []Joined {
	var gone []Joined
	for len(j.sets) > j.limits.Sets || j.octets > j.limits.Octets && len(j.sets) > 0 {
		var oldest SetKey
		var serial uint64
		for k, s := range j.sets {
			if k != keep && (serial == 0 || s.serial < serial) {
				oldest, serial = k, s.serial
			}
		}
		if serial == 0 {
			oldest = keep
		}
		gone = append(gone, j.sets[oldest].joined(oldest, true))
		j.drop(oldest)
	}
	return gone
}

func (j *Joiner) drop(k SetKey) {
	if s := j.sets[k]; s != nil {
		j.octets -= s.octets
		delete(j.sets, k)
	}
}

// joined describes the set; its text is put together only when asked for,
// because that costs as much as all its octets.
func (s *joinSet) joined(k SetKey, withText bool) Joined {
	r := Joined{Key: k, Since: s.since, Have: len(s.pieces), Complete: len(s.pieces) == int(k.Total)}
	for n := 1; n <= int(k.Total); n++ {
		if p, ok := s.pieces[byte(n)]; ok {
			r.IDs = append(r.IDs, p.ID)
		} else {
			r.Missing = append(r.Missing, byte(n))
		}
	}
	if withText {
		r.Text = s.text(int(k.Total))
	}
	return r
}

// text joins octets before it reads them, because a sender may have cut through
// a character. Where a part is missing, or septets are packed and so aligned
// anew in each part, the texts of the parts are joined.
func (s *joinSet) text(total int) string {
	var body []byte
	var text strings.Builder
	coding, whole := Auto, len(s.pieces) == total
	var locking, single Language
	for n := 1; n <= total; n++ {
		p, ok := s.pieces[byte(n)]
		if !ok {
			continue
		}
		h := p.Text.UDH
		whole = whole && (coding == Auto || coding == p.Text.Coding && locking == h.LockingShift && single == h.SingleShift)
		coding, locking, single = p.Text.Coding, h.LockingShift, h.SingleShift
		body = append(body, p.Text.Body...)
		text.WriteString(p.Text.String)
	}
	if whole && coding == GSM7 {
		return NationalAlphabet(locking, single).Decode(body)
	}
	if whole && coding != GSM7Packed {
		return DecodeAs(body, coding)
	}
	return text.String()
}
