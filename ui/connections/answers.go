package connections

import (
	"cmp"
	"encoding/binary"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

const (
	lately     = 15 * time.Minute // over which answers are counted
	answersGet = 4_000            // records read in one go
)

// answers counts with which statuses the submits of each account were answered
// lately, from the live PDU log: by minutes, so that old ones can be forgotten.
type answers struct {
	after uint64 // number of the last record that was looked at
	by    map[string]map[int64]map[smpp.Status]int64
}

// Share is how often a status was the answer.
type Share struct {
	Status smpp.Status
	Count  int64
}

// See takes what the log has got since the last time; last is its newest number.
func (a *answers) See(pdus func(after uint64, most int) ([]gateway.PDURecord, uint64), last uint64) {
	if last < a.after {
		a.after = 0 // another log
	}
	for range 8 { // what is behind is caught up with at the next look
		list, _ := pdus(a.after, answersGet)
		for _, r := range list {
			a.take(r)
			a.after = r.Number
		}
		if len(list) < answersGet {
			return
		}
	}
}

// take counts a record that is an answer to a submit (SMPP 3.4 section 5.1.2.1).
func (a *answers) take(r gateway.PDURecord) {
	if !r.Out || r.Account == "" || len(r.Frame) < 16 {
		return
	}
	switch smpp.CommandID(binary.BigEndian.Uint32(r.Frame[4:])) {
	case smpp.SubmitSMResp, smpp.SubmitMultiResp, smpp.DataSMResp:
	default:
		return
	}
	if a.by == nil {
		a.by = map[string]map[int64]map[smpp.Status]int64{}
	}
	minutes := a.by[r.Account]
	if minutes == nil {
		minutes = map[int64]map[smpp.Status]int64{}
		a.by[r.Account] = minutes
	}
	at := r.Time.Unix() / 60
	if minutes[at] == nil {
		minutes[at] = map[smpp.Status]int64{}
	}
	minutes[at][smpp.Status(binary.BigEndian.Uint32(r.Frame[8:]))]++
}

// Of are the statuses with which an account was answered lately, the most frequent
// first, and how many answers there were.
func (a *answers) Of(account string, now time.Time) (shares []Share, all int64) {
	oldest := now.Add(-lately).Unix() / 60
	sums := map[smpp.Status]int64{}
	for at, list := range a.by[account] {
		if at <= oldest {
			delete(a.by[account], at)
			continue
		}
		for st, n := range list {
			sums[st] += n
			all += n
		}
	}
	for st, n := range sums {
		shares = append(shares, Share{st, n})
	}
	slices.SortFunc(shares, func(x, y Share) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Status, y.Status))
	})
	return shares, all
}
