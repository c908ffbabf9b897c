package inbox

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// maxOrphans is how many receipts without a message are listed.
const maxOrphans = 200

// showOrphans lists the receipts that match no message: one that comes before the
// answer to its submit finds its message then; the others name ids that nobody
// here was given.
func (v *View) showOrphans() {
	v.deps.Shell.Go(func() func() {
		list, err := v.deps.Archive.Orphans(context.Background(), maxOrphans)
		return func() {
			if err != nil {
				v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The receipts can't be read."), Advice: words.Error(err)})
				return
			}
			widgets.Tell(v.deps.Shell.Canvas(), words.T("Receipts that match no message"), 780, 440, orphanList(list))
		}
	})
}

func orphanList(list []gateway.Receipt) fyne.CanvasObject {
	rows := widgets.VBox(8, widgets.NewQuiet(words.T("Relay tries each again whenever a provider answers. One that stays names an id that no message here has: it may belong to another program with the same account, or to a message that was deleted.")))
	for _, r := range list {
		rows.Add(widgets.Cols(10, []float32{130, 110, 0, 90}, widgets.NewText(r.ReceivedAt.Local().Format("2006-01-02 15:04:05"), theme.Muted, 11.5).Mono(), widgets.Body(sms.Clean(r.Link)).Elide(),
			widgets.NewText(fmt.Sprintf("%s  %s → %s", sms.Clean(r.ProviderID), sms.Clean(r.From.Show()), sms.Clean(r.To.Show())), theme.Text, 12).Mono().Elide(), widgets.Body(sms.Clean(r.Stat))))
	}
	return container.NewVScroll(widgets.Pad(4, rows))
}
