package uitest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"relay/gateway"
)

// House is a gateway in memory: Engine, Archive, Office and Simulator in one.
// Tests fill its fields before they open a screen.
type House struct {
	mu        sync.Mutex
	Cfg       gateway.Config
	Stat      gateway.Status
	List      []gateway.Message
	Records   []gateway.PDURecord // in the ring
	Stored    []gateway.PDURecord // in the archive
	Oldest    uint64              // lowest number in the ring; 0: 1
	Broken    error               // of reading the archive's PDUs
	Captured  []gateway.PDURecord // of a file that is opened
	Written   map[string]int      // records written into files, by format
	Numbers   gateway.Counts
	Slots     []gateway.Traffic // oldest first
	Fail      error             // of the next command
	Calls     []string
	Drafts    []gateway.Draft
	Steps     []gateway.DiagnosisStep // what Diagnose reports
	Used      map[string]gateway.AccountUse
	Before    map[int64]gateway.Secret // passwords before the present ones, by link
	Reached   []gateway.LinkChange     // oldest first
	Ends      []gateway.SessionEnd
	Folk      Folk // contacts, groups, the opt-out list
	SimBound  []gateway.SimulatorSession
	SimTook   []gateway.SimulatedMessage
	SimLog    []gateway.SimulatorEvent
	camp      campaigns
	documents map[string][]byte
	updates   chan gateway.Update
}

// New makes an empty house.
func New() *House {
	return &House{documents: map[string][]byte{}, updates: make(chan gateway.Update, 16)}
}

func (h *House) did(call string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Calls = append(h.Calls, call)
	err := h.Fail
	h.Fail = nil
	return err
}

// Did tells whether a command was called.
func (h *House) Did(call string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Contains(h.Calls, call)
}

// Tell publishes an update.
func (h *House) Tell(u gateway.Update) { h.updates <- u }

// Send implements gateway.Engine.
func (h *House) Send(ctx context.Context, d gateway.Draft) (gateway.Sent, error) {
	list, err := h.SendMany(ctx, []gateway.Draft{d})
	if err != nil {
		return gateway.Sent{}, err
	}
	return list[0], nil
}

// SendMany stores the drafts as queued messages.
func (h *House) SendMany(_ context.Context, d []gateway.Draft) ([]gateway.Sent, error) {
	if err := h.did("send"); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]gateway.Sent, len(d))
	for i, x := range d {
		h.Drafts = append(h.Drafts, x)
		id := int64(len(h.List) + 1)
		h.List = append([]gateway.Message{{ID: id, To: gateway.Address{Addr: x.To}, From: gateway.Address{Addr: x.From}, Text: x.Text, Link: x.Link, Parts: 1, CreatedAt: time.Now()}}, h.List...)
		h.Numbers.Out[gateway.Queued]++
		out[i].ID = id
	}
	return out, nil
}

// Preview makes one empty PDU.
func (h *House) Preview(_ context.Context, d gateway.Draft) ([][]byte, error) {
	if err := h.did("preview " + d.To); err != nil {
		return nil, err
	}
	submit := make([]byte, 33) // a submit_sm of empty fields
	submit[3], submit[7] = 33, 4
	return [][]byte{submit}, nil
}

// TakeBack is recorded.
func (h *House) TakeBack(_ context.Context, numbers ...string) (int, error) {
	return 0, h.did("take back " + strings.Join(numbers, " "))
}

// Cancel, Resend and MarkRead are recorded.
func (h *House) Cancel(context.Context, ...int64) error { return h.did("cancel") }
func (h *House) Query(context.Context, ...int64) error  { return h.did("query") }
func (h *House) Replace(_ context.Context, _ int64, text string) error {
	return h.did("replace " + text)
}
func (h *House) Alert(_ context.Context, account, number string) error {
	return h.did("alert " + account + " " + number)
}
func (h *House) Drop(_ context.Context, session uint64) error {
	return h.did(fmt.Sprintf("drop %d", session))
}
func (h *House) Ban(_ context.Context, server, source string, d time.Duration) error {
	return h.did("ban " + source + " at " + server + " for " + d.String())
}
func (h *House) Outbind(_ context.Context, server, address string, _ gateway.Secret) error {
	return h.did("outbind " + server + " " + address)
}
func (h *House) Resend(context.Context, ...int64) ([]int64, error) { return nil, h.did("resend") }
func (h *House) MarkRead(context.Context, ...int64) error          { return h.did("read") }

