package pduview

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/filter"
	"relay/gateway/smpp"
)

// keep is the number of rows in memory.
const keep = 10_000

// Tone is the kind of a row, which the view shows as a colour.
type Tone uint8

const (
	Outgoing Tone = iota // a request of ours
	Incoming             // a request of the peer
	Good                 // an answer with ESME_ROK
	Bad                  // an answer with an error
	Control              // bind, unbind, enquire_link
)

// Row is one PDU as it is listed; made once.
type Row struct {
	Number uint64
	Time   string
	Arrow  string
	Link   string
	Name   string
	Seq    string
	Info   string
	Octets string
	Tone   Tone
	record gateway.PDURecord
}

// Record is the PDU itself.
func (r Row) Record() gateway.PDURecord { return r.record }

// pairKey finds the request of an answer.
type pairKey struct {
	session uint64
	out     bool
	seq     uint32
}

// Model is the list without its looks. One goroutine uses it.
type Model struct {
	rows    []Row // newest last, all that are kept
	view    []int // indexes into rows that fit the filter
	cursor  uint64
	filter  *filter.Filter
	Err     error // of the filter's text
	Paused  bool
	waiting map[pairKey]request
	ids     map[uint64]string // message_id by the number of its request's record
}

// request is one that waits for its answer.
type request struct {
	at     time.Time
	number uint64
}

// NewModel makes an empty list.
func NewModel() *Model { return &Model{waiting: map[pairKey]request{}, ids: map[uint64]string{}} }

// Len is the number of rows shown.
func (m *Model) Len() int { return len(m.view) }

// Total is the number of rows kept.
func (m *Model) Total() int { return len(m.rows) }

// Row is a shown row.
func (m *Model) Row(i int) Row { return m.rows[m.view[i]] }

// Cursor is the number of the newest record taken.
func (m *Model) Cursor() uint64 { return m.cursor }

// Add takes records, oldest first.
func (m *Model) Add(records []gateway.PDURecord) {
	learnt := false
	for i := range records {
		r := &records[i]
		if r.Number <= m.cursor {
			continue
		}
		m.cursor = r.Number
		known := len(m.ids)
		m.rows = append(m.rows, m.rowOf(r))
		if m.fits(r) {
			m.view = append(m.view, len(m.rows)-1)
		}
		learnt = learnt || len(m.ids) > known
	}
	if learnt && !m.filter.Empty() {
		m.refilter() // a request may fit now that its answer has given it an id
	}
	if len(m.rows) > keep+keep/4 {
		m.rows = append([]Row(nil), m.rows[len(m.rows)-keep:]...)
		for n := range m.ids {
			if n < m.rows[0].Number {
				delete(m.ids, n)
			}
		}
		m.refilter()
	}
	if len(m.waiting) > 4*keep {
		clear(m.waiting)
	}
}

// Clear empties the list; what came stays in the log.
func (m *Model) Clear() { m.rows, m.view = nil, nil }

// SetFilter changes the filter; a wrong text leaves the old one in force.
func (m *Model) SetFilter(text string) {
	f, err := filter.Parse(text)
	if m.Err = err; err != nil {
		return
	}
	m.filter = f
	m.refilter()
}

func (m *Model) fits(r *gateway.PDURecord) bool {
	return m.filter.MatchIn(r, filter.Env{ID: func(r *gateway.PDURecord) string { return m.ids[r.Number] }})
}

func (m *Model) refilter() {
	m.view = m.view[:0]
	for i := range m.rows {
		if m.fits(&m.rows[i].record) {
			m.view = append(m.view, i)
		}
	}
}

