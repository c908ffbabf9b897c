package engine_test

import (
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// judge compares what the peers know with what the database says.
type judge struct {
	*record
	stored
	byID  map[int64]*gateway.Message
	given map[string]*gateway.Message // by account and our id
	parts map[string]ownPart          // outgoing, by content
	in    map[string][]ownPart        // incoming, by content
	found []string
}

type ownPart struct {
	m *gateway.Message
	p *gateway.Part
}

func (j *judge) say(rule, format string, args ...any) {
	j.found = append(j.found, rule+": "+fmt.Sprintf(format, args...))
}

// claims are what must hold whenever Relay lives and everything is quiet; ends
// what must hold as well when every fault is over and time has passed.
var (
	claims = []func(*judge){storedAsSaid, idsOnce, foldedFromParts, knownToRelay, withinWindow, whileBound, keptBack, rowsOnce, oncePerCut, receiptsKept, receiptsRight, incomingKept, broughtOnce}
	ends   = []func(*judge){nothingLeft, rowsReached, triesCounted, reached, receiptsTold, incomingPassedOn, inOrder}
)

// breaches are the promises that are broken, in words.
func breaches(r *record, s stored, end bool) []string {
	j := &judge{record: r, stored: s, byID: map[int64]*gateway.Message{}, given: map[string]*gateway.Message{}, parts: map[string]ownPart{}, in: map[string][]ownPart{}}
	for i := range s.messages {
		m := &s.messages[i]
		j.byID[m.ID] = m
		if m.AccountMessageID != "" {
			key := m.Account + " " + m.AccountMessageID
			if j.given[key] != nil {
				j.say("P2", "the id %s was given twice to %s", m.AccountMessageID, m.Account)
			}
			j.given[key] = m
		}
		for k := range m.PartList {
			var p smpp.PDU
			if err := smpp.Decode(&p, m.PartList[k].PDU, smpp.V50); err != nil {
				j.say("P1", "message %d, part %d: %v", m.ID, k+1, err)
				continue
			}
			key, part := keyOf(&p), ownPart{m, &m.PartList[k]}
			if m.Direction == gateway.In {
				j.in[key] = append(j.in[key], part)
			} else {
				j.parts[key] = part
			}
		}
	}
	for _, c := range claims {
		c(j)
	}
	if end {
		for _, c := range ends {
			c(j)
		}
	}
	return j.found
}

// each yields the exchanges of a command: ours the peers' requests, else
// Relay's; of applications or of providers.
func (j *judge) each(app, ours bool, yield func(*exchange)) {
	for _, x := range j.list {
		if x.conn.app == app && x.ours == ours && (x.pdu.ID == smpp.SubmitSM) == (app == ours) {
			yield(x)
		}
	}
}

// storedAsSaid: what Relay said it had taken is in the database (P1, P2).
func storedAsSaid(j *judge) {
	for _, c := range j.composed {
		if m := j.byID[c.id]; m == nil || m.Text != c.text || m.Link != c.link {
			j.say("P1", "message %d (%.30q) was stored and is not there", c.id, c.text)
		}
	}
	j.each(true, true, func(x *exchange) {
		if !x.answered || x.status != smpp.ROK {
			return
		}
		m := j.given[x.conn.name+" "+x.id]
		if m == nil || len(m.PartList) != 1 || j.parts[x.key].m != m {
			j.say("P2", "%.30q of %s was answered with id %s and is not stored so", x.key, x.conn.name, x.id)
		}
	})
}

// idsOnce: no id is given twice (P2).
func idsOnce(j *judge) {
	seen := map[string]bool{}
	j.each(true, true, func(x *exchange) {
		if x.answered && x.status == smpp.ROK {
			if seen[x.id] {
				j.say("P2", "the id %s was answered twice", x.id)
			}
			seen[x.id] = true
		}
	})
}

// foldedFromParts: a message's state is that of its parts.
func foldedFromParts(j *judge) {
	for _, m := range j.byID {
		if m.Direction == gateway.Out && m.State != gateway.Fold(m.PartList) {
			j.say("states", "message %d is %s, its parts say %s", m.ID, m.State, gateway.Fold(m.PartList))
		}
	}
}

// knownToRelay: nothing leaves that is not stored, and it leaves by its link.
func knownToRelay(j *judge) {
	j.each(false, false, func(x *exchange) {
		if own, ok := j.parts[x.key]; !ok || own.p.Link != x.conn.name {
			j.say("P1", "%s got %.30q, which is not stored for it", x.conn.name, x.key)
		}
	})
}

func withinWindow(j *judge) {
	j.each(false, false, func(x *exchange) {
		if w := j.links[x.conn.name].Window; x.open > w {
			j.say("window", "%s had %d open requests, its window is %d", x.conn.name, x.open, w)
		}
	})
}

func whileBound(j *judge) {
	for _, x := range j.list {
		if !x.ours && x.illegal {
			j.say("state", "%s got %s outside the bound state", x.conn.name, x.pdu.ID)
		}
	}
}

// takenBack tells since when a message is taken back; zero: perhaps.
func (j *judge) takenBack(m *gateway.Message) (at time.Time, ok bool) {
	if at, ok = j.taken[fmt.Sprint(m.ID)]; !ok {
		at, ok = j.taken[givenKey(m.Account, m.AccountMessageID)]
	}
	return at, ok
}

// rowsOnce: no row of a campaign becomes two messages (P1).
func rowsOnce(j *judge) {
	made := j.madeOfRows()
	for text, n := range made {
		if n > 1 {
			j.say("P1", "the row %s has become %d messages", text, n)
		}
	}
}

// madeOfRows counts messages by their text, those of rows of campaigns.
func (j *judge) madeOfRows() map[string]int {
	made := map[string]int{}
	for i := range j.messages {
		campaign, _, _ := strings.Cut(j.messages[i].Text, ".")
		if _, ok := j.rows[campaign]; ok {
			made[j.messages[i].Text]++
		}
	}
	return made
}

// keptBack: what was taken back does not leave any more.
func keptBack(j *judge) {
	j.each(false, false, func(x *exchange) {
		own := j.parts[x.key]
		if own.m == nil || own.p.State != gateway.Cancelled {
			return
		}
		if at, _ := j.takenBack(own.m); !at.IsZero() && x.at.After(at) {
			j.say("taken back", "%s got %.30q although it was taken back", x.conn.name, x.key)
		}
	})
}

// oncePerCut: a provider sees a part again only when it refused it for a while,
// or when nobody could know: then flagged, under the policy that allows it, and
// at most a window of them for each connection (P3).
func oncePerCut(j *judge) {
	last, perCut := map[string]*exchange{}, map[*connection]int{}
	j.each(false, false, func(x *exchange) {
		before := last[x.key]
		last[x.key] = x
		switch {
		case before == nil:
			return
		case before.settled && before.status == smpp.ROK:
			j.say("P3", "%s got %.30q again although Relay had its answer", x.conn.name, x.key)
			return
		case before.settled:
			switch before.status.Info().Retry {
			case smpp.RetryLater, smpp.RetryThrottle, smpp.RetryReconnect:
			default:
				j.say("P3", "%s got %.30q again, which it had refused with %s", x.conn.name, x.key, before.status.Name())
			}
			return
		case before.answered && before.status != smpp.ROK:
			return // nobody has had it; whether Relay had time to store that is open
		}
		gone := before.conn.over && !x.at.Before(before.conn.overAt)
		late := x.at.Sub(before.at) >= before.conn.patience()
		if !gone && !late {
			j.say("P3", "%s got %.30q again while it was still open", x.conn.name, x.key)
			return
		}
		if l := j.links[x.conn.name]; l.UnknownPolicy != gateway.UnknownResend {
			j.say("P3", "%s got %.30q again under policy %s", x.conn.name, x.key, l.UnknownPolicy)
		}
		if own := j.parts[x.key]; own.m == nil || !own.p.Resent || !own.m.PossibleDuplicate {
			j.say("P3", "%s got %.30q again and it is not flagged", x.conn.name, x.key)
		}
		if !late {
			perCut[before.conn]++
		}
	})
	for c, n := range perCut {
		if w := j.links[c.name].Window; n > w {
			j.say("P3", "%d came again to %s after one cut; its window is %d", n, c.name, w)
		}
	}
}

// receiptsKept: a receipt that Relay acknowledged is stored, with its message
// when Relay can know it (P4).
func receiptsKept(j *judge) {
	orphan := map[string]bool{}
	for _, r := range j.orphans {
		orphan[r.Link+" "+r.ProviderID] = true
	}
	j.each(false, true, func(x *exchange) {
		if x.about == nil && !x.unknown || !x.answered || x.status != smpp.ROK {
			return
		}
		id, stat := receiptWords(x.pdu)
		if x.about != nil {
			own := j.parts[x.about.key]
			if own.m != nil && hasReceipt(own, stat) {
				return
			}
			if x.about.settled && x.about.status == smpp.ROK {
				j.say("P4", "receipt %s %s of %s is not with message %.30q: %+v", id, stat, x.conn.name, x.about.key, own.p)
				return
			}
		}
		if !orphan[x.conn.name+" "+id] {
			j.say("P4", "receipt %s %s of %s was acknowledged and is not stored", id, stat, x.conn.name)
		}
	})
}

func hasReceipt(own ownPart, stat string) bool {
	for _, r := range own.m.Receipts {
		if r.PartID == own.p.ID && r.Stat == stat {
			return true
		}
	}
	return false
}

// receiptsRight: a receipt stands with no other message than its own (P4).
func receiptsRight(j *judge) {
	about := map[string]string{}
	j.each(false, true, func(x *exchange) {
		if x.about != nil {
			id, _ := receiptWords(x.pdu)
			about[x.conn.name+" "+id] = x.about.key
		}
	})
	for key, own := range j.parts {
		for _, r := range own.m.Receipts {
			if r.PartID == own.p.ID && about[r.Link+" "+r.ProviderID] != key {
				j.say("P4", "receipt %s of %s is with %.30q and belongs to %.30q", r.ProviderID, r.Link, key, about[r.Link+" "+r.ProviderID])
			}
		}
	}
}

// incomingKept: a message of a phone that Relay acknowledged is in the inbox (P4).
func incomingKept(j *judge) {
	j.each(false, true, func(x *exchange) {
		if x.about == nil && !x.unknown && x.answered && x.status == smpp.ROK && len(j.in[x.key]) == 0 {
			j.say("P4", "%.30q of %s was acknowledged and is not in the inbox", x.key, x.conn.name)
		}
	})
}

// broughtOnce: an application gets again only what it did not acknowledge (P4).
func broughtOnce(j *judge) {
	sent := map[string]int{} // how often providers sent an incoming message
	j.each(false, true, func(x *exchange) {
		if x.about == nil && !x.unknown {
			sent[x.key]++
		}
	})
	had := map[string]int{}
	j.each(true, false, func(x *exchange) {
		key, most := x.conn.name+" "+x.key, max(sent[x.key], 1)
		if strings.HasPrefix(x.key, "id:") {
			id, stat := receiptWords(x.pdu)
			key = x.conn.name + " " + id + " " + stat
			if j.given[x.conn.name+" "+id] == nil {
				j.say("P4", "%s got a receipt for %s, which is none of its messages", x.conn.name, id)
			}
		}
		if had[key] >= most {
			j.say("P4", "%s got %.30q again, which it had acknowledged", x.conn.name, x.key)
		}
		if x.settled && x.status == smpp.ROK {
			had[key]++
		}
	})
}
