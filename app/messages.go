package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/storage"
)

func messagesCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "messages", Usage: "list stored messages, newest first",
		Description: "Reads beside a running Relay.\n\n" + example("relay messages --box out --state failed", "relay messages --json --limit 0"),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "one JSON object a line"},
			&cli.StringFlag{Name: "box", Usage: "in or out; without it both"},
			&cli.StringFlag{Name: "state", Usage: "queued, sending, accepted, delivered, failed, expired, cancelled, unknown or received"},
			&cli.StringFlag{Name: "to", Usage: "recipient, exact or with a final *"},
			&cli.IntFlag{Name: "limit", Usage: "how many; 0 is all", Value: 100},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			o := opts(c)
			q := gateway.MessageQuery{Box: gateway.AllBoxes, To: c.String("to"), Limit: c.Int("limit")}
			switch c.String("box") {
			case "":
			case "in":
				q.Box = gateway.Inbox
			case "out":
				q.Box = gateway.Outbox
			default:
				return useErrorf("--box takes in or out, not %q", c.String("box"))
			}
			if w := c.String("state"); w != "" {
				st, ok := gateway.ParseState(w)
				if !ok {
					return useErrorf("there is no state %q; relay messages --help lists them", w)
				}
				q.States = []gateway.MessageState{st}
			}
			return listMessages(ctx, o, q, c.Bool("json"))
		},
	}
}

func listMessages(ctx context.Context, o options, q gateway.MessageQuery, asJSON bool) error {
	db, err := storage.Open(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile, ReadOnly: true})
	if err != nil {
		return err
	}
	defer db.Close()
	list, err := db.Messages(ctx, q)
	if err != nil {
		return err
	}
	for _, m := range list {
		if asJSON || o.JSON {
			printJSON(o.Out, messageJSON(m))
			continue
		}
		who, arrow := m.To.Show(), "→"
		if m.Direction == gateway.In {
			who, arrow = m.From.Show(), "←"
		}
		fmt.Fprintf(o.Out, "%6d  %s  %-9s %s %-16s %s\n", m.ID, m.CreatedAt.Local().Format("2006-01-02 15:04:05"), m.State, arrow, oneLine(who, 40), oneLine(m.Shown(), 60))
	}
	return nil
}

// oneLine makes a stranger's text harmless and short.
func oneLine(s string, n int) string {
	r := []rune(sms.Clean(s))
	if len(r) > n {
		return strings.TrimRight(string(r[:n-1]), " ") + "…"
	}
	return string(r)
}

type jsonMessage struct {
	ID                int64      `json:"id"`
	Key               string     `json:"key"`
	Direction         string     `json:"direction"`
	Link              string     `json:"link"`
	Account           string     `json:"account"`
	From              string     `json:"from"`
	To                string     `json:"to"`
	Text              string     `json:"text"`
	State             string     `json:"state"`
	Parts             int        `json:"parts"`
	MessageID         *string    `json:"message_id"`
	MessageIDs        []string   `json:"message_ids"`
	AccountMessageID  *string    `json:"account_message_id"`
	Error             *jsonError `json:"error"`
	PossibleDuplicate bool       `json:"possible_duplicate"`
	SubmittedAt       *string    `json:"submitted_at"`
	AcceptedAt        *string    `json:"accepted_at"`
	DoneAt            *string    `json:"done_at"`
}

type jsonError struct {
	Status uint32 `json:"status"`
	Name   string `json:"name"`
	Text   string `json:"text"`
}

func messageJSON(m gateway.Message) jsonMessage {
	j := jsonMessage{ID: m.ID, Key: m.Key, Direction: m.Direction.String(), Link: m.Link, Account: m.Account, From: m.From.Show(), To: m.To.Show(), Text: m.Text,
		State: m.State.String(), Parts: m.Parts, MessageIDs: idsOf(m), Error: errorOf(m), PossibleDuplicate: m.PossibleDuplicate,
		SubmittedAt: jsonTime(m.SubmittedAt), AcceptedAt: jsonTime(m.AcceptedAt), DoneAt: jsonTime(m.DoneAt)}
	if len(m.MessageIDs) > 0 {
		j.MessageID = &m.MessageIDs[0]
	}
	if m.AccountMessageID != "" {
		j.AccountMessageID = &m.AccountMessageID
	}
	return j
}

func idsOf(m gateway.Message) []string {
	if m.MessageIDs == nil {
		return []string{}
	}
	return m.MessageIDs
}

func errorOf(m gateway.Message) *jsonError {
	if m.Error == nil {
		return nil
	}
	return &jsonError{uint32(m.Error.Status), m.Error.Name, m.Error.Text}
}

func jsonTime(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format("2006-01-02T15:04:05.000Z")
	return &s
}
