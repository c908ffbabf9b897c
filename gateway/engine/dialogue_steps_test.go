package engine_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/session"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// step does one line of a story.
func (d *dialogue) step(words []string) error {
	if last := len(words) - 1; words[last] == "&" {
		d.beside.Go(func() {
			if err := d.step(words[:last]); err != nil {
				d.t.Errorf("%s: %v", strings.Join(words, " "), err)
			}
		})
		return nil
	}
	o := optionsOf(words[1:])
	var err error
	switch words[0] {
	case "link":
		err = d.link(o)
	case "account":
		err = d.account(o)
	case "route":
		d.relay.set(func(c *gateway.Config) {
			c.Routes = append(c.Routes, gateway.Route{Account: o.text("account", ""), Incoming: o.text("incoming", ""), To: o.text("to", ""), Links: strings.Split(o.text("link", ""), ",")})
		})
		if account, ok := gateway.TargetAccount(o.text("link", "")); ok {
			d.centre.record.route(o.text("incoming", ""), account)
		}
	case "start":
		err = d.relay.Start(context.Background())
	case "crash":
		d.relay.reborn()
		d.centre.record.killed()
		err = d.relay.Start(context.Background())
	case "campaign":
		err = d.campaign(o)
	case "restart":
		d.relay.restart(d.centre.record.owes())
		err = d.relay.Start(context.Background())
	case "wait":
		var w time.Duration
		if w, err = duration(o.at(0)); err == nil {
			time.Sleep(w)
		}
	case "provider":
		err = d.provider(o)
	case "receipt":
		err = d.receipt(o)
	case "incoming":
		err = d.incoming(o)
	case "send":
		err = d.send(o)
	case "change", "remove":
		err = d.configure(words[0], o)
	case "warnings":
		if list := d.relay.Status().Warnings; fmt.Sprint(len(list)) != o.at(0) || !strings.Contains(strings.Join(list, "; "), o.text("text", "")) {
			err = fmt.Errorf("they are %q", list)
		}
	case "listener":
		d.relay.set(func(c *gateway.Config) {
			v := gateway.NewServer()
			v.Name, v.Enabled = o.at(0), false
			err = parse(o, &v, gateway.ServerSettings())
			c.Servers = append(c.Servers, v)
		})
	case "country":
		d.relay.set(func(c *gateway.Config) { c.General.Country = o.at(0) })
	case "takes":
		id := d.messages[o.at(0)]
		d.centre.record.take(fmt.Sprint(id), time.Time{})
		if err = d.relay.Cancel(context.Background(), id); err == nil {
			d.centre.record.take(fmt.Sprint(id), time.Now())
		}
		if want := o.text("refused", ""); want != "" && err != nil && strings.Contains(err.Error(), want) {
			err = nil
		}
	case "contact":
		_, err = d.relay.db().SaveContact(context.Background(), gateway.Contact{Name: o.at(0), Number: o.at(0), Groups: []string{o.text("group", "")}})
	case "clock":
		err = d.clock(o)
	case "resend":
		var made []int64
		made, err = d.relay.Resend(context.Background(), d.messages[o.at(0)])
		if want := o.text("refused", ""); want != "" && err != nil && strings.Contains(err.Error(), want) {
			return o.left()
		}
		if name := o.text("as", ""); name != "" && len(made) > 0 {
			d.messages[name] = made[0]
		}
	case "retry":
		d.relay.RetryNow(o.at(0))
	case "message":
		err = d.message(o)
	case "orphans":
		err = d.orphans(o)
	case "inbox":
		err = d.inbox(o)
	case "app":
		err = d.app(o)
	case "perhaps":
		if err = d.step(words[1:]); errors.Is(err, session.ErrClosed) || err != nil && d.faulty() {
			return nil
		}
		return err
	case "kill":
		err = d.kill(o)
	case "disk":
		d.fill(o.at(0) == "full")
	case "cut":
		err = d.cut(o)
	case "promises":
		err = d.promises(false)
	case "settles":
		err = d.settles()
	default:
		err = fmt.Errorf("nobody knows %q", words[0])
	}
	if err == nil {
		err = o.left()
	}
	return err
}

func (o options) at(n int) string {
	if n < len(o.plain) {
		return o.plain[n]
	}
	return ""
}

