package settings

import (
	"context"
	"io"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneTheme "fyne.io/fyne/v2/theme"

	"relay/gateway"
	"relay/ui/saving"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// privacy is the page of one person's data and of the audit trail.
type privacy struct {
	deps   Deps
	number *widgets.Field
	why    *widgets.Text
	found  *fyne.Container
	last   *fyne.Container // the report of the last erasure, if there was one
	take   *widgets.Button
	erase  *widgets.Button
	person gateway.Person // as found
	asked  string         // the number that it was found by
	busy   bool
	trail  *trail
	body   fyne.CanvasObject
}

func newPrivacy(d Deps) *privacy {
	p := &privacy{deps: d, number: widgets.NewField("+36301234567"), why: widgets.Small(words.T("Any spelling.")).Elide(), found: widgets.VBox(6), last: widgets.VBox(0)}
	p.number.OnChanged(func(string) { p.forget() })
	p.number.OnSubmit(p.find)
	p.take = widgets.NewButton(words.T("Export…"), fyneTheme.DownloadIcon(), widgets.Plain, p.pick)
	p.erase = widgets.NewButton(words.T("Erase…"), fyneTheme.DeleteIcon(), widgets.Danger, p.ask)
	find := widgets.NewButton(words.T("Find"), fyneTheme.SearchIcon(), widgets.Strong, p.find)
	p.trail = newTrail(d)
	foot := widgets.Beside(footFolds, widgets.PadAll(0, 16, 0, 0, widgets.NewProse(words.T("For a request for access or erasure. Exported files are yours to guard."), theme.Muted, 11.5)),
		widgets.PadAll(4, 0, 4, 0, widgets.HBox(8, widgets.Spacer(), p.take, p.erase)))
	card := section(words.T("One person's data"), widgets.VBox(4, widgets.Border(nil, nil, nil, widgets.PadAll(0, 0, 0, 8, widgets.VMid(find)), p.number), p.why), widgets.HLine(), p.found, widgets.HLine(), widgets.VBox(6, p.last, foot))
	p.body = column(940, card, p.trail.card)
	p.forget()
	return p
}

func (p *privacy) object() fyne.CanvasObject { return p.body }
func (p *privacy) shown() {
	p.trail.read()
	p.readLast()
}

// readLast offers the report of the last erasure.
func (p *privacy) readLast() {
	p.deps.Shell.Go(func() func() {
		r, ok, err := p.deps.Keeper.LastErasure(context.Background())
		return func() {
			p.last.Objects = nil
			if err == nil && ok {
				said := widgets.Small(words.N(r.Total(), "Last erasure: %[2]s, %[1]s item, %[3]s", "Last erasure: %[2]s, %[1]s items, %[3]s", r.Number, words.Time(r.At.Local(), "2 Jan 2006 15:04")))
				p.last.Objects = []fyne.CanvasObject{widgets.HBox(10, widgets.VMid(said), widgets.VMid(widgets.NewButton(words.T("Open its report"), nil, widgets.Link, func() { p.reopen(r) })))}
			}
			p.last.Refresh()
			p.body.Refresh()
		}
	})
}

// reopen shows a report again.
func (p *privacy) reopen(r gateway.ErasureReport) {
	p.number.SetText("")
	p.forget()
	p.report(r.Erasure)
	p.why.SetColored(words.T("Report about %s, %s", r.Number, words.Time(r.At.Local(), "2 Jan 2006 15:04")), theme.Muted)
}

// forget takes away what was found about another number.
func (p *privacy) forget() {
	p.person, p.asked = gateway.Person{}, ""
	p.number.SetInvalid(false)
	p.why.SetColored(words.T("Any spelling: Relay compares numbers by their digits."), theme.Muted)
	p.list(quiet(words.T("Find shows what is kept about a number: messages, receipts, PDUs, contacts, drafts. Nothing is changed by it.")))
}

func (p *privacy) list(o ...fyne.CanvasObject) {
	p.found.Objects = o
	p.found.Refresh()
	none := p.person.Total() == 0 || p.busy
	p.take.SetDisabled(none)
	p.erase.SetDisabled(none)
}

func (p *privacy) fail(err error) {
	p.number.SetInvalid(true)
	p.why.SetColored(words.Error(err), theme.Bad)
}

// find reads what is kept about the number that was typed.
func (p *privacy) find() {
	typed := strings.TrimSpace(p.number.Text())
	p.forget()
	p.why.Set(words.T("Searching …"))
	p.deps.Shell.Go(func() func() {
		person, err := p.deps.Keeper.Find(context.Background(), typed)
		return func() {
			if strings.TrimSpace(p.number.Text()) != typed {
				return // another was typed meanwhile
			}
			if err != nil {
				p.fail(err)
				return
			}
			p.person, p.asked = person, typed
			p.show()
		}
	})
}

func (p *privacy) show() {
	p.why.SetColored(about(p.person), theme.Muted)
	if p.person.Total() == 0 {
		p.list(quiet(words.T("Relay has no message, receipt, PDU, contact or draft with this number.")))
		return
	}
	rows := []fyne.CanvasObject{foundRow(widgets.Small(words.T("Found")), widgets.Small(words.T("Items")).Right(), widgets.Small(words.T("Erasing")))}
	for _, f := range p.person.Items {
		rows = append(rows, foundRow(widgets.Body(words.Of(f.Name)).Elide(), widgets.NewText(words.Number(f.N), theme.Text, 12).Mono().Right(), widgets.NewProse(words.Of(gateway.Class(f.Class).Erase), theme.Muted, 12)))
	}
	if p.person.Waiting > 0 {
		rows = append(rows, widgets.NewProse(words.N(p.person.Waiting, "%s message to it waiting: erased ones are not sent.", "%s messages to it waiting: erased ones are not sent."), theme.Warn, 12))
	}
	p.list(rows...)
}

func foundRow(o ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Cols(12, []float32{180, 60, 0}, o...)
}

// ask asks before anything is erased: the number has to be typed once more.
func (p *privacy) ask() {
	person, typed := p.person, p.asked
	again := widgets.NewField(person.Number)
	text := widgets.NewWrapped(question(person), widgets.DialogWidth-2*widgets.DialogPad)
	d := widgets.NewDialog(p.deps.Shell.Canvas(), words.T("Erase everything about %s?", person.Number),
		widgets.VBox(10, text, widgets.Small(words.T("Type the number once more:")), again))
	erase := widgets.NewButton(words.T("Erase"), nil, widgets.Danger, func() {
		d.Close()
		p.do(typed)
	})
	erase.SetDisabled(true)
	again.OnChanged(func(s string) { erase.SetDisabled(!sameNumber(s, person.Number, typed)) })
	again.OnSubmit(func() {
		if !erase.Disabled() {
			d.Close()
			p.do(typed)
		}
	})
	d.Buttons(widgets.NewButton(words.T("Cancel"), nil, widgets.Plain, d.Close), erase).First(again.Entry).Show()
}

func (p *privacy) do(typed string) {
	p.busy = true
	p.deps.Shell.Canvas().Unfocus() // the button that asked for it rests now
	p.list(quiet(words.T("Erasing, then searching the files. Traffic goes on meanwhile.")))
	p.deps.Shell.Go(func() func() {
		e, err := p.deps.Keeper.Erase(context.Background(), typed)
		return func() {
			p.busy = false
			p.shown()
			if err != nil {
				p.list()
				p.fail(err)
				return
			}
			p.person = gateway.Person{}
			p.report(e)
		}
	})
}

// report shows what an erasure did.
func (p *privacy) report(e gateway.Erasure) {
	color := theme.Good
	word := words.T("erased and checked")
	if !e.Verified() {
		color, word = theme.Warn, words.T("not all of it is gone")
	}
	rows := []fyne.CanvasObject{widgets.HBox(0, widgets.NewPill(word, color), widgets.Spacer())}
	for _, f := range e.Gone {
		rows = append(rows, widgets.Cols(12, []float32{180, 60}, widgets.Body(words.Of(f.Name)).Elide(), widgets.NewText(words.Number(f.N), theme.Text, 12).Mono().Right()))
	}
	for _, s := range e.Words() {
		rows = append(rows, quiet(words.Said(s)))
	}
	p.why.SetColored(words.T("Report about %s", e.Number), theme.Muted)
	p.list(rows...)
}

// pick asks for the file of an export.
func (p *privacy) pick() {
	typed := p.asked
	ask := widgets.FileAsk{Title: words.T("Export what is kept about this number"), Name: "person-" + time.Now().Format("2006-01-02") + ".jsonl", Extensions: []string{".jsonl", ".csv"}, Private: true}
	saving.File(p.deps.Shell, ask, func(ctx context.Context, w io.Writer, name string) (saving.Told, error) {
		return p.write(ctx, typed, w, name)
	})
}

// write fills a file: JSON lines where its name says so, else CSV. The trail says
// who took it.
func (p *privacy) write(ctx context.Context, typed string, w io.Writer, name string) (saving.Told, error) {
	n, err := p.deps.Keeper.ExportPerson(ctx, typed, w, !saving.IsJSON(name))
	p.deps.Shell.Go(func() func() { return p.trail.read })
	return saving.Told{Text: words.N(n, "%s record written to %s.", "%s records written to %s.", name)}, err
}
