package smpp

// fieldNote says of a field, or of a part of one, what its size can not tell.
type fieldNote struct {
	Name string      // as a row of an explanation has it, without an index
	In   []CommandID // nil: wherever it stands, unless another row has the command
	Top  [3]int      // largest value by version; 0: as much as its octets hold
	Rule string      // what is allowed, where Top and the enumeration do not say it
	Note string      // where versions or practice differ, beside the sizes
}

// fieldNotes is the table of them (SMPP 5.0 4.7; 3.3 and 3.4 by the same names).
var fieldNotes = []fieldNote{
	{Name: "system_id", In: []CommandID{BindTransmitter, BindReceiver}, Note: "3.3 allows leading spaces"},
	{Name: "system_id", In: []CommandID{BindTransmitterResp, BindReceiverResp, BindTransceiverResp, Outbind}, Rule: "the name of the message centre"},
	{Name: "password", Rule: "may be empty", Note: "some servers take longer ones"},
	{Name: "password", In: []CommandID{Outbind}, Rule: "that of the message centre"},
	{Name: "system_type", Rule: "usually empty"},
	{Name: "interface_version", Rule: "0x34 or 0x50; 0x00 to 0x33 mean 3.3 or older", Note: "in 3.3 it is the major version, and peers send anything up to 0x33"},
	{Name: "interface_version", In: []CommandID{BindTransceiver}, Rule: "0x34 or 0x50; 0x00 to 0x33 mean 3.3 or older", Note: "3.3 has no bind_transceiver"},
	{Name: "addr_ton", In: []CommandID{BindTransmitter}, Note: "3.3: without meaning on a transmitter, 0"},
	{Name: "addr_npi", In: []CommandID{BindTransmitter}, Note: "3.3: without meaning on a transmitter, 0"},
	{Name: "address_range", Rule: "a UNIX regular expression, or empty", Note: "many message centres ignore it"},
	{Name: "address_range", In: []CommandID{BindTransmitter}, Rule: "a UNIX regular expression, or empty", Note: "3.3: without meaning on a transmitter, empty; many message centres ignore it"},
	{Name: "service_type", Rule: "empty for the default"},
	{Name: "service_type", In: []CommandID{CancelSM, CancelBroadcastSM}, Rule: "limits the cancelling of a group; may be empty"},
	{Name: "source_addr", In: []CommandID{SubmitSM, SubmitMulti}, Rule: "empty: the message centre's default for the account"},
	{Name: "source_addr", In: []CommandID{DeliverSM}, Rule: "of a receipt: the original destination"},
	{Name: "source_addr", In: []CommandID{DataSM}, Note: "longer than in submit_sm"},
	{Name: "source_addr", In: []CommandID{QuerySM, ReplaceSM}, Rule: "that of the message; empty if it had none"},
	{Name: "source_addr", In: []CommandID{AlertNotification}, Rule: "the phone that is within reach again"},
	{Name: "source_addr_ton", In: []CommandID{QuerySM}, Rule: "that of the message; 0 if it had none"},
	{Name: "destination_addr", In: []CommandID{DeliverSM}, Rule: "of a receipt: the original source"},
	{Name: "destination_addr", In: []CommandID{DataSM}, Note: "longer than in submit_sm"},
	{Name: "destination_addr", In: []CommandID{CancelSM}, Rule: "empty beside a message_id"},
	{Name: "esme_addr", Rule: "the ESME that asked with set_dpf"},
	{Name: "esm_class", Rule: "bits 1-0 mode, 5-2 type, 7-6 features", Note: "3.3: marks a receipt and no more"},
	{Name: "esm_class", In: []CommandID{SubmitSM, SubmitMulti}, Rule: "bits 1-0 mode, 5-2 type, 7-6 features", Note: "3.3: not used, 0"},
	{Name: "esm_class", In: []CommandID{DeliverSM}, Rule: "bits 1-0 mode, 5-2 type, 7-6 features", Note: "3.3: marks a receipt and no more; 3.4: bits 1-0 have no meaning"},
	{Name: "esm_class", In: []CommandID{DataSM}, Rule: "bits 1-0 mode, 5-2 type, 7-6 features"},
	{Name: "protocol_id", Rule: "that of GSM; TDMA and CDMA ignore it"},
	{Name: "priority_flag", Top: [3]int{1, 3, 3}},
	{Name: "priority_flag", In: []CommandID{BroadcastSM}, Top: [3]int{0, 0, 4}},
	{Name: "schedule_delivery_time", Rule: "empty: now", Note: "3.3: absolute form only"},
	{Name: "schedule_delivery_time", In: []CommandID{DeliverSM}, Note: "3.3: as in submit_sm; 3.4: empty; 5.0: for the hand-over between message centres"},
	{Name: "schedule_delivery_time", In: []CommandID{ReplaceSM}, Rule: "empty: as it was", Note: "3.3: absolute form only"},
	{Name: "validity_period", Rule: "empty: the message centre's default", Note: "3.3: absolute form only"},
	{Name: "validity_period", In: []CommandID{DeliverSM}, Note: "3.3: as in submit_sm; 3.4: empty; 5.0: for the hand-over between message centres"},
	{Name: "validity_period", In: []CommandID{ReplaceSM}, Rule: "empty: as it was", Note: "3.3: absolute form only"},
	{Name: "registered_delivery", Top: [3]int{1, 0, 0}, Rule: "bits 1-0 receipt, 3-2 acknowledgement, 4 intermediate notification", Note: "3.3 names it registered_delivery_flag"},
	{Name: "registered_delivery", In: []CommandID{DeliverSM}, Top: [3]int{1, 0, 0}, Rule: "bits 3-2 acknowledgement", Note: "3.4: asks for no receipt of a message centre; 5.0: that too, between message centres"},
	{Name: "replace_if_present_flag", Top: [3]int{1, 1, 1}},
	{Name: "replace_if_present_flag", In: []CommandID{SubmitMulti}, Top: [3]int{1, 1, 1}, Note: "3.3: with a single address only; 3.4: reserved, 0; 5.0: may be refused with ESME_RINVSUBREP"},
	{Name: "replace_if_present_flag", In: []CommandID{DeliverSM}, Top: [3]int{1, 1, 1}, Note: "3.4: 0"},
	{Name: "replace_if_present_flag", In: []CommandID{BroadcastSM}, Top: [3]int{0, 0, 1}, Rule: "1: message_id or user_message_reference names the broadcast to replace, which must be there"},
	{Name: "data_coding", Rule: "0 to 14, and the groups 0xC0 to 0xFF of 3GPP TS 23.038"},
	{Name: "sm_default_msg_id", Top: [3]int{100, 254, 255}, Rule: "0: not used"},
	{Name: "sm_default_msg_id", In: []CommandID{DeliverSM}, Rule: "not used", Note: "3.4: 0"},
	{Name: "sm_length", Rule: "0 beside message_payload"},
	{Name: "sm_length", In: []CommandID{QueryMsgDetails}, Rule: "octets of the text that are asked for"},
	{Name: "short_message", Note: "up to 255 octets are read in every version"},
	{Name: "short_message", In: []CommandID{ReplaceSM}, Rule: "in the coding of the message that it replaces", Note: "up to 255 octets are read in every version"},
	{Name: "message_id", Rule: "as the message centre gave it"},
	{Name: "message_id", In: []CommandID{SubmitSMResp}, Note: "3.3: hexadecimal digits, or one NUL where there is no id; in 3.4 and 5.0 an error has no body"},
	{Name: "message_id", In: []CommandID{SubmitMultiResp}, Rule: "one for all destinations", Note: "in an error: 3.3 one NUL; 3.4 does not say; 5.0 no body"},
	{Name: "message_id", In: []CommandID{DeliverSMResp}, Rule: "not used: one NUL", Note: "3.3: as in submit_sm_resp; 3.4: one NUL; 5.0: has the size of an id and calls it unused"},
	{Name: "message_id", In: []CommandID{DataSMResp}, Note: "in an error: 3.4 does not say; 5.0 no body"},
	{Name: "message_id", In: []CommandID{QuerySMResp}, Note: "in an error: 3.3 and 3.4 do not say; 5.0 no body"},
	{Name: "message_id", In: []CommandID{CancelSM}, Rule: "empty: all that fit source, destination and service_type"},
	{Name: "message_id", In: []CommandID{BroadcastSM}, Rule: "empty, or the broadcast to replace", Note: "5.0 says both that it may and that it may not stand beside user_message_reference"},
	{Name: "message_id", In: []CommandID{QueryBroadcastSM}, Rule: "empty beside user_message_reference"},
	{Name: "message_id", In: []CommandID{QueryBroadcastSMResp}, Note: "the specification calls it an integer; it is a C-octet string"},
	{Name: "message_id", In: []CommandID{CancelBroadcastSM}, Rule: "empty: by user_message_reference, or all that fit source and service_type"},
	{Name: "number_of_dests", Rule: "at least 1"},
	{Name: "dest_address", Note: "an address takes 24 octets at most, a list name 22; 5.0 prints 23 for the latter"},
	{Name: "dest_address.dest_flag", Rule: "1 address, 2 distribution list"},
	{Name: "dest_address.dest_addr_ton", Note: "3.3 refers to GSM 03.40 for the values"},
	{Name: "dest_address.dest_addr_npi", Note: "3.3 refers to GSM 03.40 for the values"},
	{Name: "dest_address.destination_addr", Rule: "at most 20 characters and a NUL"},
	{Name: "dest_address.dl_name", Rule: "at most 20 characters and a NUL"},
	{Name: "no_unsuccess", Rule: "0: all were taken"},
	{Name: "unsuccess_sme.destination_addr", Rule: "at most 20 characters and a NUL", Note: "3.4 reports lists here too, and gives no layout for them"},
	{Name: "unsuccess_sme.error_status_code", Rule: "a command_status"},
	{Name: "final_date", Rule: "empty while the state is not final", Note: "3.3, 3.4: also 12 digits of local time; 5.0: absolute form only"},
	{Name: "message_state", Note: "3.3 names it message_status, and the states 1 to 7 without numbers"},
	{Name: "message_status", Note: "later versions name it message_state"},
	{Name: "error_code", Rule: "of the network or the provider; 0 for none; no command_status", Note: "3.3 lists meanings without numbers, and providers differ"},
	{Name: "num_messages", Top: [3]int{100, 0, 0}, Rule: "at least 1"},
	{Name: "number_msgs", Rule: "ids that follow"},
	{Name: "msgid", Rule: "up to 8 hexadecimal digits"},
	{Name: "msgid", In: []CommandID{QueryMsgDetailsResp}, Note: "3.3 calls it an integer of up to 9 octets; it is read as a C-octet string"},
}

