package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

const (
	goingShown             = 50 // messages of a class that are listed
	goingWidth, goingHight = 760, 520
)

// showGoing lists what would go now by what is set: of each class how much and of
// which time, and of messages the oldest.
func (r *retention) showGoing() {
	list, now := r.model.going(), time.Now()
	r.look.SetDisabled(true)
	r.deps.Shell.Go(func() func() {
		messages := map[string][]gateway.Message{}
		var err error
		for _, g := range list {
			if messages[g.class.Name], err = r.deps.Keeper.Going(context.Background(), g.class.Name, g.days, goingShown); err != nil {
				break
			}
		}
		return func() {
			r.look.SetDisabled(false)
			if err != nil {
				r.said.Set(words.Error(err))
				return
			}
			body := widgets.VBox(16)
			for _, g := range list {
				body.Add(goingBlock(g, messages[g.class.Name], now))
			}
			widgets.Tell(r.deps.Shell.Canvas(), words.T("What goes"), goingWidth, goingHight, container.NewVScroll(widgets.PadAll(0, 12, 0, 0, body)))
		}
	})
}

// goingBlock tells of a class.
func goingBlock(g going, messages []gateway.Message, now time.Time) fyne.CanvasObject {
	block := widgets.VBox(4, widgets.Body(words.Of(g.class.Name)).Bold(), widgets.NewProse(g.sentence(now), theme.Warn, 12), widgets.Flush(words.Of(g.class.Help)))
	for _, m := range messages {
		other := m.To
		if m.Direction == gateway.In {
			other = m.From
		}
		text := widgets.Body(gateway.Clean(m.Text)).Elide()
		if m.TextGone {
			text = widgets.Small(words.T("its text is gone already")).Elide()
		}
		block.Add(widgets.Cols(12, []float32{124, 130, 0}, widgets.NewText(m.CreatedAt.Local().Format("2006-01-02 15:04"), theme.Muted, 12).Mono(), widgets.NewText(gateway.Clean(other.Show()), theme.Text, 12).Mono().Elide(), text))
	}
	if n := int64(len(messages)); n > 0 && n < g.records {
		block.Add(widgets.Small(words.T("The oldest %s of %s.", words.Number(n), words.Number(g.records))))
	}
	return block
}
