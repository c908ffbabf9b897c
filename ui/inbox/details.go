package inbox

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
	"relay/ui/widgets"
	"relay/ui/words"
)

// menu offers what can be done with a message.
func (t *thread) menu(m gateway.Message, at fyne.Position) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(words.T("Copy text"), func() { t.v.deps.Shell.Copy(m.Text) }),
		fyne.NewMenuItem(words.T("Details and octets…"), func() { t.details(m.ID) }),
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), t.v.deps.Shell.Canvas(), at)
}

// details shows all that is known of a message, and its octets read in five
// ways.
func (t *thread) details(id int64) {
	t.v.deps.Shell.Go(func() func() {
		m, err := t.v.deps.Archive.Message(context.Background(), id)
		return func() {
			if err != nil {
				t.v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: words.T("The message can't be read."), Advice: words.Error(err)})
				return
			}
			widgets.Tell(t.v.deps.Shell.Canvas(), words.T("Message"), 660, 460, detailsOf(m))
		}
	})
}

func detailsOf(m gateway.Message) fyne.CanvasObject {
	const wide, names = 600, 150
	fact := func(name, value string) fyne.CanvasObject {
		return widgets.Cols(8, []float32{names, 0}, widgets.VBox(0, widgets.Small(name).Elide()), widgets.NewWrapped(value, wide-names-2*8))
	}
	list := widgets.VBox(7, fact(words.T("From"), sms.Clean(m.From.Show())), fact(words.T("To"), sms.Clean(m.To.Show())), fact(words.T("Time"), m.CreatedAt.Local().Format("2006-01-02 15:04:05")), fact(words.T("Came by"), cameBy(m)), fact(words.T("Coding"), smpp.DataCodingWords(m.DataCoding)))
	if word, _ := Odd(m); word != "" {
		name, text := Note(m)
		list.Add(fact(name, text))
	}
	list.Add(widgets.HLine())
	list.Add(widgets.Small(words.T("Its octets, read in five ways: the right one reads well.")))
	for _, r := range Readings(m) {
		list.Add(fact(r.Name, r.Text))
	}
	return container.NewVScroll(widgets.Fixed(wide, 0, widgets.Pad(4, list)))
}