// tonNote stands beside every type of number and numbering plan that has no
// row of its own.
const tonNote = "3.3 refers to GSM 03.40 for the values"

// tlvPart is an enumerated part of a TLV's value.
type tlvPart struct {
	Tag        Tag
	At, Octets int    // octets of the value
	Mask       uint32 // of them; 0: all
	Shift      int    // of a number
	Enum       string // "" for a number
	Name       string // before a number
}

// tlvParts is the table of them (SMPP 5.0 4.8.4).
var tlvParts = []tlvPart{
	{Tag: TagSourceSubaddress, At: 0, Octets: 1, Enum: "subaddress_type"},
	{Tag: TagDestSubaddress, At: 0, Octets: 1, Enum: "subaddress_type"},
	{Tag: TagMSMsgWaitFacilities, At: 0, Octets: 1, Mask: 0x80, Enum: "ms_msg_wait"},
	{Tag: TagMSMsgWaitFacilities, At: 0, Octets: 1, Mask: 3, Enum: "ms_msg_wait_type"},
	{Tag: TagCallbackNumPresInd, At: 0, Octets: 1, Mask: 0x0C, Enum: "callback_presentation"},
	{Tag: TagCallbackNumPresInd, At: 0, Octets: 1, Mask: 3, Enum: "callback_screening"},
	{Tag: TagCallbackNum, At: 0, Octets: 1, Enum: "callback_digit_mode"},
	{Tag: TagCallbackNum, At: 1, Octets: 1, Enum: "ton"},
	{Tag: TagCallbackNum, At: 2, Octets: 1, Enum: "npi"},
	{Tag: TagNetworkErrorCode, At: 0, Octets: 1, Enum: "network_error_code_type"},
	{Tag: TagNetworkErrorCode, At: 1, Octets: 2, Name: "error"},
	{Tag: TagBroadcastContentType, At: 0, Octets: 1, Enum: "broadcast_content_network"},
	{Tag: TagBroadcastContentType, At: 1, Octets: 2, Enum: "broadcast_content_type_generic"},
	{Tag: TagBroadcastFrequencyInterval, At: 1, Octets: 2, Name: "every"},
	{Tag: TagBroadcastFrequencyInterval, At: 0, Octets: 1, Enum: "broadcast_frequency_unit"},
	{Tag: TagBroadcastAreaIdentifier, At: 0, Octets: 1, Enum: "broadcast_area_format"},
	{Tag: TagMSValidity, At: 0, Octets: 1, Enum: "ms_validity"},
	{Tag: TagMSValidity, At: 2, Octets: 2, Name: "for"},
	{Tag: TagMSValidity, At: 1, Octets: 1, Enum: "ms_validity_unit"},
	{Tag: TagITSSessionInfo, At: 0, Octets: 1, Name: "session"},
	{Tag: TagITSSessionInfo, At: 1, Octets: 1, Shift: 1, Name: "dialogue"},
	{Tag: TagITSSessionInfo, At: 1, Octets: 1, Mask: 1, Name: "end of session"},
}
