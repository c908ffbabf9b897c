package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// application is an account's program in a dialogue.
type application struct {
	s     *session.Session
	conn  *wire
	r     *record
	stop  context.CancelFunc
	ended chan struct{}

	mu       sync.Mutex
	got      []*smpp.PDU
	refusals int // deliveries that it will refuse
	silences int // deliveries that it will not answer

	calls string // what Relay calls itself in the bind's answer
}

func (a *application) Bind(*session.Session, session.BindRequest) session.BindAnswer {
	return session.BindAnswer{Status: smpp.RINVCMDID}
}
func (a *application) Bound(*session.Session) {}
func (a *application) Batch(*session.Session) {}
func (a *application) Request(s *session.Session, p *smpp.PDU) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.got = append(a.got, p.Own())
	switch {
	case a.silences > 0:
		a.silences--
	case a.refusals > 0:
		a.refusals--
		_ = s.Reply(p.Resp(smpp.RXTAPPN))
	default:
		_ = s.Reply(p.Resp(smpp.ROK))
	}
}

func (a *application) end() {
	if a.stop != nil {
		a.stop()
		<-a.ended
		a.stop = nil
	}
}

// bind opens a session; the answer's status is in a *session.StatusError.
func (a *application) bind(conn *wire, name, password string, kind session.BindType, v smpp.Version) error {
	a.connect(conn, v)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := a.s.Bind(ctx, session.BindRequest{Type: kind, SystemID: name, Password: password, InterfaceVersion: byte(v)})
	a.calls = r.SystemID
	return err
}

// connect opens a connection that asks for nothing yet.
func (a *application) connect(conn *wire, v smpp.Version) {
	c := a.r.connection(conn, true)
	a.s = session.New(conn, session.Config{Role: smpp.ESME, Version: v, Window: 50, ResponseTimeout: time.Minute, MaxPDU: 70000, MaxPDUUnbound: 70000, Handler: a, Tap: c.tap})
	ctx, cancel := context.WithCancel(context.Background())
	a.conn, a.stop, a.ended = conn, cancel, make(chan struct{})
	go func() { defer close(a.ended); _ = a.s.Run(ctx); c.ended() }()
}

// app has an application do something: "app NAME VERB ...". The account is the
// name up to a full stop, so that "shop.2" is a second session of "shop".
func (d *dialogue) app(o options) error {
	name := o.at(0)
	a := d.apps[name]
	if a == nil {
		a = &application{r: d.centre.record}
		d.apps[name] = a
	}
	want, err := statusNamed(o.text("status", "ESME_ROK"))
	if err != nil {
		return err
	}
	or, err := statusNamed(o.text("or", want.Name()))
	if err != nil {
		return err
	}
	answered := func(got smpp.Status) error {
		if got != want && got != or {
			return fmt.Errorf("the answer was %s", got.Name())
		}
		return nil
	}
	switch o.at(1) {
	case "binds":
		account, _, _ := strings.Cut(name, ".")
		for _, x := range d.relay.Config().Accounts {
			if baseOf(x.SystemID) == account {
				account = x.SystemID // as it is called now
			}
		}
		kinds := map[string]session.BindType{"transceiver": session.Transceiver, "transmitter": session.Transmitter, "receiver": session.Receiver}
		v, err := smpp.ParseVersion(o.text("version", "3.4"))
		if err != nil {
			return err
		}
		a.end()
		far := d.relay.visit("office")
		if far == nil {
			return errDead
		}
		err = a.bind(far, account, o.text("password", "s3cret"), kinds[o.text("as", "transceiver")], v)
		var refused *session.StatusError
		if errors.As(err, &refused) {
			return answered(refused.Status)
		}
		return errors.Join(err, answered(smpp.ROK))
	case "connects":
		a.end()
		far := d.relay.visit("office")
		if far == nil {
			return errDead
		}
		a.connect(far, smpp.V34)
	case "freezes":
		a.conn.frozen.Store(true)
		a.conn.peer.frozen.Store(true)
	case "is":
		gone := false
		select {
		case <-a.s.Done():
			gone = true
		default:
		}
		if gone != (o.at(2) == "gone") {
			return fmt.Errorf("gone is %t", gone)
		}
	case "heard":
		if n := a.s.Stats().Received; fmt.Sprint(n) != o.at(2) {
			return fmt.Errorf("it heard %d PDUs", n)
		}
	case "calls":
		if a.calls != o.at(2) {
			return fmt.Errorf("Relay calls itself %q", a.calls)
		}
	case "leaves":
		a.end()
	case "drops":
		return a.conn.Close()
	case "refuses":
		a.mu.Lock()
		a.refusals += o.number("times", 1)
		a.mu.Unlock()
	case "ignores":
		a.mu.Lock()
		a.silences += o.number("times", 1)
		a.mu.Unlock()
	case "submits":
		return d.submits(a, o, answered)
	case "queries":
		resp, err := a.do(about(smpp.QuerySM, d.given[o.at(2)], "Shop"))
		if err != nil {
			return err
		}
		state := sms.MessageState(resp.Int(smpp.FieldMessageState))
		if w := o.text("state", state.Word()); w != state.Word() {
			return fmt.Errorf("the state is %s", state.Word())
		}
		return answered(resp.Status)
	case "cancels":
		key := givenKey(name, d.given[o.at(2)])
		d.centre.record.take(key, time.Time{})
		resp, err := a.do(about(smpp.CancelSM, d.given[o.at(2)], "Shop").SetStr(smpp.FieldDestinationAddr, ""))
		if err != nil {
			return err
		}
		if resp.Status == smpp.ROK {
			d.centre.record.take(key, time.Now())
		}
		return answered(resp.Status)
	case "replaces":
		resp, err := a.do(about(smpp.ReplaceSM, d.given[o.at(2)], "Shop").SetStr(smpp.FieldShortMessage, o.text("text", "")).
			SetInt(smpp.FieldRegisteredDelivery, 1).SetStr(smpp.FieldValidityPeriod, o.text("valid", "")))
		if err != nil {
			return err
		}
		return answered(resp.Status)
	case "got":
		return d.got(a, o)
	default:
		return fmt.Errorf("an application does not do %q", o.at(1))
	}
	return nil
}

