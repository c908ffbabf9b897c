package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
)

// InsertCampaign stores a campaign without rows and sets its id.
func (t *Tx) InsertCampaign(c *gateway.Campaign) error {
	plan, err := json.Marshal(c.Plan)
	if err != nil {
		return err
	}
	r, err := t.exec("INSERT INTO campaigns (plan, state, why, created_at, started_at, ended_at) VALUES (?,?,?,?,?,?)",
		string(plan), c.State, c.Why, ms(c.CreatedAt), ms(c.StartedAt), ms(c.EndedAt))
	if err != nil {
		return err
	}
	c.ID, err = r.LastInsertId()
	return err
}

// UpdateCampaign stores what may change of a campaign: plan, state, why, times.
func (t *Tx) UpdateCampaign(c *gateway.Campaign) error {
	plan, err := json.Marshal(c.Plan)
	if err != nil {
		return err
	}
	_, err = t.exec("UPDATE campaigns SET plan=?, state=?, why=?, started_at=?, ended_at=? WHERE id=?", string(plan), c.State, c.Why, ms(c.StartedAt), ms(c.EndedAt), c.ID)
	return err
}

const campaignColumns = "id, plan, state, why, created_at, started_at, ended_at"

func scanCampaign(r scanner, c *gateway.Campaign) error {
	var plan string
	var created, started, ended int64
	if err := r.Scan(&c.ID, &plan, &c.State, &c.Why, &created, &started, &ended); err != nil {
		return err
	}
	c.CreatedAt, c.StartedAt, c.EndedAt = fromMS(created), fromMS(started), fromMS(ended)
	return json.Unmarshal([]byte(plan), &c.Plan)
}

// Campaign returns a campaign without its numbers.
func (t *Tx) Campaign(id int64) (*gateway.Campaign, error) {
	c := new(gateway.Campaign)
	err := scanCampaign(t.row("SELECT "+campaignColumns+" FROM campaigns WHERE id = ?", id), c)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("there is no campaign %d", id)
	}
	return c, err
}

func (t *Tx) tally(campaign int64, name string, by int64) error {
	_, err := t.exec("INSERT INTO campaign_tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", campaign, name, by)
	return err
}

// InsertCampaignRows adds rows to a campaign.
func (t *Tx) InsertCampaignRows(campaign int64, rows []gateway.CampaignRow) error {
	by := map[gateway.RowState]int64{}
	for i := range rows {
		r := &rows[i]
		if _, err := t.exec("INSERT INTO campaign_rows (campaign, number, to_addr, text, state, reason, message_id) VALUES (?,?,?,?,?,?,0)", campaign, r.Number, r.To, r.Text, r.State, r.Reason); err != nil {
			return fmt.Errorf("row %d: %w", r.Number, err)
		}
		by[r.State]++
	}
	for state, n := range by {
		if err := t.tally(campaign, rowTally(state), n); err != nil {
			return err
		}
	}
	return nil
}

func rowTally(s gateway.RowState) string { return fmt.Sprintf("row:%d", s) }

// TakeCampaignRow says what became of a waiting row: a message, or a reason why
// it is none. It does nothing to a row that does not wait.
func (t *Tx) TakeCampaignRow(campaign int64, row gateway.CampaignRow) error {
	r, err := t.exec("UPDATE campaign_rows SET state=?, reason=?, message_id=? WHERE campaign=? AND number=? AND state=0", row.State, row.Reason, row.MessageID, campaign, row.Number)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if row.MessageID != 0 {
		if _, err := t.exec("UPDATE messages SET campaign=? WHERE id=?", campaign, row.MessageID); err != nil {
			return err
		}
	}
	if err := t.tally(campaign, rowTally(gateway.RowWaiting), -1); err != nil {
		return err
	}
	return t.tally(campaign, rowTally(row.State), 1)
}

// StopCampaignRows marks waiting rows stopped, at most limit, and returns how
// many there were.
func (t *Tx) StopCampaignRows(campaign int64, limit int) (int64, error) {
	r, err := t.exec("UPDATE campaign_rows SET state=? WHERE campaign=? AND number IN (SELECT number FROM campaign_rows WHERE campaign=? AND state=0 ORDER BY number LIMIT ?)",
		gateway.RowStopped, campaign, campaign, limit)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	if err != nil || n == 0 {
		return n, err
	}
	if err := t.tally(campaign, rowTally(gateway.RowWaiting), -n); err != nil {
		return 0, err
	}
	return n, t.tally(campaign, rowTally(gateway.RowStopped), n)
}

