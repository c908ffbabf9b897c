package simulator

import (
	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// write makes the PDU of a receipt. A style that needs TLVs or data_sm has no
// place in 3.3, where the text of a deliver_sm says it.
func (style receiptStyle) write(said sms.Receipt, m *message, esm uint32) deliver {
	text := sms.FormatReceipt(said)
	if style.bare {
		text = "id:" + said.ID + " stat:" + said.Stat
	}
	head := func(id smpp.CommandID) *smpp.PDU {
		p := smpp.New(id).SetStr(smpp.FieldServiceType, m.service).SetInt(smpp.FieldESMClass, esm)
		setAddresses(p, m.to, m.from)
		return p
	}
	plain := head(smpp.DeliverSM).SetStr(smpp.FieldShortMessage, text)
	d := deliver{pdu: plain}
	switch {
	case style.dataSM:
		d = deliver{pdu: head(smpp.DataSM), plain: plain}
		if !style.tlvsOnly {
			d.pdu.AddTLV(smpp.TagMessagePayload, []byte(text))
		}
	case style.tlvsOnly:
		d = deliver{pdu: head(smpp.DeliverSM), plain: plain}
	}
	if style.bare && !style.tlvsOnly {
		return d
	}
	d.pdu.AddTLVStr(smpp.TagReceiptedMessageID, said.ID).AddTLVInt(smpp.TagMessageState, uint64(said.State))
	if network := said.TLVs().NetworkError; network != nil && !style.bare {
		d.pdu.AddTLV(smpp.TagNetworkErrorCode, network)
	}
	return d
}
