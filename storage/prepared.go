package storage

import (
	"context"
	"database/sql"
	"sync"
)

// prepared are statements of the connections for reading whose texts came more
// than once: to compile the text of a page or a search takes SQLite as long as a
// good part of reading it, and of what is asked each second nearly all.
type prepared struct {
	mu    sync.Mutex
	stmts map[string]*preparedStmt
	once  map[string]struct{} // texts that came once
	turn  uint64
}

type preparedStmt struct {
	*sql.Stmt
	last  uint64 // turn in which it was used
	users int    // who is starting it now
}

// Statements that are kept, each by every connection that has run it, and texts
// that are remembered: a list of so many ids is a text of its own.
const (
	mostPrepared   = 64
	mostRemembered = 256
)

func newPrepared() *prepared {
	return &prepared{stmts: map[string]*preparedStmt{}, once: map[string]struct{}{}}
}

// take gives the statement of a text that came before, until leave; nil for one
// that did not, or that can't be prepared, which running it tells.
func (p *prepared) take(ctx context.Context, db *sql.DB, text string) *preparedStmt {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn++
	s := p.stmts[text]
	if s == nil {
		if _, again := p.once[text]; !again {
			if len(p.once) >= mostRemembered {
				clear(p.once)
			}
			p.once[text] = struct{}{}
			return nil
		}
		p.mu.Unlock()
		made, err := db.PrepareContext(ctx, text)
		p.mu.Lock()
		if err != nil {
			return nil
		}
		if s = p.stmts[text]; s != nil { // two at once
			_ = made.Close()
		} else {
			s = p.keep(text, made)
		}
	}
	s.last = p.turn
	s.users++
	return s
}

func (p *prepared) leave(s *preparedStmt) {
	p.mu.Lock()
	s.users--
	p.mu.Unlock()
}

// keep adds a statement and lets the one go that was not used for longest. Who
// reads its rows reads on: database/sql closes it after them. p.mu is held.
func (p *prepared) keep(text string, made *sql.Stmt) *preparedStmt {
	delete(p.once, text)
	if len(p.stmts) >= mostPrepared {
		oldest, least := "", p.turn
		for t, x := range p.stmts {
			if x.users == 0 && x.last < least {
				oldest, least = t, x.last
			}
		}
		if x := p.stmts[oldest]; x != nil {
			_ = x.Close()
			delete(p.stmts, oldest)
		}
	}
	s := &preparedStmt{Stmt: made}
	p.stmts[text] = s
	return s
}
