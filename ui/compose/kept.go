package compose

import (
	"context"
	"slices"

	"relay/ui/words"
)

// Prefill puts a draft into the panel.
func (v *View) Prefill(d Draft) {
	v.loading = true
	v.draft = d
	v.to.SetText(d.To)
	v.from.SetText(d.From)
	v.text.SetText(d.Text)
	v.refreshLinks()
	if d.Link == "" {
		d.Link = Automatic
	}
	if v.link.SetSelected(d.Link); d.Link == Automatic {
		v.link.SetSelected(words.T("Automatic"))
	}
	if v.valid.SetSelected(d.Valid); !slices.Contains(ValidChoices()[1:], d.Valid) {
		d.Valid = ""
		v.valid.SetSelected(ValidChoices()[0])
	}
	v.coding.SetSelected(CodingName(codingOf(d.Coding)))
	v.flash.SetChecked(d.Flash)
	v.receipt.SetChecked(!d.NoReceipt)
	v.multi.SetChecked(d.Multi)
	v.extra.prefill(d)
	v.draft = d
	v.loading = false
	v.changed()
}

// restore reads the stored draft. Until then nothing is stored over it.
func (v *View) restore() {
	v.saver.Drop()
	key := v.key
	v.deps.Shell.Go(func() func() {
		var d Draft
		ok, err := v.deps.Office.Load(context.Background(), key, &d)
		if err != nil || !ok {
			return nil
		}
		return func() {
			switch {
			case v.key != key || v.draft.Text != "":
			case v.reply != nil:
				v.text.SetText(d.Text)
			case v.draft.To == "":
				v.Prefill(d)
			}
		}
	})
}

// refreshLinks offers the connections there are.
func (v *View) refreshLinks() {
	options := []string{words.T("Automatic")}
	for _, c := range v.deps.Engine.Config().Clients {
		options = append(options, c.Name)
	}
	v.link.SetOptions(options)
}

func (v *View) changed() {
	if v.loading {
		return
	}
	v.show()
	v.saver.Put(keptDraft{v.key, v.draft})
}

// keptDraft is a draft with the key under which it is stored.
type keptDraft struct {
	key   string
	draft Draft
}

// Keep stores the draft now: the window closes.
func (v *View) Keep() { v.saver.Now() }