// CampaignQueued returns ids of the campaign's messages that wait in the queue.
func (t *Tx) CampaignQueued(campaign int64, limit int) ([]int64, error) {
	rows, err := t.query("SELECT id FROM messages WHERE campaign <> 0 AND campaign = ? AND state = 0 ORDER BY id LIMIT ?", campaign, limit)
	return collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
}

// DropCampaign deletes rows of a campaign, at most limit, and the campaign once
// none is left; done tells that.
func (t *Tx) DropCampaign(campaign int64, limit int) (done bool, err error) {
	r, err := t.exec("DELETE FROM campaign_rows WHERE campaign=? AND number IN (SELECT number FROM campaign_rows WHERE campaign=? ORDER BY number LIMIT ?)", campaign, campaign, limit)
	if err != nil {
		return false, err
	}
	if n, err := r.RowsAffected(); err != nil || n == int64(limit) {
		return false, err
	}
	if _, err := t.exec("DELETE FROM campaign_tally WHERE campaign=?", campaign); err != nil {
		return false, err
	}
	_, err = t.exec("DELETE FROM campaigns WHERE id=?", campaign)
	return true, err
}

// Campaigns returns all that were started, newest first.
func (db *DB) Campaigns(ctx context.Context) ([]gateway.Campaign, error) {
	return db.campaigns(ctx, "state <> ? ORDER BY id DESC", gateway.CampaignFilling)
}

// Campaign returns one with its numbers.
func (db *DB) Campaign(ctx context.Context, id int64) (gateway.Campaign, error) {
	list, err := db.campaigns(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("there is no campaign %d", id)
	}
	if err != nil {
		return gateway.Campaign{}, err
	}
	return list[0], nil
}

// CampaignsAtWork returns those of which rows or messages wait: running ones, and
// stopped ones that are not tidied up yet. With filling, those that were never
// started instead.
func (db *DB) CampaignsAtWork(ctx context.Context, filling bool) ([]gateway.Campaign, error) {
	if filling {
		return db.campaigns(ctx, "state = ? ORDER BY id", gateway.CampaignFilling)
	}
	return db.campaigns(ctx, `state = ? OR state = ? AND EXISTS (SELECT 1 FROM campaign_tally t WHERE t.campaign = campaigns.id AND t.name IN (?, ?) AND t.n > 0) ORDER BY id`,
		gateway.CampaignRunning, gateway.CampaignStopped, rowTally(gateway.RowWaiting), fmt.Sprintf("message:%d", gateway.Queued))
}

func (db *DB) campaigns(ctx context.Context, where string, args ...any) ([]gateway.Campaign, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+campaignColumns+" FROM campaigns WHERE "+where, args...)
	list, err := collect(rows, err, scanCampaign)
	if err != nil {
		return nil, fmt.Errorf("read the campaigns: %w", db.words(err))
	}
	for i := range list {
		if err := db.campaignNumbers(ctx, &list[i]); err != nil {
			return nil, fmt.Errorf("read the campaigns: %w", db.words(err))
		}
	}
	return list, nil
}

func (db *DB) campaignNumbers(ctx context.Context, c *gateway.Campaign) error {
	rows, err := db.read.QueryContext(ctx, "SELECT name, n FROM campaign_tally WHERE campaign = ? ORDER BY name", c.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, kind string
		var n int64
		var state int
		if err := rows.Scan(&name, &n); err != nil {
			return err
		}
		if link, ok := strings.CutPrefix(name, "parts:"); ok {
			c.Taken = append(c.Taken, gateway.CampaignCost{Link: link, Parts: n})
			continue
		}
		if _, err := fmt.Sscanf(name, "row:%d", &state); err == nil {
			kind = "row"
		} else if _, err := fmt.Sscanf(name, "message:%d", &state); err != nil {
			continue
		}
		switch {
		case kind == "":
			if state < len(c.Out) {
				c.Out[state] = n
			}
			continue
		case state == int(gateway.RowWaiting):
			c.Waiting = n
		case state != int(gateway.RowMessage) && state < len(c.LeftOut):
			c.LeftOut[state] = n
		}
		c.Rows += n
	}
	return rows.Err()
}

