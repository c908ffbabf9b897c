package storage

import (
	"fmt"

	"relay/gateway"
)

// What the rows of counts beyond direction * 16 + state count.
const (
	countUnread = iota + 32
	countScheduled
	countOrphans
	countOwed
	countsEnd
)

// tally is how the numbers of messages have changed in a transaction. Triggers of
// the writer's own connection tell it of every row, whichever statement changes
// it, and what it adds up is stored with the commit: a step of a message then
// costs a call and not two rows more. A crash or a rollback undoes both together.
type tally [countsEnd]int64

// tallyTriggers call tally(what, by) and moved(from, to): a message with the flags f counts as unread
// with bit 4, and as scheduled with bit 8 while it waits.
func tallyTriggers() []string {
	return []string{
		"message_in AFTER INSERT ON main.messages BEGIN SELECT moved(-1, -1, 0, new.direction, new.state, new.flags)",
		"message_change AFTER UPDATE OF state, flags ON main.messages BEGIN SELECT moved(old.direction, old.state, old.flags, new.direction, new.state, new.flags)",
		"message_out AFTER DELETE ON main.messages BEGIN SELECT moved(old.direction, old.state, old.flags, -1, -1, 0)",
		fmt.Sprintf("orphan_in AFTER INSERT ON main.receipts WHEN new.message_id = 0 BEGIN SELECT tally(%d, 1)", countOrphans),
		fmt.Sprintf("orphan_change AFTER UPDATE OF message_id ON main.receipts WHEN (old.message_id = 0) <> (new.message_id = 0) BEGIN SELECT tally(%d, iif(new.message_id = 0, 1, -1))", countOrphans),
		fmt.Sprintf("orphan_out AFTER DELETE ON main.receipts WHEN old.message_id = 0 BEGIN SELECT tally(%d, -1)", countOrphans),
		fmt.Sprintf("owed_in AFTER INSERT ON main.deliveries BEGIN SELECT tally(%d, 1)", countOwed),
		fmt.Sprintf("owed_out AFTER DELETE ON main.deliveries BEGIN SELECT tally(%d, -1)", countOwed),
	}
}

// follow has a tally told of what a connection changes.
func (n *tally) follow(c *conn) error {
	if err := c.function("tally", 2, func(v []int64) { n[v[0]] += v[1] }); err != nil {
		return err
	}
	if err := c.function("moved", 6, func(v []int64) {
		n.message(v[0], v[1], v[2], -1)
		n.message(v[3], v[4], v[5], 1)
	}); err != nil {
		return err
	}
	for _, t := range tallyTriggers() {
		if _, err := c.exec("CREATE TEMP TRIGGER " + t + "; END"); err != nil {
			return err
		}
	}
	return nil
}

func (n *tally) message(direction, state, flags, by int64) {
	if direction < 0 {
		return
	}
	n[direction*16+state] += by
	if flags&flagUnread != 0 {
		n[countUnread] += by
	}
	if flags&flagScheduled != 0 && gateway.MessageState(state) == gateway.Queued {
		n[countScheduled] += by
	}
}

// store writes what has changed.
func (n *tally) store(c *conn) error {
	for what, by := range n {
		if by == 0 {
			continue
		}
		if _, err := c.exec("UPDATE counts SET n = n + ? WHERE what = ?", by, what); err != nil {
			return err
		}
	}
	*n = tally{}
	return nil
}

// recount are the statements that count anew, for a file that was changed by
// somebody else than a writer.
func recount() []string {
	return []string{
		"UPDATE counts SET n = (SELECT COUNT(*) FROM messages WHERE direction = what / 16 AND state = what % 16) WHERE what < 32",
		fmt.Sprintf("UPDATE counts SET n = (SELECT COUNT(*) FROM messages WHERE flags & %d) WHERE what = %d", flagUnread, countUnread),
		fmt.Sprintf("UPDATE counts SET n = (SELECT COUNT(*) FROM messages WHERE flags & %d AND state = %d) WHERE what = %d", flagScheduled, gateway.Queued, countScheduled),
		fmt.Sprintf("UPDATE counts SET n = (SELECT COUNT(*) FROM deliveries) WHERE what = %d", countOwed),
	}
}
