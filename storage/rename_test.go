package storage

import (
	"fmt"
	"testing"
	"time"

	"relay/gateway"
)

// What is open of links goes to their new names, which may be each other's; what
// has ended keeps the old one, and a campaign goes on over the same link.
func TestRenameLinks(t *testing.T) {
	for name, db := range map[string]*DB{"at once": open(t, t.TempDir()), "late": lateDB(t, t.TempDir())} {
		now := time.Now()
		made := map[string]*gateway.Message{}
		for _, link := range []string{"up", "down", "else"} {
			for _, s := range gateway.States() {
				m := outgoing(link + " " + s.String())
				m.Link, m.State, m.AcceptedAt = link, s, now
				m.PartList[0].Link, m.PartList[0].State, m.PartList[0].ProviderID = link, s, "7"
				made[m.Text] = m
				stored(t, db, m)
			}
		}
		old := outgoing("up long ago")
		old.Link, old.State, old.AcceptedAt, old.PartList[0].Link, old.PartList[0].State = "up", gateway.Accepted, now.Add(-reportable-time.Hour), "up", gateway.Accepted
		stored(t, db, old)
		running, over := gateway.Campaign{Plan: gateway.CampaignPlan{Name: "runs", Link: "up"}, State: gateway.CampaignRunning}, gateway.Campaign{Plan: gateway.CampaignPlan{Name: "over", Link: "up"}, State: gateway.CampaignFinished}
		write(t, db, func(tx *Tx) error {
			for _, c := range []*gateway.Campaign{&running, &over} {
				if err := tx.InsertCampaign(c); err != nil {
					return err
				}
			}
			for link, form := range map[string]string{"up": "literal", "down": "hex→decimal"} {
				if err := tx.SetLearnedForm(link, form); err != nil {
					return err
				}
			}
			if err := tx.SetLearnedLimit("up", 5); err != nil {
				return err
			}
			if err := tx.SetLearnedZone("up", -time.Hour); err != nil {
				return err
			}
			if err := tx.InsertReceipt(&gateway.Receipt{Link: "up", ProviderID: "99", Stat: "DELIVRD", ReceivedAt: now, Times: 1}); err != nil {
				return err
			}
			return tx.InsertJoin(&gateway.Join{Owner: "down", Key: "k", MessageID: made["down received"].ID, Since: now})
		})
		write(t, db, func(tx *Tx) error { return tx.RenameLinks(map[string]string{"up": "down", "down": "up"}) })
		follows := map[string]string{"up": "down", "down": "up", "else": "else"}
		for text, m := range made {
			want := m.Link
			if !m.State.Final() {
				want = follows[m.Link]
			}
			is, err := db.Message(t.Context(), m.ID)
			if err != nil || is.Link != want || is.PartList[0].Link != want {
				t.Errorf("%s: %q is at %s, its part at %s, want %s; %v", name, text, is.Link, is.PartList[0].Link, want, err)
			}
		}
		if is, _ := db.Message(t.Context(), old.ID); is.Link != "up" {
			t.Errorf("%s: what nobody will report moved to %s", name, is.Link)
		}
		write(t, db, func(tx *Tx) error {
			for link, want := range map[string]string{"down": "literal", "up": "hex→decimal"} {
				if form, err := tx.LearnedForm(link); err != nil || form != want {
					t.Errorf("%s: %s learnt %q, %v", name, link, form, err)
				}
			}
			if limits, err := tx.LearnedLimits(); err != nil || len(limits) != 1 || limits["down"] != 5 {
				t.Errorf("%s: limits %v, %v", name, limits, err)
			}
			if zones, err := tx.LearnedZones(); err != nil || len(zones) != 1 || zones["down"] != -time.Hour {
				t.Errorf("%s: zones %v, %v", name, zones, err)
			}
			if list, err := tx.Orphans("down", "99"); err != nil || len(list) != 1 {
				t.Errorf("%s: orphans %v, %v", name, list, err)
			}
			if j, err := tx.Join("up", "k"); err != nil || j == nil {
				t.Errorf("%s: the join is gone, %v", name, err)
			}
			if parts, err := tx.PartsByProviderID("down", "7", 20); err != nil || len(parts) != 9 {
				t.Errorf("%s: %d parts, %v", name, len(parts), err)
			}
			for _, c := range []gateway.Campaign{running, over} {
				want := map[string]string{"runs": "down", "over": "up"}[c.Plan.Name]
				if is, err := tx.Campaign(c.ID); err != nil || is.Plan.Link != want {
					t.Errorf("%s: the campaign %s goes over %s, %v", name, c.Plan.Name, is.Plan.Link, err)
				}
			}
			return nil
		})
	}
}

// The charts of links that get other names go on, also when the names are each
// other's.
func TestRenameHistory(t *testing.T) {
	db := open(t, t.TempDir())
	now := time.Now().UTC().Truncate(gateway.TrafficSlot)
	write(t, db, func(tx *Tx) error {
		for i, link := range []string{"up", "down", "else"} {
			if err := tx.AddTraffic([]gateway.Traffic{{At: now, Link: link, Submitted: int64(i + 1)}, {At: now.Add(-chartsKept - time.Hour), Link: link, Submitted: 9}}); err != nil {
				return err
			}
			if err := tx.AddLinkChanges([]gateway.LinkChange{{Link: link, At: now.Add(time.Duration(i) * time.Second), Reach: gateway.ReachUp}}); err != nil {
				return err
			}
		}
		return nil
	})
	write(t, db, func(tx *Tx) error { return tx.RenameHistory(map[string]string{"up": "down", "down": "up"}) })
	is := map[string]int64{}
	slots, err := db.TrafficSlots(t.Context(), now.Add(-chartsKept))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range slots {
		is[x.Link] += x.Submitted
	}
	changes, err := db.LinkStates(t.Context(), now.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range changes {
		is[x.Link] += 100 * int64(x.At.Sub(now)/time.Second)
	}
	if want := map[string]int64{"down": 1, "up": 102, "else": 203}; fmt.Sprint(is) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", is, want)
	}
	old, err := db.TrafficSlots(t.Context(), now.Add(-chartsKept-2*time.Hour))
	if err != nil || len(old) != 6 || old[1].Link != "else" || old[0].Link != "down" || old[2].Link != "up" || old[0].Submitted != 9 {
		t.Errorf("what is older: %+v, %v", old, err)
	}
}
