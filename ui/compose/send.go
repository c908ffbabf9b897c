package compose

import (
	"context"

	"relay/gateway"
	"relay/ui/words"
)

// Send queues the message. The first one over a real connection asks first.
func (v *View) Send() {
	v.show()
	if !v.state.CanSend || v.busy {
		return
	}
	if v.state.Simulated {
		v.queue()
		return
	}
	v.deps.Shell.Go(func() func() {
		var sure bool
		_, err := v.deps.Office.Load(context.Background(), realKey, &sure)
		return func() {
			if sure && err == nil {
				v.queue()
				return
			}
			v.deps.Shell.Confirm(words.T("Send for real?"), words.T("This message leaves Relay over a real connection and may cost money. Relay asks this once."), v.state.Send, false, func() {
				v.deps.Shell.Go(func() func() {
					_ = v.deps.Office.Save(context.Background(), realKey, true)
					return nil
				})
				v.queue()
			})
		}
	})
}

func (v *View) queue() {
	if v.busy {
		return
	}
	v.busy = true
	drafts := Drafts(v.draft, v.state)
	v.send.SetDisabled(true)
	v.deps.Shell.Go(func() func() {
		if err := v.fill(context.Background(), drafts); err != nil {
			return func() { v.queued(nil, err) }
		}
		sent, err := v.deps.Engine.SendMany(context.Background(), drafts)
		return func() { v.queued(sent, err) }
	})
}

func (v *View) queued(sent []gateway.Sent, err error) {
	v.busy = false
	var ids []int64
	failed := 0
	for _, s := range sent {
		if s.Err != nil {
			failed++
			if err == nil {
				err = s.Err
			}
			continue
		}
		ids = append(ids, s.ID)
	}
	if err != nil {
		v.deps.Shell.Toast(gateway.Event{Severity: gateway.Severe, Text: NotSent(failed, len(sent), words.Error(err))})
	}
	if len(ids) > 0 {
		d := v.draft
		d.Later = ""
		if d.Text = ""; v.reply == nil {
			d.To = ""
		}
		v.Prefill(d)
		if v.deps.Sent != nil {
			v.deps.Sent(ids)
		}
	}
	v.show()
}
