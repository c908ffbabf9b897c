package pdulog

import (
	"context"
	"time"

	"relay/gateway"
	"relay/ui/theme"
	"relay/ui/words"
)

const (
	edgeRecords  = 5000   // read of a session's beginning, and of its end
	mostRecords  = 20_000 // drawn of one session
	quickRecords = 1000   // up to which a session is drawn anew at every update
	ringPage     = 4000
	endsBefore   = 5    // earlier sessions whose ends are compared
	nextRecords  = 2000 // looked through for the session that followed
)

// open reads a session and shows it, at a PDU of it; 0: of one that was cut what
// came before that, of others their beginning.
func (q *sequence) open(number uint64, link string, at uint64) {
	q.session = Session{Number: number, Link: link, Pings: q.session.Pings}
	q.title.Set(words.T("Session %d on %s", number, clip(link, 40)))
	q.state.SetColored(words.T("reading …"), theme.Muted)
	q.ends[1].Set(link)
	q.steps, q.loading = nil, true
	q.tell()
	q.ladder.show(nil)
	q.describe(-1)
	archive, engine := q.v.deps.Archive, q.v.deps.Engine
	q.v.deps.Shell.Go(func() func() {
		first, err := archive.PDUs(context.Background(), gateway.PDUQuery{Session: number, Limit: edgeRecords})
		var last []gateway.PDURecord
		if err == nil && len(first) == edgeRecords {
			last, err = archive.PDUs(context.Background(), gateway.PDUQuery{Session: number, Newest: true, Limit: edgeRecords})
		}
		live, remote := bound(engine.Status(), number)
		end, known, _ := archive.SessionEnd(context.Background(), number) // without it the events may tell
		return func() {
			if q.session.Number != number {
				return
			}
			q.loading = false
			if err != nil {
				q.state.SetColored(words.T("The session can't be read: %s", words.Error(err)), theme.Bad)
				return
			}
			q.session.Live = live
			if !live && known {
				remote = end.Remote
			}
			if remote != "" && remote != "pipe" { // a link to the simulator inside has no address
				q.ends[1].Set(clip(link+"  "+remote, 60))
			}
			q.take(first, last)
			q.session.ended(end, known)
			if r, listed := q.session.model().Get(at); listed && ping(r) {
				q.session.Pings = true
			}
			if at == 0 && q.session.Dropped() {
				q.session.Scope = BeforeTheDrop
			}
			q.show()
			q.pick(at)
			q.findNext()
		}
	})
}

// findNext looks for what came after a session that is over: why it ended, which
// is stored a moment later, and the session that followed.
func (q *sequence) findNext() {
	s := &q.session
	if s.Live || s.Full || len(s.Records) == 0 {
		return
	}
	q.looked = time.Now()
	number, last := s.Number, s.Records[len(s.Records)-1]
	archive := q.v.deps.Archive
	q.v.deps.Shell.Go(func() func() {
		records, err := archive.PDUs(context.Background(), gateway.PDUQuery{After: last.Number, Link: last.Link, Limit: nextRecords})
		end, known, _ := archive.SessionEnd(context.Background(), number)
		before, _ := archive.SessionEnds(context.Background(), last.Link, last.Account, number, endsBefore)
		return func() {
			if q.session.Number != number {
				return
			}
			q.session.Before = before
			if err == nil && q.session.Next.Session == 0 {
				q.session.Next = nextOf(records, number, last.Account)
			}
			q.session.ended(end, known)
			if !q.session.told {
				q.session.Cut = cutOf(q.v.deps.Shell.Events(), last.Link, last.Time, q.session.Next.At)
			}
			q.refresh()
		}
	})
}

// bound tells whether a session is connected now, and to whom.
func bound(st gateway.Status, session uint64) (live bool, remote string) {
	for _, l := range st.Links {
		for _, s := range l.Sessions {
			if s.ID == session {
				return true, s.Remote
			}
		}
	}
	return false, ""
}

// take joins the beginning and the end of a session with what the ring has
// beyond the store.
func (q *sequence) take(first, last []gateway.PDURecord) {
	s := &q.session
	s.Records, q.newest = first, 0
	if len(last) > 0 {
		if end := first[len(first)-1].Number; last[0].Number > end+1 {
			s.MissAt = last[0].Number
			s.Missing = last[0].Number - end - 1
		}
		for _, r := range last {
			if r.Number > first[len(first)-1].Number {
				s.Records = append(s.Records, r)
			}
		}
	}
	if n := len(s.Records); n > 0 {
		q.newest = s.Records[n-1].Number
	}
	q.read()
}

// read takes what the ring has of the session beyond what is known, and tells
// whether there was anything.
func (q *sequence) read() bool {
	s, more := &q.session, false
	for {
		records, _ := q.v.deps.Engine.PDUs(q.newest, ringPage)
		for _, r := range records {
			if q.newest = r.Number; r.Session != s.Number || s.Full {
				continue
			}
			s.Records, more = append(s.Records, r), true
			s.Full = len(s.Records) >= mostRecords
		}
		if len(records) < ringPage {
			return more
		}
	}
}

// follow shows what has come of a session that is still connected: often while
// it is short, and once a second when drawing it is work.
func (q *sequence) follow(now time.Time, links bool) {
	if !q.loading && !q.session.Live && links && !q.session.settled() && now.Sub(q.looked) >= time.Second {
		q.findNext()
	}
	if q.loading || !q.session.Live || len(q.session.Records) > quickRecords && now.Sub(q.drawn) < time.Second {
		return
	}
	more := q.read()
	if links {
		live, _ := bound(q.v.deps.Engine.Status(), q.session.Number)
		more = more || !live
		if q.session.Live = live; !live {
			defer q.findNext()
		}
	}
	if !more {
		return
	}
	q.drawn = now
	q.refresh()
}