func (m *Model) rowOf(r *gateway.PDURecord) Row {
	var p smpp.PDU
	_ = smpp.Decode(&p, r.Frame, smpp.Version(r.Version))
	row := Row{Number: r.Number, Time: r.Time.Local().Format("15:04:05.000"), Arrow: "←", Link: r.Link, Name: p.ID.String(), Seq: fmt.Sprint(p.Sequence),
		Octets: fmt.Sprint(len(r.Frame)), Tone: Incoming, record: *r}
	if r.Link == "" {
		row.Link = r.Account
	}
	if r.Out {
		row.Arrow, row.Tone = "→", Outgoing
	}
	var info []string
	if p.ID.IsResponse() {
		row.Tone = Good
		if p.Status != smpp.ROK {
			row.Tone = Bad
			info = append(info, p.Status.Name(), p.Status.Info().Meaning)
		}
		key := pairKey{r.Session, !r.Out, p.Sequence}
		asked, known := m.waiting[key]
		delete(m.waiting, key)
		if id := p.Str(smpp.FieldMessageID); id != "" {
			info = append(info, "id "+printable(id))
			if known {
				m.ids[asked.number] = id
			}
		}
		if known {
			info = append(info, took(r.Time.Sub(asked.at)))
		}
	} else {
		m.waiting[pairKey{r.Session, r.Out, p.Sequence}] = request{r.Time, r.Number}
		if p.Has(smpp.FieldDestinationAddr) {
			info = append(info, printable(p.Str(smpp.FieldSourceAddr))+" → "+printable(p.Str(smpp.FieldDestinationAddr)))
			if n := len(p.Text()); n > 0 {
				info = append(info, fmt.Sprintf("%d octets of text", n))
			}
			if esm := p.Int(smpp.FieldESMClass); p.ID == smpp.DeliverSM && esm&0x3C == 0x04 {
				info = append(info, "receipt")
			}
		} else if p.Has(smpp.FieldSystemID) {
			info = append(info, "as "+printable(p.Str(smpp.FieldSystemID)))
		}
	}
	switch p.ID.Request() {
	case smpp.EnquireLink, smpp.Unbind, smpp.BindTransceiver, smpp.BindTransmitter, smpp.BindReceiver, smpp.Outbind:
		if row.Tone != Bad {
			row.Tone = Control
		}
	}
	row.Info = strings.Join(info, " · ")
	return row
}

func took(d time.Duration) string {
	if d < 10*time.Millisecond {
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

// printable shows a stranger's octets harmlessly.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7E {
			return '·'
		}
		return r
	}, s)
}

// Fields explains a record, header and fields and TLVs, for the tree.
func Fields(r gateway.PDURecord) smpp.Explanation {
	return smpp.Explain(r.Frame, smpp.Version(r.Version))
}

// FieldAt finds the narrowest row that holds an octet.
func FieldAt(rows []smpp.Row, offset int) int {
	best := -1
	for i, r := range rows {
		if offset >= r.Offset && offset < r.Offset+r.Length && (best < 0 || r.Length <= rows[best].Length) {
			best = i
		}
	}
	return best
}

// shortMeaning is how many letters of a meaning are seen in its column anyway.
const shortMeaning = 16

// RowWords says where a field stands, what may be in it, where versions differ,
// and in full what it means. Octets are seen beside it.
func RowWords(r smpp.Row) string {
	s := []string{fmt.Sprintf("octets %d to %d", r.Offset, r.Offset+max(r.Length, 1)-1)}
	if r.Length == 1 {
		s[0] = fmt.Sprintf("octet %d", r.Offset)
	}
	if r.Rule != "" {
		s = append(s, r.Rule)
	}
	if r.Note != "" {
		s = append(s, r.Note)
	}
	if r.Kind != "octets" && len(r.Meaning) > shortMeaning {
		s = append(s, r.Meaning)
	}
	return strings.Join(s, " · ")
}

// TextWords says how the text of a PDU is written: its data_coding and the
// header before it. It is "" for a PDU without a text.
func TextWords(x smpp.Explanation) string {
	coding, header, octets := "", "", false
	for _, r := range x.Rows {
		switch r.Name {
		case smpp.FieldDataCoding.String():
			coding = r.Meaning
		case smpp.FieldShortMessage.String():
			octets = octets || r.Length > 0
			if h, _, ok := strings.Cut(r.Meaning, ", then "); ok {
				header = h
			}
		case smpp.TagMessagePayload.String():
			octets = true
		}
	}
	if !octets || coding == "" {
		return ""
	}
	if header != "" {
		return "Text: " + coding + " · " + header
	}
	return "Text: " + coding
}

// Formats in which a PDU is copied.
const (
	AsHex  = "Hex"
	AsC    = "C array"
	AsJSON = "JSON"
	AsText = "Text"
)

// Copy writes a record in a format.
func Copy(r gateway.PDURecord, format string) string {
	switch format {
	case AsC:
		parts := make([]string, len(r.Frame))
		for i, b := range r.Frame {
			parts[i] = fmt.Sprintf("0x%02X", b)
		}
		return "unsigned char pdu[] = { " + strings.Join(parts, ", ") + " };"
	case AsJSON:
		return string(smpp.JSON(r.Frame, smpp.Version(r.Version)))
	case AsText:
		var b strings.Builder
		for _, row := range Fields(r).Rows {
			fmt.Fprintf(&b, "%s%s = %s", strings.Repeat("  ", row.Depth), row.Name, row.Value)
			if row.Meaning != "" {
				fmt.Fprintf(&b, "  (%s)", row.Meaning)
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	return hex.EncodeToString(r.Frame)
}
