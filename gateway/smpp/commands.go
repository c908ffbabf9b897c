package smpp

// Command ids (SMPP 5.0 4.7.5; those that only 3.3 has are given as practice
// has them, since that specification prints no numbers).
const (
	GenericNack           CommandID = 0x80000000 // generic_nack
	BindReceiver          CommandID = 0x00000001 // bind_receiver
	BindReceiverResp      CommandID = 0x80000001 // bind_receiver_resp
	BindTransmitter       CommandID = 0x00000002 // bind_transmitter
	BindTransmitterResp   CommandID = 0x80000002 // bind_transmitter_resp
	QuerySM               CommandID = 0x00000003 // query_sm
	QuerySMResp           CommandID = 0x80000003 // query_sm_resp
	SubmitSM              CommandID = 0x00000004 // submit_sm
	SubmitSMResp          CommandID = 0x80000004 // submit_sm_resp
	DeliverSM             CommandID = 0x00000005 // deliver_sm
	DeliverSMResp         CommandID = 0x80000005 // deliver_sm_resp
	Unbind                CommandID = 0x00000006 // unbind
	UnbindResp            CommandID = 0x80000006 // unbind_resp
	ReplaceSM             CommandID = 0x00000007 // replace_sm
	ReplaceSMResp         CommandID = 0x80000007 // replace_sm_resp
	CancelSM              CommandID = 0x00000008 // cancel_sm
	CancelSMResp          CommandID = 0x80000008 // cancel_sm_resp
	BindTransceiver       CommandID = 0x00000009 // bind_transceiver
	BindTransceiverResp   CommandID = 0x80000009 // bind_transceiver_resp
	Outbind               CommandID = 0x0000000B // outbind
	EnquireLink           CommandID = 0x00000015 // enquire_link
	EnquireLinkResp       CommandID = 0x80000015 // enquire_link_resp
	SubmitMulti           CommandID = 0x00000021 // submit_multi
	SubmitMultiResp       CommandID = 0x80000021 // submit_multi_resp
	ParamRetrieve         CommandID = 0x00000022 // param_retrieve
	ParamRetrieveResp     CommandID = 0x80000022 // param_retrieve_resp
	QueryLastMsgs         CommandID = 0x00000023 // query_last_msgs
	QueryLastMsgsResp     CommandID = 0x80000023 // query_last_msgs_resp
	QueryMsgDetails       CommandID = 0x00000024 // query_msg_details
	QueryMsgDetailsResp   CommandID = 0x80000024 // query_msg_details_resp
	AlertNotification     CommandID = 0x00000102 // alert_notification
	DataSM                CommandID = 0x00000103 // data_sm
	DataSMResp            CommandID = 0x80000103 // data_sm_resp
	BroadcastSM           CommandID = 0x00000111 // broadcast_sm
	BroadcastSMResp       CommandID = 0x80000111 // broadcast_sm_resp
	QueryBroadcastSM      CommandID = 0x00000112 // query_broadcast_sm
	QueryBroadcastSMResp  CommandID = 0x80000112 // query_broadcast_sm_resp
	CancelBroadcastSM     CommandID = 0x00000113 // cancel_broadcast_sm
	CancelBroadcastSMResp CommandID = 0x80000113 // cancel_broadcast_sm_resp
)

