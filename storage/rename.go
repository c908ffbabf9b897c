package storage

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"relay/gateway"
)

// RenameLinks gives what is still open of links to their new names: messages
// that wait, are on their way or may yet be reported, receipts and pieces that
// wait for others, what was learnt of the provider, and campaigns that are not
// over. History keeps the old name, and LinkNow knows whose it was. Names may be exchanged: each is read under
// its old name before any new one is written.
func (t *Tx) RenameLinks(renamed map[string]string) error {
	if err := t.renameAll(renamed, t.renameLink); err != nil {
		return err
	}
	if err := t.keepNames(linkNames, renamed); err != nil {
		return err
	}
	if err := t.renameInPlans(renamed); err != nil {
		return err
	}
	t.forgetNames()
	return nil
}

// RenameAccounts gives what is still open of accounts to their new names: what
// they are owed, messages that they or others have submitted to be carried, and
// what is counted against their quotas.
func (t *Tx) RenameAccounts(renamed map[string]string) error {
	targets := map[string]string{}
	for from, to := range renamed {
		targets[gateway.AccountTarget(from)] = gateway.AccountTarget(to)
	}
	if err := t.renameAll(renamed, t.renameAccount); err != nil {
		return err
	}
	if err := t.renameAll(targets, t.renameLink); err != nil {
		return err
	}
	if err := t.keepNames(accountNames, renamed); err != nil {
		return err
	}
	t.forgetNames()
	return nil
}

// chartsKept is what of the traffic goes to a new name: more than a link's charts
// show, and few enough rows to change at once.
const chartsKept = 48 * time.Hour

// RenameHistory gives what links did lately, and when they were up, to their new
// names: their charts go on.
func (t *Tx) RenameHistory(renamed map[string]string) error {
	return t.renameAll(renamed, func(from, to string, now time.Time) error {
		if _, err := t.execOther("UPDATE OR REPLACE traffic SET link = ? WHERE slot >= ? AND link = ?", to, now.Add(-chartsKept).Unix()/slotSeconds, from); err != nil {
			return err
		}
		_, err := t.execOther("UPDATE OR REPLACE link_states SET link = ? WHERE link = ?", to, from)
		return err
	})
}

// renameAll renames everything by one, over names that nothing has: those that
// are given may be each other's.
func (t *Tx) renameAll(renamed map[string]string, one func(from, to string, now time.Time) error) error {
	old := make([]string, 0, len(renamed))
	for name := range renamed {
		old = append(old, name)
	}
	slices.Sort(old)
	between := func(i int) string { return fmt.Sprintf("\x00%d", i) }
	now := time.Now()
	for i, name := range old {
		if err := one(name, between(i), now); err != nil {
			return err
		}
	}
	for i, name := range old {
		if err := one(between(i), renamed[name], now); err != nil {
			return err
		}
	}
	return nil
}

// forgetNames has nothing found under a name that it had.
func (t *Tx) forgetNames() {
	m := &t.w.memory
	m.moved()
	clear(m.forms)
	m.orphans, m.manyOrphans = nil, false
	m.names = [nameKinds]formerNames{}
}

// reportable is how long after its answer a message may yet be reported under a
// link's new name: longer than providers try, and few enough to change at once.
const reportable = 7 * 24 * time.Hour

// openMessages finds the outgoing messages that have not ended.
func openMessages(now time.Time) string {
	return fmt.Sprintf("SELECT id FROM messages WHERE direction = 0 AND (state IN (%d, %d, %d) OR state = %d AND accepted_at > %d)",
		gateway.Queued, gateway.Sending, gateway.Unknown, gateway.Accepted, ms(now.Add(-reportable)))
}

func (t *Tx) renameLink(from, to string, now time.Time) error {
	open := openMessages(now)
	for _, s := range []string{
		fmt.Sprintf("UPDATE parts SET link = ?1 WHERE link = ?2 AND state IN (%d, %d, %d, %d) AND message_id IN (%s)", gateway.Queued, gateway.Sending, gateway.Unknown, gateway.Accepted, open),
		"UPDATE messages SET link = ?1 WHERE link = ?2 AND id IN (" + open + ")",
		"UPDATE receipts SET link = ?1 WHERE message_id = 0 AND link = ?2",
		"UPDATE OR REPLACE joins SET owner = ?1 WHERE owner = ?2",
		"UPDATE OR REPLACE learned_forms SET link = ?1 WHERE link = ?2",
		"UPDATE OR REPLACE learned_limits SET link = ?1 WHERE link = ?2",
		"UPDATE OR REPLACE learned_zones SET link = ?1 WHERE link = ?2",
	} {
		if _, err := t.exec(s, to, from); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) renameAccount(from, to string, now time.Time) error {
	for _, s := range []string{
		"UPDATE messages SET account = ?1 WHERE account = ?2 AND id IN (" + openMessages(now) + ")",
		"UPDATE deliveries SET account = ?1 WHERE account = ?2",
		"UPDATE OR REPLACE submitted SET account = ?1 WHERE account = ?2",
	} {
		if _, err := t.exec(s, to, from); err != nil {
			return err
		}
	}
	return nil
}

// renameInPlans has campaigns that are not over go on over the same link.
func (t *Tx) renameInPlans(renamed map[string]string) error {
	rows, err := t.query("SELECT id, plan FROM campaigns WHERE state NOT IN (?, ?)", int(gateway.CampaignFinished), int(gateway.CampaignStopped))
	type stored struct {
		id   int64
		plan string
	}
	list, err := collect(rows, err, func(r scanner, s *stored) error { return r.Scan(&s.id, &s.plan) })
	if err != nil {
		return err
	}
	for _, s := range list {
		var p gateway.CampaignPlan
		if err := json.Unmarshal([]byte(s.plan), &p); err != nil {
			return fmt.Errorf("plan of campaign %d: %w", s.id, err)
		}
		to, ok := renamed[p.Link]
		if !ok || p.Link == "" {
			continue
		}
		p.Link = to
		doc, err := json.Marshal(p)
		if err != nil {
			return err
		}
		if _, err := t.exec("UPDATE campaigns SET plan = ? WHERE id = ?", string(doc), s.id); err != nil {
			return err
		}
	}
	return nil
}
