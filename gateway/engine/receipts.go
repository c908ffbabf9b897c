package engine

import (
	"slices"
	"strings"
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// matchedBy names how a receipt's id led to its message, as shown and learnt:
// the relation between the id in the answer to the submit and the id in the
// receipt. form is how the receipt's id was turned into the answer's.
func matchedBy(form string) string {
	switch form {
	case sms.FormDecimalToHex:
		return sms.FormHexToDecimal // the answer was hexadecimal, the receipt decimal
	case sms.FormHexToDecimal:
		return sms.FormDecimalToHex
	}
	return form
}

// receiptOf concludes from a deliver_sm or data_sm that it is a receipt: its
// esm_class says so, or it carries receipted_message_id (SMPP 3.4 5.2.12,
// 5.3.2.12). TLVs win over the text.
func receiptOf(link gateway.ClientConfig, z *zone, p *smpp.PDU, now time.Time) (*gateway.Receipt, bool) {
	esm := byte(p.Int(smpp.FieldESMClass))
	tlv, hasTLV := p.TLV(smpp.TagReceiptedMessageID)
	marked := isReceiptClass(esm) || hasTLV
	if !marked && link.ReceiptsBy != gateway.ReceiptsByText {
		return nil, false
	}
	text := sms.ReceiptText(p.Text(), byte(p.Int(smpp.FieldDataCoding)), esm&0x40 != 0)
	said, _ := sms.ReceiptOptions{Zone: z.location(), Received: now}.Parse(text)
	if !marked && !(said.HasID && said.Stat != "") {
		return nil, false
	}
	if isAcknowledgement(esm) && !(said.HasID && said.Stat != "") {
		return nil, false // an SME's own words about the message, unless it is written as a receipt
	}
	state := -1
	if v, ok := p.TLVInt(smpp.TagMessageState); ok {
		state = int(v)
	}
	id, st := sms.Effective(said, cString(tlv), state)
	if own, ok := link.StateOf(said.Stat); ok && state < 0 {
		st = own
	}
	r := &gateway.Receipt{
		Link: link.Name, ProviderID: id, Stat: said.Stat, State: st, Err: said.Err, Text: text,
		From: sourceOf(p), To: destinationOf(p), DoneAt: said.DoneDate, ReceivedAt: now, Times: 1,
	}
	if !said.DoneZoneKnown && st == sms.StateDelivered {
		r.DoneAt = z.learn(said.DoneDate, now)
	}
	if r.Stat == "" {
		r.Stat = st.Word()
	}
	if nec, ok := p.TLV(smpp.TagNetworkErrorCode); ok && r.Err == "" && len(nec) == 3 {
		r.Err = threeDigits(int(nec[1])<<8 | int(nec[2]))
	}
	return r, true
}

// isAcknowledgement looks at the message type: an SME delivery acknowledgement
// (0010), user acknowledgement (0100) or conversation abort (0110).
func isAcknowledgement(esm byte) bool {
	t := esm & 0x3C
	return t == 0x08 || t == 0x10 || t == 0x18
}

// isReceiptClass looks at the message type bits 5-2 of esm_class: an MC
// delivery receipt (0001), or an intermediate notification (1000).
func isReceiptClass(esm byte) bool {
	t := esm & 0x3C
	return t == 0x04 || t == 0x20
}

func cString(b []byte) string {
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return string(b)
}

func threeDigits(n int) string {
	n %= 1000
	return string([]byte{'0' + byte(n/100), '0' + byte(n/10%10), '0' + byte(n%10)})
}

func sourceOf(p *smpp.PDU) gateway.Address {
	return gateway.Address{TON: byte(p.Int(smpp.FieldSourceAddrTON)), NPI: byte(p.Int(smpp.FieldSourceAddrNPI)), Addr: p.Str(smpp.FieldSourceAddr)}
}

func destinationOf(p *smpp.PDU) gateway.Address {
	return gateway.Address{TON: byte(p.Int(smpp.FieldDestAddrTON)), NPI: byte(p.Int(smpp.FieldDestAddrNPI)), Addr: p.Str(smpp.FieldDestinationAddr)}
}

// maxAlike bounds the parts under one id that are looked at: the destinations of
// a submit_multi share one.
const maxAlike = 2 * maxDestinations

// matchReceipt finds the part that a receipt is about: by link and id, the id
// in the link's learnt form first, then literally, then in the other forms. Two
// hits are told apart by the pair of numbers; what stays ambiguous is not
// guessed. ok is false when nothing or too much fits.
func (e *Engine) matchReceipt(tx Tx, r *gateway.Receipt) (part gateway.Part, form string, ok bool, err error) {
	if r.ProviderID == "" {
		return part, "", false, nil
	}
	learnt, err := tx.LearnedForm(r.Link)
	if err != nil {
		return part, "", false, err
	}
	forms := sms.IDForms(r.ProviderID)
	if link, ok := e.config().Client(r.Link); ok {
		forms = slices.DeleteFunc(forms, func(f sms.IDForm) bool { return !link.TakesForm(matchedBy(f.Form)) })
	}
	for pass := range 2 {
		for _, c := range forms {
			f := matchedBy(c.Form)
			if (learnt != "" && f == learnt) != (pass == 0) {
				continue
			}
			parts, err := tx.PartsByProviderID(r.Link, c.ID, maxAlike)
			if err != nil {
				return part, "", false, err
			}
			if len(parts) > 1 {
				if parts, err = e.sameNumbers(tx, parts, r); err != nil {
					return part, "", false, err
				}
			}
			if len(parts) == 1 {
				return parts[0], f, true, nil
			}
			if len(parts) > 1 {
				return part, "", false, nil
			}
		}
	}
	return part, "", false, nil
}

// sameNumbers keeps the parts whose message went from the receipt's destination
// to its source.
func (e *Engine) sameNumbers(tx Tx, parts []gateway.Part, r *gateway.Receipt) ([]gateway.Part, error) {
	var out []gateway.Part
	country := e.config().General.Country
	same := func(a, b gateway.Address) bool {
		return gateway.CompareForm(compared(a, country)) == gateway.CompareForm(compared(b, country))
	}
	for _, p := range parts {
		m, err := tx.Message(p.MessageID)
		if err != nil {
			return nil, err
		}
		if same(m.To, r.From) && same(m.From, r.To) {
			out = append(out, p)
		}
	}
	return out, nil
}

// storeReceipt keeps a receipt and applies it to its part and message. It
// returns the message it changed, 0 for an orphan.
func (e *Engine) storeReceipt(tx Tx, r *gateway.Receipt) (messageID int64, err error) {
	part, form, ok, err := e.matchReceipt(tx, r)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, keepOrphan(tx, r)
	}
	if part.ReceiptStat != "" || r.Stat == "" { // else it is the part's first
		same, err := tx.SameReceipt(part.ID, r.Stat)
		if err != nil {
			return 0, err
		}
		if same != nil {
			same.Times++
			return part.MessageID, tx.UpdateReceipt(same)
		}
	}
	r.MessageID, r.PartID, r.MatchedBy = part.MessageID, part.ID, form
	if err := tx.InsertReceipt(r); err != nil {
		return 0, err
	}
	return part.MessageID, e.applyReceipt(tx, &part, r)
}

