package storage

import (
	"context"
	"database/sql"
	"time"
)

// reader are the connections for reading. What is late is in its row before they
// read it.
type reader struct {
	*sql.DB
	writer   *writer // nil: another process writes
	prepared *prepared
}

// QueryContext is that of the connections, over rows that are up to date.
func (r reader) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	r.upToDate(ctx)
	return r.rows(ctx, text, args...)
}

// QueryRowContext is that of the connections, over rows that are up to date.
func (r reader) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	r.upToDate(ctx)
	return r.row(ctx, text, args...)
}

// rows and row are over rows as they are now, whatever is late.
func (r reader) rows(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := r.prepared.take(ctx, r.DB, text); s != nil {
		defer r.prepared.leave(s)
		return s.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, text, args...)
}

func (r reader) row(ctx context.Context, text string, args ...any) *sql.Row {
	if s := r.prepared.take(ctx, r.DB, text); s != nil {
		defer r.prepared.leave(s)
		return s.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, text, args...)
}

// upToDate waits until the rows of what was committed before are written. While
// the disk does not take them it does not wait long: what is a moment old is
// better than nothing. A full disk says so at once.
func (r reader) upToDate(ctx context.Context) {
	if r.writer == nil || r.writer.late.Load() == 0 {
		return
	}
	done := make(chan struct{})
	r.writer.addTo(&r.writer.first, job{fn: (*Tx).upToDate, done: func(error) { close(done) }})
	wait := lateWait
	if r.writer.held.Load() {
		wait = lateHeld
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-done:
	case <-ctx.Done():
	case <-t.C:
	}
}

// settled waits until the rows of what was committed before are written, however
// long that takes: for what must not miss any.
func (db *DB) settled(ctx context.Context) error {
	if db.writer == nil {
		return nil
	}
	return db.do(ctx, (*Tx).upToDate)
}

// lateFew is how many messages a commit may change and still write their rows.
func (db *DB) lateFew() int {
	if db.cfg.LateFrom > 0 {
		return db.cfg.LateFrom - 1
	}
	return lateFew
}
