package storage

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"relay/gateway"
)

// What is walked through in its order is what would be gathered and sorted,
// whichever of both is chosen.
func TestWalksFindWhatIsSorted(t *testing.T) {
	db := open(t, t.TempDir())
	random := rand.New(rand.NewPCG(5, 6))
	write(t, db, func(tx *Tx) error {
		for range 500 {
			m := outgoing([]string{"one fish", "two fish", "red"}[random.IntN(3)])
			m.State, m.To.Addr = gateway.MessageState(random.IntN(8)), []string{"1", "36301", "36302", "4930123456"}[random.IntN(4)]
			if random.IntN(5) == 0 {
				m.Direction, m.State = gateway.In, gateway.Received
			}
			if err := tx.InsertMessage(m); err != nil {
				return err
			}
		}
		return nil
	})
	all, err := db.Messages(t.Context(), gateway.MessageQuery{Box: gateway.AllBoxes})
	if err != nil {
		t.Fatal(err)
	}
	for range 1500 {
		q := gateway.MessageQuery{Limit: 1 + random.IntN(60), Search: []string{"", "fish"}[random.IntN(2)]}
		for range random.IntN(4) {
			q.States = append(q.States, gateway.MessageState(random.IntN(8)))
		}
		orderAtRandom(random, &q, all)
		text, args := walkedByState(q)
		if q.Order.By == gateway.ByTo {
			text, args = walkedByTo(q)
		}
		rows, err := db.read.QueryContext(t.Context(), text, args...)
		list, err := collect(rows, err, scanMessage)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		if backwards(q) {
			slices.Reverse(list)
		}
		got := []int64{}
		for _, m := range list {
			got = append(got, m.ID)
		}
		if want := inOrder(q, all); !slices.Equal(got, want) {
			t.Fatalf("%+v gives %v, want %v", q, got, want)
		}
	}
}

// A page in any order costs what it shows: it begins where its bound is, and sorts
// no more than a page of each state.
func TestWalksBeginWhereTheyAreBound(t *testing.T) {
	db := open(t, t.TempDir())
	key := gateway.MessageKey{State: gateway.Delivered, To: "36301234567", ID: 77}
	for _, q := range []gateway.MessageQuery{
		{Order: gateway.MessageOrder{By: gateway.ByTo}, Past: key}, {Order: gateway.MessageOrder{By: gateway.ByTo, Up: true}, Past: key}, {Order: gateway.MessageOrder{By: gateway.ByTo}, Until: key},
		{Order: gateway.MessageOrder{By: gateway.ByState}, Past: key}, {Order: gateway.MessageOrder{By: gateway.ByState, Up: true}, Until: key}, {Order: gateway.MessageOrder{Up: true}, Past: key},
	} {
		q.Limit = 200
		text, args := walkedByState(q)
		if q.Order.By == gateway.ByTo {
			text, args = walkedByTo(q)
		}
		bound := false
		for _, step := range plan(t, db, text, args...) {
			if strings.HasPrefix(step, "SCAN messages") {
				t.Errorf("%+v: %s", q, step)
			}
			bound = bound || strings.Contains(step, "(to_addr=? AND id") || strings.Contains(step, "state=? AND id")
		}
		if !bound {
			t.Errorf("%+v begins at the end: %v", q, plan(t, db, text, args...))
		}
	}
}
