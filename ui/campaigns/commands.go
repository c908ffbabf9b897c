package campaigns

import (
	"bufio"
	"context"
	"io"

	"relay/gateway"
	"relay/ui/words"
)

func (v *View) pause(c gateway.Campaign, done func()) {
	v.command(words.T("Pause"), func(ctx context.Context) error { return v.deps.Engine.PauseCampaign(ctx, c.ID) }, done)
}

func (v *View) resume(c gateway.Campaign, done func()) {
	v.command(words.T("Go on"), func(ctx context.Context) error { return v.deps.Engine.StartCampaign(ctx, c.ID) }, done)
}

func (v *View) stop(c gateway.Campaign, done func()) {
	waits := c.Waiting + c.Out[gateway.Queued]
	text := words.N(waits, "%s message will not go out. What has left stays as it is. A stopped campaign can't go on: pause it if you may want that.", "%s messages will not go out. What has left stays as it is. A stopped campaign can't go on: pause it if you may want that.")
	v.deps.Shell.Confirm(words.T("Stop %s?", c.Plan.Name), text, words.T("Stop it"), true, func() {
		v.command(words.T("Stop"), func(ctx context.Context) error { return v.deps.Engine.StopCampaign(ctx, c.ID) }, done)
	})
}

func (v *View) drop(c gateway.Campaign, done func()) {
	v.deps.Shell.Confirm(words.T("Delete %s?", c.Plan.Name), words.T("Its rows and its report go. Its messages stay in the outbox. Export the report first if you need it."), words.T("Delete"), true, func() {
		v.command(words.T("Delete"), func(ctx context.Context) error { return v.deps.Engine.DropCampaign(ctx, c.ID) }, done)
	})
}

// export writes the report to a file that the user names.
func (v *View) export(c gateway.Campaign) {
	v.save(ReportName(c), func(ctx context.Context, w io.Writer) error { return v.writeReport(ctx, w, c) })
}

// reportPage is how many rows are read at a time.
const reportRows = 5000

// writeReport writes every row of a campaign with what became of it. The mark at
// the start tells spreadsheets that it is UTF-8.
func (v *View) writeReport(ctx context.Context, w io.Writer, c gateway.Campaign) error {
	cfg := v.deps.Engine.Config()
	b := bufio.NewWriter(w)
	if _, err := b.WriteString("\uFEFF" + ReportHead()); err != nil {
		return err
	}
	for after := int64(0); ; {
		rows, err := v.deps.Archive.CampaignRows(ctx, gateway.CampaignRowQuery{Campaign: c.ID, After: after, Limit: reportRows})
		if err != nil {
			return err
		}
		for _, r := range rows {
			if _, err := b.WriteString(ReportLine(r, c, cfg)); err != nil {
				return err
			}
			after = r.Number
		}
		if len(rows) < reportRows {
			return b.Flush()
		}
	}
}
