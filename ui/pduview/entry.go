package pduview

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// Tone is the kind of a row, which the view shows as a colour.
type Tone uint8

const (
	Outgoing Tone = iota // a request of ours
	Incoming             // a request of the peer
	Good                 // an answer with ESME_ROK
	Bad                  // an answer with an error
	Control              // bind, unbind, enquire_link
	Late                 // an answer that took long
	Quiet                // nothing to say about it
)

// An answer is slow from slowAfter, and as good as lost from lateAfter.
const (
	slowAfter = 500 * time.Millisecond
	lateAfter = 5 * time.Second
)

// Row is one PDU as it is listed.
type Row struct {
	Number   uint64
	No       string
	Time     string
	Arrow    string
	Link     string
	Name     string
	Seq      string
	Status   string
	Took     string
	From, To string
	Info     string
	Octets   string
	Tone     Tone
	TookTone Tone
	StatTone Tone // of Status
	Overdue  bool // a request whose answer did not come
	record   gateway.PDURecord
}

// Record is the PDU itself.
func (r Row) Record() gateway.PDURecord { return r.record }

// entry is a record with what the list must know of it; its words are made when
// they are seen first.
type entry struct {
	record gateway.PDURecord
	id     smpp.CommandID
	status smpp.Status
	seq    uint32
	given  string // message_id that the PDU, or its answer, gives
	pair   *entry // the request of an answer, or the answer
	fits   bool   // the filter, as it was in the pass of the judge that judged says
	judged int
	listed int // since which pass it stands in the list, 0: it does not
	row    *Row
	words  rowClock
}

// rowClock is what a row's words depend on beside the PDU.
type rowClock struct{ waits waiting }

// waiting is how it stands with the answer to a request.
type waiting uint8

const (
	answered waiting = iota // or none is expected
	stillOpen
	overdue
)

func newEntry(r gateway.PDURecord) *entry {
	e := &entry{record: r}
	e.record.Frame = bytes.Clone(r.Frame) // the ring's keeps its neighbours in memory
	var p smpp.PDU
	e.decode(&p)
	e.id, e.status, e.seq = p.ID, p.Status, p.Sequence
	if p.ID.IsResponse() && p.Has(smpp.FieldMessageID) {
		e.given = p.Str(smpp.FieldMessageID)
	}
	return e
}

func (e *entry) decode(p *smpp.PDU) { decode(&e.record, p) }

func decode(r *gateway.PDURecord, p *smpp.PDU) {
	_ = smpp.Decode(p, r.Frame, smpp.Version(r.Version))
}

// took is how long the answer took, of the request and of the answer alike.
func (e *entry) took() (time.Duration, bool) {
	if e.pair == nil || e.record.Time.IsZero() {
		return 0, false
	}
	d := e.record.Time.Sub(e.pair.record.Time)
	if d < 0 {
		d = -d
	}
	return d, true
}

// waits tells how it stands with the answer at a time.
func (e *entry) waits(now time.Time, limit time.Duration) waiting {
	switch {
	case e.id.IsResponse() || e.pair != nil || !e.id.HasResponse() || e.record.Time.IsZero():
		return answered
	case now.Sub(e.record.Time) > limit:
		return overdue
	}
	return stillOpen
}

// line is the entry in words, made anew when they have changed.
func (e *entry) line(w waiting) Row {
	if e.row == nil || e.words.waits != w {
		r := e.compose(w)
		e.row, e.words = &r, rowClock{w}
	}
	return *e.row
}

func (e *entry) compose(w waiting) Row {
	r := &e.record
	var p smpp.PDU
	e.decode(&p)
	row := Row{Number: r.Number, No: fmt.Sprint(r.Number), Time: clock(r.Time), Arrow: "←", Link: clean(r.Link), Name: p.ID.String(), Seq: fmt.Sprint(p.Sequence),
		Octets: fmt.Sprint(len(r.Frame)), Tone: Incoming, TookTone: Quiet, StatTone: Good, record: *r, Info: gateway.PDUWords(&p)}
	if r.Link == "" {
		row.Link = clean(r.Account)
	}
	if r.Out {
		row.Arrow, row.Tone = "→", Outgoing
	}
	if len(r.Frame) < 16 {
		row.Name, row.Seq = words.T("(incomplete)"), ""
	}
	message := &p
	if p.ID.IsResponse() {
		row.Tone = Good
		if p.Status != smpp.ROK {
			row.Tone = Bad
			row.Info = join(row.Info, words.Of(p.Status.Info().Meaning))
		}
		row.Status, row.StatTone = statusWord(p.Status), row.Tone
		if e.pair != nil {
			message = new(smpp.PDU)
			e.pair.decode(message)
		}
	} else if e.pair != nil {
		row.Status = statusWord(e.pair.status)
		if e.pair.status != smpp.ROK {
			row.StatTone = Bad
		}
	}
	if message.Has(smpp.FieldDestinationAddr) {
		row.From, row.To = clean(message.Str(smpp.FieldSourceAddr)), clean(message.Str(smpp.FieldDestinationAddr))
	} else if message.Has(smpp.FieldSourceAddr) {
		row.From = clean(message.Str(smpp.FieldSourceAddr))
	}
	if d, ok := e.took(); ok {
		row.Took, row.TookTone = took(d), tookTone(d)
	} else if w == overdue {
		row.Took, row.TookTone, row.Overdue = words.T("no answer"), Bad, true
	}
	switch p.ID.Request() {
	case smpp.EnquireLink, smpp.Unbind, smpp.BindTransceiver, smpp.BindTransmitter, smpp.BindReceiver, smpp.Outbind:
		if row.Tone != Bad {
			row.Tone = Control
		}
	}
	return row
}

// clock is a time of day, "" for one that is not known.
func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("15:04:05.000")
}

func tookTone(d time.Duration) Tone {
	switch {
	case d >= lateAfter:
		return Bad
	case d >= slowAfter:
		return Late
	}
	return Quiet
}

// statusWord is a status as short as a column: "OK", "0x58 THROTTLED".
func statusWord(s smpp.Status) string {
	if s == smpp.ROK {
		return "OK"
	}
	name := strings.TrimPrefix(strings.TrimPrefix(s.Name(), "ESME_R"), "ESME_")
	if strings.HasPrefix(name, "0x") {
		return fmt.Sprintf("0x%02X", uint32(s))
	}
	return fmt.Sprintf("0x%02X %s", uint32(s), name)
}

func took(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return words.AnswerTime(d)
	case d < 10*time.Second:
		return words.T("%d ms", d.Milliseconds())
	}
	return words.T("%d s", int(d.Seconds()))
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// clean shows a stranger's octets harmlessly: what is no plain letter becomes a
// visible mark.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7E {
			return '·'
		}
		return r
	}, s)
}
