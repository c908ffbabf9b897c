package engine

import "sync"

// learnt is something that was seen of the providers of links, by the link's name.
type learnt[T any] struct {
	mu    sync.Mutex
	known map[string]T
}

func (l *learnt[T]) of(link string) T {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.known[link]
}

func (l *learnt[T]) set(link string, x T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.known[link] = x
}

// rename has what was learnt of links follow their names.
func (l *learnt[T]) rename(names map[string]string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	moved := map[string]T{}
	for from, to := range names {
		if x, ok := l.known[from]; ok {
			moved[to] = x
			delete(l.known, from)
		}
	}
	for to, x := range moved {
		l.known[to] = x
	}
}