// commandRows is the table of commands: which versions have them, in which
// states of the session they are legal, and who may send them.
var commandRows = []commandRow{
	{ID: GenericNack, Name: "generic_nack", States: [3]stateSet{anyState, inTX | inRX | inTRX, inOpen | inOutbound | inTX | inRX | inTRX | inUnbound}, Sender: fromESME | fromMC, Body: false, TLVs: true, Note: "Spelled generic_nak in 3.3. Has no request form and is never answered. Used only when the header cannot be trusted (bad length or unknown id) or the peer cannot be answered with a matching response."},
	{ID: BindReceiver, Name: "bind_receiver", States: [3]stateSet{inOpen, inOpen, inOpen | inOutbound}, Sender: fromESME, Body: true, TLVs: false, Note: "3.4 allows it as the reply to outbind even though its state table lists OPEN only."},
	{ID: BindReceiverResp, Name: "bind_receiver_resp", States: [3]stateSet{inOpen, inOpen, inOpen | inOutbound}, Sender: fromMC, Body: true, TLVs: true, Note: "No body when command_status is not 0 (3.4 in a note for this PDU, 5.0 as a general rule for all responses; 3.3 silent). Session becomes BOUND_RX only when status is 0."},
	{ID: BindTransmitter, Name: "bind_transmitter", States: [3]stateSet{inOpen, inOpen, inOpen | inOutbound}, Sender: fromESME, Body: true, TLVs: false, Note: "3.3: addr_ton, addr_npi and address_range carry no meaning here and are sent as zero/empty."},
	{ID: BindTransmitterResp, Name: "bind_transmitter_resp", States: [3]stateSet{inOpen, inOpen, inOpen | inOutbound}, Sender: fromMC, Body: true, TLVs: true, Note: "No body when command_status is not 0 (3.4 note, 5.0 general rule; 3.3 silent). Session becomes BOUND_TX only when status is 0."},
	{ID: QuerySM, Name: "query_sm", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: false, Note: ""},
	{ID: QuerySMResp, Name: "query_sm_resp", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Note: "On error: 3.3 and 3.4 silent, 5.0 general rule says no body; accept both header-only and full body."},
	{ID: SubmitSM, Name: "submit_sm", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Note: ""},
	{ID: SubmitSMResp, Name: "submit_sm_resp", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Errors: true, Note: "No body when command_status is not 0 (3.4 note, 5.0 general rule). 3.3 wants a lone NUL instead of an absent id. Field peers still send an empty message_id (one NUL) on error; accept 0-octet and 1-octet bodies."},
	{ID: DeliverSM, Name: "deliver_sm", States: [3]stateSet{inRX, inRX | inTRX, inRX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Note: "Carries mobile-originated messages, delivery receipts, intermediate notifications and user/delivery acknowledgements."},
	{ID: DeliverSMResp, Name: "deliver_sm_resp", States: [3]stateSet{inRX, inRX | inTRX, inRX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Errors: true, Note: "message_id must be a single NUL in 3.4; 5.0 keeps the field (up to 65) but also says unused/NULL. Some peers omit it entirely: accept header-only."},
	{ID: Unbind, Name: "unbind", States: [3]stateSet{inTX | inRX, inTX | inRX | inTRX, inTX | inRX | inTRX}, Sender: fromESME | fromMC, Body: false, TLVs: false, Note: "Starts shutdown; after sending, stop sending requests and still answer requests that arrive."},
	{ID: UnbindResp, Name: "unbind_resp", States: [3]stateSet{inTX | inRX, inTX | inRX | inTRX, inTX | inRX | inTRX}, Sender: fromESME | fromMC, Body: false, TLVs: true, Note: "5.0 state after a successful unbind exchange is UNBOUND (TCP still open), then CLOSED."},
	{ID: ReplaceSM, Name: "replace_sm", States: [3]stateSet{inTX, inTX, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Note: "3.4 table omits BOUND_TRX, apparently an oversight (its text lists replace_sm as usable on a transceiver session). Allow BOUND_TRX in all versions >= 3.4."},
	{ID: ReplaceSMResp, Name: "replace_sm_resp", States: [3]stateSet{inTX, inTX, inTX | inTRX}, Sender: fromMC, Body: false, TLVs: true, Note: ""},
	{ID: CancelSM, Name: "cancel_sm", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: false, Note: ""},
	{ID: CancelSMResp, Name: "cancel_sm_resp", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromMC, Body: false, TLVs: true, Note: ""},
	{ID: BindTransceiver, Name: "bind_transceiver", States: [3]stateSet{0, inOpen, inOpen | inOutbound}, Sender: fromESME, Body: true, TLVs: false, Note: "A peer that does not know it should answer with \"invalid command id\" (in the response or as generic_nack); the ESME then retries with separate bind_transmitter and bind_receiver sessions. 5.0 permits it as the answer to outbind."},
	{ID: BindTransceiverResp, Name: "bind_transceiver_resp", States: [3]stateSet{0, inOpen, inOpen | inOutbound}, Sender: fromMC, Body: true, TLVs: true, Note: "3.4 notes forbid the body on error only for the other two bind responses; 5.0 for all responses. Treat the same."},
	{ID: Outbind, Name: "outbind", States: [3]stateSet{0, inOpen, inOpen}, Sender: fromMC, Body: true, TLVs: false, Note: "MC connects to the ESME and sends this; there is no outbind_resp. ESME answers with bind_receiver (3.4) or bind_receiver/bind_transceiver/bind_transmitter as agreed (5.0), or disconnects."},
	{ID: EnquireLink, Name: "enquire_link", States: [3]stateSet{anyBound, inTX | inRX | inTRX, inOpen | inOutbound | inTX | inRX | inTRX | inUnbound}, Sender: fromESME | fromMC, Body: false, TLVs: false, Note: "5.0 permits it even before bind, in OUTBOUND and after unbind. Answer it in every state."},
	{ID: EnquireLinkResp, Name: "enquire_link_resp", States: [3]stateSet{anyBound, inTX | inRX | inTRX, inOpen | inOutbound | inTX | inRX | inTRX | inUnbound}, Sender: fromESME | fromMC, Body: false, TLVs: true, Note: "3.3 (6.3.9), 3.4 (4.11) and 5.0 (4.1.2) all let the ESME answer enquire_link with any valid PDU instead; this response is the normal answer. Always send it yourself, and count any PDU from the peer as proof of life when waiting for it."},
	{ID: SubmitMulti, Name: "submit_multi", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Note: "Named submit_sm_multi in the 3.4 state table (2.3); the 5.0 state table says submit_multi."},
	{ID: SubmitMultiResp, Name: "submit_multi_resp", States: [3]stateSet{inTX, inTX | inTRX, inTX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Errors: true, Note: "One message_id for the whole request plus a list of destinations that failed."},
	{ID: ParamRetrieve, Name: "param_retrieve", States: [3]stateSet{inTX | inRX, 0, 0}, Sender: fromESME, Body: true, TLVs: false, Note: "3.3 names this command without printing its number; the number is the one found in the field. Reserved in 3.4 and 5.0."},
	{ID: ParamRetrieveResp, Name: "param_retrieve_resp", States: [3]stateSet{inTX | inRX, 0, 0}, Sender: fromMC, Body: true, TLVs: false, Note: "3.3 names this command without printing its number; the number is the one found in the field. Reserved in 3.4 and 5.0."},
	{ID: QueryLastMsgs, Name: "query_last_msgs", States: [3]stateSet{inTX, 0, 0}, Sender: fromESME, Body: true, TLVs: false, Note: "3.3 names this command without printing its number; the number is the one found in the field. Reserved in 3.4 and 5.0."},
	{ID: QueryLastMsgsResp, Name: "query_last_msgs_resp", States: [3]stateSet{inTX, 0, 0}, Sender: fromMC, Body: true, TLVs: false, Note: "3.3 names this command without printing its number; the number is the one found in the field. Reserved in 3.4 and 5.0."},
	{ID: QueryMsgDetails, Name: "query_msg_details", States: [3]stateSet{inTX, 0, 0}, Sender: fromESME, Body: true, TLVs: false, Note: "3.3 names this command without printing its number; the number is the one found in the field. Reserved in 3.4 and 5.0."},
	{ID: QueryMsgDetailsResp, Name: "query_msg_details_resp", States: [3]stateSet{inTX, 0, 0}, Sender: fromMC, Body: true, TLVs: false, Note: "3.3 names this command without printing its number; the number is the one found in the field. Reserved in 3.4 and 5.0."},
	{ID: AlertNotification, Name: "alert_notification", States: [3]stateSet{0, inRX | inTRX, inRX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Note: "Tells the ESME a phone became reachable (delivery-pending flag). No response exists; never answer it."},
	{ID: DataSM, Name: "data_sm", States: [3]stateSet{0, inTX | inRX | inTRX, inTX | inRX | inTRX}, Sender: fromESME | fromMC, Body: true, TLVs: true, Note: "3.4 state table lets both sides send it in all three bound states; 5.0 splits by direction. Be strict when sending (5.0 rule), lenient when receiving on a 3.4 session."},
	{ID: DataSMResp, Name: "data_sm_resp", States: [3]stateSet{0, inTX | inRX | inTRX, inTX | inRX | inTRX}, Sender: fromESME | fromMC, Body: true, TLVs: true, Note: ""},
	{ID: BroadcastSM, Name: "broadcast_sm", States: [3]stateSet{0, 0, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Note: ""},
	{ID: BroadcastSMResp, Name: "broadcast_sm_resp", States: [3]stateSet{0, 0, inTX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Note: ""},
	{ID: QueryBroadcastSM, Name: "query_broadcast_sm", States: [3]stateSet{0, 0, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Note: ""},
	{ID: QueryBroadcastSMResp, Name: "query_broadcast_sm_resp", States: [3]stateSet{0, 0, inTX | inTRX}, Sender: fromMC, Body: true, TLVs: true, Note: ""},
	{ID: CancelBroadcastSM, Name: "cancel_broadcast_sm", States: [3]stateSet{0, 0, inTX | inTRX}, Sender: fromESME, Body: true, TLVs: true, Note: ""},
	{ID: CancelBroadcastSMResp, Name: "cancel_broadcast_sm_resp", States: [3]stateSet{0, 0, inTX | inTRX}, Sender: fromMC, Body: false, TLVs: true, Note: ""},
}