func (a *application) do(p *smpp.PDU) (*smpp.PDU, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return a.s.Do(ctx, p)
}

// submits has an application submit; times= several at once, whose texts and
// names end in .1, .2...
func (d *dialogue) submits(a *application, o options, answered func(smpp.Status) error) error {
	times := o.number("times", 1)
	errs := make([]error, times)
	var wg sync.WaitGroup
	for n := range times {
		name, text := o.at(2), o.text("text", "hello")
		if times > 1 {
			name, text = fmt.Sprintf("%s.%d", name, n+1), fmt.Sprintf("%s.%d", text, n+1)
		}
		p := submit(o.text("from", "Shop"), o.text("to", "36301234567"), text).SetInt(smpp.FieldRegisteredDelivery, uint32(o.number("receipt", 1))).
			SetInt(smpp.FieldPriorityFlag, uint32(o.number("priority", 0))).SetStr(smpp.FieldValidityPeriod, o.text("valid", "")).SetStr(smpp.FieldScheduleDeliveryTime, o.text("at", ""))
		if n := o.number("payload", 0); n > 0 {
			p.SetOctets(smpp.FieldShortMessage, nil).AddTLV(smpp.TagMessagePayload, bytes.Repeat([]byte{'x'}, n))
		}
		if o.has("sar") {
			udh, err := headerOf(o.text("sar", ""))
			if err != nil {
				return err
			}
			p.AddTLVInt(smpp.TagSARMsgRefNum, uint64(udh[3])).AddTLVInt(smpp.TagSARTotalSegments, uint64(udh[4])).AddTLVInt(smpp.TagSARSegmentSeqnum, uint64(udh[5]))
		}
		if o.has("ton") {
			p.SetInt(smpp.FieldDestAddrTON, uint32(o.number("ton", 0)))
		}
		if o.has("part") {
			udh, err := headerOf(o.text("part", ""))
			if err != nil {
				return err
			}
			p.SetInt(smpp.FieldESMClass, 0x40).SetOctets(smpp.FieldShortMessage, append(udh, text...))
		}
		wg.Go(func() {
			resp, err := a.do(p)
			if err != nil {
				errs[n] = err
				return
			}
			given := resp.Str(smpp.FieldMessageID)
			d.mu.Lock()
			d.given[name] = given
			d.mu.Unlock()
			if w := o.of["id"]; w != "" && w != given {
				errs[n] = fmt.Errorf("the id is %q", given)
				return
			}
			errs[n] = answered(resp.Status)
		})
	}
	wg.Wait()
	_ = o.has("id")
	return errors.Join(errs...)
}

// got looks at what an application received: how many, and the newest.
func (d *dialogue) got(a *application, o options) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if fmt.Sprint(len(a.got)) != o.at(2) {
		return fmt.Errorf("it got %d", len(a.got))
	}
	if len(a.got) == 0 {
		return nil
	}
	last := a.got[len(a.got)-1]
	said, _ := sms.ParseReceipt(string(last.Text()))
	id, _ := last.TLV(smpp.TagReceiptedMessageID)
	for key, is := range map[string]string{"stat": said.Stat, "err": said.Err, "text": string(last.Text()), "esm": fmt.Sprint(last.Int(smpp.FieldESMClass)), "tlv": fmt.Sprint(id != nil), "as": last.ID.String(), "joined": joined(a.got), "octets": fmt.Sprint(len(last.Text()))} {
		if o.has(key) && o.text(key, "") != is {
			return fmt.Errorf("%s is %q: %s", key, is, last.Text())
		}
	}
	if of := o.text("of", ""); of != "" && said.ID != d.given[of] {
		return fmt.Errorf("it is about %q, not %q", said.ID, d.given[of])
	}
	return nil
}

// joined is the text of the parts that the newest PDU is one of, by what their
// headers say; a part that comes again takes the place of the one before.
func joined(got []*smpp.PDU) string {
	last := partOf(got[len(got)-1])
	if last == nil {
		return ""
	}
	texts := make([]string, last.Total)
	for _, p := range got {
		if c := partOf(p); c != nil && c.Ref == last.Ref && c.Total == last.Total {
			h, _ := sms.ParseUDH(p.Text())
			texts[c.Number-1] = string(p.Text()[h.Length:])
		}
	}
	return strings.Join(texts, "")
}

func partOf(p *smpp.PDU) *sms.Concat {
	if p.Int(smpp.FieldESMClass)&0x40 == 0 {
		return nil
	}
	h, _ := sms.ParseUDH(p.Text())
	return h.Concat
}
