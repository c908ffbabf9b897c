package engine_test

import (
	"fmt"
	"strings"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// receiptWords are the id and the word of a receipt, by its text or its TLVs.
func receiptWords(p *smpp.PDU) (id, stat string) {
	said, _ := sms.ParseReceipt(string(p.Text()))
	id, stat = said.ID, said.Stat
	if v, ok := p.TLV(smpp.TagReceiptedMessageID); ok {
		id = strings.TrimRight(string(v), "\x00")
	}
	if v, ok := p.TLVInt(smpp.TagMessageState); ok && stat == "" {
		stat = sms.MessageState(v).Word()
	}
	return id, stat
}

// nothingLeft: no message waits for ever, and an end has a cause (P1, P2).
func nothingLeft(j *judge) {
	for key, own := range j.parts {
		m, l := own.m, j.links[own.p.Link]
		trouble := j.faults[own.p.Link]+j.kills > 0 || j.unanswered(key)
		switch own.p.State {
		case gateway.Queued, gateway.Sending:
			j.say("P1", "%.30q is still %s", key, own.p.State)
		case gateway.Unknown:
			if l.UnknownPolicy != gateway.UnknownHold || !trouble {
				j.say("P1", "%.30q is unknown, policy %s", key, l.UnknownPolicy)
			}
		case gateway.Expired:
			if !j.told(key, "EXPIRED") && (m.ValidUntil.IsZero() || own.p.DoneAt.Before(m.ValidUntil)) {
				j.say("P1", "%.30q is expired before its time", key)
			}
		case gateway.Cancelled:
			if _, taken := j.takenBack(m); !taken && !j.told(key, "DELETED") {
				j.say("P1", "%.30q is cancelled and nobody did it", key)
			}
		case gateway.Delivered:
			if account, ok := gateway.TargetAccount(own.p.Link); ok {
				if !j.handed(account, key) {
					j.say("P1", "%.30q is delivered and %s did not take it", key, account)
				}
			} else if !j.told(key, "DELIVRD") {
				j.say("P1", "%.30q is delivered and no receipt said so", key)
			}
		case gateway.Failed:
			if !(l.UnknownPolicy == gateway.UnknownFail && trouble) && !j.refusedBy(key, own.p.Attempts >= l.RetryTries) && !j.told(key, "UNDELIV") && !j.told(key, "REJECTD") {
				j.say("P1", "%.30q failed without a cause: %+v", key, m.Error)
			}
		}
	}
}

// rowsReached: each row of a campaign that was started has become a message (P1).
func rowsReached(j *judge) {
	made := j.madeOfRows()
	for name, rows := range j.rows {
		for n := range rows { // none of one that was perhaps started
			if text := fmt.Sprintf("%s.%d", name, n+1); made[text] == 0 {
				j.say("P1", "the row %s has become no message", text)
			}
		}
	}
}

// handed tells whether an account has acknowledged a part.
func (j *judge) handed(account, key string) (yes bool) {
	j.each(true, false, func(x *exchange) {
		yes = yes || x.conn.name == account && x.key == key && x.answered && x.status == smpp.ROK
	})
	return yes
}

// unanswered tells whether some submit of a part had no answer in time.
func (j *judge) unanswered(key string) (yes bool) {
	j.each(false, false, func(x *exchange) { yes = yes || x.key == key && !x.settled })
	return yes
}

// told tells whether a provider has reported a state of a part.
func (j *judge) told(key, stat string) (yes bool) {
	j.each(false, true, func(x *exchange) {
		if x.about != nil && x.about.key == key {
			_, said := receiptWords(x.pdu)
			yes = yes || said == stat
		}
	})
	return yes
}

// refusedBy tells whether a provider has refused a part for good; tried: it was
// tried as often as the link allows, and an error that passes is enough.
func (j *judge) refusedBy(key string, tried bool) (yes bool) {
	j.each(false, false, func(x *exchange) {
		if x.key == key && x.answered && x.status != smpp.ROK {
			switch x.status.Info().Retry {
			case smpp.RetryThrottle:
			case smpp.RetryLater, smpp.RetryReconnect:
				yes = yes || tried && x.status != smpp.RMSGQFUL
			default:
				yes = true
			}
		}
	})
	return yes
}

// triesCounted: a part whose outcome was always known is counted as tried once
// for each time that its provider saw it and did not ask to slow down, and once
// more at most for each cut or kill.
func triesCounted(j *judge) {
	tries := map[string]int{}
	j.each(false, false, func(x *exchange) {
		if !x.answered || x.status.Info().Retry != smpp.RetryThrottle && x.status != smpp.RMSGQFUL {
			tries[x.key]++
		}
	})
	for key, own := range j.parts {
		if most := tries[key] + j.faults[own.p.Link] + j.kills; !own.p.Resent && own.p.Attempts > most {
			j.say("tries", "%.30q counts %d tries; %d were seen", key, own.p.Attempts, most)
		}
	}
}

// reached: what did not end here has reached the provider (P1, P2), and what the
// provider said of it is its state.
func reached(j *judge) {
	seen := map[string]bool{}
	j.each(false, false, func(x *exchange) { seen[x.key] = true })
	for key, own := range j.parts {
		if _, ok := gateway.TargetAccount(own.p.Link); ok {
			continue // nothingLeft looks whether it was handed over
		}
		if s := own.p.State; (s == gateway.Accepted || s == gateway.Delivered) && !seen[key] {
			j.say("P1", "%.30q is %s and %s never saw it", key, s, own.p.Link)
		}
	}
	j.each(false, true, func(x *exchange) {
		if x.about == nil || !x.answered || x.status != smpp.ROK || !x.about.settled || x.about.status != smpp.ROK {
			return
		}
		_, stat := receiptWords(x.pdu)
		want := map[string]gateway.MessageState{"DELIVRD": gateway.Delivered, "UNDELIV": gateway.Failed, "EXPIRED": gateway.Expired}
		own := j.parts[x.about.key]
		if own.m != nil && own.p.State == gateway.Cancelled {
			if _, taken := j.takenBack(own.m); taken {
				return // its provider has taken it back, and says otherwise now: what is over stays
			}
		}
		if w, final := want[stat]; final && own.m != nil && own.p.State != w {
			j.say("P4", "%.30q has a receipt %s and is %s", x.about.key, stat, own.p.State)
		}
	})
}

// receiptsTold: an application has the receipt of each message that ended (P4).
func receiptsTold(j *judge) {
	got := map[string]bool{}
	j.each(true, false, func(x *exchange) {
		if x.answered && x.status == smpp.ROK {
			id, stat := receiptWords(x.pdu)
			got[x.conn.name+" "+id+" "+stat] = true
		}
	})
	words := map[gateway.MessageState]string{gateway.Delivered: "DELIVRD", gateway.Failed: "UNDELIV", gateway.Expired: "EXPIRED", gateway.Cancelled: "DELETED"}
	for key, m := range j.given {
		if stat := words[m.State]; stat != "" && m.ReceiptWanted&3 == 1 && !got[key+" "+stat] {
			j.say("P4", "message %s of %s is %s and it got no receipt %s", m.AccountMessageID, m.Account, m.State, stat)
		}
	}
}

// incomingPassedOn: what a rule gives to an account has come to it (P4).
func incomingPassedOn(j *judge) {
	got := map[string]bool{}
	j.each(true, false, func(x *exchange) {
		if x.answered && x.status == smpp.ROK {
			got[x.conn.name+" "+x.key] = true
		}
	})
	j.each(false, true, func(x *exchange) {
		account := j.routed[x.conn.name]
		if account != "" && x.about == nil && !x.unknown && x.answered && x.status == smpp.ROK && !got[account+" "+x.key] {
			j.say("P4", "%.30q of %s did not come to %s", x.key, x.conn.name, account)
		}
	})
}

// inOrder: a link with one connection on which nothing went wrong carries its
// messages in the order in which they were stored.
func inOrder(j *judge) {
	disturbed, last := map[string]bool{}, map[string]ownPart{}
	for name := range j.links {
		disturbed[name] = j.kills > 0 || j.faults[name] > 0 || j.links[name].Sessions > 1
	}
	j.each(false, false, func(x *exchange) {
		disturbed[x.conn.name] = disturbed[x.conn.name] || !x.settled || x.status != smpp.ROK
	})
	j.each(false, false, func(x *exchange) {
		own := j.parts[x.key]
		if disturbed[x.conn.name] || own.m == nil || !own.m.ScheduledAt.IsZero() || own.p.Priority > 0 {
			return
		}
		if before := last[x.conn.name]; before.m != nil && before.p.ID > own.p.ID {
			j.say("order", "%s got %.30q after what was stored later", x.conn.name, x.key)
		}
		last[x.conn.name] = own
	})
}
