package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"relay/gateway"
)

// campaignOf starts a campaign whose rows become messages of so many parts each.
func campaignOf(t *testing.T, db *DB, parts ...int) (int64, []*gateway.Message) {
	t.Helper()
	c := gateway.Campaign{State: gateway.CampaignRunning, CreatedAt: time.UnixMilli(1)}
	var list []*gateway.Message
	write(t, db, func(tx *Tx) error {
		if err := tx.InsertCampaign(&c); err != nil {
			return err
		}
		for i, n := range parts {
			m := outgoing("row")
			m.Key, m.Parts = fmt.Sprintf("campaign/%d", i), n
			for k := 2; k <= n; k++ {
				m.PartList = append(m.PartList, gateway.Part{Number: k, State: gateway.Queued, PDU: m.PartList[0].PDU})
			}
			row := gateway.CampaignRow{Number: int64(i + 2), To: "+36301234567", Text: "row"}
			err := errors.Join(tx.InsertCampaignRows(c.ID, []gateway.CampaignRow{row}), tx.InsertMessage(m))
			row.State, row.MessageID = gateway.RowMessage, m.ID
			if err = errors.Join(err, tx.TakeCampaignRow(c.ID, row)); err != nil {
				return err
			}
			list = append(list, m)
		}
		return nil
	})
	return c.ID, list
}

func takenBy(t *testing.T, db *DB, id int64) []gateway.CampaignCost {
	t.Helper()
	c, err := db.Campaign(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c.Taken
}

// What providers took is counted once, by link, and stays when the messages are
// gone.
func TestPartsThatProvidersTook(t *testing.T) {
	db := open(t, t.TempDir())
	id, list := campaignOf(t, db, 1, 3, 2, 1)
	if got := takenBy(t, db, id); got != nil {
		t.Errorf("before anything has left: %+v", got)
	}
	at := time.UnixMilli(1_700_000_001_000).UTC()
	write(t, db, func(tx *Tx) error {
		list[0].State, list[0].SubmittedAt, list[0].AcceptedAt = gateway.Accepted, at, at
		list[1].Link, list[1].State, list[1].SubmittedAt, list[1].AcceptedAt = "second", gateway.Accepted, at, at
		list[2].State, list[2].SubmittedAt, list[2].AcceptedAt = gateway.Accepted, at, at
		list[3].State, list[3].SubmittedAt, list[3].Error = gateway.Failed, at, &gateway.MessageError{Text: "refused"}
		return errors.Join(tx.UpdateMessage(list[0]), tx.UpdateMessage(list[1]), tx.UpdateMessage(list[2]), tx.UpdateMessage(list[3]))
	})
	want := []gateway.CampaignCost{{Link: "second", Parts: 3}, {Link: "up", Parts: 3}}
	if got := takenBy(t, db, id); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	write(t, db, func(tx *Tx) error { // a receipt changes nothing
		list[1].State, list[1].Done, list[1].DoneAt = gateway.Delivered, 3, at.Add(time.Second)
		return tx.UpdateMessage(list[1])
	})
	rows, err := db.CampaignRows(t.Context(), gateway.CampaignRowQuery{Campaign: id})
	if err != nil || len(rows) != 4 || rows[1].Link != "second" || rows[1].Parts != 3 || !rows[1].Taken || rows[3].Taken || rows[3].Parts != 1 {
		t.Errorf("%+v, %v", rows, err)
	}
	write(t, db, func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM messages")
		return err
	})
	if got := takenBy(t, db, id); !slices.Equal(got, want) {
		t.Errorf("without its messages: %+v, want %+v", got, want)
	}
}

// A file of the schema before has what was taken until then.
func TestMigrationCountsWhatWasTaken(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "relay.db")
	old := raw(t, file)
	names := migrations()
	at := slices.IndexFunc(names, func(n string) bool { return filepath.Base(n) == "017_spent.sql" })
	for _, name := range names[:at] {
		step, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		must(t, old, string(step))
	}
	must(t, old, fmt.Sprintf("PRAGMA user_version = %d", at))
	must(t, old, `INSERT INTO campaigns VALUES (1, '{}', 1, '', 1, 1, 0), (2, '{}', 1, '', 1, 1, 0)`)
	for i, m := range []struct{ campaign, parts, accepted int }{{1, 2, 5}, {1, 3, 6}, {1, 7, 0}, {2, 1, 0}, {0, 9, 5}} {
		must(t, old, fmt.Sprintf(`INSERT INTO messages (id, campaign, direction, link, account, from_ton, from_npi, from_addr, to_ton, to_npi, to_addr, text, state, parts, done, flags, error_status, error_name, error_text, note,
			account_message_id, receipt_wanted, data_coding, created_at, scheduled_at, submitted_at, accepted_at, done_at, valid_until)
			VALUES (%d, %d, 0, 'up', '', 1, 1, 'Shop', 1, 1, '36301234567', 'x', 2, %d, 0, 0, 0, '', '', '', '', 0, 0, 1, 0, 1, %d, 0, 0)`, i+1, m.campaign, m.parts, m.accepted))
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db := open(t, folder)
	if got := takenBy(t, db, 1); !slices.Equal(got, []gateway.CampaignCost{{Link: "up", Parts: 5}}) {
		t.Errorf("%+v", got)
	}
	if got := takenBy(t, db, 2); got != nil {
		t.Errorf("nothing was taken: %+v", got)
	}
}
