package engine

import (
	"context"
	"fmt"
	"time"

	"relay/gateway"
)

// fillChunk is how many rows of a campaign share one turn of the writer.
const fillChunk = 500

// NewCampaign stores a campaign without rows.
func (e *Engine) NewCampaign(ctx context.Context, p gateway.CampaignPlan) (int64, error) {
	if err := p.Validate(e.config()).Err(); err != nil {
		return 0, err
	}
	made := gateway.Campaign{Plan: p, CreatedAt: time.Now()}
	if err := e.do(ctx, func(tx Tx) error { return tx.InsertCampaign(&made) }); err != nil {
		return 0, fmt.Errorf("store the campaign: %w", err)
	}
	return made.ID, nil
}

// FillCampaign adds rows to a campaign that has not been started.
func (e *Engine) FillCampaign(ctx context.Context, id int64, rows []gateway.CampaignRow) error {
	for from := 0; from < len(rows); from += fillChunk {
		chunk := rows[from:min(from+fillChunk, len(rows))]
		err := e.do(ctx, func(tx Tx) error {
			c, err := tx.Campaign(id)
			if err != nil {
				return err
			}
			if c.State != gateway.CampaignFilling {
				return campaignProblem("this campaign was started: its rows can not change any more")
			}
			return tx.InsertCampaignRows(id, chunk)
		})
		if err != nil {
			return fmt.Errorf("store the rows: %w", err)
		}
	}
	return nil
}

func campaignProblem(key string, args ...any) error {
	return gateway.Problems{{Path: "campaign", Key: key, Args: args}}
}

// changeCampaign changes a campaign and tells everybody.
func (e *Engine) changeCampaign(ctx context.Context, id int64, change func(c *gateway.Campaign) error) error {
	err := e.do(ctx, func(tx Tx) error {
		c, err := tx.Campaign(id)
		if err != nil {
			return err
		}
		if err := change(c); err != nil {
			return err
		}
		return tx.UpdateCampaign(c)
	})
	if err == nil {
		e.feed.campaigns()
		e.runner.look()
	}
	return err
}

// StartCampaign starts a filled campaign, or lets a paused one go on.
func (e *Engine) StartCampaign(ctx context.Context, id int64) error {
	return e.changeCampaign(ctx, id, func(c *gateway.Campaign) error {
		switch c.State {
		case gateway.CampaignFilling, gateway.CampaignPaused, gateway.CampaignRunning:
			c.State, c.Why = gateway.CampaignRunning, ""
			return nil
		}
		return campaignProblem("this campaign is %s: make a new one", c.State)
	})
}

// PauseCampaign keeps back what has not been handed over.
func (e *Engine) PauseCampaign(ctx context.Context, id int64) error {
	return e.changeCampaign(ctx, id, func(c *gateway.Campaign) error {
		if c.State != gateway.CampaignRunning && c.State != gateway.CampaignPaused {
			return campaignProblem("this campaign is %s and can not be paused", c.State)
		}
		c.State = gateway.CampaignPaused
		return nil
	})
}

// StopCampaign ends a campaign for good. The runner then cancels what waits.
func (e *Engine) StopCampaign(ctx context.Context, id int64) error {
	return e.changeCampaign(ctx, id, func(c *gateway.Campaign) error {
		if c.State.Over() || c.State == gateway.CampaignFilling {
			return campaignProblem("this campaign is %s already", c.State)
		}
		c.State, c.EndedAt = gateway.CampaignStopped, time.Now()
		return nil
	})
}

// PaceCampaign changes the pace at once.
func (e *Engine) PaceCampaign(ctx context.Context, id int64, p gateway.CampaignPace) error {
	return e.changeCampaign(ctx, id, func(c *gateway.Campaign) error {
		c.Plan.Pace = p
		return c.Plan.Validate(e.config()).At("campaign.pace").Err()
	})
}

// DropCampaign forgets a campaign that is over or was never started.
func (e *Engine) DropCampaign(ctx context.Context, id int64) error {
	for done := false; !done; {
		err := e.do(ctx, func(tx Tx) error {
			c, err := tx.Campaign(id)
			if err != nil {
				return err
			}
			if !c.State.Over() && c.State != gateway.CampaignFilling {
				return campaignProblem("this campaign is %s: stop it first", c.State)
			}
			done, err = tx.DropCampaign(id, dropChunk)
			return err
		})
		if err != nil {
			return fmt.Errorf("delete the campaign: %w", err)
		}
	}
	e.feed.campaigns()
	return nil
}