// keepOrphan stores a receipt that matches nothing yet. One that comes again as
// it was is counted: a provider may repeat itself before it answers the submit,
// and whoever waits for the receipt is to get it once.
func keepOrphan(tx Tx, r *gateway.Receipt) error {
	if r.ProviderID != "" {
		kept, err := tx.Orphans(r.Link, r.ProviderID)
		if err != nil {
			return err
		}
		for i := range kept {
			k := &kept[i]
			if k.Text == r.Text && k.Stat == r.Stat && k.Err == r.Err && k.From == r.From && k.To == r.To {
				k.Times++
				return tx.UpdateReceipt(k)
			}
		}
	}
	return tx.InsertReceipt(r)
}

// applyReceipt moves a part and its message to what a matched receipt says,
// remembers the form of its id, and owes the account its own receipt.
func (e *Engine) applyReceipt(tx Tx, part *gateway.Part, r *gateway.Receipt) error {
	if err := e.learn(tx, r); err != nil {
		return err
	}
	part.ReceiptStat, part.ReceiptErr = r.Stat, r.Err
	if next, ok := gateway.StateOfReceipt(r.State); ok && part.State.CanBecome(next) {
		part.State = next
		part.DoneAt = r.ReceivedAt
	} else if !ok && part.State.CanBecome(gateway.Accepted) && part.State == gateway.Unknown {
		part.State = gateway.Accepted // it did arrive: the outcome is known now
	}
	m, err := tx.Message(part.MessageID)
	if err != nil {
		return err
	}
	m.Note = ""
	if _, ok := gateway.StateOfReceipt(r.State); !ok {
		m.Note = r.Stat
	} else if part.State == gateway.Failed && r.State != sms.StateDelivered {
		m.Error = &gateway.MessageError{Name: "receipt " + r.Stat, Text: receiptWords(r)}
	}
	if err := e.savePart(tx, m, part); err != nil {
		return err
	}
	return e.oweReceipt(tx, m, r.State, r.Stat, r.Err, r.ReceivedAt)
}

