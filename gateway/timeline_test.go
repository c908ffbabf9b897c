package gateway

import (
	"strings"
	"testing"
	"time"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

func TestTimelineTellsTheStory(t *testing.T) {
	at := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	m := Message{Parts: 2, CreatedAt: at, PartList: []Part{
		{ID: 21, Number: 1, Session: 7, SentAt: at.Add(1), AnsweredAt: at.Add(2), ProviderID: "A1", Attempts: 2},
		{ID: 22, Number: 2, Session: 7, SentAt: at.Add(1), AnsweredAt: at.Add(4), Status: smpp.RINVDSTADR},
	}, Receipts: []Receipt{
		{PartID: 21, ReceivedAt: at.Add(3), Stat: "UNDELIV", Err: "042", State: sms.StateUndeliverable, MatchedBy: "hex to decimal", Times: 2},
	}}
	var lines []string
	bad := 0
	for _, x := range m.Timeline() {
		lines = append(lines, x.What)
		if x.Bad {
			bad++
		}
	}
	want := "Queued, written here|Part 1: Sent over session 7, try 2|Part 2: Sent over session 7|Part 1: Accepted as A1|" +
		"Part 1: Receipt UNDELIV, error 042 (matched by hex to decimal), came 2 times|Part 2: Answered ESME_RINVDSTADR"
	if got := strings.Join(lines, "|"); got != want || bad != 2 {
		t.Errorf("%d bad\n%s\n%s", bad, got, want)
	}
}