// link adds a client link, or looks at one: "link NAME is STATE".
func (d *dialogue) link(o options) error {
	if o.at(1) == "is" {
		st, _ := d.relay.Status().Link(o.at(0))
		if st.State.String() != o.at(2) {
			return fmt.Errorf("it is %s (%s)", st.State, st.Error)
		}
		if want := o.text("error", ""); !strings.Contains(st.Error, want) {
			return fmt.Errorf("it says %q", st.Error)
		}
		return nil
	}
	l := gateway.NewClient()
	l.Name, l.Host, l.SystemID, l.Password, l.Rate = o.at(0), gateway.SimulatorName, o.at(0), "secret", 0
	err := parse(o, &l, gateway.ClientSettings())
	d.centre.record.link(l)
	d.relay.set(func(c *gateway.Config) { c.Clients = append(c.Clients, l) })
	return err
}

// account adds an account, and the server link that all of them come to.
func (d *dialogue) account(o options) error {
	a := gateway.NewAccount()
	a.SystemID, a.Password, a.Rate = o.at(0), "s3cret", 0
	err := parse(o, &a, gateway.AccountSettings())
	d.relay.set(func(c *gateway.Config) {
		c.Accounts = append(c.Accounts, a)
		if len(c.Servers) == 0 {
			v := gateway.NewServer()
			v.Name, v.Enabled = "office", false // nothing listens: applications come through pipes
			c.Servers = append(c.Servers, v)
		}
	})
	return err
}

