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
	l.known = underNames(l.known, names)
}

// underNames is what is kept by name, under new names, which may be each other's.
func underNames[T any](kept map[string]T, names map[string]string) map[string]T {
	out := make(map[string]T, len(kept))
	for name, x := range kept {
		if _, ok := names[name]; !ok {
			out[name] = x
		}
	}
	for from, to := range names {
		if x, ok := kept[from]; ok {
			out[to] = x
		}
	}
	return out
}