// learn remembers the form of a link's ids. An id that is the same number in
// every form teaches nothing.
func (e *Engine) learn(tx Tx, r *gateway.Receipt) error {
	if r.MatchedBy == "" || r.MatchedBy == sms.FormLiteral && len(sms.IDForms(r.ProviderID)) < 2 {
		return nil
	}
	known, err := tx.LearnedForm(r.Link)
	if err != nil || known == r.MatchedBy {
		return err
	}
	return tx.SetLearnedForm(r.Link, r.MatchedBy)
}

func receiptWords(r *gateway.Receipt) string {
	s := "The provider reports that the message could not be delivered"
	if r.State == sms.StateRejected {
		s = "The provider or the network rejected the message"
	}
	if r.Err != "" && strings.Trim(r.Err, "0") != "" {
		s += " (network error " + r.Err + ")"
	}
	return s + ". Check the number; the provider can explain the error code."
}

// savePart stores a changed part and folds its message.
func (e *Engine) savePart(tx Tx, m *gateway.Message, part *gateway.Part) error {
	if err := tx.UpdatePart(part); err != nil {
		return err
	}
	parts := []gateway.Part{*part}
	if m.Parts > 1 {
		var err error
		if parts, err = tx.Parts(m.ID); err != nil {
			return err
		}
	}
	was := m.State
	fold(m, parts)
	if m.State != was && m.State.Final() {
		e.ended(tx, m)
	}
	return tx.UpdateMessage(m)
}

// fold makes a message's state, times and counters from its parts.
func fold(m *gateway.Message, parts []gateway.Part) {
	m.State = gateway.Fold(parts)
	m.Done = 0
	answered := 0
	for i := range parts {
		p := &parts[i]
		if p.State == gateway.Delivered {
			m.Done++
		}
		if !p.SentAt.IsZero() && (m.SubmittedAt.IsZero() || p.SentAt.Before(m.SubmittedAt)) {
			m.SubmittedAt = p.SentAt
		}
		if p.ProviderID != "" || p.State == gateway.Accepted || p.State == gateway.Delivered {
			answered++
			if p.AnsweredAt.After(m.AcceptedAt) {
				m.AcceptedAt = p.AnsweredAt
			}
		}
		if p.DoneAt.After(m.DoneAt) {
			m.DoneAt = p.DoneAt
		}
		m.PossibleDuplicate = m.PossibleDuplicate || p.Resent
	}
	if answered < len(parts) {
		m.AcceptedAt = time.Time{}
	}
	if !m.State.Final() {
		m.DoneAt = time.Time{}
	}
	if m.State == gateway.Delivered || m.State == gateway.Accepted {
		m.Error = nil
	}
}
