package connections

import (
	"context"
	"time"

	"relay/gateway"
)

// noteChange remembers when the system id or the password of a link was changed
// here: the first thing to look at when the next bind is refused.
func (v *View) noteChange(old, now gateway.ClientConfig) {
	if old.SystemID == now.SystemID && old.Password == now.Password && old.Name == now.Name {
		return
	}
	v.deps.Shell.Go(func() func() {
		ctx, at := context.Background(), map[string]time.Time{}
		_, _ = v.deps.Office.Load(ctx, changesKey, &at)
		if was, ok := at[old.Name]; ok && old.Name != now.Name {
			delete(at, old.Name)
			at[now.Name] = was
		}
		if old.SystemID != now.SystemID || old.Password != now.Password {
			at[now.Name] = time.Now()
		}
		_ = v.deps.Office.Save(ctx, changesKey, at)
		return nil
	})
}

// withPassword is a link with the password that its test uses: the stored one
// while none was typed.
func (v *View) withPassword(c gateway.ClientConfig) gateway.ClientConfig {
	if c.Password == "" {
		if k, ok := v.deps.Engine.Config().Client(c.Name); ok {
			c.Password = k.Password
		}
	}
	return c
}

// remember keeps a finished test and reads what it is compared with.
func (d *doctor) remember(t Trial) (Scene, []Trial) {
	ctx := context.Background()
	var list []Trial
	_, _ = d.v.deps.Office.Load(ctx, trialsKey, &list)
	earlier := Earlier(list, t.Link, t.At)
	s := Scene{Client: d.client, Trial: t, Now: time.Now()}
	if good, ok := LastGood(earlier); ok {
		s.Good, s.SamePassword = &good, good.SamePassword(d.client.Password)
		if !s.SamePassword {
			s.Before = d.v.passwordOf(ctx, good, d.client.ID)
		}
	}
	at := map[string]time.Time{}
	_, _ = d.v.deps.Office.Load(ctx, changesKey, &at)
	s.Changed = at[t.Link]
	s.Link, _ = d.v.deps.Engine.Status().Link(t.Link)
	if len(t.Steps) > 0 {
		_ = d.v.deps.Office.Save(ctx, trialsKey, Keep(list, t))
	}
	return s, earlier
}

// passwordOf is the password that a test of a link was made with, where it is
// still known: the stored one, when another was tested, or the one before it.
func (v *View) passwordOf(ctx context.Context, t Trial, id int64) gateway.Secret {
	for _, c := range v.deps.Engine.Config().Clients {
		if c.ID == id && id != 0 && c.Password != "" && t.SamePassword(c.Password) {
			return c.Password
		}
	}
	if id == 0 {
		return ""
	}
	if p, err := v.deps.Archive.PasswordBefore(ctx, id); err == nil && p != "" && t.SamePassword(p) {
		return p
	}
	return ""
}
