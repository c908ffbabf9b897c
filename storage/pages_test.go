package storage

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"relay/gateway"
)

// Pages hold what filtering everything would leave, whatever is asked for.
func TestPagesAreWhatFits(t *testing.T) {
	db := open(t, t.TempDir())
	random := rand.New(rand.NewPCG(3, 4))
	if err := db.do(t.Context(), func(tx *Tx) error {
		for range 600 {
			m := outgoing([]string{"one fish", "two fish", "red"}[random.IntN(3)])
			if m.State = gateway.MessageState(random.IntN(8)); random.IntN(3) == 0 {
				m.Direction, m.State, m.Unread = gateway.In, gateway.Received, random.IntN(2) == 0
			}
			m.Link, m.Account = []string{"up", "down"}[random.IntN(2)], []string{"", "shop"}[random.IntN(2)]
			if random.IntN(4) == 0 {
				m.To.Addr = "4930123456"
			}
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	everything, err := db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.AllBoxes})
	if err != nil || len(everything) != 600 {
		t.Fatal(len(everything), err)
	}
	slices.SortFunc(everything, func(a, b gateway.Message) int { return int(b.ID - a.ID) })
	for range 2000 {
		q := gateway.MessageQuery{Box: gateway.Box(random.IntN(3)), Limit: random.IntN(50)}
		for range random.IntN(4) {
			q.States = append(q.States, gateway.MessageState(random.IntN(9)))
		}
		for range random.IntN(3) {
			switch random.IntN(7) {
			case 0:
				q.Link = "up"
			case 1:
				q.Account = "shop"
			case 2:
				q.Search = "fish"
			case 3:
				q.To = "4930123456"
			case 4:
				q.To = "493*"
			case 5:
				q.Unread = true
			case 6:
				q.IDs = []int64{5, int64(1 + random.IntN(600)), 700}
			}
		}
		switch random.IntN(3) {
		case 0:
			q.BeforeID = int64(1 + random.IntN(620))
		case 1:
			q.AfterID = int64(1 + random.IntN(620))
		}
		if random.IntN(2) == 0 {
			orderAtRandom(random, &q, everything)
		}
		want := []int64{}
		for _, m := range everything {
			if fits(q, m) {
				want = append(want, m.ID)
			}
		}
		if q.Limit > 0 && len(want) > q.Limit {
			if want = want[:q.Limit:q.Limit]; q.AfterID > 0 && q.BeforeID == 0 { // the ones next above
				want = want[:0]
				for _, m := range slices.Backward(everything) {
					if fits(q, m) && len(want) < q.Limit {
						want = append(want, m.ID)
					}
				}
				slices.Reverse(want)
			}
		}
		if q.Order != (gateway.MessageOrder{}) {
			want = inOrder(q, everything)
		}
		list, err := db.Messages(context.Background(), q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		got := []int64{}
		for _, m := range list {
			got = append(got, m.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%+v gives %v, want %v", q, got, want)
		}
	}
}

func fits(q gateway.MessageQuery, m gateway.Message) bool {
	return (q.Box == gateway.AllBoxes || (q.Box == gateway.Inbox) == (m.Direction == gateway.In)) &&
		(len(q.States) == 0 || slices.Contains(q.States, m.State)) && (q.Link == "" || m.Link == q.Link) && (q.Account == "" || m.Account == q.Account) &&
		(q.Search == "" || strings.Contains(m.Text, q.Search)) && (q.To == "" || strings.HasPrefix(m.To.Addr, strings.TrimSuffix(q.To, "*"))) && (!q.Unread || m.Unread) &&
		(len(q.IDs) == 0 || slices.Contains(q.IDs, m.ID)) && (q.BeforeID == 0 || m.ID < q.BeforeID) && (q.AfterID == 0 || m.ID > q.AfterID)
}

// orderAtRandom asks for a page in some order, from some message or up to one.
func orderAtRandom(random *rand.Rand, q *gateway.MessageQuery, all []gateway.Message) {
	q.BeforeID, q.AfterID = 0, 0
	q.Order = gateway.MessageOrder{By: gateway.OrderBy(random.IntN(3)), Up: random.IntN(2) == 0}
	for q.Order == (gateway.MessageOrder{}) {
		q.Order.By = gateway.OrderBy(random.IntN(3))
	}
	place := func() gateway.MessageKey {
		k := all[random.IntN(len(all))].OrderKey()
		if random.IntN(3) == 0 {
			k = q.Order.Beside(k, random.IntN(2) == 0)
		}
		return k
	}
	if random.IntN(2) == 0 {
		q.Past = place()
	}
	if random.IntN(2) == 0 {
		q.Until = place()
	}
}

// inOrder is what sorting everything that fits would leave.
func inOrder(q gateway.MessageQuery, all []gateway.Message) []int64 {
	var list []gateway.Message
	for _, m := range all {
		k := m.OrderKey()
		if fits(q, m) && (q.Past.ID == 0 || q.Order.Compare(k, q.Past) > 0) && (q.Until.ID == 0 || q.Order.Compare(k, q.Until) < 0) {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b gateway.Message) int { return q.Order.Compare(a.OrderKey(), b.OrderKey()) })
	if q.Limit > 0 && len(list) > q.Limit {
		if q.Until.ID > 0 && q.Past.ID == 0 {
			list = list[len(list)-q.Limit:]
		} else {
			list = list[:q.Limit]
		}
	}
	out := []int64{}
	for _, m := range list {
		out = append(out, m.ID)
	}
	return out
}
