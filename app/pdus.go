package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"relay/gateway"
	"relay/gateway/filter"
	"relay/gateway/smpp"
	"relay/storage"
)

func pdusCommand(opts func(*cli.Command) options) *cli.Command {
	return &cli.Command{
		Name: "pdus", Usage: "print the stored PDU log, decoded",
		Description: "Reads beside a running Relay. Passwords are masked.\n\n" + example("relay pdus --link provider-a --filter 'cmd==submit_sm_resp && status!=0'", "relay pdus --limit 0 --pcapng relay.pcapng"),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "one JSON object a line"},
			&cli.StringFlag{Name: "link", Usage: "only this link"},
			&cli.StringFlag{Name: "filter", Usage: "such as cmd==submit_sm && dest~+36"},
			&cli.IntFlag{Name: "limit", Usage: "the newest so many; 0 is all", Value: 100},
			&cli.StringFlag{Name: "pcapng", Usage: "write them to a file that Wireshark opens", TakesFile: true},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			f, err := filter.Parse(c.String("filter"))
			if err != nil {
				return useErrorf("--filter: %w", err)
			}
			o := opts(c)
			records, err := readPDUs(ctx, o, gateway.PDUQuery{Link: c.String("link"), Newest: true}, f, c.Int("limit"))
			if err != nil {
				return err
			}
			if file := c.String("pcapng"); file != "" {
				return writePcapngFile(file, records)
			}
			for _, r := range records {
				if c.Bool("json") || o.JSON {
					fmt.Fprintf(o.Out, "%s\n", recordJSON(r))
					continue
				}
				printRecord(o, r)
			}
			return nil
		},
	}
}

// readPDUs returns the newest records that fit, oldest first.
func readPDUs(ctx context.Context, o options, q gateway.PDUQuery, f *filter.Filter, limit int) ([]gateway.PDURecord, error) {
	db, err := storage.Open(ctx, storage.Config{Folder: o.Folder, KeyFile: o.KeyFile, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	// From the newest back, in pages, until enough fit: an answer comes before
	// its request, so what it says is known by then.
	const page = 2000
	var keep []gateway.PDURecord // newest first
	given := answers{}
	for limit == 0 || len(keep) < limit {
		q.Limit = page
		list, err := db.PDUs(ctx, q)
		if err != nil {
			return nil, err
		}
		for i := range slices.Backward(list) {
			if r := list[i]; f.MatchIn(&list[i], given.env(&list[i])) {
				r.Frame = bytes.Clone(r.Frame) // without the block that it came in
				keep = append(keep, r)
			}
		}
		if len(list) < page {
			break
		}
		q.Before = list[0].Number
	}
	if limit > 0 && len(keep) > limit {
		keep = keep[:limit]
	}
	slices.Reverse(keep)
	return keep, nil
}

// answers are the responses whose requests are looked for, by the request's place.
type answers map[requestPlace]givenAnswer

type requestPlace struct {
	session  uint64
	out      bool
	sequence uint32
}

// givenAnswer is what a filter may know of one.
type givenAnswer struct {
	id     smpp.CommandID // of the request that it answers
	status smpp.Status
	given  string // message_id
	at     time.Time
}

// env is what the neighbours of a record tell of it, read from the newest back: a
// response is remembered, and a request has the one that answers it.
func (a answers) env(r *gateway.PDURecord) filter.Env {
	var p smpp.PDU
	_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
	place := requestPlace{r.Session, r.Out, p.Sequence}
	if p.ID.IsResponse() {
		place.out = !r.Out
		a[place] = givenAnswer{p.ID.Request(), p.Status, p.Str(smpp.FieldMessageID), r.Time}
		return filter.Env{}
	}
	x, ok := a[place]
	if ok = ok && (x.id == p.ID || x.id == smpp.GenericNack.Request()); !ok {
		return filter.Env{}
	}
	delete(a, place) // an earlier request of that number has another one
	return filter.Env{
		ID:     func(*gateway.PDURecord) string { return x.given },
		Status: func(*gateway.PDURecord) (smpp.Status, bool) { return x.status, true },
		Answer: func(*gateway.PDURecord) (time.Duration, bool) { return x.at.Sub(r.Time), true },
	}
}

// recordJSON is the record's place in the log, then the decoded PDU.
func recordJSON(r gateway.PDURecord) []byte {
	head, err := json.Marshal(struct {
		Number    uint64 `json:"number"`
		Time      string `json:"time"`
		Link      string `json:"link"`
		Session   uint64 `json:"session"`
		Direction string `json:"direction"`
	}{r.Number, r.Time.UTC().Format("2006-01-02T15:04:05.000Z"), r.Link, r.Session, direction(r)})
	if err != nil {
		return nil
	}
	body := smpp.JSON(r.Frame, smpp.Version(r.Version))
	return append(append(bytes.TrimSuffix(head, []byte("}")), ','), body[1:]...)
}

func direction(r gateway.PDURecord) string {
	if r.Out {
		return "out"
	}
	return "in"
}

func printRecord(o options, r gateway.PDURecord) {
	arrow := "<-"
	if r.Out {
		arrow = "->"
	}
	var p smpp.PDU
	_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
	line := fmt.Sprintf("%8d  %s  %-12s %s %-22s %10d", r.Number, r.Time.Local().Format("2006-01-02 15:04:05.000"), r.Link, arrow, p.ID, p.Sequence)
	if p.ID.IsResponse() {
		line += "  " + p.Status.Name()
		if id := p.Str(smpp.FieldMessageID); id != "" {
			line += "  " + oneLine(id, 65)
		}
	} else if p.Has(smpp.FieldDestinationAddr) {
		line += fmt.Sprintf("  %s -> %s", oneLine(p.Str(smpp.FieldSourceAddr), 20), oneLine(p.Str(smpp.FieldDestinationAddr), 20))
	}
	fmt.Fprintln(o.Out, line)
}
