package form

import (
	"relay/gateway"
	"relay/ui/words"
)

// Change is a setting that is not as it is stored.
type Change struct {
	Key             string
	Label, Old, New string
	Effect          string // what it disturbs, in a word or two
	Disturbs        bool   // sessions end
	Wrong           bool   // it has to be put right first
}

// Changes are the settings that differ from what is stored, in order. Secrets
// are never shown.
func (m *Model[T]) Changes() (out []Change) {
	for i, l := range m.lines {
		if !l.Changed() && l.Error == "" {
			continue
		}
		c := Change{Key: l.Key, Label: l.Label, Old: l.Saved, New: l.Text, Effect: effectWords(m.rows[i].Effect), Disturbs: m.rows[i].Effect != gateway.Live, Wrong: l.Error != ""}
		if l.Kind == gateway.KindSecret {
			c.Old, c.New = hidden(c.Old), hidden(c.New)
		}
		if c.Wrong {
			c.Effect = words.T("to fix")
		}
		out = append(out, c)
	}
	return out
}

func hidden(secret string) string {
	if secret == "" {
		return ""
	}
	return "••••"
}

func effectWords(e gateway.Effect) string {
	switch e {
	case gateway.Rebind:
		return words.T("binds again")
	case gateway.Relisten:
		return words.T("listens again")
	}
	return words.T("at once")
}