// Config returns a copy.
func (h *House) Config() gateway.Config {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.Cfg.Clone()
}

// Apply validates as the engine does, and takes the configuration.
func (h *House) Apply(_ context.Context, c gateway.Config) error {
	if err := h.did("apply"); err != nil {
		return err
	}
	if p := c.Validate(); len(p) > 0 {
		return p
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	c.Version = h.Cfg.Version + 1
	h.Cfg = c
	return nil
}

// RemoveLink takes the link out of the configuration.
func (h *House) RemoveLink(_ context.Context, link string, w gateway.Waiting) (int, error) {
	if err := h.did(fmt.Sprintf("remove %s fate %d %s", link, w.Fate, w.To)); err != nil {
		return 0, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Cfg.Clients = slices.DeleteFunc(slices.Clone(h.Cfg.Clients), func(c gateway.ClientConfig) bool { return c.Name == link })
	l, _ := h.Stat.Link(link)
	return int(l.Queued), nil
}

// Connect, Disconnect and RetryNow are recorded.
func (h *House) Connect(_ context.Context, link string) error    { return h.did("connect " + link) }
func (h *House) Disconnect(_ context.Context, link string) error { return h.did("disconnect " + link) }
func (h *House) RetryNow(link string)                            { _ = h.did("retry " + link) }

// Diagnose reports the prepared steps, unless it was given up before.
func (h *House) Diagnose(ctx context.Context, c gateway.ClientConfig, report func(gateway.DiagnosisStep)) error {
	if ctx.Err() != nil {
		return h.did("diagnosis of " + c.Name + " given up")
	}
	for _, s := range h.Steps {
		report(s)
	}
	return h.did("diagnose " + c.Name)
}

// Status returns the prepared status.
func (h *House) Status() gateway.Status {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.Stat
}

// Watch hands out the one channel.
func (h *House) Watch() (<-chan gateway.Update, func()) { return h.updates, func() {} }

// PDUs reads the prepared records as a ring; the archive's method is in Shelf.
func (h *House) PDUs(after uint64, limit int) ([]gateway.PDURecord, uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []gateway.PDURecord
	for _, r := range h.Records {
		if r.Number > after && r.Number >= h.Oldest && len(out) < limit {
			out = append(out, r)
		}
	}
	return out, max(h.Oldest, 1)
}

// Load and Save keep documents as JSON.
func (h *House) Load(_ context.Context, key string, v any) (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	b, ok := h.documents[key]
	if !ok {
		return false, nil
	}
	return true, json.Unmarshal(b, v)
}

// Save keeps a document.
func (h *House) Save(_ context.Context, key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.documents[key] = b
	return nil
}

// Shelf is the house as a gateway.Archive.
type Shelf struct{ *House }

// Messages returns a page of the list in its order.
func (s Shelf) Messages(_ context.Context, q gateway.MessageQuery) ([]gateway.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gateway.Message
	for _, m := range s.List {
		k := m.OrderKey()
		found := q.Search == "" || strings.Contains(strings.ToLower(m.Text+" "+m.To.Show()), strings.ToLower(q.Search)) || slices.Contains(q.Numbers, m.To.Show())
		if !found || q.Box == gateway.Inbox != (m.Direction == gateway.In) && q.Box != gateway.AllBoxes || len(q.States) > 0 && !slices.Contains(q.States, m.State) || q.Unread && !m.Unread || len(q.IDs) > 0 && !slices.Contains(q.IDs, m.ID) || q.BeforeID > 0 && m.ID >= q.BeforeID ||
			q.Past.ID > 0 && q.Order.Compare(k, q.Past) <= 0 || q.Until.ID > 0 && q.Order.Compare(k, q.Until) >= 0 {
			continue
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b gateway.Message) int { return q.Order.Compare(a.OrderKey(), b.OrderKey()) })
	if n := len(out); q.Limit > 0 && n > q.Limit {
		if q.Until.ID > 0 && q.Past.ID == 0 {
			return out[n-q.Limit:], nil
		}
		out = out[:q.Limit]
	}
	return out, nil
}

// Message finds one.
func (s Shelf) Message(_ context.Context, id int64) (gateway.Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.List, func(m gateway.Message) bool { return m.ID == id })
	if i < 0 {
		return gateway.Message{}, context.Canceled
	}
	return s.List[i], nil
}

// PasswordBefore returns the prepared one.
func (s Shelf) PasswordBefore(_ context.Context, link int64) (gateway.Secret, error) {
	return s.Before[link], nil
}

// LinkStates returns what is prepared.
func (s Shelf) LinkStates(context.Context, time.Time) ([]gateway.LinkChange, error) {
	return s.Reached, nil
}

// SessionEnd returns the prepared one.
func (s Shelf) SessionEnd(_ context.Context, session uint64) (gateway.SessionEnd, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.Ends, func(e gateway.SessionEnd) bool { return e.Session == session })
	if i < 0 {
		return gateway.SessionEnd{}, false, nil
	}
	return s.Ends[i], true, nil
}

