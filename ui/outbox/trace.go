package outbox

import (
	"cmp"
	"context"
	"slices"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/pduview"
)

// Trace are the PDUs of a message as they passed, as far as the log still has
// them.
type Trace struct {
	Sent, Answers map[int64]gateway.PDURecord // by the part's id
	Receipts      map[int]gateway.PDURecord   // by the receipt's place in the message
}

// Log is where stored PDUs come from, Ring where the newest are.
type (
	Log interface {
		PDUs(ctx context.Context, q gateway.PDUQuery) ([]gateway.PDURecord, error)
	}
	Ring interface {
		PDUs(after uint64, max int) (records []gateway.PDURecord, oldest uint64)
	}
)

const (
	tracePage = 1500                   // records read about a moment
	traceMost = 20_000                 // records looked at for a message
	traceNear = 250 * time.Millisecond // between the time of a PDU and that of the message
	traceLate = 5 * time.Second        // and where a receipt waited for its commit
	traceWait = 2 * time.Minute        // that a part may wait for the window of its link
)

// ReadTrace looks for the PDUs of a message, which has its parts and receipts, in
// what passed about the times that it tells. It reads a few pages of the log,
// however long that is, and may be called from any goroutine.
func ReadTrace(ctx context.Context, m gateway.Message, log Log, ring Ring) Trace {
	t := tracer{ctx: ctx, log: log, tried: map[moment]bool{}}
	newest, _ := log.PDUs(ctx, gateway.PDUQuery{Newest: true, Limit: 1})
	if len(newest) > 0 {
		t.end = newest[0].Number
	}
	fresh, _ := ring.PDUs(t.end, traceMost) // what is not stored yet
	t.take(fresh)
	out := Trace{Sent: map[int64]gateway.PDURecord{}, Answers: map[int64]gateway.PDURecord{}, Receipts: map[int]gateway.PDURecord{}}
	for _, p := range m.PartList {
		if p.SentAt.IsZero() {
			continue
		}
		answer, answered := gateway.PDURecord{}, false
		if p.ProviderID != "" {
			answer, answered = t.find(p.AnsweredAt, true, names(p))
		}
		carried := carries(p)
		sent, ok := t.find(p.SentAt, false, func(r *gateway.PDURecord) bool {
			return (!answered || sequence(r) == sequence(&answer)) && carried(r)
		})
		if ok {
			out.Sent[p.ID] = sent
		}
		if ok && !answered && !p.AnsweredAt.IsZero() {
			answer, answered = t.find(p.AnsweredAt, true, answers(sent, p))
		}
		if answered {
			out.Answers[p.ID] = answer
		}
	}
	for i, r := range m.Receipts {
		if found, ok := t.find(r.ReceivedAt, true, tells(r)); ok {
			out.Receipts[i] = found
		}
	}
	return out
}

type moment struct {
	at   int64
	back bool
}

type tracer struct {
	ctx   context.Context
	log   Log
	end   uint64 // newest number stored
	seen  []gateway.PDURecord
	tried map[moment]bool
}

// find is the record nearest to a time that fits: among those read, or else among
// those before it, or after it.
func (t *tracer) find(at time.Time, back bool, fits func(*gateway.PDURecord) bool) (best gateway.PDURecord, ok bool) {
	for again := range 2 {
		if again > 0 && !t.read(at, back) {
			break
		}
		for i := range t.seen {
			r := &t.seen[i]
			if (!ok || r.Time.Sub(at).Abs() < best.Time.Sub(at).Abs()) && fits(r) {
				best, ok = *r, true
			}
		}
		if ok {
			return best, true
		}
	}
	return best, ok
}

