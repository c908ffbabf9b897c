package outbox

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"relay/gateway"
	"relay/ui/words"
)

// seat is where the details of a message stand: beside the list or over it, or in
// a window of their own.
type seat interface {
	// told has the message as it is shown from now on.
	told(gateway.Message)
	// menu offers what can be done with it.
	menu(id int64, at fyne.Position)
	// duplicate puts a copy into the composer.
	duplicate(gateway.Message)
	// replace opens the panel for another text.
	replace(gateway.Message)
	// showPDUs and showInLog go to the list of PDUs below the messages.
	showPDUs(gateway.Message)
	showInLog(gateway.PDURecord)
}

// deeds are what can be done with messages, from the list and from a window of
// one alone. What goes wrong is told where it was asked for.
type deeds struct {
	deps Deps
	seat seat
}

func (d deeds) resend(ids []int64) {
	d.command(Resends, func(ctx context.Context) error {
		_, err := d.deps.Engine.Resend(ctx, ids...)
		return err
	}, nil)
}

func (d deeds) cancel(ids []int64) {
	if len(ids) == 0 {
		return
	}
	d.command(Cancels, func(ctx context.Context) error { return d.deps.Engine.Cancel(ctx, ids...) }, nil)
}

// ask asks the provider about messages and tells what it said.
func (d deeds) ask(ids []int64) {
	var said string
	d.command(Asks, func(ctx context.Context) error {
		if err := d.deps.Engine.Query(ctx, ids...); err != nil {
			return err
		}
		list, err := d.deps.Archive.Messages(ctx, gateway.MessageQuery{Box: gateway.Outbox, IDs: ids})
		said = Answer(list)
		return err
	}, func() {
		d.deps.Shell.Toast(gateway.Event{Severity: gateway.Info, Text: said})
	})
}

// commandTime is how long a provider may take to answer a command.
const commandTime = 30 * time.Second

// command runs one of the engine's commands and tells what went wrong; done may
// be nil.
func (d deeds) command(deed Deed, do func(context.Context) error, done func()) {
	d.deps.Shell.Go(func() func() {
		ctx, cancel := context.WithTimeout(context.Background(), commandTime)
		defer cancel()
		err := do(ctx)
		return func() {
			switch {
			case err != nil:
				d.deps.Shell.Toast(gateway.Event{Severity: gateway.Warning, Text: words.T("%s: %s", deed.String(), Refusal(deed, err))})
			case done != nil:
				done()
			}
		}
	})
}