// WaitingCampaignRows returns the next rows that are to become messages.
func (db *DB) WaitingCampaignRows(ctx context.Context, campaign int64, limit int) ([]gateway.CampaignRow, error) {
	return db.campaignRows(ctx, "r.campaign = ? AND r.state = 0 ORDER BY r.number LIMIT ?", campaign, limit)
}

const campaignRowColumns = "r.number, r.to_addr, r.text, r.state, r.reason, r.message_id, COALESCE(m.state, 0), COALESCE(m.error_text, ''), COALESCE(m.submitted_at, 0), COALESCE(m.link, ''), COALESCE(m.parts, 0), COALESCE(m.accepted_at, 0) <> 0"

func scanCampaignRow(r scanner, x *gateway.CampaignRow) error {
	var failed string
	var at int64
	if err := r.Scan(&x.Number, &x.To, &x.Text, &x.State, &x.Reason, &x.MessageID, &x.Message, &failed, &at, &x.Link, &x.Parts, &x.Taken); err != nil {
		return err
	}
	if at > 0 {
		x.At = time.UnixMilli(at).UTC()
	}
	if x.Reason == "" && x.Message != gateway.Delivered {
		x.Reason = failed
	}
	return nil
}

func (db *DB) campaignRows(ctx context.Context, where string, args ...any) ([]gateway.CampaignRow, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+campaignRowColumns+" FROM campaign_rows r LEFT JOIN messages m ON m.id = r.message_id WHERE "+where, args...)
	list, err := collect(rows, err, scanCampaignRow)
	if err != nil {
		return nil, fmt.Errorf("read the campaign's rows: %w", db.words(err))
	}
	return list, nil
}

// CampaignRows returns rows of a campaign, by number unless the newest are asked
// for.
func (db *DB) CampaignRows(ctx context.Context, q gateway.CampaignRowQuery) ([]gateway.CampaignRow, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = -1
	}
	if q.Newest {
		return db.campaignRows(ctx, "r.campaign = ? AND r.state = ? ORDER BY r.number DESC LIMIT ?", q.Campaign, gateway.RowMessage, limit)
	}
	if !q.Bad {
		return db.campaignRows(ctx, "r.campaign = ? AND r.number > ? ORDER BY r.number LIMIT ?", q.Campaign, q.After, limit)
	}
	least, most := gateway.RowRefused, gateway.RowRefused
	if q.LeftOut {
		least, most = gateway.RowInvalid, gateway.RowStopped
	}
	rows, err := db.read.QueryContext(ctx, "SELECT "+campaignRowColumns+` FROM (
			SELECT number FROM campaign_rows WHERE campaign = ?1 AND state BETWEEN ?2 AND ?3 AND number > ?4 AND (?5 = '' OR reason = ?5)
			UNION SELECT x.number FROM messages g JOIN campaign_rows x ON x.message_id = g.id WHERE g.campaign <> 0 AND g.campaign = ?1 AND g.state IN (?6, ?7, ?8) AND x.number > ?4 AND (?5 = '' OR g.error_text = ?5)
			ORDER BY number LIMIT ?9) n
		JOIN campaign_rows r ON r.campaign = ?1 AND r.number = n.number LEFT JOIN messages m ON m.id = r.message_id ORDER BY r.number`,
		q.Campaign, least, most, q.After, q.Reason, gateway.Failed, gateway.Expired, gateway.Cancelled, limit)
	list, err := collect(rows, err, scanCampaignRow)
	if err != nil {
		return nil, fmt.Errorf("read the campaign's rows: %w", db.words(err))
	}
	return list, nil
}

// CampaignReasons counts what did not arrive by reason, most first.
func (db *DB) CampaignReasons(ctx context.Context, id int64) ([]gateway.CampaignReason, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT error_name, error_text, count(*) n FROM messages WHERE campaign <> 0 AND campaign = ?1 AND state IN (?2, ?3) GROUP BY error_name, error_text
		UNION ALL SELECT '', reason, count(*) FROM campaign_rows WHERE campaign = ?1 AND state = ?4 GROUP BY reason ORDER BY n DESC`,
		id, gateway.Failed, gateway.Expired, gateway.RowRefused)
	list, err := collect(rows, err, func(r scanner, x *gateway.CampaignReason) error { return r.Scan(&x.Name, &x.Text, &x.Rows) })
	if err != nil {
		return nil, fmt.Errorf("read the campaign's failures: %w", db.words(err))
	}
	return list, nil
}
