package outbox

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/widgets"
	"relay/ui/words"
)

// exportPage is how many messages are read at a time for a file.
const exportPage = 1000

// Export asks for a file and writes every message that chip and search let
// through: CSV, or JSON lines where the name ends in .json or .jsonl.
func (v *View) Export() {
	q := v.query()
	ask := widgets.FileAsk{Title: words.T("Export messages"), Name: "messages-" + time.Now().Format("2006-01-02") + ".csv", Extensions: []string{".csv", ".json", ".jsonl"}}
	saving.File(v.deps.Shell, ask, func(ctx context.Context, w io.Writer, name string) (saving.Told, error) {
		if err := v.seek(ctx, &q); err != nil {
			return saving.Told{}, err
		}
		n, err := ExportTo(ctx, w, v.deps.Archive, q, saving.IsJSON(name))
		return saving.Told{Text: words.N(n, "%s message written to %s.", "%s messages written to %s.", name)}, err
	})
}

// ExportTo writes all messages of a query, newest first, page by page.
func ExportTo(ctx context.Context, w io.Writer, a gateway.Archive, q gateway.MessageQuery, asJSON bool) (n int, err error) {
	out := bufio.NewWriter(w)
	q.Order = gateway.MessageOrder{} // in which none moves meanwhile
	if !asJSON {
		if _, err := out.WriteString(csvHeader); err != nil {
			return 0, err
		}
	}
	for q.Limit = exportPage; ; {
		list, err := a.Messages(ctx, q)
		if err != nil {
			return n, err
		}
		for _, m := range list {
			if asJSON {
				err = json.NewEncoder(out).Encode(asRecord(m))
			} else {
				_, err = out.WriteString(csvRow(m))
			}
			if err != nil {
				return n, err
			}
			n++
		}
		if len(list) < exportPage {
			return n, out.Flush()
		}
		q.BeforeID = list[len(list)-1].ID
	}
}

// record is a message as JSON has it.
type record struct {
	ID         int64     `json:"id"`
	Time       time.Time `json:"time"`
	State      string    `json:"state"`
	To         string    `json:"to"`
	From       string    `json:"from"`
	Text       string    `json:"text"`
	Link       string    `json:"link"`
	Account    string    `json:"account,omitempty"`
	Parts      int       `json:"parts"`
	MessageIDs []string  `json:"message_ids"`
	Error      string    `json:"error,omitempty"`
}

func asRecord(m gateway.Message) record {
	r := record{ID: m.ID, Time: m.CreatedAt.UTC(), State: m.State.String(), To: m.To.Show(), From: m.From.Show(), Text: m.Text, Link: m.Link, Account: m.Account, Parts: m.Parts, MessageIDs: m.MessageIDs}
	if m.Error != nil {
		r.Error = strings.TrimSpace(m.Error.Name + " " + m.Error.Text)
	}
	return r
}

// AsJSON writes messages as JSON lines for the clipboard.
func AsJSON(list []gateway.Message) string {
	var b strings.Builder
	for _, m := range list {
		_ = json.NewEncoder(&b).Encode(asRecord(m)) // a Builder takes everything
	}
	return b.String()
}
