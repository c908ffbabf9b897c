package engine

import (
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// wantsReceipt reads registered_delivery (SMPP 5.0 4.7.21): bits 1-0 are 0
// none, 1 success and failure, 2 failure only, 3 success only; bit 4 asks for
// intermediate notifications.
func wantsReceipt(asked byte, state sms.MessageState) bool {
	final := true
	success := false
	switch state {
	case sms.StateDelivered:
		success = true
	case sms.StateExpired, sms.StateDeleted, sms.StateUndeliverable, sms.StateRejected, sms.StateSkipped:
	default:
		final = false
	}
	if !final {
		return asked&0x10 != 0
	}
	switch asked & 3 {
	case 1:
		return true
	case 2:
		return !success
	case 3:
		return success
	}
	return false
}

// oweReceipt stores the receipt that the submitting account is owed, with our
// own message id, if it asked for one.
func (e *Engine) oweReceipt(tx Tx, m *gateway.Message, state sms.MessageState, stat, errCode string, done time.Time) error {
	if m.Account == "" || m.AccountMessageID == "" || !wantsReceipt(m.ReceiptWanted, state) {
		return nil
	}
	account, err := tx.AccountNow(m.Account, m.ID)
	if err != nil {
		return err
	}
	acc, _ := e.config().Account(account)
	frame, err := receiptPDU(m, acc, state, stat, errCode, done)
	if err != nil {
		return err
	}
	d := gateway.Delivery{Account: account, MessageID: m.ID, PDU: frame, CreatedAt: done}
	if acc.ReceiptDelay > 0 {
		d.NextAt = time.Now().Add(acc.ReceiptDelay)
	}
	return e.owe(tx, &d)
}

// receiptPDU builds the deliver_sm of a receipt for an account in the 5.0
// layout: from the original destination to the original source, text of SMPP
// 3.4 appendix B with dates in UTC, and the TLVs for whom may have
// them.
func receiptPDU(m *gateway.Message, acc gateway.Account, state sms.MessageState, stat, errCode string, done time.Time) ([]byte, error) {
	if errCode == "" {
		errCode = "000"
	}
	if stat == "" {
		stat = state.Word()
	}
	dlvrd := 0
	if state == sms.StateDelivered {
		dlvrd = 1
	}
	said := sms.Receipt{
		ID: m.AccountMessageID, HasID: true, Sub: 1, Dlvrd: dlvrd, SubmitDate: m.CreatedAt.UTC(), DoneDate: done.UTC(),
		Stat: stat, State: state, Err: errCode, Text: m.Text,
	}
	esm := uint32(0x04)
	if !wantsFinal(state) {
		esm = 0x20
	}
	p := smpp.New(smpp.DeliverSM).
		SetInt(smpp.FieldSourceAddrTON, uint32(m.To.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(m.To.NPI)).SetStr(smpp.FieldSourceAddr, m.To.Addr).
		SetInt(smpp.FieldDestAddrTON, uint32(m.From.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(m.From.NPI)).SetStr(smpp.FieldDestinationAddr, m.From.Addr).
		SetInt(smpp.FieldESMClass, esm).
		SetStr(smpp.FieldShortMessage, sms.ReceiptStyle{LongDates: acc.ReceiptDates == "12", Template: acc.ReceiptText}.Format(said)) // printable ASCII, whatever the alphabet
	if !acc.ReceiptTLVs {
		return p.Append(nil, smpp.V50)
	}
	p.AddTLVStr(smpp.TagReceiptedMessageID, m.AccountMessageID).AddTLVInt(smpp.TagMessageState, uint64(state))
	if code := said.TLVs().NetworkError; code != nil {
		p.AddTLV(smpp.TagNetworkErrorCode, code)
	}
	return p.Append(nil, smpp.V50)
}

func wantsFinal(state sms.MessageState) bool {
	switch state {
	case sms.StateDelivered, sms.StateExpired, sms.StateDeleted, sms.StateUndeliverable, sms.StateRejected, sms.StateSkipped:
		return true
	}
	return false
}
