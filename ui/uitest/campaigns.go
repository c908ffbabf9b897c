package uitest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
)

// desk of campaigns: those of the house and their rows.
type campaigns struct {
	list []gateway.Campaign
	rows map[int64][]gateway.CampaignRow
}

// AddCampaign puts a campaign with rows into the house, as it is.
func (h *House) AddCampaign(c gateway.Campaign, rows ...gateway.CampaignRow) int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.camp.rows == nil {
		h.camp.rows = map[int64][]gateway.CampaignRow{}
	}
	c.ID = int64(len(h.camp.list) + 1)
	h.camp.list = append(h.camp.list, c)
	h.camp.rows[c.ID] = rows
	return c.ID
}

// Rows are the rows of a campaign.
func (h *House) Rows(id int64) []gateway.CampaignRow {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.camp.rows[id])
}

// NewCampaign stores a campaign without rows.
func (h *House) NewCampaign(_ context.Context, p gateway.CampaignPlan) (int64, error) {
	if err := h.did("new campaign"); err != nil {
		return 0, err
	}
	if err := p.Validate(h.Config()).Err(); err != nil {
		return 0, err
	}
	return h.AddCampaign(gateway.Campaign{Plan: p, CreatedAt: time.Now()}), nil
}

// FillCampaign adds rows.
func (h *House) FillCampaign(_ context.Context, id int64, rows []gateway.CampaignRow) error {
	if err := h.did("fill campaign"); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.camp.rows[id] = append(h.camp.rows[id], rows...)
	c := &h.camp.list[id-1]
	for _, r := range rows {
		c.Rows++
		if r.State == gateway.RowWaiting {
			c.Waiting++
		} else {
			c.LeftOut[r.State]++
		}
	}
	return nil
}

func (h *House) turn(call string, id int64, state gateway.CampaignState) error {
	if err := h.did(fmt.Sprintf("%s %d", call, id)); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.camp.list[id-1].State = state
	return nil
}

// StartCampaign, PauseCampaign and StopCampaign change the state.
func (h *House) StartCampaign(_ context.Context, id int64) error {
	return h.turn("start campaign", id, gateway.CampaignRunning)
}
func (h *House) PauseCampaign(_ context.Context, id int64) error {
	return h.turn("pause campaign", id, gateway.CampaignPaused)
}
func (h *House) StopCampaign(_ context.Context, id int64) error {
	return h.turn("stop campaign", id, gateway.CampaignStopped)
}

// PaceCampaign changes the pace.
func (h *House) PaceCampaign(_ context.Context, id int64, p gateway.CampaignPace) error {
	if err := h.did(fmt.Sprintf("pace campaign %d", id)); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.camp.list[id-1].Plan.Pace = p
	return nil
}

// DropCampaign makes it one that was never started, which no list shows.
func (h *House) DropCampaign(_ context.Context, id int64) error {
	return h.turn("drop campaign", id, gateway.CampaignFilling)
}

// Campaigns returns those that were started, newest first.
func (s Shelf) Campaigns(context.Context) ([]gateway.Campaign, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gateway.Campaign
	for _, c := range slices.Backward(s.camp.list) {
		if c.State != gateway.CampaignFilling {
			out = append(out, c)
		}
	}
	return out, nil
}

// Campaign returns one.
func (s Shelf) Campaign(_ context.Context, id int64) (gateway.Campaign, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || int(id) > len(s.camp.list) || s.camp.list[id-1].State == gateway.CampaignFilling {
		return gateway.Campaign{}, fmt.Errorf("there is no campaign %d", id)
	}
	return s.camp.list[id-1], nil
}

// CampaignRows chooses rows as the archive does.
func (s Shelf) CampaignRows(_ context.Context, q gateway.CampaignRowQuery) ([]gateway.CampaignRow, error) {
	var out []gateway.CampaignRow
	for _, r := range s.Rows(q.Campaign) {
		failed := r.State == gateway.RowRefused || r.State == gateway.RowMessage && (r.Message == gateway.Failed || r.Message == gateway.Expired || r.Message == gateway.Cancelled)
		left := r.State >= gateway.RowInvalid
		switch {
		case r.Number <= q.After, q.Newest && r.State != gateway.RowMessage:
		case q.Bad && !failed && !(q.LeftOut && left), q.Bad && q.Reason != "" && r.Reason != q.Reason:
		default:
			out = append(out, r)
		}
	}
	if q.Newest {
		slices.Reverse(out)
	}
	if q.Limit > 0 && len(out) > q.Limit {
		out = out[:q.Limit]
	}
	return out, nil
}

// CampaignRate counts rows by when they left.
func (s Shelf) CampaignRate(_ context.Context, id int64, from time.Time, slot time.Duration, most int) ([]int64, error) {
	out := make([]int64, most)
	for _, r := range s.Rows(id) {
		if d := r.At.Sub(from); !r.At.IsZero() && d >= 0 && d < slot*time.Duration(most) {
			out[d/slot]++
		}
	}
	return out, nil
}

// CampaignReasons counts failed rows by reason.
func (s Shelf) CampaignReasons(ctx context.Context, id int64) ([]gateway.CampaignReason, error) {
	bad, err := s.CampaignRows(ctx, gateway.CampaignRowQuery{Campaign: id, Bad: true})
	var out []gateway.CampaignReason
	for _, r := range bad {
		i := slices.IndexFunc(out, func(x gateway.CampaignReason) bool { return x.Text == r.Reason })
		if i < 0 {
			out, i = append(out, gateway.CampaignReason{Text: r.Reason}), len(out)
		}
		out[i].Rows++
	}
	return out, err
}