// read reads a page before a time, or after it; it tells whether it brought
// anything.
func (t *tracer) read(at time.Time, back bool) bool {
	key := moment{at.UnixMilli() / 100, back}
	if t.end == 0 || len(t.seen) >= traceMost || t.tried[key] {
		return false
	}
	t.tried[key] = true
	q := gateway.PDUQuery{Limit: tracePage, Newest: back}
	slack := -traceNear
	if back {
		slack = traceNear
	}
	first, err := pduview.FirstAt(t.ctx, t.log, at.Add(slack), t.end+1)
	if err != nil || first == 0 {
		return false
	}
	if q.After = first - 1; back {
		q.After, q.Before = 0, first
	}
	page, err := t.log.PDUs(t.ctx, q)
	return err == nil && t.take(page)
}

// take adds records, each once.
func (t *tracer) take(page []gateway.PDURecord) bool {
	n := len(t.seen)
	for _, r := range page {
		if i, held := slices.BinarySearchFunc(t.seen[:n], r, byNumber); !held || t.seen[i].Number != r.Number {
			t.seen = append(t.seen, r)
		}
	}
	more := len(t.seen) > n
	slices.SortFunc(t.seen, byNumber)
	return more
}

func byNumber(a, b gateway.PDURecord) int { return cmp.Compare(a.Number, b.Number) }

// command and sequence are read without decoding the rest; 0 for what is no PDU.
func command(r *gateway.PDURecord) smpp.CommandID { return smpp.CommandID(word(r.Frame, 4)) }
func sequence(r *gateway.PDURecord) uint32        { return word(r.Frame, 12) }

func word(frame []byte, at int) (n uint32) {
	if len(frame) < 16 {
		return 0
	}
	for _, b := range frame[at : at+4] {
		n = n<<8 | uint32(b)
	}
	return n
}

func submits(id smpp.CommandID) bool {
	return id == smpp.SubmitSM || id == smpp.SubmitMulti || id == smpp.DataSM
}

func decoded(r *gateway.PDURecord) *smpp.PDU {
	var p smpp.PDU
	_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
	return &p
}

// names fits the answer that gave a part its id.
func names(part gateway.Part) func(*gateway.PDURecord) bool {
	return func(r *gateway.PDURecord) bool {
		return !r.Out && r.Session == part.Session && command(r).IsResponse() && submits(command(r).Request()) && decoded(r).Str(smpp.FieldMessageID) == part.ProviderID
	}
}

// answers fits the answer to a request.
func answers(sent gateway.PDURecord, part gateway.Part) func(*gateway.PDURecord) bool {
	return func(r *gateway.PDURecord) bool {
		return !r.Out && r.Session == part.Session && sequence(r) == sequence(&sent) && command(r).IsResponse() && r.Time.Sub(sent.Time) >= 0 && r.Time.Sub(part.AnsweredAt).Abs() < traceLate
	}
}

// carries fits the request in which a part left.
func carries(part gateway.Part) func(*gateway.PDURecord) bool {
	var stored smpp.PDU
	_ = smpp.Decode(&stored, part.PDU, smpp.V50)
	to, text := stored.Str(smpp.FieldDestinationAddr), string(stored.Text())
	until := part.SentAt.Add(traceWait)
	if !part.AnsweredAt.IsZero() {
		until = part.AnsweredAt.Add(traceNear)
	}
	return func(r *gateway.PDURecord) bool {
		if !r.Out || r.Session != part.Session || !submits(command(r)) || r.Time.Before(part.SentAt.Add(-traceNear)) || r.Time.After(until) {
			return false
		}
		p := decoded(r)
		return (command(r) == smpp.SubmitMulti || p.Str(smpp.FieldDestinationAddr) == to) && string(p.Text()) == text
	}
}

// tells fits the PDU that brought a receipt.
func tells(receipt gateway.Receipt) func(*gateway.PDURecord) bool {
	return func(r *gateway.PDURecord) bool {
		return !r.Out && (command(r) == smpp.DeliverSM || command(r) == smpp.DataSM) && r.Time.Sub(receipt.ReceivedAt).Abs() < traceLate &&
			slices.Contains(gateway.MessageIDs(decoded(r)), receipt.ProviderID)
	}
}
