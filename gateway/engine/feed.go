package engine

import (
	"sync"
	"time"

	"relay/gateway"
)

// feed hands merged Updates to watchers. A watcher's channel holds one Update;
// what comes while it is full is merged into it, so that nobody waits.
type feed struct {
	mu       sync.Mutex
	watchers map[chan gateway.Update]struct{}
}

func newFeed() *feed { return &feed{watchers: map[chan gateway.Update]struct{}{}} }

func (f *feed) watch() (<-chan gateway.Update, func()) {
	ch := make(chan gateway.Update, 1)
	f.mu.Lock()
	f.watchers[ch] = struct{}{}
	f.mu.Unlock()
	return ch, func() {
		f.mu.Lock()
		delete(f.watchers, ch)
		f.mu.Unlock()
	}
}

// publish merges u into every watcher's pending Update. Only publish sends, and
// under the lock, so the place it has made stays free.
func (f *feed) publish(u gateway.Update) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for ch := range f.watchers {
		next := u
		select {
		case pending := <-ch:
			next = pending.Merge(u)
		default:
		}
		ch <- next
	}
}

func (f *feed) message(ids ...int64) {
	f.publish(gateway.Update{Messages: true, MessageIDs: ids})
}

func (f *feed) links() { f.publish(gateway.Update{Links: true}) }

func (f *feed) campaigns() { f.publish(gateway.Update{Campaigns: true}) }

func (f *feed) event(s gateway.Severity, link, text, advice string) {
	f.publish(gateway.Update{Events: []gateway.Event{{Severity: s, Link: link, Text: text, Advice: advice, At: time.Now()}}})
}
