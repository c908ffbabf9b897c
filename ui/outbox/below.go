package outbox

import (
	"fmt"
	"strings"

	"relay/gateway"
)

// showPDUs filters the list below to a message: by its provider's ids, or by its
// number while there is none.
func (v *View) showPDUs(m gateway.Message) {
	if v.folded {
		v.FoldPDUs()
	}
	var parts []string
	for _, id := range m.MessageIDs {
		if id != "" {
			parts = append(parts, fmt.Sprintf("id==%q", id))
		}
	}
	if len(parts) == 0 {
		parts = []string{fmt.Sprintf("dest==%q", m.To.Addr), fmt.Sprintf("from==%q", m.To.Addr)}
	}
	v.pdus.SetFilter(strings.Join(parts, " || "))
}

// showInLog chooses a PDU in the list below, which then leaves nothing out.
func (v *View) showInLog(r gateway.PDURecord) {
	if v.folded {
		v.FoldPDUs()
	}
	v.pdus.Unfollow()
	v.pdus.SetFilter("")
	if _, ok := v.pdus.Model().Get(r.Number); ok {
		v.pdus.GoTo(r.Number)
		return
	}
	v.pdus.GoToTime(r.Time)
}
