package engine_test

import (
	"testing"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
)

// What an account without a quota submits is counted for its day and month, and
// uses up no credits.
func TestSubmittedIsCountedWithoutAQuota(t *testing.T) {
	h := office(t, nil)
	e := h.bind(session.Transceiver, smpp.V34)
	for range 3 {
		e.accepted(submit("Shop", "49123", "hello"))
	}
	h.until("they are counted", func() bool {
		use, err := h.db.AccountUse(t.Context(), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		x := use["shop"]
		return x.Day == 3 && x.Month == 3 && x.All == 0
	})
}