// SessionEnds returns the prepared ones.
func (s Shelf) SessionEnds(_ context.Context, link, account string, before uint64, limit int) (out []gateway.SessionEnd, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range slices.Backward(s.Ends) {
		if e.Link == link && e.Account == account && e.Session < before && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

// Counts returns the prepared numbers.
func (s Shelf) Counts(context.Context) (gateway.Counts, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Numbers, nil
}

// Orphans has none.
func (s Shelf) Orphans(context.Context, int) ([]gateway.Receipt, error) { return nil, nil }

// Traffic and TrafficSlots return what was prepared.
func (s Shelf) Traffic(_ context.Context, from time.Time, step time.Duration) ([]gateway.Traffic, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gateway.Traffic
	for _, x := range s.Slots {
		at := x.At.Truncate(step)
		if x.At.Before(from) {
			continue
		}
		if n := len(out); n == 0 || !out[n-1].At.Equal(at) {
			out = append(out, gateway.Traffic{At: at})
		}
		out[len(out)-1].Add(x)
	}
	return out, nil
}

func (s Shelf) TrafficSlots(_ context.Context, from time.Time) ([]gateway.Traffic, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.Slots), func(x gateway.Traffic) bool { return x.At.Before(from) }), nil
}

// AccountUse returns what was prepared.
func (s Shelf) AccountUse(context.Context, time.Time) (map[string]gateway.AccountUse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Used, nil
}

// Storage tells of an imaginary folder.
func (s Shelf) Storage(context.Context) (gateway.StorageInfo, error) {
	return gateway.StorageInfo{Folder: "/data", File: "/data/relay.db", Bytes: 5 << 20, Schema: 1, Secrets: "the key file /data/relay.key"}, nil
}

// Centre is the house as a gateway.Simulator.
type Centre struct{ *House }

// Scenario is the one in the configuration.
func (c Centre) Scenario() string { return c.Config().Simulator.Scenario }

// SetScenario and Inject are recorded.
func (c Centre) SetScenario(name string) error { return c.did("scenario " + name) }
func (c Centre) Inject(_ context.Context, from, to, text string) error {
	return c.did("inject " + text)
}

// Messages are those that were prepared; Report and SendOctets are recorded.
func (c Centre) Messages() []gateway.SimulatedMessage { return c.SimTook }
func (c Centre) Report(_ context.Context, r gateway.SimulatedReceipt) error {
	if err := r.Validate().Err(); err != nil {
		return err
	}
	return c.did("receipt " + r.ID + " " + r.State + " " + r.Error)
}
func (c Centre) SendOctets(_ context.Context, session uint64, octets []byte) error {
	return c.did(fmt.Sprintf("octets %d %x", session, octets))
}

// Status counts the sessions that were prepared; Sessions and Log are those.
func (c Centre) Status() gateway.SimulatorStatus {
	return gateway.SimulatorStatus{Sessions: len(c.SimBound)}
}
func (c Centre) Sessions() []gateway.SimulatorSession { return c.SimBound }
func (c Centre) Log() []gateway.SimulatorEvent        { return c.SimLog }

// Drop is recorded, and the session goes.
func (c Centre) Drop(id uint64) error {
	c.SimBound = slices.DeleteFunc(c.SimBound, func(s gateway.SimulatorSession) bool { return s.ID == id })
	return c.did(fmt.Sprint("drop ", id))
}