func (d *dialogue) provider(o options) error {
	c := d.centre
	switch o.at(0) {
	case "answers":
		a := scriptedAnswer{never: o.at(1) == "never", closes: o.at(1) == "closes", nack: o.at(1) == "nack"}
		if o.has("id") {
			id := o.text("id", "")
			a.id = &id
		}
		var err error
		if a.status, err = statusNamed(o.text("status", "ESME_ROK")); err == nil {
			a.after, err = duration(o.text("after", ""))
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for range o.number("times", 1) {
			c.answers = append(c.answers, a)
		}
		return err
	case "refuses":
		st, err := statusNamed(o.text("status", ""))
		c.mu.Lock()
		defer c.mu.Unlock()
		for range o.number("times", 1) {
			c.refusals = append(c.refusals, st)
		}
		return err
	case "drops":
		c.drop(o.text("link", ""))
	case "freezes":
		c.freeze(o.text("link", ""))
	case "numbers":
		c.mu.Lock()
		defer c.mu.Unlock()
		c.idForm, c.ids = o.text("as", c.idForm), o.number("from", c.ids)
	case "sends":
		return c.raw(o.text("link", ""), strings.Join(o.plain[1:], ""))
	case "leaves", "returns":
		c.mu.Lock()
		c.away = o.at(0) == "leaves"
		c.mu.Unlock()
		if o.at(0) == "leaves" {
			c.drop("")
		}
	case "newest":
		list := c.record.submits()
		if len(list) == 0 {
			return fmt.Errorf("it saw none")
		}
		return o.fields(list[len(list)-1].pdu)
	case "has":
		for _, b := range c.living(o.text("link", "")) {
			if b.asked.Type.String() != o.at(1) {
				continue
			}
			for key, is := range map[string]string{"system_id": b.asked.SystemID, "system_type": fmt.Sprintf("%x", b.asked.SystemType), "address_range": b.asked.AddressRange,
				"addr_ton": fmt.Sprint(b.asked.AddrTON), "addr_npi": fmt.Sprint(b.asked.AddrNPI), "interface_version": fmt.Sprintf("%02x", b.asked.InterfaceVersion)} {
				if o.has(key) && o.text(key, "") != is {
					return fmt.Errorf("%s is %s", key, is)
				}
			}
			return nil
		}
		return fmt.Errorf("there is no %s", o.at(1))
	case "was":
		c.mu.Lock()
		defer c.mu.Unlock()
		if n := o.number("tried", 0); c.tries != n {
			return fmt.Errorf("it was tried %d times", c.tries)
		}
	case "saw":
		list := c.record.submits()
		if want := o.at(1); want != "" && want != fmt.Sprint(len(list)) {
			return fmt.Errorf("it saw %d submits", len(list))
		}
		if o.has("texts") {
			var texts []string
			for _, p := range list {
				texts = append(texts, string(p.pdu.Text()))
			}
			if got := strings.Join(texts, ","); got != o.text("texts", "") {
				return fmt.Errorf("it saw %s", got)
			}
		}
	default:
		return fmt.Errorf("a provider does not do %q", o.at(0))
	}
	return nil
}

func statusNamed(name string) (smpp.Status, error) {
	st, ok := smpp.StatusByName(name)
	if n, err := strconv.ParseUint(name, 0, 32); err == nil {
		st, ok = smpp.Status(n), true // a provider's own
	}
	if !ok {
		return 0, fmt.Errorf("there is no status %q", name)
	}
	return st, nil
}

// receipt has the provider send a receipt about the newest submit, or the one
// that nr= counts, with the id as it is given.
func (d *dialogue) receipt(o options) error {
	p := smpp.New(smpp.DeliverSM).SetInt(smpp.FieldESMClass, uint32(o.number("esm", 4)))
	var of *exchange
	if list := d.centre.record.submits(); len(list) > 0 && o.number("nr", len(list)) > 0 {
		of = d.promisedAs(list, list[min(len(list), o.number("nr", len(list)))-1], o.text("id", ""))
		about := of.pdu
		p.SetInt(smpp.FieldSourceAddrTON, 1).SetInt(smpp.FieldSourceAddrNPI, 1).
			SetStr(smpp.FieldSourceAddr, about.Str(smpp.FieldDestinationAddr)).SetStr(smpp.FieldDestinationAddr, about.Str(smpp.FieldSourceAddr))
	}
	if o.has("from") {
		p.SetStr(smpp.FieldSourceAddr, o.text("from", ""))
	}
	text := o.text("text", "")
	if id, stat := o.text("id", ""), o.text("stat", "DELIVRD"); !o.has("text") {
		text = fmt.Sprintf("id:%s sub:001 dlvrd:001 submit date:0001010000 done date:0001010001 stat:%s err:%s text:", id, stat, o.text("err", "000"))
	}
	p.SetStr(smpp.FieldShortMessage, text)
	if o.has("tlv-id") {
		p.AddTLVStr(smpp.TagReceiptedMessageID, o.text("tlv-id", ""))
	}
	if o.has("tlv-state") {
		p.AddTLVInt(smpp.TagMessageState, uint64(o.number("tlv-state", 0)))
	}
	return d.deliver(o, p, of)
}

// promisedAs is the submit that an id was given to, x where it was given to x or
// to nobody. A story that plays again may meet its submits in another order where
// several leave at one instant; a receipt is about its id all the same.
func (d *dialogue) promisedAs(list []*exchange, x *exchange, id string) *exchange {
	owner := x
	for _, form := range sms.IDForms(id) {
		for _, y := range list {
			if y.conn.name == x.conn.name && d.centre.record.promised(y) == form.ID {
				if y == x {
					return x
				}
				owner = y
			}
		}
	}
	return owner
}

// incoming has the provider bring a message of a phone.
func (d *dialogue) incoming(o options) error {
	p := smpp.New(smpp.DeliverSM).SetStr(smpp.FieldSourceAddr, o.text("from", "36301234567")).SetStr(smpp.FieldDestinationAddr, o.text("to", "1234")).
		SetInt(smpp.FieldESMClass, uint32(o.number("esm", 0))).SetInt(smpp.FieldDataCoding, uint32(o.number("coding", 0)))
	body := []byte(o.text("text", ""))
	if o.has("hex") {
		var err error
		if body, err = hex.DecodeString(o.text("hex", "")); err != nil {
			return err
		}
	}
	if o.has("payload") {
		p.AddTLV(smpp.TagMessagePayload, []byte(o.text("payload", "")))
	}
	if o.has("part") {
		udh, err := headerOf(o.text("part", ""))
		if err != nil {
			return err
		}
		if o.at(0) == "sar" {
			p.AddTLVInt(smpp.TagSARMsgRefNum, uint64(udh[3])).AddTLVInt(smpp.TagSARTotalSegments, uint64(udh[4])).AddTLVInt(smpp.TagSARSegmentSeqnum, uint64(udh[5]))
		} else {
			body = append(udh, body...)
			p.SetInt(smpp.FieldESMClass, 0x40)
		}
	}
	return d.deliver(o, p.SetOctets(smpp.FieldShortMessage, body), nil)
}

// headerOf makes the header of a part from REF:N/TOTAL.
func headerOf(part string) ([]byte, error) {
	var ref, number, total byte
	_, err := fmt.Sscanf(part, "%d:%d/%d", &ref, &number, &total)
	return []byte{5, 0, 3, ref, total, number}, err
}

func (d *dialogue) deliver(o options, p *smpp.PDU, about *exchange) error {
	st, err := d.centre.ask(o.text("link", ""), o.number("bind", 1), p, about)
	if err == nil && st == smpp.ROK {
		d.mu.Lock()
		d.acked[o.raw] = true
		d.mu.Unlock()
	}
	if want := o.text("answer", "ESME_ROK"); err == nil && st.Name() != want {
		err = fmt.Errorf("Relay answered %s", st.Name())
	}
	return err
}
