package outbox_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"relay/gateway"
	"relay/ui/outbox"
	"relay/ui/uitest"
)

// An export holds every message of the query once, over pages, and reads back.
func TestExport(t *testing.T) {
	h := uitest.New()
	h.List = nil
	const many = 2500
	for i := many; i > 0; i-- {
		h.List = append(h.List, gateway.Message{ID: int64(i), CreatedAt: time.Unix(int64(i), 0), State: gateway.Delivered, Text: fmt.Sprintf("=number, \"%d\"\nline", i), To: gateway.Address{TON: 1, Addr: "4917012345678"}})
	}
	var b strings.Builder
	n, err := outbox.ExportTo(t.Context(), &b, uitest.Shelf{House: h}, gateway.MessageQuery{Box: gateway.Outbox}, false)
	rows, rerr := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || rerr != nil || n != many || len(rows) != many+1 || rows[1][4] != "'=number, \"2500\"\nline" || rows[many][4] != "'=number, \"1\"\nline" {
		t.Errorf("%d messages, %d rows, %v %v", n, len(rows), err, rerr)
	}
	b.Reset()
	n, err = outbox.ExportTo(t.Context(), &b, uitest.Shelf{House: h}, gateway.MessageQuery{Box: gateway.Outbox}, true)
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	var last struct {
		ID   int64
		Text string
		To   string
	}
	if err != nil || n != many || len(lines) != many || json.Unmarshal([]byte(lines[many-1]), &last) != nil || last.ID != 1 || last.Text != "=number, \"1\"\nline" || last.To != "+4917012345678" {
		t.Errorf("%d messages, %d lines, %+v, %v", n, len(lines), last, err)
	}
}
