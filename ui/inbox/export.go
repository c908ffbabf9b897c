package inbox

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"time"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Export asks for a file and writes every message of the conversations that the
// filters let through: CSV, or JSON lines where the name ends in .json or .jsonl.
func (v *View) Export() {
	q := v.query()
	ask := widgets.FileAsk{Title: words.T("Export conversations"), Name: "conversations-" + time.Now().Format("2006-01-02") + ".csv", Extensions: []string{".csv", ".json", ".jsonl"}}
	saving.File(v.deps.Shell, ask, func(ctx context.Context, w io.Writer, name string) (saving.Told, error) {
		if err := v.seek(ctx, &q); err != nil {
			return saving.Told{}, err
		}
		n, err := ExportTo(ctx, w, v.deps.Archive, q, saving.IsJSON(name))
		return saving.Told{Text: words.N(n, "%s message written to %s.", "%s messages written to %s.", name)}, err
	})
}

// ExportTo writes the conversations of a query, that with the newest message first,
// each from its newest message to its oldest.
func ExportTo(ctx context.Context, w io.Writer, a gateway.Archive, q gateway.ConversationQuery, asJSON bool) (n int, err error) {
	out := bufio.NewWriter(w)
	if !asJSON {
		_, _ = out.WriteString("time,direction,from,to,text,link,account,state\n") // Flush tells what goes wrong
	}
	for q.Limit = page; ; {
		list, err := a.Conversations(ctx, q)
		if err != nil {
			return n, err
		}
		for _, c := range list {
			for before := int64(0); ; {
				thread, err := a.Thread(ctx, c.Peer, before, page)
				if err != nil {
					return n, err
				}
				for _, m := range thread {
					put(out, m, asJSON)
				}
				if n += len(thread); len(thread) < page {
					break
				}
				before = thread[len(thread)-1].ID
			}
		}
		if len(list) < page {
			return n, out.Flush()
		}
		q.BeforeID = list[len(list)-1].Last.ID
	}
}

// record is a message as JSON has it.
type record struct {
	ID        int64     `json:"id"`
	Time      time.Time `json:"time"`
	Direction string    `json:"direction"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	Text      string    `json:"text"`
	Link      string    `json:"link"`
	Account   string    `json:"account,omitempty"`
	State     string    `json:"state"`
	Parts     int       `json:"parts"`
	Tags      []string  `json:"tags,omitempty"`
}

func put(w *bufio.Writer, m gateway.Message, asJSON bool) {
	direction := "in"
	if m.Direction == gateway.Out {
		direction = "out"
	}
	if asJSON {
		_ = json.NewEncoder(w).Encode(record{m.ID, m.CreatedAt.UTC(), direction, m.From.Show(), m.To.Show(), m.Text, m.Link, m.Account, m.State.String(), m.Parts, m.Tags})
		return
	}
	_, _ = w.WriteString(gateway.CSVLine(m.CreatedAt.UTC().Format(time.RFC3339), direction, m.From.Show(), m.To.Show(), m.Text, m.Link, m.Account, m.State.String()))
}
