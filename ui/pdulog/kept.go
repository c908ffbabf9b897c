package pdulog

import "context"

// load reads what is kept of the screen between starts, and keeps what changes.
func (v *View) load() {
	save := func(key string, value any) {
		v.deps.Shell.Go(func() func() {
			_ = v.deps.Office.Save(context.Background(), key, value)
			return nil
		})
	}
	v.pdus.OnRecent(func(list []string) { save(recentKey, list) })
	v.pdus.Split().OnChanged = func(share float64) { save(shareKey, share) }
	v.deps.Shell.Go(func() func() {
		var list []string
		var share float64
		_, err := v.deps.Office.Load(context.Background(), recentKey, &list)
		kept, _ := v.deps.Office.Load(context.Background(), shareKey, &share)
		return func() {
			if err == nil {
				v.pdus.SetRecent(list)
			}
			if kept {
				v.pdus.Split().SetOffset(share)
			}
		}
	})
}
