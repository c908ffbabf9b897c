package widgets

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestLaterStoresWhileSomebodyTypesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stored []int
		l := NewLater(time.Second, func(n int) { stored = append(stored, n) })
		for n := range 25 {
			l.Put(n)
			time.Sleep(100 * time.Millisecond)
			synctest.Wait()
		}
		if !slices.Equal(stored, []int{9, 20}) && !slices.Equal(stored, []int{10, 20}) && !slices.Equal(stored, []int{9, 19}) {
			t.Errorf("%v while 25 were typed in 2.5 s", stored)
		}
		stored = nil
		l.Now()
		l.Now()
		if !slices.Equal(stored, []int{24}) {
			t.Errorf("%v at the end", stored)
		}
		if l.Take() != nil {
			t.Error("what is stored waits still")
		}
		l.Put(27)
		store := l.Take()
		l.Put(28)
		l.Now()
		store()
		if !slices.Equal(stored, []int{24, 28, 27}) {
			t.Errorf("%v after a hand-over", stored)
		}
		stored = stored[:1]
		l.Put(30)
		l.Drop()
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(stored) != 1 {
			t.Errorf("%v: what was dropped is stored", stored)
		}
	})
}
