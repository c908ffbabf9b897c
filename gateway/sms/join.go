package sms

import (
	"container/list"
	"slices"
	"strings"
	"time"
)

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
	// Pieces are the parts that are there, in order, when the set is evicted or
	// expired: each is then shown as a message of its own.
	Pieces []Piece
}

// JoinLimits bound what a Joiner keeps. Zero fields take the defaults.
type JoinLimits struct {
	Sets   int           // incomplete messages of one owner; 1,000
	Octets int           // that all of them take, of all owners; 32 MiB
	Age    time.Duration // of an incomplete message; 24 hours
}

// Joiner gathers the parts of long messages. It holds no clock and starts
// nothing; one goroutine uses it at a time. Make it with NewJoiner.
type Joiner struct {
	limits JoinLimits
	sets   map[SetKey]*joinSet
	age    list.List             // of *joinSet, the oldest first
	owners map[string]*list.List // the same of each owner
	octets int
}

type joinSet struct {
	key     SetKey
	pieces  map[byte]Piece
	since   time.Time
	octets  int
	byAge   *list.Element
	byOwner *list.Element
}

// What a set and a part cost beside their octets, so that empty parts are not
// free.
const (
	setOverhead   = 512
	pieceOverhead = 256
)

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
	return &Joiner{limits: l, sets: map[SetKey]*joinSet{}, owners: map[string]*list.List{}}
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
		evicted := s.gone()
		j.drop(s)
		r := j.Add(p, now)
		r.Evicted = append([]Joined{evicted}, r.Evicted...)
		return r
	}
	if s == nil {
		s = j.open(p.SetKey, now)
	}
	if _, there := s.pieces[p.Number]; there {
		r := s.joined()
		r.Ignored = true
		return r
	}
	p.Text.Body = slices.Clone(p.Text.Body)
	p.Text.UDH.Elements = nil
	cost := pieceOverhead + len(p.Text.Body) + len(p.Text.String)
	s.pieces[p.Number] = p
	s.octets += cost
	j.octets += cost
	r := s.joined()
	if r.Complete {
		r.Text = s.text()
		j.drop(s)
	}
	r.Evicted = j.shrink(s)
	return r
}

func (j *Joiner) open(k SetKey, now time.Time) *joinSet {
	s := &joinSet{key: k, pieces: map[byte]Piece{}, since: now, octets: setOverhead + len(k.Owner) + len(k.From) + len(k.To)}
	mine := j.owners[k.Owner]
	if mine == nil {
		mine = list.New()
		j.owners[k.Owner] = mine
	}
	s.byAge, s.byOwner = j.age.PushBack(s), mine.PushBack(s)
	j.sets[k] = s
	j.octets += s.octets
	return s
}

// Expire removes the sets that are older than the limit and returns them,
// oldest first.
func (j *Joiner) Expire(now time.Time) []Joined {
	var gone []Joined
	for e := j.age.Front(); e != nil; {
		s := e.Value.(*joinSet)
		e = e.Next()
		if now.Sub(s.since) > j.limits.Age {
			gone = append(gone, s.gone())
			j.drop(s)
		}
	}
	slices.SortStableFunc(gone, func(a, b Joined) int { return a.Since.Compare(b.Since) })
	return gone
}

// shrink removes the oldest sets until the limits hold; latest goes last. An
// owner with too many loses its own; too many octets cost whoever is oldest.
func (j *Joiner) shrink(latest *joinSet) []Joined {
	var gone []Joined
	evict := func(of *list.List) {
		s := of.Front().Value.(*joinSet)
		if s == latest && of.Len() > 1 {
			s = of.Front().Next().Value.(*joinSet)
		}
		gone = append(gone, s.gone())
		j.drop(s)
	}
	for mine := j.owners[latest.key.Owner]; mine != nil && mine.Len() > j.limits.Sets; {
		evict(mine)
	}
	for j.octets > j.limits.Octets && j.age.Len() > 0 {
		evict(&j.age)
	}
	return gone
}

func (j *Joiner) drop(s *joinSet) {
	j.octets -= s.octets
	delete(j.sets, s.key)
	j.age.Remove(s.byAge)
	mine := j.owners[s.key.Owner]
	if mine.Remove(s.byOwner); mine.Len() == 0 {
		delete(j.owners, s.key.Owner)
	}
}

// joined describes the set, without its text: to put that together costs as
// much as all its octets.
func (s *joinSet) joined() Joined {
	r := Joined{Key: s.key, Since: s.since, Have: len(s.pieces), Complete: len(s.pieces) == int(s.key.Total)}
	for n := 1; n <= int(s.key.Total); n++ {
		if p, ok := s.pieces[byte(n)]; ok {
			r.IDs = append(r.IDs, p.ID)
		} else {
			r.Missing = append(r.Missing, byte(n))
		}
	}
	return r
}

// gone describes a set that leaves before it is complete.
func (s *joinSet) gone() Joined {
	r := s.joined()
	r.Text = s.text()
	r.Pieces = make([]Piece, 0, len(s.pieces))
	for n := 1; n <= int(s.key.Total); n++ {
		if p, ok := s.pieces[byte(n)]; ok {
			r.Pieces = append(r.Pieces, p)
		}
	}
	return r
}

// text joins octets before it reads them, because a sender may have cut through
// a character. Where a part is missing, or septets are packed and so aligned
// anew in each part, the texts of the parts are joined.
func (s *joinSet) text() string {
	total := int(s.key.Total)
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
